from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Person
from keyworks.accounts.rules import USERNAME, typed_username
from keyworks.base import reader, shown
from keyworks.base.forms import Form
from keyworks.values.currencies import TABLE

username_is_plain = RegexValidator(
    rf"^{USERNAME}\Z", _("Letters from a to z, digits and . _ @ - only, beginning with a letter or digit.")
)


class Username(forms.CharField):
    """A user name as it was meant, whatever keyboard typed it."""

    def to_python(self, value: Any) -> Any:
        return typed_username(super().to_python(value) or "")


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, help_text=help_text)


class SignIn(Form):
    """A name and a password, tried by the view."""

    username = Username(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = password_field(_("Password"), "current-password")


class OwnPassword(Form):
    """A new password, twice, judged by the validators against the person it is for."""

    password = password_field(_("New password"), "new-password", _("At least 10 characters; a sentence is good."))
    again = password_field(_("New password, once more"), "new-password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        _judge(self, values, self.person)
        return values


class ChangePassword(OwnPassword):
    """A change by somebody signed in asks for the old password as well."""

    old = password_field(_("Present password"), "current-password")
    field_order = ("old", "password", "again")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError(_("This is not your present password."))
        return old


def _currencies() -> list[tuple[str, str]]:
    """What a city may count in, in the reader's words."""
    return [(code, f"{code} · {reader.told(one.words[1], one.en)}") for code, one in TABLE.items()]


class FirstSetUp(Form):
    """The city and its first administrator."""

    name_zh = forms.CharField(label=_("Name of the city, in Chinese"), max_length=100)
    name_en = forms.CharField(label=_("Name of the city, in English"), max_length=100)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=_currencies,
        help_text=_("All amounts are counted in it. It never changes."),
    )
    administrator = forms.CharField(label=_("Your name"), max_length=100)
    username = Username(
        label=_("User name"),
        max_length=60,
        validators=[username_is_plain],
        help_text=_("You sign in with it; upper or lower case makes no difference."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = password_field(_("Password"), "new-password", _("At least 10 characters; a sentence is good."))
    again = password_field(_("Password, once more"), "new-password")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        person = Person(username=values.get("username", ""), name=values.get("administrator", ""))
        _judge(self, values, person)
        return values


def _judge(form: forms.Form, values: dict[str, Any], person: Person) -> None:
    first, again = values.get("password"), values.get("again")
    if first and again and first != again:
        form.add_error("again", _("The two passwords are not the same."))
    elif first:
        try:
            password_validation.validate_password(first, person)
        except forms.ValidationError as error:
            form.add_error("password", error)


class Reading(forms.Form):
    """How the reader wants to be shown things; any part may be missing."""

    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("zh-hans", "中文"), ("en", "English")])
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        choices=[("auto", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
    )
    money = forms.ChoiceField(
        label=_("Unit of money"),
        required=False,
        choices=lambda: [(unit, shown.unit_of_money(unit)) for unit in shown.DIGITS],
    )
    rows = forms.ChoiceField(label=_("Row height"), required=False, choices=[("36", _("usual")), ("28", _("compact"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def chosen(self) -> dict[str, str]:
        """The choices made; a value nobody offers counts as none."""
        return {name: value for name in reader.CHOICES if (value := self.data.get(name)) in reader.CHOICES[name]}
