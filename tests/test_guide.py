"""The guide stays true: its pages, pictures, links, commands and the words it says the interface has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from keyworks.desk import files

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
LANGUAGES = ("en", "zh")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
COMMAND = re.compile(r"`keyworks ([a-z][a-z-]*)(?: ([a-z]+))?")
LARGEST = 200_000
A_SENTENCE = 7
"""From so many characters on the beginning of what the interface says is enough."""


def pages():
    return sorted(path for language in LANGUAGES for path in (GUIDE / language).glob("*.md"))


def documents():
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])


def named(path):
    return path.relative_to(ROOT).as_posix()


def links(path):
    """Where the links of a document lead, pictures too, without code."""
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [target.partition("#")[0] for target in LINK.findall(text) if not target.startswith(("http", "#"))]


def interface(language):
    """Everything the interface says in a language, each up to its first tag."""
    said = set()
    for path in (ROOT / "keyworks").glob("*/locale/zh_Hans/LC_MESSAGES/django.po"):
        for message in read_po(path.open("rb"), locale="zh_Hans"):
            words = message.id if language == "en" else message.string
            said.update(one.partition("<")[0] for one in (words if isinstance(words, tuple) else (words,)))
    return said


def test_both_languages_have_the_pages_of_the_index():
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    listed = set(files.order(index))
    for language in LANGUAGES:
        assert {path.stem for path in (GUIDE / language).glob("*.md")} == listed
    assert set(re.findall(r"\(zh/([a-z-]+)\.md\)", index)) == listed


@pytest.mark.parametrize("path", documents(), ids=named)
def test_links_lead_somewhere(path):
    assert [target for target in links(path) if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", pages(), ids=named)
def test_a_page_links_only_to_what_a_wheel_carries_too(path):
    inside = re.compile(r"[a-z-]+\.md|\.\./pictures/[a-z-]+-(en|zh)\.png")
    assert [target for target in links(path) if not inside.fullmatch(target)] == []


@pytest.mark.parametrize("path", pages(), ids=named)
def test_a_page_shows_pictures_of_its_own_language(path):
    pictures = [target for target in links(path) if target.endswith(".png")]
    assert all(target.endswith(f"-{path.parent.name}.png") for target in pictures)


def test_every_picture_is_used_and_light_and_made_in_both_languages():
    used = {Path(target).name for path in [*pages(), ROOT / "README.md"] for target in links(path) if ".png" in target}
    kept = {path.name: path.stat().st_size for path in (GUIDE / "pictures").iterdir()}
    assert kept.keys() == used
    assert [name for name, size in kept.items() if size >= LARGEST] == []
    assert {name.replace("-zh.", "-en.") for name in kept} == {name for name in kept if "-en." in name}


@pytest.mark.parametrize("path", pages(), ids=named)
def test_what_stands_in_bold_is_what_the_interface_says(path):
    said = interface(path.parent.name)
    bold = BOLD.findall(path.read_text(encoding="utf-8"))
    unsaid = [
        words
        for words in bold
        if words not in said
        and not (len(words) >= A_SENTENCE and any(one.startswith(words) for one in said))
        and not any(one.rstrip().startswith(f"{words} %(") for one in said)
    ]
    assert unsaid == []


@pytest.mark.parametrize("path", pages(), ids=named)
def test_commands_and_documents_named_there_exist(path):
    text = path.read_text(encoding="utf-8")
    commands = ROOT / "keyworks" / "site" / "commands"
    for command, act in COMMAND.findall(text):
        module = commands / f"{command.replace('-', '_')}.py"
        assert module.exists(), command
        assert not act or f'"{act}"' in module.read_text(), f"{command} {act}"
    assert [name for name in re.findall(r"`(docs/[\w/.-]+)`", text) if not (ROOT / name).exists()] == []
