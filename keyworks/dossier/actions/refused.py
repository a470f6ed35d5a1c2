from __future__ import annotations

from keyworks.values.refusals import Refused

MODERATE = "dossier.moderate"

STATUSES = {
    "dossier.not_yours": 403,
    "dossier.file_too_large": 413,
    "dossier.file_cut_off": 400,
    "dossier.file_no_room": 503,
    "dossier.nothing_said": 422,
    "dossier.too_long": 422,
    "dossier.too_many_mentions": 422,
    "dossier.reason_missing": 422,
    "dossier.file_empty": 422,
    "dossier.file_none": 422,
    "dossier.file_unlisted": 422,
    "dossier.file_not_itself": 422,
    "dossier.file_other": 422,
    "dossier.files_too_many": 422,
    "dossier.view_unnamed": 422,
    "dossier.view_name_long": 422,
    "dossier.view_nowhere": 422,
    "dossier.view_too_much": 422,
    "dossier.share_unknown": 422,
}
"""What is wrong with the input or with who asks; all else is a conflict."""


class DossierRefused(Refused):
    """This room's no."""

    def __init__(self, code: str, *, field: str = "", **params: object) -> None:
        super().__init__(code, field=field, **params)
        self.status = STATUSES.get(code, Refused.status)
