"""The limited child that fills a template; `filling` starts it."""

from __future__ import annotations

import base64
import contextlib
import json
import sys
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from keyworks.formats import limited
from keyworks.formats.word.filling import Limits

FIRST = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can name: every part bears it, so that the clock leaves no trace."""


def zipped_again(content: bytes) -> bytes:
    """The same parts without dates, stored: how well a library packs differs from machine to machine."""
    again = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(again, "w", ZIP_STORED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, FIRST)
            info.external_attr = 0o600 << 16
            info.create_system = 3
            new.writestr(info, old.read(part))
    return again.getvalue()


PICTURE = Mm(54)
"""How wide a picture is set: three stand beside one another on A4."""
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A picture of one point."""


def filled(template: bytes, data: dict[str, Any], about: dict[str, str], pictures: dict[str, bytes]) -> bytes:
    document = DocxTemplate(BytesIO(template))
    shown = {name: InlineImage(document, BytesIO(one), width=PICTURE) for name, one in pictures.items()}
    document.render(
        data | {"pictures": shown}, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined), autoescape=True
    )
    said = document.docx.core_properties
    said.title, said.author, said.subject = about["title"][:255], about["author"][:255], about["subject"][:255]
    said.language, said.last_modified_by, said.revision = about["language"], about["author"][:255], 1
    said.keywords = said.comments = said.category = ""
    said.created = said.modified = datetime.fromisoformat(about["moment"]).astimezone(UTC).replace(tzinfo=None)
    made = BytesIO()
    document.save(made)
    return zipped_again(made.getvalue())


def warm() -> None:
    """Fill a template once, so that all it takes has been loaded before files are shut."""
    blank, made = Document(), BytesIO()
    blank.add_paragraph("{% for one in many %}{% if one == 'a' %}{{ one|length }}{% endif %}{% endfor %}")
    blank.add_paragraph("{{ pictures.dot }}")
    blank.save(made)
    about = dict.fromkeys(("title", "author", "subject", "language"), "") | {"moment": "2022-02-08T04:00:00+00:00"}
    filled(made.getvalue(), {"many": ["a", "文"]}, about, {"dot": DOT})
    with contextlib.suppress(TemplateError):
        SandboxedEnvironment().from_string("{{ ''.__class__ }}{% %}")


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    warm()
    limited.bound(memory=limits.memory, seconds=limits.seconds, written=limits.written)
    asked = json.loads(sys.stdin.buffer.read())
    try:
        pictures = {name: base64.b64decode(one) for name, one in asked["pictures"].items()}
        made = filled(base64.b64decode(asked["template"]), asked["data"], asked["about"], pictures)
    except (TemplateError, ValueError, KeyError, TypeError) as failed:
        made = f"{type(failed).__name__}: {failed}".encode()
    sys.stdout.buffer.write(made)
    sys.stdout.flush()
