"""Real worker processes over a real database of their own: killed, frozen, two at once, stopped."""

from __future__ import annotations

import signal
import time


def test_a_worker_killed_in_mid_job_leaves_it_to_a_second(yard):
    yard.ask(("linger", {"number": 1}))
    first = yard.worker()
    yard.until(lambda: yard.notes() == ["begun 1"])
    first.send_signal(signal.SIGKILL)
    first.wait()
    yard.go.touch()
    assert yard.jobs()[0]["state"] == "running"
    second = yard.worker()
    yard.until(lambda: yard.jobs()[0]["state"] == "done")
    assert yard.notes() == ["begun 1", "begun 1", "ended 1"]
    assert (yard.jobs()[0]["attempts"], yard.jobs()[0]["result"]) == (2, {"by": second.pid})


def test_two_workers_at_once_never_do_a_job_twice(yard):
    yard.env["KEYWORKS_JOBS_LEASE_S"] = "60"  # nobody dies here: waiting for SQLite's one write lock is no death
    yard.ask(*[("mark", {"number": number}) for number in range(50)])
    for worker in [yard.worker("once"), yard.worker("once"), yard.worker("once")]:
        assert worker.wait(60) == 0
    jobs = yard.jobs()
    assert [(job["state"], job["attempts"]) for job in jobs] == [("done", 1)] * 50
    assert sorted(yard.notes()) == sorted(f"{word} {number}" for number in range(50) for word in ("begun", "ended"))


def test_a_frozen_workers_result_counts_for_nothing_once_its_lease_is_anothers(yard):
    yard.ask(("linger", {"number": 1}))
    frozen = yard.worker()
    yard.until(lambda: yard.notes() == ["begun 1"])
    frozen.send_signal(signal.SIGSTOP)
    second = yard.worker()
    yard.until(lambda: yard.notes() == ["begun 1", "begun 1"])
    yard.go.touch()
    yard.until(lambda: yard.jobs()[0]["state"] == "done")
    frozen.send_signal(signal.SIGCONT)
    time.sleep(1.5)
    assert frozen.poll() is None
    assert (yard.jobs()[0]["attempts"], yard.jobs()[0]["result"]) == (2, {"by": second.pid})


def test_work_that_reports_nothing_keeps_its_lease(yard):
    yard.ask(("deaf", {}))
    one, _ = yard.worker(), yard.worker()
    yard.until(lambda: yard.jobs()[0]["state"] == "done")
    assert yard.notes() == ["begun deaf", "ended deaf"]
    assert yard.jobs()[0]["attempts"] == 1
    one.terminate()
    assert one.wait(10) == 0


def test_a_stopped_worker_puts_its_work_back_at_once(yard):
    yard.ask(("linger", {"number": 1}))
    worker = yard.worker()
    yard.until(lambda: yard.jobs()[0]["words"] == "lingering")
    worker.terminate()
    assert worker.wait(10) == 0
    assert [(job["state"], job["attempts"]) for job in yard.jobs()] == [("queued", 0)]


def test_work_under_way_stops_when_called_off(yard):
    (pk,) = yard.ask(("linger", {"number": 1}))
    yard.worker()
    yard.until(lambda: yard.notes() == ["begun 1"])
    yard.trials("cancel", pk)
    yard.until(lambda: yard.jobs()[0]["state"] == "cancelled")
    assert yard.notes() == ["begun 1"]


def test_what_breaks_waits_for_its_next_attempt(yard):
    yard.ask(("broken", {}))
    assert yard.worker("once").wait(20) == 0
    assert [(job["state"], job["attempts"], job["error"]) for job in yard.jobs()] == [("queued", 1, "jobs.broke")]


def test_what_was_missed_is_begun_once_by_workers_who_race(yard):
    yard.env |= {"TRIAL_CALENDAR": '{"deaf": ":00"}', "KEYWORKS_JOBS_LEASE_S": "60"}
    yard.trials("occasions", "2022-01-01T00:00:00+00:00")
    for worker in [yard.worker("once"), yard.worker("once"), yard.worker("once")]:
        assert worker.wait(60) == 0
    assert (yard.notes(), len(yard.jobs())) == (["begun deaf", "ended deaf"], 1)


def test_what_the_calendar_began_outlives_a_killed_worker_and_is_not_begun_again(yard):
    yard.env["TRIAL_CALENDAR"] = '{"linger": "1 00:00"}'
    yard.trials("occasions", "2022-01-01T00:00:00+00:00")
    first = yard.worker()
    yard.until(lambda: yard.notes() == ["begun 0"])
    first.send_signal(signal.SIGKILL)
    first.wait()
    yard.go.touch()
    yard.worker()
    yard.until(lambda: [job["state"] for job in yard.jobs()] == ["done"])
    assert (yard.notes(), yard.jobs()[0]["attempts"]) == (["begun 0", "begun 0", "ended 0"], 2)
