"""Who is there to act on a matter: the people behind its units, those above, the city office."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.utils import timezone

from keyworks.accounts.models import Membership, Person, Unit
from keyworks.accounts.rules import Role
from keyworks.matters.models import Answerer, Asker, LimitDays, Matter, MatterProject
from keyworks.matters.rules.authority import OF_DESK, WORKS
from keyworks.matters.rules.clocks import DEFAULTS
from keyworks.matters.rules.ladder import Sort, State
from keyworks.matters.rules.reaching import Office, above, reached, whose_turn

HEAD, CONTACT, PRINCIPAL = 2, 3, 4


def limits() -> dict[str, int]:
    """Working days for each limit, as the city has set them."""
    return {**DEFAULTS, **dict(LimitDays.objects.values_list("limit", "days"))}


def answerers() -> list[Answerer]:
    """Who answers at which level, for which unit."""
    return list(Answerer.objects.select_related("unit", "person").order_by("level", "unit__path"))


def city_office() -> Unit:
    """The root of the tree of units."""
    return Unit.objects.get(parent=None)


def people_of(units: Iterable[int], roles: Collection[Role] = WORKS) -> dict[int, tuple[Person, ...]]:
    """Unit → the active people who hold one of these roles in it today; units without any are missing."""
    found: dict[int, dict[int, Person]] = {}
    seats = Membership.objects.in_force(timezone.localdate()).filter(
        unit__in=set(units), role__in=roles, person__is_active=True
    )
    for seat in seats.select_related("person").order_by("pk"):
        found.setdefault(seat.unit_id, {})[seat.person_id] = seat.person
    return {unit: tuple(people.values()) for unit, people in found.items()}


def can_act(people: Iterable[int]) -> dict[int, Person]:
    """Those of these people who are active and hold a seat today, by key."""
    held = Membership.objects.in_force(timezone.localdate()).filter(person__in=set(people), person__is_active=True)
    return {seat.person_id: seat.person for seat in held.select_related("person")}


def there(matter: Matter) -> Mapping[Office, tuple[Person, ...]]:
    """Who can act on the matter, office by office."""
    answerers = {(one.level, one.unit_id): one.person_id for one in Answerer.objects.all()}
    leaders = MatterProject.objects.filter(matter=matter, project__leader__isnull=False).order_by("pk")
    contacts = [
        *leaders.values_list("project__leader", flat=True), answerers.get((CONTACT, matter.lead_id)),
        answerers.get((CONTACT, None)),
    ]  # fmt: skip
    head = answerers.get((HEAD, matter.lead_id or matter.desk_id))
    principal = answerers.get((PRINCIPAL, None))
    asked = _asked(matter)
    named = [*(one for one, _unit in asked), matter.lead_person_id, head, *contacts, principal]
    acting = can_act(one for one in named if one)

    def who(*keys: int | None) -> tuple[Person, ...]:
        return tuple(acting[key] for key in dict.fromkeys(keys) if key in acting)

    city = city_office()
    units = people_of([*(unit or 0 for _one, unit in asked), matter.lead_id or 0])
    desks = people_of([matter.desk_id, city.pk], OF_DESK)
    lead = units.get(matter.lead_id or 0, ())
    office = desks.get(city.pk) or _role(Role.ADMINISTRATOR)
    return {
        Office.RAISER: tuple(
            dict.fromkeys(person for one, unit in asked for person in (*who(one), *units.get(unit or 0, ())))
        ),
        Office.LEAD: who(matter.lead_person_id) or lead,
        Office.HEAD: who(head) or lead[:1],
        Office.CONTACT: who(*contacts)[:1],
        Office.PRINCIPAL: who(principal) or _role(Role.LEADER)[:1],
        Office.DESK: desks.get(matter.desk_id, ()),
        Office.CITY: office,
    }


def _asked(matter: Matter) -> list[tuple[int | None, int | None]]:
    """Person and unit of whoever raised it; of several who asked for the same, those who have yet to confirm."""
    several = Asker.objects.filter(matter=matter, confirmed_at=None) if matter.state == State.VERIFIED else []
    found = [(one.person_id, one.unit_id) for one in several]
    return found or [(matter.raised_by_id, matter.raised_unit_id)]


def _role(role: Role) -> tuple[Person, ...]:
    """Everybody active with this role, the longest seated first."""
    seats = Membership.objects.in_force(timezone.localdate()).filter(role=role, person__is_active=True)
    return tuple(seat.person for seat in seats.select_related("person").order_by("pk"))


def reaches(matter: Matter) -> tuple[Person, ...]:
    """All whom the matter reaches now; never nobody while the city office has somebody."""
    return reached(State(matter.state), Sort(matter.sort), matter.level, there(matter))


def has_turn(matter: Matter) -> tuple[Person, ...]:
    """Those whose turn it is."""
    return whose_turn(State(matter.state), Sort(matter.sort), there(matter))


def answers(matter: Matter) -> Person | None:
    """Who answers for the matter at its level; nobody at level 1."""
    found = above(matter.level, there(matter))
    return found[0] if found else None
