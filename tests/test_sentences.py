"""Problems of the pure rooms reach people through sentences of the rooms above them."""

import ast
import re
from pathlib import Path

from keyworks.base import manifest

FORMATS = Path(__file__).resolve().parent.parent / "keyworks" / "formats"
CODE = re.compile(r"(sheet|geometry|cells)\.[a-z_]+")


def test_every_problem_of_a_format_has_a_sentence_and_no_sentence_is_left_over():
    said = {
        node.value
        for path in FORMATS.rglob("*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    known = {code for room in manifest.rooms() for code in room.sentences if CODE.fullmatch(code)}
    assert said == known
