"""What a template may name, kind by kind: placeholders, tables, figures, each with its Chinese name and an example."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from keyworks.publishing.rules.papers.kinds import Kind

HOUSE = Path(__file__).parent / "house"


class Part(StrEnum):
    FIELD = "field"
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Word:
    """A name of the vocabulary: what it is called in Chinese, and an example of it, or what it shows, in both."""

    name: str
    called: str
    zh: str
    en: str


@cache
def vocabulary(kind: Kind, part: Part) -> tuple[Word, ...]:
    found = json.loads((HOUSE / "vocabulary.json").read_text(encoding="utf-8"))
    return tuple(Word(name, *told) for name, told in {**found["every"][part], **found[kind][part]}.items())


@cache
def names(kind: Kind, part: Part) -> Mapping[str, str]:
    """Every way to write a name → the name."""
    words = vocabulary(kind, part)
    return {one.called: one.name for one in words} | {one.name: one.name for one in words}


@cache
def of_the_house(kind: Kind, language: str) -> str:
    """The template that comes with the house: version 1."""
    return (HOUSE / f"{kind}.{language}.txt").read_text(encoding="utf-8")
