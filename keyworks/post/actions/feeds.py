"""The secret address under which a calendar program reads a person's dates."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from keyworks.accounts.models import Person
from keyworks.post import rules
from keyworks.post.actions.refused import PostRefused
from keyworks.post.models import Feed
from keyworks.record.actions import write


@transaction.atomic
def make_feed(*, by: Person, at: datetime) -> tuple[Feed, str]:
    """A feed in place of the one before, and its key, which is kept nowhere."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    if person.password_once:
        raise PostRefused("post.feed_own_password")
    replaced = Feed.objects.filter(person=person, revoked_at=None).update(revoked_at=at)
    key = secrets.token_urlsafe(32)
    digest = hashlib.sha256(key.encode()).hexdigest()
    feed = Feed.objects.create(person=person, digest=digest, epoch=person.session_epoch, made_at=at, hour_at=at)
    write("post.make_feed", person, by=by, at=at, after={"replaced": bool(replaced)})
    return feed, key


@transaction.atomic
def revoke_feed(*, by: Person, at: datetime) -> None:
    """End the feed: its address leads nowhere from now on."""
    if not Feed.objects.filter(person=by, revoked_at=None).update(revoked_at=at):
        raise PostRefused("post.no_feed")
    write("post.revoke_feed", by, by=by, at=at)


def read_feed(*, feed: Feed, at: datetime) -> bool:
    """Count a reading; False where there were too many in this hour."""
    fresh = Feed.objects.filter(pk=feed.pk, hour_at__gt=at - timedelta(hours=1))
    if fresh.filter(reads__lt=rules.READS_AN_HOUR).update(reads=F("reads") + 1, read_at=at):
        return True
    if fresh.exists():
        return False
    Feed.objects.filter(pk=feed.pk).update(reads=1, hour_at=at, read_at=at)
    return True
