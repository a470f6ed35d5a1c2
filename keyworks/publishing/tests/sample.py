"""A pack for tests of the page itself: everything there is, and nothing there is."""

from __future__ import annotations

from datetime import UTC, datetime

from keyworks.publishing.rules.document import (
    Curve,
    Fact,
    Light,
    Map,
    Pack,
    Page,
    Photograph,
    Place,
    ProjectPage,
    Source,
    Stage,
    Table,
)
from keyworks.reports.files.curve import Course
from keyworks.values.months import Month

HEAD = "编号|事项|责任单位|完成时限|余期"
REACHED = (("2021-12-28", "一期工程竣工"), ("2022-01-20", "总装线联调开始"))
STOPS = (("1", "9:00", "9:40", "一汽丰田"), ("2", "10:20", "10:50", "东六道站"))
SAID = "1—1月完成投资6.50亿元，占年度计划的7.7%，慢于序时进度0.6个百分点。"
WORKS = "新建年产20万辆新能源汽车整车生产线，含四大车间及配套设施。"
LONGEST = (
    "滨海新区先进制造业新能源汽车整车及关键零部件（含动力电池、驱动电机、电控系统）智能化生产基地及配套基础设施工程" * 2
)
SITE = "http://127.0.0.1:8000"


def course(months: int = 2) -> Course:
    planned = tuple(place * 70_000_000_00 for place in range(13))
    actual = tuple(place * 65_000_000_00 if place <= months else None for place in range(13))
    return Course(Month(2022, 1), planned, actual, (), months + 0.3)


def table(title: str, head: str, *rows: tuple[str, ...], none: str = "", **how: object) -> Table:
    links = tuple(f"{SITE}/matters/{number}/" for number, _ in enumerate(rows))
    return Table(title, tuple(head.split("|")), rows, links=links, none=none, **how)  # type: ignore[arg-type]


def project(name: str = "一汽丰田新能源整车厂", full: bool = True, pictures: tuple[str, ...] = ()) -> ProjectPage:
    sources = (
        Source("项目库第3版（2022年1月31日）", f"{SITE}/projects/1/"),
        Source("2022年1月月报第1版（王工于2022年2月8日报送）", f"{SITE}/reports/1/202201/"),
    )
    matters = [
        (f"2022-{number:03}", "厂区双回路供电未落实", "市工业和信息化局", "2022-02-18", "剩8天") for number in range(5)
    ]
    return ProjectPage(
        title=name, number="津重2022-001", other_name="FAW-Toyota new-energy vehicles", url=f"{SITE}/projects/1/",
        lead=SAID if full else "该项目至今未报送月报。",
        light=Light("yellow", "黄灯", ("投资：完成6.50亿元，应完成7.00亿元，92.9%",), 2) if full else None,
        facts=tuple(
            Fact(label, text, 1)
            for label, text in (
                ("建设内容", WORKS * (2 if full else 1)),
                ("建设地点", "中新天津生态城"), ("建设单位", "一汽丰田汽车有限公司"), ("包联领导", "张副市长"),
                ("责任单位", "滨海新区人民政府"), ("服务专员", "李某某"),
            )
        ),
        money=tuple(
            Fact(label, text, mark)
            for label, text, mark in (
                ("总投资", "85.00亿元", 1), ("2022年计划投资", "84.00亿元", 1), ("1—1月完成投资", "6.50亿元", 2),
                ("完成年度计划", "7.7%", 2),
            )
        ),
        stages=tuple(
            Stage(text, state, on)
            for text, state, on in (
                ("谋划", "past", ""), ("储备", "past", "2020-03"), ("待开工", "past", "2020-06"),
                ("建设中", "now", "2020-09"), ("已竣工", "ahead", ""), ("联调联试", "ahead", ""),
                ("已投产", "ahead", ""), ("已达产", "ahead", ""),
            )
        ),
        milestones=table("重要节点", "日期|节点", *(REACHED if full else ()),
                         none="尚未填报重要节点。", widths=(2, 6)),
        matters=table("未办结事项", HEAD, *(matters if full else []), none="无未办结事项。",
                      widths=(3, 8, 5, 3, 2), numbers=(4,)),
        requests=table("企业诉求", HEAD, *(matters[:2] if full else []), none="无诉求。",
                       widths=(3, 8, 5, 3, 2), numbers=(4,)),
        words=(Fact("工程进展", "总装车间设备安装完成，四条生产线进入联调联试阶段。" * 3, 2),) if full else (),
        curve=Curve("完成6.50亿元，应完成7.00亿元：慢0.6个百分点", course(), "yi", "亿元", 2) if full else None,
        photographs=tuple(Photograph(one, "2022年1月20日，2022年1月月报", 640, 480) for one in pictures),
        no_photographs="月报和项目档案中没有照片。", sources=sources,
    )  # fmt: skip


def pack(*projects: ProjectPage, pictures: dict[str, bytes] | None = None, **how: object) -> Pack:
    page = Page(
        "考察路线", "两个点位，约2小时。", (Fact("集合", "8:30 市政府东门"),),
        Map("一汽丰田、东六道站", (Place(1, "一汽丰田", 117.75, 39.15), Place(2, "东六道站", 117.40, 39.10)),
            (((117.2, 39.0), (117.9, 39.0), (117.9, 39.3), (117.2, 39.3)),), "示意图，非正式地图。"),
        (table("时间表", "序号|到达|离开|点位", *STOPS),),
    )  # fmt: skip
    said = {
        "language": "zh", "title": "重点项目现场办公会材料", "subtitle": "滨海新区　2022年2月8日", "author": "重点办",
        "known": "数据截至2022年2月7日 18:00", "source": "来源：重点项目库、月报和事项台账",
        "at": datetime(2022, 2, 7, 10, tzinfo=UTC), "projects": projects, "pictures": pictures or {},
        "cover": Page("封面", "", (Fact("时间", "2022年2月8日 9:00"),), None,
                      (table("议程", "时间|事项|用时", ("9:00", "实地考察", "90分钟"), ("11:00", "汇报", "30分钟")),)),
        "before": (page,),
    }  # fmt: skip
    return Pack(**(said | how))  # type: ignore[arg-type]
