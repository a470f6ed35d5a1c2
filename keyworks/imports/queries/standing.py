"""What stands on an import, so that it cannot be taken back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from keyworks.imports.models import Import, SourceKey
from keyworks.projects.queries.intakes import depending as on_intake

MOST = 1000


def depending(found: Import) -> list[tuple[str, str, str]]:
    """What stands on it: in words, the project, and its address."""
    assert found.intake is not None
    told = on_intake(found.intake)
    later = (
        SourceKey.objects.filter(project__intake=found.intake)
        .exclude(intake=found.intake)
        .select_related("project")
        .order_by("pk")
    )
    return told + [
        (_("named by a later list"), str(one.project), reverse("projects:project", args=[one.project_id]))
        for one in later[:MOST]
    ]
