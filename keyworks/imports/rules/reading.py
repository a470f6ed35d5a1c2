"""How the cells of one column are read: made ready once for the column, asked once for each different cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

from keyworks.formats.cells.amounts import Range, amount
from keyworks.formats.cells.days import day
from keyworks.formats.cells.numbers import number
from keyworks.formats.cells.words import blank, words
from keyworks.formats.sheets.book import Value
from keyworks.imports.rules import patterns
from keyworks.imports.rules.openings import Opening, Openings, slug
from keyworks.imports.rules.specs import Column, MoneyOf
from keyworks.imports.rules.targets import EXTRA, Target
from keyworks.projects.files.sheet.cells import CREDIT, NotRead, Words
from keyworks.projects.files.sheet.columns import folded
from keyworks.projects.rules import checks, codes
from keyworks.projects.rules.taking import LONGEST
from keyworks.values import credit_codes
from keyworks.values.money import CURRENCIES, EXACT, UNITS, Money
from keyworks.values.problems import Place, Problem, Severity

LONGEST_EXTRA = 10_000
MARKED = frozenset({"秘密", "机密", "绝密", "秘密级", "机密级", "绝密级", "secret", "topsecret", "confidential"})
"""Cells that by themselves say that a project is secret, in whatever column."""
SHORT = 20
"""No word that says nothing, or that marks a secret by itself, is longer."""
PARTIES = re.compile(r"[;；\n]+")
ENTRIES = frozenset({"choice", "term", "terms", "unit", "person"})


class Answer(NamedTuple):
    """What a cell says: its plain value, what is wrong with it, words to be kept as they are, entries to be made."""

    value: Any = None
    problem: Problem | None = None
    kept: str = ""
    opens: tuple[Opening, ...] = ()


SILENT = Answer()


class Values:
    """Their words → ours; a word between slashes is a pattern, tried after all words, in order."""

    def __init__(self, values: Mapping[str, str | None]) -> None:
        self.words = {folded(theirs): ours for theirs, ours in values.items() if not patterns.slashed(theirs)}
        self.patterns = [(found, ours) for theirs, ours in values.items() if (found := patterns.slashed(theirs))]

    def __bool__(self) -> bool:
        return bool(self.words or self.patterns)

    def __contains__(self, said: str) -> bool:
        return folded(said) in self.words or any(patterns.fits(pattern, said) for pattern, _ours in self.patterns)

    def __getitem__(self, said: str) -> str | None:
        plain = folded(said)
        if plain in self.words:
            return self.words[plain]
        return next(ours for pattern, ours in self.patterns if patterns.fits(pattern, said))


class Knows:
    """What the readers of all columns share."""

    def __init__(
        self, words: Words, openings: Openings, *, days: str, money: MoneyOf, currency: str, today: date
    ) -> None:
        self.words, self.openings = words, openings
        self.days, self.money, self.currency, self.today = days, money, currency, today


class Reader:
    """Reads the cells of one column."""

    def __init__(self, column: Column, target: Target, knows: Knows) -> None:
        self.column, self.target, self.knows = column, target, knows
        self.values = Values(column.values)
        self.nothing = Values(dict.fromkeys(column.nothing))
        money = column.money or knows.money
        self.unit = money.unit
        self.currency = money.currency or knows.money.currency or knows.currency
        self.days = column.days if column.days is not None else knows.days
        self.field = target.name.removeprefix("component.")
        self.most = LONGEST.get(target.name, LONGEST_EXTRA if target.kind == EXTRA else 200)
        readers: Mapping[str, Callable[[Value, str], Answer]] = {
            "text": self._text, "long": self._text, "extra": self._text, "code": self._code, "choice": self._term,
            "term": self._term, "terms": self._terms, "unit": self._term, "person": self._term, "day": self._day,
            "money": self._money, "whole": self._whole, "number": self._number, "degrees": self._degrees,
            "party": self._party,
        }  # fmt: skip
        self._read = readers[column.form or target.kind]

    def read(self, cell: Value) -> Answer:
        if isinstance(cell, Problem):
            return self._wrong(cell)
        said = words(cell)
        # Most cells are numbers, days or long texts: what they are not is not asked of them.
        if len(said) <= SHORT and not said[:1].isdigit():
            if blank(said):
                return SILENT
            if self.target.kind not in ("party", "person") and "".join(folded(said).split()) in MARKED:
                return Answer(problem=Problem("projects.secret"))
        if self.nothing and said in self.nothing:
            return SILENT
        if self.column.match:
            found = patterns.search(self.column.match, " ".join(said.split()))
            cell = said = (found[1] if found.re.groups else found[0]) or "" if found else ""
            if not said:
                return SILENT
        if self.values and self.target.kind not in ENTRIES and said in self.values:
            ours = self.values[said]
            if ours is None:
                return SILENT
            cell = said = ours
        return self._read(cell, said)

    def _wrong(self, problem: Problem, kept: str = "") -> Answer:
        """What the mapping says of unreadable cells: their row is refused, or they are left out."""
        if self.target.kind == EXTRA:
            return Answer(kept or problem.params.get("text") or None, problem.warning())
        return Answer(problem=problem.warning() if self.column.wrong == "leave" else problem, kept=kept)

    def _text(self, cell: Value, said: str) -> Answer:
        if self.target.kind == "text":
            said = " ".join(said.split())
        if checks.marks_secrecy(said):
            return Answer(problem=Problem("projects.secret_word"))
        if len(said) > self.most:
            long = Problem("projects.cell_long", {"most": self.most, "length": len(said)})
            whole = _cut(said, LONGEST_EXTRA)
            if self.column.wrong == "leave" and self.target.kind != EXTRA:
                # A name too long is still a name: its beginning is taken, and the whole is kept beside.
                return Answer(_cut(said, self.most), long.warning(), whole)
            return self._wrong(long, whole)
        return Answer(said)

    def _code(self, cell: Value, said: str) -> Answer:
        code = codes.typed(said)
        if wrong := codes.project_code(code, today=self.knows.today):
            # Other lists have other codes: theirs is kept, it is only no national one.
            return Answer(problem=wrong.warning(), kept=said)
        return Answer(code)

    def _day(self, cell: Value, said: str) -> Answer:
        found = day(cell, self.days, self.target.end, serial=isinstance(cell, Decimal))
        if isinstance(found, Problem):
            return self._wrong(found)
        return Answer(found.isoformat()) if found else SILENT

    def _money(self, cell: Value, said: str) -> Answer:
        found = amount(cell, self.unit, self.currency)
        if isinstance(found, Problem) and found.code == "money.too_fine" and isinstance(exact := number(cell), Decimal):
            return self._rounded(exact, said)
        if isinstance(found, Problem):
            return self._wrong(found)
        if isinstance(found, Range):
            return Answer(_of_range(found, self.column.range), kept=said)
        return Answer({"fen": found.amount}) if found is not None else SILENT

    def _rounded(self, exact: Decimal, said: str) -> Answer:
        """Sums and shares of other people's sheets have more digits than there are coins."""
        fen = int(exact.scaleb(UNITS[self.unit] + CURRENCIES[self.currency], EXACT).to_integral_value(ROUND_HALF_EVEN))
        return Answer({"fen": fen}, Problem("imports.rounded", {"text": said[:60]}, Severity.NOTE))

    def _whole(self, cell: Value, said: str) -> Answer:
        found = number(cell)
        if isinstance(found, Decimal) and found == found.to_integral_value() and 1990 <= found <= 2100:
            return Answer(int(found))
        return self._wrong(Problem("projects.cell_not_whole", {"text": said[:60], "least": 1990, "most": 2100}))

    def _number(self, cell: Value, said: str) -> Answer:
        found = number(cell)
        if isinstance(found, Problem):
            return self._wrong(found)
        return SILENT if found is None else Answer(f"{found:f}")

    def _degrees(self, cell: Value, said: str) -> Answer:
        found, most = number(cell), 180 if self.target.name == "lon" else 90
        if isinstance(found, Decimal) and abs(found) <= most:
            return Answer(float(found))
        return self._wrong(Problem("projects.cell_not_degrees", {"text": said[:60], "most": most}))

    def _term(self, cell: Value, said: str) -> Answer:
        return self.entry(said)

    def entry(self, said: str) -> Answer:
        """The entry of the code list that a word means: as the mapping says, as the list says, or a new one."""
        of, word, code = self.target.of, " ".join(said.split()), ""
        if said in self.values:
            ours = self.values[said]
            if ours is None:
                return SILENT
            # What a person wrote for their word is a code of ours, or the word that it should have been.
            word, code = (word, ours) if slug(ours) == ours else (ours, "")
        try:
            found = self.knows.words.code(of, code or word, "imports.value_unknown")
        except NotRead as no:
            if no.problem.code != "imports.value_unknown":
                return self._wrong(no.problem)
            if of == "secrecy" and code == checks.SECRET:
                return Answer(problem=Problem("projects.secret"))
            if self.column.open and self.target.opens:
                opening = self.knows.openings.of(of, word, code)
                return Answer(opening.code, opens=(opening,))
            return self._wrong(
                Problem("imports.value_unknown", {"text": said[:60], "list": of, "to": self.target.name})
            )
        return Answer(problem=Problem("projects.secret")) if found == checks.SECRET else Answer(found)

    def _terms(self, cell: Value, said: str) -> Answer:
        pieces = [said]
        if said not in self.values and folded(said) not in self.knows.words.known(self.target.of):
            pieces = [part.strip() for part in re.split(r"[;；、\n]+", said) if part.strip()]
        found = [self.entry(piece) for piece in pieces]
        values = list(dict.fromkeys(one.value for one in found if one.value is not None))
        problem = next((one.problem for one in found if one.problem), None)
        return Answer(values or None, problem, opens=tuple(opening for one in found for opening in one.opens))

    def _party(self, cell: Value, said: str) -> Answer:
        found = [self._one_party(part.strip()) for part in PARTIES.split(said) if part.strip()]
        parties = [one.value for one in found if one.value]
        return Answer(parties or None, next((one.problem for one in found if one.problem), None))

    def _one_party(self, said: str) -> Answer:
        role = self.target.name.removeprefix("party.")
        said = " ".join(said.split())
        known = self.knows.words.known("owner").get(folded(said), [])
        if len(known) == 1:
            return Answer({"role": role, "unit": known[0].code})
        code = CREDIT.search(said)
        name = said[: code.start()].strip() if code else said
        if len(name) > 200:
            return self._wrong(Problem("projects.cell_long", {"most": 200, "length": len(name)}))
        party = {"role": role, "name_zh": name}
        if not code:
            return Answer(party)
        if wrong := credit_codes.check(code[1].upper()):
            return Answer(party, wrong.warning())
        return Answer({**party, "credit_code": code[1].upper()})


def _cut(said: str, most: int) -> str:
    return said if len(said) <= most else f"{said[: most - 1]}…"


def _of_range(found: Range, wanted: str) -> dict[str, int] | None:
    ends = {"low": found.low, "high": found.high}
    if wanted == "middle" and found.low is not None and found.high is not None:
        return {"fen": (found.low.amount + found.high.amount) // 2}
    end: Money | None = ends.get(wanted)
    return None if end is None else {"fen": end.amount}


def refuses(problem: Problem | None) -> bool:
    return problem is not None and problem.severity is Severity.ERROR


def placed(problem: Problem, place: Place, field: str) -> Problem:
    return problem.at(Place(field=field, file=place.file, sheet=place.sheet, cell=place.cell))
