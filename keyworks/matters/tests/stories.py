"""Matters for tests, brought so far by the people of the cast."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from keyworks.dossier.models import Attachment
from keyworks.dossier.queries import place
from keyworks.matters import actions
from keyworks.matters.models import Matter
from keyworks.matters.rules.ladder import Sort


def on(month, day, hour=1, year=2022):
    """A moment of a day, nine o'clock in the city."""
    return datetime(year, month, day, hour, tzinfo=UTC)


MONDAY = on(2, 7)


def asked(cast, *projects, at=MONDAY, sort=Sort.REQUEST, by=None, unit=None, **said):
    """The plant asks for power."""
    said = {"kind": "utility", "title": "厂区双回路供电未落实", "text": "总装车间需要第二路电源，至今没有方案。"} | said
    return actions.raise_matter(
        sort=sort, projects=projects, unit=unit or cast.toyota, by=by or cast.clerk, at=at, **said
    )


def now(matter):
    return Matter.objects.get(pk=matter.pk)


def step(act, matter, by, at, **said):
    """Take a step over what stands now."""
    return act(matter=matter, over=now(matter).edition, by=by, at=at, **said)


def shown(matter, by, at, name="照片.jpg"):
    """A file on the matter that shows what was done."""
    digest = sha256(name.encode()).hexdigest()
    return Attachment.objects.create(**place(matter), name=name, kind="jpg", sha256=digest, size=9, by=by, at=at)


def in_work(cast, matter, at=MONDAY, lead=None, by=None, **said):
    """Taken up by the district, assigned, accepted."""
    lead, by = lead or cast.industry, by or cast.engineer
    step(actions.triage, matter, cast.district, at)
    step(actions.assign, matter, cast.district, at, lead=lead, **said)
    return step(actions.accept, matter, by, at)


def verified(cast, matter, at=MONDAY):
    """Done, shown, and seen by the district."""
    in_work(cast, matter, at)
    shown(matter, cast.engineer, at)
    step(actions.propose, matter, cast.engineer, at, text="第二路电源已接入。")
    return step(actions.verify, matter, cast.district, at)
