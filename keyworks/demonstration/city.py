"""Tianjin's units in 2022, as data: compiled from press, partly invented, not official. People stand by post only."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

CITY_ZH, CITY_EN = "天津市", "Tianjin"
PLAYS_ON = date(2022, 2, 22)
"""The day of the annual list, by which the demonstration judges what is late or due."""
OFFICE = ("office", "天津市重点项目办公室", "Tianjin Municipal Key Projects Office")


class Owner(NamedTuple):
    """A project unit and the code of the unit it stands below; `real` owners are known from press."""

    below: str
    code: str
    zh: str
    en: str
    real: bool = False


class Named(NamedTuple):
    """A name or a post in both languages."""

    zh: str
    en: str


LEADERS = (
    Named("市长", "Mayor"),
    Named("常务副市长", "Executive vice mayor"),
    Named("分管工业副市长", "Vice mayor for industry"),
    Named("分管城建副市长", "Vice mayor for urban construction"),
    Named("分管交通副市长", "Vice mayor for transport"),
    Named("市政府秘书长", "Secretary-general of the Municipal Government"),
)
OFFICE_POST = Named("市重点项目办", "Municipal Key Projects Office")
OFFICE_POSTS = (
    Named("市重点项目办主任", "Director, Municipal Key Projects Office"),
    Named("市重点项目办副主任", "Deputy director, Municipal Key Projects Office"),
    Named("综合处处长", "Chief of the General Affairs Division"),
    Named("调度处处长", "Chief of the Dispatch Division"),
    Named("调度处主管", "Supervisor in the Dispatch Division"),
    Named("要素保障处处长", "Chief of the Factor Guarantee Division"),
)
AUDITOR_POST = Named("审计监督", "Audit and supervision")
AUDITORS = (
    Named("重点项目审计专员", "Audit commissioner for key projects"),
    Named("重点项目监察专员", "Supervision commissioner for key projects"),
)
ADMINISTRATOR = Named("系统管理员", "System administrator")
LIAISON = Named("重点项目联络员", "Key projects liaison officer")
MANAGER = Named("项目经理", "Project manager")
REPORTER = Named("填报员", "Reporting officer")
SITE_MANAGER = Named("现场负责人", "Site manager")


class Department(NamedTuple):
    """A department of the city and the division head who answers for the key projects in it."""

    code: str
    zh: str
    en: str
    post: Named


DEPARTMENTS = (
    Department(
        "devreform", "市发展和改革委员会", "Municipal Development and Reform Commission",
        Named("投资处处长", "Chief of the Investment Division"),
    ),
    Department(
        "industry", "市工业和信息化局", "Municipal Bureau of Industry and Information Technology",
        Named("产业链推进处处长", "Chief of the Industrial Chains Division"),
    ),
    Department(
        "land", "市规划和自然资源局", "Municipal Bureau of Planning and Natural Resources",
        Named("用地保障处处长", "Chief of the Land Guarantee Division"),
    ),
    Department(
        "housing", "市住房和城乡建设委员会", "Municipal Housing and Urban-Rural Development Commission",
        Named("工程质量处处长", "Chief of the Construction Quality Division"),
    ),
    Department(
        "transport", "市交通运输委员会", "Municipal Transport Commission",
        Named("轨道交通处处长", "Chief of the Rail Transit Division"),
    ),
    Department(
        "ecology", "市生态环境局", "Municipal Bureau of Ecology and Environment",
        Named("环评处处长", "Chief of the Environmental Impact Assessment Division"),
    ),
    Department(
        "finance", "市财政局", "Municipal Finance Bureau",
        Named("债务管理处处长", "Chief of the Debt Management Division"),
    ),
    Department(
        "emergency", "市应急管理局", "Municipal Bureau of Emergency Management",
        Named("安全生产处处长", "Chief of the Work Safety Division"),
    ),
    Department(
        "statistics", "市统计局", "Municipal Bureau of Statistics",
        Named("投资统计处处长", "Chief of the Investment Statistics Division"),
    ),
    Department(
        "water", "市水务局", "Municipal Water Authority",
        Named("建设管理处处长", "Chief of the Construction Management Division"),
    ),
    Department(
        "services", "市政务服务办公室", "Municipal Government Services Office",
        Named("投资审批处处长", "Chief of the Investment Approvals Division"),
    ),
    Department(
        "health", "市卫生健康委员会", "Municipal Health Commission",
        Named("规划基建处处长", "Chief of the Planning and Construction Division"),
    ),
    Department(
        "science", "市科学技术局", "Municipal Science and Technology Bureau",
        Named("高新技术处处长", "Chief of the High Technology Division"),
    ),
)  # fmt: skip

DISTRICTS = (
    ("heping", "和平区", "Heping District"),
    ("hedong", "河东区", "Hedong District"),
    ("hexi", "河西区", "Hexi District"),
    ("nankai", "南开区", "Nankai District"),
    ("hebei", "河北区", "Hebei District"),
    ("hongqiao", "红桥区", "Hongqiao District"),
    ("dongli", "东丽区", "Dongli District"),
    ("xiqing", "西青区", "Xiqing District"),
    ("jinnan", "津南区", "Jinnan District"),
    ("beichen", "北辰区", "Beichen District"),
    ("wuqing", "武清区", "Wuqing District"),
    ("baodi", "宝坻区", "Baodi District"),
    ("binhai", "滨海新区", "Binhai New Area"),
    ("ninghe", "宁河区", "Ninghe District"),
    ("jinghai", "静海区", "Jinghai District"),
    ("jizhou", "蓟州区", "Jizhou District"),
)
DISTRICT_POSTS = (
    Named("区重点项目办主任", "Director"),
    Named("区重点项目办副主任", "Deputy director"),
    Named("区重点项目办联络员", "Liaison officer"),
)

OWNERS = (
    Owner("binhai", "toyota", "天津一汽丰田汽车有限公司", "Tianjin FAW-Toyota Motor Co., Ltd.", real=True),
    Owner(
        "binhai",
        "binhai-rail",
        "滨海新区轨道交通投资发展有限公司",
        "Binhai New Area Rail Transit Investment Co., Ltd.",
        real=True,
    ),
    Owner(
        "binhai",
        "nangang",
        "中国石化天津南港乙烯项目部",
        "Sinopec Tianjin Nangang Ethylene Project Department",
        real=True,
    ),
    Owner("binhai", "bohua", "天津渤化化工发展有限公司", "Tianjin Bohua Chemical Development Co., Ltd.", real=True),
    Owner("binhai", "sabic", "中沙（天津）石化有限公司", "Sinopec SABIC Tianjin Petrochemical Co., Ltd.", real=True),
    Owner("binhai", "huadian", "华电盐光互补项目公司", "Huadian Salt-Solar Project Company", real=True),
    Owner("binhai", "huanzhi", "环智新能源项目公司", "Huanzhi New Energy Project Company", real=True),
    Owner("binhai", "cansino", "康希诺生物股份公司", "CanSino Biologics Inc.", real=True),
    Owner(
        "dongli",
        "synbio",
        "国家合成生物技术创新中心",
        "National Technology Innovation Centre of Synthetic Biology",
        real=True,
    ),
    Owner("dongli", "catarc", "中汽中心新能源汽车检验中心", "CATARC New Energy Vehicle Test Centre", real=True),
    Owner("jinghai", "pumc", "北京协和医学院天津医院", "Peking Union Medical College Tianjin Hospital", real=True),
    Owner("hexi", "cancer", "天津市肿瘤医院", "Tianjin Cancer Hospital", real=True),
    Owner(
        "hebei",
        "jinzhonghe",
        "金钟河大街城市更新项目公司",
        "Jinzhonghe Street Urban Renewal Project Company",
        real=True,
    ),
    Owner("wuqing", "telecom", "中国电信京津冀数据基地", "China Telecom Beijing–Tianjin–Hebei Data Base", real=True),
    Owner("transport", "metro", "天津轨道交通集团有限公司", "Tianjin Rail Transit Group Co., Ltd.", real=True),
    Owner("transport", "jingbin", "京滨城际铁路有限公司", "Beijing–Binhai Intercity Railway Co., Ltd.", real=True),
    Owner(
        "transport", "jinjing", "津静市域铁路项目公司", "Tianjin–Jinghai Suburban Railway Project Company", real=True
    ),
    Owner("heping", "heping-towers", "和平楼宇更新有限公司", "Heping Office Tower Renewal Co., Ltd."),
    Owner("heping", "heping-heat", "和平集中供热改造有限公司", "Heping District Heating Co., Ltd."),
    Owner("hedong", "hedong-park", "河东科创园开发有限公司", "Hedong Innovation Park Development Co., Ltd."),
    Owner("hedong", "hedong-school", "河东教育设施建设有限公司", "Hedong Educational Facilities Co., Ltd."),
    Owner("hexi", "hexi-design", "河西设计之都建设有限公司", "Hexi Design Quarter Co., Ltd."),
    Owner("nankai", "nankai-lab", "南开智能算力中心有限公司", "Nankai Intelligent Computing Centre Co., Ltd."),
    Owner("nankai", "nankai-renewal", "南开老旧小区改造有限公司", "Nankai Housing Renewal Co., Ltd."),
    Owner("hebei", "hebei-media", "河北文创园开发有限公司", "Hebei Creative Park Development Co., Ltd."),
    Owner(
        "hongqiao",
        "hongqiao-station",
        "红桥西站片区开发有限公司",
        "Hongqiao West Station Quarter Development Co., Ltd.",
    ),
    Owner("hongqiao", "hongqiao-river", "红桥河岸整治有限公司", "Hongqiao Riverbank Works Co., Ltd."),
    Owner("xiqing", "xiqing-chips", "西青集成电路制造有限公司", "Xiqing Integrated Circuits Co., Ltd."),
    Owner("xiqing", "xiqing-battery", "西青动力电池有限公司", "Xiqing Power Battery Co., Ltd."),
    Owner("jinnan", "jinnan-expo", "津南会展配套建设有限公司", "Jinnan Exhibition Facilities Co., Ltd."),
    Owner("jinnan", "jinnan-water", "津南污水处理有限公司", "Jinnan Wastewater Treatment Co., Ltd."),
    Owner("beichen", "beichen-valve", "北辰高端阀门有限公司", "Beichen High-End Valve Co., Ltd."),
    Owner("beichen", "beichen-equipment", "北辰轨道装备有限公司", "Beichen Rail Equipment Co., Ltd."),
    Owner("wuqing", "wuqing-logistics", "武清智慧物流有限公司", "Wuqing Smart Logistics Co., Ltd."),
    Owner("baodi", "baodi-food", "宝坻食品产业园有限公司", "Baodi Food Industry Park Co., Ltd."),
    Owner("baodi", "baodi-materials", "宝坻新材料有限公司", "Baodi New Materials Co., Ltd."),
    Owner("ninghe", "ninghe-wind", "宁河风电装备有限公司", "Ninghe Wind Power Equipment Co., Ltd."),
    Owner("ninghe", "ninghe-steel", "宁河绿色建材有限公司", "Ninghe Green Building Materials Co., Ltd."),
    Owner("jinghai", "jinghai-bikes", "静海智能出行有限公司", "Jinghai Smart Mobility Co., Ltd."),
    Owner("jizhou", "jizhou-storage", "蓟州抽水蓄能有限公司", "Jizhou Pumped Storage Co., Ltd."),
    Owner("jizhou", "jizhou-tourism", "蓟州文旅开发有限公司", "Jizhou Culture and Tourism Development Co., Ltd."),
    Owner("binhai", "binhai-port", "滨海港口集疏运建设有限公司", "Binhai Port Links Construction Co., Ltd."),
)

CONTRACTORS = (
    ("power", "市电力保障工程公司", "Municipal Power Supply Works Company"),
    ("gas", "市燃气管网工程公司", "Municipal Gas Network Works Company"),
    ("jinhai-build", "津海建设工程有限公司", "Jinhai Construction Engineering Co., Ltd."),
    ("bohai-civil", "渤海市政工程有限公司", "Bohai Municipal Engineering Co., Ltd."),
    ("haihe-bridge", "海河桥隧工程有限公司", "Haihe Bridge and Tunnel Engineering Co., Ltd."),
    ("jingu-rail", "津沽轨道工程有限公司", "Jingu Rail Engineering Co., Ltd."),
    ("yanshan-rock", "燕山岩土工程有限公司", "Yanshan Geotechnical Engineering Co., Ltd."),
    ("tanggu-marine", "塘沽海工有限公司", "Tanggu Marine Engineering Co., Ltd."),
    ("weihe-steel", "卫河钢结构有限公司", "Weihe Steel Structures Co., Ltd."),
    ("jinmen-install", "津门机电安装有限公司", "Jinmen Electrical and Mechanical Installation Co., Ltd."),
    ("ziya-water", "子牙水利工程有限公司", "Ziya Hydraulic Engineering Co., Ltd."),
    ("panshan-super", "盘山工程监理有限公司", "Panshan Engineering Supervision Co., Ltd."),
)
