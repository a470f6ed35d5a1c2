from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.post import rules

AT = datetime(2022, 2, 10, tzinfo=UTC)


def test_waits_grow_to_three_hours():
    waits = [rules.again(tries, AT) - AT for tries in range(8)]
    assert waits == [timedelta(seconds=s) for s in (60, 60, 300, 900, 3600, 10_800, 10_800, 10_800)]


@given(st.text())
def test_a_head_is_one_short_line(text):
    line = rules.one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= rules.LONGEST
    assert rules.one_line(line) == line.strip()


def test_a_signature_is_that_of_the_published_example_of_standard_webhooks():
    said = rules.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert said == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


LISTED = rules.hosts("hooks.city.example, oa.city.example:8443=10.1.0.0/16, http://127.0.0.1:8080,")


def test_hosts_are_read_from_a_setting():
    assert [str(one) for one in LISTED] == [
        "https://hooks.city.example", "https://oa.city.example:8443", "http://127.0.0.1:8080",
    ]  # fmt: skip
    assert rules.hosts("") == ()
    for odd in ("ftp://x.example", "a b.example", "https://", "x.example:port", "x.example=here", "u@x.example"):
        with pytest.raises(ValueError, match="no host for hooks"):
            rules.hosts(odd)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://hooks.city.example/in?key=1", True),
        ("https://HOOKS.city.example./in", True),
        ("https://hooks.city.example:443/in", True),
        ("http://hooks.city.example/in", False),
        ("https://hooks.city.example:8443/in", False),
        ("https://oa.city.example:8443/", True),
        ("http://127.0.0.1:8080/", True),
        ("http://127.0.0.1:8081/", False),
        ("https://hooks.city.example.evil.example/", False),
        ("https://evil.example\\@hooks.city.example/", False),
        ("https://hooks.city.example@evil.example/", False),
        ("https://me:pw@hooks.city.example/", False),
        ("https://hooks.city.example/#x", False),
        ("https://hooks.city.example/ x", False),
        ("file:///etc/passwd", False),
        ("https://[::1/", False),
        ("", False),
    ],
)
def test_a_hook_leads_only_to_a_listed_host_by_its_scheme_and_port(address, leads):
    assert (rules.host_of(address, LISTED) is not None) is leads


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "10.2.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_no_name_leads_into_the_house_however_it_is_written(inside):
    assert not LISTED[0].allows(inside)


def test_a_public_address_is_allowed_and_an_inner_one_where_it_was_listed():
    assert all(LISTED[0].allows(one) for one in ("8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"))
    assert (LISTED[1].allows("10.1.2.3"), LISTED[1].allows("10.2.0.1")) == (True, False)
    assert (LISTED[2].allows("127.0.0.1"), LISTED[2].allows("127.0.0.2")) == (True, False)
