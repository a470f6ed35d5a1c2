"""Make what the browser loads and the catalogues: see keyworks/site/build.py."""

from __future__ import annotations

import argparse

from keyworks.site import build
from keyworks.site.cli import _

HELP: str = _("make the browser files and the catalogues, from a checkout")
DJANGO = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    return build.main()
