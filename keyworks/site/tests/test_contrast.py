"""Contrast is computed from the style sheet itself, for both themes."""

import re
from itertools import product
from pathlib import Path

import pytest

SHEET = (Path(__file__).parent.parent / "static" / "keyworks" / "tokens.css").read_text()
GROUNDS = ("canvas", "surface", "raised", "hover", "chosen")
TEXT = [
    *product(("ink", "muted", "accent"), GROUNDS),
    *product(("ink",), ("good-ground", "warn-ground", "bad-ground", "info-ground", "neutral-ground")),
    ("green", "good-ground"), ("yellow", "warn-ground"), ("red", "bad-ground"), ("accent", "info-ground"),
    ("accent", "bad-ground"), ("muted", "warn-ground"), ("muted", "neutral-ground"), ("red", "surface"),
    ("red", "canvas"), ("red", "raised"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
    ("on-danger", "red"), ("banner-ink", "banner"), ("accent-strong", "surface"), ("accent-strong", "canvas"),
]  # fmt: skip
GRAPHICS = [
    *product(("green", "yellow", "red", "grey"), GROUNDS),
    *product(("edge", "focus"), ("canvas", "surface", "raised")),
]


def tokens(theme):
    block = re.search(rf'\[data-bs-theme="{theme}"\] {{(.*?)\n}}', SHEET, re.DOTALL).group(1)
    return dict(re.findall(r"--kw-([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme):
    known = tokens(theme)
    faint = {(one, on): round(contrast(known[one], known[on]), 2) for one, on in TEXT}
    assert {pair: found for pair, found in faint.items() if found < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_graphics_can_be_seen(theme):
    known = tokens(theme)
    faint = {(one, on): round(contrast(known[one], known[on]), 2) for one, on in GRAPHICS}
    assert {pair: found for pair, found in faint.items() if found < 3} == {}


def test_both_themes_name_the_same_colours():
    assert tokens("light").keys() == tokens("dark").keys()


def test_curves_are_drawn_in_colours_that_were_tested():
    parts = (Path(__file__).parent.parent / "static" / "keyworks" / "parts.css").read_text()
    rules = "".join(line for line in parts.splitlines() if line.startswith(".kw-curve"))
    tested = {one for one, on in (*GRAPHICS, *TEXT) if on == "surface"}
    # The lines behind are decoration, and the ground is no drawing.
    assert set(re.findall(r"(?:stroke|fill): var\(--kw-([\w-]+)\)", rules)) - tested == {"line", "surface"}


def test_a_curve_to_keep_has_the_colours_of_the_light_theme():
    rooms = Path(__file__).parent.parent.parent
    picture = (rooms / "reports" / "templates" / "reports" / "curve.svg").read_text()
    used = set(re.findall(r"#[0-9a-f]{3,6}\b", picture))
    assert used - set(tokens("light").values()) == set()
