"""Who gets through which door: every address, every role, one's own district and another's.

An address of the site without a row in `tests/permissions.txt` fails, and so does a row without an address.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests import subjects
from tests.cast import ROLES

TABLE = Path(__file__).with_name("permissions.txt")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def rows():
    """(address, method, subject, whose, {role: outcome}) for every line of the table."""
    for line in TABLE.read_text().splitlines():
        if line.strip() and not line.startswith(("#", "address")):
            address, method, subject, whose, *outcomes = line.split()
            assert len(outcomes) == len(ROLES), line
            yield address, method, subject, whose, dict(zip(ROLES, outcomes, strict=True))


def named(resolver=None, space=""):
    """Every address of the site by its full name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def outcome(response) -> str:
    """in: sent to sign in · no: forbidden · 404: not there for you · ok: the door was open."""
    status = response.status_code
    assert status < 500 and status not in (405, 428), "the row asks in the wrong way"
    if status == 401 or (status == 302 and response.headers["Location"].startswith("/sign-in/?")):
        return "in"
    return {403: "no", 404: "404"}.get(status, "ok")


def ask(client, cast, method, url, address):
    """One request, with what the address needs to come as far as its rows."""
    if not address.startswith("api:"):
        return client.get(url) if method == "GET" else client.post(url, subjects.form(cast, address))
    body = json.dumps(subjects.body(cast, address))
    return client.generic(method, url, body, content_type="application/json", headers={"If-Match": "*"})


def test_every_address_has_a_row_and_every_row_an_address():
    assert {row[0] for row in rows()} == set(named())


def test_an_address_is_named_in_words_joined_by_underscores():
    assert {name for name in named() if "-" in name} == {"api:api-root"}, "ninja's own name of its root apart"


def test_addresses_about_a_subject_are_asked_about_another_district_too():
    about = {row[0] for row in rows() if row[2] != "-"}
    asked = {(row[0], row[3]) for row in rows()}
    assert {address for address in about if {(address, "own"), (address, "other")} - asked} == set()


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "method", "subject", "whose", "expected"),
    list(rows()),
    ids=[f"{row[0]} {row[1]} {row[3]}" for row in rows()],
)
def test_door(client, cast, address, method, subject, whose, expected):
    arguments = getattr(subjects, subject)(cast, whose, timezone.now()) if subject != "-" else []
    url = reverse(address, args=arguments)
    seen = {}
    for role in ROLES:
        with transaction.atomic():
            client.logout()
            if role != "visitor":
                client.force_login(getattr(cast, role), backend=BACKEND)
            seen[role] = outcome(ask(client, cast, method, url, address))
            transaction.set_rollback(True)
    assert seen == expected
