"""What is public and what would be, for the doors: an edition with the project that is asked about."""

from __future__ import annotations

from datetime import timedelta

from keyworks.projects import actions as projects
from keyworks.publishing import actions
from keyworks.publishing.queries import opened as queries


def _project(cast, whose, at):
    owner, district = (cast.toyota, cast.binhai) if whose == "own" else (cast.valve, cast.beichen)
    values = {"name_zh": "开放数据项目", "owner": owner, "district": district}
    return projects.register(values=values, by=None, at=at - timedelta(days=1))


def open_project(cast, whose, at):
    """A project that the edition tells of, by its number."""
    found = _project(cast, whose, at)
    actions.set_standing(keys=[found.pk], standing="open", by=cast.office, at=at)
    digest = queries.preview(cast.office, at).digest
    actions.sign(digest=digest, licence="cc-by-4.0", by=cast.office, at=at)
    return [found.local_number]


def open_edition(cast, whose, at):
    """An edition with such a project, by its number."""
    open_project(cast, whose, at)
    return [queries.newest().number]


def open_file(cast, whose, at):
    return [*open_edition(cast, whose, at), "csv"]


def open_standing(cast, whose, at):
    """A project of which nobody has said yet where it stands."""
    return [_project(cast, whose, at).pk]


def open_field(cast, whose, at):
    """A field of which nothing is said: it is of no district."""
    return ["stage"]


def open_feed(cast, whose, at):
    return ["atom"]
