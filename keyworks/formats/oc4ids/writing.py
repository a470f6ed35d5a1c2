"""A package as JSON: what is not said is left out, and the same values make the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from keyworks.formats.oc4ids.codes import faults
from keyworks.formats.oc4ids.values import (
    Amount,
    Completion,
    Identifier,
    Metric,
    Milestone,
    Observation,
    Package,
    Party,
    Period,
    Place,
    Project,
)


class NotSound(ValueError):
    """A package that the standard would not have: what is wrong with it, line by line."""


def write(package: Package) -> bytes:
    """The package as UTF-8, a project a line so that two editions are compared by their lines."""
    if wrong := faults(package):
        raise NotSound("\n".join(wrong))
    told = document(package)
    projects = told.pop("projects")
    head = json.dumps(told, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in projects)
    return f'{head}, "projects": [\n{lines}\n]}}\n'.encode()


def document(package: Package) -> dict[str, Any]:
    """The package as the standard lays it out."""
    by = package.publisher
    return _said({
        "uri": package.uri, "publishedDate": _moment(package.published_at), "version": package.version,
        "publisher": _said({"name": by.name, "scheme": by.scheme, "uid": by.uid, "uri": by.uri}),
        "license": package.license, "publicationPolicy": package.policy,
        "projects": [project(one) for one in package.projects],
    })  # fmt: skip


def project(one: Project) -> dict[str, Any]:
    parties = {each.id: each for each in one.parties}
    authority = parties.get(one.authority)
    return _said({
        "id": one.id, "updated": _moment(one.updated), "language": one.language,
        "identifiers": [_identifier(each) for each in one.identifiers],
        "publicAuthority": authority and _said({"id": authority.id, "name": authority.name}),
        "title": one.title, "description": one.description, "status": one.status, "type": one.type,
        "sector": list(one.sectors), "purpose": one.purpose,
        "additionalClassifications": [
            _said({"scheme": each.scheme, "id": each.id, "description": each.description})
            for each in one.classifications
        ],
        "period": _period(one.period), "preparationPeriod": _period(one.preparation),
        "implementationPeriod": _period(one.implementation), "locations": [_place(each) for each in one.locations],
        "budget": _budget(one), "forecasts": [_metric(each) for each in one.forecasts],
        "metrics": [_metric(each) for each in one.metrics],
        "milestones": [_milestone(each) for each in one.milestones],
        "parties": [_party(each) for each in one.parties],
        "relatedProjects": [
            _said({
                "id": each.id, "scheme": "oc4ids", "identifier": each.identifier, "relationship": each.relationship,
                "title": each.title,
            })
            for each in one.related
        ],
        "completion": _completion(one.completion),
    })  # fmt: skip


def _said(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not said: the standard has no empty text, list or object. A number 0 is said."""
    return {name: value for name, value in found.items() if value is not None and value not in ("", [], {}, ())}


def _day(day: date | None) -> str:
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _amount(one: Amount | None) -> dict[str, Any] | None:
    return None if one is None else {"amount": _number(one.amount), "currency": one.currency}


def _period(one: Period | None) -> dict[str, Any]:
    return _said({"startDate": _day(one.start), "endDate": _day(one.end)}) if one else {}


def _identifier(one: Identifier | None) -> dict[str, Any]:
    return _said({"id": one.id, "scheme": one.scheme}) if one else {}


def _place(one: Place) -> dict[str, Any]:
    address = _said({"streetAddress": one.street, "region": one.region})
    return _said({"id": one.id, "description": one.description, "geometry": one.geometry, "address": address})


def _budget(one: Project) -> dict[str, Any]:
    breakdowns = [
        _said({
            "id": each.id, "description": each.description,
            "budgetBreakdown": [
                _said({
                    "id": line.id, "description": line.description, "amount": _amount(line.amount),
                    "period": _period(line.period),
                })
                for line in each.lines
            ],
        })
        for each in one.breakdowns
    ]  # fmt: skip
    return _said({"amount": _amount(one.budget), "budgetBreakdowns": breakdowns})


def _observation(one: Observation) -> dict[str, Any]:
    return _said({
        "id": one.id, "period": _period(one.period), "value": _amount(one.value),
        "measure": None if one.measure is None else _number(one.measure),
        "unit": _said({"name": one.unit}), "notes": one.notes,
    })  # fmt: skip


def _metric(one: Metric) -> dict[str, Any]:
    return _said(
        {"id": one.id, "title": one.title, "observations": [_observation(each) for each in one.observations]}
    )  # fmt: skip


def _milestone(one: Milestone) -> dict[str, Any]:
    return _said({
        "id": one.id, "title": one.title, "type": one.type, "dueDate": _day(one.due), "dateMet": _day(one.met),
        "status": one.status,
    })  # fmt: skip


def _party(one: Party) -> dict[str, Any]:
    return _said(
        {"id": one.id, "name": one.name, "roles": list(one.roles), "identifier": _identifier(one.identifier)}
    )  # fmt: skip


def _completion(one: Completion | None) -> dict[str, Any]:
    return _said({"endDate": _day(one.end), "finalValue": _amount(one.final_value)}) if one else {}
