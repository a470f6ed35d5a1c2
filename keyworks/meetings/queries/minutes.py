"""What the minutes are made of, and how far they are."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from keyworks.accounts.models import Unit
from keyworks.matters import queries as matters
from keyworks.meetings.models import Approval, Caught, Item, Meeting, Minutes, Participant
from keyworks.meetings.models.words import POINTS
from keyworks.meetings.queries.meetings import stops
from keyworks.meetings.rules.kinds import Attendance, How, Outcome, Part, Point, Stand
from keyworks.meetings.rules.minutes import Dealt, Decided, Directed, Facts, Reported, Somebody
from keyworks.meetings.rules.people import called

CODES = {"zh": "zh-hans", "en": "en"}


def latest(meeting: Meeting, language: str) -> Minutes | None:
    """The last version in a language."""
    found: Minutes | None = versions(meeting).filter(language=language).order_by("-number").first()
    return found


def versions(meeting: Meeting) -> Any:
    return Minutes.objects.filter(meeting=meeting).select_related("by", "approval", "approval__by").order_by("-pk")


def approved(meeting: Meeting, language: str = "") -> Minutes | None:
    """The last version that was approved, in a language or in any."""
    rows = versions(meeting).filter(approval__isnull=False)
    found: Minutes | None = (rows.filter(language=language) if language else rows).first()
    return found


def settled(meeting: Meeting) -> bool:
    """Is there a language whose latest version was approved?"""
    return any((one := latest(meeting, language)) and _approved(one) for language in CODES)


def _approved(minutes: Minutes) -> bool:
    return Approval.objects.filter(minutes=minutes).exists()


def writers(minutes: Minutes) -> frozenset[int]:
    """Who wrote a version since the last that was approved before it."""
    rows = Minutes.objects.filter(meeting=minutes.meeting, language=minutes.language, number__lte=minutes.number)
    before = rows.filter(approval__isnull=False).order_by("-number").values_list("number", flat=True).first() or 0
    return frozenset(rows.filter(number__gt=before).values_list("by_id", flat=True))


def facts(meeting: Meeting, language: str) -> Facts:
    """What happened, in the words of a language."""
    zh = language == "zh"
    with override(CODES[language]):
        points = {one: str(words) for one, words in POINTS.items()}
    caught = [one for one in _caught(meeting) if not one.dropped]
    people = list(meeting.participants.select_related("person", "unit"))
    statements = list(meeting.statements.select_related("unit"))
    issuer = matters.city_office()
    units = dict.fromkeys([
        *(one.lead for one in caught if one.lead), *(one.unit for one in people if one.unit),
        *(one.unit for one in statements),
    ])  # fmt: skip
    series = meeting.series
    return Facts(
        language=language, series=_told(series, zh), title=meeting.title if zh else meeting.title_en or meeting.title,
        theme=meeting.theme, number=meeting.number, on=meeting.on,
        begins=_clock(meeting.begun_at) or f"{meeting.begins:%H:%M}",
        ends=_clock(meeting.ended_at) or f"{meeting.ends:%H:%M}",
        place=meeting.place, issuer=_told(issuer, zh),
        stops=[_told(one.project, zh) for one in stops(meeting)],
        people=[_somebody(one, zh) for one in people],
        items=[_dealt(one, zh, points) for one in meeting.items.select_related("project", "unit")],
        statements=[Reported(_told(one.unit, zh), How(one.how), one.state == Stand.SUBMITTED) for one in statements],
        topics=[
            Decided(one.title, Outcome(one.outcome), one.result) for one in meeting.topics.filter(dropped="")
        ],
        directives=[_directed(one, zh) for one in caught],
        copies=[_told(one, zh) for one in units if one is not None and one.pk != issuer.pk],
    )  # fmt: skip


def _caught(meeting: Meeting) -> Any:
    return Caught.objects.filter(meeting=meeting).select_related("said_by", "lead").order_by("said_at", "pk")


def _told(one: Any, zh: bool) -> str:
    """The name in the language of the minutes, whatever the reader's."""
    return str(one.name_zh if zh or not one.name_en else one.name_en)


def _person(one: Any, zh: bool) -> tuple[str, str]:
    return (one.name, one.post) if zh else (one.name_en or one.name, one.post_en or one.post)


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def _somebody(one: Participant, zh: bool) -> Somebody:
    name, post = _person(one.person, zh) if one.person else (one.name, "")
    unit = _told(one.unit, zh) if isinstance(one.unit, Unit) else ""
    post = one.post or post if zh else post or one.post
    return Somebody(name, post, unit, Part(one.part), Attendance(one.attendance), one.instead)


def _dealt(one: Item, zh: bool, points: dict[Point, str]) -> Dealt:
    of = one.project or one.unit
    title = one.title or (_told(of, zh) if of is not None else points[Point(one.point)])
    return Dealt(title, Point(one.point), _clock(one.begun_at), _clock(one.ended_at), one.note)


def _directed(one: Caught, zh: bool) -> Directed:
    name, post = _person(one.said_by, zh) if one.said_by else ("", "")
    who = called(name, one.said_post or post if zh else post or one.said_post, zh=zh)
    lead = _told(one.lead, zh) if one.lead is not None else ""
    return Directed(one.words, who, lead, one.due_on, one.on_the_spot, one.result)
