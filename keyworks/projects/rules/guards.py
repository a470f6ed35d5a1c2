"""The standard steps between stages, who decides each, what each asks for: the city's own data from its first day.

What a step asks for is named by code: `code`, or `code:word` where one of the guards with that word is enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from keyworks.projects.rules.stages import Stage as S
from keyworks.projects.rules.stages import Variant, Way


class Asked(NamedTuple):
    """A guard: the kind of evidence, its names, and what is counted or compared."""

    evidence: str
    zh: str
    en: str
    params: Mapping[str, Any] = {}
    required: bool = True


class Step(NamedTuple):
    """A step of a variant; `asks` names guards, `basis` the rule it rests on."""

    source: S
    target: S
    way: Way
    roles: str
    asks: str = ""
    basis: str = ""


TIANJIN = "津政办规〔2022〕14号"
GUARDS: Mapping[str, Asked] = {
    "named": Asked("check", "项目名称", "The project has a name"),
    "placed": Asked("check", "建设地点", "Its place is known"),
    "owned": Asked("check", "项目单位", "It has a project unit"),
    "estimated": Asked("check", "投资估算", "Its total investment is estimated"),
    "in_district": Asked("check", "所属区", "It belongs to a district"),
    "allowed": Asked(
        "statement", "不属于禁止类、淘汰类项目的说明", "Statement that the project is of no prohibited or obsolete kind"
    ),
    "coded": Asked("check", "项目代码", "It has a national project code"),
    "proposal": Asked(
        "document", "项目建议书批复", "Approval of the project proposal", {"when": "government_money"}
    ),
    "rolling_plan": Asked(
        "document", "列入三年滚动投资计划", "Entry in the three-year rolling plan", {"when": "government_money"}
    ),
    "approved": Asked("document", "项目核准文件", "Approval of the enterprise's project", {"when": "enterprise_money"}),
    "filed": Asked("document", "项目备案证明", "Certificate of filing", {"when": "enterprise_money"}),
    "land": Asked("document", "用地手续", "Papers of the land"),
    "no_land": Asked("statement", "无需新增用地的说明", "Statement that no new land is needed"),
    "funds": Asked("document", "资金落实证明", "Proof that the funds are in place"),
    "eia": Asked("document", "环评批复或备案", "Approval or filing of the environmental impact assessment"),
    "no_eia": Asked("statement", "无需办理环评的说明", "Statement that no environmental assessment is needed"),
    "safety": Asked("document", "安全评价（预评价）报告", "Safety appraisal"),
    "no_safety": Asked("statement", "无需办理安全评价的说明", "Statement that no safety appraisal is needed"),
    "start_this_year": Asked("check", "计划年内开工", "The start is planned within the year"),
    "foundations": Asked("date", "桩基或其他基础工程开工日期", "Day on which piling or other foundation works began"),
    "equipment_on_site": Asked("date", "部分设备进场日期", "Day on which part of the equipment was on site"),
    "start_photo": Asked("photo", "带日期的现场照片", "Dated photograph of the site"),
    "permit": Asked("document", "施工许可证", "Construction permit"),
    "permit_promised": Asked(
        "document", "开工后90天内取得施工许可的书面承诺",
        "Written commitment to have the permit within 90 days after the start", {"within_days": 90},
    ),
    "stop_order": Asked("document", "停工通知书", "Stop order"),
    "idle": Asked("date", "最后施工日期（停工超过30天）", "Last day of work, more than 30 days ago", {"idle_days": 30}),
    "reported_in_time": Asked(
        "check", "停工一个月内报告", "The pause is reported within a month", {"days": 31}, required=False
    ),
    "cause_removed": Asked("statement", "停工原因消除情况", "How the cause of the pause was removed"),
    "reverification": Asked(
        "document", "复工核验意见（停工超过12个月）", "Re-verification, after a pause of over 12 months",
        {"when": "paused_long", "months": 12},
    ),
    "acceptance": Asked("document", "竣工验收文件", "Acceptance of the completed works"),
    "all_invested": Asked(
        "statement", "投资全部完成且无结转的说明", "Statement that all is invested and nothing is carried over"
    ),
    "equipment_in": Asked("document", "设备全部到货验收单", "Receipt of all the equipment"),
    "lines_begun": Asked(
        "check", "生产线进入调试", "The production lines are being debugged", {"state": "debugging", "least": 1}
    ),
    "lines_debugged": Asked(
        "check", "生产线逐条调试完成", "Every production line is debugged", {"state": "debugged", "least": 1}
    ),
    "first_product": Asked("date", "首件产品下线日期", "Day on which the first product left the line"),
    "in_production": Asked("document", "正式投产证明", "Proof of formal production"),
    "output": Asked(
        "number", "逐月产量", "Output month by month", {"of": "capacity", "share": 0.8, "months": 3}
    ),
    "output_promised": Asked(
        "number", "产值达到承诺的百分比", "Value of output, in per cent of what was promised", {"least": 80}
    ),
    "tax_promised": Asked("number", "税收达到承诺的百分比", "Taxes, in per cent of what was promised", {"least": 80}),
    "jobs_promised": Asked("number", "就业达到承诺的百分比", "Jobs, in per cent of what was promised", {"least": 80}),
    "opened": Asked("date", "投入使用（运营）日期", "Day on which it was put to use"),
    "opening": Asked("document", "投入使用（运营）批准文件", "Permission to put it to use"),
    "archive": Asked("document", "项目档案验收意见", "Acceptance of the project's archives"),
    "aftercare": Asked("statement", "退出后的善后安排", "After-care: what becomes of site, land and funds"),
    "conditions_again": Asked("statement", "重新具备条件的说明", "How the conditions are met again"),
}  # fmt: skip

EARLY = (S.IDEA, S.PLANNED, S.RESERVE, S.READY, S.BUILDING, S.SUSPENDED)
"""Stages before completion: from each of them a project may leave."""
FIRST = (
    Step(S.IDEA, S.PLANNED, Way.ONWARD, "district department city", "named placed owned estimated in_district allowed"),
    Step(
        S.PLANNED, S.RESERVE, Way.ONWARD, "city", "coded proposal rolling_plan approved:enterprise filed:enterprise",
        TIANJIN,
    ),
    Step(
        S.RESERVE, S.READY, Way.ONWARD, "city",
        "land:land no_land:land funds eia:eia no_eia:eia safety:safety no_safety:safety start_this_year", TIANJIN,
    ),
)  # fmt: skip
BACK_FROM_READY = (
    Step(S.RESERVE, S.PLANNED, Way.BACK, "city"),
    Step(S.READY, S.RESERVE, Way.BACK, "city"),
    Step(S.BUILDING, S.READY, Way.BACK, "city"),
)
ASIDE = (
    Step(S.BUILDING, S.SUSPENDED, Way.PAUSE, "unit district city", "stop_order:pause idle:pause reported_in_time"),
    Step(S.SUSPENDED, S.BUILDING, Way.RESUME, "district city", "cause_removed reverification"),
    *(Step(source, S.EXITED, Way.EXIT, "city", "aftercare", TIANJIN) for source in EARLY),
    Step(S.EXITED, S.PLANNED, Way.RECOVER, "city", "conditions_again"),
    Step(S.EXITED, S.RESERVE, Way.RECOVER, "city", "conditions_again coded"),
)
REAL_START = "foundations:start equipment_on_site:start start_photo permit:permit permit_promised:permit"
START = (Step(S.READY, S.BUILDING, Way.ONWARD, "district city", REAL_START),)
FINISH = (
    Step(S.BUILDING, S.COMPLETED, Way.ONWARD, "department city", "acceptance:finish all_invested:finish"),
    Step(S.COMPLETED, S.BUILDING, Way.BACK, "city"),
)
PRODUCE = (
    Step(S.COMMISSIONING, S.PRODUCING, Way.ONWARD, "department city", "lines_debugged first_product in_production"),
    Step(S.PRODUCING, S.AT_CAPACITY, Way.ONWARD, "department city", "output"),
    Step(
        S.AT_CAPACITY, S.EFFECTIVE, Way.ONWARD, "department city",
        "output_promised:effect tax_promised:effect jobs_promised:effect",
    ),
    Step(S.EFFECTIVE, S.ARCHIVED, Way.ONWARD, "city", "archive"),
    Step(S.PRODUCING, S.COMMISSIONING, Way.BACK, "city"),
    Step(S.AT_CAPACITY, S.PRODUCING, Way.BACK, "city"),
    Step(S.EFFECTIVE, S.AT_CAPACITY, Way.BACK, "city"),
)  # fmt: skip
STEPS: Mapping[Variant, tuple[Step, ...]] = {
    Variant.FACTORY: (
        *FIRST, *START, *FINISH[:1],
        Step(S.COMPLETED, S.COMMISSIONING, Way.ONWARD, "department city", "lines_begun"),
        *PRODUCE, *BACK_FROM_READY, *FINISH[1:],
        Step(S.COMMISSIONING, S.COMPLETED, Way.BACK, "city"),
        *ASIDE,
    ),
    Variant.INFRASTRUCTURE: (
        *FIRST, *START, *FINISH[:1],
        Step(S.COMPLETED, S.IN_USE, Way.ONWARD, "department city", "opened opening"),
        Step(S.IN_USE, S.ARCHIVED, Way.ONWARD, "city", "archive"),
        *BACK_FROM_READY, *FINISH[1:],
        Step(S.IN_USE, S.COMPLETED, Way.BACK, "city"),
        *ASIDE,
    ),
    Variant.EQUIPMENT: (
        *FIRST,
        Step(S.READY, S.BUILDING, Way.ONWARD, "district city", "equipment_on_site start_photo"),
        Step(S.BUILDING, S.COMMISSIONING, Way.ONWARD, "department city", "equipment_in"),
        *PRODUCE, *BACK_FROM_READY,
        Step(S.COMMISSIONING, S.BUILDING, Way.BACK, "city"),
        *ASIDE,
    ),
}  # fmt: skip


class Ask(NamedTuple):
    """What one step asks for: a guard and the word of its alternatives."""

    code: str
    one_of: str
    guard: Asked


def asks(step: Step) -> tuple[Ask, ...]:
    """The guards of a step, in order."""
    named = (text.partition(":") for text in step.asks.split())
    return tuple(Ask(code, one_of, GUARDS[code]) for code, _, one_of in named)
