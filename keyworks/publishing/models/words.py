"""What languages, states and steps are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.publishing.rules.news import State, Step
from keyworks.publishing.rules.opening import Field, Mode, Standing, Why
from keyworks.publishing.rules.papers.kinds import Kind

FORMATS = {"pdf": "PDF", "docx": "Word"}
PAPER_FORMATS = {**FORMATS, "xlsx": "Excel"}
LANGUAGES = {"zh": _("Chinese"), "en": _("English")}
STATES = {
    State.DRAFT: pgettext_lazy("news", "draft"),
    State.APPROVED: pgettext_lazy("news", "approved"),
    State.PUBLISHED: pgettext_lazy("news", "published"),
    State.WITHDRAWN: pgettext_lazy("news", "withdrawn"),
}
DO = {
    Step.APPROVE: _("Approve it"),
    Step.GIVE_BACK: _("Give it back"),
    Step.PUBLISH: _("Publish it"),
    Step.WITHDRAW: _("Withdraw it"),
}
FIELDS = {
    Field.SCOPE: _("What is built"),
    Field.STAGE: _("Stage"),
    Field.DISTRICT: _("District"),
    Field.ADDRESS: _("Address"),
    Field.PLACE: _("Place on the map"),
    Field.SECTOR: _("Sector"),
    Field.NATURE: _("Nature of construction"),
    Field.OWNER: _("Owner"),
    Field.PARTIES: _("Organisations that take part"),
    Field.TOTAL: _("Total investment"),
    Field.ORIGINAL: _("First stated investment"),
    Field.PLAN: _("Plan of the year"),
    Field.PLANNED: _("Planned start and finish"),
    Field.HAPPENED: _("Start and finish"),
    Field.CAPACITY: _("Design capacity"),
    Field.PACKAGE: _("Package"),
}
MODES = {
    Mode.NEVER: _("never"),
    Mode.SIGNED: _("of projects signed off by themselves"),
    Mode.ALWAYS: _("of every open project"),
}
STANDINGS = {
    Standing.HELD: pgettext_lazy("open data", "held back"),
    Standing.OPEN: pgettext_lazy("open data", "open"),
    Standing.SIGNED: pgettext_lazy("open data", "signed off by itself"),
}
WHYS = {
    Why.SECRET: _("says that it is secret"),
    Why.IDENTITY: _("has a person's identity number"),
    Why.PHONE: _("has a telephone number"),
    Why.MAIL: _("has an e-mail address"),
    Why.PERSON: _("names a person"),
}
CHANGES = {
    "new": pgettext_lazy("open data", "new"),
    "changed": pgettext_lazy("open data", "changed"),
    "gone": pgettext_lazy("open data", "no longer there"),
}
KINDS = {
    Kind.BULLETIN: _("Monthly bulletin"),
    Kind.BRIEF: _("Brief of a district"),
    Kind.PROJECT: _("One side on a project"),
    Kind.TABLES: _("Book of tables"),
}
