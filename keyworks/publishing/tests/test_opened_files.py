from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

from keyworks.formats.oc4ids.reading import read
from keyworks.projects.rules.stages import Stage
from keyworks.publishing.files import opened
from keyworks.publishing.files.opened import Head, files

HEAD = Head(
    3, date(2022, 3, 1), datetime(2022, 3, 1, 2, tzinfo=UTC), "https://a.cn/open/editions/3/", "天津市", "cc-by-4.0",
    official=False,
)  # fmt: skip
PLANT = {
    "number": "2022-133", "name_zh": "新能源整车厂", "name_en": "Car plant", "stage": "building", "currency": "CNY",
    "total": 850_000_000_050, "original": 800_000_000_000, "original_on": "2021-03-01", "plan": 100, "plan_year": 2022,
    "district": {"code": "binhai", "zh": "滨海新区", "en": "Binhai"}, "sector": {"code": "automobile", "zh": "汽车"},
    "nature": {"code": "expansion", "zh": "扩建"}, "planned_finish": "2023-12-31", "started_on": "2021-04-01",
    "geometry": {"type": "Point", "coordinates": [117.7, 39.0]}, "point": [117.7, 39.0],
    "owner": {"code": "toyota", "zh": "一汽丰田"}, "package": "2022-1",
    "parties": [{"zh": "建工集团", "role": "supplier", "credit_code": "91110000100000001X"}],
    "capacities": [{"zh": "整车", "quantity": "200000", "measure": {"code": "car", "zh": "辆"}}],
}  # fmt: skip
BARE = {"number": "2022-1", "name_zh": "=HYPERLINK(1)"}


def lines(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_row_says_its_amounts_in_main_units_and_the_edition_it_is_of():
    plant, bare = lines(files(HEAD, [PLANT, BARE])["csv"])
    assert (plant["total"], plant["original"], plant["currency"]) == ("8500000000.50", "8000000000.00", "CNY")
    assert (plant["edition"], plant["published_on"], plant["official"]) == ("3", "2022-03-01", "no")
    assert plant["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (bare["total"], bare["currency"], bare["district_zh"]) == ("", "", "")


def test_a_text_that_a_sheet_would_run_is_written_as_text():
    assert lines(files(HEAD, [BARE])["csv"])[0]["name_zh"] == "'=HYPERLINK(1)"


def test_a_line_of_json_says_what_the_row_says_and_leaves_out_what_is_not_said():
    plant, bare = map(json.loads, files(HEAD, [PLANT, BARE])["jsonl"].decode().splitlines())
    assert (plant["number"], plant["total"], plant["edition"]) == ("2022-133", "8500000000.50", "3")
    assert "total" not in bare and bare["name_zh"] == "=HYPERLINK(1)"
    assert files(HEAD, [PLANT, BARE])["jsonl"] == files(HEAD, [PLANT, BARE])["jsonl"]


def test_only_what_has_a_place_is_a_feature():
    told = json.loads(files(HEAD, [PLANT, BARE])["geojson"])
    [feature] = told["features"]
    assert (feature["properties"]["number"], feature["geometry"]["coordinates"]) == ("2022-133", [117.7, 39.0])
    assert (told["license"], told["official"]) == ("https://creativecommons.org/licenses/by/4.0/", False)


def test_the_package_is_read_again_without_a_loss():
    found = read(files(HEAD, [PLANT, BARE])["json"])
    plant, bare = found.package.projects
    assert found.lost == ()
    assert (plant.budget.amount, plant.status, plant.type) == (Decimal("8500000000.5"), "implementation", "expansion")
    assert [(one.id, one.value.amount) for one in plant.forecasts[0].observations] == [
        ("original", 8_000_000_000), ("current", Decimal("8500000000.5")),
    ]  # fmt: skip
    assert (plant.related[0].identifier, bare.budget, bare.status) == ("2022-1", None, "")
    assert [one.name for one in plant.parties] == ["一汽丰田", "建工集团"]
    assert "not official" in found.package.publisher.name


def test_a_tie_to_a_package_that_is_not_public_does_not_go_out():
    assert read(files(HEAD, [PLANT])["json"]).package.projects[0].related == ()


def test_the_same_edition_makes_the_same_bytes():
    assert files(HEAD, [PLANT, BARE]) == files(HEAD, [PLANT, BARE])


def test_every_stage_has_its_status():
    assert set(opened.STATUSES) == set(Stage)
