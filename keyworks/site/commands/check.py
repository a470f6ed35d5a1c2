"""Does this installation stand as it should? One line for each thing looked at, and the way out where it does not."""

from __future__ import annotations

import argparse
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from keyworks.accounts.queries import country, installation, today, workdays
from keyworks.base import guards
from keyworks.projects.queries import drift
from keyworks.record import queries
from keyworks.site.databases import explain, sqlite_standing, sqlite_wanted

HELP: str = _("look whether everything stands as it should")
LEAST_FREE_MB = 200


@dataclass(frozen=True)
class Finding:
    """What was looked at, and the way out where it is not as it should be."""

    words: str
    way_out: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    found = list(findings())
    good, bad = gettext("ok"), gettext("wrong")
    width = max(len(good), len(bad)) + 2
    for finding in found:
        sys.stdout.write(f"{bad if finding.way_out else good:<{width}}{finding.words}\n")
        if finding.way_out:
            sys.stdout.write(f"{'':<{width}}→ {finding.way_out}\n")
    wrong = sum(bool(finding.way_out) for finding in found)
    if wrong:
        sys.stdout.write(
            gettext("%(wrong)s of %(all)s are not as they should be.") % {"wrong": wrong, "all": len(found)}
        )
        sys.stdout.write("\n")
    return 1 if wrong else 0


def findings() -> Iterator[Finding]:
    yield from _folder(Path(settings.DATA))
    yield from _key(Path(settings.DATA) / "secret.key")
    yield from _browser_files(Path(settings.STATIC_ROOT))
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(gettext("The database does not answer."), explain(error))
        return
    of_the_database: tuple[Callable[[], Iterator[Finding]], ...] = (
        _durability, _tables, _walls, _current, _calendar, _record,
    )  # fmt: skip
    for look in of_the_database:
        try:
            yield from look()
        except DatabaseError as error:
            yield Finding(gettext("The database refuses a question."), explain(error))


def _folder(data: Path) -> Iterator[Finding]:
    told = {"data": data}
    try:
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        words = gettext("The data folder %(data)s cannot be written: %(said)s") % {**told, "said": error.strerror}
        yield Finding(words, gettext("Give it to the user who runs Keyworks, or name another with --data."))
        return
    disk = os.statvfs(data)
    free_mb = disk.f_bavail * disk.f_frsize // 2**20
    if free_mb < LEAST_FREE_MB:
        words = gettext("The disk of %(data)s has only %(free)s MB left.") % {**told, "free": free_mb}
        yield Finding(words, gettext("Make room; when it is full nothing more is saved."))
    else:
        yield Finding(gettext("The data folder %(data)s can be written.") % told)


def _key(path: Path) -> Iterator[Finding]:
    if os.environ.get("KEYWORKS_SECRET_KEY"):
        yield Finding(gettext("The secret key comes from the environment."))
    elif not path.exists():
        yield Finding(gettext("There is no secret key."), gettext("Start once: %(path)s is made.") % {"path": path})
    elif path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        words = gettext("Others can read the secret key.")
        yield Finding(words, f"chmod 600 {path}")
    else:
        yield Finding(gettext("Only its owner can read the secret key."))


def _browser_files(built: Path) -> Iterator[Finding]:
    if (built / "staticfiles.json").is_file():
        yield Finding(gettext("The browser files are built."))
    else:
        yield Finding(gettext("The browser files are not built."), gettext("Run keyworks build."))


def _durability() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        wanted, standing = sqlite_wanted(), sqlite_standing(connection)
        odd = ", ".join(f"{name} = {standing[name]}" for name in wanted if standing[name] != wanted[name])
        told = {"name": connection.settings_dict["NAME"], "journal": standing["journal_mode"], "odd": odd}
        if odd:
            words = gettext("SQLite at %(name)s is not set as it should be: %(odd)s") % told
            yield Finding(words, gettext("Close every other program that has this file open, then start again."))
        else:
            yield Finding(gettext("SQLite at %(name)s keeps what was saved through a power cut (%(journal)s).") % told)
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_database(), current_setting('server_encoding'), current_setting('synchronous_commit'), "
            "current_setting('fsync'), datctype FROM pg_database WHERE datname = current_database()"
        )
        name, encoding, commit, fsync, ctype = cursor.fetchone()
    told = {"name": name}
    if encoding != "UTF8" or ctype in {"C", "POSIX"}:
        words = gettext("PostgreSQL's %(name)s does not know Chinese letters.") % told
        yield Finding(words, f"createdb -E UTF8 --lc-ctype=C.UTF-8 -T template0 {name}")
    if commit == "off" or fsync == "off":
        words = gettext("PostgreSQL's %(name)s may lose what was saved at a power cut.") % told
        yield Finding(words, "ALTER SYSTEM SET synchronous_commit = on; ALTER SYSTEM SET fsync = on;")
    else:
        yield Finding(gettext("PostgreSQL's %(name)s keeps what was saved through a power cut.") % told)


def _tables() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        words = gettext("The tables are not of this version: %(count)s steps are missing.") % {"count": waiting}
        yield Finding(words, gettext("Run keyworks migrate."))
    else:
        yield Finding(gettext("The tables are of this version."))


def _walls() -> Iterator[Finding]:
    missing = guards.missing()
    if missing:
        words = gettext("These walls of the database do not stand: %(names)s") % {"names": ", ".join(missing)}
        way_out = gettext(
            "Run keyworks migrate, then keyworks audit verify: somebody may have changed what is guarded."
        )
        yield Finding(words, way_out)
    else:
        yield Finding(gettext("All %(count)s walls of the database stand.") % {"count": len(guards.triggers())})


def _record() -> Iterator[Finding]:
    head = queries.head()
    told = {"count": head.count, "head": head.head[:16]}
    yield Finding(
        gettext("The record has %(count)s entries, the last %(head)s… (keyworks audit verify reads it)") % told
    )


def _current() -> Iterator[Finding]:
    differing = sum(drift().values())
    if differing:
        words = gettext("%(count)s amounts kept for sums differ from the figures.") % {"count": differing}
        yield Finding(words, gettext("Run keyworks current --rebuild: what is kept is made anew out of the figures."))
    else:
        yield Finding(gettext("The amounts kept for sums equal the figures."))


def _calendar() -> Iterator[Finding]:
    if installation() is None:
        return
    told = {"year": today().year}
    if workdays().knows(told["year"]):
        yield Finding(gettext("The days off of %(year)s are known.") % told)
    else:
        words = gettext("Nobody has entered the days off of %(year)s: only weekends count as off.") % told
        yield Finding(words, gettext("Open Working days and enter them.") if country() else "")
