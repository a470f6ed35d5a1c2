"""The cast: one city, two districts, and the same few people in every test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

AT = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)
SINCE = date(2022, 1, 1)


@dataclass
class Cast:
    """People by what they are: `binhai` and `beichen` are districts, each with an owner below it."""

    city: object
    industry: object
    binhai: object
    beichen: object
    toyota: object
    valve: object

    clerk: object
    """project unit, FAW-Toyota in Binhai"""
    other_clerk: object
    """project unit, in Beichen"""
    district: object
    """district office, Binhai"""
    other_district: object
    """district office, Beichen"""
    engineer: object
    """department of industry"""
    office: object
    """city office"""
    mayor: object
    """leader"""
    auditor: object
    admin: object
    stranger: object
    """signs in, holds no seat"""


PASSWORD = "a long enough phrase"


@pytest.fixture(scope="session")
def kept_cast():
    from tests.kept import Kept

    return Kept(build)


@pytest.fixture
def cast(db, kept_cast) -> Cast:
    return kept_cast.get()


def build() -> Cast:
    from keyworks.accounts import actions
    from keyworks.accounts.rules import Role

    def unit(code, kind, zh, en, parent):
        return actions.open_unit(code=code, kind=kind, name_zh=zh, name_en=en, parent=parent, by=None, at=AT)

    def person(username, name, unit=None, role=None):
        found = actions.register(username=username, name=name, password=PASSWORD, by=None, at=AT)
        if unit is not None:
            actions.seat(person=found, unit=unit, role=role, from_on=SINCE, by=None, at=AT)
        return found

    actions.found(kind="real", name_zh="天津市", name_en="Tianjin", at=AT)
    city = unit("city", "city", "市重点项目办公室", "City Key Projects Office", None)
    industry = unit("industry", "department", "市工业和信息化局", "Bureau of Industry", city)
    binhai = unit("binhai", "district", "滨海新区", "Binhai New Area", city)
    beichen = unit("beichen", "district", "北辰区", "Beichen", city)
    toyota = unit("toyota", "owner", "一汽丰田汽车有限公司", "FAW-Toyota Motor", binhai)
    valve = unit("valve", "owner", "北辰阀门有限公司", "Beichen Valve", beichen)
    return Cast(
        city, industry, binhai, beichen, toyota, valve,
        clerk=person("clerk", "项目联络员", toyota, Role.UNIT),
        other_clerk=person("other-clerk", "阀门联络员", valve, Role.UNIT),
        district=person("district", "滨海项目办", binhai, Role.DISTRICT),
        other_district=person("other-district", "北辰项目办", beichen, Role.DISTRICT),
        engineer=person("engineer", "工信局工程师", industry, Role.DEPARTMENT),
        office=person("office", "市项目办", city, Role.CITY),
        mayor=person("mayor", "市领导", city, Role.LEADER),
        auditor=person("auditor", "审计员", city, Role.AUDITOR),
        admin=person("admin", "系统管理员", city, Role.ADMINISTRATOR),
        stranger=person("stranger", "无职务者"),
    )  # fmt: skip


ROLES = ("visitor", "stranger", "clerk", "district", "engineer", "office", "mayor", "auditor", "admin")
"""Who is asked at every door: attributes of the cast, and a visitor without a name."""
