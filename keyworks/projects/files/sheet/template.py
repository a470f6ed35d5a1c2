"""The sheets of a template: a head, an example, what is to be written, and notes on every column and code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from keyworks.formats.sheets.writing import Column as Written
from keyworks.formats.sheets.writing import Notes, Sheet, Value
from keyworks.projects.files.sheet.cells import Writer
from keyworks.projects.files.sheet.columns import FUND, MARK, PARTY, Column, Lists, columns, head, named

CHOSEN = frozenset({"choice", "term", "unit", "person"})
NUMERIC = frozenset({"money", "quantity", "whole", "degrees"})
MOST_CHOICES = 2000

Said = Mapping[str, Any]


class Template:
    """A template for one reader: their language, their unit of money, what they may say."""

    def __init__(self, lists: Lists, *, zh: bool, money: str, year: int, decides: bool) -> None:
        self.lists, self.zh, self.money = lists, zh, money
        self.columns = columns(lists, year, decides=decides)
        self.writer = Writer(lists, zh=zh, money=money)

    def heads(self) -> list[str]:
        return [head(one, self.zh, self.money) for one in self.columns]

    def sheet(self, rows: Sequence[Said] = ()) -> Sheet:
        """The sheet to fill in, with these projects written into it."""
        lines = [self.example(), *([self.written(said, one) for one in self.columns] for said in rows)]
        return Sheet("项目" if self.zh else "Projects", [self._column(one) for one in self.columns], lines)

    def _column(self, one: Column) -> Written:
        choices = self.writer.words(one.of) if one.kind in CHOSEN else []
        fine = choices if len(choices) <= MOST_CHOICES else []
        number = "yyyy-mm-dd" if one.kind == "day" else "0" if one.kind == "whole" else ""
        return Written(head(one, self.zh, self.money), number, one.kind in NUMERIC, fine)

    def example(self) -> list[Value]:
        """A row that shows how to write, and says that it is only an example."""
        return [MARK.example(self.zh) if one is MARK else self._example(one) for one in self.columns]

    def example_text(self) -> list[str]:
        """The same row for a file that holds text only."""
        return ["" if cell is None else str(cell) for cell in self.example()]

    def _example(self, one: Column) -> Value:
        said = one.example(self.zh)
        if not said or (one.of and said not in {entry.code for entry in self.lists[one.of]}):
            return None
        if one.kind == "day":
            return date.fromisoformat(said)
        if one.kind == "whole":
            return int(said)
        if one.kind == "money":
            return self.writer.cell(Decimal(said), one)
        return self.writer.cell([said] if one.kind == "terms" else said, one)

    def written(self, said: Said, one: Column) -> Value:
        """The cell in which a project says this, as the reader of sheets reads it."""
        return None if one is MARK else self.writer.cell(_of(said, one.field), one)

    def notes(self) -> Notes:
        return Notes("填写说明" if self.zh else "Notes", self._notes())

    def _notes(self) -> Iterator[tuple[str, str]]:
        zh = self.zh
        yield from ((about, named(words, zh)) for about, words in (NOTES_ZH if zh else NOTES_EN))
        yield "", ""
        for one in self.columns:
            listed = LISTED[zh] if one.kind in CHOSEN or one.kind == "terms" else ""
            words = " ".join(filter(None, (one.why(zh), listed)))
            if words and not one.field.startswith(PARTY):
                yield one.label(zh), words
        yield from self._parties()
        yield "", ""
        for one in self.columns:
            if one.of and one.kind != "person":
                for entry in self.lists[one.of]:
                    if not entry.closed:
                        yield one.label(zh), f"{entry.code}  {entry.zh}" + (f"  {entry.en}" if entry.en else "")

    def _parties(self) -> Iterator[tuple[str, str]]:
        party = next((one for one in self.columns if one.field.startswith(f"{PARTY}.")), None)
        if party is not None:
            yield party.label(self.zh), party.why(self.zh)


LISTED = {True: "从列表中选择，也可填写代码。", False: "Choose from the list, or write the code."}
NOTES_ZH = (
    ("怎样填写", "每行一个项目，从示例行下面开始。示例行不登记，可以删去。"),
    ("列", "列的顺序不限，不需要的列可以删去；表头用中文、英文或字段名均可。不认识的列不读取，会给出提示。"),
    ("金额", "单位写在表头的括号里：¤、万¤、百万¤、亿¤、十亿¤。"),
    ("分年度投资", "表头写年份和资金来源，如“2023年企业自有资金（万¤）”，可自行增加年份。"),
    ("登记", "上传后先核对、后登记：有一处错误，整个文件都不登记。"),
    ("涉密", "涉密项目不得上网。"),
)
NOTES_EN = (
    ("How to fill it in", "A project a row, from below the example. The example is not registered and may be removed."),
    (
        "Columns",
        "In any order; leave out what you do not need. Heads may be Chinese, English or field names. Columns that are "
        "not known are not read; you are told so.",
    ),
    ("Money", "Its unit stands in brackets in the head: ¤, 10k ¤, m ¤, 100m ¤, bn ¤."),
    (
        "Investment by year",
        "The head names the year and the fund source, like “2023 Own funds (m ¤)”. Add years as you need them.",
    ),
    ("Registering", "Everything is checked first: with one error in it, nothing of the file is registered."),
    ("Secrecy", "Secret projects may not be kept online."),
)  # fmt: skip


def _of(said: Said, name: str) -> Any:
    group, _dot, rest = name.partition(".")
    if group in ("lon", "lat"):
        place = said.get("geometry")
        return place["coordinates"][group == "lat"] if place else None
    if group == FUND:
        return next((one["amount"] for one in said.get(FUND) or () if f"{one['year']}.{one['fund']}" == rest), None)
    if group == PARTY:
        return [one for one in said.get(PARTY) or () if one["role"] == rest]
    if group == "capacities":
        found = said.get("capacities") or [{}]
        return found[0].get(rest)
    return (said.get(group) or {}).get(rest) if rest else said.get(group)
