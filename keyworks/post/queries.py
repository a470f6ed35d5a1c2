from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from keyworks.accounts.models import Person
from keyworks.base.scopes import scopes
from keyworks.post.models import Choice, Mail

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


@scopes(Mail)
def _mails(person: Person, mails: QuerySet[Mail]) -> QuerySet[Mail]:
    return mails if person.may(RIGHT) else mails.none()
