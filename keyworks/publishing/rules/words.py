"""What stands printed on a pack in either language, whatever the language of whoever makes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")


@cache
def words(language: str) -> Mapping[str, str]:
    """Every printed word by its key; `words.json` has the languages side by side."""
    both = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return {key: texts[LANGUAGES.index(language)] for key, texts in both.items()}
