import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.db.utils import DatabaseError

from keyworks.base import guards
from tests.cast import AT
from tests.twotime.models import Reading

pytestmark = pytest.mark.django_db

Installation = apps.get_model("accounts", "Installation")
Person = apps.get_model("accounts", "Person")
Entry = apps.get_model("record", "Entry")


def execute(sql, params=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def refused(sql, words="append-only"):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        execute(sql)


@pytest.fixture
def founded(db):
    return Installation.objects.create(kind="real", name_zh="津", name_en="T", created_at=AT)


def test_every_guard_stands_after_migrate():
    assert guards.missing() == []


def test_the_tables_that_only_grow_are_guarded():
    assert {model for model, _ in guards.guarded()} >= {Entry, Reading, Installation}


def test_a_guard_that_is_removed_is_missed():
    execute(guards.triggers()[0].drop)
    assert guards.missing() == [guards.triggers()[0].name]
    guards.install()
    assert guards.missing() == []


def test_a_guard_that_is_weakened_is_missed():
    trigger = next(trigger for trigger in guards.triggers() if trigger.name == "record_entry_no_delete")
    for statement in (trigger.drop, *trigger.create):
        execute(statement.replace("append-only", "patient"))
    assert guards.missing() == ["record_entry_no_delete"]


def test_a_guard_that_watches_another_event_is_missed():
    trigger = next(trigger for trigger in guards.triggers() if trigger.name == "record_entry_no_delete")
    for statement in (trigger.drop, *trigger.create):
        execute(statement.replace("BEFORE DELETE", "AFTER DELETE"))
    assert guards.missing() == ["record_entry_no_delete"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL switches triggers off")
def test_a_guard_that_is_switched_off_is_missed():
    execute("ALTER TABLE record_entry DISABLE TRIGGER record_entry_no_update")
    assert guards.missing() == ["record_entry_no_update"]


def test_laying_guards_that_stand_touches_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        guards.install()


def test_the_currency_of_an_installation_never_changes(founded):
    refused("UPDATE accounts_installation SET currency = 'USD'", "the currency never changes")
    assert Installation.objects.get().currency == "CNY"


def test_a_row_is_not_replaced(founded):
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR REPLACE INTO accounts_installation SELECT 1, 'real', 'X', 'X', '2022-02-08', NULL, 'CNY', NULL"
        )
    else:
        refused(
            "INSERT INTO accounts_installation (id, kind, name_zh, name_en, currency, created_at) "
            "VALUES (1, 'demonstration', 'X', 'X', 'CNY', now()) ON CONFLICT (id) DO UPDATE SET kind = EXCLUDED.kind",
            "the kind never changes",
        )
    assert Installation.objects.get().name_zh == "津"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_a_table_that_only_grows_is_not_truncated():
    refused("TRUNCATE record_entry")
    refused("TRUNCATE twotime_reading CASCADE")


def altered(model, field):
    """A migration that alters a field of a model, as a later version of the house would bring."""
    state = ProjectState.from_apps(model._meta.apps)
    operation = migrations.AlterField(model._meta.model_name, field.name, field)
    after = state.clone()
    operation.state_forwards(model._meta.app_label, after)
    return lambda editor: operation.database_forwards(model._meta.app_label, editor, state, after)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "field", "wider", "before"),
    [(Entry, "verb", 90, 80), (Person, "name", 120, 100)],
    ids=["its own table", "a table another's guard names"],
)
def test_guards_outlive_an_altered_table(model, field, wider, before):
    for length in (wider, before):
        new = models.CharField(max_length=length, null=length == wider)
        new.set_attributes_from_name(field)
        guards.before_migrate("default", plan=["a later migration"])
        with connection.schema_editor() as editor:
            altered(model, new)(editor)
        guards.after_migrate("default")
        assert guards.missing() == []


@pytest.mark.django_db(transaction=True)
def test_migrate_lays_what_is_missing():
    guards.remove()
    assert set(guards.missing()) == {trigger.name for trigger in guards.triggers()}
    call_command("migrate", verbosity=0)
    assert guards.missing() == []


def test_only_a_demonstration_plays_on_a_fixed_day(founded):
    founded.plays_on = AT.date()
    with pytest.raises(DatabaseError, match="accounts_only_a_demonstration_plays"), transaction.atomic():
        founded.save()
    founded.refresh_from_db()
    assert founded.plays_on is None
