from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Lower

from keyworks.accounts.models import Person
from keyworks.dossier import rules
from keyworks.dossier.actions.notices import begin_following, tell
from keyworks.dossier.actions.refused import MODERATE, DossierRefused
from keyworks.dossier.models import Comment, CommentVersion, Mention
from keyworks.dossier.queries import may_see, place
from keyworks.record.actions import write
from keyworks.values.refusals import Stale


@transaction.atomic
def comment(*, subject: Model, text: str, by: Person, at: datetime) -> tuple[Comment, list[str]]:
    """Say something about a record and follow it from now on; also the names after @ that could not be told."""
    text = _sound(text)
    people, unseen = _mentioned(text, subject)
    said = Comment.objects.create(**place(subject), author=by, text=text, at=at)
    _mention(said, people)
    write("dossier.comment", subject, by=by, at=at, after={"comment": said.pk, "text": text})
    begin_following(subject, by, at)
    tell(said, subject, people)
    return said, unseen


@transaction.atomic
def edit_comment(
    *, comment: Comment, subject: Model, text: str, over: int, by: Person, at: datetime
) -> tuple[Comment, list[str]]:
    """Mend one's own comment while it is fresh; what stood is kept, and who is newly mentioned is told."""
    text = _sound(text)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.author_id != by.pk:
        raise DossierRefused("dossier.not_yours")
    if comment.withdrawn_at is not None:
        raise DossierRefused("dossier.withdrawn_already")
    if comment.edition != over:
        raise Stale("dossier.stale", edition=comment.edition)
    if not rules.mendable(comment.at, at):
        raise DossierRefused("dossier.too_late", minutes=int(rules.EDIT_WITHIN.total_seconds() // 60))
    people, unseen = _mentioned(text, subject)
    before = comment.text
    CommentVersion.objects.create(comment=comment, edition=comment.edition, text=before, until=at)
    comment.text, comment.edited_at, comment.edition = text, at, comment.edition + 1
    comment.save(update_fields=["text", "edited_at", "edition"])
    _mention(comment, people)
    write(
        "dossier.edit_comment", subject, by=by, at=at,
        before={"comment": comment.pk, "text": before}, after={"comment": comment.pk, "text": text},
    )  # fmt: skip
    tell(comment, subject, people, followers_too=False)
    return comment, unseen


@transaction.atomic
def withdraw_comment(*, comment: Comment, subject: Model, over: int, by: Person, at: datetime) -> Comment:
    """Take a comment back: the page says so, the text stays in the record."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.author_id != by.pk and not by.may(MODERATE):
        raise DossierRefused("dossier.not_yours")
    if comment.withdrawn_at is not None:
        raise DossierRefused("dossier.withdrawn_already")
    if comment.edition != over:
        raise Stale("dossier.stale", edition=comment.edition)
    comment.withdrawn_at, comment.withdrawn_by, comment.edition = at, by, comment.edition + 1
    comment.save(update_fields=["withdrawn_at", "withdrawn_by", "edition"])
    write(
        "dossier.withdraw_comment", subject, by=by, at=at,
        before={"comment": comment.pk, "text": comment.text}, after={"comment": comment.pk, "withdrawn": True},
    )  # fmt: skip
    return comment


def _sound(text: str) -> str:
    text = rules.plain(text)
    if not text:
        raise DossierRefused("dossier.nothing_said", field="text")
    if len(text) > rules.LONGEST_COMMENT:
        raise DossierRefused("dossier.too_long", field="text", most=rules.LONGEST_COMMENT, length=len(text))
    if len(rules.mentions(text)) > rules.MOST_MENTIONS:
        raise DossierRefused("dossier.too_many_mentions", field="text", most=rules.MOST_MENTIONS)
    return text


def _mentioned(text: str, subject: Model) -> tuple[list[Person], list[str]]:
    """Those mentioned who may see the record; and the names of all others, known or not."""
    names = rules.mentions(text)
    found = {
        person.username.lower(): person
        for person in Person.objects.annotate(lower=Lower("username")).filter(lower__in=names)
        if may_see(person, subject)
    }
    return [found[name] for name in names if name in found], [name for name in names if name not in found]


def _mention(said: Comment, people: list[Person]) -> None:
    Mention.objects.filter(comment=said).exclude(person__in=people).delete()
    known = set(Mention.objects.filter(comment=said).values_list("person_id", flat=True))
    Mention.objects.bulk_create(Mention(comment=said, person=person) for person in people if person.pk not in known)
