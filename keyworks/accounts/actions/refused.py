from __future__ import annotations

from keyworks.accounts.models import Installation, Person
from keyworks.accounts.rules import administers
from keyworks.base.manifest import rights
from keyworks.values.refusals import Refused, Stale


class AccountsRefused(Refused):
    """This room's no."""


def one_by_one() -> None:
    """Changes to the tree and to who administers come one after another: each is judged on what really stands."""
    list(Installation.objects.select_for_update())


def must_administer(by: Person | None, path: str) -> None:
    """Refuse whoever does not administer units at this path; the system itself, `by=None`, does."""
    if by is not None and not administers(by.standing, rights(), path):
        raise AccountsRefused("accounts.out_of_reach")


def must_have_own_password(by: Person | None) -> None:
    """Refuse whoever came in with a one-time password: another knows it, and what it makes would outlast it."""
    if by is not None and Person.objects.filter(pk=by.pk, password_once=True).exists():
        raise AccountsRefused("accounts.own_password_first")


def must_be_fresh(standing: int, over: int | None) -> None:
    """Refuse a change made over another edition than the one that stands; None is the system's own change."""
    if over is not None and over != standing:
        raise Stale("accounts.stale", edition=standing)
