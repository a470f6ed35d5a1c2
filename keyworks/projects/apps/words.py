from django.utils.translation import gettext_lazy as _

WORDS = {
    "project": _("Project"),
    "component": _("Component"),
    "term": _("Entry of a code list"),
    "transition": _("Step between stages"),
    "components": _("Components"),
    "state": _("State"),
    "state_on": _("Reached on"),
    "chainage_m": _("Chainage (m)"),
    "geometry": _("Coordinates"),
    "address_zh": _("Address"),
    "address_en": _("Address in English"),
    "planned_start": _("Planned start"),
    "planned_finish": _("Planned finish"),
    "started_on": _("Started on"),
    "finished_on": _("Finished on"),
}
