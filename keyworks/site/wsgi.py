import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from keyworks.site import beforehand

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keyworks.site.settings")
site = get_wsgi_application()
# Else the first reader waits until every page of the house is loaded.
_pages = get_resolver().url_patterns
# What is loaded stays: it need not be looked through for garbage whenever a page reckons with many projects.
gc.collect()
gc.freeze()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site. A process begins to reckon with its first request: only then has every server forked what it forks."""
    beforehand.begin()
    answer: Iterable[bytes] = site(environ, start_response)
    return answer
