"""What the manifest says of letters."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keyworks.base.manifest import MenuItem, Panel

LETTER_MENU = MenuItem(
    _("Letters"), "matters:letters", "mail-forward", "matters.read", 86, "keyworks.matters.queries.letters_waiting"
)
LETTER_PANEL = Panel(_("Letters"), "matters:letters_of", ("matter",), "matters.read", 40)
LETTER_SUBJECTS = {"letter": "Letter", "letterhead": "Letterhead"}
LETTER_WORDS = {
    "letter": pgettext_lazy("matter", "letter"), "letterhead": _("letterhead"), "reply_by": _("reply by"),
    "title": pgettext_lazy("matter", "title"), "body": _("text of the letter"), "contact": _("contact"),
    "cc": _("copies to"), "to": pgettext_lazy("letter", "to"),
    "number": _("number"), "cause": pgettext_lazy("reply", "cause"), "plan": _("plan to put it right"),
    "done_by": _("done by"), "talk": _("interview"),
}  # fmt: skip
LETTER_VERBS = {
    "matters.letter_draft": pgettext_lazy("step of a letter", "drafted it"),
    "matters.letter_edit": pgettext_lazy("step of a letter", "edited it"),
    "matters.letter_issue": pgettext_lazy("step of a letter", "issued it"),
    "matters.letter_reply": pgettext_lazy("step of a letter", "replied"),
    "matters.letter_accept": pgettext_lazy("step of a letter", "accepted the reply"),
    "matters.letter_refuse": pgettext_lazy("step of a letter", "refused the reply"),
    "matters.letter_withdraw": pgettext_lazy("step of a letter", "withdrew it"),
    "matters.set_letterhead": _("set the head of an office's letters"),
    "matters.letters": _("Draft the letters that are due"),
    "matters.letters.drafted": _("Drafted"),
}
LETTER_SENTENCES = {
    "matters.letter_of_ended": _("It is over: no letter is written about it any more."),
    "matters.letter_no_kind": _("Choose what kind of letter it is, and its language."),
    "matters.letter_to_nobody": _("It is with nobody yet. Assign it first, then write to whoever leads it."),
    "matters.letter_no_title": _("A letter has a title."),
    "matters.letter_empty": _("A letter has a text."),
    "matters.letter_reply_past": _("The day for the reply has passed. Choose today or a later one."),
    "matters.letter_reply_far": _("A reply is expected within a year."),
    "matters.letter_talk_missing": _(
        "Write where and when they spoke, what was said and what was undertaken; then the record can be issued."
    ),
    "matters.letter_no_cause": _("Say why it is not done."),
    "matters.letter_no_plan": _("Say what is done to put it right, and by whom."),
    "matters.letter_no_day": _("Say by when it will be done: today or a later day."),
    "matters.letter_addressed_reply": _("Only people of the unit it was written to reply."),
    "matters.letter_not_so_now": _("The letter stands at “%(state)s”: this is not done with it now."),
    "matters.letterhead_no_code": _("Write the characters that begin the office's numbers."),
    "matters.letterhead_no_name": _("Write the name at the head of the office's letters."),
    "matters.letterhead_taken": _("Another office's numbers begin like this."),
}
