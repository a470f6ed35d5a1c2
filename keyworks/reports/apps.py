from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Panel, Room


class ReportsRoom(Room):
    name = "keyworks.reports"
    prefix = "reports/"
    menu = (MenuItem(_("The month"), "reports:month", "report", "reports.read", 90),)
    panels = (
        Panel(_("The month"), "reports:desk", ("desk",), "reports.read", 5),
        Panel(_("Monthly reports"), "reports:of_project", ("project",), "reports.read", 100),
    )
    rights = {
        "reports.read": "city district department leader auditor unit administrator",
        "reports.file": "city district department unit",
        "reports.pass": "city district department",
        "reports.close": "city",
    }
    subjects = {"report": "Report", "month": "Closing", "question": "Question"}
    dossiers = ("report",)
    words = {
        "report": _("monthly report"), "month": _("month"), "done": _("invested in the month"),
        "year_done": _("invested since January"), "since_start": _("invested since the start"),
        "next_month": _("planned for the next month"), "unchanged": _("no change"), "why": _("why nothing changed"),
        "problems": _("what stands in the way"), "progress": _("progress"), "words": _("where the works stand"),
        "version": _("version"), "question": _("question"), "rule": _("rule"), "text": _("what was said"),
        "photographs": _("photographs"), "milestones": _("milestones reached"),
    }  # fmt: skip
    verbs = {
        "reports.file": _("filed"),
        "reports.let_pass": _("let pass"),
        "reports.give_back": _("gave back"),
        "reports.close": _("closed the month"),
        "reports.reopen": _("opened the month again"),
        "reports.plan": _("planned by month"),
        "reports.file_parts": _("told of the parts of"),
        "reports.look": _("looked at photographs"),
        "reports.ask": _("asked"),
        "reports.let_go": _("let a question go"),
        "reports.answer": _("answered"),
        "reports.settle": _("settled"),
        "reports.ask_again": _("asked again"),
    }
    sentences = {
        "reports.chainage_halved": _("Say from which metre to which: one of them is missing."),
        "reports.chainage_backwards": _("The stretch goes from the smaller metre to the larger, none below 0."),
        "reports.part_falls": _(
            "%(name)s was at %(was)s %% the month before. Correct that month, or say why when you correct this one."
        ),
        "reports.stretch_falls": _(
            "Of %(name)s %(was_from)s to %(was_to)s m were done the month before. Correct that month, or say why when "
            "you correct this one."
        ),
        "reports.milestone_unread": _(
            "Line %(line)s: write the day, then what was reached, as 2022-01-15 Roof closed; at most 200 characters."
        ),
        "reports.milestone_ahead": _("Line %(line)s: %(day)s is still to come. A plan is no milestone reached."),
        "photograph.heic": _(
            "HEIC is kept and not read: set the phone's camera to “most compatible”, and it takes JPEG."
        ),
        "photograph.damaged": _("It is damaged, or no photograph: it is kept and not shown."),
        "photograph.too_many_pixels": _("It claims more pixels than a camera takes: it is kept and not shown."),
        "photograph.too_large": _("It is too large to be read: it is kept and not shown."),
        "photograph.missing": _("Its content is not in the store. Tell the administrator."),
        "reports.photographs_too_large": _(
            "That is more than is taken at once: at most 20 photographs of %(megabytes)s MB each. "
            "Nothing of it was kept."
        ),
        "reports.not_yours_to_answer": _("It is not asked of you."),
        "reports.answer_missing": _("Write the answer first."),
        "reports.settled_unexplained": _("It is not answered yet: say what settles it."),
        "reports.question_stale": _("Something was said about it in the meantime. Look at what stands now."),
        "reports.question_not_so": _("The question is %(state)s: this is not done with it now."),
        "reports.out_of_reach": _("You do not file for this project."),
        "reports.not_yours": _("It is not with you: whoever has it, or the city office, decides."),
        "reports.not_open": _("The reports of %(month)s open on %(day)s."),
        "reports.month_closed": _("%(month)s is closed. The city office can open it again, with a reason."),
        "reports.month_open": _("%(month)s is open."),
        "reports.stale": _("Somebody filed it in the meantime. Look at what stands now, then file again."),
        "reports.nothing_new": _("This is what stands already: nothing was filed."),
        "reports.reason_missing": _("Say why: the reason stands beside the first figure."),
        "reports.negative": _("Less than nothing is a correction: say why, or correct the month that was wrong."),
        "reports.negative_plan": _("A plan is not below 0."),
        "reports.why_missing": _("Say why nothing changed."),
        "reports.unchanged_with_amount": _("A month without change has no amount."),
        "reports.progress_not_a_share": _("Progress is from 0 to 100 %%."),
        "reports.parts_not_done": _(
            "The parts add up to %(sum)s, the month is %(done)s: they differ by %(gap)s (%(money_unit)s)."
        ),
        "reports.too_long": _("At most %(most)s characters."),
        "reports.too_many": _("At most %(most)s at once."),
        "reports.gone": _("Some of these reports are gone. Look again."),
        "reports.not_waiting": _("%(name)s waits for nobody: it is %(state)s."),
        "reports.returned_already": _("It was given back already."),
        "reports.plan_not_twelve": _("Twelve amounts, none below 0."),
        "reports.plan_not_year": _(
            "The months add up to %(sum)s, the year is %(plan)s: they differ by %(gap)s (%(money_unit)s)."
        ),
    }
