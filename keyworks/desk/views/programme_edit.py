"""The city office keeps programmes: opens and changes them, takes projects in and lets them go, tells their stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyworks.accounts.queries import today
from keyworks.base import shown
from keyworks.base.doors import FORM, POST, door
from keyworks.base.manifest import sentence
from keyworks.base.tables import Table
from keyworks.desk import forms
from keyworks.desk.views.cockpit_asked import programme_of
from keyworks.projects import actions
from keyworks.projects.actions.administering import close_term, reopen_term
from keyworks.projects.queries import programmes as queries
from keyworks.projects.queries.register import Words, asked_for
from keyworks.projects.rules.authority import DECIDE
from keyworks.projects.views.register import filters
from keyworks.values.refusals import Refused

SHOWN = 100
MOST = 500
"""Projects that are taken in at once."""
FIELDS = ("name_zh", "name_en", "aim_zh", "aim_en", "unit", "leader", "opened_on")


def _asked(request: HttpRequest, pk: int) -> Any:
    return programme_of(request.user, str(pk))


def _choices() -> dict[str, Any]:
    return {"units": queries.offices(), "people": queries.leaders(today())}


@door(DECIDE, FORM)
def programme_new(request: HttpRequest) -> HttpResponse:
    """Open a programme; then projects are taken in."""
    form = forms.ProgrammeNew(request.POST or None, initial={"opened_on": today()}, **_choices())

    def act(said: dict[str, Any]) -> Any:
        values = {name: said[name] for name in FIELDS}
        return actions.open_programme(code=said["code"], values=values, by=_person(request), at=timezone.now())

    if found := form.carry_out(act):
        messages.success(request, _("The programme is open. Now take projects in."))
        return redirect("desk:programme_projects", found.pk)
    context = {"form": form, "title": _("New programme"), "back": reverse("desk:programmes")}
    return render(request, "desk/programme_edit.html", context, status=form.status)


def _person(request: HttpRequest) -> Any:
    return request.user


@door(DECIDE, FORM)
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said of a programme; closing and reopening."""
    found = _asked(request, pk)
    term = found.term
    kept = {
        "name_zh": term.name_zh, "name_en": term.name_en, "aim_zh": found.aim_zh, "aim_en": found.aim_en,
        "unit": found.unit, "leader": term.leader, "opened_on": found.opened_on,
    }  # fmt: skip
    initial = kept | {"unit": found.unit_id, "leader": term.leader_id, "edition": found.edition}
    form = forms.ProgrammeEdit(request.POST or None, initial=initial, **_choices())

    def act(said: dict[str, Any]) -> Any:
        values = {name: said[name] for name in FIELDS}
        over = said["edition"] or 0
        return actions.edit_programme(
            programme=found, values=values, over=over, by=_person(request), at=timezone.now()
        )  # fmt: skip

    if form.carry_out(act, now=kept):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"form": form, "title": found, "programme": found, "back": found.get_absolute_url()}
    return render(request, "desk/programme_edit.html", context, status=form.status)


def _done(request: HttpRequest, done: str, act: Callable[[], Any]) -> Any:
    """Do it and say on the next page that it is done, or why not."""
    try:
        made = act()
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
        return None
    if done:
        messages.success(request, done)
    return made


@door(DECIDE, POST)
def programme_close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _asked(request, pk)
    said = _("The programme is closed. Its projects stay in it.")
    _done(request, said, lambda: close_term(term=found.term, by=_person(request), at=timezone.now()))
    return redirect(found)


@door(DECIDE, POST)
def programme_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = _asked(request, pk)
    said = _("The programme is open again.")
    _done(request, said, lambda: reopen_term(term=found.term, by=_person(request), at=timezone.now()))
    return redirect(found)


@door(DECIDE, FORM)
def programme_projects(request: HttpRequest, pk: int) -> HttpResponse:
    """Take projects in, ticked or all that a filter leaves, and let projects go."""
    found = _asked(request, pk)
    form = filters(request, Words())  # type: ignore[arg-type]
    said = form.said
    searched = any(value not in (None, "", [], False) for name, value in said.items() if name != "unit")
    rows = queries.found_for(_person(request), found, asked_for(said, _person(request), today()))
    if request.method == "POST":
        _carry_out(request, found, rows if searched else rows.none())
        query = request.GET.urlencode()
        return redirect(f"{request.path}?{query}" if query else request.path)
    here = queries.members(_person(request), found).select_related("district").order_by("local_number")
    count = rows.count() if searched else 0
    context = {
        "programme": found, "members": list(here), "searched": searched, "count": count, "most": MOST,
        "found": list(rows.select_related("district")[:SHOWN]) if searched else [], "shown": SHOWN,
        "bar": Table(request, key="programme", columns=[], rows=[], filters=form), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/programme_projects.html", context)


def _carry_out(request: HttpRequest, found: Any, rows: Any) -> None:
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "").replace("\0", "").strip()[:400]
    ticked = [int(one) for one in request.POST.getlist("id")[: MOST + 1] if _key(one)]
    words = {"programme": found, "by": _person(request), "at": timezone.now(), "reason": reason}
    if act == "let_go":
        outcome = _done(request, "", lambda: actions.let_go(projects=ticked, **words))
    else:
        chosen = ticked
        if act == "all":
            chosen = list(rows.values_list("pk", flat=True)[: MOST + 1])
        outcome = _done(request, "", lambda: actions.take_into(projects=chosen, **words))
    if outcome is None:
        return
    count = outcome.changed
    if act == "let_go":
        said = ngettext("%(n)s project was let go.", "%(n)s projects were let go.", count)
    else:
        said = ngettext("%(n)s project was taken in.", "%(n)s projects were taken in.", count)
    messages.success(request, said % {"n": count})
    for project, no in outcome.refused[:5]:
        messages.error(request, f"{project}: {sentence(no.code, no.params)}")


def _key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _pictures(request: HttpRequest, programme: Any) -> dict[int, Any]:
    return {picture.pk: (picture, project) for picture, project in queries.pictures(_person(request), programme)}


def _named(pictures: dict[int, Any]) -> list[tuple[str, str]]:
    """Pictures by their project and day; a file's name says less and is of one language."""
    told = Counter(f"{project} · {shown.day(picture.at)}" for picture, project in pictures.values())
    named, seen = [], Counter[str]()
    for pk, (picture, project) in pictures.items():
        words = f"{project} · {shown.day(picture.at)}"
        seen[words] += 1
        named.append((str(pk), f"{words} ({seen[words]})" if told[words] > 1 else words))
    return named


@door(DECIDE, FORM)
def story_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a story of a programme."""
    found = _asked(request, pk)
    pictures = _pictures(request, found)
    form = forms.StoryNew(request.POST or None, initial={"on": today()}, pictures=_named(pictures))

    def act(said: dict[str, Any]) -> Any:
        picture = pictures[said["picture"]][0] if said["picture"] else None
        values = {name: said[name] for name in ("on", "text_zh", "text_en")} | {"picture": picture}
        return actions.tell(programme=found, by=_person(request), at=timezone.now(), **values)

    if form.carry_out(act):
        messages.success(request, _("Told."))
        return redirect(f"{found.get_absolute_url()}#stories")
    context = {"form": form, "title": _("New story"), "of": found, "back": found.get_absolute_url()}
    return render(request, "desk/programme_edit.html", context, status=form.status)


@door(DECIDE, FORM)
def story_edit(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Correct a story: its next version, with the reason."""
    found = _asked(request, pk)
    story = queries.last_version(found.pk, number) if number < 2**31 else None
    if story is None:
        raise Http404(number)
    pictures = _pictures(request, found)
    if story.picture is not None and story.picture.pk not in pictures:
        pictures[story.picture.pk] = (story.picture, found)
    kept = {name: getattr(story, name) for name in ("on", "text_zh", "text_en")}
    initial = kept | {"picture": story.picture.pk if story.picture else "", "edition": story.version}
    form = forms.StoryEdit(request.POST or None, initial=initial, pictures=_named(pictures))

    def act(said: dict[str, Any]) -> Any:
        picture = pictures[said["picture"]][0] if said["picture"] else None
        values = {name: said[name] for name in ("on", "text_zh", "text_en")} | {"picture": picture}
        return actions.correct_story(
            story=story, values=values, over=said["edition"] or 0, by=_person(request), at=timezone.now(),
            reason=said["reason"],
        )  # fmt: skip

    if form.carry_out(act, now=kept):
        messages.success(request, _("Corrected. The text before stays to be read."))
        return redirect(f"{found.get_absolute_url()}#stories")
    context = {"form": form, "title": _("Correct a story"), "of": found, "back": found.get_absolute_url()}
    return render(request, "desk/programme_edit.html", context, status=form.status)
