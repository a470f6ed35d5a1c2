"""All that one may read as one archive, over the API."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from ninja import Status

from keyworks.accounts.queries import moment
from keyworks.base.api import Key, Request, Router
from keyworks.publishing import actions
from keyworks.publishing.api.shapes import WorkOut
from keyworks.publishing.queries.taken_along import TAKE, archive

along = Router()


@along.post("", right=TAKE, response={201: WorkOut}, summary=_("Have all that you may read made into one archive"))
def take_along(request: Request) -> Status[dict[str, Any]]:
    job = actions.ask_along(by=request.user, at=moment())
    return Status(201, {"job": job.pk, "state": job.state})


@along.get(
    "/{job}", right=TAKE, gives="application/zip", summary=_("The archive, once the work on it has ended")
)  # fmt: skip
def get_archive(request: Request, job: Key) -> FileResponse:
    path = archive(request.user, job)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip")
