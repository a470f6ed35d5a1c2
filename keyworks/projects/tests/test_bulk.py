"""Many projects changed at once: seen first, carried out together, each by the rights of whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from keyworks.jobs.jobs import Worker
from keyworks.jobs.models import Job
from keyworks.projects import actions
from keyworks.projects.models import Edition, Project, Term
from keyworks.projects.views import bulk
from keyworks.record.models import Entry

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"
REASON = "分工调整"


@pytest.fixture
def projects(cast):
    rows = [
        {"name_zh": "甲", "local_number": "1", "owner": cast.toyota, "district": cast.binhai},
        {"name_zh": "乙", "local_number": "2", "owner": cast.toyota, "district": cast.binhai},
        {"name_zh": "丙", "local_number": "3", "owner": cast.valve, "district": cast.beichen},
    ]
    return actions.register_many(rows=rows, by=None, at=AT)


@pytest.fixture
def post(cast, client):
    def send(who, **values):
        client.cookies["kw_language"] = "en"
        client.force_login(getattr(cast, who), backend=BACKEND)
        return client.post("/projects/bulk/", values)

    return send


def seen(projects, edition=1):
    return ",".join(f"{project.pk}.{edition}" for project in projects)


def now(project) -> Project:
    return Project.objects.get(pk=project.pk)


def test_the_chosen_rows_are_counted_before_anything_is_asked(projects, post):
    page = post("office", id=[project.pk for project in projects[:2]])
    assert page.context["count"] == 2
    assert page.context["form"]["seen"].value() == seen(projects[:2])


def test_all_rows_a_filter_leaves_are_chosen(projects, cast, client):
    client.force_login(cast.office, backend=BACKEND)
    assert client.get("/projects/bulk/?district=binhai").context["count"] == 2
    assert client.get("/projects/bulk/?q=nothing").context["none"]


def test_the_preview_shows_what_changes_and_saves_nothing(projects, post):
    actions.edit(project=projects[1], values={"sector": Term.objects.get(kind="sector", code="rail")},
                 over=1, by=None, at=AT)  # fmt: skip
    page = post("office", step="preview", seen=seen(projects), sector="rail", list_class="construction", reason=REASON)
    with translation.override("en"):
        rows = [(project.name_zh, [(str(label), old, new) for label, old, new in changes])
                for project, changes in page.context["rows"]]  # fmt: skip
    listed = ("List class", "—", "construction")
    assert rows[:2] == [("甲", [("Sector", "—", "Rail transit"), listed]), ("乙", [listed])]
    assert (page.context["changing"], page.context["staying"], page.context["refusing"]) == (3, 0, 0)
    assert now(projects[0]).sector is None


def test_what_was_seen_is_carried_out_with_editions_and_entries(projects, post):
    chain = Term.objects.filter(kind="chain").first()
    sent = {"lead_department": "industry", "leader": "mayor", "chains_add": [chain.code], "reason": REASON}
    page = post("office", step="carry", seen=seen(projects), **sent)
    assert (page.context["outcome"].changed, page.context["refused"]) == (3, [])
    for project in projects:
        changed = now(project)
        assert (changed.lead_department.code, changed.leader.username, changed.edition) == ("industry", "mayor", 2)
        assert list(changed.chains.all()) == [chain]
        assert Edition.objects.get(project=project, edition=2).facts["lead_department"] == "industry"
    assert Entry.objects.filter(verb="projects.edit", reason=REASON).count() == 3


def test_chains_are_taken_out_and_fields_cleared(projects, cast, post):
    first, second = Term.objects.filter(kind="chain")[:2]
    actions.edit(project=projects[0], values={"chains": [first, second], "lead_department": cast.industry},
                 over=1, by=None, at=AT)  # fmt: skip
    sent = {"lead_department": "-", "chains_remove": [first.code], "reason": REASON}
    page = post("office", step="carry", seen=f"{projects[0].pk}.2", **sent)
    assert page.context["outcome"].changed == 1
    assert (now(projects[0]).lead_department, list(now(projects[0]).chains.all())) == (None, [second])


def test_a_project_that_changed_in_the_meantime_stays_and_is_told_of(projects, post):
    actions.edit(project=projects[0], values={"name_en": "A"}, over=1, by=None, at=AT)
    page = post("office", step="carry", seen=seen(projects), sector="rail", reason=REASON)
    assert page.context["outcome"].changed == 2
    assert [project for project, _why in page.context["refused"]] == [projects[0]]
    assert now(projects[0]).sector is None


def test_another_districts_project_is_not_even_counted(projects, post):
    page = post("district", step="preview", seen=seen(projects), sector="rail", reason=REASON)
    assert (page.context["count"], page.context["changing"]) == (2, 2)
    assert "丙" not in page.content.decode()
    post("district", step="carry", seen=seen(projects), sector="rail", reason=REASON)
    assert [now(project).sector is None for project in projects] == [False, False, True]


def test_who_sees_a_project_and_does_not_look_after_it_is_told_so(projects, cast, post):
    actions.edit(project=projects[2], values={"lead_department": cast.industry}, over=1, by=None, at=AT)
    page = post("engineer", step="preview", seen=f"{seen(projects[:2])},{projects[2].pk}.2", sector="rail",
                reason=REASON)  # fmt: skip
    assert (page.context["changing"], page.context["refusing"]) == (1, 2)
    assert page.context["refused"][0][1].startswith("You do not look after this project.")
    page = post("engineer", step="carry", seen=f"{seen(projects[:2])},{projects[2].pk}.2", sector="rail",
                reason=REASON)  # fmt: skip
    assert (page.context["outcome"].changed, len(page.context["refused"])) == (1, 2)


def test_what_the_city_decides_is_not_offered_to_a_district_and_not_taken_from_it(projects, post):
    page = post("district", step="carry", seen=seen(projects), list_class="construction", leader="mayor", reason=REASON)
    assert "list_class" not in page.context["form"].fields
    assert {now(project).edition for project in projects} == {1}


@pytest.mark.parametrize("sent", [{"sector": "rail"}, {"reason": REASON}, {"reason": REASON, "sector": "none such"},
                                  {"reason": REASON, "list_year": "99999999999999999999"}])  # fmt: skip
def test_what_is_missing_or_unknown_is_said_and_changes_nothing(projects, post, sent):
    page = post("office", step="carry", seen=seen(projects), **sent)
    assert page.context["form"].errors
    assert {now(project).edition for project in projects} == {1}


@pytest.mark.parametrize("told", ["x", "1.", ".1", "9" * 40 + ".1", "-1.-1", "1.1" * 999, "\0"])
def test_nonsense_chooses_nothing(projects, post, told):
    assert post("office", step="carry", seen=told, sector="rail", reason=REASON).context["none"]


@pytest.mark.django_db(transaction=True)
def test_a_large_batch_is_carried_out_in_the_background(cast, projects, post, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    answer = post("office", step="carry", seen=seen(projects), sector="rail", reason=REASON)
    job = Job.objects.get()
    assert answer.status_code == 302 and answer.url == job.get_absolute_url()
    assert Worker("test").once()
    job.refresh_from_db()
    assert (job.state, job.result["changed"], job.result["refused"]) == ("done", 3, 0)
    assert {now(project).sector.code for project in projects} == {"rail"}
    assert Entry.objects.filter(verb="projects.edit", actor_id=str(cast.office.pk)).count() == 3


def test_too_many_are_not_begun(projects, post, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    page = post("office", step="carry", seen=seen(projects), sector="rail", reason=REASON)
    assert page.status_code == 409
    assert {now(project).edition for project in projects} == {1}
