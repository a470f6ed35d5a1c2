from decimal import Decimal

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models import Avg, F, Max, Sum
from django.forms import modelform_factory
from django.utils.translation import override

from keyworks.base import shown
from keyworks.base.fields import MoneyField, MoneyInput, MonthField, MonthInput
from keyworks.values.money import CurrencyMismatch, Money
from keyworks.values.months import Month


class Bill(models.Model):
    amount = MoneyField(null=True, blank=True)
    abroad = MoneyField(currency="USD", null=True, blank=True)
    month = MonthField()

    class Meta:
        app_label = "fields_tests"


FEBRUARY = Month(2022, 2)


@pytest.fixture
def bills(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Bill)
    yield Bill.objects
    with connection.schema_editor() as editor:
        editor.delete_model(Bill)


def test_money_and_months_come_back_as_they_went(bills):
    bills.create(amount=Money(-123_456_789_012_34), abroad=Money(5, "USD"), month=FEBRUARY)
    bill = bills.get()
    assert (bill.amount, bill.abroad, bill.month) == (Money(-123_456_789_012_34), Money(5, "USD"), FEBRUARY)
    bills.update(amount=None)
    assert bills.get().amount is None


def test_the_database_counts_in_money(bills):
    for amount in (100, 101, -50):
        bills.create(amount=Money(amount), month=FEBRUARY)
    found = bills.aggregate(sum=Sum("amount"), max=Max("amount"), average=Avg("amount"))
    assert (found["sum"], found["max"]) == (Money(151), Money(101))
    assert bills.filter(amount__gte=Money(100)).count() == 2
    assert bills.filter(amount__lt=F("amount")).count() == 0
    assert list(bills.order_by("-amount").values_list("amount", flat=True)[:1]) == [Money(101)]


def test_a_column_holds_its_own_currency_and_no_bare_number(bills):
    with pytest.raises(CurrencyMismatch):
        bills.create(amount=Money(1, "USD"), month=FEBRUARY)
    for bare in (100, Decimal(1), "1"):
        with pytest.raises(TypeError):
            bills.filter(amount=bare)
    assert bills.count() == 0


def test_months_are_asked_for_as_months(bills):
    for month in FEBRUARY.until(FEBRUARY + 12):
        bills.create(month=month)
    assert bills.filter(month__gt=Month(2022, 12)).count() == 2
    assert bills.filter(month__range=(FEBRUARY, FEBRUARY + 2)).count() == 3
    assert bills.filter(month=202203).get().month == Month(2022, 3)
    assert bills.aggregate(last=Max("month"))["last"] == FEBRUARY + 12


@pytest.mark.parametrize("stored", [202213, 202200, 12, 0, -202202])
def test_the_database_refuses_a_month_that_is_none(bills, stored):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO fields_tests_bill (month) VALUES (%s)", [stored])
    assert bills.count() == 0


def test_a_backup_carries_them_whole(bills):
    bill = bills.create(amount=Money(7), month=FEBRUARY)
    text = serializers.serialize("json", [bill])
    assert '"amount": "7"' in text
    assert '"month": "202202"' in text
    assert (Bill._meta.get_field("amount").to_python("7"), Bill._meta.get_field("month").to_python("202202")) == (
        Money(7),
        FEBRUARY,
    )


def test_a_migration_names_the_currency():
    text, _ = MigrationWriter.serialize(MoneyField(currency="USD"))
    assert text == "keyworks.base.fields.MoneyField(currency='USD')"


def test_a_form_reads_what_people_write():
    form = modelform_factory(Bill, fields=["amount", "abroad", "month"])
    good = form({"amount": "1,234.56", "abroad": "US$3m", "month": "2022年2月"})
    assert good.is_valid(), good.errors
    assert good.cleaned_data == {
        "amount": Money(12_345_600_00),
        "abroad": Money(3_000_000_00, "USD"),
        "month": FEBRUARY,
    }
    empty = form({"month": "2022-02"})
    assert empty.is_valid()
    assert empty.cleaned_data["amount"] is None
    assert not form({}).is_valid()


def test_a_form_says_what_it_cannot_read_and_shows_what_was_typed():
    form = modelform_factory(Bill, fields=["amount", "month"])({"amount": "3-5万", "month": "22-2"})
    assert form.errors.as_data()["amount"][0].code == "money.not_money"
    assert form.errors.as_data()["month"][0].code == "month.not_a_month"
    assert form["amount"].value() == "3-5万"


def test_a_form_shows_what_stands_in_its_unit():
    assert MoneyInput().prepare_value(Money(12_345_600_00)) == "1234.56"
    assert MoneyInput().prepare_value(Money(12_340_000_00)) == "1234"
    assert MoneyInput(unit="yi").prepare_value(Money(1)) == "0.0000000001"
    assert MonthInput().prepare_value(FEBRUARY) == "2022-02"
    assert not MoneyInput().has_changed(Money(12_345_600_00), "1,234.56万元")
    assert MoneyInput().has_changed(Money(1), "?")
    assert MonthInput(required=False).clean("") is None
    with pytest.raises(ValidationError):
        MonthInput().clean("")


def test_money_and_months_are_shown_as_their_reader_chose():
    with override("en"):
        assert (shown.amount(Money(12_345_600_00)), shown.month(FEBRUARY)) == ("1,234.56", "2022-02")
    with override("zh-hans"):
        assert (shown.money(Money(-12_345_600_00)), shown.month(FEBRUARY)) == ("−1,234.56 万元", "2022年2月")
