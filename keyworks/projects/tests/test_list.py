"""The register's list and its sums: what is found, what is summed, and that nobody sees what is another's."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from keyworks.projects import actions
from keyworks.projects.models import Project, Term
from keyworks.projects.rules.parts import Part
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def yi(number):
    return Money.of(number, "yi")


def term(kind, code):
    return Term.objects.get(kind=kind, code=code)


def register(**values):
    return actions.register(values=values, by=None, at=AT)


@pytest.fixture
def projects(cast):
    """Three in Binhai, one of them part of another; one in Beichen."""
    own = term("fund", "own")
    toyota = register(
        name_zh="一汽丰田新能源汽车项目", name_en="FAW-Toyota new-energy vehicles", local_number="A-1",
        owner=cast.toyota, district=cast.binhai, stage="building", list_class="construction", list_year=2022,
        sector=term("sector", "automobile"), chains=[term("chain", "automobiles")] if Term.objects.filter(
            kind="chain", code="automobiles") else [], leader=cast.mayor, parts={Part.TOTAL: yi(85)},
        amounts={(2022, own): yi(10), (2023, own): yi(20)},
    )  # fmt: skip
    lines = register(
        name_zh="总装生产线", local_number="A-1-1", parent=toyota, cut="sub", owner=cast.toyota,
        district=cast.binhai, parts={Part.TOTAL: yi(5)}, amounts={(2022, own): yi(1)},
    )  # fmt: skip
    reserve = register(
        name_zh="渤龙湖数据中心", name_en="Data centre", local_number="A-2", owner=cast.toyota, district=cast.binhai,
        stage="reserve", list_class="reserve", lead_department=cast.industry, parts={Part.TOTAL: yi(3)},
    )  # fmt: skip
    valve = register(
        name_zh="北辰阀门扩建", name_en="Valves", local_number="B-1", owner=cast.valve, district=cast.beichen,
        stage="building", list_class="construction", list_year=2022, parts={Part.TOTAL: yi(2)},
        amounts={(2022, own): yi(1)},
    )  # fmt: skip
    return {"toyota": toyota, "lines": lines, "reserve": reserve, "valve": valve}


@pytest.fixture
def as_(cast, client):
    def enter(who, language="en"):
        client.cookies["kw_language"] = language
        client.force_login(getattr(cast, who), backend=BACKEND)
        return client

    return enter


def names(answer) -> list[str]:
    assert answer.status_code == 200
    return [line.name for line in answer.context["table"].lines]


def test_the_headline_counts_and_sums_what_the_filters_leave(projects, as_):
    client = as_("office")
    lead = "3 projects · 2 in the construction class, 8.700 bn yuan · 1 in the reserve class, 0.300 bn yuan · "
    assert client.get("/projects/").context["lead"] == lead + "planned for the year 1.100 bn yuan"
    assert client.get("/projects/?district=beichen").context["lead"] == (
        "1 project · 1 in the construction class, 0.200 bn yuan · planned for the year 0.100 bn yuan"
    )
    zh = as_("office", "zh-hans").get("/projects/?list_class=reserve").context["lead"]
    assert zh == "共 1 个项目；储备类 1 个，总投资 3.00 亿元"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A-1", "A-2", "B-1"]),
        ("q=fengtian", ["A-1"]),
        ("q=zzscx", ["A-1-1"]),
        ("q=blhsjzx", ["A-2"]),
        ("q=A-1", ["A-1", "A-1-1"]),
        ("cut=parts", ["A-1-1"]),
        ("cut=all", ["A-1", "A-1-1", "A-2", "B-1"]),
        ("district=binhai", ["A-1", "A-2"]),
        ("stage=building&stage=reserve", ["A-1", "A-2", "B-1"]),
        ("stage=reserve", ["A-2"]),
        ("list_class=construction", ["A-1", "B-1"]),
        ("sector=automobile", ["A-1"]),
        ("sector=-", ["A-2", "B-1"]),
        ("department=industry", ["A-2"]),
        ("owner=valve", ["B-1"]),
        ("who=市领导", ["A-1"]),
        ("total_from=3&unit=yi", ["A-1", "A-2"]),
        ("total_from=300&total_to=400", ["A-2"]),
        ("total_from=3亿&total_to=3亿", ["A-2"]),
        ("plan_to=1&unit=yi", ["B-1"]),
        ("year=2023", ["A-1"]),
        ("variant=infrastructure", []),
    ],
)
def test_projects_are_found_by_what_is_asked_of_them(projects, as_, query, found):
    table = as_("office").get(f"/projects/?{query}").context["table"]
    assert [row["local_number"] for row in table.page.rows] == found


def test_an_amount_means_the_same_to_every_reader(projects, as_):
    client = as_("office")
    client.cookies["kw_money"] = "wan"
    table = client.get("/projects/?total_from=3&unit=yi").context["table"]
    assert [chip.value for chip in table.chips] == ["30,000.00 10k yuan"]
    assert table.filters["total_from"].label == "Total from (100m yuan)"


@pytest.mark.parametrize("query", ["total_from=abc", "year=99999999999999999999", "total_to=9999999999999999999999"])
def test_what_cannot_be_understood_is_said_at_its_field_and_filters_nothing(projects, as_, query):
    answer = as_("office").get(f"/projects/?{query}")
    assert len(names(answer)) == 3
    assert answer.content.decode().count("kw-error") == 1


def test_my_projects_are_those_i_answer_for(projects, as_):
    assert names(as_("mayor").get("/projects/?mine=on")) == ["FAW-Toyota new-energy vehicles"]
    assert names(as_("engineer").get("/projects/?mine=on")) == ["Data centre"]
    assert names(as_("office").get("/projects/?mine=on")) == []


def test_what_is_due_is_looked_at_again(projects, as_):
    Project.objects.filter(local_number="A-2").update(review_on=date(2022, 3, 1))
    answer = as_("office").get("/projects/?due=on")
    assert names(answer) == ["Data centre"]
    assert "Look again on" in answer.content.decode()


@pytest.mark.parametrize("who", ["clerk", "district"])
@pytest.mark.parametrize("path", ["/projects/?cut=all", "/projects/?cut=all&export=csv", "/projects/summary/?cut=all"])
def test_another_districts_project_stands_in_no_list_sum_or_sheet(projects, as_, who, path):
    for by in ("district", "sector", "stage", "programme", "year"):
        answer = as_(who).get(f"{path}&by={by}&q=")
        page = answer.getvalue().decode() if answer.streaming else answer.content.decode()
        assert "Valve" not in page and "Beichen" not in page
        assert "9,300" in page or answer.streaming or by == "year"
    assert names(as_(who).get("/projects/?q=bcfm")) == []


def test_the_sheet_has_the_rows_and_columns_that_are_seen(projects, as_):
    answer = as_("office").get("/projects/?columns=called,total&list_class=construction&export=csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows == [
        ["Project", "Total investment (m yuan)"], ["FAW-Toyota new-energy vehicles", "8500.00"], ["Valves", "200.00"],
    ]  # fmt: skip
    assert as_("office").get("/projects/?export=xlsx").status_code == 200


def test_every_column_has_a_cell(projects, as_):
    from keyworks.projects.queries.register import Words
    from keyworks.projects.views.register import columns

    every = ",".join(column.name for column in columns(Words(), {}))
    page = as_("office").get(f"/projects/?cut=all&columns={every}").content.decode()
    for words in ("市领导", "Bureau of Industry", "Automobiles", "A-1 · sub-project", "一汽丰田新能源汽车项目"):
        assert words in page


def test_the_amounts_of_a_year_that_is_asked_for_are_summed(projects, as_):
    table = as_("office").get("/projects/?year=2022").context["table"]
    assert table.totals["total_of_year"] == yi(11)
    assert [row["of_year"] for row in table.page.rows] == [yi(10), yi(1)]


def test_sums_by_district_and_year_count_a_package_once(projects, as_):
    table = as_("office").get("/projects/summary/").context["table"]
    rows = {row["pk"]: row for row in table.rows}
    assert (rows["binhai"]["rows"], rows["binhai"]["y2022"], rows["binhai"]["y2023"]) == (2, yi(10), yi(20))
    assert (rows["beichen"]["sum_total"], rows["beichen"]["y2022"]) == (yi(2), yi(1))
    assert (table.totals["total_rows"], table.totals["total_y2022"]) == (3, yi(11))
    assert (table.totals["total_construction"], table.totals["total_sum_total"]) == (2, yi(90))


@pytest.mark.parametrize("by", ["district", "sector", "stage", "programme"])
def test_every_way_of_summing_has_the_same_sum_and_opens_the_rows_behind_it(projects, as_, by):
    client = as_("office")
    table = client.get(f"/projects/summary/?by={by}&list_class=construction").context["table"]
    assert (table.totals["total_rows"], table.totals["total_y2022"]) == (2, yi(11))
    for row in table.rows:
        behind = client.get(row["opens"] + "&year=2022").context["table"]
        assert behind.totals["total_of_year"] == row["y2022"]
        assert client.get(row["opens"]).context["table"].totals["rows"] == row["rows"]


def test_sums_by_year_say_how_many_plan_something(projects, as_):
    table = as_("office").get("/projects/summary/?by=year").context["table"]
    assert [(row["name"], row["rows"], row["planned"]) for row in table.rows] == [
        ("2022", 2, yi(11)), ("2023", 1, yi(20)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "most"), [("/projects/", 16), ("/projects/?columns=called,leader,chains,owner", 18),
                       ("/projects/summary/", 19)]
)  # fmt: skip
def test_a_list_asks_the_database_no_more_for_more_projects(
    projects, cast, as_, django_assert_max_num_queries, path, most
):
    rows = [{"name_zh": f"项目{number}", "owner": cast.toyota, "district": cast.binhai} for number in range(60)]
    actions.register_many(rows=rows, by=None, at=AT)
    client = as_("office")
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)


def test_the_last_page_is_reached_by_key(projects, cast, as_, django_assert_max_num_queries):
    rows = [{"name_zh": f"项目{number}", "owner": cast.toyota, "district": cast.binhai} for number in range(60)]
    actions.register_many(rows=rows, by=None, at=AT)
    client = as_("office")
    first = client.get("/projects/").context["table"]
    assert (len(first.lines), first.total_count) == (50, 63)
    second = client.get(first.older).context["table"]
    assert (len(second.lines), second.older) == (13, "")


def test_the_desk_finds_projects_by_pinyin_initials_and_number(projects, as_):
    client = as_("district")
    for words in ("丰田", "fengtian", "yqft", "a-1", "faw"):
        page = client.get("/search/", {"q": words}).content.decode()
        assert f'href="{projects["toyota"].get_absolute_url()}"' in page, words
        assert "FAW-Toyota new-energy vehicles" in page
    assert projects["valve"].get_absolute_url() not in client.get("/search/", {"q": "bcfm"}).content.decode()
