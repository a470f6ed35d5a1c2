from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

from keyworks.accounts import actions as accounts
from keyworks.accounts.rules import Role
from keyworks.projects.models import Project
from keyworks.reports.actions import remind
from keyworks.reports.models import Reminder, Report
from keyworks.reports.tests.months import AT, filed, listed
from keyworks.values.money import Money
from keyworks.values.months import Month

JANUARY = Month(2022, 1)


def morning(day):
    return {"day": date(2022, 2, day), "at": datetime(2022, 2, day, 23, 0, tzinfo=UTC)}


def told(made):
    return sorted((one.person.username, one.expected, one.projects) for one in made)


def test_three_of_452_missing_on_the_tenth_give_three_reminders(cast, plant):
    owners = []
    for number in range(3):
        unit = accounts.open_unit(
            code=f"late-{number}", kind="owner", name_zh=f"单位{number}", name_en="", parent=cast.binhai, by=None, at=AT
        )
        person = accounts.register(username=f"late{number}", name="某", password="a long enough phrase", by=None, at=AT)
        accounts.seat(person=person, unit=unit, role=Role.UNIT, from_on=date(2022, 1, 1), by=None, at=AT)
        owners.append(unit)
    late = [listed(cast, f"未报项目{number}", unit, cast.binhai) for number, unit in enumerate(owners)]
    kept = [field.attname for field in Project._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(plant, name) for name in kept}
    copies = [Project(**{**values, "local_number": f"COPY-{number}"}) for number in range(448)]
    Project.objects.bulk_create(copies)
    nothing = Money(0)
    Report.objects.bulk_create(
        Report(
            project=one, month=JANUARY, state="filed", at_level="district", district=cast.binhai, version=1,
            done=nothing, year_done=nothing, since_start=nothing, first_at=AT, changed_at=AT,
        )
        for one in Project.objects.exclude(pk__in=[one.pk for one in late])
    )  # fmt: skip
    made = remind(**morning(10))
    keys = [one.pk for one in late]
    assert told([one for one in made if one.role == Role.UNIT]) == [
        ("late0", 1, keys[:1]), ("late1", 1, keys[1:2]), ("late2", 1, keys[2:]),
    ]  # fmt: skip
    offices = [one for one in made if one.role != Role.UNIT]
    assert told(offices) == [("district", 452, keys), ("office", 452, keys)]
    assert remind(**morning(10)) == []


def test_a_person_is_reminded_once_a_stage_and_offices_not_on_the_first_day(cast, plant, valves):
    assert told(remind(**morning(1))) == [("clerk", 1, [plant.pk]), ("other-clerk", 1, [valves.pk])]
    assert remind(**morning(3)) == []
    filed(plant, cast, JANUARY, 100)
    assert told(remind(**morning(8))) == [
        ("office", 2, [valves.pk]), ("other-clerk", 1, [valves.pk]), ("other-district", 1, [valves.pk]),
    ]  # fmt: skip
    filed(valves, cast, JANUARY, 5, by=cast.other_clerk)
    assert remind(**morning(10)) == []
    assert Counter(Reminder.objects.values_list("stage", flat=True)) == {"open": 2, "soon": 3}
