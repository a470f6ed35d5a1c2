from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status
from pydantic import Field, StringConstraints

from keyworks.base.answers import ApiRefused
from keyworks.base.api import Body, Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.dossier import actions, queries
from keyworks.dossier.actions.refused import MODERATE
from keyworks.dossier.files import KINDS
from keyworks.dossier.forms import ToDisk, receive, served, too_long
from keyworks.dossier.models import Attachment, Comment

router = Router()

Kind = Annotated[str, Field(max_length=40, pattern=r"^[a-z_-]+$")]


class CommentOut(Schema):
    """What somebody said about a record; `text` is empty once it is withdrawn."""

    id: int
    author: str
    text: str
    at: datetime
    edited_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    mentions: list[str]
    edition: int

    @staticmethod
    def resolve_author(comment: Comment) -> str:
        return comment.author.username

    @staticmethod
    def resolve_text(comment: Comment) -> str:
        return "" if comment.withdrawn_at else comment.text

    @staticmethod
    def resolve_withdrawn_by(comment: Comment) -> str | None:
        return comment.withdrawn_by.username if comment.withdrawn_by else None

    @staticmethod
    def resolve_mentions(comment: Comment) -> list[str]:
        return [mention.person.username for mention in comment.mentions.all()]


class CommentIn(Body):
    """What to say; @user name tells that person."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=4000)]


FILES = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
}


class FileOut(Schema):
    """A file that hangs on a record; its content is given out as long as it is not withdrawn."""

    id: int
    name: str
    kind: str
    sha256: str
    size: int
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_reason: str

    @staticmethod
    def resolve_by(file: Attachment) -> str:
        return file.by.username

    @staticmethod
    def resolve_withdrawn_by(file: Attachment) -> str | None:
        return file.withdrawn_by.username if file.withdrawn_by else None


class WithdrawIn(Body):
    """Why a file is taken back."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=400)]


def _about(request: Request, kind: str, pk: int) -> Model:
    return queries.record(request.user, kind, pk)


@router.get(
    "/{kind}/{pk}/comments", right="dossier.read", response=Page[CommentOut], summary=_("What was said about a record")
)
def list_comments(request: Request, kind: Kind, pk: Key, window: Query[Window]) -> dict[str, Any]:
    return page(request, queries.comments(_about(request, kind, pk)), window)


@router.post(
    "/{kind}/{pk}/comments", right="dossier.write", response={201: CommentOut}, summary=_("Comment on a record")
)
def add_comment(request: Request, kind: Kind, pk: Key, comment: CommentIn) -> Status[Comment]:
    about = _about(request, kind, pk)
    said, _unseen = actions.comment(subject=about, text=comment.text, by=request.user, at=timezone.now())
    return Status(201, tagged(request, "comment", said))


@router.get("/comments/{pk}", right="dossier.read", response=CommentOut, conditional=True, summary=_("One comment"))
def get_comment(request: Request, pk: Key) -> Comment:
    return tagged(request, "comment", queries.comment(request.user, pk)[0])


@router.patch("/comments/{pk}", right="dossier.write", response=CommentOut, summary=_("Change a fresh comment"))
def edit_comment(request: Request, pk: Key, comment: CommentIn) -> Comment:
    found, about = queries.comment(request.user, pk)
    over = seen(request, "comment", found)
    words: dict[str, Any] = {"comment": found, "subject": about, "text": comment.text, "over": over}
    said, _unseen = actions.edit_comment(**words, by=request.user, at=timezone.now())
    return tagged(request, "comment", said)


@router.delete("/comments/{pk}", right="dossier.write", response=CommentOut, summary=_("Withdraw a comment"))
def withdraw_comment(request: Request, pk: Key) -> Comment:
    found, about = queries.comment(request.user, pk)
    over = seen(request, "comment", found)
    said = actions.withdraw_comment(comment=found, subject=about, over=over, by=request.user, at=timezone.now())
    return tagged(request, "comment", said)


@router.get("/{kind}/{pk}/files", right="dossier.read", response=Page[FileOut], summary=_("The files of a record"))
def list_files(request: Request, kind: Kind, pk: Key, window: Query[Window]) -> dict[str, Any]:
    return page(request, queries.attachments(_about(request, kind, pk)), window)


@router.post(
    "/{kind}/{pk}/files", right="dossier.write", response={201: list[FileOut]}, files=FILES,
    summary=_("Hang files on a record, all or none"),
)  # fmt: skip
def hang_files(request: Request, kind: Kind, pk: Key) -> Status[list[Attachment]]:
    about = _about(request, kind, pk)
    if request.content_type != "multipart/form-data":
        raise ApiRefused("api.files_needed", status=415)
    if too_long(request):
        megabytes = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
        raise actions.DossierRefused("dossier.file_too_large", field="file", name="—", megabytes=megabytes)
    uploads = ToDisk(request)
    request.upload_handlers = [uploads]
    try:
        receive(request, uploads)
        if uploads.refused:
            raise uploads.refused[0]
        with transaction.atomic():
            hung = [
                actions.attach(subject=about, part=part, by=request.user, at=timezone.now()) for part in uploads.parts
            ]
    finally:
        uploads.discard()
    return Status(201, hung)


@router.get(
    "/files/{pk}", right="dossier.read", gives=tuple(dict.fromkeys(one.media for one in KINDS.values())),
    summary=_("The content of a file"),
)  # fmt: skip
def get_file(request: Request, pk: Key) -> FileResponse:
    found, _about = queries.attachment(request.user, pk)
    return served(found, withdrawn_too=request.user.may(MODERATE))


@router.post("/files/{pk}/withdraw", right="dossier.write", response=FileOut, summary=_("Take a file back"))
def withdraw_file(request: Request, pk: Key, said: WithdrawIn) -> Attachment:
    found, about = queries.attachment(request.user, pk)
    return actions.withdraw_file(
        attachment=found, subject=about, reason=said.reason, by=request.user, at=timezone.now()
    )
