"""A matter's history as the annex of a letter tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keyworks.matters.rules.ladder import Step
from keyworks.matters.rules.letters import Event, said_on

ZH: Mapping[Step, str] = {
    Step.RAISE: "{unit}提出该事项。", Step.HAND_UP: "提请市级协调。{text}",
    Step.ASSIGN: "交由{lead}牵头办理，办理期限为{due}。",
    Step.ACCEPT: "{lead}接受办理。", Step.DECLINE: "退回，说明：{text}", Step.FEEDBACK: "反馈办理进展：{text}",
    Step.INSTRUCT: "提出要求：{text}", Step.EXTEND: "办理期限调整为{due}。{text}", Step.PAUSE: "暂停办理：{text}",
    Step.RESUME: "恢复办理。", Step.PROPOSE: "报告办结：{text}", Step.REJECT: "经核查，未办结：{text}",
    Step.DISPUTE: "提出单位不认可办理结果：{text}", Step.REOPEN: "重新办理：{text}",
    Step.CLIMB: "未按期办结，提级至第{level}级。",
}  # fmt: skip
EN: Mapping[Step, str] = {
    Step.RAISE: "Raised by {unit}.", Step.HAND_UP: "Handed to the city office. {text}",
    Step.ASSIGN: "Assigned to {lead}, to be done by {due}.", Step.ACCEPT: "{lead} took it on.",
    Step.DECLINE: "Declined: {text}", Step.FEEDBACK: "Progress: {text}", Step.INSTRUCT: "Instructed: {text}",
    Step.EXTEND: "To be done by {due} now. {text}", Step.PAUSE: "Paused: {text}", Step.RESUME: "Resumed.",
    Step.PROPOSE: "Reported as done: {text}", Step.REJECT: "Found not done: {text}",
    Step.DISPUTE: "Not confirmed by whoever raised it: {text}", Step.REOPEN: "Opened again: {text}",
    Step.CLIMB: "Not done in time; taken up to level {level}.",
}  # fmt: skip
MOST = 200
"""Characters of what was said; a history is read, not studied."""


def event(
    step: Step, on: date, *, zh: bool, unit: str = "", lead: str = "", due_on: date | None = None, level: int = 1,
    text: str = "",
) -> Event | None:  # fmt: skip
    """A step as a line of the history; None for those that tell a reader outside nothing."""
    words = (ZH if zh else EN).get(step)
    if words is None or (not text.strip() and words.endswith(("：{text}", ": {text}"))):
        return None
    if (not due_on and "{due}" in words) or (not lead and "{lead}" in words) or (not unit and "{unit}" in words):
        return None
    said = " ".join(text.split())
    said = said if len(said) <= MOST else f"{said[: MOST - 1]}…"
    unit = unit.removesuffix(".") if words.endswith("{unit}.") else unit  # a name such as “… Co., Ltd.” ends the line
    told = words.format(unit=unit, lead=lead, due=said_on(due_on, zh=zh) if due_on else "", level=level, text=said)
    return Event(on, told.strip())


SENT_ZH = {"reminder": "提醒函", "assignment": "交办函", "supervision": "督办函", "interview": "约谈"}
SENT_EN = {
    "reminder": "Reminder", "assignment": "Assignment", "supervision": "Supervision letter", "interview": "Interview",
}  # fmt: skip


def sent(kind: str, on: date, number: str, *, zh: bool) -> Event:
    """That a letter went out before."""
    if kind == "interview":
        return Event(on, f"进行约谈（{number}）。" if zh else f"Interview held ({number}).")
    return Event(on, f"发出{SENT_ZH[kind]}（{number}）。" if zh else f"{SENT_EN[kind]} sent ({number}).")
