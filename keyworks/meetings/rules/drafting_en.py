"""A report's parts in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from keyworks.meetings.rules.drafting import Behind, Facts, Section
from keyworks.meetings.rules.drafting_said import counted, said

FEW = 3
LIGHTS = ("green", "yellow", "red")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def parts(facts: Facts) -> dict[Section, str]:
    return {
        Section.TARGETS: _joined(targets(facts)),
        Section.CONSTRUCTION: _joined(construction(facts)),
        Section.PRODUCTION: _joined(production(facts)),
        Section.PROBLEMS: _joined(problems(facts)),
    }


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(one for one in sentences if one)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _have(facts: Facts, *codes: str) -> bool:
    return all(code in facts.figures for code in codes)


def _f(facts: Facts, code: str) -> str:
    return said(facts.figures[code], zh=False)


def targets(facts: Facts) -> list[str]:
    if not _have(facts, "projects"):
        return [f"There is no figure yet on projects of the {facts.year} construction list."]
    if not facts.value("projects"):
        return [
            f"We {'guide' if facts.department else 'have'} no project on the city's {facts.year} construction list."
        ]
    whose = "We guide" if facts.department else "We have"
    plan = f"with {_f(facts, 'plan')} planned for the year" if _have(facts, "plan") else "no yearly plan is known yet"
    found = [f"{whose} {_f(facts, 'projects')} on the city's {facts.year} construction list, {plan}.", _done(facts)]
    if facts.department:
        return [*found, _sectors(facts.sectors)]
    return [*found, _growth(facts), _bonds(facts), _own_light(facts)]


def _done(facts: Facts) -> str:
    if facts.month is None or not _have(facts, "done"):
        return "There is no figure yet on what was invested this year."
    text = f"By the end of {MONTHS[facts.month.number - 1]}, {_f(facts, 'done')} had been invested"
    if facts.value("missing"):
        text += f" ({_f(facts, 'missing')} not reported yet)"
    if _have(facts, "share"):
        text += f", {_f(facts, 'share')} of the plan"
    if _have(facts, "points", "pace"):
        points = facts.figures["points"].value
        how = f"{_f(facts, 'points')} {'ahead of' if points > 0 else 'behind'}" if points else "on"
        text += f", {how} the {_f(facts, 'pace')} of months gone"
    due = f"; the projects' own plans have {_f(facts, 'due')} due" if _have(facts, "due") else ""
    return f"{text}{due}."


def _sectors(sectors: Sequence[Behind]) -> str:
    told = []
    for one in sectors:
        text = f"{one.name_en or one.name_zh}: {said(one.figures['sector_projects'], zh=False)}"
        if plan := one.figures.get("sector_plan"):
            text += f", {said(plan, zh=False)} planned"
        if done := one.figures.get("sector_done"):
            text += f", {said(done, zh=False)} done"
        if share := one.figures.get("sector_share"):
            text += f" ({said(share, zh=False)})"
        told.append(text)
    return f"By field: {'; '.join(told)}." if told else ""


def _growth(facts: Facts) -> str:
    grown = facts.value("grown")
    if grown is None:
        return "There is no figure yet on the growth of fixed-asset investment."
    how = f"{'grew' if grown > 0 else 'fell'} by {_f(facts, 'grown').lstrip('-')}" if grown else "did not change"
    text = f"Fixed-asset investment {how} on the year before"
    for code, name in (("grown_to_plan", "our own target"), ("grown_to_average", "the city's average")):
        if (apart := facts.value(code)) is not None:
            text += f", {_f(facts, code)} {'above' if apart > 0 else 'below'} {name}" if apart else f", equal to {name}"
    return f"{text}."


def _bonds(facts: Facts) -> str:
    if not _have(facts, "bonds", "bonds_spent"):
        return "There is no figure yet on the spending of special bonds."
    share = f" ({_f(facts, 'bonds_share')})" if _have(facts, "bonds_share") else ""
    return f"Of {_f(facts, 'bonds')} of special bonds issued, {_f(facts, 'bonds_spent')} is spent{share}."


def _own_light(facts: Facts) -> str:
    if not facts.lit or facts.month is None:
        return ""
    light = "not judged" if facts.lit == "grey" else facts.lit
    return f"Under the city's rules the district's light for {MONTHS[facts.month.number - 1]} is {light}."


def construction(facts: Facts) -> list[str]:
    if facts.value("projects") == 0:
        return []
    found = []
    tags = (("new", "to be started"), ("continuing", "continuing"), ("finishing", "to be finished this year"))
    told = [f"{_f(facts, code)} {name}" for code, name in tags if _have(facts, code)]
    if told:
        found.append(f"Under construction are {_listed(told)}.")
    if _have(facts, "new", "started"):
        share = f" ({_f(facts, 'started_share')})" if _have(facts, "started_share") else ""
        found.append(f"Of {_f(facts, 'new')} to be started this year, {facts.value('started')} have started{share}.")
    if _have(facts, "finished"):
        found.append(f"Finished this year: {_f(facts, 'finished')}.")
    return [*found, _lights(facts), _filed(facts)]


def _lights(facts: Facts) -> str:
    lit = [f"{facts.value(code)} {code}" for code in LIGHTS if facts.value(code)]
    if facts.value("grey"):
        lit.append(f"{facts.value('grey')} not judged")
    if not lit or facts.month is None:
        return "There is no figure yet on lights."
    moves = []
    for code, name in (("red_moved", "red"), ("yellow_moved", "yellow")):
        if change := facts.value(code):
            moves.append(f"{abs(change)} {'more' if change > 0 else 'fewer'} {name}")
    then = f" ({_listed(moves)} than the month before)" if moves else ""
    return f"Lights for {MONTHS[facts.month.number - 1]}: {_listed(lit)}{then}."


def _filed(facts: Facts) -> str:
    if facts.month is None or not _have(facts, "filed", "missing"):
        return ""
    month = MONTHS[facts.month.number - 1]
    if not facts.value("missing"):
        return f"All reports of {month} are in."
    return f"Reports of {month}: {facts.value('filed')} in, {facts.value('missing')} missing."


def production(facts: Facts) -> list[str]:
    found = []
    states = (("lines_debugging", "being debugged"), ("lines_debugged", "debugged"), ("lines_done", "in use"))
    if _have(facts, "lines"):
        told = [f"{facts.value(code)} {name}" for code, name in states if facts.value(code)]
        n = counted(facts.figures["lines"].value, "production line", "production lines")
        found.append(f"There {'is' if n.startswith('1 ') else 'are'} {n}" + (f", {_listed(told)}." if told else "."))
    stages = (("commissioning", "in commissioning"), ("in_production", "producing"), ("at_capacity", "at capacity"))
    told = [f"{_f(facts, code)} {name}" for code, name in stages if facts.value(code)]
    if told:
        found.append(f"{_listed(told)}.")
    if facts.producing:
        names = _listed([f"“{en or zh}”" for zh, en in facts.producing[:FEW]])
        found.append(f"{'Among them' if len(facts.producing) > FEW else 'Namely'}: {names}.")
    return found or ([] if facts.value("projects") == 0 else ["There is no figure yet on production and capacity."])


def problems(facts: Facts) -> list[str]:
    found = []
    if facts.behind:
        told = [f"“{one.name_en or one.name_zh}”{_how_far(one)}" for one in facts.behind]
        found.append(f"Furthest behind are {'; '.join(told)}.")
    found += [_matters(facts), _requests(facts), _owed(facts), _pressing(facts)]
    return [one for one in found if one] or ["There is nothing at present that we ask the meeting to settle."]


def _how_far(one: Behind) -> str:
    if one.unfiled:
        return " (its reports of this year are missing)"
    share, points = one.figures.get("project_share"), one.figures.get("project_points")
    told = [
        *([f"{said(share, zh=False)} of the year's plan"] if share else []),
        *([f"{said(points, zh=False)} behind its own plan"] if points else []),
    ]
    return f" ({', '.join(told)})" if told else ""


def _matters(facts: Facts) -> str:
    if not _have(facts, "open"):
        return ""
    whose = "that we lead" if facts.department else "that concern us"
    if not facts.value("open"):
        return f"All matters {whose} are closed." if facts.value("closed") else ""
    told = []
    if facts.value("raised_up"):
        told.append(f"{facts.value('raised_up')} raised to a higher level")
    told.append(f"{facts.value('overdue')} overdue" if facts.value("overdue") else "none overdue")
    closed = f"; {_f(facts, 'closed')} closed this year" if facts.value("closed") else ""
    are = "is" if facts.value("open") == 1 else "are"
    return f"{_f(facts, 'open')} {whose} {are} open, {_listed(told)}{closed}."


def _requests(facts: Facts) -> str:
    if not facts.value("requests"):
        return ""
    n = counted(facts.figures["requests"].value, "request", "requests")
    return f"Enterprises made {n} this year; {facts.value('answered')} answered and closed."


def _owed(facts: Facts) -> str:
    told = []
    if facts.value("approvals"):
        told.append(f"{_f(facts, 'approvals')} of approval to be done")
    if facts.value("letters"):
        late = f" ({facts.value('letters_late')} late)" if facts.value("letters_late") else ""
        told.append(f"{_f(facts, 'letters')} to be answered{late}")
    return f"We owe {_listed(told)}." if told else ""


def _pressing(facts: Facts) -> str:
    if not facts.pressing:
        return ""
    rows = []
    for place, one in enumerate(facts.pressing, 1):
        due = f", due {_day(one.due_on)}" if one.due_on else ""
        days = f"{one.late_days} working {'day' if one.late_days == 1 else 'days'}"
        late = f", {days} overdue" if one.late_days else ""
        rows.append(f"({place}) “{one.title}” ({one.number}, level {one.level}{due}{late})")
    return f"We ask the meeting to settle: {'; '.join(rows)}."


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
