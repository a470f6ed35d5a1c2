import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from keyworks.record.models import Entry

pytestmark = pytest.mark.django_db


def refused(sql):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_every_action_leaves_an_entry(cast):
    assert Entry.objects.filter(verb="accounts.register").count() == 10


def test_no_entry_can_be_changed_or_removed(cast):
    refused("UPDATE record_entry SET reason = 'other' WHERE seq = 1")
    refused("DELETE FROM record_entry WHERE seq = 1")


def test_no_entry_stands_out_of_the_chain(cast):
    last = Entry.objects.order_by("-seq").first()
    last.seq += 2
    with pytest.raises(DatabaseError, match="out of chain"), transaction.atomic():
        last.save(force_insert=True)
