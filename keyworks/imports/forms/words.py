from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SKIPPED = {
    "subtotal": _("sums"),
    "hidden": _("hidden rows"),
    "prose": _("remarks"),
    "blank": _("blank rows"),
    "repeated_head": _("heads repeated"),
    "mapping": _("left out by the mapping"),
    "repeated": _("rows repeated"),
    "older": _("rows of a day before what is known"),
}
"""Why a row is no project → how it is called."""
STATES = {
    "new": _("new"), "changed": _("changed"), "unchanged": _("unchanged"), "refused": _("refused"),
    "unreported": _("no longer reported"),
}  # fmt: skip
REASONS = {
    "name_same": _("the same name"), "name_alike": _("a name that sounds alike"), "owner_same": _("the same unit"),
    "district_same": _("the same district"), "total_near": _("about the same amount"),
    "total_far": _("though the amounts are far apart"),
}  # fmt: skip
WHY = {
    "name": _("by its head"), "values": _("by its values"), "both": _("by head and values"),
}  # fmt: skip
LOST = {
    "no place": _("has no place in the register"), "not read": _("is not what the standard says stands there"),
    "marred": _("signs that no database keeps were left out"),
}  # fmt: skip
"""Why something of a package is not taken over → how it is called."""
SEVERITIES = {"error": _("refused"), "warning": _("to check"), "note": _("note")}
DEPENDENTS = {
    "edition": _("changed by hand since"), "intake": _("changed by a later list"), "list": _("named by a later list"),
    "link": _("linked to"), "part": _("parts of a package"), "value": _("what another source says"),
    "comment": _("comments"), "file": _("files"), "follow": _("followed"),
}  # fmt: skip
"""What stands on an import → how it is called."""
