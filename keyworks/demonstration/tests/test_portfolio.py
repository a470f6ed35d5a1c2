"""The list of 22 February 2022 as it was published, and an invented rest that adds up to it."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date

import pytest

from keyworks.demonstration.city import CONTRACTORS, DEPARTMENTS, DISTRICTS, OWNERS
from keyworks.demonstration.portfolio import codes, packages
from keyworks.demonstration.portfolio.companies import companies
from keyworks.demonstration.portfolio.ground import Ground
from keyworks.demonstration.portfolio.listed import ISSUED_ON, yi
from keyworks.demonstration.portfolio.listing import SEED, portfolio
from keyworks.demonstration.portfolio.press import KNOWN
from keyworks.demonstration.portfolio.press_parts import Z2_STATIONS
from keyworks.demonstration.portfolio.spread import spread
from keyworks.demonstration.portfolio.terms import BUSINESSES, CHAIN_LEADERS, PROGRAMMES
from keyworks.demonstration.portfolio.words import measures
from keyworks.formats.geojson import positions_of
from keyworks.projects.rules import checks
from keyworks.projects.rules.codes import project_code
from keyworks.projects.rules.standard import TERMS
from keyworks.values import credit_codes
from keyworks.values.money import Money, total

CODES = {kind: {entry.code for entry in entries} for kind, entries in TERMS.items()}


@pytest.fixture(scope="module")
def ground():
    return Ground.of_the_city()


@pytest.fixture(scope="module")
def listed(ground):
    return portfolio(random.Random(SEED), ground)


@pytest.fixture(scope="module")
def pieces(listed):
    return packages.packaged(random.Random(SEED), listed)


def of_class(listed, list_class, *tags):
    return [one for one in listed if one.list_class == list_class and (not tags or one.year_tag in tags)]


def test_676_projects_are_452_under_construction_and_224_in_reserve(listed):
    assert len(listed) == 676
    assert len(of_class(listed, "construction")) == 452
    assert len(of_class(listed, "construction", "new")) == 129
    assert len(of_class(listed, "construction", "continuing", "finishing")) == 323
    assert len(of_class(listed, "reserve")) == 224


def test_the_totals_are_the_published_ones_to_the_fen(listed):
    assert total(one.total for one in of_class(listed, "construction")) == Money.of(1_171_300, "m")
    assert total(one.total for one in of_class(listed, "reserve")) == Money.of(628_670, "m")


def test_the_years_plan_is_the_published_one_to_the_fen(listed):
    assert total(one.plan for one in of_class(listed, "construction", "new")) == Money.of(82_420, "m")
    assert total(one.plan for one in of_class(listed, "construction", "continuing", "finishing")) == yi("1333.8")
    assert total(one.plan for one in of_class(listed, "construction")) == Money.of(215_800, "m")
    assert total(one.plan for one in of_class(listed, "reserve")) == Money(0)


def test_binhai_has_240_projects_of_489_686_bn(listed):
    binhai = [one for one in listed if one.district == "binhai"]
    assert len(binhai) == 240
    assert total(one.total for one in binhai) == Money.of(489_686, "m")


def test_every_project_adds_up(listed, pieces):
    for one in [*listed, *pieces]:
        assert total(one.parts.values()) == one.total, one.name_en
        assert all(part > Money(0) for part in one.parts.values()), one.name_en
    for one in listed:
        assert total(one.amounts.values()) == one.total, one.name_en
        assert all(money > Money(0) for money in one.amounts.values()), one.name_en
        before = total(money for (year, _), money in one.amounts.items() if year < 2022)
        assert one.plan <= one.total - before, one.name_en


def test_no_project_is_absurd(listed):
    assert min(one.total for one in listed) >= yi("0.5")
    assert max(one.total for one in listed) < yi(400)
    for one in of_class(listed, "construction"):
        assert Money(0) < one.plan < one.total, one.name_en


def test_years_run_from_the_start_to_the_finish(listed):
    for one in listed:
        years = {year for year, _ in one.amounts}
        first = (one.started_on or one.planned_start).year
        assert min(years) >= first, one.name_en
        assert max(years) == one.planned_finish.year, one.name_en
        assert (2022 in years) == (one.list_class == "construction"), one.name_en


def test_no_two_have_a_name_a_number_or_a_code_in_common(listed, pieces):
    for name in ("name_zh", "name_en", "local_number", "key"):
        counts = Counter(getattr(one, name) for one in [*listed, *pieces])
        assert counts.most_common(1)[0][1] == 1, (name, counts.most_common(1))
    codes_given = [one.project_code for one in listed if one.project_code]
    assert len(codes_given) == len(set(codes_given)) == 676 - sum(one.stage == "planned" for one in listed)
    assert [code for code in codes_given if project_code(code, today=ISSUED_ON, regions=codes.REGIONS.values())] == []


def test_names_are_chinese_in_chinese_and_english_in_english(listed, pieces):
    for one in [*listed, *pieces]:
        for zh, en in ((one.name_zh, one.name_en), (one.scope_zh, one.scope_en), (one.address_zh, one.address_en)):
            assert re.search("[一-鿿]", zh), zh
            assert en, zh
            assert not re.search("[一-鿿{}]", en), en
            assert not re.search("[{}]|  ", zh), zh


def test_invented_projects_lie_inside_their_districts(listed, ground):
    for one in listed:
        if not one.real:
            assert all(ground.has(one.district, *place) for place in positions_of(dict(one.geometry))), one.name_en


def test_what_stands_on_a_point_of_press_lies_in_its_district_too(ground):
    points = [one for one in KNOWN if one.geometry["type"] == "Point"]
    assert [one.key for one in points if not ground.has(one.district, *one.geometry["coordinates"])] == []
    assert len(points) == 13


def test_it_is_the_same_list_every_time(listed, pieces, ground):
    again = portfolio(random.Random(SEED), ground)
    assert again == listed
    assert packages.packaged(random.Random(SEED), again) == pieces


def test_nothing_would_be_refused(listed, pieces):
    for one in [*listed, *pieces]:
        said = {
            "name_zh": one.name_zh, "name_en": one.name_en, "project_code": one.project_code, "secrecy": one.secrecy,
            "planned_start": one.planned_start, "planned_finish": one.planned_finish, "started_on": one.started_on,
            "finished_on": one.finished_on, "parts": {"total": one.total, **one.parts}, "amounts": one.amounts,
        }  # fmt: skip
        assert checks.check(said, today=ISSUED_ON) == [], one.name_en


def test_every_code_stands_in_a_code_list(listed):
    own = {measure.code for measure in measures().values()}
    for one in listed:
        assert one.category in CODES["category"], one.name_en
        assert BUSINESSES[one.business].sector in CODES["sector"], one.name_en
        assert one.nature in CODES["nature"], one.name_en
        assert one.investor in CODES["investor"], one.name_en
        assert set(one.chains) <= CODES["chain"], one.name_en
        assert {fund for _, fund in one.amounts} <= CODES["fund"], one.name_en
        assert set(one.programmes) <= {programme.code for programme in PROGRAMMES}, one.name_en
        assert {capacity.measure for capacity in one.capacities} <= own | CODES["measure"], one.name_en
        assert {part.kind for part in one.components} <= CODES["component"], one.name_en


def test_owners_and_builders_are_units_of_the_city(listed, pieces):
    owners = {owner.code for owner in (*OWNERS, *companies())}
    assert {one.owner for one in [*listed, *pieces]} <= owners
    assert len(companies()) <= 130
    assert len(owners) == len(OWNERS) + len(companies())
    builders = {code for code, *_ in CONTRACTORS}
    assert {code for one in listed for _, code in one.contractors} <= builders
    departments = {department.code for department in DEPARTMENTS}
    assert {one.responsible["lead_department"] for one in listed} <= departments


def test_no_company_of_press_has_an_invented_project(listed):
    known = {owner.code for owner in OWNERS if owner.real}
    assert {one.owner for one in listed if not one.real} & known == set()
    assert {one.owner for one in listed if one.real} == known


def test_every_owner_that_was_invented_by_hand_has_a_project(listed):
    assert {owner.code for owner in OWNERS} - {one.owner for one in listed} == set()


def test_each_of_the_ten_programmes_has_projects_of_binhai(listed):
    counted = Counter(programme for one in listed for programme in one.programmes)
    assert set(counted) == {programme.code for programme in PROGRAMMES}
    assert {one.district for one in listed if one.programmes} == {"binhai"}
    assert sum(counted.values()) < 221


def test_twelve_chains_have_leaders_and_projects(listed):
    assert set(CHAIN_LEADERS) == CODES["chain"]
    assert {chain for one in listed for chain in one.chains} == CODES["chain"]


def test_stages_fit_the_class_of_the_list(listed):
    stages = {
        "reserve": {"planned", "reserve", "ready"},
        "construction": {"ready", "building", "suspended", "completed", "commissioning", "producing"},
    }
    for list_class, allowed in stages.items():
        assert {one.stage for one in of_class(listed, list_class)} == allowed
    assert sum(one.stage == "suspended" for one in listed) == 9
    assert {one.year_tag for one in listed if one.stage == "ready"} == {"new", ""}
    assert all(one.started_on <= ISSUED_ON for one in listed if one.stage == "building")


def test_z2_has_its_fourteen_stations_in_order_and_three_lengths(listed):
    z2 = next(one for one in listed if one.key == "z2")
    assert [part.name_zh for part in z2.components] == [zh for zh, *_ in Z2_STATIONS]
    assert (len(z2.components), z2.components[2].name_zh) == (14, "东六道")
    chainages = [part.chainage_m for part in z2.components]
    assert chainages == sorted(set(chainages))
    assert (chainages[0], chainages[-1]) == (0, 39_200)
    assert [str(said.value) for said in z2.sourced] == ["39.16", "39.2", "39.268"]
    assert (z2.started_on, z2.total) == (date(2021, 12, 9), yi(254))


def test_the_other_lines_have_their_stations(listed):
    lines = {one.key: one.components for one in listed if one.key in {"z4", "b1"}}
    assert {key: len(parts) for key, parts in lines.items()} == {"z4": 23, "b1": 22}
    assert sum(part.state == "capped" for part in lines["b1"]) == 6
    assert all("未公开" in part.name_zh for parts in lines.values() for part in parts)


def test_toyota_debugs_its_lines_in_february(listed):
    toyota = next(one for one in listed if one.key == "toyota")
    assert toyota.stage == "commissioning"
    assert {part.state for part in toyota.components} == {"debugging"}
    assert [step.stage for step in toyota.steps] == [
        "planned", "reserve", "ready", "building", "completed", "commissioning",
    ]  # fmt: skip
    assert toyota.capacities[0].quantity == 200_000


def test_what_press_does_not_say_is_named_as_invented():
    unsaid = {"cansino", "jinjing", "metro-4", "metro-7", "metro-8", "metro-10", "metro-11"}
    assert {one.key for one in KNOWN if "total" in one.invented} == unsaid
    assert all("虚构" in one.scope_zh and "invented" in one.scope_en for one in KNOWN if one.key in unsaid)


def test_the_pieces_of_a_package_add_up_and_stand_beside_the_list(listed, pieces):
    whole = {one.key: one for one in listed}
    assert len({piece.parent for piece in pieces}) >= 6
    for parent in {piece.parent for piece in pieces}:
        assert total(piece.total for piece in pieces if piece.parent == parent) == whole[parent].total
    assert {piece.list_class for piece in pieces} == {""}
    assert {piece.cut for piece in pieces} == {"sub", "phase"}


def test_ties_lead_to_projects_of_the_list(listed):
    tied = packages.linked(listed)
    keys = {one.key for one in listed}
    ties = [(one.key, kind, other) for one in tied for kind, other in one.links]
    assert len(ties) == len(set(ties)) > 20
    assert {kind for _, kind, _ in ties} <= CODES["link"]
    assert all(other in keys and other != key for key, _, other in ties)


def test_credit_codes_are_valid_and_read_as_the_demonstrations():
    given = [codes.credit_code(district, number) for number, (district, *_) in enumerate(DISTRICTS)]
    assert [code for code in given if credit_codes.check(code)] == []
    assert all("DEM" in code for code in given)
    assert codes.credit_code("binhai", 42) == "91120116DEM0004282"


def test_a_sum_is_shared_out_within_bounds():
    step = Money(1)
    assert spread(Money(10), [1, 1, 8], [Money(2)] * 3, [Money(9)] * 3, step) == [Money(2), Money(2), Money(6)]
    assert spread(Money(10), [1, 1, 8], [Money(0)] * 3, [Money(4)] * 3, step) == [Money(3), Money(3), Money(4)]
    with pytest.raises(ValueError, match="cannot be shared"):
        spread(Money(10), [1, 1], [Money(0)] * 2, [Money(4)] * 2, step)
