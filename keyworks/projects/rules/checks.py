"""What cannot be true of a project: each rule gives its problems, all of them at once, at their fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from keyworks.projects.rules import codes
from keyworks.projects.rules.parts import SAID, SECRET, ListClass, Part, Secrecy, YearTag
from keyworks.projects.rules.stages import ASIDE, LINE, Stage, Variant
from keyworks.values import credit_codes
from keyworks.values.money import Money, currency_of, total
from keyworks.values.problems import Place, Problem

Said = Mapping[str, Any]
"""What is said of a project: the fields of its table by name, and `parts`, `amounts`, `parties`, `capacities`."""

ABSURD = 10**14
"""No single project has so many minor units, a trillion yuan or dollars: a unit was mistaken."""
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
DEEPEST = 10
SECRET_WORDS = re.compile(
    r"绝密(?!封)|(?<![算印飞])(?:机密|秘密)(?:级(?!联)|[★☆])|(?<![算印飞])机密(?:项目|工程|文件|资料|事项|件)"
    r"|[(\[【〔<]机密[)\]】〕>]|(?:涉及|属于?|系|列为|定为)(?:国家秘密|机密(?![码封集度]))|topsecret|statesecret"
)
"""What marks secrecy, after blanks are taken out; 计算机密码, 隔绝密封 and 商业秘密 are no secrets."""


def marks_secrecy(text: str) -> bool:
    """Does a text say of its project that it is secret?"""
    if unicodedata.is_normalized("NFKC", text) and "密" not in text and "secret" not in "".join(text.lower().split()):
        return False
    return SECRET_WORDS.search(_folded(text)) is not None


def _at(field: str, code: str, **params: object) -> Problem:
    return Problem(code, params, place=Place(field=field))


def _plain(money: Money, unit: str = "") -> str:
    """An amount in the unit in which the city counts a project, whole, with no digit that says nothing."""
    return f"{money.exact(unit or currency_of(money.currency).unit).normalize():,f}"


def _folded(text: str) -> str:
    """Without blanks, in narrow small letters: a word is the same however it is typed."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def named(said: Said) -> list[Problem]:
    """A project has a Chinese name, and nothing said of it is secret."""
    problems = []
    if "name_zh" in said and not said["name_zh"].strip():
        problems.append(_at("name_zh", "projects.name_missing"))
    return problems + kept_secret(said)


def kept_secret(said: Said) -> list[Problem]:
    """What says that it is secret is not kept at all."""
    problems = []
    if said.get("secrecy", Secrecy.OPEN) not in [*Secrecy]:
        problems.append(_at("secrecy", "projects.secret"))
    for field in ("name_zh", "name_en", "scope_zh", "scope_en"):
        if marks_secrecy(said.get(field) or ""):
            problems.append(_at(field, "projects.secret_word"))
    return problems


CHOICES: Mapping[str, Collection[str]] = {
    "variant": [*Variant],
    "stage": [*Stage],
    "list_class": ["", *ListClass],
    "year_tag": ["", *YearTag],
    "cut": ["", *SAID],
}


def chosen(said: Said) -> list[Problem]:
    """What is chosen among fixed words is one of them."""
    return [
        _at(field, "projects.not_a_choice", text=str(said[field])[:40])
        for field, words in CHOICES.items()
        if field in said and said[field] not in words
    ]


def lined(said: Said) -> list[Problem]:
    """The stage is one that projects of this variant pass, or one beside their line."""
    stage, variant = said.get("stage", Stage.IDEA), said.get("variant", Variant.FACTORY)
    if stage in ASIDE or variant not in [*Variant] or stage not in [*Stage] or stage in LINE[Variant(variant)]:
        return []
    return [_at("variant", "projects.stage_not_of_variant")]


def dated(said: Said) -> list[Problem]:
    """Nothing ends before it begins, nor far from our time."""
    problems = []
    for first, last in (("planned_start", "planned_finish"), ("started_on", "finished_on")):
        begin, end = said.get(first), said.get(last)
        if begin and end and end < begin:
            problems.append(_at(last, "projects.ends_before_start", begin=begin.isoformat(), end=end.isoformat()))
    return problems + far(said, "planned_start", "planned_finish", "started_on", "finished_on")


def far(said: Said, *fields: str) -> list[Problem]:
    """A date lies within the years a city knows or plans for."""
    days = ((field, said.get(field)) for field in fields)
    return [
        _at(field, "projects.date_far", day=day.isoformat())
        for field, day in days
        if day and not EARLIEST <= day <= LATEST
    ]


def happened(said: Said, today: date) -> list[Problem]:
    """What is said to have happened lies in the past."""
    return [
        _at(field, "projects.not_yet", day=said[field].isoformat())
        for field in ("started_on", "finished_on")
        if said.get(field) and said[field] > today
    ]


def packed(above: int) -> list[Problem]:
    """Packages stand in one another a few levels deep; `above` counts those a project would stand in."""
    return [_at("parent", "projects.package_deep", most=DEEPEST)] if above > DEEPEST else []


def paid_for(said: Said) -> list[Problem]:
    """No amount is below zero or absurd; the parts sum to the total; the years do not need more than the total."""
    problems = []
    parts: Mapping[str, Money] = said.get("parts") or {}
    amounts: Mapping[tuple[int, Any], Money] = said.get("amounts") or {}
    named_amounts = [(f"parts.{part}", money) for part, money in parts.items()]
    named_amounts += [
        (f"amounts.{year}.{getattr(fund, 'code', fund)}", money) for (year, fund), money in amounts.items()
    ]
    for field, money in named_amounts:
        if money < Money(0):
            problems.append(_at(field, "projects.money_negative", amount=_plain(money)))
        elif money.amount > ABSURD:
            large = currency_of(money.currency).large
            problems.append(_at(field, "projects.money_absurd", amount=_plain(money, large)))
    whole = parts.get(Part.TOTAL)
    inner = [money for part, money in parts.items() if part != Part.TOTAL]
    if inner and whole is None:
        problems.append(_at("parts.total", "projects.total_missing"))
    elif inner and whole is not None and total(inner) != whole:
        problems.append(
            _at(
                "parts.total",
                "projects.parts_do_not_sum",
                parts=_plain(total(inner)),
                total=_plain(whole),
            )
        )
    if whole is not None and amounts and total(amounts.values()) > whole:
        problems.append(
            _at(
                "amounts",
                "projects.years_beyond_total",
                years=_plain(total(amounts.values())),
                total=_plain(whole),
            ).warning()
        )
    return problems


def coded(
    said: Said, *, today: date, regions: Collection[str] = (), check: codes.CheckCharacter | None = None
) -> list[Problem]:
    """The project's code and the credit codes of its parties have their published form."""
    problems = []
    if code := said.get("project_code"):
        wrong = codes.project_code(code, today=today, regions=regions, check=check)
        if wrong:
            problems.append(wrong.at(Place(field="project_code")))
    for number, party in enumerate(said.get("parties") or ()):
        if code := party.get("credit_code"):
            wrong = credit_codes.check(code)
            if wrong:
                problems.append(wrong.at(Place(field=f"parties.{number}.credit_code")))
    return problems


RULES: tuple[Callable[[Said], list[Problem]], ...] = (named, chosen, lined, dated, paid_for)


def check(said: Said, *, today: date, regions: Collection[str] = ()) -> list[Problem]:
    """All that is wrong with what is said of a project."""
    problems = [problem for rule in RULES for problem in rule(said)]
    return [*problems, *happened(said, today), *coded(said, today=today, regions=regions)]


__all__ = ["SECRET", "Said", "check", "chosen", "coded", "dated", "far", "happened", "named", "packed", "paid_for"]
