from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "imports.gone": _("These files are no longer here: they were removed."),
    "imports.secret": _(
        "%(cell)s of %(name)s says that a project is secret. Secret projects may not be kept online: the files are "
        "removed, and nothing is kept of them. Take the row out and give the file again."
    ),
    "imports.stale": _("Somebody changed this import in the meantime. Look at it as it stands now, then do it again."),
    "imports.not_now": _("This cannot be done now: the import is %(state)s."),
    "imports.no_file": _("Choose at least one file."),
    "imports.files_large": _("These files are larger than %(megabytes)s MB together. Bring them in one after another."),
    "imports.files_many": _("At most %(most)s files are brought in together."),
    "imports.mapping_faulty": _("This is not a mapping that can be used: %(count)s places are wrong."),
    "imports.mapping_none": _("No mapping is called %(name)s."),
    "imports.mapping_unnamed": _("Give the mapping a name of small letters, digits and hyphens."),
    "imports.mapping_saved": _("This is %(label)s already, word for word."),
    "imports.reason_missing": _("Say why: the record keeps the reason."),
    "imports.refused_rows": _(
        "%(count)s rows are refused. Correct them, or say that they are left out and the rest is brought in."
    ),
    "imports.blocked": _(
        "%(count)s things are wrong with the list as a whole. Change its mapping and check it again; nothing was "
        "brought in."
    ),
    "imports.nothing_to_bring": _("There is nothing to bring in: no row says anything new."),
    "imports.changed_underneath": _(
        "The register changed since the check: %(count)s of these projects were touched. Check the list again."
    ),
    "imports.not_judged": _("The list has to be checked first."),
    "imports.stands_on_it": _("%(count)s things stand on this import, so it cannot be taken back."),
    "imports.cannot_be_read": _("%(name)s cannot be read. Nothing was brought in."),
    "imports.no_such_person": _("Nobody signs in as %(username)s."),
    "imports.not_yours": _("%(username)s may not bring lists in. The city office and administrators may."),
}
