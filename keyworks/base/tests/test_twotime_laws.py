"""For any sequence of corrections, what stands at any moment is what replaying the sequence gives."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.base.twotime import TwoTimeRefused, correct, first
from tests.twotime.models import Reading

START = datetime(2022, 1, 1, tzinfo=UTC)

acts = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.integers(-3, 12),
        st.one_of(st.none(), st.integers(-(10**12), 10**12)),
    ),
    max_size=12,
)
"""Of which project, how many hours later than the last act, and the amount now known."""


class Undone(Exception):
    pass


def replay(history, at):
    """The naive answer: walk through what was said, keep the last of each fact."""
    standing = {}
    for project, known_at, amount in history:
        if known_at <= at:
            standing[project] = amount
    return standing


@pytest.mark.django_db(transaction=True)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_asof_is_the_replay(said):
    history, versions, last, clock = [], {}, {}, START
    with pytest.raises(Undone), transaction.atomic():
        for project, hours, amount in said:
            clock += timedelta(hours=hours)
            fact = {"project": project, "month": 202201}
            try:
                if project not in versions:
                    first(Reading, fact, by=None, at=clock, valid_from=date(2022, 1, 1), amount=amount)
                else:
                    over = versions[project]
                    correct(Reading, fact, by=None, at=clock, reason="again", over=over, amount=amount)
            except TwoTimeRefused as no:
                assert no.code == "figure.known_backwards"
                assert clock < last[project]
                continue
            history.append((project, clock, amount))
            versions[project] = versions.get(project, 0) + 1
            last[project] = clock
        moments = {known_at + tick for _, known_at, _ in history for tick in (-TICK, timedelta(), TICK)} | {START}
        for at in moments:
            assert dict(Reading.objects.asof(at).values_list("project", "amount")) == replay(history, at)
        newest = dict(Reading.objects.asof().values_list("project", "amount"))
        assert newest == replay(history, datetime.max.replace(tzinfo=UTC))
        raise Undone


TICK = timedelta(microseconds=1)
