from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyworks.matters import actions
from keyworks.matters.api import matters as api
from keyworks.matters.models import Matter
from keyworks.matters.rules.ladder import TRANSITIONS, Party, Sort
from keyworks.matters.tests.stories import MONDAY, asked, in_work, now, on, shown, step

pytestmark = pytest.mark.django_db
PLACE = "/api/v1/matters"


@pytest.fixture
def ask(client, monkeypatch):
    """Ask as somebody; a write says over what."""
    monkeypatch.setattr(api, "today", lambda: date(2022, 2, 9))
    monkeypatch.setattr(api, "moment", lambda: on(2, 9))

    def by(person, path="", body=None, over="*"):
        client.force_login(person)
        heads = {"Accept-Language": "en"} | ({"If-Match": over} if body is not None else {})
        if body is None:
            return client.get(f"{PLACE}{path}", headers=heads)
        return client.post(f"{PLACE}{path}", json.dumps(body), content_type="application/json", headers=heads)

    return by


def numbers(answer):
    return [one["number"] for one in answer.json()["items"]]


def test_a_list_is_narrowed_and_holds_what_is_within_reach(ask, cast, plant, valves):
    power, land = asked(cast, plant), asked(cast, plant, sort=Sort.ISSUE, kind="land", title="征地")
    far = asked(cast, valves, by=cast.other_clerk, unit=cast.valve)
    in_work(cast, power, due_on=date(2022, 2, 8))
    assert numbers(ask(cast.office)) == [far.number, land.number, power.number]
    assert numbers(ask(cast.clerk)) == [land.number, power.number]
    assert numbers(ask(cast.office, "?kind=land")) == numbers(ask(cast.office, "?q=征地")) == [land.number]
    assert numbers(ask(cast.office, "?state=working")) == numbers(ask(cast.office, "?lead=industry")) == [power.number]
    assert numbers(ask(cast.office, f"?project={plant.pk}&sort=request")) == [power.number]
    assert numbers(ask(cast.engineer, "?mine=true")) == [power.number]
    assert numbers(ask(cast.office, "?overdue=true")) == [far.number, land.number, power.number]
    assert ask(cast.office, "?state=nowhere").status_code == 422
    assert ask(cast.office, "?limit=2").json()["next"]


def test_one_comes_with_its_trail_and_what_may_be_done_and_not_twice(ask, client, cast, plant):
    matter = asked(cast, plant)
    answer = ask(cast.district, f"/{matter.pk}")
    told = answer.json()
    assert [(one["step"], one["by"], one["state"]) for one in told["trail"]] == [("raise", "clerk", "raised")]
    assert told["projects"] == [{"project": plant.pk, "local_number": plant.local_number, "blocks": True}]
    assert {"triage", "return", "hand_up", "merge"} <= set(told["may"])
    assert answer.headers["ETag"] == f'"matter-{matter.pk}-1"'
    known = client.get(f"{PLACE}/{matter.pk}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert ask(cast.other_clerk, f"/{matter.pk}").status_code == 404


def test_something_is_raised_in_the_name_of_ones_own_unit(ask, cast, plant, valves):
    said = {
        "sort": "request", "kind": "utility", "title": "供电", "text": "需要第二路电源", "unit": "toyota",
        "projects": [plant.pk],
    }  # fmt: skip
    made = ask(cast.clerk, body=said)
    assert (made.status_code, made.json()["desk"], made.json()["state"]) == (201, "binhai", "raised")
    assert ask(cast.clerk, body=said | {"unit": "valve"}).json()["type"].endswith("matters.not_your_unit")
    assert ask(cast.clerk, body=said | {"projects": [valves.pk]}).json()["type"].endswith("matters.nothing_so_named")
    assert ask(cast.clerk, body=said | {"sort": "directive"}).status_code == 422
    assert ask(cast.mayor, body=said).status_code == 403
    assert Matter.objects.count() == 1


def test_the_whole_way_goes_over_the_api(ask, cast, plant):
    matter = asked(cast, plant)

    def take(person, name, **said):
        answer = ask(
            person, f"/{matter.pk}/steps", {"step": name, **said}, f'"matter-{matter.pk}-{now(matter).edition}"'
        )
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    take(cast.district, "triage", kind="utility", level=1)
    told = take(cast.district, "assign", lead="industry", due_on="2022-02-18", rhythm_days=5)
    assert (told["lead"], told["due_on"], told["feedback_on"]) == ("industry", "2022-02-18", "2022-02-16")
    take(cast.engineer, "accept")
    take(cast.engineer, "feedback", text="方案已定。")
    take(cast.district, "extend", due_on="2022-02-21", text="设备晚到")
    take(cast.district, "pause", until="2022-02-14", text="等省公司")
    take(cast.district, "resume")
    shown(matter, cast.engineer, MONDAY)
    take(cast.engineer, "propose", text="已接入。")
    take(cast.district, "verify")
    told = take(cast.clerk, "confirm", rating=4)
    assert (told["state"], told["rating"], len(told["trail"])) == ("closed", 4, 11)


def test_two_become_one_over_the_api(ask, cast, plant):
    stays, gone = asked(cast, plant), asked(cast, plant)
    told = ask(cast.office, f"/{gone.pk}/steps", {"step": "merge", "into": stays.number}).json()
    assert told["number"] == stays.number
    assert ask(cast.office, f"/{gone.pk}").json()["merged_into"] == stays.number


def test_a_step_takes_its_own_fields_and_the_edition_that_was_seen(ask, cast, plant):
    matter = asked(cast, plant)
    steps = f"/{matter.pk}/steps"
    for body, code in (
        ({"step": "triage", "rating": 3}, "matters.field_not_taken"),
        ({"step": "assign"}, "matters.field_missing"),
        ({"step": "merge", "into": "2022-9999"}, "matters.nothing_so_named"),
        ({"step": "return", "text": " "}, "matters.reason_missing"),
        ({"step": "accept"}, "matters.not_so_now"),
    ):
        assert ask(cast.district, steps, body).json()["type"].endswith(code)
    assert ask(cast.district, steps, {"step": "triage"}, over='"matter-1-99"').status_code == 412
    assert ask(cast.district, steps, {"step": "triage"}, over="").status_code == 428
    assert ask(cast.clerk, steps, {"step": "triage"}).json()["type"].endswith("matters.not_yours")
    assert ask(cast.district, steps, {"step": "fly"}).status_code == 422
    assert ask(cast.other_district, steps, {"step": "triage"}).status_code == 404
    assert (now(matter).state, now(matter).edition) == ("raised", 1)


def test_every_step_people_take_is_one_of_the_api():
    by_people = {one.step for one in TRANSITIONS if one.by != (Party.CLOCK,)} - {"take_over"}
    assert set(api.TAKES) == by_people


def test_a_page_of_the_list_costs_the_same_however_many_it_holds(ask, cast, plant):
    step(actions.triage, asked(cast, plant), cast.district, MONDAY)
    ask(cast.office)  # signed in and the right looked up
    with CaptureQueriesContext(connection) as few:
        assert len(numbers(ask(cast.office))) == 1
    for _one in range(12):
        step(actions.triage, asked(cast, plant), cast.district, MONDAY)
    with CaptureQueriesContext(connection) as many:
        assert len(numbers(ask(cast.office))) == 13
    assert len(many) == len(few)
