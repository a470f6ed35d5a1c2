from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.formats.oc4ids import codes, values, writing
from keyworks.formats.oc4ids.reading import NO_PLACE, UNREAD, Lost, read

AT = datetime(2022, 3, 1, 8, 30, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
some = st.one_of(st.just(""), words)
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
currencies = st.sampled_from(["CNY", "EUR", "JPY"])
amounts = st.builds(
    values.Amount, st.integers(-(10**14), 10**14).map(lambda fen: Decimal(fen) / 100), currencies
)  # fmt: skip
numbers = st.decimals(-(10**9), 10**9, places=4)
points = st.builds(
    lambda lon, lat: {"type": "Point", "coordinates": [lon, lat]},
    st.floats(-180, 0, allow_nan=False), st.floats(-90, 0, allow_nan=False),
)  # fmt: skip


def several(of, key=lambda one: one.id):
    return st.lists(of, max_size=2, unique_by=key).map(tuple)


@st.composite
def periods(draw):
    first, last = draw(days), draw(days)
    if first is None and last is None:
        return None
    return values.Period(*sorted((first, last))) if first and last else values.Period(first, last)


identifiers = st.builds(values.Identifier, words, some)
places = st.builds(values.Place, words, some, st.one_of(st.none(), points), some, some)
parties = st.builds(
    values.Party, words, some, st.lists(st.sampled_from(codes.ROLES), max_size=2, unique=True).map(tuple),
    st.one_of(st.none(), identifiers),
)  # fmt: skip
lines = st.builds(values.Line, words, some, st.one_of(st.none(), amounts), periods())
breakdowns = st.builds(values.Breakdown, words, some, several(lines))
seen = st.builds(
    values.Observation, words, st.one_of(st.none(), amounts), st.one_of(st.none(), numbers), some, periods(), some
)
metrics = st.builds(values.Metric, words, some, several(seen))
milestones = st.builds(
    values.Milestone, words, some, some, days, days, st.sampled_from(["", *codes.MILESTONES])
)  # fmt: skip
completions = st.builds(values.Completion, days, st.one_of(st.none(), amounts)).map(
    lambda one: one if one.end or one.final_value else None
)
projects = st.builds(
    values.Project, id=words, title=some, description=some, language=some, updated=st.sampled_from([None, AT]),
    status=st.sampled_from(["", *codes.STATUSES]), type=st.sampled_from(["", *codes.TYPES]),
    sectors=st.lists(words, max_size=2, unique=True).map(tuple), purpose=some,
    classifications=several(st.builds(values.Classification, words, words, some)),
    identifiers=several(identifiers), period=periods(), preparation=periods(), implementation=periods(),
    locations=several(places), budget=st.one_of(st.none(), amounts), breakdowns=several(breakdowns),
    forecasts=several(metrics), metrics=several(metrics), milestones=several(milestones), parties=several(parties),
    related=several(st.builds(values.Related, words, words, some, some)), completion=st.one_of(st.none(), completions),
)  # fmt: skip


@st.composite
def packages(draw):
    found = draw(st.lists(projects, min_size=1, max_size=2, unique_by=lambda one: one.id))
    by_party = tuple(replace(one, authority=one.parties[0].id) if one.parties else one for one in found)
    publisher = values.Publisher(draw(words), draw(some), draw(some), draw(st.sampled_from(["", "https://a.cn/x"])))
    return values.Package(
        "https://a.cn/open/1", AT, publisher, by_party, draw(st.sampled_from(["", "https://a.cn/by"]))
    )  # fmt: skip


def package(*some_projects, **other):
    told = {"uri": "https://a.cn/1", "published_at": AT, "publisher": values.Publisher("市项目办")} | other
    return values.Package(projects=some_projects or (values.Project("p1"),), **told)


@given(packages())
def test_what_is_written_is_read_again_and_nothing_is_lost(made):
    found = read(writing.write(made))
    assert found.lost == ()
    assert found.package == made


@given(packages())
def test_the_same_package_makes_the_same_bytes(made):
    assert writing.write(made) == writing.write(made)


def test_the_budget_is_what_stands_and_the_first_estimate_stands_beside_it():
    first = values.Observation("first", values.Amount(Decimal(8_000_000_000)))
    one = values.Project(
        "2022-133", "新能源整车厂", budget=values.Amount(Decimal("8500000000.50")),
        forecasts=(values.Metric("totalInvestment", "", (first,)),),
    )  # fmt: skip
    told = json.loads(writing.write(package(one)))["projects"][0]
    assert told["budget"] == {"amount": {"amount": 8500000000.5, "currency": "CNY"}}
    assert told["forecasts"][0]["observations"][0]["value"]["amount"] == 8000000000
    assert (told["id"], told["title"], sorted(told)) == (
        "2022-133", "新能源整车厂", ["budget", "forecasts", "id", "title"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (package(uri="here"), "uri: no address"),
        (package(uri=""), "uri: missing"),
        (package(publisher=values.Publisher("")), "publisher.name: missing"),
        (package(license="CC BY"), "license: no address"),
        (package(version="0.9.5"), "version: not major.minor"),
        (package(published_at=datetime(2022, 1, 1)), "publishedDate: no zone"),
        (replace(package(), projects=()), "projects: none"),
        (package(values.Project("a"), values.Project("a")), "projects: 'a' twice"),
        (package(values.Project("")), "projects[0].id: missing"),
        (package(values.Project("a", status="building")), "projects[0].status: 'building' is not in the list"),
        (package(values.Project("a", type="new")), "projects[0].type: 'new' is not in the list"),
        (package(values.Project("a", authority="x")), "projects[0].publicAuthority: 'x' is no party"),
        (package(values.Project("a", sectors=("x", "x"))), "projects[0].sector: 'x' twice"),
        (package(values.Project("a", locations=(values.Place(""),))), "projects[0].locations: one without an id"),
        (package(values.Project("a", milestones=(values.Milestone("m", status="done"),))),
         "projects[0].milestones: 'done' is not in the list"),
        (package(values.Project("a", period=values.Period(date(2022, 2, 1), date(2022, 1, 1)))),
         "projects[0].period: ends before it begins"),
        (package(values.Project("a", budget=values.Amount(Decimal(1), "RMB"))), "projects[0].amount: currency 'RMB'"),
        (package(values.Project("a", budget=values.Amount(Decimal("0.1234567890123456")))),
         "projects[0].amount: 0.1234567890123456 has more digits than a number keeps"),
    ],
)  # fmt: skip
def test_a_package_that_is_not_sound_is_not_written(wrong, said):
    assert said in codes.faults(wrong)
    with pytest.raises(writing.NotSound):
        writing.write(wrong)


def test_what_has_no_place_here_is_counted_by_its_path():
    told = {
        "uri": "https://a.cn/1", "publishedDate": "2022-03-01T08:30:00Z", "version": "0.9",
        "publisher": {"name": "x"},
        "projects": [
            {"id": "a", "documents": [{"id": "1"}, {"id": "2"}], "parties": [{"id": "p", "contactPoint": {}}]},
            {"id": "b", "documents": [{"id": "1"}], "budget": {"amount": {"amount": "12"}}, "status": 7},
            "no project", {"title": "without a number"},
        ],
    }  # fmt: skip
    found = read(json.dumps(told))
    assert [one.id for one in found.package.projects] == ["a", "b"]
    assert found.lost == (
        Lost("projects", 1, UNREAD), Lost("projects.budget.amount.amount", 1, UNREAD),
        Lost("projects.documents", 3, NO_PLACE), Lost("projects.id", 1, UNREAD),
        Lost("projects.parties.contactPoint", 1, NO_PLACE), Lost("projects.status", 1, UNREAD),
    )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"projects": 1}', b"\xff\xfe", b"[" * 200_000])
def test_what_is_no_package_is_none_and_never_a_crash(content):
    assert read(content).package is None
    assert read(content).lost == (Lost("", 1, UNREAD),)


@given(st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=3)),
    lambda each: st.one_of(st.lists(each, max_size=2), st.dictionaries(
        st.sampled_from(["id", "title", "budget", "amount", "period", "startDate", "locations", "geometry", "type",
                         "coordinates", "parties", "roles", "forecasts", "observations"]), each, max_size=4)),
    max_leaves=12,
))  # fmt: skip
def test_no_document_stops_the_reader(found):
    made = read(json.dumps({"projects": [found, {"id": "x"}]}))
    assert made.package.projects[-1].id == "x"


def test_a_geometry_that_is_none_is_lost_and_said():
    told = {
        "projects": [{"id": "a", "locations": [{"id": "1", "geometry": {"type": "MultiPoint", "coordinates": []}}]}]
    }
    found = read(json.dumps(told))
    assert found.package.projects[0].locations == (values.Place("1"),)
    assert Lost("projects.locations.geometry", 1, UNREAD) in found.lost
