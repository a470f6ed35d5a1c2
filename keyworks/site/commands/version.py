"""What runs here, for a report of a fault."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop as _

from keyworks import __version__

HELP: str = _("say which versions run here")


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    lines = {
        "Keyworks": __version__,
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "SQLite": sqlite3.sqlite_version,
        "database": connection.vendor,
        "data": settings.DATA,
        "system": platform.platform(),
    }
    sys.stdout.writelines(f"{name:<10}{value}\n" for name, value in lines.items())
    return 0
