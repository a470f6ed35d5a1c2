"""Serve the site, with a worker for background work beside it."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from typing import Any

import waitress
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.base import guards
from keyworks.jobs.jobs import Worker
from keyworks.site import beforehand
from keyworks.site.wsgi import application

HELP: str = _("serve the site")
THREADS = 8
"""Enough for a room of readers; SQLite has one writer, and PostgreSQL one connection for each."""
PATIENCE_S = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=gettext("the address to listen at (127.0.0.1)"))
    parser.add_argument("--port", type=int, default=8000, help=gettext("the port to listen at (8000)"))
    parser.add_argument("--threads", type=int, default=THREADS, help=gettext("requests served at once (8)"))
    parser.add_argument("--no-worker", action="store_true", help=gettext("leave background work to keyworks worker"))
    parser.add_argument("--migrate", action="store_true", help=gettext("first bring the tables to this version"))


def run(options: argparse.Namespace) -> int:
    if not _tables_stand(options.migrate):
        sys.stderr.write(gettext("The tables are not of this version: run keyworks migrate first.") + "\n")
        return 1
    missing = guards.missing()
    if missing:
        words = gettext("These walls of the database do not stand: %(names)s. Run keyworks migrate, then serve.")
        sys.stderr.write(words % {"names": ", ".join(missing)} + "\n")
        return 1
    try:
        server = waitress.create_server(application, **_waitress(options))
    except OSError as error:
        told = {"host": options.host, "port": options.port, "said": error.strerror or error}
        sys.stderr.write(gettext("Nothing can listen at %(host)s:%(port)s: %(said)s") % told + "\n")
        return 1
    worker = None if options.no_worker else _start_worker()
    signal.signal(signal.SIGTERM, _leave)
    sys.stdout.write(gettext("Keyworks is open at %(url)s (Ctrl-C ends it).") % {"url": _url(options)} + "\n")
    sys.stdout.flush()
    beforehand.begin()
    server.run()  # returns on Ctrl-C and SIGTERM
    if worker is not None:
        worker.stop()
        for thread in threading.enumerate():
            if thread.name == "worker":
                thread.join(PATIENCE_S)
    return 0


def _tables_stand(migrate: bool) -> bool:
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return True
    if migrate:
        call_command("migrate", interactive=False, verbosity=0)
    return migrate


def _start_worker() -> Worker:
    worker = Worker()
    threading.Thread(target=worker.loop, name="worker", daemon=True).start()
    return worker


def _waitress(options: argparse.Namespace) -> dict[str, Any]:
    """Forwarded headers are believed only of the proxy named in KEYWORKS_PROXY."""
    set_up: dict[str, Any] = {
        "host": options.host, "port": options.port, "threads": options.threads, "ident": None,
        "max_request_body_size": 256 * 1024 * 1024, "max_request_header_size": 64 * 1024,
        "connection_limit": 1000, "channel_timeout": 60, "asyncore_use_poll": True,
    }  # fmt: skip
    proxy = os.environ.get("KEYWORKS_PROXY", "")
    if proxy:
        set_up |= {
            "trusted_proxy": proxy,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
    return set_up


def _url(options: argparse.Namespace) -> str:
    host = socket.gethostname() if options.host in ("0.0.0.0", "::", "*") else options.host  # noqa: S104
    return f"http://[{host}]:{options.port}" if ":" in host else f"http://{host}:{options.port}"


def _leave(*_: object) -> None:
    raise SystemExit(0)
