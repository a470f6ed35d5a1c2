"""Lists that were given, for addresses about them; the city office gives them, so they are nobody's own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from keyworks.dossier import actions as dossier
from keyworks.imports import actions as imports
from keyworks.imports.models import Import


def import_given(cast, whose, at):
    """A list that the city office gave and that is read; lists are nobody's own."""
    content = "项目编号,项目名称,所属区\nA-1,新能源汽车二期,滨海新区\nA-2,阀门二厂,无此区\n".encode()
    path = Path(settings.DATA) / f"{whose}-list.part"
    path.write_bytes(content)
    part = dossier.Part(path, "list.csv", hashlib.sha256(content).hexdigest(), len(content))
    found = imports.begin(parts=[part], by=cast.office, at=at)
    imports.do("imports.read", found, by=cast.office, at=at)
    return [found.pk]


def import_file(cast, whose, at):
    return [*import_given(cast, whose, at), 0]


def import_judged(cast, whose, at):
    [pk] = import_given(cast, whose, at)
    imports.do("imports.judge", Import.objects.get(pk=pk), by=cast.office, at=at)
    return [pk]


def import_waiting(cast, whose, at):
    """A list whose check was begun and never ended."""
    [pk] = import_given(cast, whose, at)
    Import.objects.filter(pk=pk).update(state=Import.State.JUDGING)
    return [pk]


def mapping(cast, whose, at):
    """A mapping that the city office saved."""
    document = Import.objects.get(pk=import_given(cast, whose, at)[0]).document
    kept = imports.save_mapping(name="list", document=document, by=cast.office, at=at)
    return [kept.name, kept.version]


def mapping_name(cast, whose, at):
    return mapping(cast, whose, at)[:1]
