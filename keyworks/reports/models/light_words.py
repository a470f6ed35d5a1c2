"""What lights and doubts say: colours, dimensions, why a light has its colour, what would turn it green."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.reports.rules.lights import codes
from keyworks.reports.rules.lights.specs import Colour, Dimension

COLOURS = {Colour.GREEN: _("green"), Colour.YELLOW: _("yellow"), Colour.RED: _("red"), Colour.GREY: _("not judged")}
DIMENSIONS = {
    Dimension.INVESTMENT: pgettext_lazy("light", "investment"),
    Dimension.START: pgettext_lazy("light", "start"),
    Dimension.STATISTICS: pgettext_lazy("light", "statistics entry"),
    Dimension.BONDS: pgettext_lazy("light", "special bonds"),
    Dimension.APPROVAL: pgettext_lazy("light", "approvals"),
    Dimension.FILING: pgettext_lazy("light", "filing"),
    Dimension.GROWTH: pgettext_lazy("light", "growth"),
    Dimension.TASKS: pgettext_lazy("light", "tasks"),
    Dimension.TIME: pgettext_lazy("light", "time"),
}
DUE = _("%(done)s done of %(due)s due by now, %(ratio)s; %(points)s points of the year's plan")
SAID = {
    codes.RATIO: DUE,
    codes.POINTS: DUE,
    codes.SHORT: DUE,
    codes.TASKS_DONE: DUE,
    codes.START: _("planned to start in %(planned)s, started in %(started)s, %(late)s months late"),
    codes.STATISTICS: _("started in %(started)s, entered in %(entered)s"),
    codes.BONDS: _("%(spent)s spent of %(amount)s, to be spent by the end of %(last)s"),
    codes.APPROVAL: _("%(steps)s approval steps over their limit"),
    codes.FILING: _("%(running)s months running without a report"),
    codes.GROWTH: _("grew by %(growth)s points"),
    codes.MONTHS: _("%(done)s done of %(due)s due in the month"),
    codes.TIME: _(
        "by the finish foreseen, %(forecast)s, %(time_done)s of the time is over; by the first one, %(promised)s, "
        "%(time_due)s was to be: %(ratio)s; %(points)s points"
    ),
    codes.EXEMPT: _("exempt: %(reason)s"),
    codes.NO_PLAN: _("the year has no plan"),
    codes.NOTHING_DUE: _("nothing is due yet"),
    codes.NOT_YET: _("not yet due"),
    codes.NOT_STARTED: _("not started"),
    codes.UNKNOWN: _("nothing is known to judge it by"),
}
WELL = {
    codes.START: _("planned to start in %(planned)s, started in %(started)s"),
    codes.FILING: _("no report is missing"),
    codes.APPROVAL: _("no approval step is over its limit"),
}
"""The same where nothing is late."""
NEEDS = {
    codes.INVEST: _("%(amount)s more in %(month)s would have been green"),
    codes.INVEST_NEXT: _("%(amount)s in %(month)s turns it green"),
    codes.BEGIN: _("the start, planned for %(planned)s"),
    codes.ENTER: _("the entry in the statistics"),
    codes.SPEND: _("%(amount)s more to be spent by %(by)s"),
    codes.FINISH: _("the step %(step)s, %(days)s days over"),
    codes.FILE: _("the report of %(month)s"),
    codes.GROW: _("%(points)s points more growth"),
}
RULES_OF_DOUBT = {
    "jump": _("%(got)s in a month, where %(usual)s is usual"),
    "fall": _("hardly anything, where %(usual)s is usual"),
    "hump": _("most of the year's investment lies at its end"),
    "equals_plan": _("exactly what was planned, to the last digit"),
    "round_numbers": _("round amounts for %(months)s months running"),
    "same_again": _("the same figures and words as in %(month)s"),
    "beyond_total": _("%(got)s since the start, more than the total of %(total)s"),
    "beyond_contract": _("more than the contracts of this kind"),
    "beyond_progress": _("more money than the progress told can carry"),
    "month_beyond_progress": _("more money in the month than its progress can carry"),
    "beyond_ledger": _("many times what another ledger knows"),
}
QUESTIONS = {
    "reports.ask_what_was_done": _("What was done or delivered in this month?"),
    "reports.ask_why_it_stopped": _("Why did the works stop?"),
    "reports.ask_why_at_the_end": _("Why does so much lie at the end of the year?"),
    "reports.ask_how_it_was_measured": _("How was it measured?"),
    "reports.ask_if_unchanged": _("Did nothing change? Then file it so."),
    "reports.ask_for_the_approval": _("Which approval raised the total?"),
    "reports.ask_for_the_contract": _("Which contract carries it?"),
    "reports.ask_what_stands": _("What stands on the site?"),
    "reports.ask_about_ledgers": _("Why do the ledgers differ?"),
}
BARS = {"plan": _("its own plan"), "average": _("the city's average")}
INTERVIEWED = {
    "head": _("the head of the district"), "vice_mayor": _("by the vice-mayor"), "mayor": _("by the mayor"),
    "secretary": _("by the party secretary"),
}  # fmt: skip
