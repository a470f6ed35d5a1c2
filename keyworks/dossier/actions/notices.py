"""Following and being told. Neither is an act on the record: what was said is written there already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from keyworks.accounts.models import Person
from keyworks.dossier.models import Comment, Follow, Notice
from keyworks.dossier.queries import followers, may_see, place


@transaction.atomic
def follow(*, subject: Model, by: Person, at: datetime) -> None:
    """Be told from now on of what is said about the record."""
    begin_following(subject, by, at)


@transaction.atomic
def unfollow(*, subject: Model, by: Person, at: datetime) -> None:
    """Be told no more; mentions still arrive."""
    Follow.objects.filter(**place(subject), person=by, at__lte=at).delete()


@transaction.atomic
def read_notices(*, by: Person, at: datetime, pk: int | None = None) -> int:
    """Mark one notice, or all, as read; how many were not yet."""
    unread = Notice.objects.filter(person=by, read_at=None)
    return (unread if pk is None else unread.filter(pk=pk)).update(read_at=at)


def begin_following(subject: Model, person: Person, at: datetime) -> None:
    Follow.objects.get_or_create(**place(subject), person=person, defaults={"at": at})


def tell(said: Comment, subject: Model, mentioned: Iterable[Person], *, followers_too: bool = True) -> None:
    """One notice each: to those mentioned, and to followers who may still see the record; never to the author."""
    causes = {person.pk: Notice.Cause.MENTION for person in mentioned}
    if followers_too:
        for person in followers(subject):
            if person.pk not in causes and person.pk != said.author_id and may_see(person, subject):
                causes[person.pk] = Notice.Cause.COMMENT
    causes.pop(said.author_id, None)
    told = set(Notice.objects.filter(comment=said).values_list("person_id", flat=True))
    moment = said.edited_at or said.at
    Notice.objects.bulk_create(
        Notice(person_id=pk, comment=said, cause=cause, at=moment) for pk, cause in causes.items() if pk not in told
    )
