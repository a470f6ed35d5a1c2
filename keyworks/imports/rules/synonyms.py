"""What columns are called elsewhere, in both languages, and which words of theirs are our stages and classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Called:
    """Phrases that mean a target, each a set of words or a Chinese word; a head with a word of `never` does not."""

    phrases: tuple[str, ...]
    never: frozenset[str]
    never_zh: tuple[str, ...]


SNAPSHOT, KEY = "snapshot", "key"
"""What a column may be beside the targets: of which day its rows speak, and which project they are about."""

NEVER = frozenset({
    "comment", "commentary", "narrative", "rating", "rag", "colour", "color", "variance", "variation", "change",
    "changes", "reason", "url", "link", "email", "phone", "duration", "percentage", "percent", "confidence",
    "note", "notes", "remark", "remarks", "slippage",
})  # fmt: skip
"""Words of a head that speaks about a fact instead of saying it."""
NEVER_ZH = ("说明", "原因", "备注", "问题", "电话", "是否", "变化", "占比", "比例", "率", "意见")
LEFT_OUT = frozenset({
    "project", "the", "of", "a", "an", "and", "for", "in", "on", "to", "latest", "approved", "projects", "s",
    "current", "proposed",
})  # fmt: skip
"""Words of a head that tell nothing of its meaning."""

_TABLE = """
name_zh: name, title, project, project name, project title, 项目名称, 工程名称, 项目, 名称, 建设项目名称
    not: phase status agency department contractor code file unit sip english short programme owner client district
        sponsor location budget
name_en: english name, name english, name en, 英文名称, 项目英文名称
scope_zh: description, description aim, short description, scope, scope work, aim, objective, summary, 建设内容,
    建设规模, 建设规模及内容, 建设内容及规模, 主要建设内容, 主要建设内容及规模, 项目概况, 项目简介, 工程概况
    not: phase code budget commitment
scope_en: description english, scope english
address_zh: address, location, site address, street address, 地址, 建设地点, 建设地址, 项目地点, 项目地址, 地点
    not: type code
local_number: number, no, project no, project number, reference, ref, reference number, local number, 编号,
    项目编号, 项目号
    not: parent building phone budget line contract fms dsf list cut rank
key: pid, id, project id, primary key, key, identifier, id number, unique id, slug, project key, gmpp id, 项目编码,
    项目标识
    not: parent building agency row object dsf
project_code: project code, national code, 项目代码, 国家项目代码, 投资项目代码, 赋码, 统一项目代码
    not: budget
district: borough, district, region, county, geographic district, local municipality, municipality, ward, council,
    suburb, local authority, 区, 区县, 所属区, 所在区, 行政区, 属地, 所属地区, 区域, 所属区域, 县区, 县市区
    not: council member
owner: owner, unit, project unit, client, client agency, owner group, owner organisation, procuring agency,
    procuring agency organisation, procuring entity, organisation, organization, applicant, 建设单位, 项目单位,
    业主, 业主单位, 项目法人, 项目业主, 建设主体, 企业名称
    not: senior responsible measure price cost
lead_department: department, agency, managing agency, sponsor agency, ministry, lead department,
    government institution, sponsoring department, 牵头部门, 主管部门, 行业主管部门, 牵头单位, 行业部门,
    市级主管部门
    not: commentary
responsible_unit: responsible unit, implementing agency, delivery agency, delivery body, 责任单位, 责任部门,
    实施单位, 落实单位
leader: sro, senior responsible owner, project leader, responsible leader, 包联领导, 包保领导, 责任领导, 牵头领导,
    市级领导, 联系领导
service_officer: service officer, 服务专员, 项目专员, 项目管家
liaison: liaison, contact, contact person, 联系人, 联络员
variant: variant, 项目类型
category: category, type, report category, annual report category, project type, asset class, infrastructure type,
    类别, 项目类别, 项目类型, 类型, 分类, 项目分类
    not: procurement contract funding budget
sector: sector, industry, sub sector, 行业, 行业类别, 所属行业, 领域, 所属领域, 产业类别, 产业领域
nature: nature, nature investment, nature construction, nature work, kind work, 建设性质, 项目性质
investor: investor type, kind investor, 投资主体, 投资主体类型, 投资类型
programmes: programme, program, delivery program, delivery programme, capital programme, 专项, 专项工程, 所属专项
    not: budget
chains: industrial chain, value chain, 产业链, 所属产业链
stage: stage, phase, status, current phase, current stage, project status, project stage, lifecycle stage,
    phase name, status name, delivery stage, 阶段, 项目阶段, 项目状态, 状态, 建设状态, 进展阶段, 建设阶段, 目前阶段,
    进展情况
    not: funding budget payment procurement
list_class: list class, 清单类别, 项目清单类别
year_tag: year tag, 年度标签, 建设类型, 新续建, 建设性质
list_year: list year, 清单年度, 计划年度
secrecy: secrecy, 密级
planned_start: start, estimated construction start date,
    start date, planned start, planned start date, forecast start, expected start,
    construction start, construction start date, quarter construction start, 开工时间, 开工日期, 计划开工,
    计划开工时间, 计划开工日期, 拟开工时间, 预计开工时间, 预计开工
    not: design procurement business case tender actual approval scoping feasibility range
planned_finish: finish, end date, completion, completion date, planned finish, planned end, planned end date,
    forecast completion, planned completion, construction completion, construction end date,
    quarter construction completion, target completion, finish date, expected completion, estimated completion date,
    竣工时间, 竣工日期, 计划完工, 计划竣工, 计划竣工时间, 计划竣工日期, 计划完工时间, 计划完工日期, 拟竣工时间,
    预计竣工时间, 预计完工时间, 计划建成时间, 建成时间
    not: design procurement business case tender actual approval range
started_on: actual start, actual start date, started on, started, phase actual start date, 实际开工, 实际开工时间,
    实际开工日期
    not: design procurement
finished_on: actual end, actual end date, actual finish, actual completion, actual completion date, finished on,
    completed on, phase actual end date, 实际竣工, 实际完工, 实际竣工时间, 实际竣工日期, 实际完工时间, 实际完工日期
    not: design procurement
lon: lon, lng, longitude, 经度
lat: lat, latitude, 纬度
parts.total: total cost, total investment, budget, budget forecast, budget amount, whole life cost,
    total whole life cost, total budgeted whole life cost, wlc, wlc baseline, value, estimated value, value range,
    estimated value range, contract value, cost, total, total budget, capital cost, total estimated cost, estimate,
    总投资, 计划总投资, 投资总额, 总概算, 概算总投资, 项目总投资, 总投资额, 估算总投资, 投资估算
    not: actual spending spent expenditure phase yearly annual year financial professional fee fees code line
        programme appropriation city noncity forecasted 完成 累计 到位 支出 年度 本年 当年 工业
parts.construction: construction cost, construction, construction works, works cost, 建筑工程, 建安工程, 建安费,
    工程费用, 建筑工程费
    not: start end completion date
parts.installation: installation, installation cost, 安装工程, 安装工程费
parts.equipment: equipment, equipment cost, 设备购置, 设备投资, 设备购置费
parts.land: land, land cost, land acquisition, 土地与征收, 土地费用, 征地拆迁, 征地拆迁费, 土地费
parts.other: other cost, 其他费用, 其它费用
amounts: yearly budget, annual budget, year budget, yearly investment, annual investment, year investment,
    financial year baseline, year baseline, total baseline, amount, budget, baseline, appropriation,
    total appropriation, 投资, 计划投资, 年度投资, 年度计划投资, 当年计划投资, 本年计划投资, 年计划投资, 度计划投资,
    年度计划完成投资
    not: actual spending spent whole forecast 累计 到位 支出 实际 已完成 年完成 月完成 本月
snapshot: as of, date reported as of, reported as of, report date, reporting date, date of report, snapshot,
    snapshot date, data date, reporting period, report month, reporting month, 填报月份, 填报时间, 填报日期,
    数据日期, 截至日期, 截止日期, 报告期, 统计月份, 数据截止, 报送月份, 报告日期
"""


def _called(text: str) -> Called:
    phrases, _not, never = text.partition("not:")
    words = never.split()
    return Called(
        tuple(" ".join(one.split()) for one in phrases.split(",")),
        frozenset(word for word in words if word.isascii()),
        tuple(word for word in words if not word.isascii()),
    )


CALLED: Mapping[str, Called] = {
    target: _called(text) for target, text in re.findall(r"^([a-z_.]+):((?:.*\n)(?: +.*\n)*)", _TABLE, re.MULTILINE)
}
"""Target, or "snapshot" or "key" → what it is called."""

YEARS = frozenset({"year", "fiscal year", "financial year", "reporting year", "年份", "年度", "财政年度", "报告年度"})
"""Heads of a column of years: of the amounts beside it where there are any, else of the whole row."""
FUNDS = frozenset({"fund", "fund source", "funding source", "primary funding source", "资金来源", "资金渠道"})


def _words(text: str) -> dict[str, str]:
    """Word → code, of lines with a code and its words."""
    return {
        " ".join(word.split()): code
        for code, words in re.findall(r"^ {4}([a-z_]+):((?:.*\n)(?: {8}.*\n)*)", text, re.MULTILINE)
        for word in words.split(",")
    }


CHOICES: Mapping[str, Mapping[str, str]] = {
    "stage": _words("""
    idea: idea, concept, pre-feasibility, prefeasibility, initiation, identification, 谋划, 意向
    planned: planned, planning, feasibility, business case, business case / investment case development, scope,
         scoping, appraisal, proposed, pipeline, 前期, 前期工作, 规划, 前期研究, 可研
    reserve: reserve, in reserve, approved, 储备, 储备项目, 已立项, 立项
    ready: ready, design, detailed design, preliminary design, final design, procurement, in procurement,
         construction procurement, tender, tendering, pre-construction, bid, award, contract award, 待开工, 拟开工,
         开工准备, 招标, 设计, 初步设计, 施工图设计
    building: construction, under construction, in construction, building, execution, delivery, implementation,
         in progress, in-progress, ongoing, underway, works, site handed over, 在建, 建设中, 施工, 施工中, 已开工,
         开工, 建设
    suspended: suspended, on hold, paused, stopped, deferred, 停工, 暂停, 缓建, 停建
    completed: complete, completed, practical completion, substantially complete, finished, closed, close-out,
         closeout, final completion, 竣工, 完工, 已完工, 已竣工, 建成, 已建成
    commissioning: commissioning, testing and commissioning, 调试, 联调联试, 试生产, 试运行
    producing: in production, producing, 投产, 已投产
    at_capacity: at capacity, at design capacity, 达产
    in_use: in use, operational, in operation, operations, handed over, open, 投用, 投入使用, 运营, 交付使用, 已投用
    exited: cancelled, canceled, terminated, withdrawn, abandoned, 终止, 取消, 退出
    """),
    "year_tag": _words("""
    new: new, new start, 新开工, 新开, 拟新开工
    continuing: continuing, continued, ongoing, carried over, 续建, 在建续建, 结转
    finishing: finishing, finishing this year, 年内竣工, 竣工, 计划竣工, 收尾
    """),
    "list_class": _words("""
    planned: planned, 谋划, 谋划类, 前期类
    reserve: reserve, 储备, 储备类
    construction: construction, 建设类, 建设, 在建类
    completed: completed, 竣工类, 竣工
    """),
    "secrecy": _words("""
    open: open, public, 公开, 非密
    internal: internal, for internal use, 内部
    """),
}  # fmt: skip
"""List of choices → their words → our code."""

PUBLIC = (
    "road", "street", "bridge", "sewer", "water", "school", "hospital", "park", "rail", "transport", "drainage",
    "library", "prison", "housing", "道路", "公路", "桥", "轨道", "地铁", "管网", "供水", "污水", "学校", "医院",
    "公园", "水利", "市政", "安置", "高速",
)  # fmt: skip
"""Words of works that are no factory."""
