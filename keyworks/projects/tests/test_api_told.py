"""The worked examples of docs/operate/api.md do what they say."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from django.utils import timezone

from keyworks.projects.models import Component, Project
from keyworks.projects.tests.test_api import Caller

TOLD = Path(__file__).resolve().parents[3] / "docs/operate/api.md"
ROOT = "http://127.0.0.1:8000/api/v1"


def examples():
    """Method, path, body and If-Match of each curl of the section about the register."""
    section = TOLD.read_text().partition("## The register")[2].partition("\n## ")[0]
    for text in section.replace("\\\n", " ").split("    curl ")[1:]:
        words = shlex.split(text.split("\n\n")[0])
        path = next(word for word in words if word.startswith(ROOT)).removeprefix(ROOT)
        body = words[words.index("-d") + 1] if "-d" in words else None
        method = words[words.index("-X") + 1] if "-X" in words else "POST" if body else "GET"
        seen = [word.removeprefix("If-Match: ") for word in words if word.startswith("If-Match")]
        yield method, path, body, seen


def as_here(text, known):
    """The text with the keys that stand in it told as they are here, each once."""
    return re.sub(r"(?<=[/-])\d+(?=[/?-]|$)", lambda key: str(known.get(int(key[0]), key[0])), text)


def test_every_example_is_answered(client, cast):
    office, known = Caller(client, cast.office), {}
    answers = []
    for method, path, body, seen in examples():
        path, seen = as_here(path, known), [as_here(tag, known) for tag in seen]
        body = json.loads(body.replace("2022-02-08", timezone.localdate().isoformat())) if body else None
        status, answer, _ = office.send(method, path, body, **({"If-Match": seen[0]} if seen else {}))
        assert status in {200, 201}, answer
        answers.append(answer)
        known = {7: Project.objects.get().pk, 3: getattr(Component.objects.first(), "pk", 3)}
    assert len(answers) == 9
    assert Project.objects.get().stage == "planned"
    assert Component.objects.get().state == "debugging"
