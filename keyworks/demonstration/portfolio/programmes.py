"""Two programmes of the city office and what it tells of them. The choice of projects is the demonstration's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Gathered:
    """A programme that gathers projects of press by key, and all of some chains."""

    code: str
    zh: str
    en: str
    aim_zh: str
    aim_en: str
    unit: str
    leader: str
    why: str
    keys: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tale:
    """A story of a programme; `picture` is the project on which its picture hangs."""

    programme: str
    on: date
    zh: str
    en: str
    picture: str = ""


OPENED_ON = date(2022, 1, 6)
OF_BINHAI = "binhai"
"""Whose district office is in charge of its ten."""
GATHERED = (
    Gathered(
        "ten_major", "十大标志性工程", "Ten Major Projects",
        "十个项目，一个一个盯，一月一调度（选取为演示虚构）",
        "Ten projects, followed one by one each month (an invented choice)",
        "devreform", "leader-1", "市重点项目办公室选定",
        ("toyota", "z2", "nangang", "bohua", "sabic", "huadian", "cansino", "telecom", "pumc", "jinzhonghe"),
    ),
    Gathered(
        "green_mobility", "新能源与新能源汽车专项", "New Energy and New-Energy Vehicles",
        "整车、电池与绿色电力一起推（选取为演示虚构）",
        "Cars, batteries and green power together (an invented choice)",
        "industry", "leader-3", "按产业链整体纳入",
        ("toyota", "catarc", "huadian", "huanzhi"), ("new_energy", "automobile"),
    ),
)  # fmt: skip
TALES = (
    Tale(
        "ten_major", OPENED_ON,
        "十大标志性工程专项设立，由市发展改革委牵头，每月在一张图上调度十个项目的节点、投资和问题。",
        "The programme is opened under the development commission: each month the points, the money and the problems "
        "of ten projects are looked at on one chart.",
    ),
    Tale(
        "ten_major", date(2022, 2, 8),
        "市重点项目现场办公会在滨海新区召开，现场察看一汽丰田新能源汽车项目：一期工程2021年底完工，各生产线正在联调联试，"
        "预计6月首车下线；随后察看轨道交通Z2线一期工程。",
        "The on-site office meeting was held in Binhai. At FAW-Toyota the first phase was finished at the end of 2021, "
        "the lines are in joint commissioning and the first car is due in June; then the meeting saw rail line Z2.",
        "toyota",
    ),
    Tale(
        "green_mobility", date(2022, 2, 15),
        "专项内项目春节后全部复工（演示虚构），下一步逐个核对并网和用能条件。",
        "All projects of the programme are at work again after the Spring Festival (invented); next the grid "
        "connection and the energy quota of each are checked.",
    ),
)  # fmt: skip
