"""Letters: what one says, who sees it, whose step it is, and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of, today, within, workdays
from keyworks.accounts.rules import Role
from keyworks.base.scopes import scope, scopes
from keyworks.matters.models import Letter, LetterCopy, Letterhead, LetterStep, Matter, MatterStep
from keyworks.matters.queries.offices import people_of
from keyworks.matters.queries.reach import parties
from keyworks.matters.rules import clocks, correspondence, history
from keyworks.matters.rules.authority import MANAGE, OF_DESK, WORK, WORKS
from keyworks.matters.rules.correspondence import ANSWERABLE, NUMBERED, Format, Side, State, Step
from keyworks.matters.rules.ladder import IN_WORK, OPEN, Party
from keyworks.matters.rules.ladder import Step as MatterStepKind
from keyworks.matters.rules.letters import FEW, Affected, Event, Kind, LetterFacts, interview, read

ISSUED = (*NUMBERED, State.WITHDRAWN)


@scopes(Letter)
def _letters(person: Person, letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Drafts are the issuing office's; what was issued, also theirs whom it goes to or is copied to."""
    if person.standing.everywhere():
        return letters if person.may(MANAGE) else letters.exclude(number="")
    reached = Unit.objects.filter(within(person)).values("pk")
    copied = Letter.cc.through.objects.filter(unit__in=reached).values("letter_id")
    sent: Any = ~Q(number="") & (Q(to_unit__in=reached) | Q(pk__in=copied))
    return letters.filter(sent | Q(issuer__in=desks(person)) | ~Q(number="") & Q(issuer__in=reached))


@scopes(Letterhead)
def _letterheads(person: Person, heads: QuerySet[Letterhead]) -> QuerySet[Letterhead]:
    return heads if person.standing.everywhere() else heads.filter(unit__in=desks(person))


def desks(person: Person) -> frozenset[int]:
    """The offices for which the person writes letters."""
    return frozenset(seat.unit_id for seat in person.standing.seats if seat.role in OF_DESK and person.may(MANAGE))


def units_of(person: Person) -> frozenset[int]:
    """The units for which the person replies."""
    return frozenset(seat.unit_id for seat in person.standing.seats if seat.role in WORKS and person.may(WORK))


def sides(person: Person, letter: Letter) -> frozenset[Side]:
    """Whose part the person has in a letter; the city office may act for any issuing office."""
    found = set()
    city = any(seat.role is Role.CITY for seat in person.standing.seats)
    if person.may(MANAGE) and (letter.issuer_id in desks(person) or city):
        found.add(Side.ISSUER)
    if letter.to_unit_id in units_of(person):
        found.add(Side.ADDRESSED)
    return frozenset(found)


def letter_steps(person: Person, letter: Letter) -> frozenset[Step]:
    """What the person may do with the letter now."""
    parts = sides(person, letter)
    return frozenset(
        step for step, one in correspondence.TRANSITIONS.items() if letter.state in one.of and one.by in parts
    )  # fmt: skip


def to_issue(person: Person) -> Any:
    return Q(state=State.DRAFT, issuer__in=desks(person))


def to_answer(person: Person) -> Any:
    return Q(state__in=ANSWERABLE, to_unit__in=units_of(person))


def to_judge(person: Person) -> Any:
    return Q(state=State.REPLIED, issuer__in=desks(person))


def unanswered(day: date) -> Any:
    """A reply was to be there and is not."""
    return Q(state__in=ANSWERABLE, reply_by__lt=day)


def letters_waiting(person: Person) -> int:
    """How many letters wait for the person: to be issued, answered or judged."""
    return Letter.objects.filter(to_issue(person) | to_answer(person) | to_judge(person)).count()


def may_write(person: Person, matter: Matter) -> bool:
    """May the person begin a letter about the matter: is it on their desk, open and with somebody?"""
    return matter.state in OPEN and person.may(MANAGE) and Party.DESK in parties(person, matter)


def sees_matter(person: Person, letter: Letter) -> bool:
    """Does the person see what the letter is about, whoever else it was copied to?"""
    return scope(person, Matter.objects.filter(pk=letter.matter_id)).exists()


def letters_of(person: Person, matter: Matter) -> QuerySet[Letter]:
    """The letters of a matter that the person sees, the newest first."""
    return scope(person, Letter.objects.filter(matter=matter)).select_related("to_unit", "issuer").order_by("-pk")


def seen_letters(person: Person) -> QuerySet[Letter]:
    return scope(person, Letter.objects.all())


def standing(*states: State) -> QuerySet[Letter]:
    """All letters that stand so, the oldest first."""
    return Letter.objects.filter(state__in=states).select_related("matter", "issuer", "to_unit").order_by("pk")


def is_over(letter: Letter) -> bool:
    """Has what the letter is about ended, or is it said to be done?"""
    return letter.matter.state not in IN_WORK


def refused_before(letter: Letter) -> bool:
    """Was a reply to it refused already?"""
    return LetterStep.objects.filter(letter=letter, step=Step.REFUSE).exists()


def drafted_on(letter: Letter) -> date:
    return day_of(letter.created_at)


def letter_of(person: Person, pk: int) -> Letter | None:
    """The letter, if the person sees it."""
    rows = seen_letters(person).select_related("matter__lead", "matter__desk", "issuer", "to_unit", "issued_by")
    return rows.prefetch_related("steps__by", "cc").filter(pk=pk).first()


def copy_of(letter: Letter, of: Format) -> bytes | None:
    """The bytes an issued letter was made of once."""
    found = LetterCopy.objects.filter(letter=letter, format=of).values_list("content", flat=True).first()
    return None if found is None else bytes(found)


def written_to(letter: Letter) -> tuple[Person, ...]:
    """The people of the addressed unit."""
    return people_of([letter.to_unit_id]).get(letter.to_unit_id, ())


def letterhead(unit: Unit) -> Letterhead:
    """The head of an office's letters: its name, where none is set."""
    found = Letterhead.objects.filter(unit=unit).first()
    return found or Letterhead(unit=unit, code=unit.name_zh[:20], name_zh=unit.name_zh[:60], name_en=unit.name_en[:100])


def facts(letter: Letter, day: date | None = None) -> LetterFacts:
    """All the letter says: as it was issued, else as its matter stands on the day."""
    if letter.said:
        return read(letter.said)
    when = day or today()
    return _facts(letter, when)


def with_typed(letter: Letter, typed: Mapping[str, Any], day: date) -> LetterFacts:
    """What a draft would say with what is typed and not saved."""
    said, zh = facts(letter, day), letter.language == "zh"
    lines = tuple(line.strip() for line in typed["body"].splitlines() if line.strip())
    talk = typed["talk"] and {
        name: [line.strip() for line in text.splitlines() if line.strip()] if name in ("said", "undertaken") else text
        for name, text in typed["talk"].items()
    }
    return replace(
        said, title=typed["title"], paragraphs=lines, contact=typed["contact"], reply_by=typed["reply_by"],
        to=called(typed["to"] or letter.to_unit, zh=zh), cc=tuple(called(one, zh=zh) for one in typed["cc"]),
        interview=interview(talk) if talk else said.interview,
    )  # fmt: skip


def _facts(letter: Letter, day: date) -> LetterFacts:
    matter, zh, calendar = letter.matter, letter.language == "zh", workdays()
    head = letterhead(letter.issuer)
    late = clocks.late_days(matter.due_on, day, calendar)
    left = calendar.between(day, matter.due_on) if matter.due_on and matter.due_on >= day else None
    return LetterFacts(
        kind=Kind(letter.kind), language=letter.language,
        issuer=head.name_zh if zh else head.name_en or head.name_zh, to=called(letter.to_unit, zh=zh), issued_on=day,
        matter_number=matter.number, matter_title=matter.title, number=letter.number,
        cc=tuple(called(one, zh=zh) for one in letter.cc.order_by("path")) if letter.pk else (),
        title=letter.title, paragraphs=tuple(letter.paragraphs), projects=affected(matter, zh=zh),
        history=told_before(letter, zh=zh), raised_on=matter.raised_on, due_on=matter.due_on, overdue_days=late,
        days_left=left, level=matter.level if matter.climbed else 1,
        helpers=tuple(called(one, zh=zh) for one in matter.co_owners.exclude(pk=letter.to_unit_id).order_by("path")),
        effect=matter.effect, reply_by=letter.reply_by, contact=letter.contact,
        interview=interview(letter.talk) if letter.kind == Kind.INTERVIEW else None,
    )  # fmt: skip


def called(unit: Unit | None, *, zh: bool) -> str:
    """A unit's name in the language of a letter, which need not be its reader's."""
    return "" if unit is None else unit.name_zh if zh else unit.name_en or unit.name_zh


def affected(matter: Matter, *, zh: bool) -> tuple[Affected, ...]:
    """The projects a matter holds up, those that wait for it first."""
    rows = list(matter.affected.select_related("project__district").order_by("-blocks", "pk"))
    blocked, touched = ("等待该事项解决", "受该事项影响") if zh else ("waits for the matter", "is affected by it")
    return tuple(
        Affected(
            one.project.name_zh if zh else one.project.name_en or one.project.name_zh,
            called(one.project.district, zh=zh),
            "" if len(rows) <= FEW else blocked if one.blocks else touched,
        )
        for one in rows
    )


def told_before(letter: Letter, *, zh: bool) -> tuple[Event, ...]:
    """What happened to the matter, and which letters went out, in the order of days."""
    steps = list(MatterStep.objects.filter(matter=letter.matter_id).order_by("pk"))
    codes = {one.facts["lead"] for one in steps if "lead" in one.facts}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
    matter, lead, found = letter.matter, "", []
    for one in steps:
        if "lead" in one.facts:
            lead = called(units.get(one.facts["lead"]), zh=zh)
        told = history.event(
            MatterStepKind(one.step), one.on, zh=zh, unit=called(matter.raised_unit, zh=zh), lead=lead,
            due_on=one.due_on, level=one.level, text="" if one.step == MatterStepKind.RAISE else one.text,
        )  # fmt: skip
        if told:
            found.append(told)
    before: Any = Letter.objects.filter(matter=letter.matter_id).exclude(number="").exclude(pk=letter.pk)
    for other in before.order_by("pk"):
        found.append(history.sent(other.kind, other.issued_on, other.number, zh=zh))
    return tuple(sorted(found, key=lambda event: event.on))


def rank(letter: Letter) -> int:
    """Which letter of all it is, from 1: the same wherever the same letters were written, as keys are not."""
    return Letter.objects.filter(pk__lte=letter.pk).count()
