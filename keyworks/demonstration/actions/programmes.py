"""The demonstration's programmes: opened in January, their projects taken in, their stories told on their days."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from keyworks.accounts.queries import unit_coded
from keyworks.demonstration.portfolio import papers
from keyworks.demonstration.portfolio.listed import Listed
from keyworks.demonstration.portfolio.programmes import GATHERED, OF_BINHAI, OPENED_ON, TALES, Gathered, Tale
from keyworks.demonstration.portfolio.terms import PROGRAMMES
from keyworks.dossier import actions as dossier
from keyworks.projects import actions as projects
from keyworks.projects.queries.programmes import by_code
from keyworks.values.refusals import Refused

OFFICE = "office-1"


class Programmes:
    """What the office does with its programmes on a day; where a visitor has done otherwise it leaves it."""

    def __init__(self, listed: Sequence[Listed], made: Mapping[str, Any], people: Mapping[str, Any], at: Any) -> None:
        self.listed, self.projects, self.people, self.at = listed, made, people, at

    def day(self, day: date) -> None:
        told: dict[str, Any] = {"by": self.people[OFFICE], "at": self.at(day, 16)}
        try:
            if day == OPENED_ON:
                self.name_office(**told)
                for one in GATHERED:
                    self.gather(one, **told)
            for tale in TALES:
                if tale.on == day:
                    self.tell(tale, **told)
        except Refused:
            return

    def name_office(self, *, by: Any, at: datetime) -> None:
        """Who is in charge of the ten programmes of Binhai."""
        office = unit_coded(OF_BINHAI)
        for one in PROGRAMMES:
            programme = by_code(one.code)
            if programme is not None and programme.unit is None:
                projects.edit_programme(programme=programme, values={"unit": office}, over=None, by=by, at=at)

    def gather(self, one: Gathered, *, by: Any, at: datetime) -> None:
        values = {
            "name_zh": one.zh, "name_en": one.en, "leader": self.people[one.leader], "aim_zh": one.aim_zh,
            "aim_en": one.aim_en, "unit": unit_coded(one.unit), "opened_on": OPENED_ON,
        }  # fmt: skip
        programme = projects.open_programme(code=one.code, values=values, by=by, at=at)
        chosen = {project.key for project in self.listed if set(project.chains) & set(one.chains)} | {*one.keys}
        keys = [self.projects[key].pk for key in sorted(chosen) if key in self.projects]
        projects.take_into(programme=programme, projects=keys, by=by, at=at, reason=one.why)

    def tell(self, tale: Tale, *, by: Any, at: datetime) -> None:
        programme = by_code(tale.programme)
        if programme is None:
            return
        picture = self.picture(tale, by, at) if tale.picture in self.projects else None
        projects.tell(
            programme=programme, on=tale.on, text_zh=tale.zh, text_en=tale.en, picture=picture, by=by, at=at
        )  # fmt: skip

    def picture(self, tale: Tale, by: Any, at: datetime) -> Any:
        """A drawn picture of the site, hung on the project."""
        content = papers.photo(f"{tale.programme} {tale.on}")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "shown"
            path.write_bytes(content)
            name = f"现场照片{tale.on:%m%d}.jpg"
            part = dossier.Part(path, name, hashlib.sha256(content).hexdigest(), len(content))
            return dossier.attach(subject=self.projects[tale.picture], part=part, by=by, at=at)
