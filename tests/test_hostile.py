"""Whatever is sent to any address, by whoever may most: an answer in plain words, never a fault of ours."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tests import subjects
from tests.test_permissions import BACKEND, rows

NUL, RTL, LONG, HUGE = "a\0b", "\u202egnp.exe", "长" * 350_000, "9" * 5000
TEXTS = ("", NUL, RTL, "\ud800", "=1<script>", "%'\\;--", "abc")
NUMBERS = ("-1", "0", str(2**31), str(2**63), "1e400", HUGE, "１")
DAYS = ("0001-01-01", "9999-12-31")
VALUES = (*TEXTS, *NUMBERS, *DAYS)
NAMES = (
    "q", "who", "verb", "kind", "since", "until", "unit", "role", "state", "below", "sort", "size", "columns", "after",
    "before", "count", "export", "next", "address", "query", "own", "limit", "cursor", "subject_id", "words", "light",
    "district", "stage", "list_class", "sector", "total_from", "plan_to", "year", "owner", "mine", "due", "cut", "by",
    "what", "cause", "waits", "asof", "whose", "in", "month", "figure", "scheme",
)  # fmt: skip
FIELDS = (
    "id", "sure", "reason", "name", "username", "post", "email", "phone", "unit", "role", "from_on", "until_on",
    "seen", "step", "sector", "list_year", "leader", "chains_add",
    "deputy", "code", "kind", "name_zh", "name_en", "parent", "edition", "text", "on", "shared", "address", "query",
    "scope", "expires_on", "next", "language", "theme", "money", "rows", "password", "again", "old", "to", "pause_s",
)  # fmt: skip
DEEP = "[" * 3000 + "]" * 3000
BODIES = (
    "", "null", "[]", "1", '"x"', "{", DEEP, '{"a":' * 400 + "1" + "}" * 400, '{"text": 1, "text": "\\u0000"}',
    '{"text": "\\ud800", "code": "\\ud800", "name_zh": "\\ud800"}', '{"code": "x", "name_zh": 1e999}',
    '{"parent": 99999999999999999999999999999999, "code": "x", "kind": "owner", "name_zh": "x"}',
    '{"code": null, "name_zh": null, "text": null}', json.dumps({"text": LONG, "name_zh": LONG}), "\ufeff{}",
)  # fmt: skip
LARGE = 2**63
FORMS = (
    "_new",
    "_edit",
    "_move",
    "_standin",
    ":password",
    ":first",
    ":views",
    ":sign_in",
    ":specimen",
    ":bulk",
    ":upload",
    ":sheet",
)
"""Pages whose form is sent to their own address."""


def addresses():
    """Every row of the table of permissions about one's own, once each."""
    seen = set()
    for address, method, subject, whose, _outcome in rows():
        if whose != "other" and (address, method) not in seen:
            seen.add((address, method))
            yield address, method, subject


def quoted(names, value) -> str:
    return urlencode([(name, value.encode("utf-8", "surrogatepass")) for name in names])


TROUBLESOME = (NUL, "\ud800", str(2**63), "1e400", HUGE, *DAYS)
"""What one database takes and another does not; all else is asked once."""


def values():
    return VALUES if connection.vendor == "sqlite" else TROUBLESOME


def queries():
    for value in values():
        yield quoted(NAMES, value)
    if connection.vendor == "sqlite":
        yield "&".join(f"{name}=1&{name}=2" for name in NAMES)
        yield "a=1&" * 900
        yield "q=%ff%fe&after=%ed%a0%80&%00=%00"


def forms():
    """(content type, body) of what a form never sends."""
    urlencoded = "application/x-www-form-urlencoded"
    for value in values():
        yield urlencoded, quoted(FIELDS, value).encode()
    if connection.vendor != "sqlite":
        return
    yield urlencoded, quoted(FIELDS, LONG[:10_000]).encode()
    yield urlencoded, b"id=1&" * 10_000
    yield urlencoded, b"\xff=\xfe&%=%&&&==;"
    yield "application/x-www-form-urlencoded; charset=utf-16", b"text=1"
    yield "application/json", b'{"text": 1}'
    yield "text/plain", b"\0" * 100
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\nabc'
    yield "multipart/form-data; boundary=x", part % b"a.txt"
    yield "multipart/form-data; boundary=x", part % b"../../\xff\x00.txt" + b"\r\n--x--\r\n"
    text = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n%s\r\n--x--\r\n'
    yield "multipart/form-data; boundary=x", text % b"\0"
    yield "multipart/form-data", b"--x"
    for charset in ("rot13", "idna", "\xff"):
        yield f"multipart/form-data; boundary=x; charset={charset}", text % b"\xe4\xbd\xa0"


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "method", "subject"), list(addresses()))
def test_no_address_breaks(client, cast, address, method, subject):
    client.raise_request_exception = False
    client.force_login(cast.admin, backend=BACKEND)
    session = client.cookies["kw_session"].value
    arguments = getattr(subjects, subject)(cast, "own", timezone.now()) if subject != "-" else []
    places = [reverse(address, args=arguments)]
    if arguments and isinstance(arguments[-1], int):
        places += [reverse(address, args=[*arguments[:-1], key]) for key in (0, LARGE, 10**30)]
    broken = []

    def ask(how, place, body=b"", kind="", **headers):
        with transaction.atomic():
            client.cookies["kw_session"] = session
            answer = client.generic(how, place, body, content_type=kind, headers=headers)
            list(answer)
            if answer.status_code >= 500:
                broken.append((how, place[:300], kind, body[:200], answer.status_code))
            transaction.set_rollback(True)

    for place in places:
        ask(method, place, kind="application/json", **{"If-Match": "*"})
    for query in queries() if method == "GET" else ():
        ask("GET", f"{places[0]}?{query}")
    if method != "GET" or address.endswith(
        ("_new", "_edit", "_move", "standin", "password", "me_edit", "first", "views")
    ):
        if address.startswith("api:"):
            for body in BODIES:
                ask(method, places[0], body.encode(), "application/json", **{"If-Match": "*"})
        for kind, body in forms():
            ask("POST" if method == "GET" else method, places[0], body, kind)
    assert broken == []
