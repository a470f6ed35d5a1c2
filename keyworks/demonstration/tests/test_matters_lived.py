"""The year's matters in the tables: everybody does their own part, the clock does its, and a visitor's doing stays."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from keyworks.accounts.actions import mark_day
from keyworks.accounts.models import Person, Unit
from keyworks.accounts.queries import moment
from keyworks.demonstration import actions
from keyworks.demonstration.portfolio.directives import DIRECTED, MEETING
from keyworks.dossier.actions import content
from keyworks.dossier.models import Attachment
from keyworks.matters import actions as matters
from keyworks.matters import queries
from keyworks.matters.models import Answerer, Letter, Matter, MatterStep
from keyworks.matters.rules.ladder import OPEN, Sort, State
from keyworks.projects.models import Project

PLAYED = date(2022, 2, 22)


def live_on(day, step=lambda done, of: None):
    return actions.live_on(day=day, by=None, at=timezone.now(), step=step)


def counted(field):
    return dict(Counter(Matter.objects.values_list(field, flat=True)))


def trail():
    """All that was done, in words that do not depend on keys."""
    rows = MatterStep.objects.order_by("at", "matter__number", "pk")
    return list(rows.values_list("matter__number", "step", "state", "level", "due_on", "at", "by__username", "text"))


def person(username):
    return Person.objects.get(username=username)


def of_toyota(state):
    return Matter.objects.get(raised_unit__code="toyota", state=state)


def test_on_the_day_of_the_list_every_part_of_the_ladder_is_seen(db):
    actions.build(at=timezone.now())
    assert counted("state") == {
        "working": 29, "closed": 6, "proposed": 3, "verified": 3, "raised": 1, "returned": 1, "assigned": 1,
        "paused": 1, "withdrawn": 1,
    }  # fmt: skip
    still = Matter.objects.filter(state__in=OPEN)
    assert still.filter(queries.overdue(PLAYED)).count() == 7
    assert dict(Counter(still.values_list("level", flat=True))) == {1: 27, 2: 2, 3: 9, 4: 1}
    assert all(queries.reaches(one) for one in still)
    land = Matter.objects.get(raised_on=date(2022, 1, 24), kind="land")
    assert land.affected.filter(blocks=True).count() == 9
    assert (land.level, land.answerable.username, land.due_on) == (3, "leader-2", date(2022, 2, 11))
    for username in ("toyota-1", "binhai-1", "industry-1", "office-1", "leader-1"):
        assert queries.waits(person(username)), f"{username} has something to do"
    assert Answerer.objects.count() == 2 * 29 + 1
    assert dict(Counter(Letter.objects.values_list("state", flat=True))) == {
        "accepted": 9, "withdrawn": 11, "issued": 4, "draft": 2, "replied": 2,
    }  # fmt: skip
    shown = list(Attachment.objects.filter(subject_kind="matter"))
    assert shown and all(content(one.sha256).stat().st_size == one.size for one in shown)


def test_what_was_directed_on_8_february_is_split_into_actions_with_leads_and_days(city):
    directed = list(Matter.objects.filter(meeting=MEETING, parent=None).order_by("pk"))
    assert [one.words for one in directed] == [spoken.words for spoken in DIRECTED if spoken.meeting == MEETING]
    assert {(one.said_by.username, one.said_post, one.said_on) for one in directed} == {
        ("leader-1", "", date(2022, 2, 8))
    }  # fmt: skip
    parts = Matter.objects.filter(parent__in=directed)
    assert parts.count() == 12
    assert all(one.lead_id and one.due_on and not one.words for one in parts)
    assert MatterStep.objects.filter(matter=directed[0]).first().facts["in_press"] == DIRECTED[0].in_press


def test_whoever_is_killed_in_the_middle_goes_on_and_does_nothing_twice(city):
    def killed(done, of):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        live_on(date(2022, 3, 20), killed)
    assert MatterStep.objects.latest("at").on < date(2022, 3, 1)
    live_on(date(2022, 3, 20))
    once = trail()
    numbers = list(Matter.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [f"2022-{at:04}" for at in range(1, len(numbers) + 1)]
    assert len(once) == len({(number, step, at) for number, step, _state, _level, _due, at, *_ in once})


def test_what_a_visitor_did_stays_and_is_not_done_again(city):
    done, back = of_toyota(State.VERIFIED), of_toyota(State.RETURNED)
    by = person("toyota-1")
    matters.confirm(matter=done, rating=2, over=done.edition, by=by, at=moment(), text="时间太长。")
    matters.withdraw(matter=back, text="不再需要。", over=back.edition, by=by, at=moment())
    live_on(date(2022, 3, 20))
    done.refresh_from_db()
    back.refresh_from_db()
    assert (done.state, done.rating, back.state) == ("closed", 2, "withdrawn")
    assert MatterStep.objects.filter(matter=done, step="confirm").count() == 1


def test_what_a_visitor_asked_climbs_when_nobody_takes_it_up(city):
    asked = matters.raise_matter(
        sort=Sort.REQUEST, kind="utility", title="第二路电源", text="尚无方案。", unit=Unit.objects.get(code="toyota"),
        projects=Project.objects.filter(owner__code="toyota"), by=person("toyota-1"), at=moment(),
    )  # fmt: skip
    live_on(date(2022, 3, 20))
    asked.refresh_from_db()
    assert (asked.state, asked.level, asked.climbed) == ("raised", 4, 3)
    numbers = Matter.objects.values_list("number", flat=True)
    assert len(set(numbers)) == len(numbers)


def test_the_calendar_a_visitor_changed_changes_no_story(city):
    mark_day(day=date(2022, 3, 1), works=False, name_zh="演练", reason="演练", by=person("admin"), at=moment())
    live_on(date(2022, 3, 5))
    assert MatterStep.objects.filter(on=date(2022, 3, 1)).exists()
    assert Matter.objects.count() == len(set(Matter.objects.values_list("created_at", "parent")))
