from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from keyworks.projects import actions, queries
from keyworks.projects.forms.sections import SECTIONS
from keyworks.projects.models import Edition, Link, PlannedAmount, Project, SourcedValue, Term
from keyworks.projects.rules.parts import Part
from keyworks.record.models import Entry
from keyworks.values.money import Money

AT = datetime(2022, 2, 8, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 3, 1, 2, 0, tzinfo=UTC)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def yi(number):
    return Money.of(number, "yi")


def term(kind, code):
    return Term.objects.get(kind=kind, code=code)


@pytest.fixture
def z2(cast):
    values = {
        "name_zh": "轨道交通Z2线一期工程", "name_en": "Rail line Z2, phase 1", "owner": cast.toyota,
        "district": cast.binhai, "leader": cast.mayor, "lead_department": cast.industry, "stage": "building",
        "parts": {Part.TOTAL: yi(254), Part.CONSTRUCTION: yi(200), Part.EQUIPMENT: yi(54)}, "list_year": 2022,
        "amounts": {(2022, term("fund", "municipal")): yi(30), (2023, term("fund", "bonds")): yi(40)},
        "capacities": [{"what_zh": "线路", "what_en": "", "quantity": Decimal(39), "measure": term("measure", "km")}],
        "parties": [{"role": term("party_role", "builder"), "unit": cast.toyota, "name_zh": "", "name_en": "",
                     "credit_code": ""}],
    }  # fmt: skip
    return actions.register(values=values, by=cast.office, at=AT)


@pytest.fixture
def z4(cast):
    values = {"name_zh": "轨道交通Z4线一期", "owner": cast.toyota, "district": cast.binhai}
    return actions.register(values=values, by=None, at=AT)


@pytest.fixture
def signed(client, cast):
    def sign(person="clerk"):
        client.force_login(getattr(cast, person), backend=BACKEND)
        return client

    return sign


def length(teller, value, **more):
    return {
        "fact": term("fact", "length"), "teller": teller, "teller_en": "", "value": Decimal(value),
        "measure": term("measure", "km"), "valid_from": date(2022, 1, 5), "source": "", **more,
    }  # fmt: skip


def address(project, section):
    return reverse("projects:section_edit", args=[project.pk, section])


def sent(form, **said):
    """What a browser sends of a page's form where a reader changes some fields."""
    found = {name: form[name].value() for name in form.fields if not form.fields[name].disabled}
    found = {name: value for name, value in found.items() if value is not None} | {"edition": form.project.edition}
    if hasattr(form, "count"):
        found["count"] = form.count
    return {name: getattr(value, "pk", value) for name, value in (found | said).items()}


@pytest.fixture
def change(signed, cast):
    def send(project, section, person="clerk", **said):
        project = Project.objects.get(pk=project.pk)
        form = SECTIONS[section](project=project, person=getattr(cast, person))
        return signed(person).post(address(project, section), sent(form, **said))

    return send


def test_the_page_tells_where_a_project_stands(signed, z2):
    page = signed().get(z2.get_absolute_url()).content.decode()
    assert "2,540,000.00 万元" in page and "轨道交通Z2线一期工程" in page and "在建" in page


def test_the_page_asks_the_database_as_often_for_a_full_project_as_for_two_times_as_full_a_one(signed, z2, cast):
    client = signed("office")
    client.get(z2.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(z2.get_absolute_url())
    actions.state_values(project=z2, values=[length(f"来源{n}", n) for n in range(9)], over=None, by=None, at=LATER)
    amounts = {(year, term("fund", "own")): yi(1) for year in range(2020, 2030)}
    actions.state_money(project=z2, amounts=amounts, over=None, by=None, at=LATER)
    for number in range(5):
        other = actions.register(values={"name_zh": f"子项{number}", "parent": z2}, by=None, at=LATER)
        actions.tie(
            project=other, links=[{"kind": term("link", "supports"), "other": z2}], over=None, by=None, at=LATER
        )
    with CaptureQueriesContext(connection) as many:
        client.get(z2.get_absolute_url())
    assert len(many) == len(few) <= 25


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_shows_what_stands_and_saving_it_unchanged_changes_nothing(change, z2, section):
    actions.state_values(project=z2, values=[length("初步设计批复", "39.16")], over=None, by=None, at=AT)
    editions = Edition.objects.count()
    answer = change(z2, section)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Edition.objects.count() == editions


@pytest.mark.parametrize("section", SECTIONS)
def test_an_empty_project_can_be_opened_at_every_section(signed, cast, z4, section):
    assert signed("office").get(address(z4, section)).status_code == 200


def test_all_errors_are_told_at_once_and_nothing_is_saved(change, z2):
    answer = change(
        z2, "dates", planned_start="2023-01-01", planned_finish="2022-01-01", started_on="2090-01-01", reason=""
    )
    assert set(answer.context["form"].errors) == {"planned_finish", "started_on", "reason"}
    assert Project.objects.get(pk=z2.pk).edition == 1


def test_what_the_city_decides_is_locked_for_the_unit(change, z2):
    change(z2, "list", list_class="construction", list_year=2023)
    assert Project.objects.get(pk=z2.pk).edition == 1
    change(z2, "list", "office", list_class="construction")
    assert Project.objects.get(pk=z2.pk).list_class == "construction"


def test_a_secret_project_is_refused_at_its_field(change, z2):
    answer = change(z2, "basics", secrecy="secret")
    assert "secrecy" in answer.context["form"].errors
    assert Project.objects.get(pk=z2.pk).edition == 1


def test_two_who_change_the_same_see_both_versions_and_lose_nothing(change, z2, cast):
    actions.edit(project=z2, values={"name_en": "Z2"}, over=1, by=cast.office, at=LATER)
    answer = change(z2, "basics", name_en="Line Z2 phase one", edition=1)
    assert answer.status_code == 412
    form = answer.context["form"]
    assert (form["name_en"].value(), form.standing["name_en"], form["edition"].value()) == (
        "Line Z2 phase one",
        "Z2",
        "2",
    )
    assert Project.objects.get(pk=z2.pk).name_en == "Z2"


def test_a_unit_is_chosen_by_its_code_its_name_or_a_part_that_only_it_has(change, z2, cast):
    for words, unit in (("valve", cast.valve), ("一汽丰田汽车有限公司", cast.toyota), ("阀门", cast.valve)):
        answer = change(z2, "responsibility", "office", responsible_unit=words)
        assert answer.status_code == 302
        assert Project.objects.get(pk=z2.pk).responsible_unit == unit
    answer = change(z2, "responsibility", "office", responsible_unit="不存在的单位", liaison="市")
    assert set(answer.context["form"].errors) == {"responsible_unit", "liaison"}


def test_a_list_offers_what_fits(signed, cast):
    client = signed("office")
    offered = client.get(reverse("projects:choose", args=["unit"]), {"parties.0.unit": "阀门"}).content.decode()
    assert offered == '<option value="北辰阀门有限公司 · valve">'
    assert client.get(reverse("projects:choose", args=["moon"])).status_code == 404


def test_parties_are_rows_and_a_wrong_credit_code_is_told_in_its_row(change, z2):
    contractor = str(term("party_role", "contractor").pk)
    row = {"parties.2.role": contractor, "parties.2.name_zh": "中建六局", "parties.2.credit_code": "91120000103060497X"}
    answer = change(z2, "parties", **row)
    assert list(answer.context["form"].errors) == ["parties.2.credit_code"]
    change(z2, "parties", **row | {"parties.2.credit_code": ""})
    assert [str(one) for one in z2.parties.all()] == ["一汽丰田汽车有限公司", "中建六局"]


def test_a_row_without_a_name_is_told(change, z2):
    answer = change(z2, "parties", **{"parties.1.role": str(term("party_role", "contractor").pk)})
    assert list(answer.context["form"].errors) == ["parties.1.name_zh"]


def test_more_rows_keep_what_was_typed_and_save_nothing(change, z2):
    answer = change(z2, "scope", **{"capacities.2.what_zh": "车站", "more": "rows"})
    assert (answer.status_code, answer.context["form"].count) == (200, 6)
    assert 'value="车站"' in answer.content.decode()
    assert Project.objects.get(pk=z2.pk).edition == 1


def test_an_amount_that_stands_is_corrected_with_a_reason_and_the_old_one_stands_beside(change, signed, z2):
    answer = change(z2, "years", **{"amounts.2022.municipal": "310000"})
    assert list(answer.context["form"].errors) == ["reason"]
    change(z2, "years", **{"amounts.2022.municipal": "310000", "reason": "追加投资"})
    rows = PlannedAmount.objects.filter(project=z2, year=2022).order_by("version")
    assert [(row.amount, row.reason) for row in rows] == [(yi(30), ""), (yi(31), "追加投资")]
    page = signed().get(z2.get_absolute_url()).content.decode()
    assert "300,000.00</del>" in page and "310,000.00</a>" in page


def test_while_amounts_are_typed_their_sums_are_told_and_nothing_is_kept(signed, z2, cast):
    form = SECTIONS["years"](project=Project.objects.get(pk=z2.pk), person=cast.clerk)
    typed = sent(form, **{"amounts.2022.municipal": "310000", "amounts.2022.own": "30,000", "amounts.2023.own": "x"})
    page = signed().get(address(z2, "years"), typed | {"sums": "1"}).content.decode()
    found = dict(re.findall(r'<output id="sum-([^"]+)" hx-swap-oob="true">([^<]+)</output>', page))
    assert (found["2022"], found["2023"], found["own"], found["all"]) == (
        "340,000.00",
        "400,000.00",
        "30,000.00",
        "740,000.00",
    )
    assert Project.objects.get(pk=z2.pk).edition == z2.edition


def test_what_was_stated_is_not_taken_away(change, z2):
    answer = change(z2, "years", **{"amounts.2022.municipal": "", "reason": "x"})
    assert list(answer.context["form"].errors) == ["amounts.2022.municipal"]
    assert PlannedAmount.objects.filter(project=z2).count() == 2


def test_parts_that_do_not_sum_are_told_at_the_total(change, z2):
    answer = change(z2, "investment", **{"parts.construction": "1900000", "reason": "x"})
    assert list(answer.context["form"].errors) == ["parts.total"]


def test_three_lengths_stand_side_by_side_and_one_is_used(change, signed, z2, cast):
    for teller, value in (("初步设计批复", "39.16"), ("市政府新闻", "39.2"), ("建设单位", "39.268")):
        values = [length(teller, value)]
        actions.state_values(project=z2, values=values, over=None, by=cast.clerk, at=LATER)
    change(z2, "sources", **{"adopted.length": "建设单位", "reason": "以竣工测量为准"})
    assert Project.objects.get(pk=z2.pk).adopted == {"length": "建设单位"}
    [one] = queries.sources(Project.objects.get(pk=z2.pk))
    assert (one["used"], one["apart"], one["decided"].actor) == ("建设单位", Decimal("0.108"), "项目联络员")
    page = signed().get(z2.get_absolute_url()).content.decode()
    assert all(value in page for value in ("39.16", "39.2", "39.268", "0.108"))


def test_a_value_is_corrected_with_a_reason_and_the_first_stays(change, z2):
    actions.state_values(project=z2, values=[length("建设单位", "39.2")], over=None, by=None, at=LATER)
    assert "reason" in change(z2, "sources", **{"sourced.0.value": "39.268"}).context["form"].errors
    change(z2, "sources", **{"sourced.0.value": "39.268", "reason": "复测"})
    assert [str(row.value) for row in SourcedValue.objects.order_by("version")] == ["39.2000", "39.2680"]


def test_a_value_of_nobody_is_not_used(cast, z2):
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.teller_unknown"):
        actions.state_values(project=z2, adopted={"length": "无人"}, over=1, by=cast.clerk, at=LATER)
    assert Project.objects.get(pk=z2.pk).adopted == {}


def test_a_tie_is_seen_from_both_sides(change, signed, z2, z4, cast):
    kind = str(term("link", "precedes").pk)
    change(z2, "links", **{"links.0.kind": kind, "links.0.other": z4.local_number})
    assert queries.facts(z2)["links"] == [{"kind": "precedes", "other": z4.local_number, "note": ""}]
    for project, other in ((z2, z4), (z4, z2)):
        assert str(other) in signed().get(project.get_absolute_url()).content.decode()
    change(z2, "links", **{"links.0.kind": "", "links.0.other": ""})
    assert not Link.objects.exists()


def test_a_tie_to_what_one_does_not_see_stays(change, cast, z2):
    hidden = actions.register(values={"name_zh": "北辰项目", "district": cast.beichen}, by=None, at=AT)
    links = [{"kind": term("link", "supports"), "other": hidden}]
    actions.tie(project=z2, links=links, over=None, by=cast.office, at=LATER)
    assert queries.ties(cast.clerk, z2) == []
    change(z2, "links", **{"links.0.note": ""})
    assert Link.objects.get().other == hidden


@pytest.mark.parametrize("twice", [False, True])
def test_a_project_is_not_tied_to_itself_nor_twice(cast, z2, z4, twice):
    one = {"kind": term("link", "supports"), "other": z4 if twice else z2}
    with pytest.raises(actions.ProjectsRefused, match=r"projects\.link_"):
        actions.tie(project=z2, links=[one, one] if twice else [one], over=1, by=cast.clerk, at=LATER)
    assert (Link.objects.count(), Edition.objects.filter(project=z2).count()) == (0, 1)


def test_sub_projects_that_do_not_add_up_to_their_package_are_told(cast, z2):
    for number, total in enumerate((100, 150), 1):
        actions.register(
            values={"name_zh": f"标段{number}", "district": cast.binhai if number == 1 else cast.beichen, "parent": z2,
                    "parts": {Part.TOTAL: yi(total)}},
            by=None, at=LATER,
        )  # fmt: skip
    seen = queries.package(cast.district, z2)
    assert (len(seen["rows"]), seen["hidden"], seen["total"], seen["apart"]) == (1, 1, yi(100), None)
    seen = queries.package(cast.office, z2)
    assert (len(seen["rows"]), seen["hidden"], seen["total"], seen["apart"]) == (2, 0, yi(250), yi(-4))


@pytest.mark.parametrize("person", ["other_clerk", "other_district", "engineer"])
def test_who_does_not_look_after_it_changes_no_section(signed, z4, person):
    assert signed(person).get(address(z4, "basics")).status_code in (403, 404)


def test_two_dates_are_compared_in_words_with_who_and_why(change, signed, z2, cast):
    actions.edit(
        project=z2, values={"planned_finish": date(2025, 12, 31), "liaison": cast.clerk}, over=None, by=cast.clerk,
        at=LATER, reason="工期调整",
    )  # fmt: skip
    actions.state_money(
        project=z2,
        amounts={(2022, term("fund", "municipal")): yi(31)},
        over=None,
        by=cast.office,
        at=LATER,
        reason="追加",
    )
    there = reverse("projects:compare", args=[z2.pk])
    lines = signed().get(there, {"from": "2022-02-08", "to": "2022-03-02"}).context["lines"]
    told = [(one.label, one.before, one.after, one.by_how_much, [entry.who for entry in one.because]) for one in lines]
    assert told == [
        ("分年度计划投资 · 2022 市级财政资金", "300,000.00 万元", "310,000.00 万元", "+10,000.00 万元", ["市项目办"]),
        ("计划竣工", "—", "2025年12月31日", "", ["项目联络员"]),
        ("联络员", "—", "项目联络员", "", ["项目联络员"]),
    ]
    assert signed().get(there, {"from": "2022-02-08", "to": "2022-02-09"}).context["lines"] == []


def test_a_component_that_came_and_moved_on_is_compared_with_who_said_it(signed, z2, cast):
    rows = [{"kind": term("component", "station"), "name_zh": "东六道站"}]
    [one] = actions.add_components(project=z2, rows=rows, by=cast.clerk, at=LATER)
    actions.progress_component(
        component=one, state="structure", on=date(2022, 3, 1), note="", over=None, by=cast.district, at=LATER
    )
    there = reverse("projects:compare", args=[z2.pk])
    [line] = signed().get(there, {"from": "2022-02-08", "to": "2022-03-02"}).context["lines"]
    assert (line.label, line.way, line.after.split("，")[0]) == ("单体", "added", "东六道站")
    assert [entry.who for entry in line.because] == ["滨海项目办", "项目联络员"]


def test_the_history_tells_what_differs_and_nothing_beside_it(signed, z2, cast):
    own = {(2022, term("fund", "municipal")): yi(31)}
    actions.state_money(project=z2, amounts=own, over=None, by=cast.office, at=LATER, reason="追加")
    actions.edit(project=z2, values={"sector": term("sector", "rail")}, over=None, by=cast.office, at=LATER)
    page = signed("office").get(reverse("record:history", args=["project", z2.pk])).content.decode()
    assert "2022 市级财政资金 310,000.00" in page and "轨道交通" in page
    assert page.count("2023 地方政府专项债券") == 1, "the year that stayed stands in the registration alone"


@pytest.mark.parametrize("asked", ["x", "2022-13-01", "0001-01-01", "9999-12-31", "\0", "长" * 3000])
def test_a_day_that_is_none_is_told_and_breaks_nothing(signed, z2, asked):
    for there in (z2.get_absolute_url() + "?", reverse("projects:compare", args=[z2.pk]) + "?to=2022-03-01&from="):
        answer = signed().get(there, {"asof": asked} if there.endswith("/?") else {"from": asked})
        assert answer.status_code == 200


def test_the_page_as_of_a_day_shows_what_stood_then(signed, z2, cast):
    actions.edit(project=z2, values={"name_en": "Z2 renamed"}, over=None, by=cast.clerk, at=LATER)
    page = signed().get(z2.get_absolute_url(), {"asof": "2022-02-09"}).content.decode()
    assert "Rail line Z2, phase 1" in page and "2022年2月9日" in page
    assert "尚未登记" in signed().get(z2.get_absolute_url(), {"asof": "2021-01-01"}).content.decode()


@pytest.mark.parametrize(
    "figure", ["parts.total", "amounts.2022.municipal", "amounts.99999.x", "sourced.1", "x", "parts."]
)
def test_a_figure_opens_its_versions(signed, z2, figure):
    answer = signed().get(reverse("projects:versions", args=[z2.pk, figure]))
    assert answer.status_code == 200
    assert len(answer.context["rows"]) == (figure in ("parts.total", "amounts.2022.municipal"))


VALUES = ("a\0b", "\u202e", "长" * 5000, "9" * 4000, "-1", "1e400", "٣", "<script>", str(2**63), "0001-01-01")


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_that_is_sent_breaks_a_section(signed, cast, z2, section):
    client = signed("office")
    form = SECTIONS[section](project=z2, person=cast.office)
    for value in VALUES:
        said = dict.fromkeys([*form.fields, "count", "from", "to"], value)
        for more in ({}, {"more": "later"}):
            answer = client.post(address(z2, section), {**said, "edition": 1, **more})
            assert answer.status_code in (200, 302, 409), (section, value[:20])
    assert Entry.objects.filter(verb="projects.register").count() == 1


@pytest.mark.parametrize("kind", ["unit", "district", "department", "person", "project"])
@pytest.mark.parametrize("words", VALUES)
def test_nothing_that_is_typed_breaks_a_list(signed, cast, kind, words):
    assert signed("office").get(reverse("projects:choose", args=[kind]), {"x": words}).status_code == 200
