"""The whole list of 2022: what press tells and an invented rest, from one seed, that add up to what was published."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from keyworks.demonstration.city import OWNERS
from keyworks.demonstration.portfolio import finance
from keyworks.demonstration.portfolio.codes import project_code
from keyworks.demonstration.portfolio.finance import Span
from keyworks.demonstration.portfolio.ground import Ground
from keyworks.demonstration.portfolio.invention import COUNTS, Sketch, owner, sketches
from keyworks.demonstration.portfolio.listed import ISSUED_ON, PREPARED_ON, PUBLISHED, YEAR, Listed, Step, yi
from keyworks.demonstration.portfolio.press import KNOWN
from keyworks.demonstration.portfolio.spread import spread
from keyworks.demonstration.portfolio.terms import BUSINESSES
from keyworks.demonstration.portfolio.words import district_names
from keyworks.values.money import Money, total
from keyworks.values.months import Month

SEED = 20220222
LEAST = yi("0.5")
"""Tianjin's threshold for the list."""
BINHAI_RESERVE = yi("1012.7")
"""Invented: how much of Binhai's published sum is reserve."""
NEW_TOTAL = (yi("2750"), yi("3100"))
"""Invented: about what the new starts come to beside those known from press."""
FINISHING, SUSPENDED = 54, 9
"""Invented: how many of the 323 end this year, and how many stand still."""

PAUSES = (
    ("funds", "配套资金未到位，暂停施工。"),
    ("land", "部分地块征收未完成，暂停施工。"),
    ("season", "冬季气温低，不具备施工条件。"),
    ("epidemic", "疫情防控期间人员未能返岗。"),
)
PAUSE_FROM = "项目单位报告（演示虚构）"

BUILDERS = {
    "rail": "jingu-rail", "roads": "bohai-civil", "port": "tanggu-marine", "energy": "power", "water": "ziya-water",
    "ecology": "ziya-water", "renewal": "jinhai-build", "education": "jinhai-build", "housing": "jinhai-build",
    "utilities": "gas", "health": "jinhai-build",
}  # fmt: skip


def portfolio(rng: random.Random, ground: Ground) -> list[Listed]:
    """The 676 in the order of their local numbers."""
    drawn = _drawn(rng)
    totals = _totals(rng, drawn)
    tags = _tags(rng, drawn, totals)
    placed = [_place(rng, ground, sketch, list_class, totals[index], tags[index])
              for index, (list_class, sketch) in enumerate(drawn)]  # fmt: skip
    funded = _plans(rng, [*KNOWN, *placed])
    return _numbered(_paused(rng, funded))


def _drawn(rng: random.Random) -> list[tuple[str, Sketch]]:
    """(list class, sketch) of each invented project."""
    taken = {name for listed in KNOWN for name in (listed.name_zh, listed.name_en)}
    found = []
    for district, (construction, reserve) in COUNTS.items():
        known = sum(listed.district == district for listed in KNOWN)
        made = sketches(rng, district, construction + reserve - known, taken)
        found += [("reserve" if index < reserve else "construction", sketch) for index, sketch in enumerate(made)]
    return found


def _known_total(binhai: bool) -> Money:
    return total(listed.total or Money(0) for listed in KNOWN if (listed.district == "binhai") == binhai)


def _totals(rng: random.Random, drawn: list[tuple[str, Sketch]]) -> dict[int, Money]:
    """The published sums shared out by usual size, in Binhai and outside, construction and reserve."""
    binhai_construction = PUBLISHED.binhai_total - BINHAI_RESERVE
    sums = {
        (True, "construction"): binhai_construction - _known_total(True),
        (True, "reserve"): BINHAI_RESERVE,
        (False, "construction"): PUBLISHED.construction_total - binhai_construction - _known_total(False),
        (False, "reserve"): PUBLISHED.reserve_total - BINHAI_RESERVE,
    }
    found: dict[int, Money] = {}
    for (binhai, list_class), whole in sums.items():
        among = [
            index
            for index, (kind, sketch) in enumerate(drawn)
            if kind == list_class and (sketch.district == "binhai") == binhai
        ]
        weights = [max(1, round(drawn[index][1].size * 1000)) for index in among]
        most = [Money.of(round(drawn[index][1].most * 100), "m") for index in among]
        found |= dict(zip(among, spread(whole, weights, [LEAST] * len(among), most), strict=True))
    return found


def _tags(rng: random.Random, drawn: list[tuple[str, Sketch]], totals: Mapping[int, Money]) -> dict[int, str]:
    """The year tag of each: new starts drawn until they can carry their plan, some continuing ones finish this year."""
    building = [index for index, (list_class, _) in enumerate(drawn) if list_class == "construction"]
    new = PUBLISHED.new - sum(listed.year_tag == "new" for listed in KNOWN)
    finishing = FINISHING - sum(listed.year_tag == "finishing" for listed in KNOWN)
    while True:
        rng.shuffle(building)
        if NEW_TOTAL[0] <= total(totals[index] for index in building[:new]) <= NEW_TOTAL[1]:
            break
    said = ["new"] * new + ["finishing"] * finishing
    said += ["continuing"] * (len(building) - len(said))
    return dict(zip(building, said, strict=True)) | {
        index: "" for index, (list_class, _) in enumerate(drawn) if list_class == "reserve"
    }


def _place(rng: random.Random, ground: Ground, sketch: Sketch, list_class: str, whole: Money, tag: str) -> Listed:
    size = float(whole.exact("yi"))
    when = finance.span(rng, tag, size)
    name = district_names()[sketch.district]
    stage, when, finished_on = _stage(rng, sketch, tag, when)
    return Listed(
        key="", name_zh=sketch.zh, name_en=sketch.en, district=sketch.district, owner=owner(sketch),
        category=sketch.category, business=sketch.business, variant=sketch.variant, list_class=list_class, year_tag=tag,
        stage=stage, nature=sketch.nature, investor=sketch.investor, total=whole, planned_start=when.start,
        planned_finish=when.finish, started_on=when.started_on, finished_on=finished_on, scope_zh=sketch.scope_zh,
        scope_en=sketch.scope_en,
        address_zh=sketch.place.zh if name.zh.removesuffix("区") in sketch.place.zh else name.zh + sketch.place.zh,
        address_en=sketch.place.en if name.en in sketch.place.en else f"{sketch.place.en}, {name.en}",
        geometry=ground.draw(rng, sketch.place, sketch.shape, size),
        capacities=(sketch.capacity,), programmes=(sketch.programme,) if sketch.programme else (),
        chains=sketch.chains,
    )  # fmt: skip


def _stage(rng: random.Random, sketch: Sketch, tag: str, when: Span) -> tuple[str, Span, date | None]:
    """How far it is on the day of the list, and since when it is built or done."""
    if tag == "":
        if rng.random() < 0.18:
            start = Month(YEAR, rng.randint(9, 12))
            return "ready", Span(start.first_day, max(when.finish, (start + 14).last_day)), None
        return rng.choices(("reserve", "planned"), (75, 25))[0], when, None
    if tag == "new":
        if when.start.month == 2 and rng.random() < 0.7:
            return "building", when._replace(started_on=ISSUED_ON - timedelta(days=rng.randint(1, 18))), None
        return "ready", when, None
    if tag == "finishing" and when.finish.month <= 6:
        done = ISSUED_ON - timedelta(days=rng.randint(2, 45))
        if sketch.variant == "infrastructure":
            return ("completed", when, done) if when.finish.month <= 4 else ("building", when, None)
        stage = rng.choice(("completed", "commissioning", "producing"))
        # A purchase of equipment has no works to accept: from being built it goes on to be commissioned.
        return "commissioning" if (sketch.variant, stage) == ("equipment", "completed") else stage, when, done
    return "building", when, None


def _plans(rng: random.Random, listed: list[Listed]) -> list[Listed]:
    """The year's two published sums shared out, then each project's years, funds and parts."""
    plans: dict[int, Money] = {}
    for new, whole in ((True, PUBLISHED.new_plan), (False, PUBLISHED.continuing_plan)):
        among = [
            index
            for index, one in enumerate(listed)
            if one.list_class == "construction" and (one.year_tag == "new") == new
        ]
        weights, least, most = [], [], []
        for index in among:
            one = listed[index]
            weights.append(finance.plan_weight(rng, one.year_tag, whole_of(one), span_of(one)))
            low, high = finance.plan_bounds(one.year_tag, whole_of(one), span_of(one))
            least.append(low)
            most.append(high)
        plans |= dict(zip(among, spread(whole, weights, least, most), strict=True))
    return [funded(rng, one, plans.get(index, Money(0))) for index, one in enumerate(listed)]


def whole_of(one: Listed) -> Money:
    assert one.total is not None
    return one.total


def span_of(one: Listed) -> Span:
    assert one.planned_start is not None and one.planned_finish is not None
    return Span(one.planned_start, one.planned_finish, one.started_on)


def funded(rng: random.Random, one: Listed, plan: Money) -> Listed:
    """With its money by year, fund and part, its code, its people by post and who builds it."""
    years = finance.years(whole_of(one), plan, span_of(one), rng)
    begun = min(one.started_on or span_of(one).start, PREPARED_ON)
    registered = begun - timedelta(days=rng.randint(20, 420))
    coded = one.stage != "planned"
    equipment = one.variant == "equipment"
    return replace(
        one,
        amounts=finance.by_fund(rng, one.investor, years),
        parts=finance.parts(rng, one.variant, one.nature, whole_of(one)),
        project_code=project_code(rng, one.district, registered, equipment=equipment) if coded else "",
        responsible=_responsible(one),
        contractors=_contractors(one),
        invented=one.invented
        | ({"project_code", "amounts", "parts", "responsible", "contractors"} if one.real else set()),
    )


def _responsible(one: Listed) -> Mapping[str, str]:
    business = BUSINESSES[one.business]
    below = {held.code: held.below for held in OWNERS}.get(one.owner, one.district)
    return {
        "leader": business.leader,
        "lead_department": business.department,
        "responsible_unit": below,
        "district": one.district,
        "service_officer": f"{one.district}-2",
        "liaison": f"{one.owner}-1",
    }


def _contractors(one: Listed) -> tuple[tuple[str, str], ...]:
    """Who builds and who supervises, once something is built."""
    if one.stage in {"planned", "reserve", "ready"}:
        return ()
    builder = BUILDERS.get(one.business, "weihe-steel" if one.variant == "factory" else "jinhai-build")
    if one.variant == "equipment":
        builder = "jinmen-install"
    return (("contractor", builder), ("supervisor", "panshan-super"))


def _paused(rng: random.Random, listed: list[Listed]) -> list[Listed]:
    """A few of the invented that are being built stand still."""
    among = [index for index, one in enumerate(listed) if not one.real and one.year_tag == "continuing"]
    chosen = set(rng.sample(among, SUSPENDED))
    return [_pause(rng, one) if index in chosen else one for index, one in enumerate(listed)]


def _pause(rng: random.Random, one: Listed) -> Listed:
    """Stopped some weeks before the list, for a reason of the city's code list."""
    reason, said = rng.choice(PAUSES)
    since = ISSUED_ON - timedelta(days=rng.randint(40, 75))
    step = Step("suspended", max(since, (one.started_on or since) + timedelta(days=45)), said, "idle", reason)
    return replace(one, stage="suspended", steps=(step,), steps_from=PAUSE_FROM)


def _numbered(listed: Iterable[Listed]) -> list[Listed]:
    """In the order of a printed list: class, tag, category, size; with numbers and keys."""
    categories = ("innovation", "services", "infrastructure", "renewal", "livelihood", "agriculture", "ecology")
    order = sorted(
        listed,
        key=lambda one: (one.list_class, one.year_tag != "new", categories.index(one.category), -whole_of(one).amount),
    )
    numbers = {"construction": 0, "reserve": 0}
    found = []
    for one in order:
        numbers[one.list_class] += 1
        number = f"{YEAR}-{'' if one.list_class == 'construction' else 'C'}{numbers[one.list_class]:03}"
        found.append(replace(one, local_number=number, key=one.key or number))
    return found
