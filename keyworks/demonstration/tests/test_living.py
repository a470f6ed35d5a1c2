"""The city lives on: its people file, pass, correct and close day by day, and nobody undoes what a visitor did."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from keyworks.accounts.models import Installation, Person
from keyworks.accounts.queries import moment
from keyworks.demonstration import actions
from keyworks.demonstration.actions import DemonstrationRefused, Extent
from keyworks.demonstration.actions.listing import drawn_on
from keyworks.demonstration.portfolio.ground import Ground
from keyworks.demonstration.portfolio.reporting import Filed, month_of
from keyworks.demonstration.portfolio.year import begins, odd, year_of
from keyworks.matters.models import Matter
from keyworks.matters.queries import reaches
from keyworks.matters.rules.ladder import OPEN
from keyworks.projects.models import Project
from keyworks.record.queries import verify
from keyworks.reports import actions as reports
from keyworks.reports import queries
from keyworks.reports.models import Filing, Report
from keyworks.values.money import Money
from keyworks.values.months import Month

JANUARY, FEBRUARY, MAY = Month(2022, 1), Month(2022, 2), Month(2022, 5)


def live_on(day):
    return actions.live_on(day=day, by=None, at=timezone.now())


def toyota():
    return Project.objects.get(name_en__startswith="FAW-Toyota")


def test_a_year_is_lived_through(city):
    live_on(date(2023, 1, 31))
    assert Report.objects.count() == 12 * 23
    assert set(Report.objects.values_list("state", flat=True)) == {"accepted"}
    assert all(queries.closed(Month(2022, number)) for number in range(1, 13))
    assert toyota().stage == "producing"
    assert toyota().stage_since == date(2022, 6, 20)
    assert matters_at_the_end() == {"closed": 72}
    assert verify().sound


def matters_at_the_end():
    """How the matters stand; each still open reaches somebody, and many have been late, some seen by the mayor."""
    every = Matter.objects.all()
    assert {times: every.filter(climbed__gte=times).count() for times in (1, 2, 3)} == {1: 20, 2: 6, 3: 3}
    assert every.exclude(sort="directive").filter(level__gte=3).count() == 4
    assert all(reaches(one) for one in every.filter(state__in=OPEN))
    rated = every.filter(sort="request", state="closed")
    assert set(rated.values_list("rating", flat=True)) == {2, 3, 4, 5}
    return dict(Counter(every.values_list("state", flat=True)))


def test_on_a_day_only_what_came_before_it_is_known(city):
    live_on(date(2022, 6, 10))
    assert not Report.objects.filter(project=toyota(), month=MAY).exists()
    assert Report.objects.filter(month=MAY).count() > 15
    assert not Report.objects.filter(month__gt=MAY).exists()
    assert Filing.objects.latest("known_at").known_at < moment()
    assert not queries.closed(MAY)
    live_on(date(2022, 6, 11))
    assert Report.objects.get(project=toyota(), month=MAY).late is False


def test_what_a_visitor_filed_stays(city):
    by = Person.objects.get(username="toyota-1")
    said = reports.Said(done=Money.of(123, "wan"), before=Money(0), year_before=Money(0))
    reports.file(project=toyota(), month=JANUARY, said=said, over=0, by=by, at=moment())
    live_on(date(2022, 3, 28))
    january, february = (Report.objects.get(project=toyota(), month=month) for month in (JANUARY, FEBRUARY))
    assert (january.version, january.done) == (1, Money.of(123, "wan"))
    assert february.year_done == january.done + february.done


def test_the_day_only_moves_forward(city):
    for day in (date(2022, 2, 22), date(2022, 2, 1), date(2023, 2, 1)):
        with pytest.raises(DemonstrationRefused):
            live_on(day)
    assert Installation.objects.get().plays_on == date(2022, 2, 22)
    assert Report.objects.count() == 22


def test_a_city_may_begin_on_new_year(db):
    actions.build(at=timezone.now(), extent=Extent.PRESS, day=date(2022, 1, 1))
    assert (Report.objects.count(), toyota().stage) == (0, "completed")
    live_on(date(2022, 2, 22))
    assert (Report.objects.count(), toyota().stage) == (22, "commissioning")


def test_what_is_written_is_of_the_day_played(city):
    live_on(date(2022, 4, 5))
    assert timezone.localtime(moment()).date() == date(2022, 4, 5)
    Installation.objects.update(plays_since=timezone.now() - timedelta(days=3))
    assert timezone.localtime(moment()).date() == date(2022, 4, 5)


@pytest.fixture(scope="module")
def told():
    rows = [one for one in drawn_on(Ground.of_the_city()) if one.list_class == "construction" and not one.parent]
    oddities = odd(rows)
    return rows, {one.key: list(year_of(one, oddities.get(one.key, ""))) for one in rows}


def test_parts_add_up_to_each_month(told):
    _rows, years = told
    split = [month for months in years.values() for month in months if month.parts]
    assert len(split) > 1000
    assert all(sum(one.parts.values(), Money(0)) == one.done for one in split)


def test_nothing_is_built_before_the_start(told):
    rows, years = told
    for one in rows:
        if one.year_tag == "new":
            assert all(not month.done for month in years[one.key][: begins(one) - 1])


def test_the_city_does_most_of_its_plan(told):
    rows, years = told
    done = sum(month.done.amount for months in years.values() for month in months)
    plan = sum(one.plan.amount for one in rows)
    assert 90 < done * 100 // plan < 105


def test_each_month_has_its_late_missing_returned_and_corrected(told):
    rows, years = told
    for number in range(1, 13):
        filed: list[Filed] = month_of(rows, {key: months[number - 1] for key, months in years.items()}, number)
        assert len(filed) == 452
        assert sum(one.day == 24 for one in filed) == 3
        assert sum(10 < one.day < 16 for one in filed) == 9
        assert sum(bool(one.back) for one in filed) == 5
        assert 0 < sum(one.amended is not None for one in filed) <= 4
