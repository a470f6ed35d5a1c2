from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, connection, models, transaction

from keyworks.base.twotime import Figure, TwoTimeRefused, append_many, constraints, correct, first
from keyworks.values.refusals import Stale
from tests.cast import AT
from tests.twotime.models import Reading

pytestmark = pytest.mark.django_db

JANUARY = date(2022, 1, 1)
FACT = {"project": 7, "month": 202201}
DAY = timedelta(days=1)


def state(amount=100, at=AT, fact=FACT, **values):
    return first(Reading, fact, by=None, at=at, valid_from=JANUARY, amount=amount, **values)


def mend(amount, over, at=AT + DAY, reason="the sheet was misread", **values):
    return correct(Reading, FACT, by=None, at=at, reason=reason, over=over, amount=amount, **values)


def rows():
    return list(Reading.objects.order_by("pk").values_list("project", "version", "amount"))


def refused(sql, params=None):
    before = rows()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    assert rows() == before


def insert(version, known="2022-03-01 00:00:00", reason="because", fact=(7, 202201), valid_until=None):
    return (
        "INSERT INTO twotime_reading (project, month, version, known_at, reason, source, valid_from, valid_until) "
        "VALUES (%s, %s, %s, %s, %s, '', '2022-01-01', %s)",
        [*fact, version, known, reason, valid_until],
    )


def test_a_fact_is_stated_once():
    state()
    with pytest.raises(TwoTimeRefused) as no:
        state(200)
    assert no.value.code == "figure.known_already"
    assert rows() == [(7, 1, 100)]


def test_a_correction_keeps_the_first_figure():
    state()
    mend(120, over=1)
    assert rows() == [(7, 1, 100), (7, 2, 120)]
    assert list(Reading.objects.versions(**FACT).values_list("amount", "reason")) == [
        (100, ""), (120, "the sheet was misread"),
    ]  # fmt: skip


def test_a_correction_keeps_what_it_does_not_name():
    state(valid_until=date(2022, 1, 31), source="report.xlsx F17")
    again = correct(Reading, FACT, by=None, at=AT, reason="ends earlier", over=1, valid_until=date(2022, 1, 30))
    assert (again.amount, again.valid_from, again.valid_until, again.source) == (100, JANUARY, date(2022, 1, 30), "")


def test_a_correction_names_only_what_the_table_has():
    state()
    with pytest.raises(FieldDoesNotExist):
        mend(1, over=1, amuont=2)
    assert rows() == [(7, 1, 100)]


def test_what_was_known_at_a_moment_is_answered_as_then():
    state()
    mend(120, over=1)
    asof = Reading.objects.asof
    assert list(asof(AT - timedelta(microseconds=1))) == []
    assert [row.amount for row in asof(AT)] == [100]
    assert [row.amount for row in asof(AT + DAY - timedelta(microseconds=1))] == [100]
    assert [row.amount for row in asof(AT + DAY)] == [120]
    assert [row.amount for row in asof()] == [120]


def test_two_versions_known_at_one_moment_give_the_later():
    state()
    mend(120, over=1, at=AT)
    assert [row.amount for row in Reading.objects.asof(AT)] == [120]


def test_history_may_be_known_in_the_past_but_never_before_the_version_before():
    state(at=AT - 900 * DAY)
    mend(120, over=1, at=AT - 800 * DAY)
    with pytest.raises(TwoTimeRefused) as no:
        mend(130, over=2, at=AT - 801 * DAY)
    assert (no.value.code, no.value.field) == ("figure.known_backwards", "at")
    assert rows() == [(7, 1, 100), (7, 2, 120)]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_correction_has_a_reason(reason):
    state()
    with pytest.raises(TwoTimeRefused) as no:
        mend(120, over=1, reason=reason)
    assert (no.value.code, no.value.field) == ("figure.reason_missing", "reason")
    assert rows() == [(7, 1, 100)]


def test_what_is_not_known_is_not_corrected():
    with pytest.raises(TwoTimeRefused) as no:
        mend(120, over=1)
    assert no.value.code == "figure.unknown"


def test_who_saw_an_older_version_is_told_which_stands():
    state()
    mend(120, over=1)
    with pytest.raises(Stale) as no:
        mend(130, over=1)
    assert no.value.params == {"edition": 2}
    assert rows() == [(7, 1, 100), (7, 2, 120)]


def test_a_correction_that_another_wall_refuses_is_not_called_stale():
    state()
    with pytest.raises(DatabaseError) as no:
        mend(120, over=1, valid_until=JANUARY - DAY)
    assert not isinstance(no.value, Stale)
    assert rows() == [(7, 1, 100)]


def test_raw_sql_changes_and_removes_nothing():
    state()
    refused("UPDATE twotime_reading SET amount = 1")
    refused("UPDATE twotime_reading SET source = ''")
    refused("DELETE FROM twotime_reading")
    if connection.vendor == "postgresql":
        refused("TRUNCATE twotime_reading")


def test_raw_sql_puts_nothing_out_of_order():
    state()
    refused(*insert(3))
    refused(*insert(2, known="2022-02-08 00:59:59"))
    refused(*insert(1))
    refused(*insert(0))
    refused(*insert(2, fact=(8, 202201)))
    refused(*insert(1, fact=(9, 202201), valid_until="2021-12-31"))


def test_raw_sql_corrects_nothing_without_a_reason():
    state()
    refused(*insert(2, reason=""))
    refused(*insert(2, reason="   "))


def test_raw_sql_may_correct_as_the_rules_say():
    state()
    with connection.cursor() as cursor:
        cursor.execute(*insert(2))
    assert rows() == [(7, 1, 100), (7, 2, None)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows REPLACE and moments as text")
def test_raw_sql_replaces_nothing_and_writes_no_other_moment():
    row = state()
    sql, params = insert(1)
    refused(sql.replace("INSERT", "INSERT OR REPLACE"), params)
    refused(
        sql.replace("INSERT", "INSERT OR REPLACE")
        .replace("(project", "(id, project")
        .replace("VALUES (", "VALUES (%s,"),
        [row.pk, 99, *params[1:]],
    )
    for text in ("zzzz", "2022-03-01", "2022-03-01T00:00:00", "2022-03-01 00:00:00+08:00"):
        refused(*insert(2, known=text))


def test_many_are_appended_at_once():
    many = [{"project": n, "month": 202201, "valid_from": JANUARY, "amount": n} for n in range(2500)]
    with_history = [
        {**many[0], "month": 202202, "known_at": AT - DAY},
        {**many[0], "month": 202202, "version": 2, "reason": "misread", "amount": 5},
    ]
    assert append_many(Reading, iter([*many, *with_history]), by=None, at=AT) == 2502
    assert Reading.objects.count() == 2502
    assert [row.amount for row in Reading.objects.filter(month=202202).asof(AT - DAY)] == [0]
    assert [row.amount for row in Reading.objects.filter(month=202202).asof(AT)] == [5]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes 999 values in a query")
def test_a_thousand_go_in_one_query(django_assert_num_queries):
    many = [{"project": n, "month": 202201, "valid_from": JANUARY, "amount": n} for n in range(3000)]
    with django_assert_num_queries(3 + 2 * 3 + 2):
        append_many(Reading, many, by=None, at=AT)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({}, "figure.known_already"),
        ({"version": 2}, "figure.reason_missing"),
        ({"version": 3, "reason": "x"}, "figure.stale"),
        ({"project": 8, "version": 2, "reason": "x"}, "figure.unknown"),
        ({"version": 2, "reason": "x", "known_at": AT - DAY}, "figure.known_backwards"),
    ],
)
def test_of_many_one_that_is_refused_refuses_all(row, code):
    state()
    good = {"project": 1, "month": 202201, "valid_from": JANUARY, "amount": 1}
    with pytest.raises((TwoTimeRefused, Stale)) as no:
        append_many(Reading, [good, {**good, **FACT, **row}], by=None, at=AT)
    assert no.value.code == code
    assert rows() == [(7, 1, 100)]


def test_a_table_that_forgot_a_wall_does_not_start():
    class Lax(Figure):
        FACT = ("project", "month")
        project = models.IntegerField(null=True)
        month = models.IntegerField()

        class Meta:
            app_label = "lax"
            constraints = constraints("lax", ("project",))

    assert [error.id for error in Lax.check() if error.id.startswith("keyworks")] == ["keyworks.E001", "keyworks.E002"]
    assert Reading.check() == []


def test_moments_keep_their_microseconds():
    at = datetime(2022, 2, 8, 1, 0, 0, 123456, tzinfo=UTC)
    state(at=at)
    assert Reading.objects.get().known_at == at
