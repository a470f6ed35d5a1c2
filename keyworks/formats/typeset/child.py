"""The limited child that sets pages; `setting` starts it. It has read every font before its files are shut."""

from __future__ import annotations

import json
import sys
from typing import Any

import typst

from keyworks.formats import limited
from keyworks.formats.typeset.setting import SIZE, Limits

STANDARD = "ua-1"
NO_SIGN = "could not be displayed with font"
"""What Typst says where a text has a character that no font has, which PDF/UA forbids."""


def opened(folder: str) -> typst.Compiler:
    """A setter that has used each font once, so that it opens no file any more."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    setter = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    used = [f'#text(font: "{one.family}", weight: {one.weight})[a文]' for one in fonts.fonts()]
    setter.compile(input="\n".join(used).encode(), format="pdf", timestamp=0)
    return setter


def set_pages(setter: typst.Compiler, source: str, one: dict[str, Any], standards: list[Any]) -> Any:
    return setter.compile(
        input=source.encode(),
        format="pdf",
        sys_inputs={"data": one["data"]},
        pdf_standards=standards,
        timestamp=one["moment"],
    )


def answer(setter: typst.Compiler, source: str, one: dict[str, Any]) -> bytes:
    """The pages, or what is wrong."""
    try:
        made: bytes = set_pages(setter, source, one, [STANDARD])
    except typst.TypstError as failed:
        made = f"{failed.message}\n{failed.diagnostic}".encode()
        if NO_SIGN in failed.message:
            made = set_pages(setter, source, one, [])
    return made


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    setter = opened(sys.argv[2])
    limited.bound(memory=limits.memory, seconds=limits.seconds, written=limits.written)
    asked = json.loads(sys.stdin.buffer.read())
    for one in asked["many"]:
        made = answer(setter, asked["source"], one)
        sys.stdout.buffer.write(len(made).to_bytes(SIZE))
        sys.stdout.buffer.write(made)
    sys.stdout.flush()
