from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from django.utils.module_loading import import_string

from keyworks.base.manifest import rooms
from keyworks.desk.apps import DeskRoom
from keyworks.site import beforehand

FORKED = """
import io, os, sys, threading
from keyworks.site.wsgi import application

def begun():
    return [thread.name for thread in threading.enumerate()].count("beforehand")

environ = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/sign-in/", "QUERY_STRING": "", "SERVER_NAME": "localhost",
    "SERVER_PORT": "80", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
    "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
}
loaded = begun()
for _worker in range(2):
    if not os.fork():
        for _time in range(2):
            list(application(environ, lambda *_: None))
        os._exit(10 * loaded + begun())
print([os.waitstatus_to_exitcode(os.wait()[1]) for _worker in range(2)], begun())
"""


@pytest.mark.once
def test_what_rooms_reckon_beforehand_are_functions():
    named = [room.beforehand for room in rooms() if room.beforehand]
    assert named == ["keyworks.desk.queries.beforehand.reckon"]
    assert all(callable(import_string(path)) for path in named)


@pytest.mark.once
def test_what_goes_wrong_is_logged_and_stops_nothing(monkeypatch, caplog):
    monkeypatch.setattr(DeskRoom, "beforehand", "keyworks.desk.queries.nowhere.reckon")
    thread = threading.Thread(target=beforehand.reckon)
    thread.start()
    thread.join()
    assert [record.message for record in caplog.records] == ["what pages keep could not be reckoned beforehand"]


def test_each_process_that_a_server_forks_reckons_once_from_its_first_request_on(yard):
    said = subprocess.run(
        [sys.executable, "-c", FORKED], cwd=yard.folder, env=yard.env, capture_output=True, text=True, check=True
    )
    assert said.stdout.split("\n")[0] == "[1, 1] 0"
