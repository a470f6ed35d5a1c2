"""The brief of a district: two sides that say how its year stands, what moved and why, what is stuck, what comes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from keyworks.accounts.queries import workdays
from keyworks.base import shown
from keyworks.matters.rules.ladder import State
from keyworks.matters.rules.waiting import is_overdue
from keyworks.publishing.queries.common import money
from keyworks.publishing.queries.issues.common import Telling
from keyworks.publishing.rules.papers import cells
from keyworks.values.money import house

AHEAD = timedelta(days=30)
ORDER = ("next_start", "next_finish", "next_due")


class Brief(Telling):
    def write(self) -> dict[str, Any]:
        tables = {
            "moved": self.moved_table(), "turned": self.turned_table(), "red": self.coloured_table("red"),
            "yellow": self.coloured_table("yellow"), "overdue": self.overdue_table(), "events": self.events_table(),
            "next": self.next_table(), "projects": self.projects_table(),
        }  # fmt: skip
        figures = {"year": self.year_figure(), "lights": self.lights_figure(), "course": self.course_figure()}
        return self.said(self.fields(), tables, figures)

    def fields(self) -> dict[str, str]:
        whole, where = self.found.sums, str(self.asked.district)
        share = cells.text(whole.share, {"kind": "share"}, self.language, house())
        ahead = cells.text(whole.points, {"kind": "points"}, self.language, house())
        return {
            "district": where, "headline": self.headline(where, len(self.late())),
            "projects": shown.number(whole.projects), "plan": money(whole.plan), "done": money(whole.year_done),
            "share": share, "due": money(self.found.course.planned[self.month.number]), "points": ahead,
            "moved": self.moved(), "turned": self.turned(), "red": self.red(), "overdue": self.overdue(),
            "starts": self.starts(), "next": self.next(),
        }  # fmt: skip

    # — lights that changed —

    def changed(self) -> list[Any]:
        """Those whose colour is another than the month before, what turned red first."""
        found = [one for one in self.found.told if one.before and one.before != one.light.colour]
        return sorted(found, key=lambda one: (one.light.colour != "red", -one.line.planned, one.project.number))

    def turned(self) -> str:
        if self.month.number == 1:
            return self.words["turned_first"]
        found = self.changed()
        if not found:
            return self.words["turned_no"]
        into = sum(one.light.colour == "red" for one in found)
        return self.words["turned"].format(into=into, out=sum(one.before == "red" for one in found))

    def turned_table(self) -> Any:
        columns = [
            self.column("project", wide=6), self.column("light_before", "light"),
            self.column("light_now", "light"), self.column("why", wide=9),
        ]  # fmt: skip
        rows = [(self.name(one.project), one.before, str(one.light.colour), self.why(one)) for one in self.changed()]
        none = "turned_none_yet" if self.month.number == 1 else "turned_no"
        return self.table("turned", columns, rows) | {"none": self.words[none]}

    # — matters —

    def all_matters(self) -> list[dict[str, Any]]:
        """Each open matter of the district's projects once, the most pressing first."""
        found = {row["pk"]: row for rows in self.matters.values() for row in rows}
        return sorted(found.values(), key=lambda row: (row["due_on"] is None, row["due_on"] or self.today, row["pk"]))

    def late(self) -> list[dict[str, Any]]:
        return [
            row for row in self.all_matters()
            if is_overdue(State(row["state"]), row["due_on"], row["climbs_on"], self.today)
        ]  # fmt: skip

    def overdue(self) -> str:
        if not self.asked.now:
            return self.words["overdue_past"]
        return self.words["overdue"].format(open=len(self.all_matters()), late=len(self.late()))

    def overdue_table(self) -> Any:
        columns = [
            self.column("matter", wide=8), self.column("with", wide=6), self.column("level", "number", 2),
            self.column("due", "day"), self.column("days_late", "number", 3),
        ]  # fmt: skip
        rows = [
            (row["title"], row["lead_called"] or row["desk_called"] or row["person_called"] or "", row["level"],
             due.isoformat(), workdays().between(due, self.today))
            for row in self.late() for due in [_late_since(row, self.today)]
        ]  # fmt: skip
        none = "overdue_no" if self.asked.now else "overdue_past"
        return self.table("overdue", columns, rows) | {"none": self.words[none]}

    # — what comes —

    def coming(self) -> list[tuple[Any, str, str]]:
        """(day, what, project or matter) of the days ahead of the paper's own."""
        last, found = self.today + AHEAD, []

        def ahead(day: Any) -> bool:
            return day is not None and self.today < day <= last

        for one in self.found.listed:
            if not one.known or one.stage == "exited":
                continue
            if ahead(one.planned_start) and not one.started_on:
                found.append((one.planned_start, "next_start", self.called(one.pk)))
            if ahead(one.planned_finish) and not one.finished_on:
                found.append((one.planned_finish, "next_finish", self.called(one.pk)))
        found += [(row["due_on"], "next_due", row["title"]) for row in self.all_matters() if ahead(row["due_on"])]
        return sorted(found, key=lambda one: (one[0], ORDER.index(one[1]), one[2]))

    def next(self) -> str:
        after, counts = self.month + 1, Counter(what for _day, what, _of in self.coming())
        plans = [one.line.plan for one in self.found.told if one.line.plan and one.line.plan.year == after.year]
        return self.words["next"].format(
            month=shown.month(after) if self.language == "zh" else self.month_words(after),
            plan=money(sum(plan.months[after.number - 1] for plan in plans)),
            until=cells.day(self.today + AHEAD, self.language), starts=counts["next_start"],
            finishes=counts["next_finish"], due=counts["next_due"],
        )  # fmt: skip

    def next_table(self) -> Any:
        columns = [self.column("day", "day", 2), self.column("what", wide=3), self.column("project", wide=11)]
        rows = [(day.isoformat(), self.words[what], of) for day, what, of in self.coming()]
        return self.table("next", columns, rows)


def _late_since(row: dict[str, Any], today: Any) -> Any:
    """The day from which it is late: the promised one where that is past."""
    due = row["due_on"]
    return due if due is not None and due < today else row["climbs_on"]
