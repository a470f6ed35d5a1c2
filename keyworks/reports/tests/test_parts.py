from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.base.twotime import Figure
from keyworks.projects.actions import add_components, remove_component
from keyworks.projects.models import Component, Term
from keyworks.record.models import Entry
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused, Said, Works
from keyworks.reports.forms.parts import Chainage, marked
from keyworks.reports.models import Filing, PartReach, Reached, Report
from keyworks.reports.rules.parts import Milestone, Reach, milestones, wrong
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.reports.tests.test_month_pages import february, sees, sends  # noqa: F401
from keyworks.values.months import Month
from keyworks.values.problems import Problem

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
TODAY = date(2022, 2, 22)
K = Decimal


@pytest.fixture
def metro(cast, plant):
    """A line of two sections and a station."""
    kinds = {code: Term.objects.get(kind="component", code=code) for code in ("section", "station")}
    rows = [
        {"kind": kinds["section"], "name_zh": "一标段"},
        {"kind": kinds["section"], "name_zh": "二标段"},
        {"kind": kinds["station"], "name_zh": "天津站"},
    ]
    add_components(project=plant, rows=rows, by=cast.office, at=AT)
    return plant


@pytest.fixture
def keys(metro):
    return list(Component.objects.filter(project=metro).order_by("order").values_list("pk", flat=True))


def told(metro, cast, month, parts, *, done=100, over=0, reason="", at=AT, reached=None, by=None):
    works = Works({pk: Reach(*reach) for pk, reach in parts.items()}, reached)
    return actions.file_with_parts(
        project=metro, month=month, said=Said(done=wan(done)), works=works, over=over, by=by or cast.clerk, at=at,
        reason=reason,
    )  # fmt: skip


def stands(metro, month):
    return [(one.now.progress, one.now.to_m) for one in queries.parts_of(metro, month)]


def test_how_far_each_part_is_stands_with_the_month_before_beside_it(cast, metro, keys):
    told(metro, cast, JANUARY, {keys[0]: (4000, K(0), K(1200)), keys[2]: (1500,)})
    told(metro, cast, FEBRUARY, {keys[0]: (4550, K(0), K("1350.5"))}, at=later(3))
    first, second, station = queries.parts_of(metro, FEBRUARY)
    assert (first.now, first.before, first.grown) == (
        Reach(4550, K(0), K("1350.5")), Reach(4000, K(0), K(1200)), 550,
    )  # fmt: skip
    assert (second.now, second.before, second.version) == (Reach(), None, 0)
    assert (station.now, station.version) == (Reach(1500), 0), "as last told"


def test_a_correction_keeps_the_first_reach(cast, metro, keys):
    told(metro, cast, JANUARY, {keys[0]: (4000,)})
    told(metro, cast, JANUARY, {keys[0]: (3500,)}, done=90, over=1, reason="重复计量")
    rows = PartReach.objects.filter(component=keys[0]).order_by("version")
    assert [(one.progress, one.reason) for one in rows] == [(4000, ""), (3500, "重复计量")]


def test_where_only_a_part_is_new_only_it_gets_a_version_and_the_report_starts_anew(cast, metro, keys):
    report = told(metro, cast, JANUARY, {keys[0]: (4000,)})
    actions.let_pass(reports=[report], by=cast.district, at=AT)
    report = told(metro, cast, JANUARY, {keys[0]: (4100,)}, over=1, reason="补量")
    assert (report.version, report.state, report.at_level) == (1, "filed", "district")
    assert (stands(metro, JANUARY)[0], Filing.objects.count()) == ((4100, None), 1)
    assert Entry.objects.filter(verb="reports.file_parts").count() == 2
    with pytest.raises(ReportsRefused) as no:
        told(metro, cast, JANUARY, {keys[0]: (4100,)}, over=1, reason="补量")
    assert no.value.code == "reports.nothing_new"


@pytest.mark.parametrize(
    ("reach", "code", "field"),
    [
        ((3999, K(0), K(1200)), "reports.part_falls", "part"),
        ((None, K(0), K(1200)), "reports.part_falls", "part"),
        ((4000, K(100), K(1200)), "reports.stretch_falls", "to"),
        ((4000, K(0), K("1199.9")), "reports.stretch_falls", "to"),
        ((4000, K(0), None), "reports.chainage_halved", "to"),
        ((4000, K(1300), K(1200)), "reports.chainage_backwards", "to"),
        ((10_001, K(0), K(1200)), "reports.progress_not_a_share", "part"),
    ],
)
def test_what_falls_or_cannot_be_is_refused_and_nothing_stays(cast, metro, keys, reach, code, field):
    told(metro, cast, JANUARY, {keys[0]: (4000, K(0), K(1200))})
    with pytest.raises(ReportsRefused) as no:
        told(metro, cast, FEBRUARY, {keys[0]: reach}, at=later(3))
    assert (no.value.code, no.value.field) == (code, f"{field}_{keys[0]}")
    assert (PartReach.objects.count(), Report.objects.count()) == (1, 1)


def test_milestones_are_told_with_their_days_and_corrected_as_a_whole(cast, metro):
    closed = Milestone(date(2022, 1, 15), "主体封顶")
    told(metro, cast, JANUARY, {}, reached=[closed])
    assert queries.reached_in(metro, JANUARY) == ([closed], 1)
    told(metro, cast, JANUARY, {}, reached=[], over=1, reason="尚未封顶")
    assert queries.reached_in(metro, JANUARY) == ([], 2)
    assert Reached.objects.get(version=1).milestones == [{"on": "2022-01-15", "text": "主体封顶"}]


@pytest.mark.parametrize(
    "line",
    ["2022-01-15 主体封顶", "2022年1月15日 主体封顶", "2022/1/15，主体封顶", " 2022.1.15: 主体封顶 "],
)
def test_a_milestone_is_written_as_people_write(line):
    assert milestones(f"\n{line}\n", TODAY) == [Milestone(date(2022, 1, 15), "主体封顶")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("主体封顶", "reports.milestone_unread"),
        ("2022-02-30 主体封顶", "reports.milestone_unread"),
        ("2022-01-15", "reports.milestone_unread"),
        ("2022-01-15 " + "长" * 201, "reports.milestone_unread"),
        ("2022-02-23 主体封顶", "reports.milestone_ahead"),
    ],
)
def test_a_milestone_that_is_none_names_its_line(text, code):
    found = milestones(f"2022-01-10 桩基完成\n{text}", TODAY)
    assert isinstance(found, Problem)
    assert (found.code, found.params["line"]) == (code, 2)


@given(metres=st.decimals(min_value=0, max_value=999_999, places=1))
def test_a_chainage_is_read_as_it_is_written(metres):
    assert Chainage().clean(marked(metres)) == metres
    assert Chainage().clean(str(metres)) == metres


@given(one=st.integers(0, 10_000), other=st.integers(0, 10_000))
def test_a_part_falls_only_with_a_reason(one, other):
    assert (wrong(Reach(one), Reach(other), reason="") is not None) == (one < other)
    assert wrong(Reach(one), Reach(other), reason="更正") is None


def test_a_part_taken_out_of_the_register_leaves_what_was_told_of_it(cast, metro, keys):
    told(metro, cast, JANUARY, {keys[2]: (1500,)})
    remove_component(component=Component.objects.get(pk=keys[2]), reason="取消", over=None, by=cast.office, at=later(3))
    assert PartReach.objects.get().name == "天津站"
    assert len(queries.parts_of(metro, JANUARY)) == 2
    assert issubclass(PartReach, Figure)


def test_the_form_is_prefilled_and_the_page_shows_the_month_before(sends, sees, cast, metro, keys):  # noqa: F811
    told(metro, cast, Month(2021, 12), {keys[0]: (4000, K(0), K(1200))}, at=AT)
    there = f"/reports/{metro.pk}/202201/"
    page = sees(cast.clerk, f"{there}file/").content.decode()
    assert f'name="to_{keys[0]}" value="K1+200"' in page
    assert f'name="part_{keys[0]}" value="40"' in page
    assert f'name="part_{keys[2]}"' in page
    assert f'name="to_{keys[2]}"' not in page
    sent = {
        "done": "10",
        "edition": "0",
        f"part_{keys[0]}": "45.5",
        f"from_{keys[0]}": "K0+000",
        f"to_{keys[0]}": "K1+350",
    }
    assert sends(cast.clerk, f"{there}file/", **sent, reached="2022-01-15 首段贯通").status_code == 302
    page = sees(cast.district, there).content.decode()
    assert all(words in page for words in ("45.5%", "40.0%", "+5.5", "K0+000–K1+350", "K0+000–K1+200", "首段贯通"))


def test_a_part_that_falls_is_refused_at_its_field(sends, cast, metro, keys):  # noqa: F811
    told(metro, cast, Month(2021, 12), {keys[2]: (4000,)}, at=AT)
    sent = {"done": "10", "edition": "0", f"part_{keys[2]}": "30"}
    answer = sends(cast.clerk, f"/reports/{metro.pk}/202201/file/", **sent)
    assert (answer.status_code, Report.objects.count()) == (409, 1)
    assert f'id="id_part_{keys[2]}_error"' in answer.content.decode()


def test_no_parts_are_asked_for_where_there_are_none(sees, cast, plant):  # noqa: F811
    assert "各部分进度" not in sees(cast.clerk, f"/reports/{plant.pk}/202201/file/").content.decode()


def test_a_report_filed_without_its_parts_leaves_them_as_last_told(cast, metro, keys):
    told(metro, cast, JANUARY, {keys[0]: (4000,)})
    filed(metro, cast, FEBRUARY, 50, at=later(3))
    assert stands(metro, FEBRUARY)[0] == (4000, None)
