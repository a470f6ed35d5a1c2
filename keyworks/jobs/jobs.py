"""The worker: takes one job at a time, shows signs of life while it works, and never hangs on to one."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from keyworks.jobs import actions
from keyworks.jobs.models import Job
from keyworks.jobs.queries import kinds
from keyworks.values.refusals import Refused

log = logging.getLogger(__name__)

BEAT_S = 0.5
"""At most this often progress is written, and a wish to cancel is looked for."""
IDLE_S = (0.25, 2.0)
"""Seconds between looks for work: at first, and after looking in vain for a while."""

LOOK_S = 15
"""Seconds between looks at the calendar."""


class Cancelled(Exception):
    """Somebody called the work off."""


class Stopped(Exception):
    """The worker is being stopped, or its lease has passed to another; somebody will do the work again."""


@dataclass
class Running:
    """What the function that does the work is given."""

    job: Job
    done: int = 0
    of: int = 0
    words: str = ""
    cancelled: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def step(self, done: int, of: int, words: str = "") -> None:
        """Say how far the work is (0 of unknown). Costs next to nothing; leaves by Cancelled when called off."""
        self.done, self.of, self.words = done, of, words
        if self.cancelled.is_set():
            raise Cancelled
        if self.stopped.is_set():
            raise Stopped

    def place(self, name: str) -> Path:
        """Where this attempt may write a file of its result, to be named in it as {"file": str(path)}."""
        folder = files_of(self.job) / self.job.lease[:12]
        folder.mkdir(parents=True, exist_ok=True)
        return folder / Path(name).name


def files_of(job: Job) -> Path:
    return Path(settings.DATA) / "jobs" / str(job.pk)


def count(job: Running, to: str = "10", pause_s: str = "0.5") -> dict[str, Any]:
    """Count slowly: harmless work by which progress, cancelling and retrying are shown and tested."""
    goal = min(int(to), 100_000)
    for number in range(goal):
        job.step(number, goal)
        time.sleep(min(float(pause_s), 5))
    return {"counted": goal}


def sweep(job: Running) -> dict[str, Any]:
    """Remove the files of work that ended long ago."""
    return {"removed": actions.sweep(at=timezone.now())}


class Worker:
    """Does what is due, one job after another, until told to stop."""

    def __init__(self, name: str = "", lease_s: float | None = None) -> None:
        self.name = name or f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"
        self.lease_s = settings.JOBS_LEASE_S if lease_s is None else lease_s
        self.stopping = threading.Event()
        self.running: Running | None = None
        self.look_s = 0.0

    def stop(self) -> None:
        """Take nothing new, and put back what is under way at its next step."""
        self.stopping.set()
        actions.knock.set()
        if self.running is not None:
            self.running.stopped.set()

    def loop(self) -> None:
        """Work until stopped; an unreachable database is waited for."""
        idle_s = IDLE_S[0]
        while not self.stopping.is_set():
            actions.knock.clear()
            try:
                worked = self.once()
            except Error:
                log.exception("the worker cannot reach the database and tries again")
                worked = False
            if not worked:
                close_old_connections()
                idle_s = IDLE_S[0] if actions.knock.wait(idle_s) else min(idle_s * 2, IDLE_S[1])
            else:
                idle_s = IDLE_S[0]
        connection.close()

    def once(self) -> bool:
        """Do one due job, if there is one; the calendar is looked at first, now and then."""
        if time.monotonic() >= self.look_s:
            actions.begin_due(at=timezone.now())
            self.look_s = time.monotonic() + LOOK_S
        job = actions.claim(worker=self.name, at=timezone.now(), lease_s=self.lease_s)
        if job is None:
            return False
        running = self.running = Running(job)
        if self.stopping.is_set():
            running.stopped.set()
        over = threading.Event()
        pulse = threading.Thread(target=self._pulse, args=(running, over), name=f"pulse of job {job.pk}", daemon=True)
        pulse.start()
        try:
            result = self._work(running)
        finally:
            over.set()
            pulse.join()
            self.running = None
        with suppress(actions.JobsRefused):  # the lease passed to another: theirs is the result that counts
            result()
        return True

    def _work(self, running: Running) -> Callable[[], Job]:
        """Do the work and return how it is to be reported."""
        job = running.job
        try:
            result = kinds()[job.kind].work()(running, **job.args) or {}
        except Cancelled:
            return lambda: actions.cancelled(job=job, at=timezone.now())
        except Stopped:
            return lambda: actions.put_back(job=job, at=timezone.now())
        except Refused as no:
            code, params = no.code, {name: str(value) for name, value in no.params.items()}
            return lambda: actions.fail(job=job, error=code, params=params, trace="", final=True, at=timezone.now())
        except Exception as error:
            log.exception("job %s (%s) went wrong", job.pk, job.kind)
            said, trace = {"what": f"{type(error).__name__}: {error}"[:400]}, traceback.format_exc()
            return lambda: actions.fail(
                job=job, error="jobs.broke", params=said, trace=trace, final=False, at=timezone.now()
            )
        return lambda: actions.finish(job=job, result=result, of=running.of, at=timezone.now())

    def _pulse(self, running: Running, over: threading.Event) -> None:
        """Beside the work, on a connection of its own: extend the lease, tell progress, hear of a cancel."""
        told, due_s = (0, 0, ""), time.monotonic() + self.lease_s / 3
        while not over.wait(min(BEAT_S, self.lease_s / 3)):
            now = (running.done, running.of, running.words)
            try:
                if now != told or time.monotonic() >= due_s:
                    goes_on = actions.pulse(
                        job=running.job, at=timezone.now(), lease_s=self.lease_s,
                        done=now[0], of=now[1], words=now[2],
                    )  # fmt: skip
                    told, due_s = now, time.monotonic() + self.lease_s / 3
                    if goes_on is None:
                        running.stopped.set()
                        break
                elif Job.objects.filter(pk=running.job.pk, cancel_asked=True).exists():
                    goes_on = False
                else:
                    continue
                if not goes_on:
                    running.cancelled.set()
            except Error:
                log.warning("no sign of life of job %s could be given", running.job.pk, exc_info=True)
                connection.close()
        connection.close()
