"""After the sitting: how to issue, a vote as it was given, the minutes in their parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from keyworks.base.forms import Form
from keyworks.matters.models.letter_words import LANGUAGES
from keyworks.meetings.forms import fields
from keyworks.meetings.rules.minutes import LONGEST, PARTS

HEAD_WORDS = {
    "mark": gettext_lazy("Above all"), "number": gettext_lazy("Number"), "issuer": gettext_lazy("Issued by"),
    "title": gettext_lazy("Title"), "date": gettext_lazy("Date"), "time": gettext_lazy("Time"),
    "place": pgettext_lazy("meeting", "Place"), "chair": gettext_lazy("Chair"), "secretary": gettext_lazy("Secretary"),
}  # fmt: skip
PART_WORDS = {
    "opening": pgettext_lazy("minutes", "Opening"), "items": gettext_lazy("What was dealt with"),
    "statements": pgettext_lazy("meeting", "Reports"), "topics": pgettext_lazy("meeting", "Topics"),
    "directives": gettext_lazy("Directives"), "attendance": gettext_lazy("Who took part"),
    "distribution": gettext_lazy("Distribution"),
}  # fmt: skip


class IssueForm(Form):
    """In which language letters are drafted with what is issued."""

    letters_in = forms.ChoiceField(
        label=gettext_lazy("Draft letters of assignment"), required=False,
        choices=[("", gettext_lazy("none")), *LANGUAGES.items()], initial="zh",
    )  # fmt: skip


class Reason(forms.Form):
    """Why something is taken out."""

    reason = forms.CharField(max_length=400)


class BallotForm(Form):
    """Whose vote, and for each place its rank."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    voter = fields.line(gettext_lazy("Whose vote"), most=100, required=True)

    def __init__(self, data: Any, stops: list[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        n = len(stops)
        label = _("%(place)s: which place")
        self.ask({
            f"place-{one.project_id}": forms.IntegerField(
                label=label % {"place": one.project}, min_value=1, max_value=max(n, 1),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            for one in stops
        })  # fmt: skip

    def places(self) -> list[int]:
        """The keys of the projects by the ranks given; who shares a rank is left to the action to refuse."""
        ranks: dict[int, list[int]] = {}
        for name, rank in self.cleaned_data.items():
            if name.startswith("place-"):
                ranks.setdefault(rank, []).append(int(name.removeprefix("place-")))
        return [some[0] for _rank, some in sorted(ranks.items())]


class MinutesForm(Form):
    """The minutes in their parts, and why they are written anew."""

    def __init__(self, data: Any, parts: Any, *, approved: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        found: dict[str, forms.Field] = {}
        for name, label in HEAD_WORDS.items():
            found[f"head-{name}"] = fields.line(label, most=400, required=name == "title")
            found[f"head-{name}"].initial = parts.get("head", {}).get(name, "")
        for name in PARTS:
            rows = 10 if name in ("directives", "items") else 4
            found[name] = fields.words(PART_WORDS[name], rows=rows, required=False, most=LONGEST)
            found[name].initial = parts.get(name, "")
        if approved:
            found["reason"] = fields.line(gettext_lazy("Why they are written anew"), most=400, required=True)
        self.ask(found)

    def parts(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What goes to the action."""
        return {**{name: sent[name] for name in PARTS}, "head": {name: sent[f"head-{name}"] for name in HEAD_WORDS}}
