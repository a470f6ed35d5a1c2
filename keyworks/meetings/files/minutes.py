"""The minutes as Word and as PDF: the same words, laid out as minutes of a public office are, or plainly in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from keyworks.formats.typeset import setting
from keyworks.formats.word import filling
from keyworks.matters.files.balance import lines
from keyworks.meetings.rules.minutes import NUMERALS, PARTS

STATIONERY = Path(__file__).resolve().parent / "stationery"
TITLE_CHARACTERS, MARK_CHARACTERS = 19, 14
BEHIND = ("attendance", "distribution")
"""Parts that stand below the text, without a number."""
ZH = {
    "items": "会议进行情况", "statements": "汇报情况", "topics": "议题研究情况", "directives": "议定事项",
    "attendance": "参会人员", "distribution": "分送", "draft": "（草稿，未经审定）",
}  # fmt: skip
EN = {
    "items": "What was dealt with", "statements": "Reports", "topics": "Topics",
    "directives": "Decisions and directives", "attendance": "Who took part", "distribution": "Distribution", 
    "draft": "Draft, not approved yet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A version of the minutes, and when it was written."""

    parts: Mapping[str, Any]
    language: str
    at: datetime
    approved: bool

    @property
    def zh(self) -> bool:
        return self.language == "zh"


def numbered(parts: Mapping[str, Any], language: str) -> dict[str, str]:
    """The heading of each part that says something; the parts of the text are numbered, the opening has none."""
    words, zh, found, place = (ZH if language == "zh" else EN), language == "zh", {}, 0
    for name in PARTS[1:]:
        if not str(parts.get(name, "")).strip():
            continue
        if name in BEHIND:
            found[name] = words[name]
            continue
        found[name] = f"{NUMERALS[place]}、{words[name]}" if zh else f"{place + 1}. {words[name]}"
        place += 1
    return found


def pdf(told: Told, fonts: Path) -> bytes:
    """The minutes as tagged PDF; the same for ever for the same version and fonts."""
    source = (STATIONERY / f"minutes_{told.language}.typ").read_text(encoding="utf-8")
    return setting.pdf(source, said(told), fonts, moment=told.at)


def word(told: Told) -> bytes:
    """The minutes as a document of Word."""
    template = (STATIONERY / f"minutes_{told.language}.docx").read_bytes()
    head = told.parts["head"]
    about = filling.About(
        title=head["title"], author=head["issuer"], subject=head["mark"], language="zh-CN" if told.zh else "en-GB",
        moment=told.at,
    )  # fmt: skip
    return filling.fill(template, said(told), about)


def said(told: Told) -> dict[str, Any]:
    """Every line in its place; nothing is left for the stationery but to set them."""
    head, heads, words = told.parts["head"], numbered(told.parts, told.language), ZH if told.zh else EN
    text: list[dict[str, str]] = []
    for name in PARTS:
        if name in BEHIND:
            continue
        if name in heads:
            text.append({"kind": "heading", "text": heads[name]})
        text += [{"kind": "text", "text": line} for line in _lines(told.parts, name)]
    zh = told.zh
    return {
        "mark": head["mark"], "mark_lines": lines(head["mark"], MARK_CHARACTERS) if zh else [head["mark"]],
        "number": head["number"], "issuer": head["issuer"], "date": head["date"], "title": head["title"],
        "title_lines": lines(head["title"], TITLE_CHARACTERS) if zh else [head["title"]],
        "draft": "" if told.approved else words["draft"],
        "facts": _facts(head, zh=zh), "paragraphs": text,
        "people": [_person(line, zh=zh) for line in _lines(told.parts, "attendance")],
        "people_head": words["attendance"], "copies": " ".join(_lines(told.parts, "distribution")),
        "copies_head": words["distribution"],
    }  # fmt: skip


def _lines(parts: Mapping[str, Any], name: str) -> list[str]:
    return [line.strip() for line in str(parts.get(name, "")).splitlines() if line.strip()]


def _facts(head: Mapping[str, str], *, zh: bool) -> list[list[str]]:
    """Time, place, chair, secretary, each as a label and its words; what is not known is left out."""
    labels = ("时　间", "地　点", "主　持", "记　录") if zh else ("Time", "Place", "Chair", "Secretary")
    of_day = f"{head['date']}{head['time']}" if zh else f"{head['date']}, {head['time']}"
    told = (of_day, head["place"], head["chair"], head["secretary"])
    return [[label, words] for label, words in zip(labels, told, strict=True) if words.strip()]


def _person(line: str, *, zh: bool) -> dict[str, str]:
    """A row of those who took part: as what, and who."""
    mark = "：" if zh else ": "
    label, found, names = line.partition(mark)
    return {"label": label, "names": names} if found and len(label) <= 20 else {"label": "", "names": line}
