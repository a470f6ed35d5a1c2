"""How a question stands, what was done about it, what is asked of reports together and of their photographs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.reports.rules.questions import State, Step

QUESTION_STATES = {
    State.OPEN: pgettext_lazy("question", "open"),
    State.ANSWERED: pgettext_lazy("question", "answered"),
    State.SETTLED: pgettext_lazy("question", "settled"),
    State.GONE: pgettext_lazy("question", "fallen away"),
}
STEPS = {
    Step.ASKED: pgettext_lazy("question", "asked"),
    Step.ANSWERED: pgettext_lazy("question", "answered"),
    Step.SETTLED: pgettext_lazy("question", "settled"),
    Step.AGAIN: pgettext_lazy("question", "asked again"),
    Step.GONE: _("fell away: the report was corrected"),
}
RULES_TOGETHER = {
    "filed_by_one": _("%(who)s filed for %(units)s units within minutes"),
    "photograph_reused": _("a photograph that the report of %(of)s for %(month)s showed"),
    "photograph_elsewhere": _("a photograph taken %(km)s km from the project"),
    "photograph_outside": _("a photograph taken on %(day)s, not in the month"),
    "district_exact": _("%(exact)s of %(projects)s projects stand at exactly what is due"),
}
QUESTIONS_TOGETHER = {
    "reports.ask_who_filed": _("Who said what these reports say, and how?"),
    "reports.ask_for_a_photograph": _("Is there a photograph of this project and month?"),
    "reports.ask_where_it_was_taken": _("Where and when was it taken?"),
    "reports.ask_the_district": _("How were the figures of these projects found?"),
}
RULES_SHORT = {
    "jump": pgettext_lazy("rule", "a jump"),
    "fall": pgettext_lazy("rule", "a fall"),
    "hump": pgettext_lazy("rule", "the end of the year"),
    "equals_plan": pgettext_lazy("rule", "equals the plan"),
    "round_numbers": pgettext_lazy("rule", "round amounts"),
    "same_again": pgettext_lazy("rule", "the same again"),
    "beyond_total": pgettext_lazy("rule", "beyond the total"),
    "beyond_contract": pgettext_lazy("rule", "beyond contracts"),
    "beyond_progress": pgettext_lazy("rule", "beyond progress"),
    "month_beyond_progress": pgettext_lazy("rule", "the month beyond progress"),
    "beyond_ledger": pgettext_lazy("rule", "ledgers differ"),
    "filed_by_one": pgettext_lazy("rule", "one filer for many"),
    "photograph_reused": pgettext_lazy("rule", "a photograph again"),
    "photograph_elsewhere": pgettext_lazy("rule", "a photograph from elsewhere"),
    "photograph_outside": pgettext_lazy("rule", "a photograph of another time"),
    "district_exact": pgettext_lazy("rule", "a district to the tenth"),
}
"""The rules in a list's filter."""
