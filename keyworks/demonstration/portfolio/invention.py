"""The invented rest of the list: what each project is, before it has its money and its dates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from keyworks.demonstration.portfolio.companies import owner_of
from keyworks.demonstration.portfolio.listed import Capacity
from keyworks.demonstration.portfolio.terms import BUSINESSES
from keyworks.demonstration.portfolio.words import (
    Place,
    Product,
    Work,
    district_names,
    group,
    measures,
    places,
    products,
    roads,
    works,
)

COUNTS = {
    "heping": (11, 7), "hedong": (13, 9), "hexi": (16, 10), "nankai": (15, 9), "hebei": (14, 9), "hongqiao": (13, 9),
    "dongli": (25, 14), "xiqing": (30, 17), "jinnan": (25, 16), "beichen": (27, 15), "wuqing": (27, 16),
    "baodi": (17, 10), "ninghe": (12, 8), "jinghai": (16, 10), "jizhou": (11, 5), "binhai": (180, 60),
}  # fmt: skip
"""District → how many of the 452 and of the 224 it has; only Binhai's sum is published."""

INDUSTRY_SHARE = {"central": 0.12, "outer": 0.46, "binhai": 0.42}
CENTRAL_BUSINESSES = {"it_innovation", "connected_vehicles", "biomedicine"}
COAST_ONLY = {"petrochemical"}
SMALL = 6
"""Up to so many 100 million yuan a kind of project varies little in size."""
LARGEST = (2.3, 3.3)
"""No project is more than so many times as large as is usual for its kind; the limit itself varies."""
TOWN = 40
"""What usually costs more than so many 100 million yuan is not built in a village."""

OWNERS = {
    ("heping", "楼宇提升"): "heping-towers", ("heping", "供热"): "heping-heat", ("hedong", "孵化"): "hedong-park",
    ("hedong", "小学"): "hedong-school", ("hexi", "文化创意"): "hexi-design", ("nankai", "算力"): "nankai-lab",
    ("nankai", "老旧小区"): "nankai-renewal", ("hebei", "文化创意"): "hebei-media",
    ("hongqiao", "总部商务区"): "hongqiao-station", ("hongqiao", "河道"): "hongqiao-river",
    ("xiqing", "功率半导体"): "xiqing-chips", ("xiqing", "锂离子动力电池"): "xiqing-battery",
    ("jinnan", "商业综合体"): "jinnan-expo", ("jinnan", "污水"): "jinnan-water", ("beichen",
    "高端阀门"): "beichen-valve",
    ("beichen", "轨道交通车辆"): "beichen-equipment", ("wuqing", "智慧物流"): "wuqing-logistics",
    ("baodi", "预制菜"): "baodi-food", ("baodi", "铜箔"): "baodi-materials", ("ninghe", "风电塔筒"): "ninghe-wind",
    ("ninghe", "装配式"): "ninghe-steel", ("jinghai", "自行车"): "jinghai-bikes", ("jizhou",
    "光伏发电"): "jizhou-storage",
    ("jizhou", "文旅度假区"): "jizhou-tourism", ("binhai", "集疏运"): "binhai-port",
}  # fmt: skip
"""District and a word of the name → the invented unit that was there before; each has a project."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a factory project is named, what is built, and how large it is beside the usual."""

    zh: str
    en: str
    nature: str = "new_build"
    variant: str = "factory"
    size: float = 1.0


MAKING = (
    Form("{w}{x}智能制造基地项目", "{X} Smart Manufacturing Base ({W})", size=1.2),
    Form("{w}{x}产业化项目", "{X} Production ({W})"),
    Form("{w}年产{c}{x}项目", "{X} Plant, {C} a Year ({W})"),
    Form("{w}{x}研发生产基地项目", "{X} R&D and Production Base ({W})", size=1.3),
    Form("{w}{x}扩产项目", "{X} Capacity Expansion ({W})", "expansion", size=0.7),
    Form("{w}{x}生产线智能化改造项目", "{X} Production Line Upgrade ({W})", "renovation", size=0.4),
    Form("{w}{x}生产设备更新项目", "{X} Equipment Renewal ({W})", "equipment_only", "equipment", 0.3),
    Form("{w}{x}生产基地二期项目", "{X} Plant, Phase 2 ({W})", "expansion", size=1.1),
    Form("{w}{x}总部及生产基地项目", "{X} Headquarters and Plant ({W})", size=1.5),
    Form("{w}{x}生产基地搬迁改造项目", "{X} Plant Relocation ({W})", "relocation"),
)
SERVING = (
    Form("{w}{x}基地项目", "{X} Base ({W})"),
    Form("{w}{x}基地二期项目", "{X} Base, Phase 2 ({W})", "expansion"),
    Form("{w}{x}能力提升项目", "{X} Capability Upgrade ({W})", "renovation", size=0.5),
)
SERVED = ("维修", "客改货", "验证", "利用", "测试", "总装", "软件")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A project without money and dates; `size` and `most` are totals in 100 million yuan."""

    district: str
    owner: str
    place: Place
    category: str
    business: str
    variant: str
    nature: str
    investor: str
    programme: str
    shape: str
    size: float
    most: float
    zh: str
    en: str
    scope_zh: str
    scope_en: str
    capacity: Capacity
    chains: tuple[str, ...]


def rounded(amount: Decimal) -> Decimal:
    """At most two figures that say something, at least one unit or a tenth of it."""
    if amount >= 10:
        digits = amount.adjusted() - 1
        return Decimal(int(amount.scaleb(-digits))).scaleb(digits).quantize(Decimal(1))
    return max(amount.quantize(Decimal("0.1")), Decimal("0.1")) if amount < 3 else amount.quantize(Decimal(1))


def in_english(amount: Decimal, unit: str) -> str:
    """120,000 sets where the unit is 10 000 sets."""
    for said, power in (("10 000 ", 4), ("100 m ", 8)):
        if unit.startswith(said):
            amount, unit = amount.scaleb(power), unit.removeprefix(said)
    for power, word in ((9, "billion"), (6, "million")):
        if amount >= 10**power:
            return f"{amount.scaleb(-power).normalize():f} {word} {unit}"
    return f"{amount.normalize():,f} {unit}"


def whereabouts(rng: random.Random, district: str, place: Place) -> tuple[str, str]:
    """How a factory's name begins and its English ends: by the district or by the place in it."""
    name = district_names()[district]
    if rng.random() < 0.45:
        return name.zh, name.en
    return place.zh, place.en if name.en in place.en else f"{place.en}, {name.en}"


def sized(rng: random.Random, usual: float) -> float:
    """A total near the usual one; among large works a few are much larger."""
    return min(usual * rng.lognormvariate(0, 0.4 if usual <= SMALL else 0.65), usual * LARGEST[0])


def capacity(amount: Decimal, unit: str, what_zh: str, what_en: str) -> Capacity:
    measure = measures()[unit]
    return Capacity(amount.scaleb(measure.power), measure.code, what_zh, what_en)


def chains_of(business: str) -> tuple[str, ...]:
    chain = BUSINESSES[business].chain
    return (chain,) if chain else ()


def factory(rng: random.Random, district: str, product: Product) -> Sketch:
    place = rng.choice([place for place in places(district) if "i" in place.fit])
    serves = product.zh.endswith(SERVED)
    form = rng.choice(SERVING if serves else MAKING)
    size = sized(rng, product.size * form.size)
    amount = rounded(product.per * Decimal(f"{size:.2f}"))
    if not product.unit_zh.startswith(("万", "亿", "吉")):
        amount = max(amount.quantize(Decimal(1)), Decimal(1))
    zh, en = whereabouts(rng, district, place)
    many, much = in_english(amount, product.unit_en), f"{amount.normalize():f}{product.unit_zh.removesuffix('/年')}"
    said = {"w": zh, "W": en, "x": product.zh, "X": product.en, "c": much, "C": many}
    return Sketch(
        district, owner_of(district, product.business), place, "innovation", product.business, form.variant,
        form.nature, rng.choices(("private", "state", "foreign", "joint"), (60, 18, 10, 12))[0], "", "point", size,
        product.size * form.size * rng.uniform(*LARGEST), form.zh.format(**said), form.en.format(**said),
        f"建设{product.zh}{'设施' if serves else '生产线'}及配套设施，设计能力{much}/年。",
        f"{product.en} {'facilities' if serves else 'production lines'} with utilities; designed for {many} a year.",
        capacity(amount, product.unit_zh, product.zh, product.en), chains_of(product.business),
    )  # fmt: skip


def work(rng: random.Random, district: str, kind: Work) -> Sketch | None:
    """A work of this kind; None where the district has no place that suits it."""
    fitting = [
        place
        for place in places(district)
        if (not kind.fit or kind.fit in place.fit) and (kind.size < TOWN or "r" not in place.fit)
    ]
    if not fitting:
        return None
    place, name = rng.choice(fitting), district_names()[district]
    road = rng.choice(roads())
    # Streets (道) cross roads (路).
    one, other = rng.sample([crossing for crossing in roads() if crossing.zh[-1] != road.zh[-1]], 2)
    size = sized(rng, kind.size)
    amount = rounded(kind.per * Decimal(f"{size:.2f}"))
    said = {
        "d": name.zh, "D": name.en, "p": place.zh, "P": place.en, "r": road.zh, "R": road.en, "a": one.zh, "A": one.en,
        "b": other.zh, "B": other.en,
    }  # fmt: skip
    zh, en = kind.zh.format(**said), kind.en.format(**said)
    short = name.zh.removesuffix("区")
    if name.zh not in zh and not zh.startswith(short) and not (district == "binhai" and "{p}" in kind.zh):
        zh = name.zh + zh
    if name.en in place.en:
        en = en.removesuffix(f" ({name.en})")
    return Sketch(
        district, owner_of(district, kind.business), place, kind.category, kind.business, kind.variant, kind.nature,
        kind.investor, kind.programme if district == "binhai" else "", kind.shape, size,
        kind.size * rng.uniform(*LARGEST), zh, en,
        f"建设规模{amount.normalize():f}{kind.unit_zh}及配套设施。",
        f"{in_english(amount, kind.unit_en)} with supporting facilities.",
        capacity(amount, kind.unit_zh, "建设规模", "Size"), chains_of(kind.business),
    )  # fmt: skip


def _products(rng: random.Random, district: str, count: int) -> list[Product]:
    """Different products, those the district's own makers need among them."""
    kind = group(district)
    fit = [
        product
        for product in products()
        if (kind != "central" or product.business in CENTRAL_BUSINESSES)
        and (kind == "binhai" or product.business not in COAST_ONLY)
    ]
    first = [product for product in fit if any(word in product.zh for word in _words(district))]
    return [*first, *rng.sample([product for product in fit if product not in first], count - len(first))]


def _words(district: str) -> list[str]:
    return [word for there, word in OWNERS if there == district]


def _works(rng: random.Random, district: str) -> Iterator[Sketch]:
    """Works without end: first those that the district's own units are there for."""
    for word in _words(district):
        yield from filter(None, (work(rng, district, kind) for kind in works() if word in kind.zh))
    kinds = [kind for kind in works() if kind.weights[group(district)]]
    weights = [kind.weights[group(district)] for kind in kinds]
    while True:
        if made := work(rng, district, rng.choices(kinds, weights)[0]):
            yield made


def sketches(rng: random.Random, district: str, count: int, taken: set[str]) -> list[Sketch]:
    """So many different projects of a district; `taken` are the names that no other may bear."""
    made = [
        factory(rng, district, one) for one in _products(rng, district, round(count * INDUSTRY_SHARE[group(district)]))
    ]
    taken |= {name for sketch in made for name in (sketch.zh, sketch.en)}
    for sketch in _works(rng, district):
        if len(made) == count:
            break
        if sketch.zh not in taken and sketch.en not in taken:
            taken |= {sketch.zh, sketch.en}
            made.append(sketch)
    rng.shuffle(made)
    return made


def owner(sketch: Sketch) -> str:
    """The unit that was in the district before, where the name speaks of what it does."""
    for (district, word), code in OWNERS.items():
        if district == sketch.district and word in sketch.zh:
            return code
    return sketch.owner
