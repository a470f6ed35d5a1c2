"""Letters as long as they come: the longest names, nine projects, a history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from keyworks.matters.rules.drafting import drafted
from keyworks.matters.rules.letters import Affected, Event, Interview, Kind, LetterFacts

PROJECTS = {
    "zh": [
        "轨道交通Z2线一期工程", "天津南港120万吨/年乙烯及下游高端新材料产业集群项目",
        "一汽丰田新能源整车项目（第三工厂）二期扩建及配套动力站房工程", "国家合成生物技术创新中心核心研发基地",
        "北京至滨海新区城际铁路宝坻至滨海段（滨海新区境内）征地拆迁及站前广场配套工程",
        "中国电信京津冀大数据智能算力中心",
        "华电盐光互补1000兆瓦光伏发电项目", "中石化—沙特基础工业公司聚碳酸酯项目", "康希诺疫苗产业园",
    ],
    "en": [
        "Rail line Z2, phase 1", "Nangang ethylene, 1.2 million tonnes a year, with a new-materials cluster",
        "FAW-Toyota new-energy vehicles (third works), phase 2 with its power station", "Synthetic-biology centre",
        "Beijing–Binhai intercity railway, Baodi–Binhai section: land clearing and station square",
        "China Telecom computing centre", "Huadian salt-solar, 1,000 MW", "Sinopec-SABIC polycarbonate",
        "CanSino vaccine park",
    ],
}  # fmt: skip
OVERDUE = (Kind.SUPERVISION, Kind.INTERVIEW)


def letter(kind: Kind, language: str, *, projects: int = 9, **changed: Any) -> LetterFacts:
    facts = told(kind, language, projects)
    return replace(drafted(replace(facts, **changed)), **changed)


def told(kind: Kind, language: str, projects: int) -> LetterFacts:
    zh = language == "zh"
    late = kind in OVERDUE
    return LetterFacts(
        kind=kind,
        language=language,
        issuer="天津市重点建设项目指挥部办公室" if zh else "Tianjin Key Projects Office",
        to="天津市滨海新区住房和建设委员会" if zh else "Housing and Construction Commission of Binhai",
        issued_on=date(2022, 2, 8),
        matter_number="2022-0153",
        matter_title="轨道交通Z2线一期工程东六道站地下管线迁改滞后" if zh else "Pipes at Dongliudao station, line Z2",
        number="津重点督〔2022〕3号",
        cc=("天津市滨海新区人民政府", "国网天津市电力公司") if zh else ("People's Government of Binhai",),
        projects=tuple(
            Affected(name, "滨海新区" if zh else "Binhai", "东六道站主体结构施工" if zh else "the station's structure")
            for name in PROJECTS[language][:projects]
        ),
        history=(
            Event(date(2022, 1, 4), "提出。" if zh else "Raised."),
            Event(date(2022, 1, 27), "发出提醒函。" if zh else "Reminder sent."),
        ),
        raised_on=date(2022, 1, 4),
        due_on=date(2022, 1, 28) if late else date(2022, 2, 9),
        overdue_days=5 if late else 0,
        days_left=None if late else 1,
        level={Kind.SUPERVISION: 2, Kind.INTERVIEW: 3}.get(kind, 1),
        helpers=("国网天津市电力公司", "天津水务集团") if zh else ("State Grid Tianjin", "Tianjin Water"),
        effect="2月底前完成全部管线迁改" if zh else "all pipes moved by the end of February",
        reply_by=date(2022, 2, 11),
        contact="李静，电话：022－12345678" if zh else "Li Jing, 022 1234 5678",
        interview=talk(zh) if kind is Kind.INTERVIEW else None,
    )


def talk(zh: bool) -> Interview:
    if not zh:
        return Interview(
            "Meeting room 2", "8 February 2022, 14:30", "Wang Jianguo", "Zhao Zhiqiang", "Li Jing",
            ("No power cut had been agreed.",), ("The contractor is on site by 10 February.",),
        )  # fmt: skip
    return Interview(
        "市项目办二楼会议室", "2022年2月8日14:30至15:20", "王建国", "赵志强", "李静",
        ("停电窗口期未落实。",), ("2月10日前施工单位进场。",),
    )  # fmt: skip
