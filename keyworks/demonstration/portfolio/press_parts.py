"""Components of the projects that press speaks of: production lines, stations. Places are approximate."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import cos, dist, radians

from keyworks.demonstration.portfolio.listed import Part

Place = tuple[float, float]

DEBUGGING = date(2022, 5, 31)
TOYOTA_LINES = (
    Part("line", "冲压生产线", "Stamping line", "debugging", date(2022, 2, 8), (117.7712, 39.1698), DEBUGGING),
    Part("line", "焊装生产线", "Welding line", "debugging", date(2022, 2, 8), (117.7731, 39.1694), DEBUGGING),
    Part("line", "涂装生产线", "Painting line", "debugging", date(2022, 2, 8), (117.7749, 39.1690), DEBUGGING),
    Part("line", "总装生产线", "Final assembly line", "debugging", date(2022, 2, 8), (117.7765, 39.1686), DEBUGGING),
    Part("line", "电池装配线", "Battery assembly line", "debugging", date(2022, 2, 8), (117.7758, 39.1671), DEBUGGING),
    Part(
        "line", "整车检测线", "Vehicle inspection line", "debugging", date(2022, 2, 8), (117.7781, 39.1677), DEBUGGING
    ),
)

Z2_LENGTH_M = 39_200
Z2_STATIONS = (
    ("滨海机场", "Binhai Airport", (117.3590, 39.1280)),
    ("中心大道", "Zhongxindadao", (117.3920, 39.1390)),
    ("东六道", "Dongliudao", (117.4230, 39.1455)),
    ("滨海西", "Binhai West", (117.5010, 39.1180)),
    ("宁海路", "Ninghailu", (117.5250, 39.1090)),
    ("经三路", "Jingsanlu", (117.5390, 39.1055)),
    ("高新一路", "Gaoxinyilu", (117.5520, 39.1085)),
    ("渤龙湖", "Bolonghu", (117.5660, 39.1120)),
    ("春华路", "Chunhualu", (117.5810, 39.1085)),
    ("海平路", "Haipinglu", (117.6010, 39.1010)),
    ("塘汉路", "Tanghanlu", (117.6460, 39.0905)),
    ("观景道", "Guanjingdao", (117.6650, 39.0935)),
    ("洞庭路", "Dongtinglu", (117.6810, 39.0975)),
    ("北塘", "Beitang", (117.7010, 39.1040)),
)
Z4_PATH: tuple[Place, ...] = (
    (117.7600, 39.2360), (117.7480, 39.1900), (117.7380, 39.1450), (117.7050, 39.1040), (117.6950, 39.0500),
    (117.6700, 39.0120), (117.6480, 38.9800), (117.6300, 38.9400), (117.6020, 38.9050),
)  # fmt: skip
B1_PATH: tuple[Place, ...] = (
    (117.6450, 39.0700), (117.6520, 39.0400), (117.6600, 39.0150), (117.6720, 39.0020), (117.6900, 39.0150),
    (117.7080, 39.0500), (117.7250, 39.0900), (117.7380, 39.1250), (117.7520, 39.1560),
)  # fmt: skip
JINGBIN_PATH: tuple[Place, ...] = (
    (117.3000, 39.7000), (117.2800, 39.6000), (117.2400, 39.4700), (117.2250, 39.3400), (117.2350, 39.2500),
    (117.3000, 39.1900), (117.3600, 39.1350), (117.5000, 39.1150),
)  # fmt: skip
JINJING_PATH: tuple[Place, ...] = (
    (117.1300, 39.0700), (117.0800, 39.0300), (117.0300, 38.9900), (116.9700, 38.9600), (116.9250, 38.9350),
)  # fmt: skip
METRO_PATHS: dict[str, tuple[Place, ...]] = {
    "4": ((117.1900, 39.1480), (117.1750, 39.1800), (117.1650, 39.2050), (117.1500, 39.2300), (117.1350, 39.2500)),
    "7": ((117.1300, 39.0500), (117.1500, 39.0800), (117.1660, 39.1050), (117.1700, 39.1300), (117.1780, 39.1450)),
    "8": ((117.1450, 39.0900), (117.1850, 39.0800), (117.2250, 39.0750), (117.2600, 39.0650), (117.2850, 39.0450)),
    "10": ((117.1700, 39.0500), (117.2050, 39.0600), (117.2350, 39.0800), (117.2500, 39.1000), (117.2650, 39.1150)),
    "11": ((117.1600, 39.0720), (117.2000, 39.0850), (117.2400, 39.0950), (117.2700, 39.0980), (117.3350, 39.0930)),
}


def metres(one: Place, other: Place) -> float:
    """The distance of two near places, flat."""
    narrow = cos(radians((one[1] + other[1]) / 2))
    return 111_320 * dist((one[0] * narrow, one[1]), (other[0] * narrow, other[1]))


def chainages(path: tuple[Place, ...], length_m: int) -> list[int]:
    """Where each place lies along a line of this length, to the metre."""
    steps = [metres(one, other) for one, other in pairwise(path)]
    run, found = 0.0, [0]
    for step in steps:
        run += step
        found.append(round(length_m * run / sum(steps)))
    return found


def along(path: tuple[Place, ...], share: float) -> Place:
    """The place at a share of the way."""
    left = share * sum(metres(one, other) for one, other in pairwise(path))
    for one, other in pairwise(path):
        step = metres(one, other)
        if left <= step:
            part = left / step
            return (round(one[0] + (other[0] - one[0]) * part, 5), round(one[1] + (other[1] - one[1]) * part, 5))
        left -= step
    return path[-1]


def z2_stations() -> tuple[Part, ...]:
    """The fourteen stations from the airport to Beitang, in order."""
    path = tuple(place for _, _, place in Z2_STATIONS)
    return tuple(
        Part(
            "station",
            zh,
            en,
            "foundations" if zh == "东六道" else "not_begun",
            date(2021, 12, 9) if zh == "东六道" else None,
            place,
            date(2025, 12, 31),
            None,
            chainage,
        )
        for (zh, en, place), chainage in zip(Z2_STATIONS, chainages(path, Z2_LENGTH_M), strict=True)
    )


def numbered_stations(
    line: str, path: tuple[Place, ...], length_m: int, count: int, begun: int, state: str, on: date, finish: date
) -> tuple[Part, ...]:
    """Stations whose names press does not give: a number in place of a name, evenly along the line."""
    return tuple(
        Part(
            "station", f"{line}线{number:02}号站（站名未公开）", f"{line} station {number:02} (name not published)",
            state if number <= begun else "not_begun", on if number <= begun else None, along(path,
            (number - 1) / (count - 1)), finish, None,
            round(length_m * (number - 1) / (count - 1)),
        )
        for number in range(1, count + 1)
    )  # fmt: skip
