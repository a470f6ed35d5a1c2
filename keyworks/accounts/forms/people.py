from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.forms.signing import Username, username_is_plain
from keyworks.accounts.models import ROLE_WORDS, Person, Token, Unit
from keyworks.accounts.rules import STANDIN_LONGEST_DAYS, TOKEN_LONGEST_DAYS, Role
from keyworks.base.forms import Form

ROLES = [(role.value, words) for role, words in ROLE_WORDS.items()]

LONGEST_KEY = 18
"""Digits that fit every database's column."""


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit of the tree, each line as far in as it stands deep."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": _("choose one"), **kwargs})

    def label_from_instance(self, unit: Unit) -> str:
        return "\u3000" * unit.depth + str(unit)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person, with what tells namesakes apart."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": _("choose one"), **kwargs})

    def label_from_instance(self, person: Person) -> str:
        return f"{person} · {person.called_post or person.username}"


def english(label: Any) -> forms.CharField:
    help_text = _("For those who read Keyworks in English. Empty: they read the Chinese.")
    return forms.CharField(label=label, max_length=200, required=False, help_text=help_text)


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several people by their keys; what no key can be is a choice not offered, and not a fault of the database."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not (str(one).isascii() and str(one).isdigit() and len(str(one)) <= LONGEST_KEY):
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": str(one)[:40]})
        return super().clean(value)


class Details(Form):
    """What is kept of a person beside the names."""

    post = forms.CharField(label=_("Post"), max_length=100, required=False)
    post_en = english(_("Post in English"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)


class Edit(Details):
    """What an administrator may change of a person."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = english(_("English name"))
    field_order = ("name", "name_en", "post", "post_en", "email", "phone")


class Seat(Form):
    """A role in a unit from a day, perhaps until one."""

    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none())
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput())
    until_on = forms.DateField(
        label=_("Until, the last day"),
        required=False,
        help_text=_("Empty: until taken back."),
        widget=forms.DateInput(),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], roles: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = [pair for pair in ROLES if pair[0] in roles]  # type: ignore[attr-defined]


class New(Seat):
    """A new person with a first seat."""

    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = english(_("English name"))
    username = Username(
        label=_("User name"),
        max_length=60,
        validators=[username_is_plain],
        help_text=_("The person signs in with it; upper or lower case makes no difference."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    post = forms.CharField(label=_("Post"), max_length=100, required=False)
    post_en = english(_("Post in English"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    until_on = None  # type: ignore[assignment]
    field_order = ("name", "name_en", "username", "post", "post_en", "email", "phone", "unit", "role", "from_on")


class StandIn(Form):
    """Who stands in, from when until when, and why."""

    deputy = PersonChoice(label=_("Who stands in"), queryset=Person.objects.none())
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput())
    until_on = forms.DateField(label=_("Until, the last day"), widget=forms.DateInput())
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The record keeps it."))

    def __init__(self, *args: Any, deputies: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]
        help_text = _("At most %(days)s days; it ends by itself.") % {"days": STANDIN_LONGEST_DAYS}
        self.fields["until_on"].help_text = help_text


class NewToken(Form):
    """A key for a program that reads or writes in one's own name."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scope = forms.ChoiceField(label=_("It may"), choices=Token.Scope.choices)
    expires_on = forms.DateField(label=_("Valid until, the last day"), widget=forms.DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].help_text = _("At most %(days)s days.") % {"days": TOKEN_LONGEST_DAYS}


class Deactivate(Form):
    """Why several people are shut out together."""

    id = PeopleChoice(queryset=Person.objects.none(), widget=forms.MultipleHiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=_("The record keeps it."))
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].queryset = people  # type: ignore[attr-defined]


class PeopleFilter(forms.Form):
    """The filters of the list of people."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("all")), *ROLES])
    unit = UnitChoice(label=_("Unit and below"), queryset=Unit.objects.none(), required=False, empty_label=_("all"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("active")), ("deactivated", _("deactivated")), ("all", _("all"))],
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
