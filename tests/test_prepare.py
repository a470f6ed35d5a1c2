"""The set-up: steps that stand are not taken again, broken ones are, and trouble is one sentence."""

from __future__ import annotations

import ast
import errno
import importlib.machinery
import importlib.util
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load(name: str):
    """A script of the root as a module, under a name of its own."""
    loader = importlib.machinery.SourceFileLoader(f"root_{name.removesuffix('.py')}", str(ROOT / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.path.insert(0, str(ROOT))
    try:
        loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT))
    return module


@pytest.fixture
def prepare(monkeypatch, tmp_path):
    """The module over a folder of its own, in English."""
    module = load("prepare.py")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return module


@pytest.fixture
def run_script(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return load("run")


def step(prepare, taken, accepted=("one",), made=()):
    (prepare.ROOT / ".venv").mkdir(exist_ok=True)
    return prepare.Step("libraries", lambda resumed: taken.append(resumed), list(accepted), made)


def test_a_step_is_taken_once_while_its_inputs_stand(prepare):
    taken = []
    assert not step(prepare, taken).stands()
    step(prepare, taken).take()
    assert step(prepare, taken).stands()
    assert step(prepare, taken, accepted=("other", "one")).stands()
    assert not step(prepare, taken, accepted=("other",)).stands()
    assert taken == [False]


def test_a_step_whose_product_is_gone_does_not_stand(prepare):
    product = prepare.ROOT / "product"
    product.touch()
    one = step(prepare, [], made=[product])
    one.take()
    assert one.stands()
    product.unlink()
    assert not one.stands()


def test_a_step_broken_off_half_way_is_known_as_such(prepare):
    def broken(resumed):
        raise KeyboardInterrupt

    (prepare.ROOT / ".venv").mkdir()
    with pytest.raises(KeyboardInterrupt):
        prepare.Step("libraries", broken, ["one"]).take()
    taken = []
    assert not step(prepare, taken).stands()
    step(prepare, taken).take()
    step(prepare, taken).take()
    assert taken == [True, False]


def test_a_failed_step_loses_its_earlier_stamp(prepare):
    step(prepare, []).take()

    def broken(resumed):
        raise prepare.Trouble("no_venv")

    with pytest.raises(prepare.Trouble):
        prepare.Step("libraries", broken, ["two"]).take()
    assert not step(prepare, []).stands()


def test_a_hash_is_that_of_names_and_contents_without_what_is_made(prepare):
    folder = prepare.ROOT / "keyworks"
    (folder / "tests").mkdir(parents=True)
    (folder / "a.py").write_text("1")
    first = prepare.digest([folder], "word")
    (folder / "a.mo").write_text("made")
    (folder / "tests" / "test_a.py").write_text("test")
    assert prepare.digest([folder], "word") == first
    assert prepare.digest([folder], "other word") != first
    (folder / "a.py").write_text("2")
    assert prepare.digest([folder], "word") != first


def test_a_moved_folder_needs_a_new_environment(prepare, monkeypatch):
    for name in ("run.lock", "test.lock"):
        (prepare.ROOT / "requirements").mkdir(exist_ok=True)
        (prepare.ROOT / "requirements" / name).touch()
    for name in ("pyproject.toml", "package.json", "package-lock.json"):
        (prepare.ROOT / name).touch()
    (prepare.ROOT / "keyworks").mkdir()
    here = prepare.Preparation("run").steps()[0].accepted
    moved = prepare.ROOT.rename(prepare.ROOT.with_name("moved"))
    monkeypatch.setattr(prepare, "ROOT", moved)
    assert prepare.Preparation("run").steps()[0].accepted != here


def test_what_the_tests_need_is_enough_to_run(prepare, monkeypatch):
    monkeypatch.setattr(prepare, "ROOT", ROOT)
    run, test = (prepare.Preparation(kind).steps() for kind in ("run", "test"))
    assert [step.name for step in run] == ["environment", "libraries", "browser", "build", "tables", "city"]
    assert [step.name for step in test] == ["environment", "libraries", "browser", "build"]
    for name in (1, 2):
        assert test[name].accepted[0] in run[name].accepted
        assert run[name].accepted[0] not in test[name].accepted


def test_each_database_has_stamps_of_its_own(prepare, monkeypatch):
    monkeypatch.setattr(prepare, "ROOT", ROOT)
    stamps = set()
    for url, data in (
        ("", "one"),
        ("", "two"),
        ("postgresql://127.0.0.1/a", "one"),
        ("postgresql://127.0.0.1/b", "one"),
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        stamps.update(str(step.stamp) for step in prepare.Preparation("run", data=data).data_steps())
    assert len(stamps) == 8


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("npm error code ENOSPC", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE.", "the hash differs"),
        ("npm error code EINTEGRITY", "the hash differs"),
        ("NewConnectionError: Failed to establish a new connection", "No package registry could be reached"),
        ("npm error code ENOTFOUND", "No package registry could be reached"),
        ("npm error code E404", "No package registry could be reached"),
        ("OSError: [Errno 30] Read-only file system: 'x'", "Nothing can be written"),
        ("something else", "something else"),
    ],
)
def test_known_troubles_are_one_sentence(prepare, said, sentence):
    command = [sys.executable, "-c", "import sys; sys.stderr.write(sys.argv[1]); sys.exit(1)", said]
    with pytest.raises(prepare.Trouble) as trouble:
        prepare.quietly(command, "pip install")
    assert sentence in str(trouble.value)


def test_a_python_without_venv_is_told_what_to_install(prepare, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(prepare.Trouble, match=r"sudo apt install python3-venv"):
        prepare.Preparation("run").environment(False)
    assert not (prepare.ROOT / ".venv").exists()


def test_an_older_python_is_told_which_one_is_needed(prepare, monkeypatch):
    monkeypatch.setattr(prepare, "NEEDED", (99, 0))
    monkeypatch.setattr(prepare.shutil, "which", lambda name: None)
    with pytest.raises(prepare.Trouble, match=r"needs Python 3\.11 or newer"):
        prepare.newer_python()


def test_a_full_disk_is_found_before_anything_is_begun(prepare, monkeypatch):
    monkeypatch.setattr(prepare.shutil, "disk_usage", lambda where: type("Usage", (), {"free": 5 * 2**20}))
    with pytest.raises(prepare.Trouble, match=r"about 500 MB are needed .* 5 MB are free"):
        prepare.Preparation("run", data=prepare.ROOT / "data").check(ready=False)
    prepare.Preparation("run", data=prepare.ROOT / "data").check(ready=True)


def test_ctrl_c_is_no_accident(prepare, capsys):
    def main():
        raise KeyboardInterrupt

    assert prepare.guarded(main) == 130
    assert capsys.readouterr().err == "\nStopped. Nothing is lost: the next start goes on from here.\n"


def test_a_disk_that_fills_up_meanwhile_is_one_sentence(prepare, capsys):
    def main():
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    assert prepare.guarded(main) == 1
    assert capsys.readouterr().err.startswith("The disk is full")


@pytest.mark.parametrize(("language", "word"), [("zh_CN.UTF-8", "已就绪"), ("en_GB.UTF-8", "ready")])
def test_the_language_is_that_of_the_terminal(prepare, monkeypatch, language, word):
    monkeypatch.setenv("LC_ALL", language)
    assert prepare.say("ready") == word


@pytest.mark.parametrize("script", ["prepare.py", "run"])
def test_every_sentence_is_in_both_languages_with_the_same_details(script):
    sentences = load(script).SENTENCES
    fields = {code: [set(re.findall(r"{(\w+)}", text)) for text in pair] for code, pair in sentences.items()}
    assert [code for code, pair in sentences.items() if len(pair) != 2 or not all(pair)] == []
    assert [code for code, (english, chinese) in fields.items() if english != chinese] == []


@pytest.mark.parametrize("script", ["prepare.py", "run", "test"])
def test_an_older_python_can_read_it_to_the_end(script):
    ast.parse((ROOT / script).read_text(), feature_version=(3, 7))


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_it_can_be_started(script):
    assert os.access(ROOT / script, os.X_OK)


def test_a_taken_port_is_said_with_who_has_it_and_a_free_one(run_script):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(run_script.Away) as away:
            run_script.check_address("127.0.0.1", port)
        said = str(away.value)
    assert f"Port {port} is taken by " in said
    assert f"(process {os.getpid()})" in said
    free = int(said.rpartition(" ")[2])
    assert free > port
    assert run_script.bind("127.0.0.1", free) is None


def test_an_impossible_port_is_one_sentence(run_script):
    with pytest.raises(run_script.Away, match=r"Nothing can listen at 127\.0\.0\.1:99999"):
        run_script.check_address("127.0.0.1", 99999)


def test_help_needs_no_set_up():
    for script in ("run", "test"):
        said = subprocess.run(
            [sys.executable, ROOT / script, "--help"], capture_output=True, text=True, check=True
        ).stdout
        assert f"usage: ./{script}" in said
