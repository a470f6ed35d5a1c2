"""The bulletin in the reader's words: its sentence, its tables, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keyworks.accounts.models import Unit
from keyworks.base import reader, shown
from keyworks.base.cells import Column, Row
from keyworks.projects.models.words import YEAR_TAGS
from keyworks.reports import queries
from keyworks.reports.models.light_words import COLOURS
from keyworks.reports.rules.bulletins import Line, Sums
from keyworks.reports.rules.figures import WHOLE
from keyworks.reports.views.common import large
from keyworks.values.asof import AsOf
from keyworks.values.money import Money
from keyworks.values.months import Month


@dataclass(frozen=True)
class Part:
    """A table of the bulletin."""

    title: str
    columns: list[Column]
    rows: list[Row]


def sentence(found: queries.Bulletin) -> str:
    """What the month comes to, in one sentence."""
    whole = found.whole
    if whole.share is None or whole.points is None:
        return _("Nothing is planned for %(year)s") % {"year": found.month.year}
    return _("%(done)s of %(plan)s by the end of %(month)s, %(share)s at %(gone)s of the year: %(points)s points") % {
        "done": large(Money(whole.year_done)), "plan": large(Money(whole.plan)), "month": shown.month(found.month),
        "share": shown.share(whole.share / WHOLE), "gone": shown.share(found.month.number / 12),
        "points": shown.delta(whole.points / 100),
    }  # fmt: skip


def counts(found: queries.Bulletin) -> str:
    """Who reported, in one sentence."""
    whole = found.whole
    return shown.listed(
        [
            ngettext("%(n)s project reports", "%(n)s projects report", whole.projects) % {"n": whole.projects},
            ngettext("%(n)s not filed", "%(n)s not filed", whole.missing) % {"n": whole.missing},
            ngettext("%(n)s came late", "%(n)s came late", whole.late) % {"n": whole.late},
            ngettext("%(n)s without change", "%(n)s without change", whole.unchanged) % {"n": whole.unchanged},
        ],
        "，",
    )


def foot(found: queries.Bulletin) -> str:
    """The data date and the source."""
    zone = timezone.get_default_timezone()
    moment = AsOf.moment(found.at)
    day = moment.day(zone)
    known = (
        _("Known at the end of %(day)s") % {"day": shown.day(day)}
        if day
        else _("Known at %(at)s") % {"at": shown.moment(found.at)}
    )
    rules = queries.rule_sets()[found.rules]
    told = {"rules": reader.told(rules.name["zh"], rules.name["en"])}
    source = _("Source: monthly reports and plans of the register; lights by the rule set “%(rules)s”") % told
    return shown.listed([known, source], "。", ". ")


def parts(found: queries.Bulletin) -> list[Part]:
    """All tables, those without rows left out."""
    districts = {unit.code: str(unit) for unit in Unit.objects.filter(kind=Unit.Kind.DISTRICT)}
    tags = {str(tag): str(words) for tag, words in YEAR_TAGS.items()}
    order = {code: number for number, code in enumerate(districts)}
    by_district = sorted(found.districts, key=lambda pair: order.get(pair[0], len(order)))
    colours = {str(colour): str(words) for colour, words in COLOURS.items()}
    all_ = [
        Part(_("By district"), _of_sums(_("District")), _sums(by_district, districts, _("no district"))),
        Part(_("By year tag"), _of_sums(_("Year tag")), _sums(found.tags, tags, _("nothing said"))),
        Part(_("Lights"), _of_lights(), [
            {"name": colours[colour], "n": n, "light": colour} for colour, n in found.lights.items() if n
        ]),
        Part(_("Started in the month"), _named(), [_project(one, districts) for one in found.started]),
        Part(_("Largest amounts of the month"), _of_lines(), _lines(found.largest, districts, found.month)),
        Part(_("Gained most on the plan"), _of_lines(), _lines(found.gained, districts, found.month)),
        Part(_("Lost most on the plan"), _of_lines(), _lines(found.lost, districts, found.month)),
        Part(_("Not filed"), _named(), [_project(one, districts) for one in found.missing]),
        Part(_("Came late"), _named(), [_project(one, districts) for one in found.late]),
        Part(_("Corrected since the bulletin before"), _of_corrected(), [
            {
                **_project(one.project, districts), "month": one.month, "before": Money(one.before),
                "after": Money(one.after), "why": one.reason,
            }
            for one in found.corrected
        ]),
    ]  # fmt: skip
    return [part for part in all_ if part.rows]


def _of_sums(head: str) -> list[Column]:
    return [
        Column("name", head),
        Column("projects", gettext_lazy("Reports"), "number"),
        Column("missing", gettext_lazy("Not filed"), "number"),
        Column("done", gettext_lazy("This month"), "money"),
        Column("year_done", gettext_lazy("Since January"), "money"),
        Column("plan", gettext_lazy("Plan of the year"), "money"),
        Column("share", gettext_lazy("Of the plan"), "share"),
        Column("points", gettext_lazy("Ahead of the months gone, in points"), "number"),
    ]


def _sums(pairs: Iterable[tuple[str, Sums]], names: Mapping[str, str], none: str) -> list[Row]:
    return [
        {
            "name": names.get(code, code) or none, "projects": one.projects, "missing": one.missing,
            "done": Money(one.done), "year_done": Money(one.year_done), "plan": Money(one.plan),
            "share": None if one.share is None else one.share / WHOLE,
            "points": None if one.points is None else round(one.points / 100, 1),
        }
        for code, one in pairs
    ]  # fmt: skip


def _of_lights() -> list[Column]:
    return [Column("light", gettext_lazy("Light"), "light"), Column("n", gettext_lazy("Projects"), "number")]


def _named() -> list[Column]:
    return [
        Column("number", gettext_lazy("Number"), "code"), Column("name", gettext_lazy("Project")),
        Column("district", gettext_lazy("District")),
    ]  # fmt: skip


def _project(one: Any, districts: Mapping[str, str]) -> dict[str, Any]:
    name = reader.told(one.name_zh, one.name_en)
    return {"number": one.number, "name": name, "district": districts.get(one.district, one.district)}


def _of_lines() -> list[Column]:
    return [
        *_named(),
        Column("done", gettext_lazy("This month"), "money"),
        Column("year_done", gettext_lazy("Since January"), "money"),
        Column("plan", gettext_lazy("Plan of the year"), "money"),
        Column("moved", gettext_lazy("Beyond the month's plan, in points"), "number"),
    ]


def _lines(pairs: list[tuple[Any, Line]], districts: Mapping[str, str], month: Month) -> list[Row]:
    return [
        {
            **_project(project, districts), "done": Money(one.done), "year_done": Money(one.year_done),
            "plan": Money(one.planned), "moved": None if (moved := one.moved(month)) is None else round(moved / 100, 1),
        }
        for project, one in pairs
    ]  # fmt: skip


def _of_corrected() -> list[Column]:
    return [
        *_named(),
        Column("month", gettext_lazy("Report of"), "month"),
        Column("before", gettext_lazy("Before"), "money"),
        Column("after", gettext_lazy("After"), "money"),
        Column("why", gettext_lazy("Why"), as_written=True),
    ]
