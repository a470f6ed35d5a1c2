from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keyworks.accounts.queries import called, role_words, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader, shown
from keyworks.base.doors import FORM, READ, door
from keyworks.base.manifest import sentence
from keyworks.base.scopes import scope
from keyworks.base.tables import Column, Table
from keyworks.dossier import actions as dossier
from keyworks.dossier.forms import ToDisk, receive, too_long
from keyworks.dossier.views.parts import show
from keyworks.projects import actions
from keyworks.projects.forms import moving as forms
from keyworks.projects.models import Guard, Move, Project, Transition
from keyworks.projects.models.words import STAGES
from keyworks.projects.queries import UNITS
from keyworks.projects.queries import stages as queries
from keyworks.projects.rules import moving
from keyworks.projects.rules.stages import ASIDE, Stage, Way
from keyworks.values.problems import Problem
from keyworks.values.refusals import Refused


def _seen(request: SignedIn, pk: int) -> Project:
    return get_object_or_404(scope(request.user, Project.objects.select_related(*UNITS, "investor")), pk=pk)


@dataclass(frozen=True)
class Asked:
    """A guard and what is there of it: met or unmet by what the system sees, or still to be given (None)."""

    guard: Guard
    met: bool | None
    why: str = ""


@dataclass(frozen=True)
class Ahead:
    """A step that may come next, what it asks for, who decides it, and whether the reader does."""

    step: Transition
    asks: list[list[Asked]]
    roles: str
    may: bool

    @property
    def label(self) -> str:
        return str(STAGES[Stage(self.step.target)])


def _ahead(request: SignedIn, project: Project, today: date) -> list[Ahead]:
    facts, may_write = queries.facts_for_moving(project), request.user.may("projects.edit")
    return [
        Ahead(
            step, _asks(step, facts, today), shown.listed(role_words(role) for role in step.roles.split()),
            may_write and queries.may_decide(request.user, project, step),
        )
        for step in queries.steps(project)
    ]  # fmt: skip


def _asks(step: Transition, facts: moving.Facts, today: date) -> list[list[Asked]]:
    """The guards asked of this project, alternatives together."""
    laid = queries.guards(step)
    codes = {one.code for one in moving.asked(queries.rules_of(laid), facts, today)}
    groups: dict[str, list[Asked]] = {}
    for guard in laid:
        if guard.code in codes:
            groups.setdefault(guard.one_of or f".{guard.code}", []).append(_asked(guard, facts, today))
    return list(groups.values())


def _asked(guard: Guard, facts: moving.Facts, today: date) -> Asked:
    if guard.evidence != Guard.Evidence.CHECK:
        return Asked(guard, None)
    wrong = moving.CHECKS[guard.code](facts, today, today, guard.params)
    return Asked(guard, wrong is None, sentence(wrong.code, wrong.params) if wrong else "")


def _evidence(move: Move) -> list[dict[str, Any]]:
    """What was shown for a step, as a reader reads it."""
    return [
        {
            "name": reader.told(one["name_zh"], one["name_en"]),
            "met": one.get("met"),
            "on": shown.day(date.fromisoformat(one["on"])) if one.get("on") else "",
            "file": one.get("file"),
            "file_name": one.get("name", ""),
            "text": one.get("text", ""),
            "number": shown.number(one["number"]) if one.get("number") else "",
            "numbers": [(shown.month(month), shown.number(many)) for month, many in one.get("numbers", {}).items()],
            "source": one.get("source", ""),
        }
        for one in move.evidence.values()
    ]


@door("projects.read", READ)
def stages(request: SignedIn, pk: int) -> HttpResponse:
    """The stage line of a project, how it came here, and what the next steps ask for."""
    project = _seen(request, pk)
    made, ahead = queries.moves(project), _ahead(request, project, today())
    proposed = queries.exits_proposed(request.user, today()).filter(pk=project.pk).first()
    context = {
        "project": project,
        "line": queries.line(project, made),
        "aside": _aside(project),
        "made": [{"move": one, "evidence": _evidence(one)} for one in reversed(made)],
        "onward": [one for one in ahead if one.step.way in {Way.ONWARD, Way.RESUME, Way.RECOVER}],
        "other": [one for one in ahead if one.step.way in {Way.PAUSE, Way.BACK, Way.EXIT}],
        "proposed": proposed,
        "looks": (project.stage in ASIDE or proposed) and _may_look(request, project),
    }
    return show(request, "projects/stages.html", context)


def _aside(project: Project) -> str:
    if project.stage not in ASIDE:
        return ""
    words = {"stage": STAGES[Stage(project.stage)], "day": shown.day(project.stage_since)}
    return _("%(stage)s since %(day)s") % words


def _may_look(request: SignedIn, project: Project) -> bool:
    return request.user.may("projects.edit") and queries.may_look(request.user, project)


@door("projects.edit", FORM)
@csrf_exempt
def move(request: SignedIn, pk: int, target: str) -> HttpResponse:
    """One step of a project; its files are received with it, so the request is read past the usual forms."""
    project = _seen(request, pk)
    step = queries.step(project, target)
    if step is None:
        raise Http404
    if not queries.may_decide(request.user, project, step):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, project, step, _form(request, project, step))
    uploads = ToDisk(request)
    request.upload_handlers = [uploads]
    try:
        return _moved(request, project, step, uploads)
    finally:
        uploads.discard()


@csrf_protect
def _moved(request: SignedIn, project: Project, step: Transition, uploads: ToDisk) -> HttpResponse:
    data, refused = _received(request, project, uploads)
    form = _form(request, project, step, data)

    def act(said: dict[str, Any]) -> Project:
        words = {name: said.get(name) for name in ("reason_term", "review_on")}
        return actions.move(
            project=project, target=step.target, on=said["on"], evidence=form.evidence(), reason=said.get("reason", ""),
            over=said["edition"] or 0, by=request.user, at=timezone.now(), **words,
        )  # fmt: skip

    if refused and form.is_valid():
        form.refuse(refused[0])
        form.status = refused[0].status
    elif form.carry_out(act):
        messages.success(request, _("The project is now: %(stage)s.") % {"stage": STAGES[Stage(step.target)]})
        return redirect(project)
    return _page(request, project, step, form)


def _received(request: SignedIn, project: Project, uploads: ToDisk) -> tuple[QueryDict, list[Refused]]:
    """What was sent, with new files hung on the project and chosen in their fields."""
    if too_long(request):
        return QueryDict(), [dossier.DossierRefused("dossier.file_cut_off", field="file")]
    try:
        receive(request, uploads)
    except dossier.DossierRefused as no:
        if no.code != "dossier.file_none":
            return request.POST.copy(), [no]
    data, refused = request.POST.copy(), list[Refused](uploads.refused)
    names = [name for name in request.FILES for _file in request.FILES.getlist(name)]
    if names and not request.user.may("dossier.write"):
        raise PermissionDenied
    for name, part in zip(names, uploads.parts, strict=False):
        try:
            hung = dossier.attach(subject=project, part=part, by=request.user, at=timezone.now())
            data[name.removesuffix(forms.NEW)] = str(hung.pk)
        except dossier.DossierRefused as no:
            refused.append(no)
    return data, refused


def _form(request: SignedIn, project: Project, step: Transition, data: QueryDict | None = None) -> forms.Move:
    clock = timezone.localdate()
    laid, facts = queries.guards(step), queries.facts_for_moving(project)
    sent = forms.day_of_step(data) if data is not None else None
    codes = {one.code for one in moving.asked(queries.rules_of(laid), facts, sent or today())}

    def judge(said: dict[str, Any], evidence: dict[str, dict[str, Any]]) -> list[Problem]:
        term = said.get("reason_term")
        found = moving.dated(said["on"], since=project.stage_since, today=clock)
        found += moving.reasoned(Way(step.way), term.kind if term else "", said.get("reason", ""))
        return found + queries.missing(project, step, evidence, on=said["on"], today=clock)

    first = forms.reasons_of(step.way).filter(code=request.GET.get("reason", "")).first()
    return forms.Move(
        data, step=step, asked=[one for one in laid if one.code in codes], files=queries.files(project),
        reasons=forms.reasons_of(step.way), today=today(), judge=judge,
        initial={"edition": project.edition, "reason_term": first},
    )  # fmt: skip


def _page(request: SignedIn, project: Project, step: Transition, form: forms.Move) -> HttpResponse:
    facts = queries.facts_for_moving(project)
    checked = [one for one in form.asked if one.evidence == Guard.Evidence.CHECK]
    context = {
        "project": project,
        "step": step,
        "form": form,
        "target": str(STAGES[Stage(step.target)]),
        "checked": [_asked(one, facts, today()) for one in checked],
    }
    return render(request, "projects/move.html", context, status=form.status)


@door("projects.edit", FORM)
def look_again(request: SignedIn, pk: int) -> HttpResponse:
    project = _seen(request, pk)
    if not _may_look(request, project):
        raise PermissionDenied
    initial = {"edition": project.edition, "review_on": moving.quarter_after(today())}
    form = forms.LookAgain(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> Project:
        return actions.look_again(
            project=project, review_on=said["review_on"], reason=said["reason"], over=said["edition"] or 0,
            by=request.user, at=timezone.now(),
        )  # fmt: skip

    if form.carry_out(act):
        messages.success(request, _("Looked at. It is looked at again on its day."))
        return redirect("projects:review")
    return render(request, "projects/look_again.html", {"form": form, "project": project}, status=form.status)


CALLED = Column("called", gettext_lazy("Project"), order="called")
DUE = (
    CALLED,
    Column("stage", gettext_lazy("Stage"), fact=True, show=lambda row: STAGES[Stage(row["stage"])]),
    Column("stage_since", gettext_lazy("In this stage since"), "date", order="stage_since"),
    Column("why", gettext_lazy("Reason"), fact=True),
    Column("review_on", gettext_lazy("Look again on"), "date", order="review_on", fact=True),
)
PROPOSED = (
    CALLED,
    Column("stage", gettext_lazy("Stage"), fact=True, show=lambda row: STAGES[Stage(row["stage"])]),
    Column("listed_on", gettext_lazy("On the list since"), "date", order="listed_on", fact=True),
    Column("unit", gettext_lazy("Project unit")),
)


@door("projects.read", READ)
def review(request: SignedIn) -> HttpResponseBase:
    """What is due for its quarterly look, and what has stood on the list for two years without a start."""
    last = Move.objects.filter(project=OuterRef("pk"), target=OuterRef("stage")).order_by("-pk")
    why = last.annotate(said=called("reason_term__name_zh", "reason_term__name_en")).values("said")[:1]
    due = queries.due(request.user, today()).annotate(called=called("name_zh", "name_en"), why=Subquery(why))
    proposed = queries.exits_proposed(request.user, today()).annotate(
        called=called("name_zh", "name_en"), unit=called("owner__name_zh", "owner__name_en")
    )
    tables = (
        Table(
            request, key="due", columns=DUE,
            rows=due.values("pk", "called", "stage", "stage_since", "why", "review_on"),
            row_url=_line_of, sort="review_on", label=_("Due for a look"), export=True,
        ),
        Table(
            request, key="proposed", columns=PROPOSED,
            rows=proposed.values("pk", "called", "stage", "listed_on", "unit"),
            row_url=_line_of, sort="listed_on", label=_("Proposed exits"), export=True, prefix="exit-",
        ),
    )  # fmt: skip
    for table in tables:
        if table.exporting:
            return table.sheet()
    counts = {"due": due.count(), "proposed": proposed.count()}
    context = {"due": tables[0], "proposed": tables[1], "counts": counts, "years": queries.UNSTARTED_YEARS}
    return render(request, "projects/review.html", context)


def _line_of(row: Any) -> str:
    return reverse("projects:stages", args=[row["pk"]])
