"""A wheel that carries the browser files, for a site without a registry."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

from keyworks.site import build
from keyworks.site.cli import _, say

HELP: str = _("make a wheel with the browser files, from a checkout")
DJANGO = False
ROOT = Path(__file__).resolve().parents[3]
NOT_A_CHECKOUT = _("A wheel is made from a checkout; there is none at %(root)s.")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", default="dist", metavar="DIR", help="(dist)")


def run(options: argparse.Namespace) -> int:
    if not (ROOT / "pyproject.toml").exists():
        sys.stderr.write(say(NOT_A_CHECKOUT) % {"root": ROOT} + "\n")
        return 1
    if build.main() != 0:
        return 1
    to = Path(options.to).resolve()
    to.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    wheel: str = importlib.import_module("hatchling.build").build_wheel(str(to))
    sys.stdout.write(f"{to / wheel}\n")
    return 0
