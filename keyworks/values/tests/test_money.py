from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.values.money import LARGEST, UNITS, CurrencyMismatch, Money, Shown, parse, total
from keyworks.values.problems import Problem

amounts = st.integers(-LARGEST, LARGEST)
money = amounts.map(Money)


def fen(text, **options):
    found = parse(text, **options)
    return found.amount if isinstance(found, Money) else found.code


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.56 万元", 12_345_600_00),
        ("12亿", 1_200_000_000_00),
        ("￥3.5", 350),
        ("¥ 1,234", 1_234_00),
        ("１，２３４．５６万元", 12_345_600_00),
        ("1.2bn yuan", 1_200_000_000_00),
        ("1.2 Billion CNY", 1_200_000_000_00),
        ("3m RMB", 3_000_000_00),
        ("人民币3000元", 3_000_00),
        ("1 234 567.89元", 1_234_567_89),
        ("3亿5000万", 350_000_000_00),
        ("3亿5000万元", 350_000_000_00),
        ("2千万元", 20_000_000_00),
        ("1.5万亿元", 1_500_000_000_000_00),
        ("-3万", -30_000_00),
        ("−3万元", -30_000_00),
        ("负3亿", -300_000_000_00),
        ("(1,234.56)万元", -12_345_600_00),
        ("（1,234.56 万元）", -12_345_600_00),
        ("￥-3", -300),
        ("-￥3", -300),
        ("+13.8亿元", 1_380_000_000_00),
        ("0元", 0),
        ("\u30003\u00a0万\u2009元", 30_000_00),
    ],
)
def test_money_is_read_as_people_write_it(text, amount):
    assert fen(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money.missing"),
        ("  ", "money.missing"),
        ("1234", "money.unit_missing"),
        ("3亿5000", "money.unit_unclear"),
        ("5000万3亿", "money.not_money"),
        ("3万5万", "money.not_money"),
        ("1,23万元", "money.not_money"),
        ("1.234,56元", "money.not_money"),
        ("1,2345万", "money.not_money"),
        ("12 34元", "money.not_money"),
        ("3-5万元", "money.not_money"),
        ("约3亿", "money.not_money"),
        ("1e5元", "money.not_money"),
        ("--3元", "money.not_money"),
        ("(-3)元", "money.not_money"),
        ("元", "money.not_money"),
        ("万元", "money.not_money"),
        ("3kg", "money.not_money"),
        ("DOER", "money.not_money"),
        ("٣元", "money.not_money"),
        ("9" * 100 + "元", "money.not_money"),
        ("$3m", "money.other_currency"),
        ("300万美元", "money.other_currency"),
        ("3港元", "money.other_currency"),
        ("0.001元", "money.too_fine"),
        ("99999999999亿元", "money.too_large"),
    ],
)
def test_what_is_not_clear_is_a_problem_and_no_guess(text, code):
    assert fen(text) == code


def test_a_bare_number_is_in_the_unit_the_form_says():
    assert fen("1,234.56", unit="wan") == 12_345_600_00
    assert fen("3", unit="yi") == 300_000_000_00
    assert fen("3", unit="yuan") == 300


def test_a_unit_that_is_written_goes_before_the_forms():
    assert fen("3.5亿", unit="wan") == 350_000_000_00


def test_a_currency_without_a_unit_in_a_column_of_another_unit_is_unclear():
    assert fen("3元", unit="wan") == "money.unit_unclear"
    assert fen("￥3", unit="wan") == "money.unit_unclear"


def test_other_currencies_are_read_where_they_are_asked_for():
    assert parse("US$3m", currency="USD") == Money(3_000_000_00, "USD")
    assert parse("300万美元", currency="USD") == Money(3_000_000_00, "USD")
    assert parse("3亿日元", currency="JPY") == Money(300_000_000, "JPY")
    assert fen("3元", currency="USD") == "money.other_currency"


def test_a_problem_repeats_what_was_written():
    assert parse(" 3-5万元 ") == Problem("money.not_money", {"text": "3-5万元"})


def test_currencies_do_not_mix():
    yuan, dollar = Money(1), Money(1, "USD")
    for mix in (lambda: yuan + dollar, lambda: yuan - dollar, lambda: yuan < dollar, lambda: yuan.over(dollar)):
        with pytest.raises(CurrencyMismatch):
            mix()
    assert yuan != dollar


def test_money_is_made_of_whole_minor_units():
    with pytest.raises(TypeError):
        Money(1.0)
    with pytest.raises(TypeError):
        Money(True)
    with pytest.raises(ValueError, match="currency"):
        Money(1, "XXX")
    with pytest.raises(ValueError, match="finer"):
        Money.of(Decimal("0.001"))
    with pytest.raises(TypeError):
        Money(1).times(0.5)


def test_money_is_exact_in_every_unit():
    investment = Money.of(Decimal("2158"), "yi")
    assert investment == Money(215_800_000_000_00)
    assert investment.exact("wan") == Decimal("21580000")
    assert investment.exact("bn") == Decimal("215.8")
    assert str(investment) == "CNY 215800000000.00"
    assert str(Money(-5)) == "CNY -0.05"
    assert str(Money(7, "JPY")) == "JPY 7"


def test_what_is_shown_is_rounded_half_even_and_says_so():
    assert Money(12_345_600_00).shown("wan") == Shown("1,234.56", "wan", "CNY", True)
    assert Money(12_345_650_00).shown("yi") == Shown("0.12", "yi", "CNY", False)
    assert Money(1_250_000_00).shown("m", 1) == Shown("1.2", "m", "CNY", False)
    assert Money(1_350_000_00).shown("m", 1) == Shown("1.4", "m", "CNY", False)
    assert Money(-4_00).shown("wan") == Shown("0.00", "wan", "CNY", False)
    assert Money(-1_234_567_00).shown("yuan", 0).text == "-1,234,567"
    assert Money(1_380_000_00).shown("m", 2, signed=True).text == "+1.38"
    assert Money(0).shown("wan", signed=True).text == "0.00"


def test_a_whole_is_divided_without_losing_a_fen():
    assert Money(100).allocate([1, 1, 1]) == (Money(34), Money(33), Money(33))
    assert Money(-100).allocate([1, 1, 1]) == (Money(-34), Money(-33), Money(-33))
    assert Money(5).allocate([0, 3, 7]) == (Money(0), Money(2), Money(3))
    for weights in ([], [0], [1, -1]):
        with pytest.raises(ValueError):
            Money(1).allocate(weights)


def test_a_share_is_exact_and_unknown_of_nothing():
    assert Money(6290).over(Money(6474)) == Fraction(6290, 6474)
    assert Money(1).over(Money(0)) is None
    assert Money(5).times(Fraction(1, 2)) == Money(2)
    assert Money(7).times(Fraction(1, 2)) == Money(4)


@given(money, st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_the_parts_always_sum_to_the_whole(whole, weights):
    parts = whole.allocate(weights)
    assert total(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount - Fraction(whole.amount * weight, sum(weights))) < 1


@given(money, money, money)
def test_addition_keeps_its_laws(a, b, c):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + -a == Money(0)
    assert (a + b) - b == a
    assert (a < b) == (b > a)
    assert (a <= b) == (not b < a)


@given(money, st.sampled_from(sorted(UNITS)))
def test_what_is_exact_comes_back(amount, unit):
    assert Money.of(amount.exact(unit), unit) == amount
    assert parse(f"{amount.exact(unit):f}", unit=unit) == amount


@given(money, st.sampled_from(sorted(UNITS)), st.integers(0, 4))
def test_what_is_shown_is_near_and_readable_again(amount, unit, places):
    shown = amount.shown(unit, places)
    value = Decimal(shown.text.replace(",", ""))
    assert abs(value - amount.exact(unit)) <= Decimal(1).scaleb(-places) / 2
    assert shown.exact == (value == amount.exact(unit))


@given(st.text(max_size=90))
def test_no_text_breaks_the_reading(text):
    assert isinstance(parse(text), Money | Problem)
