"""The letters that the clock drafts, numbers given at the same moment, and a worker killed among them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date

import pytest

from keyworks.matters import actions
from keyworks.matters.actions import letters
from keyworks.matters.actions.letter_clock import draft_due, draft_if_due
from keyworks.matters.models import Letter, Matter
from keyworks.matters.queries import letters as known
from keyworks.matters.rules import correspondence
from keyworks.matters.rules.clocks import DEFAULTS
from keyworks.matters.rules.ladder import State
from keyworks.matters.rules.letters import Kind
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, step
from keyworks.values.workdays import Calendar
from tests.twotime.races import hands
from tests.yards import ROOT


@pytest.mark.parametrize(
    ("state", "level", "climbed", "due_on", "kind"),
    [
        ("working", 1, 0, date(2022, 2, 11), None),
        ("working", 1, 0, date(2022, 2, 10), Kind.REMINDER),
        ("assigned", 1, 0, date(2022, 2, 9), Kind.REMINDER),
        ("working", 1, 0, date(2022, 2, 8), Kind.SUPERVISION),
        ("working", 2, 1, date(2022, 2, 8), Kind.SUPERVISION),
        ("working", 3, 2, date(2022, 2, 8), Kind.INTERVIEW),
        ("working", 3, 0, date(2022, 2, 8), Kind.SUPERVISION),
        ("working", 4, 3, date(2022, 2, 8), Kind.INTERVIEW),
        ("working", 1, 0, None, None),
        ("proposed", 1, 0, date(2022, 2, 8), None),
        ("paused", 1, 0, date(2022, 2, 8), None),
        ("triaged", 2, 1, date(2022, 2, 8), None),
    ],
)
def test_which_letter_is_due(state, level, climbed, due_on, kind):
    today = date(2022, 2, 9)
    assert correspondence.due(State(state), level, climbed, due_on, today, DEFAULTS, Calendar()) == kind


@pytest.mark.django_db
def test_each_letter_of_the_ladder_is_drafted_once_a_level(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    made = []
    for day in (8, 9, 10, 11, 14, 18, 21, 22):
        actions.tick(at=on(2, day))
        made.append((day, draft_due(at=on(2, day)), draft_due(at=on(2, day))))
    assert made == [(8, 0, 0), (9, 1, 0), (10, 0, 0), (11, 1, 0), (14, 0, 0), (18, 0, 0), (21, 1, 0), (22, 0, 0)]
    found = Letter.objects.order_by("pk").values_list("kind", "level", "issuer__code", "to_unit__code", "by_clock")
    assert list(found) == [
        ("reminder", 1, "binhai", "industry", True), ("supervision", 2, "city", "industry", True),
        ("interview", 3, "city", "industry", True),
    ]  # fmt: skip
    assert known.letters_waiting(cast.office) == 2 and known.letters_waiting(cast.district) == 1
    actions.tick(at=on(3, 8))
    assert (now(matter).level, draft_due(at=on(3, 8))) == (4, 1), "once more at the highest level"


@pytest.mark.django_db
def test_a_draft_that_nobody_touched_says_the_days_of_this_morning(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    assert [draft_due(at=on(2, day)) for day in (11, 14, 14, 16)] == [1, 0, 0, 0]
    letter = Letter.objects.get()
    assert "截至2022年2月16日，该事项仍未办结，已超期4个工作日" in letter.body
    assert (letter.reply_by, list(letter.steps.values_list("step", "by"))) == (
        date(2022, 2, 21), [("draft", None), ("edit", None), ("edit", None)],
    )  # fmt: skip
    own = {"title": "函", "body": "请办结。", "over": letter.edition, "by": cast.district, "at": on(2, 16)}
    letters.edit(letter=letter, **own)
    assert draft_due(at=on(2, 17)) == 0
    assert Letter.objects.get().body == "请办结。"


@pytest.mark.django_db
def test_nothing_is_drafted_on_a_day_off(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter, due_on=date(2022, 2, 11))
    assert [draft_due(at=on(2, day)) for day in (12, 13, 14)] == [0, 0, 1]
    assert "已超期1个工作日" in Letter.objects.get().body


@pytest.mark.django_db
def test_what_was_withdrawn_is_not_drafted_again_and_a_letter_by_hand_hinders_none(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    letters.draft(matter=matter, kind="reminder", language="zh", by=cast.district, at=MONDAY)
    assert draft_due(at=on(2, 9)) == 1
    letter = Letter.objects.get(by_clock=True)
    letters.withdraw(letter=letter, text="已办结。", over=letter.edition, by=cast.district, at=on(2, 9))
    assert draft_due(at=on(2, 10)) == 0


@pytest.mark.django_db
def test_a_day_that_is_moved_is_not_overdue(cast, plant):
    matter = asked(cast, plant)
    in_work(cast, matter)
    step(actions.extend, matter, cast.district, on(2, 10), text="等待批复。", due_on=date(2022, 2, 25))
    assert draft_due(at=on(2, 11)) == 0


@pytest.mark.django_db(transaction=True)
def test_letters_issued_at_the_same_moment_have_numbers_one_after_another(cast, plant, tmp_path):
    matter = asked(cast, plant)
    in_work(cast, matter)
    drafts = [
        letters.draft(matter=matter, kind="supervision", language="zh", by=cast.district, at=MONDAY) for _ in range(6)
    ]

    def issue(letter):
        return lambda: letters.issue(letter=letter, over=letter.edition, by=cast.district, at=MONDAY).place

    with hands(tmp_path) as several:
        found = several.run(*(issue(one) for one in drafts[:3]))
        found += several.run(*(issue(one) for one in drafts[3:]))
        assert sorted(found) == [1, 2, 3, 4, 5, 6], found
        again = several.run(issue(drafts[0]), issue(drafts[0]))
        assert [getattr(one, "code", one) for one in again] == ["matters.stale", "matters.stale"]
        assert sorted(Letter.objects.values_list("number", flat=True)) == [
            f"滨海新区督〔2022〕{n}号" for n in range(1, 7)
        ]


@pytest.mark.django_db(transaction=True)
def test_two_workers_in_the_same_morning_draft_one_letter(cast, plant, tmp_path):
    matter = asked(cast, plant)
    in_work(cast, matter)
    with hands(tmp_path) as several:
        found = several.run(*[lambda: draft_if_due(Matter.objects.get(pk=matter.pk), on(2, 11))] * 3)
        assert sorted(found) == [False, False, True], found
        assert Letter.objects.count() == 1


def test_a_worker_killed_among_its_letters_loses_none_and_drafts_none_twice(yard):
    def run(act: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "keyworks.matters.tests.letters_killed", act]
        return subprocess.run(
            command, cwd=ROOT, env=yard.env, timeout=120, check=False, stdout=subprocess.PIPE, text=True
        )

    assert run("build").returncode == 0
    assert run("die").returncode == -signal.SIGKILL
    assert json.loads(run("tell").stdout) == {"matters": 5, "letters": 2, "steps": 2, "entries": 2, "of": 2}
    assert run("die").returncode == -signal.SIGKILL
    assert json.loads(run("tell").stdout)["letters"] == 4
    assert run("work").returncode == 0
    assert run("work").returncode == 0
    assert json.loads(run("tell").stdout) == {"matters": 5, "letters": 5, "steps": 5, "entries": 5, "of": 5}
