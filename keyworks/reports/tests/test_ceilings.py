from __future__ import annotations

import pytest

from keyworks.projects.models import Project, Term
from keyworks.record.models import Entry
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused
from keyworks.reports.models import Ceiling, Overrun
from keyworks.reports.rules.ceilings import CeilingOf, Over
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.reports.tests.test_month_pages import february, sees, sends  # noqa: F401
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY = Month(2022, 1)


@pytest.fixture
def programmes(cast, plant, valves):
    """The plant stands in two programmes, the valves in one of them."""
    made = [("rail", "轨道", 1), ("port", "港口", 2)]
    rail, port = (Term.objects.create(kind="programme", code=code, name_zh=zh, order=order) for code, zh, order in made)
    plant.programmes.set([rail, port])
    valves.programmes.set([port])


def ceiling(cast, amount, over=0, kind=CeilingOf.PROGRAMME, code="rail", by=None, **said):
    return actions.set_ceiling(
        kind=kind, code=code, year=2022, amount=wan(amount), over=over, by=by or cast.office, at=AT, **said
    )


def told(person):
    return [
        (row.code, row.ceiling, row.projects, row.planned, row.done) for row in queries.ceilings(person, JANUARY).rows
    ]


def test_each_programme_and_district_stands_beside_its_ceiling(cast, plant, valves, programmes):
    filed(plant, cast, JANUARY, 100)
    ceiling(cast, 1000)
    ceiling(cast, 2000, kind=CeilingOf.DISTRICT, code="binhai")
    assert told(cast.office) == [
        ("rail", wan(1000), 1, wan(1200), wan(100)), ("port", None, 2, wan(2400), wan(100)),
        ("binhai", wan(2000), 1, wan(1200), wan(100)), ("beichen", None, 1, wan(1200), wan(0)),
    ]  # fmt: skip
    found = queries.ceilings(cast.office, JANUARY)
    assert (found.overlap.projects, found.overlap.planned, found.overlap.done) == (1, wan(1200).amount, wan(100).amount)
    assert found.sums[CeilingOf.PROGRAMME] == wan(2400).amount
    assert [row.over for row in found.rows][:1] == [wan(200)]


def test_a_district_sees_what_stands_under_them_of_its_own(cast, plant, valves, programmes):
    assert [(row[0], row[2]) for row in told(cast.district)] == [("rail", 1), ("port", 1), ("binhai", 1)]


def test_a_ceiling_is_changed_with_a_reason_and_keeps_the_first(cast, programmes):
    ceiling(cast, 1000)
    with pytest.raises(ReportsRefused) as no:
        ceiling(cast, 1100, over=1)
    assert (no.value.code, Ceiling.objects.count()) == ("reports.reason_missing", 1)
    with pytest.raises(Stale):
        ceiling(cast, 1100, reason="追加")
    ceiling(cast, 1100, over=1, reason="追加")
    assert [one.amount for one in queries.ceiling_versions("programme", "rail", 2022)] == [wan(1100), wan(1000)]
    assert Entry.objects.filter(verb="reports.set_ceiling").count() == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [({"code": "none"}, "ceiling_of_nothing"), ({"kind": CeilingOf.DISTRICT, "code": "rail"}, "ceiling_of_nothing")],
)
def test_a_ceiling_is_of_something(cast, programmes, said, code):
    with pytest.raises(ReportsRefused) as no:
        ceiling(cast, 1, **said)
    assert (no.value.code, Ceiling.objects.count()) == (f"reports.{code}", 0)


def test_the_city_office_alone_sets_ceilings(cast, programmes):
    with pytest.raises(ReportsRefused) as no:
        ceiling(cast, 1, by=cast.district)
    assert (no.value.code, Ceiling.objects.count()) == ("reports.ceilings_of_the_city", 0)


def explained(cast, project, code="price", over=0, by=None, **said):
    why = Term.objects.get(kind="overrun_reason", code=code)
    (found, *_) = queries.overruns(cast.office, JANUARY, project)
    return actions.explain_overrun(
        project=project, kind=found.over, year=2022, amount=found.amount, why=why, over=over, by=by or cast.clerk,
        at=later(3), **said,
    )  # fmt: skip


def test_what_was_overrun_asks_for_a_reason(cast, plant, valves):
    filed(plant, cast, JANUARY, 1300)
    filed(valves, cast, JANUARY, 100, by=cast.office)
    (one,) = queries.overruns(cast.office, JANUARY)
    assert (one.project, one.over, one.amount, one.said) == (plant, Over.YEAR, wan(100), None)
    explained(cast, plant, note="钢材")
    (one,) = queries.overruns(cast.office, JANUARY)
    assert (one.said.why.code, one.said.note, one.said.amount) == ("price", "钢材", wan(100))
    explained(cast, plant, code="design", over=1, reason="原因更正")
    assert list(Overrun.objects.order_by("version").values_list("why__code", flat=True)) == ["price", "design"]


def test_more_than_the_whole_project_costs_is_an_overrun_of_its_own(cast, plant):
    filed(plant, cast, JANUARY, 100, year_before=wan(0), before=wan(12_000))
    (one,) = queries.overruns(cast.office, JANUARY)
    assert (one.over, one.amount) == (Over.TOTAL, wan(100))


def test_another_reason_says_which(cast, plant):
    filed(plant, cast, JANUARY, 1300)
    with pytest.raises(ReportsRefused) as no:
        explained(cast, plant, code="other")
    assert (no.value.code, Overrun.objects.count()) == ("reports.note_missing", 0)
    with pytest.raises(ReportsRefused) as no:
        explained(cast, plant, by=cast.other_clerk)
    assert (no.value.code, Overrun.objects.count()) == ("reports.out_of_reach", 0)


def test_the_page_sets_a_ceiling_and_tells_of_what_counts_twice(sends, sees, cast, plant, valves, programmes):  # noqa: F811
    there = "/reports/ceilings/programme/rail/2022/"
    assert sends(cast.office, there, amount="1000", edition="0").status_code == 302
    assert sends(cast.district, there, amount="1", edition="1").status_code == 403
    page = sees(cast.office, "/reports/ceilings/?month=2022-01").content.decode()
    assert "1个项目同时列入多个专项" in page.replace(" ", "")
    assert "计划超出上限" in page
    assert sees(cast.office, "/reports/ceilings/unit/x/2022/").status_code == 404
    assert sees(cast.district, "/reports/ceilings/district/beichen/2022/").status_code == 404


def test_the_reason_is_given_on_a_page_and_stands_on_the_report(sends, sees, cast, plant):  # noqa: F811
    filed(plant, cast, JANUARY, 1300)
    assert "未说明原因" in sees(cast.office, "/reports/ceilings/?month=2022-01").content.decode()
    why = Term.objects.get(kind="overrun_reason", code="price")
    there = f"/reports/{plant.pk}/overrun/2022/year/"
    assert sends(cast.clerk, there, why=why.pk, note="钢材涨价", edition="0").status_code == 302
    assert "钢材涨价" in sees(cast.office, f"/reports/{plant.pk}/202201/").content.decode()
    assert sends(cast.mayor, there, why=why.pk, edition="1").status_code == 403
    assert Project.objects.get(pk=plant.pk).plan == wan(1200)
