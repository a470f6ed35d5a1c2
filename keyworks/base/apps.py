from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Room


class BaseRoom(Room):
    name = "keyworks.base"
    sentences = {
        "api.body_too_large": _("The body is larger than %(kilobytes)s kB."),
        "api.csrf": _("The session's CSRF token is missing or wrong; send it as X-CSRFToken."),
        "api.cursor_unknown": _("The cursor is none that this list gave out."),
        "api.json_needed": _("Send JSON, with the content type application/json."),
        "api.json_unreadable": _("The body is not readable JSON."),
        "api.text_unreadable": _("The input has a character, a number or a nesting that cannot be kept."),
        "api.token_reads_only": _("This token may only read."),
        "api.version_stale": _("Somebody else saved first; the ETag header names the version that stands now."),
        "api.version_unsaid": _("Send If-Match with the ETag of the version you saw."),
        "field.date": _("A date is needed, such as 2022-02-08."),
        "field.invalid": _("This value cannot be read."),
        "field.missing": _("This is needed."),
        "field.moment": _("A date and time is needed, such as 2022-02-08T09:00:00+08:00."),
        "field.one_of": _("One of these is needed: %(expected)s."),
        "field.text": _("Text is needed."),
        "field.too_large": _("At most %(bound)s."),
        "field.too_long": _("At most %(bound)s characters."),
        "field.too_short": _("At least %(bound)s characters."),
        "field.too_small": _("At least %(bound)s."),
        "field.unknown": _("There is no such field."),
        "field.whole_number": _("A whole number is needed."),
        "field.yes_or_no": _("True or false is needed."),
    }

    def ready(self) -> None:
        super().ready()
        from django.db.models.signals import post_migrate

        from keyworks.base import guards

        # SQLite rebuilds a table to alter it and drops its triggers, so they are laid anew after every migrate.
        post_migrate.connect(guards.after_migrate, dispatch_uid="keyworks.guards")
