"""The matters of the city, day by day: the clock first, then whoever has one takes the next step of its story."""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from keyworks.accounts.queries import unit_coded
from keyworks.demonstration.actions.letters import Letters
from keyworks.demonstration.actions.meetings import issue_said
from keyworks.demonstration.city import DEPARTMENTS, DISTRICTS, OFFICE
from keyworks.demonstration.portfolio import papers
from keyworks.demonstration.portfolio.listed import Listed
from keyworks.demonstration.portfolio.matters import year_of_matters
from keyworks.demonstration.portfolio.stories import Act, Story
from keyworks.demonstration.portfolio.terms import EXECUTIVE, INDUSTRY, MAYOR, SECRETARY, TRANSPORT, URBAN
from keyworks.dossier import actions as dossier
from keyworks.matters import actions, queries
from keyworks.matters.rules.ladder import BY_STEP, Party, Sort, Source, Step
from keyworks.meetings.queries.directed import issued_as
from keyworks.reports.queries import of_month
from keyworks.values.months import Month
from keyworks.values.refusals import Refused

CITY = OFFICE[0]
CONTACTS = {
    "devreform": EXECUTIVE, "finance": EXECUTIVE, "statistics": EXECUTIVE, "services": EXECUTIVE,
    "industry": INDUSTRY, "science": INDUSTRY, "emergency": INDUSTRY, "land": URBAN, "housing": URBAN,
    "ecology": URBAN, "water": URBAN, "transport": TRANSPORT, "health": SECRETARY,
}  # fmt: skip
"""Department → the leader who is its contact."""
ROUND = (EXECUTIVE, INDUSTRY, URBAN, TRANSPORT, SECRETARY)
"""Districts have theirs in turn."""
SORTS, LOOKS, DOES, CLOSES = "office-4", "office-2", "office-6", "office-5"
"""Who in the city office sorts and assigns, who looks at what is said to be done, who does what the office itself
leads, who closes."""
SPLIT, TAKES = Step.SPLIT, (Step.ACCEPT, Step.DECLINE)
FIRST_HOUR, PAUSE = 9, timedelta(minutes=30)
ISSUED_HOUR = 15
"""What a meeting directed is issued when it is over."""
VERBS: Mapping[Step, Callable[..., Any]] = {
    Step.TRIAGE: actions.triage, Step.RETURN: actions.return_to_raiser, Step.AMEND: actions.amend,
    Step.HAND_UP: actions.hand_up, Step.ASSIGN: actions.assign, Step.ACCEPT: actions.accept,
    Step.DECLINE: actions.decline, Step.FEEDBACK: actions.feedback, Step.INSTRUCT: actions.instruct,
    Step.EXTEND: actions.extend, Step.PAUSE: actions.pause, Step.PROPOSE: actions.propose,
    Step.REJECT: actions.reject, Step.VERIFY: actions.verify, Step.CONFIRM: actions.confirm,
    Step.DISPUTE: actions.dispute, Step.CLOSE: actions.close, Step.REOPEN: actions.reopen,
    Step.WITHDRAW: actions.withdraw, Step.SPLIT: actions.split,
}  # fmt: skip
NAMES = {"photo": "现场照片{0:%m%d}.jpg", "paper": "办理结果{0:%m%d}.pdf", "receipt": "支付回单{0:%m%d}.png"}


def name_answerers(units: Mapping[str, Any], people: Mapping[str, Any], at: datetime) -> None:
    """Who answers at each level: heads of departments and districts, contact leaders by field, the mayor."""
    by = people["office-1"]
    contacts = CONTACTS | {code: ROUND[at % len(ROUND)] for at, (code, *_) in enumerate(DISTRICTS)}
    for code in (*(one.code for one in DEPARTMENTS), *(code for code, *_ in DISTRICTS)):
        actions.name_answerer(level=2, unit=units[code], person=people[f"{code}-1"], by=by, at=at)
        actions.name_answerer(level=3, unit=units[code], person=people[contacts[code]], by=by, at=at)
    actions.name_answerer(level=4, unit=None, person=people[MAYOR], by=by, at=at)


class Matters:
    """What becomes of the year's matters on each day; a step that somebody's doing has overtaken is passed over."""

    def __init__(
        self, listed: Sequence[Listed], projects: Mapping[str, Any], people: Mapping[str, Any],
        at: Callable[[date, int], datetime],
    ) -> None:  # fmt: skip
        self.projects, self.people, self.at = projects, people, at
        self.persons = {one.pk: one for one in people.values()}
        self.stories = {one.number: one for one in year_of_matters(listed)}
        self.units: dict[str, Any] = {}
        self.begun: dict[int, datetime] = {}
        self.days: dict[date, list[tuple[datetime, Story, Act | None]]] = defaultdict(list)
        self.letters = Letters(people, at)
        self.directed = {one.number: one.words for one in self.stories.values() if one.meeting and not one.whole}
        for story in self.stories.values():
            self._plan(story)

    def _plan(self, story: Story) -> None:
        """At which moment each of its steps is taken; what is split off a directive begins with the splitting."""
        taken: dict[date, int] = {}
        for act in ((None,) if not story.whole else ()) + story.acts:
            day = act.day if act else story.day
            order = taken[day] = taken.get(day, -1) + 1
            hour = ISSUED_HOUR if act is None and story.meeting else FIRST_HOUR
            moment = self.at(day, hour) + order * PAUSE + timedelta(seconds=story.number)
            self.days[day].append((moment, story, act))
            if act is None or act.step is SPLIT:
                self.begun[act.part if act else story.number] = moment
                if act is None and story.meeting:
                    self.begun[story.number + 1] = moment

    def morning(self, day: date) -> None:
        """Before anybody comes: pauses end, what is overdue goes up, letters are drafted."""
        actions.tick(at=self.at(day, 6))
        self.letters.morning(day)

    def day(self, day: date) -> None:
        self.morning(day)
        self._steps(day)
        self.letters.day(day)

    def _steps(self, day: date) -> None:
        if not (steps := sorted(self.days.get(day, ()), key=lambda one: one[0])):
            return
        found = queries.raised_at(self.begun[story.number] for _at, story, act in steps if act)
        matters = {number: found[at] for number, at in self.begun.items() if at in found} | self.issued(steps)
        for at, story, act in steps:
            try:
                if act is None:
                    matters[story.number] = self.begin(story, at)
                elif one := matters.get(story.number):
                    matters[story.number] = self.take(story, act, one, at)
            except Refused:
                continue  # a visitor has done otherwise

    def issued(self, steps: Sequence[tuple[datetime, Story, Act | None]]) -> dict[int, Any]:
        """What meetings directed, of which one of these steps is, and the action that was split off each at once."""
        wanted = {story.number for _at, story, act in steps if act}
        wanted &= {*self.directed, *(number + 1 for number in self.directed)}
        found: dict[int, Any] = {}
        for words, (matter, action) in (issued_as(self.directed.values()) if wanted else {}).items():
            number = next(one for one, said in self.directed.items() if said == words)
            found |= {number: matter, number + 1: action}
        return found

    def unit(self, code: str) -> Any:
        if code not in self.units:
            self.units[code] = unit_coded(code)
        return self.units[code]

    def some(self, keys: Iterable[str]) -> list[Any]:
        return [self.projects[key] for key in keys if key in self.projects]

    def begin(self, story: Story, at: datetime) -> Any:
        """Raise it, as far as those who do are still there."""
        by, projects = self.people.get(story.by), self.some(story.projects)
        if by is None or self.unit(story.unit) is None:
            return None
        told: dict[str, Any] = {"kind": story.kind, "title": story.title, "projects": projects, "by": by, "at": at}
        if story.meeting:
            press = {"in_press": story.said_in_press} if story.said_in_press else None
            return issue_said(story.words, press, by, at)
        if story.sort is Sort.DIRECTIVE:
            return actions.direct(
                words=story.words, said_by=self.people[story.said_by], said_post=story.said_post, said_on=story.day,
                **told,
            )  # fmt: skip
        report = None
        if story.source is Source.REPORT and projects:
            report = of_month(Month.of(story.day) - 1, [projects[0].pk]).get(projects[0].pk)
        return actions.raise_matter(
            sort=story.sort, text=story.text, effect=story.effect, unit=self.unit(story.unit), source=story.source,
            report=report, **told,
        )  # fmt: skip

    def take(self, story: Story, act: Act, matter: Any, at: datetime) -> Any:
        """Take one step of a story, as whoever has the matter now; the matter as it stands then."""
        by, unit = self.who(story, act, matter), act.lead and self.unit(act.lead)
        if by is None or unit is None or matter.state not in BY_STEP[act.step].of:
            return matter
        told = {"matter": matter, "over": matter.edition, "by": by, "at": at, **dict(self.said(act))}
        if act.step is SPLIT:
            part = self.stories[act.part]
            VERBS[SPLIT](
                title=part.title, lead=self.unit(part.lead), due_on=part.due_on, projects=self.some(part.projects),
                **told,
            )  # fmt: skip
            matter.refresh_from_db()
            return matter
        if act.form:
            self.show(story, act, matter, by, at)
        return VERBS[act.step](**told)

    def said(self, act: Act) -> Iterator[tuple[str, Any]]:
        """What a step is told besides whose it is."""
        if act.text:
            yield "text", act.text
        if act.lead:
            yield "lead", self.unit(act.lead)
            yield "co_owners", [self.unit(code) for code in act.co_owners]
            yield "rhythm_days", act.rhythm_days
        if act.due_on:
            yield "until" if act.step is Step.PAUSE else "due_on", act.due_on
        if act.rating:
            yield "rating", act.rating

    def who(self, story: Story, act: Act, matter: Any) -> Any:
        """Whose step it is as the matter stands now; None where it is nobody of the cast."""
        party = BY_STEP[act.step].by[-1 if act.step is Step.INSTRUCT else 0]
        if party is Party.RAISER:
            return self.persons.get(matter.raised_by_id)
        if party is Party.LEAD:
            return self.persons.get(matter.lead_person_id) or self.of(
                matter.lead.code if matter.lead else CITY, act, story.number
            )
        if party is Party.ABOVE and matter.answerable_id:
            return self.persons.get(matter.answerable_id)
        return self.of(matter.desk.code, act, story.number)

    def of(self, code: str, act: Act, number: int) -> Any:
        """The person of a unit who takes such a step."""
        if code == CITY:
            city = {Step.VERIFY: LOOKS, Step.REJECT: LOOKS, Step.CLOSE: CLOSES}
            leads = Party.LEAD in BY_STEP[act.step].by
            return self.people[DOES if leads else city.get(act.step, SORTS)]
        second = act.step in (Step.TRIAGE, Step.RETURN, Step.ASSIGN) or (act.step in TAKES and number % 2)
        return self.people.get(f"{code}-2" if second else f"{code}-1") or self.people.get(f"{code}-1")

    def show(self, story: Story, act: Act, matter: Any, by: Any, at: datetime) -> None:
        """Hang on it what shows that it is done."""
        key = f"{story.number} {act.day}"
        if act.form == "photo":
            content = papers.photo(key)
        elif act.form == "receipt":
            content = papers.receipt(key, act.day)
        else:
            content = papers.letter("办理结果", (story.title, act.text), str(matter.lead.name_zh), act.day)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "shown"
            path.write_bytes(content)
            part = dossier.Part(
                path, NAMES[act.form].format(act.day), hashlib.sha256(content).hexdigest(), len(content)
            )  # fmt: skip
            dossier.attach(subject=matter, part=part, by=by, at=at)
