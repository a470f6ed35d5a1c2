"""Letters as they are read: the list, one letter, those of a matter, their files; and the reply to one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from keyworks.accounts.models import Person
from keyworks.accounts.queries import moment, today, workdays
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.base.doors import FORM, READ, door
from keyworks.base.tables import Table
from keyworks.matters.actions import letters as actions
from keyworks.matters.files import letters as files
from keyworks.matters.forms.letters import JudgeForm, LetterFilter, ReplyForm
from keyworks.matters.models import Letter
from keyworks.matters.models.letter_words import FORMATS, LETTER_KINDS, LETTER_STATES, LETTER_STEPS
from keyworks.matters.models.words import STATES
from keyworks.matters.queries import letters as queries
from keyworks.matters.rules import authority, clocks
from keyworks.matters.rules.correspondence import ANSWERABLE, REPLY_DAYS, Format, State, Step
from keyworks.matters.rules.ladder import State as MatterState
from keyworks.matters.rules.letters import Kind
from keyworks.matters.views.common import seen

BADGES = {
    State.DRAFT: "warn", State.ISSUED: "info", State.REPLIED: "warn", State.ACCEPTED: "good", State.REFUSED: "bad",
    State.WITHDRAWN: "neutral",
}  # fmt: skip
MEDIA = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
COLUMNS = (
    "pk", "number", "kind", "title", "state", "reply_by", "issued_on", "matter__number", "to_unit__name_zh",
    "to_unit__name_en",
)  # fmt: skip
WAITS = {"issue": queries.to_issue, "answer": queries.to_answer, "judge": queries.to_judge}


def found(person: Person, pk: int) -> Letter:
    """The letter, if the person sees it; else it is not there."""
    one = queries.letter_of(person, pk)
    if one is None:
        raise Http404
    return one


def _rows(request: SignedIn, form: LetterFilter) -> Any:
    asked, rows = form.said, queries.seen_letters(request.user)
    if words := asked.get("q"):
        rows = rows.filter(
            Q(number__icontains=words) | Q(title__icontains=words) | Q(matter__number__icontains=words)
            | Q(to_unit__name_zh__icontains=words) | Q(to_unit__name_en__icontains=words)
        )  # fmt: skip
    for name in ("kind", "state"):
        if name in asked:
            rows = rows.filter(**{name: asked[name]})
    mine = asked.get("mine", "")
    if mine == "late":
        return rows.filter(queries.unanswered(today()))
    return rows.filter(WAITS[mine](request.user)) if mine in WAITS else rows


def _columns(day: date) -> list[Column]:
    def late(row: Row) -> Any:
        return lateness(row["state"], row["reply_by"], day) or (BADGES[row["state"]], LETTER_STATES[row["state"]])

    return [
        Column("title", pgettext_lazy("letter", "Title"), as_written=True),
        Column("number", gettext_lazy("Number"), order="number", fact=True, as_written=True),
        Column("kind", pgettext_lazy("letter", "Kind"), "short", show=lambda row: str(LETTER_KINDS[row["kind"]])),
        Column("matter__number", gettext_lazy("Matter"), order="matter__number"),
        Column("to", pgettext_lazy("letter", "To"), fact=True, show=_to),
        Column("issued_on", pgettext_lazy("letter", "Issued on"), "date", order="issued_on"),
        Column("reply_by", gettext_lazy("Reply by"), "date", order="reply_by", fact=True),
        Column("state", gettext_lazy("Stands"), "badge", fact=True, show=late),
    ]


def _to(row: Row) -> str:
    return reader.told(row["to_unit__name_zh"], row["to_unit__name_en"])


def lateness(state: str, reply_by: date, day: date) -> tuple[str, str] | None:
    """How late a reply is; None where none is awaited or it has time."""
    if state not in ANSWERABLE or reply_by >= day:
        return None
    days = max(clocks.late_days(reply_by, day, workdays()), 1)
    words = ngettext("reply overdue by %(n)s working day", "reply overdue by %(n)s working days", days)
    return "bad", words % {"n": shown.number(days)}


@door(authority.READ, READ)
def letters(request: SignedIn) -> HttpResponseBase:
    """All letters the reader sees."""
    form, day = LetterFilter(request.GET), today()
    table = Table(
        request, key="letters", columns=_columns(day), rows=_rows(request, form).values(*COLUMNS), filters=form,
        row_url=lambda row: reverse("matters:letter", args=[row["pk"]]), sort="-pk", export=True, label=_("Letters"),
        empty=(_("No letters"), _("A letter is begun on the page of its matter; the clock drafts those that are due.")),
    )  # fmt: skip
    if table.exporting:
        return table.sheet()
    every = queries.seen_letters(request.user)
    context: dict[str, Any] = {
        "table": table, "rules": request.user.may(authority.RULE),
        "counts": {name: every.filter(of(request.user)).count() for name, of in WAITS.items()},
        "late": every.filter(queries.unanswered(day)).count(),
    }  # fmt: skip
    return render(request, "matters/letters.html", context)


@door(authority.READ, READ)
def letters_of(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The letters of a matter, as a part of its page."""
    if kind != "matter":
        raise Http404
    matter, day = seen(request.user, pk), today()
    rows = [_told(one, day) for one in queries.letters_of(request.user, matter)]
    alone = not request.headers.get("HX-Request")
    context = {
        "matter": matter, "rows": rows, "writes": queries.may_write(request.user, matter), "alone": alone,
        "layout": "base.html" if alone else "dossier/part.html",
    }  # fmt: skip
    response = render(request, "matters/letters_of.html", context)
    response["Vary"] = "HX-Request"
    return response


def _told(one: Letter, day: date) -> dict[str, Any]:
    return {
        "one": one, "kind": LETTER_KINDS[Kind(one.kind)], "state": LETTER_STATES[State(one.state)],
        "badge": BADGES[State(one.state)], "late": lateness(one.state, one.reply_by, day),
        "awaits": one.state in ANSWERABLE,
    }  # fmt: skip


@door(authority.READ, READ)
def letter(request: SignedIn, pk: int) -> HttpResponse:
    """One letter: what it says, what came of it, what the reader may do about it."""
    return page(request, found(request.user, pk))


def page(request: SignedIn, one: Letter, form: Any = None, status: int = 200) -> HttpResponse:
    day, can = today(), queries.letter_steps(request.user, one)
    steps = [{"one": step, "words": LETTER_STEPS[Step(step.step)]} for step in one.steps.all()]
    context: dict[str, Any] = {
        **_told(one, day), "matter_state": STATES[MatterState(one.matter.state)],
        "said": files.said(queries.facts(one, day)), "steps": steps, "form": form,
        "formats": {str(of): words for of, words in FORMATS.items()},
        "may": {str(step) for step in can}, "numbered": bool(one.number),
        "sees_matter": queries.sees_matter(request.user, one),
        **_reply(one),
        "lang": "zh-Hans" if one.language == "zh" else "en",
    }  # fmt: skip
    return render(request, "matters/letter.html", context, status=status)


@door(authority.READ, READ)
def letter_file(request: SignedIn, pk: int, of: str) -> HttpResponse:
    """A letter as PDF or as a document of Word; an issued one always as it was first made."""
    one = found(request.user, pk)
    if of not in set(Format):
        raise Http404
    form = Format(of)
    content = queries.copy_of(one, form)
    if content is None:
        facts = queries.facts(one, today())
        content = files.pdf(facts, settings.FONTS) if form is Format.PDF else files.word(facts)
        if one.number:
            content = actions.keep(letter=one, of=form, content=content, at=moment())
    name = one.number or f"{one.matter.number}-{LETTER_KINDS[Kind(one.kind)]}-{LETTER_STATES[State.DRAFT]}"
    response = HttpResponse(content, content_type=MEDIA[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form.value}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@door(authority.WORK, FORM)
def letter_reply(request: SignedIn, pk: int) -> HttpResponse:
    """The reply of the addressed unit."""
    one = found(request.user, pk)
    if Step.REPLY not in queries.letter_steps(request.user, one):
        raise PermissionDenied
    form = ReplyForm(request.POST or None, initial={"edition": one.edition})

    def act(sent: dict[str, Any]) -> Any:
        said = {name: sent[name] for name in ("cause", "plan", "done_by")}
        return actions.reply(letter=one, over=sent["edition"] or 0, by=request.user, at=moment(), **said)

    if request.method == "POST" and form.carry_out(act):
        messages.success(request, _("Your reply is sent."))
        return redirect(one)
    context = _told(one, today()) | {"form": form, "refused": _refused(one)}
    return render(request, "matters/letter_reply.html", context, status=form.status)


def _reply(one: Letter) -> dict[str, Any]:
    """The last reply, and by when it says that all will be done."""
    found = next((step for step in reversed(list(one.steps.all())) if step.step == Step.REPLY), None)
    return {"reply": found, "done_by": date.fromisoformat(found.facts["done_by"]) if found else None}


def _refused(one: Letter) -> Any:
    """What was missing in the reply before."""
    return next((step for step in reversed(list(one.steps.all())) if step.step == Step.REFUSE), None)


@door(authority.MANAGE, FORM)
def letter_judge(request: SignedIn, pk: int) -> HttpResponse:
    """Whether the office is content with a reply."""
    one = found(request.user, pk)
    if Step.ACCEPT not in queries.letter_steps(request.user, one):
        raise PermissionDenied
    day = workdays().after(today(), REPLY_DAYS[Kind(one.kind)])
    accepts = request.method == "POST" and bool(request.POST.get("accept"))
    form = JudgeForm(request.POST or None, initial={"edition": one.edition, "reply_by": day})
    if accepts:
        for name in ("text", "reply_by"):
            form.fields[name].required = False

    def act(sent: dict[str, Any]) -> Any:
        beside = {"letter": one, "text": sent["text"], "over": sent["edition"] or 0, "by": request.user, "at": moment()}
        return actions.accept(**beside) if accepts else actions.refuse(reply_by=sent["reply_by"], **beside)

    if request.method == "POST" and form.carry_out(act):
        messages.success(request, _("The reply is accepted.") if accepts else _("Another reply is asked for."))
        return redirect(one)
    context = _told(one, today()) | {"form": form, **_reply(one)}
    return render(request, "matters/letter_judge.html", context, status=form.status)
