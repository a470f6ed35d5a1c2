"""Every page in both languages, both themes, on a desk and on a phone: axe finds nothing, nothing is untranslated."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

from tests.journeys.conftest import Site, axe, built_once, picture, step_in
from tests.test_permissions import rows

pytestmark = pytest.mark.journey

LOOKS = [("zh-hans", "light"), ("en", "light"), ("zh-hans", "dark")]
"""Words differ by language and colours by theme: English in the dark has neither that was not seen."""
CONTRAST = ("color-contrast", "link-in-text-block")
"""What can be wrong in the dark where all is well in the light: colours."""
ENGLISH = re.compile(r"\b[A-Za-z]{3,}(?: [A-Za-z]{2,}){2,}")
"""Three English words in a row: in the Chinese page somebody forgot to translate them."""
CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff60]+")
"""Chinese characters or punctuation: in the English page nothing has them but what says that it is Chinese."""

NO_PAGE = {
    "openapi": "a schema for machines",
    "api_client": "a download",
    "desk:latest": "part of the desk",
    "desk:work": "part of the desk",
    "desk:search_quick": "what is offered below the search while typing",
    "desk:specimen_part": "part of the specimen",
    "desk:specimen_progress": "part of the specimen",
    "projects:choose": "names offered while typing",
    "projects:similar": "part of the first step of a new project",
    "projects:sums": "part of the money of a new project",
    "projects:components": "part of a project's page",
    "projects:stages": "part of a project's page",
    "projects:place": "part of a project's page",
    "projects:outlines": "what maps show",
    "desk:programme_passages": "part of a programme's page",
    "desk:map_data": "the marks of the map of the city",
    "desk:map_lights": "the lights of these marks",
    "projects:place_features": "what a map shows",
    "projects:component_features": "what a map shows",
    "desk:specimen_places": "what a map of the specimen shows",
    "desk:specimen_grid": "rows of the specimen's grid",
    "projects:grid_rows": "rows of the grid",
    "projects:template": "a download",
    "jobs:progress": "part of a job's page",
    "jobs:file": "a download",
    "post:mail": "an e-mail, and where no mail server is set there is none",
    "post:hook": "a hook, and where no host is listed there is none",
    "post:hook_new": "offered where a host is listed",
    "post:hook_edit": "offered on a hook's page",
    "post:delivery": "what a hook is told, and where no host is listed there is none",
    "post:calendar": "a feed for calendar programs",
    "dossier:file": "a download",
    "reports:desk": "part of the desk",
    "publishing:of_meeting": "part of a meeting's page",
    "publishing:of_project": "part of a project's page",
    "publishing:brief": "a download",
    "publishing:pack_file": "a download",
    "publishing:paper_file": "a download",
    "publishing:paper_template_look": "a download",
    "publishing:note_file": "a download",
    "publishing:open_places": "what the maps of the open data show",
    "publishing:open_outlines": "what the maps of the open data show",
    "publishing:open_file": "a download",
    "publishing:open_feed": "a feed for feed readers",
    "publishing:note_title": "offered on a draft, and the demonstration's news is published",
    "publishing:note_add": "offered on a draft, and the demonstration's news is published",
    "publishing:note_sentence": "offered on a draft, and the demonstration's news is published",
    "matters:desk": "part of the desk",
    "matters:compared": "part of a matter's page",
    "matters:alike": "part of a matter's page",
    "matters:cause": "a common cause, and the demonstration names none",
    "matters:cause_edit": "offered on a common cause's page",
    "matters:of_project": "part of a project's page",
    "matters:of_report": "part of a report's page",
    "matters:letter_judge": "offered on the page of a letter that was answered",
    "matters:letter_file": "a download",
    "matters:letters_of": "part of a matter's page",
    "meetings:standing_of": "part of a unit's page",
    "meetings:of_project": "part of a project's page",
    "meetings:of_matter": "part of a matter's page",
    "meetings:statement_back": "offered on a report that was handed in, as long as its meeting has not ended",
    "reports:curve": "part of a project's page",
    "reports:curve_picture": "a download",
    "reports:bulletin_file": "a download",
    "reports:of_project": "part of a project's page",
    "reports:turn_count": "part of the month",
    "reports:grid_rows": "rows of the grid",
    "reports:workbook_sheet": "a download",
    "reports:ledgers_of": "part of a project's page",
    "reports:lights_of": "part of a project's page",
    "meetings:room_state": "what the room's page asks for by itself",
    "meetings:room_names": "names offered while typing",
    "meetings:room_worker": "a script of the room's page",
    "meetings:leader_part": "part of what the room sees",
    "meetings:ballots": "votes of an observation tour, and the demonstration holds none",
    "meetings:minutes_file": "a download",
    "imports:copy": "a download",
    "imports:file": "a download",
    "imports:mapping_file": "a download",
    "imports:progress": "part of the page that waits",
    "imports:report": "a download",
    "imports:waits": "goes on by itself when the work is done",
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
        if (inside.closest(`${but}, .kw-changes, textarea, code, pre, template, script`)) continue;
        said.push(walker.currentNode.data);
    }
    return said.join('\\n');
}"""
"""What a page says, but for the parts of this kind, and what the record kept of both languages."""
OTHER = {"zh-hans": ("[lang=en]", ENGLISH), "en": ("[lang=zh-Hans], select[name=language]", CHINESE)}
"""Per language: the parts that name themselves the other's, and what betrays the other elsewhere."""

MEETINGS = (
    "/meetings/1/", "/meetings/2/", "/meetings/2/candidates/", "/meetings/2/route/", "/meetings/2/topics/",
    "/meetings/2/reports/",
)  # fmt: skip
"""A meeting that is over and one that is still prepared: each offers what the other does not."""
UNLINKED = (
    "/", "/sign-in/", "/step-in/", "/specimen/", "/search/?q=天津", "/api/v1/docs", "/units/2/", "/units/2/move/",
    "/dossier/unit/2/comments/", "/dossier/unit/2/files/", "/imports/1/alike/", "/imports/1/look/",
    "/imports/2/done/", "/reports/1/overrun/2022/year/", "/no-such-page/",
)  # fmt: skip
"""Where the way through the site begins: pages that no link, but a form or a script leads to."""

WALKERS = {"city": "office", "administrator": "admin"}
"""Who walks through the site → their column of the permissions; what both see is looked at as the second."""
ONE_EACH = {"projects:section_edit": "section", "projects:draft_edit": "step", "projects:stages": "pk"}
"""Addresses whose pages differ by a word in them: one of each word is looked at, of all others the first one met."""
EXAMPLES = {
    "a factory": "q=2022-133", "a line of stations": "q=2022-321", "in reserve": "list_class=reserve",
    "a package": "q=陆路港标准厂房", "paused": "stage=suspended", "nothing but a name": "q=空白项目",
    "the same as another": "q=海河试验段工程",
}  # fmt: skip
"""Projects whose pages are looked at, of all that the register has, with the filter whose first row they are."""
LEADS_TO = re.compile(r'(?:href|hx-get)="(/[^"#]*)')


def kind_of(path: str) -> str:
    """Name of the address, with the word by which its pages differ; "" where it has none."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    word = found.kwargs.get(ONE_EACH.get(found.view_name, ""), "")
    return f"{found.view_name} {word}".strip()


def name_of(kind: str) -> str:
    return kind.partition(" ")[0]


NEXT_PART = """() => [...document.querySelectorAll("[data-panel] > .kw-skeleton")]
    .find((one) => one.checkVisibility())?.scrollIntoView({ block: "center" })"""
"""Each part that comes moves those below it, so the next one is looked for anew."""


def open_parts(page) -> None:
    """Bring every part of a page into view, so that it comes."""
    waits = page.locator("[data-panel] > .kw-skeleton:visible")
    for _ in range(400):
        if not waits.count():
            return
        page.evaluate(NEXT_PART)
        page.wait_for_timeout(50)
    expect(waits).to_have_count(0)


def begin(page) -> None:
    """What pages need that exist only once somebody has begun: work done, a question, an empty project, a draft."""
    doubted(page)
    step_in(page, "administrator")
    page.goto("/record/")
    page.click('form[action="/jobs/start/record.verify/"] button')
    page.wait_for_url(re.compile(r"/jobs/\d+/$"))
    step_in(page, "city")
    bring_lists(page)
    for name, name_en in (("空白项目", "Blank project"), ("未写完的项目", "Unfinished project")):
        page.goto("/projects/new/")
        page.fill("#id_name_zh", name)
        page.fill("#id_name_en", name_en)
        page.click(".kw-form-foot .btn-primary")
        page.wait_for_url(re.compile(r"/projects/new/\d+/place/$"))
        if name == "空白项目":
            page.goto(page.url.replace("/place/", "/look/"))
            page.click(".kw-form-foot .btn-primary")
            page.wait_for_url(re.compile(r"/projects/\d+/$"))


def doubted(page) -> None:
    """A report of which something is asked: far more than the whole project costs."""
    step_in(page, "unit")
    page.locator(".kw-list a[href*='/file/']").first.click()
    page.wait_for_url("**/file/")
    page.fill("[name=done]", "99,999,999")
    page.locator("main form.kw-form .btn-primary").last.click()
    page.wait_for_url(re.compile(r"/reports/\d+/\d+/$"))


LIST = """Project name,English name,District,Total cost,Start date,Sector
海河试验段,Haihe section,binhai,10000000,2022-03-01,{word}
海河试验段工程,Haihe works,binhai,{amount},2022-03-01,
"""
"""A list with a word that no code list knows and with an amount that is asked about."""


def bring_lists(page) -> None:
    """A list that waits with its problems, and one that stands in the register, of whose projects two are one."""
    for name, amount in (("waiting", "-50000"), ("standing", "10000000")):
        page.goto("/imports/new/")
        text = LIST.format(word="weather" if amount == "-50000" else "", amount=amount)
        file = {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}
        page.set_input_files("input[type=file]", files=[file])
        page.click("main form .btn-primary")
        page.wait_for_url("**/meaning/")
        page.click("button[name=check]")
        page.wait_for_url("**/look/")
    page.fill("[name=reason]", "trial")
    page.click("form[action$='/bring/'] .btn-primary")
    page.wait_for_url("**/done/")
    page.locator("form[action$='/save/'] button").click()
    page.wait_for_url("**/done/")
    page.goto("/projects/pairs/")
    pair = page.locator("section", has_text="海河试验段工程").first
    pair.locator("[name=reason]").fill("the same")
    pair.locator("[name=keep]").first.click()
    page.wait_for_url(re.compile(r"/projects/(pairs/|\d+/)$"))


def read(page, path: str) -> list[str] | None:
    """Where a page and its parts lead; None where it is none to look at."""
    answer = page.request.get(path)
    if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
        return None
    return [unescape(found) for found in LEADS_TO.findall(answer.text())]


def walked(page, role: str, begun: list[str]) -> dict[str, tuple[str, str]]:
    """Follow links as this role: a page of each kind it comes upon, with who saw it."""
    step_in(page, role)
    found: dict[str, tuple[str, str]] = {}
    ahead, met = [(path, kind_of(path)) for path in begun], set()
    while ahead:
        path, kind = ahead.pop(0)
        links = read(page, path)
        if links is None:
            continue
        met.add(kind)
        if name_of(kind) not in NO_PAGE:
            found.setdefault(kind, (path, role))
        for link in links:
            kind = kind_of(link)
            if kind and kind not in met and not link.startswith("/api/") and (link, kind) not in ahead:
                ahead.append((link, kind))
        ahead = [(path, kind) for path, kind in ahead if kind not in met or path in begun]
    return found


@pytest.fixture(scope="session")
def walk(tmp_path_factory, browser, demonstration):
    """The folder of a city in which everything has begun, and of its pages: once walked through for all workers."""

    def build(folder: Path) -> None:
        served = Site(folder / "city", like=demonstration)
        try:
            found = pages_of(browser, served)
        finally:
            served.stop()
        (folder / "pages.json").write_text(json.dumps(found), encoding="utf-8")

    return built_once(tmp_path_factory, "walked", build)


def pages_of(browser, site: Site) -> dict[str, tuple[str, str]]:
    """Kind of page → one path of it and who sees it, found by following links; of projects some that differ."""
    context = browser.new_context(base_url=site.url, locale="zh-CN")
    page = context.new_page()
    begin(page)
    examples = {}
    for what, words in EXAMPLES.items():
        page.goto(f"/projects/?{words}")
        examples[f"projects:project {what}"] = (page.locator("tbody .row-link").first.get_attribute("href"), "city")
    seen_first = [*(path for path, _role in examples.values()), *MEETINGS, "/"]
    found = {**walked(page, "city", seen_first), **walked(page, "administrator", ["/jobs/1/", *UNLINKED])}
    context.close()
    return found | examples


@pytest.fixture(scope="session")
def pages(walk):
    return json.loads((walk / "pages.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def begun(tmp_path_factory, walk):
    """The city whose pages these are, served."""
    served = Site(tmp_path_factory.mktemp("begun"), like=walk / "city")
    yield served
    served.stop()


def test_every_page_can_be_reached_by_links(pages):
    read = {row[0] for row in rows() if row[1] == "GET" and any(row[4][who] == "ok" for who in WALKERS.values())}
    shown = {address for address in read if not address.startswith("api:")}
    assert shown - {name_of(kind) for kind in pages} - NO_PAGE.keys() == set()
    assert NO_PAGE.keys() - shown == set()


def offences_of(page, name: str, path: str, language: str, theme: str) -> list[str]:
    """What is wrong with a page at desk and at phone width, a line each; KEYWORKS_SEEN=1 keeps pictures of it.

    Colours do not depend on the language, nor names, roles and widths on the theme: each is judged once where that is
    so.
    """
    offences = []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path)
    open_parts(page)
    for width in (1280, 390) if theme == "light" else (1280,):
        page.set_viewport_size({"width": width, "height": 900})
        label = f"{name} {language} {theme} {width}"
        if width == 1280 or language == "zh-hans":
            offences += [f"{label}: {line}" for line in axe(page, *(CONTRAST if theme == "dark" else ()))]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            offences.append(f"{label}: wider than the window")
        if os.environ.get("KEYWORKS_SEEN") == "1":
            picture(page, label.replace(":", "-").replace(" ", "-"))
    named, foreign = OTHER[language]
    return offences + [f"{name}: untranslated: {found}" for found in foreign.findall(page.evaluate(SAID, named))]


@pytest.mark.parametrize("walker", WALKERS)
@pytest.mark.parametrize(("language", "theme"), LOOKS, ids=[" ".join(look) for look in LOOKS])
def test_axe_finds_nothing_and_nothing_is_untranslated(visitor, begun, pages, language, theme, walker):
    page = visitor(language=language, theme=theme, of=begun)
    step_in(page, walker)
    seen = [(kind, path) for kind, (path, role) in pages.items() if role == walker]
    assert seen
    offences = [line for kind, path in seen for line in offences_of(page, kind, path, language, theme)]
    assert not offences, "\n".join(offences)


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory, nobody):
    """An installation nobody has set up; it stays so."""
    served = Site(tmp_path_factory.mktemp("bare"), like=nobody)
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
    assert not offences, "\n".join(offences)
