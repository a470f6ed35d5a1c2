from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from keyworks.jobs import actions
from keyworks.jobs.actions import JobsRefused
from keyworks.jobs.models import Job
from keyworks.record.models import Entry
from tests.cast import AT

pytestmark = pytest.mark.django_db
LEASE = 60.0


def after(seconds):
    return AT + timedelta(seconds=seconds)


def asked(cast, **more):
    return actions.enqueue("jobs.count", {"to": "3"}, by=cast.clerk, at=AT, **more)


def claimed(at=AT, worker="one"):
    return actions.claim(worker=worker, at=at, lease_s=LEASE)


def last_entry():
    return Entry.objects.order_by("-seq").values_list("verb", "actor").first()


def test_work_asked_for_waits_and_is_in_the_record(cast):
    job = asked(cast)
    assert (job.state, job.owner, job.attempts, job.args) == ("queued", cast.clerk, 0, {"to": "3"})
    assert last_entry() == ("jobs.enqueue", "项目联络员")


def test_an_unknown_kind_is_refused(cast):
    with pytest.raises(JobsRefused, match=r"jobs.kind_unknown"):
        actions.enqueue("jobs.nothing", {}, by=cast.clerk, at=AT)
    assert Job.objects.count() == 0


def test_a_rolled_back_transaction_asks_for_nothing(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        asked(cast)
        1 / 0  # noqa: B018
    assert Job.objects.count() == 0
    assert claimed() is None


def test_the_longest_waiting_is_taken_first_under_a_lease(cast):
    first, second = asked(cast), asked(cast)
    taken = claimed()
    assert (taken.pk, taken.state, taken.attempts, taken.lease_until) == (first.pk, "running", 1, after(60))
    assert len(taken.lease) == 32
    assert claimed().pk == second.pk
    assert claimed() is None


def test_work_for_later_is_not_taken_before(cast):
    asked(cast, run_at=after(10))
    assert claimed(after(9)) is None
    assert claimed(after(10)) is not None


def test_the_same_key_is_not_asked_twice_while_unfinished(cast):
    first = asked(cast, key="export")
    assert asked(cast, key="export").pk == first.pk
    claimed()
    assert asked(cast, key="export").pk == first.pk
    assert Job.objects.count() == 1


def test_the_same_key_is_free_when_the_work_has_ended(cast):
    first = asked(cast, key="export")
    actions.finish(job=claimed(), result={}, of=3, at=AT)
    assert asked(cast, key="export").pk != first.pk


def test_a_result_is_handed_in_once(cast):
    asked(cast)
    job = claimed()
    done = actions.finish(job=job, result={"counted": 3}, of=3, at=after(5))
    assert (done.state, done.result, done.done, done.of, done.ended_at, done.lease) == (
        "done", {"counted": 3}, 3, 3, after(5), "",
    )  # fmt: skip
    assert last_entry() == ("jobs.finish", "")
    with pytest.raises(JobsRefused, match=r"jobs.lease_lost"):
        actions.finish(job=job, result={"counted": 4}, of=4, at=after(6))
    assert Job.objects.get().result == {"counted": 3}


def test_a_sign_of_life_extends_the_lease_and_tells_progress(cast):
    asked(cast)
    job = claimed()
    assert actions.pulse(job=job, at=after(50), lease_s=LEASE, done=1, of=3, words="one") is True
    job.refresh_from_db()
    assert (job.lease_until, job.done, job.of, job.words) == (after(110), 1, 3, "one")
    assert claimed(after(100), "two") is None


def test_a_lost_workers_job_is_done_again_by_another(cast):
    asked(cast)
    stale = claimed()
    taken = claimed(after(61), "two")
    assert (taken.pk, taken.attempts, taken.worker) == (stale.pk, 2, "two")
    assert taken.lease != stale.lease


def test_a_stale_worker_can_neither_finish_nor_fail_nor_extend(cast):
    asked(cast)
    stale = claimed()
    taken = claimed(after(61), "two")
    for act in (
        lambda: actions.finish(job=stale, result={"by": "stale"}, of=1, at=after(62)),
        lambda: actions.fail(job=stale, error="jobs.broke", params={}, trace="", final=True, at=after(62)),
        lambda: actions.cancelled(job=stale, at=after(62)),
        lambda: actions.put_back(job=stale, at=after(62)),
    ):
        with pytest.raises(JobsRefused, match=r"jobs.lease_lost"):
            act()
    assert actions.pulse(job=stale, at=after(62), lease_s=999, done=9, of=9, words="stale") is None
    standing = Job.objects.get()
    assert (standing.state, standing.lease, standing.lease_until, standing.result, standing.done) == (
        "running", taken.lease, taken.lease_until, {}, 0,
    )  # fmt: skip


def test_work_lost_too_often_fails_with_a_sentence(cast):
    asked(cast, max_attempts=2)
    claimed()
    claimed(after(61))
    assert claimed(after(200)) is None
    job = Job.objects.get()
    assert (job.state, job.error, job.error_params, job.ended_at) == (
        "failed",
        "jobs.lost",
        {"attempts": 2},
        after(200),
    )


def test_what_goes_wrong_is_tried_again_later_and_then_fails(cast):
    asked(cast)
    waits = []
    at = AT
    for _ in range(3):
        job = actions.fail(job=claimed(at), error="jobs.broke", params={}, trace="line 1", final=False, at=at)
        waits.append((job.run_at - at).total_seconds())
        at = job.run_at
    assert waits[:2] == [10, 60]
    assert (job.state, job.attempts, job.trace) == ("failed", 3, "line 1")


def test_a_refusal_is_final(cast):
    asked(cast)
    job = actions.fail(job=claimed(), error="jobs.kind_unknown", params={"kind": "x"}, trace="", final=True, at=AT)
    assert (job.state, job.attempts) == ("failed", 1)


def test_waiting_work_is_cancelled_at_once(cast):
    job = actions.cancel(job=asked(cast), by=cast.clerk, at=after(1))
    assert (job.state, job.ended_at) == ("cancelled", after(1))
    assert last_entry() == ("jobs.cancel", "项目联络员")
    assert claimed() is None


def test_work_under_way_hears_of_a_cancel_at_its_next_sign_of_life(cast):
    asked(cast)
    job = claimed()
    assert actions.cancel(job=job, by=cast.clerk, at=after(1)).state == "running"
    assert actions.pulse(job=job, at=after(2), lease_s=LEASE, done=1, of=3, words="") is False
    assert actions.cancelled(job=job, at=after(3)).state == "cancelled"


def test_cancelled_work_whose_worker_is_lost_is_not_done_again(cast):
    asked(cast)
    actions.cancel(job=claimed(), by=cast.clerk, at=after(1))
    assert claimed(after(61)) is None
    assert Job.objects.get().state == "cancelled"


def test_ended_work_cannot_be_cancelled(cast):
    job = actions.cancel(job=asked(cast), by=cast.clerk, at=AT)
    with pytest.raises(JobsRefused, match=r"jobs.ended_already"):
        actions.cancel(job=job, by=cast.clerk, at=after(1))
    assert Job.objects.get().ended_at == AT


def test_failed_work_begins_again_from_nothing(cast):
    asked(cast)
    job = actions.fail(job=claimed(), error="jobs.broke", params={}, trace="x", final=True, at=AT)
    again = actions.retry(job=job, by=cast.clerk, at=after(1))
    assert (again.state, again.attempts, again.error, again.trace, again.ended_at) == ("queued", 0, "", "", None)
    assert claimed(after(1)).attempts == 1


def test_unfinished_and_finished_work_is_not_begun_again(cast):
    job = asked(cast)
    with pytest.raises(JobsRefused, match=r"jobs.not_to_retry"):
        actions.retry(job=job, by=cast.clerk, at=AT)
    assert Job.objects.get().state == "queued"


def test_work_asked_for_again_meanwhile_is_not_begun_again(cast):
    job = actions.cancel(job=asked(cast, key="export"), by=cast.clerk, at=AT)
    asked(cast, key="export")
    with pytest.raises(JobsRefused, match=r"jobs.asked_again_already"):
        actions.retry(job=job, by=cast.clerk, at=AT)
    assert sorted(Job.objects.values_list("state", flat=True)) == ["cancelled", "queued"]


def test_a_stopped_worker_puts_work_back_and_the_attempt_does_not_count(cast):
    asked(cast)
    back = actions.put_back(job=claimed(), at=after(1))
    assert (back.state, back.attempts, back.lease, back.lease_until) == ("queued", 0, "", None)


def test_the_database_refuses_running_work_without_a_lease(cast):
    job = asked(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="running")
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="done")
