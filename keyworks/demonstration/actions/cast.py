from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from keyworks.accounts import actions as accounts
from keyworks.accounts.rules import Role
from keyworks.demonstration import city
from keyworks.demonstration.city import Named, Owner

SINCE = date(2022, 1, 1)


class Cast:
    """Units and people on their way into the tables: each unit by its code."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.units: dict[str, Any] = {}
        self.people: dict[str, Any] = {}

    def build(self) -> None:
        self.office()
        self.departments()
        self.districts()
        self.owners(city.OWNERS)
        self.contractors()
        self.standin()

    def unit(self, code: str, kind: str, zh: str, en: str, below: str | None) -> None:
        parent = self.units[below] if below else None
        self.units[code] = accounts.open_unit(
            code=code, kind=kind, name_zh=zh, name_en=en, parent=parent, by=None, at=self.at
        )

    def person(self, username: str, name: Named, post: Named, unit: str, role: Role) -> None:
        """Nobody knows their passwords: one steps in, or an administrator sets a one-time password."""
        self.people[username] = accounts.appoint(
            username=username,
            name=name.zh,
            name_en=name.en,
            post=post.zh,
            post_en=post.en,
            unit=self.units[unit],
            role=role,
            from_on=SINCE,
            by=None,
            at=self.at,
        )

    def office(self) -> None:
        code, zh, en = city.OFFICE
        self.unit(code, "city", zh, en, None)
        for number, name in enumerate(city.LEADERS, 1):
            self.person(f"leader-{number}", name, name, code, Role.LEADER)
        for number, name in enumerate(city.OFFICE_POSTS, 1):
            self.person(f"office-{number}", name, city.OFFICE_POST, code, Role.CITY)
        for number, name in enumerate(city.AUDITORS, 1):
            self.person(f"auditor-{number}", name, city.AUDITOR_POST, code, Role.AUDITOR)
        self.person("admin", city.ADMINISTRATOR, city.OFFICE_POST, code, Role.ADMINISTRATOR)

    def departments(self) -> None:
        for code, zh, en, post in city.DEPARTMENTS:
            self.unit(code, "department", zh, en, city.OFFICE[0])
            short = Named(zh.removeprefix("市"), en.removeprefix("Municipal "))
            for number, held in enumerate((post, city.LIAISON), 1):
                name = Named(f"{short.zh}{held.zh}", f"{held.en}, {short.en}")
                self.person(f"{code}-{number}", name, held, code, Role.DEPARTMENT)

    def districts(self) -> None:
        for code, zh, en in city.DISTRICTS:
            self.unit(code, "district", zh, en, city.OFFICE[0])
            for number, post in enumerate(city.DISTRICT_POSTS, 1):
                name = Named(zh + post.zh.removeprefix("区"), f"{post.en}, {en} Key Projects Office")
                held = Named(post.zh, f"{post.en}, District Key Projects Office")
                self.person(f"{code}-{number}", name, held, code, Role.DISTRICT)

    def owners(self, owners: Iterable[Owner]) -> None:
        for owner in owners:
            self.unit(owner.code, "owner", owner.zh, owner.en, owner.below)
            for number, post in enumerate((city.MANAGER, city.REPORTER)[: 1 + owner.real], 1):
                name = Named(f"{owner.zh}{post.zh}", f"{post.en}, {owner.en}")
                self.person(f"{owner.code}-{number}", name, post, owner.code, Role.UNIT)

    def contractors(self) -> None:
        for code, zh, en in city.CONTRACTORS:
            self.unit(code, "contractor", zh, en, city.OFFICE[0])
            name = Named(f"{zh}{city.SITE_MANAGER.zh}", f"{city.SITE_MANAGER.en}, {en}")
            self.person(f"{code}-1", name, city.SITE_MANAGER, code, Role.UNIT)

    def standin(self) -> None:
        """One deputy in office, so that a visitor sees what that looks like."""
        today = self.at.date()
        accounts.name_standin(
            absent=self.people["beichen-1"], deputy=self.people["beichen-2"], from_on=today,
            until_on=today + timedelta(days=14), reason="外出学习", by=None, at=self.at,
        )  # fmt: skip
