import re

import pytest

from keyworks.values import money
from keyworks.values.currencies import MEANING, TABLE, meant
from keyworks.values.money import CURRENCIES, Money, parse


def test_every_currency_has_its_digits_and_names_and_goes_by_its_code():
    assert {code for code, digits in CURRENCIES.items() if digits != 2} == {"JPY", "KRW"}
    assert all(re.fullmatch("[A-Z]{3}", code) and meant(code.casefold(), "CNY") == code for code in TABLE)
    assert len({one.zh for one in TABLE.values()}) == len({one.en for one in TABLE.values()}) == len(TABLE)


def test_only_a_chinese_city_counts_its_projects_in_ten_thousands():
    assert {code: (one.unit, one.large) for code, one in TABLE.items() if one.unit != "m"} == {"CNY": ("wan", "yi")}
    assert {one.large for code, one in TABLE.items() if code != "CNY"} == {"bn"}


def test_no_name_of_a_currency_is_another_currencys_alone():
    for code, one in TABLE.items():
        for name in (one.zh, one.en.casefold().split()[-1]):
            assert code in MEANING.get(name, (code,))


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("£1.3bn", "GBP", 1_300_000_000_00),
        ("￡250 million", "GBP", 250_000_000_00),
        ("3.5m pounds", "GBP", 3_500_000_00),
        ("120万英镑", "GBP", 1_200_000_00),
        ("$1,234.56", "USD", 1_234_56),
        ("NZ$50m", "NZD", 50_000_000_00),
        ("$50m", "NZD", 50_000_000_00),
        ("A$1.2 billion", "AUD", 1_200_000_000_00),
        ("C$ 7m", "CAD", 7_000_000_00),
        ("R1.5 billion", "ZAR", 1_500_000_000_00),
        ("2.4 million rand", "ZAR", 2_400_000_00),
        ("R$ 3m", "BRL", 3_000_000_00),
        ("₹12m", "INR", 12_000_000_00),
        ("₩500m", "KRW", 500_000_000),
        ("¥3亿", "JPY", 300_000_000),
        ("￥3亿", "CNY", 300_000_000_00),
        ("25 mn kr", "NOK", 25_000_000_00),
        ("MX$9m", "MXN", 9_000_000_00),
        ("($3m)", "USD", -3_000_000_00),
        ("30.5m CHF", "CHF", 30_500_000_00),
    ],
)
def test_money_is_read_in_the_currency_of_the_city(text, currency, amount):
    assert parse(text, currency=currency) == Money(amount, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("US$3m", "NZD"), ("$3m", "GBP"), ("$3m", "CNY"), ("¥3m", "USD"), ("£3m", "USD"), ("3m yuan", "USD"),
        ("100万元", "USD"), ("100万元", "HKD"), ("R$3m", "ZAR"), ("R3m", "BRL"), ("3m kr", "EUR"), ("NZ$3m", "AUD"),
    ],
)  # fmt: skip
def test_what_names_another_currency_is_never_taken_for_the_citys(text, currency):
    found = parse(text, currency=currency)
    assert (found.code, found.params["currency"]) == ("money.other_currency", currency)


def test_a_currency_without_minor_units_has_no_fractions():
    assert parse("3.5 yen", currency="JPY").code == "money.too_fine"
    assert parse("3.5m won", currency="KRW") == Money(3_500_000, "KRW")


def test_money_is_the_houses_where_none_is_named():
    money.settle("GBP")
    assert (Money(5), Money.of(3, "m"), money.total([])) == (
        Money(5, "GBP"), Money(300_000_000, "GBP"), Money(0, "GBP"),
    )  # fmt: skip
    assert parse("£3m") == Money.of(3, "m", "GBP")
    assert parse("3m yuan").code == "money.other_currency"
    with pytest.raises(ValueError, match="XXX"):
        money.settle("XXX")


def test_the_house_is_asked_until_it_is_known_and_then_no_more(monkeypatch):
    answers = iter(["", "USD"])
    monkeypatch.setattr(money._House, "ask", staticmethod(lambda: next(answers)))
    money.settle("")
    assert [money.house() for _ in range(4)] == ["CNY", "USD", "USD", "USD"]
