"""The letters of the city, day by day: the clock drafts them, offices issue and judge them, units reply, some late."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from keyworks.accounts.queries import workdays
from keyworks.demonstration.city import DISTRICTS, OFFICE
from keyworks.matters.actions import letters as actions
from keyworks.matters.actions.letter_clock import draft_due
from keyworks.matters.queries import letters as queries
from keyworks.matters.queries.letters import rank
from keyworks.matters.rules.correspondence import State
from keyworks.values.refusals import Refused

CITY = OFFICE[0]
WRITES, JUDGES, RULES = "office-4", "office-2", "office-1"
"""Who in the city office issues letters, who judges the replies, who sets the heads."""
DRAFTED, ISSUED, REPLIED, JUDGED = 6, 10, 15, 16
"""Hours of the day."""
CAUSES = (
    "前期方案论证时间较长，相关手续报送偏晚，办理力量安排不足。",
    "涉及多个部门，分工不够明确，中间环节衔接不畅。",
    "受节假日施工力量不足影响，现场推进慢于计划。",
    "资料补正两次，审查意见回复不及时。",
)
PLANS = (
    "由分管负责同志牵头成立专班，每周调度一次；本周内补齐全部资料，随后三个工作日内完成审查。",
    "明确一名处级干部负责，与相关单位会商后集中办理，每日报告进度。",
    "增加人员和设备，调整施工组织，按周倒排工期，逾期由责任人书面说明。",
    "实行并联办理，材料一次告知，专人跟踪至办结。",
)
NOT_ENOUGH = "未明确具体责任人和分步时间，请补充后重新回复。"
OVER = "事项已办结，不再回复。"
SAID = ("{office}通报了该事项办理情况和逾期情况。", "{unit}说明了未按期办结的原因：{cause}")
UNDERTAKEN = ("{plan}", "每周五下班前向{office}书面报告进度，直至办结。")


def set_heads(units: Mapping[str, Any], people: Mapping[str, Any], at: datetime) -> None:
    """What stands at the head of the letters of the city office and of each district's."""
    by = people[RULES]
    actions.set_letterhead(
        unit=units[CITY], code="津重点", name_zh="天津市重点项目办公室", name_en=OFFICE[2], by=by, at=at
    )
    for code, *_names in DISTRICTS:
        zh, en = units[code].name_zh, units[code].name_en
        actions.set_letterhead(
            unit=units[code], code=f"津{zh[:2]}重", name_zh=f"{zh}重点项目办公室", name_en=f"{en} Key Projects Office",
            by=by, at=at,
        )  # fmt: skip


class Letters:
    """What becomes of letters on each day; what a visitor did with one is left as it is."""

    def __init__(self, people: Mapping[str, Any], at: Callable[[date, int], datetime]) -> None:
        self.people, self.at = people, at

    def morning(self, day: date) -> None:
        draft_due(at=self.at(day, DRAFTED) + timedelta(minutes=10))

    def day(self, day: date) -> None:
        if not workdays().works(day):
            return
        for act in (self.judge, self.reply, self.issue):
            act(day)

    def judge(self, day: date) -> None:
        """A reply is looked at on the next working day; one in four is not enough the first time."""
        for letter in queries.standing(State.REPLIED):
            by = self.of(letter.issuer.code, JUDGES)
            if by is None or letter.replied_on is None or letter.replied_on >= day:
                continue
            told = {"letter": letter, "over": letter.edition, "by": by, "at": self.moment(day, JUDGED, letter)}
            try:
                if rank(letter) % 4 == 1 and not queries.refused_before(letter):
                    actions.refuse(text=NOT_ENOUGH, reply_by=workdays().after(day, 2), **told)
                else:
                    actions.accept(**told)
            except Refused:
                continue

    def reply(self, day: date) -> None:
        """Most reply two working days after the letter came, some a day after the reply was due."""
        calendar = workdays()
        for letter in queries.standing(State.ISSUED, State.REFUSED):
            by, at = self.of(letter.to_unit.code), self.moment(day, REPLIED, letter)
            if queries.is_over(letter):
                self.let_go(letter, at)
                continue
            ready = calendar.after(letter.issued_on or day, 2)
            if rank(letter) % 5 == 2 or letter.state == State.REFUSED:
                ready = calendar.after(letter.reply_by, 1)
            if by is None or day < ready:
                continue
            told = {"cause": CAUSES[rank(letter) % len(CAUSES)], "plan": PLANS[rank(letter) % len(PLANS)]}
            try:
                actions.reply(letter=letter, done_by=calendar.after(day, 5), over=letter.edition, by=by, at=at, **told)
            except Refused:
                continue

    def issue(self, day: date) -> None:
        """Most drafts go out on the day they were made, some on the next working day."""
        calendar = workdays()
        for letter in queries.standing(State.DRAFT):
            by, at = self.of(letter.issuer.code, WRITES), self.moment(day, ISSUED, letter)
            if queries.is_over(letter):
                self.let_go(letter, at)
                continue
            if by is None or (rank(letter) % 3 == 0 and calendar.after(queries.drafted_on(letter), 1) > day):
                continue
            try:
                ready = self.talk(letter, day, by, at) if letter.kind == "interview" else letter
                actions.issue(letter=ready, over=ready.edition, by=by, at=at)
            except Refused:
                continue

    def talk(self, letter: Any, day: date, by: Any, at: datetime) -> Any:
        """Write down an interview that was held this morning."""
        words = {
            "office": "市重点项目办", "unit": letter.to_unit.name_zh, "cause": CAUSES[rank(letter) % len(CAUSES)],
            "plan": PLANS[rank(letter) % len(PLANS)],
        }  # fmt: skip
        answered = self.of(letter.to_unit.code)
        talk = {
            "place": "市重点项目办会议室", "time": f"{day.year}年{day.month}月{day.day}日9:00至9:40",
            "asked": self.people[RULES].name, "answered": answered.name if answered else letter.to_unit.name_zh,
            "recorder": by.name, "said": "\n".join(SAID).format(**words),
            "undertaken": "\n".join(UNDERTAKEN).format(**words),
        }  # fmt: skip
        return actions.edit(
            letter=letter, title=letter.title, body=letter.body, contact=letter.contact, talk=talk, over=letter.edition,
            by=by, at=at,
        )  # fmt: skip

    def let_go(self, letter: Any, at: datetime) -> None:
        """What is done needs no letter any more."""
        by = self.of(letter.issuer.code, WRITES)
        if by is not None:
            actions.withdraw(letter=letter, text=OVER, over=letter.edition, by=by, at=at)

    def of(self, code: str, city: str = WRITES) -> Any:
        """Who acts for a unit; None where nobody of the cast does."""
        return self.people.get(city if code == CITY else f"{code}-1")

    def moment(self, day: date, hour: int, letter: Any) -> datetime:
        return self.at(day, hour) + timedelta(seconds=rank(letter) % 3000)
