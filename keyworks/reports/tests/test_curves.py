from __future__ import annotations

import re
from datetime import date

from keyworks.projects.models import Project
from keyworks.reports import actions, queries
from keyworks.reports.queries.standing import stood, year_by_month
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.reports.tests.test_month_pages import february, sees  # noqa: F401
from keyworks.values.months import Month

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
UNEVEN = [wan(0)] * 2 + [wan(100)] * 8 + [wan(200)] * 2


def test_a_year_is_what_was_planned_and_done_added_up(cast, plant):
    filed(plant, cast, JANUARY, 150, progress=500)
    course = queries.course_of(plant, date(2022, 3, 15))
    assert course.planned[:3] == (0, wan(100).amount, wan(200).amount)
    assert course.actual[:4] == (0, wan(150).amount, wan(150).amount, None)
    assert course.progress[:2] == (500, None)


def test_since_the_start_begins_where_the_first_report_found_it(cast, plant):
    filed(plant, cast, JANUARY, 150, year_before=wan(0), before=wan(1000))
    course = queries.course_of(plant, date(2022, 3, 15), whole=True)
    assert course.actual[:3] == (wan(1000).amount, wan(1150).amount, wan(1150).amount)


def test_many_projects_add_up_as_known_on_a_day(cast, plant, valves):
    actions.plan_year(project=plant, year=2022, months=UNEVEN, by=cast.clerk, at=AT)
    filed(plant, cast, JANUARY, 100)
    filed(valves, cast, JANUARY, 30, by=cast.office, at=later(3))
    projects = queries.expected(JANUARY)
    assert queries.plan_of_all(projects, 2022).months[:3] == (wan(100).amount, wan(100).amount, wan(200).amount)
    now, then = (queries.course_of_year(projects, 2022, date(2022, 2, 22), at) for at in (None, AT))
    assert (now.actual[1], then.actual[1]) == (wan(130).amount, wan(100).amount)
    assert now.planned[-1] == wan(2400).amount


def test_a_curve_says_its_sentence_and_has_a_table_and_a_picture(sees, cast, plant):  # noqa: F811
    filed(plant, cast, JANUARY, 80)
    page = sees(cast.clerk, f"/reports/curve/project/{plant.pk}/", HX_Request="true").content.decode()
    assert "截至2022年1月应完成100.00万元，实际完成80.00万元，滞后1.7个百分点" in re.sub(r"\s", "", page)
    assert page.count("<svg viewBox") == 2
    picture = sees(cast.clerk, f"/reports/curve/project/{plant.pk}/picture/?since=start")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/svg+xml; charset=utf-8", b"<svg")
    assert b"<script" not in picture.content


def test_a_district_sees_its_own_curve_alone(sees, cast, plant, valves):  # noqa: F811
    assert sees(cast.district, f"/reports/curve/project/{valves.pk}/").status_code == 404
    assert sees(cast.district, f"/reports/curve/district/{cast.beichen.pk}/").status_code == 404
    assert sees(cast.district, f"/reports/curve/district/{cast.binhai.pk}/?month=2022-01").status_code == 200
    assert sees(cast.office, "/reports/curve/city/0/?month=2022-01&asof=2022-02-20").status_code == 200
    assert sees(cast.office, "/reports/curve/unit/1/").status_code == 404


def test_months_added_up_are_what_stood_in_each(cast, plant, valves):
    filed(plant, cast, JANUARY, 100, before=wan(7), year_before=wan(9))
    filed(plant, cast, Month(2022, 3), 50, at=later(4))
    filed(valves, cast, FEBRUARY, 30, by=cast.office, at=later(4))
    filed(plant, cast, JANUARY, 80, over=1, at=later(5), reason="重复计算")
    projects = queries.expected(JANUARY)
    for at in (AT, later(4), None):
        months = [sum(one.year_done for one in stood(projects, Month(2022, n), at)) for n in range(1, 5)]
        assert year_by_month(projects, Month(2022, 4), at) == months
    assert year_by_month(Project.objects.none(), FEBRUARY) == [0, 0]
