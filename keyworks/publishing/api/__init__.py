from keyworks.publishing.api.along import along
from keyworks.publishing.api.news import news
from keyworks.publishing.api.packs import one_page, packs
from keyworks.publishing.api.papers import papers

__all__ = ["along", "news", "one_page", "packs", "papers"]
