"""Bring the tables to this version, and see that the database's own walls stand."""

from __future__ import annotations

import argparse
import sys

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts.queries import installation
from keyworks.base import guards

HELP: str = _("make the tables, or bring them to this version")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help=gettext("say nothing when all is well"))
    parser.add_argument("--say-new", action="store_true", help=gettext("say new where nobody and nothing is yet"))


def run(options: argparse.Namespace) -> int:
    connection.ensure_connection()
    call_command("migrate", interactive=False, verbosity=0 if options.quiet else 1)
    missing = guards.missing()
    if missing:
        names = ", ".join(missing)
        sys.stderr.write(gettext("These walls of the database do not stand: %(names)s") % {"names": names} + "\n")
        return 1
    if options.say_new and installation() is None:
        sys.stdout.write("new\n")
    return 0
