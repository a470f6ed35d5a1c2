from django.utils.translation import gettext_lazy as _

from keyworks.base.manifest import Findable, MenuItem, Panel, Room


class DossierRoom(Room):
    name = "keyworks.dossier"
    prefix = ""
    rights = {
        "dossier.read": "administrator city district department leader auditor unit",
        "dossier.write": "administrator city district department leader unit",
        "dossier.moderate": "administrator city",
        "dossier.sweep": "administrator",
    }
    api = {"/dossier": "keyworks.dossier.api.router"}
    menu = (MenuItem(_("Notices"), "dossier:notices", "bell", "dossier.read", 10, "keyworks.dossier.queries.unread"),)
    panels = (
        Panel(_("Comments"), "dossier:comments", right="dossier.read", order=500),
        Panel(_("Files"), "dossier:files", right="dossier.read", order=510),
    )
    news = "keyworks.dossier.queries.news"
    subjects = {"view": "SavedView"}
    findable = {
        "file": Findable(
            "Attachment",
            _("Files"),
            ("name",),
            (),
            "dossier.read",
            "keyworks.dossier.queries.hung_notes",
            gone={"withdrawn_at__isnull": False},
            on=("*", "subject_id"),
            order=70,
        )
    }
    contents = "keyworks.dossier.queries.holds"
    jobs = {"dossier.sweep": ("keyworks.dossier.jobs.sweep", "dossier.sweep")}
    calendar = {"dossier.sweep": "03:20"}
    sentences = {
        "dossier.nothing_said": _("Write something first."),
        "dossier.too_long": _("A comment has at most %(most)s characters; this one has %(length)s."),
        "dossier.too_many_mentions": _("At most %(most)s people can be mentioned in one comment."),
        "dossier.not_yours": _("Only whoever wrote or uploaded it, or the city office, may do this."),
        "dossier.withdrawn_already": _("It has been withdrawn already."),
        "dossier.too_late": _("A comment can be changed for %(minutes)s minutes only. Withdraw it or write another."),
        "dossier.stale": _("It was changed in the meantime. Look at what stands now, then do it again."),
        "dossier.reason_missing": _("Say why: the record keeps the reason."),
        "dossier.file_empty": _("%(name)s is empty. Choose another file."),
        "dossier.file_unlisted": _("%(name)s is of a kind that is not taken. These are: %(listed)s."),
        "dossier.file_not_itself": _(
            "%(name)s is not what its name says: its content is not that of a %(ending)s file. "
            "Save it anew in the program it comes from."
        ),
        "dossier.file_other": _(
            "%(name)s is not what its name says: it ends in %(ending)s and holds %(kind)s. Give it its right ending."
        ),
        "dossier.file_too_large": _("%(name)s is larger than %(megabytes)s MB. Nothing of it was kept."),
        "dossier.files_too_many": _("At most %(most)s files at once. Send %(name)s by itself."),
        "dossier.file_cut_off": _("The upload was cut off before its end. Nothing of it was kept; send it again."),
        "dossier.file_none": _("No file came with the request. Choose one."),
        "dossier.file_no_room": _("The server cannot store files just now. Nothing was kept; tell the administrator."),
        "dossier.file_missing": _("The content of this file is not in the store. Tell the administrator."),
        "dossier.view_unnamed": _("Give the view a name."),
        "dossier.view_name_long": _("A name has at most %(most)s characters."),
        "dossier.view_name_taken": _("You have a view called %(name)s here already."),
        "dossier.view_nowhere": _("This is not the address of a page you may open."),
        "dossier.view_too_much": _("The address has too many choices to be kept."),
        "dossier.view_too_many": _("At most %(most)s saved views each. Remove one first."),
        "dossier.share_unknown": _("Choose who may use the view."),
        "dossier.share_not_yours": _("Only the city office shares a view with everyone."),
        "dossier.share_no_unit": _("You sit in no unit with which to share it."),
    }
    verbs = {
        "dossier.comment": _("commented"),
        "dossier.edit_comment": _("changed a comment"),
        "dossier.withdraw_comment": _("withdrew a comment"),
        "dossier.attach": _("attached a file"),
        "dossier.withdraw_file": _("withdrew a file"),
        "dossier.save_view": _("saved a view"),
        "dossier.rename_view": _("renamed a view"),
        "dossier.remove_view": _("removed a view"),
        "dossier.sweep": _("Remove what broken uploads left"),
    }
