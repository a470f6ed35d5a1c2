"""Projects as the API tells them."""

from __future__ import annotations

from typing import Any

from keyworks.accounts.models import Person
from keyworks.base.scopes import scope
from keyworks.projects.models import CurrentAmount, Investment, Project
from keyworks.values.money import Money

BRIEF_UNITS = ("sector", "district", "owner")
UNITS = ("lead_department", "responsible_unit", "located_in", "category", "nature", "investor")
PEOPLE = ("leader", "service_officer", "liaison")
OWN = (
    "local_number", "project_code", "name_zh", "name_en", "stage", "stage_since", "list_class", "year_tag",
    "list_year", "unreported_since", "edition", "changed_at",
)  # fmt: skip
FULL = (
    "variant", "secrecy", "cut", "cut_number", "scope_zh", "scope_en", "address_zh", "address_en", "geometry",
    "planned_start", "planned_finish", "started_on", "finished_on", "review_on", "extras",
)  # fmt: skip
RELATED = (*BRIEF_UNITS, *UNITS, *PEOPLE, "parent")


def exact(money: Any) -> str | None:
    """An exact amount as text, in the main unit of the city's currency; None where nothing is known."""
    return f"{money.exact():f}" if isinstance(money, Money) else None


def _code(project: Project, name: str) -> str | None:
    found = getattr(project, name)
    return found.code if found else None


def brief(project: Project) -> dict[str, Any]:
    """A line of the register; the project came with `select_related(*BRIEF_UNITS)`."""
    return {
        "id": project.pk,
        **{name: getattr(project, name) for name in OWN},
        **{name: _code(project, name) for name in BRIEF_UNITS},
        "total": exact(project.total),
        "plan": exact(project.plan),
    }


def full(person: Person, project: Project) -> dict[str, Any]:
    """All of a project that came with `select_related(*RELATED)`; a package the person does not see is not named."""
    above = project.parent_id and scope(person, Project.objects.filter(pk=project.parent_id)).exists()
    parts = Investment.objects.filter(project=project).asof().filter(reported=True).values_list("part", "amount")
    amounts = CurrentAmount.objects.filter(project=project).order_by("year", "fund__order")
    return {
        **brief(project),
        **{name: getattr(project, name) for name in FULL},
        **{name: _code(project, name) for name in UNITS},
        **{name: getattr(project, name).username if getattr(project, name) else None for name in PEOPLE},
        "parent": project.parent.local_number if project.parent and above else None,
        "programmes": [term.code for term in project.programmes.all()],
        "chains": [term.code for term in project.chains.all()],
        "capacities": [
            {
                "what_zh": one.what_zh,
                "what_en": one.what_en,
                "quantity": f"{one.quantity.normalize():f}",
                "measure": one.measure.code,
            }
            for one in project.capacities.select_related("measure")
        ],
        "parties": [
            {
                "role": one.role.code,
                "unit": one.unit.code if one.unit else None,
                "name_zh": one.name_zh,
                "name_en": one.name_en,
                "credit_code": one.credit_code,
            }
            for one in project.parties.select_related("role", "unit")
        ],
        "parts": {part: exact(money) for part, money in parts},
        "amounts": [
            {"year": year, "fund": fund, "amount": exact(money)}
            for year, fund, money in amounts.values_list("year", "fund__code", "amount")
        ],
    }
