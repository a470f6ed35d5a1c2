"""Tianjin's units in 2022, as data: compiled from press, partly invented, not official. People stand by post only."""

from __future__ import annotations

from typing import NamedTuple

CITY_ZH, CITY_EN = "天津市", "Tianjin"
OFFICE = ("office", "天津市重点项目办公室", "Tianjin Key Projects Office")


class Owner(NamedTuple):
    """A project unit and the code of the unit it stands below; `real` owners are known from press."""

    below: str
    code: str
    zh: str
    en: str
    real: bool = False


LEADERS = ("市长", "常务副市长", "分管工业副市长", "分管城建副市长", "分管交通副市长", "市政府秘书长")
OFFICE_POSTS = ("市重点项目办主任", "市重点项目办副主任", "综合处处长", "调度处处长", "调度处主管", "要素保障处处长")
AUDITORS = ("重点项目审计专员", "重点项目监察专员")

DEPARTMENTS = (
    ("devreform", "市发展和改革委员会", "Development and Reform Commission", "投资处处长"),
    ("industry", "市工业和信息化局", "Bureau of Industry and Information Technology", "产业链推进处处长"),
    ("land", "市规划和自然资源局", "Bureau of Planning and Natural Resources", "用地保障处处长"),
    ("housing", "市住房和城乡建设委员会", "Housing and Urban-Rural Development Commission", "工程质量处处长"),
    ("transport", "市交通运输委员会", "Transport Commission", "轨道交通处处长"),
    ("ecology", "市生态环境局", "Bureau of Ecology and Environment", "环评处处长"),
    ("finance", "市财政局", "Bureau of Finance", "债务管理处处长"),
    ("emergency", "市应急管理局", "Bureau of Emergency Management", "安全生产处处长"),
    ("statistics", "市统计局", "Bureau of Statistics", "投资统计处处长"),
    ("water", "市水务局", "Bureau of Water Affairs", "建设管理处处长"),
    ("services", "市政务服务办公室", "Government Services Office", "投资审批处处长"),
    ("health", "市卫生健康委员会", "Health Commission", "规划基建处处长"),
    ("science", "市科学技术局", "Bureau of Science and Technology", "高新技术处处长"),
)

DISTRICTS = (
    ("heping", "和平区", "Heping"),
    ("hedong", "河东区", "Hedong"),
    ("hexi", "河西区", "Hexi"),
    ("nankai", "南开区", "Nankai"),
    ("hebei", "河北区", "Hebei"),
    ("hongqiao", "红桥区", "Hongqiao"),
    ("dongli", "东丽区", "Dongli"),
    ("xiqing", "西青区", "Xiqing"),
    ("jinnan", "津南区", "Jinnan"),
    ("beichen", "北辰区", "Beichen"),
    ("wuqing", "武清区", "Wuqing"),
    ("baodi", "宝坻区", "Baodi"),
    ("binhai", "滨海新区", "Binhai New Area"),
    ("ninghe", "宁河区", "Ninghe"),
    ("jinghai", "静海区", "Jinghai"),
    ("jizhou", "蓟州区", "Jizhou"),
)
DISTRICT_POSTS = ("区重点项目办主任", "区重点项目办副主任", "区重点项目办联络员")

OWNERS = (
    Owner("binhai", "toyota", "天津一汽丰田汽车有限公司", "FAW-Toyota Motor (Tianjin)", real=True),
    Owner("binhai", "binhai-rail", "滨海新区轨道交通投资发展有限公司", "Binhai Rail Transit Investment", real=True),
    Owner("binhai", "nangang", "中国石化天津南港乙烯项目部", "Sinopec Tianjin Nangang Ethylene", real=True),
    Owner("binhai", "bohua", "天津渤化化工发展有限公司", "Tianjin Bohua Chemical Development", real=True),
    Owner("binhai", "sabic", "中沙（天津）石化有限公司", "Sinopec SABIC Tianjin Petrochemical", real=True),
    Owner("binhai", "huadian", "华电盐光互补项目公司", "Huadian Salt-Solar Project Company", real=True),
    Owner("binhai", "huanzhi", "环智新能源项目公司", "Huanzhi New Energy Project Company", real=True),
    Owner("binhai", "cansino", "康希诺生物股份公司", "CanSino Biologics", real=True),
    Owner("dongli", "synbio", "国家合成生物技术创新中心", "National Centre of Synthetic Biology", real=True),
    Owner("dongli", "catarc", "中汽中心新能源汽车检验中心", "CATARC NEV Test Centre", real=True),
    Owner("jinghai", "pumc", "北京协和医学院天津医院", "PUMC Tianjin Hospital", real=True),
    Owner("hexi", "cancer", "天津市肿瘤医院", "Tianjin Cancer Hospital", real=True),
    Owner("hebei", "jinzhonghe", "金钟河大街城市更新项目公司", "Jinzhonghe Street Renewal Company", real=True),
    Owner("wuqing", "telecom", "中国电信京津冀数据基地", "China Telecom Data Base", real=True),
    Owner("transport", "metro", "天津轨道交通集团有限公司", "Tianjin Rail Transit Group", real=True),
    Owner("transport", "jingbin", "京滨城际铁路有限公司", "Beijing–Binhai Intercity Railway", real=True),
    Owner("transport", "jinjing", "津静市域铁路项目公司", "Jinjing Suburban Railway Company", real=True),
    Owner("heping", "heping-towers", "和平楼宇更新有限公司", "Heping Tower Renewal"),
    Owner("heping", "heping-heat", "和平集中供热改造有限公司", "Heping District Heating"),
    Owner("hedong", "hedong-park", "河东科创园开发有限公司", "Hedong Innovation Park"),
    Owner("hedong", "hedong-school", "河东教育设施建设有限公司", "Hedong School Buildings"),
    Owner("hexi", "hexi-design", "河西设计之都建设有限公司", "Hexi Design Quarter"),
    Owner("nankai", "nankai-lab", "南开智能算力中心有限公司", "Nankai Computing Centre"),
    Owner("nankai", "nankai-renewal", "南开老旧小区改造有限公司", "Nankai Housing Renewal"),
    Owner("hebei", "hebei-media", "河北文创园开发有限公司", "Hebei Culture Park"),
    Owner("hongqiao", "hongqiao-station", "红桥西站片区开发有限公司", "Hongqiao West Station Quarter"),
    Owner("hongqiao", "hongqiao-river", "红桥河岸整治有限公司", "Hongqiao Riverbank Works"),
    Owner("xiqing", "xiqing-chips", "西青集成电路制造有限公司", "Xiqing Integrated Circuits"),
    Owner("xiqing", "xiqing-battery", "西青动力电池有限公司", "Xiqing Power Batteries"),
    Owner("jinnan", "jinnan-expo", "津南会展配套建设有限公司", "Jinnan Exhibition Works"),
    Owner("jinnan", "jinnan-water", "津南污水处理有限公司", "Jinnan Waste Water"),
    Owner("beichen", "beichen-valve", "北辰高端阀门有限公司", "Beichen Valves"),
    Owner("beichen", "beichen-equipment", "北辰轨道装备有限公司", "Beichen Rail Equipment"),
    Owner("wuqing", "wuqing-logistics", "武清智慧物流有限公司", "Wuqing Smart Logistics"),
    Owner("baodi", "baodi-food", "宝坻食品产业园有限公司", "Baodi Food Park"),
    Owner("baodi", "baodi-materials", "宝坻新材料有限公司", "Baodi New Materials"),
    Owner("ninghe", "ninghe-wind", "宁河风电装备有限公司", "Ninghe Wind Equipment"),
    Owner("ninghe", "ninghe-steel", "宁河绿色建材有限公司", "Ninghe Green Building Materials"),
    Owner("jinghai", "jinghai-bikes", "静海智能出行有限公司", "Jinghai Smart Mobility"),
    Owner("jizhou", "jizhou-storage", "蓟州抽水蓄能有限公司", "Jizhou Pumped Storage"),
    Owner("jizhou", "jizhou-tourism", "蓟州文旅开发有限公司", "Jizhou Culture and Tourism"),
    Owner("binhai", "binhai-port", "滨海港口集疏运建设有限公司", "Binhai Port Links"),
)

CONTRACTORS = (
    ("power", "市电力保障工程公司", "City Power Works"),
    ("gas", "市燃气管网工程公司", "City Gas Networks"),
    ("jinhai-build", "津海建设工程有限公司", "Jinhai Construction"),
    ("bohai-civil", "渤海市政工程有限公司", "Bohai Civil Works"),
    ("haihe-bridge", "海河桥隧工程有限公司", "Haihe Bridges and Tunnels"),
    ("jingu-rail", "津沽轨道工程有限公司", "Jingu Track Works"),
    ("yanshan-rock", "燕山岩土工程有限公司", "Yanshan Geotechnics"),
    ("tanggu-marine", "塘沽海工有限公司", "Tanggu Marine Works"),
    ("weihe-steel", "卫河钢结构有限公司", "Weihe Steel Structures"),
    ("jinmen-install", "津门机电安装有限公司", "Jinmen Installation"),
    ("ziya-water", "子牙水利工程有限公司", "Ziya Hydraulic Works"),
    ("panshan-super", "盘山工程监理有限公司", "Panshan Site Supervision"),
)
