from __future__ import annotations

from keyworks.base.api import Router

router = Router()
