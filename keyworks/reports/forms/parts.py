"""The parts of the works on the form: how far each is, prefilled with what was told last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from keyworks.reports.actions import Works
from keyworks.reports.queries import Part
from keyworks.reports.rules.parts import ALONG_A_LINE, Milestone, Reach

HUNDRED = Decimal(100)
MARKED = re.compile(r"[A-Za-z]{0,3}(\d{1,5})\+(\d{1,3}(?:\.\d)?)", re.ASCII)


class Chainage(forms.DecimalField):
    """Metres from the beginning of a line, plain or as on the site: K12+300."""

    def __init__(self, **words: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": "K0+000"}
        super().__init__(
            required=False, min_value=0, max_digits=10, decimal_places=1, widget=forms.TextInput(attrs=attrs), **words
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django's does
        found = MARKED.fullmatch(str(value or "").replace(" ", "").replace("＋", "+"))
        return super().to_python(Decimal(found[1]) * 1000 + Decimal(found[2]) if found else value)

    def prepare_value(self, value: Any) -> Any:
        return marked(value) if isinstance(value, Decimal) else value


def marked(metres: Decimal | None) -> str:
    """As engineers write it."""
    if metres is None:
        return ""
    rest = f"{metres % 1000:05.1f}"
    return f"K{int(metres // 1000)}+{rest.removesuffix('.0')}"


def per_cent(progress: int | None) -> str | None:
    """As it is typed: 60, 12.5."""
    return None if progress is None else f"{progress / 100:g}"


def fields(parts: Sequence[Part]) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for part in parts:
        name, now = str(part.component), part.now
        found[f"part_{part.component.pk}"] = forms.DecimalField(
            label=_("Progress of %(name)s (%%)") % {"name": name}, required=False, min_value=0, max_value=100,
            decimal_places=2, initial=per_cent(now.progress),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )  # fmt: skip
        if part.component.kind.code in ALONG_A_LINE:
            label = _("%(name)s: done from") % {"name": name}
            found[f"from_{part.component.pk}"] = Chainage(label=label, initial=now.from_m)
            found[f"to_{part.component.pk}"] = Chainage(label=_("%(name)s: done to") % {"name": name}, initial=now.to_m)
    return found


def works(parts: Sequence[Part], sent: Mapping[str, Any], reached: Sequence[Milestone]) -> Works:
    """What was sent of the parts; a part whose fields did not come is not spoken of."""
    return Works({one.component.pk: _reach(one.component.pk, sent) for one in parts}, reached)


def _reach(pk: int, sent: Mapping[str, Any]) -> Reach:
    progress = sent.get(f"part_{pk}")
    share = None if progress is None else int(progress * HUNDRED)
    return Reach(share, sent.get(f"from_{pk}"), sent.get(f"to_{pk}"))
