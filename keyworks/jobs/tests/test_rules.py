from datetime import timedelta

import pytest

from keyworks.jobs import rules


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 10), (2, 60), (3, 300), (9, 300)])
def test_each_attempt_waits_longer_than_the_one_before(attempts, seconds):
    assert rules.delay(attempts) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("done", "of", "shown"), [(0, 10, 0), (999, 1000, 99), (10, 10, 100), (12, 10, 100), (3, 0, None)]
)
def test_how_far_is_never_rounded_up_to_the_end(done, of, shown):
    assert rules.percent(done, of) == shown
