import gc

import pytest
from django.db import IntegrityError, connection, transaction

from keyworks.base.bulk import Behind, collector_paused, fresh_keys, pour
from tests.cast import AT
from tests.twotime.models import Reading


def test_the_collector_rests_inside_and_works_again_after_whatever_happens():
    with pytest.raises(KeyError), collector_paused():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


NAMES = ("project", "month", "amount", "valid_from", "known_at", "version", "reason", "source", "by_id")


def reading(project, by=None):
    return (project, 1, 100, AT.date().isoformat(), AT, 1, "", "", by)


def projects():
    return list(Reading.objects.order_by("pk").values_list("project", flat=True))


def test_what_is_done_behind_comes_in_its_order_and_is_seen_after_waiting(db):
    with transaction.atomic(), Behind() as later:
        for some in ((5, 1), (4, 2), (6, 3)):
            later.do(pour, Reading, NAMES, [reading(one) for one in some])
        later.wait()
        assert projects() == [5, 1, 4, 2, 6, 3]


def test_what_fails_behind_is_raised_where_one_waits_and_nothing_stays(db):
    with pytest.raises(IntegrityError), transaction.atomic(), Behind() as later:
        later.do(pour, Reading, NAMES, [reading(1), reading(2)])
        later.do(pour, Reading, NAMES, [reading(1)])
        later.do(pour, Reading, NAMES, [reading(3)])
        later.wait()
    assert projects() == []


@pytest.mark.django_db(transaction=True)
def test_what_points_nowhere_is_refused_and_the_connection_goes_on():
    with pytest.raises(IntegrityError), transaction.atomic(), Behind() as later:
        later.do(pour, Reading, NAMES, [reading(1, by=987654)])
        later.wait()
    assert projects() == []
    with transaction.atomic(), Behind() as later:
        later.do(pour, Reading, NAMES, [reading(1)])
        later.wait()
    assert projects() == [1]


def test_keys_go_on_after_those_that_were_given_and_not_yet_written(db):
    with transaction.atomic():
        given = list(fresh_keys(Reading, 3))
        more = list(fresh_keys(Reading, 3, after=max(given)))
    assert len({*given, *more}) == 6
    assert connection.vendor == "postgresql" or more[0] == given[-1] + 1
