"""Letting data out: the rules, where projects stand, an edition signed off, an edition withdrawn."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from keyworks.dossier.rules import plain
from keyworks.projects import queries as projects
from keyworks.projects.rules.parts import Secrecy
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.files import opened as files
from keyworks.publishing.models import OpenEdition, OpenEntry, OpenFile, OpenProject, OpenRule
from keyworks.publishing.queries import opened as queries
from keyworks.publishing.rules.opening import OPEN_SIGN, Field, Mode, Standing
from keyworks.record.actions import Line, write, write_many
from keyworks.values.money import Money
from keyworks.values.refusals import Stale


@transaction.atomic
def set_rule(*, field: str, mode: str, since: date | None, over: int, by: Any, at: datetime) -> OpenRule:
    """Say when a field goes out, in the next edition and those after it."""
    _must(by)
    if field not in [*Field] or mode not in [*Mode]:
        raise PublishingRefused("publishing.not_so")
    held = OpenRule.objects.select_for_update().filter(field=field).first()
    if (held.edition if held else 0) != over:
        raise Stale("publishing.stale", edition=held.edition if held else 0)
    before = {"mode": held.mode, "since": held.since} if held else {}
    found = held or OpenRule(field=field, edition=0)
    found.mode, found.since, found.by, found.at = Mode(mode), since, by, at
    found.edition += 1
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise Stale("publishing.stale", edition=1) from None
    after = {"field": field, "mode": mode, "since": since}
    write("publishing.open_rule", found, by=by, at=at, before=before, after=after)
    return found


@transaction.atomic
def set_standing(*, keys: Collection[int], standing: str, reason: str = "", by: Any, at: datetime) -> int:
    """Open projects to the public, sign them off by themselves, or hold them back with a reason; how many it became."""
    _must(by)
    if standing not in [*Standing]:
        raise PublishingRefused("publishing.not_so")
    why = " ".join(plain(reason).split())[:400]
    if standing == Standing.HELD and not why:
        raise PublishingRefused("publishing.reason_missing", field="reason")
    found = projects.many(by, keys)
    if len(found) != len(set(keys)):
        raise PublishingRefused("publishing.project_unknown", number="—")
    shut = [one for one in found if one.secrecy != Secrecy.OPEN] if standing != Standing.HELD else []
    if shut:
        raise PublishingRefused("publishing.not_open", number=shut[0].local_number)
    known = {one.project_id: one for one in OpenProject.objects.select_for_update().filter(project__in=keys)}
    lines: list[Line] = []
    new: list[OpenProject] = []
    changed: list[OpenProject] = []
    for one in found:
        held = known.get(one.pk)
        if held is not None and (held.standing, held.reason) == (standing, why):
            continue
        before = {"standing": held.standing} if held else {}
        lines.append(Line(one, before, {"standing": standing}))
        now = held or OpenProject(project=one, edition=0)
        now.standing, now.reason, now.by, now.at, now.edition = standing, why, by, at, now.edition + 1
        (changed if held else new).append(now)
    try:
        with transaction.atomic():
            OpenProject.objects.bulk_create(new)
    except IntegrityError:
        raise PublishingRefused("publishing.not_so") from None
    OpenProject.objects.bulk_update(changed, ["standing", "reason", "by", "at", "edition"])
    write_many("publishing.open_project", lines, by=by, at=at, reason=why)
    return len(lines)


@transaction.atomic
def sign(*, digest: str, licence: str, by: Any, at: datetime) -> OpenEdition:
    """Sign an edition off as it was looked at: its rows and files are kept, and it is public from now on."""
    _must(by)
    if licence not in files.LICENCES:
        raise PublishingRefused("publishing.not_so", field="licence")
    seen = queries.preview(by, at)
    if seen.digest != digest:
        raise PublishingRefused("publishing.seen_otherwise")
    if not seen.rows:
        raise PublishingRefused("publishing.nothing_open")
    if seen.findings:
        raise PublishingRefused("publishing.findings", n=len(seen.findings))
    number = (OpenEdition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    head = queries.head_of(number, seen.on, at, licence)
    gone = [one for one in seen.changes if one.kind == "gone"]
    try:
        with transaction.atomic():
            edition = OpenEdition.objects.create(
                number=number, on=seen.on, known_at=at, licence=licence, publisher=head.publisher, uri=head.uri,
                official=head.official, projects=len(seen.rows), phases=len(seen.phases),
                held_back=seen.held_back, sums=seen.sums,
                gone=[{"number": one.number, "zh": one.name_zh, "en": one.name_en} for one in gone],
                digest=digest, signed_by=by, signed_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise PublishingRefused("publishing.seen_otherwise") from None
    _keep(edition, seen, files.files(head, seen.rows))
    write("publishing.open_sign", edition, by=by, at=at, after={"projects": len(seen.rows), "digest": digest})
    return edition


def _keep(edition: OpenEdition, seen: queries.Preview, made: dict[str, bytes]) -> None:
    became = {one.number: one for one in seen.changes}
    OpenEntry.objects.bulk_create(_entry(edition, row, became.get(row["number"])) for row in seen.rows)
    OpenFile.objects.bulk_create(
        OpenFile(
            edition=edition, ending=ending, packed=zlib.compress(content), size=len(content),
            sha256=sha256(content).hexdigest(),
        )
        for ending, content in made.items()
    )  # fmt: skip


def _entry(edition: OpenEdition, row: dict[str, Any], change: Any) -> OpenEntry:
    money = {name: Money(row[name], row["currency"]) for name in ("total", "original") if name in row}
    finish = row.get("finished_on") or row.get("planned_finish")
    return OpenEntry(
        edition=edition, number=row["number"], name_zh=row["name_zh"], name_en=row.get("name_en", ""),
        stage=row.get("stage", ""), district=(row.get("district") or {}).get("code", ""),
        sector=(row.get("sector") or {}).get("code", ""), finish=date.fromisoformat(finish) if finish else None,
        told=row, change=change.kind if change else "", keys=list(change.keys) if change else [], **money,
    )  # fmt: skip


@transaction.atomic
def withdraw(*, edition: OpenEdition, reason: str, by: Any, at: datetime) -> OpenEdition:
    """Take an edition out of the public: it stays here, and that it was withdrawn is said outside, with the reason."""
    _must(by)
    held = OpenEdition.objects.select_for_update().get(pk=edition.pk)
    if held.withdrawn_at is not None:
        raise PublishingRefused("publishing.not_so")
    why = " ".join(plain(reason).split())[:400]
    if not why:
        raise PublishingRefused("publishing.reason_missing", field="reason")
    held.withdrawn_by, held.withdrawn_at, held.why = by, at, why
    held.save(update_fields=["withdrawn_by", "withdrawn_at", "why"])
    write("publishing.open_withdraw", held, by=by, at=at, reason=why, after={"edition": held.number})
    return held


def _must(by: Any) -> None:
    if not by.may(OPEN_SIGN):
        raise PublishingRefused("publishing.not_yours")
