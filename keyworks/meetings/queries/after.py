"""After a meeting: what was directed and what became of it, at one meeting or across all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from keyworks.accounts.models import Person
from keyworks.accounts.queries import today, workdays
from keyworks.base.scopes import scope
from keyworks.dossier.models import Attachment
from keyworks.matters.models import Matter, MatterStep, Snapshot
from keyworks.matters.queries import project_facts
from keyworks.matters.queries.compared import differences
from keyworks.matters.rules.ladder import ENDED, State, Step
from keyworks.meetings.models import Caught, Meeting, Topic
from keyworks.meetings.queries.reach import sees_all
from keyworks.meetings.rules import effects
from keyworks.meetings.rules.effects import Fate, Outcome, Piece, Share
from keyworks.meetings.rules.kinds import WAS
from keyworks.meetings.rules.kinds import Outcome as Made
from keyworks.projects.models import Project
from keyworks.reports.queries import known_on
from keyworks.reports.rules.changes import Cause
from keyworks.reports.rules.way import reported_on
from keyworks.values.asof import AsOf
from keyworks.values.money import Money
from keyworks.values.months import Month

VOID = (State.WITHDRAWN, State.MERGED)
MOST = 500


@dataclass(frozen=True)
class Promise:
    """A directive of a meeting and what became of it."""

    caught: Caught
    matter: Matter | None
    actions: Sequence[Matter]
    outcome: Outcome
    evidence: int
    extended: int
    """How often its day was moved."""
    last: MatterStep | None
    """What was said last about it."""

    @property
    def words(self) -> str:
        return self.caught.words

    @property
    def fate(self) -> Fate:
        return self.outcome.fate

    @property
    def pieces(self) -> Sequence[Matter]:
        """What has an owner and a day: its actions, or where it was given out whole, itself."""
        return self.actions or ([self.matter] if self.matter else [])

    @property
    def shown(self) -> Matter | None:
        """Where its state is read: its action where there is one, else itself."""
        if len(self.pieces) == 1 or self.matter is None:
            return self.pieces[0] if self.pieces else None
        return self.matter

    @property
    def owners(self) -> list[Any]:
        """The units that have to do it, each once."""
        found = [one.lead for one in self.pieces if one.lead] or ([self.caught.lead] if self.caught.lead else [])
        return list(dict.fromkeys(found))

    @property
    def promised_on(self) -> date | None:
        """By when it was promised in the room."""
        return self.caught.due_on


def promised(meeting: Meeting, person: Person | None = None) -> list[Promise]:
    """What was promised at the meeting before this one and what became of it; none where there was none before."""
    return directed(meeting.before, person) if meeting.before is not None else []


def directed(meeting: Meeting | None, person: Person | None = None, *, day: date | None = None) -> list[Promise]:
    """The directives of a meeting (None: of all that took place) with their fate, the most pressing first.

    For a person only those they see as matters; what was not issued yet is the city office's.
    """
    rows = Caught.objects.filter(dropped="")
    rows = rows.filter(meeting=meeting) if meeting else rows.filter(meeting__state__in=WAS)
    seen = None if person is None or sees_all(person) else scope(person, Matter.objects.all())
    if seen is not None:
        rows = rows.filter(Q(matter__in=seen) | Q(matter__in=seen.filter(parent__isnull=False).values("parent")))
    units = ("lead", "said_by", "matter__lead", "matter__lead_person", "matter__desk", "meeting__series")
    caught = rows.select_related(*units).prefetch_related("projects").order_by("-meeting__on", "said_at", "pk")
    return sorted(_promises(list(caught[:MOST]), day or today(), seen), key=_pressing)


def _pressing(one: Promise) -> tuple[int, int, date]:
    return effects.ORDER.index(one.fate), -one.outcome.late_days, one.outcome.due_on or date.max


def _promises(caught: Sequence[Caught], day: date, seen: Any = None) -> list[Promise]:
    """Their fate; `seen` are the matters a reader sees where that is not all of them."""
    matters = [one.matter for one in caught if one.matter]
    hidden = set[int]()
    if seen is not None:
        keys_seen = set(seen.filter(pk__in=[one.pk for one in matters]).values_list("pk", flat=True))
        hidden = {one.pk for one in matters} - keys_seen
    actions: dict[int, list[Matter]] = defaultdict(list)
    below = (Matter.objects.all() if seen is None else seen).filter(parent__in=[one.pk for one in matters])
    for action in below.select_related("lead", "lead_person", "desk").order_by("pk"):
        actions[action.parent_id or 0].append(action)
    keys = [one.pk for one in matters] + [one.pk for some in actions.values() for one in some]
    files, extended, last, calendar = _files(keys), _extended(keys), _last_words(keys), workdays()
    found = []
    for one in caught:
        own = actions[one.matter_id or 0]
        matter = None if one.matter_id in hidden else one.matter
        whole = own or ([matter] if matter else [])
        family = [*whole, *([matter] if matter and own else [])]
        steps = [last[each.pk] for each in family if each.pk in last]
        found.append(
            Promise(
                one, matter, own, effects.outcome([_piece(each) for each in whole], day, calendar),
                sum(files[each.pk] for each in family), sum(extended[each.pk] for each in family),
                max(steps, key=lambda step: step.pk, default=None),
            )
        )  # fmt: skip
    return found


def _piece(one: Matter) -> Piece:
    return Piece(one.state in ENDED, one.state in VOID, one.due_on, one.closed_on)


def _files(keys: Iterable[int]) -> Counter[int]:
    wanted = [str(key) for key in keys]
    rows = Attachment.objects.filter(subject_kind="matter", subject_id__in=wanted, withdrawn_at=None)
    counts = rows.order_by().values_list("subject_id").annotate(n=Count("pk"))
    return Counter({int(key): n for key, n in counts})


def _extended(keys: Iterable[int]) -> Counter[int]:
    rows = MatterStep.objects.filter(matter__in=list(keys), step=Step.EXTEND)
    return Counter(dict(rows.order_by().values_list("matter").annotate(n=Count("pk"))))


def _last_words(keys: Iterable[int]) -> dict[int, MatterStep]:
    """The last step with words by a person, of each matter."""
    said = MatterStep.objects.filter(matter__in=list(keys), by__isnull=False).exclude(text="").exclude(step=Step.RAISE)
    tops = said.order_by().values("matter").annotate(top=Max("pk")).values("top")
    rows = MatterStep.objects.filter(pk__in=tops).select_related("by")
    return {one.matter_id: one for one in rows}


def counted(promises: Iterable[Promise]) -> effects.Counted:
    return effects.counted(one.fate for one in promises)


@dataclass(frozen=True)
class Spot:
    """The share solved on the spot: of the topics a meeting decided, and of its directives."""

    topics: Share
    directives: Share


def on_the_spot(meeting: Meeting) -> Spot:
    """How much a meeting solved at once."""
    topics = Topic.objects.filter(meeting=meeting, dropped="").exclude(outcome=Made.OPEN)
    rows = topics.aggregate(all=Count("pk"), spot=Count("pk", filter=Q(outcome=Made.SPOT)))
    caught = Caught.objects.filter(meeting=meeting, dropped="")
    said = caught.aggregate(all=Count("pk"), spot=Count("pk", filter=Q(on_the_spot=True)))
    return Spot(Share(rows["spot"], rows["all"]), Share(said["spot"], said["all"]))


def topics_of(meeting: Meeting) -> list[Topic]:
    """The topics of a meeting and what it made of them."""
    return list(meeting.topics.filter(dropped="").select_related("matter", "unit"))


@dataclass(frozen=True)
class Effect:
    """A project about which something was directed: how it stood then and stands now, or when all was done."""

    project: Project
    before: dict[str, Any]
    after: dict[str, Any]
    closed: bool
    differences: dict[str, int]
    light: int
    """Colours towards green."""
    numbers: list[str] = field(default_factory=list)


def effect(person: Person, meeting: Meeting, day: date | None = None) -> list[Effect]:
    """Each project a meeting's directives affect, before and after, by its number."""
    matters = dict(
        Matter.objects.filter(pk__in=Caught.objects.filter(meeting=meeting, matter__isnull=False).values("matter"))
        .values_list("pk", "number")
    )  # fmt: skip
    first: dict[int, Snapshot] = {}
    last: dict[int, Snapshot] = {}
    numbers: dict[int, list[str]] = defaultdict(list)
    for one in Snapshot.objects.filter(matter__in=matters).order_by("pk"):
        if one.moment == Snapshot.Moment.CLOSED:
            last[one.project_id] = one
        else:
            first.setdefault(one.project_id, one)
            numbers[one.project_id].append(matters[one.matter_id])
    open_ones = set(
        Matter.objects.filter(pk__in=matters).exclude(state__in=ENDED).values_list("projects", flat=True)
    )  # fmt: skip
    closed = {key for key in first if key in last and key not in open_ones}
    now = project_facts([key for key in first if key not in closed], day or today())
    found = []
    for project in scope(person, Project.objects.filter(pk__in=first)).order_by("local_number"):
        before = first[project.pk].facts
        after = last[project.pk].facts if project.pk in closed else now[project.pk]
        moved = effects.moved(str(before.get("light")), str(after.get("light")))
        found.append(
            Effect(project, before, after, project.pk in closed, differences(before, after), moved,
                   sorted(set(numbers[project.pk])))
        )  # fmt: skip
    return found


def meetings_with_directives(person: Person) -> list[Meeting]:
    """The meetings that took place and directed something, the latest first."""
    rows = scope(person, Meeting.objects.filter(state__in=WAS))
    directed_at = Caught.objects.filter(dropped="").values("meeting")
    return list(rows.filter(pk__in=directed_at).select_related("series").order_by("-on", "-pk"))


@dataclass(frozen=True)
class ChangedSince:
    """What was known of the year's investment up to a month, on the day of the meeting before and on this one's."""

    since: date
    until: date
    month: Month
    before: Money
    after: Money
    causes: list[tuple[Cause, Money]]


def changed_since(person: Person, meeting: Meeting) -> ChangedSince | None:
    """What changed since the meeting before, with the causes; None where there was none before."""
    if meeting.before is None:
        return None
    since, until = meeting.before.on, min(meeting.on, today())
    if since >= until:
        return None
    month, zone = reported_on(until), timezone.get_default_timezone()
    districts, _changes = known_on(person, month, AsOf.end_of(since, zone).at, AsOf.end_of(until, zone).at)
    causes: Counter[Cause] = Counter()
    for row in districts:
        causes.update(row.causes)
    before, after = (Money(sum(getattr(row, side) for row in districts)) for side in ("before", "after"))
    return ChangedSince(since, until, month, before, after, [(one, Money(causes[one])) for one in Cause if causes[one]])
