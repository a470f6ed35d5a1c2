"""The sheet of a month to fill in: a project a row, what is known beside what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from keyworks.formats.cells.words import words
from keyworks.formats.sheets.book import Sheet as Read
from keyworks.formats.sheets.book import Value as ValueRead
from keyworks.formats.sheets.protected import SUMS, Field, Line, Protected
from keyworks.formats.sheets.writing import Marks, Notes, Value
from keyworks.projects.files.sheet.columns import named
from keyworks.reports.files.workbook.columns import COLUMNS, FIRST_ONLY, WHY, Column, head, heads
from keyworks.reports.files.workbook.keys import Key
from keyworks.values.money import Money

NUMERIC = frozenset({"money", "share"})
HUNDRED = Decimal(100)
PLACES = list(range(len(COLUMNS)))
SUM = {True: "合计", False: "Sum"}


@dataclass(frozen=True)
class Known:
    """A project as its row begins: values by field, money as Money, shares in hundredths of a per cent.

    `first`: no earlier month was reported, so that what came before is asked for.
    """

    key: Key
    values: Mapping[str, Any] = field(default_factory=dict)
    first: bool = False


def cell(column: Column, value: Any, money: str) -> Value:
    """A value as its cell has it."""
    if value is None or value == "":
        return None
    if isinstance(value, Money):
        return _number(value.exact(money))
    if column.kind == "share":
        return _number(Decimal(value) / HUNDRED)
    return str(value)


def _number(number: Decimal) -> int | Decimal:
    return int(number) if number == int(number) else number.normalize()


def _written(row: Sequence[ValueRead]) -> list[Value]:
    """The cells of a row as they were read, each of a kind that is written again."""
    cells = [*row, *[None] * (len(COLUMNS) - len(row))][: len(COLUMNS)]
    return [
        one if isinstance(one, int | Decimal) and not isinstance(one, bool) else words(one) or None for one in cells
    ]


@dataclass(frozen=True)
class Made:
    """Makes the sheets for one reader: their language and unit of money; `whys` are the usual reasons in words."""

    zh: bool
    money: str
    whys: Sequence[str] = ()

    def sheet(self, name: str, title: str, rows: Iterable[Known]) -> Protected:
        fields = [self._field(one) for one in COLUMNS]
        return Protected(name, title, fields, map(self.line, rows), SUM[self.zh], self._frozen)

    def again(self, read: Read, marks: Marks) -> Protected | None:
        """The same sheet as it was given, its cells marked; None where its columns were moved."""
        top = next((at for at, row in enumerate(read.rows[:2]) if [one.at for one in heads(row)] == PLACES), None)
        if top != 1:
            return None
        fields = [replace(self._field(one), head=str(told)) for one, told in zip(COLUMNS, read.rows[1], strict=False)]
        lines = [
            Line(_written(row), frozenset(), {at: marks[number, at] for at in PLACES if (number, at) in marks})
            for number, row in enumerate(read.rows[2:], 2)
            if words(row[0] if row else None) != SUMS
        ]
        title = " ".join(filter(None, map(words, read.rows[0])))
        return Protected(read.name, title, fields, lines, SUM[self.zh], self._frozen)

    @property
    def _frozen(self) -> int:
        return next(at for at, one in enumerate(COLUMNS) if one.kind == "money")

    def _field(self, one: Column) -> Field:
        label, share = one.label(self.zh), one.kind == "share"
        says = (label, one.hint(self.zh))
        wrong = (label, NOT_A_SHARE[self.zh] if share else NOT_A_NUMBER[self.zh])
        bounds = {"least": 0, "most": 100} if share else {}
        shown = "#,##0.00" if one.kind == "money" else "0.00" if share else "@"
        return Field(
            head(one, self.zh, self.money), one.fill, one.kind == "key", shown, one.kind in NUMERIC, one.wide,
            **bounds, choices=self.whys if one.kind == "why" else (), hint=says, error=wrong, sum=one.sum,
        )  # fmt: skip

    def line(self, row: Known) -> Line:
        number = str(row.values.get("number") or "")
        values = {**row.values, "key": row.key.written(number)}
        shut = frozenset() if row.first else frozenset(FIRST_ONLY)
        places = frozenset(at for at, one in enumerate(COLUMNS) if one.field in shut)
        cells: list[Value] = [cell(one, values.get(one.field), self.money) for one in COLUMNS]
        return Line(cells, places)

    def notes(self) -> Notes:
        lines = NOTES_ZH if self.zh else NOTES_EN
        whys = "；".join(self.whys) if self.zh else "; ".join(self.whys)
        told = [(about, named(words, self.zh)) for about, words in lines]
        return Notes("填写说明" if self.zh else "How to", [*told, (_label(WHY, self.zh), whys)])


def _label(name: str, zh: bool) -> str:
    return next(one.label(zh) for one in COLUMNS if one.field == name)


NOT_A_NUMBER = {
    True: "请填写一个数字，单位见表头，例如123.45。",
    False: "A number is needed, in the unit of the head, like 123.45.",
}  # fmt: skip
NOT_A_SHARE = {
    True: "请填写0至100之间的数字，例如37.5。",
    False: "A number from 0 to 100 is needed, like 37.5.",
}  # fmt: skip
NOTES_ZH = (
    ("怎样填写", "白色单元格填写，灰色单元格为系统已有的数据，不必填写。只填报有进展的项目，其余行可以留空。"),
    ("金额", "单位见表头；可保留到分。分项之和应当等于当月完成。"),
    ("更正", "已报的行带有已报的数字；改动时须写明重新报送的理由，原数字保留。"),
    ("行和列", "不填报的行保持原样；不要复制行，不要改动隐藏的标识列。"),
    ("上传", "先核对、后报送：有一处错误，整个文件都不报送，可下载标出错误的文件。"),
)
NOTES_EN = (
    (
        "How to fill it in",
        "White cells are filled in; grey ones are known already. Fill in the projects that you report and leave the "
        "others as they are.",
    ),
    ("Money", "Its unit stands in the head, and every digit counts. The split by kind adds up to this month's amount."),
    (
        "Correcting",
        "Rows that were filed hold what was filed; whoever changes them says why, and the first figure stays.",
    ),
    ("Rows and columns", "Leave rows that you do not report; do not copy rows or change the hidden key."),
    (
        "Uploading",
        "Everything is checked first: with one error in it, nothing is filed, and you get your file with the cells "
        "marked.",
    ),
)  # fmt: skip
