from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from keyworks.accounts.models import Person, Unit
from keyworks.base.scopes import scope, scopes
from keyworks.projects.files.sheet.columns import Entry, Lists
from keyworks.projects.models import Project, Term, Upload
from keyworks.projects.models.words import CUTS_SAID, LIST_CLASSES, SECRECY, STAGES, VARIANTS, YEAR_TAGS
from keyworks.projects.rules.checks import SECRET

CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "variant": VARIANTS, "stage": STAGES, "list_class": LIST_CLASSES, "year_tag": YEAR_TAGS, "secrecy": SECRECY,
    "cut": CUTS_SAID,
}  # fmt: skip
SECRETS = ("涉密", "秘密", "机密", "绝密")
"""What a sheet may call a secret project by, so that it is refused as one."""
KIND = Unit.Kind


@scopes(Upload)
def _uploads(person: Person, uploads: QuerySet[Upload]) -> QuerySet[Upload]:
    return uploads.filter(person=person)


def uploads(person: Person) -> QuerySet[Upload]:
    """The sheets a person gave, the newest first, without their content."""
    return scope(person, Upload.objects.all()).defer("content").order_by("-at", "-pk")


def code_lists(person: Person) -> Lists:
    """Every list that a sheet's cells are chosen from, in both languages; units and people as far as they are seen."""
    found: dict[str, list[Entry]] = {kind: [] for kind in Term.Kind.values}
    for term in Term.objects.all():
        found[term.kind].append(Entry(term.code, term.name_zh, term.name_en, term.closed_on is not None))
    found |= {name: _choice(words) for name, words in CHOICES.items()}
    found["secrecy"] += [Entry(SECRET, word, SECRET, closed=True) for word in SECRETS]
    known = Unit.objects.filter(kind__in=(KIND.CITY, KIND.DEPARTMENT, KIND.DISTRICT)).order_by("path")
    responsible = list(known)
    found["responsible"] = _units(responsible)
    found["district"] = _units(one for one in responsible if one.kind == KIND.DISTRICT)
    found["department"] = _units(one for one in responsible if one.kind == KIND.DEPARTMENT)
    found["owner"] = _units(scope(person, Unit.objects.filter(kind=KIND.OWNER)).order_by("path"))
    people = scope(person, Person.objects.filter(is_active=True)).order_by("username")
    found["person"] = [Entry(one.username, one.name, one.name_en) for one in people]
    return found


def _units(units: Iterable[Unit]) -> list[Entry]:
    return [Entry(one.code, one.name_zh, one.name_en, one.closed_on is not None) for one in units]


def _choice(words: Mapping[Any, Any]) -> list[Entry]:
    told = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told[language] = [str(word) for word in words.values()]
    return [Entry(str(code), zh, en) for code, zh, en in zip(words, told["zh-hans"], told["en"], strict=True)]


def registered_names(person: Person) -> list[tuple[tuple[str, str], str]]:
    """The names of all projects a person sees, each with the number and name it stands for."""
    rows = scope(person, Project.objects.all()).order_by("pk").values_list("local_number", "name_zh", "name_en")
    return [((number, zh), name) for number, zh, en in rows for name in (zh, en) if name]
