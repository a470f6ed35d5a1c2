"""What each letter says before a person has edited it, in both languages.

The sentences are whole for whatever facts there are: what is not known is not spoken of; nothing is left to fill in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from keyworks.matters.rules import english
from keyworks.matters.rules.letters import Kind, LetterFacts, said_on


def drafted(facts: LetterFacts) -> LetterFacts:
    """The same letter with the title and paragraphs of its kind."""
    return replace(facts, title=title(facts), paragraphs=paragraphs(facts))


def title(facts: LetterFacts) -> str:
    if not facts.zh:
        return english.title(facts)
    about = f"“{facts.matter_title}”"
    return {
        Kind.REMINDER: f"关于按期办理{about}事项的提醒函",
        Kind.ASSIGNMENT: f"关于交办{about}事项的函",
        Kind.SUPERVISION: f"关于督办{about}事项的函",
        Kind.INTERVIEW: f"关于{about}事项的约谈记录",
    }[facts.kind]


def paragraphs(facts: LetterFacts) -> tuple[str, ...]:
    if not facts.zh:
        return english.paragraphs(facts)
    return {
        Kind.REMINDER: reminder,
        Kind.ASSIGNMENT: assignment,
        Kind.SUPERVISION: supervision,
        Kind.INTERVIEW: interview,
    }[facts.kind](facts)


def reminder(facts: LetterFacts) -> tuple[str, ...]:
    ask = "请你单位抓紧推进，确保按期办结，并及时报送办结情况和佐证材料。"
    if facts.overdue_days:
        ask = "请你单位抓紧推进，尽快办结，并及时报送办结情况和佐证材料。"
    return (
        f"你单位牵头办理的{matter(facts)}{held_up(facts)}{promised(facts)}{waiting(facts)}",
        f"{ask}{foreseen(facts)}",
        "特此提醒。",
    )


def assignment(facts: LetterFacts) -> tuple[str, ...]:
    helped = f"，{'、'.join(facts.helpers)}配合办理" if facts.helpers else ""
    goal = f"办理目标：{ended(facts.effect)}" if facts.effect else ""
    by = f"，于{zh(facts.due_on)}前办结" if facts.due_on else ""
    back = f"请于{zh(facts.reply_by)}前" if facts.reply_by else "请及时"
    return (
        "一、交办事项",
        f"经研究，现将{matter(facts)}交由你单位牵头办理{helped}。{held_up(facts, whole=True)}{goal}",
        "二、办理要求",
        f"（一）明确责任。请你单位明确分管负责同志和具体责任人，制定办理措施和时间安排{by}。",
        f"（二）及时反馈。{back}将责任人、办理措施和时间安排书面函复我办。",
        "（三）主动协调。办理中遇有需要协调解决的问题，请及时提出；预计不能按期办结的，"
        "请在期限届满前书面说明原因和整改方案。",
    )


def supervision(facts: LetterFacts) -> tuple[str, ...]:
    since = f"，于{zh(facts.raised_on)}提出" if facts.raised_on else ""
    retold = f"办理经过见附件{annex(facts, 2)}。" if facts.retold else ""
    state = f"截至{zh(facts.issued_on)}，该事项仍未办结"
    late = f"，已超期{facts.overdue_days}个工作日" if facts.overdue_days else ""
    climbed = f"，并已提级至第{facts.level}级协调解决" if facts.level > 1 else ""
    promise = f"该事项应于{zh(facts.due_on)}前办结。" if facts.due_on else ""
    back = f"请于{zh(facts.reply_by)}前" if facts.reply_by else "请及时"
    return (
        "一、事项基本情况",
        f"{matter(facts)}由你单位牵头办理{since}。{held_up(facts, whole=True)}",
        "二、办理进展情况",
        f"{promise}{state}{late}{climbed}。{retold}",
        "三、有关要求",
        "（一）请你单位主要负责同志亲自研究，查明未按期办结的原因，逐项明确整改措施、责任人和完成时限，抓紧办结。",
        f"（二）{back}将办理情况书面函复我办。复函应当说明未按期办结的原因、整改方案和办结时限，并附有关佐证材料。",
        "（三）逾期不函复或者整改不到位的，将按照规定约谈你单位负责同志。",
        "特此督办。",
    )


def interview(facts: LetterFacts) -> tuple[str, ...]:
    promise = f"该事项应于{zh(facts.due_on)}前办结，" if facts.due_on else ""
    late = f"截至{zh(facts.issued_on)}已超期{facts.overdue_days}个工作日，" if facts.overdue_days else ""
    state = f"{promise}{late}至今仍未办结"
    climbed = f"，已提级至第{facts.level}级协调解决" if facts.level > 1 else ""
    return (
        f"{matter(facts)}由{facts.to}牵头办理。{held_up(facts, whole=True)}{state}{climbed}。"
        "按照有关规定，对该单位负责同志进行约谈。",
    )


def matter(facts: LetterFacts) -> str:
    return f"“{facts.matter_title}”事项（编号：{facts.matter_number}）"


def held_up(facts: LetterFacts, *, whole: bool = False) -> str:
    """Which projects stand still for it; `whole` as a sentence of its own, else going on with a comma."""
    if not facts.projects:
        return "" if whole else "，"
    many = len(facts.projects)
    names = "".join(f"“{one.name}”" for one in (facts.projects[:1] if facts.listed else facts.projects))
    if facts.listed:
        named = f"{names}等{many}个项目推进（名单见附件{annex(facts, 1)}）"
    elif many == 1:
        blocks = facts.projects[0].blocks
        named = f"{names}项目{blocks}" if blocks else f"{names}项目推进"
    else:
        named = f"{names}{many}个项目推进"
    return f"该事项影响{named}。" if whole else f"，影响{named}，"


def annex(facts: LetterFacts, place: int) -> str:
    """Its number behind the word 附件, where there are several; a single one bears none."""
    return str(place) if facts.listed and facts.retold else ""


def promised(facts: LetterFacts) -> str:
    return f"应于{zh(facts.due_on)}前办结。" if facts.due_on else "目前尚未办结。"


def waiting(facts: LetterFacts) -> str:
    if facts.overdue_days:
        return f"现已超期{facts.overdue_days}个工作日，仍未办结。"
    if facts.days_left is None or facts.due_on is None:
        return ""
    if not facts.days_left:
        return "今日期限届满，尚未收到办结情况。"
    return f"距期限届满还有{facts.days_left}个工作日，尚未收到办结情况。"


def foreseen(facts: LetterFacts) -> str:
    back = f"于{zh(facts.reply_by)}前" if facts.reply_by else "及时"
    return f"预计不能按期办结的，请{back}书面说明原因、整改方案和办结时限。"


def ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith(("。", "！", "？", ".")) else f"{text}。"


def zh(day: date) -> str:
    return said_on(day, zh=True)
