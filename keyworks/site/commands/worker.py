"""A worker in a process of its own."""

from __future__ import annotations

import argparse
import signal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.jobs.jobs import Worker

HELP: str = _("do background work in a process of its own")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help=gettext("do what is due now and end"))


def run(options: argparse.Namespace) -> int:
    worker = Worker()
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    signal.signal(signal.SIGINT, lambda *_: worker.stop())
    if options.once:
        while not worker.stopping.is_set() and worker.once():
            pass
        return 0
    worker.loop()
    return 0
