import gettext
from pathlib import Path

import pytest

from keyworks.formats import geojson
from keyworks.site import build

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Desk"
msgstr "工作台"
"""


def test_a_missing_folder_of_browser_files_is_said_in_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("KEYWORKS_NODE_MODULES", str(tmp_path / "none"))
    assert build.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("The browser files are missing") and "npm ci" in said and said.count("\n") == 1


def package(tmp_path, template):
    (tmp_path / "keyworks" / "templates").mkdir(parents=True)
    (tmp_path / "keyworks" / "templates" / "x.html").write_text(template)
    drawn = tmp_path / "modules" / "@tabler" / "icons" / "icons" / "outline"
    drawn.mkdir(parents=True)
    (drawn / "home.svg").write_text('<svg\n fill="none"\n>\n<path stroke="none" d="M0"/>\n<path d="M5"/>\n</svg>')
    return tmp_path / "keyworks", tmp_path / "modules"


def test_the_sprite_holds_only_the_icons_used(tmp_path):
    inside, modules = package(tmp_path, '{% icon "home" %} {% icon item.icon %}')
    drawn = build.sprite(inside, modules)
    assert drawn.count("<symbol") == 1
    assert '<symbol id="home"' in drawn and '<path d="M5"/>' in drawn and "M0" not in drawn


def test_an_icon_that_does_not_exist_fails_the_build_and_names_who_asks(tmp_path):
    with pytest.raises(build.BuildFailed, match=r"x\.html asks for the icon 'nosuch'"):
        build.sprite(*package(tmp_path, '{% icon "nosuch" %}'))


def test_icons_are_found_in_manifests_and_code(tmp_path):
    inside, _ = package(tmp_path, '<c-empty icon="inbox" />')
    (inside / "apps.py").write_text('menu = (MenuItem("x", "y:z", "home", order=1),)\nOffer(1, icon="users")\n')
    assert sorted(build.icons(inside)) == ["home", "inbox", "users"]


def test_catalogues_are_compiled_once_and_again_only_when_stale(tmp_path):
    source = tmp_path / "desk" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    assert build.compile_catalogues(tmp_path) == 1
    assert build.compile_catalogues(tmp_path) == 0
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Desk") == "工作台"


def test_a_file_is_written_only_where_it_differs(tmp_path):
    target = tmp_path / "a" / "b.txt"
    assert build.replace(target, b"1") is True
    assert build.replace(target, b"1") is False
    assert build.replace(target, b"2") is True
    assert [path.name for path in target.parent.iterdir()] == ["b.txt"]


def test_every_icon_of_the_house_exists():
    try:
        modules = build.node_modules()
    except build.BuildFailed:
        pytest.skip("the browser files are not here: npm ci --ignore-scripts")
    assert 'id="home"' in build.sprite(build.PACKAGE, modules)


def test_every_static_file_a_page_names_is_ours_or_copied():
    import re

    named = set()
    for page in Path(build.PACKAGE).rglob("*.html"):
        named |= set(re.findall(r'\{% static "([^"]+)" %\}', page.read_text(encoding="utf-8")))
    copied = {f"vendor/{name}" for name in build.COPIED.values()} | {"vendor/icons.svg"}
    ours = {
        path.relative_to(folder).as_posix() for folder in build.PACKAGE.glob("*/static") for path in folder.rglob("*")
    }
    assert named - ours - copied == set()


def test_the_guide_is_put_into_the_package_without_its_pictures_and_old_pages(tmp_path):
    source, target = tmp_path / "docs", tmp_path / "package"
    for name in ("README.md", "en/start.md", "zh/start.md", "pictures/desk-en.png"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    (target / "en").mkdir(parents=True)
    (target / "en" / "old.md").write_text("gone")
    build.copy_guide(source, target)
    kept = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert kept == {"README.md", "en/start.md", "zh/start.md"}


def test_the_districts_outlines_are_decoded_once(tmp_path):
    try:
        modules = build.node_modules()
    except build.BuildFailed:
        pytest.skip("the browser files are not here: npm ci --ignore-scripts")
    build.write_outlines(modules, tmp_path)
    target = tmp_path / "outlines" / "tianjin.geojson"
    written = target.stat().st_mtime_ns
    build.write_outlines(modules, tmp_path)
    assert target.stat().st_mtime_ns == written
    outlines = geojson.Outlines.of(target.read_text(encoding="utf-8"))
    assert len(outlines.keys) == 16
    stations = {"120105": [117.2069, 39.1336], "120116": [117.69, 39.03], "120119": [117.41, 40.05]}
    assert {geojson.inside({"type": "Point", "coordinates": at}, outlines) for at in stations.values()} == set(stations)


def test_missing_outlines_fail_the_build(tmp_path):
    with pytest.raises(build.BuildFailed, match="outlines of districts"):
        build.write_outlines(tmp_path, tmp_path)


def test_the_fonts_of_letters_are_copied_with_their_licences_where_no_browser_asks(tmp_path):
    modules = tmp_path / "modules"
    for name in (*build.LETTER_FONTS, *build.LETTER_LICENCES):
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text(name)
    build.copy_fonts(modules, tmp_path / "fonts")
    assert sorted(path.name for path in (tmp_path / "fonts").iterdir()) == [
        "NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf", "NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf",
        "noto-sans-sc.txt", "noto-serif-sc.txt",
    ]  # fmt: skip
    assert not build.LETTERS.is_relative_to(build.BUILT)


def test_a_missing_font_fails_the_build_in_a_sentence(tmp_path):
    with pytest.raises(build.BuildFailed, match="The fonts of letters are missing"):
        build.copy_fonts(tmp_path, tmp_path / "fonts")
