from django.utils.translation import gettext_lazy as _

VERBS = {
    "imports.begin": _("gave files to be brought in"),
    "imports.remove": _("removed files that were not brought in"),
    "imports.save_mapping": _("saved a mapping"),
    "imports.bring_in": _("brought a list in"),
    "imports.take_back": _("took an import back"),
    "imports.read": _("Reading of a list"),
    "imports.judge": _("Check of a list"),
}
