"""What is written as OC4IDS is what the standard's own schema of 0.9.5 takes; its own examples are read."""

from __future__ import annotations

import json
from functools import cache

import jsonschema_rs
import pytest
from hypothesis import given, settings

from keyworks.formats.oc4ids import codes
from keyworks.formats.oc4ids.reading import NO_PLACE, read
from keyworks.formats.oc4ids.writing import write
from keyworks.formats.tests.test_oc4ids import packages
from tests.real.data import FOLDER

OC4IDS = FOLDER / "oc4ids"
SCHEMA = OC4IDS / "schema" / "project-level"
pytestmark = pytest.mark.skipif(
    not SCHEMA.is_dir(), reason=f"the schema of OC4IDS is not at {SCHEMA}; KEYWORKS_REAL_DATA names its folder"
)


@cache
def validator():
    """The schema of a package with that of a project laid inside it: nothing is fetched."""
    package = json.loads((SCHEMA / "project-package-schema.json").read_text())
    project = json.loads((SCHEMA / "project-schema.json").read_text())
    uri = package["properties"]["projects"]["items"]["$ref"]
    registry = jsonschema_rs.Registry([(uri, project)], draft=jsonschema_rs.Draft4)
    return jsonschema_rs.Draft4Validator(package, registry=registry, validate_formats=True)


def told(content):
    return [f"{list(one.instance_path)}: {one.message}" for one in validator().iter_errors(json.loads(content))]


@settings(max_examples=200)
@given(packages())
def test_whatever_is_written_the_schema_takes(made):
    assert told(write(made)) == []


def test_the_schema_refuses_what_is_none():
    assert told('{"projects": [{"title": "without an id"}]}')


def test_the_closed_lists_are_those_of_the_standard():
    project = json.loads((SCHEMA / "project-schema.json").read_text())
    assert list(codes.STATUSES) == project["properties"]["status"]["enum"]
    assert list(codes.TYPES) == project["properties"]["type"]["enum"]
    assert list(codes.MILESTONES) == project["definitions"]["Milestone"]["properties"]["status"]["enum"]


def test_the_standards_example_is_read_and_its_losses_are_said():
    content = (OC4IDS / "docs" / "examples" / "example.json").read_bytes()
    found = read(content)
    whole = json.loads(content)["projects"]
    assert [one.id for one in found.package.projects] == [one["id"] for one in whole]
    assert [one.title for one in found.package.projects] == [one["title"] for one in whole]
    processes = next(one for one in found.lost if one.path == "projects.contractingProcesses")
    assert (processes.count, processes.why) == (sum(len(one["contractingProcesses"]) for one in whole), NO_PLACE)
