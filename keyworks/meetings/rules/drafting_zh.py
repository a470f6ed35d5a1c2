"""A report's parts in Chinese, as an official would write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from keyworks.meetings.rules.drafting import Behind, Facts, Section
from keyworks.meetings.rules.drafting_said import said

FEW = 3
LIGHTS = (("green", "绿灯"), ("yellow", "黄灯"), ("red", "红灯"), ("grey", "不评灯"))
LIT = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "grey": "暂不评灯"}


def parts(facts: Facts) -> dict[Section, str]:
    return {
        Section.TARGETS: "".join(targets(facts)),
        Section.CONSTRUCTION: "".join(construction(facts)),
        Section.PRODUCTION: "".join(production(facts)),
        Section.PROBLEMS: "".join(problems(facts)),
    }


def _have(facts: Facts, *codes: str) -> bool:
    return all(code in facts.figures for code in codes)


def _f(facts: Facts, code: str) -> str:
    return said(facts.figures[code], zh=True)


def targets(facts: Facts) -> list[str]:
    whose = "我单位牵头联系" if facts.department else "我区列入"
    if not _have(facts, "projects"):
        return [f"{whose}{facts.year}年市级重点建设项目清单的项目尚无数据。"]
    if not facts.value("projects"):
        return [f"我{'单位没有牵头联系' if facts.department else '区没有列入'}{facts.year}年市级重点建设项目。"]
    kind = "市级重点建设项目" if facts.department else f"{facts.year}年市级重点建设项目清单的项目"
    plan = f"年度计划投资{_f(facts, 'plan')}" if _have(facts, "plan") else "年度计划投资尚无数据"
    found = [f"{whose}{kind}{_f(facts, 'projects')}，{plan}。", _done(facts)]
    if facts.department:
        return [*found, *_sectors(facts.sectors)]
    return [*found, _growth(facts), _bonds(facts), _own_light(facts)]


def _done(facts: Facts) -> str:
    if facts.month is None or not _have(facts, "done"):
        return "今年完成投资尚无数据。"
    until = f"截至{facts.month.number}月底，"
    text = f"{until}完成投资{_f(facts, 'done')}"
    if facts.value("missing"):
        text += f"（{_f(facts, 'missing')}项目未报）"
    if _have(facts, "share"):
        text += f"，占年度计划的{_f(facts, 'share')}"
    if _have(facts, "points", "pace"):
        points = facts.figures["points"].value
        how = f"{'快于' if points > 0 else '慢于'}序时进度{_f(facts, 'points')}" if points else "与序时进度持平"
        text += f"，{how}（序时进度{_f(facts, 'pace')}）"
    due = f"；按各项目分月计划应完成{_f(facts, 'due')}" if _have(facts, "due") else ""
    return f"{text}{due}。"


def _sectors(sectors: Sequence[Behind]) -> Iterable[str]:
    if not sectors:
        return []
    told = []
    for one in sectors:
        count, plan = said(one.figures["sector_projects"], zh=True), one.figures.get("sector_plan")
        text = f"{one.name_zh}项目{count}"
        text += f"，计划投资{said(plan, zh=True)}" if plan else ""
        if done := one.figures.get("sector_done"):
            text += f"，完成{said(done, zh=True)}"
        if share := one.figures.get("sector_share"):
            text += f"（{said(share, zh=True)}）"
        told.append(text)
    return [f"分领域看，{'；'.join(told)}。"]


def _growth(facts: Facts) -> str:
    grown = facts.value("grown")
    if grown is None:
        return "固定资产投资增速尚无数据。"
    change = "增长" if grown > 0 else "下降" if grown < 0 else "持平"
    text = "固定资产投资同比持平" if not grown else f"固定资产投资同比{change}{_f(facts, 'grown').lstrip('-')}"
    for code, name in (("grown_to_plan", "年度目标"), ("grown_to_average", "全市平均")):
        if (apart := facts.value(code)) is not None:
            text += f"，{'高于' if apart > 0 else '低于'}{name}{_f(facts, code)}" if apart else f"，与{name}持平"
    return f"{text}。"


def _bonds(facts: Facts) -> str:
    if not _have(facts, "bonds", "bonds_spent"):
        return "专项债券支出尚无数据。"
    share = f"，支出率{_f(facts, 'bonds_share')}" if _have(facts, "bonds_share") else ""
    return f"专项债券已发行{_f(facts, 'bonds')}，已支出{_f(facts, 'bonds_spent')}{share}。"


def _own_light(facts: Facts) -> str:
    return f"按全市评价规则，本区{facts.month.number}月为{LIT[facts.lit]}。" if facts.lit and facts.month else ""


def construction(facts: Facts) -> list[str]:
    if facts.value("projects") == 0:
        return []
    found = []
    tags = [
        f"{name}{_f(facts, code)}"
        for code, name in (("new", "新开工"), ("continuing", "续建"), ("finishing", "年内竣工"))
        if _have(facts, code)
    ]
    if tags:
        found.append(f"建设项目中，{'、'.join(tags)}。")
    if _have(facts, "new", "started"):
        share = f"，开工率{_f(facts, 'started_share')}" if _have(facts, "started_share") else ""
        found.append(f"计划年内新开工{_f(facts, 'new')}，已开工{_f(facts, 'started')}{share}。")
    if _have(facts, "finished"):
        found.append(f"今年已竣工{_f(facts, 'finished')}。")
    found += [_lights(facts), _filed(facts)]
    return found


def _lights(facts: Facts) -> str:
    lit = [f"{name}{_f(facts, code)}" for code, name in LIGHTS if facts.value(code)]
    if not lit or facts.month is None:
        return "项目亮灯情况尚无数据。"
    moves = []
    for code, name in (("red_moved", "红灯"), ("yellow_moved", "黄灯")):
        if change := facts.value(code):
            moves.append(f"{name}{'增加' if change > 0 else '减少'}{_f(facts, code).lstrip('-')}")
    then = f"；较上月{'、'.join(moves)}" if moves else "；红灯、黄灯与上月持平" if _have(facts, "red_moved") else ""
    return f"{facts.month.number}月亮灯：{'、'.join(lit)}{then}。"


def _filed(facts: Facts) -> str:
    if facts.month is None or not _have(facts, "filed", "missing"):
        return ""
    if not facts.value("missing"):
        return f"{facts.month.number}月月报全部报送。"
    return f"{facts.month.number}月月报已报{_f(facts, 'filed')}，未报{_f(facts, 'missing')}。"


def production(facts: Facts) -> list[str]:
    found = []
    states = (("lines_debugging", "正在调试"), ("lines_debugged", "调试完成"), ("lines_done", "已投入使用"))
    if _have(facts, "lines"):
        told = [f"{name}{_f(facts, code)}" for code, name in states if facts.value(code)]
        found.append(f"在库项目共有生产线{_f(facts, 'lines')}" + (f"，其中{'、'.join(told)}。" if told else "。"))
    stages = (("commissioning", "进入联调联试"), ("in_production", "已投产"), ("at_capacity", "已达产"))
    told = [f"{name}项目{_f(facts, code)}" for code, name in stages if facts.value(code)]
    if told:
        found.append(f"{'、'.join(told)}。")
    if facts.producing:
        names = "、".join(f"“{zh}”" for zh, _en in facts.producing[:FEW])
        more = "等" if len(facts.producing) > FEW else ""
        found.append(f"{'主要' if more else ''}有{names}{more}。")
    return found or ([] if facts.value("projects") == 0 else ["投产达产情况尚无数据。"])


def problems(facts: Facts) -> list[str]:
    found = []
    if facts.behind:
        told = [f"“{one.name_zh}”{_how_far(one)}" for one in facts.behind]
        found.append(f"进度滞后较多的项目：{'；'.join(told)}。")
    found += [_matters(facts), _requests(facts), _owed(facts), _pressing(facts)]
    return [one for one in found if one] or ["目前没有需要提请协调的问题。"]


def _how_far(one: Behind) -> str:
    if one.unfiled:
        return "（今年月报未报）"
    share, points = one.figures.get("project_share"), one.figures.get("project_points")
    told = [
        *([f"完成年度计划的{said(share, zh=True)}"] if share else []),
        *([f"慢于本项目计划{said(points, zh=True)}"] if points else []),
    ]
    return f"（{'，'.join(told)}）" if told else ""


def _matters(facts: Facts) -> str:
    if not _have(facts, "open"):
        return ""
    whose = "牵头办理的事项" if facts.department else "涉及我区的事项"
    if not facts.value("open"):
        return f"{whose}已全部办结。" if facts.value("closed") else ""
    told = []
    if facts.value("raised_up"):
        told.append(f"已提级{_f(facts, 'raised_up')}")
    if facts.value("overdue"):
        told.append(f"逾期{_f(facts, 'overdue')}")
    inside = f"，其中{'、'.join(told)}" if told else "，没有逾期"
    closed = f"；今年已办结{_f(facts, 'closed')}" if facts.value("closed") else ""
    return f"{whose}中，未办结{_f(facts, 'open')}{inside}{closed}。"


def _requests(facts: Facts) -> str:
    if not facts.value("requests"):
        return ""
    return f"今年企业诉求{_f(facts, 'requests')}，已答复办结{_f(facts, 'answered')}。"


def _owed(facts: Facts) -> str:
    told = []
    if facts.value("approvals"):
        told.append(f"待办审批事项{_f(facts, 'approvals')}")
    if facts.value("letters"):
        late = f"（逾期{_f(facts, 'letters_late')}）" if facts.value("letters_late") else ""
        told.append(f"待复函{_f(facts, 'letters')}{late}")
    return f"{'，'.join(told)}。" if told else ""


def _pressing(facts: Facts) -> str:
    if not facts.pressing:
        return ""
    rows = []
    for place, one in enumerate(facts.pressing, 1):
        due = f"，应于{_day(one.due_on)}办结" if one.due_on else ""
        late = f"，已逾期{one.late_days}个工作日" if one.late_days else ""
        rows.append(f"（{place}）“{one.title}”（{one.number}，第{one.level}级{due}{late}）")
    return f"提请会议协调解决：{'；'.join(rows)}。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
