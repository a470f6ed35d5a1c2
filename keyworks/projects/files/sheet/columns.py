"""The columns of a sheet of projects: what each is called, what stands in it, and an example, in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from keyworks.projects.rules.authority import DECIDED
from keyworks.values.currencies import TABLE
from keyworks.values.money import currency_of


class Entry(NamedTuple):
    """What a cell may name by its code or its words: a term, a unit, a person, a fixed choice."""

    code: str
    zh: str
    en: str = ""
    closed: bool = False

    def told(self, zh: bool) -> str:
        return self.zh if zh or not self.en else self.en


Lists = Mapping[str, Sequence[Entry]]
"""Name of a list (the third word of a column) → its entries."""


@dataclass(frozen=True)
class Column:
    """A column; `field` is where its value stands in what is said of a project, "" where it says nothing of it."""

    field: str
    kind: str
    of: str
    zh: str
    en: str
    example_zh: str = ""
    example_en: str = ""
    why_zh: str = ""
    why_en: str = ""

    @property
    def needed(self) -> bool:
        return self.field == "name_zh"

    @property
    def decided(self) -> bool:
        """Is this said by the city office alone?"""
        return self.field in DECIDED

    def label(self, zh: bool) -> str:
        return self.zh if zh else self.en

    def why(self, zh: bool) -> str:
        return named(self.why_zh if zh else self.why_en, zh)

    def example(self, zh: bool) -> str:
        return self.example_zh if zh or not self.example_en else self.example_en


EXAMPLE = ("示例（不登记）", "Example (not registered)")
MARK = Column(
    "", "mark", "", "序号", "No.", *EXAMPLE, "以“示例”开头的行不登记。", "A row that begins with “Example” is skipped."
)  # fmt: skip

WHY = {
    "local_number": (
        "留空则自动编号。",
        "Left empty, the next number is given.",
    ),
    "name_zh": (
        "必填。",
        "Has to be filled in.",
    ),
    "project_code": (
        "形如2201-120116-89-01-123456；尚未赋码则留空。",
        "Like 2201-120116-89-01-123456; left empty until it is given.",
    ),
    "stage": (
        "留空为列表第一项。其后阶段由市级登记。",
        "Left empty, the first of the list. The city office registers the later ones.",
    ),
    "secrecy": (
        "涉密项目不得上网，请勿填入。",
        "Secret projects may not be kept online; leave them out.",
    ),
    "parent": (
        "填写已登记的打包项目编号。",
        "The number of the package, which is registered already.",
    ),
    "cut_number": (
        "从1起。",
        "Counted from 1.",
    ),
    "programmes": (
        "多项以分号分隔。",
        "Several are parted by semicolons.",
    ),
    "chains": (
        "多项以分号分隔。",
        "Several are parted by semicolons.",
    ),
    "capacities.what_zh": (
        "几项设计能力，在表头后加2、3……另起列。",
        "For a second capacity add columns with a 2 behind the head.",
    ),
    "owner": (
        "留空则为本单位。",
        "Left empty, your own unit.",
    ),
    "district": (
        "留空则为本区。",
        "Left empty, your own district.",
    ),
    "lead_department": (
        "留空则为本部门。",
        "Left empty, your own department.",
    ),
    "leader": (
        "填写用户名或姓名；同名者填用户名。",
        "A user name or a name; of two with one name, the user name.",
    ),
    "service_officer": (
        "同上。",
        "Likewise.",
    ),
    "liaison": (
        "同上。",
        "Likewise.",
    ),
    "lon": (
        "度，WGS 84或CGCS2000，如117.70123。",
        "In degrees, WGS 84 or CGCS2000, like 117.70123.",
    ),
    "parts.total": (
        "单位见表头，可改为¤、万¤、百万¤、亿¤。",
        "The unit stands in the head and may be changed: ¤, 10k ¤, m ¤, 100m ¤, bn ¤.",
    ),
    "parts.construction": (
        "填写分项的，各分项之和等于总投资。",
        "Where parts are given, they sum to the total.",
    ),
}
"""Field → what is to be known of its column."""


def _column(field: str, *words: str) -> Column:
    return Column(field, *words, *WHY.get(field, ()))


PLAIN = tuple(
    _column(*(part.strip() for part in line.split("|")))
    for line in """
    local_number | text |  | 编号 | Number | 2022-001 |
    name_zh | text |  | 中文名称 | Name in Chinese | 某某新能源汽车生产基地 |
    name_en | text |  | 英文名称 | Name in English | New-energy vehicle works |
    project_code | code |  | 国家项目代码 | National project code |  |
    variant | choice | variant | 项目类型 | Variant | factory |
    stage | choice | stage | 阶段 | Stage | idea |
    list_class | choice | list_class | 清单类别 | List class | reserve |
    year_tag | choice | year_tag | 年度标签 | Year tag | new |
    list_year | whole |  | 清单年度 | Year of the list | 2022 |
    secrecy | choice | secrecy | 密级 | Secrecy | open |
    parent | text |  | 所属打包项目 | Part of the package |  |
    cut | choice | cut | 属于 | It is a |  |
    cut_number | whole |  | 分期或子项序号 | Number of the phase or sub-project |  |
    category | term | category | 项目类别 | Category | innovation |
    sector | term | sector | 行业 | Sector | automobile |
    nature | term | nature | 建设性质 | Nature of construction | new_build |
    investor | term | investor | 投资主体类型 | Kind of investor | joint |
    programmes | terms | programme | 专项工程 | Programmes |  |
    chains | terms | chain | 产业链 | Industrial chains | automobile |
    scope_zh | long |  | 建设内容 | Scope in Chinese | 新建冲压、焊装、涂装、总装车间。 |
    scope_en | long |  | 建设内容（英文） | Scope in English | Stamping, welding, painting and assembly shops. |
    capacities.what_zh | text |  | 设计能力内容 | Designed for | 整车 |
    capacities.what_en | text |  | 设计能力内容（英文） | Designed for, in English | Vehicles |
    capacities.quantity | quantity |  | 设计能力数量 | Designed quantity | 200000 |
    capacities.measure | term | measure | 设计能力单位 | Unit of the quantity | vehicles_year |
    owner | unit | owner | 项目单位 | Project unit |  |
    district | unit | district | 区 | District |  |
    lead_department | unit | department | 牵头部门 | Lead department |  |
    responsible_unit | unit | responsible | 责任单位 | Responsible unit |  |
    leader | person | person | 包联领导 | Responsible leader |  |
    service_officer | person | person | 服务专员 | Service officer |  |
    liaison | person | person | 联络员 | Liaison |  |
    address_zh | text |  | 地址 | Address | 某某路1号 |
    address_en | text |  | 英文地址 | Address in English |  |
    lon | degrees |  | 经度 | Longitude |  |
    lat | degrees |  | 纬度 | Latitude |  |
    planned_start | day |  | 计划开工 | Planned start | 2022-03-01 |
    planned_finish | day |  | 计划完工 | Planned finish | 2023-12-31 |
    started_on | day |  | 实际开工 | Started on |  |
    finished_on | day |  | 实际完工 | Finished on |  |
    parts.total | money |  | 总投资 | Total investment | 1200000000 |
    parts.construction | money |  | 建筑工程 | Construction works | 400000000 |
    parts.installation | money |  | 安装工程 | Installation works |  |
    parts.equipment | money |  | 设备购置 | Equipment | 700000000 |
    parts.land | money |  | 土地与征收 | Land and clearing | 100000000 |
    parts.other | money |  | 其他费用 | Other costs |  |
    """.strip().splitlines()
)  # fmt: skip
BY_FIELD = {column.field: column for column in PLAIN}

MONEY = {
    "yuan": ("", ""),
    "wan": ("万", "10k ", "10,000", "wan"),
    "m": ("百万", "m ", "million"),
    "yi": ("亿", "100m ", "yi"),
    "bn": ("十亿", "bn ", "billion"),
}
"""Unit of money → its words before a currency's in Chinese and in English as written, and more words as read."""
FUND, PARTY = "amounts", "parties"
PARTY_WORDS = ("参建单位", "Party")
YEAR = re.compile(r"((?:19|20|21)\d\d)年?(.+)")
YEAR_LONG = re.compile(r"((?:19|20|21)\d\d)年?度?(?:计划)?(?:投资)?[:,]?(.+)")
NUMBERED = re.compile(r"(.+?)([1-9])")


def folded(text: str) -> str:
    """A word as it is compared: width, case, blanks and marks around it left out."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("*:")


@cache
def units(currency: str) -> Mapping[str, str]:
    """Words in a head, folded → the unit of money they mean where this currency is counted, and no other."""
    counted = TABLE[currency]
    found = {folded(word): unit for unit, words in MONEY.items() for word in words if word.strip().isalpha()}
    for name in (counted.zh, counted.en, *counted.words):
        found |= {folded(f"{one}{name}"): unit for unit, words in MONEY.items() for one in words}
        found |= {folded(f"{name}{one}"): unit for unit, words in MONEY.items() for one in words}
    return found


def named(text: str, zh: bool) -> str:
    """A text with the name of the city's money where it says ¤."""
    currency = currency_of()
    return text.replace("¤", currency.zh if zh else currency.en)


NAMED = {folded(word): column for column in PLAIN for word in (column.field, column.zh, column.en)} | {
    folded(word): BY_FIELD[field]
    for word, field in (
        ("项目名称", "name_zh"), ("项目编号", "local_number"), ("项目代码", "project_code"), ("Name", "name_zh"),
        ("建设地点", "address_zh"), ("所属区", "district"), ("建设单位", "owner"), ("Scope", "scope_zh"),
        ("计划总投资", "parts.total"), ("建设规模及内容", "scope_zh"), ("行业类别", "sector"), ("包保领导", "leader"),
    )
}  # fmt: skip
"""Head, folded → its column: a field's name, or its words in either language."""
MARKS = {folded(word) for word in (MARK.zh, MARK.en, "No", "编 号 (序号)", "#")}


def fund_columns(year: int, funds: Iterable[Entry]) -> list[Column]:
    """The columns of the amounts of a year, one for each source of funds."""
    return [
        Column(f"{FUND}.{year}.{one.code}", "money", "", f"{year}年{one.zh}", f"{year} {one.en or one.zh}")
        for one in funds
        if not one.closed
    ]


def party_columns(roles: Iterable[Entry]) -> list[Column]:
    """The columns of those who take part, one for each role."""
    zh, en = PARTY_WORDS
    why = (
        "填写单位名称或代码，可后加空格和统一社会信用代码；多家以分号分隔。",
        "A unit's name or code, then a blank and its unified social credit code; several are parted by semicolons.",
    )
    return [
        Column(f"{PARTY}.{one.code}", "party", "", f"{zh}：{one.zh}", f"{en}: {one.en or one.zh}", "", "", *why)
        for one in roles
        if not one.closed
    ]


def columns(lists: Lists, year: int, *, decides: bool) -> list[Column]:
    """The columns of a template, in order; what the city alone decides only for the city."""
    found = [MARK, *(one for one in PLAIN if decides or not one.decided)]
    return [*found, *fund_columns(year, lists["fund"]), *party_columns(lists["party_role"])]


def head(column: Column, zh: bool, money: str) -> str:
    """A head as it is written, with the unit of money."""
    words = column.label(zh) + (" *" if column.needed else "")
    if column.kind != "money":
        return words
    unit = named(f"{MONEY[money][0 if zh else 1]}¤", zh)
    return f"{words}（{unit}）" if zh else f"{words} ({unit})"
