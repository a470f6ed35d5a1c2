from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from keyworks.dossier.actions import content, sweep
from keyworks.jobs import actions as work
from keyworks.jobs.jobs import Running
from keyworks.jobs.models import Job
from keyworks.meetings import actions as meetings
from keyworks.meetings.models import Route, Site
from keyworks.meetings.rules.kinds import How
from keyworks.meetings.tests.stories import at as hour
from keyworks.meetings.tests.stories import caught, ended, now, planned, sitting, visited
from keyworks.publishing import actions, jobs
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import Pack
from keyworks.publishing.queries.packs import compose
from keyworks.record.models import Entry
from keyworks.reports.tests.months import filed, listed
from keyworks.values.months import Month

AT = datetime(2022, 2, 8, 2, tzinfo=UTC)
MARK = UUID(int=1)
pytestmark = pytest.mark.usefixtures("day")


def page(made, title):
    return next(one for one in (*made.before, *made.after) if one.title == title)


def test_a_meeting_of_which_nothing_is_prepared_has_a_pack_that_says_so(cast, meeting):
    made = compose(cast.office, meeting, "zh")
    assert made.projects == ()
    assert "没有项目页：未选点位，也未另选项目。" in made.cover.words
    assert page(made, "考察路线").lead == "本次会议未安排实地考察路线。"
    assert page(made, "书面和口头汇报").lead == "本次会议未安排汇报。"
    assert page(made, "上次会议交办事项落实情况").lead == "此前没有同类会议。"
    assert page(made, "全市情况").lead == "没有列入2022年建设清单的项目。"
    assert page(made, "附件　未办结事项清单").lead == "本材料所列项目没有未办结事项。"


def test_the_cover_has_the_agenda_with_its_minutes(cast, meeting):
    cover = compose(cast.office, meeting, "zh").cover
    facts = {one.label: one.text for one in cover.facts}
    assert facts["时间"] == "2022年2月8日 09:00至12:00" and facts["主持"] == "市委副书记、市长市领导"
    assert cover.tables[0].rows == (("09:00", "开场", "30"), ("09:30", "用电问题", "30"), ("10:00", "领导讲话", "30"))


def test_in_english_it_is_english(cast, meeting, plant):
    visited(cast, meeting, plant)
    made = compose(cast.office, meeting, "en")
    assert (made.title, made.subtitle) == ("Binhai office meeting", "8 Feb 2022, Binhai New Area")
    assert made.projects[0].title == "Car plant"
    assert page(made, "The route").lead == "1 places."


def test_stops_come_first_then_the_agendas_then_those_chosen(cast, meeting, plant, valves):
    third = listed(cast, "第三个", cast.toyota, cast.binhai)
    values = {"point": "report", "project": valves, "minutes": 10}
    meetings.set_item(meeting=meeting, item=None, values=values, by=cast.office, at=AT)
    visited(cast, meeting, plant)
    made = compose(cast.office, now(meeting), "zh", [third.pk, plant.pk])
    assert [one.title for one in made.projects] == ["新能源整车厂", "阀门生产线", "第三个"]


def test_the_route_has_its_times_its_map_and_says_who_has_no_place(cast, meeting, plant, valves):
    visited(cast, meeting, plant, valves)
    Site.objects.filter(project=plant).update(arrives=time(9, 10), leaves=time(9, 40), longitude=117.7, latitude=39.1)
    Route.objects.create(meeting=meeting, start="市政府", departs=time(8, 30), back_by=time(12))
    found = page(compose(cast.office, meeting, "zh"), "考察路线")
    assert found.lead == "2个点位，08:30出发，12:00前返回。"
    assert [row[:4] for row in found.tables[0].rows] == [
        ("1", "09:10", "09:40", "新能源整车厂"), ("2", "—", "—", "阀门生产线"),
    ]  # fmt: skip
    assert [one.number for one in found.map.places] == [1]
    assert found.words == ("未填报位置，图上未标出：阀门生产线。",)


def test_it_opens_with_what_was_promised_last_time_and_its_fate(cast, plant, day):
    first = sitting(cast, on=date(2022, 1, 20), moment=hour(9, day=20) - timedelta(days=31))
    when = datetime(2022, 1, 20, 2, tzinfo=UTC)
    one = caught(cast, first, "power", when, projects=(plant,), due_on=date(2022, 2, 1))
    spot = {"words": "当场开设道口", "due_on": None, "on_the_spot": True, "result": "已开设。"}
    caught(cast, first, "gate", when, **spot)
    ended(cast, first, when)
    second = planned(cast, series=first.series)
    found = page(compose(cast.office, second, "zh"), "上次会议交办事项落实情况")
    rows = {row[1]: row[2:5] for row in found.tables[0].rows}
    assert rows["当场开设道口"][2] == "现场办结"
    assert rows[one.words][0] == "市工业和信息化局"
    assert found.lead.startswith("滨海新区现场办公会交办2项：已办结1项")


def test_statements_say_who_handed_in_and_who_did_not(cast, meeting):
    asked = {cast.binhai: How.SPOKEN, cast.beichen: How.WRITTEN}
    early = AT - timedelta(days=5)
    spoken, _written = meetings.ask_statements(
        meeting=meeting, asked=asked, minutes=5, due_on=None, by=cast.office, at=early
    )  # fmt: skip
    parts = {"targets": "完成投资10亿元。"}
    meetings.save(statement=now(spoken), parts=parts, over=now(spoken).edition, by=cast.district, at=early)
    meetings.submit(statement=now(spoken), over=now(spoken).edition, by=cast.district, at=early)
    found = page(compose(cast.office, meeting, "zh"), "书面和口头汇报")
    assert found.lead == "口头汇报1家，书面汇报1家；已提交1家，未提交1家。"
    assert [row[3] for row in found.tables[0].rows] == ["2022年2月3日提交（迟交）", "未提交"]
    assert [(one.title, one.rows) for one in found.tables[1:]] == [("滨海新区", (("目标指标", "完成投资10亿元。"),))]


def test_the_city_is_told_as_it_is_known_and_what_changed_since_the_last_meeting(cast, plant, valves):
    filed(plant, cast, Month(2022, 1), 60)
    first = planned(cast, on=date(2022, 1, 20))
    second = planned(cast, series=first.series)
    found = page(compose(cast.office, second, "zh"), "全市情况")
    assert found.lead == (
        "2个建设项目1月完成投资60.00万元，占年度计划2,400.00万元的2.5%，慢于序时进度5.8个百分点。应报月报2个，已报1个，未报1个。"
    )
    since = next(one for one in found.tables if one.title.startswith("上次会议以来"))
    assert since.rows == (("新月份", "+60.00万元", "1"),)
    lights = next(one for one in found.tables if one.title.startswith("亮灯情况"))
    assert sum(int(row[1]) for row in lights.rows) == 2


def test_a_pack_asks_a_bounded_number_of_questions(cast, meeting, plant):
    def questions(more):
        with CaptureQueriesContext(connection) as asked:
            compose(cast.office, meeting, "zh", more)
        return len(asked)

    visited(cast, meeting, plant)
    many = [listed(cast, f"项目{number}", cast.toyota, cast.binhai).pk for number in range(25)]
    one = questions([])
    assert questions(many) <= one + 3


def ask(cast, meeting, by=None, language="zh", **how):
    return actions.ask_pack(meeting=meeting, language=language, by=by or cast.office, at=AT, **how)


def run(job):
    running = Running(job)
    return jobs.pack(running, **job.args), running


def test_work_makes_a_pack_and_keeps_it_under_its_digests(cast, meeting, plant):
    visited(cast, meeting, plant)
    result, running = run(ask(cast, meeting))
    pack = Pack.objects.get(pk=result["pack"])
    assert (running.done, running.of) == (4, 4)
    assert (pack.projects, pack.language, pack.by) == (1, "zh", cast.office)
    for digest, start in ((pack.pdf_sha256, b"%PDF"), (pack.word_sha256, b"PK")):
        made = content(digest).read_bytes()
        assert made.startswith(start) and sha256(made).hexdigest() == digest
    entry = Entry.objects.get(verb="publishing.make")
    assert pack.pdf_sha256 in entry.after


def test_made_again_it_is_another_and_the_first_stays(cast, meeting, plant):
    first, _running = run(ask(cast, meeting))
    visited(cast, meeting, plant)
    Job.objects.update(state="done", ended_at=AT)
    second, _running = run(ask(cast, meeting))
    assert first["pack"] != second["pack"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Pack.objects.update(title="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Pack.objects.all().delete()


def test_what_a_pack_names_is_never_swept_away(cast, meeting):
    result, _running = run(ask(cast, meeting))
    pack = Pack.objects.get(pk=result["pack"])
    assert sweep(at=datetime(2032, 1, 1, tzinfo=UTC)) == 0
    assert content(pack.pdf_sha256).is_file()


def test_asked_twice_it_is_made_once(cast, meeting):
    assert ask(cast, meeting).pk == ask(cast, meeting).pk
    assert ask(cast, meeting, language="en").pk != ask(cast, meeting).pk


def test_work_can_be_called_off(cast, meeting, plant):
    visited(cast, meeting, plant)
    job = ask(cast, meeting)
    work.cancel(job=job, by=cast.office, at=AT)
    assert Job.objects.get(pk=job.pk).state == "cancelled" and not Pack.objects.exists()


@pytest.mark.parametrize("who", ["district", "clerk", "mayor", "auditor", "engineer"])
def test_only_the_city_office_has_one_made(cast, meeting, who):
    with pytest.raises(PublishingRefused) as no:
        ask(cast, meeting, by=getattr(cast, who))
    assert no.value.code == "publishing.not_yours" and not Job.objects.exists()


def test_work_of_somebody_who_may_no_longer_is_refused(cast, meeting):
    job = ask(cast, meeting)
    job.owner = cast.clerk
    with pytest.raises(PublishingRefused):
        run(job)
    assert not Pack.objects.exists()


def test_what_cannot_be_is_refused(cast, meeting):
    with pytest.raises(PublishingRefused) as no:
        ask(cast, meeting, language="fr")
    assert no.value.code == "publishing.no_language"
    with pytest.raises(PublishingRefused) as no:
        ask(cast, meeting, more=[999_999])
    assert no.value.code == "publishing.project_unknown"
    with pytest.raises(PublishingRefused) as no:
        ask(cast, meeting, more=range(1, 102))
    assert no.value.code == "publishing.too_many_projects"
    assert not Job.objects.exists()


def test_the_page_asks_for_a_pack_and_gives_it_out(cast, meeting, plant, read):
    there = f"/publishing/meetings/{meeting.pk}/packs/"
    assert "No pack has been made yet." in read(cast.office, there).content.decode()
    read(cast.office, there, 302, language="en", more=plant.local_number)
    assert f"/jobs/{Job.objects.get().pk}/" in read(cast.office, there).content.decode()
    result, _running = run(Job.objects.get())
    answer = read(cast.mayor, f"/publishing/packs/{result['pack']}/pdf")
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"%PDF")
    assert read(cast.mayor, f"/publishing/packs/{result['pack']}/docx").content.startswith(b"PK")
    read(cast.mayor, f"/publishing/packs/{result['pack']}/exe", 404)


def test_a_number_nobody_knows_is_said_at_its_field(cast, meeting, read):
    answer = read(cast.office, f"/publishing/meetings/{meeting.pk}/packs/", 409, language="en", more="2022-X9, 7")
    said = answer.content.decode()
    assert "There is no project with the number 2022-X9, or you do not see it." in said and "2022-X9, 7" in said


def test_a_project_is_taken_along_on_one_page(cast, plant, valves, read):
    answer = read(cast.clerk, f"/publishing/projects/{plant.pk}/pdf")
    assert answer.content.startswith(b"%PDF")
    assert read(cast.clerk, f"/publishing/projects/{plant.pk}/docx").content.startswith(b"PK")
    read(cast.clerk, f"/publishing/projects/{valves.pk}/pdf", 404)
    assert f"/publishing/projects/{plant.pk}/pdf" in read(
        cast.clerk, f"/publishing/of-project/project/{plant.pk}/"
    ).content.decode()  # fmt: skip
