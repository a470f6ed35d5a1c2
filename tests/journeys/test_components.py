"""A district follows the stations of a line and puts the line on the map, in the browser, in both languages."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import axe, picture, step_in

pytestmark = pytest.mark.journey

BEGIN = """
from django.utils import timezone
from keyworks.accounts.models import Unit
from keyworks.projects import actions
ring = [[117.4, 38.6], [117.9, 38.6], [117.9, 39.3], [117.4, 39.3], [117.4, 38.6]]
districts = {unit.code: unit for unit in Unit.objects.filter(kind="district")}
areas = {districts["binhai"]: ring, districts["beichen"]: [[lon - 0.5, lat] for lon, lat in ring]}
actions.outline_districts(
    geometries={unit: {"type": "Polygon", "coordinates": [area]} for unit, area in areas.items()},
    source="invented", by=None, at=timezone.now(),
)
values = {"name_zh": "试验线一期", "name_en": "Trial line phase 1", "variant": "infrastructure"}
project = actions.register(values={**values, "district": districts["binhai"]}, by=None, at=timezone.now())
print(project.pk)
"""
"""Two districts with outlines, and a line in the first of them."""
STATIONS = "滨海机场\tBinhai Airport\t0\n中心大道\tZhongxin Avenue\t2900\n北塘\tBeitang\t39500"


@pytest.fixture(scope="module")
def project(site):
    return int(site.told("manage", "shell", "-v", "0", "-c", BEGIN).split()[-1])


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", "Zhongxin Avenue", "lies in Xiqing District, and the project belongs to Binhai New Area"),
        ("zh-hans", "中心大道", "该位置在西青区，而项目属于滨海新区"),
    ],
)
def test_stations_are_added_progress_and_stand_on_the_map(visitor, project, language, names, said):
    page = visitor(language=language)
    step_in(page, "city")
    page.goto(f"/projects/{project}/components/")
    if not page.locator(".kw-line").count():
        page.goto(f"/projects/{project}/components/new/")
        page.fill("#id_names", STATIONS)
        page.click("form.kw-form .btn-primary")
        page.wait_for_url(re.compile(rf"/projects/{project}/$"))
        page.goto(f"/projects/{project}/components/")
    assert names in page.locator(".kw-line .kw-stop-name").all_text_contents()
    page.click(f".kw-works-wide a.row-link:text-is('{names}')")
    page.click(".kw-actions .btn-primary")
    page.check("input[name=state][value=done]")
    page.click("form.kw-form .btn-primary")
    page.wait_for_url(re.compile(rf"/projects/{project}/$"))
    page.goto(f"/projects/{project}/components/")
    assert page.locator(".kw-line .kw-stop-all").count() == 1
    assert axe(page) == []
    picture(page, f"line-{language}")

    page.goto(f"/projects/{project}/place/edit/")
    page.fill("#id_geometry", "117.2, 39.0")
    page.click("form.kw-form .btn-primary")
    assert said in page.locator(".kw-field .kw-error").inner_text()
    assert page.input_value("#id_geometry") == "117.2, 39.0"
    page.fill("#id_geometry", "117.6, 39.0\n117.7, 39.1")
    page.click("form.kw-form .btn-primary")
    page.wait_for_url(re.compile(rf"/projects/{project}/$"))
    page.goto(f"/projects/{project}/place/")
    page.wait_for_selector(".kw-map .kw-map-line", state="attached")
    assert axe(page) == []
