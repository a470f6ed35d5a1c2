"""First screens over many nouns: what they read of the rooms below."""

from keyworks.desk.queries.first import first_visit
from keyworks.desk.queries.guide import guide
from keyworks.desk.queries.home import deeds, latest, parts, seats, work

__all__ = ["deeds", "first_visit", "guide", "latest", "parts", "seats", "work"]
