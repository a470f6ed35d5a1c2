from django.utils.translation import gettext_lazy as _

WORDS = {
    "project": _("Project"),
    "component": _("Component"),
    "term": _("Entry of a code list"),
    "transition": _("Step between stages"),
}
