from datetime import date

from keyworks.reports.rules.reminding import Stage, stage


def test_stages_begin_on_the_first_the_seventh_and_the_tenth():
    days = {day: stage(date(2022, 2, day)) for day in (1, 6, 7, 9, 10, 28)}
    assert days == {
        1: Stage.OPEN, 6: Stage.OPEN, 7: Stage.SOON, 9: Stage.SOON, 10: Stage.DUE, 28: Stage.DUE,
    }  # fmt: skip
