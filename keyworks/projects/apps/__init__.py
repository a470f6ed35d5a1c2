from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Findable, MenuItem, Panel, Room
from keyworks.projects.apps.sentences import SENTENCES
from keyworks.projects.apps.verbs import VERBS
from keyworks.projects.apps.words import CODES, WORDS


class ProjectsRoom(Room):
    name = "keyworks.projects"
    prefix = "projects/"
    panels = (Panel(_("My projects"), "projects:work", ("desk",), "projects.read", 10),)
    menu = (
        MenuItem(_("Projects"), "projects:list", "building-factory-2", "projects.read", 100),
        MenuItem(_("Look again"), "projects:review", "clock", "projects.read", 130),
        MenuItem(_("Registered twice?"), "projects:pairs", "copy", "projects.decide", 135),
        MenuItem(_("Rules and codes"), "projects:rules", "list-check", "projects.administer", 820),
    )
    api = {
        "/components": "keyworks.projects.api.components",
        "/outlines": "keyworks.projects.api.outlines",
        "/programmes": "keyworks.projects.api.programmes",
        "/projects": "keyworks.projects.api.projects",
        "/sums": "keyworks.projects.api.sums",
        "/terms": "keyworks.projects.api.terms",
        "/transitions": "keyworks.projects.api.transitions",
    }
    rights = {
        "projects.read": "city district department leader auditor unit administrator",
        "projects.register": "city district department unit",
        "projects.edit": "city district department unit",
        "projects.decide": "city",
        "projects.administer": "city administrator",
    }
    says = dict.fromkeys(("project", "component"), "keyworks.projects.views.said.say")
    dossiers = ("project", "component")
    subjects = {
        "project": "Project", "component": "Component", "term": "Term", "transition": "Transition", "upload": "Upload",
        "intake": "Intake", "programme": "Programme",
    }  # fmt: skip
    jobs = {
        "projects.edit_many": "keyworks.projects.jobs.edit_many",
        "projects.register_upload": "keyworks.projects.jobs.register_upload",
    }
    names = {"project": ("search",)}
    findable = {
        "project": Findable(
            "Project", _("Projects"), ("name_zh", "name_en", "address_zh", "address_en"),
            ("local_number", "project_code"), "projects.read", ("local_number", "district", "get_stage_display"),
            ("district",), {"cut": "merged"}, listed="projects:list", order=10,
        ),
        "component": Findable(
            "Component", _("Components"), ("name_zh", "name_en"), (), "projects.read",
            ("project", "kind", "get_state_display"), ("project", "kind"), on=("project", "project_id"), order=20,
        ),
        "programme": Findable(
            "Programme", _("Programmes"), ("term__name_zh", "term__name_en", "aim_zh", "aim_en"), ("term__code",),
            "reports.read", ("aim", "unit"), ("term", "unit"), on=("term", "term_id"), order=15,
        ),
    }  # fmt: skip
    codes = CODES
    verbs = VERBS
    words = WORDS
    sentences = SENTENCES

    def ready(self) -> None:
        super().ready()
        from keyworks.accounts.models import Installation
        from keyworks.projects.actions.standard import count_in_currency, lay

        post_migrate.connect(lay, sender=self, dispatch_uid="projects.standard")
        post_save.connect(count_in_currency, sender=Installation, dispatch_uid="projects.currency")
