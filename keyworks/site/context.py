"""What every page's shell needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from keyworks import __version__
from keyworks.accounts.queries import installation
from keyworks.base import reader
from keyworks.base.manifest import menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """Reader, installation and navigation, each read only where the template asks."""
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "reader": reader.current(),
        "version": __version__,
        "installation": installation,
        "navigation": menu(person) if signed_in else [],
    }
