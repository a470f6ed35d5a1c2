"""Build the demonstration city, in an empty installation only."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts.queries import demonstration
from keyworks.demonstration import actions

HELP: str = _("build the demonstration city; refused over real data")


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    if demonstration():
        sys.stdout.write(gettext("The demonstration city is here already; nothing was changed.") + "\n")
        return 0
    built = actions.build(at=timezone.now())
    words = gettext(
        "The demonstration city is built: %(units)s units, %(people)s people, %(projects)s projects. Not official."
    )
    sys.stdout.write(words % built + "\n")
    return 0
