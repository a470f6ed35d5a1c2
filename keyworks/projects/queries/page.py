from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount, Investment, Link, PlannedAmount, Project, SourcedValue, Term
from keyworks.projects.queries.reach import facts
from keyworks.projects.rules.parts import Cut
from keyworks.projects.rules.sums import Laid, Stated, laid
from keyworks.record.models import Entry
from keyworks.record.queries import of
from keyworks.values.money import Money, total


def money(project: Project) -> Laid:
    """A project's money as it stands, with the amount first stated beside each that was corrected."""
    parts: dict[str, Stated] = {}
    gone: set[str] = set()
    for one in Investment.objects.filter(project=project).order_by("part", "version"):
        began = parts[one.part].first or parts[one.part].amount if one.part in parts else None
        parts[one.part] = Stated(f"parts.{one.part}", one.amount, began if began != one.amount else None)
        (gone.discard if one.reported else gone.add)(one.part)
    parts = {part: stated for part, stated in parts.items() if part not in gone}
    rows: Any = CurrentAmount.objects.filter(project=project).select_related("fund")
    now = list(rows)
    firsts: dict[tuple[int, int], Money] = {}
    if any(row.version > 1 for row in now):
        began_with: Any = PlannedAmount.objects.filter(project=project, version=1)
        firsts = {(row.year, row.fund_id): row.amount for row in began_with}
    amounts = {
        (row.year, row.fund.code): Stated(
            f"amounts.{row.year}.{row.fund.code}",
            row.amount,
            began if (began := firsts.get((row.year, row.fund_id))) != row.amount else None,
        )
        for row in now
    }
    return laid(parts, amounts, {row.fund.code: row.fund.order for row in now})


def unreported(project: Project) -> list[tuple[str, Any]]:
    """The figures that lists named once and name no more, each under its name with its last version."""
    parts: Any = Investment.objects.filter(project=project).asof().filter(reported=False)
    amounts: Any = PlannedAmount.objects.filter(project=project).asof().filter(reported=False)
    return [
        *((f"parts.{one.part}", one) for one in parts.order_by("part")),
        *(
            (f"amounts.{one.year}.{one.fund.code}", one)
            for one in amounts.select_related("fund").order_by("year", "fund__order")
        ),
    ]


def money_asof(project: Project, at: datetime) -> Laid:
    """A project's money as it was known at a moment."""
    said = facts(project, at)
    parts = {part: Stated("", Money(one["fen"])) for part, one in said.get("parts", {}).items()}
    amounts = {}
    for key, one in said.get("amounts", {}).items():
        year, _, fund = key.partition(".")
        amounts[int(year), fund] = Stated("", Money(one["fen"]))
    order = dict(Term.objects.filter(kind=Term.Kind.FUND).values_list("code", "order"))
    return laid(parts, amounts, order)


def figure_versions(project: Project, figure: str) -> list[Any]:
    """All that was ever stated of one figure of a project, the first first; nothing for what is no figure."""
    kind, _, rest = figure.partition(".")
    found: Any = None
    if kind == "parts":
        found = Investment.objects.filter(project=project, part=rest)
    elif kind == "amounts":
        year, _, fund = rest.partition(".")
        if year.isascii() and year.isdigit() and len(year) == 4:
            found = PlannedAmount.objects.filter(project=project, year=int(year), fund__code=fund)
    elif kind == "sourced":
        pk = rest if rest.isascii() and rest.isdigit() and len(rest) <= 18 else "0"
        one = SourcedValue.objects.filter(project=project, pk=int(pk)).first()
        if one is not None:
            found = SourcedValue.objects.filter(project=project, fact=one.fact, teller=one.teller)
    if found is None:
        return []
    return list(found.select_related("by", "intake").order_by("version"))


def sources(project: Project) -> list[dict[str, Any]]:
    """What sources say, fact by fact: the rows, which is used, and the widest difference where they do not agree."""
    rows: Any = SourcedValue.objects.filter(project=project).asof().select_related("fact", "measure")
    found: dict[int, dict[str, Any]] = {}
    for row in rows.order_by("fact__order", "fact_id", "valid_from", "pk"):
        one = found.setdefault(row.fact_id, {"fact": row.fact, "rows": []})
        row.figure = f"sourced.{row.pk}"
        one["rows"].append(row)
    decided = _decided(project) if project.adopted else {}
    for one in found.values():
        code = one["fact"].code
        one["used"] = project.adopted.get(code)
        one["decided"] = decided.get(code)
        values: list[Decimal] = [row.value for row in one["rows"]]
        same = len({row.measure_id for row in one["rows"]}) == 1
        one["apart"] = max(values) - min(values) if same and len(values) > 1 else None
    return list(found.values())


def _decided(project: Project) -> dict[str, Entry]:
    """Fact's code → the entry of the record by which the value now used was chosen."""
    found: dict[str, Entry] = {}
    for entry in of("project", project.pk).filter(verb="projects.state_values"):
        before, after = (json.loads(text or "{}").get("adopted") for text in (entry.before, entry.after))
        for fact, teller in (after or {}).items():
            if (before or {}).get(fact) != teller:
                found.setdefault(fact, entry)
    return found


def ties(person: Person, project: Project) -> list[Link]:
    """The links from and to a project, as far as the person sees the other end."""
    seen = scope(person, Project.objects.all()).values("pk")
    ours = Q(project=project, other__in=seen) | Q(other=project, project__in=seen)
    return list(Link.objects.filter(ours).select_related("kind", "project", "other").order_by("kind__order", "pk"))


def package(person: Person, project: Project) -> dict[str, Any]:
    """What stands below a project as far as the person sees it, summed; `apart` from the package where all is seen."""
    below = Project.objects.filter(parent=project).exclude(cut=Cut.MERGED)
    rows = list(scope(person, below).order_by("cut", "cut_number", "local_number"))
    hidden = below.count() - len(rows)
    sums = {
        name: summed([getattr(row, name) for row in rows if getattr(row, name) is not None])
        for name in ("total", "plan")
    }
    apart = None
    if not hidden and sums["total"] is not None and project.total is not None:
        apart = sums["total"] - project.total or None
    merged = scope(person, Project.objects.filter(parent=project, cut=Cut.MERGED)).order_by("local_number")
    return {"rows": rows, "hidden": hidden, **sums, "apart": apart, "merged": list(merged)}


def summed(amounts: list[Any]) -> Money | None:
    """The sum of what is known; None where nothing is."""
    return total(amounts) if amounts else None


def entries_between(project: Project, after: datetime, until: datetime) -> Iterable[Entry]:
    """What the record has of a project and its components between two moments, newest first."""
    parts = [str(pk) for pk in project.components.values_list("pk", flat=True)]
    about = Q(subject_kind="project", subject_id=str(project.pk)) | Q(subject_kind="component", subject_id__in=parts)
    return Entry.objects.filter(about, at__gt=after, at__lte=until).order_by("-seq")
