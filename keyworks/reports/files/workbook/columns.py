"""The columns of a district's workbook, in both languages, and which of them a head names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from keyworks.formats.sheets.book import Value
from keyworks.projects.files.sheet.columns import MONEY, folded, named, units
from keyworks.reports.rules.figures import Kind
from keyworks.values.money import house

INSIDE = re.compile(r"[(（]([^()（）]*)[)）]")


@dataclass(frozen=True)
class Column:
    """A column; `kind` is key, text, words, money, share or why, `fill` is what the reader fills in."""

    field: str
    kind: str
    zh: str
    en: str
    fill: bool = False
    wide: int = 0
    hint_zh: str = ""
    hint_en: str = ""
    sum: bool = False

    def label(self, zh: bool) -> str:
        return self.zh if zh else self.en

    def hint(self, zh: bool) -> str:
        return self.hint_zh if zh else self.hint_en


KEY, DONE, WHY, REASON = "key", "done", "why", "reason"
COLUMNS = (
    Column(KEY, "key", "标识（勿改）", "Key (leave as it is)"),
    Column("number", "text", "项目编号", "Number"),
    Column("name", "text", "项目名称", "Project", wide=30),
    Column("plan", "money", "年度计划投资", "Plan of the year"),
    Column("due", "money", "截至当月应完成", "Due by the end of the month"),
    Column("last", "money", "上月完成", "Last month"),
    Column("year", "money", "截至上月当年累计", "This year before the month"),
    Column("stood", "share", "上月形象进度", "Progress last month"),
    Column(DONE, "money", "当月完成", "This month", True, 0,
           "当月实际完成投资，不是计划数。", "What was invested in this month, not what was planned.", sum=True),
    Column("progress", "share", "形象进度", "Progress", True, 0,
           "全部工程的形象进度，0至100。", "Of the whole works, from 0 to 100."),
    Column("words", "words", "形象进度说明", "Where the works stand", True, 32),
    Column("problems", "words", "存在问题", "What stands in the way", True, 24),
    Column("next_month", "money", "下月计划投资", "Planned for the next month", True, sum=True),
    Column(WHY, "why", "无变化的原因", "No change, because", True, 20,
           "当月没有变化时选择原因，其余不必填写。", "Where nothing changed choose why; nothing else is needed."),
    Column(Kind.CONSTRUCTION, "money", "其中：建筑工程", "Of it construction", True, sum=True),
    Column(Kind.INSTALLATION, "money", "其中：安装工程", "Of it installation", True, sum=True),
    Column(Kind.EQUIPMENT, "money", "其中：设备购置", "Of it equipment", True, sum=True),
    Column(Kind.OTHER, "money", "其中：其他", "Of it other", True, sum=True),
    Column("year_before", "money", "首次填报：本年以前月份完成投资", "First report: this year before the month", True),
    Column("before", "money", "首次填报：以前年度完成投资", "First report: in the years before", True),
    Column(REASON, "words", "重新报送的理由", "Why it is filed anew", True, 24,
           "更正已报的数字、或当月为负数时填写。", "Needed where a filed figure is changed, or is below 0."),
)  # fmt: skip
BY_FIELD: Mapping[str, Column] = {one.field: one for one in COLUMNS}
FILLED = tuple(one for one in COLUMNS if one.fill)
FIRST_ONLY = ("year_before", "before")
"""Asked once, in the first month reported."""
PERCENT = "%"


def head(column: Column, zh: bool, money: str) -> str:
    """A head as it is written, with its unit."""
    words = column.label(zh)
    if column.kind == "money":
        unit = named(f"{MONEY[money][0 if zh else 1]}¤", zh)
    elif column.kind == "share":
        unit = PERCENT
    else:
        return words
    return f"{words}（{unit}）" if zh else f"{words} ({unit})"


_NAMED = {folded(word): one for one in COLUMNS for word in (one.field, one.zh, one.en)}


@lru_cache(512)
def column(text: str, currency: str) -> tuple[Column, str] | None:
    """The column with this head, and the unit it gives to money, "" where it gives none."""
    known = units(currency)
    stated = [known[folded(one)] for one in INSIDE.findall(text) if folded(one) in known]
    for words in (text, INSIDE.sub("", text)):
        if found := _NAMED.get(folded(words)):
            return found, stated[0] if stated else ""
    return None


@dataclass(frozen=True)
class Headed:
    """A column where it stands in a sheet, and its unit of money."""

    column: Column
    at: int
    unit: str = ""


def heads(row: Sequence[Value]) -> Iterator[Headed]:
    """The columns that a row of heads names."""
    currency = house()
    for at, cell in enumerate(row):
        if isinstance(cell, str) and (found := column(cell, currency)):
            yield Headed(found[0], at, found[1])
