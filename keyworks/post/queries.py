from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.module_loading import import_string

from keyworks.accounts.models import Person
from keyworks.base.manifest import Text, rooms
from keyworks.base.reader import Reader
from keyworks.base.scopes import scopes
from keyworks.formats.ical import Entry
from keyworks.post import rules
from keyworks.post.models import Choice, Delivery, Feed, Hook, Mail

RIGHT = "post.administer"


def configured() -> bool:
    """Is there a server to send by?"""
    return bool(settings.EMAIL_HOST)


def due(at: datetime) -> QuerySet[Mail]:
    """What waits and may be tried, the longest waiting first."""
    return Mail.objects.filter(state=Mail.State.WAITING, next_at__lte=at).order_by("next_at", "pk")


def next_try() -> datetime | None:
    """When what waits is to be tried; None where nothing waits."""
    return Mail.objects.filter(state=Mail.State.WAITING).order_by("next_at").values_list("next_at", flat=True).first()


def waiting() -> int:
    return Mail.objects.filter(state=Mail.State.WAITING).count()


def often_of(person: Person) -> str:
    """How often the person wants the digest."""
    return Choice.objects.filter(person=person).values_list("often", flat=True).first() or Choice.Often.DAILY


def reader_of(person: Person) -> Reader:
    """How a person who is not looking at a page wants to read."""
    language = person.language or settings.LANGUAGE_CODE
    return Reader(language=language, money=person.money or ("wan" if language.startswith("zh") else "m"))


def hook_hosts() -> tuple[rules.Host, ...]:
    """The hosts to which hooks may lead; none: hooks are off."""
    return rules.hosts(settings.HOOK_HOSTS)


def events() -> dict[str, Text]:
    """Every event of which the rooms tell, and its words."""
    return {event: words for room in rooms() for event, words in room.events.items()}


def told_of(event: str) -> list[Hook]:
    """The hooks in use that are to be told of an event."""
    return [hook for hook in Hook.objects.filter(active=True).order_by("pk") if event in hook.events]


def deliveries_due(at: datetime, but: Iterable[int] = ()) -> QuerySet[Delivery]:
    """What hooks in use are to be told now, the longest waiting first; `but` are hooks that are left alone."""
    found = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at, hook__active=True)
    rested = Q(hook__rests_until=None) | Q(hook__rests_until__lte=at)
    return found.filter(rested).exclude(hook__in=list(but)).order_by("next_at", "pk")


def next_delivery() -> datetime | None:
    """When a hook in use is to be told next; None where nothing waits."""
    found = Delivery.objects.filter(state=Delivery.State.WAITING, hook__active=True)
    moment = Greatest("next_at", Coalesce("hook__rests_until", "next_at"))
    return found.annotate(moment=moment).order_by("moment").values_list("moment", flat=True).first()


def feed_of(person: Person) -> Feed | None:
    """The feed a person has now."""
    return Feed.objects.filter(person=person, revoked_at=None, epoch=person.session_epoch).first()


def feed_by_key(key: str) -> Feed | None:
    """The feed with this secret; None where its person is shut out, holds no seat today or ended it."""
    digest = hashlib.sha256(key.encode(errors="replace")).hexdigest()
    found = Feed.objects.select_related("person").filter(
        digest=digest, revoked_at=None, epoch=F("person__session_epoch"), person__is_active=True
    ).first()  # fmt: skip
    return found if found and found.person.standing.seats else None


def dates(person: Person) -> list[Entry]:
    """What the rooms have to put into a person's calendar."""
    return [entry for room in rooms() if room.dates for entry in import_string(room.dates)(person)]


def house() -> str:
    """The host of this installation, by which what leaves it is told from what others send."""
    return urlsplit(settings.ADDRESS).hostname or "keyworks"


@scopes(Hook)
def _hooks(person: Person, hooks: QuerySet[Hook]) -> QuerySet[Hook]:
    return hooks if person.may(RIGHT) else hooks.none()


@scopes(Delivery)
def _deliveries(person: Person, deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    return deliveries if person.may(RIGHT) else deliveries.none()


@scopes(Feed)
def _feeds(person: Person, feeds: QuerySet[Feed]) -> QuerySet[Feed]:
    return feeds.filter(person=person)


@scopes(Mail)
def _mails(person: Person, mails: QuerySet[Mail]) -> QuerySet[Mail]:
    return mails if person.may(RIGHT) else mails.none()
