from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from keyworks.accounts import actions, queries
from keyworks.accounts.forms import people as forms
from keyworks.accounts.models import Membership, Person, Unit
from keyworks.accounts.rules import ADMINISTER, ADMINISTER_BELOW, ROLES_OF, Role, roles_to_give
from keyworks.accounts.views.me import standin_form, standins_of
from keyworks.accounts.views.request import SignedIn
from keyworks.accounts.views.signing import told
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import panels, rights, sentence
from keyworks.base.scopes import scope
from keyworks.base.tables import Bulk, Column, Table


def _role(row: Any) -> str:
    words = queries.role_words(row["role"]) if row["role"] else ""
    return f"{words} +{row['seats'] - 1}" if row["seats"] > 1 else words


def _state(row: Any) -> tuple[str, str]:
    return ("good", _("active")) if row["is_active"] else ("neutral", _("deactivated"))


COLUMNS = (
    Column("called", gettext_lazy("Name"), order="called"),
    Column("username", gettext_lazy("User name"), order="username"),
    Column("post_called", gettext_lazy("Post"), order="post_called", fact=True),
    Column("unit", gettext_lazy("Unit"), order="unit", fact=True),
    Column("role", gettext_lazy("Role"), order="role", fact=True, show=_role),
    Column("phone", gettext_lazy("Telephone"), shown=False),
    Column("email", gettext_lazy("E-mail"), shown=False),
    Column("is_active", gettext_lazy("State"), "badge", order="is_active", show=_state),
)


def _filtered(rows: QuerySet[Person], form: forms.PeopleFilter) -> QuerySet[Person]:
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    if asked.get("state", "") != "all":
        rows = rows.filter(is_active=asked.get("state") != "deactivated")
    if asked.get("q"):
        rows = rows.filter(queries.person_called(asked["q"]))
    seats = Membership.objects.in_force(timezone.localdate())
    if asked.get("role"):
        rows = rows.filter(pk__in=seats.filter(role=asked["role"]).values("person_id"))
    if asked.get("unit"):
        rows = rows.filter(pk__in=seats.filter(unit__path__startswith=asked["unit"].path).values("person_id"))
    return rows


@door("accounts.read", READ)
def people(request: SignedIn) -> HttpResponseBase:
    form = forms.PeopleFilter(request.GET, units=scope(request.user, Unit.objects.all()))
    rows = _filtered(queries.listed(request.user, timezone.localdate()), form)
    names = ("pk", "called", "username", "post_called", "phone", "email", "is_active", "unit", "role", "seats")
    table = Table(
        request,
        key="people",
        columns=COLUMNS,
        rows=rows.values(*names),
        row_url=lambda row: reverse("accounts:person", args=[row["pk"]]),
        filters=form,
        sort="called",
        label=_("People"),
        export=True,
        bulk=[
            Bulk("deactivate", gettext_lazy("Deactivate …"), "accounts:people_deactivate", "accounts.administer_below")
        ],
        empty=(_("Nobody is registered here yet"), _("Register the people who work with the key projects.")),
    )
    if table.exporting:
        return table.sheet()
    return render(request, "accounts/people.html", {"table": table, "may_open": request.user.may(ADMINISTER_BELOW)})


def _seen(request: SignedIn, pk: int) -> Person:
    return get_object_or_404(scope(request.user, Person.objects.all()), pk=pk)


def _administered(request: SignedIn, pk: int) -> Person:
    found = _seen(request, pk)
    if not queries.may_administer_person(request.user, found, timezone.localdate()):
        raise PermissionDenied
    return found


@door("accounts.read", READ)
def person(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    today = timezone.localdate()
    seats = scope(request.user, Membership.objects.in_force(today, ahead=True).filter(person=found))
    administers = queries.may_administer_person(request.user, found, today)
    context = {
        "person": found,
        "seats": seats.select_related("unit").order_by("from_on", "pk"),
        "administers": administers,
        "panels": panels(request.user, "person"),
        "names_standins": request.user.may(ADMINISTER),
        **(standins_of(found) if administers else {}),
    }
    return render(request, "accounts/person.html", context)


def _seat_choices(request: SignedIn) -> dict[str, Any]:
    """The units and roles among which the person may choose for others."""
    units = queries.administered_units(request.user, Unit.objects.filter(closed_on=None))
    roles = frozenset[Role]().union(*(roles_to_give(request.user.standing, rights(), kind) for kind in ROLES_OF))
    return {"units": units, "roles": roles}


@door("accounts.administer_below", FORM)
def person_new(request: SignedIn) -> HttpResponse:
    initial = {"from_on": timezone.localdate(), "unit": request.GET.get("unit")}
    form = forms.New(request.POST or None, **_seat_choices(request), initial=initial)

    def act(said: dict[str, Any]) -> Person:
        names = ("username", "name", "name_en", "post", "post_en", "email", "phone", "unit", "from_on")
        values = {name: said[name] for name in names}
        return actions.appoint(**values, role=Role(said["role"]), by=request.user, at=timezone.now())

    if appointed := form.carry_out(act):
        messages.success(request, _("Registered. Set a one-time password, so that the person can sign in."))
        return redirect(appointed)
    return render(request, "accounts/person_new.html", {"form": form}, status=form.status)


@door("accounts.administer_below", FORM)
def person_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _administered(request, pk)
    kept = {name: getattr(found, name) for name in ("name", "name_en", "post", "post_en", "email", "phone")}
    form = forms.Edit(request.POST or None, initial={**kept, "edition": found.edition})

    def act(said: dict[str, Any]) -> Person:
        values = {name: said[name] for name in kept}
        over = said["edition"] or 0
        return actions.edit_person(person=found, **values, over=over, by=request.user, at=timezone.now())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(found)
    return render(request, "accounts/person_edit.html", {"form": form, "person": found}, status=form.status)


@door("accounts.administer_below", POST)
def person_deactivate(request: SignedIn, pk: int) -> HttpResponse:
    found = _administered(request, pk)
    told(request, _("The person is deactivated and signed out."), actions.deactivate, person=found)
    return redirect(found)


@door("accounts.administer_below", POST)
def person_reactivate(request: SignedIn, pk: int) -> HttpResponse:
    found = _administered(request, pk)
    told(request, _("The person may sign in again."), actions.reactivate, person=found)
    return redirect(found)


@door("accounts.administer_below", POST)
def person_sign_out(request: SignedIn, pk: int) -> HttpResponse:
    found = _administered(request, pk)
    told(request, _("The person is signed out everywhere."), actions.sign_out_everywhere, person=found)
    return redirect(found)


@door("accounts.administer_below", POST)
@never_cache
def person_password(request: SignedIn, pk: int) -> HttpResponse:
    """Sets a one-time password; the answer is the one page that ever shows it."""
    found = _administered(request, pk)
    text = actions.set_one_time_password(person=found, by=request.user, at=timezone.now())
    return render(request, "accounts/person_password.html", {"person": found, "text": text})


@door("accounts.administer_below", FORM)
def seat_new(request: SignedIn, pk: int) -> HttpResponse:
    found = _administered(request, pk)
    form = forms.Seat(request.POST or None, **_seat_choices(request), initial={"from_on": timezone.localdate()})

    def act(said: dict[str, Any]) -> Membership:
        values = {name: said[name] for name in ("unit", "from_on", "until_on")}
        return actions.seat(person=found, **values, role=Role(said["role"]), by=request.user, at=timezone.now())

    if form.carry_out(act):
        messages.success(request, _("The role is given."))
        return redirect(found)
    return render(request, "accounts/seat.html", {"form": form, "person": found}, status=form.status)


@door("accounts.administer_below", POST)
def seat_end(request: SignedIn, pk: int) -> HttpResponse:
    seat = get_object_or_404(scope(request.user, Membership.objects.select_related("person")), pk=pk)
    told(request, _("The role is taken back."), actions.unseat, seat=seat)
    seen = scope(request.user, Person.objects.filter(pk=seat.person_id)).exists()
    return redirect(seat.person) if seen else redirect("accounts:people")


@door("accounts.administer", FORM)
def person_standin(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    return standin_form(request, found, "accounts/standin.html", found.get_absolute_url())


@door("accounts.administer_below", POST)
def people_deactivate(request: SignedIn) -> HttpResponse:
    """Shows whom a choice of the list would shut out and whom not, and does it once that was seen."""
    chosen = scope(request.user, Person.objects.all())
    form = forms.Deactivate(request.POST, people=chosen)
    if not form.is_valid():
        messages.error(request, _("Choose at least one person."))
        return redirect("accounts:people")
    today = timezone.localdate()
    able: list[Person] = []
    unable: list[tuple[Person, str]] = []
    for one in form.cleaned_data["id"].order_by(queries.called("name", "name_en"), "pk"):
        code = _hindrance(request, one, today)
        if code:
            unable.append((one, sentence(code, {"name": str(one)})))
        else:
            able.append(one)
    if form.cleaned_data["sure"]:
        words = {"people": able, "reason": form.cleaned_data["reason"]}
        told(request, _("Deactivated: %(n)s.") % {"n": len(able)}, actions.deactivate_all, **words)
        return redirect("accounts:people")
    context = {"form": form, "able": able, "unable": unable}
    return render(request, "accounts/people_deactivate.html", context)


def _hindrance(request: SignedIn, one: Person, today: Any) -> str:
    """The code of what stands against deactivating this person, "" where nothing does."""
    if one.pk == request.user.pk:
        return "accounts.not_oneself"
    if not one.is_active:
        return "accounts.inactive_already"
    if not queries.may_administer_person(request.user, one, today):
        return "accounts.out_of_reach"
    return "accounts.last_administrator" if queries.last_administrator(one, today) else ""
