import pytest
from django.test import RequestFactory

from keyworks.base import reader


def seen(cookies=None, **headers):
    request = RequestFactory().get("/", headers=headers)
    request.COOKIES.update(cookies or {})
    return reader.from_request(request)


def test_the_reader_without_a_choice_reads_chinese_in_wan():
    assert seen() == reader.Reader(language="zh-hans", theme="auto", money="wan", rows="36")


def test_cookies_carry_the_choices():
    cookies = {"kw_language": "en", "kw_theme": "dark", "kw_money": "bn", "kw_rows": "28"}
    assert seen(cookies) == reader.Reader(language="en", theme="dark", money="bn", rows="28")


@pytest.mark.parametrize("value", ["", "x" * 5000, "<script>", "en\r\nSet-Cookie: a=b", "\x00", "zh-hans; drop"])
def test_a_foreign_value_counts_as_no_choice(value):
    assert seen({"kw_language": value, "kw_theme": value, "kw_money": value, "kw_rows": value}) == seen()


@pytest.mark.parametrize("value", ["en;q=nan", "," * 3000, "x" * 20000, "*", "zh-TW,en;q=0.1", "\udcff", ";;;q=1"])
def test_a_hostile_accept_language_is_survived(value):
    assert seen(accept_language=value).language in reader.CHOICES["language"]


def test_outside_a_request_there_is_a_reader_too():
    assert reader.current().language in reader.CHOICES["language"]


def test_who_reads_english_and_chose_no_unit_sees_millions():
    assert seen({"kw_language": "en"}).money == "m"
    assert seen({"kw_language": "en", "kw_money": "wan"}).money == "wan"
