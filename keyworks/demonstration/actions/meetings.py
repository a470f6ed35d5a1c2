"""The city's meetings, day by day: planned, prepared, held and written down by the people of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from keyworks.accounts.queries import unit_coded
from keyworks.demonstration.portfolio.directives import TAKES_DOWN
from keyworks.demonstration.portfolio.meetings import HELD, SERIES, SPOKEN, USUAL, Held
from keyworks.engine.routing.solving import Limit
from keyworks.meetings import actions, queries
from keyworks.meetings.queries import route as routes
from keyworks.meetings.queries.candidates import candidates
from keyworks.meetings.queries.directed import caught_as
from keyworks.meetings.queries.statements import last_version
from keyworks.meetings.rules.agenda import minutes_between
from keyworks.meetings.rules.kinds import Attendance, Choice, How, Outcome, Part, Point, State, Step
from keyworks.publishing import actions as publishing
from keyworks.publishing.rules import news
from keyworks.values.refusals import Refused

PREPARES, APPROVES = "office-4", "office-1"
MINUTES = 8
"""To speak."""
MEETS = ("plan", "choose", "call", "write", "hold", "close")


def issue_said(words: str, facts: Mapping[str, Any] | None, by: Any, at: datetime) -> Any:
    """Issue what was caught in these words; the matter, or None where it was not caught."""
    caught = caught_as(words)
    if caught is None:
        return None
    return actions.issue_one(caught=caught, facts=facts, by=by, at=at).matter


class Meetings:
    """What becomes of the year's meetings on each day; what a visitor has done otherwise stays."""

    def __init__(
        self, projects: Mapping[str, Any], people: Mapping[str, Any], at: Callable[[date, int], datetime]
    ) -> None:
        self.projects, self.people, self.at = projects, people, at
        self.units: dict[str, Any] = {}
        self.days: dict[date, list[tuple[Held, Callable[[Held, date], None]]]] = {}
        for held in HELD:
            days = (held.planned, held.chosen, held.called, held.written, held.on, held.closed)
            for day, way in zip(days, MEETS, strict=True):
                self.days.setdefault(day, []).append((held, getattr(self, way)))

    def day(self, day: date) -> None:
        for held, act in self.days.get(day, ()):
            try:
                act(held, day)
            except Refused:
                continue  # a visitor has done otherwise

    def unit(self, code: str) -> Any:
        if code not in self.units:
            self.units[code] = unit_coded(code)
        return self.units[code]

    def by(self, who: str, day: date, hour: int = 10) -> dict[str, Any]:
        return {"by": self.people[who], "at": self.at(day, hour)}

    def plan(self, held: Held, day: date) -> None:
        by = self.by(PREPARES, day)
        series = queries.series_named(SERIES[0])
        if series is None:
            usual = [{"point": point, "title": "", "minutes": minutes} for point, minutes in USUAL]
            values: dict[str, Any] = {"name_zh": SERIES[0], "name_en": SERIES[1], "template": usual}
            series = actions.set_series(series=None, values=values, **by)
        values = {
            "title": held.title, "title_en": held.title_en, "theme": held.theme, "on": held.on, "begins": held.begins,
            "ends": held.ends, "place": held.room, "district": self.unit(held.district),
        }  # fmt: skip
        actions.plan_meeting(series=series, values=values, **by)

    def choose(self, held: Held, day: date) -> None:
        """Which places, in which order, who comes, who reports, what is to be decided."""
        meeting, by = self.meeting(held), self.by(PREPARES, day)
        self.people_of(held, meeting, by)
        self.places_of(held, meeting, day, by)
        asked = {self.unit(code): How.SPOKEN for code in (*held.departments, *held.spoken)}
        asked |= {self.unit(code): How.WRITTEN for code in held.written_by}
        actions.ask_statements(meeting=meeting, asked=asked, minutes=MINUTES, due_on=None, **by)
        self.agenda_of(held, meeting, by)
        for title, unit, *_ in held.topics:
            actions.flag_topic(meeting=meeting, title=title, unit=self.unit(unit), **by)

    def agenda_of(self, held: Held, meeting: Any, by: dict[str, Any]) -> None:
        """What is visited comes first, who speaks before what is decided."""
        usual = {str(one.item.point): one.item.pk for one in queries.agenda_of(meeting)}
        seen = self.visits_of(held, meeting, by)
        spoken = [
            actions.set_item(
                meeting=meeting, item=None, **by,
                values={"point": Point.REPORT, "unit": self.unit(code), "minutes": MINUTES},
            ).pk
            for code in (*held.departments, *held.spoken)
        ]  # fmt: skip
        first, last = (usual[Point.OPENING], usual[Point.PROMISED]), (usual[Point.TOPIC], usual[Point.DIRECTIVES])
        actions.order_items(meeting=meeting, keys=[*seen, *first, *spoken, *last], **by)

    def visits_of(self, held: Held, meeting: Any, by: dict[str, Any]) -> list[int]:
        """A point for each place on the route, as long as the way there and the visit; the last with the way on."""
        stops = self.route_of(held, meeting, by)
        ends = [one.leaves for one in stops[:-1]] + [held.back_by] if stops else []
        begins = [held.begins, *ends]
        return [
            actions.set_item(
                meeting=meeting, item=None, **by,
                values={
                    "point": Point.VISIT, "project": stop.project, "minutes": minutes_between(begins[nth], ends[nth])
                },
            ).pk
            for nth, stop in enumerate(stops)
        ]  # fmt: skip

    def route_of(self, held: Held, meeting: Any, by: dict[str, Any]) -> list[Any]:
        """The best route by what is asked; of places that only may be seen a person takes none along."""
        name, latitude, longitude = held.start
        asked: dict[str, Any] = {
            "start": name, "start_latitude": latitude, "start_longitude": longitude, "departs": held.begins,
            "back_by": held.back_by, "speed_kmh": 60,
        }  # fmt: skip
        name, latitude, longitude = held.end
        asked |= {"end": name, "end_latitude": latitude, "end_longitude": longitude}
        route = actions.ask_route(meeting=meeting, values=asked, over=None, **by)
        plans = routes.found(route, routes.places_of(meeting), Limit(seconds=1.0, clock=lambda: 0.0))
        actions.keep_plans(meeting=meeting, route=route, plans=plans, **by)
        route.refresh_from_db()
        actions.take_plan(meeting=meeting, number=0, over=route.edition, **by)
        keys = [str(one.project_id) for one in queries.stops(meeting) if one.choice == Choice.MUST]
        actions.order_route(meeting=meeting, keys=keys, **by)
        return queries.stops(meeting)

    def people_of(self, held: Held, meeting: Any, by: dict[str, Any]) -> None:
        for who, part in self.asked(held):
            person = self.people[who]
            unit = None if part in (Part.CHAIR, Part.LEADER) else self.unit(who.rpartition("-")[0])
            values = {"person": person, "unit": unit, "part": part}
            actions.set_participant(meeting=meeting, participant=None, values=values, **by)

    def asked(self, held: Held) -> Iterator[tuple[str, Part]]:
        for number, who in enumerate(held.leaders):
            yield who, Part.LEADER if number else Part.CHAIR
        for code in (*held.departments, *held.spoken):
            yield f"{code}-1", Part.REPORTING
        for code in held.written_by:
            yield f"{code}-1", Part.ATTENDING
        yield TAKES_DOWN, Part.SECRETARY

    def places_of(self, held: Held, meeting: Any, day: date, by: dict[str, Any]) -> None:
        ranked = {one.pk: one for one in candidates(by["by"], meeting, day)}
        if not held.places:
            known = {each.pk: each for each in self.projects.values()}  # a visitor's own projects are not the story's
            for pk in [pk for pk in ranked if pk in known][:3]:
                self.place(meeting, known[pk], Choice.MUST, ranked[pk], {}, by)
        for each in held.places:
            project = self.projects[each.key]
            more = {"minutes": each.minutes, "windows": [list(pair) for pair in each.windows], "why": each.why}
            if each.point:
                more |= {"latitude": each.point[0], "longitude": each.point[1]}
            self.place(meeting, project, Choice(each.choice), ranked.get(project.pk), more, by)

    def place(
        self, meeting: Any, project: Any, choice: Choice, known: Any, more: dict[str, Any], by: dict[str, Any]
    ) -> None:
        reasons = [
            {"code": str(one.why), "points": one.points, "params": dict(one.params)} for one in known.reasons
        ] if known else []  # fmt: skip
        site = actions.choose_site(
            meeting=meeting, project=project, choice=choice, reasons=reasons, worth=known.points if known else 0, **by
        )
        if more:
            actions.change_site(site=site, values=more, over=None, **by)

    def call(self, held: Held, day: date) -> None:
        meeting = self.meeting(held)
        actions.step(meeting=meeting, step=Step.CALL, over=meeting.edition, **self.by(PREPARES, day))

    def write(self, held: Held, day: date) -> None:
        """Units draft their reports out of what is known and hand them in."""
        self.hand_in(held, day, without={*held.late, *held.silent})

    def hand_in(self, held: Held, day: date, without: set[str]) -> None:
        for number, one in enumerate(queries.asked_of(self.meeting(held))):
            code = one.unit.code
            if code in without or last_version(one) is not None:
                continue
            by = {"by": self.people[f"{code}-1"], "at": self.at(day, 11) + timedelta(minutes=number)}
            try:
                actions.draft(statement=one, language="zh", **by)
                one.refresh_from_db()
                actions.submit(statement=one, over=one.edition, **by)
            except Refused:
                continue

    def hold(self, held: Held, day: date) -> None:
        """The day itself: late reports, who came, point after point, what was directed, the end."""
        self.hand_in(held, day, without=set(held.silent))
        meeting = self.meeting(held)
        by = self.by(TAKES_DOWN, day, held.begins.hour)
        meeting = actions.step(meeting=meeting, step=Step.BEGIN, over=meeting.edition, **by)
        sent = dict(held.sent)
        for one in queries.people_of(meeting):
            instead = sent.get(one.person.username if one.person else "", "")
            came = Attendance.SENT if instead else Attendance.PRESENT
            actions.attend(participant=one, attendance=came, instead=instead, **by)
        moment = by["at"]
        for planned in queries.agenda_of(meeting):
            moment = self.at(day, held.begins.hour) + timedelta(
                hours=planned.slot.begins.hour - held.begins.hour,
                minutes=planned.slot.begins.minute - held.begins.minute,
            )
            actions.go_to(meeting=meeting, item=planned.item, by=by["by"], at=moment)
            if planned.item.point == Point.TOPIC:
                self.decide(held, meeting, by["by"], moment)
            if planned.item.point == Point.DIRECTIVES:
                self.take_down(meeting, held, by["by"], moment)
        meeting.refresh_from_db()
        end = moment + timedelta(minutes=30)
        actions.step(meeting=meeting, step=Step.END, over=meeting.edition, by=by["by"], at=end)

    def decide(self, held: Held, meeting: Any, by: Any, at: datetime) -> None:
        told = {title: (outcome, words) for title, _unit, outcome, words in held.topics}
        for topic in queries.topics_of(meeting):
            if topic.title in told:
                outcome, words = told[topic.title]
                actions.decide(topic=topic, outcome=Outcome(outcome), result=words, over=topic.edition, by=by, at=at)

    def take_down(self, meeting: Any, held: Held, by: Any, at: datetime) -> None:
        """Each sentence as it is spoken, with what is to be done about it first, by whom and when."""
        for number, spoken in enumerate(one for one in SPOKEN.values() if one.meeting == held.title):
            first = spoken.actions[0]
            values = {
                "words": spoken.words, "title": first.title, "kind": spoken.kind,
                "said_by": self.people[spoken.said_by], "lead": self.unit(first.lead), "due_on": first.due_on,
                "ready": True,
            }  # fmt: skip
            moment = at + timedelta(minutes=3 * number)
            keys = first.projects or spoken.projects
            actions.catch(
                meeting=meeting, key=uuid5(NAMESPACE_URL, f"{held.on}{spoken.words}"), values=values, said_at=moment,
                projects=self.some(keys), by=by, at=moment,
            )  # fmt: skip

    def some(self, keys: Sequence[str]) -> list[Any]:
        return [self.projects[key] for key in keys if key in self.projects]

    def close(self, held: Held, day: date) -> None:
        """The minutes, written by one and found right by another."""
        meeting = self.meeting(held)
        for language in ("zh", "en"):
            made = actions.draft_minutes(meeting=meeting, language=language, over=0, **self.by(TAKES_DOWN, day, 9))
            actions.approve_minutes(minutes=made, **self.by(APPROVES, day, 14))
            self.tell(meeting, language, day)
        meeting.refresh_from_db()
        actions.step(meeting=meeting, step=Step.CLOSE, over=meeting.edition, **self.by(PREPARES, day, 16))

    def tell(self, meeting: Any, language: str, day: date) -> None:
        """The news of it: drafted from its facts, approved by another, published."""
        note = publishing.compose(meeting=meeting, language=language, **self.by(TAKES_DOWN, day, 10))
        for who, way in ((APPROVES, news.Step.APPROVE), (PREPARES, news.Step.PUBLISH)):
            note = publishing.step(note=note, step=way, over=note.edition, **self.by(who, day, 15))

    def meeting(self, held: Held) -> Any:
        found = queries.titled(held.title)
        if found is None or found.state == State.CANCELLED:
            raise Refused("meetings.not_so_now")
        return found
