"""The projects that press speaks of. What it does not say is invented, and named so in `invented`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from keyworks.demonstration.portfolio.listed import Capacity, Listed, Sourced, Step, yi
from keyworks.demonstration.portfolio.press_parts import (
    B1_PATH,
    JINGBIN_PATH,
    JINJING_PATH,
    METRO_PATHS,
    TOYOTA_LINES,
    Z2_STATIONS,
    Z4_PATH,
    numbered_stations,
    z2_stations,
)

DATES = frozenset({"planned_start", "planned_finish", "started_on"})
PRESS = ("公开报道", "Press report")


OVER = ("（表述为“超过”）", "(said as “more than”)")


def said(fact: str, value: str, unit: str, on: date, which: str | tuple[str, str] = "") -> Sourced:
    """A value as a press report has it; `which` tells several reports apart."""
    zh, en = (which, which) if isinstance(which, str) else which
    return Sourced(fact, Decimal(value), unit, f"{PRESS[0]}{zh}", f"{PRESS[1]} {en}".strip(), on)


def point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def line(path: tuple[tuple[float, float], ...]) -> dict[str, object]:
    return {"type": "LineString", "coordinates": [list(place) for place in path]}


def capacity(quantity: str, measure: str, what: tuple[str, str]) -> tuple[Capacity, ...]:
    return (Capacity(Decimal(quantity), measure, *what),)


KM, STATIONS = "km", "stations"
LENGTH, STOPS = ("线路长度", "Length of line"), ("车站", "Stations")
INVENTED_DAY = "日期为演示虚构。"
STEPS_FROM = "公开报道；未注明的日期为演示虚构"

TOYOTA_STEPS = (
    Step("planned", date(2019, 9, 16), INVENTED_DAY),
    Step("reserve", date(2019, 12, 20), INVENTED_DAY),
    Step("ready", date(2020, 3, 10), INVENTED_DAY),
    Step("building", date(2020, 4, 28), INVENTED_DAY, "foundations"),
    Step("completed", date(2021, 12, 31), "一期工程于2021年底完工。"),
    Step(
        "commissioning", date(2022, 2, 8), "各生产线正在联调联试，预计6月首车下线。",
    ),
)  # fmt: skip
Z2_STEPS = (
    Step("planned", date(2019, 5, 30), INVENTED_DAY),
    Step("reserve", date(2020, 6, 18), INVENTED_DAY),
    Step("ready", date(2021, 10, 12), INVENTED_DAY),
    Step("building", date(2021, 12, 9), "2021年12月9日开工。", "foundations"),
)

BINHAI = (
    Listed(
        "toyota", "一汽丰田新能源汽车项目", "FAW-Toyota New-Energy Vehicles", "binhai", "toyota", "innovation", "auto",
        "factory", "construction", "finishing", "commissioning", "new_build", "joint", yi("85"),
        planned_start=date(2020, 4, 1), planned_finish=date(2022, 6, 30), started_on=date(2020, 4, 28),
        scope_zh="建设年产20万辆新能源汽车的整车工厂。一期工程2021年底完工，2022年2月各生产线联调联试，2022年6月首车下线。",
        scope_en="A car plant for 200,000 new-energy vehicles a year. Phase 1 was finished at the end of 2021, the "
        "lines are being debugged in February 2022, and the first car is due in June 2022.",
        address_zh="中新天津生态城", address_en="Sino-Singapore Tianjin Eco-City", geometry=point(117.775, 39.1685),
        capacities=capacity("200000", "vehicles_year", ("新能源汽车", "New-energy vehicles")),
        chains=("automobile",), components=TOYOTA_LINES, steps=TOYOTA_STEPS, steps_from=STEPS_FROM,
        real=True, invented=DATES,
    ),
    Listed(
        "z2", "轨道交通Z2线一期工程", "Rail Transit Line Z2, Phase 1", "binhai", "binhai-rail", "infrastructure",
        "rail",
        "infrastructure", "construction", "continuing", "building", "new_build", "government", yi("254"),
        planned_start=date(2021, 12, 1), planned_finish=date(2026, 12, 31), started_on=date(2021, 12, 9),
        scope_zh="线路自滨海机场至北塘，设站14座，2021年12月9日开工，列入滨海新区“十大工程”。",
        scope_en="From Binhai Airport to Beitang with 14 stations; started on 9 December 2021; one of Binhai's ten "
        "programmes.",
        address_zh="滨海机场至北塘", address_en="Binhai Airport to Beitang",
        geometry=line(tuple(place for _, _, place in Z2_STATIONS)),
        capacities=(*capacity("39.2", KM, LENGTH), *capacity("14", STATIONS, STOPS)),
        programmes=("rail",), components=z2_stations(), steps=Z2_STEPS, steps_from=STEPS_FROM,
        sourced=tuple(
            said("length", length, "km", date(2021, 12, 9), which)
            for length, which in (("39.16", "A"), ("39.2", "B"), ("39.268", "C"))
        ),
        real=True, invented=frozenset({"planned_finish", "components.place"}),
    ),
    Listed(
        "z4", "轨道交通Z4线一期工程", "Rail Transit Line Z4, Phase 1", "binhai", "binhai-rail", "infrastructure",
        "rail",
        "infrastructure", "construction", "continuing", "building", "new_build", "government", yi("341.97"),
        planned_start=date(2018, 10, 1), planned_finish=date(2025, 12, 31), started_on=date(2018, 12, 20),
        scope_zh="线路长42.4公里，设站23座。", scope_en="42.4 km with 23 stations.",
        address_zh="滨海新区南北向", address_en="North to south through Binhai", geometry=line(Z4_PATH),
        capacities=(*capacity("42.4", KM, LENGTH), *capacity("23", STATIONS, STOPS)), programmes=("rail",),
        components=numbered_stations("Z4", Z4_PATH, 42_400, 23, 9, "structure", date(2022, 1, 31), date(2025, 12, 31)),
        sourced=(said("length", "42.4", "km", date(2022, 2, 22)),),
        real=True, invented=DATES | {"components.place", "components.state"},
    ),
    Listed(
        "b1", "轨道交通B1线一期工程", "Rail Transit Line B1, Phase 1", "binhai", "binhai-rail", "infrastructure",
        "rail",
        "infrastructure", "construction", "continuing", "building", "new_build", "government", yi("295.6"),
        planned_start=date(2018, 6, 1), planned_finish=date(2024, 12, 31), started_on=date(2018, 7, 10),
        scope_zh="线路长31.5公里，设站22座；2022年6月已有6座车站封顶。",
        scope_en="31.5 km with 22 stations; 6 stations were capped by June 2022.",
        address_zh="滨海新区核心区至中新天津生态城", address_en="Binhai core to the Eco-City", geometry=line(B1_PATH),
        capacities=(*capacity("31.5", KM, LENGTH), *capacity("22", STATIONS, STOPS)), programmes=("rail",),
        components=numbered_stations("B1", B1_PATH, 31_500, 22, 6, "capped", date(2022, 6, 30), date(2024, 12, 31)),
        sourced=(
            said("length", "31.5", "km", date(2022, 2, 22)),
            said("stations_capped", "6", "stations", date(2022, 6, 30)),
        ),
        real=True, invented=DATES | {"components.place", "components.state"},
    ),
    Listed(
        "nangang", "南港120万吨/年乙烯项目", "Nangang Ethylene, 1.2 Mt a Year", "binhai",
        "nangang", "innovation", "petrochemical", "factory", "construction", "new", "ready", "new_build", "state",
        yi("291"), planned_start=date(2022, 3, 1), planned_finish=date(2023, 12, 31),
        scope_zh="建设120万吨/年乙烯装置，2022年3月土建施工，2023年底机械竣工。",
        scope_en="An ethylene plant of 1.2 million tonnes a year; civil works in March 2022, mechanical completion at "
        "the end of 2023.",
        address_zh="南港工业区", address_en="Nangang Industrial Zone", geometry=point(117.58, 38.73),
        capacities=capacity("120", "ten_kt_year", ("乙烯", "Ethylene")), chains=("petrochemical",),
        sourced=(
            said("reported_total", "291", "yi", date(2022, 2, 22), "A"),
            said("reported_total", "300", "yi", date(2022, 2, 22), "B"),
        ),
        real=True,
    ),
    Listed(
        "huadian", "华电1000兆瓦盐光互补光伏发电项目", "Huadian Salt-Solar PV, 1,000 MW", "binhai", "huadian",
        "innovation", "new_energy", "infrastructure", "construction", "continuing", "building", "new_build", "state",
        yi("63"), planned_start=date(2021, 4, 1), planned_finish=date(2023, 6, 30), started_on=date(2021, 5, 18),
        scope_zh="在盐田上建设1000兆瓦光伏发电设施。", scope_en="1,000 MW of solar power above salt pans.",
        address_zh="滨海新区盐田", address_en="Salt pans of Binhai", geometry=point(117.74, 39.20),
        capacities=capacity("1000", "mw", ("装机容量", "Installed capacity")), chains=("new_energy",),
        real=True, invented=DATES,
    ),
    Listed(
        "cansino", "康希诺疫苗产业园项目", "CanSino Vaccine Park", "binhai", "cansino", "innovation", "biomedicine",
        "factory", "construction", "new", "building", "new_build", "private", yi("22"),
        planned_start=date(2022, 2, 1), planned_finish=date(2024, 10, 31), started_on=date(2022, 2, 16),
        scope_zh="建设疫苗产业园，2022年集中开工项目。总投资为演示虚构。",
        scope_en="A park to develop and make vaccines, in the joint start of 2022. Its total is invented.",
        address_zh="经开区泰达西区", address_en="TEDA West", geometry=point(117.585, 39.075), chains=("biomedicine",),
        real=True, invented=DATES | {"total", "geometry"},
    ),
    Listed(
        "bohua", "渤化搬迁改造项目", "Bohua Relocation", "binhai", "bohua", "innovation", "petrochemical",
        "factory", "construction", "finishing", "commissioning", "relocation", "state", yi("294"),
        planned_start=date(2018, 3, 1), planned_finish=date(2022, 6, 30), started_on=date(2018, 6, 1),
        scope_zh="化工企业整体搬迁改造，2022年上半年投产。", scope_en="Relocation of chemical works; producing in the "
        "first half of 2022.", address_zh="南港工业区", address_en="Nangang Industrial Zone",
        geometry=point(117.565, 38.745), chains=("petrochemical",), real=True, invented=DATES,
    ),
    Listed(
        "sabic", "中沙聚碳酸酯项目", "Sinopec-SABIC Polycarbonate", "binhai", "sabic", "innovation",
        "petrochemical", "factory", "construction", "finishing", "commissioning", "new_build", "joint", yi("102"),
        planned_start=date(2018, 9, 1), planned_finish=date(2022, 6, 30), started_on=date(2018, 10, 18),
        scope_zh="建设聚碳酸酯装置，2022年上半年出产品。",
        scope_en="A polycarbonate plant; product in the first half of "
        "2022.", address_zh="大港石化产业园区", address_en="Dagang Petrochemical Park", geometry=point(117.44, 38.845),
        chains=("petrochemical", "new_materials"), real=True, invented=DATES,
    ),
    Listed(
        "huanzhi", "环智新能源项目", "Huanzhi New Energy", "binhai", "huanzhi", "innovation",
        "new_energy", "factory", "construction", "finishing", "building", "new_build", "private", yi("82"),
        planned_start=date(2021, 2, 1), planned_finish=date(2022, 10, 31), started_on=date(2021, 3, 15),
        scope_zh="新能源产业项目，2022年完工。", scope_en="A new-energy plant, finished in 2022.",
        address_zh="滨海高新区", address_en="Binhai High-Tech Area", geometry=point(117.56, 39.11),
        chains=("new_energy",), real=True, invented=DATES | {"geometry"},
    ),
)  # fmt: skip

ELSEWHERE = (
    Listed(
        "synbio", "国家合成生物技术创新中心", "National Synthetic-Biology Innovation Centre", "dongli",
        "synbio", "innovation", "biomedicine", "infrastructure", "construction", "finishing", "building", "new_build",
        "government", yi("20"), planned_start=date(2019, 10, 1), planned_finish=date(2022, 9, 30),
        started_on=date(2019, 11, 20), scope_zh="建设国家级创新中心，2022年2月进行内部装修。",
        scope_en="A national innovation centre; fit-out in February 2022.", address_zh="空港经济区",
        address_en="Airport Economic Area", geometry=point(117.385, 39.145), chains=("biomedicine",), real=True,
        invented=DATES,
    ),
    Listed(
        "catarc", "中汽中心新能源汽车检验中心项目", "CATARC NEV Test Centre", "dongli", "catarc", "innovation", "auto",
        "infrastructure", "construction", "continuing", "building", "new_build", "state", yi("20"),
        planned_start=date(2021, 3, 1), planned_finish=date(2023, 6, 30), started_on=date(2021, 4, 12),
        scope_zh="建设新能源汽车检验检测设施。", scope_en="Test facilities for new-energy vehicles.",
        address_zh="东丽区",
        address_en="Dongli District", geometry=point(117.375, 39.105), chains=("automobile", "connected_vehicles"),
        real=True,
        invented=DATES | {"geometry"},
    ),
    Listed(
        "telecom", "中国电信京津冀大数据基地项目", "China Telecom Beijing–Tianjin–Hebei Data Base", "wuqing", "telecom",
        "innovation", "data", "infrastructure", "construction", "continuing", "building", "new_build", "state",
        yi("102"), planned_start=date(2020, 4, 1), planned_finish=date(2025, 12, 31), started_on=date(2020, 5, 20),
        scope_zh="建设大数据基地，目前在建。", scope_en="A data base, under construction.", address_zh="武清区",
        address_en="Wuqing District", geometry=point(117.03, 39.405), chains=("it_innovation",), real=True,
        invented=DATES | {"geometry", "district"},
    ),
    Listed(
        "pumc", "北京协和医学院天津医院一期工程", "PUMC Tianjin Hospital, Phase 1", "jinghai", "pumc", "livelihood",
        "health", "infrastructure", "construction", "finishing", "building", "new_build", "government", yi("49"),
        planned_start=date(2019, 6, 1), planned_finish=date(2022, 6, 30), started_on=date(2019, 8, 30),
        scope_zh="新建医院，计划2022年6月完工；公开报道总投资超过49亿元。",
        scope_en="A new hospital, due in June 2022; press says more than 4.9 bn yuan.", address_zh="团泊健康产业园",
        address_en="Tuanpo Health Park", geometry=point(117.06, 38.915),
        sourced=(said("reported_total", "49", "yi", date(2022, 2, 22), OVER),), real=True, invented=DATES,
    ),
    Listed(
        "cancer", "天津市肿瘤医院扩建二期工程", "Tianjin Cancer Hospital, Phase 2", "hexi", "cancer", "livelihood",
        "health", "infrastructure", "construction", "continuing", "building", "expansion", "government", yi("23"),
        planned_start=date(2020, 9, 1), planned_finish=date(2023, 12, 31), started_on=date(2020, 10, 15),
        scope_zh="总建筑面积22.2万平方米；公开报道总投资超过23亿元。",
        scope_en="222,000 m² of floor area; press says more than 2.3 bn yuan.", address_zh="河西区",
        address_en="Hexi District", geometry=point(117.195, 39.081),
        capacities=capacity("222000", "m2", ("建筑面积", "Floor area")),
        sourced=(said("reported_total", "23", "yi", date(2022, 2, 22), OVER),), real=True,
        invented=DATES | {"geometry"},
    ),
    Listed(
        "jinzhonghe", "金钟河大街城市更新项目", "Jinzhonghe Street Renewal", "hebei", "jinzhonghe", "renewal",
        "renewal", "infrastructure", "construction", "new", "ready", "renovation", "state", yi("130"),
        planned_start=date(2022, 4, 1), planned_finish=date(2027, 12, 31),
        scope_zh="金钟河大街沿线城市更新，2022年初签订贷款合同。",
        scope_en="Renewal along Jinzhonghe Street; the loan was signed early in 2022.", address_zh="河北区金钟河大街",
        address_en="Jinzhonghe Street, Hebei District", geometry=point(117.222, 39.158), real=True,
        invented=frozenset({"planned_start", "planned_finish"}),
    ),
    Listed(
        "jingbin", "京滨城际铁路（宝坻至滨海新区）", "Beijing–Binhai Intercity Railway, Baodi to Binhai", "baodi",
        "jingbin", "infrastructure", "rail", "infrastructure", "construction", "continuing", "building", "new_build",
        "government", yi("253"), planned_start=date(2016, 12, 1), planned_finish=date(2025, 12, 31),
        started_on=date(2016, 12, 29), scope_zh="线路长98公里，其中宝坻至北辰段计划2022年9月完工。",
        scope_en="98 km; Baodi to Beichen is due in September 2022.", address_zh="宝坻区至滨海新区",
        address_en="Baodi to Binhai", geometry=line(JINGBIN_PATH), capacities=capacity("98", KM, LENGTH), real=True,
        invented=DATES,
    ),
    Listed(
        "jinjing", "津静市域（郊）铁路首开段工程", "Tianjin–Jinghai Suburban Railway, First Section", "xiqing",
        "jinjing",
        "infrastructure", "rail", "infrastructure", "construction", "continuing", "building", "new_build", "government",
        yi("86"), planned_start=date(2020, 11, 1), planned_finish=date(2024, 12, 31), started_on=date(2020, 12, 18),
        scope_zh="续建项目。总投资为演示虚构。", scope_en="Continuing. Its total is invented.",
        address_zh="西青区至静海区",
        address_en="Xiqing to Jinghai", geometry=line(JINJING_PATH), real=True, invented=DATES | {"total"},
    ),
    *(
        Listed(
            f"metro-{number}", f"地铁{zh}工程", f"Metro {en}", district, "metro", "infrastructure", "rail",
            "infrastructure", "construction", "continuing", "building", "new_build", "government", yi(total),
            planned_start=date(start, 3, 1), planned_finish=date(finish, 12, 31), started_on=date(start, 4, 20),
            scope_zh="续建项目。总投资为演示虚构。", scope_en="Continuing. Its total is invented.",
            address_zh="市区", address_en="Urban Tianjin", geometry=line(METRO_PATHS[number]), real=True,
            invented=DATES | {"total", "geometry"},
        )
        for number, zh, en, district, total, start, finish in (
            ("4", "4号线北段", "Line 4, North Section", "beichen", "152", 2017, 2024),
            ("7", "7号线一期", "Line 7, Phase 1", "nankai", "238", 2019, 2026),
            ("8", "8号线一期", "Line 8, Phase 1", "hexi", "189", 2020, 2026),
            ("10", "10号线一期", "Line 10, Phase 1", "hexi", "196", 2016, 2023),
            ("11", "11号线一期", "Line 11, Phase 1", "hedong", "217", 2018, 2024),
        )
    ),
)  # fmt: skip
KNOWN = (*BINHAI, *ELSEWHERE)
