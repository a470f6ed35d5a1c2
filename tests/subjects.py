"""What an address is about, in the clerk's own district (`own`) or in another (`other`): its arguments."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.jobs import actions as jobs
from keyworks.jobs.jobs import Running
from keyworks.record.models import Entry


def whose_person(cast, whose):
    return cast.clerk if whose == "own" else cast.other_clerk


def unit(cast, whose, at):
    return [cast.toyota.pk if whose == "own" else cast.valve.pk]


def person(cast, whose, at):
    return [whose_person(cast, whose).pk]


def seat(cast, whose, at):
    return [whose_person(cast, whose).memberships.get().pk]


def standin(cast, whose, at):
    """The clerk is away; the district office of the same district stands in."""
    deputy = cast.district if whose == "own" else cast.other_district
    today = timezone.localdate(at)
    standing = accounts.name_standin(
        absent=whose_person(cast, whose),
        deputy=deputy,
        from_on=today + timedelta(days=1),
        until_on=today + timedelta(days=3),
        reason="leave",
        by=cast.admin,
        at=at,
    )
    return [standing.pk]


def token(cast, whose, at):
    person = whose_person(cast, whose)
    made, _ = accounts.make_token(
        person=person, name="sheet", scope="read", expires_at=at + timedelta(days=1), by=person, at=at
    )
    return [made.pk]


def job(cast, whose, at):
    return [jobs.enqueue("jobs.count", {}, by=whose_person(cast, whose), at=at).pk]


def job_with_file(cast, whose, at):
    """A finished job whose result is a file."""
    [pk] = job(cast, whose, at)
    taken = jobs.claim(worker="test", at=at, lease_s=60)
    path = Running(taken).place("result.txt")
    path.write_text("1")
    jobs.finish(job=taken, result={"file": str(path)}, of=1, at=at)
    return [pk]


def job_kind(cast, whose, at):
    """One kind that everybody may start, one that only readers of the record may."""
    return ["jobs.count" if whose == "own" else "record.verify"]


def entry(cast, whose, at):
    return [Entry.objects.filter(subject_kind="person", subject_id=str(whose_person(cast, whose).pk)).first().pk]


def record_kind(cast, whose, at):
    return ["unit", cast.toyota.pk if whose == "own" else cast.valve.pk]


def specimen_part(cast, whose, at):
    return ["slow" if whose == "own" else "broken"]


def specimen_progress(cast, whose, at):
    return [3]


def body(cast, address):
    """What an API write sends to come as far as the question whose row it is."""
    return {
        "api:edit_unit": {"name_zh": "新名称"},
        "api:open_unit": {"code": "new", "kind": "owner", "name_zh": "新单位", "parent": cast.binhai.pk},
    }.get(address, {})
