"""A demonstration plays on a fixed day: what is late, due or this year's is judged by it, what is written is not."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.accounts.rules import Role
from keyworks.projects import actions
from keyworks.projects.models import Edition, Project, Term
from keyworks.projects.rules.components import State
from keyworks.projects.rules.stages import Stage
from tests.cast import AT
from tests.test_permissions import BACKEND

DAY = date(2022, 2, 22)
LATER = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def binhai(db):
    """A demonstration with one unit, of which nobody has yet said anything."""
    accounts.found(kind="demonstration", name_zh="天津市", name_en="Tianjin", plays_on=DAY, at=AT)
    root = accounts.open_unit(
        code="office", kind="city", name_zh="市重点项目办", name_en="", parent=None, by=None, at=AT
    )
    return accounts.open_unit(
        code="binhai", kind="district", name_zh="滨海新区", name_en="Binhai", parent=root, by=None, at=AT
    )


@pytest.fixture
def office(binhai):
    words = {"name": "市重点项目办主任", "name_en": "", "post": "主任", "post_en": ""}
    person = accounts.appoint(
        username="office", unit=binhai.parent, role=Role.CITY, from_on=AT.date(), by=None, at=AT, **words
    )
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def make(district, **said):
    row = {"name_zh": "一汽丰田", "district": district, **said}
    return actions.register_many(rows=[row], by=None, at=LATER)[0]


def test_what_is_planned_for_after_the_day_is_not_late(office, binhai):
    line = Term.objects.get(kind="component", code="line")
    late = {}
    for finish in (date(2022, 2, 21), date(2025, 6, 30)):
        project = make(binhai, name_zh=f"项目{finish}", stage=Stage.BUILDING, planned_finish=finish)
        row = {"kind": line, "name_zh": "总装线", "planned_finish": finish, "state": State.INSTALLING}
        actions.add_components(project=project, rows=[row], by=None, at=LATER)
        page = office.get(reverse("projects:project", args=[project.pk]))
        part = office.get(reverse("projects:components", args=[project.pk]))
        late[finish.year] = page.context["overdue"], part.context["groups"][0].lines[0].late
    assert late == {2022: (True, True), 2025: (False, False)}


def test_what_is_due_after_the_day_does_not_wait(office, binhai):
    for due in (DAY, date(2022, 5, 22)):
        project = make(binhai, name_zh=f"暂停{due}", stage=Stage.SUSPENDED)
        Project.objects.filter(pk=project.pk).update(review_on=due)
    assert [line.name for line in office.get(reverse("projects:review")).context["due"].lines] == ["暂停2022-02-22"]
    assert office.get(reverse("projects:work")).context["work"].due == 1
    rows = office.get(reverse("projects:list"), {"due": "on"}).context["table"].lines
    assert [line.name for line in rows] == ["暂停2022-02-22"]


def test_an_exit_is_proposed_two_years_before_the_day(office, binhai):
    for since in (date(2020, 2, 22), date(2020, 2, 23)):
        project = make(binhai, name_zh=f"储备{since}", stage=Stage.PLANNED, stage_since=since)
        move = {"target": Stage.RESERVE, "on": since}
        actions.record_moves(project=project, moves=[move], source="清单", over=None, by=None, at=LATER)
    proposed = office.get(reverse("projects:review")).context["proposed"]
    assert [line.name for line in proposed.lines] == ["储备2020-02-22"]


def test_a_step_is_offered_on_the_day_and_written_by_the_clock(office, binhai):
    project = make(binhai, stage=Stage.BUILDING, stage_since=date(2021, 12, 1))
    address = reverse("projects:move", args=[project.pk, Stage.SUSPENDED])
    form = office.get(address).context["form"]
    assert form["on"].value() == DAY and form["review_on"].value() == date(2022, 5, 22)
    term = Term.objects.filter(kind="pause_reason").first()
    asked = {f"evidence.{one.code}": "2022-02-01" for one in form.asked if one.evidence == "date"}
    sent = {"on": "2022-02-22", "reason_term": term.pk, "edition": project.edition, **asked}
    answer = office.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    project.refresh_from_db()
    assert (project.stage_since, project.review_on) == (DAY, date(2022, 5, 22))
    assert Edition.objects.filter(project=project).latest("edition").at.date() >= date(2026, 1, 1)


def test_the_next_look_lies_after_the_day(binhai):
    project = make(binhai, stage=Stage.SUSPENDED, stage_since=date(2022, 1, 5))
    looked = {"reason": "资金年内到位", "over": None, "by": None, "at": LATER}
    with pytest.raises(actions.ProjectsRefused, match="review_past"):
        actions.look_again(project=project, review_on=DAY, **looked)
    actions.look_again(project=project, review_on=date(2022, 5, 22), **looked)
    assert Project.objects.get(pk=project.pk).review_on == date(2022, 5, 22)


def test_a_new_project_stands_in_its_stage_from_the_day(binhai):
    assert make(binhai).stage_since == DAY


def test_the_grid_opens_with_the_year_of_the_day(office, binhai):
    make(binhai)
    assert office.get(reverse("projects:grid")).context["choice"]["of"].value() == "2022"


def test_one_page_asks_once_for_the_day(office, binhai, django_assert_max_num_queries):
    project = make(binhai, stage=Stage.BUILDING, planned_finish=date(2025, 6, 30))
    with django_assert_max_num_queries(100) as asked:
        office.get(reverse("projects:project", args=[project.pk]))
    assert sum('FROM "accounts_installation"' in one["sql"] for one in asked.captured_queries) == 1


def test_without_a_day_the_clock_judges(cast, client):
    client.force_login(cast.office, backend=BACKEND)
    project = make(cast.binhai, stage=Stage.BUILDING, planned_finish=date(2025, 6, 30))
    assert timezone.localdate() > date(2025, 6, 30)
    assert client.get(reverse("projects:project", args=[project.pk])).context["overdue"]
