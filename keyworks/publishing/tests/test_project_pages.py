from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from keyworks.dossier.actions import Part, attach, store
from keyworks.matters.tests.stories import asked, in_work
from keyworks.publishing.queries.project_pages import project_pages
from keyworks.reports.actions import Said
from keyworks.reports.actions.parts import Works, file_with_parts
from keyworks.reports.rules.parts import Milestone
from keyworks.reports.tests.months import AT, filed, listed, wan
from keyworks.values.months import Month

JANUARY = Month(2022, 1)
pytestmark = pytest.mark.usefixtures("day")


def page(cast, project, language="zh", by=None):
    (found,), _pictures = project_pages(by or cast.office, [project.pk], language, JANUARY)
    return found


def said(facts):
    return {one.label: one.text for one in facts}


def source_of(found, one):
    return found.sources[one.mark - 1]


def test_a_project_of_which_nothing_was_filed_has_a_page_that_says_so(cast, plant):
    found = page(cast, plant)
    assert found.lead == "该项目至今未报送月报，本页不含月报数据。"
    assert (found.light, found.curve, found.words) == (None, None, ())
    assert said(found.money) == {"总投资": "1.20亿元", "2022年计划投资": "1,200.00万元"}
    assert found.no_photographs and not found.photographs
    assert found.milestones.none == "尚未填报重要节点。"
    assert found.matters.none == "无未办结事项。"


def test_one_that_is_not_on_the_list_owes_no_report(cast):
    found = page(cast, listed(cast, "储备项目", cast.toyota, cast.binhai, list_class="reserve"))
    assert found.lead == "该项目未列入2022年建设项目清单，不要求报送月报。"


def test_figures_of_a_report_name_the_report_and_its_filer(cast, plant):
    filed(plant, cast, JANUARY, 60, words="基础完成", progress=1250, problems="等电")
    found = page(cast, plant)
    assert found.lead == "1月完成投资60.00万元，占年度计划的5.0%，慢于序时进度3.3个百分点。"
    done = next(one for one in found.money if one.label == "1月完成投资")
    assert source_of(found, done).text == "2022年1月月报第1版（项目联络员于2022年2月5日报送）"
    assert source_of(found, done).url.endswith(f"/reports/{plant.pk}/202201/")
    assert said(found.money)["形象进度"] == "12.5%"
    assert said(found.words) == {"工程进展": "基础完成", "存在问题": "等电"}
    assert all(one.mark for one in found.money)


def test_in_english_the_same(cast, plant):
    filed(plant, cast, JANUARY, 60)
    found = page(cast, plant, "en")
    assert found.title == "Car plant" and found.other_name == "新能源整车厂"
    assert found.lead == "0.60 m yuan done in January 2022, 5.0% of the year's plan: 3.3 points behind the schedule."


def test_the_light_says_its_colour_in_a_shape_its_reasons_and_its_rules(cast, plant):
    filed(plant, cast, JANUARY, 60)
    found = page(cast, plant)
    assert (found.light.shape, found.light.word) == ("●", "绿灯")
    assert any("60.00" in line for line in found.light.why)
    assert "亮灯规则" in source_of(found, found.light).text


def test_the_curve_is_the_years(cast, plant):
    filed(plant, cast, JANUARY, 60)
    course = page(cast, plant).curve.course
    assert (course.planned[-1], course.actual[:3]) == (1200_00_00_00, (0, 60_00_00_00, None))


def test_the_last_report_stands_where_the_month_was_not_filed(cast, plant):
    filed(plant, cast, JANUARY, 60)
    (found,), _pictures = project_pages(cast.office, [plant.pk], "zh", Month(2022, 2))
    assert found.lead.startswith("2022年2月月报未报送，以下为2022年1月月报数据。1月完成投资60.00万元")


def test_milestones_are_those_reported_the_last_first(cast, plant):
    reached = [Milestone(date(2022, 1, day), text) for day, text in ((5, "开挖"), (20, "封底"))]
    file_with_parts(
        project=plant, month=JANUARY, said=Said(done=wan(60)), works=Works({}, reached), over=0, by=cast.clerk, at=AT
    )
    rows = page(cast, plant).milestones.rows
    assert rows == (("2022年1月20日", "封底"), ("2022年1月5日", "开挖"))


def test_matters_say_who_has_them_and_how_many_days_are_left(cast, plant):
    in_work(cast, asked(cast, plant, title="双回路供电"))
    found = page(cast, plant)
    (row,) = found.requests.rows
    assert row[1:4] == ("双回路供电", "市工业和信息化局", "2022年2月10日")
    assert row[4] == "剩2天"
    assert found.matters.rows == ()
    assert found.requests.links[0].startswith("http")


def test_more_matters_than_there_is_room_for_are_counted(cast, plant):
    for number in range(7):
        asked(cast, plant, title=f"诉求{number}")
    found = page(cast, plant).requests
    assert (len(found.rows), found.note) == (4, "另有3项，见项目页。")


def test_photographs_hung_on_the_project_are_shown_small(cast, plant, tmp_path):
    store().mkdir(parents=True)
    path = store() / "a.part"
    Image.effect_noise((2000, 1500), 60).convert("RGB").save(path, "JPEG")
    content = path.read_bytes()
    attach(subject=plant, part=Part(path, "现场.jpg", sha256(content).hexdigest(), len(content)), by=cast.clerk, at=AT)
    (found,), pictures = project_pages(cast.office, [plant.pk], "zh", JANUARY)
    (shot,) = found.photographs
    assert (shot.width, shot.height, shot.caption) == (900, 675, "2022年2月5日，现场.jpg")
    assert pictures[shot.name].startswith(b"\xff\xd8") and len(pictures[shot.name]) < len(content)


def test_nobody_gets_a_page_of_a_project_they_do_not_see(cast, plant, valves):
    found, _pictures = project_pages(cast.clerk, [valves.pk, plant.pk], "zh", JANUARY)
    assert [one.title for one in found] == ["新能源整车厂"]


def test_pages_come_in_the_order_asked_for(cast, plant, valves):
    found, _pictures = project_pages(cast.office, [valves.pk, plant.pk, valves.pk], "zh", JANUARY)
    assert [one.title for one in found] == ["阀门生产线", "新能源整车厂"]


def test_thirty_projects_ask_no_more_than_one(cast, plant):
    def questions(keys):
        with CaptureQueriesContext(connection) as asked_:
            project_pages(cast.office, keys, "zh", JANUARY)
        return len(asked_)

    filed(plant, cast, JANUARY, 60)
    in_work(cast, asked(cast, plant))
    one = questions([plant.pk])
    many = [listed(cast, f"项目{number}", cast.toyota, cast.binhai) for number in range(29)]
    for project in many:
        filed(project, cast, JANUARY, 60)
        asked(cast, project)
    assert questions([plant.pk, *(project.pk for project in many)]) <= one + 2
