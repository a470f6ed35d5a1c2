"""What the steps of a new project are made of: choices by code, lines of a list, and what was typed so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.models import Person
from keyworks.base.forms import Form
from keyworks.base.manifest import Text
from keyworks.projects import queries
from keyworks.projects.actions.drafts import Written

SPARE, MOST_LINES = 2, 60


class Choice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of many by its code: a code reads the same in a draft whatever the database counts."""

    def __init__(self, label: Any, queryset: QuerySet[Any] | None = None, key: str = "code", **kwargs: Any) -> None:
        rows = queryset if queryset is not None else queries.terms("").none()
        super().__init__(rows, label=label, to_field_name=key, required=False, empty_label=_("choose one"), **kwargs)


class People(Choice):
    """Somebody, with what tells namesakes apart."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, Person.objects.none(), "username", **kwargs)

    def label_from_instance(self, person: Person) -> str:
        return f"{person} · {person.called_post or person.username}"


class Terms(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several entries of a code list."""

    def __init__(self, label: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(
            queries.terms(kind), label=label, to_field_name="code", required=False,
            widget=forms.CheckboxSelectMultiple, **kwargs,
        )  # fmt: skip


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput)


def text(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **kwargs)


class Line(Form):
    """One line of a list; a line without anything typed is none."""

    wide: ClassVar[str] = ""
    """The field that takes the room the others leave."""

    def __init__(self, written: Written, prefix: str, *, checked: bool) -> None:
        data = {name: value for name, value in written.items() if name.startswith(f"{prefix}-")}
        bare = {name.removeprefix(f"{prefix}-"): value for name, value in data.items()}
        self.typed = any(value for value in bare.values())
        super().__init__(data if checked and self.typed else None, prefix=prefix, initial=bare)
        del self.fields["edition"]

    def value(self) -> Any:
        """What the line says, None where it is empty or wrong."""
        return self.cleaned_data if self.is_bound and self.is_valid() else None


class Step(Form):
    """One page of a new project, made from what was typed so far."""

    code: ClassVar[str]
    title: ClassVar[Text]
    groups: ClassVar[tuple[tuple[Text, tuple[str, ...]], ...]]
    """Heading → the fields, and the lists, that stand below it."""
    lists: ClassVar[Mapping[str, type[Line]]] = {}
    do_not_call_in_templates: ClassVar[bool] = True

    def __init__(self, written: Written, person: Person, *, checked: bool, more: str = "") -> None:
        data = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in written.items()})
        super().__init__(data if checked else None, initial=dict(written))
        self.offer(person)
        self.lines = {
            name: lines(kind, name, written, checked=checked, spare=SPARE * 3 if name == more else SPARE)
            for name, kind in self.lists.items()
        }
        self.places: dict[str, tuple[Form, str]] = {}

    def offer(self, person: Person) -> None:
        """Give the choices their rows, and take away what this person does not decide."""

    def parts(self) -> list[tuple[Text, list[Any], list[tuple[str, list[Line]]]]]:
        """Heading, fields and lists of each group, for the page."""
        found: list[tuple[Text, list[Any], list[tuple[str, list[Line]]]]] = []
        for heading, names in self.groups:
            fields = [self[name] for name in names if name in self.fields]
            found.append((heading, fields, [(name, self.lines[name]) for name in names if name in self.lines]))
        return [group for group in found if group[1] or group[2]]

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the step says, as actions take it; what cannot be read is left out and stands as an error."""
        self.is_valid()
        return self.read() if self.is_bound else {}

    def read(self) -> dict[str, Any]:
        named = {name: value for name, value in self.cleaned_data.items() if name != "edition" and value}
        return {name: list(value) if isinstance(value, QuerySet) else value for name, value in named.items()}

    @property
    def headings(self) -> dict[str, Text]:
        """What each list is called."""
        return {name: heading for heading, names in self.groups for name in names if name in self.lists}

    def told(self, name: str) -> list[Any]:
        """The values of a list's lines that say something; each is found again by its place in the list."""
        found: list[Any] = []
        for line in self.lines[name]:
            if (value := line.value()) is not None:
                for field in line.fields:
                    self.places[f"{name}.{len(found)}.{field}"] = line, field
                found.append(value)
        return found

    def place(self, field: str) -> tuple[Form, str] | None:
        """Where an error with this field of a problem belongs in this step; None for another step's."""
        return (self, field) if field in self.fields else self.places.get(field)

    @property
    def forms(self) -> list[Form]:
        return [self, *(line for some in self.lines.values() for line in some)]

    @property
    def faults(self) -> list[tuple[Form, str, str]]:
        """Form, field ("" for none) and sentence of every error of the step and its lines."""
        return [
            (form, "" if name == "__all__" else name, str(sentence))
            for form in self.forms
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]

    @classmethod
    def written(cls, post: MultiValueDict[str, str]) -> dict[str, str | list[str]]:
        """What was typed into this step's fields, of all that was sent."""
        found: dict[str, str | list[str]] = {}
        for name, field in cls.base_fields.items():
            if isinstance(field, Terms):
                found[name] = post.getlist(name)[:MOST_LINES]
            elif name != "edition":
                found[name] = post.get(name, "")
        for name, kind in cls.lists.items():
            for number in range(MOST_LINES):
                for part in kind.base_fields:
                    if part != "edition" and f"{name}-{number}-{part}" in post:
                        found[f"{name}-{number}-{part}"] = str(post[f"{name}-{number}-{part}"])
        return found


def lines(kind: Callable[..., Line], name: str, written: Written, *, checked: bool, spare: int) -> list[Line]:
    """The lines of a list up to the last with something typed, and some empty ones."""
    used = [number for number in range(MOST_LINES) if any(
        written.get(key) for key in written if key.startswith(f"{name}-{number}-")
    )]  # fmt: skip
    count = min(MOST_LINES, (used[-1] + 1 if used else 0) + spare)
    return [kind(written, f"{name}-{number}", checked=checked) for number in range(count)]
