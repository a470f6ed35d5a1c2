"""The form every page uses: it says which field is wrong, keeps what was typed, and shows what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms

from keyworks.base.manifest import Text, sentence
from keyworks.base.shown import other_language
from keyworks.values.problems import Problem, Severity
from keyworks.values.refusals import Refused, Stale

PLAIN_INPUTS = (
    forms.TextInput, forms.Textarea, forms.NumberInput, forms.EmailInput, forms.PasswordInput, forms.DateInput,
    forms.FileInput,
)  # fmt: skip


T = TypeVar("T")


class WrittenSelect(forms.Select):
    """Offers what people named: what is not in the reader's language says so."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *args, **kwargs)
        if value and (language := other_language(str(label))):
            option["attrs"]["lang"] = language
        return option


class Form(forms.Form):
    """A form that carries the edition of the record it was made from.

    `sources` says of a prefilled field where its value comes from.
    """

    sources: ClassVar[Mapping[str, Text]] = {}
    edition = forms.IntegerField(required=False, min_value=0, max_value=2_147_483_647, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status = 200
        self.stale = False
        self.standing: dict[str, str] = {}
        for name, field in self.fields.items():
            self._dress(name, field)

    def ask(self, fields: Mapping[str, forms.Field]) -> None:
        """Ask for these too, in this order: fields that are known only when the form is made."""
        for name, field in fields.items():
            self.fields[name] = field
            self._dress(name, field)

    def _dress(self, name: str, field: forms.Field) -> None:
        widget = field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return
        if isinstance(widget, forms.CheckboxInput):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select | forms.SelectMultiple):
            widget.attrs.setdefault("class", "form-select")
        elif isinstance(widget, PLAIN_INPUTS):
            widget.attrs.setdefault("class", "form-control")
        if isinstance(widget, forms.DateInput):
            widget.input_type = "date"
            widget.format = "%Y-%m-%d"
        if name in self.sources:
            field.source = self.sources[name]  # type: ignore[attr-defined]

    def carry_out(self, act: Callable[[dict[str, Any]], T], now: Mapping[str, Any] | None = None) -> T | None:
        """What `act` makes of the sent values; None where nothing was sent, a field is wrong or a rule said no.

        `now` is what stands, as in `refuse`; the page to show again has the status `self.status`.
        """
        if not self.is_valid():
            return None
        try:
            return act(self.cleaned_data)
        except Refused as no:
            self.refuse(no, now)
            self.status = no.status
            return None

    def refuse(self, refused: Refused, now: Mapping[str, Any] | None = None) -> None:
        """Put a rule's no at its field. For Stale, `now` is what stands, shown beside what was typed.

        The form then carries the edition that stands: saving once more is a decision, not an accident.
        """
        field = refused.field if refused.field in self.fields else None
        self.add_error(field, sentence(refused.code, refused.params))
        if isinstance(refused, Stale):
            self.stale = True
            self.standing = {name: str(value) for name, value in (now or {}).items() if name in self.fields}
            self._carry(refused.params.get("edition"))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Put each error at the field it names; warnings and notes hinder nothing and are left to the page."""
        for problem in problems:
            if problem.severity is Severity.ERROR:
                field = problem.place.field if problem.place.field in self.fields else None
                self.add_error(field, sentence(problem.code, problem.params))

    def _carry(self, edition: object) -> None:
        if edition is None or not self.is_bound:
            return
        typed: Any = self.data
        data = typed.copy()
        data[self.add_prefix("edition")] = str(edition)
        self.data = data

    @property
    def error_count(self) -> int:
        return sum(len(found) for found in self.errors.values())


class Filters(forms.Form):
    """What a reader looks for in a list; the fields named in `MORE` are folded away behind "More filters"."""

    MORE: ClassVar[frozenset[str]] = frozenset()

    @property
    def folded(self) -> list[Any]:
        """The fields behind "More filters"."""
        return [self[name] for name in self.fields if name in self.MORE]

    @property
    def unfolded(self) -> list[Any]:
        return [bound for bound in self.visible_fields() if bound.name not in self.MORE]

    @property
    def wrong_below(self) -> bool:
        """Is something wrong behind "More filters"?"""
        return any(self[name].errors for name in self.fields if name in self.MORE)

    @property
    def used_below(self) -> int:
        """How many of the fields behind "More filters" are used."""
        return sum(bool(self.data.get(name)) for name in self.MORE)
