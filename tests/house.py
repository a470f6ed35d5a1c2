"""The house rules that import-linter cannot say, each a function from a checkout's root to its offences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FACES = {"site", "demonstration", "desk", "publishing"}
NOUNS = {
    "imports", "meetings", "matters", "reports", "projects", "dossier", "post", "search", "jobs", "accounts", "record",
}  # fmt: skip
ROOMS = NOUNS | {"publishing"}
"""Rooms in the full sense: with tables of their own, which a face may have as well."""
GROUND = {"base", "formats", "engine", "values"}
ROOM_FILES = {
    "__init__", "apps", "urls", "views", "api", "jobs", "admin", "forms", "actions", "queries", "models", "files",
    "rules",
}  # fmt: skip
ROOM_FOLDERS = {"templates", "migrations", "tests", "locale", "static", "management"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_PLAQUE = 400, 60, 8
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "time", "monotonic", "perf_counter"}
STOPWATCHES = {"process_time", "perf_counter", "process_time_ns", "perf_counter_ns", "timeit"}
CHANCE = {"random", "secrets", "uuid4", "urandom"}
MACHINE = re.compile(r"(?<![\w.])/(work|root|farm|tmp/bash_jobs)/|registry\.npmjs|pypi\.org/simple|files\.pythonhosted")


def modules(root: Path) -> Iterator[Path]:
    """The package's own Python files, migrations apart."""
    return (path for path in sorted((root / "keyworks").rglob("*.py")) if "migrations" not in path.parts)


def code(root: Path) -> Iterator[Path]:
    """The package's Python files that are not tests."""
    return (path for path in modules(root) if "tests" not in path.parts)


def room_of(root: Path, path: Path) -> str:
    parts = path.relative_to(root / "keyworks").parts
    return parts[0] if len(parts) > 1 else ""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last name of what it calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def rooms_without_floor(root: Path) -> list[str]:
    """A top folder that nobody gave a floor."""
    known = FACES | NOUNS | GROUND
    return [
        path.name
        for path in sorted((root / "keyworks").iterdir())
        if path.is_dir() and path.name not in known and not path.name.startswith("__")
    ]


def plaques(root: Path) -> list[str]:
    """A room without a plaque, with one over 8 lines, or with code in its __init__."""
    offences = []
    for room in sorted(FACES | NOUNS | GROUND):
        tree = ast.parse((root / "keyworks" / room / "__init__.py").read_text())
        text = ast.get_docstring(tree)
        if not text or len(text.splitlines()) > LONGEST_PLAQUE or len(tree.body) > 1:
            offences.append(f"{room}: the plaque is 1 to {LONGEST_PLAQUE} lines and nothing else")
    return offences


def strangers_in_rooms(root: Path) -> list[str]:
    """A file in a room that has none of the agreed names."""
    offences = []
    for room in sorted(ROOMS):
        for path in sorted((root / "keyworks" / room).iterdir()):
            name = path.stem if path.suffix == ".py" else path.name
            known = ROOM_FILES if path.suffix == ".py" else ROOM_FILES | ROOM_FOLDERS
            if name not in known and not name.startswith("__"):
                offences.append(f"{room}/{path.name}: not one of the names of a room")
    return offences


def sizes(root: Path, allowed: dict[str, int]) -> list[str]:
    """A file over 400 lines or a function over 60 that no exception names."""
    offences = []
    for path in modules(root):
        name = path.relative_to(root).as_posix()
        text = path.read_text()
        lines = text.count("\n")
        if lines > allowed.get(name, LONGEST_FILE):
            offences.append(f"{name}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > allowed.get(f"{name}:{node.name}", LONGEST_FUNCTION):
                    offences.append(f"{name}:{node.name}: {length} lines")
    return offences


def faces_at_tables(root: Path) -> list[str]:
    """A face that reads another's tables: it has to ask its queries."""
    offences = []
    for path in code(root):
        if (room := room_of(root, path)) in FACES:
            for node in ast.walk(ast.parse(path.read_text())):
                source = node.module or "" if isinstance(node, ast.ImportFrom) else ""
                if re.fullmatch(rf"keyworks\.(?!{room}\.)\w+\.models(\..*)?", source):
                    offences.append(f"{path.relative_to(root)}: imports {source}")
    return offences


def clocks_and_chance(root: Path) -> list[str]:
    """Pure code and actions take time and chance as arguments."""
    offences = []
    for path in code(root):
        room = room_of(root, path)
        name = path.relative_to(root / "keyworks" / room).parts[0].removesuffix(".py") if room else ""
        if room not in {"values", "engine"} and name not in {"rules", "files", "actions"}:
            continue
        banned = CLOCKS if name == "actions" else CLOCKS | CHANCE
        for called, node in calls(ast.parse(path.read_text())):
            if called in banned and not (called == "time" and node.args):
                offences.append(f"{path.relative_to(root)}:{node.lineno}: {called}()")
    return offences


def doors_open_backwards(root: Path) -> list[str]:
    """A foreign key to another room with a reverse accessor, which would escape every linter."""
    offences = []
    for path in code(root):
        if path.name != "models.py" and path.parent.name != "models":
            continue
        for called, node in calls(ast.parse(path.read_text())):
            if called not in {"ForeignKey", "OneToOneField", "ManyToManyField"} or not node.args:
                continue
            target = ast.unparse(node.args[0])
            elsewhere = "AUTH_USER_MODEL" in target or (target.startswith(("'", '"')) and "." in target)
            words = {word.arg: ast.unparse(word.value) for word in node.keywords}
            if elsewhere and words.get("related_name") not in {"'+'", '"+"'}:
                offences.append(f"{path.relative_to(root)}:{node.lineno}: related_name must be '+'")
    return offences


def inline_in_templates(root: Path) -> list[str]:
    """Script, style or handlers inside a page: the content security policy would refuse them."""
    pattern = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    return [
        f"{path.relative_to(root)}: {found.group(0).strip()}"
        for path in sorted((root / "keyworks").rglob("*.html"))
        for found in pattern.finditer(path.read_text())
    ]


def machine_words(root: Path, files: list[str]) -> list[str]:
    """A path of somebody's machine or the host of a registry in a committed file."""
    offences = []
    for name in files:
        path = root / name
        if name in {"tests/house.py"} or path.suffix in {".png", ".xlsx"} or not path.is_file():
            continue
        found = MACHINE.search(path.read_text(errors="replace"))
        if found:
            offences.append(f"{name}: {found.group(0)}")
    return offences


def pure_without_tests(root: Path) -> list[str]:
    """A pure module that has no test file of its own."""
    offences = []
    for path in code(root):
        room = room_of(root, path)
        pure = room == "values" or path.name in {"rules.py", "files.py"}
        if pure and path.stem != "__init__" and not (path.parent / "tests" / f"test_{path.stem}.py").exists():
            offences.append(f"{path.relative_to(root)}: no tests/test_{path.stem}.py")
    return offences


def timed_tests(root: Path) -> list[str]:
    """A test that holds a clock against the code: speed is measured in benchmarks/, machines differ."""
    paths = sorted([*(root / "keyworks").rglob("tests/*.py"), *(root / "tests").rglob("*.py")])
    return [
        f"{path.relative_to(root)}:{node.lineno}: {called}"
        for path in paths
        for called, node in calls(ast.parse(path.read_text()))
        if called in STOPWATCHES
    ]


def codes_spoken(root: Path) -> dict[str, set[str]]:
    """Codes of refusals and verbs of the record as written in the code."""
    spoken: dict[str, set[str]] = {"sentences": set(), "verbs": set()}
    for path in code(root):
        for called, node in calls(ast.parse(path.read_text())):
            first = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if not isinstance(first, str):
                continue
            if called.endswith("Refused") or called in {"Stale", "Problem"}:
                spoken["sentences"].add(first)
            elif called == "write" and "." in first:
                spoken["verbs"].add(first)
    return spoken
