"""What was known on a day: of one project and of the register, from history that lists brought."""

from __future__ import annotations

import pytest
from django.urls import reverse

from keyworks.projects import actions, queries
from keyworks.projects.actions import Lot
from keyworks.projects.models import Project
from keyworks.projects.queries.firsts import stakes
from keyworks.projects.queries.yearly import listed_as
from keyworks.projects.tests.taking import NOW, bridge, day, fen, history, known, take
from keyworks.values.money import Money


@pytest.fixture
def register(cast):
    """The bridge of three years, a school that leaves its list in 2017, and a phase of the bridge."""
    school = {
        "local_number": "S-1", "name_zh": "新区学校", "district": "beichen", "sector": "biomedicine",
        "parts": {"total": fen(50)}, "owner": "valve",
    }  # fmt: skip
    gone = [known(day(2016), school, parts__total="K3"), known(day(2017), {**school, "unreported_since": "2017-05-01"})]
    part = bridge(local_number="N-1-1", parent="N-1", cut="phase", cut_number=1, name_zh="跨河大桥一期")
    _, keys = take([history(), Lot(None, gone), Lot(None, [known(day(2016), part)])], by=cast.office)
    return keys


def sums(person, at, by="district"):
    return [
        (row["key"], row["rows"], row["total"], row["unreported_rows"], row["unreported_total"])
        for row in queries.sums_asof(person, at, by)
    ]


def test_the_register_is_summed_as_it_was_known(cast, register):
    assert sums(cast.office, day(2014)) == []
    assert sums(cast.office, day(2015, 12)) == [("binhai", 1, Money(900), 0, None)]
    assert sums(cast.office, day(2016, 12)) == [
        ("beichen", 1, Money(50), 0, None), ("binhai", 1, Money(1200), 0, None),
    ]  # fmt: skip
    assert sums(cast.office, day(2017, 12)) == [
        ("beichen", 1, Money(50), 1, Money(50)), ("binhai", 1, Money(1200), 0, None),
    ]  # fmt: skip


def test_it_is_summed_by_stage_and_sector_of_the_day(cast, register):
    assert sums(cast.office, day(2015, 12), "stage") == [("planned", 1, Money(900), 0, None)]
    assert [row[:3] for row in sums(cast.office, day(2016, 12), "stage")] == [
        ("building", 1, Money(1200)), ("idea", 1, Money(50)),
    ]  # fmt: skip
    actions.register(values={"name_zh": "他项"}, by=None, at=NOW)
    assert [row[:3] for row in sums(cast.office, NOW, "sector")] == [
        ("automobile", 1, Money(1200)), ("biomedicine", 1, Money(50)), (None, 1, None),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="name_zh"):
        queries.sums_asof(cast.office, NOW, "name_zh")


def test_it_is_summed_within_reach(cast, register):
    assert [row[0] for row in sums(cast.district, day(2017, 12))] == ["binhai"]
    assert [row[0] for row in sums(cast.other_clerk, day(2017, 12))] == ["beichen"]
    assert sums(cast.clerk, day(2017, 12)) == []


def test_a_district_that_was_taken_away_again_is_none(cast, register):
    school = Project.objects.get(local_number="S-1")
    actions.edit(project=school, values={"district": None}, over=None, by=cast.office, at=NOW)
    assert [row[:2] for row in sums(cast.office, NOW)] == [("binhai", 1), (None, 1)]
    assert {one.pk: one.district for one in listed_as(Project.objects.all(), NOW)}[school.pk] == ""
    assert {one.project: one.district for one in stakes(Project.objects.all(), NOW)}[school.pk] == ""


def test_what_is_summed_now_is_what_stands(cast, register):
    actions.edit(
        project=Project.objects.get(pk=register[0]), values={"district": cast.beichen}, over=None, by=None, at=NOW
    )
    assert sums(cast.office, NOW) == [("beichen", 2, Money(1250), 1, Money(50))]


def test_it_is_one_query_whatever_the_register_holds(cast, register, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.sums_asof(cast.office, NOW)


@pytest.fixture
def page(cast, register, client):
    client.force_login(cast.office)

    def get(address, **asked):
        return client.get(address, asked).content.decode()

    return get


def test_the_page_of_sums_says_of_which_day_it_is(page):
    text = page("/projects/summary/", asof="2016-12-31", by="district")
    assert "2016年12月31日" in text or "31 December 2016" in text or "2016-12-31" in text
    assert "滨海新区" in text or "Binhai" in text
    assert 'name="asof"' in page("/projects/summary/")
    assert "“soon”" in page("/projects/summary/", asof="soon")


def test_a_project_shows_what_else_its_source_says_and_where(page, register):
    text = page(reverse("projects:project", args=[register[0]]))
    assert 'id="extras"' in text
    assert "Phase" in text
    assert "capital.xlsx · Sheet1 · P2" not in text  # the cell of 2015; what stands was said in 2017 without one
    then = page(reverse("projects:project", args=[register[0]]), asof="2015-12-31")
    assert "capital.xlsx · Sheet1 · P2" in then
    assert "capital.xlsx · Sheet1 · F2" in then
    assert 'href="/imports/1/cell?file=0&amp;sheet=Sheet1&amp;cell=P2"' in then


def test_a_figure_shows_its_cell_and_that_it_was_not_reported(page, register):
    text = page(reverse("projects:versions", args=[register[0], "amounts.2017.own"]))
    assert "capital.xlsx" in text
    assert "Sheet1!M17" in text
    assert "不再报送" in text or "no longer reported" in text


def test_two_dates_are_compared_and_the_cells_are_named(page, register):
    text = page(reverse("projects:compare", args=[register[0]]), **{"from": "2015-12-31", "to": "2017-12-31"})
    assert "capital.xlsx · Sheet1 · F17" in text
    assert "Design" in text
    assert "Works" in text


def test_what_a_list_names_no_more_is_said_at_the_head_and_found_in_the_list(page, register):
    text = page(reverse("projects:project", args=[register[1]]))
    assert "2017" in text[text.index("kw-alert") : text.index("kw-alert") + 400]
    gone = page("/projects/", reported="gone")
    assert "S-1" in gone
    assert "N-1" not in gone
    still = page("/projects/", reported="still")
    assert "N-1" in still
    assert "S-1" not in still


def test_the_record_words_what_the_list_said(page, cast, register):
    from keyworks.record.models import Entry

    seq = Entry.objects.filter(verb="projects.take_in", subject_kind="project").first().seq
    text = page(reverse("record:entry", args=[seq]))
    assert "extras" not in text
    intake = page(reverse("record:entry", args=[Entry.objects.filter(subject_kind="intake").first().seq]))
    assert "editions" not in intake
