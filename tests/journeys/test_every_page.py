"""Every page in both languages, both themes, on a desk and on a phone: axe finds nothing, nothing is untranslated."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.conftest import Site, axe, picture, step_in
from tests.test_permissions import rows

pytestmark = pytest.mark.journey

LOOKS = list(product(("zh-hans", "en"), ("light", "dark")))
ENGLISH = re.compile(r"\b[A-Za-z]{3,}(?: [A-Za-z]{2,}){2,}")
"""Three English words in a row: in the Chinese page somebody forgot to translate them."""
CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff60]+")
"""Chinese characters or punctuation: in the English page nothing has them but what says that it is Chinese."""

NO_PAGE = {
    "openapi": "a schema for machines",
    "desk:latest": "part of the desk",
    "desk:work": "part of the desk",
    "desk:specimen_part": "part of the specimen",
    "desk:specimen_progress": "part of the specimen",
    "projects:components": "part of a project's page",
    "projects:place": "part of a project's page",
    "projects:outlines": "what maps show",
    "projects:place_features": "what a map shows",
    "projects:component_features": "what a map shows",
    "desk:specimen_places": "what a map of the specimen shows",
    "desk:specimen_grid": "rows of the specimen's grid",
    "projects:grid_rows": "rows of the grid",
    "jobs:progress": "part of a job's page",
    "jobs:file": "a download",
    "dossier:file": "a download",
    "dossier:edit_comment": "part of the comments",
    "dossier:people": "names to mention, offered while typing",
    "dossier:views": "part of a table's bar",
}
"""Addresses that are read but are no page of their own, with the reason."""


SAID = """(but) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const said = [];
    while (walker.nextNode()) {
        const inside = walker.currentNode.parentElement;
        if (!inside.closest(`${but}, code, pre, template, script`)) said.push(walker.currentNode.data);
    }
    return said.join('\\n');
}"""
"""What a page says, but for the parts of this kind."""
OTHER = {"zh-hans": ("[lang=en]", ENGLISH), "en": ("[lang=zh-Hans], select[name=language]", CHINESE)}
"""Per language: the parts that name themselves the other's, and what betrays the other elsewhere."""

UNLINKED = (
    "/", "/sign-in/", "/step-in/", "/specimen/", "/search/?q=天津", "/api/v1/docs", "/units/2/", "/units/2/move/",
    "/dossier/unit/2/comments/", "/dossier/unit/2/files/", "/no-such-page/", "/projects/grid/",
    "/projects/components/1/",
)  # fmt: skip
"""Where the way through the site begins: pages that no link, but a form or a script leads to."""


def name_of(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


@pytest.fixture(scope="session")
def pages(browser, site):
    """Name of an address → one path of it, found by following links as the administrator."""
    context = browser.new_context(base_url=site.url, locale="zh-CN")
    page = context.new_page()
    step_in(page, "administrator")
    found: dict[str, str] = {}
    page.goto("/record/")
    page.click('form[action="/jobs/start/record.verify/"] button')
    page.wait_for_url(re.compile(r"/jobs/\d+/$"))
    ahead = [urlsplit(page.url).path, *UNLINKED]
    while ahead:
        path = ahead.pop(0)
        name = name_of(urlsplit(path).path)
        if name is None or name in found or name in NO_PAGE:
            continue
        response = page.goto(path)
        if response is None or response.status != 200 or "text/html" not in response.headers["content-type"]:
            continue
        found[name] = path
        links = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(a => a.getAttribute('href'))")
        ahead += [link.split("#")[0] for link in links if link.startswith("/") and not link.startswith("/api/")]
    context.close()
    return found


def test_every_page_can_be_reached_by_links(pages):
    read = {address for address, method, _, _, doors in rows() if method == "GET" and doors["admin"] == "ok"}
    shown = {address for address in read if not address.startswith("api:")}
    assert shown - pages.keys() - NO_PAGE.keys() == set()
    assert NO_PAGE.keys() - shown == set()


def offences_of(page, name: str, path: str, language: str, theme: str) -> list[str]:
    """What is wrong with a page at desk and at phone width, a line each; pictures are kept."""
    offences = []
    page.goto(path)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        label = f"{name} {language} {theme} {width}"
        offences += [f"{label}: {line}" for line in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            offences.append(f"{label}: wider than the window")
        picture(page, label.replace(":", "-").replace(" ", "-"))
    named, foreign = OTHER[language]
    return offences + [f"{name}: untranslated: {found}" for found in foreign.findall(page.evaluate(SAID, named))]


@pytest.mark.parametrize(("language", "theme"), LOOKS, ids=[" ".join(look) for look in LOOKS])
def test_axe_finds_nothing_and_nothing_is_untranslated(visitor, pages, language, theme):
    page = visitor(language=language, theme=theme)
    step_in(page, "administrator")
    offences = [line for name, path in pages.items() for line in offences_of(page, name, path, language, theme)]
    assert offences == []


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory):
    """An installation nobody has set up; it stays so."""
    served = Site(tmp_path_factory.mktemp("bare"), demonstration=False)
    yield served
    served.stop()


@pytest.mark.parametrize(("language", "theme"), LOOKS, ids=[" ".join(look) for look in LOOKS])
def test_so_it_is_with_set_up_signing_in_and_what_goes_wrong(visitor, bare_site, language, theme):
    first = visitor(language=language, theme=theme, of=bare_site)
    offences = offences_of(first, "first", "/first/", language, theme)
    page = visitor(language=language, theme=theme)
    offences += offences_of(page, "sign-in", "/sign-in/?own=1", language, theme)
    step_in(page, "unit")
    for name, path in {"forbidden": "/record/", "absent": "/no-such-page/"}.items():
        offences += offences_of(page, name, path, language, theme)
    assert offences == []
