from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "imports.column_missing": _("The column “%(head)s” is missing."),
    "imports.currency_other": _(
        "The mapping reads %(theirs)s, and amounts are kept in %(ours)s here. No rate is known."
    ),
    "imports.key_blank": _("Nothing says which project this row is about."),
    "imports.key_twice": _(
        "%(text)s stands in %(first)s already, for the same day. This row says something else of it."
    ),
    "imports.mapping_also": _("Other names are given to one head only."),
    "imports.mapping_choice": _("%(path)s: “%(got)s” is none of these: %(choices)s."),
    "imports.mapping_closed": _("%(path)s: no new entries can be made for “%(text)s”."),
    "imports.mapping_form": _("This is no mapping: it should say “keyworks”: “%(form)s”."),
    "imports.mapping_lacks": _("%(path)s: “%(what)s” is missing."),
    "imports.mapping_long": _(
        "%(path)s: the text has %(length)s characters or signs that cannot be kept; at most %(most)s are read."
    ),
    "imports.mapping_many": _("%(path)s: %(got)s are too many; at most %(most)s are read."),
    "imports.mapping_no_day": _("%(path)s: “%(got)s” is no day like 2024-06-30."),
    "imports.mapping_no_flag": _("%(path)s: “%(got)s” is neither true nor false."),
    "imports.mapping_no_head": _("%(path)s: %(got)s are no rows of a head, first and last."),
    "imports.mapping_no_list": _("%(path)s: a list is expected, not “%(got)s”."),
    "imports.mapping_no_object": _("%(path)s: an object with names is expected, not “%(got)s”."),
    "imports.mapping_no_text": _("%(path)s: a text is expected, not “%(got)s”."),
    "imports.mapping_one_of": _("%(path)s: say exactly one of these: %(choices)s."),
    "imports.mapping_pattern": _(
        "%(path)s: “%(got)s” is no pattern, is longer than %(most)s signs, or may take for ever to read."
    ),
    "imports.mapping_rows": _(
        "Rows are parts of a project only where several rows are one project: “rows”: “several”."
    ),
    "imports.mapping_target": _("%(path)s: nothing of a project is called “%(text)s”."),
    "imports.mapping_template": _("%(path)s: a template names its columns in braces, like {ID}."),
    "imports.mapping_unknown": _("%(path)s: “%(name)s” is not known here."),
    "imports.mapping_whole": _("%(path)s: “%(got)s” is no whole number from %(least)s to %(most)s."),
    "imports.name_of_two": _("“%(name)s” stands in one snapshot as %(one)s and as %(other)s. They are kept apart."),
    "imports.rounded": _("“%(text)s” is finer than the smallest coin and was rounded to it."),
    "imports.row_repeated": _("This row repeats %(first)s."),
    "imports.rows_differ": _("“%(text)s” differs from “%(stands)s” in %(first)s, which is taken."),
    "imports.snapshot_future": _("%(day)s lies in the future. A list tells what is known."),
    "imports.snapshot_not_in_name": _(
        "The name %(file)s says no day, so the list speaks of the day on which it is brought in."
    ),
    "imports.snapshot_old": _("This speaks of %(day)s, and the project is known as of %(last)s already."),
    "imports.snapshot_unread": _("“%(text)s” does not say of which day the row speaks."),
    "imports.value_unknown": _("“%(text)s” is not known. Say what it means."),
    "imports.year_unread": _("Nothing says of which year this amount is."),
}
