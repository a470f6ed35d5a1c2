"""What stands printed on a paper in either language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from keyworks.publishing.rules.papers.vocabulary import HOUSE
from keyworks.publishing.rules.words import LANGUAGES


@cache
def words(language: str) -> Mapping[str, str]:
    both = json.loads((HOUSE / "words.json").read_text(encoding="utf-8"))
    return {key: texts[LANGUAGES.index(language)] for key, texts in both.items()}
