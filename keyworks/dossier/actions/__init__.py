from keyworks.dossier.actions.attachments import (
    Part,
    attach,
    content,
    drop_content,
    keep_content,
    store,
    sweep,
    withdraw_file,
)
from keyworks.dossier.actions.comments import comment, edit_comment, withdraw_comment
from keyworks.dossier.actions.notices import follow, read_notices, unfollow
from keyworks.dossier.actions.refused import DossierRefused
from keyworks.dossier.actions.views import may_open, prefer_view, remove_view, rename_view, save_view

__all__ = [
    "DossierRefused",
    "Part",
    "attach",
    "comment",
    "content",
    "drop_content",
    "edit_comment",
    "follow",
    "keep_content",
    "may_open",
    "prefer_view",
    "read_notices",
    "remove_view",
    "rename_view",
    "save_view",
    "store",
    "sweep",
    "unfollow",
    "withdraw_comment",
    "withdraw_file",
]
