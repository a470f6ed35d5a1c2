from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.record.models import Entry as Recorded
from keyworks.reports.actions import Entry, ReportsRefused, Said, file_many, refusals
from keyworks.reports.models import Filing, Passing, Report
from keyworks.reports.tests.months import AT, filed, later, listed, wan
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)
COLUMNS = ("month", "done", "year_done", "since_start", "words", "version", "reason", "source", "by")


@pytest.fixture
def works(cast):
    return [listed(cast, f"厂房{number}", cast.toyota, cast.binhai) for number in range(6)]


def test_many_at_once_say_the_same_as_one_after_another(cast, works):
    one_by_one, at_once = works[:3], works[3:]
    for number, project in enumerate(one_by_one):
        filed(project, cast, JANUARY, 10 + number, before=wan(5))
        filed(project, cast, FEBRUARY, 20 + number, at=later(3), words="桩基")
        filed(project, cast, JANUARY, 30 + number, over=1, at=later(3), reason="更正")

    def all_of(month, done, **told):
        at = AT if month == JANUARY and not told.get("over") else later(3)
        entries = [
            Entry(project, Said(done=wan(done + number), words="桩基" if month == FEBRUARY else "",
                                before=wan(5) if at == AT else None), **told)
            for number, project in enumerate(at_once)
        ]  # fmt: skip
        file_many(month=month, entries=entries, by=cast.clerk, at=at)

    all_of(JANUARY, 10)
    all_of(FEBRUARY, 20)
    all_of(JANUARY, 30, over=1, reason="更正")
    for first, second in zip(one_by_one, at_once, strict=True):
        versions = [
            list(Filing.objects.filter(project=pk).order_by("month", "version").values_list(*COLUMNS))
            for pk in (first, second)
        ]
        assert versions[0] == versions[1]
        assert len(versions[0]) == 4
        stands = [
            list(Report.objects.filter(project=pk).order_by("month").values_list("state", "year_done", "version"))
            for pk in (first, second)
        ]
        assert stands[0] == stands[1]
        assert [version for _state, _year, version in stands[0]] == [2, 2]
    assert Recorded.objects.filter(verb="reports.file").count() == 18
    assert Passing.objects.count() == 18


def test_of_many_one_that_cannot_be_filed_files_none(cast, works):
    entries = [Entry(project, Said(done=wan(1))) for project in works]
    entries[4] = Entry(works[4], Said(done=wan(-1)))
    with pytest.raises(ReportsRefused) as no:
        file_many(month=JANUARY, entries=entries, by=cast.clerk, at=AT)
    assert (no.value.code, Filing.objects.count(), Report.objects.count()) == ("reports.negative", 0, 0)


def test_what_stands_in_the_way_is_told_of_each_and_nothing_is_written(cast, works, valves):
    filed(works[0], cast, JANUARY, 5)
    found = refusals(
        month=JANUARY, by=cast.clerk, at=AT,
        entries=[
            Entry(works[0], Said(done=wan(6))),
            Entry(works[1], Said(done=wan(1), progress=10_001, next_month=wan(-2))),
            Entry(works[2], Said(done=wan(1))),
            Entry(valves, Said(done=wan(1))),
        ],
    )  # fmt: skip
    assert [[no.code for no in some] for some in found] == [
        ["reports.stale"], ["reports.progress_not_a_share", "reports.negative_plan"], [], ["reports.out_of_reach"],
    ]  # fmt: skip
    assert isinstance(found[0][0], Stale)
    assert Filing.objects.count() == 1


def test_many_cost_no_more_questions_than_few(cast, works):
    def asked(some):
        with CaptureQueriesContext(connection) as seen:
            file_many(month=JANUARY, entries=[Entry(one, Said(done=wan(1))) for one in some], by=cast.clerk, at=AT)
        return len(seen)

    asked(works[:1])
    assert asked(works[1:3]) == asked(works[3:])
