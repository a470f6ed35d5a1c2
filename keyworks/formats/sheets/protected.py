"""A sheet to be filled in: what is known is locked, cells to fill take only what they should, keys are hidden.

Locked without a password: it guards against slips, and whoever wants to may open it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from keyworks.formats.sheets.book import address
from keyworks.formats.sheets.writing import (
    HEAD,
    LAST_ROW,
    LONGEST_COMMENT,
    MARKED,
    MOST_COMMENTS,
    WIDEST,
    List,
    Own,
    Value,
    keepable,
    whole,
    width,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NARROWEST = 9
MEASURED = 500
FINE = 2
"""Digits after the point that a column's format shows; a number with more is shown whole."""
TITLE, SAID = 32, 255
"""How long the title and the words beside a cell may be."""
LARGEST = 10**12
GROUND = "#F1F3F5"
"""Of cells that are not filled in."""
SUMS = "Σ"
"""Stands in the first, hidden column of the row of sums."""
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True}


@dataclass(frozen=True)
class Field:
    """A column; `fill` is to be filled in, `least` and `most` bound its numbers, `choices` may be chosen or left.

    `hint` is shown beside the chosen cell, `error` when something else is typed: (title, sentence).
    """

    head: str
    fill: bool = False
    hidden: bool = False
    format: str = ""
    numeric: bool = False
    wide: int = 0
    least: int = -LARGEST
    most: int = LARGEST
    choices: Sequence[str] = ()
    hint: tuple[str, str] = ("", "")
    error: tuple[str, str] = ("", "")
    sum: bool = False


@dataclass(frozen=True)
class Line:
    """A row; `shut` are the places of fields to fill that this row does not take.

    `marks` are by place whether the cell is wrong (else it is only asked about), and the words beside it.
    """

    cells: Sequence[Value]
    shut: frozenset[int] = frozenset()
    marks: Mapping[int, tuple[bool, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Protected(Own):
    """A sheet of one title, one head and these lines; with a sum below where a field asks for it."""

    title: str
    fields: Sequence[Field]
    lines: Iterable[Line]
    sums: str = ""
    """What the row of sums is called; it stands in the first column that is shown."""
    frozen: int = 1
    """So many columns stay in sight."""
    made: dict[tuple[str, bool, bool, str], Format] = field(default_factory=dict, init=False, repr=False, compare=False)

    def lay(self, book: Workbook, sheet: Worksheet) -> list[List]:
        title = book.add_format({"bold": True, "font_size": 13})
        shown = next(at for at, one in enumerate(self.fields) if not one.hidden)
        sheet.write_string(0, shown, self.title, title)
        sheet.set_row(1, 48)
        for at, one in enumerate(self.fields):
            sheet.write_string(1, at, one.head, book.add_format({**HEAD, "align": "right" if one.numeric else "left"}))
        widths = [min(max(width(one.head) // 2, NARROWEST), 16) for one in self.fields]
        number, commented = 1, 0
        for number, line in enumerate(self.lines, start=2):
            self._line(book, sheet, number, line, widths if number <= MEASURED else None)
            for at, (_wrong, words) in line.marks.items():
                if commented < MOST_COMMENTS:
                    sheet.write_comment(number, at, words[:LONGEST_COMMENT], {"x_scale": 2})
                    commented += 1
        if self.sums and number > 1:
            self._sums(book, sheet, number, shown)
        for at, one in enumerate(self.fields):
            sheet.set_column(at, at, min(one.wide or widths[at] + 2, WIDEST), None, {"hidden": one.hidden})
        sheet.freeze_panes(2, self.frozen)
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect("", ALLOWED)
        return list(self._rules(sheet, max(number, 2)))

    def _style(self, book: Workbook, shown: str, *, fill: bool, bold: bool = False, ground: str = "") -> Format:
        key = (shown, fill, bold, ground)
        if key not in self.made:
            told: dict[str, Any] = {
                "num_format": shown or "General",
                "valign": "top",
                "border": 1,
                "border_color": "#CED4DA",
            }
            told |= {"locked": 0, "text_wrap": True} if fill else {"bg_color": GROUND}
            told |= {"bg_color": ground} if ground else {}
            self.made[key] = book.add_format(told | ({"bold": True, "top": 1} if bold else {}))
        return self.made[key]

    def _line(self, book: Workbook, sheet: Worksheet, number: int, line: Line, widths: list[int] | None) -> None:
        for at, (value, one) in enumerate(zip(line.cells, self.fields, strict=True)):
            told = keepable(value)
            fine = isinstance(told, Decimal) and int(told.as_tuple().exponent) < -FINE
            shown = whole(told) if fine and isinstance(told, Decimal) else one.format
            ground = MARKED[line.marks[at][0]] if at in line.marks else ""
            style = self._style(book, shown, fill=one.fill and at not in line.shut, ground=ground)
            if told is None or told == "":
                sheet.write_blank(number, at, None, style)
            elif isinstance(told, str):
                sheet.write_string(number, at, told, style)
            else:
                sheet.write_number(number, at, told, style)
            if widths is not None and told is not None and not one.hidden:
                seen = told if isinstance(told, str) else f"{told:,}"
                widths[at] = max(widths[at], min(width(seen), 40))

    def _sums(self, book: Workbook, sheet: Worksheet, last: int, shown: int) -> None:
        sheet.write_string(last + 1, 0, SUMS)
        for at, one in enumerate(self.fields):
            style = self._style(book, one.format, fill=False, bold=True)
            if one.sum:
                of = f"{address(2, at)}:{address(last, at)}"
                sheet.write_formula(last + 1, at, f"=SUM({of})", style, 0)
            elif at == shown:
                sheet.write_string(last + 1, at, self.sums, style)
            elif not one.hidden:
                sheet.write_blank(last + 1, at, None, style)

    def _rules(self, sheet: Worksheet, last: int) -> Iterable[List]:
        for at, one in enumerate(self.fields):
            if not one.fill or last >= LAST_ROW:
                continue
            told = _beside("input", one.hint)
            if one.numeric:
                told |= _beside("error", one.error)
                bounds = {"validate": "decimal", "criteria": "between", "minimum": one.least, "maximum": one.most}
                sheet.data_validation(2, at, last, at, bounds | told)
            elif one.choices:
                yield List(sheet, at, one.choices, 2, last, told | {"show_error": False})
            elif told:
                sheet.data_validation(2, at, last, at, {"validate": "any", **told})


def _beside(kind: str, said: tuple[str, str]) -> dict[str, Any]:
    """A title and words as the sheet takes them; a title that is too long is left out."""
    title, words = said
    if not words:
        return {}
    return {f"{kind}_message": words[:SAID]} | ({f"{kind}_title": title} if len(title) <= TITLE else {})
