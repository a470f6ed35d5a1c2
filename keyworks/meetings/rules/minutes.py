"""The minutes of a meeting, drafted from what happened: parts of text in Chinese or English, to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from keyworks.matters.rules.letters import said_on
from keyworks.meetings.rules.kinds import Attendance, How, Outcome, Part, Point
from keyworks.meetings.rules.people import called

PARTS = ("opening", "items", "statements", "topics", "directives", "attendance", "distribution")
"""In the order in which they stand."""
LONGEST = 20_000
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who was asked, as what, and whether they came."""

    name: str
    post: str
    unit: str
    part: Part
    attendance: Attendance
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Dealt:
    """A point of the agenda that was dealt with, from when to when ("9:05"), and what was noted of it."""

    title: str
    point: Point
    begun: str
    ended: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """How a unit reported."""

    unit: str
    how: How
    submitted: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What the meeting made of a topic."""

    title: str
    outcome: Outcome
    result: str


@dataclass(frozen=True, slots=True)
class Directed:
    """A directive in its own words, who spoke it, whose it is and by when; solved on the spot, with what was done."""

    words: str
    who: str
    lead: str
    due_on: date | None
    on_the_spot: bool = False
    result: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a meeting that took place, in the words of one language."""

    language: str
    series: str
    title: str
    theme: str
    number: int
    on: date
    begins: str
    ends: str
    place: str
    issuer: str
    stops: Sequence[str] = ()
    people: Sequence[Somebody] = ()
    items: Sequence[Dealt] = ()
    statements: Sequence[Reported] = ()
    topics: Sequence[Decided] = ()
    directives: Sequence[Directed] = ()
    copies: Sequence[str] = ()

    @property
    def zh(self) -> bool:
        return self.language == "zh"


def head(facts: Facts) -> dict[str, Any]:
    """What stands above the text."""
    number = f"〔{facts.on.year}〕{facts.number}号" if facts.zh else f"No. {facts.number} of {facts.on.year}"
    return {
        "mark": f"{facts.series}会议纪要" if facts.zh else f"Minutes: {facts.series}", "number": number,
        "issuer": facts.issuer, "title": facts.title, "date": said_on(facts.on, zh=facts.zh),
        "time": f"{facts.begins}—{facts.ends}" if facts.zh else f"{facts.begins} to {facts.ends}",
        "place": facts.place, "chair": _names(facts, Part.CHAIR), "secretary": _names(facts, Part.SECRETARY),
    }  # fmt: skip


def drafted(facts: Facts) -> dict[str, str]:
    """Part → its text, a line a paragraph; a part of which nothing is known is empty."""
    makers = _ZH if facts.zh else _EN
    return {name: "\n".join(makers[name](facts)) for name in PARTS}


def _names(facts: Facts, part: Part) -> str:
    found = [_called(one, facts.zh) for one in facts.people if one.part is part]
    return ("、" if facts.zh else ", ").join(found)


def _called(one: Somebody, zh: bool) -> str:
    return called(one.name, one.post, zh=zh)


def _opening_zh(facts: Facts) -> list[str]:
    chair = _names(facts, Part.CHAIR)
    begun = f"{said_on(facts.on, zh=True)}{facts.begins}，"
    told = [f"{begun}{chair}主持召开{facts.title}" if chair else f"{begun}召开{facts.title}"]
    if facts.place:
        told.append(f"地点：{facts.place}" if not chair else f"会议在{facts.place}举行")
    if facts.theme:
        told.append(f"主题为“{facts.theme}”")
    if facts.stops:
        told.append(f"会议实地察看了{'、'.join(facts.stops)}{_count(len(facts.stops), '个项目')}")
    spoken = [one.unit for one in facts.statements if one.how is How.SPOKEN]
    written = [one.unit for one in facts.statements if one.how is How.WRITTEN and one.submitted]
    if spoken:
        told.append(f"听取了{'、'.join(spoken)}的汇报")
    if written:
        told.append(f"{len(written)}个单位提交了书面汇报")
    if decided := [one for one in facts.topics if one.outcome is not Outcome.OPEN]:
        told.append(f"研究议题{len(decided)}项")
    return [f"{'，'.join(told)}。现将会议情况和议定事项纪要如下："]


def _count(n: int, of: str) -> str:
    return f"等{n}{of}" if n > 1 else ""


def _opening_en(facts: Facts) -> list[str]:
    chair = _names(facts, Part.CHAIR)
    place = f" at {facts.place}" if facts.place else ""
    day = said_on(facts.on, zh=False)
    first = f"{facts.title} was held on {day} from {facts.begins} to {facts.ends}{place}"
    told = [f"{first}; it was chaired by {chair}." if chair else f"{first}."]
    if facts.theme:
        told.append(f"Its theme was “{facts.theme}”.")
    if facts.stops:
        told.append(f"The meeting visited {', '.join(facts.stops)}.")
    spoken = [one.unit for one in facts.statements if one.how is How.SPOKEN]
    written = [one.unit for one in facts.statements if one.how is How.WRITTEN and one.submitted]
    if spoken:
        told.append(f"It heard reports by {', '.join(spoken)}.")
    if written:
        told.append(f"{len(written)} reported in writing." if len(written) > 1 else "One reported in writing.")
    return [" ".join(told)]


def _items(facts: Facts) -> list[str]:
    found = []
    for at, one in enumerate((one for one in facts.items if one.begun), 1):
        span = f"{one.begun}—{one.ended}" if facts.zh else f"{one.begun} to {one.ended}"
        if facts.zh:
            note = one.note if not one.note or one.note[-1] in "。！？" else f"{one.note}。"
            found.append(f"{at}．{one.title}（{span if one.ended else one.begun}）。{note}")
        else:
            found.append(f"{at}. {one.title} ({span if one.ended else one.begun}). {one.note}".strip())
    return found


def _statements(facts: Facts) -> list[str]:
    zh = facts.zh
    heads = ("口头汇报", "书面汇报", "未提交汇报") if zh else ("Spoken", "In writing", "No report received")
    groups: tuple[list[str], ...] = ([], [], [])
    for one in facts.statements:
        groups[0 if one.how is How.SPOKEN else 1 if one.how is How.WRITTEN and one.submitted else 2].append(one.unit)
    between, colon, stop = ("、", "：", "。") if zh else (", ", ": ", ".")
    return [f"{name}{colon}{between.join(units)}{stop}" for name, units in zip(heads, groups, strict=True) if units]


OUTCOMES_ZH = {
    Outcome.SPOT: "现场解决", Outcome.ASSIGNED: "会后交办", Outcome.NOTED: "会议知悉", Outcome.POSTPONED: "暂缓议定",
    Outcome.OPEN: "未议定",
}  # fmt: skip
OUTCOMES_EN = {
    Outcome.SPOT: "solved on the spot", Outcome.ASSIGNED: "assigned", Outcome.NOTED: "noted",
    Outcome.POSTPONED: "put off", Outcome.OPEN: "not decided",
}  # fmt: skip


def _topics(facts: Facts) -> list[str]:
    found = []
    for at, one in enumerate(facts.topics, 1):
        if facts.zh:
            found.append(
                f"{at}．关于{one.title.removeprefix('关于')}：{OUTCOMES_ZH[one.outcome]}。{_stopped(one.result)}"
            )
        else:
            found.append(f"{at}. {one.title}: {OUTCOMES_EN[one.outcome]}. {one.result}".strip())
    return found


def _stopped(text: str) -> str:
    return text if not text or text[-1] in "。！？" else f"{text}。"


def _directives(facts: Facts) -> list[str]:
    found = []
    for at, one in enumerate(facts.directives, 1):
        due = said_on(one.due_on, zh=facts.zh) if one.due_on else ""
        words = " ".join(one.words.split())
        if facts.zh:
            told = [f"{at}．“{words}”（{one.who}）" if one.who else f"{at}．“{words}”"]
            told.append(f"责任单位：{one.lead}" if one.lead else "责任单位：待明确")
            told.append(f"现场解决：{one.result}" if one.on_the_spot else f"完成时限：{due or '待明确'}")
            found.append("；".join(told).rstrip("。") + "。")
        else:
            told = [f"{at}. “{words}” ({one.who})" if one.who else f"{at}. “{words}”"]
            told.append(f"Owner: {one.lead or 'to be named'}")
            told.append(f"solved on the spot: {one.result}" if one.on_the_spot else f"by {due or 'a day to be set'}")
            found.append("; ".join(told).rstrip(".") + ".")
    return found


ROWS_ZH = ("主持", "出席", "列席", "记录", "请假", "到会情况未登记")
ROWS_EN = ("Chair", "Present", "In attendance", "Secretary", "Absent", "Not noted whether they came")
ROW_OF = {Part.CHAIR: 0, Part.LEADER: 1, Part.REPORTING: 1, Part.ATTENDING: 2, Part.SECRETARY: 3}


def _attendance(facts: Facts) -> list[str]:
    """Rows of those who were there, were not, and of whom it was not noted."""
    between, colon = ("、", "：") if facts.zh else ("; ", ": ")
    names = ROWS_ZH if facts.zh else ROWS_EN
    rows: list[list[str]] = [[] for _ in names]
    for one in facts.people:
        rows[_row(one)].append(_present(one, facts.zh))
    return [f"{name}{colon}{between.join(some)}" for name, some in zip(names, rows, strict=True) if some]


def _row(one: Somebody) -> int:
    if one.attendance is Attendance.INVITED:
        return 5
    return 4 if one.attendance is Attendance.ABSENT else ROW_OF[one.part]


def _present(one: Somebody, zh: bool) -> str:
    """With their unit, but for city leaders, who are of none, and where the post says it."""
    who = _called(one, zh)
    unit = "" if one.part in (Part.CHAIR, Part.LEADER) or one.unit in who else one.unit
    of = f"{unit}{who}" if zh else f"{who}{f' ({unit})' if unit else ''}"
    if one.attendance is Attendance.SENT and one.instead:
        return f"{of}（{one.instead}代）" if zh else f"{of}, represented by {one.instead}"
    return of


def _distribution(facts: Facts) -> list[str]:
    return [("、" if facts.zh else "; ").join(facts.copies)] if facts.copies else []


_COMMON: dict[str, Any] = {
    "items": _items, "statements": _statements, "topics": _topics, "directives": _directives,
    "attendance": _attendance, "distribution": _distribution,
}  # fmt: skip
_ZH: dict[str, Any] = _COMMON | {"opening": _opening_zh}
_EN: dict[str, Any] = _COMMON | {"opening": _opening_en}
