"""What the leaders directed: on 8 February 2022 as press has it, later in the year invented; each with its actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keyworks.demonstration.portfolio.stories import CALENDAR, Act, Story
from keyworks.matters.rules.ladder import Sort, Step

MEETING, MEETING_MARCH = "滨海新区重点项目现场办公会", "北辰区重点项目现场办公会"
MAYOR, EXECUTIVE = "市长", "常务副市长"
TAKES_DOWN = "office-3"
"""The division that takes down what leaders direct."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done, by which unit, until when, and when it is done."""

    title: str
    lead: str
    due_on: date
    done_on: date
    done: str
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of a leader, who said it and when, and the actions it was split into."""

    words: str
    in_press: str
    title: str
    kind: str
    said_by: str
    post: str
    day: date
    actions: tuple[Action, ...]
    meeting: str = ""
    projects: tuple[str, ...] = ()


FEBRUARY, MARCH = date(2022, 2, 8), date(2022, 3, 24)


def _spoken(words: str, in_press: str, title: str, kind: str, *actions: Action) -> Spoken:
    return Spoken(words, in_press, title, kind, "leader-1", MAYOR, FEBRUARY, actions, MEETING)


DIRECTED = (
    _spoken(
        "制造业优先，做强产业链。", "manufacturing first and stronger industrial chains", "制造业优先，做强产业链",
        "other",
        Action("编制12条产业链强链补链项目清单", "industry", date(2022, 3, 15), date(2022, 3, 9),
               "清单已编制完成，12条产业链共列强链补链项目86个。"),
        Action("每条产业链年内至少新引进一个补链项目", "industry", date(2022, 11, 30), date(2022, 12, 6),
               "12条产业链均已新签约补链项目，共19个。"),
    ),
    _spoken(
        "积极谋划，充实储备，争取政策支持，编制全年重点项目清单。",
        "plan actively, fill the reserve, win policy support, compile the year's key-project list",
        "编制全年重点项目清单，充实储备", "plan",
        Action("编制并印发2022年重点项目清单", "devreform", date(2022, 2, 22), date(2022, 2, 21),
               "清单已编制完成：重点建设项目452个，储备项目224个，待印发。"),
        Action("争取第二批专项债券额度", "finance", date(2022, 3, 31), date(2022, 3, 24),
               "第二批专项债券项目已上报，额度已下达。"),
    ),
    _spoken(
        "压缩审批，政策、资本、金融一起发力。", "cut approvals, bring policy, capital and finance together",
        "压缩审批，政策资本金融协同", "approval",
        Action("重点项目审批一次告知、并联办理", "services", date(2022, 3, 4), date(2022, 2, 25),
               "一次告知单已印发，32个审批节点中18个实现并联。"),
        Action("组织重点项目银企对接会", "finance", date(2022, 2, 18), date(2022, 2, 24),
               "对接会已召开，签约授信186亿元。"),
    ),
    _spoken(
        "应对疫情，不停建设。", "answer to the epidemic and keep building", "应对疫情，不停建设", "labour",
        Action("重点项目工地核酸检测和闭环管理全覆盖", "health", date(2022, 2, 15), date(2022, 2, 14),
               "在建重点项目工地检测点全部设立，闭环管理方案已备案。"),
        Action("续建项目节后全部复工", "housing", date(2022, 3, 4), date(2022, 2, 28),
               "续建项目除停建外全部复工，到岗率九成三。"),
    ),
    _spoken(
        "每个项目都有包联领导，是“一把手工程”，现场服务，明确时限。",
        "every project has a named leader (“the chief's project”), service on the spot, and a date",
        "领导包联，现场服务，明确时限", "other",
        Action("公布每个重点项目的包联领导和服务专员", "office", date(2022, 3, 1), date(2022, 2, 23),
               "名单已公布，每个项目有包联领导、服务专员和联络员。"),
        Action("两处现场提出的问题逐件明确时限", "binhai", date(2022, 2, 17), date(2022, 2, 23),
               "两处现场提出的11件问题均已明确责任单位和完成时间。", ("toyota", "z2")),
    ),
    _spoken(
        "有效投资是发展的引擎。", "effective investment is the engine", "抓有效投资", "funds",
        Action("新开工项目当月开工、次月入统", "statistics", date(2022, 3, 10), date(2022, 3, 4),
               "入统流程已明确，新开工项目由专人辅导。"),
    ),
    _spoken(
        "部门和区同向发力。", "departments and districts pull in one direction", "部门和区同向发力", "other",
        Action("建立周五收集、周三会商机制", "office", date(2022, 2, 25), date(2022, 2, 18),
               "机制已印发，首次会商定于2月23日。"),
    ),
    Spoken(
        "集中开工的项目要真开工、快推进，开工一个入统一个。", "", "集中开工项目真开工、快推进", "other", "leader-2",
        EXECUTIVE, MARCH,
        (
            Action("核查集中开工项目现场实物工作量", "housing", date(2022, 4, 15), date(2022, 4, 14),
                   "已逐个核查，附现场照片。"),
            Action("未入统的开工项目逐个说明原因", "statistics", date(2022, 4, 22), date(2022, 4, 28),
                   "未入统项目原因已逐个列明。"),
        ),
        MEETING_MARCH,
    ),
    Spoken(
        "用地批次不能再等，国土、发改、开发区坐在一起，一个地块一个地块过。", "", "加快南港片区用地批次报批", "land",
        "leader-1", MAYOR, date(2022, 5, 12),
        (
            Action("南港片区用地批次逐地块过堂", "land", date(2022, 5, 27), date(2022, 6, 8),
                   "九个地块逐一过堂，补正材料全部报齐。", ("nangang",)),
        ),
        projects=("nangang",),
    ),
    Spoken(
        "迎峰度夏期间，重点项目用电一户一策，不能拉闸限电。", "", "重点项目迎峰度夏用电一户一策", "utility", "leader-3",
        "分管工业副市长", date(2022, 6, 22),
        (
            Action("制定重点项目用电一户一策", "industry", date(2022, 7, 5), date(2022, 7, 4),
                   "一户一策已印发，涉及63户。"),
            Action("开展重点用户线路巡检", "power", date(2022, 7, 15), date(2022, 7, 11), "巡检完成，消缺27处。"),
        ),
    ),
    Spoken(
        "年底不许抢工期不顾安全，深基坑、高支模、起重机械逐个过一遍。", "", "年底安全隐患排查", "safety", "leader-4",
        "分管城建副市长", date(2022, 10, 26),
        (
            Action("深基坑和起重机械专项检查", "housing", date(2022, 11, 18), date(2022, 11, 17),
                   "检查工地214个，整改隐患587项。"),
            Action("有限空间和动火作业专项检查", "emergency", date(2022, 11, 18), date(2022, 11, 28),
                   "检查完成，停工整改9处。"),
        ),
    ),
    Spoken(
        "明年的清单要早编，储备项目要能落地，不要凑数。", "", "早编明年清单", "plan", "leader-2", EXECUTIVE,
        date(2022, 12, 2),
        (
            Action("各区申报2023年重点项目", "devreform", date(2022, 12, 23), date(2022, 12, 19),
                   "各区申报完毕，初审入选建设项目673个。"),
        ),
    ),
)  # fmt: skip
"""The first seven are those of 8 February: what the English press has, said in Chinese. The rest is invented."""


def directed(first: int) -> Iterator[Story]:
    """The directives and their actions as stories, numbered from `first` on."""
    number = first
    for spoken in DIRECTED:
        whole, number = number, number + 1
        split_on = CALENDAR.after(spoken.day, 1)
        acts = []
        for nth, action in enumerate(spoken.actions):
            issued = nth == 0 and bool(spoken.meeting)
            if not issued:  # the first is split off when what a meeting directed is issued
                acts.append(Act(split_on, Step.SPLIT, part=number))
            yield _action(number, whole, spoken, action, spoken.day if issued else split_on)
            number += 1
        ends = CALENDAR.after(max(action.done_on for action in spoken.actions), 3)
        acts.append(Act(ends, Step.PROPOSE, "各项任务均已完成，佐证见各任务。"))
        acts.append(Act(CALENDAR.after(ends, 1), Step.VERIFY, "逐项核实，属实。"))
        acts.append(Act(CALENDAR.after(ends, 2), Step.CLOSE))
        yield Story(
            whole, Sort.DIRECTIVE, spoken.kind, spoken.title, spoken.day, "office", TAKES_DOWN, words=spoken.words,
            said_in_press=spoken.in_press, said_by=spoken.said_by, said_post=spoken.post, meeting=spoken.meeting,
            projects=spoken.projects, acts=tuple(acts), way="directive",
        )  # fmt: skip


def _action(number: int, whole: int, spoken: Spoken, action: Action, day: date) -> Story:
    """An action goes the way of all: accepted, told of, shown to be done, looked at."""
    acts = [Act(CALENDAR.after(day, 1), Step.ACCEPT)]
    told = CALENDAR.after(day, 4)
    if told < action.done_on:
        acts.append(Act(told, Step.FEEDBACK, "已制定工作方案，明确专人，正在推进。"))
    acts.append(Act(action.done_on, Step.PROPOSE, action.done, form="paper"))
    acts.append(Act(CALENDAR.after(action.done_on, 1), Step.VERIFY, "已查看佐证材料，属实。"))
    acts.append(Act(CALENDAR.after(action.done_on, 2), Step.CLOSE))
    return Story(
        number, Sort.DIRECTIVE, spoken.kind, action.title, day, "office", TAKES_DOWN, due_on=action.due_on,
        projects=action.projects or spoken.projects, acts=tuple(acts), whole=whole, lead=action.lead, way="action",
    )  # fmt: skip
