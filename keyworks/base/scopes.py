"""Which rows a person may see: one rule per model, and no rule means no rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404

from keyworks.base.manifest import rooms

M = TypeVar("M", bound=Model)
Rule = Callable[[Any, QuerySet[Any]], QuerySet[Any]]

_rules: dict[type[Model], Rule] = {}


def scopes(model: type[Model]) -> Callable[[Rule], Rule]:
    """Register the one rule by which rows of `model` are visible to a person."""

    def keep(rule: Rule) -> Rule:
        _rules[model] = rule
        return rule

    return keep


def scope(person: Any, queryset: QuerySet[M]) -> QuerySet[M]:
    """The rows of `queryset` this person may see; none for a visitor or a model without a rule."""
    rule = _rules.get(queryset.model)
    if rule is None or not person.is_authenticated:
        return queryset.none()
    return rule(person, queryset)


def has_rule(model: type[Model]) -> bool:
    return model in _rules


def subject_model(kind: str) -> type[Model]:
    """The model behind a subject's kind; 404 for a kind no room has."""
    for room in rooms():
        if kind in room.subjects:
            return apps.get_model(room.label, room.subjects[kind])
    raise Http404(kind)


@cache
def subject_kind(model: type[Model]) -> str:
    """The kind under which a model stands in addresses and in the record."""
    for room in rooms():
        for kind, name in room.subjects.items():
            if apps.get_model(room.label, name) is model:
                return kind
    raise LookupError(model)


def subject(person: Any, kind: str, pk: int | str) -> Model:
    """The record of this kind and key if this person may see it, else 404: absent and hidden look alike."""
    model = subject_model(kind)
    try:
        found = scope(person, model._default_manager.all()).filter(pk=pk).first()
    except (ValueError, OverflowError):
        found = None  # no key of this kind looks like that
    if found is None:
        raise Http404(f"{kind} {pk}")
    return found
