"""The pages of a meeting's pack: cover and agenda, promises and their fate, route, statements, open matters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse

from keyworks.accounts.queries import today as today_of
from keyworks.accounts.queries import workdays
from keyworks.base import shown
from keyworks.matters.queries import boards
from keyworks.matters.rules.clocks import late_days
from keyworks.meetings import queries as meetings
from keyworks.meetings.queries import after, told
from keyworks.meetings.queries.statements import Read, handed_in
from keyworks.meetings.rules.kinds import How, Part
from keyworks.projects.queries import outline_shapes
from keyworks.publishing.queries.common import Writing, called, head, home, there
from keyworks.publishing.rules.document import Fact, Map, Page, Place, Table

LONGEST_WORD = 90
"""Characters of the last word said on a promise."""


class MeetingPages(Writing):
    """The pages of one meeting; each has its own sources."""

    def __init__(self, language: str, person: Any, meeting: Any) -> None:
        super().__init__(language, today_of())
        self.language, self.person, self.meeting = language, person, meeting
        self.route, self.stops = told.route_of(meeting)

    def fresh(self) -> int:
        """Begin a page: its first source is the meeting."""
        super().__init__(self.language, self.today)
        return self.mark("meeting", str(self.meeting), shown.day(self.meeting.on), url=self.meeting.get_absolute_url())

    @property
    def address(self) -> str:
        return str(self.meeting.get_absolute_url())

    def cover(self, projects: int) -> Page:
        one, mark = self.meeting, self.fresh()
        people = meetings.people_of(one)
        chair = shown.listed((_called(who) for who in people if who.part == Part.CHAIR), en="; ")
        leaders = shown.listed((_called(who) for who in people if who.part == Part.LEADER), en="; ")
        when = f"{shown.day(one.on)} {one.begins:%H:%M}{self.words['to']}{one.ends:%H:%M}"
        place = shown.listed([str(part) for part in (one.district, one.place) if part])
        stops = shown.listed(str(stop.project) for stop in self.stops) or self.words["no_stops"]
        rows = [
            ("cover_number", self.words["cover_of"].format(one.series, one.number)), ("cover_time", when),
            ("cover_place", place), ("cover_chair", chair), ("cover_leaders", leaders), ("cover_theme", one.theme),
            ("cover_stops", stops), ("cover_before", str(told.before(one) or "")),
        ]  # fmt: skip
        agenda = Table(
            self.words["agenda"], head(self.words["agenda_head"]),
            tuple(
                (f"{row.slot.begins:%H:%M}", str(row.item), str(row.item.minutes)) for row in meetings.agenda_of(one)
            ),
            (2, 10, 2), (2,), none=self.words["no_agenda"], mark=mark,
        )  # fmt: skip
        inside = [self.words[name] for name in ("promised", "city", "route")]
        inside += [self.words["project_pages"].format(projects)] if projects else []
        inside += [self.words[name] for name in ("statements", "annex_matters")]
        words = [self.words["inside"].format(shown.listed(inside, "；", "; "))]
        words += [] if projects else [self.words["no_projects"]]
        words.append(self.words["no_data_changed"])
        facts = tuple(Fact(self.words[name], text, mark) for name, text in rows if text)
        return Page("", "", facts, None, (agenda,), tuple(words), self.sources.all())

    def promised(self) -> Page:
        """What the meeting before directed, and what became of it."""
        before = told.before(self.meeting)
        self.fresh()
        if before is None:
            return Page(self.words["promised"], self.words["promised_first"], sources=self.sources.all())
        mark = self.mark("meeting", str(before), shown.day(before.on), url=before.get_absolute_url())
        promises = after.directed(before, self.person, day=self.today)
        if not promises:
            lead = self.words["promised_none"].format(before)
            return Page(self.words["promised"], lead, sources=self.sources.all())
        self.mark("matters", shown.day(self.today), url=reverse("matters:matters"))
        rows = tuple(
            (
                str(number), one.words, shown.listed(map(str, one.owners)),
                shown.day(due) if (due := one.outcome.due_on or one.promised_on) else self.words["undated"],
                self.fate(one), self.last_word(one),
            )
            for number, one in enumerate(promises, 1)
        )  # fmt: skip
        urls = tuple(there((one.shown or before).get_absolute_url()) for one in promises)
        count = after.counted(promises)
        done = count.done + count.done_late + sum(one.caught.on_the_spot and one.matter is None for one in promises)
        lead = self.words["promised_lead"].format(
            meeting=before, n=count.all, closed=done, late=count.late, open=count.all - done - count.withdrawn
        )  # fmt: skip
        table = Table("", head(self.words["promised_head"]), rows, (2, 9, 5, 4, 4, 7), (), urls, mark=mark)
        return Page(self.words["promised"], lead, tables=(table,), sources=self.sources.all())

    def fate(self, one: after.Promise) -> str:
        """What became of it, with its day or by how many working days it is late."""
        outcome = one.outcome
        if one.caught.on_the_spot and one.matter is None:
            return self.words["fate_spot"]
        day = shown.day(outcome.closed_on) if outcome.closed_on else ""
        return self.words[f"fate_{outcome.fate}"].format(day=day, late=outcome.late_days)

    def last_word(self, one: after.Promise) -> str:
        text = one.last.text if one.last else one.caught.result or self.words["no_word"]
        text = " ".join(text.split())
        return text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 1] + "…"

    def route_page(self) -> Page:
        mark, title = self.fresh(), self.words["route"]
        if not self.stops:
            return Page(title, self.words["no_route"], sources=self.sources.all())
        way, many = self.route, len(self.stops)
        lead = self.words["route_lead_bare"].format(many)
        facts: list[Fact] = []
        if way is not None:
            lead = self.words["route_lead"].format(n=many, departs=f"{way.departs:%H:%M}", back=f"{way.back_by:%H:%M}")
            ends = (("from_start", way.start), ("to_end", way.end or way.start))
            facts = [Fact(self.words[name], text, mark) for name, text in ends if text]
        rows = tuple(
            (
                str(number), *(f"{at:%H:%M}" if at else shown.UNKNOWN for at in (one.arrives, one.leaves)),
                str(one.project), str(one.project.district or ""), str(one.minutes),
            )
            for number, one in enumerate(self.stops, 1)
        )  # fmt: skip
        urls = tuple(there(one.project.get_absolute_url()) for one in self.stops)
        table = Table("", head(self.words["route_head"]), rows, (2, 3, 3, 11, 5, 3), (5,), urls, mark=mark)
        drawing, lost = self.map()
        words = (self.words["unmapped"].format(shown.listed(lost)),) if lost else ()
        return Page(title, lead, tuple(facts), drawing, (table,), words, self.sources.all())

    def map(self) -> tuple[Map | None, list[str]]:
        """The stops that have a position, over the districts' outlines; and those that have none."""
        places, lost = [], []
        for number, one in enumerate(self.stops, 1):
            lon = one.longitude if one.longitude is not None else one.project.lon
            lat = one.latitude if one.latitude is not None else one.project.lat
            if lon is None or lat is None:
                lost.append(str(one.project))
            else:
                places.append(Place(number, str(one.project), lon, lat))
        if not places:
            return None, lost
        said = shown.listed(f"{one.number} {one.name}" for one in places)
        return Map(said, tuple(places), tuple(_rings(outline_shapes())), self.words["map_note"]), lost

    def statements(self) -> Page:
        """Who reports how, whether it is in, and what the written reports say."""
        mark, title = self.fresh(), self.words["statements"]
        found = handed_in(self.meeting)
        if not found:
            return Page(title, self.words["statements_none"], sources=self.sources.all())
        handed = [one for one in found if one.version is not None]
        lead = self.words["statements_lead"].format(
            spoken=sum(one.statement.how == How.SPOKEN for one in found),
            written=sum(one.statement.how == How.WRITTEN for one in found),
            handed=len(handed), missing=len(found) - len(handed),
        )  # fmt: skip
        rows = tuple(
            (str(number), str(one.statement.unit), self.words[f"how_{one.statement.how}"], self.handed(one.statement))
            for number, one in enumerate(found, 1)
        )
        tables = [Table("", head(self.words["statements_head"]), rows, (2, 8, 3, 6), mark=mark), *self.texts(handed)]
        return Page(title, lead, tables=tuple(tables), sources=self.sources.all())

    def texts(self, handed: Sequence[Read]) -> list[Table]:
        """The reports themselves, part by part, each with the day of its version."""
        made = []
        for one in handed:
            if one.version is None:
                continue
            said = self.words["from_statements"].format(one.statement.unit)
            mark = self.sources.mark(said, home(one.statement, self.address))
            parts = tuple(
                (self.words.get(f"part_{name}", name), " ".join(text.split()))
                for name, text in one.version.parts.items() if text.strip()
            )  # fmt: skip
            if parts:
                made.append(Table(str(one.statement.unit), head(self.words["parts_head"]), parts, (2, 11), mark=mark))
        return made

    def handed(self, statement: Any) -> str:
        if statement.submitted_at is None:
            return self.words["not_handed"]
        name = "handed_late" if statement.late else "handed_on"
        return self.words[name].format(shown.day(statement.submitted_at))

    def annex(self, projects: Sequence[Any]) -> Page:
        """The open matters of the projects in the pack, and the topics of the meeting."""
        mark = self.fresh()
        open_ = boards.open_of(self.person, [one.pk for one in projects])
        rows, urls, calendar = [], [], workdays()
        for one in projects:
            for row in open_.get(one.pk, []):
                late = late_days(row["due_on"], self.today, calendar)
                rows.append((
                    row["number"], row["title"], str(one), row["lead_called"] or row["person_called"] or "",
                    str(row["level"]), shown.day(row["due_on"]) if row["due_on"] else self.words["undated"],
                    self.words["fate_late"].format(late=late) if late else "",
                ))  # fmt: skip
                urls.append(there(reverse("matters:matter", args=[row["pk"]])))
        lead = self.words["annex_lead"].format(len({row[0] for row in rows}))
        matters = self.mark("matters", shown.day(self.today), url=reverse("matters:matters"))
        tables = [Table(
            "", head(self.words["annex_head"]), tuple(rows), (3, 6, 6, 5, 1, 4, 4), (4,), tuple(urls), mark=matters
        )] if rows else []  # fmt: skip
        topics = tuple(
            (str(number), one.title, str(one.unit or ""), one.matter.number if one.matter else "")
            for number, one in enumerate(told.topics(self.person, self.meeting), 1)
        )
        tables.append(Table(
            self.words["topics"], head(self.words["topics_head"]), topics, (2, 9, 5, 3), none=self.words["no_topics"],
            mark=mark,
        ))  # fmt: skip
        return Page(
            self.words["annex_matters"], lead if rows else self.words["annex_none"], tables=tuple(tables),
            sources=self.sources.all(),
        )  # fmt: skip


def _called(who: Any) -> str:
    """A participant by name and post, in the language of the pack."""
    return called(who, who.post or (who.person.called_post if who.person else ""))


def _rings(found: Collection[Any]) -> list[tuple[tuple[float, float], ...]]:
    """The outer rings of outlines, each point in degrees."""
    rings = []
    for one in found:
        shape = one
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings += [tuple((float(lon), float(lat)) for lon, lat, *_ in part[0]) for part in parts]
    return rings
