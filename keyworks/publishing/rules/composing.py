"""The news of a meeting out of its facts, sentence by sentence, each with what it rests on. Nothing is invented:
a fact that is not known has no sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from keyworks.publishing.rules.document import Source

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A project that was visited; a text is "" where the fact is not known."""

    name: str
    where: str = ""
    total: str = ""
    period: str = ""
    done: str = ""
    share: str = ""
    progress: str = ""
    works: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What was directed, in the words in which it was said, by whom; whom it went to and until when."""

    words: str
    by: str = ""
    lead: str = ""
    due: date | None = None
    on_the_spot: bool = False
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a meeting that took place."""

    title: str
    on: date
    district: str = ""
    place: str = ""
    theme: str = ""
    leaders: tuple[str, ...] = ()
    attended: tuple[str, ...] = ()
    units: int = 0
    """How many units sent somebody beside those who are named."""
    seen: tuple[Seen, ...] = ()
    spoke: tuple[str, ...] = ()
    wrote: int = 0
    topics: int = 0
    solved: int = 0
    said: tuple[Said, ...] = ()
    meeting: Source = field(default_factory=lambda: Source(""))
    statements: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """A sentence and what it rests on."""

    text: str
    sources: tuple[Source, ...]


def composed(held: Held, language: str) -> list[Composed]:
    """The sentences of the news, in their order."""
    return list((_chinese if language == "zh" else _english)(held))


def title(held: Held, language: str) -> str:
    """The headline."""
    where = _where(held)
    if language == "zh":
        return f"{held.title}在{where}召开" if where else f"{held.title}召开"
    return f"{held.title} held in {where}" if where else f"{held.title} held"


def _where(held: Held) -> str:
    """Where it was, unless the name of the meeting says so."""
    where = held.district or held.place
    return "" if where in held.title else where


def _chinese(held: Held) -> Iterator[Composed]:
    meeting = (held.meeting,)
    day, where = f"{held.on.month}月{held.on.day}日", _where(held)
    if held.leaders:
        place = f"在{where}" if where else ""
        yield Composed(f"{day}，{'、'.join(held.leaders)}{place}主持召开{held.title}。", meeting)
    else:
        yield Composed(f"{day}，{held.title}{f'在{where}' if where else ''}召开。", meeting)
    if held.theme:
        yield Composed(f"会议的主题是“{held.theme.rstrip('。')}”。", meeting)
    if held.seen:
        names = "、".join(one.name for one in held.seen)
        yield Composed(f"与会人员实地察看了{names}。", (held.meeting, *_first_sources(held.seen)))
    for one in held.seen:
        if text := _seen_zh(one):
            yield Composed(text, one.sources)
    if held.spoke or held.wrote:
        parts = [f"{'、'.join(held.spoke)}作了汇报"] if held.spoke else []
        parts += [f"{held.wrote}个单位提交了书面汇报"] if held.wrote else []
        yield Composed(f"会上，{'，'.join(parts)}。", (held.meeting, *held.statements))
    if held.topics:
        solved = f"，其中现场解决{held.solved}项" if held.solved else ""
        yield Composed(f"会议研究议题{held.topics}项{solved}。", meeting)
    for said in held.said:
        yield Composed(_said_zh(said), said.sources or meeting)
    if held.attended:
        yield Composed(f"{'、'.join(held.attended)}参加。", meeting)
    if held.units:
        yield Composed(f"{held.units}个单位派员参加。", meeting)


def _seen_zh(one: Seen) -> str:
    parts = [f"位于{one.where}"] if one.where else []
    parts += [f"总投资{one.total}"] if one.total else []
    if one.done:
        parts.append(f"{one.period}完成投资{one.done}" + (f"，占年度计划的{one.share}" if one.share else ""))
    parts += [f"形象进度{one.progress}"] if one.progress else []
    parts += [one.works.rstrip("。；;")] if one.works else []
    return f"{one.name}{'，'.join(parts)}。" if parts else ""


def _said_zh(said: Said) -> str:
    words = said.words.strip().rstrip("。")
    text = f"{said.by}要求，{words}。" if said.by else f"会议要求，{words}。"
    if said.on_the_spot:
        return f"{text[:-1]}；该事项已现场办结。"
    until = f"，{said.due.month}月{said.due.day}日前办结" if said.due else ""
    return f"{text[:-1]}；由{said.lead}牵头{until}。" if said.lead else text


def _english(held: Held) -> Iterator[Composed]:
    meeting = (held.meeting,)
    day, where = f"{held.on.day} {MONTHS[held.on.month - 1]}", _where(held)
    place = f" in {where}" if where else ""
    name = held.title[:1].lower() + held.title[1:] if held.title[1:2].islower() else held.title
    if held.leaders:
        yield Composed(f"On {day} {_and(held.leaders)} chaired the {name}{place}.", meeting)
    else:
        yield Composed(f"The {name} was held{place} on {day}.", meeting)
    if held.theme:
        yield Composed(f"Its theme was “{held.theme.rstrip('.')}”.", meeting)
    if held.seen:
        names = _and([one.name for one in held.seen])
        yield Composed(f"Those present visited {names}.", (held.meeting, *_first_sources(held.seen)))
    for one in held.seen:
        if text := _seen_en(one):
            yield Composed(text, one.sources)
    if held.spoke or held.wrote:
        parts = [f"{_and(held.spoke)} reported"] if held.spoke else []
        units = "unit" if held.wrote == 1 else "units"
        parts += [f"{held.wrote} {units} reported in writing"] if held.wrote else []
        yield Composed(f"{_upper(_and(parts))}.", (held.meeting, *held.statements))
    if held.topics:
        many = "topic was" if held.topics == 1 else "topics were"
        solved = f", and {held.solved} solved on the spot" if held.solved else ""
        yield Composed(f"{held.topics} {many} discussed{solved}.", meeting)
    for said in held.said:
        yield Composed(_said_en(said), said.sources or meeting)
    if held.attended:
        yield Composed(f"{_and(held.attended)} took part.", meeting)
    if held.units:
        yield Composed(f"{held.units} {'unit' if held.units == 1 else 'units'} sent people.", meeting)


def _seen_en(one: Seen) -> str:
    parts = [f"lies in {one.where}"] if one.where else []
    parts += [f"costs {one.total} in all"] if one.total else []
    if one.done:
        parts.append(f"has done {one.done} {one.period}" + (f", {one.share} of the year's plan" if one.share else ""))
    parts += [f"stands at {one.progress} of the works"] if one.progress else []
    text = f"{one.name} {_and(parts)}." if parts else ""
    return f"{text} {_upper(one.works.strip())}".strip() if one.works else text


def _said_en(said: Said) -> str:
    who = said.by or "The meeting"
    text = f"{_upper(who)} directed: “{said.words.strip()}”"
    if said.on_the_spot:
        return f"{text}; this was done on the spot."
    until = f", to be done by {said.due.day} {MONTHS[said.due.month - 1]}" if said.due else ""
    return f"{text}; led by {said.lead}{until}." if said.lead else f"{text}."


def _first_sources(seen: Sequence[Seen]) -> tuple[Source, ...]:
    return tuple(one.sources[0] for one in seen if one.sources)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
