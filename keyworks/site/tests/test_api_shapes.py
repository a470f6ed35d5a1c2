"""What the schema says of the API's shapes: names, kinds, editions, times."""

from __future__ import annotations

import inspect
import json
import re
from collections import Counter

from ninja import Schema
from pydantic import TypeAdapter, ValidationError

from keyworks.base.api import Body
from keyworks.site.api import api


def shapes(known=Schema):
    """All that the rooms' API takes and gives."""
    for one in known.__subclasses__():
        yield from shapes(one)
        if one.__module__.startswith("keyworks.") and "[" not in one.__name__:
            yield one


def test_no_two_shapes_have_one_name():
    """The schema knows them by their names alone: the later one would be told in place of the first."""
    names = Counter(one.__name__ for one in set(shapes()))
    assert len(names) > 60
    assert {name for name, many in names.items() if many > 1} == set()


def test_what_is_sent_is_a_number_a_day_or_yes_itself_and_no_text_of_one():
    lax = {
        f"{one.__name__}.{name}"
        for one in set(shapes(Body))
        for name, field in one.model_fields.items()
        for kind, wrong in (("integer", "7"), ("boolean", 0), ("date", 0))
        if kind in json.dumps(TypeAdapter(field.rebuild_annotation()).json_schema()) and accepts(field, wrong)
    }
    assert lax == set()


def accepts(field, wrong):
    """Is this, or a list of it, taken for what the field asks for?"""
    adapter = TypeAdapter(field.rebuild_annotation())
    if any(one.get("type") == "string" and "format" not in one for one in every_kind(adapter.json_schema())):
        return False
    for given in (wrong, [wrong]):
        try:
            adapter.validate_python(given)
        except ValidationError:
            continue
        return True
    return False


def every_kind(schema):
    return schema.get("anyOf", [schema])


def test_a_change_over_an_edition_says_in_the_schema_that_it_needs_one():
    told = {one["operationId"]: one for of in api.get_openapi_schema()["paths"].values() for one in of.values()}
    code = {
        api.get_openapi_operation_id(one): inspect.getsource(one.view_func) for _path, one in api.operations()
    }  # fmt: skip
    asks = {name for name, text in code.items() if re.search(r"\bseen\(request, ", text)}
    assert len(asks) > 12
    assert {name for name in asks if not {"412", "428"} <= set(told[name]["responses"])} == set()
    sent = {name for name, text in code.items() if re.search(r"over=(0|\w+\.version)", text)}
    assert len(sent) > 4
    assert {name for name in sent if "412" not in told[name]["responses"]} == set()


def test_a_time_of_the_citys_day_is_not_promised_with_an_offset():
    told = api.get_openapi_schema()["components"]["schemas"]
    assert '"format": "time"' not in json.dumps(told, default=str)
    assert "pattern" in told["MeetingRow"]["properties"]["begins"]
