"""Background work, mails, hooks and calendars, for addresses about them."""

from __future__ import annotations

from keyworks.jobs import actions as jobs
from keyworks.jobs.jobs import Running
from keyworks.post import actions as post
from keyworks.post.models import Delivery, Hook, Mail
from tests.project_subjects import whose_person


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


def mail(cast, whose, at):
    return [
        Mail.objects.create(
            person=whose_person(cast, whose), to="a@city.example", subject="x", text="x", html="x",
            message_id="<x@city.example>", next_at=at, created_at=at,
        ).pk
    ]  # fmt: skip


def hook(cast, whose, at):
    return [
        Hook.objects.create(
            name="督查平台", address="https://x.example/", events=["post.test"], secret="whsec_", created_by=cast.admin,
            created_at=at,
        ).pk
    ]  # fmt: skip


def delivery(cast, whose, at):
    (pk,) = hook(cast, whose, at)
    made = Delivery.objects.create(hook_id=pk, message="msg_1", event="post.test", body="{}", next_at=at, created_at=at)
    return [made.pk]


def calendar_key(cast, whose, at):
    """The key of a calendar's address: whoever has it reads, whoever they are."""
    return [post.make_feed(by=whose_person(cast, whose), at=at)[1]]
