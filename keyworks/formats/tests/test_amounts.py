from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.cells.amounts import Range, amount
from keyworks.values.money import UNITS, Money
from keyworks.values.problems import Problem


def fen(cell, *unit, **options):
    found = amount(cell, *unit, **options)
    if isinstance(found, Range):
        return tuple(None if bound is None else bound.amount for bound in (found.low, found.high))
    return found.amount if isinstance(found, Money) else found and found.code


def usd(cell, unit=""):
    return fen(cell, unit, "USD")


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("182980960.0", "yuan", 182_980_960_00),
        ("-1915400.0", "yuan", -1_915_400_00),
        (Decimal("5609.46"), "m", 5_609_460_000_00),
        (76269, "yuan", 76_269_00),
        ("1,234,567.50", "yuan", 1_234_567_50),
        ("1'234'567", "yuan", 1_234_567_00),
        ("$1.90m", "", 1_900_000_00),
        ("-$120.11m", "", -120_110_000_00),
        ("($1.50)", "m", -1_500_000_00),
        ("$ 12,131.50", "m", 12_131_500_000_00),
        ("$1.90m", "m", 1_900_000_00),
        ("US$ 3", "yuan", 3_00),
        ("3 dollars", "yuan", 3_00),
    ],
)
def test_an_amount_is_in_the_unit_of_its_words_or_of_its_column(cell, unit, amount):
    assert usd(cell, unit) == amount


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("1,234.56 万元", "", 12_345_600_00),
        ("１，２３４．５６", "wan", 12_345_600_00),
        ("3亿5000万元", "", 350_000_000_00),
        ("（300）", "wan", -3_000_000_00),
        ("负3亿", "", -300_000_000_00),
        ("2亿元", "wan", 200_000_000_00),
    ],
)
def test_an_amount_is_read_as_officials_write_it(cell, unit, amount):
    assert fen(cell, unit) == amount


@pytest.mark.parametrize(
    ("cell", "unit", "currency", "minor"),
    [
        ("£1.90m", "m", "GBP", 1_900_000_00), ("-£120.11m", "m", "GBP", -120_110_000_00),
        ("£6.20", "m", "GBP", 6_200_000_00), ("£0.00m", "m", "GBP", 0),
        ("£ 12,131.50", "m", "GBP", 12_131_500_000_00), ("£32,614", "m", "GBP", 32_614_000_000_00),
        ("NZ$18.5m", "yuan", "NZD", 18_500_000_00), ("A$3,000", "yuan", "AUD", 3_000_00),
        ("$3,000", "yuan", "AUD", 3_000_00),
        ("R 9 045 389", "yuan", "ZAR", 9_045_389_00), ("R1.2bn", "yuan", "ZAR", 1_200_000_000_00),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_its_peoples_sign(cell, unit, currency, minor):
    assert amount(cell, unit, currency) == Money(minor, currency)


def test_a_sign_in_front_leaves_the_unit_to_the_column_but_not_where_it_is_strict():
    assert fen("￥3", "wan") == 30_000_00
    assert fen("￥3", "wan", strict=True) == "money.unit_unclear"
    assert fen("￥3", "yuan", strict=True) == 3_00
    assert fen("3元", "wan") == "money.unit_unclear", "yuan behind a number is its unit"


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("100 - 250 Million", 100, 250),
        ("5 - 25 Million", 5, 25),
        ("500 Million +", 500, None),
        ("< 5 Million", None, 5),
        ("$100m–$250m", 100, 250),
        ("between 1 and 2.5 bn", 1000, 2500),
        ("over $20m", 20, None),
        ("up to 20m", None, 20),
    ],
)
def test_a_range_keeps_its_bounds(cell, low, high):
    assert usd(cell) == tuple(bound and bound * 1_000_000_00 for bound in (low, high))


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("5 000万—1亿", 5000, 10_000),
        ("3-5万", 3, 5),
        ("3～5万元", 3, 5),
        ("1至2亿元", 10_000, 20_000),
        ("不低于3亿元", 30_000, None),
        ("5000万元以上", 5000, None),
        ("不超过2亿元", None, 20_000),
        ("1亿元以内", None, 10_000),
    ],
)
def test_a_range_is_read_as_officials_write_it(cell, low, high):
    assert fen(cell) == tuple(bound and bound * 10_000_00 for bound in (low, high))


def test_what_binary_fractions_leave_behind_is_rounded_away_and_nothing_else():
    assert usd("2066075.5899999999", "yuan") == 2_066_075_59
    assert usd("1122486.9599999997", "yuan") == 1_122_486_96
    assert usd(Decimal("0.30000000000000004"), "yuan") == 30
    assert usd("2066075.589", "yuan") == "money.too_fine"
    assert usd("182.33333333333334", "m") == "money.too_fine"
    assert usd("0.00000000000001", "m") == "money.too_fine"


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        ("3", "", "money.unit_missing"), ("Exempt under Section 43", "m", "money.not_money"),
        ("待定", "wan", "money.not_money"), ("TBC", "m", "money.not_money"), ("Not Disclosed", "", "money.not_money"),
        ("Data not provided", "m", "money.not_money"), ("DOER", "yuan", "money.not_money"),
        ("€3", "m", "money.other_currency"), ("€3", "yuan", "money.other_currency"), (True, "m", "money.not_money"),
        (date(2022, 2, 8), "m", "money.not_money"), ("250 - 100m", "", "money.not_money"),
        ("2022-23", "m", "money.not_money"), ("1.2E+08", "yuan", "money.not_money"),
        ("99999999999999999999", "yuan", "money.too_large"),
    ],
)  # fmt: skip
def test_what_is_no_clear_amount_is_a_problem_and_no_guess(cell, unit, code):
    assert usd(cell, unit) == code


def test_only_a_blank_says_nothing():
    assert [amount(one, "m") for one in (None, "", "—", "n/a", "-", "无")] == [None] * 6
    assert amount(error := Problem("sheet.error_value"), "m") is error
    assert amount(" Exempt ", "m") == Problem("money.not_money", {"text": "Exempt"})


@given(st.integers(-(10**16), 10**16), st.sampled_from(sorted(UNITS)), st.sampled_from(["CNY", "USD", "JPY"]))
def test_an_amount_written_in_a_unit_is_read_back(minor, unit, currency):
    exact = Money(minor, currency).exact(unit)
    for cell in (exact, f"{exact:f}", f"{exact:,f}"):
        assert amount(cell, unit, currency) == Money(minor, currency)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["万", "亿", "m", " million"]))
def test_a_range_written_is_read_back(one, other, word):
    low, high = sorted((one, other))
    found = amount(f"{low} - {high}{word}", "", "CNY")
    assert found == Range(amount(f"{low}{word}"), amount(f"{high}{word}"))


@given(st.integers(0, 10**12), st.lists(st.integers(1, 9), max_size=3))
def test_what_a_binary_fraction_shows_of_cents_is_those_cents(cents, parts):
    total = cents / 100
    for part in parts:
        total = (total + part / 10) - part / 10
    assert usd(Decimal(repr(total)), "yuan") in {cents, "money.too_fine"}
    assert usd(f"{cents / 100!r}", "yuan") == cents or "e" in repr(cents / 100)


NEARLY = st.from_regex(r"[-($£<]{0,2}[\d,.]{0,9}[-–+ ][\d.]{0,9} ?(m|万|bn)?\)?", fullmatch=True)
NUMBERS = st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False))


@given(st.one_of(st.text(max_size=70), NEARLY, NUMBERS), st.sampled_from(["", *UNITS]), st.booleans())
def test_no_cell_breaks_the_reading(cell, unit, strict):
    found = amount(cell, unit, strict=strict)
    assert found is None or isinstance(found, Money | Range | Problem)
