"""What each room tells the house of itself, in its apps.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig, apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from keyworks.base import shown

Text = str | Promise


@dataclass(frozen=True)
class MenuItem:
    """A line of the navigation, shown to whoever holds `right` ("" for anyone signed in)."""

    label: Text
    url_name: str
    icon: str
    right: str = ""
    order: int = 100
    waiting: str = ""
    """Dotted path of a function from a person to how many things wait there."""


@dataclass(frozen=True)
class Panel:
    """A part of another room's page, fetched by its address `url_name(kind, pk)` and not imported."""

    label: Text
    url_name: str
    subjects: tuple[str, ...] = ("*",)
    right: str = ""
    order: int = 100


@dataclass(frozen=True)
class Findable:
    """What the search over everything finds of one kind, and what it says of it."""

    model: str
    """Name of the room's model; it has a rule of scope and an address."""
    label: Text
    names: tuple[str, ...]
    """Its fields with texts by which people look for it."""
    codes: tuple[str, ...] = ()
    """Its fields with numbers and codes: one that is typed whole comes first."""
    right: str = ""
    note: tuple[str, ...] | str = ()
    """What is said beside it: attributes of a row, or the dotted path of `notes(rows)`, which gives each its words."""
    joined: tuple[str, ...] = ()
    """Rows of others that are read along, for the note."""
    gone: Mapping[str, object] = field(default_factory=dict)
    """Where these fields stand so, it is not found."""
    on: tuple[str, str] = ("", "")
    """What it hangs on: its kind, or `*` where the field subject_kind says it, and the field with the key. When the
    record tells of that, it is read again."""
    listed: str = ""
    """Name of the address of a list that takes the words as `q`."""
    order: int = 100


class Room(AppConfig):
    """A room's manifest. Everything has a default: a room says only what it has."""

    default_auto_field = "django.db.models.BigAutoField"
    default = False

    prefix: ClassVar[str | None] = None
    """The address under which the room's urls.py is mounted; None for a room without pages."""
    api: ClassVar[Mapping[str, str]] = {}
    """Path under /api/v1 → dotted path of a ninja Router."""
    menu: ClassVar[Sequence[MenuItem]] = ()
    panels: ClassVar[Sequence[Panel]] = ()
    rights: ClassVar[Mapping[str, str]] = {}
    """Right → the roles that have it, separated by blanks. What is not named here nobody may do."""
    subjects: ClassVar[Mapping[str, str]] = {}
    """Kind in addresses and in the record → model name of this room."""
    dossiers: ClassVar[Sequence[str]] = ()
    """Kinds of subjects on which people hang comments and files: none that everybody sees, whatever the walls."""
    contents: ClassVar[str] = ""
    """Dotted path of a function from the SHA-256 of a stored file to whether a row of this room names it: such a file
    is never swept away."""
    jobs: ClassVar[Mapping[str, str | tuple[str, str]]] = {}
    """Kind of background work → dotted path of the function that does it; with a right, whoever has it may start it."""
    calendar: ClassVar[Mapping[str, str]] = {}
    """Kind of background work → when it begins by the city's clocks: "07:00" every day, "10 07:00" on the tenth of
    every month (28 at most), ":20" every hour."""
    beforehand: ClassVar[str] = ""
    """Dotted path of a function that reckons what the room's pages keep in the process, as their first readers will
    ask for it. It is called when a server starts and every minute after, so it has to cost little where nothing is new.
    """
    news: ClassVar[str] = ""
    """Dotted path of `news(person, since)`: what the person's digest says of this room since a moment, as parts of a
    heading and lines of (text, address in the site)."""
    dates: ClassVar[str] = ""
    """Dotted path of `dates(person)`: what this room puts into the person's calendar, as `formats.ical.Entry`s, of
    nothing but what the person may see now. It is asked in the person's language, outside any page."""
    events: ClassVar[Mapping[str, Text]] = {}
    """Event of which other programs can be told (`post.actions.announce`) → its words."""
    sentences: ClassVar[Mapping[str, Text]] = {}
    """Code of a problem or refusal → its sentence with %(params)s."""
    verbs: ClassVar[Mapping[str, Text]] = {}
    """Verb in the record → its words."""
    words: ClassVar[Mapping[str, Text]] = {}
    """Kind of a subject, or a field's name in before and after → its words."""
    names: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Kind of a subject → its fields with names, in either language, by which it can be found."""
    findable: ClassVar[Mapping[str, Findable]] = {}
    """Kind → how the search over everything finds it; mostly a kind of subject."""
    codes: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Field's name in before and after that holds a code → the kind of subject meant, its field with the code, and,
    where the code alone is not enough, another field and what stands in it."""

    says: ClassVar[Mapping[str, str]] = {}
    """Kind of a subject → dotted path of `say(person, [(field, before, after)])`, which words each as its reader would:
    (label, before, after); without one the fields are worded by `words` and `codes`."""

    def ready(self) -> None:
        """Loads the room's queries, where its rules of scope are registered."""
        if module_has_submodule(self.module, "queries"):
            import_module(f"{self.name}.queries")

    @property
    def room(self) -> str:
        return self.name.rpartition(".")[2]


def rooms() -> Iterator[Room]:
    """All rooms of the house, in the order of INSTALLED_APPS."""
    return (config for config in apps.get_app_configs() if isinstance(config, Room))


def rights() -> dict[str, frozenset[str]]:
    """Right → the codes of the roles that hold it, over all rooms."""
    return {right: frozenset(roles.split()) for room in rooms() for right, roles in room.rights.items()}


class Params(dict[str, object]):
    """What a sentence is filled with: what is told of the case, else the words of the house's money."""

    def __missing__(self, name: str) -> object:
        return shown.words_of_money()[name]


def sentence(code: str, params: Mapping[str, object]) -> str:
    """The reader's sentence for a problem's or refusal's code; the words of the house's money may stand in any."""
    for room in rooms():
        if code in room.sentences:
            return str(room.sentences[code]) % Params(params)
    raise KeyError(f"no room has a sentence for {code!r}")


def verb(code: str) -> str:
    """The words for a verb of the record; the bare code where a later version forgot it."""
    return next((str(room.verbs[code]) for room in rooms() if code in room.verbs), code)


def word(code: str) -> str:
    """The words for a kind of subject or a field of a before or after; the bare name where no room has any."""
    return next((str(room.words[code]) for room in rooms() if code in room.words), code.replace("_", " "))


def names() -> dict[str, tuple[str, ...]]:
    """The fields with names of every kind of subject that has some, over all rooms."""
    return {kind: fields for room in rooms() for kind, fields in room.names.items()}


def says(kind: str) -> str:
    """The function that words the changes of a subject of this kind; "" where its room has none."""
    return next((room.says[kind] for room in rooms() if kind in room.says), "")


def codes() -> dict[str, tuple[str, ...]]:
    """Which fields of a before or after hold codes, and whose, over all rooms."""
    return {name: of for room in rooms() for name, of in room.codes.items()}


def menu(person: object) -> list[MenuItem]:
    """The navigation lines this person may see, in order."""
    may = person.may  # type: ignore[attr-defined]
    items = [item for room in rooms() for item in room.menu if not item.right or may(item.right)]
    return sorted(items, key=lambda item: item.order)


def panels(person: object, kind: str) -> list[Panel]:
    """The panels that rooms above hang on a page of a subject of this kind."""
    may = person.may  # type: ignore[attr-defined]
    found = [
        panel
        for room in rooms()
        for panel in room.panels
        if (kind in panel.subjects or "*" in panel.subjects) and (not panel.right or may(panel.right))
    ]
    return sorted(found, key=lambda panel: panel.order)
