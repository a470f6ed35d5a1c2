from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from keyworks.base import reader, shown
from keyworks.base.reader import Reader
from keyworks.base.templatetags.keyworks import SHOWN
from keyworks.values.money import Money
from keyworks.values.months import Month


@pytest.fixture
def read():
    """Shows things to a reader who has chosen these."""
    tokens = []

    def choose(**choices):
        tokens.append(reader._reader.set(Reader(**choices)))

    yield choose
    for token in reversed(tokens):
        reader._reader.reset(token)


@pytest.mark.parametrize(
    ("language", "unit", "words"),
    [
        ("zh-hans", "wan", "21,580,000.00 万元"),
        ("zh-hans", "yi", "2,158.00 亿元"),
        ("en", "m", "215,800.00 m yuan"),
        ("en", "bn", "215.800 bn yuan"),
    ],
)
def test_money_stands_in_the_readers_unit(read, language, unit, words):
    read(language=language, money=unit)
    assert shown.money(Money.of(2158, "yi")) == words
    assert shown.money(Money.of(2158, "yi").amount) == words


def test_another_currency_is_named(read):
    read(language="en", money="m")
    assert shown.money(Money.of(3, "m", "USD")) == "3.00 m USD"


def test_words_in_the_other_language_say_which_it_is(read):
    read(language="en")
    assert shown.as_written("外出学习") == '<span lang="zh-Hans">外出学习</span>'
    assert shown.as_written("leave") == "leave"
    assert shown.as_written("<b>") == "&lt;b&gt;"
    assert shown.as_written("<b>区") == '<span lang="zh-Hans">&lt;b&gt;区</span>'
    read(language="zh-hans")
    assert shown.as_written("外出学习") == "外出学习"
    assert shown.as_written("Binhai New Area") == '<span lang="en">Binhai New Area</span>'
    assert shown.as_written("toyota") == "toyota"


def test_unknown_is_not_zero():
    assert {show(None) for show in SHOWN} == {"—"}
    assert shown.number(0) == "0"
    assert shown.amount(0) == "0.00"
    assert shown.number("not a number") == "—"
    assert shown.number(float("nan")) == "—"
    assert shown.number(float("inf")) == "—"
    assert shown.amount(True) == "—"


def test_numbers_are_grouped_and_changes_signed():
    assert shown.number(1234567.5) == "1,234,567.5"
    assert shown.number(-13.8) == "−13.8"
    assert shown.number(Decimal("1280.505"), 2) == "1,280.51"
    assert shown.delta(13.8) == "+13.8"
    assert shown.delta(-4) == "−4.0"
    assert shown.delta(0) == "0.0"
    assert shown.delta(-0.04) == "0.0"
    assert shown.delta(0.04) == "0.0"
    assert shown.share(0.972) == "97.2%"


def test_days_are_written_as_the_language_writes_them(read):
    at = datetime(2022, 2, 7, 17, 5, tzinfo=UTC)
    read(language="zh-hans")
    assert shown.day(date(2022, 2, 8)) == "2022年2月8日"
    assert shown.moment(at) == "2022年2月8日 01:05"
    assert shown.month(Month(2022, 2)) == "2022年2月"
    read(language="en")
    assert shown.day(date(2022, 2, 8)) == "8 Feb 2022"
    assert shown.day(at) == "8 Feb 2022"
    assert shown.moment(at) == "8 Feb 2022 01:05"
    assert shown.month(Month(2022, 2)) == "2022-02"
    assert shown.month("2022-02") == "2022-02"
    assert shown.month("soon") == "—"


def test_templates_have_the_filters_without_loading_them(read):
    read(language="en", money="bn")
    page = Template('{{ a|money }} · {{ a|amount:"yi" }} · {{ b|delta }} · {% unit_of_money "wan" %}')
    assert page.render(Context({"a": 10**11, "b": 1})) == "1.000 bn yuan · 10.00 · +1.0 · 10k yuan"


def test_a_light_has_a_shape_and_words():
    with translation.override("en"):
        lit = Template('{% light "red" %}|{% light "grey" "a season" %}|{% light "purple" %}').render(Context())
    assert "■" in lit and "far behind" in lit and "○</span>a season" in lit and lit.endswith("—</span>")


def test_an_address_no_room_has_is_empty():
    assert Template('{% address "nowhere:at-all" as there %}[{{ there }}]').render(Context()) == "[]"
