from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve

from keyworks.accounts.models import Person
from keyworks.base.doors import ANYONE, SIGNED_IN, right_of
from keyworks.dossier.actions.refused import MODERATE, DossierRefused
from keyworks.dossier.models import PreferredView, SavedView
from keyworks.dossier.queries import unit_of
from keyworks.dossier.rules import plain, what_is_shown
from keyworks.record.actions import write
from keyworks.values.refusals import Stale

LONGEST_NAME = 60
MOST = 100


@transaction.atomic
def save_view(*, name: str, address: str, query: str, shared: str, by: Person, at: datetime) -> SavedView:
    """Keep what a list shows under a name."""
    name, shown = _named(name), what_is_shown(query)
    if not may_open(by, address):
        raise DossierRefused("dossier.view_nowhere", field="address")
    if shown is None:
        raise DossierRefused("dossier.view_too_much", field="query")
    _may_share(shared, by)
    if SavedView.objects.filter(owner=by).count() >= MOST:
        raise DossierRefused("dossier.view_too_many", most=MOST)
    unit = unit_of(by) if shared == SavedView.Shared.UNIT else None
    view = SavedView(owner=by, name=name, address=address, query=shown, shared=shared, unit_id=unit, at=at)
    _save(view)
    after = {"name": name, "address": address, "query": shown, "shared": shared}
    write("dossier.save_view", view, by=by, at=at, after=after)
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str, shared: str, over: int, by: Person, at: datetime) -> SavedView:
    """Give one's view another name or other readers."""
    view = _own(view, by, over)
    name = _named(name)
    if shared != view.shared:
        _may_share(shared, by)
        view.unit_id = unit_of(by) if shared == SavedView.Shared.UNIT else None
    before = {"name": view.name, "shared": view.shared}
    view.name, view.shared, view.edition = name, shared, view.edition + 1
    _save(view)
    write("dossier.rename_view", view, by=by, at=at, before=before, after={"name": name, "shared": shared})
    return view


@transaction.atomic
def remove_view(*, view: SavedView, over: int, by: Person, at: datetime) -> None:
    """Remove one's view, for all it was shared with."""
    view = _own(view, by, over)
    before = {"name": view.name, "address": view.address, "query": view.query, "shared": view.shared}
    write("dossier.remove_view", view, by=by, at=at, before=before)
    view.delete()


@transaction.atomic
def prefer_view(*, address: str, view: SavedView | None, by: Person, at: datetime) -> None:
    """Begin this list with the view from now on; with none, as it is. A reader's own choice, no act on the record."""
    PreferredView.objects.filter(person=by, address=address).delete()
    if view is not None:
        PreferredView.objects.create(person=by, address=view.address, view=view)


def _named(name: str) -> str:
    name = " ".join(plain(name).split())
    if not name:
        raise DossierRefused("dossier.view_unnamed", field="name")
    if len(name) > LONGEST_NAME:
        raise DossierRefused("dossier.view_name_long", field="name", most=LONGEST_NAME)
    return name


def may_open(person: Person, address: str) -> bool:
    """Is this the address of a page of ours, which this person may open?"""
    if not address.startswith("/") or address.startswith("//") or len(address) > 200 or "\\" in address:
        return False
    try:
        right = right_of(resolve(address).func)
    except (Resolver404, ValueError):
        return False
    return right in {ANYONE, SIGNED_IN} or (right is not None and person.may(right))


def _may_share(shared: str, by: Person) -> None:
    if shared not in SavedView.Shared.values:
        raise DossierRefused("dossier.share_unknown", field="shared")
    if shared == SavedView.Shared.EVERYONE and not by.may(MODERATE):
        raise DossierRefused("dossier.share_not_yours", field="shared")
    if shared == SavedView.Shared.UNIT and unit_of(by) is None:
        raise DossierRefused("dossier.share_no_unit", field="shared")


def _own(view: SavedView, by: Person, over: int) -> SavedView:
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    if view.owner_id != by.pk and not (view.shared == SavedView.Shared.EVERYONE and by.may(MODERATE)):
        raise DossierRefused("dossier.not_yours")
    if view.edition != over:
        raise Stale("dossier.stale", edition=view.edition)
    return view


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise DossierRefused("dossier.view_name_taken", field="name", name=view.name) from error
