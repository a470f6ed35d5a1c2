from __future__ import annotations

from typing import Any

from django.db import transaction

from keyworks.projects.models import Guard, Term, Transition
from keyworks.projects.rules import guards
from keyworks.projects.rules.standard import TERMS


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
