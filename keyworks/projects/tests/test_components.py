from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from keyworks.projects import actions
from keyworks.projects.models import Component, Term
from keyworks.projects.queries import facts
from keyworks.projects.rules.components import State
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
TODAY = date(2022, 2, 8)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def kind(code):
    return Term.objects.get(kind="component", code=code)


@pytest.fixture
def toyota(cast):
    values = {"name_zh": "一汽丰田新能源汽车项目", "owner": cast.toyota, "district": cast.binhai}
    return actions.register(values=values, by=cast.office, at=AT)


@pytest.fixture
def lines(cast, toyota):
    rows = [{"kind": kind("line"), "name_zh": name} for name in ("冲压线", "焊装线", "总装线")]
    return actions.add_components(project=toyota, rows=rows, by=cast.clerk, at=AT)


def progress(component, state, on, by, *, note="", over=None):
    return actions.progress_component(component=component, state=state, on=on, note=note, over=over, by=by, at=AT)


def test_components_are_added_after_those_that_are_there_in_their_order(cast, toyota, lines):
    actions.add_components(
        project=toyota, rows=[{"kind": kind("building"), "name_zh": "联合厂房"}], by=cast.clerk, at=AT
    )
    assert list(toyota.components.values_list("name_zh", "order")) == [
        ("冲压线", 1), ("焊装线", 2), ("总装线", 3), ("联合厂房", 4),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="projects.add_components").count() == 2


def test_a_line_is_debugged_on_a_day_and_the_record_keeps_both_states(cast, lines):
    progress(lines[2], State.INSTALLING, date(2022, 1, 5), cast.clerk)
    found = progress(lines[2], State.DEBUGGING, date(2022, 2, 8), cast.clerk)
    assert (found.state, found.state_on) == (State.DEBUGGING, date(2022, 2, 8))
    assert (found.started_on, found.finished_on, found.edition) == (date(2022, 1, 5), None, 3)
    entry = Entry.objects.filter(verb="projects.progress_component").latest("seq")
    assert '"installing"' in entry.before and '"debugging"' in entry.after


def test_a_component_that_is_done_is_finished_on_that_day_and_again_open_when_it_steps_back(cast, lines):
    done = progress(lines[0], State.DONE, date(2022, 2, 1), cast.clerk)
    assert done.finished_on == date(2022, 2, 1)
    back = progress(done, State.DEBUGGING, date(2022, 2, 7), cast.clerk, note="返工")
    assert back.finished_on is None
    assert Entry.objects.latest("seq").reason == "返工"


@pytest.mark.parametrize(
    ("state", "on", "note", "code"),
    [
        (State.DONE, date(2022, 2, 9), "", "projects.not_yet"),
        (State.DEBUGGED, date(2022, 1, 31), "", "projects.state_before_last"),
        (State.INSTALLING, date(2022, 2, 8), " ", "projects.state_back_unexplained"),
        (State.CAPPED, date(2022, 2, 8), "", "projects.state_of_another_kind"),
    ],
)
def test_progress_that_cannot_be_is_refused_and_changes_nothing(cast, lines, state, on, note, code):
    debugging = progress(lines[0], State.DEBUGGING, date(2022, 2, 1), cast.clerk)
    with pytest.raises(actions.ProjectsRefused) as refused:
        progress(debugging, state, on, cast.clerk, note=note)
    assert refused.value.code == code
    assert Component.objects.get(pk=debugging.pk).state == State.DEBUGGING


@pytest.mark.parametrize("person", ["other_clerk", "other_district", "engineer", "mayor"])
def test_who_does_not_look_after_the_project_records_no_progress(cast, lines, person):
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.out_of_reach"):
        progress(lines[0], State.INSTALLING, TODAY, getattr(cast, person))
    assert Component.objects.get(pk=lines[0].pk).state == State.NOT_BEGUN


def test_two_who_save_at_once_do_not_overwrite_each_other(cast, lines):
    progress(lines[0], State.INSTALLING, TODAY, cast.clerk, over=1)
    with pytest.raises(Stale, match=r"projects\.component_stale"):
        progress(lines[0], State.DEBUGGING, TODAY, cast.district, over=1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name_zh": " "}, "projects.component_unnamed"),
        ({"planned_start": date(2022, 5, 1), "planned_finish": date(2022, 4, 1)}, "projects.ends_before_start"),
        ({"finished_on": date(2022, 3, 1)}, "projects.not_yet"),
        ({"chainage_m": Decimal(-1)}, "projects.chainage_negative"),
    ],
)
def test_what_cannot_be_said_of_a_component_is_refused(cast, lines, values, code):
    with pytest.raises(actions.ProjectsRefused) as refused:
        actions.edit_component(component=lines[0], values=values, over=1, by=cast.clerk, at=AT)
    assert refused.value.code == code
    assert Component.objects.get(pk=lines[0].pk).edition == 1


def test_the_same_name_does_not_stand_twice_in_a_kind_and_nothing_of_the_lot_is_kept(cast, toyota, lines):
    rows = [{"kind": kind("line"), "name_zh": name} for name in ("涂装线", "焊装线")]
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.component_there"):
        actions.add_components(project=toyota, rows=rows, by=cast.clerk, at=AT)
    assert toyota.components.count() == 3


def test_the_order_is_changed_as_a_whole_and_only_by_one_who_knows_all_of_them(cast, toyota, lines):
    keys = [one.pk for one in lines]
    actions.arrange_components(project=toyota, order=keys[::-1], by=cast.clerk, at=AT)
    assert [one.name_zh for one in toyota.components.all()] == ["总装线", "焊装线", "冲压线"]
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.components_changed"):
        actions.arrange_components(project=toyota, order=keys[:2], by=cast.clerk, at=AT)


def test_a_component_is_taken_out_with_a_reason_and_the_record_keeps_what_it_was(cast, toyota, lines):
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.removed_unexplained"):
        actions.remove_component(component=lines[0], reason=" ", over=1, by=cast.clerk, at=AT)
    actions.remove_component(component=lines[0], reason="设计取消", over=1, by=cast.clerk, at=AT)
    assert toyota.components.count() == 2
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.reason) == ("projects.remove_component", "设计取消") and "冲压线" in entry.before


def test_lines_pasted_from_a_sheet_become_components(client, cast, toyota):
    client.force_login(cast.clerk, backend=BACKEND)
    names = "滨海机场\tBinhai Airport\t0\n\n中心大道|Zhongxin Avenue|2,900.5\n北塘"
    answer = client.post(f"/projects/{toyota.pk}/components/new/", {"kind": kind("station").pk, "names": names})
    assert answer.status_code == 302
    assert list(toyota.components.values_list("name_zh", "name_en", "chainage_m")) == [
        ("滨海机场", "Binhai Airport", Decimal(0)),
        ("中心大道", "Zhongxin Avenue", Decimal("2900.5")),
        ("北塘", "", None),
    ]


@pytest.mark.parametrize("names", ["a\tb\tc", "a\tb\t1\t2", "a\t\tNaN", "\tb", "a\t\t99999999999"])
def test_a_line_that_is_no_component_is_named_and_nothing_is_added(client, cast, toyota, names):
    client.force_login(cast.clerk, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    answer = client.post(
        f"/projects/{toyota.pk}/components/new/", {"kind": kind("station").pk, "names": f"北塘\n{names}"}
    )
    assert "Line 2" in answer.content.decode()
    assert not toyota.components.exists()


def test_the_part_draws_the_line_of_stations_and_the_steps_of_production_lines(client, cast, toyota, lines):
    rows = [{"kind": kind("station"), "name_zh": name} for name in ("滨海机场", "北塘")]
    first, _last = actions.add_components(project=toyota, rows=rows, by=cast.clerk, at=AT)
    progress(first, State.DONE, TODAY, cast.clerk)
    progress(lines[0], State.DEBUGGING, TODAY, cast.clerk)
    client.force_login(cast.mayor, backend=BACKEND)
    client.cookies["kw_language"] = "en"
    page = client.get(f"/projects/{toyota.pk}/components/").content.decode()
    assert "2 stations: 1 done, 0 under way, 1 not begun." in page
    assert page.count('class="kw-stop-name"') == 2
    assert page.count("kw-step-now") == 1 and "0 of 3 done, 1 under way, 2 not begun." in page
    assert "Record progress" not in page


def test_the_part_asks_the_database_no_more_for_many_components(client, cast, toyota, django_assert_max_num_queries):
    rows = [{"kind": kind("station"), "name_zh": f"车站{number}"} for number in range(40)]
    actions.add_components(project=toyota, rows=rows, by=cast.clerk, at=AT)
    client.force_login(cast.clerk, backend=BACKEND)
    with django_assert_max_num_queries(12):
        client.get(f"/projects/{toyota.pk}/components/", headers={"HX-Request": "true"})


def test_what_the_components_were_on_a_day_is_answered(cast, lines):
    before = lines[0].project
    was = facts(before)["components"]
    actions.progress_component(
        component=lines[0], state="installing", on=date(2022, 2, 1), note="", over=1, by=cast.clerk, at=AT
    )
    now = facts(before)["components"]
    assert (was[0].get("state"), now[0]["state"]) == ("not_begun", "installing")
    assert was[1:] == now[1:]
