from __future__ import annotations

from keyworks.values.refusals import Refused, Stale


class PostRefused(Refused):
    """This room's no."""


class PostStale(PostRefused, Stale):
    """Somebody else saved it first."""
