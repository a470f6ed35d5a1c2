"""The command line `keyworks`: each module in commands/ is one command.

A module has `HELP`, `arguments(parser)` and `run(options) -> int`; with `DJANGO = False` it runs without the site.
"""

from __future__ import annotations

import argparse
import ast
import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import translation

from keyworks import __version__
from keyworks.base.manifest import sentence
from keyworks.site.databases import explain
from keyworks.values.refusals import Refused

COMMANDS = Path(__file__).with_name("commands")
LOCALE = Path(__file__).with_name("locale")


def _(msgid: str) -> str:
    """Marks a sentence for the catalogue; it is said later."""
    return msgid


WHAT = _("A city's key projects, from plan to production.")
DATA_HELP = _("the folder of the data (default: KEYWORKS_DATA, else ./data)")
COMMANDS_TITLE = _("commands:")
COMMAND_HELP = _("keyworks COMMAND --help tells more of each.")


def language() -> str:
    """The reader's language by LANG: Chinese where it begins with zh, else English."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh-hans" if said.startswith("zh") else "en"


def say(msgid: str) -> str:
    """A sentence in the reader's language before Django stands."""
    if language() == "en" or not msgid:
        return msgid
    return gettext.translation("django", LOCALE, ["zh_Hans"], fallback=True).gettext(msgid)


def names() -> list[str]:
    return sorted(path.stem.replace("_", "-") for path in COMMANDS.glob("[!_]*.py"))


def constants(name: str) -> dict[str, object]:
    """A command's HELP and DJANGO, read without running it: it may need Django to stand first."""
    source = (COMMANDS / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    found: dict[str, object] = {"HELP": "", "DJANGO": True}
    for node in ast.parse(source).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = getattr(node, "value", None)
        if isinstance(value, ast.Call) and value.args:
            value = value.args[0]
        for target in targets:
            if isinstance(target, ast.Name) and target.id in found and isinstance(value, ast.Constant):
                found[target.id] = value.value
    return found


def parser() -> argparse.ArgumentParser:
    """All commands with their help, none of them loaded."""
    width = max(map(len, names())) + 2
    listed = "\n".join(f"  {name:<{width}}{say(str(constants(name)['HELP']))}" for name in names())
    root = argparse.ArgumentParser(
        prog="keyworks",
        description=say(WHAT),
        epilog=f"{say(COMMANDS_TITLE)}\n{listed}\n\n{say(COMMAND_HELP)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    root.add_argument("--version", action="version", version=f"Keyworks {__version__}")
    root.add_argument("--data", metavar="DIR", help=say(DATA_HELP))
    root.add_argument("command", nargs="?", metavar="COMMAND", choices=names(), help=argparse.SUPPRESS)
    root.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help=argparse.SUPPRESS)
    return root


def load(name: str) -> ModuleType:
    if constants(name)["DJANGO"]:
        django.setup()
        translation.activate(language())
    return importlib.import_module(f"keyworks.site.commands.{name.replace('-', '_')}")


def obey(name: str, rest: list[str]) -> int:
    """Load one command, read its own arguments and run it."""
    module = load(name)
    own = argparse.ArgumentParser(prog=f"keyworks {name}", description=say(module.HELP), allow_abbrev=False)
    module.arguments(own)
    code = module.run(own.parse_args(rest))
    return int(code or 0)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what goes wrong is one sentence and a code other than 0."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keyworks.site.settings")
    root = parser()
    options = root.parse_args(list(sys.argv[1:] if argv is None else argv))
    if options.command is None:
        root.print_help()
        return 0
    if options.data:
        os.environ["KEYWORKS_DATA"] = str(Path(options.data).resolve())
    try:
        return obey(options.command, options.rest)
    except Refused as no:
        return _failed(sentence(no.code, no.params))
    except OperationalError as error:
        return _failed(explain(error))
    except (CommandError, ImproperlyConfigured, PermissionError) as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return 130


def _failed(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
