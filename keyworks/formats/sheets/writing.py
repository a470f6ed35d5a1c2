"""Writes xlsx: typed cells, a head that stays, sums at the foot, lists to choose from, notes.

The same input gives the same bytes. Text stays text, whatever it begins with; a number with more digits than a sheet
keeps is written as text, so that none is lost.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from keyworks.formats.sheets.book import Book, address
from keyworks.values.problems import Problem

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | Decimal | date | bool | None

WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    r"\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
LONGEST_COMMENT = 1000
MOST_COMMENTS = 5_000
"""Of a sheet: with more, programs of sheets open it only slowly; the cells after them are coloured all the same."""
LAST_ROW = 1_048_575
DIGITS = 15
"""What a sheet keeps of a number."""
NARROWEST, WIDEST = 6, 60
MEASURED = 500
"""Rows that a column's width is taken from: later ones seldom change it."""
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
FIRST_DAY = date(1900, 3, 1)
"""Earlier days a sheet counts wrongly or not at all; they are written as text."""
HEAD = {"bold": True, "bg_color": "#E9ECEF", "bottom": 1, "text_wrap": True, "valign": "top"}
FOOT = {"bold": True, "top": 1}
CHOICES = "_choices"
MARKED = {True: "#F8C9C4", False: "#FBE7A8"}
"""The ground of a cell that hinders, and of one that is only asked about."""


@dataclass(frozen=True)
class Column:
    """A column: its head, its cells' number format ("" for one that shows each value whole), values to choose from."""

    head: str
    format: str = ""
    numeric: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet to be: rows are taken one by one and may be many; `foot` stands below them, as a sum does."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    foot: Sequence[Value] = ()


@dataclass(frozen=True)
class Notes:
    """A sheet of (what, words) lines for whoever opens the file alone; taken when the sheets before are written."""

    name: str
    lines: Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Marked:
    """Rows as they were read, the cells of `marks` (row and column from 0) coloured, with words beside them.

    True marks what hinders, False what is only asked. What was hidden stays hidden, and columns stay as wide.
    """

    name: str
    rows: Iterable[Sequence[Value | Problem]]
    marks: Mapping[tuple[int, int], tuple[bool, str]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)


Marks = Mapping[tuple[int, int], tuple[bool, str]]


@dataclass(frozen=True)
class List:
    """A column of a laid sheet whose cells from `first` to `last` are chosen from these; `told` as xlsxwriter says."""

    made: Worksheet
    column: int
    choices: Sequence[str]
    first: int = 1
    last: int = LAST_ROW
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Own(ABC):
    """A sheet that lays itself out; it gives the lists that its cells are chosen from."""

    name: str

    @abstractmethod
    def lay(self, book: Workbook, sheet: Worksheet) -> list[List]: ...


def marked(book: Book, marks: Mapping[int, Marks]) -> list[Marked]:
    """A person's own file with its problem cells marked: the marks of each sheet by its number."""
    return [
        Marked(
            one.name or Path(book.name).stem, one.rows, marks.get(number, {}),
            one.hidden, one.hidden_rows, one.hidden_columns, one.widths,
        )
        for number, one in enumerate(book.sheets)
    ]  # fmt: skip


@dataclass
class _Styles:
    """The formats of a workbook, each made once."""

    book: Workbook
    made: dict[tuple[str, bool], Format] = field(default_factory=dict)

    def of(self, number_format: str, foot: bool) -> Format:
        known = (number_format, foot)
        if known not in self.made:
            self.made[known] = self.book.add_format({"num_format": number_format, **(FOOT if foot else {})})
        return self.made[known]


def write(target: Path | BinaryIO, sheets: Sequence[Sheet | Notes | Marked | Own], *, created: datetime) -> None:
    """Write the sheets; `created` is told by the file, in UTC."""
    from xlsxwriter import Workbook  # only where it is used: pages with lists do not pay for it

    with TemporaryDirectory() as folder:  # xlsxwriter leaves its own files behind where rows fail
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        book = Workbook(str(target) if isinstance(target, Path) else target, options)
        book.set_properties({"created": created.replace(tzinfo=None)})
        styles, names = _Styles(book), _names([one.name for one in sheets])
        lists: list[List] = []
        for one, name in zip(sheets, names, strict=True):
            made = book.add_worksheet(name)
            if isinstance(one, Notes):
                _notes(book, made, one)
            elif isinstance(one, Marked):
                _marked(book, made, one)
            elif isinstance(one, Own):
                lists += one.lay(book, made)
            else:
                _sheet(book, made, one, styles)
                lists += [
                    List(made, place, column.choices) for place, column in enumerate(one.columns) if column.choices
                ]
        if lists:
            _choices(book, lists)
        book.close()


def _names(wanted: Sequence[str]) -> list[str]:
    """Names that a sheet may have: short, without its forbidden signs, each once."""
    found: list[str] = []
    for one in wanted:
        name = FORBIDDEN.sub(" ", one).strip().strip("'")[:LONGEST_NAME].strip().strip("'") or "Sheet"
        number, base = 1, name
        while name.casefold() in {known.casefold() for known in found} or name.casefold() in {"history", CHOICES}:
            number += 1
            name = f"{base[: LONGEST_NAME - 4]} {number}"
        found.append(name)
    return found


def _sheet(book: Workbook, made: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    widths = [width(column.head) for column in sheet.columns]
    heads = [book.add_format({**HEAD, "align": align}) for align in ("left", "right")]
    for place, column in enumerate(sheet.columns):
        made.write_string(0, place, column.head, heads[column.numeric])
    formats = [column.format for column in sheet.columns]
    number = 0
    for number, row in enumerate(sheet.rows, start=1):
        if number > LAST_ROW - 1:
            raise ValueError("more rows than a sheet has")
        _row(made, number, row, formats, styles, widths if number <= MEASURED else None)
    if sheet.foot:
        _row(made, number + 1, sheet.foot, formats, styles, widths, foot=True)
    for place, wide in enumerate(widths):
        made.set_column(place, place, min(max(wide + 2, NARROWEST), WIDEST))
    if sheet.columns:
        made.autofilter(0, 0, max(number, 1), len(sheet.columns) - 1)
    made.freeze_panes(1, 1)
    made.repeat_rows(0)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)


def _row(
    made: Worksheet,
    number: int,
    row: Sequence[Value],
    formats: Sequence[str],
    styles: _Styles,
    widths: list[int] | None,
    foot: bool = False,
) -> None:
    for place, (value, wanted) in enumerate(zip(row, formats, strict=True)):
        kept = keepable(value)
        if kept is None or kept == "":
            if foot:
                made.write_blank(number, place, None, styles.of("General", foot))
            continue
        if isinstance(kept, str):
            made.write_string(number, place, kept, styles.of("@", True) if foot else None)
        elif isinstance(kept, bool):
            made.write_boolean(number, place, kept, styles.of("General", True) if foot else None)
        elif isinstance(kept, date):
            plain = MOMENT if isinstance(kept, datetime) else DAY
            made.write_datetime(number, place, kept, styles.of(wanted or plain, foot))
        else:
            made.write_number(number, place, kept, styles.of(wanted or whole(kept), foot))
        if widths is not None:
            shown = kept if isinstance(kept, str) else f"{kept:,}" if isinstance(kept, int | Decimal) else str(kept)
            widths[place] = max(widths[place], width(shown))


def keepable(value: Value) -> Value:
    """The value as a sheet can keep it, else its text."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - 1] + "…"
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return value if day >= FIRST_DAY else value.isoformat()
    if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) >= 10**DIGITS):
        number = Decimal(value)
        return value if len(number.normalize().as_tuple().digits) <= DIGITS else f"{number:f}"
    return value


def whole(number: int | float | Decimal) -> str:
    """A number format with thousands separated and as many digits after the point as there are."""
    exponent = Decimal(repr(number) if isinstance(number, float) else number).as_tuple().exponent
    digits = max(-exponent, 0) if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * min(digits, 10) if digits else "")


def width(text: str) -> int:
    """How wide the longest line of a text is: a Chinese character takes the place of two."""
    if "\n" in text:
        return max(width(line) for line in text.splitlines() or [""])
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


def _notes(book: Workbook, made: Worksheet, notes: Notes) -> None:
    what = book.add_format({"bold": True, "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    widest = NARROWEST
    for number, (first, second) in enumerate(notes.lines):
        made.write_string(number, 0, first, what)
        made.write_string(number, 1, str(keepable(second)), words)
        widest = max(widest, width(first))
    made.set_column(0, 0, min(widest + 2, WIDEST))
    made.set_column(1, 1, 100)
    made.hide_gridlines(2)


def _marked(book: Workbook, made: Worksheet, sheet: Marked) -> None:
    styles = {
        (hinders, shown): book.add_format({"bg_color": colour, "border": 1, "num_format": shown})
        for hinders, colour in MARKED.items()
        for shown in ("General", DAY, MOMENT)
    }
    plain = {shown: book.add_format({"num_format": shown}) for shown in (DAY, MOMENT)}
    by_row: dict[int, dict[int, tuple[bool, str]]] = {}
    for (number, at), mark in sheet.marks.items():
        by_row.setdefault(number, {})[at] = mark
    widths: list[int] = []
    commented = 0
    for number, row in enumerate(sheet.rows):
        marks = by_row.get(number, {})
        if number in sheet.hidden_rows:
            made.set_row(number, None, None, {"hidden": True})
        for at in range(max(len(row), max(marks, default=-1) + 1)):
            value = row[at] if at < len(row) else None
            kept = None if isinstance(value, Problem) else keepable(value)
            shown = "General" if not isinstance(kept, date) else MOMENT if isinstance(kept, datetime) else DAY
            if at in marks:
                if commented < MOST_COMMENTS:
                    made.write_comment(number, at, marks[at][1][:LONGEST_COMMENT], {"x_scale": 2})
                    commented += 1
                _write_marked(made, number, at, kept, styles[marks[at][0], shown])
            elif kept is not None:
                _write_marked(made, number, at, kept, plain.get(shown))
            if number <= MEASURED:
                widths += [NARROWEST] * (at + 1 - len(widths))
                widths[at] = max(widths[at], width(str(kept or "")))
    wide: dict[int, float] = {at: min(one + 2, WIDEST // 2) for at, one in enumerate(widths)}
    for at in sorted({*wide, *sheet.hidden_columns}):
        hidden = {"hidden": True} if at in sheet.hidden_columns else {}
        made.set_column(at, at, sheet.widths.get(at, wide.get(at)), None, hidden)
    if sheet.hidden:
        made.hide()


def _write_marked(made: Worksheet, number: int, at: int, kept: Value, style: Format | None) -> None:
    if kept is None or kept == "":
        if style is not None:
            made.write_blank(number, at, None, style)
    elif isinstance(kept, str):
        made.write_string(number, at, kept, style)
    elif isinstance(kept, bool):
        made.write_boolean(number, at, kept, style)
    elif isinstance(kept, date):
        made.write_datetime(number, at, kept, style)
    else:
        made.write_number(number, at, kept, style)


def _choices(book: Workbook, lists: Sequence[List]) -> None:
    """Lists on a sheet nobody sees: written into the rule itself they could not be longer than 255 characters."""
    hidden = book.add_worksheet(CHOICES)
    hidden.very_hidden()
    for number in range(max(len(one.choices) for one in lists)):
        for place, one in enumerate(lists):
            if number < len(one.choices):
                hidden.write_string(number, place, one.choices[number])
    for place, one in enumerate(lists):
        letter = address(0, place).rstrip("1")
        source = f"={CHOICES}!${letter}$1:${letter}${len(one.choices)}"
        rule = {"validate": "list", "source": source, **one.told}
        one.made.data_validation(one.first, one.column, one.last, one.column, rule)
