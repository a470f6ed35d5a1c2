from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from keyworks.jobs import actions
from keyworks.jobs.models import Job
from tests.cast import AT

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def job(cast):
    return actions.enqueue("jobs.count", {"to": "3"}, by=cast.clerk, at=AT)


def ended(job, **result):
    held = actions.claim(worker="one", at=AT, lease_s=60)
    return actions.finish(job=held, result=result, of=3, at=AT + timedelta(seconds=5))


def page(client, name, *args):
    return client.get(reverse(f"jobs:{name}", args=args))


def test_everyone_sees_their_own_and_the_administrator_all(cast, as_, job):
    assert f'href="/jobs/{job.pk}/"' in page(as_(cast.clerk), "list").content.decode()
    assert f'href="/jobs/{job.pk}/"' not in page(as_(cast.office), "list").content.decode()
    seen = page(as_(cast.admin), "list").content.decode()
    assert f'href="/jobs/{job.pk}/"' in seen
    assert "项目联络员" in seen


def test_anothers_work_is_not_there(cast, as_, job):
    client = as_(cast.office)
    assert {name: page(client, name, job.pk).status_code for name in ("job", "progress", "file")} == {
        "job": 404, "progress": 404, "file": 404,
    }  # fmt: skip
    for name in ("cancel", "retry"):
        assert client.post(reverse(f"jobs:{name}", args=[job.pk])).status_code == 404
    assert Job.objects.get().state == "queued"


def test_progress_asks_again_until_the_work_has_ended(cast, as_, job):
    client = as_(cast.clerk)
    assert f'hx-get="/jobs/{job.pk}/progress/"' in page(client, "progress", job.pk).content.decode()
    ended(job, counted=3, unnamed=7)
    over = page(client, "progress", job.pk).content.decode()
    assert "hx-get" not in over
    assert "<dd>3</dd>" in over
    assert "unnamed" not in over


def test_work_a_manifest_opens_is_started_once(cast, as_):
    client = as_(cast.clerk)
    first = client.post(reverse("jobs:start", args=["jobs.count"]), {"to": "3"})
    again = client.post(reverse("jobs:start", args=["jobs.count"]), {"to": "3"})
    job = Job.objects.get()
    assert (first.url, again.url) == (f"/jobs/{job.pk}/", f"/jobs/{job.pk}/")
    assert (job.kind, job.args, job.owner) == ("jobs.count", {"to": "3"}, cast.clerk)


def test_a_panel_gets_the_progress_at_once(cast, as_):
    answer = as_(cast.clerk).post(reverse("jobs:start", args=["jobs.count"]), headers={"HX-Request": "true"})
    assert f'id="job-{Job.objects.get().pk}"' in answer.content.decode()


def test_work_without_the_right_unknown_or_misdescribed_is_not_started(cast, as_):
    start = {kind: reverse("jobs:start", args=[kind]) for kind in ("jobs.count", "jobs.nothing")}
    assert as_(cast.stranger).post(start["jobs.count"]).status_code == 403
    client = as_(cast.clerk)
    assert client.post(start["jobs.nothing"]).status_code == 404
    assert client.get(start["jobs.count"]).status_code == 405
    refused = client.post(start["jobs.count"], {"colour": "red"})
    assert refused.status_code == 400
    assert Job.objects.count() == 0


def test_work_is_cancelled_and_begun_again_by_its_owner(cast, as_, job):
    client = as_(cast.clerk)
    client.post(reverse("jobs:cancel", args=[job.pk]))
    assert Job.objects.get().state == "cancelled"
    again = client.post(reverse("jobs:cancel", args=[job.pk]))
    assert again.status_code == 409
    client.post(reverse("jobs:retry", args=[job.pk]))
    assert Job.objects.get().state == "queued"


def test_a_result_file_comes_as_a_download(cast, as_, job):
    place = Path(settings.DATA) / "jobs" / str(job.pk) / "try"
    place.mkdir(parents=True, exist_ok=True)
    (place / "证明.txt").write_text("proof")
    ended(job, file=str(place / "证明.txt"))
    answer = page(as_(cast.clerk), "file", job.pk)
    assert b"".join(answer.streaming_content) == b"proof"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "application/octet-stream"


def test_no_file_outside_the_jobs_own_folder_is_given_out(cast, as_, job):
    outside = Path(settings.DATA) / "outside.txt"
    outside.write_text("secret")
    ended(job, file=str(Path(settings.DATA) / "jobs" / str(job.pk) / ".." / ".." / "outside.txt"))
    assert page(as_(cast.clerk), "file", job.pk).status_code == 404


def test_a_result_links_only_to_this_site(cast, as_, job):
    ended(job, url="//elsewhere.example/")
    assert "elsewhere" not in page(as_(cast.clerk), "job", job.pk).content.decode()


def test_only_the_administrator_reads_where_the_program_broke(cast, as_, job):
    held = actions.claim(worker="one", at=AT, lease_s=60)
    actions.fail(job=held, error="jobs.broke", params={}, trace="File views.py, line 7", final=True, at=AT)
    assert "line 7" not in page(as_(cast.clerk), "job", job.pk).content.decode()
    assert "line 7" in page(as_(cast.admin), "job", job.pk).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(cast, as_, django_assert_max_num_queries):
    client = as_(cast.admin)
    for _ in range(30):
        actions.enqueue("jobs.count", {}, by=cast.clerk, at=AT)
    with django_assert_max_num_queries(13):
        assert page(client, "list").status_code == 200
