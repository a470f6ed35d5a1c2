"""The rule sets that come with the house, as documents: the default, and those of real cities to be tried and changed.

They were compiled from published notices and press, so each asks to be checked before a city adopts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FORM = "lights/1"
_COMPILED = "据公开文件和报道整理"

DEFAULT: Mapping[str, Any] = {
    "keyworks": _FORM,
    "code": "default",
    "year": 2022,
    "name": {"zh": "默认规则", "en": "Default"},
    "source": {
        "zh": f"{_COMPILED}：投资按武汉市2022年规则，年初按银川市2025年的百分点规则，开工、纳统按银川市2025年规则，"
        "专项债券按天津市2022年规则；审批、报送为本系统的建议值",
        "en": "Compiled from published notices and press: investment as in Wuhan 2022, early in the year by the points "
        "of Yinchuan 2025; start and statistics entry as in Yinchuan 2025; special bonds as in Tianjin 2022; approval "
        "and filing are this system's proposal",
    },
    "note": {
        "zh": "1月、2月应完成额很小，比例没有意义，故按落后年度计划的百分点判定；3月起按完成额与序时应完成额之比判定。",
        "en": "In January and February little is due and a ratio says nothing, so points of the year's plan are used; "
        "from March on, done ÷ due so far.",
    },
    "verify": True,
    "project": {
        "investment": [
            {"by": "points", "yellow_from": 10, "red_over": 30},
            {"by": "ratio", "starts": 3, "yellow_below": 80, "red_below": 60},
        ],
        "start": {"yellow_from": 0, "red_from": 3},
        "statistics": {"yellow_from": 1, "red_from": 3},
        "bonds": {"months": 6, "yellow_over": 0, "red_over": 30},
        "approval": {"yellow_from": 1, "red_from": 31},
        "filing": {"yellow_from": 1, "red_from": 2, "day": 10},
    },
}

WUHAN_2022: Mapping[str, Any] = {
    "keyworks": _FORM,
    "code": "wuhan-2022",
    "year": 2022,
    "name": {"zh": "武汉市2022年项目亮灯规则", "en": "Wuhan 2022, projects"},
    "city": {"zh": "武汉市", "en": "Wuhan"},
    "source": {
        "zh": f"武汉市2022年重点项目按月亮灯办法（{_COMPILED}）",
        "en": "Wuhan's monthly lights for key projects, 2022, compiled from published notices and press",
    },
    "verify": True,
    "project": {"investment": [{"by": "ratio", "yellow_below": 80, "red_below": 60}]},
}

YINCHUAN_2025: Mapping[str, Any] = {
    "keyworks": _FORM,
    "code": "yinchuan-2025",
    "year": 2025,
    "name": {"zh": "银川市2025年项目亮灯规则", "en": "Yinchuan 2025, projects"},
    "city": {"zh": "银川市", "en": "Yinchuan"},
    "source": {
        "zh": f"银川市2025年重点项目分项亮灯办法（{_COMPILED}）",
        "en": "Yinchuan's lights for key projects by aspect, 2025, compiled from published notices and press",
    },
    "note": {
        "zh": "资金支付另设一灯，其界限尚未查明，此处不判定。开工、纳统按自然月计。",
        "en": "Payment has a lamp of its own, whose limits are not known to us and which is not judged here. Start and "
        "statistics entry are counted in calendar months.",
    },
    "verify": True,
    "project": {
        "investment": [{"by": "points", "yellow_from": 10, "red_over": 30}],
        "start": {"yellow_from": 0, "red_from": 3},
        "statistics": {"yellow_from": 1, "red_from": 3},
    },
}

SANYA_2022: Mapping[str, Any] = {
    "keyworks": _FORM,
    "code": "sanya-2022",
    "year": 2022,
    "name": {"zh": "三亚市2022年项目和区亮灯规则", "en": "Sanya 2022, projects and districts"},
    "city": {"zh": "三亚市", "en": "Sanya"},
    "source": {
        "zh": f"三亚市2022年重点项目红黄灯预警办法（{_COMPILED}）",
        "en": "Sanya's yellow and red warnings for key projects, 2022, compiled from published notices and press",
    },
    "note": {
        "zh": "区：当月计划未完成亮黄灯，连续两个月未完成亮红灯；黄灯约谈主要负责人，两次黄灯由分管副市长约谈。",
        "en": "Districts: a month missed is yellow, two running are red; at a yellow light the head is interviewed, at "
        "two the vice-mayor does it.",
    },
    "verify": True,
    "project": {"investment": [{"by": "short", "yellow_over": 0, "red_over": 50}]},
    "district": {"tasks": {"yellow_from": 1, "red_from": 2, "interview": ["head", "vice_mayor"]}},
}

TIANJIN_2022: Mapping[str, Any] = {
    "keyworks": _FORM,
    "code": "tianjin-2022",
    "year": 2022,
    "name": {"zh": "天津市2022年各区亮灯规则", "en": "Tianjin 2022, districts"},
    "city": {"zh": "天津市", "en": "Tianjin"},
    "source": {
        "zh": f"天津市2022年固定资产投资和专项债券红黄绿灯办法（{_COMPILED}）",
        "en": "Tianjin's lights for fixed-asset investment and special bonds, 2022, compiled from published notices "
        "and press",
    },
    "note": {
        "zh": "专项债券自发行次月起六个月内支出完毕；同一规则也用于单个项目的债券批次。",
        "en": "Special bonds are to be spent within six months counted from the month after issue; the same rule "
        "judges the batches of a single project.",
    },
    "verify": True,
    "project": {"bonds": {"months": 6, "yellow_over": 0, "red_over": 30}},
    "district": {
        "growth": {"against": ["plan", "average"]},
        "bonds": {"months": 6, "yellow_over": 0, "red_over": 30},
    },
}

OUHAI_2020: Mapping[str, Any] = {
    "keyworks": _FORM,
    "code": "ouhai-2020",
    "year": 2020,
    "name": {"zh": "瓯海区2020年任务亮灯规则", "en": "Ouhai 2020, tasks"},
    "city": {"zh": "温州市瓯海区", "en": "Ouhai, Wenzhou"},
    "source": {
        "zh": f"瓯海区2020年重点任务按月亮灯办法（{_COMPILED}）",
        "en": "Ouhai's monthly lights for key tasks, 2020, compiled from published notices and press",
    },
    "note": {
        "zh": "按时完成亮绿灯，当月未完成亮红灯，此前未完成而后补齐的月份改亮黄灯。",
        "en": "Green on time, red where the month was missed; a month missed earlier and since made up turns yellow.",
    },
    "verify": True,
    "project": {"investment": [{"by": "tasks"}]},
}

SETS: tuple[Mapping[str, Any], ...] = (DEFAULT, WUHAN_2022, YINCHUAN_2025, SANYA_2022, TIANJIN_2022, OUHAI_2020)
