"""Builds what the browser loads: files of node_modules, icons, catalogues; then collects and compresses them all.

Run as `python -m keyworks.site.build`. Quick where nothing changed, and the same however often it runs.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from keyworks.formats import geojson

PACKAGE = Path(__file__).resolve().parent.parent
STATIC = PACKAGE / "site" / "static"
BUILT = PACKAGE / "site" / "built"
GUIDE = PACKAGE.parent / "docs" / "guide"
FONT = "@fontsource-variable/noto-sans-sc"
COPIED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    f"{FONT}/index.css": "noto-sans-sc.css",
    "@tabler/core/README.md": "licences/tabler-core.md",
    f"{FONT}/LICENSE": "licences/noto-sans-sc.txt",
    "@tabler/icons/LICENSE": "licences/tabler-icons.txt",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "echarts-outlines/LICENSE": "licences/echarts-outlines.txt",
    "echarts-outlines/NOTICE": "licences/echarts-outlines-notice.txt",
    "maplibre-gl/dist/maplibre-gl.mjs": "maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "licences/maplibre-gl.txt",
}
LETTERS = PACKAGE / "site" / "fonts"
"""Beside what the browser may ask for: 50 MB that only the setting of letters reads."""
LETTER_FONTS = [
    f"@expo-google-fonts/noto-{kind}-sc/{weight}/Noto{kind.title()}SC_{weight}.ttf"
    for kind in ("serif", "sans")
    for weight in ("400Regular", "700Bold")
]
LETTER_LICENCES = {
    f"@expo-google-fonts/noto-{kind}-sc/LICENSE_FONT": f"noto-{kind}-sc.txt" for kind in ("serif", "sans")
}
IN_TEMPLATES = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']|\bicon="([\w-]+)\"""")
IN_SCRIPTS = re.compile(r"""\bicon\(["']([\w-]+)["']""")
STAMP = "build.stamp"
OUTLINES = {"echarts-outlines/map/json/province/tianjin.json": "outlines/tianjin.geojson"}


class BuildFailed(Exception):
    """The build cannot go on; its sentence says why and what to do."""


def node_modules() -> Path:
    """Where `npm ci` put the browser files: beside the package."""
    found = Path(os.environ.get("KEYWORKS_NODE_MODULES", PACKAGE.parent / "node_modules"))
    if not (found / "htmx.org").is_dir():
        raise BuildFailed(
            f"The browser files are missing: there is no {found}. Run `npm ci --ignore-scripts` in the folder of "
            "package.json, or start with ./run, which does it."
        )
    return found


def replace(target: Path, content: bytes) -> bool:
    """Write a file whole or not at all, and only where it differs."""
    if target.exists() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(target)
    return True


def copy_vendor(modules: Path, vendor: Path) -> None:
    """Copy what the pages load; a pointer to a source map would dangle, so it goes."""
    for source, name in COPIED.items():
        content = (modules / source).read_bytes() if (modules / source).exists() else b""
        if name.endswith(".css"):
            content = re.sub(rb"/\*# sourceMappingURL=.*?\*/", b"", content)
        elif name.endswith(".mjs"):
            content = re.sub(rb"\n//# sourceMappingURL=\S+\s*$", b"\n", content)
        replace(vendor / name, content)
    for font in sorted((modules / FONT / "files").glob("*-wght-normal.woff2")):
        replace(vendor / "files" / font.name, font.read_bytes())


def copy_fonts(modules: Path, target: Path) -> None:
    """Put the fonts of letters into the package, those whose size says that they are there already apart."""
    for name in LETTER_FONTS:
        source = modules / name
        if not source.exists():
            raise BuildFailed(f"The fonts of letters are missing: there is no {source}. Run `npm ci` again.")
        there = target / source.name
        if not there.exists() or there.stat().st_size != source.stat().st_size:
            replace(there, source.read_bytes())
    for licence, name in LETTER_LICENCES.items():
        replace(target / name, (modules / licence).read_bytes())


def icons_in(path: Path) -> Iterator[str]:
    """Names of icons a template, a script or a manifest asks for."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from (first or second for first, second in IN_TEMPLATES.findall(text))
    elif path.suffix == ".js":
        yield from IN_SCRIPTS.findall(text)
    else:
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            named = [word.value for word in node.keywords if word.arg == "icon"]
            third = node.args[2:3] if called == "MenuItem" else []
            yield from (str(one.value) for one in [*named, *third] if isinstance(one, ast.Constant))


def icons(package: Path) -> dict[str, Path]:
    """Each icon used in the package, and a file that uses it."""
    found: dict[str, Path] = {}
    for pattern in ("**/*.html", "**/*.py", "*/static/keyworks/**/*.js"):
        for path in sorted(package.glob(pattern)):
            if "tests" not in path.parts:
                found |= dict.fromkeys(icons_in(path), path)
    return dict(sorted(found.items()))


def sprite(package: Path, modules: Path) -> str:
    """One SVG with a symbol for each icon used."""
    symbols = []
    for name, path in icons(package).items():
        source = modules / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
        if not source.exists():
            raise BuildFailed(f"{path.relative_to(package.parent)} asks for the icon {name!r}, which Tabler has not.")
        inner = re.sub(r"^.*?<svg.*?>|</svg>\s*$", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        drawn = "".join(line.strip() for line in inner.splitlines() if 'stroke="none"' not in line)
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-linecap="round" stroke-linejoin="round">{drawn}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def compile_catalogues(package: Path = PACKAGE) -> int:
    """Compile each room's catalogue that is newer than what was compiled of it; how many there were."""
    compiled = 0
    for source in sorted(package.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            # Without the locale a catalogue that forgot to name its language would get English plurals.
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
        compiled += 1
    return compiled


def copy_guide(source: Path, target: Path) -> None:
    """Put the guide's pages into the package, where a wheel carries them; its pictures are collected with the rest."""
    pages = [source / "README.md", *sorted(source.glob("en/*.md")), *sorted(source.glob("zh/*.md"))]
    for path in pages:
        replace(target / path.relative_to(source), path.read_bytes())
    for old in target.rglob("*.md"):
        if not (source / old.relative_to(target)).exists():
            old.unlink()


def digest(*folders: Path) -> str:
    """What the folders hold, by name, size and time of change."""
    known = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                seen = path.stat()
                known.update(f"{path.relative_to(folder)} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return known.hexdigest()


def collect() -> bool:
    """Hash, rewrite and compress all static files, unless none changed since the last time."""
    now = digest(*sorted(STATIC.parent.parent.glob("*/static")), GUIDE / "pictures")
    stamp = BUILT / STAMP
    if stamp.exists() and stamp.read_text() == now:
        return False
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keyworks.site.settings")
    os.environ.pop("KEYWORKS_DEBUG", None)
    os.environ.setdefault("KEYWORKS_SECRET_KEY", "only to collect static files")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    replace(stamp, now.encode())
    return True


def write_outlines(modules: Path, built: Path) -> None:
    """Decode the outlines of districts, unless what was decoded says that source and decoder are the same."""
    decoder = Path(geojson.__file__).read_bytes()
    for source, name in OUTLINES.items():
        if not (modules / source).exists():
            raise BuildFailed(f"The outlines of districts are missing: there is no {source}. Run `npm ci` again.")
        encoded = (modules / source).read_bytes()
        known = hashlib.sha256(encoded + decoder).hexdigest()
        target = built / name
        if target.exists() and known.encode() in target.read_bytes()[:400]:
            continue
        origin = "echarts 4, Apache-2.0, Copyright 2017-2020 The Apache Software Foundation"
        outlines = geojson.decode_outlines(encoded.decode())
        replace(target, geojson.write_outlines(outlines, source=origin, made_of=known).encode())


def build() -> None:
    """All of it."""
    modules = node_modules()
    copy_vendor(modules, STATIC / "vendor")
    replace(STATIC / "vendor" / "icons.svg", sprite(PACKAGE, modules).encode())
    copy_fonts(modules, LETTERS)
    compile_catalogues()
    copy_guide(GUIDE, PACKAGE / "desk" / "guide")
    collect()  # clears the folder, so the outlines come after it
    write_outlines(modules, BUILT)


def main() -> int:
    try:
        build()
    except BuildFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except OSError as failure:
        sys.stderr.write(
            f"The browser files could not be written: {failure}. Free the place or its rights, try again.\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
