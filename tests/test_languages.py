"""Both languages are first-class: no string outside the catalogues, no catalogue with a hole."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from tests import house

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "keyworks"
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
SPOKEN = {"title", "placeholder", "aria-label", "alt", "label", "lead", "text", "submit", "summary", "data-label"}
WORDS = re.compile(r"[A-Za-z]{2,}|[一-鿿]")
SAME_IN_BOTH = re.compile(
    r"Keyworks|English|中文|CSV|GeoJSON|JSON|API|URL|OpenAPI|RSS|Atom|SHA-256|\b(?:kB|MB|px|ms|id)\b|&\w+;|&#\d+;"
)


def in_context(context: str | None, text: str) -> str:
    """One English word with two meanings is told apart by its context."""
    return f"{context}: {text}" if context else text


def templates():
    return sorted(path for path in PACKAGE.rglob("*.html"))


def from_python(path: Path):
    for called, node in house.calls(ast.parse(path.read_text())):
        if called in MARKS:
            many = node.args[:2] if called.startswith("ngettext") else node.args[:1]
            yield from (arg.value for arg in many if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
        elif called in {"pgettext", "pgettext_lazy"}:
            context, text = (ast.literal_eval(arg) for arg in node.args[:2])
            yield in_context(context, text)


LITERAL = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CONTEXT = re.compile(rf"n?pgettext\(u?({LITERAL}), *u?({LITERAL})(?:, *u?({LITERAL}))?")


def from_template(path: Path):
    """The literals that Django's own extractor leaves of a template: all else it blanks out."""
    left = templatize(path.read_text())
    for found in CONTEXT.finditer(left):
        context, *texts = (ast.literal_eval(one) for one in found.groups() if one)
        yield from (in_context(context, text) for text in texts)
    yield from map(ast.literal_eval, re.findall(LITERAL, CONTEXT.sub("", left)))


def said() -> dict[str, set[str]]:
    """Room → the msgids its code and templates say."""
    found = defaultdict(set)
    for path in house.code(ROOT):
        found[house.room_of(ROOT, path)].update(from_python(path))
    for path in templates():
        found[house.room_of(ROOT, path)].update(from_template(path))
    return {room: messages for room, messages in found.items() if messages}


def catalogue(room: str):
    path = PACKAGE / room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    return read_po(path.open("rb"), locale="zh_Hans") if path.exists() else []


def entries():
    """(room, msgid, its Chinese forms, message) for every entry of every catalogue."""
    for room in sorted(house.FACES | house.NOUNS | house.GROUND):
        for message in catalogue(room):
            if message.id:
                first = message.id[0] if isinstance(message.id, tuple) else message.id
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                yield room, in_context(message.context, first), strings, message


def test_every_string_said_is_in_the_rooms_catalogue():
    known = defaultdict(set)
    for room, msgid, _, message in entries():
        known[room].update([msgid, *message.id] if isinstance(message.id, tuple) else [msgid])
    django_own = {"Yes", "No"}
    missing = {room: sorted(messages - known[room] - django_own) for room, messages in said().items()}
    assert {room: messages for room, messages in missing.items() if messages} == {}


def test_every_catalogue_says_its_language_and_how_it_is_written():
    files = sorted(PACKAGE.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
    heads = [path.read_text(encoding="utf-8").split("\n\n")[0] for path in files]
    wanted = ("language: zh_hans", "charset=utf-8", "nplurals=1")
    assert [
        path.parts[-5] for path, head in zip(files, heads, strict=True) if not all(w in head.casefold() for w in wanted)
    ] == []


def test_no_entry_is_empty_or_fuzzy():
    assert [(room, msgid) for room, msgid, strings, message in entries() if message.fuzzy or not all(strings)] == []


def test_nothing_in_a_catalogue_is_said_no_more():
    spoken = said()
    assert [(room, msgid) for room, msgid, _, _ in entries() if msgid not in spoken.get(room, ())] == []


def test_placeholders_are_the_same_in_both_languages():
    pattern = re.compile(r"%\(\w+\)[sd]|%[sd]")
    odd = [
        (room, msgid)
        for room, msgid, strings, message in entries()
        for text in strings
        if not isinstance(message.id, tuple) and set(pattern.findall(msgid)) != set(pattern.findall(text))
    ]
    assert odd == []


def test_one_english_has_one_chinese():
    chinese = defaultdict(set)
    for _, msgid, strings, message in entries():
        chinese[message.context, msgid].add(strings)
    assert {msgid: found for msgid, found in chinese.items() if len(found) > 1} == {}


def test_chinese_is_punctuated_as_chinese_and_shouts_never():
    half = re.compile(r"[一-鿿][,;:?!]|[!！]")
    assert [(room, text) for room, _, strings, _ in entries() for text in strings if half.search(text)] == []


def bare(source: str) -> list[str]:
    """Words of a template that stand outside its translation tags."""
    text, inside = [], False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            inside = name in {"blocktrans", "blocktranslate", "comment"} or (inside and not name.startswith("end"))
            text.append("\0")
        elif token.token_type == TokenType.TEXT and not inside:
            text.append(token.contents)
        elif token.token_type == TokenType.VAR:
            text.append("\0")
    joined = re.sub(r"<!--.*?-->", "", "".join(text), flags=re.DOTALL)
    attributes = re.findall(r"""(?<![\w:-])([\w-]+)="([^"]*)\"""", joined)
    spoken = [value for name, value in attributes if name in SPOKEN]
    outside = re.split(r"<[^>]*>", joined)
    return [part.strip() for part in [*spoken, *outside] if WORDS.search(SAME_IN_BOTH.sub("", part))]


def test_no_template_says_a_word_outside_the_catalogues():
    found = {path.relative_to(ROOT).as_posix(): bare(path.read_text()) for path in templates()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{% trans "Hello" %}</p>', []),
        ("{% blocktrans %}Hello{% endblocktrans %}", []),
        ('<a title="Open it" href="/units/">{{ x }}</a>', ["Open it"]),
        ('<c-head title="{% trans "Units" %}" />', []),
        ("<p>共 3 个</p>", ["共 3 个"]),
        ('<p class="lead wide">{{ x }}</p>', []),
    ],
)
def test_bare_words_are_found(source, words):
    assert bare(source) == words
