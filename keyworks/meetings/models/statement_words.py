"""What the parts of a report and the figures in it are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.meetings.rules.drafting import Section

LANGUAGES = {"zh": _("Chinese"), "en": _("English")}
SECTIONS = {
    Section.TARGETS: _("Targets of the year"),
    Section.CONSTRUCTION: _("Construction"),
    Section.PRODUCTION: _("Production and capacity"),
    Section.PROBLEMS: _("Problems and requests"),
}
FIGURES = {
    "projects": _("projects on the year's list"),
    "plan": _("planned for the year"),
    "done": _("done since January"),
    "share": _("done of the year's plan"),
    "pace": _("months gone of the year"),
    "due": _("due by the projects' own plans"),
    "points": _("ahead of the months gone, in points"),
    "grown": _("growth of fixed-asset investment"),
    "grown_to_plan": _("growth above the own target"),
    "grown_to_average": _("growth above the city's average"),
    "bonds": _("special bonds issued"),
    "bonds_spent": _("special bonds spent"),
    "bonds_share": _("share of bonds spent"),
    "new": _("to be started this year"),
    "continuing": pgettext_lazy("figure", "continuing"),
    "finishing": _("to be finished this year"),
    "started": _("started of those to be started"),
    "started_share": _("share started"),
    "finished": _("finished this year"),
    "green": _("green lights"),
    "yellow": _("yellow lights"),
    "red": _("red lights"),
    "grey": _("projects not judged"),
    "red_moved": _("red lights against the month before"),
    "yellow_moved": _("yellow lights against the month before"),
    "filed": _("monthly reports filed"),
    "missing": _("monthly reports missing"),
    "lines": _("production lines"),
    "lines_debugging": _("lines being debugged"),
    "lines_debugged": _("lines debugged"),
    "lines_done": _("lines in use"),
    "commissioning": _("projects in commissioning"),
    "in_production": _("projects producing"),
    "at_capacity": _("projects at capacity"),
    "open": _("open matters"),
    "raised_up": _("matters raised to a higher level"),
    "overdue": _("matters overdue"),
    "closed": _("matters closed this year"),
    "requests": _("requests of enterprises this year"),
    "answered": _("requests answered and closed"),
    "approvals": _("matters of approval to be done"),
    "letters": _("letters to be answered"),
    "letters_late": _("answers to letters that are late"),
    "sector_projects": pgettext_lazy("of a field", "projects"),
    "sector_plan": pgettext_lazy("of a field", "planned for the year"),
    "sector_done": pgettext_lazy("of a field", "done since January"),
    "sector_share": pgettext_lazy("of a field", "done of the year's plan"),
    "project_share": pgettext_lazy("of a project", "done of the year's plan"),
    "project_points": pgettext_lazy("of a project", "ahead of its own plan, in points"),
}
"""Code of a figure → its words."""
