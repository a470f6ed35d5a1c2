from django.utils.translation import gettext_lazy as _

VERBS = {
    "projects.rebuild_current": _("rebuilt the current amounts from the figures"),
    "projects.register": _("registered the project"),
    "projects.edit": _("changed the project"),
    "projects.state_money": _("stated money of the project"),
    "projects.add_components": _("added components"),
    "projects.edit_component": _("changed the component"),
    "projects.progress_component": _("recorded progress of the component"),
    "projects.arrange_components": _("arranged the components"),
    "projects.remove_component": _("took a component out"),
    "projects.outline": _("gave the district an outline"),
    "projects.open_term": _("added an entry to a code list"),
    "projects.edit_term": _("changed an entry of a code list"),
    "projects.move": _("moved the project to another stage"),
    "projects.record_moves": _("recorded steps the project made in the past"),
    "projects.look_again": _("looked at the project again"),
    "projects.state_values": _("stated what sources say of the project"),
    "projects.tie": _("tied the project to others"),
}
