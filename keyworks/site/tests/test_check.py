from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from keyworks.accounts.models import SpecialDay
from keyworks.accounts.queries import today
from keyworks.base import guards
from keyworks.record import queries
from keyworks.site import cli
from keyworks.site.commands import check
from tests.twotime.races import hands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sound(monkeypatch, settings, tmp_path):
    """An installation as it should be, on either database."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("KEYWORKS_SECRET_KEY", raising=False)
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    key = settings.DATA / "secret.key"
    key.write_text("secret")
    key.chmod(0o600)
    settings.STATIC_ROOT = tmp_path / "built"
    Path(settings.STATIC_ROOT).mkdir()
    (Path(settings.STATIC_ROOT) / "staticfiles.json").write_text("{}")
    with hands(tmp_path):
        yield settings


def said(capsys):
    code = cli.main(["check"])
    lines = capsys.readouterr().out.splitlines()
    return code, [line[7:] for line in lines if line.startswith("wrong")], lines


def test_a_sound_installation_is_ok(sound, cast, capsys):
    new_year = {"works": False, "name_zh": "元旦"}
    SpecialDay.objects.get_or_create(day=today().replace(month=1, day=1), defaults=new_year)
    code, wrong, lines = said(capsys)
    assert (code, wrong) == (0, [])
    assert all(line.startswith("ok ") for line in lines)
    assert f"The record has {queries.head().count} entries" in lines[-1]
    assert f"The days off of {today().year} are known." in lines[-2]
    assert len(lines) == 9


def test_a_year_without_days_off_is_said_with_the_way_out(sound, cast, capsys):
    SpecialDay.objects.filter(day__year=today().year).delete()
    code, wrong, lines = said(capsys)
    assert (code, wrong) == (1, [f"Nobody has entered the days off of {today().year}: only weekends count as off."])
    assert "→ Open Working days and enter them." in lines[8]


def test_missing_walls_are_said_with_the_way_out(sound, capsys):
    with connection.cursor() as cursor:
        cursor.execute(next(one.drop for one in guards.triggers() if one.name == "record_entry_no_update"))
    code, wrong, lines = said(capsys)
    assert (code, wrong) == (1, ["These walls of the database do not stand: record_entry_no_update"])
    assert "→ Run keyworks migrate, then keyworks audit verify" in lines[6]
    assert lines[-1] == "1 of 8 are not as they should be."
    guards.install()


def test_a_missing_step_of_the_tables_is_said(sound, capsys):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("record", "0001_initial")
    code, wrong, _ = said(capsys)
    assert (code, wrong) == (1, ["The tables are not of this version: 1 steps are missing."])
    recorder.record_applied("record", "0001_initial")


def test_a_key_that_others_can_read_is_said(sound, capsys):
    key = sound.DATA / "secret.key"
    key.chmod(0o640)
    code, wrong, lines = said(capsys)
    assert (code, wrong) == (1, ["Others can read the secret key."])
    assert f"       → chmod 600 {key}" in lines
    key.unlink()
    assert said(capsys)[1] == ["There is no secret key."]


def test_a_data_folder_that_cannot_be_written_is_said(sound, capsys):
    sound.DATA = sound.DATA / "nowhere"
    code, wrong, _ = said(capsys)
    assert code == 1
    assert wrong[0] == f"The data folder {sound.DATA} cannot be written: No such file or directory"


def test_a_full_disk_is_said(sound, capsys, monkeypatch):
    monkeypatch.setattr(check, "LEAST_FREE_MB", 10**9)
    assert "has only" in said(capsys)[1][0]


def test_browser_files_that_are_not_built_are_said(sound, capsys):
    (Path(sound.STATIC_ROOT) / "staticfiles.json").unlink()
    assert said(capsys)[1] == ["The browser files are not built."]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
def test_sqlite_set_otherwise_is_said(sound, capsys):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
    assert said(capsys)[1][0].endswith("is not set as it should be: synchronous = 1")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own settings")
def test_postgresql_that_forgets_is_said(sound, capsys):
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        assert said(capsys)[1][0].endswith("may lose what was saved at a power cut.")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")


def test_a_database_that_does_not_answer_is_said(sound, capsys, monkeypatch):
    from django.db import OperationalError

    def silent():
        raise OperationalError("no answer")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "ensure_connection", silent)
        code, wrong, _ = said(capsys)
    assert (code, wrong) == (1, ["The database does not answer."])
