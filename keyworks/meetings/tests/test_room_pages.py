from __future__ import annotations

import json
from datetime import date

import pytest

from keyworks.meetings import actions
from keyworks.meetings.models import Ballot, Caught
from keyworks.meetings.models import Topic as TopicRow
from keyworks.meetings.rules.kinds import Attendance, State
from keyworks.meetings.tests.stories import at, caught, ended, key, now, planned, visited
from keyworks.reports.tests.test_month_pages import BACKEND, plays_on

KEY, OTHER = str(key("one")), str(key("two"))


@pytest.fixture
def send(client, cast):
    """Entries as a device sends them; the answers, in their order."""

    plays_on(date(2022, 2, 8))

    def sent(meeting, *entries, by=None, status=200, **more):
        by = by or cast.office
        client.force_login(by, backend=BACKEND)
        body = {"person": str(by.pk), "entries": list(entries)} | more
        answer = client.post(f"/meetings/{meeting.pk}/room/send/", json.dumps(body), content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    return sent


def entry(key=KEY, ago=0, **fields):
    return {"key": key, "ago": ago, "fields": fields}


def test_the_room_is_written_in_without_a_script(read, cast, meeting):
    page = read(cast.office, f"/meetings/{meeting.pk}/room/").content.decode()
    assert "滨海新区现场办公会" in page and "Ctrl+Enter" in page
    chair = meeting.participants.first()
    said = {"do": "catch", "key": KEY, "words": "请工信局落实供电。", "lead": "industry", "due": "3.15",
            "projects": "", "speaker": str(chair.pk), "post": ""}  # fmt: skip
    read(cast.office, f"/meetings/{meeting.pk}/room/", 302, **said)
    one = Caught.objects.get()
    assert (one.lead, one.due_on.isoformat(), one.said_by) == (cast.industry, "2022-03-15", cast.mayor)
    item = meeting.items.first()
    read(cast.office, f"/meetings/{meeting.pk}/room/", 302, do="go", item=str(item.pk))
    assert now(meeting).current == item
    shown = read(cast.office, f"/meetings/{meeting.pk}/room/").content.decode()
    assert "Bureau of Industry" in shown and "15 Mar 2022" in shown


def test_what_is_refused_without_a_script_keeps_what_was_typed(read, cast, meeting):
    said = {"do": "catch", "key": KEY, "words": "请落实供电。", "lead": "没有这个局", "due": ""}
    page = read(cast.office, f"/meetings/{meeting.pk}/room/", 409, **said).content.decode()
    assert "请落实供电。" in page and "没有这个局" in page and "There is no unit" in page
    said = {"do": "catch", "key": KEY, "words": "请落实供电。", "lead": "", "due": "someday"}
    assert "is no day" in read(cast.office, f"/meetings/{meeting.pk}/room/", 409, **said).content.decode()
    assert not Caught.objects.exists()


def test_what_was_kept_without_a_connection_is_taken_in_its_order_and_once(send, cast, meeting):
    first = entry(KEY, 600_000, do="catch", words="第一条", lead="industry", due="2022-03-15")
    second = entry(OTHER, 1000, do="catch", words="第二条", lead="beichen", due="+10")
    told = send(meeting, first, second)
    assert told["answers"] == [{"key": KEY, "taken": True}, {"key": OTHER, "taken": True}]
    again = send(meeting, first, second)
    assert [one["taken"] for one in again["answers"]] == [True, True]
    assert [one.words for one in Caught.objects.order_by("said_at")] == ["第一条", "第二条"]
    assert "第一条" in told["now"]["html"]


def test_a_change_of_what_was_caught_without_a_connection_needs_no_answer_first(send, meeting):
    change = entry(OTHER, do="mend", of=KEY, over="1", lead="industry")
    told = send(meeting, entry(KEY, 9000, do="catch", words="第一条"), change)
    assert [one.get("taken") for one in told["answers"]] == [True, True]
    assert Caught.objects.get().lead.code == "industry"


def test_of_two_secretaries_the_second_is_shown_both_versions(send, cast, meeting):
    one = caught(cast, meeting)
    actions.mend(caught=one, values={"words": "请工信局立即落实。"}, over=1, by=cast.office, at=at(10, 5))
    told = send(meeting, entry(do="mend", of=str(one.key), over="1", words="请工信局本周落实。"))
    answer = told["answers"][0]
    assert (answer["stands"]["words"], answer["over"]) == ("请工信局立即落实。", 2)
    assert now(one).words == "请工信局立即落实。"
    told = send(meeting, entry(do="mend", of=str(one.key), over="2", words="请工信局本周落实。"))
    assert told["answers"][0]["taken"] and now(one).words == "请工信局本周落实。"


def test_what_is_refused_says_why_and_the_rest_is_taken(send, meeting):
    told = send(
        meeting, entry(KEY, do="catch", words=" "), entry(OTHER, do="catch", words="第二条"),
        entry(str(key("three")), do="dance"), entry(str(key("four")), do="go", item="99999999"),
        entry("no key", do="catch", words="x"),
    )  # fmt: skip
    answers = told["answers"]
    assert [bool(one.get("taken")) for one in answers] == [False, True, False, False, False]
    assert all(one["sentence"] for one in answers if not one.get("taken"))


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"entries": 3}', '{"entries": [{"key": 1}]}', '{"entries": [7]}'])
def test_what_cannot_be_read_is_said_and_is_no_fault(client, cast, meeting, body):
    client.force_login(cast.office, backend=BACKEND)
    answer = client.post(f"/meetings/{meeting.pk}/room/send/", body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["sentence"]


def test_what_one_person_wrote_is_not_sent_in_anothers_name(send, cast, meeting):
    told = send(meeting, entry(do="catch", words="第一条"), person="0", status=403)
    assert told["other"] and not Caught.objects.exists()


def test_a_device_is_told_only_what_changed(client, cast, meeting):
    client.force_login(cast.office, backend=BACKEND)
    first = client.get(f"/meetings/{meeting.pk}/room/state/")
    again = {"If-None-Match": first["ETag"]}
    assert client.get(f"/meetings/{meeting.pk}/room/state/", headers=again).status_code == 304
    caught(cast, meeting)
    changed = client.get(f"/meetings/{meeting.pk}/room/state/", headers=again)
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]
    assert "csrfmiddlewaretoken" not in changed.json()["html"]


def test_names_are_found_in_pinyin_and_initials(client, cast, meeting, plant):
    client.force_login(cast.office, backend=BACKEND)
    told = client.get(f"/meetings/{meeting.pk}/room/names/").json()
    [unit] = [one for one in told["units"] if one[0] == "industry"]
    assert "gongyehexinxihuaju" in unit[2] and "gyhxxhj" in unit[2]
    assert plant.local_number in [one[0] for one in told["projects"]]


def test_everything_in_the_room_by_its_form(send, cast, meeting):
    topic = TopicRow.objects.create(meeting=meeting, title="用电", changed_at=at(9))
    item, guest = meeting.items.first(), meeting.participants.get(name="王建国")
    one = caught(cast, meeting)
    told = send(
        meeting,
        entry(str(key("a")), do="note", item=str(item.pk), over="1", note="强调安全。"),
        entry(str(key("b")), do="attend", who=str(guest.pk), attendance="sent", instead="副区长"),
        entry(str(key("c")), do="came", name="赵工", post="总工", unit="toyota"),
        entry(str(key("d")), do="decide", topic=str(topic.pk), over="1", outcome="noted", result="知悉。"),
        entry(str(key("e")), do="drop", of=str(one.key), over="1", reason="重复"),
        entry(str(key("f")), do="pick_up", of=str(one.key), over="2"),
    )
    assert [bool(row.get("taken")) for row in told["answers"]] == [True] * 6, told["answers"]
    assert (now(item).note, now(guest).attendance, now(guest).instead) == ("强调安全。", Attendance.SENT, "副区长")
    assert (now(topic).result, now(one).dropped) == ("知悉。", "")


def test_the_room_sees_what_is_dealt_with_and_only_what_is_marked(read, cast, meeting, plant):
    item = meeting.items.first()
    type(item).objects.filter(pk=item.pk).update(project=plant)
    actions.go_to(meeting=meeting, item=item, by=cast.office, at=at(9))
    caught(cast, meeting, words="不给看的话")
    caught(cast, meeting, "seen", words="给看的话", ready=True)
    page = read(cast.mayor, f"/meetings/{meeting.pk}/leader/").content.decode()
    assert "给看的话" in page and "不给看的话" not in page and "Car plant" in page
    assert "<form" not in page and "<button" not in page and "<a " not in page, "a page without any control"
    part = read(cast.mayor, f"/meetings/{meeting.pk}/leader/part/")
    assert "<html" not in part.content.decode()


def test_a_page_of_the_room_costs_the_same_for_forty(client, cast, meeting, plant, django_assert_max_num_queries):
    for n in range(40):
        caught(cast, meeting, f"{n}", projects=[plant])
    client.force_login(cast.office, backend=BACKEND)
    with django_assert_max_num_queries(40):
        client.get(f"/meetings/{meeting.pk}/room/")
    with django_assert_max_num_queries(30):
        client.get(f"/meetings/{meeting.pk}/room/state/")


def test_looking_through_says_what_is_missing_and_issues_the_rest(read, cast, meeting):
    caught(cast, meeting)
    caught(cast, meeting, "nobody", lead=None, words="请有关部门研究。")
    ended(cast, meeting)
    page = read(cast.office, f"/meetings/{meeting.pk}/after/").content.decode()
    assert "1 can be issued, 1 lack something, 0 are issued." in page and "It has no owner" in page
    answer = read(cast.office, f"/meetings/{meeting.pk}/after/issue/", 302, letters_in="zh")
    assert answer["Location"] == f"/meetings/{meeting.pk}/after/"
    assert Caught.objects.filter(matter=None).get().words == "请有关部门研究。"
    one = Caught.objects.get(matter=None)
    read(cast.office, f"/meetings/directives/{one.pk}/", 302, do="mend", over="1", words=one.words, lead="binhai")
    assert now(one).lead == cast.binhai
    stale = read(cast.office, f"/meetings/directives/{one.pk}/", 412, do="mend", over="1", words="别的")
    assert "Somebody changed it" in stale.content.decode() and "别的" in stale.content.decode()


def test_an_empty_meeting_has_all_its_pages(read, cast):
    found = planned(cast)
    for state in (State.PREPARING, State.HELD, State.CLOSED):
        type(found).objects.filter(pk=found.pk).update(state=state)
        for name in ("room", "after", "follow", "opening", "minutes", "votes", "leader"):
            read(cast.office, f"/meetings/{found.pk}/{name}/")
    read(cast.office, "/meetings/directives/")


def test_a_vote_is_entered_counted_and_taken_out(read, cast, meeting, plant, valves):
    visited(cast, meeting, plant, valves)
    address = f"/meetings/{meeting.pk}/votes/"
    ranks = {f"place-{plant.pk}": "1", f"place-{valves.pk}": "1"}
    page = read(cast.office, address, 409, key=KEY, voter="甲", **ranks).content.decode()
    assert "Give each of the 2 places once" in page
    ranks[f"place-{valves.pk}"] = "2"
    read(cast.office, address, 302, key=KEY, voter="甲", **ranks)
    read(cast.office, address, 409, key=OTHER, voter="甲", **ranks)
    page = read(cast.office, address).content.decode()
    assert "100.00" in page and "97.00" in page and "1 vote: Car plant is first with 100.00." in page
    one = Ballot.objects.get()
    read(cast.office, f"{address}{one.pk}/withdraw/", 302, reason="记错了")
    assert now(one).withdrawn
    read(cast.office, address, 302, key=OTHER, voter="甲", **ranks)
