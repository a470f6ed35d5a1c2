from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "projects.begins_later": _("A new project begins as an idea or planned. The city office registers later stages."),
    "projects.code_check": _("The check character of the project code %(text)s is wrong."),
    "projects.code_form": _(
        "%(text)s is no national project code. It looks like 2201-120116-89-01-123456: month, region, department, "
        "type, number with check character."
    ),
    "projects.code_month": _("The project code begins with %(month)s, which is no month (YYMM) up to today."),
    "projects.code_region": _("The project code names the region %(region)s, which is not one of this city's."),
    "projects.date_far": _("%(day)s lies outside the years 1990 to 2100."),
    "projects.decided_by_city": _("The city office decides this. Ask it in a comment."),
    "projects.ends_before_start": _("The end, %(end)s, lies before the start, %(begin)s."),
    "projects.local_number_taken": _("Another project has the number %(number)s."),
    "projects.money_absurd": _("%(amount)s hundred million yuan is more than any project costs. Look at the unit."),
    "projects.money_negative": _("The amount %(amount)s (10,000 yuan) is below zero."),
    "projects.name_missing": _("A project has a Chinese name."),
    "projects.not_yet": _("%(day)s lies in the future. What is planned goes into the planned dates."),
    "projects.number_missing": _("A registered project keeps a number."),
    "projects.out_of_reach": _("You do not look after this project. Ask its district office or the city office."),
    "projects.package_in_itself": _("%(name)s would then be part of itself."),
    "projects.parts_do_not_sum": _("The parts sum to %(parts)s and the total is %(total)s (10,000 yuan)."),
    "projects.project_code_taken": _("Another project has the code %(number)s."),
    "projects.register_elsewhere": _("You register projects of your own district, department or unit only."),
    "projects.rows_refused": _("%(count)s rows have errors, so nothing was registered."),
    "projects.secret": _("Secret projects may not be kept online. Nothing of it was saved."),
    "projects.secret_word": _("This says that the project is secret. Secret projects may not be kept online."),
    "projects.stale": _("Somebody else changed this project in the meantime. Compare, then save again."),
    "projects.total_missing": _("Give the total investment when you give its parts."),
    "projects.years_beyond_total": _("The years sum to %(years)s, more than the total of %(total)s (10,000 yuan)."),
}
