"""Invented project units: a few in each district, by what they build. No company of press has an invented project."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from keyworks.demonstration.city import DISTRICTS, Owner
from keyworks.demonstration.portfolio.words import district_names, group


class Theme(NamedTuple):
    """What a unit builds: the lines of business it owns projects of."""

    code: str
    zh: str
    en: str
    businesses: frozenset[str]


def _theme(code: str, zh: str, en: str, businesses: str) -> Theme:
    return Theme(code, zh, en, frozenset(businesses.split()))


CENTRAL = (
    _theme("city", "城市建设项目有限公司", "Urban Works Co., Ltd.", "roads energy utilities water rail"),
    _theme("homes", "安居更新项目有限公司", "Homes and Renewal Co., Ltd.", "renewal housing"),
    _theme("public", "社会事业建设有限公司", "Public Facilities Co., Ltd.", "education health care sports ecology"),
    _theme("trade", "商务文旅项目有限公司", "Business and Culture Co., Ltd.", "commerce tourism logistics"),
    _theme(
        "digital",
        "数字产业项目有限公司",
        "Digital Industries Co., Ltd.",
        "data park it_innovation biomedicine connected_vehicles",
    ),
)
OUTER = (
    _theme("city", "城乡基础设施建设有限公司", "Infrastructure Works Co., Ltd.", "roads energy utilities port rail"),
    _theme("homes", "安居更新项目有限公司", "Homes and Renewal Co., Ltd.", "renewal housing"),
    _theme("public", "社会事业建设有限公司", "Public Facilities Co., Ltd.", "education health care sports"),
    _theme("land", "水务生态项目有限公司", "Water and Ecology Works Co., Ltd.", "water ecology agriculture"),
    _theme("park", "产业园项目有限公司", "Industrial Park Projects Co., Ltd.", "park data commerce tourism logistics"),
    _theme("drive", "汽车部件项目有限公司", "Vehicle Parts Projects Co., Ltd.", "auto connected_vehicles aerospace"),
    _theme("life", "健康产业项目有限公司", "Health Industry Projects Co., Ltd.", "biomedicine chinese_medicine"),
    _theme("matter", "材料能源项目有限公司", "Materials and Energy Projects Co., Ltd.",
    "new_materials petrochemical new_energy"),
    _theme(
        "make", "智能制造项目有限公司", "Smart Manufacturing Projects Co., Ltd.",
        "equipment light_industry integrated_circuits it_innovation",
    ),
)  # fmt: skip
BINHAI = (
    _theme("city", "城市道路项目有限公司", "Urban Roads Co., Ltd.", "roads rail"),
    _theme("links", "港区配套项目有限公司", "Port Facilities Co., Ltd.", "port"),
    _theme("grid", "能源保障项目有限公司", "Energy Supply Co., Ltd.", "energy utilities"),
    _theme("water", "水务项目有限公司", "Water Works Co., Ltd.", "water"),
    _theme("ecology", "生态修复项目有限公司", "Ecology Works Co., Ltd.", "ecology agriculture"),
    _theme("homes", "安居更新项目有限公司", "Homes and Renewal Co., Ltd.", "renewal housing"),
    _theme("schools", "教育设施项目有限公司", "Schools Co., Ltd.", "education"),
    _theme("care", "卫生文体项目有限公司", "Health and Culture Facilities Co., Ltd.", "health care sports"),
    _theme("trade", "商务文旅项目有限公司", "Business and Culture Co., Ltd.", "commerce tourism"),
    _theme("freight", "物流园项目有限公司", "Logistics Parks Co., Ltd.", "logistics"),
    _theme("park", "产业园项目有限公司", "Industrial Park Projects Co., Ltd.", "park data"),
    _theme("drive", "汽车部件项目有限公司", "Vehicle Parts Projects Co., Ltd.", "auto connected_vehicles"),
    _theme("chemistry", "化工新材料项目有限公司", "Chemical Materials Projects Co., Ltd.",
    "petrochemical new_materials"),
    _theme("life", "生物医药项目有限公司", "Biomedicine Projects Co., Ltd.", "biomedicine chinese_medicine"),
    _theme("chips", "电子信息项目有限公司", "Electronics Projects Co., Ltd.", "integrated_circuits it_innovation"),
    _theme("power", "新能源制造项目有限公司", "New-Energy Manufacturing Projects Co., Ltd.", "new_energy"),
    _theme("sky", "航空航天项目有限公司", "Aerospace Projects Co., Ltd.", "aerospace"),
    _theme("make", "装备制造项目有限公司", "Equipment Manufacturing Projects Co., Ltd.", "equipment light_industry"),
)  # fmt: skip
THEMES = {"central": CENTRAL, "outer": OUTER, "binhai": BINHAI}


def _code(district: str, theme: Theme) -> str:
    return f"{district}-{theme.code}-projects"


@cache
def companies() -> tuple[Owner, ...]:
    """All of them: 6 × 5 + 9 × 9 + 18."""
    return tuple(
        Owner(
            district, _code(district, theme), district_names()[district].zh.removesuffix("区").removesuffix("新")
            + theme.zh, f"{district_names()[district].en} {theme.en}",
        )
        for district, *_ in DISTRICTS
        for theme in THEMES[group(district)]
    )  # fmt: skip


def owner_of(district: str, business: str) -> str:
    """The invented unit of a district in a line of business."""
    return next(_code(district, theme) for theme in THEMES[group(district)] if business in theme.businesses)
