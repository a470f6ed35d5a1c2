from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status
from pydantic import Field, StringConstraints

from keyworks.base.api import Body, Key, Request, Router
from keyworks.base.conditions import seen, tagged
from keyworks.base.paging import Page, Window, page
from keyworks.dossier import actions, queries
from keyworks.dossier.models import Comment

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
