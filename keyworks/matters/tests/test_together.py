"""Matters that become one, those who asked for the same, and common causes."""

from __future__ import annotations

from datetime import date

import pytest

from keyworks.base.scopes import scope
from keyworks.dossier.queries import followers
from keyworks.matters import actions, queries
from keyworks.matters.models import Asker, Matter, MatterStep, Snapshot
from keyworks.matters.rules.alike import likeness, pieces
from keyworks.matters.rules.ladder import Sort
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, shown, step, verified
from keyworks.record.models import Entry
from keyworks.values.refusals import Refused, Stale


def refused(code, act, *args, **said):
    with pytest.raises(Refused) as no:
        act(*args, **said)
    assert no.value.code == code


def test_titles_are_alike_by_pieces_of_two_characters_and_by_words():
    assert pieces("厂区双回路供电") == {"厂区", "区双", "双回", "回路", "路供", "供电"}
    assert pieces("Second circuit, 第2号") == {"second", "circuit", "第", "2", "号"}
    one, other = pieces("厂区双回路供电未落实"), pieces("双回路供电迟迟未落实")
    assert likeness(one, other) > 0.5
    assert likeness(one, pieces("征地补偿款未到位")) < 0.25
    assert likeness(one, pieces("")) == 0.0


pytestmark = pytest.mark.django_db


def another(cast, *projects, **said):
    """The valve works ask for power too."""
    said = {"by": cast.other_clerk, "unit": cast.valve, "title": "双回路供电未落实"} | said
    return asked(cast, *projects, **said)


def merge(cast, matter, into, by=None, **said):
    return step(actions.merge, matter, by or cast.office, on(2, 8), into=into, **said)


def test_projects_followers_and_those_who_asked_go_along_and_the_page_leads_on(cast, plant, valves, client):
    stays, gone = asked(cast, plant), another(cast, valves)
    merge(cast, gone, stays, text="同一变电站")
    found = now(stays)
    assert {one.project for one in found.affected.all()} == {plant, valves}
    assert {one.username for one in followers(stays)} >= {"clerk", "other-clerk"}
    assert (now(gone).state, now(gone).merged_into, now(gone).climbs_on) == ("merged", stays, None)
    assert [(one.asked, one.person) for one in queries.askers(stays)] == [
        (stays, cast.clerk), (gone, cast.other_clerk),
    ]  # fmt: skip
    assert [one.on for one in Snapshot.objects.filter(matter=stays)] == [date(2022, 2, 7)] * 2
    assert [one.step for one in MatterStep.objects.filter(matter__in=[stays, gone]).order_by("pk")][-2:] == [
        "merge", "take_over",
    ]  # fmt: skip
    assert Entry.objects.filter(verb__in=["matters.merge", "matters.take_over"]).count() == 2
    assert scope(cast.other_clerk, Matter.objects.filter(pk=stays.pk)).exists()
    client.force_login(cast.other_clerk)
    assert stays.get_absolute_url() in client.get(gone.get_absolute_url()).content.decode()


def test_everybody_who_asked_confirms_and_the_last_one_closes_it(cast, plant, valves):
    stays, gone = asked(cast, plant), another(cast, valves)
    merge(cast, gone, stays)
    verified(cast, stays, at=on(2, 8))
    assert queries.waits(cast.clerk) == queries.waits(cast.other_clerk) == 1
    assert set(queries.has_turn(now(stays))) == {cast.clerk, cast.other_clerk}
    step(actions.confirm, stays, cast.clerk, on(2, 9), rating=5)
    assert (now(stays).state, now(stays).closed_on) == ("verified", None)
    assert (queries.waits(cast.clerk), queries.waits(cast.other_clerk)) == (0, 1)
    refused("matters.raiser_confirms", step, actions.close, stays, cast.office, on(2, 9))
    step(actions.confirm, stays, cast.other_clerk, on(2, 10), rating=3)
    assert (now(stays).state, now(stays).rating) == ("closed", 3)


def test_one_who_does_not_agree_sends_it_back_for_everybody(cast, plant, valves):
    stays, gone = asked(cast, plant), another(cast, valves)
    merge(cast, gone, stays)
    verified(cast, stays, at=on(2, 8))
    step(actions.confirm, stays, cast.clerk, on(2, 9), rating=5)
    step(actions.dispute, stays, cast.other_clerk, on(2, 9), text="仍为单路。")
    assert now(stays).state == "working"
    assert Asker.objects.filter(confirmed_at__isnull=False).count() == 0


def test_who_has_left_is_waited_for_no_longer(cast, plant, valves):
    stays, gone = asked(cast, plant), another(cast, valves)
    merge(cast, gone, stays)
    verified(cast, stays, at=on(2, 8))
    type(cast.clerk).objects.filter(pk=cast.other_clerk.pk).update(is_active=False)
    step(actions.confirm, stays, cast.clerk, on(2, 9), rating=4)
    assert (now(stays).state, now(stays).rating) == ("closed", 4)


def test_what_is_refused_leaves_both_as_they_are(cast, plant, valves):
    one, other = asked(cast, plant), another(cast, valves)
    issue = asked(cast, plant, sort=Sort.ISSUE)
    directive = actions.direct(
        words="要抓紧。",
        title="抓紧",
        said_by=cast.mayor,
        said_post="",
        said_on=date(2022, 2, 7),
        by=cast.office,
        at=MONDAY,
    )
    ended = asked(cast, plant)
    step(actions.withdraw, ended, cast.clerk, MONDAY, text="已解决")
    before = list(Matter.objects.order_by("pk").values("pk", "state", "edition"))
    refused("matters.merge_itself", merge, cast, one, one)
    refused("matters.merge_unseen", merge, cast, one, other, by=cast.district)
    refused("matters.merge_request", merge, cast, one, issue)
    refused("matters.merge_directive", merge, cast, one, directive)
    refused("matters.merge_ended", merge, cast, one, ended)
    refused("matters.not_yours", merge, cast, one, asked(cast, plant), by=cast.clerk)
    with pytest.raises(Stale):
        actions.merge(matter=one, into=other, over=99, by=cast.office, at=MONDAY)
    assert list(Matter.objects.order_by("pk").values("pk", "state", "edition"))[:-1] == before
    merge(cast, one, other)
    refused("matters.merge_merged", merge, cast, asked(cast, plant), one)
    refused("matters.not_so_now", merge, cast, one, other)


def test_what_was_merged_into_one_that_is_merged_leads_to_the_last(cast, plant, valves):
    first, second, third = asked(cast, plant), another(cast, valves), asked(cast, plant)
    merge(cast, first, second)
    merge(cast, second, third)
    assert now(first).merged_into == now(second).merged_into == third
    assert {one.asked for one in queries.askers(third)} == {first, second, third}
    assert queries.askers(second) == []


def test_alike_ones_are_offered_the_most_alike_first_and_none_that_is_unseen(cast, plant, valves):
    matter = asked(cast, plant)
    close, same = asked(cast, plant, title="双回路供电迟迟未落实"), asked(cast, plant, title="临时用电增容")
    asked(cast, plant, title="征地补偿", kind="land"), another(cast, valves)
    asked(cast, valves, title="新能源整车厂", kind="land")
    assert [one.matter for one in queries.alike(cast.district, matter)] == [close, same]
    assert len(queries.alike(cast.office, matter)) == 3


def test_a_common_cause_counts_each_waiting_project_once(cast, plant, valves):
    cause = actions.make_cause(name="东疆变电站延期", kind="utility", by=cast.office, at=MONDAY)
    for matter in (asked(cast, plant, sort=Sort.ISSUE), asked(cast, plant), another(cast, valves)):
        step(actions.join_cause, matter, cast.office, MONDAY, cause=cause)
    (group,) = queries.groups(cast.office)
    assert (group.open, [one.name_zh for one in group.projects]) == (3, ["新能源整车厂", "阀门生产线"])
    assert group.blocked.amount == 2 * 1200 * 1_000_000
    step(actions.join_cause, matter, cast.office, MONDAY, cause=None)
    assert queries.groups(cast.office)[0].open == 2
    assert queries.groups(cast.district) == []


def test_causes_are_named_by_the_city_and_once(cast, plant):
    refused("matters.not_yours", actions.make_cause, name="x", kind="land", by=cast.district, at=MONDAY)
    cause = actions.make_cause(name="土地指标", kind="land", by=cast.office, at=MONDAY)
    refused("matters.cause_taken", actions.make_cause, name="土地指标", kind="land", by=cast.office, at=MONDAY)
    refused("matters.cause_unnamed", actions.make_cause, name=" ", kind="land", by=cast.office, at=MONDAY)
    with pytest.raises(Stale):
        actions.change_cause(cause=cause, name="y", kind="land", over=2, by=cast.office, at=MONDAY)
    matter = asked(cast, plant)
    step(actions.join_cause, matter, cast.office, MONDAY, cause=cause)
    refused("matters.cause_same", step, actions.join_cause, matter, cast.office, MONDAY, cause=cause)


def test_work_on_what_stays_goes_on_after_a_merging(cast, plant, valves):
    stays, gone = asked(cast, plant), another(cast, valves)
    in_work(cast, stays)
    before = now(stays)
    merge(cast, gone, stays)
    found = now(stays)
    assert (found.state, found.due_on, found.climbs_on) == (before.state, before.due_on, before.climbs_on)
    shown(stays, cast.engineer, MONDAY)
    step(actions.propose, stays, cast.engineer, on(2, 8), text="已接入。")
    assert now(stays).state == "proposed"


def test_whoever_raised_an_issue_that_was_merged_sees_what_it_is_part_of(cast, plant, valves):
    stays, gone = asked(cast, plant), another(cast, valves, sort=Sort.ISSUE)
    assert not scope(cast.other_clerk, Matter.objects.filter(pk=stays.pk)).exists()
    merge(cast, gone, stays)
    assert scope(cast.other_clerk, Matter.objects.filter(pk=stays.pk)).exists()
    assert queries.askers(stays) == []


def test_the_pages_offer_merge_and_follow_a_common_cause(cast, plant, valves, client):
    stays, gone = asked(cast, plant), another(cast, valves)
    client.force_login(cast.office)
    client.cookies["kw_language"] = "en"
    panel = client.get(f"/matters/alike/matter/{gone.pk}/").content.decode()
    assert f"/matters/{gone.pk}/merge/?into={stays.number}" in panel
    place = f"/matters/{gone.pk}/merge/"
    assert stays.number in client.get(f"{place}?into={stays.number}").content.decode()
    assert client.post(place, {"number": "", "edition": 1}).status_code == 200
    assert "No matter has this number" in client.post(place, {"number": "1999-1", "edition": 1}).content.decode()
    itself = client.post(place, {"number": gone.number, "edition": 1})
    assert (itself.status_code, "into itself" in itself.content.decode()) == (409, True)
    assert client.post(place, {"into": stays.number, "edition": 1}).status_code == 302
    made = client.post("/matters/causes/new/", {"name": "东疆变电站延期", "kind": "utility"})
    assert made.status_code == 302
    cause = made.headers["Location"].split("/")[-2]
    client.post(f"/matters/{stays.pk}/cause/", {"cause": cause, "edition": now(stays).edition})
    page = client.get(f"/matters/causes/{cause}/").content.decode()
    assert stays.number in page and "Car plant" in page
    assert "东疆变电站延期" in client.get("/matters/causes/").content.decode()
    edited = client.post(f"/matters/causes/{cause}/edit/", {"name": "变电站", "kind": "utility", "edition": 1})
    assert edited.status_code == 302
    client.force_login(cast.district)
    assert client.get(f"/matters/causes/{cause}/").status_code == 404
    assert client.get("/matters/causes/").status_code == 200
