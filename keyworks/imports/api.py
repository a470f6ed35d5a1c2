from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Schema, Status
from pydantic import StringConstraints

from keyworks.base.answers import ApiRefused
from keyworks.base.api import Body, Key, Request, Router, Yes
from keyworks.base.paging import Page, Window, page
from keyworks.base.scopes import scope
from keyworks.dossier.forms import ToDisk, receive
from keyworks.imports import actions, queries
from keyworks.imports.actions.giving import LARGEST
from keyworks.imports.models import Import, Mapping
from keyworks.values.refusals import Refused

router = Router()
RIGHT = queries.RIGHT

Name = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=400)]
FILES = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "mapping": {"type": "string", "maxLength": 80},
        "document": {"type": "string", "description": "A mapping as JSON, instead of the name of one."},
        "name": {"type": "string", "maxLength": 200},
    },
}


class ImportOut(Schema):
    """A list that is being brought in or was; `job` is background work to wait for, in which `state` changes."""

    id: int
    name: str
    state: str
    mapping: str
    reason: str
    at: datetime
    edition: int
    report: dict[str, Any]
    intake: int | None
    job: int | None

    @staticmethod
    def resolve_mapping(found: Import) -> str:
        return found.mapping.label if found.mapping else found.example

    @staticmethod
    def resolve_intake(found: Import) -> int | None:
        return found.intake_id

    @staticmethod
    def resolve_job(found: Import) -> int | None:
        job = actions.job_of(found)
        return job.pk if job is not None and not job.ended else None


class MappingOut(Schema):
    """A version of a saved mapping."""

    name: str
    version: int
    title_zh: str
    title_en: str
    note: str
    at: datetime
    document: dict[str, Any]


class MappingIn(Body):
    """A mapping to be kept as the next version of its name."""

    document: dict[str, Any]
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class UnderstandIn(Body):
    """By what an import is understood: the code of a mapping, or a document."""

    mapping: Annotated[str, StringConstraints(max_length=80)] = ""
    document: dict[str, Any] | None = None


class BringIn(Body):
    """Why it is brought in; `allow_refused` leaves refused rows out and brings in the rest."""

    reason: Reason
    allow_refused: Yes = False


class TakeBackIn(Body):
    """Why it is taken back."""

    reason: Reason


def _imports(request: Request) -> QuerySet[Import]:
    return scope(request.user, Import.objects.select_related("mapping"))


def _one(request: Request, pk: int) -> Import:
    return get_object_or_404(_imports(request), pk=pk)


@router.get("", right=RIGHT, response=Page[ImportOut], summary=_("The lists that were brought in, newest first"))
def list_imports(request: Request, window: Query[Window]) -> dict[str, Any]:
    return page(request, _imports(request), window, ("-pk",))


@router.post(
    "", right=RIGHT, response={201: ImportOut}, files=FILES,
    summary=_("Give the files of a list, with the name of a mapping or a mapping itself"),
)  # fmt: skip
def give(request: Request) -> Status[Import]:
    if request.content_type != "multipart/form-data":
        raise ApiRefused("api.files_needed", status=415)
    uploads = ToDisk(request)
    uploads.limit = LARGEST
    request.upload_handlers = [uploads]
    try:
        receive(request, uploads)
        if uploads.refused:
            raise uploads.refused[0]
        post = request.POST
        document = actions.parsed(post["document"]) if post.get("document") else None
        found = actions.begin(
            parts=uploads.parts, by=request.user, at=timezone.now(), name=post.get("name", "")[:200],
            code=post.get("mapping", "")[:80], document=document,
        )  # fmt: skip
    finally:
        uploads.discard()
    try:
        actions.ask("imports.read", found, by=request.user, at=timezone.now())
    except actions.FilesRefused as no:
        actions.remove(found=found, by=request.user, at=timezone.now())
        raise _told(no) from no
    return Status(201, _one(request, found.pk))


def _told(no: Refused) -> ApiRefused:
    """A refusal with every problem that led to it."""
    params: dict[str, Any] = {**no.params}
    return ApiRefused(no.code, status=no.status, field=no.field, problems=getattr(no, "problems", ()), **params)


@router.get("/mappings", right=RIGHT, response=Page[MappingOut], summary=_("The saved mappings in all versions"))
def list_mappings(request: Request, window: Query[Window]) -> dict[str, Any]:
    return page(request, scope(request.user, Mapping.objects.all()), window, ("name", "-version"))


@router.get("/mappings/{name}", right=RIGHT, response=MappingOut, summary=_("A mapping in its newest version"))
def get_mapping(request: Request, name: Name) -> Mapping:
    found = scope(request.user, Mapping.objects.filter(name=name)).order_by("-version").first()
    if found is None:
        raise Http404
    return found


@router.post(
    "/mappings/{name}", right=RIGHT, response={201: MappingOut}, summary=_("Save the next version of a mapping")
)
def save_mapping(request: Request, name: Name, said: MappingIn) -> Status[Mapping]:
    try:
        made = actions.save_mapping(
            name=name, document=said.document, note=said.note, by=request.user, at=timezone.now()
        )
    except actions.MappingRefused as no:
        raise _told(no) from no
    return Status(201, made)


@router.get("/{pk}", right=RIGHT, response=ImportOut, summary=_("One list, and what its last check counted"))
def get_import(request: Request, pk: Key) -> Import:
    return _one(request, pk)


@router.get("/{pk}/report", right=RIGHT, response=dict[str, Any], summary=_("What the last check found, cell by cell"))
def get_report(request: Request, pk: Key) -> dict[str, Any]:
    found = _one(request, pk)
    return actions.reported(found, queries.judged(found))


@router.post("/{pk}/mapping", right=RIGHT, response=ImportOut, summary=_("Understand a list by another mapping"))
def understand(request: Request, pk: Key, said: UnderstandIn) -> Import:
    found = _one(request, pk)
    try:
        if said.document is not None:
            actions.understand(found=found, document=said.document, over=None, at=timezone.now())
        else:
            actions.choose_mapping(found=found, code=said.mapping, over=None, at=timezone.now())
    except actions.MappingRefused as no:
        raise _told(no) from no
    return _one(request, pk)


@router.post("/{pk}/dry-run", right=RIGHT, response=ImportOut, summary=_("Check a list; nothing is written"))
def dry_run(request: Request, pk: Key) -> Import:
    actions.ask("imports.judge", _one(request, pk), by=request.user, at=timezone.now())
    return _one(request, pk)


@router.post("/{pk}/bring-in", right=RIGHT, response=ImportOut, summary=_("Bring a checked list in, all or nothing"))
def bring_in(request: Request, pk: Key, said: BringIn) -> Import:
    found = _one(request, pk)
    now = timezone.now()
    try:
        actions.ask_to_bring(
            found=found, reason=said.reason, leave_refused=said.allow_refused, over=None, by=request.user, at=now
        )
    except Refused as no:
        if no.field == "leave_refused":
            no.field = "allow_refused"  # as it is called here
        raise
    actions.ask("imports.bring_in", found, by=request.user, at=now)
    return _one(request, pk)


@router.post("/{pk}/take-back", right=RIGHT, response=ImportOut, summary=_("Take an import back"))
def take_back(request: Request, pk: Key, said: TakeBackIn) -> Import:
    actions.take_back(found=_one(request, pk), reason=said.reason, by=request.user, at=timezone.now())
    return _one(request, pk)


@router.post("/{pk}/remove", right=RIGHT, response=dict[str, bool], summary=_("Remove files that were not brought in"))
def remove(request: Request, pk: Key) -> dict[str, bool]:
    actions.remove(found=_one(request, pk), by=request.user, at=timezone.now())
    return {"removed": True}
