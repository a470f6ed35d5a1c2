from datetime import date, timedelta

import pytest

from keyworks.base.twotime import TwoTimeRefused, correct, first
from keyworks.values.refusals import Stale
from tests.cast import AT
from tests.twotime.models import Reading
from tests.twotime.races import hands

pytestmark = pytest.mark.django_db(transaction=True)

FACT = {"project": 7, "month": 202201}


def test_of_two_who_correct_at_once_one_wins_and_the_other_is_told(tmp_path):
    first(Reading, FACT, by=None, at=AT, valid_from=date(2022, 1, 1), amount=100)

    def mend(amount, over):
        at = AT + timedelta(days=over)
        return lambda: correct(Reading, FACT, by=None, at=at, reason="mine", over=over, amount=amount).amount

    with hands(tmp_path) as several:
        for over in range(1, 6):
            results = several.run(*(mend(amount, over) for amount in (1, 2, 3)))
            won = [result for result in results if isinstance(result, int)]
            assert len(won) == 1, results
            assert [type(result) for result in results if not isinstance(result, int)] == [Stale, Stale]
            assert Reading.objects.versions(**FACT).last().amount == won[0]
        assert Reading.objects.versions(**FACT).count() == 6


def test_of_two_who_state_a_fact_at_once_one_wins(tmp_path):
    def state(amount):
        return lambda: first(Reading, FACT, by=None, at=AT, valid_from=date(2022, 1, 1), amount=amount).amount

    with hands(tmp_path) as several:
        results = several.run(state(1), state(2))
        assert sorted(type(result).__name__ for result in results) == ["TwoTimeRefused", "int"]
        assert [no.code for no in results if isinstance(no, TwoTimeRefused)] == ["figure.known_already"]
        assert Reading.objects.count() == 1
