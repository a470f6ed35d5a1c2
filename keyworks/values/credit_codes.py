"""Unified social credit codes of organisations, GB 32100-2015: 18 characters, the last of them a check."""

from __future__ import annotations

import re
import unicodedata

from keyworks.values.problems import Problem

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters a code is made of; I, O, S, V and Z are left out because they look like others."""
FORM = re.compile(rf"[{CHARACTERS}]{{2}}\d{{6}}[{CHARACTERS}]{{10}}", re.ASCII)
LENGTH = 18


def typed(text: str) -> str:
    """A code as it was meant: full-width letters and blanks come from keyboards and sheets."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(first: str) -> str:
    """The check character for the first 17: their values weighted by the powers of 3, modulo 31."""
    total = sum(CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(first))
    return CHARACTERS[-total % 31]


def check(text: str) -> Problem | None:
    """What is wrong with a code, None where nothing is."""
    if len(text) != LENGTH:
        return Problem("credit_code.length", {"length": len(text), "wanted": LENGTH})
    if not FORM.fullmatch(text):
        return Problem("credit_code.form", {"text": text})
    if check_character(text[:-1]) != text[-1]:
        return Problem("credit_code.check", {"text": text})
    return None
