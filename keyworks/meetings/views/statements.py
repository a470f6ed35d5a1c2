"""Reports of units to a meeting: who reports, how far each is, and what the city office does about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.models import Person
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.meetings import actions
from keyworks.meetings.forms.statements import AskForm, BackForm, ChangeForm
from keyworks.meetings.models import Meeting, Statement
from keyworks.meetings.models.words import HOWS, STANDS
from keyworks.meetings.queries import statements as queries
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import OPEN, How, Stand
from keyworks.meetings.views.common import frame, seen
from keyworks.values.refusals import Refused

BADGES = {
    Stand.ASKED: "neutral", Stand.DRAFTED: "info", Stand.SUBMITTED: "good", Stand.ACCEPTED: "good",
    Stand.RETURNED: "warn",
}  # fmt: skip
FIELDS = ("how", "minutes", "due_on", "position")


def found(person: Person, pk: int) -> Statement:
    """The report, if the person sees it; else it is not there."""
    rows = scope(person, Statement.objects.select_related("unit", "meeting", "meeting__series"))
    return get_object_or_404(rows, pk=pk)


def told(one: Statement) -> dict[str, Any]:
    """How far a report is, as the list and its page show it."""
    day = today()
    mark: tuple[str, str] | None = None
    if queries.never_came(one):
        mark = "bad", _("never came")
    elif queries.overdue(one, day):
        mark = "bad", _("overdue")
    elif one.late and one.state in queries.IN:
        mark = "warn", _("came late")
    return {
        "one": one, "how": HOWS[How(one.how)], "state": STANDS[Stand(one.state)], "badge": BADGES[Stand(one.state)],
        "mark": mark, "excused": one.how == How.ABSENT,
    }  # fmt: skip


def edition(request: SignedIn, one: Any) -> int:
    """The edition a button was shown with."""
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else int(one.edition)


def carried_out(request: SignedIn, act: Any, words: str) -> bool:
    """Carry out what a button asks; a rule's no is said on the next page."""
    try:
        act()
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
        return False
    messages.success(request, words)
    return True


def lead(count: queries.Count) -> str:
    """How many are in, in one sentence."""
    if not count.asked:
        return _("No unit is asked for a report yet")
    n = {"came": shown.number(count.came), "asked": shown.number(count.asked)}
    parts = [ngettext("%(came)s of %(asked)s report is in", "%(came)s of %(asked)s reports are in", count.asked) % n]
    if count.late:
        parts.append(_("%(n)s came late") % {"n": shown.number(count.late)})
    if count.never:
        parts.append(_("%(n)s never came; the meeting went on without") % {"n": shown.number(count.never)})
    elif count.overdue:
        parts.append(_("%(n)s are overdue") % {"n": shown.number(count.overdue)})
    return shown.listed(parts, zh="，", en=", ")


@door(authority.READ, READ)
def statements(request: SignedIn, pk: int) -> HttpResponse:
    """Which units report to a meeting, how, by when, and how far each is."""
    meeting = seen(request.user, pk)
    rows = list(queries.of_meeting(request.user, meeting))
    count = queries.count(rows, today())
    context: dict[str, Any] = {
        **frame(request.user, meeting, "statements"), "rows": [told(one) for one in rows], "count": count,
        "lead": lead(count), "some": any(one.submitted for one in rows),
        "chases": request.user.may(authority.PREPARE) and count.waiting and meeting.state in queries.OPEN_TO_UNITS,
    }  # fmt: skip
    return render(request, "meetings/statements.html", context)


@door(authority.PREPARE, FORM)
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """Ask units for reports, all in one go."""
    meeting = seen(request.user, pk)
    there = set(meeting.statements.values_list("unit", flat=True))
    units = [one for one in queries.offered() if one.pk not in there]
    form = AskForm(request.POST or None, units, initial={"due_on": meeting.statements_due})

    def act(sent: dict[str, Any]) -> list[Statement]:
        return actions.ask_statements(
            meeting=meeting, asked=form.asked(sent), minutes=sent["minutes"], due_on=sent["due_on"], by=request.user,
            at=moment(),
        )  # fmt: skip

    if made := form.carry_out(act):
        words = ngettext("%(n)s unit is asked for a report.", "%(n)s units are asked for reports.", len(made))
        messages.success(request, words % {"n": shown.number(len(made))})
        return redirect("meetings:statements", meeting.pk)
    context = {**frame(request.user, meeting, ""), "form": form, "none": not units}
    return render(request, "meetings/statements_ask.html", context, status=form.status)


@door(authority.PREPARE, POST)
def chase(request: SignedIn, pk: int) -> HttpResponse:
    """Ask once more for what did not come."""
    meeting = seen(request.user, pk)
    try:
        n = actions.chase_statements(meeting=meeting, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
    else:
        words = ngettext("%(n)s unit is asked once more.", "%(n)s units are asked once more.", n)
        messages.success(request, words % {"n": shown.number(n)})
    return redirect("meetings:statements", meeting.pk)


@door(authority.PREPARE, FORM)
def change(request: SignedIn, pk: int) -> HttpResponse:
    """How one unit reports, how long, by when, and in which place."""
    one = found(request.user, pk)
    kept = {name: getattr(one, name) for name in FIELDS}
    form = ChangeForm(request.POST or None, initial={**kept, "edition": one.edition})

    def act(sent: dict[str, Any]) -> Statement:
        values = {name: sent[name] for name in FIELDS}
        over = sent["edition"] or 0
        return actions.change_statement(statement=one, values=values, over=over, by=request.user, at=moment())

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect("meetings:statements", one.meeting_id)
    context = {**frame(request.user, one.meeting, ""), "one": one, "form": form}
    return render(request, "meetings/statement_change.html", context, status=form.status)


@door(authority.PREPARE, FORM)
def give_back(request: SignedIn, pk: int) -> HttpResponse:
    """Give a report back to its unit."""
    one = found(request.user, pk)
    form = BackForm(request.POST or None, initial={"edition": one.edition})

    def act(sent: dict[str, Any]) -> Statement:
        over = sent["edition"] or 0
        return actions.give_back(statement=one, reason=sent["reason"], over=over, by=request.user, at=moment())

    if form.carry_out(act):
        messages.success(request, _("It is given back."))
        return redirect(one)
    context = {**frame(request.user, one.meeting, ""), "one": one, "form": form}
    return render(request, "meetings/statement_back.html", context, status=form.status)


@door(authority.PREPARE, POST)
def accept(request: SignedIn, pk: int) -> HttpResponse:
    """Take a report as it is."""
    one = found(request.user, pk)
    over = edition(request, one)
    carried_out(
        request, lambda: actions.accept(statement=one, over=over, by=request.user, at=moment()), _("It is accepted.")
    )
    return redirect(one)


@door(authority.STATE, READ)
def to_write(request: SignedIn) -> HttpResponse:
    """The reports that wait for the reader's units: a part of the desk."""
    rows = [told(one) for one in queries.to_write(request.user)[:10]]
    return render(request, "meetings/statements_to_write.html", {"rows": rows})


def seen_meeting(person: Person, one: Statement) -> Meeting | None:
    """The meeting of a report, for those who see it already."""
    return scope(person, Meeting.objects.filter(pk=one.meeting_id)).first()


def writes(person: Person, one: Statement) -> bool:
    """May the person write on it now?"""
    ready = one.state in queries.WRITABLE and one.how != How.ABSENT and one.meeting.state in queries.OPEN_TO_UNITS
    return ready and queries.speaks(person, one.unit)


def judges(person: Person, one: Statement) -> dict[str, bool]:
    """What the city office may do with it now."""
    prepares = person.may(authority.PREPARE)
    return {
        "changes": prepares and one.meeting.state in OPEN,
        "gives_back": prepares and one.state in queries.IN and one.meeting.state in queries.OPEN_TO_UNITS,
        "accepts": prepares and one.state == Stand.SUBMITTED and one.meeting.state in OPEN,
    }


def must_write(person: Person, one: Statement) -> None:
    """Whoever may not write on it finds no such page."""
    if not queries.speaks(person, one.unit):
        raise Http404
