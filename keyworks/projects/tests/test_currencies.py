"""A city that counts in another currency: no page of it says yuan, and no figure is taken for another's money."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from keyworks.accounts import actions as accounts
from keyworks.accounts import queries as accounts_queries
from keyworks.accounts.models import Installation, Person
from keyworks.accounts.rules import Role
from keyworks.base.manifest import rooms, sentence
from keyworks.base.reader import Reader, reading
from keyworks.projects import actions
from keyworks.projects.models import Draft, Project, Term
from keyworks.projects.rules import checks
from keyworks.projects.rules.parts import Part
from keyworks.values import money
from keyworks.values.money import Money
from tests.cast import AT, PASSWORD, SINCE

BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMES = {"USD": ("美元", "US dollars"), "GBP": ("英镑", "pounds")}
OTHERS = re.compile(r"元|(?<![a-z0-9])(?:yuan|CNY|RMB)(?![a-z0-9])|[¥￥]", re.IGNORECASE)
"""Whole words: a token made by chance may hold any letters."""
NO_MONEY = re.compile(r"单元格?|多元|元素")
"""Words with 元 in them that are none of money."""


def city(currency):
    words = {"name_zh": "某市", "name_en": "The city", "administrator": "Ann", "username": "ann"}
    admin = accounts.found_city(**words, currency=currency, password=PASSWORD, at=AT)
    unit = admin.memberships.get().unit
    district = accounts.open_unit(
        code="bronx", kind="district", name_zh="布朗克斯", name_en="Bronx", parent=unit, by=None, at=AT
    )  # fmt: skip
    office = accounts.register(username="office", name="Bob", password=PASSWORD, by=None, at=AT)
    accounts.seat(person=office, unit=unit, role=Role.CITY, from_on=SINCE, by=None, at=AT)
    values = {
        "name_zh": "学校", "name_en": "School", "local_number": "S-1", "district": district, "stage": "building",
        "parts": {Part.TOTAL: Money.of(85, "m", currency), Part.LAND: Money.of(5, "m", currency)}, "list_year": 2022,
        "amounts": {(2022, Term.objects.get(kind="fund", code="own")): Money.of(90, "m", currency)},
    }  # fmt: skip
    project = actions.register(values=values | {"parts": {Part.TOTAL: values["parts"][Part.TOTAL]}}, by=None, at=AT)
    actions.state_money(
        project=project, parts={Part.TOTAL: Money.of(88, "m", currency)}, over=1, by=office, at=AT, reason="more"
    )
    return office, project


@pytest.fixture(params=sorted(NAMES))
def abroad(db, request):
    """The office and the project of a city whose currency is asked of the database, as in a new process."""
    office, project = city(request.param)
    money.settle("")
    return request.param, office, project


def signed(person, language, unit=""):
    client = Client()
    client.force_login(person, backend=BACKEND)
    client.cookies["kw_language"] = language
    if unit:
        client.cookies["kw_money"] = unit
    return client


def foreign(text, currency):
    """The places where a text speaks of other money, with what stands around them."""
    plain = NO_MONEY.sub("", html.unescape(text)).replace(NAMES[currency][0], "")
    return [plain[max(0, found.start() - 40) : found.end() + 20] for found in OTHERS.finditer(plain)]


def pages(project, draft):
    own = {
        "project": (), "sections": ("investment", "years"), "steps": ("name", "place", "what", "money"),
    }  # fmt: skip
    yield from (reverse(f"projects:{name}") for name in ("list", "summary", "grid", "grid_rows", "work", "project_new"))
    yield from (f"{reverse('projects:summary')}?by=year", f"{reverse('projects:list')}?total_from=10&unit=m")
    yield from (f"{reverse('projects:list')}?export=csv", reverse("projects:upload"), reverse("projects:bulk"))
    yield project.get_absolute_url()
    yield from (reverse("projects:section_edit", args=[project.pk, name]) for name in own["sections"])
    yield from (reverse("projects:draft_edit", args=[draft.pk, name]) + "?check=1" for name in own["steps"])
    yield from (
        reverse("projects:draft_look", args=[draft.pk]),
        reverse("projects:versions", args=[project.pk, "total"]),
    )
    yield f"{reverse('projects:compare', args=[project.pk])}?from=2022-02-01&to=2023-01-01"
    yield from ("/", "/me/", "/record/", "/help/", "/api/v1/docs", "/api/v1/openapi.json", "/projects/rules/steps/")
    yield from ("/api/v1/projects", f"/api/v1/projects/{project.pk}", "/api/v1/sums", "/api/v1/me", "/api/v1/terms")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_a_city_speaks_of_other_money(abroad, language):
    currency, office, project = abroad
    client = signed(office, language)
    client.post(reverse("projects:project_new"), {
        "name_zh": "图书馆", "name_en": "Library", "variant": "factory", "stage": "idea", "secrecy": "open",
    })  # fmt: skip
    draft = Draft.objects.get()
    wrong = {"parts.total": "many", "parts.land": "-3", "parts.equipment": "7 yen", "amounts-0-amount": "9"}
    client.post(reverse("projects:draft_edit", args=[draft.pk, "money"]), {**wrong, "edition": 1})
    said, found = "", {}
    for address in pages(project, draft):
        answer = client.get(address, follow=True)
        text = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, address
        text = text.decode("utf-8-sig").replace("7 yen", "")
        said += text
        found |= {address: places} if (places := foreign(text, currency)) else {}
    assert found == {}
    assert NAMES[currency][language == "en"] in said
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(client.get("/projects/template/").streaming_content)))
    sheets = "\n".join(
        str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    )
    assert foreign(sheets, currency) == []
    assert {"zh-hans": f"总投资（万{NAMES[currency][0]}）", "en": f"Total investment (m {NAMES[currency][1]})"}[
        language
    ] in sheets


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_sentence_speaks_of_yuan_where_the_city_does_not(language):
    class Anything(dict):
        def __missing__(self, name):
            return words.get(name, 7)

    from keyworks.base.shown import words_of_money

    money.settle("GBP")
    with reading(Reader(language)):
        words = words_of_money()
        told = [str(text) % Anything() for room in rooms() for text in room.sentences.values() if "%(" in str(text)]
        found = [line for line in told if foreign(line, "GBP")]
    assert len(told) > 50
    assert found == []


def test_a_figure_shows_what_was_stated(abroad):
    currency, office, project = abroad
    assert Project.objects.get().total == Money(88_000_000_00, currency)
    zh, en = NAMES[currency]
    page = signed(office, "en").get(project.get_absolute_url()).content.decode()
    assert f"m {en}" in page
    assert "88.00" in page
    table = signed(office, "zh-hans").get("/projects/").content.decode()
    assert f'<span class="kw-unit">万{zh}</span>' in table
    assert "8,800.00" in table
    assert signed(office, "en").get(f"/api/v1/projects/{project.pk}").json()["total"] == "88000000.00"
    assert signed(office, "en").get("/api/v1/me").json()["currency"] == currency


def test_a_sheet_is_read_in_the_citys_money_and_no_other(abroad):
    currency, office, _project = abroad
    sign = {"USD": "$", "GBP": "£"}[currency]
    client = signed(office, "en")

    def given(*lines):
        file = SimpleUploadedFile("list.csv", "\n".join(lines).encode())
        address = client.post("/projects/upload/", {"file": file}).url
        return [problem.problem.code for problem, _others in client.get(address).context["errors"]], address

    good = (f"Name,District,Total investment ({sign}m),Land and clearing (m {NAMES[currency][1]})",)
    errors, address = given(*good, f"Depot,bronx,{sign}3.5m,3.5")
    assert errors == []
    client.post(address)
    assert Project.objects.get(name_zh="Depot").total == Money.of(3_500_000, currency=currency)
    assert given("Name,District,总投资（万元）", "Depot,bronx,350")[0] == ["money.unit_missing"]
    assert given(*good, "Depot,bronx,350万元,")[0] == ["money.other_currency"]


def test_the_standard_measure_of_money_is_worded_as_the_city_counts(db):
    city("GBP")
    found = Term.objects.get(kind="measure", code="yi")
    assert (found.name_zh, found.name_en) == ("亿英镑", "100 m pounds")


def test_a_city_that_counts_in_yuan_keeps_the_standard_words(cast):
    found = Term.objects.get(kind="measure", code="yi")
    assert (found.name_zh, found.name_en) == ("亿元", "100 m yuan")


def test_sums_that_are_wrong_are_told_in_the_citys_units():
    money.settle("USD")
    said = {"parts": {Part.TOTAL: Money.of(85, "m"), Part.LAND: Money.of(5, "m")}}
    (problem,) = checks.paid_for(said)
    with reading(Reader("en")):
        assert sentence(problem.code, problem.params) == "The parts sum to 5 and the total is 85 (m US dollars)."
    with reading(Reader("zh-hans")):
        assert sentence(problem.code, problem.params) == "各部分合计 5 百万美元，与总投资 85 百万美元不符。"
    money.settle("CNY")
    (problem,) = checks.paid_for({"parts": {Part.TOTAL: Money.of(85, "wan"), Part.LAND: Money.of(5, "wan")}})
    with reading(Reader("en")):
        assert sentence(problem.code, problem.params) == "The parts sum to 5 and the total is 85 (10,000 yuan)."


def test_a_project_is_absurd_by_what_its_currency_is_worth():
    for currency, least in (("CNY", 10**12), ("USD", 10**12), ("JPY", 10**14)):
        money.settle(currency)
        for amount, codes in ((least, []), (least + 1, ["projects.money_absurd"])):
            found = checks.paid_for({"parts": {Part.TOTAL: Money.of(amount)}})
            assert [problem.code for problem in found] == codes


def test_the_first_page_founds_a_city_in_the_currency_chosen(db, client):
    words = {
        "name_zh": "纽约市", "name_en": "New York City", "administrator": "Ann", "username": "ann",
        "password": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    page = client.get("/first/").content.decode()
    assert page.index("CNY · 人民币") < page.index("USD · 美元") < page.index("NZD · 新西兰元")
    for wrong in ("", "XXX"):
        assert client.post("/first/", {**words, "currency": wrong}).status_code == 422
    assert not Person.objects.exists()
    assert money.house() == "CNY"
    assert client.post("/first/", {**words, "currency": "USD"}).url == "/"
    assert Installation.objects.get().currency == "USD"
    assert accounts_queries.currency() == money.house() == "USD"


def test_whoever_founded_a_city_is_led_to_bring_a_list(db, client):
    words = {"name_zh": "纽约市", "name_en": "New York City", "administrator": "Ann", "username": "ann"}
    admin = accounts.found_city(**words, currency="USD", password=PASSWORD, at=AT)
    client = signed(admin, "en")
    for address in ("/projects/", "/projects/work/"):
        page = client.get(address).content.decode()
        assert "Bring your list, or register the people who will enter projects one by one." in page


def test_nothing_counts_money_before_the_house_is_known():
    """What is made while modules load would be in yuan whatever the city counts in."""
    program = (
        "import django; from keyworks.values import money; django.setup()\n"
        "def asked(): raise SystemExit('money is made while modules load')\n"
        "money.ask(asked)\n"
        "import keyworks.site.urls, keyworks.jobs.jobs, keyworks.site.commands.demo\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
