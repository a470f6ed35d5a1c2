"""A unit's report: read, drafted, written, handed in; and several beside one another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import panels
from keyworks.meetings import actions
from keyworks.meetings.forms.statements import DraftForm, TextForm
from keyworks.meetings.models import Statement, Version
from keyworks.meetings.models.statement_words import SECTIONS
from keyworks.meetings.queries import drafting
from keyworks.meetings.queries import statements as queries
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.drafting import Section, moved, read
from keyworks.meetings.rules.drafting_checks import in_chinese
from keyworks.meetings.views import figures
from keyworks.meetings.views.common import frame, seen
from keyworks.meetings.views.statements import (
    carried_out,
    edition,
    found,
    judges,
    must_write,
    seen_meeting,
    told,
    writes,
)


@door(authority.READ, READ)
def statement(request: SignedIn, pk: int) -> HttpResponse:
    """One report as the reader may read it, with its figures and what is odd about them."""
    one = found(request.user, pk)
    every = queries.versions_seen(request.user, one)
    asked = request.GET.get("version", "")
    read_now = next((row for row in every if str(row.number) == asked), None) or queries.reads(request.user, one)
    context: dict[str, Any] = {
        **told(one), **judges(request.user, one), "version": read_now, "versions": every,
        "meeting": seen_meeting(request.user, one), "writes": writes(request.user, one),
        "speaks": queries.speaks(request.user, one.unit), "panels": panels(request.user, "statement"),
        **(_shown(one, read_now) if read_now else {}),
    }  # fmt: skip
    return render(request, "meetings/statement.html", context)


def _shown(one: Statement, version: Version) -> dict[str, Any]:
    return {
        "sections": figures.sections(version), "figures": figures.rows(read(version.figures)),
        "headline": figures.headline(version), "lang": "zh-Hans" if version.language == "zh" else "en",
        **figures.checked(version.parts, version.figures, version.language, one.minutes),
    }  # fmt: skip


@door(authority.STATE, FORM)
def draft(request: SignedIn, pk: int) -> HttpResponse:
    """Draft a report from what is known now; drafted before, what has changed since is said."""
    one = found(request.user, pk)
    must_write(request.user, one)
    last = queries.last_version(one)
    form = DraftForm(
        request.POST or None, again=last is not None, language=last.language if last else "", edition=one.edition,
        keep=bool(last and last.edited),
    )  # fmt: skip

    def act(sent: dict[str, Any]) -> Version:
        return actions.draft(
            statement=one, language=sent["language"], keep_text=bool(sent.get("keep")), over=sent["edition"] or 0,
            by=request.user, at=moment(),
        )  # fmt: skip

    if form.carry_out(act):
        messages.success(request, _("Drafted from what is known now."))
        return redirect(one)
    facts, before = drafting.facts_of(one.unit, moment()), read(last.figures) if last else []
    context = {
        **told(one), "meeting": seen_meeting(request.user, one), "form": form, "last": last, "month": facts.month,
        "moved": figures.moves(moved(before, facts.all)), "n": len(facts.all),
        "since": max((row.on for row in before), default=None),
    }  # fmt: skip
    return render(request, "meetings/statement_draft.html", context, status=form.status)


@door(authority.STATE, FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Write the text of a report, part by part."""
    one = found(request.user, pk)
    must_write(request.user, one)
    last = queries.last_version(one)
    parts = last.parts if last else {}
    form = TextForm(request.POST or None, initial={**parts, "edition": one.edition})

    def act(sent: dict[str, Any]) -> Version:
        return actions.save(
            statement=one, parts=form.parts(sent), over=sent["edition"] or 0, by=request.user, at=moment()
        )

    if form.carry_out(act, now=parts):
        messages.success(request, _("Saved."))
        return redirect(one)
    written = form.parts(form.data) if form.is_bound else dict(parts)
    context = {
        **told(one), "meeting": seen_meeting(request.user, one), "form": form, "last": last,
        "figures": figures.rows(read(last.figures)) if last else [], **_checked(one, last, written),
    }  # fmt: skip
    return render(request, "meetings/statement_edit.html", context, status=form.status)


def _checked(one: Statement, last: Version | None, parts: dict[str, str]) -> dict[str, Any]:
    language = "zh" if in_chinese("".join(parts.values())) else "en"
    return figures.checked(parts, last.figures if last else [], language, one.minutes)


@door(authority.STATE, POST)
def check(request: SignedIn, pk: int) -> HttpResponse:
    """How long what is typed now is, and which of its figures differ; nothing is saved."""
    one = found(request.user, pk)
    must_write(request.user, one)
    parts = TextForm(request.POST).parts(request.POST)
    return render(request, "meetings/parts/statement_check.html", _checked(one, queries.last_version(one), parts))


@door(authority.STATE, POST)
def submit(request: SignedIn, pk: int) -> HttpResponse:
    """Hand a report in."""
    one = found(request.user, pk)
    must_write(request.user, one)
    over = edition(request, one)
    carried_out(
        request, lambda: actions.submit(statement=one, over=over, by=request.user, at=moment()), _("It is handed in.")
    )
    return redirect(one)


@door(authority.READ, READ)
def side_by_side(request: SignedIn, pk: int) -> HttpResponse:
    """The reports of several units beside one another, by part."""
    meeting = seen(request.user, pk)
    rows = list(queries.of_meeting(request.user, meeting))
    chosen = set(request.GET.getlist("unit"))
    part = request.GET.get("part", "")
    asked = [one for one in Section if str(one) == part] or list(Section)
    read_ones = queries.texts(request.user, rows)
    units: list[dict[str, Any]] = [
        {
            "one": one.statement, "version": one.version, "headline": figures.headline(one.version),
            "told": told(one.statement), "lang": "zh-Hans" if one.version and one.version.language == "zh" else "en",
        }
        for one in read_ones if not chosen or str(one.statement.unit_id) in chosen
    ]  # fmt: skip
    shown = [row for row in units if row["version"]]
    texts = [{part["key"]: part["pieces"] for part in figures.sections(row["version"])} for row in shown]
    lines = [
        {
            "words": SECTIONS[section],
            "cells": [(row["one"], row["lang"], text[str(section)]) for row, text in zip(shown, texts, strict=True)],
        }
        for section in asked
    ]  # fmt: skip
    context = {
        **frame(request.user, meeting, "statements"), "units": shown, "lines": lines, "part": part,
        "without": [row["told"] for row in units if not row["version"]],
        "offered": [(one.unit, not chosen or str(one.unit_id) in chosen) for one in rows],
        "sections": [(str(key), words) for key, words in SECTIONS.items()],
    }  # fmt: skip
    return render(request, "meetings/side_by_side.html", context)
