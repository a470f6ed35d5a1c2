"""The year's matters before any table knows them: how many, on which ways, in which words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from keyworks.demonstration.actions.listing import drawn_on
from keyworks.demonstration.portfolio import papers
from keyworks.demonstration.portfolio.directives import DIRECTED, MEETING
from keyworks.demonstration.portfolio.ground import Ground
from keyworks.demonstration.portfolio.matters import TOPICS, land_story, year_of_matters
from keyworks.demonstration.portfolio.stories import CALENDAR, texts
from keyworks.matters.rules.ladder import Kind, Sort, Step

PARTS = ("problem", "feedback", "done", "pause", "return", "reject")
DIRECTED_IN_PRESS = (
    "manufacturing first and stronger industrial chains",
    "plan actively, fill the reserve, win policy support, compile the year's key-project list",
    "cut approvals, bring policy, capital and finance together",
    "answer to the epidemic and keep building",
    "every project has a named leader (“the chief's project”), service on the spot, and a date",
    "effective investment is the engine",
    "departments and districts pull in one direction",
)


@pytest.fixture(scope="module")
def listed():
    return [one for one in drawn_on(Ground.of_the_city()) if one.list_class == "construction" and not one.parent]


@pytest.fixture(scope="module")
def stories(listed):
    return year_of_matters(listed)


def test_260_matters_of_the_year_46_of_them_before_the_day_of_the_list(stories):
    assert len(stories) == len({one.number for one in stories}) == 260
    assert sum(one.day < date(2022, 2, 22) for one in stories) == 46
    assert min(one.day for one in stories) == date(2022, 1, 17)
    assert {str(one.kind) for one in stories} == {str(kind) for kind in Kind}
    assert Counter(one.sort for one in stories)[Sort.DIRECTIVE] == 32


def test_most_are_in_time_and_a_fifth_is_late(stories):
    late = 0
    for story in stories:
        due, ends = story.due_on, []
        for act in story.acts:
            due = act.due_on if act.step in (Step.ASSIGN, Step.EXTEND) else due
            if act.step is Step.PROPOSE and due and story.way != "paused":
                ends.append(act.day > due)
        late += ends[:1] == [True]
    assert 0.18 < late / len(stories) < 0.23
    ways = Counter(one.way for one in stories)
    assert {way: ways[way] for way in ("returned", "declined", "rejected", "disputed", "reopened_twice")} == {
        "returned": 13, "declined": 11, "rejected": 12, "disputed": 8, "reopened_twice": 2,
    }  # fmt: skip


def test_nobody_works_on_a_day_off_and_one_step_follows_another(stories):
    for story in stories:
        days = [story.day, *(act.day for act in story.acts)]
        assert days == sorted(days), story
        assert all(CALENDAR.works(day) for day in days), story


def test_each_topic_has_five_or_more_of_every_text_and_every_problem_what_fits_it():
    for topic in TOPICS:
        assert all(len(texts()[(topic, part)]) >= 5 for part in PARTS), topic
        for case in "123456":
            for part in (*PARTS[1:], "effect"):
                fit = [
                    said for said in texts()[(topic, part)]
                    if not said.months and (not said.cases or case in said.cases)
                ]  # fmt: skip
                assert fit, (topic, case, part)


def test_what_is_written_is_chinese_and_whole(stories):
    for story in stories:
        said = [story.title, story.text or story.words, story.effect, *(act.text for act in story.acts)]
        assert not any(re.search(r"[{}]|None", text) for text in said), story
        assert all(re.search("[一-鿿]", text) for text in said if text), story
    ordinary = [one for one in stories if one.sort is not Sort.DIRECTIVE]
    assert len({one.text for one in ordinary}) > 180


def test_the_year_is_the_same_each_time_and_a_project_less_changes_only_its_own(listed, stories):
    assert year_of_matters(listed) == stories
    gone = stories[100].projects[0]
    others = {one.number: one for one in year_of_matters([one for one in listed if one.key != gone])}
    changed = [one.number for one in stories if others.get(one.number) != one]
    assert changed == [one.number for one in stories if gone in one.projects]


def test_a_batch_of_land_keeps_nine_projects_waiting_for_months(listed):
    story = land_story(listed)
    assert len(story.projects) == 9
    assert "nangang" in story.projects
    assert (story.unit, story.acts[-1].day) == ("office", date(2022, 7, 18))


def test_what_was_directed_on_8_february_stands_in_the_words_of_press():
    meeting = [spoken for spoken in DIRECTED if spoken.meeting == MEETING]
    assert tuple(spoken.in_press for spoken in meeting) == DIRECTED_IN_PRESS
    assert {spoken.day for spoken in meeting} == {date(2022, 2, 8)}
    assert all(spoken.actions and spoken.words.endswith("。") for spoken in DIRECTED)


def test_what_is_shown_is_a_real_file_and_the_same_each_time():
    photo, slip = papers.photo("1"), papers.receipt("1", date(2022, 3, 1))
    letter = papers.letter("办理结果", ("项目" * 40, "已办结。"), "市财政局", date(2022, 3, 1))
    assert photo[:3] == b"\xff\xd8\xff" and slip[:4] == b"\x89PNG" and letter[:5] == b"%PDF-"
    assert photo == papers.photo("1") != papers.photo("2")
    assert max(len(photo), len(slip), len(letter)) < 30_000
