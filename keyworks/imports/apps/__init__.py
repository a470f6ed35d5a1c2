from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Room
from keyworks.imports.apps.refusals import REFUSALS
from keyworks.imports.apps.sentences import SENTENCES
from keyworks.imports.apps.verbs import VERBS


class ImportsRoom(Room):
    name = "keyworks.imports"
    prefix = "imports/"
    menu = (MenuItem(_("Bring a list"), "imports:list", "file-import", "imports.bring_in", 110),)
    api = {"/imports": "keyworks.imports.api.router"}
    rights = {"imports.bring_in": "city administrator"}
    subjects = {"import": "Import", "mapping": "Mapping"}
    contents = "keyworks.imports.queries.holds"
    jobs = {
        "imports.read": "keyworks.imports.jobs.read",
        "imports.judge": "keyworks.imports.jobs.judge",
        "imports.bring_in": "keyworks.imports.jobs.bring_in",
    }
    verbs = VERBS
    words = {"import": _("import"), "mapping": _("mapping")}
    sentences = {**SENTENCES, **REFUSALS}
