"""The on-site office meetings of the year: that of 8 February as press has it, the rest invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from keyworks.demonstration.city import DISTRICTS
from keyworks.demonstration.portfolio.directives import DIRECTED, FEBRUARY, MARCH, MEETING, MEETING_MARCH
from keyworks.demonstration.portfolio.terms import EXECUTIVE, INDUSTRY, MAYOR, TRANSPORT, URBAN

SERIES = ("重点项目现场办公会", "On-site office meeting on key projects")
USUAL = (("opening", 3), ("promised", 10), ("topic", 15), ("directives", 25))
"""Points of each such meeting and their minutes; what is visited comes first, who speaks before the topics."""


@dataclass(frozen=True, slots=True)
class Place:
    """A project that was weighed, and what was decided: must, may, never."""

    key: str
    choice: str
    minutes: int = 30
    why: str = ""
    windows: tuple[tuple[str, str], ...] = ()
    point: tuple[float, float] | None = None
    """Latitude and longitude of the entrance."""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting from being planned to its minutes, each on its day."""

    title: str
    title_en: str
    theme: str
    district: str
    room: str
    on: date
    begins: time
    ends: time
    planned: date
    chosen: date
    called: date
    written: date
    """By this day most reports are in."""
    closed: date
    start: tuple[str, float, float]
    end: tuple[str, float, float]
    back_by: time
    places: tuple[Place, ...]
    spoken: tuple[str, ...]
    """Districts that speak."""
    departments: tuple[str, ...]
    leaders: tuple[str, ...]
    late: tuple[str, ...] = ()
    """Districts whose report came after its day."""
    silent: tuple[str, ...] = ()
    """Districts from which none came."""
    sent: tuple[tuple[str, str], ...] = ()
    """Who did not come and who came in their place."""
    topics: tuple[tuple[str, str, str, str], ...] = ()
    """What is to be decided, which unit presents it, what came of it and the words for that."""

    @property
    def written_by(self) -> tuple[str, ...]:
        return tuple(code for code, *_ in DISTRICTS if code not in self.spoken)


HELD = (
    Held(
        MEETING, "On-site office meeting on key projects, Binhai New Area",
        "进度怎么样，质量安全怎么样，企业还需要什么",
        "binhai", "滨海新区行政中心第一会议室", FEBRUARY, time(8, 0), time(12, 30), date(2022, 1, 19),
        date(2022, 1, 21), date(2022, 1, 24), date(2022, 1, 28), date(2022, 2, 14),
        ("天津市政府", 39.0845, 117.2009), ("滨海新区行政中心", 39.0032, 117.7107), time(10, 45),
        (
            Place("toyota", "must", 35, "产线联合调试，6月首车下线", (("09:00", "10:45"),)),
            Place("z2", "must", 25, "滨海新区“十大工程”之一，东六道站", point=(39.1207, 117.4035)),
            Place("nangang", "never", 40, "路程远，5月单独调研"),
            Place("huadian", "may", 30, "盐光互补，春节后复工"),
            Place("sabic", "may", 30, "上半年出产品"),
        ),
        ("binhai", "beichen"), ("devreform", "industry"), (MAYOR, EXECUTIVE, INDUSTRY, URBAN),
        late=("jizhou", "ninghe"), sent=(("hexi-1", "河西区项目办副主任"),),
        topics=(
            ("一汽丰田新能源项目双回路供电", "industry", "spot", "电力公司当场答复：3月底前完成第二路电源接入。"),
            ("轨道交通Z2线东六道站管线切改", "housing", "assigned", "由市住房城乡建设委牵头，逐条管线明确时限。"),
            ("重点项目春节后工人返岗", "health", "noted", "各区已备案闭环管理方案。"),
        ),
    ),
    Held(
        MEETING_MARCH, "On-site office meeting on key projects, Beichen", "开工项目真开工、快推进",
        "beichen", "北辰区政府第二会议室", MARCH, time(8, 30), time(12, 0), date(2022, 2, 16),
        date(2022, 2, 21), date(2022, 3, 10), date(2022, 3, 17), date(2022, 3, 31),
        ("北辰区政府", 39.2249, 117.1351), ("北辰区政府", 39.2249, 117.1351), time(10, 50),
        (),
        ("beichen", "wuqing"), ("devreform", "statistics"), (MAYOR, EXECUTIVE, TRANSPORT),
        silent=("hongqiao",),
        topics=(("集中开工项目核查", "housing", "assigned", "逐个核查实物工作量，附现场照片。"),),
    ),
)  # fmt: skip
SPOKEN = {spoken.words: spoken for spoken in DIRECTED if spoken.meeting}
"""What was directed at a meeting, by its words."""
