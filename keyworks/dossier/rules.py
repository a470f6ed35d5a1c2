"""Who is mentioned in a text, how long a comment may be mended, what of an address a saved view keeps."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

LONGEST_COMMENT = 4000
MOST_MENTIONS = 20
EDIT_WITHIN = timedelta(minutes=15)
LONGEST_QUERY = 2000
MOST_CHOICES = 60
PASSING = frozenset({"cursor", "after", "before", "page", "csrfmiddlewaretoken", "hx-request"})
"""Parts of an address that say where somebody is in a list and not what the list shows."""

_MENTION = re.compile(r"(?<![A-Za-z0-9._@-])@([A-Za-z0-9][A-Za-z0-9._+-]{0,59})")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text as it is kept: one kind of line break, no control characters, nothing that turns the reading direction."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _FORBIDDEN.sub("", text).strip()


def mentions(text: str) -> list[str]:
    """The names after @, each once, in lower case and in the order of the text; a dot that ends a sentence is none."""
    return list(dict.fromkeys(found.rstrip(".+-").lower() for found in _MENTION.findall(text)))


def pieces(text: str, known: frozenset[str]) -> list[tuple[str, str]]:
    """The text cut at its mentions of `known` names: (name or "", piece)."""
    found: list[tuple[str, str]] = []
    start = 0
    for match in _MENTION.finditer(text):
        name = match.group(1).rstrip(".+-")
        if name.lower() in known:
            found.append(("", text[start : match.start()]))
            start = match.start() + 1 + len(name)
            found.append((name.lower(), text[match.start() : start]))
    found.append(("", text[start:]))
    return [piece for piece in found if piece[1]]


def mendable(written_at: datetime, at: datetime) -> bool:
    """May its author still change a comment?"""
    return at - written_at <= EDIT_WITHIN


def what_is_shown(query: str) -> str | None:
    """The choices of a list's address in one order, without where in the list one stands; None where it is too much."""
    try:
        choices = parse_qsl(query.lstrip("?"), keep_blank_values=False, max_num_fields=MOST_CHOICES)
    except ValueError:
        return None
    kept = [(name, value) for name, value in choices if name.lower() not in PASSING]
    text = urlencode(sorted(kept, key=lambda choice: choice[0]))
    return text if len(text) <= LONGEST_QUERY and "%00" not in text else None
