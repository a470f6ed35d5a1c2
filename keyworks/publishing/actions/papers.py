"""Issuing a paper; keeping a template, and adopting it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from keyworks.accounts.queries import day_of
from keyworks.dossier.rules import plain
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import Paper, PaperAdoption, PaperFile, PaperTemplate
from keyworks.publishing.queries.issues import kept, making
from keyworks.publishing.rules.papers.kinds import DECIDE, Kind
from keyworks.publishing.rules.papers.template import Problem, Template, read
from keyworks.publishing.rules.words import LANGUAGES
from keyworks.record.actions import write
from keyworks.reports.rules.way import reported_on
from keyworks.values.asof import AsOf
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

EARLIEST = 1990
Wrong = tuple[str, Problem]
"""The language of a text and what is wrong with a line of it."""


def issue(
    *, kind: Kind, month: Month, district: Any = None, project: Any = None, on: date | None = None, by: Any,
    at: datetime,
) -> Paper:  # fmt: skip
    """Have a paper made and kept: of what is known at this moment, or was at the end of the day `on`."""
    return _issue(kind, [{"district": district, "project": project}], month, on, by, at)[0]


def issue_briefs(*, month: Month, on: date | None = None, by: Any, at: datetime) -> list[Paper]:
    """Have the briefs of all districts within reach made together, and kept."""
    places = kept.districts_of(by)
    if not places:
        raise PublishingRefused("publishing.paper_not_yours", field="kind")
    return _issue(Kind.BRIEF, [{"district": one, "project": None} for one in places], month, on, by, at)


def _issue(
    kind: Kind, subjects: Sequence[Mapping[str, Any]], month: Month, on: date | None, by: Any, at: datetime
) -> list[Paper]:  # fmt: skip
    """A paper of each subject: all are made first, by one child, then kept, all or none."""
    if not all(kept.may_have(by, kind, **subject) for subject in subjects):
        raise PublishingRefused("publishing.paper_not_yours", field="kind")
    if not month.year >= EARLIEST or month > reported_on(day_of(at)):
        raise PublishingRefused("publishing.paper_month", field="month", earliest=EARLIEST)
    known, version = _known(kind, on, at), kept.adopted(kind)
    told = [making.said(kind, by, month, known, now=known == at, **subject) for subject in subjects]
    made = [{one: making.document(kind, version.texts[one], said[one], one, at) for one in LANGUAGES} for said in told]
    files = making.files(made)
    with transaction.atomic():
        return [
            _keep(
                Paper(
                    kind=kind, month=month, known_at=known, title_zh=papers["zh"].title[:400],
                    title_en=papers["en"].title[:400], version=version.number, template=version.texts, said=said,
                    by=by, at=at, **subject,
                ),
                content,
            )
            for subject, said, papers, content in zip(subjects, told, made, files, strict=True)
        ]  # fmt: skip


def _keep(paper: Paper, files: Mapping[tuple[str, str], bytes]) -> Paper:
    paper.save()
    PaperFile.objects.bulk_create(
        PaperFile(paper=paper, language=language, ending=ending, sha256=sha256(content).hexdigest(), size=len(content))
        for (language, ending), content in files.items()
    )
    after = {"kind": paper.kind, "month": str(paper.month), "version": paper.version, "known_at": paper.known_at}
    write("publishing.issue", paper, by=paper.by, at=paper.at, after=after)
    return paper


def _known(kind: Kind, on: date | None, at: datetime) -> datetime:
    """The moment a paper tells of."""
    today = day_of(at)
    if on is None or on == today:
        return at
    if kind is Kind.PROJECT:
        raise PublishingRefused("publishing.paper_no_past", field="on")
    if on > today or on.year < EARLIEST:
        raise PublishingRefused("publishing.paper_day", field="on")
    return AsOf.end_of(on, timezone.get_default_timezone()).at


@transaction.atomic
def keep_template(
    *, kind: Kind, texts: Mapping[str, str], over: int, reason: str, by: Any, at: datetime
) -> PaperTemplate | list[Wrong]:  # fmt: skip
    """Keep a template as the version after `over`, or say all that is wrong with its lines; it is not adopted yet."""
    why = _decides(by, reason)
    wrong = [
        (language, one) for language in LANGUAGES
        for found in [read(kind, texts[language])] if not isinstance(found, Template) for one in found
    ]  # fmt: skip
    if wrong:
        return wrong
    stands = kept.versions(kind)[0]
    if stands.number != over:
        raise Stale("publishing.stale", edition=stands.number)
    if all(stands.texts[one].split() == texts[one].split() for one in LANGUAGES):
        raise PublishingRefused("publishing.template_same", field="zh")
    try:
        with transaction.atomic():
            made = PaperTemplate.objects.create(
                kind=kind, version=over + 1, zh=texts["zh"], en=texts["en"], by=by, at=at, reason=why
            )
    except IntegrityError:
        raise Stale("publishing.stale", edition=over + 1) from None
    write("publishing.keep_template", made, by=by, at=at, reason=why, after={"kind": kind, "version": made.version})
    return made


@transaction.atomic
def adopt_template(*, kind: Kind, version: int, reason: str, by: Any, at: datetime) -> PaperAdoption:
    """From now on write papers of this kind by this version; those that were issued stay as they are."""
    why = _decides(by, reason)
    if kept.version_of(kind, version) is None or kept.adopted(kind).number == version:
        raise PublishingRefused("publishing.not_so")
    made = PaperAdoption.objects.create(kind=kind, version=version, by=by, at=at, reason=why)
    write("publishing.adopt_template", made, by=by, at=at, reason=why, after={"kind": kind, "version": version})
    return made


def _decides(by: Any, reason: str) -> str:
    if not by.may(DECIDE):
        raise PublishingRefused("publishing.not_yours")
    why = " ".join(plain(reason).split())[:400]
    if not why:
        raise PublishingRefused("publishing.reason_missing", field="reason")
    return why
