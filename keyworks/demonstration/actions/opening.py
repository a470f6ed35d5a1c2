"""The demonstration's open data: which fields go out, which projects, and an edition signed off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from keyworks.publishing import actions
from keyworks.publishing.queries import opened as queries
from keyworks.publishing.rules.opening import Field, Mode, Standing
from keyworks.values.refusals import Refused

SIGNED_ON = (date(2022, 2, 18), date(2022, 3, 21), date(2022, 7, 21), date(2022, 12, 21))
"""After a month was closed."""
OFFICE = "office-1"
SIGNED_ALONE = frozenset({Field.PARTIES, Field.OWNER})
"""Of enterprises only where somebody looked at the project by itself."""
HELD = ("bohua", "环保搬迁，企业信息待核实。")


class OpenData:
    """What the office lets out on its days; where a visitor has done otherwise it leaves it."""

    def __init__(self, projects: Mapping[str, Any], people: Mapping[str, Any], at: Any) -> None:
        self.projects, self.people, self.at = projects, people, at

    def day(self, day: date) -> None:
        if day not in SIGNED_ON:
            return
        told: dict[str, Any] = {"by": self.people[OFFICE], "at": self.at(day, 15)}
        try:
            if day == SIGNED_ON[0]:
                self.begin(**told)
            self.sign(**told)
        except Refused:
            return

    def begin(self, *, by: Any, at: datetime) -> None:
        """The rules, and every project of the list opened but one."""
        for field in Field:
            mode = Mode.SIGNED if field in SIGNED_ALONE else Mode.ALWAYS
            actions.set_rule(field=field, mode=mode, since=None, over=0, by=by, at=at)
        keys = {key: one.pk for key, one in self.projects.items() if one.secrecy == "open"}
        name, why = HELD
        if name in keys:
            actions.set_standing(keys=[keys.pop(name)], standing=Standing.HELD, reason=why, by=by, at=at)
        if "toyota" in keys:
            actions.set_standing(keys=[keys.pop("toyota")], standing=Standing.SIGNED, by=by, at=at)
        actions.set_standing(keys=list(keys.values()), standing=Standing.OPEN, by=by, at=at)

    def sign(self, *, by: Any, at: datetime) -> None:
        """What the preview shows is signed; what it finds is held back first, as the office would."""
        seen = queries.preview(by, at)
        if seen.findings:
            numbers = {one.number for one in seen.findings}
            keys = [one.pk for one in self.projects.values() if one.local_number in numbers]
            actions.set_standing(keys=keys, standing=Standing.HELD, reason="文字待核实。", by=by, at=at)
            seen = queries.preview(by, at)
        actions.sign(digest=seen.digest, licence="cc-by-4.0", by=by, at=at)
