from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils.translation import override

from keyworks.base import guards
from keyworks.record import queries
from keyworks.record.actions import RecordRefused, write
from keyworks.record.models import Entry
from keyworks.record.rules import HASHED, Proof, digest
from keyworks.values.money import Money
from tests.cast import AT

pytestmark = pytest.mark.django_db

COLUMNS = ["seq", "at", *HASHED, "previous", "hash"]


def execute(sql, params=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor


def refused(sql, params=None, words="append-only"):
    before = queries.head(), Entry.objects.count()
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        execute(sql, params)
    assert (queries.head(), Entry.objects.count()) == before
    assert queries.verify().sound


def test_every_action_leaves_an_entry(cast):
    assert Entry.objects.filter(verb="accounts.register").count() == 10


def test_no_entry_can_be_changed_or_removed(cast):
    for column in COLUMNS:
        refused(f"UPDATE record_entry SET {column} = {column} WHERE seq = 1")
    refused("DELETE FROM record_entry WHERE seq = 1")
    refused("DELETE FROM record_entry WHERE seq = (SELECT MAX(seq) FROM record_entry)")
    if connection.vendor == "postgresql":
        refused("TRUNCATE record_entry")


def copied(seq, previous="previous", verb="INSERT"):
    return (
        f"{verb} INTO record_entry ({', '.join(COLUMNS)}) SELECT {seq}, at, {', '.join(HASHED)}, {previous}, hash "
        "FROM record_entry WHERE seq = 3"
    )


def test_no_entry_stands_out_of_the_chain(cast):
    last = queries.head()
    chained = f"'{last.head}'"
    for seq in (0, 1, 3, last.count, last.count + 2):
        refused(copied(seq, chained), words="out of chain|append-only|unique")
    refused(copied(last.count + 1), words="out of chain")
    refused(copied(last.count + 1, "'" + "0" * 64 + "'"), words="out of chain")
    if connection.vendor == "sqlite":
        refused(copied(3, verb="INSERT OR REPLACE"), words="out of chain|append-only")
    else:
        refused(copied(3) + " ON CONFLICT (seq) DO UPDATE SET reason = 'other'", words="out of chain|append-only")


def test_the_first_entry_follows_nothing(db):
    row = dict.fromkeys(HASHED, "x") | {"seq": 1, "at": AT, "previous": "f" * 64, "hash": "e" * 64}
    with pytest.raises(DatabaseError, match="out of chain"), transaction.atomic():
        Entry(**row).save(force_insert=True)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("seq", [1, 7])
def test_a_changed_column_is_found_and_its_entry_named(cast, column, seq):
    guards.remove()
    if column == "at":
        value = datetime(2022, 2, 8, 1, 0, 0, 1, tzinfo=UTC)
        Entry.objects.filter(seq=seq).update(at=value)
    else:
        change = "seq + 1000" if column == "seq" else f"{column} || ' '"
        if column in {"previous", "hash"}:
            change = f"REPLACE({column}, SUBSTR({column}, 5, 1), 'g')"
        execute(f"UPDATE record_entry SET {column} = {change} WHERE seq = %s", [seq])
    assert queries.verify().first_bad == seq


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps types")
@pytest.mark.parametrize(
    "change", ["at = at || '.000000'", "verb = CAST(verb AS BLOB)", "seq = 'seven'", "at = 'never'"]
)
def test_a_value_of_another_type_is_found(cast, change):
    guards.remove()
    execute(f"UPDATE record_entry SET {change} WHERE seq = 7")
    assert queries.verify().first_bad == 7


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no infinity")
def test_a_moment_without_end_is_found(cast):
    guards.remove()
    execute("UPDATE record_entry SET at = 'infinity' WHERE seq = 7")
    assert queries.verify().first_bad == 7


def test_a_removed_an_inserted_and_a_moved_entry_are_found(cast):
    guards.remove()
    last = queries.head()
    with transaction.atomic():
        execute("DELETE FROM record_entry WHERE seq = 9")
        assert (queries.verify().first_bad, queries.verify().why) == (9, "gap")
        execute("UPDATE record_entry SET seq = seq - 1 WHERE seq = 10")
        assert (queries.verify().first_bad, queries.verify().why) == (9, "previous")
        transaction.set_rollback(True)
    with transaction.atomic():
        execute(copied(last.count + 1, f"'{last.head}'"))
        assert queries.verify().first_bad == last.count + 1
        transaction.set_rollback(True)
    execute("UPDATE record_entry SET seq = 999 WHERE seq = 4")
    execute("UPDATE record_entry SET seq = 4 WHERE seq = 5")
    execute("UPDATE record_entry SET seq = 5 WHERE seq = 999")
    assert queries.verify().first_bad == 4


def test_a_missing_end_is_found_by_an_earlier_proof(cast):
    proof = queries.head()
    assert queries.verify(against=proof).sound
    guards.remove()
    execute("DELETE FROM record_entry WHERE seq > %s", [proof.count - 2])
    assert queries.verify().sound
    found = queries.verify(against=proof)
    assert (found.first_bad, found.why) == (proof.count - 1, "shorter")


def test_a_whole_end_written_anew_is_found_by_an_earlier_proof(cast):
    proof = queries.head()
    guards.remove()
    previous = Entry.objects.get(seq=6).hash
    for entry in Entry.objects.filter(seq__gt=6).order_by("seq"):
        entry.reason, entry.previous = "other", previous
        entry.hash = previous = digest(previous, entry.seq, entry.at, *(getattr(entry, name) for name in HASHED))
        entry.save()
    assert queries.verify().sound
    found = queries.verify(against=proof)
    assert (found.first_bad, found.why) == (proof.count, "rewritten")


def test_a_part_is_verified_on_the_word_of_the_entry_before(cast):
    assert queries.verify(5, 9).count == 9
    assert queries.verify(5, 9).head == Entry.objects.get(seq=9).hash
    last = queries.head().count
    assert (queries.verify(last + 5).first_bad, queries.verify(last + 5).why) == (last + 4, "gap")
    with pytest.raises(ValueError, match="whole"):
        queries.verify(2, against=Proof(5, "x"))
    guards.remove()
    execute("UPDATE record_entry SET reason = 'x' WHERE seq = 3")
    assert queries.verify(5).sound
    assert queries.verify(2).first_bad == 3


def test_verifying_tells_how_far_it_is(cast, monkeypatch):
    monkeypatch.setattr(queries, "CHUNK", 10)
    steps = []
    last = queries.head().count
    assert queries.verify(step=lambda done, of: steps.append((done, of))).sound
    assert steps == [(min(done, last), last) for done in range(10, last + 10, 10)]


def test_reading_the_record_through_costs_a_query_per_chunk(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        queries.verify()


@transaction.atomic
def written(cast, **values):
    return write("accounts.edit_unit", cast.toyota, **{"by": cast.office, "at": AT, **values})


def test_what_is_written_survives_both_databases(cast):
    at = datetime(2022, 2, 8, 1, 2, 3, 456789, tzinfo=UTC)
    before = {"on": date(2022, 2, 8), "at": at, "share": Decimal("0.10"), "plan": Money(215_80), "none": None}
    reason = "e\u0301 é \u3000全角\r\n\t🚄 \u202e "
    entry = written(cast, at=at, before=before, after={"plan": Money(-1), "text": "\0"}, reason=reason)
    again = Entry.objects.get(seq=entry.seq)
    assert (again.at, again.reason, again.before) == (at, reason, entry.before)
    assert again.after == '{"plan":"CNY -0.01","text":"\\u0000"}'
    assert queries.verify().sound


@pytest.mark.parametrize("reason", ["a\0b", "a\ud800b"])
def test_a_text_no_database_keeps_is_refused(cast, reason):
    head = queries.head()
    with pytest.raises(RecordRefused) as no:
        written(cast, reason=reason)
    assert (no.value.code, no.value.field) == ("record.not_storable", "reason")
    assert queries.head() == head


def test_long_names_are_cut_and_hold(cast):
    cast.office.name = "甲" * 500
    cast.toyota.name_zh = cast.toyota.name_en = "乙" * 500
    entry = written(cast)
    assert (entry.actor, entry.subject) == ("甲" * 199 + "…", "乙" * 399 + "…")
    assert queries.verify().sound


def test_names_are_kept_in_one_language_whoever_acts(cast, client):
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["kw_language"] = "en"
    client.post("/jobs/start/record.verify/")
    assert Entry.objects.get(verb="jobs.enqueue").subject == "核验操作记录"
    with override("en"):
        assert written(cast).subject == "一汽丰田汽车有限公司"


def test_an_entry_stands_or_falls_with_what_was_done(cast):
    head = queries.head()
    with pytest.raises(RuntimeError), transaction.atomic():
        written(cast)
        raise RuntimeError
    assert queries.head() == head
    with pytest.raises(ValueError, match="zone"):
        written(cast, at=datetime(2022, 2, 8))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_outside_a_transaction(cast):
    with pytest.raises(transaction.TransactionManagementError):
        write("accounts.edit_unit", cast.toyota, by=None, at=AT)
