"""A real server with the demonstration city, and a real browser in front of it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.reader import CODES, HEIGHT, Reader

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = Path("/usr/bin/chromium")
SEEN = Path(__file__).parent / "seen"
"""Where the screenshots of a run land, git-ignored."""
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run"] + [
    f"--disable-{what}" for what in ("background-networking", "component-update", "sync")
]


LONG = ("test_guide", "test_every_page", "test_guide_register", "test_lifecycle", "test_import")
"""Files that take longest, begun first; the guide's beside the walk through the site, for which the looks wait."""


def pytest_collection_modifyitems(items):
    """A worker walks a whole file, in its own order; pages are looked at by whichever worker is free."""
    items.sort(key=turn)
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem != "test_every_page":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def turn(item: pytest.Item) -> int:
    """Which journeys come before which; those of an equal turn stay as they stand."""
    if item.path.parent != Path(__file__).parent:
        return 0
    if item.name.startswith("test_every_page"):
        return 1
    return 2 + (LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """One installation in a folder of its own, served by the command that users run."""

    def __init__(self, data: Path, *, like: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {**os.environ, "KEYWORKS_DATA": str(data), "PYTHONPATH": str(ROOT), "DATABASE_URL": ""}
        self.data = data
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.env.pop("KEYWORKS_SECRET_KEY", None)
        if like:
            shutil.copytree(like, data, dirs_exist_ok=True)
        else:
            self.keyworks("migrate")
        self.start()

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "keyworks.site.cli", *words]

    def keyworks(self, *words: str) -> None:
        subprocess.run(self.command(*words), env=self.env, check=True, capture_output=True)

    def told(self, *words: str) -> str:
        """What a command of this installation writes."""
        return subprocess.run(self.command(*words), env=self.env, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        self.server = subprocess.Popen(self.command("run", "--port", str(self.port)), cwd=self.data, env=self.env)
        self.wait()

    def wait(self) -> None:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/sign-in/", timeout=2).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not answer within 20 s")

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(10)


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """A folder that whichever worker asks first builds while the others wait; all read it, none changes it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, begun = shared / name, shared / f"{name}-begun"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            build(begun)
            begun.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The folder of a demonstration city just built, to be copied."""

    def build(folder: Path) -> None:
        first = Site(folder)
        first.keyworks("demo")
        first.stop()

    return built_once(tmp_path_factory, "built", build)


@pytest.fixture(scope="session")
def site(tmp_path_factory, demonstration):
    """The demonstration city, served."""
    served = Site(tmp_path_factory.mktemp("demonstration"), like=demonstration)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def nobody(tmp_path_factory):
    """The folder of an installation that nobody has set up, to be copied."""
    return built_once(tmp_path_factory, "nobody", lambda folder: Site(folder).stop())


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory, nobody):
    """An installation nobody has set up yet, served."""
    served = Site(tmp_path_factory.mktemp("empty"), like=nobody)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium: install Debian's package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def visitor(browser, site):
    """Opens a page of the demonstration as a reader with these choices; what goes wrong in it fails the test."""
    opened = []
    wrong: list[str] = []

    def open_page(*, language="zh-hans", theme="light", width=1280, height=900, of=site, **options):
        context = browser.new_context(
            base_url=of.url, viewport={"width": width, "height": height}, locale="zh-CN", **options
        )
        choices = {"kw_language": language, "kw_theme": theme}
        context.add_cookies([{"name": name, "value": value, "url": of.url} for name, value in choices.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda line: complain(of, page, line))
        page.on("request", lambda request: abroad(of, request))
        opened.append(context)
        return page

    def complain(of, page, line):
        stopped = of.server.poll() is not None and ("net::ERR" in line.text or line.text.startswith("htmx:"))
        expected = ("status of 4", "net::ERR_INTERNET_DISCONNECTED")  # the line is cut by a test alone
        if line.type == "error" and not stopped and not any(words in line.text for words in expected):
            wrong.append(f"{page.url}: {line.text}")

    def abroad(of, request):
        if not request.url.startswith((of.url, "data:", "blob:")):
            wrong.append(f"a request to another host: {request.url}")

    yield open_page
    for context in opened:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def album(tmp_path_factory):
    """Where the guide's pictures land: in the guide with KEYWORKS_PICTURES=1, else nowhere that lasts."""
    kept = ROOT / "docs" / "guide" / "pictures"
    return kept if os.environ.get("KEYWORKS_PICTURES") == "1" else tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="session")
def city(tmp_path_factory, demonstration):
    """A demonstration city of the guide's own, so that no other journey leaves its traces in the pictures."""
    served = Site(tmp_path_factory.mktemp("guide"), like=demonstration)
    yield served
    served.stop()


@pytest.fixture(params=["zh", "en"])
def reader(request, visitor, album, city):
    page = visitor(language=CODES[request.param], of=city, height=HEIGHT)
    page.set_default_timeout(8000)
    return Reader(page, request.param, album)


def step_in(page, role: str) -> None:
    """Become one of the six of the demonstration, as a visitor does: one click."""
    page.goto("/step-in/")
    page.click(f'form[action$="/step-in/{role}/"] button')
    page.wait_for_url("**/")


def axe(page, *rules: str) -> list[str]:
    """What axe finds on the page as it stands, by these of its rules or by all, a line each."""
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text())
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("how => axe.run(document, how).then(r => JSON.stringify(r.violations))", options)
    return [
        f"{violation['id']}: {node['html'][:160]}" for violation in json.loads(found) for node in violation["nodes"]
    ]


def picture(page, name: str) -> None:
    """Keep what the page looks like, for a person to look at."""
    SEEN.mkdir(exist_ok=True)
    page.screenshot(path=SEEN / f"{name}.png", full_page=True)
