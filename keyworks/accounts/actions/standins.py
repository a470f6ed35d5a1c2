from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from keyworks.accounts.actions.refused import AccountsRefused, must_have_own_password, one_by_one
from keyworks.accounts.models import Person, StandIn
from keyworks.accounts.queries import day_of
from keyworks.accounts.rules import ADMINISTER, STANDIN_LONGEST_DAYS, standin_fault
from keyworks.base.manifest import rights
from keyworks.record.actions import write


@transaction.atomic
def name_standin(
    *,
    absent: Person,
    deputy: Person,
    from_on: date,
    until_on: date,
    reason: str,
    by: Person | None,
    at: datetime,
) -> StandIn:
    """Let `deputy` hold the seats of `absent` from a day until a day."""
    if by is not None and by.pk != absent.pk and not by.may(ADMINISTER):
        raise AccountsRefused("accounts.out_of_reach")
    one_by_one()
    must_have_own_password(by)
    if by is not None and by.pk == deputy.pk and by.pk != absent.pk and by.standing.behalf(ADMINISTER, rights()):
        raise AccountsRefused("accounts.borrowed")
    absent, named, deputy = Person.objects.get(pk=absent.pk), deputy, Person.objects.get(pk=deputy.pk)
    if not absent.is_active:
        raise AccountsRefused("accounts.inactive_already", name=str(absent))
    code, field = standin_fault(
        itself=absent.pk == deputy.pk,
        deputy_active=deputy.is_active,
        from_on=from_on,
        until_on=until_on,
        today=day_of(at),
    )
    if code:
        raise AccountsRefused(code, field=field, days=STANDIN_LONGEST_DAYS)
    if not reason.strip():
        raise AccountsRefused("accounts.standin_reason", field="reason")
    before = StandIn.objects.filter(absent=absent, deputy=deputy, ended_at=None)
    if before.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise AccountsRefused("accounts.standin_already", field="deputy")
    standin = StandIn.objects.create(absent=absent, deputy=deputy, from_on=from_on, until_on=until_on, reason=reason)
    after = {"deputy": deputy.name, "username": deputy.username, "from_on": from_on, "until_on": until_on}
    write("accounts.name_standin", absent, by=by, at=at, reason=reason, after=after)
    named.__dict__.pop("standing", None)
    return standin


@transaction.atomic
def end_standin(*, standin: StandIn, by: Person | None, at: datetime) -> StandIn:
    """End a stand-in before its day; the absent, the deputy and the administrator may."""
    standin = StandIn.objects.select_for_update().get(pk=standin.pk)
    if by is not None and by.pk not in (standin.absent_id, standin.deputy_id) and not by.may(ADMINISTER):
        raise AccountsRefused("accounts.out_of_reach")
    if standin.ended_at is not None or standin.until_on < day_of(at):
        raise AccountsRefused("accounts.standin_ended_already")
    standin.ended_at = at
    standin.save(update_fields=["ended_at"])
    before = {"deputy": standin.deputy.name, "from_on": standin.from_on, "until_on": standin.until_on}
    write("accounts.end_standin", standin.absent, by=by, at=at, before=before)
    return standin
