from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from keyworks.matters.models import Matter


def raised_at(moments: Iterable[datetime]) -> dict[datetime, Matter]:
    """Moment → the matter that was raised at it, for whoever raised several and knows when."""
    rows = Matter.objects.filter(created_at__in=set(moments)).select_related("lead", "desk")
    return {one.created_at: one for one in rows}
