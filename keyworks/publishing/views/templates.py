"""Templates of papers: what each says, its vocabulary, tried on real figures, kept as a version, adopted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyworks.accounts.queries import moment, today
from keyworks.accounts.views.request import SignedIn
from keyworks.base import reader
from keyworks.base.doors import FORM, READ, door
from keyworks.base.given import given
from keyworks.base.manifest import sentence
from keyworks.publishing import actions
from keyworks.publishing.forms import TemplateForm, WhyForm
from keyworks.publishing.models import PaperTemplate
from keyworks.publishing.models.words import KINDS, LANGUAGES
from keyworks.publishing.queries.issues import kept, making, trying
from keyworks.publishing.rules.news import READ as READ_ALL
from keyworks.publishing.rules.papers.kinds import DECIDE, Kind
from keyworks.publishing.rules.papers.template import Problem
from keyworks.publishing.rules.papers.vocabulary import Part, vocabulary
from keyworks.publishing.views.showing import shown_blocks
from keyworks.reports.rules.way import reported_on

PARTS = {
    Part.FIELD: gettext_lazy("Placeholders"), Part.TABLE: gettext_lazy("Tables of a paper"),
    Part.FIGURE: gettext_lazy("Figures of a paper"),
}  # fmt: skip


def kind_of(text: str) -> Kind:
    if text not in [*Kind]:
        raise Http404(text)
    return Kind(text)


def _version(request: SignedIn, kind: Kind) -> kept.Version:
    """The version that is asked for, else the one that is adopted."""
    asked = request.GET.get("version", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 7:
        found = kept.version_of(kind, int(asked))
        if found is None:
            raise Http404(asked)
        return found
    return kept.adopted(kind)


def _there(kind: Kind, number: int, name: str = "paper_template") -> str:
    return f"{reverse(f'publishing:{name}', args=[kind])}?{urlencode({'version': number})}"


@door(READ_ALL, READ)
def templates(request: SignedIn) -> HttpResponse:
    """Each kind of paper, and by which version of its template it is written."""
    rows = []
    for kind in Kind:
        versions, adopted = kept.versions(kind), kept.adopted(kind)
        newest = versions[0].number
        rows.append({
            "kind": kind, "name": KINDS[kind], "adopted": adopted, "versions": len(versions),
            "last": next(iter(kept.adoptions(kind)), None), "waits": newest if newest > adopted.number else None,
            "look": _there(kind, newest), "adopt": _there(kind, newest, "paper_template_adopt"),
        })  # fmt: skip
    return render(request, "publishing/paper_templates.html", {"rows": rows, "decides": request.user.may(DECIDE)})


@door(READ_ALL, READ)
def template(request: SignedIn, kind: str) -> HttpResponse:
    """A version of a template: its lines, what it may name, and how a paper looks by it."""
    of = kind_of(kind)
    version, adopted = _version(request, of), kept.adopted(of)
    language = "zh" if reader.current().zh else "en"
    tried = trying.tried(request.user, of, version.texts[language], language, reported_on(today()), moment())
    context = {
        "kind": of, "name": KINDS[of], "kept": version, "adopted": adopted.number == version.number,
        "versions": kept.versions(of), "adoptions": kept.adoptions(of), "decides": request.user.may(DECIDE),
        "texts": [(LANGUAGES[code], text) for code, text in version.texts.items()], "vocabulary": _vocabulary(of),
        "blocks": shown_blocks(tried) if tried else [], "tried": tried,
        "looks": [
            (words, _there_look(of, version.number, code)) for code, words in LANGUAGES.items()
        ] if tried else [],
        "adopt": _there(of, version.number, "paper_template_adopt"),
    }  # fmt: skip
    return render(request, "publishing/paper_template.html", context)


def _there_look(kind: Kind, number: int, language: str) -> str:
    there = reverse("publishing:paper_template_look", args=[kind, language])
    return f"{there}?{urlencode({'version': number})}"


def _vocabulary(kind: Kind) -> list[dict[str, Any]]:
    zh = reader.current().zh
    return [
        {"part": PARTS[part], "field": part is Part.FIELD,
         "words": [(one.name, one.called, one.zh if zh else one.en) for one in vocabulary(kind, part)]}
        for part in Part if vocabulary(kind, part)
    ]  # fmt: skip


@door(DECIDE, FORM)
def edit(request: SignedIn, kind: str) -> HttpResponse:
    """Change the lines: they are looked at, and kept as a new version, which is not adopted by that."""
    of = kind_of(kind)
    newest = kept.versions(of)[0]
    form = TemplateForm(request.POST or None, initial={**newest.texts, "edition": newest.number})
    language = "zh" if reader.current().zh else "en"
    looked: Any = None

    def act(sent: dict[str, Any]) -> PaperTemplate | None:
        made = actions.keep_template(
            kind=of, texts={"zh": sent["zh"], "en": sent["en"]}, over=sent["edition"] or 0, reason=sent["reason"],
            by=request.user, at=moment(),
        )  # fmt: skip
        if isinstance(made, PaperTemplate):
            return made
        _say(form, made)
        return None

    if request.method == "POST" and "look" in request.POST:
        looked = _looked(request, form, of, language)
    elif made := form.carry_out(act, now=newest.texts):
        messages.success(request, _("Kept as version %(version)s; it is not adopted yet.") % {"version": made.version})
        return redirect(made)
    context = {
        "form": form, "kind": of, "name": KINDS[of], "vocabulary": _vocabulary(of), "looked": looked,
        "blocks": shown_blocks(looked) if looked else [],
    }  # fmt: skip
    return render(request, "publishing/paper_template_edit.html", context, status=form.status)


def _say(form: TemplateForm, wrong: list[tuple[str, Problem]]) -> None:
    """What is wrong with which line, at the text it stands in."""
    for language, one in wrong:
        form.add_error(language, sentence(one.wrong, {"line": one.line, "what": one.what}))


def _looked(request: SignedIn, form: TemplateForm, kind: Kind, language: str) -> Any:
    """How a paper looks by the lines that were typed, or nothing with what is wrong with them at their text."""
    form.fields["reason"].required = False
    if not form.is_valid():
        return None
    texts = {code: form.cleaned_data[code] for code in LANGUAGES}
    if wrong := trying.wrong(kind, texts):
        _say(form, wrong)
        return None
    return trying.tried(request.user, kind, texts[language], language, reported_on(today()), moment())


@door(DECIDE, FORM)
def adopt(request: SignedIn, kind: str) -> HttpResponse:
    """From now on write papers by this version."""
    of = kind_of(kind)
    version = _version(request, of)
    form = WhyForm(request.POST or None)

    def act(sent: dict[str, Any]) -> Any:
        return actions.adopt_template(
            kind=of, version=version.number, reason=sent["reason"], by=request.user, at=moment()
        )  # fmt: skip

    if form.carry_out(act):
        messages.success(request, _("Adopted."))
        return redirect("publishing:paper_templates")
    context = {"form": form, "name": KINDS[of], "kept": version, "there": _there(of, version.number)}
    return render(request, "publishing/paper_template_adopt.html", context, status=form.status)


@door(READ_ALL, READ)
def look(request: SignedIn, kind: str, language: str) -> HttpResponse:
    """A paper by this version as PDF, with the figures of now; it is no issue and is not kept."""
    of = kind_of(kind)
    if language not in LANGUAGES:
        raise Http404(language)
    version = _version(request, of)
    tried = trying.tried(request.user, of, version.texts[language], language, reported_on(today()), moment())
    if tried is None:
        raise Http404(kind)
    return given(making.file(tried, "pdf"), f"{tried.title}", "pdf")
