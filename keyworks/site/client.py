"""A Python client of the API in one file, made of the API's own schema: nothing but the standard library."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Any

HEAD = '''"""A client of Keyworks {version}, made of the schema of its API: one file, nothing but the standard library.

    city = Keyworks("https://keyworks.example", token="kw_…")
    for project in city.pages(city.projects_list_projects, q="丰田"):
        print(project["name_zh"])
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4


class Refused(Exception):
    """The API said no: `status`, and `problem` as it came (RFC 9457)."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{{status}}: {{problem.get('detail') or problem.get('title', '')}}")
        self.status, self.problem = status, problem


class Keyworks:
    """One installation as the holder of a token sees it; `edition` is the ETag of what was answered last."""

    def __init__(self, url: str, token: str, *, language: str = "en", timeout_s: float = 60) -> None:
        self.url, self.token, self.language, self.timeout_s = url.rstrip("/"), token, language, timeout_s
        self.edition = ""

    def pages(self, list_of: Callable[..., Any], *args: Any, **asked: Any) -> Iterator[Any]:
        """Every item of a list, page after page."""
        cursor: str | None = ""
        while cursor is not None:
            page = list_of(*args, **asked, **({{"cursor": cursor}} if cursor else {{}}))
            yield from page["items"]
            cursor = page.get("next") or None

    def _ask(
        self,
        method: str,
        address: str,
        *,
        query: dict[str, Any] | None = None,
        body: Any = None,
        files: dict[str, Any] | None = None,
        edition: str = "",
    ) -> Any:
        given = {{name: value for name, value in (query or {{}}).items() if value is not None}}
        given = {{name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}}
        headers = {{"Authorization": f"Bearer {{self.token}}", "Accept-Language": self.language}}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        elif files is not None:
            data, headers["Content-Type"] = _parts(files)
        if edition:
            headers["If-Match"] = edition
        address = self.url + address + ("?" + urlencode(given, doseq=True) if given else "")
        asked = urllib.request.Request(address, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=self.timeout_s) as answer:
                self.edition = answer.headers.get("ETag") or ""
                found = answer.read()
                return json.loads(found or "null") if "json" in answer.headers.get_content_type() else found
        except urllib.error.HTTPError as error:
            said = error.read()
            try:
                problem = json.loads(said)
            except ValueError:
                problem = {{"title": said.decode(errors="replace")[:400]}}
            raise Refused(error.code, problem) from None
'''

FOOT = '''

def _parts(files: dict[str, Any]) -> tuple[bytes, str]:
    """Fields as multipart/form-data; a file is (name, bytes), several are a list of them."""
    mark, lines = uuid4().hex, []
    for field, value in files.items():
        for one in value if isinstance(value, list) else [value]:
            if one is None:
                continue
            name, content = one if isinstance(one, tuple) else (None, str(one).encode())
            told = f'; filename="{quote(name)}"' if name else ""
            head = f'--{mark}\\r\\nContent-Disposition: form-data; name="{field}"{told}\\r\\n\\r\\n'
            lines.append(head.encode() + content + b"\\r\\n")
    return b"".join([*lines, f"--{mark}--\\r\\n".encode()]), f"multipart/form-data; boundary={mark}"
'''


def client(schema: dict[str, Any]) -> str:
    """The text of the module, from an OpenAPI 3.1 schema; the same schema gives the same text."""
    asked = [
        (method, address, operation)
        for address, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]
    methods = [_method(*one) for one in sorted(asked, key=lambda one: one[2]["operationId"])]
    return HEAD.format(version=schema["info"]["version"]) + "".join(methods) + FOOT


def _method(method: str, address: str, operation: dict[str, Any]) -> str:
    found = operation["parameters"]
    path = [one["name"] for one in found if one["in"] == "path"]
    query = [one for one in found if one["in"] == "query"]
    seen = any(one["name"] == "If-Match" for one in found)
    sent = operation.get("requestBody", {}).get("content", {})
    named = [
        *(["body: Any"] if "application/json" in sent else []),
        *(["files: dict[str, Any]"] if "multipart/form-data" in sent else []),
        *(["edition: str"] if seen else []),
        *(f"{_name(one['name'])}: {_kind(one['schema'])} | None = None" for one in query),
    ]
    words = ["self", *(f"{_name(name)}: {_kind_of(found, name)}" for name in path), *(["*", *named] if named else [])]
    there = re.sub(r"{(\w+)}", lambda one: "{quote(str(" + _name(one[1]) + "), safe='')}", address)
    asked = [f'"{method.upper()}"', ("f" if path else "") + f'"{there}"']
    if query:
        asked.append("query={" + ", ".join(f'"{one["name"]}": {_name(one["name"])}' for one in query) + "}")
    asked += [f"{name}={name}" for name in _given(sent, seen)]
    said = str(operation["summary"]).replace("\\", "\\\\").replace('"', "'")
    return (
        f"\n    def {operation['operationId']}({', '.join(words)}) -> Any:\n"
        f'        """{said}. {method.upper()} {address}"""\n'
        f"        return self._ask({', '.join(asked)})\n"
    )


def _given(sent: dict[str, Any], seen: bool) -> Iterator[str]:
    if "application/json" in sent:
        yield "body"
    if "multipart/form-data" in sent:
        yield "files"
    if seen:
        yield "edition"


def _name(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) or name in {"self", "body", "files", "edition"} else name


def _kind(schema: dict[str, Any]) -> str:
    """The Python type of a parameter."""
    kinds = {"integer": "int", "boolean": "bool", "number": "float", "string": "str", "array": "list[Any]"}
    found = {kinds.get(one.get("type", ""), "") for one in schema.get("anyOf", [schema])}
    return " | ".join(sorted(found - {""})) or "Any"


def _kind_of(found: list[dict[str, Any]], name: str) -> str:
    return _kind(next(one["schema"] for one in found if one["in"] == "path" and one["name"] == name))
