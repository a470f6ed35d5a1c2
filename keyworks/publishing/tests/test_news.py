from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from keyworks.meetings.tests.stories import came, caught, now, visited
from keyworks.publishing import actions
from keyworks.publishing.actions.refused import PublishingRefused
from keyworks.publishing.models import Note, Sentence
from keyworks.publishing.rules.news import STEPS, State, Step, may_approve
from keyworks.record.models import Entry
from keyworks.reports.tests.months import filed
from keyworks.values.months import Month
from keyworks.values.refusals import Stale

AT = datetime(2022, 2, 8, 6, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("day")


@pytest.fixture
def note(cast, held):
    came(cast, held)
    return compose(cast, held)


def compose(cast, meeting, language="zh", by=None):
    return actions.compose(meeting=now(meeting), language=language, by=by or cast.office, at=AT)


def texts(note):
    return list(note.sentences.values_list("text", flat=True))


def take(note, step, by, reason=""):
    found = Note.objects.get(pk=note.pk)
    return actions.step(note=found, step=step, over=found.edition, by=by, at=AT, reason=reason)


def edit(note, position, text, by):
    found = Note.objects.get(pk=note.pk)
    line = found.sentences.get(position=position)
    return actions.edit(note=found, sentence=line, text=text, over=found.edition, by=by, at=AT)


def test_news_are_composed_out_of_what_the_meeting_was(cast, held, plant):
    filed(plant, cast, Month(2022, 1), 60, progress=1250)
    # Its places were chosen before it sat.
    type(held).objects.filter(pk=held.pk).update(state="preparing")
    visited(cast, now(held), plant)
    type(held).objects.filter(pk=held.pk).update(state="sitting")
    caught(cast, now(held), said_by=cast.mayor, due_on=date(2022, 3, 15))
    came(cast, held, absent=("王建国",))
    note = compose(cast, held)
    assert note.title == "滨海新区现场办公会召开"
    assert texts(note) == [
        "2月8日，市委副书记、市长市领导主持召开滨海新区现场办公会。",
        "与会人员实地察看了新能源整车厂。",
        "新能源整车厂位于滨海新区，总投资1.20亿元，1月完成投资60.00万元，占年度计划的5.0%，形象进度12.5%。",
        "市领导要求，请工信局三月十五日前落实双回路供电；由市工业和信息化局牵头，3月15日前办结。",
    ]
    urls = [[source["url"] for source in one.sources] for one in note.sentences.all()]
    assert all(urls) and urls[2][1].endswith(f"/reports/{plant.pk}/202201/")


def test_who_did_not_come_is_not_in_the_news(cast, held):
    came(cast, held, absent=("王建国", "市领导"))
    assert texts(compose(cast, held)) == ["2月8日，滨海新区现场办公会召开。"]


def test_in_english_what_was_written_in_chinese_is_left_out(cast, held):
    assert texts(compose(cast, held, "en"))[0].startswith(
        "The 滨海新区现场办公会 was held in Binhai New Area on 8 February"
    )


def test_news_of_what_has_not_begun_are_refused(cast, meeting):
    with pytest.raises(PublishingRefused) as no:
        compose(cast, meeting)
    assert no.value.code == "publishing.not_held" and not Note.objects.exists()


def test_one_note_stands_in_a_language(cast, held, note):
    with pytest.raises(PublishingRefused) as no:
        compose(cast, held)
    assert no.value.code == "publishing.note_stands"
    assert compose(cast, held, "en").pk
    take(note, Step.WITHDRAW, cast.office, "重写")
    assert compose(cast, held).pk != note.pk


def test_an_edited_sentence_is_marked_and_keeps_its_sources(cast, note):
    before = note.sentences.get(position=1)
    line = edit(note, 1, "另一种说法。", cast.office)
    assert (line.text, line.composed, line.sources) == ("另一种说法。", before.composed, before.sources)
    assert line.edited_by == cast.office
    again = edit(note, 1, before.composed, cast.office)
    assert again.edited_by is None


def test_what_a_sentence_was_composed_from_cannot_be_changed(note):
    for values in ({"composed": "x"}, {"sources": []}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Sentence.objects.filter(note=note).update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sentence.objects.all().delete()


def test_a_sentence_of_ones_own_has_no_source_and_its_author(cast, note):
    line = actions.add(note=note, text="电视台报道。", over=note.edition, by=cast.office, at=AT)
    assert (line.composed, line.sources, line.edited_by) == ("", [], cast.office)


def test_who_wrote_does_not_approve(cast, note):
    with pytest.raises(PublishingRefused) as no:
        take(note, Step.APPROVE, cast.office)
    assert no.value.code == "publishing.own_note" and Note.objects.get().state == "draft"
    assert take(note, Step.APPROVE, cast.mayor).approved_by == cast.mayor


def test_what_is_approved_is_edited_no_more_until_given_back(cast, note):
    take(note, Step.APPROVE, cast.mayor)
    with pytest.raises(PublishingRefused) as no:
        edit(note, 1, "x", cast.office)
    assert no.value.code == "publishing.no_draft"
    with pytest.raises(PublishingRefused) as no:
        take(note, Step.GIVE_BACK, cast.mayor)
    assert no.value.code == "publishing.reason_missing"
    found = take(note, Step.GIVE_BACK, cast.mayor, "请补充")
    assert (found.state, found.approved_by, found.why) == ("draft", None, "请补充")
    assert edit(note, 1, "x", cast.office).text == "x"


def test_only_what_is_approved_is_published_and_the_record_keeps_its_text(cast, note):
    with pytest.raises(PublishingRefused) as no:
        take(note, Step.PUBLISH, cast.office)
    assert no.value.code == "publishing.not_so"
    take(note, Step.APPROVE, cast.mayor)
    take(note, Step.PUBLISH, cast.office)
    assert texts(note)[0] in Entry.objects.get(verb="publishing.publish").after


def test_what_was_withdrawn_stays_so(cast, note):
    take(note, Step.WITHDRAW, cast.office, "有误")
    with pytest.raises(PublishingRefused):
        take(note, Step.APPROVE, cast.mayor)
    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.update(state="draft")


def test_two_editors_do_not_overwrite_each_other(cast, note):
    line = note.sentences.first()
    actions.edit(note=note, sentence=line, text="甲", over=note.edition, by=cast.office, at=AT)
    with pytest.raises(Stale):
        actions.edit(note=note, sentence=line, text="乙", over=note.edition, by=cast.office, at=AT)
    assert texts(note)[0] == "甲"


def test_all_left_out_there_is_nothing_to_approve(cast, note):
    for line in note.sentences.all():
        edit(note, line.position, "", cast.office)
    with pytest.raises(PublishingRefused) as no:
        take(note, Step.APPROVE, cast.mayor)
    assert no.value.code == "publishing.nothing_said"


@pytest.mark.parametrize("who", ["clerk", "district", "engineer", "auditor", "mayor"])
def test_others_do_not_write(cast, held, who):
    with pytest.raises(PublishingRefused):
        compose(cast, held, by=getattr(cast, who))
    assert not Note.objects.exists()


def test_every_state_but_withdrawn_leads_on():
    assert {state for way in STEPS.values() for state in way.of} == set(State) - {State.WITHDRAWN}
    assert may_approve(1, [2, None]) and not may_approve(1, [1])


def test_a_draft_is_not_there_for_those_who_read_news(cast, note, read):
    read(cast.clerk, f"/publishing/news/{note.pk}/", 404)
    assert note.title not in read(cast.clerk, "/publishing/news/").content.decode()
    take(note, Step.APPROVE, cast.mayor)
    take(note, Step.PUBLISH, cast.office)
    said = read(cast.clerk, f"/publishing/news/{note.pk}/").content.decode()
    assert texts(note)[0] in said and "Put it otherwise" not in said


def test_the_pages_write_approve_and_publish(cast, held, read):
    read(cast.office, f"/publishing/meetings/{held.pk}/news/zh/", 302, x=1)
    note = Note.objects.get()
    there = f"/publishing/news/{note.pk}/"
    read(cast.office, f"{there}sentences/1/", 302, text="另一种说法。", edition=1)
    read(cast.office, f"{there}more/", 302, text="又一句。", edition=2)
    read(cast.office, f"{there}title/", 302, title="新标题", edition=3)
    said = read(cast.office, there).content.decode()
    assert "A draft in which you wrote: somebody else approves it." in said and "added, without a source" in said
    read(cast.mayor, f"{there}step/approve/", 302, edition=4)
    read(cast.office, f"{there}step/publish/", 302, edition=5)
    assert Note.objects.get().state == "published"
    assert read(cast.clerk, f"{there}as/docx/").content.startswith(b"PK")
    assert read(cast.clerk, f"{there}as/pdf/").content.startswith(b"%PDF")
    read(cast.office, f"{there}step/withdraw/", 302, edition=6, reason="有误")
    assert Note.objects.get().state == "withdrawn"


def test_a_stale_form_shows_both(cast, note, read):
    edit(note, 1, "甲", cast.office)
    answer = read(cast.office, f"/publishing/news/{note.pk}/sentences/1/", 412, text="乙", edition=1)
    assert "甲" in answer.content.decode() and "乙" in answer.content.decode()
