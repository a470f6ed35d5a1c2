"""Build the demonstration city, in an empty installation only."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts.queries import demonstration
from keyworks.base.manifest import sentence
from keyworks.demonstration import actions
from keyworks.values.refusals import Refused

HELP: str = _("build the demonstration city; refused over real data")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", type=date.fromisoformat, help=gettext("the day of 2022 on which it begins, as 2022-01-01")
    )


def run(options: argparse.Namespace) -> int:
    if demonstration():
        sys.stdout.write(gettext("The demonstration city is here already; nothing was changed.") + "\n")
        return 0
    try:
        built = actions.build(at=timezone.now(), **({"day": options.day} if options.day else {}))
    except Refused as no:
        sys.stderr.write(sentence(no.code, no.params) + "\n")
        return 1
    words = gettext(
        "The demonstration city is built: %(units)s units, %(people)s people, %(projects)s projects. Not official."
    )
    sys.stdout.write(words % built + "\n")
    return 0
