"""What a new installation begins with: the code lists, each entry as code, Chinese, English. The city changes them."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """An entry of a code list."""

    code: str
    zh: str
    en: str


def _entries(text: str) -> tuple[Entry, ...]:
    return tuple(Entry(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


MONEY_MEASURE = "yi"
"""The measure that is an amount of money; its words follow the city's currency."""
TERMS = {
    "category": _entries("""
        innovation | 科技创新与产业升级 | Innovation and industrial upgrading
        infrastructure | 重大基础设施 | Major infrastructure
        livelihood | 社会民生 | Social services
        ecology | 生态环保 | Ecology and environment
        renewal | 城市更新 | Urban renewal
        services | 现代服务业 | Modern services
        agriculture | 乡村振兴 | Rural revitalisation
    """),
    "sector": _entries("""
        automobile | 汽车及新能源汽车 | Automobiles and new-energy vehicles
        petrochemical | 绿色石化 | Green petrochemicals
        biomedicine | 生物医药 | Biomedicine
        new_energy | 新能源 | New energy
        new_materials | 新材料 | New materials
        equipment | 高端装备 | High-end equipment
        electronics | 电子信息 | Electronics and information
        aerospace | 航空航天 | Aerospace
        light_industry | 轻工与食品 | Light industry and food
        rail | 轨道交通 | Rail transit
        roads | 公路与市政道路 | Roads
        ports | 港口与航空枢纽 | Ports and airports
        energy | 能源电力 | Energy and power
        water | 水利水务 | Water
        utilities | 市政公用 | Municipal utilities
        environment | 生态修复与环境治理 | Ecology and environment
        health | 医疗卫生 | Health
        education | 教育 | Education
        culture | 文化旅游体育 | Culture, tourism and sport
        housing | 住房与棚改 | Housing
        renewal | 城市更新 | Urban renewal
        logistics | 商贸物流 | Trade and logistics
        digital | 新型基础设施 | Digital infrastructure
        research | 科技平台 | Research platforms
        agriculture | 农业农村 | Agriculture
    """),
    "programme": (),
    "chain": _entries("""
        it_innovation | 信创 | IT innovation
        integrated_circuits | 集成电路 | Integrated circuits
        connected_vehicles | 车联网 | Connected vehicles
        biomedicine | 生物医药 | Biomedicine
        chinese_medicine | 中医药 | Chinese medicine
        new_energy | 新能源 | New energy
        new_materials | 新材料 | New materials
        equipment | 高端装备 | High-end equipment
        automobile | 汽车及新能源汽车 | Automobiles and new-energy vehicles
        petrochemical | 绿色石化 | Green petrochemicals
        aerospace | 航空航天 | Aerospace
        light_industry | 轻工 | Light industry
    """),
    "nature": _entries("""
        new_build | 新建 | New build
        expansion | 扩建 | Expansion
        renovation | 改建和技术改造 | Renovation and technical upgrading
        relocation | 迁建 | Relocation
        equipment_only | 单纯购置 | Purchase of equipment only
    """),
    "investor": _entries("""
        government | 政府投资 | Government
        state | 国有企业 | State-owned enterprise
        private | 民营企业 | Private enterprise
        foreign | 外商投资 | Foreign investment
        joint | 混合投资 | Joint investment
    """),
    "fund": _entries("""
        central | 中央预算内资金 | Central budget
        bonds | 地方政府专项债券 | Special bonds
        municipal | 市级财政资金 | Municipal budget
        district | 区级财政资金 | District budget
        own | 企业自有资金 | Own funds
        loans | 银行贷款 | Bank loans
        foreign | 利用外资 | Foreign funds
        other | 其他资金 | Other funds
    """),
    "measure": _entries("""
        vehicles_year | 辆/年 | vehicles a year
        tonnes_year | 吨/年 | t a year
        ten_kt_year | 万吨/年 | 10,000 t a year
        pieces_year | 件/年 | pieces a year
        sets_year | 套/年 | sets a year
        doses_year | 万剂/年 | 10,000 doses a year
        gwh_year | 吉瓦时/年 | GWh a year
        mw | 兆瓦 | MW
        tonnes_day | 吨/日 | t a day
        km | 公里 | km
        m2 | 平方米 | m²
        beds | 张床位 | beds
        places | 个学位 | school places
        stations | 座 | stations
        racks | 个机架 | racks
        people | 人 | people
        yi | 亿元 | 100 m yuan
    """),
    "party_role": _entries("""
        builder | 建设单位 | Building client
        designer | 设计单位 | Designer
        surveyor | 勘察单位 | Surveyor
        contractor | 施工单位 | Contractor
        supervisor | 监理单位 | Supervising engineer
        supplier | 设备供应单位 | Equipment supplier
        lender | 贷款银行 | Lender
        agent | 代建单位 | Construction agent
    """),
    "link": _entries("""
        precedes | 先于 | must come before
        supports | 配套于 | serves
        same_site | 同一场址 | same site
        succeeds | 接续 | follows on from
        split_from | 拆分自 | was split off from
        unites | 合并了 | unites
        excludes | 二者择一 | excludes
        shares_funds | 共用资金 | shares funds with
    """),
    "component": _entries("""
        line | 生产线 | Production line
        station | 车站 | Station
        building | 单体建筑 | Building
        section | 区间 | Section
        other | 其他单体 | Other component
    """),
    "fact": _entries("""
        length | 线路长度 | Length of the line
        stations | 车站数 | Number of stations
        floor_area | 建筑面积 | Floor area
        land_area | 用地面积 | Land area
        jobs | 带动就业 | Jobs created
        output | 达产年产值 | Yearly output at capacity
    """),
    "pause_reason": _entries("""
        stop_order | 责令停工 | Stop order
        idle | 停工超过30天 | Idle for more than 30 days
        funds | 资金不到位 | Funds not in place
        land | 用地问题 | Land not available
        season | 季节性停工 | Seasonal pause
        epidemic | 疫情防控 | Epidemic control
        dispute | 纠纷 | Dispute
        other | 其他 | Other
    """),
    "exit_reason": _entries("""
        no_start | 入库满两年未开工 | Two years on the list without a start
        badly_late | 严重滞后一个季度以上且无正当理由 | More than a quarter badly late without reason
        conditions_lost | 不再具备建设条件 | Conditions lost
        withdrawn | 项目单位撤回 | Withdrawn by the owner
        merged | 并入其他项目 | Merged into another project
        other | 其他 | Other
    """),
    "recovery_reason": _entries("""
        conditions_met | 建设条件重新具备 | Conditions met again
        new_owner | 更换投资主体 | New investor
        policy | 政策调整 | Change of policy
        other | 其他 | Other
    """),
    "overrun_reason": _entries("""
        ahead | 实际进度快于年度计划 | Works faster than the year's plan
        plan_low | 年度计划安排偏低 | The year was planned too low
        scope | 建设内容或规模增加 | More was built than planned
        design | 设计变更 | Change of design
        price | 材料、设备和人工价格上涨 | Dearer materials, machines or labour
        land | 征地拆迁费用增加 | Dearer land and relocation
        other | 其他 | Other
    """),
}
