from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F

from keyworks.accounts.actions.refused import one_by_one
from keyworks.accounts.models import Person
from keyworks.accounts.queries import day_of
from keyworks.base.bulk import Behind, collector_paused, fresh_keys, pour
from keyworks.projects.actions.current import forget
from keyworks.projects.actions.intake_changes import LISTS, Change, restate
from keyworks.projects.actions.intake_codes import LISTED, UNSAID, Codes, Facts, no_secret
from keyworks.projects.actions.intake_rows import Known, Rows, Teller, Version
from keyworks.projects.actions.refused import ProjectsRefused, no_errors
from keyworks.projects.actions.registering import free_numbers
from keyworks.projects.models import CurrentAmount, Edition, Intake, Investment, PlannedAmount, Project
from keyworks.projects.queries import packages_above
from keyworks.projects.rules import checks
from keyworks.projects.rules.stages import Stage
from keyworks.projects.rules.taking import Standing, differing, settled
from keyworks.record.actions import Line, Subject, write, write_many
from keyworks.values.money import Money

__all__ = ["Known", "Lot", "begin_intake", "take_in"]

AT_ONCE = 1000
UNIQUE = ("local_number", "project_code")
COLUMNS = tuple(one.attname for one in Project._meta.concrete_fields)
STANDING = ("project_id", "district_id", "year", "fund_id", "amount", "version")
COUNTED = {
    "edition": "editions", "investment": "figures", "plannedamount": "figures", "move": "moves",
    "component": "components",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lot:
    """What is brought of one project, the earliest first; `project` is its key, None for a new one."""

    project: int | None
    known: Sequence[Known]


@dataclass(slots=True)
class _Taken:
    """One project while it is taken in: as it stood, and as it stands after the moments so far."""

    pk: int
    new: bool
    before: Facts = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    kept: str = ""
    """The facts as the last edition keeps them."""
    edition: int = 0
    at: datetime | None = None
    began: datetime | None = None
    since: str = ""
    """The day of its last step to another stage."""
    figures: dict[str, Version] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Has a moment brought something?"""
        return self.facts is not self.before


@transaction.atomic
def begin_intake(
    *, name: str, files: Sequence[Mapping[str, Any]], url: str = "", by: Person | None, at: datetime, reason: str
) -> Intake:
    """Begin what can be taken back together; `files` are its files with name, sha256 and size."""
    if not reason.strip():
        raise ProjectsRefused("projects.reason_missing", field="reason")
    intake = Intake.objects.create(name=name, files=[dict(one) for one in files], url=url, by=by, at=at, reason=reason)
    write("projects.begin_intake", intake, by=by, at=at, reason=reason, after={"files": intake.told()})
    return intake


@transaction.atomic
@collector_paused()
def take_in(
    *,
    intake: Intake,
    lots: Iterable[Lot],
    by: Person | None,
    at: datetime,
    reason: str,
    step: Callable[[int], object] | None = None,
) -> list[int]:
    """Take in what these lots bring, all or none; the keys of the projects in the order of the lots.

    Each `known.facts` is the whole document after its moment; only what differs from the moment before is appended.
    Steps between stages are not judged: the list brings its history. A package comes before its parts. `step` is told
    after every thousand how many are done.
    """
    one_by_one()
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if intake.state != Standing.STANDING:
        raise ProjectsRefused("projects.intake_gone")
    if not reason.strip():
        raise ProjectsRefused("projects.reason_missing", field="reason")
    keys: list[int] = []
    rest = iter(lots)
    with Behind() as later:
        taking = _Taking(intake, by, at, reason, later)
        while some := list(islice(rest, AT_ONCE)):
            keys += taking.take(some, len(keys))
            if step is not None:
                step(len(keys))
        later.wait()
    intake.counts = dict(Counter(intake.counts) + taking.counts)
    intake.save(update_fields=["counts"])
    write("projects.take_in", intake, by=by, at=at, reason=reason, after=dict(taking.counts))
    return keys


class _Taking:
    """One taking in, a thousand projects at a time; while those are written `later`, the next are made."""

    def __init__(self, intake: Intake, by: Person | None, at: datetime, reason: str, later: Behind) -> None:
        self.intake, self.by, self.at, self.reason, self.later = intake, by, at, reason, later
        self.codes = Codes()
        self.rows = Rows(self.codes, Teller(intake, by.pk if by is not None else None, reason))
        self.given: dict[str, set[str]] = {name: set() for name in UNIQUE}
        self.free = free_numbers(f"KP{day_of(at).year}-", self.given["local_number"], AT_ONCE)
        self.counts: Counter[str] = Counter()
        self.keys: list[int] = []
        self.last_key = 0
        self._stock()

    def take(self, lots: Sequence[Lot], before: int) -> list[int]:
        """Take in some lots; `before` counts those that came first, so that a refusal names the lot."""
        standing = [lot.project for lot in lots if lot.project is not None]
        if standing:
            self.later.wait()
        known = _standing(standing)
        taken = [_Taken(self.keys.pop(), True) if lot.project is None else known[lot.project] for lot in lots]
        for number, (one, lot) in enumerate(zip(taken, lots, strict=True), before):
            with _in_lot(number):
                self._history(one, lot.known)
        changed = {number: one for number, one in enumerate(taken, before) if one.changed}
        new = {number: one for number, one in changed.items() if one.new}
        packages = {one.facts["parent"] for one in changed.values() if one.facts.get("parent")}
        if packages:
            self.later.wait()
            self.codes.projects(packages)
        made = self._made(new)
        self.later.wait()
        self._unique(taken, before)
        self._stock()
        self._new(new.values(), made)
        self._amended({number: one for number, one in changed.items() if not one.new})
        self._packed(changed)
        self._record(changed.values())
        return [one.pk for one in taken]

    def _stock(self) -> None:
        """Keys for the next thousand, in the order of their use from the end."""
        self.keys = [*self.keys, *fresh_keys(Project, AT_ONCE - len(self.keys), self.last_key)]
        self.last_key = max([self.last_key, *self.keys])
        self.keys.sort(reverse=True)

    def _history(self, one: _Taken, known: Sequence[Known]) -> None:
        """Append an edition, figures and steps for each moment that brought something."""
        if one.new and not known:
            raise ValueError("a new project of which nothing is known")
        for moment in known:
            if one.at is not None and moment.at < one.at:
                days = {"day": day_of(moment.at).isoformat(), "last": day_of(one.at).isoformat()}
                raise ProjectsRefused("projects.known_later", number=one.facts.get("local_number", ""), **days)
            if moment.at > self.at:
                raise ProjectsRefused("projects.known_ahead", day=day_of(moment.at).isoformat())
            day = day_of(moment.at).isoformat()
            after = settled(one.facts, moment.facts, day)
            if not one.edition and "local_number" not in after:
                after["local_number"] = next(self.free)
            changed = differing(one.facts, after) if one.edition else after
            if not changed:
                continue
            self._possible(after, changed)
            one.edition, one.at = one.edition + 1, moment.at
            one.kept = self.rows.edition(one.pk, one.edition, moment, after, changed)
            if "parts" in changed or "amounts" in changed:
                self.rows.figures(one.pk, one.figures, moment, after, day)
            if one.edition == 1:
                one.began, one.since = moment.at, self.rows.move(one.pk, "", moment, after, day)
            elif "stage" in changed:
                source = one.facts.get("stage", Stage.IDEA.value)
                one.since = self.rows.move(one.pk, source, moment, after, day)
            one.facts = after

    def _possible(self, after: Facts, changed: Facts) -> None:
        unknown = changed.keys() - self.codes.readers.keys() - {*LISTED, "programmes", "chains"}
        if unknown:
            raise TypeError(f"not brought by a list: {sorted(unknown)}")
        if not changed.keys().isdisjoint(("name_zh", "name_en", "scope_zh", "scope_en", "secrecy")):
            no_secret(after)

    def _unique(self, taken: Sequence[_Taken], before: int) -> None:
        """Refuse a number or a code that two projects would share."""
        for name in UNIQUE:
            said = {}
            for number, one in enumerate(taken, before):
                code = one.facts.get(name)
                if not code or code == one.before.get(name):
                    continue
                if code in self.given[name] or code in said:
                    raise ProjectsRefused(f"projects.{name}_taken", field=f"lots.{number}.{name}", number=code)
                said[code] = number
            for some in _batches(list(said)):
                for code in Project.objects.filter(**{f"{name}__in": some}).values_list(name, flat=True)[:1]:
                    raise ProjectsRefused(f"projects.{name}_taken", field=f"lots.{said[code]}.{name}", number=code)
            self.given[name] |= said.keys()

    def _made(self, taken: Mapping[int, _Taken]) -> list[list[Any]]:
        """The rows of new projects."""
        for one in taken.values():
            self.codes.numbers[one.facts["local_number"]] = one.pk
        made = []
        for number, one in taken.items():
            with _in_lot(number):
                made.append(self._project(one))
                self.rows.lists(one.pk, one.facts, LISTS)
                for order, part in enumerate(one.facts.get("components") or (), 1):
                    self.rows.component(one.pk, order, part)
        return made

    def _new(self, taken: Collection[_Taken], made: list[list[Any]]) -> None:
        self.later.do(pour, Project, COLUMNS, made)
        self.counts["projects"] += len(made)
        self._poured()
        self._stand(taken)

    def _project(self, one: _Taken) -> list[Any]:
        row: dict[str, Any] = {
            **UNSAID, "id": one.pk, "created_at": one.began, "changed_at": self.at, "edition": one.edition,
            "intake_id": self.intake.pk, **self.codes.columns(one.facts), "stage_since": one.since,
        }  # fmt: skip
        return [row[name] for name in COLUMNS]

    def _amended(self, taken: Mapping[int, _Taken]) -> None:
        if not taken:
            return
        self.later.wait()
        changes = [
            Change(one.pk, one.before, one.facts, {"edition": one.edition, "changed_at": self.at}, f"lots.{number}")
            for number, one in taken.items()
        ]
        restate(changes, self.rows, +1)
        self.counts["changed"] += len(changes)
        self._poured()
        self.later.wait()
        moved = {one.pk for one in changes if one.moves_money}
        forget(sorted(moved))
        self._stand(one for one in taken.values() if one.pk in moved)

    def _stand(self, taken: Iterable[_Taken]) -> None:
        """Keep the planned amounts that stand, from what is known here: no table that has just grown is asked."""
        rows = []
        for one in taken:
            district = self.codes.units.get(one.facts.get("district", ""))
            for key, version in one.figures.items():
                if key.startswith("amounts.") and version.reported:
                    _, year, fund = key.split(".", 2)
                    fund_id = self.codes.term("fund", fund)
                    rows.append((one.pk, district, int(year), fund_id, version.fen, version.number))
        self.later.do(pour, CurrentAmount, STANDING, rows)

    def _poured(self) -> None:
        for name, count in self.rows.pour(partial(self.later.do, pour)).items():
            if name in COUNTED:
                self.counts[COUNTED[name]] += count

    def _packed(self, taken: Mapping[int, _Taken]) -> None:
        """Refuse a package that would contain itself, or stand deeper than packages do."""
        for number, one in taken.items():
            parent = one.facts.get("parent")
            if parent is None or parent == one.before.get("parent"):
                continue
            self.later.wait()
            with _in_lot(number):
                above = packages_above(self.codes.numbers[parent])
                if one.pk in above:
                    raise ProjectsRefused("projects.package_in_itself", field="parent", name=parent)
                no_errors(checks.packed(len(above)))

    def _record(self, taken: Iterable[_Taken]) -> None:
        lines = []
        for one in taken:
            project = Subject("project", one.pk, one.facts["name_zh"], one.facts.get("name_en", ""))
            if one.new:
                lines.append(Line(project, None, one.kept))
                continue
            changed = differing(one.before, one.facts)
            before = {name: one.before.get(name) for name in changed}
            lines.append(Line(project, before, {name: one.facts.get(name) for name in changed}))
        self.later.do(write_many, "projects.take_in", lines, by=self.by, at=self.at, reason=self.reason)


@contextmanager
def _in_lot(number: int) -> Iterator[None]:
    """A refusal inside names the lot."""
    try:
        yield
    except ProjectsRefused as no:
        raise ProjectsRefused(no.code, field=f"lots.{number}.{no.field}", **no.params) from no


def _batches(some: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(some), 500):
        yield some[start : start + 500]


def _standing(keys: Sequence[int]) -> dict[int, _Taken]:
    """The projects of these keys as they stand, held until the transaction ends."""
    found: dict[int, _Taken] = {}
    for some in _batches(sorted(keys)):
        held = Project.objects.select_for_update(of=("self",)).filter(pk__in=some).order_by("pk")
        list(held.values_list("pk"))
        last = Edition.objects.filter(project__in=some, edition=F("project__edition"))
        for pk, edition, at, facts in last.values_list("project", "edition", "at", "facts"):
            found[pk] = _Taken(pk, False, before=facts, facts=facts, edition=edition, at=at)
        parts: Any = Investment.objects.filter(project__in=some).asof()
        for pk, part, *version in parts.values_list("project", "part", "version", "amount", "reported"):
            found[pk].figures[f"parts.{part}"] = _version(*version)
        amounts: Any = PlannedAmount.objects.filter(project__in=some).asof()
        for pk, year, fund, *version in amounts.values_list(
            "project", "year", "fund__code", "version", "amount", "reported"
        ):
            found[pk].figures[f"amounts.{year}.{fund}"] = _version(*version)
    return found


def _version(number: int, amount: Money, reported: bool) -> Version:
    return Version(number, amount.amount, reported)
