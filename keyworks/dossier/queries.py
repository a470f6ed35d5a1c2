from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from keyworks.accounts.models import Membership, Person
from keyworks.base.manifest import rooms
from keyworks.base.scopes import scope, scopes, subject, subject_kind, subject_model
from keyworks.dossier.models import Attachment, Comment, Follow, Mention, Notice, PreferredView, SavedView

SUGGESTED = 8
TRIED = 60


def place(subject: Model) -> dict[str, str]:
    """How what hangs on this record names it."""
    return {"subject_kind": subject_kind(type(subject)), "subject_id": str(subject.pk)}


def record(person: Person, kind: str, pk: int | str) -> Model:
    """The record of this kind and key, if its room lets people hang something on it and the person sees it; else 404.

    Otherwise what everybody sees, such as the installation, would carry word past every district's walls.
    """
    if not any(kind in room.dossiers for room in rooms()):
        raise Http404(kind)
    return subject(person, kind, pk)


def may_see(person: Person, subject: Model) -> bool:
    """May this person, whoever asks, see the record?"""
    return person.is_active and scope(person, type(subject)._default_manager.filter(pk=subject.pk)).exists()


def subjects(person: Person, hung: Iterable[Any]) -> dict[tuple[str, str], Model]:
    """The records these things hang on, as far as the person may see them: one question a kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in hung:
        wanted[one.subject_kind].add(one.subject_id)
    found: dict[tuple[str, str], Model] = {}
    for kind, keys in wanted.items():
        try:
            model = subject_model(kind)
        except Http404:
            continue  # of a room that is gone
        for one in scope(person, model._default_manager.filter(pk__in=keys)):
            found[(kind, str(one.pk))] = one
    return found


def comments(subject: Model) -> QuerySet[Comment]:
    """All that was said about the record, the first first."""
    mentioned = Prefetch("mentions", Mention.objects.select_related("person"))
    return (
        Comment.objects.filter(**place(subject))
        .select_related("author", "withdrawn_by")
        .prefetch_related(mentioned)
        .order_by("pk")
    )


def comment(person: Person, pk: int) -> tuple[Comment, Model]:
    """A comment and what it is about, if the person may see that; else 404."""
    found = Comment.objects.select_related("author", "withdrawn_by").filter(pk=pk).first()
    return _with_subject(person, found)


def attachments(subject: Model) -> QuerySet[Attachment]:
    """The files of the record, the first first."""
    return Attachment.objects.filter(**place(subject)).select_related("by", "withdrawn_by").order_by("pk")


def hung_on(kind: str, keys: Collection[int], of: Collection[str]) -> dict[int, list[Attachment]]:
    """By record of one kind, its standing files of these kinds of file, the first first."""
    rows = Attachment.objects.filter(
        subject_kind=kind, subject_id__in=[str(key) for key in keys], kind__in=of, withdrawn_at=None
    )
    found: dict[int, list[Attachment]] = defaultdict(list)
    for one in rows.order_by("pk"):
        found[int(one.subject_id)].append(one)
    return dict(found)


def attachment(person: Person, pk: int) -> tuple[Attachment, Model]:
    """A file and what it hangs on, if the person may see that; else 404."""
    return _with_subject(person, Attachment.objects.select_related("by").filter(pk=pk).first())


def _with_subject(person: Person, hung: Any) -> tuple[Any, Model]:
    about = subjects(person, [hung]) if hung else {}
    if not about:
        raise Http404
    return hung, next(iter(about.values()))


def holds(sha256: str) -> bool:
    """Does an attachment have this content?"""
    return Attachment.objects.filter(sha256=sha256).exists()


@scopes(Attachment)
def _attachments(person: Person, files: QuerySet[Attachment]) -> QuerySet[Attachment]:
    """What hangs on records the person sees: asked file by file, so that few files cost little."""
    condition: Any = Q(pk__in=[])
    for kind in sorted({kind for room in rooms() for kind in room.dossiers}):
        seen = scope(person, subject_model(kind)._default_manager.all()).order_by()
        key = Cast(OuterRef("subject_id"), BigIntegerField())
        condition |= Q(subject_kind=kind) & Exists(seen.filter(pk=key))
    return files.filter(condition)


def hung_notes(files: list[Attachment]) -> list[str]:
    """What each file hangs on; for files the person sees."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in files:
        wanted[one.subject_kind].add(one.subject_id)
    found = {
        (kind, str(key)): str(row)
        for kind, keys in wanted.items()
        for key, row in subject_model(kind)._default_manager.in_bulk([int(key) for key in keys]).items()
    }
    return [found.get((one.subject_kind, one.subject_id), "") for one in files]


def follows(person: Person, subject: Model) -> bool:
    return Follow.objects.filter(**place(subject), person=person).exists()


def followers(subject: Model) -> list[Person]:
    """Who wants to know of what is said about the record."""
    return [follow.person for follow in Follow.objects.filter(**place(subject)).select_related("person").order_by("pk")]


def suggested(person: Person, subject: Model, start: str) -> list[Person]:
    """People the asker may see, whose name begins so, and who may see the record themselves."""
    near = scope(person, Person.objects.filter(is_active=True)).filter(
        Q(username__istartswith=start) | Q(name__icontains=start) | Q(name_en__icontains=start)
    )
    found: list[Person] = []
    for other in near.exclude(pk=person.pk).order_by("username")[:TRIED]:
        if may_see(other, subject):
            found.append(other)
        if len(found) == SUGGESTED:
            break
    return found


def unread(person: Person) -> int:
    """How many notices the person has not read."""
    return Notice.objects.filter(person=person, read_at=None).count()


def news(person: Person, since: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the person was told since and has not read, for the digest."""
    told = [(one, about) for one, about in inbox(person) if one.at > since and one.read_at is None]
    lines = [
        (f"{one.comment.author} {one.get_cause_display()} · {about}", reverse("dossier:notice", args=[one.pk]))
        for one, about in told
    ]
    return [(_("Notices"), lines)] if lines else []


def waits(person: Person, since: datetime) -> dict[str, list[tuple[str, str]]]:
    """What the other rooms tell a person, by heading: what was told twice and still waits is said once."""
    others = [room.news for room in rooms() if room.news and not room.news.startswith(__name__)]
    return {heading: lines for news in others for heading, lines in import_string(news)(person, since)}


def inbox(person: Person, most: int = 100) -> list[tuple[Notice, Model]]:
    """The newest notices with what they are about; what the person may no longer see is left out."""
    told = list(Notice.objects.filter(person=person).select_related("comment__author").order_by("-pk")[:most])
    about = subjects(person, [notice.comment for notice in told])
    keyed = [(notice, (notice.comment.subject_kind, notice.comment.subject_id)) for notice in told]
    return [(notice, about[key]) for notice, key in keyed if key in about]


@scopes(SavedView)
def _views(person: Person, views: QuerySet[SavedView]) -> QuerySet[SavedView]:
    units = {seat.unit_id for seat in person.standing.seats}
    return views.filter(Q(owner=person) | Q(shared="everyone") | Q(shared="unit", unit__in=units))


def views_of(person: Person, address: str = "") -> QuerySet[SavedView]:
    """The saved views of a list the person may use, by name; of every list without an address."""
    found = scope(person, SavedView.objects.select_related("owner", "unit"))
    return found.filter(address=address) if address else found.order_by("address", "name", "pk")


def preferred(person: Person) -> dict[str, SavedView]:
    """Address → the view the person begins it with."""
    chosen = PreferredView.objects.filter(person=person, view__in=scope(person, SavedView.objects.all()))
    return {choice.address: choice.view for choice in chosen.select_related("view")}


def unit_of(person: Person) -> int | None:
    """The unit with which a person shares: that of the first seat of their own."""
    own = [seat.unit_id for seat in person.standing.seats if not seat.behalf]
    return own[0] if own else None


def units_of(people: Iterable[Person]) -> dict[int, str]:
    """Person → the name of a unit they sit in, for telling people of one name apart."""
    seats = Membership.objects.filter(person__in=list(people)).select_related("unit").order_by("-pk")
    return {seat.person_id: str(seat.unit) for seat in seats}
