"""The minutes: read, drafted, edited in their parts, approved, and as a file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from keyworks.accounts.queries import moment
from keyworks.accounts.views.request import SignedIn
from keyworks.base.doors import FORM, POST, READ, door
from keyworks.base.manifest import sentence
from keyworks.matters.models.letter_words import LANGUAGES
from keyworks.meetings import actions
from keyworks.meetings.files import minutes as files
from keyworks.meetings.forms.after import PART_WORDS, MinutesForm
from keyworks.meetings.models import Meeting, Minutes
from keyworks.meetings.queries import minutes as known
from keyworks.meetings.queries import sees_all
from keyworks.meetings.rules import authority
from keyworks.meetings.rules.kinds import WAS
from keyworks.meetings.rules.minutes import PARTS
from keyworks.meetings.views.common import frame, seen
from keyworks.values.refusals import Refused

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def _language(request: SignedIn) -> str:
    asked = request.POST.get("language") or request.GET.get("language", "")
    return asked if asked in LANGUAGES else "zh"


def _shown(request: SignedIn, found: Meeting, language: str) -> Minutes | None:
    """The version asked for or the latest; who does not see all of a meeting sees what was approved."""
    if not sees_all(request.user):
        return known.approved(found, language)
    key = request.GET.get("version", "")
    if key.isascii() and key.isdigit() and len(key) < 19:
        one: Minutes = get_object_or_404(known.versions(found), pk=int(key))
        return one
    return known.latest(found, language)


FORMATS = {"pdf": "PDF", "docx": "Word"}


@door(authority.READ, READ)
def minutes(request: SignedIn, pk: int) -> HttpResponse:
    """The minutes as they stand, or a version of them."""
    found, language = seen(request.user, pk), _language(request)
    one = _shown(request, found, language)
    language = one.language if one else language
    versions = list(known.versions(found).filter(language=language)) if sees_all(request.user) else []
    latest = bool(one and versions and versions[0].pk == one.pk)
    approval = getattr(one, "approval", None)
    writes = request.user.may(authority.RECORD) and found.state in WAS
    context = {
        **frame(request.user, found, "minutes"), "one": one, "language": language, "latest": latest,
        "ways": [(code, words, f"?language={code}") for code, words in LANGUAGES.items()], "versions": versions,
        "parts": _parts(one) if one else [], "approval": approval, "writes": writes,
        "may_approve": latest and not approval and one is not None and request.user.may(authority.APPROVE)
        and request.user.pk not in known.writers(one),
        "over": versions[0].number if versions else 0, "any_approved": known.approved(found, language) is not None,
        "lang": "zh-Hans" if language == "zh" else "en", "formats": FORMATS,
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context)


def _parts(one: Minutes) -> list[dict[str, Any]]:
    heads = files.numbered(one.parts, one.language)
    return [{"head": heads.get(name, ""), "lines": one.parts.get(name, "").splitlines(), "name": name} for name in PARTS
            if one.parts.get(name)]  # fmt: skip


@door(authority.RECORD, POST)
def minutes_draft(request: SignedIn, pk: int) -> HttpResponse:
    """Draft them from what happened, as the next version."""
    found, language = seen(request.user, pk), _language(request)
    last = known.latest(found, language)
    reason = request.POST.get("reason", "")[:400]
    try:
        actions.draft_minutes(
            meeting=found, language=language, over=last.number if last else 0, by=request.user, at=moment(),
            reason=reason,
        )  # fmt: skip
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
    return redirect(f"{reverse('meetings:minutes', args=[found.pk])}?language={language}")


@door(authority.RECORD, FORM)
def minutes_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Edit them in their parts: what is kept is the next version."""
    found, language = seen(request.user, pk), _language(request)
    last = known.latest(found, language)
    if last is None:
        return redirect(f"{reverse('meetings:minutes', args=[found.pk])}?language={language}")
    approved = known.approved(found, language) is not None
    form = MinutesForm(request.POST or None, last.parts, approved=approved, initial={"edition": last.number})

    def act(sent: dict[str, Any]) -> Minutes:
        return actions.write_minutes(
            meeting=found, language=language, parts=form.parts(sent), over=sent["edition"] or 0, by=request.user,
            at=moment(), reason=sent.get("reason", ""),
        )  # fmt: skip

    standing = {**{name: last.parts.get(name, "") for name in PARTS},
                **{f"head-{name}": text for name, text in last.parts.get("head", {}).items()}}  # fmt: skip
    back = f"{reverse('meetings:minutes', args=[found.pk])}?language={language}"
    if form.carry_out(act, now=standing):
        return redirect(back)
    context = {**frame(request.user, found, "minutes"), "form": form, "back": back, "language": language,
               "words": PART_WORDS, "lang": "zh-Hans" if language == "zh" else "en"}  # fmt: skip
    return render(request, "meetings/minutes_edit.html", context, status=form.status)


@door(authority.APPROVE, POST)
def minutes_approve(request: SignedIn, pk: int, version: int) -> HttpResponse:
    """Find a version right."""
    found = seen(request.user, pk)
    one = get_object_or_404(Minutes.objects.select_related("meeting"), pk=version, meeting=found)
    try:
        actions.approve_minutes(minutes=one, by=request.user, at=moment())
    except Refused as no:
        messages.error(request, sentence(no.code, no.params))
    else:
        messages.success(request, _("The minutes are approved."))
    return redirect(f"{reverse('meetings:minutes', args=[found.pk])}?language={one.language}")


@door(authority.READ, READ)
def minutes_file(request: SignedIn, pk: int, version: int, of: str) -> HttpResponse:
    """A version as PDF or as a document of Word; whoever does not see all gets what was approved."""
    found = seen(request.user, pk)
    one = get_object_or_404(known.versions(found), pk=version)
    approved = hasattr(one, "approval")
    if of not in MEDIA or not (approved or sees_all(request.user)):
        raise Http404
    told = files.Told(one.parts, one.language, one.at, approved=approved)
    content = files.pdf(told, settings.FONTS) if of == "pdf" else files.word(told)
    name = f"{one.parts['head']['title']} {one.parts['head']['mark']}.{of}".replace("/", "-")
    return HttpResponse(content, content_type=MEDIA[of], headers={
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
    })  # fmt: skip
