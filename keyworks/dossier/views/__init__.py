from keyworks.dossier.views.attachments import file, files, withdraw_file
from keyworks.dossier.views.comments import comments, edit_comment, follow, people, withdraw_comment
from keyworks.dossier.views.notices import notice, notices, read_notices
from keyworks.dossier.views.saved import prefer_view, remove_view, rename_view, views

__all__ = [
    "comments",
    "edit_comment",
    "file",
    "files",
    "follow",
    "notice",
    "notices",
    "people",
    "prefer_view",
    "read_notices",
    "remove_view",
    "rename_view",
    "views",
    "withdraw_comment",
    "withdraw_file",
]
