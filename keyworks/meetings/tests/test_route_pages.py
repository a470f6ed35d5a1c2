from __future__ import annotations

from datetime import time

import pytest

from keyworks.meetings import actions
from keyworks.meetings.actions import route as routes
from keyworks.meetings.actions.refused import MeetingsRefused
from keyworks.meetings.models import Meeting, Route, Site
from keyworks.meetings.rules.kinds import Choice
from keyworks.meetings.tests.stories import TUESDAY, at, planned
from keyworks.projects.models import Project
from keyworks.record.models import Entry
from keyworks.values.refusals import Stale

pytestmark = pytest.mark.django_db

ASKED = {
    "start": "迎宾馆", "start_point": "39.00, 117.70", "end": "", "end_point": "", "departs": "08:30",
    "back_by": "12:00", "speed_kmh": "40", "detour": "1.3", "ways": "",
}  # fmt: skip


@pytest.fixture
def ahead(cast, plant, valves):
    """A meeting that is prepared, with a place that has to be seen and one that may."""
    meeting = planned(cast)
    for project, lat, lon in ((plant, 39.05, 117.75), (valves, 39.10, 117.70)):
        Project.objects.filter(pk=project.pk).update(lat=lat, lon=lon)
    chosen(cast, meeting, plant, Choice.MUST, worth=5)
    chosen(cast, meeting, valves, Choice.MAY, worth=3)
    return meeting


def chosen(cast, meeting, project, choice, **said):
    return actions.choose_site(meeting=meeting, project=project, choice=choice, by=cast.office, at=TUESDAY, **said)


def ask(read, cast, meeting, **changed):
    return read(cast.office, f"/meetings/{meeting.pk}/route/ask/", status=302, **ASKED | changed)


def page(read, cast, meeting):
    return read(cast.office, f"/meetings/{meeting.pk}/route/").content.decode()


def test_asking_finds_the_plans_and_a_person_takes_one(read, cast, ahead, plant, valves):
    ask(read, cast, ahead)
    route = Route.objects.get(meeting=ahead)
    assert [[stop["key"] for stop in plan["stops"]] for plan in route.plans] == [
        [str(plant.pk), str(valves.pk)], [str(plant.pk)],
    ] or len(route.plans) == 2  # fmt: skip
    assert route.plans[0]["proven"] and route.plans[0]["worth"] == 8
    assert not Site.objects.filter(position__isnull=False).exists()
    text = page(read, cast, ahead)
    assert "2 plans were found; a person takes one." in text
    assert "Proven: no other choice of places gathers more points" in text
    read(cast.office, f"/meetings/{ahead.pk}/route/take/", status=302, plan="0", edition=str(route.edition))
    rows = Site.objects.filter(position__isnull=False).order_by("position")
    kept = [(str(one.project_id), one.arrives, one.leaves) for one in rows]
    assert [one[0] for one in kept] == [stop["key"] for stop in route.plans[0]["stops"]]
    assert all(leaves > arrives for _, arrives, leaves in kept)
    assert "2 places on the route" in page(read, cast, ahead)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert [one for one in verbs if "route" in one or "plan" in one][-3:] == [
        "meetings.ask_route", "meetings.find_route", "meetings.take_plan",
    ]  # fmt: skip


def test_times_changed_by_hand_stay_as_written_and_what_cannot_be_kept_is_said(read, cast, ahead, plant, valves):
    ask(read, cast, ahead)
    routes.take_plan(meeting=ahead, number=0, over=None, by=cast.office, at=TUESDAY)
    sent = {f"arrives-{plant.pk}": "08:31", f"leaves-{plant.pk}": "09:01", "way": "",
            f"arrives-{valves.pk}": "10:00", f"leaves-{valves.pk}": "10:10"}  # fmt: skip
    read(cast.office, f"/meetings/{ahead.pk}/route/change/", status=302, **sent)
    assert Site.objects.get(project=valves).leaves == time(10, 10)
    text = page(read, cast, ahead)
    assert "20 minutes less than the visit takes." in text
    assert "cannot be kept" in text


def test_a_time_that_is_none_is_said_at_its_row_and_what_was_typed_stays(read, cast, ahead, plant, valves):
    ask(read, cast, ahead)
    routes.take_plan(meeting=ahead, number=0, over=None, by=cast.office, at=TUESDAY)
    before = list(Site.objects.order_by("pk").values_list("arrives", "leaves"))
    sent = {f"arrives-{plant.pk}": "soon", f"leaves-{plant.pk}": "09:17",
            f"arrives-{valves.pk}": "10:00", f"leaves-{valves.pk}": "10:30"}  # fmt: skip
    text = read(cast.office, f"/meetings/{ahead.pk}/route/change/", **sent).content.decode()
    assert 'value="soon"' in text and 'value="09:17"' in text and "Enter a valid time." in text
    assert list(Site.objects.order_by("pk").values_list("arrives", "leaves")) == before


def test_another_order_reckons_the_times_anew_and_a_stop_leaves_and_returns(read, cast, ahead, plant, valves):
    ask(read, cast, ahead)
    routes.take_plan(meeting=ahead, number=0, over=None, by=cast.office, at=TUESDAY)

    def order():
        rows = Site.objects.filter(position__isnull=False).order_by("position")
        assert all(one.arrives < one.leaves for one in rows)
        return [one.project_id for one in rows]

    first, second = order()
    path = f"/meetings/{ahead.pk}/route/change/"
    read(cast.office, path, status=302, way=f"down:{first}")
    assert order() == [second, first]
    read(cast.office, path, status=302, way=f"drop:{plant.pk}")
    assert order() == [valves.pk]
    assert "has to be seen and is not on the route." in page(read, cast, ahead)
    read(cast.office, path, status=302, way=f"add:{plant.pk}")
    assert order() == [valves.pk, plant.pk]


def test_places_changed_since_make_the_plans_outdated_until_they_are_found_anew(read, cast, ahead, plant):
    ask(read, cast, ahead)
    said = "Places were changed since these plans were found."
    assert said not in page(read, cast, ahead)
    site = Site.objects.get(project=plant)
    actions.change_site(site=site, values={"closed": True}, over=None, by=cast.office, at=TUESDAY)
    assert said in page(read, cast, ahead)
    read(cast.office, f"/meetings/{ahead.pk}/route/find/", status=302, again="1")
    text = page(read, cast, ahead)
    assert said not in text
    assert "closed that day, or not open for long enough" in text
    assert "Not all places that have to be seen fit:" in text


def test_a_place_without_a_point_is_said_and_a_known_way_puts_it_on(read, cast, ahead, valves):
    Project.objects.filter(pk=valves.pk).update(lat=None, lon=None)
    ask(read, cast, ahead)
    assert "no point is known: give its entrance" in page(read, cast, ahead)
    number = valves.local_number
    plant = Site.objects.get(choice=Choice.MUST).project.local_number
    ask(read, cast, ahead, ways=f"{plant}, {number}, 12\n{number}\tend\t9", edition="1")
    route = Route.objects.get()
    assert [stop["key"] for stop in route.plans[0]["stops"]][-1] == str(valves.pk)
    assert "no point is known" not in page(read, cast, ahead)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"start_point": "here"}, "Write latitude, longitude"),
        ({"start_point": "95, 117"}, "Latitude is -90 to 90"),
        ({"back_by": "08:00"}, "One is back after one left."),
        ({"ways": "start, P-nowhere, 5"}, "no place of this meeting has the number “P-nowhere”"),
        ({"ways": "start end"}, "Line 1: write from, to, minutes."),
    ],
)
def test_what_is_asked_wrongly_is_said_at_its_field_and_nothing_is_kept(read, cast, ahead, changed, said):
    answer = read(
        cast.office, f"/meetings/{ahead.pk}/route/ask/", status=409 if "back_by" in changed else 200, **ASKED | changed
    )
    assert said in answer.content.decode()
    assert not Route.objects.exists()


def test_a_route_read_before_another_change_is_not_overwritten(read, cast, ahead):
    ask(read, cast, ahead)
    ask(read, cast, ahead, edition="1", speed_kmh="30")
    with pytest.raises(Stale):
        routes.take_plan(meeting=ahead, number=0, over=1, by=cast.office, at=TUESDAY)
    assert not Site.objects.filter(position__isnull=False).exists()


def test_the_route_of_a_meeting_that_sits_stays(cast, ahead, read):
    ask(read, cast, ahead)
    Meeting.objects.filter(pk=ahead.pk).update(state="sitting")
    with pytest.raises(MeetingsRefused, match="not_so_now"):
        routes.take_plan(meeting=ahead, number=0, over=None, by=cast.office, at=at(10))
    assert "Take this plan" not in page(read, cast, ahead)


def test_a_plan_that_is_not_there_is_refused(cast, ahead, read):
    ask(read, cast, ahead)
    with pytest.raises(MeetingsRefused, match="no_such_plan"):
        routes.take_plan(meeting=ahead, number=7, over=None, by=cast.office, at=TUESDAY)


def test_the_page_asks_the_database_as_often_for_two_places_as_for_six(
    read, cast, ahead, django_assert_max_num_queries
):
    from keyworks.reports.tests.months import listed

    ask(read, cast, ahead)
    routes.take_plan(meeting=ahead, number=0, over=None, by=cast.office, at=TUESDAY)
    few = counted(read, cast, ahead)
    for number in range(4):
        project = listed(cast, f"项目{number}", cast.toyota, cast.binhai)
        Project.objects.filter(pk=project.pk).update(lat=39.01 + number / 100, lon=117.71)
        chosen(cast, ahead, project, Choice.MAY)
    read(cast.office, f"/meetings/{ahead.pk}/route/find/", status=302, again="1")
    routes.take_plan(meeting=ahead, number=0, over=None, by=cast.office, at=TUESDAY)
    assert Site.objects.filter(position__isnull=False).count() > 2
    assert counted(read, cast, ahead) == few


def counted(read, cast, meeting):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page(read, cast, meeting)
    return len(asked)
