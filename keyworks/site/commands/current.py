"""Prove that the amounts kept for sums equal the figures, or make them anew."""

from __future__ import annotations

import argparse
import sys

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.projects.actions import rebuild_current
from keyworks.projects.queries import drift

HELP: str = _("prove that the amounts kept for sums equal the figures")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rebuild", action="store_true", help=gettext("make them anew out of the figures"))


def run(options: argparse.Namespace) -> int:
    differing = sum((rebuild_current(by=None, at=timezone.now()) if options.rebuild else drift()).values())
    if not differing:
        sys.stdout.write(gettext("The amounts kept for sums equal the figures.") + "\n")
        return 0
    words = gettext("%(count)s amounts kept for sums differ from the figures.") % {"count": differing}
    sys.stdout.write(words + " " + (gettext("They were made anew.") if options.rebuild else "") + "\n")
    return 0 if options.rebuild else 1
