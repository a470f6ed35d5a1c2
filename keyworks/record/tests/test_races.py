import pytest
from django.db import transaction

from keyworks.record import queries
from keyworks.record.actions import write
from keyworks.record.models import Entry
from tests.cast import AT
from tests.twotime.races import hands

pytestmark = pytest.mark.django_db(transaction=True)


def test_writers_at_once_make_one_unbroken_chain(cast, tmp_path):
    def acts(name, times=15):
        def one():
            for number in range(times):
                with transaction.atomic():
                    write("accounts.edit_unit", cast.toyota, by=cast.office, at=AT, reason=f"{name} {number}")
            return times

        return one

    with hands(tmp_path) as several:
        before = queries.head().count
        assert several.run(acts("a"), acts("b"), acts("c")) == [15, 15, 15]
        assert queries.head().count == before + 45
        assert queries.verify().sound
        reasons = list(Entry.objects.filter(seq__gt=before).order_by("seq").values_list("reason", flat=True))
        for name in "abc":
            assert [reason for reason in reasons if reason[0] == name] == [f"{name} {number}" for number in range(15)]
