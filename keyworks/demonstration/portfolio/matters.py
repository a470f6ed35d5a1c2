"""The year's matters: what stands in the way of which project, who raises it, on which way it goes. Invented.

Each matter draws its chances from its own number, and its project by lot among all that fit: one project less changes
only the matters that were about it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from keyworks.demonstration.city import OWNERS
from keyworks.demonstration.portfolio.directives import directed
from keyworks.demonstration.portfolio.listed import YEAR, Listed
from keyworks.demonstration.portfolio.listing import SEED
from keyworks.demonstration.portfolio.matter_ways import WAYS, Roles
from keyworks.demonstration.portfolio.stories import CALENDAR, Act, Pen, Story
from keyworks.demonstration.portfolio.words import district_names, roads
from keyworks.matters.rules.ladder import Sort, Source, Step

FIRST, LAST = date(YEAR, 2, 23), date(YEAR, 12, 23)
"""Between these the matters of the year are raised, after those of its first weeks."""
REAL_SHARE = 0.12
"""So often a matter is about a project that press speaks of."""
WHOLLY_DONE = frozenset({"completed", "producing"})
LAND_DAY = date(YEAR, 1, 24)
BELOW_DEPARTMENTS = frozenset(one.code for one in OWNERS if one.below not in district_names())
"""Units of no district: the city office sorts what they raise."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a matter is about: which projects have it, who solves it, and who else may be asked first."""

    kind: str
    fits: Callable[[Listed], bool]
    leads: tuple[str, ...]
    first: str
    """Whoever is asked first where that one declines."""
    helps: tuple[str, ...] = ()


def _built(one: Listed) -> bool:
    return one.stage == "building"


def _new(one: Listed) -> bool:
    return one.year_tag == "new"


def _works(one: Listed) -> bool:
    return one.variant == "infrastructure" and one.category in {"infrastructure", "renewal", "livelihood"}


def _factory(one: Listed) -> bool:
    return one.variant != "infrastructure"


def _public(one: Listed) -> bool:
    return one.investor in {"government", "state"}


def _powered(one: Listed) -> bool:
    return _factory(one) or one.business in {"data", "rail", "health", "park"}


def _in_town(one: Listed) -> bool:
    return _built(one) and one.business in {
        "roads", "rail", "renewal", "housing", "education", "health", "commerce", "utilities"
    }  # fmt: skip


TOPICS = {
    "land": Topic("land", _new, ("land",), "devreform", ("district",)),
    "clearing": Topic("clearing", _works, ("district", "housing"), "land"),
    "eia": Topic("approval", _factory, ("ecology", "services"), "devreform", ("district",)),
    "funds": Topic("funds", _public, ("finance", "district"), "devreform"),
    "power": Topic("utility", _powered, ("power", "industry", "power"), "devreform", ("district",)),
    "pipes": Topic("utility", _works, ("gas", "water", "housing"), "transport", ("district",)),
    "prices": Topic("materials", _built, ("housing", "transport", "industry"), "devreform"),
    "labour": Topic("labour", _built, ("health", "district", "industry"), "housing", ("district",)),
    "noise": Topic("dispute", _in_town, ("district", "housing"), "ecology"),
    "plan": Topic("plan", lambda one: _new(one) or _works(one), ("land", "transport"), "housing", ("district",)),
    "safety": Topic("safety", _built, ("owner",), "emergency"),
    "services": Topic("other", _factory, ("services", "housing", "transport"), "industry", ("district",)),
}
ISSUES_ONLY = frozenset({"safety"})
DRAWN = (
    ("in_time", 88), ("late", 24), ("later", 10), ("latest", 4), ("extended", 6), ("paused", 14), ("returned", 12),
    ("declined", 10), ("rejected", 11), ("disputed", 7), ("reopened", 5), ("reopened_twice", 2), ("withdrawn", 5),
    ("handed_up", 3),
)  # fmt: skip
"""Way → how many go on it after the first weeks."""


@dataclass(frozen=True, slots=True)
class Early:
    """A matter of the first weeks: so that every part of the ladder is seen on the day of the list."""

    month: int
    day: int
    topic: str
    way: str
    sort: Sort = Sort.ISSUE
    source: Source = Source.DISTRICT
    key: str = ""


REQUEST, ISSUE = Sort.REQUEST, Sort.ISSUE
EARLY = (
    Early(1, 17, "clearing", "latest", key="z4"),
    Early(1, 18, "funds", "later", source=Source.UNIT, key="pumc"),
    Early(1, 18, "safety", "in_time", source=Source.INSPECTION),
    Early(1, 19, "power", "reopened", REQUEST),
    Early(1, 20, "labour", "in_time", REQUEST, key="toyota"),
    Early(1, 21, "eia", "paused", REQUEST),
    Early(1, 24, "pipes", "paused", source=Source.UNIT, key="metro-7"),
    Early(1, 25, "services", "withdrawn", REQUEST),
    Early(1, 26, "noise", "late", source=Source.DISTRICT),
    Early(1, 28, "plan", "later", source=Source.DEPARTMENT),
    Early(2, 7, "labour", "in_time", source=Source.DISTRICT),
    Early(2, 8, "power", "disputed", REQUEST, key="cansino"),
    Early(2, 9, "clearing", "declined", source=Source.UNIT, key="b1"),
    Early(2, 10, "labour", "in_time", REQUEST),
    Early(2, 10, "power", "in_time", REQUEST, key="toyota"),
    Early(2, 11, "prices", "rejected", source=Source.REPORT),
    Early(2, 11, "funds", "handed_up", REQUEST, key="jinzhonghe"),
    Early(2, 14, "safety", "late", source=Source.INSPECTION, key="z2"),
    Early(2, 14, "eia", "returned", REQUEST, key="nangang"),
    Early(2, 15, "services", "in_time", REQUEST, key="huanzhi"),
    Early(2, 16, "prices", "extended", source=Source.REPORT),
    Early(2, 16, "power", "late", REQUEST),
    Early(2, 17, "services", "left_returned", REQUEST, key="toyota"),
    Early(2, 18, "pipes", "in_time", source=Source.UNIT, key="z2"),
    Early(2, 21, "plan", "in_time", REQUEST),
    Early(2, 21, "labour", "in_time", REQUEST, key="toyota"),
)


def year_of_matters(listed: Sequence[Listed]) -> list[Story]:
    """All matters of the year, in the order of their numbers; none about projects that are not on this list."""
    among = [one for one in listed if one.list_class == "construction" and not one.parent]
    stories = [land_story(among)]
    number = 2
    for early in EARLY:
        if story := _early(number, early, among):
            stories.append(story)
        number += 1
    for day, way, topic in _plan():
        if story := _drawn(number, day, way, topic, among):
            stories.append(story)
        number += 1
    stories.extend(directed(number))
    return sorted(stories, key=lambda one: one.number)


def _plan() -> Iterator[tuple[date, str, str]]:
    """Day, way and topic of those that are drawn: each way so often, spread over the year."""
    chance = _chance("plan", 0)
    ways = [way for way, count in DRAWN for _ in range(count)]
    topics = [list(TOPICS)[at % len(TOPICS)] for at in range(len(ways))]
    chance.shuffle(ways)
    chance.shuffle(topics)
    worked = CALENDAR.between(FIRST, LAST)
    for at, (way, topic) in enumerate(zip(ways, topics, strict=True)):
        yield CALENDAR.after(FIRST, at * worked // len(ways) + 1), way, topic


def _early(number: int, early: Early, among: Sequence[Listed]) -> Story | None:
    chance, topic = _chance("early", number), TOPICS[early.topic]
    fit = [one for one in among if (one.key == early.key if early.key else topic.fits(one) and not one.real)]
    if not fit:
        return None
    day = date(YEAR, early.month, early.day)
    return _story(number, early.topic, early.way, early.sort, early.source, _by_lot(number, fit), day, chance)


def _drawn(number: int, day: date, way: str, topic: str, among: Sequence[Listed]) -> Story | None:
    chance = _chance("drawn", number)
    real = chance.random() < REAL_SHARE
    fit = [one for one in among if one.real == real and one.stage not in WHOLLY_DONE and TOPICS[topic].fits(one)]
    asks = topic not in ISSUES_ONLY and (way == "disputed" or chance.random() < 0.45)
    source = chance.choices(
        (Source.UNIT, Source.DISTRICT, Source.DEPARTMENT, Source.REPORT, Source.OFFICE), (30, 35, 15, 15, 5)
    )[0]  # fmt: skip
    if way == "handed_up":  # what a district raises itself is with the city office at once
        source, fit = Source.UNIT, [one for one in fit if one.owner not in BELOW_DEPARTMENTS]
    elif topic == "safety":
        source = Source.INSPECTION
    if not fit:
        return None
    sort = Sort.REQUEST if asks else Sort.ISSUE
    return _story(number, topic, way, sort, source, _by_lot(number, fit), day, chance)


def _story(
    number: int, topic: str, way: str, sort: Sort, source: Source, one: Listed, day: date, chance: random.Random
) -> Story:  # fmt: skip
    about = TOPICS[topic]
    pen = Pen(chance, topic, day, _slots(chance, one, day))
    problem, effect = pen.problem(), pen.text("effect")
    text = problem.text.format_map(pen.slots)
    places = {"owner": one.owner, "district": one.district}
    leads = [places.get(lead, lead) for lead in about.leads]
    lead = chance.choice(leads)
    helps = tuple(places.get(code, code) for code in about.helps if places.get(code, code) != lead)
    if sort is Sort.REQUEST:
        source, text = Source.UNIT, text + pen.text("ask")
    unit, by = _raised_by(source, one, number)
    WAYS[way](pen, sort, Roles(lead, about.first if about.first != lead else "services", helps))
    return Story(
        number, sort, about.kind, problem.title.format_map(pen.slots), day, unit, by, text, effect, source, (one.key,),
        tuple(pen.acts), way=way,
    )  # fmt: skip


def _raised_by(source: Source, one: Listed, number: int) -> tuple[str, str]:
    """For which unit a matter is raised, and by whom."""
    if source is Source.UNIT:
        return one.owner, f"{one.owner}-{2 if one.real and number % 3 else 1}"
    if source is Source.DEPARTMENT:
        department = one.responsible["lead_department"]
        return department, f"{department}-2"
    if source is Source.INSPECTION:
        inspects = ("emergency", "housing")[number % 2]
        return inspects, f"{inspects}-2"
    if source is Source.OFFICE:
        return "office", "office-5"
    return one.district, f"{one.district}-3"


def _slots(chance: random.Random, one: Listed, day: date) -> Mapping[str, str]:
    """What the words of a matter are about: the project's short name, quantities, a road, a day some weeks ahead."""
    by, hu = CALENDAR.after(day, chance.randint(18, 45)), chance.randint(3, 14)
    return {
        "short": one.name_zh.removesuffix("项目").removesuffix("工程"), "road": chance.choice(roads()).zh,
        "by": f"{by.month}月{by.day}日", "hu": str(hu), "half": str(max(hu // 2, 2)), "n": str(chance.randint(3, 19)),
        "mu": str(chance.randint(12, 260)), "mw": str(chance.randint(4, 38)),
        "m": str(chance.randint(12, 180) * 10), "wan": f"{chance.randint(30, 680) * 10:,}",
        "pct": str(chance.randint(9, 31)), "people": str(chance.randint(2, 18) * 10),
        "kv": str(chance.choice((10, 35, 110))), "dn": str(chance.choice((200, 300, 400, 500))),
    }  # fmt: skip


def waits_for_land(listed: Sequence[Listed]) -> tuple[str, ...]:
    """The new projects of the Nangang area, nine on the whole list."""
    return tuple(one.key for one in listed if _new(one) and "南港" in one.name_zh + one.address_zh)


def land_story(listed: Sequence[Listed]) -> Story:
    """One batch of land on which projects wait for months: late, asked of everybody above, at last approved."""
    office = "office"

    def act(month: int, day: int, step: Step, text: str = "", **said: object) -> Act:
        return Act(date(YEAR, month, day), step, text, **said)  # type: ignore[arg-type]

    acts = (
        act(1, 24, Step.TRIAGE), act(1, 25, Step.ASSIGN, "请市规划资源局牵头，滨海新区配合，节后第一周报送方案。",
            lead="land", co_owners=("binhai", "devreform"), due_on=date(YEAR, 2, 11), rhythm_days=10),
        act(1, 26, Step.ACCEPT), act(1, 29, Step.FEEDBACK, "九个地块勘测定界已完成七个，其余两个涉及盐田权属核实。"),
        act(2, 10, Step.FEEDBACK, "批次材料已组卷，缺两个地块的权属证明和占补平衡指标来源。"),
        act(2, 21, Step.INSTRUCT, "九个项目等一个批次，不能再拖。请规划资源局与滨海新区逐个地块对账，一周内报我。"),
        act(2, 25, Step.FEEDBACK, "权属证明补齐，占补平衡指标由市级统筹，正在办理调剂。"),
        act(3, 9, Step.INSTRUCT, "调剂指标本周内落实，材料月底前上报。"),
        act(3, 11, Step.FEEDBACK, "指标已调剂到位，批次材料已报市政府审查。"),
        act(3, 25, Step.FEEDBACK, "材料已上报，转自然资源部审查。"),
        act(4, 1, Step.EXTEND, "批次已报部审查，按部审周期顺延，期间不停止补正。", due_on=date(YEAR, 5, 31)),
        act(4, 22, Step.FEEDBACK, "部审反馈三条意见，正在补正。"),
        act(5, 18, Step.FEEDBACK, "补正材料已二次上报。"),
        act(6, 9, Step.INSTRUCT, "请分管领导带队赴部对接。"),
        act(6, 15, Step.FEEDBACK, "已赴部对接，批次进入会审。"), act(6, 29, Step.FEEDBACK, "会审通过，待下达批复。"),
        act(7, 13, Step.PROPOSE, "批次批复已下达，九个地块全部具备供地条件。", form="paper"),
        act(7, 15, Step.VERIFY, "批复文件已核对，九个地块均在批复范围内。"), act(7, 18, Step.CLOSE),
    )  # fmt: skip
    return Story(
        1, Sort.ISSUE, "land", "南港片区建设用地批次待批复，涉及九个新开工项目", LAND_DAY, office, "office-6",
        "南港片区2022年第一批次建设用地涉及九个新开工项目，农用地转用和盐田权属核实尚未完成，批次未获批复，"
        "各项目不能办理供地和施工许可。请市规划资源局牵头推进。",
        "二季度前取得批次批复，九个项目具备开工条件。", Source.OFFICE, waits_for_land(listed), acts, way="land",
    )  # fmt: skip


def _by_lot(number: int, fit: Sequence[Listed]) -> Listed:
    """One of them by lot: the same as long as it is among them."""
    return min(fit, key=lambda one: crc32(f"{SEED} {number} {one.key}".encode()))


def _chance(what: str, number: int) -> random.Random:
    return random.Random(f"{SEED} matters {what} {number}")  # noqa: S311 (the same each time)
