"""Django's own commands."""

from __future__ import annotations

import argparse

from django.core.management import execute_from_command_line
from django.utils.translation import gettext_noop as _

HELP: str = _("pass a command on to Django")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…")


def run(options: argparse.Namespace) -> int:
    execute_from_command_line(["keyworks manage", *options.words])
    return 0
