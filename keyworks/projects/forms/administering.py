from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import ROLE_WORDS, Person
from keyworks.base.forms import Form
from keyworks.base.shown import long_unit_lazily
from keyworks.projects.models import Guard
from keyworks.projects.models.words import STAGES, WAYS
from keyworks.projects.rules import moving
from keyworks.projects.rules.stages import LINE, Stage, Variant

code_is_plain = RegexValidator(r"^[a-z][a-z0-9_]*\Z", _("Small letters, digits and _ only, beginning with a letter."))
COUNTS = ("share", "months", "least", "days", "within_days", "idle_days", "wan")
"""What a guard may count or compare with."""


def _code() -> forms.CharField:
    words = _("Short and lasting; imports find the entry by it.")
    return forms.CharField(label=_("Code"), max_length=40, validators=[code_is_plain], help_text=words)


def _area(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))


class TermEdit(Form):
    """The names of an entry; the leader of a chain or programme."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    leader = forms.ModelChoiceField(
        label=_("Leader"), queryset=Person.objects.none(), required=False, empty_label=_("nobody"),
        help_text=_("One chain or programme, one leader."),
    )  # fmt: skip
    note_zh = _area(_("Note in Chinese"))
    note_en = _area(_("Note in English"))

    def __init__(self, *args: Any, people: Any, led: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = people  # type: ignore[attr-defined]
        if not led:
            del self.fields["leader"]


class TermNew(TermEdit):
    """A new entry."""

    code = _code()
    field_order = ("name_zh", "name_en", "code", "leader", "note_zh", "note_en")


class StepEdit(Form):
    """Who decides a step, and what it rests on."""

    roles = forms.MultipleChoiceField(
        label=_("Decided by"), widget=forms.CheckboxSelectMultiple, required=False,
        choices=[(role.value, ROLE_WORDS[role]) for role in moving.DECIDERS],
    )  # fmt: skip
    basis = forms.CharField(label=_("Basis"), max_length=200, required=False, help_text=_("The rule it rests on."))
    verify = forms.BooleanField(label=_("to be checked by a lawyer"), required=False)
    note_zh = _area(_("Note in Chinese"))
    note_en = _area(_("Note in English"))


class StepNew(StepEdit):
    """A new step of a variant."""

    source = forms.ChoiceField(label=_("From stage"))
    target = forms.ChoiceField(label=_("To stage"))
    way = forms.ChoiceField(label=_("Way"), choices=[(way.value, words) for way, words in WAYS.items()])
    field_order = ("source", "target", "way", "roles", "basis", "verify", "note_zh", "note_en")

    def __init__(self, *args: Any, variant: Variant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [(one.value, STAGES[one]) for one in (*LINE[variant], Stage.SUSPENDED, Stage.EXITED)]
        self.fields["source"].choices = self.fields["target"].choices = stages  # type: ignore[attr-defined]


class GuardEdit(Form):
    """What a step asks for."""

    evidence = forms.ChoiceField(label=_("Kind of evidence"), choices=Guard.Evidence.choices)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    required = forms.BooleanField(label=_("Without it the step is not made"), required=False)
    one_of = forms.CharField(
        label=_("Alternatives"), max_length=40, required=False, validators=[code_is_plain],
        help_text=_("Guards of this step with the same word are alternatives: one of them is enough."),
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("Asked of"), required=False,
        choices=[
            ("", _("of every project")), ("government_money", _("where the government invests")),
            ("enterprise_money", _("where others than the government invest")),
            ("paused_long", _("where it has rested for as many months as said below")),
        ],
    )  # fmt: skip
    share = forms.DecimalField(
        label=_("Share of the design capacity (0 to 1)"), required=False, min_value=0, max_value=1
    )
    months = forms.IntegerField(label=_("Months in a row"), required=False, min_value=1, max_value=36)
    least = forms.IntegerField(label=_("At least"), required=False, min_value=0, max_value=1_000_000)
    days = forms.IntegerField(label=_("Reported within days"), required=False, min_value=1, max_value=3660)
    within_days = forms.IntegerField(
        label=_("Due within days after the step"), required=False, min_value=1, max_value=3660
    )
    idle_days = forms.IntegerField(label=_("More days ago than"), required=False, min_value=1, max_value=3660)
    wan = forms.IntegerField(
        label=format_lazy(_("Total investment at least ({unit})"), unit=long_unit_lazily("wan")),
        required=False, min_value=0, max_value=10**9,
    )  # fmt: skip

    def params(self, kept: dict[str, Any]) -> dict[str, Any]:
        """What is counted and compared, with what this form does not show."""
        said = {name: self.cleaned_data.get(name) for name in ("when", *COUNTS)}
        given = {name: value for name, value in said.items() if value not in (None, "")}
        counted = {name: float(value) if name == "share" else value for name, value in given.items()}
        return {name: value for name, value in kept.items() if name not in said} | counted


class GuardNew(GuardEdit):
    """Something more to ask for."""

    code = forms.CharField(label=_("Code"), max_length=40, validators=[code_is_plain])
    field_order = ("evidence", "code", "name_zh", "name_en", "required", "one_of", "when")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = gettext("For a check by the system one of: %(checks)s.")
        self.fields["code"].help_text = words % {"checks": ", ".join(moving.CHECKS)}
