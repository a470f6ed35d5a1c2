from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from keyworks.record.models import Entry as Told
from keyworks.reports import actions, queries
from keyworks.reports.actions import Amount, ReportsRefused
from keyworks.reports.models import Filing, Payment, Report, StatisticsAmount, StatisticsEntry
from keyworks.reports.queries.ledgers import entries, side_by_side
from keyworks.reports.rules.ledgers import Entry, Ledger
from keyworks.reports.tests.months import AT, filed, later, wan
from keyworks.reports.tests.test_month_pages import plays_on
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

JANUARY, FEBRUARY, MARCH = Month(2022, 1), Month(2022, 2), Month(2022, 3)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def kept(project, month, number, by, *, ledger=Ledger.STATISTICS, over=0, at=AT, reason=""):
    return actions.keep(ledger=ledger, amounts=[Amount(project, month, wan(number), over)], by=by, at=at, reason=reason)


def entry(project, by, month=JANUARY, status=Entry.ENTERED, over=0, reason="", method="形象进度法"):
    return actions.enter(
        project=project, status=status, month=month, method=method, over=over, by=by, at=AT, reason=reason
    )


def counts():
    return StatisticsAmount.objects.count(), Payment.objects.count(), StatisticsEntry.objects.count()


def test_three_ledgers_stand_beside_one_another_with_their_gaps(cast, plant):
    filed(plant, cast, JANUARY, 100)
    filed(plant, cast, FEBRUARY, 60, at=later(3))
    kept(plant, JANUARY, 70, cast.district)
    kept(plant, FEBRUARY, 110, cast.office, at=later(3))
    kept(plant, JANUARY, 30, cast.clerk, ledger=Ledger.PAYMENTS)
    lines = side_by_side(plant, 2022, MARCH)
    assert [(one.month, one.done, one.reported, one.counted, one.paid, one.paid_year) for one in lines] == [
        (JANUARY, wan(100), wan(100), wan(70), wan(30), wan(30)),
        (FEBRUARY, wan(60), wan(160), wan(110), None, None),
        (MARCH, None, None, None, None, None),
    ]
    assert [(one.counted_gap, one.paid_gap) for one in lines] == [
        (wan(-30), wan(-70)), (wan(-50), None), (None, None),
    ]  # fmt: skip
    assert Report.objects.get(month=JANUARY).year_done == wan(100)


def test_what_is_not_over_is_a_plan_and_refused_in_every_ledger(cast, plant):
    for act in (
        lambda: kept(plant, FEBRUARY, 5, cast.office),
        lambda: kept(plant, FEBRUARY, 5, cast.clerk, ledger=Ledger.PAYMENTS),
        lambda: entry(plant, cast.office, month=MARCH),
    ):
        with pytest.raises(ReportsRefused) as no:
            act()
        assert no.value.code == "reports.not_over"
    assert counts() == (0, 0, 0)
    assert entry(plant, cast.office, month=FEBRUARY).month == FEBRUARY


def test_a_correction_asks_why_and_keeps_the_first(cast, plant):
    kept(plant, JANUARY, 70, cast.office)
    with pytest.raises(ReportsRefused) as no:
        kept(plant, JANUARY, 75, cast.office, over=1)
    assert (no.value.code, counts()) == ("reports.reason_missing", (1, 0, 0))
    with pytest.raises(Stale):
        kept(plant, JANUARY, 75, cast.office, over=0, reason="核实")
    kept(plant, JANUARY, 75, cast.office, over=1, reason="统计局核减")
    stood = StatisticsAmount.objects.order_by("version")
    assert [(one.amount, one.reason) for one in stood] == [(wan(70), ""), (wan(75), "统计局核减")]
    with pytest.raises(IntegrityError), transaction.atomic():
        StatisticsAmount.objects.update(amount=wan(1))


def test_the_same_amount_again_is_passed_over(cast, plant):
    assert [kept(plant, JANUARY, 70, cast.office), kept(plant, JANUARY, 70, cast.office, over=1)] == [1, 0]
    assert counts() == (1, 0, 0)


def test_less_than_nothing_is_said_with_a_reason(cast, plant):
    with pytest.raises(ReportsRefused) as no:
        kept(plant, JANUARY, -5, cast.clerk, ledger=Ledger.PAYMENTS)
    assert (no.value.code, no.value.field) == ("reports.negative", "payments")
    assert kept(plant, JANUARY, -5, cast.clerk, ledger=Ledger.PAYMENTS, reason="退款") == 1


@pytest.mark.parametrize("who", ["clerk", "other_district", "other_clerk", "mayor", "auditor", "admin", "stranger"])
def test_the_statistics_are_kept_by_offices_within_whose_reach_the_project_is(cast, plant, who):
    for act in (kept, lambda *_: entry(plant, getattr(cast, who))):
        with pytest.raises(ReportsRefused) as no:
            act(plant, JANUARY, 5, getattr(cast, who))
        assert no.value.code == "reports.not_kept_here"
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("who", ["clerk", "district", "engineer", "office"])
def test_payments_are_kept_by_the_unit_too(cast, plant, who):
    assert kept(plant, JANUARY, 5, getattr(cast, who), ledger=Ledger.PAYMENTS) == 1


def test_of_many_amounts_all_are_kept_or_none(cast, plant, valves):
    amounts = [Amount(plant, JANUARY, wan(5)), Amount(valves, JANUARY, wan(5))]
    with pytest.raises(ReportsRefused):
        actions.keep(ledger=Ledger.STATISTICS, amounts=amounts, by=cast.district, at=AT)
    assert counts() == (0, 0, 0)
    assert actions.keep(ledger=Ledger.STATISTICS, amounts=amounts, by=cast.office, at=AT) == 2


def test_an_entry_has_its_month_and_is_corrected_with_a_reason(cast, plant):
    for status, month in ((Entry.ENTERED, None), (Entry.REFUSED, None), (Entry.NOT_ENTERED, JANUARY)):
        with pytest.raises(ReportsRefused) as no:
            entry(plant, cast.office, month=month, status=status)
        assert no.value.code == "reports.entry_month"
    entry(plant, cast.office, month=JANUARY, status=Entry.REFUSED)
    assert entries([plant.pk]) == {plant.pk: None}
    with pytest.raises(ReportsRefused):
        entry(plant, cast.office, over=1)
    entry(plant, cast.office, over=1, reason="补充材料后入库", month=FEBRUARY)
    assert entries([plant.pk]) == {plant.pk: FEBRUARY}
    assert list(StatisticsEntry.objects.order_by("version").values_list("status", flat=True)) == ["refused", "entered"]
    assert Told.objects.filter(verb="reports.enter").count() == 2


def test_what_other_ledgers_know_of_the_year_is_told_where_it_is_known_and_fresh(cast, plant, valves):
    kept(plant, JANUARY, 70, cast.office)
    kept(plant, JANUARY, 30, cast.office, ledger=Ledger.PAYMENTS)
    kept(plant, FEBRUARY, 20, cast.office, ledger=Ledger.PAYMENTS, at=later(3))
    keys = [plant.pk, valves.pk]
    assert queries.ledgers_of(keys, MARCH) == {
        plant.pk: {"statistics": wan(70).amount, "payments": wan(50).amount},
    }
    assert queries.ledgers_of(keys, Month(2022, 5)) == {plant.pk: {"payments": wan(50).amount}}
    assert queries.ledgers_of(keys, MARCH, asof=AT) == {
        plant.pk: {"statistics": wan(70).amount, "payments": wan(30).amount},
    }
    assert queries.ledgers_of(keys, Month(2023, 1)) == {}


def test_a_gap_many_months_wide_becomes_a_question_and_changes_nothing(cast, plant):
    for number in range(1, 7):
        filed(plant, cast, Month(2022, number), 150 + number, at=later(number + 1))
    kept(plant, Month(2022, 5), 60, cast.office, at=later(7))
    (doubt,) = [one for one in queries.doubts(plant, Month(2022, 6)) if one.rule == "beyond_ledger"]
    assert doubt.params == {"got": wan(456).amount, "known": wan(60).amount, "ledger": "statistics"}
    assert Filing.objects.count() == 6


@pytest.fixture
def sees(client, cast):
    plays_on(date(2022, 2, 22))

    def page(person, path, **sent):
        client.force_login(person, backend=BACKEND)
        return client.post(path, sent) if sent else client.get(path)

    return page


def test_the_page_of_ledgers_writes_and_shows_what_was_written(sees, cast, plant):
    filed(plant, cast, JANUARY, 100)
    there = f"/reports/{plant.pk}/ledgers/"
    sent = {"statistics": "70", "statistics_seen": "0", "payments": "30.5", "payments_seen": "0"}
    assert sees(cast.office, f"{there}202201/", **sent)["Location"] == there
    page = sees(cast.mayor, there).content.decode()
    assert "-30.00" in page.replace("−", "-")
    assert "-69.50" in page.replace("−", "-")
    assert f"{there}202201/" not in page
    assert "70.00" in sees(cast.office, f"/reports/ledgers/of/project/{plant.pk}/").content.decode()


def test_a_unit_is_asked_for_payments_alone(sees, cast, plant):
    page = sees(cast.clerk, f"/reports/{plant.pk}/ledgers/202201/").content.decode()
    assert 'name="payments"' in page
    assert 'name="statistics"' not in page
    sees(cast.clerk, f"/reports/{plant.pk}/ledgers/202201/", statistics="5", statistics_seen="0", payments="1")
    assert counts() == (0, 1, 0)


def test_a_page_of_a_month_to_come_says_that_a_plan_is_not_done(sees, cast, plant):
    answer = sees(cast.office, f"/reports/{plant.pk}/ledgers/202205/", statistics="5", statistics_seen="0")
    assert (answer.status_code, counts()) == (409, (0, 0, 0))


def test_an_entry_is_noted_on_its_page(sees, cast, plant):
    there = f"/reports/{plant.pk}/ledgers/"
    assert (
        sees(cast.district, f"{there}entry/", entry="entered", month="2022-01", method="形象进度法")["Location"]
        == there
    )
    assert "形象进度法" in sees(cast.clerk, there).content.decode()
    assert entries([plant.pk]) == {plant.pk: JANUARY}


def pasted(sees, person, *lines, **sent):
    return sees(person, "/reports/ledgers/paste/", ledger="statistics", rows="\n".join(lines), **sent)


def test_many_projects_are_written_down_out_of_a_sheet(sees, cast, plant, valves):
    lines = f"{plant.local_number}\t2022-01\t70", "", f"{valves.local_number}\t2022年1月\t1,234.5"
    assert pasted(sees, cast.office, *lines).status_code == 302
    assert StatisticsAmount.objects.get(project=plant).amount == wan(70)
    assert StatisticsAmount.objects.get(project=valves).amount.amount == 1_234_500_000


def test_of_a_sheet_all_is_written_down_or_nothing_and_each_cell_says_what_is_wrong(sees, cast, plant, valves):
    lines = [
        f"{plant.local_number}\t2022-01\t70", "no\t2022-01\t5", f"{valves.local_number}\t2022-02\t5",
        f"{valves.local_number}\t2022-01\t-5",
    ]  # fmt: skip
    page = pasted(sees, cast.office, *lines).content.decode()
    assert [cell for cell in ("A1", "A2", "B2", "B3", "C4") if f"{cell}: " in page] == ["A2", "B3", "C4"]
    unread = [f"{plant.local_number}\tspring\tmany", f"{plant.local_number}\t2022-01"]
    page = pasted(sees, cast.office, *unread).content.decode()
    assert [cell for cell in ("A1", "B1", "C1", "A2") if f"{cell}: " in page] == ["B1", "C1", "A2"]
    twice = [f"{plant.local_number}\t2022-01\t70"] * 2
    assert "A2: " in pasted(sees, cast.office, *twice).content.decode()
    assert "A1: " in pasted(sees, cast.clerk, twice[0]).content.decode()
    assert "A1: " in pasted(sees, cast.other_district, twice[0]).content.decode()
    assert counts() == (0, 0, 0)


def test_a_sheet_corrects_with_a_reason(sees, cast, plant):
    line = f"{plant.local_number},2022-01,70"
    pasted(sees, cast.office, line)
    assert "C1: " in pasted(sees, cast.office, line.replace("70", "75")).content.decode()
    pasted(sees, cast.office, line.replace("70", "75"), reason="统计局核减")
    assert list(StatisticsAmount.objects.order_by("version").values_list("amount", flat=True)) == [wan(70), wan(75)]
