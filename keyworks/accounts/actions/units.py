from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from keyworks.accounts.actions.refused import AccountsRefused, must_administer, must_be_fresh, one_by_one
from keyworks.accounts.models import Membership, Person, Unit
from keyworks.accounts.queries import day_of
from keyworks.accounts.rules import BELOW, OPEN_LISTED, disposes, kinds_to_open, moved
from keyworks.base.manifest import rights
from keyworks.record.actions import Line, write, write_many
from keyworks.values import credit_codes


def _check_place(kind: str, parent: Unit | None, by: Person | None) -> None:
    """May a unit of this kind stand below `parent`, and may this person put it there?"""
    if parent is None:
        if kind != Unit.Kind.CITY:
            raise AccountsRefused("accounts.root_is_city", field="parent")
        if by is not None:
            raise AccountsRefused("accounts.out_of_reach", field="parent")
        return
    must_administer(by, parent.path)
    if parent.closed_on is not None:
        raise AccountsRefused("accounts.parent_closed", field="parent")
    if kind not in BELOW[parent.kind]:
        raise AccountsRefused("accounts.kind_misplaced", field="kind")
    if by is not None and kind not in kinds_to_open(by.standing, rights(), parent.kind):
        raise AccountsRefused("accounts.kind_not_yours", field="kind")


def _check_code(code: str, unit: Unit | None = None) -> None:
    taken = Unit.objects.filter(code__iexact=code)
    if (taken.exclude(pk=unit.pk) if unit else taken).exists():
        raise AccountsRefused("accounts.unit_code_taken", field="code", unit_code=code)


def _credit_code(text: str, unit: Unit | None = None) -> str:
    """A credit code as it was meant, if it is one and no other unit's; "" for none."""
    code = credit_codes.typed(text)
    if not code:
        return ""
    if wrong := credit_codes.check(code):
        raise AccountsRefused(wrong.code, field="credit_code", **wrong.params)
    taken = Unit.objects.filter(credit_code=code)
    if (taken.exclude(pk=unit.pk) if unit else taken).exists():
        raise AccountsRefused("accounts.credit_code_taken", field="credit_code", credit_code=code)
    return code


@transaction.atomic
def open_unit(
    *,
    code: str,
    kind: str,
    name_zh: str,
    name_en: str = "",
    credit_code: str = "",
    parent: Unit | None,
    by: Person | None,
    at: datetime,
) -> Unit:
    """Add a unit to the tree below `parent`, or as its root."""
    one_by_one()
    _check_code(code)
    credit_code = _credit_code(credit_code)
    if parent is not None:
        parent = Unit.objects.get(pk=parent.pk)
    _check_place(kind, parent, by)
    names = {"name_zh": name_zh, "name_en": name_en}
    unit = Unit.objects.create(code=code, kind=kind, **names, credit_code=credit_code, parent=parent, path="")
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    after = {
        "code": code,
        "kind": kind,
        **names,
        "parent": parent and parent.code,
    } | ({"credit_code": credit_code} if credit_code else {})
    write("accounts.open_unit", unit, by=by, at=at, after=after)
    return unit


@transaction.atomic
def open_units(*, rows: Sequence[Mapping[str, str]], by: Person | None, at: datetime, reason: str = "") -> list[Unit]:
    """Open the units that a list names, directly below the root, all or none; a row says code, kind and names."""
    one_by_one()
    if by is not None and not by.may(OPEN_LISTED):
        raise AccountsRefused("accounts.out_of_reach")
    root = Unit.objects.filter(parent=None).first()
    if root is None:
        raise AccountsRefused("accounts.root_is_city", field="parent")
    for row in rows:
        if row["kind"] not in BELOW[root.kind]:
            raise AccountsRefused("accounts.kind_misplaced", field="kind")
    _all_free([row["code"] for row in rows])
    units = Unit.objects.bulk_create([Unit(**row, parent=root, path="") for row in rows], batch_size=500)
    for unit in units:
        unit.path = f"{root.path}{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"], batch_size=500)
    lines = [Line(unit, None, {**row, "parent": root.code}) for unit, row in zip(units, rows, strict=True)]
    if lines:
        write_many("accounts.open_unit", lines, by=by, at=at, reason=reason)
    return units


def _all_free(codes: Sequence[str]) -> None:
    taken = {code.casefold() for code in Unit.objects.values_list("code", flat=True)}
    for code in codes:
        if code.casefold() in taken:
            raise AccountsRefused("accounts.unit_code_taken", field="code", unit_code=code)
        taken.add(code.casefold())


@transaction.atomic
def remove_units(*, units: Iterable[Unit], by: Person | None, at: datetime, reason: str) -> list[str]:
    """Remove units opened from a list that nothing uses; the codes of those that went. The others stay."""
    one_by_one()
    if by is not None and not by.may(OPEN_LISTED):
        raise AccountsRefused("accounts.out_of_reach")
    gone = []
    for unit in units:
        pk = unit.pk
        try:
            with transaction.atomic():
                unit.delete()
        except ProtectedError:
            continue
        unit.pk = pk  # the record names it still
        write("accounts.remove_unit", unit, by=by, at=at, reason=reason, before={"code": unit.code})
        gone.append(unit.code)
    return gone


def _standing(unit: Unit, over: int | None, by: Person | None) -> Unit:
    """The unit as it stands now, if this person administers it and saw this edition."""
    one_by_one()
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    must_administer(by, unit.path)
    if by is not None and not disposes(by.standing, rights(), unit.kind):
        raise AccountsRefused("accounts.kind_not_yours")
    must_be_fresh(unit.edition, over)
    unit.edition += 1
    return unit


@transaction.atomic
def edit_unit(
    *,
    unit: Unit,
    code: str,
    name_zh: str,
    name_en: str,
    credit_code: str | None = None,
    over: int | None,
    by: Person | None,
    at: datetime,
) -> Unit:
    """Rename a unit or give it other codes; without `credit_code` that one stays."""
    unit = _standing(unit, over, by)
    _check_code(code, unit)
    after = {"code": code, "name_zh": name_zh, "name_en": name_en}
    if credit_code is not None:
        after["credit_code"] = _credit_code(credit_code, unit)
    before = {name: getattr(unit, name) for name in after}
    for name, value in after.items():
        setattr(unit, name, value)
    unit.save(update_fields=[*after, "edition"])
    write("accounts.edit_unit", unit, by=by, at=at, before=before, after=after)
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit, over: int | None, by: Person | None, at: datetime) -> Unit:
    """Put a unit, with all below it, below another; the reach of everybody seated above follows."""
    unit = _standing(unit, over, by)
    parent = Unit.objects.get(pk=parent.pk)
    if parent.path.startswith(unit.path):
        raise AccountsRefused("accounts.below_itself", field="parent")
    if unit.parent is None or parent.pk == unit.parent_id:
        raise AccountsRefused("accounts.stands_there", field="parent")
    _check_place(unit.kind, parent, by)
    before, old = {"parent": unit.parent.code, "path": unit.path}, unit.path
    unit.parent, unit.path = parent, f"{parent.path}{unit.pk}/"
    below = list(Unit.objects.filter(path__startswith=old).exclude(pk=unit.pk))
    for other in below:
        other.path = moved(other.path, old, unit.path)
    unit.save(update_fields=["parent", "path", "edition"])
    Unit.objects.bulk_update(below, ["path"], batch_size=500)
    write(
        "accounts.move_unit", unit, by=by, at=at, before=before,
        after={"parent": parent.code, "path": unit.path, "units_below": len(below)},
    )  # fmt: skip
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, over: int | None, by: Person | None, at: datetime) -> Unit:
    """Close a unit that has neither open units nor seats any more; what it did stays."""
    unit = _standing(unit, over, by)
    if unit.closed_on is not None:
        raise AccountsRefused("accounts.closed_already")
    if unit.parent is None:
        raise AccountsRefused("accounts.root_stays")
    today = day_of(at)
    open_below = Unit.objects.filter(path__startswith=unit.path, closed_on=None).exclude(pk=unit.pk).count()
    seats = Membership.objects.in_force(today, ahead=True).filter(unit__path__startswith=unit.path).count()
    if open_below or seats:
        raise AccountsRefused("accounts.unit_in_use", units=open_below, seats=seats)
    unit.closed_on = today
    unit.save(update_fields=["closed_on", "edition"])
    write("accounts.close_unit", unit, by=by, at=at, before={"closed_on": None}, after={"closed_on": today})
    return unit


@transaction.atomic
def reopen_unit(*, unit: Unit, over: int | None, by: Person | None, at: datetime) -> Unit:
    """Open a closed unit again."""
    unit = _standing(unit, over, by)
    if unit.closed_on is None:
        raise AccountsRefused("accounts.open_already")
    if unit.parent is not None and unit.parent.closed_on is not None:
        raise AccountsRefused("accounts.parent_closed")
    before, unit.closed_on = {"closed_on": unit.closed_on}, None
    unit.save(update_fields=["closed_on", "edition"])
    write("accounts.reopen_unit", unit, by=by, at=at, before=before, after={"closed_on": None})
    return unit
