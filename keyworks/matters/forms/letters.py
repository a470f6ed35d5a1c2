"""What is written of letters: a new one, its text, a reply, what is found of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.accounts.models import Person, Unit
from keyworks.base import reader
from keyworks.base.forms import Form
from keyworks.matters.forms import fields
from keyworks.matters.models import Letter, Letterhead, Matter
from keyworks.matters.models.letter_words import LANGUAGES, LETTER_KINDS, LETTER_STATES
from keyworks.matters.rules.letters import Kind
from keyworks.projects.forms.choosing import Chosen
from keyworks.projects.forms.register import choice, pairs

CC = ("cc_1", "cc_2", "cc_3", "cc_4")
COPY = (
    gettext_lazy("First copy"),
    gettext_lazy("Second copy"),
    gettext_lazy("Third copy"),
    gettext_lazy("Fourth copy"),
)
TALK = ("place", "time", "asked", "answered", "recorder")
TALKED = ("said", "undertaken")
WAITS = {
    "issue": gettext_lazy("to be issued by me"), "answer": gettext_lazy("for my reply"),
    "judge": gettext_lazy("replies for me to judge"), "late": gettext_lazy("replies overdue"),
}  # fmt: skip


class LetterFilter(forms.Form):
    """Which letters a reader looks for."""

    q = forms.CharField(
        label=gettext_lazy("Title, number or unit"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )  # fmt: skip
    mine = choice(gettext_lazy("Waits"))
    kind = choice(pgettext_lazy("letter", "Kind"))
    state = choice(gettext_lazy("Stands"))

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        asked: Any = self.fields
        every = ("", _("all"))
        for name, words in (("mine", WAITS), ("kind", LETTER_KINDS), ("state", LETTER_STATES)):
            asked[name].choices = [every, *pairs(words)]

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewLetter(Form):
    """Which letter is drafted, and in which language."""

    def __init__(self, data: Any, matter: Matter, person: Person, kind: str) -> None:
        super().__init__(data)
        zh = reader.current().zh
        to = Chosen("unit", person, kept=matter.lead, label=pgettext_lazy("letter", "To"), initial=matter.lead)
        self.ask({
            "kind": forms.ChoiceField(
                label=pgettext_lazy("letter", "Kind"), choices=pairs(LETTER_KINDS), initial=kind,
                widget=forms.RadioSelect,
            ),
            "language": forms.ChoiceField(
                label=gettext_lazy("Language of the letter"), choices=list(LANGUAGES.items()),
                initial="zh" if zh else "en",
            ),
            "to": to,
        })  # fmt: skip


class LetterForm(Form):
    """The text of a draft: a paragraph in each line."""

    def __init__(self, data: Any, letter: Letter, person: Person) -> None:
        super().__init__(data, initial={"edition": letter.edition})
        body = gettext_lazy(
            "A paragraph in each line. A line that begins with a number and has no full stop is a heading."
        )
        found: dict[str, forms.Field] = {
            "title": fields.words(pgettext_lazy("letter", "Title"), rows=2, most=300),
            "to": Chosen("unit", person, kept=letter.to_unit, label=pgettext_lazy("letter", "To"), required=True),
            "body": fields.words(gettext_lazy("Text of the letter"), rows=16, most=8000, help_text=body),
            "reply_by": fields.day(gettext_lazy("Reply by"), required=True),
            "contact": fields.line(gettext_lazy("Whom to ask"), help_text=gettext_lazy("Name and telephone.")),
        }
        if letter.kind == Kind.INTERVIEW:
            found |= _talk()
        copies = list(letter.cc.order_by("path"))
        for place, name in enumerate(CC):
            kept = copies[place] if place < len(copies) else None
            found[name] = Chosen("unit", person, kept=kept, label=COPY[place], initial=kept)
        self.ask(found)
        self.initial.update({
            "title": letter.title, "body": letter.body, "reply_by": letter.reply_by, "contact": letter.contact,
            "to": letter.to_unit, **{name: letter.talk.get(name, "") for name in TALK},
            **{name: "\n".join(letter.talk.get(name, [])) for name in TALKED},
        })  # fmt: skip

    @property
    def plain(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in CC]

    @property
    def copies(self) -> list[Any]:
        return [self[name] for name in CC]

    @property
    def copied(self) -> bool:
        """Does anybody get a copy, or is something wrong with one?"""
        return any(field.value() or field.errors for field in self.copies)

    def said_of(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What goes to the action."""
        talk = {name: sent[name] for name in (*TALK, *TALKED) if name in sent}
        return {
            "title": sent.get("title", ""), "body": sent.get("body", ""), "to": sent.get("to"),
            "reply_by": sent.get("reply_by"), "contact": sent.get("contact", ""), "talk": talk or None,
            "cc": _units(sent),
        }  # fmt: skip


def _units(sent: Mapping[str, Any]) -> list[Unit]:
    return [sent[name] for name in CC if sent.get(name)]


def _talk() -> dict[str, forms.Field]:
    return {
        "place": fields.line(pgettext_lazy("interview", "Place")),
        "time": fields.line(pgettext_lazy("interview", "Time"), help_text=gettext_lazy("As it is to stand there.")),
        "asked": fields.line(gettext_lazy("Interviewed by (name and post)")),
        "answered": fields.line(gettext_lazy("Interviewed (name and post)")),
        "recorder": fields.line(gettext_lazy("Recorded by")),
        "said": fields.words(gettext_lazy("What was said"), rows=5, required=False),
        "undertaken": fields.words(gettext_lazy("What was undertaken"), rows=4, required=False),
    }


class ReplyForm(Form):
    """Why it is late, how it is put right, by when."""

    cause = fields.words(gettext_lazy("Why is it not done?"), rows=4)
    plan = fields.words(gettext_lazy("What is done to put it right, and by whom?"), rows=5)
    done_by = fields.day(gettext_lazy("By when will it be done?"), required=True)


class JudgeForm(Form):
    """Content with a reply or not; if not, why, and by when another is expected."""

    text = fields.words(gettext_lazy("What is missing in the reply?"), rows=3)
    reply_by = fields.day(gettext_lazy("Another reply by"), required=True)


class WithdrawForm(Form):
    """Why a letter is taken back."""

    text = fields.words(gettext_lazy("Why is it withdrawn?"), rows=3)


class HeadForm(Form):
    """What an office writes at the head of its letters."""

    code = fields.line(
        gettext_lazy("Characters that begin its numbers"), most=20,
        help_text=gettext_lazy("The kind, the year and the place follow them. What was numbered before stays."),
    )  # fmt: skip
    name_zh = fields.line(gettext_lazy("Name at the head, in Chinese"), most=60)
    name_en = fields.line(gettext_lazy("Name at the head, in English"), most=100)

    def __init__(self, data: Any, head: Letterhead) -> None:
        super().__init__(data, initial={"code": head.code, "name_zh": head.name_zh, "name_en": head.name_en})
