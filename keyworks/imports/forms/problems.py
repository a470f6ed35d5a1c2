from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from keyworks.base.manifest import sentence
from keyworks.imports.files.judged import Found
from keyworks.imports.rules.targets import target


@dataclass(frozen=True)
class Told:
    """A problem as it is told: where it stands, what is wrong, what was expected there and what was found."""

    problem: Found
    file: str
    sentence: str
    expected: str
    got: str
    url: str = ""

    @property
    def hinders(self) -> bool:
        return self.problem.severity == "error"


def told(one: Found, names: Sequence[str], pk: int) -> Told:
    file = names[one.file] if 0 <= one.file < len(names) else ""
    url = ""
    if one.cell and pk:
        query = urlencode({"file": str(one.file), "sheet": one.sheet, "cell": one.cell})
        url = f"{reverse('imports:cell', args=[pk])}?{query}"
    return Told(one, file, sentence(one.code, one.params), expected(one.field), one.got, url)


def expected(field: str) -> str:
    """What the cell of a fact should say."""
    found = target(field)
    if found is None:
        found = target("parts.total") if field.startswith(("parts.", "amounts.")) else None
    words = {
        "money": _("an amount, such as 1,250.5"), "day": _("a day, such as 2024-06-30"),
        "term": _("an entry of the list"),
        "terms": _("entries of the list"), "choice": _("an entry of the list"), "unit": _("a unit of the city"),
        "person": _("a user name"), "whole": _("a year"), "degrees": _("degrees, such as 117.2"), "text": _("a text"),
        "long": _("a text"),
    }  # fmt: skip
    return words.get(found.kind, "") if found else ""
