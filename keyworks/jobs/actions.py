"""Asking for work, calling it off, and the lease under which a worker does it.

The record holds what people ask for and how it ended; claims, signs of life and progress are no acts and leave
no entry.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from keyworks.accounts.models import Person
from keyworks.jobs import rules
from keyworks.jobs.models import Job, Occasion
from keyworks.jobs.queries import calendar, due, expired, kinds, last_begun, moment_of, wall
from keyworks.record.actions import write
from keyworks.values.refusals import Refused

State = Job.State
UNLEASED = {"lease": "", "lease_until": None}

knock = threading.Event()
"""Set when work was asked for in this process, so that a worker in it need not wait for its next look."""


class JobsRefused(Refused):
    """This room's no."""


@transaction.atomic
def enqueue(
    kind: str,
    args: Mapping[str, Any],
    *,
    by: Person | None,
    at: datetime,
    key: str = "",
    run_at: datetime | None = None,
    max_attempts: int = rules.MAX_ATTEMPTS,
) -> Job:
    """Ask for work; workers see it when the caller's transaction commits.

    While a job with the same key is unfinished, that one is returned: work is not done twice.
    """
    if kind not in kinds():
        raise JobsRefused("jobs.kind_unknown", kind=kind)
    job = Job(
        kind=kind, args=dict(args), key=key, owner=by, run_at=run_at or at, max_attempts=max_attempts, created_at=at
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        held = Job.objects.filter(key=key, state__in=Job.UNFINISHED).first() if key else None
        if held is not None:
            return held
        job.save(force_insert=True)  # the one with this key ended in between
    write("jobs.enqueue", job, by=by, at=at, after={"kind": kind, "args": job.args, "key": key})
    transaction.on_commit(knock.set)
    return job


def begin_due(*, at: datetime) -> list[Job]:
    """Ask for what the calendar says is due: each time once, whatever the number of workers.

    What was missed while nobody worked is done once. A kind seen for the first time begins at its next time.
    """
    begun, known = [], last_begun()
    for kind, when in calendar().items():
        due_at = moment_of(when.last(wall(at)))
        if kind in known and known[kind] >= due_at:
            continue
        try:
            with transaction.atomic():
                occasion = Occasion.objects.create(kind=kind, due_at=due_at)
                if kind in known:
                    occasion.job = enqueue(kind, {}, by=None, at=at, key=f"calendar:{kind}")
                    occasion.save(update_fields=["job"])
                    begun.append(occasion.job)
        except IntegrityError:
            continue  # another worker began it
    return begun


def sweep(*, at: datetime) -> int:
    """Remove the files of work that ended long ago, and what no job knows; how many folders."""
    folders = {int(path.name): path for path in (Path(settings.DATA) / "jobs").glob("*") if path.name.isdecimal()}
    kept = Job.objects.filter(pk__in=folders).exclude(ended_at__lt=at - rules.KEPT).values_list("pk", flat=True)
    gone = folders.keys() - set(kept)
    for pk in gone:
        shutil.rmtree(folders[pk], ignore_errors=True)
    return len(gone)


@transaction.atomic
def cancel(*, job: Job, by: Person | None, at: datetime) -> Job:
    """Call work off: what waits ends at once, what is under way at its next step."""
    job = _locked(job.pk)
    if job.ended:
        raise JobsRefused("jobs.ended_already")
    before = {"state": job.state}
    job.cancel_asked = True
    if job.state == State.QUEUED:
        job.state, job.ended_at = State.CANCELLED, at
    job.save(update_fields=["cancel_asked", "state", "ended_at"])
    write("jobs.cancel", job, by=by, at=at, before=before, after={"state": job.state})
    return job


@transaction.atomic
def retry(*, job: Job, by: Person | None, at: datetime) -> Job:
    """Begin again what failed or was called off."""
    job = _locked(job.pk)
    if job.state not in (State.FAILED, State.CANCELLED):
        raise JobsRefused("jobs.not_to_retry")
    if job.key and Job.objects.filter(key=job.key, state__in=Job.UNFINISHED).exists():
        raise JobsRefused("jobs.asked_again_already")
    before = {"state": job.state, "error": job.error}
    job.state, job.attempts, job.run_at, job.cancel_asked = State.QUEUED, 0, at, False
    job.done = job.of = 0
    job.words = job.error = job.trace = ""
    job.error_params, job.ended_at = {}, None
    job.save()
    write("jobs.retry", job, by=by, at=at, before=before, after={"state": job.state})
    transaction.on_commit(knock.set)
    return job


def claim(*, worker: str, at: datetime, lease_s: float) -> Job | None:
    """Take the longest waiting job under a new lease; None where nothing is due."""
    if expired(at).exists():
        expire(at=at)
    if not due(at).exists():
        return None
    with transaction.atomic():
        job = _skipping_locked(due(at)).first()
        if job is None:
            return None
        job.state, job.worker, job.lease = State.RUNNING, worker, secrets.token_hex(16)
        job.lease_until, job.started_at = at + timedelta(seconds=lease_s), at
        job.attempts += 1
        job.save(update_fields=["state", "worker", "lease", "lease_until", "started_at", "attempts"])
        return job


def pulse(*, job: Job, at: datetime, lease_s: float, done: int, of: int, words: str) -> bool | None:
    """A sign of life that extends the lease and tells how far the work is.

    True to go on, False when the work is called off, None when the lease is another's by now.
    """
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=State.RUNNING)
    extended = held.update(
        lease_until=at + timedelta(seconds=lease_s), done=max(done, 0), of=max(of, 0), words=words[:200]
    )
    if not extended:
        return None
    return not Job.objects.filter(pk=job.pk, cancel_asked=True).exists()


@transaction.atomic
def finish(*, job: Job, result: Mapping[str, Any], of: int, at: datetime) -> Job:
    """Hand in the result; refused under a lease that has passed to another."""
    return _end(_held(job), State.DONE, "jobs.finish", at, done=of, of=of, words="", result=dict(result))


@transaction.atomic
def fail(*, job: Job, error: str, params: Mapping[str, Any], trace: str, final: bool, at: datetime) -> Job:
    """Say that it went wrong: to be tried again later, or for good when `final` or after the last attempt."""
    job = _held(job)
    told = {"error": error, "error_params": dict(params), "trace": trace}
    if final or job.attempts >= job.max_attempts:
        return _end(job, State.FAILED, "jobs.fail", at, **told)
    return _set(job, state=State.QUEUED, run_at=at + rules.delay(job.attempts), **UNLEASED, **told)


@transaction.atomic
def cancelled(*, job: Job, at: datetime) -> Job:
    """Say that the work stopped because it was called off."""
    return _end(_held(job), State.CANCELLED, "jobs.cancelled", at)


@transaction.atomic
def put_back(*, job: Job, at: datetime) -> Job:
    """Give the work back untouched, because the worker is being stopped; the attempt does not count."""
    job = _held(job)
    return _set(job, state=State.QUEUED, run_at=at, attempts=job.attempts - 1, **UNLEASED)


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Free what a lost worker held: to be done again, or failed when it was lost too often. How many."""
    lost = list(_skipping_locked(expired(at)))
    for job in lost:
        if job.cancel_asked:
            _end(job, State.CANCELLED, "jobs.cancelled", at)
        elif job.attempts >= job.max_attempts:
            told = {"error": "jobs.lost", "error_params": {"attempts": job.attempts}}
            _end(job, State.FAILED, "jobs.fail", at, **told)
        else:
            _set(job, state=State.QUEUED, run_at=at, **UNLEASED)
    return len(lost)


def _locked(pk: int) -> Job:
    return Job.objects.select_for_update().get(pk=pk)


def _held(job: Job) -> Job:
    found = _locked(job.pk)
    if found.state != State.RUNNING or found.lease != job.lease:
        raise JobsRefused("jobs.lease_lost")
    return found


def _skipping_locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Lock the rows and pass over those another worker is taking; SQLite has one write lock for all."""
    return jobs.select_for_update(skip_locked=True) if connection.vendor == "postgresql" else jobs


def _set(job: Job, **values: Any) -> Job:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=[*values])
    return job


def _end(job: Job, state: str, verb: str, at: datetime, **values: Any) -> Job:
    _set(job, state=state, ended_at=at, **UNLEASED, **values)
    after = {"state": state} | ({"error": job.error} if job.error else {})
    write(verb, job, by=None, at=at, before={"state": State.RUNNING}, after=after)
    return job
