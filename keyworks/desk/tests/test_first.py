from __future__ import annotations

import pytest

from keyworks.accounts.rules import Role
from keyworks.desk.queries.first import WAYS

BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_every_role_has_a_way_and_every_stop_an_address():
    assert set(WAYS) == set(Role)
    assert [stop.url_name for way in WAYS.values() for stop in way if not stop.address] == []


@pytest.mark.parametrize("who", ["clerk", "district", "engineer", "office", "mayor", "auditor", "admin"])
def test_each_stop_opens_for_whom_it_is_shown(client, cast, who):
    client.force_login(getattr(cast, who), backend=BACKEND)
    page = client.get("/")
    assert page.context["first"]
    for stop in page.context["first"]:
        assert client.get(stop.address).status_code == 200
        assert stop.address.replace("&", "&amp;") in page.content.decode()


def test_who_holds_no_seat_is_led_nowhere(client, cast):
    client.force_login(cast.stranger, backend=BACKEND)
    assert "data-once" not in client.get("/").content.decode()
