from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyworks.formats import limited
from keyworks.formats.photographs.reading import read
from keyworks.formats.photographs.seen import Limits, Seen
from keyworks.formats.tests.photographs import bomb, photograph
from keyworks.values.problems import Problem


@pytest.fixture
def told(tmp_path):
    def tell(content, **limits):
        path = tmp_path / "photograph"
        path.write_bytes(content)
        return read(path, limits=Limits(**limits))

    return tell


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_tells_when_and_where_it_was_taken(told, kind):
    content = photograph(taken="2022:01:05 09:30:00", zone="+08:00", at=(39.1256, 117.1904), kind=kind)
    assert told(content) == Seen(kind.lower(), 32, 24, "2022-01-05T09:30:00+08:00", 39.1256, 117.1904)


def test_south_and_west_are_below_nought(told):
    found = told(photograph(at=(-33.5, -70.25)))
    assert (found.latitude, found.longitude) == (-33.5, -70.25)


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "yesterday", "2022:13:05 09:30:00"])
def test_a_camera_that_tells_no_moment_tells_none(told, taken):
    assert told(photograph(taken=taken)).taken == ""


def test_a_zone_that_is_none_is_left_out(told):
    assert told(photograph(taken="2022:01:05 09:30:00", zone="+99:99")).taken == "2022-01-05T09:30:00"


def test_what_is_no_picture_is_damaged(told):
    assert told(b"\xff\xd8\xff" + b"\0" * 400) == Problem("photograph.damaged")
    assert told(photograph()[:40]) == Problem("photograph.damaged")


def test_a_picture_of_billions_of_pixels_is_not_unpacked(told):
    content = bomb()
    assert len(content) < 2000
    assert told(content) == Problem("photograph.too_many_pixels", {"width": 60_000, "height": 60_000})


def test_a_file_that_is_too_large_is_not_opened(told):
    assert told(photograph(), bytes=100) == Problem("photograph.too_large", {"megabytes": 0})


def test_heic_is_said_to_be_unread(told):
    assert told(b"\0\0\0\x18ftypheic" + b"\0" * 100) == Problem("photograph.heic")


def test_the_child_opens_no_file_and_no_socket():
    code = (
        "import socket, sys; sys.path.insert(0, sys.argv[1])\n"
        "from keyworks.formats import limited; from keyworks.formats.photographs import child\n"
        "limited.bound(memory=1024**3, seconds=5, written=1000)\n"
        "for tried in (lambda: socket.socket(), lambda: open('/etc/hostname')):\n"
        "    try: tried(); print('open')\n"
        "    except OSError as error: print(error.errno)"
    )
    command = [sys.executable, "-I", "-c", code, str(limited.ROOT)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == ["24", "24"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 400), what=st.binary(min_size=1, max_size=8))
def test_whatever_stands_in_its_head_the_reader_lives(told, at, what):
    content = photograph(taken="2022:01:05 09:30:00", at=(39.1, 117.2))
    assert isinstance(told(content[:at] + what + content[at + len(what) :]), Seen | Problem)
