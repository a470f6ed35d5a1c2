"""What ledgers, exemptions and their codes are called."""

from django.utils.translation import pgettext_lazy

from keyworks.reports.rules.ledgers import Cause, Entry, Judged, Ledger

LEDGERS = {
    Ledger.STATISTICS: pgettext_lazy("ledger", "statistics"),
    Ledger.PAYMENTS: pgettext_lazy("ledger", "payments"),
}
ENTRIES = {
    Entry.NOT_ENTERED: pgettext_lazy("statistics", "not entered"),
    Entry.ENTERED: pgettext_lazy("statistics", "entered"),
    Entry.REFUSED: pgettext_lazy("statistics", "refused"),
}
CAUSES = {
    Cause.SEASON: pgettext_lazy("exemption", "season"),
    Cause.FORCE_MAJEURE: pgettext_lazy("exemption", "force majeure"),
    Cause.POLICY: pgettext_lazy("exemption", "policy"),
}
JUDGED = {Judged.PROJECT: pgettext_lazy("judged", "projects"), Judged.DISTRICT: pgettext_lazy("judged", "districts")}
