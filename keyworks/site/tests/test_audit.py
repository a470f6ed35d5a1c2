import subprocess
import sys
import zipfile

import pytest

from keyworks.base import guards
from keyworks.record import queries
from keyworks.record.files import proof
from keyworks.record.rules import Proof
from keyworks.site import cli
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def said(capsys, *words):
    code = cli.main(["audit", *map(str, words)])
    return code, capsys.readouterr().out


def tamper(sql):
    from django.db import connection

    guards.remove()
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_sound_record_is_sound(cast, capsys):
    head = queries.head()
    assert said(capsys, "verify") == (0, f"Sound: {head.count} entries, head {head.head}\n")
    assert said(capsys, "head") == (0, f"{head.count} {head.head}\n")


def test_the_first_bad_entry_is_named(cast, capsys):
    tamper("UPDATE record_entry SET reason = 'other' WHERE seq IN (7, 9)")
    assert said(capsys, "verify") == (1, "Broken at entry 7: it is not what was written.\n")


def test_an_earlier_proof_finds_a_missing_end(cast, capsys, tmp_path):
    export = tmp_path / "record.zip"
    count = queries.head().count
    code, told = said(capsys, "export", export)
    assert (code, told.splitlines()[1]) == (0, f"Sound: {count} entries, head {queries.head().head}")
    assert said(capsys, "verify", "--against", export)[0] == 0
    tamper(f"DELETE FROM record_entry WHERE seq = {count}")
    assert said(capsys, "verify")[0] == 0
    assert said(capsys, "verify", "--against", export) == (
        1, f"Broken at entry {count}: the earlier proof had it, now it is missing.\n",
    )  # fmt: skip


def test_the_export_is_checked_by_itself(cast, capsys, tmp_path):
    assert said(capsys, "export", tmp_path / "record.zip")[0] == 0
    with zipfile.ZipFile(tmp_path / "record.zip") as packed:
        packed.extractall(tmp_path)
    run = subprocess.run([sys.executable, "-I", tmp_path / "verify.py"], capture_output=True, check=False)
    assert run.returncode == 0


def test_a_broken_record_is_exported_and_called_broken(cast, capsys, tmp_path):
    tamper("UPDATE record_entry SET reason = 'other' WHERE seq = 7")
    code, told = said(capsys, "export", tmp_path / "record.zip")
    assert (code, told.splitlines()[1]) == (1, "Broken at entry 7: it is not what was written.")


def test_what_is_no_proof_and_no_place_is_said(cast, capsys, tmp_path):
    (tmp_path / "proof.json").write_text("{}")
    assert said(capsys, "verify", "--against", tmp_path / "proof.json")[0] == 2
    assert said(capsys, "verify", "--against", tmp_path / "nowhere")[0] == 2
    assert said(capsys, "export", tmp_path / "no" / "where.zip")[0] == 2
    for words in ([], ["fly"], ["export"]):
        with pytest.raises(SystemExit) as left:
            cli.main(["audit", *words])
        assert left.value.code == 2


def test_an_empty_record_is_sound(db, capsys, tmp_path):
    assert said(capsys, "verify") == (0, f"Sound: 0 entries, head {'0' * 64}\n")
    assert proof.write(tmp_path / "x.zip", queries.rows(), made_at=AT) == Proof(0, "0" * 64)
