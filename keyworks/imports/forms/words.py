from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SKIPPED = {
    "subtotal": _("sums"),
    "hidden": _("hidden rows"),
    "prose": _("remarks"),
    "blank": _("blank rows"),
    "repeated_head": _("heads repeated"),
    "skip": _("left out by the mapping"),
}
"""Why a row is no project → how it is called."""
STATES = {
    "new": _("new"), "changed": _("changed"), "unchanged": _("unchanged"), "refused": _("refused"),
    "unreported": _("no longer reported"),
}  # fmt: skip
SEVERITIES = {"error": _("refused"), "warning": _("to check"), "note": _("note")}
