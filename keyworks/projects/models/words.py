"""What the codes of the rules are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.projects.rules.components import State
from keyworks.projects.rules.parts import Cut, ListClass, Part, Secrecy, YearTag
from keyworks.projects.rules.stages import Stage, Variant, Way
from keyworks.projects.rules.taking import Standing

STAGES = {
    Stage.IDEA: _("idea"),
    Stage.PLANNED: pgettext_lazy("stage", "planned"),
    Stage.RESERVE: pgettext_lazy("stage", "in reserve"),
    Stage.READY: _("ready to start"),
    Stage.BUILDING: _("under construction"),
    Stage.SUSPENDED: _("suspended"),
    Stage.COMPLETED: pgettext_lazy("stage", "completed"),
    Stage.COMMISSIONING: _("commissioning"),
    Stage.PRODUCING: _("in production"),
    Stage.AT_CAPACITY: _("at design capacity"),
    Stage.EFFECTIVE: _("at target benefit"),
    Stage.IN_USE: _("in use"),
    Stage.ARCHIVED: _("archived"),
    Stage.EXITED: _("exited"),
}
VARIANTS = {
    Variant.FACTORY: _("factory"),
    Variant.INFRASTRUCTURE: _("infrastructure"),
    Variant.EQUIPMENT: _("equipment only"),
}
WAYS = {
    Way.ONWARD: _("onward"),
    Way.BACK: _("back"),
    Way.PAUSE: _("pause"),
    Way.RESUME: _("resume"),
    Way.EXIT: _("exit"),
    Way.RECOVER: _("recover"),
}
LIST_CLASSES = {
    ListClass.PLANNED: pgettext_lazy("list class", "planned"),
    ListClass.RESERVE: pgettext_lazy("list class", "reserve"),
    ListClass.CONSTRUCTION: pgettext_lazy("list class", "construction"),
    ListClass.COMPLETED: pgettext_lazy("list class", "completed"),
}
YEAR_TAGS = {
    YearTag.NEW: _("new start"),
    YearTag.CONTINUING: _("continuing"),
    YearTag.FINISHING: _("finishing this year"),
}
PARTS = {
    Part.TOTAL: _("Total investment"),
    Part.CONSTRUCTION: _("Construction works"),
    Part.INSTALLATION: _("Installation works"),
    Part.EQUIPMENT: _("Equipment"),
    Part.LAND: _("Land and clearing"),
    Part.OTHER: _("Other costs"),
}
FACTS = {
    "address_zh": _("address"),
    "amounts": _("yearly amounts"),
    "category": _("category"),
    "district": _("district"),
    "finished_on": _("finished on"),
    "geometry": _("place on the map"),
    "investor": _("kind of investor"),
    "lead_department": _("lead department"),
    "leader": _("leader responsible"),
    "liaison": _("liaison"),
    "nature": _("nature of construction"),
    "owner": _("project unit"),
    "planned_finish": _("planned finish"),
    "planned_start": _("planned start"),
    "project_code": _("project code"),
    "responsible_unit": _("responsible unit"),
    "scope_zh": _("scope of works"),
    "service_officer": _("service officer"),
    "started_on": _("started on"),
    "total": _("total investment"),
}
"""Facts that a project may lack, as they are called within a sentence."""
CUTS = {Cut.PHASE: _("phase"), Cut.SUB: _("sub-project")}
SECRECY = {Secrecy.OPEN: _("open"), Secrecy.INTERNAL: _("for internal use")}
STATES = {
    State.NOT_BEGUN: _("not begun"),
    State.UNDER_WAY: _("under way"),
    State.FOUNDATIONS: _("foundations"),
    State.STRUCTURE: _("main structure"),
    State.CAPPED: _("structure capped"),
    State.INSTALLING: _("installing"),
    State.FITTING_OUT: _("fitting out"),
    State.DEBUGGING: _("debugging"),
    State.DEBUGGED: _("debugged"),
    State.DONE: _("done"),
}
INTAKES = {
    Standing.STANDING: pgettext_lazy("intake", "in the register"),
    Standing.LEAVING: pgettext_lazy("intake", "being taken back"),
    Standing.TAKEN_BACK: pgettext_lazy("intake", "taken back"),
}
