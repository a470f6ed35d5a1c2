"""Packages on the list and what they are cut into, and the ties between invented projects.

A package is one project of the 676; its parts are projects of their own beside them, so no sum counts them twice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from keyworks.demonstration.portfolio import finance
from keyworks.demonstration.portfolio.listed import Listed, yi
from keyworks.demonstration.portfolio.listing import whole_of
from keyworks.demonstration.portfolio.spread import spread
from keyworks.values.money import Money

LOTS = (("老旧小区改造工程", 4), ("高标准农田建设工程", 2))
"""Word of the name and how many such packages are cut into sub-projects."""
PHASED = ("标准厂房及配套项目", 3)
NUMBERS = "一二三四五六"
SUPPORTED = frozenset({"park", "auto", "new_energy", "integrated_circuits", "biomedicine", "petrochemical"})
SUPPORTING = frozenset({"utilities", "energy", "roads", "water"})


def packaged(rng: random.Random, listed: Sequence[Listed]) -> list[Listed]:
    """The sub-projects and phases of some packages that are being built."""
    found: list[Listed] = []
    for word, cut, count in (*((word, "sub", count) for word, count in LOTS), (PHASED[0], "phase", PHASED[1])):
        fitting = [
            one
            for one in listed
            if word in one.name_zh
            and one.year_tag in {"continuing", "finishing"}
            and one.stage == "building"
            and whole_of(one) >= yi(1)
        ]
        for package in fitting[:count]:
            found += _cut(rng, package, cut)
    return found


def _cut(rng: random.Random, package: Listed, cut: str) -> list[Listed]:
    pieces = 2 if cut == "phase" else rng.randint(3, 5)
    least = [Money.of(1, "m")] * pieces
    shares = spread(whole_of(package), [rng.randint(60, 140) for _ in range(pieces)], least)
    return [_piece(rng, package, cut, number, share) for number, share in enumerate(shares, 1)]


def _piece(rng: random.Random, package: Listed, cut: str, number: int, share: Money) -> Listed:
    """One of the pieces; the first is done, the others are built."""
    zh = f"{NUMBERS[number - 1]}期" if cut == "phase" else f"第{NUMBERS[number - 1]}片区"
    en = f"Phase {number}" if cut == "phase" else f"Lot {number}"
    done = number == 1
    return replace(
        package, key=f"{package.key}-{number}", local_number=f"{package.local_number}-{number}", project_code="",
        name_zh=f"{package.name_zh}（{zh}）", name_en=f"{package.name_en}, {en}", parent=package.key, cut=cut,
        cut_number=number, list_class="", year_tag="", total=share, amounts={}, capacities=(), programmes=(),
        parts=finance.parts(rng, package.variant, package.nature, share), stage="completed" if done else "building",
        finished_on=finance.DONE_BEFORE if done else None, links=(), components=(),
    )  # fmt: skip


def linked(listed: Sequence[Listed]) -> list[Listed]:
    """With ties: what supplies a place serves what is built there; an earlier and a later stage of one site."""
    sites: dict[str, list[Listed]] = {}
    for one in listed:
        if not one.real:
            sites.setdefault(one.address_zh, []).append(one)
    ties: dict[str, list[tuple[str, str]]] = {}
    for here in sites.values():
        served = [one for one in here if one.business in SUPPORTED and one.list_class == "construction"]
        for one in (one for one in here if one.business in SUPPORTING):
            ties[one.key] = [("supports", other.key) for other in served[:2]]
        later = [one for one in here if one.nature == "expansion" and one.variant == "factory"]
        for one, other in zip(later[:1], served, strict=False):
            if one.key != other.key:
                ties.setdefault(one.key, []).append(("same_site", other.key))
    return [replace(one, links=tuple(ties.get(one.key, ()))) for one in listed]
