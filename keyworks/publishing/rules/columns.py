"""The tables that are taken along, and what their columns are called in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `path` is where its value stands in a row. `unit` is "money" where it is the house's currency."""

    name: str
    type: str
    unit: str
    zh: str
    en: str
    path: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]


def _table(name: str, text: str) -> Table:
    """Lines of: name, type and unit, Chinese, English, and the path where it is another than the name."""
    columns = []
    for line in text.strip().splitlines():
        column, kind, zh, en, *path = (part.strip() for part in line.split("|"))
        sort, _blank, unit = kind.partition(" ")
        columns.append(Column(column, sort, unit, zh, en, path[0] if path else column))
    return Table(name, tuple(columns))


_TIMES = """
    valid_from | date | 在事实中自何日起 | Holds in the world from
    valid_until | date | 在事实中至何日止 | Holds in the world until
    known_at | moment | 何时掌握 | Known since
    version | whole | 版本 | Version
    reason | text | 更正理由 | Reason of the correction
    source | text | 来源 | Source
    by | text | 填报人（用户名） | By (user name) | by__username
"""
PROJECTS = _table("projects", """
    number | text | 编号 | Number | local_number
    project_code | text | 国家项目代码 | National project code
    name_zh | text | 中文名称 | Name in Chinese
    name_en | text | 英文名称 | Name in English
    variant | code | 项目类型 | Variant
    stage | code | 阶段 | Stage
    stage_since | date | 进入该阶段的日期 | In this stage since
    list_class | code | 清单类别 | List class
    year_tag | code | 年度标签 | Year tag
    list_year | whole | 清单年度 | Year of the list
    secrecy | code | 密级 | Secrecy
    package | text | 所属打包项目（编号） | Part of the package (number)
    cut | code | 属于 | It is a
    cut_number | whole | 分期或子项序号 | Number of the phase or sub-project
    category | code | 项目类别 | Category | category__code
    sector | code | 行业 | Sector | sector__code
    nature | code | 建设性质 | Nature of construction | nature__code
    investor | code | 投资主体类型 | Kind of investor | investor__code
    scope_zh | text | 建设内容 | Scope in Chinese
    scope_en | text | 建设内容（英文） | Scope in English
    owner | code | 项目单位 | Project unit | owner__code
    district | code | 区 | District | district__code
    lead_department | code | 牵头部门 | Lead department | lead_department__code
    responsible_unit | code | 责任单位 | Responsible unit | responsible_unit__code
    leader | text | 包联领导（用户名） | Responsible leader (user name) | leader__username
    service_officer | text | 服务专员（用户名） | Service officer (user name) | service_officer__username
    liaison | text | 联络员（用户名） | Liaison (user name) | liaison__username
    address_zh | text | 地址 | Address
    address_en | text | 英文地址 | Address in English
    longitude | number ° | 经度 | Longitude | lon
    latitude | number ° | 纬度 | Latitude | lat
    geometry | json | 位置（GeoJSON） | Place (GeoJSON)
    planned_start | date | 计划开工 | Planned start
    planned_finish | date | 计划完工 | Planned finish
    started_on | date | 实际开工 | Started on
    finished_on | date | 实际完工 | Finished on
    total | amount money | 总投资 | Total investment
    plan | amount money | 清单年度计划投资 | Planned for the year of the list
    unreported_since | date | 自何日起清单不再列出 | No longer reported since
    extras | json | 原样保留的内容 | Kept as it is written
    edition | whole | 第几次修改 | Edition
    changed_at | moment | 修改时间 | Changed at
""")  # fmt: skip
PARTIES = _table("parties", """
    project | text | 项目编号 | Project's number | project__local_number
    role | code | 参建角色 | Role | role__code
    unit | code | 单位代码 | Unit | unit__code
    name_zh | text | 中文名称 | Name in Chinese
    name_en | text | 英文名称 | Name in English
    credit_code | text | 统一社会信用代码 | Unified social credit code
""")  # fmt: skip
INVESTMENTS = _table("investments", f"""
    project | text | 项目编号 | Project's number | project__local_number
    part | code | 投资构成 | Part of the investment
    amount | amount money | 金额 | Amount
    reported | truth | 清单仍列出 | Still reported
    {_TIMES.strip()}
""")  # fmt: skip
YEARLY = _table("yearly", """
    project | text | 项目编号 | Project's number | project__local_number
    year | whole | 年度 | Year
    fund | code | 资金来源 | Source of funds | fund__code
    amount | amount money | 计划投资 | Planned amount
    version | whole | 版本 | Version
""")  # fmt: skip
YEARLY_VERSIONS = _table("yearly_versions", f"""
    project | text | 项目编号 | Project's number | project__local_number
    year | whole | 年度 | Year
    fund | code | 资金来源 | Source of funds | fund__code
    amount | amount money | 计划投资 | Planned amount
    reported | truth | 清单仍列出 | Still reported
    {_TIMES.strip()}
""")  # fmt: skip
REPORTS = _table("reports", """
    project | text | 项目编号 | Project's number | project__local_number
    month | month | 月份 | Month
    state | code | 状态 | State
    at_level | code | 现由何级办理 | With
    late | truth | 逾期报送 | Late
    first_at | moment | 首次报送时间 | First filed at
    version | whole | 版本 | Version
""")  # fmt: skip
REPORT_VERSIONS = _table("report_versions", f"""
    project | text | 项目编号 | Project's number | project__local_number
    month | month | 月份 | Month
    done | amount money | 当月完成投资 | Invested in the month
    year_done | amount money | 自1月起累计完成投资 | Invested since January
    since_start | amount money | 自开工累计完成投资 | Invested since the start
    next_month | amount money | 下月计划投资 | Planned for the next month
    parts | json | 当月投资构成（最小货币单位） | The month by kind, in the smallest coin
    progress | whole 0.01% | 形象进度 | Progress of the works
    words | text | 进展情况 | Where the works stand
    problems | text | 存在问题 | What stands in the way
    unchanged | truth | 无变化 | No change
    why | text | 无变化的原因 | Why nothing changed
    {_TIMES.strip()}
""")  # fmt: skip
MATTERS = _table("matters", """
    number | text | 编号 | Number
    sort | code | 类别 | Sort
    kind | code | 问题类型 | Kind
    source | code | 来源 | Source
    title | text | 标题 | Title
    text | text | 内容 | Text
    effect | text | 影响 | Effect
    words | text | 原话 | Words as they were said
    state | code | 状态 | State
    level | whole | 层级 | Level
    part_of | text | 所属事项（编号） | Part of the matter (number)
    raised_unit | code | 提出单位 | Raised by the unit | raised_unit__code
    raised_by | text | 提出人（用户名） | Raised by (user name) | raised_by__username
    raised_on | date | 提出日期 | Raised on
    desk | code | 受理单位 | Desk | desk__code
    lead | code | 牵头单位 | Lead | lead__code
    lead_person | text | 牵头人（用户名） | Lead (user name) | lead_person__username
    due_on | date | 完成时限 | Due on
    climbs_on | date | 升级日期 | Goes up a level on
    feedback_on | date | 下次反馈日期 | Next feedback on
    closed_on | date | 办结日期 | Closed on
    reopened | whole | 重新办理次数 | How often opened again
    climbed | whole | 升级次数 | How often it went up
    rating | whole | 评价（1至5） | Rating (1 to 5)
    edition | whole | 第几次修改 | Edition
    changed_at | moment | 修改时间 | Changed at
""")  # fmt: skip
MATTER_PROJECTS = _table("matter_projects", """
    matter | text | 事项编号 | Matter's number | matter__number
    project | text | 项目编号 | Project's number | project__local_number
    blocks | truth | 影响推进 | It waits for the matter | blocks
""")  # fmt: skip
