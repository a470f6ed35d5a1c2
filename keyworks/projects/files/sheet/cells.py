"""Cells of a sheet of projects: their text or number read into plain values, and plain values written into cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from keyworks.formats.cells.amounts import amount
from keyworks.formats.cells.days import Span, span
from keyworks.formats.cells.numbers import number
from keyworks.formats.cells.words import blank, words
from keyworks.formats.sheets.book import Value
from keyworks.projects.files.sheet.columns import Column, Entry, Lists, folded
from keyworks.projects.rules import codes
from keyworks.projects.rules.taking import LONGEST
from keyworks.values.money import Money
from keyworks.values.problems import Problem

SEVERAL = (r"[;；\n]+", r"[,，、]+")
CREDIT = re.compile(r"\s+([0-9A-Za-z]{18})$")


class NotRead(Exception):
    """A cell says nothing that its column takes."""

    def __init__(self, code: str, text: str, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, {"text": text[:60], **params})


class Words:
    """Finds the entries of the code lists by their codes or words; of two alike the one still in use."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self._known: dict[str, dict[str, list[Entry]]] = {}

    def known(self, of: str) -> Mapping[str, list[Entry]]:
        if of not in self._known:
            found = self._known[of] = {}
            for entry in self.lists[of]:
                for word in {folded(word) for word in (entry.code, entry.zh, entry.en) if word}:
                    found.setdefault(word, []).append(entry)
        return self._known[of]

    def code(self, of: str, said: str, unknown: str = "projects.term_unknown") -> str:
        """The code of the entry that is meant."""
        found = self.known(of).get(folded(said), [])
        for some in ([one for one in found if one.code == said], [one for one in found if not one.closed], found):
            if len(some) == 1:
                return some[0].code
        if not found:
            raise NotRead(unknown, said)
        raise NotRead("projects.cell_ambiguous", said, codes=", ".join(one.code for one in found[:5]))

    def several(self, of: str, said: str) -> list[str]:
        """The codes of several entries: a whole name is tried before it is cut at its commas."""
        pieces, wanted = [said], []
        for cut in SEVERAL:
            pieces = [
                part.strip()
                for piece in pieces
                for part in ([piece] if folded(piece) in self.known(of) else re.split(cut, piece))
                if part.strip()
            ]
        for piece in pieces:
            code = self.code(of, piece)
            if code not in wanted:
                wanted.append(code)
        return wanted


class Reader:
    """Reads a cell for its column."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._of: dict[str, Callable[[Value, Column, str], Any]] = {
            "text": self._text, "long": self._text, "code": self._code, "choice": self._choice, "term": self._term,
            "terms": self._terms, "unit": self._unit, "person": self._person, "day": self._day, "money": self._money,
            "whole": self._whole, "quantity": self._quantity, "degrees": self._degrees, "party": self._party,
        }  # fmt: skip

    def read(self, cell: Value, column: Column, unit: str = "") -> Any:
        """The plain value of a cell, None where it says nothing; NotRead where it cannot be read."""
        if isinstance(cell, Problem):
            raise NotRead(cell.code, "")
        if blank(cell):
            return None
        return self._of[column.kind](cell, column, unit)

    @staticmethod
    def _text(cell: Value, column: Column, unit: str) -> str:
        said = words(cell)
        most = LONGEST[column.field]
        if len(said) > most:
            raise NotRead("projects.cell_long", said, most=most, length=len(said))
        return said if column.kind == "long" else " ".join(said.split())

    def _code(self, cell: Value, column: Column, unit: str) -> str:
        return codes.typed(self._text(cell, column, unit))

    def _choice(self, cell: Value, column: Column, unit: str) -> str:
        return self.words.code(column.of, words(cell), "projects.not_a_choice")

    def _term(self, cell: Value, column: Column, unit: str) -> str:
        return self.words.code(column.of, words(cell))

    def _terms(self, cell: Value, column: Column, unit: str) -> list[str]:
        return self.words.several(column.of, words(cell))

    def _unit(self, cell: Value, column: Column, unit: str) -> str:
        return self.words.code(column.of, words(cell), "projects.unit_unnamed")

    def _person(self, cell: Value, column: Column, unit: str) -> str:
        return self.words.code(column.of, words(cell), "projects.person_unnamed")

    @staticmethod
    def _day(cell: Value, column: Column, unit: str) -> date:
        return day(cell)

    @staticmethod
    def _money(cell: Value, column: Column, unit: str) -> Decimal:
        found = amount(cell, unit, strict=True)
        if isinstance(found, Money):
            return found.exact("yuan")
        code, params = (found.code, found.params) if isinstance(found, Problem) else ("money.not_money", {})
        raise NotRead(code, words(cell), **{name: one for name, one in params.items() if name != "text"})

    @staticmethod
    def _number(cell: Value) -> Decimal | None:
        found = number(cell)
        return found if isinstance(found, Decimal) else None

    def _whole(self, cell: Value, column: Column, unit: str) -> int:
        found = self._number(cell)
        least, most = (1990, 2100) if column.field == "list_year" else (1, 999)
        if found is None or found != found.to_integral_value() or not least <= found <= most:
            raise NotRead("projects.cell_not_whole", words(cell), least=least, most=most)
        return int(found)

    def _quantity(self, cell: Value, column: Column, unit: str) -> str:
        found = self._number(cell)
        if found is None:
            raise NotRead("projects.not_a_quantity", words(cell))
        return f"{found:f}"

    def _degrees(self, cell: Value, column: Column, unit: str) -> float:
        found, most = self._number(cell), 180 if column.field == "lon" else 90
        if found is None or abs(found) > most:
            raise NotRead("projects.cell_not_degrees", words(cell), most=most)
        return float(found)

    def _party(self, cell: Value, column: Column, unit: str) -> list[dict[str, str]]:
        return [self._one_party(part.strip()) for part in re.split(SEVERAL[0], words(cell)) if part.strip()]

    def _one_party(self, said: str) -> dict[str, str]:
        """A unit that signs in here, else an organisation by its name and, if it follows, its credit code."""
        found = self.words.known("owner").get(folded(said), [])
        if len(found) == 1:
            return {"unit": found[0].code}
        code = CREDIT.search(said)
        name = said[: code.start()].strip() if code else said
        if len(name) > 200:
            raise NotRead("projects.cell_long", name, most=200, length=len(name))
        return {"name_zh": name, **({"credit_code": code[1].upper()} if code else {})}


def day(cell: Value) -> date:
    """A day however it is usually written; a month alone is none."""
    found = span(cell)
    if isinstance(found, Span) and found.first == found.last and not found.edge:
        return found.first
    ambiguous = isinstance(found, Problem) and found.code == "cells.day_ambiguous"
    raise NotRead("cells.day_ambiguous" if ambiguous else "projects.cell_not_a_day", words(cell))


class Writer:
    """Writes plain values into cells, in one language and one unit of money."""

    def __init__(self, lists: Lists, *, zh: bool, money: str) -> None:
        self.zh, self.money = zh, money
        self._told = {of: _distinct(entries, zh) for of, entries in lists.items()}

    def words(self, of: str) -> list[str]:
        """What may be chosen in a column of this list."""
        return [word for _code, (word, closed) in self._told[of].items() if not closed]

    def cell(self, value: Any, column: Column) -> str | int | Decimal | date | None:
        if value is None or value == "" or value == []:
            return None
        if column.kind == "money":
            return Money.of(Decimal(value)).exact(self.money)
        if column.kind == "terms":
            return "；".join(self._word(column.of, one) for one in value)
        if column.kind == "party":
            return "；".join(self._party(one) for one in value)
        if column.kind == "degrees":
            return Decimal(repr(value))
        if column.kind == "quantity":
            return Decimal(value)
        if column.of:
            return self._word(column.of, value)
        return value  # type: ignore[no-any-return]

    def _word(self, of: str, code: str) -> str:
        return self._told[of].get(code, (code, False))[0]

    def _party(self, one: Mapping[str, str]) -> str:
        return " ".join(filter(None, (one.get("unit") or one.get("name_zh"), one.get("credit_code"))))


def _distinct(entries: Sequence[Entry], zh: bool) -> dict[str, tuple[str, bool]]:
    """Code → the word by which an entry is found again, its code where another entry has the same word."""
    meant: dict[str, set[str]] = {}
    for entry in entries:
        for word in (entry.code, entry.zh, entry.en):
            if word:
                meant.setdefault(folded(word), set()).add(entry.code)
    return {
        one.code: (word if len(meant[folded(word := one.told(zh))]) == 1 else one.code, one.closed) for one in entries
    }
