from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from keyworks.record.models import Entry
from keyworks.reports import actions, queries
from keyworks.reports.actions import ReportsRefused, Said
from keyworks.reports.models import Filing, Report
from keyworks.reports.rules.figures import Kind
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.values.money import Money
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY, FEBRUARY, MARCH = Month(2022, 1), Month(2022, 2), Month(2022, 3)


def test_months_add_up_to_the_year_and_since_the_start(cast, plant):
    filed(plant, cast, JANUARY, 100, before=wan(2000), year_before=wan(0))
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    rows = list(Report.objects.order_by("month").values_list("done", "year_done", "since_start"))
    assert rows == [(wan(100), wan(100), wan(2100)), (wan(50), wan(150), wan(2150))]


def test_a_correction_keeps_the_first_figure_and_later_months_add_up_anew(cast, plant):
    filed(plant, cast, JANUARY, 100, before=wan(2000))
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    filed(plant, cast, JANUARY, 80, over=1, at=later(3), reason="重复计算")
    stood = list(Filing.objects.filter(month=JANUARY).order_by("version").values_list("done", "reason"))
    assert stood == [(wan(100), ""), (wan(80), "重复计算")]
    february = list(
        Filing.objects.filter(month=FEBRUARY).order_by("version").values_list("done", "year_done", "source")
    )
    assert february == [(wan(50), wan(150), ""), (wan(50), wan(130), "follows:2022-01")]
    assert Report.objects.get(month=FEBRUARY).since_start == wan(2130)


def test_what_was_known_then_stays_known(cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, JANUARY, 80, over=1, at=AT + timedelta(days=1), reason="更正")
    then = Filing.objects.asof(AT + timedelta(hours=1)).get()
    assert (then.done, Filing.objects.asof().get().done) == (wan(100), wan(80))


def test_a_month_filed_after_its_next_is_added_there_too(cast, plant):
    filed(plant, cast, FEBRUARY, 50, at=later(3), before=wan(0), year_before=wan(0))
    filed(plant, cast, JANUARY, 30, at=later(3), before=wan(0))
    assert Report.objects.get(month=FEBRUARY).year_done == wan(80)


def test_a_correction_without_a_reason_changes_nothing(cast, plant):
    filed(plant, cast, JANUARY, 100)
    with pytest.raises(ReportsRefused) as no:
        filed(plant, cast, JANUARY, 80, over=1)
    assert (no.value.code, Filing.objects.count()) == ("reports.reason_missing", 1)


def test_of_two_who_file_the_second_is_told(cast, plant):
    filed(plant, cast, JANUARY, 100)
    with pytest.raises(Stale):
        filed(plant, cast, JANUARY, 90, over=0, by=cast.district)
    assert Report.objects.get().done == wan(100)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"done": -5}, "reports.negative"),
        ({"done": 0, "unchanged": True}, "reports.why_missing"),
        ({"done": 3, "unchanged": True, "why": "春节"}, "reports.unchanged_with_amount"),
        ({"done": 1, "progress": 10_001}, "reports.progress_not_a_share"),
        ({"done": 1, "words": "长" * 4001}, "reports.too_long"),
        ({"done": 1, "year_before": Money(-1)}, "reports.negative"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stays(cast, plant, said, code):
    with pytest.raises(ReportsRefused) as no:
        filed(plant, cast, JANUARY, **said)
    assert (no.value.code, Filing.objects.count(), Report.objects.count()) == (code, 0, 0)


def test_parts_that_differ_by_a_fen_are_named_to_the_fen(cast, plant):
    parts = {Kind.CONSTRUCTION: Money(60_000_00), Kind.EQUIPMENT: Money(39_999_99)}
    with pytest.raises(ReportsRefused) as no:
        actions.file(
            project=plant, month=JANUARY, said=Said(Money(100_000_00), parts), over=0, by=cast.clerk, at=AT
        )  # fmt: skip
    assert no.value.params == {"sum": "9.999999", "done": "10", "gap": "0.000001"}


def test_a_month_opens_on_the_first_of_the_next_and_is_late_after_the_tenth(cast, plant):
    with pytest.raises(ReportsRefused) as no:
        filed(plant, cast, FEBRUARY, 1, at=datetime(2022, 2, 28, 1, tzinfo=UTC))
    assert no.value.params == {"month": "2022-02", "day": "2022-03-01"}
    assert not filed(plant, cast, JANUARY, 1, at=datetime(2022, 2, 10, 15, tzinfo=UTC)).late
    assert filed(plant, cast, FEBRUARY, 1, at=datetime(2022, 3, 11, 1, tzinfo=UTC)).late


def test_another_units_clerk_does_not_file(cast, plant):
    with pytest.raises(ReportsRefused) as no:
        filed(plant, cast, JANUARY, 1, by=cast.other_clerk)
    assert no.value.code == "reports.out_of_reach"


def test_nothing_new_is_no_new_version(cast, plant):
    filed(plant, cast, JANUARY, 100)
    with pytest.raises(ReportsRefused) as no:
        filed(plant, cast, JANUARY, 100, over=1, reason="再报")
    assert no.value.code == "reports.nothing_new"


def test_no_change_takes_over_progress_and_words(cast, plant):
    filed(plant, cast, JANUARY, 100, progress=4500, words="主体封顶")
    actions.file_unchanged(project=plant, month=FEBRUARY, why="春节停工", over=0, by=cast.clerk, at=later(3))
    report = Report.objects.get(month=FEBRUARY)
    assert (report.done, report.year_done, report.progress, report.unchanged) == (wan(0), wan(100), 4500, True)


def test_the_record_tells_who_filed_what(cast, plant):
    report = filed(plant, cast, JANUARY, 100)
    entry = Entry.objects.get(verb="reports.file")
    assert (entry.subject_kind, entry.subject_id) == ("report", str(report.pk))


def test_who_has_not_filed_is_counted(cast, plant):
    assert (queries.stand(cast.office, JANUARY).expected, queries.stand(cast.office, JANUARY).missing) == (1, 1)
    filed(plant, cast, JANUARY, 100)
    stand = queries.stand(cast.office, JANUARY)
    assert (stand.filed, stand.missing, stand.done) == (1, 0, wan(100))
    assert queries.stand(cast.other_clerk, JANUARY).expected == 0
