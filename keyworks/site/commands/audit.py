"""The record, checked and taken along as proof."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts.queries import installation
from keyworks.record import queries
from keyworks.record.files import proof
from keyworks.record.rules import Proof, Verdict

HELP: str = _("check the record, or export it as proof")
SOUND, BROKEN, USAGE = 0, 1, 2
WHY = {
    "gap": _("it is missing"),
    "previous": _("it does not follow the entry before it"),
    "hash": _("it is not what was written"),
    "shorter": _("the earlier proof had it, now it is missing"),
    "rewritten": _("the earlier proof names another hash: the record was written anew up to here"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify | head | export")
    verify = acts.add_parser("verify", help=gettext("read the record through and name the first bad entry"))
    verify.add_argument(
        "--against",
        type=Path,
        metavar="PROOF",
        help=gettext("an earlier proof.json or export: finds a missing end too"),
    )
    acts.add_parser("head", help=gettext("the number of entries and the last hash, to note elsewhere"))
    export = acts.add_parser("export", help=gettext("the whole record as a zip that anybody can check with Python"))
    export.add_argument("file", type=Path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    if options.act == "head":
        head = queries.head()
        sys.stdout.write(f"{head.count} {head.head}\n")
        return SOUND
    return _verify(options.against) if options.act == "verify" else _export(options.file)


def _verify(earlier: Path | None) -> int:
    against: Proof | None = None
    if earlier is not None:
        try:
            against = proof.read(earlier)
        except (OSError, ValueError) as error:
            told = {"file": earlier, "said": error}
            sys.stderr.write(gettext("%(file)s cannot be read as a proof: %(said)s") % told + "\n")
            return USAGE
    return _told(queries.verify(against=against, step=_progress if sys.stderr.isatty() else None))


def _export(to: Path) -> int:
    until = queries.head().count
    verdict = queries.verify(until=until)
    try:
        made = proof.write(
            to, queries.rows(until=until), made_at=timezone.now(), installation=str(installation() or "")
        )
    except OSError as error:
        sys.stderr.write(gettext("%(file)s cannot be written: %(said)s") % {"file": to, "said": error} + "\n")
        return USAGE
    told = {"count": made.count, "file": to}
    sys.stdout.write(gettext("%(count)s entries stand in %(file)s. Check them: python3 verify.py") % told + "\n")
    return _told(verdict)


def _told(verdict: Verdict) -> int:
    told = {"count": verdict.count, "head": verdict.head, "seq": verdict.first_bad}
    if verdict.sound:
        sys.stdout.write(gettext("Sound: %(count)s entries, head %(head)s") % told + "\n")
        return SOUND
    told["why"] = gettext(WHY[verdict.why])
    sys.stdout.write(gettext("Broken at entry %(seq)s: %(why)s.") % told + "\n")
    return BROKEN


def _progress(done: int, of: int) -> None:
    sys.stderr.write(f"\r{done:,} / {of:,}{'' if done < of else chr(10)}")
    sys.stderr.flush()
