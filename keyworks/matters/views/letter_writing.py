"""Letters as they are written: drafted, edited beside what they will be, issued, withdrawn; the offices' heads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from keyworks.accounts.models import Unit
from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.matters.actions import letters as actions
from keyworks.matters.files import letters as files
from keyworks.matters.forms.letters import HeadForm, LetterForm, NewLetter, WithdrawForm
from keyworks.matters.models import Letter
from keyworks.matters.models.letter_words import LETTER_KINDS
from keyworks.matters.queries import letters as queries
from keyworks.matters.rules import authority
from keyworks.matters.rules.correspondence import Step
from keyworks.matters.rules.letters import Kind
from keyworks.matters.views.common import lateness, seen
from keyworks.matters.views.letters import found
from keyworks.values.refusals import Refused


@door(authority.MANAGE, FORM)
def letter_new(request: SignedIn, pk: int) -> HttpResponse:
    """Begin a letter about a matter."""
    matter = seen(request.user, pk)
    if not queries.may_write(request.user, matter):
        raise PermissionDenied
    late = lateness(matter, today())
    likely = Kind.SUPERVISION if late and late.days else Kind.REMINDER if late else Kind.ASSIGNMENT
    form = NewLetter(request.POST or None, matter, request.user, likely)

    def act(sent: dict[str, Any]) -> Any:
        said = {name: sent[name] for name in ("kind", "language", "to")}
        return actions.draft(matter=matter, by=request.user, at=moment(), **said)

    if request.method == "POST" and (made := form.carry_out(act)):
        messages.success(request, _("Drafted. Read it, change what is to be changed, then issue it."))
        return redirect("matters:letter_edit", made.pk)
    return render(request, "matters/letter_new.html", {"matter": matter, "form": form}, status=form.status)


def _draft(request: SignedIn, pk: int) -> Letter:
    one = found(request.user, pk)
    if Step.EDIT not in queries.letter_steps(request.user, one):
        raise PermissionDenied
    return one


@door(authority.MANAGE, FORM)
def letter_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a draft, beside what it will be."""
    one = _draft(request, pk)
    form = LetterForm(request.POST or None, one, request.user)

    def act(sent: dict[str, Any]) -> Any:
        over = sent["edition"] or 0
        return actions.edit(letter=one, over=over, by=request.user, at=moment(), **form.said_of(sent))

    standing = {"title": one.title, "body": one.body, "contact": one.contact}
    if request.method == "POST" and form.carry_out(act, standing):
        messages.success(request, _("Saved."))
        return redirect(one)
    context = {
        "one": one, "form": form, "kind": LETTER_KINDS[Kind(one.kind)], "said": files.said(queries.facts(one, today())),
        "lang": "zh-Hans" if one.language == "zh" else "en",
    }  # fmt: skip
    return render(request, "matters/letter_edit.html", context, status=form.status)


@door(authority.MANAGE, POST)
def letter_preview(request: SignedIn, pk: int) -> HttpResponse:
    """What a draft would say with what is typed now; nothing is saved."""
    one = _draft(request, pk)
    form = LetterForm(request.POST, one, request.user)
    form.is_valid()
    facts = queries.with_typed(one, form.said_of(form.cleaned_data), today())
    context = {"said": files.said(facts), "lang": "zh-Hans" if one.language == "zh" else "en"}
    return render(request, "matters/parts/letter_text.html", context)


@door(authority.MANAGE, POST)
def letter_issue(request: SignedIn, pk: int) -> HttpResponse:
    """Give a draft its number and send it."""
    one = _draft(request, pk)
    edition = request.POST.get("edition", "")
    try:
        made = actions.issue(letter=one, over=int(edition) if edition.isdecimal() else 0, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
        return redirect(one)
    messages.success(request, _("Issued as %(number)s.") % {"number": made.number})
    return redirect(one)


@door(authority.MANAGE, FORM)
def letter_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Take a letter back."""
    one = found(request.user, pk)
    if Step.WITHDRAW not in queries.letter_steps(request.user, one):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None, initial={"edition": one.edition})

    def act(sent: dict[str, Any]) -> Any:
        over = sent["edition"] or 0
        return actions.withdraw(letter=one, text=sent["text"], over=over, by=request.user, at=moment())

    if request.method == "POST" and form.carry_out(act):
        messages.success(request, _("Withdrawn."))
        return redirect(one)
    context = {"one": one, "form": form, "kind": LETTER_KINDS[Kind(one.kind)]}
    return render(request, "matters/letter_withdraw.html", context, status=form.status)


@door(authority.RULE, READ)
def letterheads(request: SignedIn) -> HttpResponse:
    """The offices that issue letters, and what stands at their head."""
    units = scope(request.user, Unit.objects.filter(kind__in=(Unit.Kind.CITY, Unit.Kind.DISTRICT), closed_on=None))
    rows = [(unit, queries.letterhead(unit)) for unit in units]
    return render(request, "matters/letterheads.html", {"rows": rows})


@door(authority.RULE, FORM)
def letterhead(request: SignedIn, pk: int) -> HttpResponse:
    """What an office writes at the head of its letters."""
    unit = scope(request.user, Unit.objects.filter(pk=pk)).first()
    if unit is None:
        raise Http404
    form = HeadForm(request.POST or None, queries.letterhead(unit))

    def act(sent: dict[str, Any]) -> Any:
        said = {name: sent[name] for name in ("code", "name_zh", "name_en")}
        return actions.set_letterhead(unit=unit, by=request.user, at=moment(), **said)

    if request.method == "POST" and form.carry_out(act):
        messages.success(request, _("Saved."))
        return redirect("matters:letterheads")
    return render(request, "matters/letterhead.html", {"unit": unit, "form": form}, status=form.status)
