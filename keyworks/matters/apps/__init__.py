from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.base.manifest import Findable, MenuItem, Panel, Room
from keyworks.matters.apps.letters import (
    LETTER_MENU,
    LETTER_PANEL,
    LETTER_SENTENCES,
    LETTER_SUBJECTS,
    LETTER_VERBS,
    LETTER_WORDS,
)
from keyworks.matters.apps.sentences import SENTENCES
from keyworks.matters.apps.verbs import VERBS


class MattersRoom(Room):
    name = "keyworks.matters"
    prefix = "matters/"
    menu = (
        MenuItem(_("Waits for me"), "matters:inbox", "inbox", "matters.read", 15, "keyworks.matters.queries.waits"),
        MenuItem(_("What we asked"), "matters:asked", "message-question", "matters.ask", 84),
        MenuItem(_("Matters"), "matters:matters", "alert-triangle", "matters.read", 85),
        LETTER_MENU,
    )
    panels = (
        Panel(_("What waits for you"), "matters:desk", ("desk",), "matters.read", 4),
        Panel(_("Matters"), "matters:of_project", ("project",), "matters.read", 90),
        Panel(_("What was raised out of it"), "matters:of_report", ("report",), "matters.read", 90),
        LETTER_PANEL,
        Panel(_("Before and after"), "matters:compared", ("matter",), "matters.read", 120),
        Panel(_("What is like it"), "matters:alike", ("matter",), "matters.manage", 130),
    )
    api = {"/matters": "keyworks.matters.api.router", "/letters": "keyworks.matters.api.letters"}
    rights = {
        "matters.ask": "unit",
        "matters.read": "city district department leader auditor unit administrator",
        "matters.raise": "city district department unit",
        "matters.work": "city district department unit",
        "matters.manage": "city district",
        "matters.instruct": "city leader district department",
        "matters.direct": "city",
        "matters.rule": "city",
    }
    subjects = {
        "matter": "Matter", "cause": "Cause", "limit": "LimitDays", "answerer": "Answerer",
        "consultation": "Consultation",
    } | LETTER_SUBJECTS  # fmt: skip
    dossiers = ("matter",)
    jobs = {
        "matters.tick": ("keyworks.matters.jobs.tick", "matters.rule"),
        "matters.letters": ("keyworks.matters.jobs.letters", "matters.rule"),
    }
    calendar = {"matters.tick": "06:40", "matters.letters": "06:50"}
    news = "keyworks.matters.queries.news.news"
    dates = "keyworks.matters.queries.dates.dates"
    events = {
        "matter.raised": _("a matter was raised"), "matter.assigned": _("a matter was assigned"),
        "matter.climbed": _("a matter went up a level"), "matter.proposed": _("a matter was proposed as done"),
        "matter.closed": _("a matter was closed"), "matter.reopened": _("a matter was opened again"),
        "matter.letter_issued": _("a letter was issued"),
    }  # fmt: skip
    words = {
        "matter": _("matter"), "cause": _("common cause"), "limit": _("limit of a clock"),
        "answerer": _("who answers at a level"), "consultation": _("consultation day"), "cutoff": _("raised until"),
        "decided": _("decided"), "carried": _("carried over"), "levels": _("levels"), "kinds": _("kinds"),
        "districts": _("districts"), "weekday": _("day of the week"), "level": _("level"), "lead": _("lead unit"),
        "lead_person": _("lead person"), "due_on": _("promised for"), "paused_until": _("paused until"),
        "effect": _("expected effect"), "rating": _("rating"), "sort": pgettext_lazy("matter", "what it is"),
        **LETTER_WORDS,
    }  # fmt: skip
    findable = {
        "matter": Findable(
            "Matter", _("Matters"), ("title", "words"), ("number",), "matters.read",
            ("get_sort_display", "lead", "get_state_display"), ("lead",), {"state": "merged"},
            listed="matters:matters", order=30,
        ),
        "letter": Findable(
            "Letter", _("Letters"), ("title",), ("number",), "matters.read",
            ("get_kind_display", "to_unit", "get_state_display"), ("to_unit",), on=("matter", "matter_id"),
            listed="matters:letters", order=40,
        ),
    }  # fmt: skip
    codes = {"lead": ("unit", "code"), "lead_person": ("person", "username")}
    verbs = VERBS | LETTER_VERBS
    sentences = SENTENCES | LETTER_SENTENCES
