"""What kinds, states and steps of letters are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.matters.rules.correspondence import Format, State, Step
from keyworks.matters.rules.letters import Kind

LETTER_KINDS = {
    Kind.REMINDER: pgettext_lazy("letter", "reminder"),
    Kind.ASSIGNMENT: pgettext_lazy("letter", "assignment"),
    Kind.SUPERVISION: pgettext_lazy("letter", "supervision letter"),
    Kind.INTERVIEW: pgettext_lazy("letter", "record of an interview"),
}
LETTER_STATES = {
    State.DRAFT: pgettext_lazy("letter", "draft"),
    State.ISSUED: pgettext_lazy("letter", "issued"),
    State.REPLIED: pgettext_lazy("letter", "replied"),
    State.ACCEPTED: pgettext_lazy("letter", "reply accepted"),
    State.REFUSED: pgettext_lazy("letter", "reply refused"),
    State.WITHDRAWN: pgettext_lazy("letter", "withdrawn"),
}
LETTER_STEPS = {
    Step.DRAFT: pgettext_lazy("step of a letter", "drafted it"),
    Step.EDIT: pgettext_lazy("step of a letter", "edited it"),
    Step.ISSUE: pgettext_lazy("step of a letter", "issued it"),
    Step.REPLY: pgettext_lazy("step of a letter", "replied"),
    Step.ACCEPT: pgettext_lazy("step of a letter", "accepted the reply"),
    Step.REFUSE: pgettext_lazy("step of a letter", "refused the reply"),
    Step.WITHDRAW: pgettext_lazy("step of a letter", "withdrew it"),
}
LANGUAGES = {"zh": _("Chinese"), "en": _("English")}
FORMATS = {Format.PDF: "PDF", Format.WORD: "Word"}
