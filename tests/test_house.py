"""The walls of the house, and the proof that each of them catches what it is there for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from keyworks.accounts.rules import Role
from keyworks.base import doors, manifest, scopes
from tests import house

ROOT = Path(__file__).resolve().parent.parent

ALLOWED: dict[str, int] = {}
"""Named exceptions to the sizes: file or file:function → lines."""


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return [path.relative_to(ROOT).as_posix() for path in (ROOT / "keyworks").rglob("*") if path.is_file()]
    return listed.stdout.splitlines()


@pytest.mark.parametrize(
    "rule",
    [
        house.rooms_without_floor,
        house.plaques,
        house.strangers_in_rooms,
        house.faces_at_tables,
        house.clocks_and_chance,
        house.doors_open_backwards,
        house.inline_in_templates,
        house.pure_without_tests,
        house.timed_tests,
    ],
    ids=lambda rule: rule.__name__,
)
def test_the_house_keeps(rule):
    assert rule(ROOT) == []


def test_no_file_or_function_outgrows_its_room():
    assert house.sizes(ROOT, ALLOWED) == []


def test_nothing_committed_names_a_machine_or_a_registry():
    assert house.machine_words(ROOT, committed()) == []


def test_nothing_committed_is_third_party():
    foreign = [name for name in committed() if name.endswith((".min.js", ".min.css", ".woff2", ".ttf", ".otf"))]
    assert foreign == []


def test_the_house_order_names_the_same_rooms_as_the_linter():
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["id"] == "floors")["layers"]
    inside = next(contract for contract in contracts if contract["id"] == "rooms")["containers"]
    assert set(floors) == house.FACES | house.NOUNS | house.GROUND
    assert {container.removeprefix("keyworks.") for container in inside} >= house.NOUNS


def addresses(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.pattern}", pattern


def test_every_address_has_a_door():
    shut = [address for address, pattern in addresses() if doors.right_of(pattern.callback) is None]
    assert shut == []


def test_every_door_asks_for_a_right_that_somebody_has():
    known = {doors.ANYONE, doors.SIGNED_IN, *manifest.rights()}
    unknown = {
        address: doors.right_of(pattern.callback)
        for address, pattern in addresses()
        if doors.right_of(pattern.callback) not in known
    }
    assert unknown == {}


def test_rights_are_granted_to_roles_that_exist():
    roles = {role.value for role in Role}
    assert {right: granted - roles for right, granted in manifest.rights().items() if granted - roles} == {}


def test_every_subject_has_a_rule_who_may_see_it():
    kinds = [kind for room in manifest.rooms() for kind in room.subjects]
    assert [kind for kind in kinds if not scopes.has_rule(scopes.subject_model(kind))] == []
    assert len(kinds) == len(set(kinds))


def test_every_refusal_has_a_sentence_and_every_verb_its_words():
    spoken = house.codes_spoken(ROOT)
    sentences = {code for room in manifest.rooms() for code in room.sentences}
    verbs = {code for room in manifest.rooms() for code in room.verbs}
    assert spoken["sentences"] - sentences == set()
    assert spoken["verbs"] - verbs == set()


def test_every_room_is_installed():
    installed = {config.name for config in apps.get_app_configs()}
    assert {f"keyworks.{room}" for room in house.NOUNS | {"base", "desk", "site"}} <= installed


@pytest.fixture
def copy(tmp_path):
    """A checkout to break: the package and its contracts."""
    ignore = shutil.ignore_patterns("__pycache__", "vendor", "built", "fonts", "*.mo")
    shutil.copytree(ROOT / "keyworks", tmp_path / "keyworks", ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n{line}\n")


BREAKS = [
    ("a lower room imports a higher", "keyworks/base/doors.py", "import keyworks.accounts.rules", "house order"),
    ("a new folder without a floor", "keyworks/helpers/__init__.py", '"""New."""', "house order"),
    ("rules import a table", "keyworks/record/rules.py", "import keyworks.record.models", "order inside a room"),
    ("a file of another name", "keyworks/accounts/utils.py", '"""Utils."""', "order inside a room"),
    ("pure code sees Django", "keyworks/values/problems.py", "import django.db", "Pure rooms"),
    ("pure code sees Django through another", "keyworks/accounts/rules.py", "import keyworks.base", "Pure rooms"),
    ("a cycle", "keyworks/values/problems.py", "import keyworks.values.refusals", None),
]


def lint(copy: Path) -> str:
    script = Path(sys.executable).with_name("lint-imports")
    command = [str(script), "--no-cache"]
    run = subprocess.run(command, cwd=copy, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    return run.stdout if run.returncode else ""


@pytest.mark.parametrize(("what", "where", "line", "contract"), BREAKS[:6], ids=[row[0] for row in BREAKS[:6]])
def test_the_contracts_catch(copy, what, where, line, contract):
    append(copy / where, line)
    broken = [row for row in lint(copy).splitlines() if "BROKEN" in row]
    assert any(contract in row for row in broken), broken


def test_the_contracts_catch_a_cycle(copy):
    append(copy / "keyworks/values/problems.py", "import keyworks.values.refusals")
    append(copy / "keyworks/values/refusals.py", "import keyworks.values.problems")
    assert any("cycles" in row and "BROKEN" in row for row in lint(copy).splitlines())


CATCHES = [
    (house.rooms_without_floor, "keyworks/helpers/__init__.py", '"""New."""'),
    (house.plaques, "keyworks/record/__init__.py", "CODE = 1"),
    (house.strangers_in_rooms, "keyworks/record/common.py", "CODE = 1"),
    (house.faces_at_tables, "keyworks/desk/views.py", "from keyworks.accounts.models import Person"),
    (house.clocks_and_chance, "keyworks/record/rules.py", "WHEN = datetime.now(UTC)"),
    (house.clocks_and_chance, "keyworks/record/actions.py", "WHEN = timezone.now()"),
    (house.doors_open_backwards, "keyworks/record/models.py", "x = models.ForeignKey('accounts.Unit', None)"),
    (house.inline_in_templates, "keyworks/desk/templates/x.html", "<b onclick=x()>"),
    (house.inline_in_templates, "keyworks/desk/templates/x.html", '<p style="color:red">'),
    (house.inline_in_templates, "keyworks/desk/templates/x.html", "<script>x()</script>"),
    (house.pure_without_tests, "keyworks/values/weights.py", "CODE = 1"),
    (house.timed_tests, "keyworks/values/tests/test_weights.py", "BEGAN = time.perf_counter()"),
]


@pytest.mark.parametrize(("rule", "where", "line"), CATCHES, ids=[f"{r[0].__name__}: {r[1]}" for r in CATCHES])
def test_the_house_catches(copy, rule, where, line):
    before = set(rule(copy))
    append(copy / where, line)
    assert len(set(rule(copy)) - before) == 1


def test_the_house_catches_a_long_file_and_a_long_function(copy):
    append(copy / "keyworks/base/doors.py", "\n" * 400)
    append(copy / "keyworks/base/scopes.py", "def long():\n" + "    x = 1\n" * 60)
    assert len(house.sizes(copy, {})) == 2


def test_the_house_catches_a_machine_path(copy):
    append(copy / "keyworks/base/doors.py", "# /" + "root/.cache")
    assert len(house.machine_words(copy, ["keyworks/base/doors.py"])) == 1
