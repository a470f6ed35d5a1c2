import json
import subprocess
import sys
import zipfile

import pytest

from keyworks.base import guards
from keyworks.record import jobs, queries
from keyworks.record.files import proof, verify
from keyworks.record.models import Entry
from keyworks.record.rules import HASHED, Proof
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(cast, tmp_path):
    """An export unpacked, as a stranger has it."""
    packed = tmp_path / "record.zip"
    proof.write(packed, queries.rows(), made_at=AT, installation="天津市")
    folder = tmp_path / "record"
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder)
    return folder


def checked(folder, *args):
    script = folder / "verify.py"
    command = [sys.executable, "-I", "-S", str(script), *map(str, args)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={"PYTHONIOENCODING": "utf-8"})
    assert run.stderr == ""
    return run.returncode, run.stdout


def lines(folder, change):
    path = folder / "entries.jsonl"
    entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    entries = change(entries) or entries
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), "utf-8")


def test_a_stranger_finds_a_sound_export_sound(export):
    head = queries.head()
    code, said = checked(export)
    assert code == 0
    assert said.startswith(f"SOUND: {head.count} entries, head {head.head}")
    assert checked(export, export.parent / "record.zip") == (0, said)


def test_the_proof_says_what_it_proves_and_how(export):
    told = json.loads((export / "proof.json").read_text("utf-8"))
    head = queries.head()
    assert (told["count"], told["head"], told["rule"]) == (head.count, head.head, "keyworks-record-1")
    assert (told["first_at"], told["last_at"]) == ("2022-02-08T01:00:00.000000+00:00",) * 2
    assert told["installation"] == "天津市"
    assert all(name in " ".join(told["how"]) for name in HASHED)
    assert proof.read(export / "proof.json") == proof.read(export.parent / "record.zip") == head


def test_the_checker_hashes_the_same_columns():
    assert verify.COLUMNS == HASHED


@pytest.mark.parametrize("column", ["at", *HASHED, "previous", "hash"])
def test_a_stranger_finds_a_changed_column(export, column):
    lines(export, lambda entries: entries[6].update({column: entries[6][column] + "x"}))
    code, said = checked(export)
    assert (code, said.split(":")[0]) == (1, "BROKEN at entry 7")


def test_a_stranger_finds_what_is_removed_moved_added_or_cut_off(export):
    whole = (export / "entries.jsonl").read_text("utf-8")
    count = queries.head().count
    for change, bad in [
        (lambda entries: entries.pop(6) and None, 7),
        (lambda entries: entries.insert(6, entries[6]), 8),
        (lambda entries: entries[:5] + entries[6:7] + entries[5:6] + entries[7:], 6),
        (lambda entries: entries[:-1], count),
        (lambda entries: entries[3].update(added="x"), 4),
        (lambda entries: entries[3].update(seq=True), 4),
    ]:
        (export / "entries.jsonl").write_text(whole, "utf-8")
        lines(export, change)
        code, said = checked(export)
        assert (code, said.split(":")[0]) == (1, f"BROKEN at entry {bad}")


def test_a_stranger_is_told_when_there_is_nothing_to_check(export, tmp_path):
    (export / "proof.json").unlink()
    assert checked(export)[0] == 2
    assert checked(export, tmp_path / "nowhere")[0] == 2


def test_a_broken_record_is_exported_as_it_stands(cast, tmp_path):
    guards.remove()
    Entry.objects.filter(seq=7).update(reason="other")
    proof.write(tmp_path / "record.zip", queries.rows(), made_at=AT)
    with zipfile.ZipFile(tmp_path / "record.zip") as file:
        file.extractall(tmp_path / "record")
    assert checked(tmp_path / "record")[1].startswith("BROKEN at entry 7: it is not what was written")


def test_an_empty_record_is_exported_too(db, tmp_path):
    assert proof.write(tmp_path / "record.zip", queries.rows(), made_at=AT) == Proof(0, "0" * 64)
    assert proof.read(tmp_path / "record.zip") == Proof(0, "0" * 64)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"count": "5", "head": "x", "rule": "keyworks-record-1"}', '{"count":1}']
)
def test_what_is_no_proof_is_refused(tmp_path, text):
    (tmp_path / "proof.json").write_text(text)
    with pytest.raises(ValueError):
        proof.read(tmp_path / "proof.json")


class Work:
    """What a worker gives to a job, as far as the record uses it."""

    def __init__(self, folder):
        self.folder, self.steps = folder, []

    def step(self, done, of, words=""):
        self.steps.append((done, of))

    def place(self, name):
        return self.folder / name


def test_verifying_in_the_background_tells_what_it_found(cast, tmp_path):
    work, head = Work(tmp_path), queries.head()
    assert jobs.verify(work) == {"count": head.count, "head": head.head}
    assert work.steps == [(head.count, head.count)]
    guards.remove()
    Entry.objects.filter(seq=7).update(reason="other")
    found = jobs.verify(work)
    assert (found["count"], found["first_bad"], found["why"]) == (6, 7, "hash")


def test_exporting_in_the_background_makes_a_proof(cast, tmp_path):
    work, head = Work(tmp_path), queries.head()
    made = jobs.export(work)
    assert (made["count"], made["head"]) == (head.count, head.head)
    assert proof.read(tmp_path / made["file"]) == head
