"""What the demonstration adds to the standard code lists: programmes, chain leaders by post, measures."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A code with its name in both languages."""

    code: str
    zh: str
    en: str


class Business(NamedTuple):
    """A line of business: its sector and chain in the code lists, its department and its leader."""

    code: str
    sector: str
    chain: str
    department: str
    leader: str


class Programme(NamedTuple):
    """One of Binhai's ten programmes."""

    code: str
    zh: str
    en: str


MAYOR, EXECUTIVE, INDUSTRY, URBAN, TRANSPORT, SECRETARY = (f"leader-{number}" for number in range(1, 7))

BUSINESSES = {
    business.code: business
    for business in (
        Business("auto", "automobile", "automobile", "industry", INDUSTRY),
        Business("petrochemical", "petrochemical", "petrochemical", "industry", EXECUTIVE),
        Business("biomedicine", "biomedicine", "biomedicine", "industry", INDUSTRY),
        Business("chinese_medicine", "biomedicine", "chinese_medicine", "health", SECRETARY),
        Business("integrated_circuits", "electronics", "integrated_circuits", "industry", INDUSTRY),
        Business("it_innovation", "electronics", "it_innovation", "industry", MAYOR),
        Business("connected_vehicles", "automobile", "connected_vehicles", "industry", INDUSTRY),
        Business("new_energy", "new_energy", "new_energy", "devreform", EXECUTIVE),
        Business("new_materials", "new_materials", "new_materials", "industry", INDUSTRY),
        Business("equipment", "equipment", "equipment", "industry", INDUSTRY),
        Business("aerospace", "aerospace", "aerospace", "industry", INDUSTRY),
        Business("light_industry", "light_industry", "light_industry", "industry", SECRETARY),
        Business("data", "digital", "", "devreform", EXECUTIVE),
        Business("park", "research", "", "science", INDUSTRY),
        Business("commerce", "logistics", "", "devreform", EXECUTIVE),
        Business("logistics", "logistics", "", "transport", TRANSPORT),
        Business("tourism", "culture", "", "devreform", SECRETARY),
        Business("rail", "rail", "", "transport", TRANSPORT),
        Business("roads", "roads", "", "transport", TRANSPORT),
        Business("port", "ports", "", "transport", TRANSPORT),
        Business("energy", "energy", "", "devreform", EXECUTIVE),
        Business("utilities", "utilities", "", "housing", URBAN),
        Business("water", "water", "", "water", URBAN),
        Business("renewal", "renewal", "", "housing", URBAN),
        Business("housing", "housing", "", "housing", URBAN),
        Business("education", "education", "", "devreform", SECRETARY),
        Business("health", "health", "", "health", SECRETARY),
        Business("care", "health", "", "health", SECRETARY),
        Business("sports", "culture", "", "devreform", SECRETARY),
        Business("agriculture", "agriculture", "", "devreform", SECRETARY),
        Business("ecology", "environment", "", "ecology", URBAN),
    )
}

CHAIN_LEADERS = {
    "it_innovation": MAYOR,
    "integrated_circuits": MAYOR,
    "connected_vehicles": TRANSPORT,
    "biomedicine": EXECUTIVE,
    "chinese_medicine": SECRETARY,
    "new_energy": EXECUTIVE,
    "new_materials": INDUSTRY,
    "equipment": INDUSTRY,
    "automobile": INDUSTRY,
    "petrochemical": URBAN,
    "aerospace": TRANSPORT,
    "light_industry": SECRETARY,
}
"""Chain → who leads it: one chain, one leader, one team, one plan. Invented: press does not say who leads which."""

PROGRAMMES = (
    Programme("rail", "轨道交通", "Rail transit"),
    Programme("port", "双港集疏运", "Two-port collection and distribution"),
    Programme("traffic", "城市交通", "Urban traffic"),
    Programme("renewal", "城市更新", "Urban renewal"),
    Programme("towns", "新型城镇化", "New urbanisation"),
    Programme("services", "社会服务", "Social services"),
    Programme("utilities", "市政公用", "Municipal utilities"),
    Programme("ecology", "生态环境", "Ecology"),
    Programme("culture", "文化旅游商业", "Culture, tourism and commerce"),
    Programme("infrastructure", "新型基础设施", "New infrastructure"),
)
PROGRAMMES_SAID = Term(
    "ten",
    "滨海新区“十大工程”（2021年12月9日）：221个项目，总投资5731亿元。该数字为整个“十大工程”口径，"
    "与2022年清单口径不同；清单中带有专项标记的项目为演示选取的一部分。",
    "Binhai's ten programmes (9 December 2021): 221 projects, 573.1 bn yuan. These figures are of the ten programmes "
    "as a whole, not of the list of 2022; the projects on the list that carry a programme are a selection made for the "
    "demonstration.",
)
"""What was published of the ten together; no share of each one is known."""
FACTS = (
    Term("reported_total", "报道的总投资", "Total investment as reported"),
    Term("stations_capped", "已封顶车站数", "Stations capped"),
)
"""Facts of which sources speak, beside those of the standard list."""
