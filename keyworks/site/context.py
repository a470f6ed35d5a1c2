"""What every page's shell needs, each thing read only where the template asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from keyworks import __version__
from keyworks.accounts.queries import for_whom, installation, moment
from keyworks.base import reader
from keyworks.base.manifest import menu
from keyworks.base.shown import DIGITS, unit_of_money
from keyworks.desk.rules.help import beside
from keyworks.dossier.queries import preferred


@dataclass(frozen=True)
class Line:
    """A line of the navigation."""

    label: str
    icon: str
    address: str
    here: bool
    waiting: int = 0


@dataclass(frozen=True)
class Choice:
    """One of the reader's choices: (value, words, chosen) each."""

    name: str
    label: str
    values: list[tuple[str, str, bool]]


class Shell:
    """The frame of one page."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def person(self) -> Any:
        person = getattr(self.request, "user", None)
        return person if person is not None and person.is_authenticated else None

    @cached_property
    def installation(self) -> Any:
        return installation()

    @property
    def demonstration(self) -> bool:
        return self.installation is not None and self.installation.kind == "demonstration"

    @cached_property
    def navigation(self) -> list[Line]:
        if self.person is None:
            return []
        found = []
        begun = preferred(self.person)
        shown = [(item, address(item.url_name)) for item in menu(self.person)]
        path = self.request.path
        under = [one for _item, one in shown if one and (path == one or (one != "/" and path.startswith(one)))]
        for item, there in shown:
            if there:
                waiting = import_string(item.waiting)(self.person) if item.waiting else 0
                here = there == max(under, key=len, default="")
                begins = begun[there].get_absolute_url() if there in begun else there
                found.append(Line(str(item.label), item.icon, begins, here, waiting))
        return found

    @property
    def stands_in_for(self) -> list[str]:
        return sorted({for_whom(seat) for seat in self.person.standing.seats if seat.behalf}) if self.person else []

    @property
    def switch_role(self) -> str:
        return address("demonstration:roles") if self.demonstration else ""

    @property
    def move_day(self) -> str:
        return address("demonstration:day") if self.demonstration and self.person else ""

    @property
    def help(self) -> str:
        """The page of the guide about this screen, for whoever is signed in."""
        match = self.request.resolver_match
        page = beside(match.view_name) if match and self.person else ""
        return address("desk:help_page", page) if page else ""


def address(name: str, *args: str) -> str:
    """The address of a view, "" where no room has it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def display(now: reader.Reader) -> list[Choice]:
    """What the reader may choose of how things are shown."""
    words = {
        "theme": (_("Theme"), {"auto": _("as the device"), "light": _("light"), "dark": _("dark")}),
        "money": (_("Unit of money"), {unit: unit_of_money(unit) for unit in DIGITS}),
        "rows": (_("Row height"), {"36": _("usual"), "28": _("compact")}),
    }
    return [
        Choice(name, label, [(value, text, getattr(now, name) == value) for value, text in texts.items()])
        for name, (label, texts) in words.items()
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The names the base template uses; what touches the database waits until it is asked for."""
    frame = Shell(request)
    now = reader.current()
    return {
        "reader": now,
        "version": __version__,
        "installation": lambda: frame.installation,
        "installation_name": lambda: str(frame.installation or ""),
        "demonstration": lambda: frame.demonstration,
        "signed_in": SimpleLazyObject(lambda: frame.person is not None),
        "navigation": lambda: frame.navigation,
        "stands_in_for": lambda: frame.stands_in_for,
        "switch_role": lambda: frame.switch_role,
        "move_day": lambda: frame.move_day,
        "display": lambda: display(now),
        "known_at": moment,
        "plays_on": lambda: frame.installation.plays_on if frame.installation else None,
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "reader_address": address("accounts:reader") or "/reader/",
        "sign_out": address("accounts:sign_out") or "/sign-out/",
        "my_page": address("accounts:me"),
        "help": lambda: frame.help,
        "search": lambda: address("desk:search") if frame.person else "",
        "search_quick": address("desk:search_quick"),
        "specimen": lambda: address("desk:specimen") if frame.person else "",
    }
