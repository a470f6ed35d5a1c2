from __future__ import annotations

from typing import Any

from django.db import transaction

from keyworks.projects.models import Term
from keyworks.projects.rules.standard import TERMS


@transaction.atomic
def lay(**_: Any) -> None:
    """Give an installation without code lists the standard ones. From then on they are the city's."""
    if not Term.objects.exists():
        Term.objects.bulk_create(
            Term(kind=kind, code=entry.code, name_zh=entry.zh, name_en=entry.en, order=order)
            for kind, entries in TERMS.items()
            for order, entry in enumerate(entries, 1)
        )
