"""What is typed in the room, by a form or kept by a device until it has a connection: read, then carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import today, workdays
from keyworks.meetings import actions
from keyworks.meetings.actions import MeetingsRefused
from keyworks.meetings.models import Caught, Item, Meeting, Participant, Topic
from keyworks.meetings.queries.room import spoken_by
from keyworks.meetings.rules.kinds import Attendance, Outcome, Part
from keyworks.meetings.rules.spoken import day
from keyworks.projects.forms.choosing import Chosen
from keyworks.projects.models import Project

LONGEST_AWAY = timedelta(days=3)
"""A device says how long ago something was done; at most so long."""
LARGEST = 9_999_999_999
BETWEEN = ";；\n"
MOST_NAMED = 200
Fields = Mapping[str, str]


def _row(model: Any, meeting: Meeting, sent: Fields, name: str) -> Any:
    """The row of this meeting that a field names by its key."""
    key = sent.get(name, "")
    found = model.objects.filter(meeting=meeting, pk=int(key)).first() if _whole(key) else None
    if found is None:
        raise MeetingsRefused("meetings.no_such_point", field=name)
    return found


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= LARGEST


def _over(sent: Fields) -> int:
    """The edition that was read; what is caught and changed before any answer is in its first."""
    return int(sent["over"]) if _whole(sent.get("over", "")) else 1


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise MeetingsRefused("meetings.not_read", field="key") from error


def _chosen(kind: str, person: Person, text: str, code: str, field: str) -> Any:
    try:
        return Chosen(kind, person).clean(text)
    except ValidationError as error:
        raise MeetingsRefused(code, field=field, words=text[:60], number=text[:60]) from error


def unit_named(person: Person, text: str, field: str = "lead") -> Unit | None:
    """The unit that is meant by its name, a part of it or its code; None where nothing is written."""
    found: Unit | None = _chosen("unit", person, text, "meetings.no_such_unit", field)
    return found


def projects_named(person: Person, text: str) -> list[Project]:
    """The projects named, parted by semicolons or lines, each by number or name."""
    for mark in BETWEEN:
        text = text.replace(mark, "\n")
    names = [one.strip() for one in text.splitlines() if one.strip()]
    if len(names) > MOST_NAMED:
        raise MeetingsRefused("meetings.many_projects", field="projects", most=MOST_NAMED)
    return [_chosen("project", person, one, "meetings.no_such_project", "projects") for one in names]


def day_named(text: str) -> Any:
    """The day that is meant; None where nothing is written."""
    if not text.strip():
        return None
    found = day(text, today(), workdays())
    if found is None:
        raise MeetingsRefused("meetings.no_such_day", field="due", words=text[:60])
    return found


def speaker_named(meeting: Meeting, sent: Fields) -> dict[str, Any]:
    """Who spoke: somebody who takes part, or the post or name of a guest."""
    post = sent.get("post", "").strip()
    if not sent.get("speaker"):
        return {"said_by": None, "said_post": post}
    who: Participant = _row(Participant, meeting, sent, "speaker")
    return spoken_by(who) | ({"said_post": post} if post else {})


def values(person: Person, meeting: Meeting, sent: Fields) -> dict[str, Any]:
    """What is said of a directive; of what was not sent nothing is said."""
    found: dict[str, Any] = {name: sent[name] for name in ("words", "title", "result", "kind") if name in sent}
    if "lead" in sent:
        found["lead"] = unit_named(person, sent["lead"])
    if "due" in sent:
        found["due_on"] = day_named(sent["due"])
    if "speaker" in sent or "post" in sent:
        found |= speaker_named(meeting, sent)
    for name, field in (("spot", "on_the_spot"), ("ready", "ready")):
        if name in sent or f"asks_{name}" in sent:
            found[field] = sent.get(name, "") in ("on", "true", "1")
    for name, model in (("item", Item), ("topic", Topic)):
        if name in sent:
            found[name] = _row(model, meeting, sent, name) if sent[name] else None
    return found


class Room:
    """One who writes in the room of a meeting; each verb is a form's, and a device's that was out of reach."""

    def __init__(self, meeting: Meeting, person: Person, at: datetime) -> None:
        self.meeting, self.person, self.at = meeting, person, at

    def carry_out(self, sent: Fields, ago: timedelta = timedelta()) -> Any:
        """Do what is asked; `ago` is how long ago it was done on the device."""
        self.since = self.at - min(max(ago, timedelta()), LONGEST_AWAY)
        verbs: dict[str, Callable[[Fields], Any]] = {
            "catch": self.catch, "mend": self.mend, "drop": self.drop, "pick_up": self.pick_up, "go": self.go,
            "note": self.note, "attend": self.attend, "came": self.came, "decide": self.decide,
        }  # fmt: skip
        verb = verbs.get(sent.get("do", ""))
        if verb is None:
            raise MeetingsRefused("meetings.not_read")
        return verb(sent)

    @property
    def _who(self) -> dict[str, Any]:
        return {"by": self.person, "at": self.at}

    def catch(self, sent: Fields) -> Caught:
        said = values(self.person, self.meeting, sent)
        return actions.catch(
            meeting=self.meeting, key=_key(sent.get("key", "")), values=said, said_at=self.since,
            projects=projects_named(self.person, sent.get("projects", "")), **self._who,
        )  # fmt: skip

    def caught(self, sent: Fields) -> Caught:
        """The directive that is meant, by the key its device gave it."""
        found = Caught.objects.filter(meeting=self.meeting, key=_key(sent.get("of", ""))).first()
        if found is None:
            raise MeetingsRefused("meetings.no_such_point")
        return found

    def mend(self, sent: Fields) -> Caught:
        said = values(self.person, self.meeting, sent)
        named = projects_named(self.person, sent["projects"]) if "projects" in sent else None
        return actions.mend(caught=self.caught(sent), values=said, projects=named, over=_over(sent), **self._who)

    def drop(self, sent: Fields) -> Caught:
        reason = sent.get("reason", "")
        return actions.drop(caught=self.caught(sent), reason=reason, over=_over(sent), **self._who)

    def pick_up(self, sent: Fields) -> Caught:
        return actions.pick_up(caught=self.caught(sent), over=_over(sent), **self._who)

    def go(self, sent: Fields) -> Meeting:
        item = _row(Item, self.meeting, sent, "item") if sent.get("item") else None
        return actions.go_to(meeting=self.meeting, item=item, since=self.since, **self._who)

    def note(self, sent: Fields) -> Item:
        item: Item = _row(Item, self.meeting, sent, "item")
        return actions.note(item=item, text=sent.get("note", ""), over=_over(sent), **self._who)

    def attend(self, sent: Fields) -> Participant:
        who: Participant = _row(Participant, self.meeting, sent, "who")
        if sent.get("attendance") not in set(Attendance):
            raise MeetingsRefused("meetings.not_read", field="attendance")
        attendance, instead = Attendance(sent["attendance"]), sent.get("instead", who.instead)
        return actions.attend(participant=who, attendance=attendance, instead=instead, **self._who)

    def came(self, sent: Fields) -> Participant:
        unit = unit_named(self.person, sent.get("unit", ""), "unit")
        name, post = sent.get("name", ""), sent.get("post", "")
        return actions.came(meeting=self.meeting, name=name, post=post, unit=unit, **self._who)

    def decide(self, sent: Fields) -> Topic:
        topic: Topic = _row(Topic, self.meeting, sent, "topic")
        if sent.get("outcome") not in set(Outcome):
            raise MeetingsRefused("meetings.not_read", field="outcome")
        outcome, result = Outcome(sent["outcome"]), sent.get("result", "")
        return actions.decide(topic=topic, outcome=outcome, result=result, over=_over(sent), **self._who)

    def stands(self, sent: Fields) -> dict[str, str]:
        """What stands where somebody else changed what this would change: the field's name → its text."""
        if sent.get("do") == "note":
            return {"note": _row(Item, self.meeting, sent, "item").note}
        if sent.get("do") == "decide":
            topic = _row(Topic, self.meeting, sent, "topic")
            return {"outcome": str(topic.outcome), "result": topic.result}
        return standing(self.caught(sent), speakers(self.meeting))


def standing(one: Caught, people: Sequence[Participant]) -> dict[str, str]:
    """A directive as its form shows it; `people` are those who may have spoken."""
    who = next((other for other in people if one.said_by_id and other.person_id == one.said_by_id), None)
    between = " · "
    return {
        "words": one.words, "title": one.title, "lead": f"{one.lead}{between}{one.lead.code}" if one.lead else "",
        "due": one.due_on.isoformat() if one.due_on else "",
        "projects": "; ".join(f"{project}{between}{project.local_number}" for project in one.projects.all()),
        "speaker": str(who.pk) if who else "", "post": one.said_post, "result": one.result,
        "spot": "on" if one.on_the_spot else "", "ready": "on" if one.ready else "",
    }  # fmt: skip


def speakers(meeting: Meeting) -> list[Participant]:
    """Who may have spoken, whoever chairs first."""
    rows = list(meeting.participants.select_related("person"))
    order = {Part.CHAIR: 0, Part.LEADER: 1}
    return sorted(rows, key=lambda one: (order.get(Part(one.part), 2), one.position))
