"""The guide's pages: Markdown to the HTML of our pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

LISTED = re.compile(r"\(en/([a-z-]+)\.md\)")
PICTURE = (1280, 800)
"""Width and height of every picture of the guide, in px."""


@dataclass(frozen=True)
class GuidePage:
    """One page: its heading, its first paragraph in plain words, and the rest as HTML."""

    title: str
    lead: str
    body: str


def order(index: str) -> list[str]:
    """The names of the pages as the guide's README lists them."""
    return list(dict.fromkeys(LISTED.findall(index)))


def page(text: str, link: Callable[[str], str], picture: Callable[[str], str]) -> GuidePage:
    """`link` gives the address of another page by its name, `picture` that of a picture by its file name."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    title, lead = _plain(tokens[1]), ""
    rest = tokens[3:]
    if rest and rest[0].type == "paragraph_open":
        lead, rest = _plain(rest[1]), rest[3:]
    for token in rest:
        token.attrs.pop("style", None)
        for inner in token.children or ():
            _lead_on(inner, link, picture)
    return GuidePage(title, lead, reader.renderer.render(rest, reader.options, {}))


def _plain(token: Token) -> str:
    return "".join(one.content for one in token.children or () if one.type in {"text", "code_inline"})


def _lead_on(token: Token, link: Callable[[str], str], picture: Callable[[str], str]) -> None:
    if token.type == "link_open":
        name, _, part = str(token.attrs["href"]).partition("#")
        if name.endswith(".md"):
            token.attrs["href"] = link(name.removesuffix(".md")) + (f"#{part}" if part else "")
    elif token.type == "image":
        token.attrs["src"] = picture(str(token.attrs["src"]).rpartition("/")[2])
        token.attrs |= {"width": PICTURE[0], "height": PICTURE[1], "loading": "lazy"}
