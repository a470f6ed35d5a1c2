import subprocess
import sys
from pathlib import Path

import pytest

from keyworks.jobs import actions
from keyworks.jobs.models import Job
from keyworks.site import cli
from tests.cast import AT


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_help_names_every_command_and_what_it_does(english, capsys):
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert "  run          serve the site" in said
    assert [name for name in cli.names() if f"  {name}" not in said] == []


def test_every_command_says_what_it_does():
    assert [name for name in cli.names() if not cli.constants(name)["HELP"]] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.language() == language


def test_an_unknown_command_is_refused(english, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["fly"])
    assert left.value.code == 2
    assert "invalid choice: 'fly'" in capsys.readouterr().err


def test_version_says_which_versions_run(english, capsys):
    assert cli.main(["version"]) == 0
    assert capsys.readouterr().out.startswith("Keyworks  0.1.0\n")


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_due_and_ends(cast, english):
    asked = actions.enqueue("jobs.count", {"to": "2", "pause_s": "0"}, by=cast.clerk, at=AT)
    assert cli.main(["worker", "--once"]) == 0
    done = Job.objects.get(pk=asked.pk)
    assert (done.state, done.result) == ("done", {"counted": 2})


def test_the_help_needs_no_data_and_makes_none(tmp_path):
    root = Path(cli.__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-m", "keyworks.site.cli", "--help"],
        cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "commands:" in run.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://127.0.0.1:9/x", "PostgreSQL does not answer at 127.0.0.1:9; start it or correct DATABASE_URL."),
        ("", "The database "),
    ],
)
def test_a_database_that_cannot_be_had_is_one_sentence(tmp_path, url, sentence):
    (tmp_path / "keyworks.sqlite3").mkdir()
    root = Path(cli.__file__).resolve().parents[2]
    env = {"PYTHONPATH": str(root), "KEYWORKS_DATA": str(tmp_path), "DATABASE_URL": url, "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "keyworks.site.cli", "migrate", "--quiet"]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith(sentence)
    assert run.stderr.count("\n") == 1
