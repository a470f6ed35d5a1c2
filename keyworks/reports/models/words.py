"""What the codes of the rules are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.reports.rules.ceilings import CeilingOf, Over
from keyworks.reports.rules.changes import Cause
from keyworks.reports.rules.figures import Kind
from keyworks.reports.rules.way import Level, State, Why

STATES = {
    State.FILED: pgettext_lazy("report", "filed"),
    State.DISTRICT: _("passed by the district"),
    State.DEPARTMENT: _("passed by the department"),
    State.ACCEPTED: pgettext_lazy("report", "accepted"),
    State.RETURNED: pgettext_lazy("report", "returned"),
}
MISSING = _("not filed")
LEVELS = {Level.DISTRICT: _("district office"), Level.DEPARTMENT: _("department"), Level.CITY: _("city office")}
WHYS = {
    Why.WINTER: _("stopped for the winter"),
    Why.HOLIDAY: _("holiday"),
    Why.NOT_BEGUN: _("not begun yet"),
    Why.APPROVAL: _("waiting for an approval"),
    Why.FUNDS: _("waiting for funds"),
    Why.SETTLING: _("works are done, settling accounts"),
}
"""Why nothing changed in a month; what somebody writes instead stands as it is."""
KINDS = {
    Kind.CONSTRUCTION: pgettext_lazy("investment", "construction"),
    Kind.INSTALLATION: pgettext_lazy("investment", "installation"),
    Kind.EQUIPMENT: pgettext_lazy("investment", "equipment"),
    Kind.OTHER: pgettext_lazy("investment", "other"),
}
CAUSES = {
    Cause.NEW: pgettext_lazy("cause", "new month"),
    Cause.LATE: pgettext_lazy("cause", "late report"),
    Cause.CORRECTION: pgettext_lazy("cause", "correction"),
    Cause.FOLLOWS: pgettext_lazy("cause", "follows another month"),
}
"""Why what is known of a month differs between two dates."""
CEILINGS = {CeilingOf.PROGRAMME: _("programme"), CeilingOf.DISTRICT: _("district")}
OVERS = {Over.YEAR: _("plan of the year"), Over.TOTAL: _("total investment")}
"""What a project has overrun."""
