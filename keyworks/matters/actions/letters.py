"""Letters: drafted, edited, issued with a number, replied to, judged, withdrawn. What was issued never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import day_of, workdays
from keyworks.matters import queries
from keyworks.matters.actions.letter_mail import tell
from keyworks.matters.actions.refused import MattersRefused, said
from keyworks.matters.actions.telling import tell_issued
from keyworks.matters.models import Letter, LetterCopy, Letterhead, LetterSeries, LetterStep, Matter
from keyworks.matters.models.letter_words import LANGUAGES, LETTER_STATES
from keyworks.matters.queries import letters as known
from keyworks.matters.rules import authority, correspondence, drafting
from keyworks.matters.rules.correspondence import TRANSITIONS, Format, Side, State, Step
from keyworks.matters.rules.ladder import OPEN, Party
from keyworks.matters.rules.letters import Kind, document, number
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

LONGEST_BODY, LONGEST_TITLE = 8000, 300
TALK = ("place", "time", "asked", "answered", "recorder")
TALKED = ("said", "undertaken")


@transaction.atomic
def draft(
    *, matter: Matter, kind: str, language: str, by: Person | None, at: datetime, to: Unit | None = None,
    reply_by: date | None = None,
) -> Letter:  # fmt: skip
    """Draft a letter in the words of its kind; by nobody: by the clock."""
    held: Any = Matter.objects.select_for_update(of=("self",)).select_related("lead", "desk", "raised_unit")
    found: Matter = held.get(pk=matter.pk)
    if by is not None and (Party.DESK not in queries.parties(by, found) or not by.may(authority.MANAGE)):
        raise MattersRefused("matters.not_yours")
    if found.state not in OPEN:
        raise MattersRefused("matters.letter_of_ended")
    if kind not in list(Kind) or language not in LANGUAGES:
        raise MattersRefused("matters.letter_no_kind", field="kind")
    to = to or found.lead
    if to is None:
        raise MattersRefused("matters.letter_to_nobody", field="to")
    day = day_of(at)
    letter = Letter(
        matter=found, kind=kind, language=language, issuer=found.desk, to_unit=to, level=found.level,
        round=found.reopened, by_clock=by is None, created_at=at, changed_at=at,
        reply_by=_good_reply_by(reply_by, day) if reply_by else correspondence.reply_by(Kind(kind), day, workdays()),
        contact=_contact(by, language),
    )  # fmt: skip
    words = drafting.drafted(known.facts(letter, day))
    letter.title, letter.body = words.title[:LONGEST_TITLE], "\n".join(words.paragraphs)
    letter.save()
    return _done(letter, Step.DRAFT, by, at, after={"matter": found.number, "kind": kind, "to": to.code})


@transaction.atomic
def refresh(*, letter: Letter, at: datetime) -> bool:
    """Have a draft that nobody has touched say what holds on this day; False where it says so already."""
    rows: Any = Letter.objects.select_for_update(of=("self",)).select_related(
        "matter__lead", "matter__desk", "matter__raised_unit", "issuer", "to_unit"
    )  # fmt: skip
    found: Letter = rows.get(pk=letter.pk)
    if found.state != State.DRAFT or LetterStep.objects.filter(letter=found, by__isnull=False).exists():
        return False
    day = day_of(at)
    before = _told(found)
    found.reply_by = max(found.reply_by, correspondence.reply_by(Kind(found.kind), day, workdays()))
    words = drafting.drafted(known.facts(found, day))
    found.title, found.body = words.title[:LONGEST_TITLE], "\n".join(words.paragraphs)
    after = _told(found)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if not changed:
        return False
    _done(found, Step.EDIT, None, at, before={name: before[name] for name in changed}, after=changed)
    return True


def _contact(by: Person | None, language: str) -> str:
    if by is None:
        return ""
    if language == "zh":
        return f"{by.name}，电话：{by.phone}" if by.phone else by.name
    return ", ".join(part for part in (by.name_en or by.name, by.phone) if part)


@transaction.atomic
def edit(
    *, letter: Letter, title: str, body: str, over: int, by: Person, at: datetime, to: Unit | None = None,
    cc: Iterable[Unit] = (), reply_by: date | None = None, contact: str = "", talk: Mapping[str, Any] | None = None,
) -> Letter:  # fmt: skip
    """Change a draft."""
    found = _held(letter, Step.EDIT, by, over)
    before = _told(found)
    found.title = said(title, "matters.letter_no_title", "title", LONGEST_TITLE).replace("\n", " ")
    found.body = said(body, "matters.letter_empty", "body", LONGEST_BODY)
    found.contact = said(contact, field="contact", most=200).replace("\n", " ")
    found.to_unit = to or found.to_unit
    if reply_by is not None:
        found.reply_by = _good_reply_by(reply_by, day_of(at))
    if talk is not None and found.kind == Kind.INTERVIEW:
        found.talk = _talk(talk)
    found.cc.set(one for one in cc if one.pk not in (found.to_unit_id, found.issuer_id))
    after = _told(found)
    changed = {name: value for name, value in after.items() if value != before[name]}
    return _done(found, Step.EDIT, by, at, before={name: before[name] for name in changed}, after=changed)


def _talk(talk: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {name: said(str(talk.get(name, "")), field=name, most=200) for name in TALK}
    for name in TALKED:
        text = said(str(talk.get(name, "")), field=name)
        kept[name] = [line.strip() for line in text.splitlines() if line.strip()]
    return kept


@transaction.atomic
def issue(*, letter: Letter, over: int, by: Person, at: datetime) -> Letter:
    """Give it its number and send it: from now on its text stays. The people it goes to get an e-mail."""
    found = _held(letter, Step.ISSUE, by, over)
    day = day_of(at)
    _good_reply_by(found.reply_by, day)
    if found.kind == Kind.INTERVIEW and not all(found.talk.get(name) for name in ("place", "time", *TALKED)):
        raise MattersRefused("matters.letter_talk_missing", field="said")
    if found.kind != Kind.INTERVIEW and not known.written_to(found):
        raise MattersRefused("matters.nobody_there", field="to", unit=str(found.to_unit))
    found.contact = found.contact or _contact(by, found.language)
    found.year, found.place = day.year, _next_place(found.issuer, day.year, found.kind)
    found.number = number(known.letterhead(found.issuer).code, Kind(found.kind), day.year, found.place)
    found.issued_on, found.issued_by = day, by
    found.said = document(replace(known.facts(found, day), number=found.number))
    done = _done(found, Step.ISSUE, by, at, {"number": found.number}, after={"number": found.number})
    tell(done, at)
    tell_issued(done, at)
    return done


def _next_place(issuer: Unit, year: int, kind: str) -> int:
    """The next of a series; its row is held until the end, so that no number is left out or given twice."""
    LetterSeries.objects.get_or_create(issuer=issuer, year=year, kind=kind)
    series = LetterSeries.objects.select_for_update().get(issuer=issuer, year=year, kind=kind)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


@transaction.atomic
def reply(
    *, letter: Letter, cause: str, plan: str, done_by: date | None, over: int, by: Person, at: datetime
) -> Letter:
    """Say why it is late, how it is put right and by when."""
    found = _held(letter, Step.REPLY, by, over)
    why = said(cause, "matters.letter_no_cause", "cause")
    how = said(plan, "matters.letter_no_plan", "plan")
    if done_by is None or done_by < day_of(at):
        raise MattersRefused("matters.letter_no_day", field="done_by")
    found.replied_on = day_of(at)
    facts = {"cause": why, "plan": how, "done_by": done_by.isoformat()}
    return _done(found, Step.REPLY, by, at, facts, after={**facts, "state": State.REPLIED})


@transaction.atomic
def accept(*, letter: Letter, over: int, by: Person, at: datetime, text: str = "") -> Letter:
    """Be content with a reply."""
    found = _held(letter, Step.ACCEPT, by, over)
    return _done(found, Step.ACCEPT, by, at, text=said(text), after={"state": State.ACCEPTED})


@transaction.atomic
def refuse(*, letter: Letter, text: str, reply_by: date, over: int, by: Person, at: datetime) -> Letter:
    """Not be content with a reply, say why, and by when another is expected."""
    found = _held(letter, Step.REFUSE, by, over)
    why, before = said(text, "matters.reason_missing"), found.reply_by
    found.reply_by = _good_reply_by(reply_by, day_of(at))
    facts = {"was": before.isoformat()}
    after = {"state": State.REFUSED, "reply_by": found.reply_by.isoformat()}
    return _done(found, Step.REFUSE, by, at, facts, text=why, after=after)


@transaction.atomic
def withdraw(*, letter: Letter, text: str, over: int, by: Person, at: datetime) -> Letter:
    """Take it back, with the reason; its number stays its own."""
    found = _held(letter, Step.WITHDRAW, by, over)
    why, before = said(text, "matters.reason_missing"), {"state": str(found.state)}
    return _done(found, Step.WITHDRAW, by, at, text=why, before=before, after={"state": State.WITHDRAWN})


def keep(*, letter: Letter, of: Format, content: bytes, at: datetime) -> bytes:
    """Keep what an issued letter was made into; what was kept before is what counts."""
    digest = sha256(content).hexdigest()
    kept, _new = LetterCopy.objects.get_or_create(
        letter=letter, format=of, defaults={"content": content, "sha256": digest, "at": at}
    )
    return bytes(kept.content)


@transaction.atomic
def set_letterhead(*, unit: Unit, code: str, name_zh: str, name_en: str, by: Person, at: datetime) -> Letterhead:
    """What an office writes at the head of its letters from now on."""
    if not by.may(authority.RULE):
        raise MattersRefused("matters.not_yours")
    code = said(code, "matters.letterhead_no_code", "code", 20)
    head = Letterhead.objects.select_for_update().filter(unit=unit).first() or Letterhead(unit=unit, edition=0)
    if Letterhead.objects.filter(code=code).exclude(pk=head.pk).exists():
        raise MattersRefused("matters.letterhead_taken", field="code")
    before = {"code": head.code, "name_zh": head.name_zh, "name_en": head.name_en} if head.pk else None
    head.code, head.edition = code, head.edition + 1
    head.name_zh = said(name_zh, "matters.letterhead_no_name", "name_zh", 60)
    head.name_en = said(name_en, field="name_en", most=100)
    head.save()
    after = {"code": head.code, "name_zh": head.name_zh, "name_en": head.name_en}
    write("matters.set_letterhead", head, by=by, at=at, before=before, after=after)
    return head


def _held(letter: Letter, step: Step, by: Person, over: int) -> Letter:
    """The letter, held until the transaction ends, if this is the person's step now."""
    held: Any = Letter.objects.select_for_update(of=("self",)).select_related(
        "matter__lead", "matter__desk", "matter__raised_unit", "issuer", "to_unit"
    )  # fmt: skip
    found: Letter = held.get(pk=letter.pk)
    if over != found.edition:
        raise Stale("matters.stale", edition=found.edition)
    one = TRANSITIONS[step]
    if one.by not in known.sides(by, found):
        raise MattersRefused("matters.letter_addressed_reply" if one.by is Side.ADDRESSED else "matters.not_yours")
    if found.state not in one.of:
        raise MattersRefused("matters.letter_not_so_now", state=str(LETTER_STATES[State(found.state)]))
    return found


def _done(
    letter: Letter, step: Step, by: Person | None, at: datetime, facts: Mapping[str, Any] | None = None, *,
    text: str = "", before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
) -> Letter:  # fmt: skip
    """Its new state, a line in its trail, an entry in the record."""
    new = step is Step.DRAFT
    letter.state = State.DRAFT if new else TRANSITIONS[step].to
    letter.changed_at = at
    if not new:
        letter.edition += 1
    letter.save()
    LetterStep.objects.create(
        letter=letter, step=step, text=text, by=by, on=day_of(at), at=at, state=letter.state, reply_by=letter.reply_by,
        facts=dict(facts or {}),
    )  # fmt: skip
    told = {**(after or {}), **({"text": text} if text else {})}
    write(f"matters.letter_{step}", letter, by=by, at=at, before=before, after=told)
    return letter


def _told(letter: Letter) -> dict[str, Any]:
    """What the record says of a draft."""
    return {
        "title": letter.title, "body": letter.body, "contact": letter.contact, "to": letter.to_unit.code,
        "reply_by": letter.reply_by.isoformat(), "talk": letter.talk,
        "cc": [one.code for one in letter.cc.order_by("path")],
    }  # fmt: skip


def _good_reply_by(reply_by: date, day: date) -> date:
    """By when a reply is expected: not past, a working day, within a year."""
    if reply_by < day:
        raise MattersRefused("matters.letter_reply_past", field="reply_by")
    if (reply_by - day).days > 366:
        raise MattersRefused("matters.letter_reply_far", field="reply_by")
    return workdays().first_from(reply_by)
