from __future__ import annotations

from decimal import Decimal

from keyworks.projects.rules.comparing import Difference, differences, touches
from keyworks.projects.rules.parts import Part
from keyworks.projects.rules.sums import Stated, laid
from keyworks.values.money import Money


def yi(number):
    return Money.of(number, "yi")


def test_what_was_emptied_and_what_was_never_said_are_the_same():
    assert differences({"name_en": "", "chains": []}, {"parts": {}, "leader": None}) == []


def test_an_amount_differs_by_its_year_and_fund():
    before = {"amounts": {"2022.own": {"fen": 1}, "2023.own": {"fen": 2}}}
    after = {"amounts": {"2022.own": {"fen": 5}, "2023.own": {"fen": 2}}}
    assert differences(before, after) == [Difference("amounts", "2022.own", {"fen": 1}, {"fen": 5})]


def test_the_same_party_with_another_code_is_changed_and_not_taken_away():
    builder = {"role": "builder", "unit": None, "name_zh": "甲", "credit_code": ""}
    agent = {"role": "agent", "unit": None, "name_zh": "乙", "credit_code": ""}
    coded = {**builder, "credit_code": "91"}
    assert differences({"parties": [builder, agent]}, {"parties": [coded]}) == [
        Difference("parties", "builder··甲", builder, coded),
        Difference("parties", "agent··乙", agent, None),
    ]


def test_two_entries_that_are_called_the_same_are_both_kept():
    row = {"what_zh": "线路", "what_en": "", "quantity": "1"}
    assert differences({"capacities": [row]}, {"capacities": [row, row]}) == [
        Difference("capacities", "线路·+", None, row)
    ]


def test_a_chain_that_came_and_one_that_went_are_told_apart():
    found = differences({"chains": ["new_energy", "aerospace"]}, {"chains": ["aerospace", "equipment"]})
    assert [(one.before, one.after) for one in found] == [(None, "equipment"), ("new_energy", None)]


def test_a_place_is_one_fact():
    point, other = ({"type": "Point", "coordinates": [117.0, n]} for n in (39.0, 39.1))
    assert differences({"geometry": point}, {"geometry": other}) == [Difference("geometry", "", point, other)]


def test_a_change_touches_what_it_changed_and_nothing_beside_it():
    one = Difference("amounts", "2022.own", {"fen": 1}, {"fen": 5})
    assert touches(one, {"amounts": {"2022.own": {"fen": 1}}}, {"amounts": {"2022.own": {"fen": 3}}})
    assert not touches(
        one, {"amounts": {"2022.own": {"fen": 1}}}, {"amounts": {"2022.own": {"fen": 1}, "2023.own": {}}}
    )
    assert not touches(one, {}, {"leader": "mayor"})


def test_money_is_laid_out_with_shares_and_sums():
    parts = {
        Part.TOTAL: Stated("", yi(8)), Part.EQUIPMENT: Stated("", yi(2), yi(1)), Part.CONSTRUCTION: Stated("", yi(6)),
    }  # fmt: skip
    amounts = {(2023, "own"): Stated("", yi(1)), (2022, "own"): Stated("", yi(3)), (2022, "bonds"): Stated("", yi(2))}
    found = laid(parts, amounts, {"bonds": 1, "own": 2})
    assert [(row.name, row.share, row.first) for row in found.parts] == [
        ("construction", Decimal("0.75"), None), ("equipment", Decimal("0.25"), yi(1)),
    ]  # fmt: skip
    assert found.funds == ("bonds", "own")
    assert [(row.name, row.amount, row.percent) for row in found.years] == [
        ("2022", yi(5), "100.0"), ("2023", yi(1), "20.0"),
    ]  # fmt: skip
    assert (found.foot, found.planned, found.planned_share) == ((yi(2), yi(4)), yi(6), Decimal("0.75"))


def test_nothing_stated_is_laid_out_as_nothing():
    found = laid({}, {}, {})
    assert (found.whole, found.parts, found.years, found.planned, found.planned_share) == (None, (), (), Money(0), None)
