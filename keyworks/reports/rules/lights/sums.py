"""Investment: what is done of what is due, by the measure that holds in the month."""

from __future__ import annotations

from itertools import accumulate

from keyworks.reports.rules.figures import WHOLE, Plan
from keyworks.reports.rules.lights import codes
from keyworks.reports.rules.lights.specs import Colour, Dimension, Measure, RuleSet, Tasks
from keyworks.reports.rules.lights.states import State, Told, Verdict
from keyworks.values.months import Month

_CODES = {"ratio": codes.RATIO, "points": codes.POINTS, "short": codes.SHORT, "tasks": codes.TASKS_DONE}
LAST = 12


def invested(rules: RuleSet, state: State) -> Verdict:
    """The investment of a project's year up to its month."""
    plan, month = state.plan, state.month
    measure = rules.measure(month.number)
    if measure is None:
        return _grey(codes.NOT_YET, {"starts": rules.investment[0].starts})
    if plan is None or plan.year != month.year or plan.total <= 0:
        return _grey(codes.NO_PLAN, {"done": state.done_by(month.number)})
    done, due, planned = state.done_by(month.number), plan.due(month), plan.total
    if due <= 0:
        return _grey(codes.NOTHING_DUE, {"done": done, "due": due, "planned": planned})
    inputs = {
        "done": done,
        "due": due,
        "planned": planned,
        "ratio": share(done, due),
        "points": share(done, planned) - share(due, planned),
    }
    if isinstance(measure, Tasks):
        return _tasks(measure, state, plan, inputs)
    inputs |= zip(("yellow", "red"), (getattr(measure, name) for name in measure.limits), strict=True)
    colour = coloured(measure, done, due, planned)
    needs = () if colour is Colour.GREEN else _needs(rules, measure, plan, month, done)
    return Verdict(Dimension.INVESTMENT, colour, _CODES[measure.by], inputs, needs)


def coloured(measure: Measure, done: int, due: int, planned: int) -> Colour:
    """The colour of what is done of what is due of a plan, in whole units of any kind."""
    if done >= measure.green(due, planned):
        return Colour.GREEN
    return Colour.YELLOW if done >= measure.passable(due, planned) else Colour.RED


def _tasks(measure: Tasks, state: State, plan: Plan, inputs: dict[str, int]) -> Verdict:
    """A month that was missed turns yellow in the month in which what it lacked is made up; its own month stays."""
    month, done = state.month, list(accumulate(state.done))
    made_up: dict[Month, int] = {}
    for number in range(measure.starts, month.number + 1):
        past = Month(month.year, number)
        if state.done_by(number) < plan.due(past):
            made_up[past] = _made_up(done, number, plan.due(past))
    later = made_up.pop(month, None)
    said: dict[str, object] = dict(inputs)
    said["made_up"] = tuple(past for past, by in made_up.items() if by and by <= month.number)
    if later is None:
        return Verdict(Dimension.INVESTMENT, Colour.GREEN, codes.TASKS_DONE, {**said, "made_up_in": None})
    if later:
        said["made_up_in"] = Month(month.year, later)
        return Verdict(Dimension.INVESTMENT, Colour.YELLOW, codes.TASKS_DONE, said)
    needs = (Told(codes.INVEST, {"amount": inputs["due"] - inputs["done"], "month": month}),)
    return Verdict(Dimension.INVESTMENT, Colour.RED, codes.TASKS_DONE, {**said, "made_up_in": None}, needs)


def _made_up(done: list[int], missed: int, due: int) -> int:
    """The number of the later month by whose end what was due is done; 0 where it is not."""
    return next((number for number in range(missed + 1, len(done) + 1) if done[number - 1] >= due), 0)


def _needs(rules: RuleSet, measure: Measure, plan: Plan, month: Month, done: int) -> tuple[Told, ...]:
    """What is lacking of this month's green, and what the next month asks for its own."""
    lacking = (Told(codes.INVEST, {"amount": measure.green(plan.due(month), plan.total) - done, "month": month}),)
    after = month.number + 1
    following = rules.measure(after)
    if after > LAST or following is None:
        return lacking
    later = Month(month.year, after)
    amount = max(0, following.green(plan.due(later), plan.total) - done)
    return (*lacking, Told(codes.INVEST_NEXT, {"amount": amount, "month": later}))


def _grey(code: str, inputs: dict[str, int]) -> Verdict:
    return Verdict(Dimension.INVESTMENT, Colour.GREY, code, inputs)


def share(part: int, whole: int) -> int:
    """The share in hundredths of 1 %, rounded as bulletins do; 0 of nothing."""
    return (2 * part * WHOLE + whole) // (2 * whole) if whole else 0
