from __future__ import annotations

from typing import Any

from django.db import transaction

from keyworks.projects.models import Guard, Term, Transition
from keyworks.projects.rules import guards
from keyworks.projects.rules.standard import MONEY_MEASURE, TERMS
from keyworks.values.currencies import TABLE


@transaction.atomic
def lay(**_: Any) -> None:
    """Give an installation without code lists or steps the standard ones. From then on they are the city's."""
    if not Term.objects.exists():
        Term.objects.bulk_create(
            Term(kind=kind, code=entry.code, name_zh=entry.zh, name_en=entry.en, order=order)
            for kind, entries in TERMS.items()
            for order, entry in enumerate(entries, 1)
        )
    if not Transition.objects.exists():
        _lay_steps()


def count_in_currency(instance: Any, *, created: bool, **_: Any) -> None:
    """The standard lists are laid before anybody says in what the city counts: its founding words their measure."""
    if created:
        counted = TABLE[instance.currency]
        names = {"name_zh": f"亿{counted.zh}", "name_en": f"100 m {counted.en}"}
        Term.objects.filter(kind=Term.Kind.MEASURE, code=MONEY_MEASURE, edition=1).update(**names)


def _lay_steps() -> None:
    steps = [
        (
            Transition(
                variant=variant, source=step.source, target=step.target, way=step.way, roles=step.roles,
                basis=step.basis, order=order,
            ),
            step,
        )
        for variant, laid in guards.STEPS.items()
        for order, step in enumerate(laid, 1)
    ]  # fmt: skip
    made = Transition.objects.bulk_create([transition for transition, _ in steps])
    Guard.objects.bulk_create(
        Guard(
            transition=transition, code=ask.code, evidence=ask.guard.evidence, name_zh=ask.guard.zh,
            name_en=ask.guard.en, required=ask.guard.required, one_of=ask.one_of, params=dict(ask.guard.params),
            order=order,
        )
        for transition, (_, step) in zip(made, steps, strict=True)
        for order, ask in enumerate(guards.asks(step), 1)
    )  # fmt: skip
