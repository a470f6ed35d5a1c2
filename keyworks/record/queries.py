from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from keyworks.base import reader, shown
from keyworks.base.manifest import codes, names, says, verb, word
from keyworks.base.scopes import scope, scopes, subject_model
from keyworks.record.models import Entry
from keyworks.record.rules import GENESIS, HASHED, Chain, Change, Proof, Row, Verdict, changes
from keyworks.values.asof import AsOf

CHUNK = 5000

Step = Callable[[int, int], None]
"""Told how many entries are done, of how many."""


@scopes(Entry)
def _entries(person: Any, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The whole record for whoever may read it; one subject's history is another door, see `of`."""
    return entries if person.may("record.read") else entries.none()


def of(kind: str, pk: int | str) -> QuerySet[Entry]:
    """All that was ever done to one subject, newest first; whoever sees the subject may see it."""
    return Entry.objects.filter(subject_kind=kind, subject_id=str(pk)).order_by("-seq")


def head() -> Proof:
    """How many entries there are, and the hash of the last: what to note elsewhere."""
    seq, written = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    return Proof(seq, written)


def since(proof: Proof, most: int) -> list[tuple[str, str, str]] | None:
    """(verb, kind of subject, its key) of each entry after the one proven, in order.

    None where there are more than `most`, or where the record has another entry there: it was exchanged.
    """
    found = Entry.objects.filter(seq__gte=proof.count).order_by("seq")
    told = list(found.values_list("seq", "hash", "verb", "subject_kind", "subject_id")[: most + 2])
    if proof.count:
        if not told or told[0][:2] != (proof.count, proof.head):
            return None
        del told[0]
    return None if len(told) > most else [(verb, kind, key) for _seq, _hash, verb, kind, key in told]


def rows(from_seq: int = 1, until: int | None = None) -> Iterator[list[Row]]:
    """The entries as they stand in the database, in order, some thousand at a time."""
    # The moment as text: a driver would read two different texts as one moment, or fail at a third.
    found = Entry.objects.annotate(moment=Cast("at", TextField())).order_by("seq")
    if until is not None:
        found = found.filter(seq__lte=until)
    raw = found.values_list("seq", "moment", *HASHED, "previous", "hash")
    after = from_seq - 1
    while some := list(raw.filter(seq__gt=after)[:CHUNK]):
        yield some
        if len(some) < CHUNK or type(some[-1][0]) is not int:
            return
        after = some[-1][0]


def verify(
    from_seq: int = 1, until: int | None = None, *, against: Proof | None = None, step: Step | None = None
) -> Verdict:
    """Read the record through and name the first entry that does not hold.

    From a later entry on, the hash before it is believed. What is cut off at the end only an earlier proof can tell,
    and only where the whole is read.
    """
    if against is not None and (from_seq > 1 or (until is not None and until < against.count)):
        raise ValueError("a proof is compared with the whole record")
    last = Entry.objects.filter(seq__lte=until).count() if until is not None else Entry.objects.count()
    before = Entry.objects.filter(seq=from_seq - 1).values_list("hash", flat=True).first()
    chain = Chain(from_seq - 1, before or GENESIS, marks=frozenset({against.count} if against else ()))
    if from_seq > 1 and before is None:
        return Verdict(from_seq - 1, GENESIS, from_seq - 1, "gap")
    for some in rows(from_seq, until):
        if not chain.follow(some):
            break
        if step is not None:
            step(min(chain.seq, last), last)
    return chain.verdict(against)


def _bearing(person: Any, kind: str, words: str) -> QuerySet[Any]:
    """What has these words in one of its names today, as far as the person sees it: the keys as entries have them."""
    called = reduce(or_, (Q(**{f"{field}__icontains": words}) for field in names()[kind]))
    seen: QuerySet[Any] = scope(person, subject_model(kind)._default_manager.filter(called))
    keyed: QuerySet[Any] = seen.annotate(entry_key=Cast("pk", TextField())).values("entry_key")
    return keyed


def matching(person: Any, entries: QuerySet[Entry], asked: Mapping[str, Any]) -> QuerySet[Entry]:
    """The entries with these words, by this person, of this verb and kind, from a day until a day in the city.

    Subjects and people are found by the recorded name and by either name of today.
    """
    if words := asked.get("q"):
        spoken = Q()
        for name in ("subject", "reason", "before", "after"):
            spoken |= Q(**{f"{name}__icontains": words})
        for kind in names():
            spoken |= Q(subject_kind=kind, subject_id__in=_bearing(person, kind, words))
        entries = entries.filter(spoken)
    if who := asked.get("who"):
        today = Q(actor_id__in=_bearing(person, "person", who))
        entries = entries.filter(Q(actor__icontains=who) | Q(behalf__icontains=who) | today)
    exact = {"verb": asked.get("verb"), "subject_kind": asked.get("kind")}
    entries = entries.filter(**{name: value for name, value in exact.items() if value})
    zone = timezone.get_default_timezone()
    if since := asked.get("since"):
        entries = entries.filter(at__gt=AsOf.end_of(since - timedelta(days=1), zone).at)
    if until := asked.get("until"):
        entries = entries.filter(at__lte=AsOf.end_of(until, zone).at)
    return entries


Key = tuple[str, str]
"""Kind and key of a subject, as entries name it."""


class Present:
    """What entries name, as it stands now, as far as this person sees it."""

    def __init__(self, person: Any, keys: Iterable[Key]) -> None:
        asked: dict[str, set[str]] = {}
        for kind, pk in keys:
            if pk:
                asked.setdefault(kind, set()).add(pk)
        self.found: dict[Key, Any] = {}
        for kind, pks in asked.items():
            try:
                model = subject_model(kind)
                wanted = [model._meta.pk.to_python(pk) for pk in pks]
            except (Http404, ValidationError):
                continue
            seen: QuerySet[Any] = scope(person, model._default_manager.filter(pk__in=wanted))
            self.found |= {(kind, str(one.pk)): one for one in seen}

    def called(self, key: Key, recorded: str) -> str:
        """The name as it was recorded, or to whom reads another language than the record's, the present one."""
        return recorded if own_language() or key not in self.found else str(self.found[key])

    def address(self, key: Key) -> str:
        """Where the subject's page is; "" where it has none, is gone or is hidden from this person."""
        return str(getattr(self.found.get(key), "get_absolute_url", str)())


def own_language() -> bool:
    """Does the reader read the language in which the record keeps names?"""
    return reader.current().zh == reader.Reader(language=settings.LANGUAGE_CODE).zh


def keys(entry: Mapping[str, Any]) -> list[Key]:
    """The subject and the actor of an entry's columns."""
    return [(entry["subject_kind"], entry["subject_id"]), ("person", entry["actor_id"])]


def who(present: Present, entry: Mapping[str, Any]) -> str:
    """Who did it, and for whom."""
    name = present.called(("person", entry["actor_id"]), entry["actor"]) or _("the system")
    behalf = entry["behalf"]
    return _("%(actor)s for %(behalf)s") % {"actor": name, "behalf": behalf} if behalf else name


def what(present: Present, entry: Mapping[str, Any]) -> str:
    """What the entry is about."""
    return present.called((entry["subject_kind"], entry["subject_id"]), entry["subject"])


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in the reader's words."""

    entry: Entry
    who: str
    verb: str
    what: str
    address: str
    lines: list[Line]


def told(person: Any, entries: Iterable[Entry]) -> list[Told]:
    """Entries as this person reads them."""
    some = [(entry, {name: getattr(entry, name) for name in (*HASHED, "seq")}) for entry in entries]
    present = Present(person, [key for _entry, row in some for key in keys(row)])
    lines = compared(person, [entry for entry, _row in some])
    return [
        Told(entry, who(present, row), verb(entry.verb), what(present, row), present.address(keys(row)[0]), compare)
        for (entry, row), compare in zip(some, lines, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a before and after, in the reader's words."""

    label: str
    before: str
    after: str
    changed: bool


def compared(person: Any, entries: Iterable[Entry]) -> list[list[Line]]:
    """Of each entry every field of its before and after, in words."""
    some = [(entry, [_narrowed(one) for one in changes(entry.before, entry.after)]) for entry in entries]
    worded = _worded(person, some)
    meant = _meant(person, [change for _entry, found in some for change in found])
    return [
        worded.get(entry.pk)
        or [
            Line(word(one.name), _said(entry, one.name, one.before, meant), _said(entry, one.name, one.after, meant),
                 one.changed)
            for one in found
        ]
        for entry, found in some
    ]  # fmt: skip


def _worded(person: Any, some: Iterable[tuple[Entry, list[Change]]]) -> dict[int, list[Line]]:
    """The lines of entries whose rooms word their own changes, by the entry's key: one call a kind."""
    of_kind: dict[str, list[tuple[Entry, list[Change]]]] = {}
    for entry, found in some:
        if says(entry.subject_kind):
            of_kind.setdefault(entry.subject_kind, []).append((entry, found))
    lines: dict[int, list[Line]] = {}
    for kind, listed in of_kind.items():
        say = import_string(says(kind))
        told = iter(say(person, [(one.name, one.before, one.after) for _entry, found in listed for one in found]))
        for entry, found in listed:
            lines[entry.pk] = [_line(next(told), one) for one in found]
    return lines


def _line(told: tuple[str, str, str], change: Change) -> Line:
    label, before, after = told
    return Line(label, before, after, change.changed)


def _meant(person: Any, found: Iterable[Change]) -> dict[Key, str]:
    """(field, code) → the name with its code, of whatever codes in these changes mean, as far as the person sees it."""
    known = codes()
    asked: dict[str, set[str]] = {}
    for one in found:
        for value in (one.before, one.after):
            _codes_in(one.name, value, known, asked)
    named: dict[Key, str] = {}
    for name, values in asked.items():
        kind, field, *only = known[name]
        wanted = {f"{field}__in": values} | ({only[0]: only[1]} if only else {})
        seen: QuerySet[Any] = scope(person, subject_model(kind)._default_manager.filter(**wanted))
        for one in seen:
            code = getattr(one, field)
            named[name, code] = _("%(name)s (%(code)s)") % {"name": one, "code": code}
    return named


def _codes_in(name: str, value: object, known: Mapping[str, object], asked: dict[str, set[str]]) -> None:
    """Collect the codes in a value, those inside its lists and tables too."""
    if isinstance(value, list):
        for one in value:
            _codes_in(name, one, known, asked)
    elif isinstance(value, dict):
        for key, one in value.items():
            _codes_in(key, one, known, asked)
    elif name in known and type(value) is str:
        asked.setdefault(name, set()).add(value)


def _narrowed(change: Change) -> Change:
    """Of a list or a table that was changed only what differs: the rest says nothing."""
    before, after = change.before, change.after
    if not change.changed:
        return change
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        old, new = ({key: side[key] for key in keys if key in side} for side in (before, after))
        return Change(change.name, old, new)
    if isinstance(before, list) and isinstance(after, list):
        gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
        return Change(change.name, gone, come) if gone or come else change
    return change


DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


def _said(entry: Entry, name: str, value: object, meant: Mapping[Key, str]) -> str:
    """A value of a before or after as its reader would say it; unknown is —."""
    if value is None or value == "":
        return shown.UNKNOWN
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return shown.listed(_said(entry, name, one, meant) for one in value) or shown.UNKNOWN
    if isinstance(value, dict) and set(value) == {"fen"}:
        return shown.money(value["fen"])
    if isinstance(value, dict):
        said = (f"{word(key)} {_said(entry, key, one, meant)}" for key, one in value.items())
        return shown.listed(said, "；", "; ") or shown.UNKNOWN
    text = str(value)
    if (name, text) in meant:
        return meant[name, text]
    if DAY.fullmatch(text):
        return shown.day(date.fromisoformat(text))
    if MOMENT.fullmatch(text):
        return shown.moment(datetime.fromisoformat(text))
    return _choices(entry.subject_kind).get((name, text), text)


def _choices(kind: str) -> dict[tuple[str, str], str]:
    """(field, value) → its words, as the models of the subject's room word their choices."""
    try:
        models = subject_model(kind)._meta.app_config.get_models()
    except Http404:
        return {}
    return {
        (field.name, str(value)): str(words)
        for model in models
        for field in model._meta.local_concrete_fields
        for value, words in field.flatchoices
    }
