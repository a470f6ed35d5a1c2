from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import MenuItem, Panel, Room


class ReportsRoom(Room):
    name = "keyworks.reports"
    prefix = "reports/"
    api = {"/reports": "keyworks.reports.api.router"}
    menu = (MenuItem(_("The month"), "reports:month", "report", "reports.read", 90),)
    panels = (
        Panel(_("The month"), "reports:desk", ("desk",), "reports.read", 5),
        Panel(_("Money through time"), "reports:curve", ("project",), "reports.read", 95),
        Panel(_("Monthly reports"), "reports:of_project", ("project",), "reports.read", 100),
        Panel(_("Three ledgers"), "reports:ledgers_of", ("project",), "reports.read", 102),
        Panel(_("Lights of twelve months"), "reports:lights_of", ("project",), "reports.read", 101),
    )
    rights = {
        "reports.read": "city district department leader auditor unit administrator",
        "reports.file": "city district department unit",
        "reports.pass": "city district department",
        "reports.close": "city",
        "reports.keep": "city district department unit",
        "reports.rule": "city",
        "reports.ceilings": "city",
    }
    subjects = {
        "report": "Report", "month": "Closing", "rules": "RuleDocument", "adoption": "Adoption",
        "question": "Question", "workbook": "Workbook",
    }  # fmt: skip
    dossiers = ("report",)
    news = "keyworks.reports.queries.news.news"
    dates = "keyworks.reports.queries.dates.dates"
    jobs = {"reports.remind": "keyworks.reports.jobs.remind", "reports.look_over": "keyworks.reports.jobs.ask"}
    calendar = {"reports.remind": "07:00", "reports.look_over": "06:30"}
    words = {
        "report": _("monthly report"), "month": _("month"), "done": _("invested in the month"),
        "year_done": _("invested since January"), "since_start": _("invested since the start"),
        "next_month": _("planned for the next month"), "unchanged": _("no change"), "why": _("why nothing changed"),
        "problems": _("what stands in the way"), "progress": _("progress"), "words": _("where the works stand"),
        "version": _("version"), "workbook": _("workbook"), "statistics": _("counted by the statistics since January"),
        "payments": _("paid in the month"), "statistics_entry": _("entry in the statistics"), "method": _("method"),
        "rules": _("rule set"), "adoption": _("adoption of a rule set"), "dimension": _("what is not judged"),
        "first": _("first month"), "last": _("last month"), "cause": _("kind of reason"), "judges": _("whose lights"),
        "issued_on": _("issued on"), "spent": _("spent"), "grown": _("growth"), "planned_growth": _("growth planned"),
        "question": _("question"), "rule": _("rule"), "text": _("what was said"),
        "photographs": _("photographs"),
        "milestones": _("milestones reached"),
    }  # fmt: skip
    verbs = {
        "reports.file": _("filed"),
        "reports.remind": _("Remind who has not filed"),
        "reports.look_over": _("Look at the month's reports together"),
        "reports.look_over.asked": _("Asked"),
        "reports.remind.reminded": _("Reminded"),
        "reports.file_workbook": _("filed from a workbook"),
        "reports.let_pass": _("let pass"),
        "reports.give_back": _("gave back"),
        "reports.close": _("closed the month"),
        "reports.reopen": _("opened the month again"),
        "reports.plan": _("planned by month"),
        "reports.file_parts": _("told of the parts of"),
        "reports.look": _("looked at photographs"),
        "reports.keep": _("wrote in a ledger"),
        "reports.enter": _("noted the entry in the statistics"),
        "reports.exempt": _("exempted"),
        "reports.withdraw": _("withdrew an exemption"),
        "reports.issue": _("added a batch of bonds"),
        "reports.spend": _("noted what was spent of a batch"),
        "reports.grow": _("noted the growth"),
        "reports.bring_rules": _("brought a rule set"),
        "reports.adopt": _("adopted a rule set"),
        "reports.ask": _("asked"),
        "reports.let_go": _("let a question go"),
        "reports.answer": _("answered"),
        "reports.settle": _("settled"),
        "reports.ask_again": _("asked again"),
        "reports.set_ceiling": _("set a ceiling"),
        "reports.explain_overrun": _("gave the reason of an overrun"),
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
        "reports.not_kept_here": _("You do not keep this ledger of this project."),
        "reports.not_over": _("%(month)s is not over: what is still to come is a plan, and never taken for done."),
        "reports.entry_month": _("An entry or a refusal has its month; a project not entered has none."),
        "reports.paste_three": _("Three cells are asked for: number, month, amount. Here are %(got)s."),
        "reports.paste_twice": _("This project and month stand above already."),
        "reports.say_why": _("Say why: the reason is kept."),
        "reports.exemption_of_none": _("A project is not judged by this."),
        "reports.exemption_months": _("An exemption is from a month to the same or a later one, %(most)s at most."),
        "reports.withdrawn_already": _("It was withdrawn already."),
        "reports.batch_of_one": _("A batch is of one project or of one district."),
        "reports.batch_name": _("A batch has a name."),
        "reports.batch_to_come": _("This day is still to come: a batch is added once it is issued."),
        "reports.batch_amount": _("The amount of a batch is above 0."),
        "reports.batch_known": _("A batch of this name is there already."),
        "reports.number_unknown": _("No project has the number %(number)s."),
        "reports.spent_beyond": _("What is spent is from 0 to the batch's %(amount)s (%(money_unit)s)."),
        "reports.spent_before": _("Nothing is spent of a batch before it is issued."),
        "reports.growth_of_none": _("Growth is said of a district or of the city."),
        "reports.rules_stale": _("Somebody brought another version meanwhile. Look at it, then change it again."),
        "reports.rules_same": _("This is what the newest version says already: nothing was kept."),
        "reports.rules_judge_none": _("This rule set says nothing of them."),
        "reports.lights_json": _("This is no JSON."),
        "reports.lights_form": _('A rule set begins with "keyworks": "%(form)s".'),
        "reports.lights_code": _("A code is of small letters, digits and hyphens, not %(got)s."),
        "reports.lights_lacks": _("%(name)s is missing."),
        "reports.lights_unknown": _("%(name)s is not known here."),
        "reports.lights_no_object": _("Here stand names with values in braces, not %(got)s."),
        "reports.lights_no_list": _("Here stands a list, not %(got)s."),
        "reports.lights_no_text": _("Here stands a text, not %(got)s."),
        "reports.lights_no_flag": _("Here stands true or false, not %(got)s."),
        "reports.lights_long": _("%(length)s letters, %(most)s at most, none of them unprintable."),
        "reports.lights_many": _("%(got)s pieces, %(most)s at most."),
        "reports.lights_whole": _("A whole number from %(least)s to %(most)s, not %(got)s."),
        "reports.lights_percent": _("A number from 0 to 100 with two decimals at most, not %(got)s."),
        "reports.lights_choice": _("One of %(choices)s, not %(got)s."),
        "reports.lights_order": _("%(first)s comes before %(then)s: the yellow limit before the red, months in order."),
        "reports.plan_not_twelve": _("Twelve amounts, none below 0."),
        "reports.ceilings_of_the_city": _("The city office sets ceilings."),
        "reports.ceiling_of_nothing": _("There is no such programme or district."),
        "reports.stale_ceiling": _("Somebody changed it in the meantime. Look at what stands now."),
        "reports.stale_overrun": _("Somebody changed it in the meantime. Look at what stands now."),
        "reports.no_overrun": _("This project has not overrun."),
        "reports.no_such_reason": _("Choose a reason of the city's list."),
        "reports.note_missing": _("Say which reason it is."),
        "reports.plan_no_fund": _("The register plans nothing out of this fund source in this year."),
        "reports.plan_not_year": _(
            "The months add up to %(sum)s, the year is %(plan)s: they differ by %(gap)s (%(money_unit)s)."
        ),
        "reports.progress_falls": _("The progress is less than the month before."),
        "reports.part_negative": _("A part is below 0."),
        "reports.sum_falls": _("The year adds up to less than before."),
        "reports.many_refused": _("Nothing was filed: some cells need repair."),
        "reports.workbook_none": _("This is no workbook of a month: take a new one from this page and fill it in."),
        "reports.workbook_gone": _("The workbook is gone, or nothing in it is new."),
        "reports.workbook_head_twice": _("The column “%(text)s” stands twice. Take one of them away."),
        "reports.workbook_head_missing": _("The column “%(zh)s” (%(en)s) is missing."),
        "reports.workbook_no_unit": _("The head does not say the unit of money, like 万%(money_zh)s."),
        "reports.workbook_no_key": _(
            "The row has lost its hidden key. Fill in the row of the workbook that was taken here."
        ),
        "reports.workbook_key_broken": _(
            "The hidden key does not belong to this row: it was changed or copied. Take a new workbook for it."
        ),
        "reports.workbook_range": _("One amount is needed, not a range."),
        "reports.workbook_share_fine": _("At most two digits after the point."),
        "reports.workbook_row_twice": _("The project stands in two rows; the first is at %(cell)s. Take one away."),
        "reports.workbook_other_month": _("The row is of %(theirs)s, and %(month)s is filed here."),
        "reports.workbook_not_yours": _(
            "You do not file for this project this month: it is another unit's or not listed."
        ),
        "reports.workbook_meanwhile": _(
            "It was filed in the meantime: %(done)s, by %(who)s. Take a new workbook if yours is to stand in its place."
        ),
        "reports.workbook_emptied": _("What was filed is not taken away. Write 0, and why."),
        "reports.workbook_no_amount": _("This month's amount is missing, or why nothing changed."),
        "reports.workbook_plan": _(
            "This is the plan of the year to the fen. What was done is asked, not what is planned."
        ),
    }
