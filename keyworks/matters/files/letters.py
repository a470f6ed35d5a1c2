"""A letter as Word and as PDF: the same words, laid out as GB/T 9704-2012 has it, or as a letter in English."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from keyworks.formats.typeset import setting
from keyworks.formats.word import filling
from keyworks.matters.files.balance import lines
from keyworks.matters.rules.letters import SUBHEADING, Kind, LetterFacts, is_heading, said_on

STATIONERY = Path(__file__).resolve().parent / "stationery"
TITLE_CHARACTERS, HEAD_CHARACTERS = 19, 16
"""How many characters of a title and of an office's name stand in a line."""
NOON = time(4)
"""Noon of a city on China's time, in UTC: the moment a letter bears, on the day it was issued."""

ZH = {
    "draft": "（草稿，未编号）", "to": "{}：", "annex": "附件", "annexes": "附件：", "copies": "",
    "note": "（联系人：{}）",
    "cc": "抄送：{}。", "printed": "{}印发",
    "projects": "受影响项目清单", "rows_projects": ["序号", "项目名称", "所在区", "受影响的内容"],
    "history": "事项办理经过", "rows_history": ["日期", "办理情况"],
    "matter": "约谈事项", "code": "事项编号", "unit": "被约谈单位", "time": "约谈时间", "place": "约谈地点",
    "asked": "约谈人", "answered": "被约谈人", "recorder": "记录人",
    "why": "一、约谈事由", "said": "二、约谈情况", "undertaken": "三、整改承诺", "plan": "{}应于{}前报送书面整改方案。",
    "sign": ["约谈人（签字）", "被约谈人（签字）", "记录人（签字）"], "blank": "年　　月　　日",
}  # fmt: skip
EN = {
    "draft": "Draft, not numbered yet", "annexes": "Annexes: ", "copies": "Copies to: ",
    "to": "{}", "annex": "Annex ", "note": "{}", "cc": "{}", "printed": "{}",
    "projects": "Projects held up", "rows_projects": ["No.", "Project", "District", "What is held up"],
    "history": "History of the matter", "rows_history": ["Date", "What was done"],
    "matter": "Matter", "code": "Number of the matter", "unit": "Organisation", "time": "Time", "place": "Place",
    "asked": "Interviewed by", "answered": "Interviewed", "recorder": "Recorded by",
    "why": "1. Why the interview was held", "said": "2. What was said", "undertaken": "3. What was undertaken",
    "plan": "{} is to send a plan in writing by {}.",
    "sign": ["Interviewed by", "Interviewed", "Recorded by"], "blank": "Date",
}  # fmt: skip


def pdf(facts: LetterFacts, fonts: Path) -> bytes:
    """The letter as tagged PDF; the same for ever for the same facts and fonts."""
    source = (STATIONERY / f"{facts.language}.typ").read_text(encoding="utf-8")
    return setting.pdf(source, said(facts), fonts, moment=moment(facts))


def word(facts: LetterFacts) -> bytes:
    """The letter as a document of Word."""
    template = (STATIONERY / f"{facts.language}.docx").read_bytes()
    about = filling.About(
        title=facts.title,
        author=facts.issuer,
        subject=f"{facts.matter_number} {facts.matter_title}",
        language="zh-CN" if facts.zh else "en-GB",
        moment=moment(facts),
    )
    return filling.fill(template, said(facts), about)


def moment(facts: LetterFacts) -> datetime:
    return datetime.combine(facts.issued_on, NOON, UTC)


def said(facts: LetterFacts) -> dict[str, Any]:
    """Every line of the letter in its place; nothing is left for the stationery but to set them."""
    words: dict[str, Any] = ZH if facts.zh else EN
    annexes = _annexes(facts, words)
    record = facts.kind is Kind.INTERVIEW
    cc = ("，" if facts.zh else "; ").join(facts.cc)
    issuer = lines(facts.issuer, HEAD_CHARACTERS) if facts.zh else [facts.issuer]
    return {
        "title": facts.title,
        "title_lines": lines(facts.title, TITLE_CHARACTERS) if facts.zh else [facts.title],
        "issuer": facts.issuer,
        "issuer_lines": issuer,
        "number": facts.number or words["draft"],
        "matter": facts.matter_number,
        "to": "" if record else words["to"].format(facts.to),
        "record": record,
        "rows": _rows(facts, words) if record else [],
        "paragraphs": _body(facts, words),
        "annexes": annexes,
        "annex_head": words["annexes"],
        "cc_head": words["copies"],
        "annex_lines": _annex_lines(annexes, facts.zh),
        "date": said_on(facts.issued_on, zh=facts.zh),
        "note": words["note"].format(facts.contact) if facts.contact and not record else "",
        "signs": [{"name": name, "blank": words["blank"]} for name in words["sign"]] if record else [],
        "cc": words["cc"].format(cc) if cc else "",
        "printed": words["printed"].format(said_on(facts.issued_on, zh=facts.zh)),
    }


def _body(facts: LetterFacts, words: dict[str, Any]) -> list[dict[str, str]]:
    texts = [one.strip() for one in facts.paragraphs if one.strip()]
    if facts.kind is Kind.INTERVIEW and facts.interview:
        texts = [words["why"], *texts]
        for name, told in (("said", facts.interview.said), ("undertaken", facts.interview.undertaken)):
            if told:
                texts += [words[name], *told]
        if facts.reply_by and facts.interview.undertaken:
            texts.append(words["plan"].format(facts.to, said_on(facts.reply_by, zh=facts.zh)))
    return [_paragraph(one) for one in texts]


def _paragraph(text: str) -> dict[str, str]:
    """A heading, or a text whose lead, of the second order, stands in another face."""
    if is_heading(text):
        return {"kind": "heading", "lead": "", "text": text}
    lead = ""
    if SUBHEADING.match(text) and 0 < text.find("。") <= 20:
        lead = text[: text.find("。") + 1]
    return {"kind": "text", "lead": lead, "text": text.removeprefix(lead)}


def _rows(facts: LetterFacts, words: dict[str, Any]) -> list[list[str]]:
    talk = facts.interview
    told = [(words["matter"], facts.matter_title), (words["code"], facts.matter_number), (words["unit"], facts.to)]
    if talk:
        told += [(words[name], getattr(talk, name)) for name in ("time", "place", "asked", "answered", "recorder")]
    return [[name, value] for name, value in told if value]


def _annexes(facts: LetterFacts, words: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    if facts.listed:
        rows = [[str(at), one.name, one.district, one.blocks] for at, one in enumerate(facts.projects, 1)]
        found.append(
            {"title": words["projects"], "head": words["rows_projects"], "rows": rows, "widths": [2, 11, 4, 8]}
        )
    if facts.retold:
        rows = [[said_on(one.on, zh=facts.zh), one.text] for one in facts.history]
        found.append({"title": words["history"], "head": words["rows_history"], "rows": rows, "widths": [6, 17]})
    for at, one in enumerate(found, 1):
        one["label"] = words["annex"] if facts.zh and len(found) == 1 else f"{words['annex']}{at}"
    return found


def _annex_lines(annexes: list[dict[str, Any]], zh: bool) -> list[str]:
    """Their names, numbered where there are several: a single one in Chinese bears no number."""
    if zh and len(annexes) == 1:
        return [annexes[0]["title"]]
    return [f"{at}. {one['title']}" for at, one in enumerate(annexes, 1)]
