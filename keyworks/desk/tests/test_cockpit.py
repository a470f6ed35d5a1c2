from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keyworks.accounts import actions as accounts
from keyworks.desk.rules.cockpit import What
from keyworks.matters import actions as matters
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.tests.stories import MONDAY, asked, in_work, on, step
from keyworks.projects.actions import register, state_money
from keyworks.projects.models import Move, Term
from keyworks.reports.actions import Said, file
from keyworks.reports.queries import expected, following, known_on
from keyworks.reports.queries.moved import shifts
from keyworks.reports.tests.months import filed, later, listed
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on
from keyworks.values import money
from keyworks.values.asof import AsOf
from keyworks.values.money import Money
from keyworks.values.months import Month

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY = Month(2022, 1), Month(2022, 2)


@pytest.fixture
def city(cast):
    """April 2022: two districts, reports that came new, late and corrected, starts, a reserve, a completion."""
    plays_on(date(2022, 4, 20))
    plant = listed(cast, "新能源整车厂", cast.toyota, cast.binhai, name_en="Car plant")
    valves = listed(cast, "阀门生产线", cast.valve, cast.beichen)
    begun = listed(
        cast, "电池工厂", cast.toyota, cast.binhai, plan=600, year_tag="new", planned_start=date(2022, 3, 1),
        started_on=date(2022, 2, 20), at=on(2, 21),
    )  # fmt: skip
    late = listed(
        cast, "氢能站", cast.valve, cast.beichen, plan=100, year_tag="new", stage="ready",
        planned_start=date(2022, 3, 15), lead_department=None,
    )  # fmt: skip
    stock = listed(cast, "储备一", cast.toyota, cast.binhai, list_class="reserve", list_year=None, stage="reserve")
    filed(plant, cast, JANUARY, 100)
    filed(valves, cast, JANUARY, 30, at=later(3), by=cast.office)
    filed(plant, cast, FEBRUARY, 50, at=later(3))
    filed(plant, cast, Month(2022, 3), 60, at=later(4))
    filed(plant, cast, JANUARY, 80, over=1, at=on(4, 6), reason="重复计算")

    def moved(project, source, target, day):
        Move.objects.create(
            project=project, source=source, target=target, way="onward", on=day, at=later(4), by=cast.office
        )

    moved(begun, "ready", "building", date(2022, 2, 20))
    moved(valves, "building", "completed", date(2022, 3, 9))
    moved(valves, "commissioning", "producing", date(2022, 4, 1))
    blocked = asked(cast, plant, title="双回路供电")
    in_work(cast, blocked, due_on=date(2022, 2, 28))
    own = asked(cast, valves, unit=cast.valve, by=cast.other_clerk, sort=Sort.ISSUE, kind="funds", title="贷款")
    step(matters.triage, own, cast.other_district, MONDAY, level=3)
    return {"plant": plant, "valves": valves, "begun": begun, "late": late, "stock": stock}


@pytest.fixture
def read(client, cast):
    def page(person, path, language="en"):
        client.cookies["kw_language"] = language
        client.force_login(person, backend=BACKEND)
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer

    return page


LINK = re.compile(r'<a (?:class="kw-num" )?href="(/(?:city/projects|matters)/\?[^"]*|/matters/)"[^>]*>(.*?)</a>', re.S)


def figures(answer):
    """(address, the words of the link) of every figure that leads to a list."""
    body = answer.content.decode().partition("<main")[2]
    return [(unescape(there), unescape(re.sub("<.*?>", "", words)).strip()) for there, words in LINK.findall(body)]


SHARE = re.compile(r"[−+]?[\d,]+\.\d%?")
"""A share or points: a figure of the list it leads to, and no count."""


def count_in(words):
    if SHARE.fullmatch(words):
        return None
    found = re.search(r"(?:level \d: )?([\d,]+)(?!\S*[.\d])", words)
    return int(found[1].replace(",", "")) if found else None


def test_the_headline_says_what_was_done_of_the_plan_and_how_far_that_is(city, cast, read):
    page = read(cast.office, "/city/")
    done, plan = 80 + 50 + 60 + 30, 1200 + 1200 + 600 + 100
    assert page.context["done"] == Money.of(done, "wan")
    assert page.context["plan"] == Money.of(plan, "wan")
    assert page.context["headline"].startswith(
        "0.002 bn yuan of 0.031 bn yuan done by the end of 2022-03, 7.1% at 25.0%"
    )


@pytest.mark.parametrize(
    ("who", "query"),
    [("office", ""), ("mayor", "?asof=2022-04-04"), ("district", ""), ("engineer", "?since=2022-03-31"),
     ("engineer", "?asof=2022-03-31"), ("other_clerk", "?since=2022-02-01")],
)  # fmt: skip
def test_every_figure_leads_to_a_list_of_as_many(city, cast, read, who, query):
    person = getattr(cast, who)
    seen = figures(read(person, f"/city/{query}"))
    assert len(seen) > 20
    tables = {there: read(person, there).context["table"] for there in dict(seen)}
    for there, words in seen:
        table = tables[there]
        if SHARE.fullmatch(words):
            assert there.startswith("/city/projects/?what=listed")
            assert table.lines
        elif "yuan" in words or re.fullmatch(r"[\d,]+\.\d\d", words):
            assert there.startswith(tuple(f"/city/projects/?what={what}" for what in ("listed", "opening", "moved")))
            names = ("total_change",) if "what=moved" in there else ("total_done", "total_plan")
            sums = {table.totals[name] for name in names}
            number = re.search(r"[−\d,.]+", words)[0].replace(",", "").replace("−", "-")
            assert number in {f"{one.exact('m'):.2f}" for one in sums}, (there, words)
        elif (count := count_in(words)) is not None:
            assert len(table.lines) == count, (there, words)


def counts(answer):
    return {what.value: count for what, count in answer.context["found"].counts.items() if count}


def test_the_office_counts_the_city_and_a_district_and_a_unit_their_own(city, cast, read):
    whole = counts(read(cast.office, "/city/"))
    assert {name: whole[name] for name in ("listed", "new", "begun", "late_start", "started", "completed")} == {
        "listed": 4, "new": 2, "begun": 1, "late_start": 1, "started": 1, "completed": 1,
    }  # fmt: skip
    assert (whole["producing"], whole["reserve"], whole["begun_from_reserve"]) == (1, 1, 1)
    binhai = counts(read(cast.district, "/city/"))
    assert [binhai.get(name) for name in ("listed", "late_start", "reserve", "completed")] == [2, None, 1, None]
    own = read(cast.other_clerk, "/city/")
    assert counts(own)["listed"] == 2
    assert own.context["title"] == "The projects of Beichen Valve"
    assert "新能源整车厂" not in read(cast.other_clerk, "/city/projects/?what=listed").content.decode()


def test_a_department_begins_with_what_it_leads_by_sector_and_may_ask_for_the_city(city, cast, read):
    led = read(cast.engineer, "/city/")
    assert led.context["title"] == "The projects that Bureau of Industry leads"
    assert counts(led)["listed"] == 3
    assert led.context["by_sector"]
    city_wide = read(cast.engineer, "/city/?whose=all")
    assert counts(city_wide)["listed"] == 4
    assert counts(read(cast.office, "/city/?whose=led"))["listed"] == 4


def moved(answer):
    return {
        row["address"].partition("cause=")[2].partition("&")[0]: (row["count"], row["amount"])
        for row in answer.context["moved"]
    }


def test_what_moved_is_told_with_its_cause_and_adds_up_to_the_difference(city, cast, read):
    def wan(number):
        return Money.of(number, "wan")

    page = read(cast.office, "/city/?since=2022-03-31")
    # A correction of January adds up in the months after it.
    assert moved(page) == {"new": (1, wan(60)), "follows": (1, wan(-20))}
    assert page.context["difference"] == wan(40)
    before = read(cast.office, "/city/?asof=2022-03-31").context["done"]
    assert read(cast.office, "/city/").context["done"] - before == wan(40)
    assert moved(read(cast.office, "/city/?since=2022-04-20")) == {}
    assert (
        "No report was filed or corrected since then." in read(cast.office, "/city/?since=2022-04-20").content.decode()
    )


def test_a_past_day_knows_no_more_than_was_known(city, cast, read):
    then = read(cast.office, "/city/?asof=2022-03-31")
    assert then.context["month"] == FEBRUARY
    assert then.context["done"] == Money.of(100 + 50 + 30, "wan")
    found = counts(then)
    assert found["started"] == 1
    assert "completed" not in found, "the step was told only in April"
    assert then.context["stuck"] is None
    assert "matters are not told of a past day" in then.content.decode()
    early = read(cast.office, "/city/?asof=2022-01-01")
    assert "reserve" not in counts(early), "nothing was registered yet"


def test_a_day_to_come_is_today_and_what_is_no_day_is_said(city, cast, read):
    assert read(cast.office, "/city/?asof=2030-01-01").context["known"] is None
    page = read(cast.office, "/city/?asof=soon&since=%3Cb%3E")
    assert "“soon” is no day" in page.content.decode()
    assert all("asof" not in there for there, _words in figures(page))


def test_what_is_stuck_names_the_matter_by_what_waits_for_it(city, cast, read):
    stuck = read(cast.office, "/city/").context["stuck"]
    assert next((one["one"].name, one["value"]) for one in stuck["top"]) == ("双回路供电", Money.of(1200, "wan"))
    assert (stuck["open"], stuck["overdue"]) == (2, 2)
    assert [level for level, _count, _there in stuck["levels"]] == [3]


def test_a_city_without_projects_says_so(cast, read):
    plays_on(date(2022, 4, 20))
    page = read(cast.office, "/city/").content.decode()
    assert "Nothing is known of this year yet" in page
    assert "<table" not in page.partition("<main")[2]


def test_a_city_with_a_reserve_alone_tells_of_it(cast, read):
    plays_on(date(2022, 4, 20))
    listed(cast, "储备一", cast.toyota, cast.binhai, list_class="reserve", list_year=None, stage="reserve")
    page = read(cast.office, "/city/")
    assert "No project within your reach is on the construction list of 2022" in page.content.decode()
    assert counts(page)["reserve"] == 1
    for there, words in figures(page):
        if (count := count_in(words)) is not None:
            assert len(read(cast.office, there).context["table"].lines) == count


def test_whoever_holds_no_seat_sees_no_city(city, cast, client):
    client.force_login(cast.stranger, backend=BACKEND)
    assert client.get("/city/").status_code == client.get("/city/projects/").status_code == 403


def test_a_figure_nobody_counts_has_no_list(city, cast, client):
    client.force_login(cast.office, backend=BACKEND)
    assert client.get("/city/projects/?what=everything").status_code == 404
    assert client.get("/city/projects/?what=listed&in=99&district=nowhere").status_code == 200


def queries_of(read, person, path):
    following.forget()
    with CaptureQueriesContext(connection) as asked:
        read(person, path)
    return len(asked)


@pytest.mark.parametrize("path", ["/city/", "/city/?asof=2022-04-04", "/city/projects/?what=listed"])
def test_the_page_asks_the_same_of_five_projects_and_of_thirty(city, cast, read, path):
    read(cast.office, path)
    few = queries_of(read, cast.office, path)
    for number in range(25):
        one = listed(cast, f"厂房{number}", cast.toyota, cast.binhai, plan=10)
        filed(one, cast, JANUARY, 1)
    assert queries_of(read, cast.office, path) == few


def test_what_was_reckoned_is_kept_until_something_is_written(city, cast, read):
    read(cast.office, "/city/")
    first = queries_of(read, cast.office, "/city/")
    with CaptureQueriesContext(connection) as again:
        read(cast.mayor, "/city/")
    assert len(again) < first - 15, "people of the same reach share what was read"
    filed(city["begun"], cast, JANUARY, 7, at=on(4, 19))
    assert read(cast.office, "/city/").context["done"] == Money.of(220 + 7, "wan")


def test_the_list_can_be_taken_along(city, cast, read):
    sheet = read(cast.office, "/city/projects/?what=late_start&export=csv")
    assert "氢能站" in b"".join(sheet.streaming_content).decode()


def test_the_city_is_in_the_menu_of_who_may_see_it(city, cast, read):
    assert 'href="/city/"' in read(cast.mayor, "/").content.decode()
    assert 'href="/city/"' not in read(cast.stranger, "/").content.decode()


def test_every_list_has_words_in_both_languages(city, cast, read):
    for what in What:
        assert read(cast.office, f"/city/projects/?what={what}").context["words"]


def test_a_city_that_counts_in_dollars_reads_no_word_of_yuan(db, client):
    money.settle("USD")
    at = later(2)
    words = {"name_zh": "纽约市", "name_en": "New York City", "administrator": "Ann", "username": "ann"}
    admin = accounts.found_city(**words, currency="USD", password="a long enough phrase", at=at)
    plays_on(date(2022, 4, 20))
    bronx = accounts.open_unit(
        code="bronx", kind="district", name_zh="布朗克斯", name_en="Bronx", parent=admin.memberships.get().unit,
        by=None, at=at,
    )  # fmt: skip
    said = {
        "name_zh": "Depot", "name_en": "Depot", "local_number": "S-1", "district": bronx, "stage": "building",
        "list_class": "construction", "list_year": 2022, "year_tag": "continuing",
        "amounts": {(2022, Term.objects.get(kind="fund", code="own")): Money.of(12, "m")},
    }  # fmt: skip
    project = register(values=said, by=None, at=at)
    office = accounts.register(username="office", name="Bob", password="a long enough phrase", by=None, at=at)
    accounts.seat(
        person=office, unit=admin.memberships.get().unit, role="city", from_on=date(2022, 1, 1), by=None, at=at
    )
    file(project=project, month=FEBRUARY, said=Said(done=Money.of(3, "m")), over=0, by=office, at=later(3))
    client.force_login(admin, backend=BACKEND)
    for language, dollars in (("en", "12.00 m US dollars"), ("zh-hans", "美元")):
        client.cookies["kw_language"] = language
        for there in ("/city/", "/city/projects/?what=listed"):
            page = client.get(there).content.decode().partition("<main")[2]
            assert "yuan" not in page
            assert "元" not in page.replace("美元", "")
        assert dollars in client.get("/city/").content.decode()


def test_a_city_without_an_annual_list_sees_all_projects_beside_what_they_were_first_said_to_cost(cast, read):
    plays_on(date(2022, 4, 20))

    def wan(many):
        return Money.of(many, "wan")

    def stated(name, district, *totals):
        said = {"name_zh": name, "district": district, "parts": {"total": wan(totals[0])}}
        project = register(values=said, by=cast.office, at=later(1))
        for number, total in enumerate(totals[1:], 2):
            state_money(
                project=project, parts={"total": wan(total)}, over=number - 1, by=cast.office, at=later(number),
                reason="概算调整",
            )  # fmt: skip
        return project

    stated("甲厂", cast.binhai, 100, 120, 150)
    stated("乙厂", cast.binhai, 200)
    stated("丙厂", cast.beichen, 80, 60)
    register(values={"name_zh": "丁厂"}, by=cast.office, at=later(1))

    def told(page):
        names = ("name", "count", "total", "first", "difference")
        return [tuple(row[name] for name in names) for row in page.context["portfolio"]]

    now = read(cast.office, "/city/")
    assert told(now) == [
        ("Binhai New Area", 2, wan(350), wan(300), wan(50)), ("Beichen", 1, wan(60), wan(80), wan(-20)),
        ("no district", 1, None, None, None), ("Together", 4, wan(410), wan(380), wan(30)),
    ]  # fmt: skip
    for row in now.context["portfolio"]:
        there = row["address"] + ("&" if "?" in row["address"] else "?") + "count=1"
        assert read(cast.office, there).context["table"].total_count == row["count"]
    before = read(cast.office, f"/city/?asof={later(2).date()}")
    assert told(before)[0] == ("Binhai New Area", 2, wan(320), wan(300), wan(20))
    assert [row[1] for row in told(read(cast.other_district, "/city/"))] == [1]


@pytest.mark.parametrize("days", [(date(2022, 2, 1), date(2022, 4, 20)), (date(2022, 3, 31), date(2022, 4, 5))])
def test_what_moved_is_what_the_comparison_of_two_days_tells(city, cast, days):
    since, until = (AsOf.end_of(day, timezone.get_default_timezone()).at for day in days)
    month = Month(2022, 3)
    _districts, changed = known_on(cast.office, month, since, until)
    told = [(one.project.pk, one.change.cause, one.change.year_done) for one in changed if one.change.year_done]
    found = shifts(expected(month), month, since, until)
    assert sorted((one.project, one.cause, one.amount) for one in found) == sorted(told)
    assert len(told) > 0


def test_the_list_is_narrowed_to_what_waits_for_a_kind_of_matter_in_a_district(city, cast, read):
    def found(query):
        page = read(cast.office, f"/city/projects/?what=listed{query}")
        return {line.name for line in page.context["table"].lines}, page.content.decode()

    assert {"Car plant", "阀门生产线"} <= found("")[0]
    assert found("&waits=utility")[0] == {"Car plant"}
    assert found("&waits=utility&district=beichen")[0] == set()
    words, page = found("&waits=funds&district=beichen")
    assert words == {"阀门生产线"}
    assert '<option value="funds" selected>funds</option>' in page
    assert found("&waits=nothing-such")[0] == set()
    assert "waits" not in {one.name for one in read(cast.office, "/city/projects/?asof=2022-04-04").context["choices"]}


def test_a_month_that_has_not_come_is_unknown_and_not_nothing(city, cast, read):
    started = read(cast.office, "/city/").context["events"][0]
    assert [count for count, _there in started["months"]] == [0, 1, 0, 0] + [None] * 8


def test_a_list_says_how_many_they_are_and_how_much_they_are_worth(city, cast, read):
    told = read(cast.office, "/city/projects/?what=listed&district=beichen").context["headline"]
    assert told == "2 projects, 0.130 bn yuan of investment in all, 0.013 bn yuan planned for the year"


def test_the_districts_add_up_to_the_city_at_the_foot_and_one_row_needs_no_sum(city, cast, read):
    *rows, foot = read(cast.office, "/city/").context["rows"]
    for name in ("listed", "begun", "new", "completed", "reserve"):
        assert foot[name][0] == sum(row[name][0] for row in rows), name
    assert [foot[name].amount for name in ("done", "plan")] == [
        sum(row[name].amount for row in rows) for name in ("done", "plan")
    ]
    assert "foot" not in read(cast.district, "/city/").context["rows"][-1]
