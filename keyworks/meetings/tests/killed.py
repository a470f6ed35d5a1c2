"""Issues what was caught, and may be killed in between: python -m keyworks.meetings.tests.killed found|die|work|tell"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, date, datetime, time
from itertools import count
from uuid import UUID

import django

django.setup()

from keyworks.accounts import actions as accounts  # noqa: E402
from keyworks.accounts.models import Person, Unit  # noqa: E402
from keyworks.matters.models import Matter  # noqa: E402
from keyworks.meetings import actions  # noqa: E402
from keyworks.meetings.actions import issuing  # noqa: E402
from keyworks.meetings.models import Caught, Meeting  # noqa: E402
from keyworks.meetings.rules.kinds import Step  # noqa: E402

AT = datetime(2022, 2, 8, 1, 0, tzinfo=UTC)
MANY, DIES = 6, 4


def found() -> None:
    """A city office whose meeting directed six things to a bureau."""
    accounts.found(kind="real", name_zh="天津市", name_en="Tianjin", at=AT)
    told = {"by": None, "at": AT}
    city: Unit = accounts.open_unit(code="city", kind="city", name_zh="市项目办", name_en="", parent=None, **told)
    bureau: Unit = accounts.open_unit(
        code="industry", kind="department", name_zh="市工信局", name_en="", parent=city, **told
    )
    office: Person = accounts.register(username="office", name="市项目办", password="a long enough phrase", **told)
    accounts.seat(person=office, unit=city, role="city", from_on=date(2022, 1, 1), **told)
    by = {"by": office, "at": AT}
    series = actions.set_series(series=None, values={"kind": "on_site", "name_zh": "现场办公会"}, **by)
    values = {"title": "现场办公会", "on": date(2022, 2, 8), "begins": time(9), "ends": time(12)}
    meeting = actions.plan_meeting(series=series, values=values, **by)
    meeting = actions.step(meeting=meeting, step=Step.BEGIN, over=meeting.edition, **by)
    for n in range(MANY):
        values = {"words": f"第{n}条。", "lead": bureau, "due_on": date(2022, 3, 15), "said_post": "市长"}
        actions.catch(meeting=meeting, key=UUID(int=n), values=values, said_at=AT, **by)


def work() -> None:
    office, meeting = Person.objects.get(username="office"), Meeting.objects.get()
    actions.issue(meeting=meeting, by=office, at=AT, letters_in="zh")


def die() -> None:
    """Killed in the middle of the fourth: its matter and its action are written and not committed yet."""
    written, write = count(1), issuing.write

    def killed(*args: object, **told: object) -> object:
        if next(written) == DIES:
            os.kill(os.getpid(), signal.SIGKILL)
        return write(*args, **told)  # type: ignore[arg-type]

    issuing.write = killed  # type: ignore[assignment]
    work()


def tell() -> None:
    rows = Caught.objects.order_by("pk").values_list("words", "matter", "action")
    issued = [words for words, matter, action in rows if matter and action]
    half = [words for words, matter, action in rows if bool(matter) != bool(action)]
    print(json.dumps([issued, half, Matter.objects.count()]))


if __name__ == "__main__":
    {"found": found, "die": die, "work": work, "tell": tell}[sys.argv[1]]()
