"""New Zealand, Melbourne and South Africa: ranges and quarters, days in two orders, an official form of 86 columns."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.real import oracle
from tests.real.data import MELBOURNE, NZ, SA_BUDGET, SA_PROVINCE, SA_QUARTERS, needed
from tests.real.runs import DAY, at, run, totals

pytestmark = needed


def test_new_zealands_ranges_are_no_figures_and_its_quarters_are_days():
    brought = run(("nz-pipeline", NZ), currency="NZD")
    rows = oracle.rows(NZ)
    assert (brought.folding.heard, brought.folding.refused, len(brought.stories)) == (len(rows), 0, 506)
    assert not brought.errors and not brought.warnings
    facts = [at(story, date(2019, 11, 7)) for story in brought.stories]
    assert not any("parts" in one for one in facts)
    assert Counter(one["extras"]["Value range"] for one in facts) == Counter(
        row["EstimatedProjectValueRange"] for row in rows
    )
    first = next(one for one in facts if one["local_number"] == "IP000175")
    assert (first["planned_start"], first["planned_finish"]) == ("2022-01-01", "2030-12-31")
    assert all({"planned_start", "planned_finish"} <= set(one) for one in facts)
    assert Counter(one["stage"] for one in facts) == {"planned": 310, "ready": 118, "building": 78}


def test_melbournes_days_are_read_in_both_orders():
    brought = run(("melbourne-water", MELBOURNE), currency="AUD")
    rows = oracle.rows(MELBOURNE)
    assert (brought.folding.heard, brought.folding.refused, len(brought.stories)) == (len(rows), 0, 445)
    assert brought.warnings == {"imports.rounded": 2}
    money = oracle.cents(figure for row in rows if (figure := oracle.number(row["FFC"])) is not None)
    assert sum(totals(brought.stories, DAY, "sector").values()) == money == 5_113_659_152_50
    facts = {story.key: at(story, DAY) for story in brought.stories}
    one = facts["D10101"]
    assert (one["planned_start"], one["planned_finish"]) == ("2022-08-26", "2025-06-02")
    assert one["extras"]["Concept first conceived (BNI)"] == "2019-09-16"
    assert one["extras"]["First business case (PBC)"] == "2020-11-27"
    blank = Counter(head for row in rows for head in ("BNI", "PBC", "Tender Closed", "Stage2") if not row[head])
    assert blank == {"PBC": 232, "Tender Closed": 32, "Stage2": 3, "BNI": 2}
    assert sum("planned_finish" not in one for one in facts.values()) == 3
    assert sum("First business case (PBC)" not in one["extras"] for one in facts.values()) == 232


def test_south_africas_quarters_are_four_moments_of_one_project():
    brought = run(*(("sa-infrastructure", path) for path in SA_QUARTERS), currency="ZAR")
    assert (brought.folding.heard, brought.folding.refused) == (4, 0)
    [story] = brought.stories
    assert [(moment.on.isoformat(), moment.facts["parts"]["total"]["fen"]) for moment in story.known] == [
        ("2018-09-30", 3_200_000_00), ("2018-12-31", 3_650_000_00), ("2019-03-31", 3_200_000_00),
        ("2019-06-30", 3_650_000_00),
    ]  # fmt: skip


def test_south_africas_form_of_86_columns():
    counts = {}
    for path in SA_PROVINCE:
        brought = run(("sa-infrastructure", path), currency="ZAR")
        counts[path.stem] = (brought.folding.heard, brought.folding.refused)
        assert not brought.errors
    assert counts == {
        "test_import_prov_infra_projects": (11, 0), "test_import_prov_infra_projects2": (11, 0),
        "test_import_prov_infra_projects-update": (3, 0), "test_import_nat_infra_project": (1, 0),
    }  # fmt: skip
    brought = run(("sa-infrastructure", SA_PROVINCE[0]), currency="ZAR")
    facts = {story.key: at(story, DAY) for story in brought.stories}
    one = facts["30682"]
    assert one["parts"] == {
        "total": {"fen": 680_000_00}, "construction": {"fen": 562_000_00}, "other": {"fen": 118_000_00},
    }  # fmt: skip
    assert one["geometry"]["coordinates"] == [29.60355, -30.13029]
    assert one["parties"] == [{"role": "agent", "name_zh": "DOPW"}]


def test_south_africas_budget_has_a_row_a_year():
    brought = run(("sa-budget", SA_BUDGET), currency="ZAR")
    rows = oracle.rows(SA_BUDGET)
    assert (brought.folding.heard, brought.folding.refused, len(brought.stories)) == (len(rows), 0, 25)
    assert len(rows) == 175
    assert brought.warnings == {"projects.years_beyond_total": 2}
    truth = Counter()
    for row in rows:
        truth[row["project_slug"], int(row["financial_year"])] += int(row["amount_rands"])
    found = Counter()
    for story in brought.stories:
        for name, money in at(story, DAY)["amounts"].items():
            found[story.key, int(name[:4])] += money["fen"] // 100
    assert found == truth and sum(truth.values()) == 37_737_455_000
