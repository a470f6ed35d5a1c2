"""Bring lists in from the command line: a dry run, the bringing in itself, and taking it back."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts.queries import person_named
from keyworks.base.manifest import sentence
from keyworks.imports import actions, queries
from keyworks.imports.forms.words import DEPENDENTS
from keyworks.values.refusals import Refused

HELP: str = _("bring spreadsheets in, or try what they would become")
DONE, REFUSED, USAGE, ERRORS = 0, 1, 2, 3


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=gettext("the files of one list"))
    parser.add_argument(
        "--mapping", default="", metavar="NAME[@V]|FILE.json",
        help=gettext("a saved or shipped mapping, or one in a file; without it the one that fits best"),
    )  # fmt: skip
    parser.add_argument("--by", metavar="USER", help=gettext("who brings it in: the record names this person"))
    parser.add_argument("--reason", default="", help=gettext("why: the record keeps it"))
    parser.add_argument("--dry-run", action="store_true", help=gettext("only tell what would become of it"))
    parser.add_argument(
        "--allow-refused", action="store_true", help=gettext("leave refused rows out and bring in the rest")
    )
    parser.add_argument("--json", action="store_true", help=gettext("tell it for machines, on standard output"))
    parser.add_argument("--take-back", type=int, metavar="ID", help=gettext("take an import back"))


def run(options: argparse.Namespace) -> int:
    person = person_named(options.by or "")
    wrong = _usage(options)
    if wrong:
        sys.stderr.write(wrong + "\n")
        return USAGE
    if person is None or not person.may(queries.RIGHT):
        code = "imports.not_yours" if person is not None else "imports.no_such_person"
        return _refused(sentence(code, {"username": options.by}), [])
    try:
        return _take_back(options, person) if options.take_back is not None else _bring(options, person)
    except Refused as no:
        return _refused(sentence(no.code, no.params), [actions.told(one) for one in getattr(no, "problems", ())])
    except OSError as error:
        said = {"file": error.filename or "", "said": error.strerror or error}
        return _refused(gettext("%(file)s cannot be read: %(said)s") % said, [])


def _usage(options: argparse.Namespace) -> str:
    """What is missing or too much; "" where all is there."""
    if not options.by:
        return gettext("Say with --by who does it.")
    if (options.take_back is None) == (not options.files):
        return gettext("Name the files to bring in, or with --take-back the import to take back.")
    if not options.dry_run and not options.reason.strip():
        return gettext("Say with --reason why, or try it first with --dry-run.")
    return ""


def _take_back(options: argparse.Namespace, person: Any) -> int:
    found = queries.import_of(person, options.take_back)
    if found is None:
        return _refused(gettext("There is no import %(pk)s.") % {"pk": options.take_back}, [])
    depending = queries.depending(found) if found.intake is not None else []
    if options.dry_run or depending:
        for one in depending:
            for name, _address in one.projects:
                sys.stderr.write(f"{name}: {DEPENDENTS[one.kind]}\n")
        if depending:
            return _refused(sentence("imports.stands_on_it", {"count": sum(one.count for one in depending)}), [])
        return DONE
    actions.take_back(found=found, reason=options.reason, by=person, at=timezone.now())
    _tell(options, found, gettext("Import %(pk)s is taken back.") % {"pk": found.pk})
    return DONE


def _bring(options: argparse.Namespace, person: Any) -> int:
    document, code = None, options.mapping
    if code.endswith(".json"):
        document, code = actions.parsed(Path(code).read_text(encoding="utf-8-sig")), ""
    parts = []
    try:
        for path in options.files:
            parts.append(actions.taken(path, path.name))
        found = actions.begin(parts=parts, by=person, at=timezone.now(), code=code, document=document)
    finally:
        for part in parts:
            part.path.unlink(missing_ok=True)
    stands = False
    try:
        actions.do("imports.read", found, by=person, at=timezone.now(), step=_progress)
        found.refresh_from_db()
        actions.do("imports.judge", found, by=person, at=timezone.now(), step=_progress)
        found.refresh_from_db()
        errors = (found.report.get("problems") or {}).get("error", 0)
        if options.dry_run:
            _tell(options, found, _summary(found))
            return ERRORS if errors else DONE
        actions.ask_to_bring(
            found=found, reason=options.reason, leave_refused=options.allow_refused, over=None, by=person,
            at=timezone.now(),
        )  # fmt: skip
        actions.do("imports.bring_in", found, by=person, at=timezone.now(), step=_progress)
        stands = True
        found.refresh_from_db()
        _tell(options, found, _summary(found))
        return DONE
    except Refused as no:
        if queries.judged(found) is not None:
            _tell(options, found, _summary(found))
        raise no
    finally:
        if not stands:
            _clear(found, person)


def _clear(found: Any, person: Any) -> None:
    """What was not brought in leaves nothing behind."""
    found = queries.import_of(person, found.pk)
    if found is not None and found.is_open:
        actions.remove(found=found, by=person, at=timezone.now())


def _tell(options: argparse.Namespace, found: Any, words: str) -> None:
    if options.json:
        told = actions.reported(found, queries.judged(found))
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(words + "\n")


def _summary(found: Any) -> str:
    report = found.report
    projects = report.get("projects") or {}
    lines = [
        (gettext("Import"), found.pk), (gettext("Mapping"), found.document.get("name", "")),
        (gettext("Rows"), report["rows"]["all"]), (gettext("Rows refused"), report["rows"]["refused"]),
        (gettext("New projects"), projects.get("new", 0)), (gettext("Changed"), projects.get("changed", 0)),
        (gettext("Unchanged"), projects.get("unchanged", 0)),
        (gettext("No longer reported"), projects.get("unreported", 0)),
    ]  # fmt: skip
    told = [f"{name}\t{value}" for name, value in lines]
    judged = queries.judged(found)
    if judged is not None:
        for severity, code, count in judged.kinds():
            one = judged.problems(severity=severity, code=code, most=1)[0]
            told.append(f"{severity}\t{count}\t{one.cell}\t{sentence(one.code, one.params)}")
    return "\n".join(told)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {of:,}  ")
        sys.stderr.flush()


def _refused(words: str, problems: list[str]) -> int:
    for one in (words, *problems):
        sys.stderr.write(f"{one}\n")
    return REFUSED
