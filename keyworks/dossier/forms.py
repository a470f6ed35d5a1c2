"""Files in and out: straight to disk, digested, bounded, gone when anything goes wrong; out in a sandbox."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import FileResponse, Http404, HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from keyworks.dossier.actions import DossierRefused, Part, content, store
from keyworks.dossier.files import KINDS
from keyworks.dossier.models import Attachment

log = logging.getLogger("keyworks.dossier")

MOST_FILES = 20
SLACK = 1024 * 1024
"""What a form may hold beside its files."""


class _Counted:
    """A stream that knows how much was read from it."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.count = 0

    def read(self, size: int | None = None) -> bytes:
        data: bytes = self.stream.read(size)
        self.count += len(data)
        return data


class ToDisk(FileUploadHandler):
    """Writes each file to a .part of its own; what is too large is dropped while it still comes in."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.parts: list[Part] = []
        self.refused: list[DossierRefused] = []
        self.written: list[Path] = []
        self.counted: Any = None
        self.whole = True
        self.stream: BinaryIO | None = None
        self.limit: int = settings.ATTACHMENT_MAX_BYTES

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> Any:
        """Parse the same request through a counter: Django itself takes a body that breaks off for a whole one."""
        if self.counted is not None:
            return None
        self.counted = _Counted(input_data)
        parsed = MultiPartParser(META, self.counted, [self], encoding).parse()
        self.whole = self.counted.count >= content_length
        return parsed

    def new_file(self, *args: Any, **words: Any) -> None:
        super().new_file(*args, **words)
        self._drop()
        if len(self.parts) + len(self.refused) >= MOST_FILES:
            self.refused.append(DossierRefused("dossier.files_too_many", field="file", name=self.name, most=MOST_FILES))
            raise SkipFile
        self.digest, self.size = hashlib.sha256(), 0
        try:
            folder = store() / "incoming"
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(suffix=".part", dir=folder)
        except OSError as error:
            raise self._no_room(error) from error
        self.path = Path(path)
        self.written.append(self.path)
        self.stream = os.fdopen(descriptor, "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self.stream is not None
        self.size += len(raw_data)
        if self.size > self.limit:
            self._drop()
            params = {"name": self.name, "megabytes": self.limit // (1024 * 1024)}
            self.refused.append(DossierRefused("dossier.file_too_large", field="file", **params))
            raise SkipFile
        self.digest.update(raw_data)
        try:
            self.stream.write(raw_data)
        except OSError as error:
            raise self._no_room(error) from error

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        assert self.stream is not None
        try:
            self.stream.close()
        except OSError as error:
            raise self._no_room(error) from error
        self.stream = None
        self.parts.append(Part(self.path, str(self.name), self.digest.hexdigest(), self.size))
        return UploadedFile(name=self.file_name, size=self.size)

    def discard(self) -> None:
        """Leave nothing behind that an action did not take."""
        self._drop()
        for path in self.written:
            path.unlink(missing_ok=True)

    @property
    def name(self) -> str:
        return self.file_name or "file"

    def _drop(self) -> None:
        if self.stream is not None:
            with suppress(OSError):  # of a full disk, which was told already
                self.stream.close()
            self.stream = None
            self.path.unlink(missing_ok=True)

    def _no_room(self, error: OSError) -> SkipFile:
        self._drop()
        self.refused.append(DossierRefused("dossier.file_no_room", field="file"))
        return SkipFile(str(error))


def too_long(request: HttpRequest) -> bool:
    """Does the request announce more than all files at their largest?"""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return True
    return announced > settings.ATTACHMENT_MAX_BYTES * MOST_FILES + SLACK


def receive(request: HttpRequest, uploads: ToDisk) -> None:
    """Read the request to its end; refused where it has none."""
    try:
        _ = request.FILES
    except (UnreadablePostError, MultiPartParserError) as error:
        raise DossierRefused("dossier.file_cut_off", field="file") from error
    if not uploads.whole:
        raise DossierRefused("dossier.file_cut_off", field="file")
    if not uploads.parts and not uploads.refused:
        raise DossierRefused("dossier.file_none", field="file")


def served(found: Attachment, *, withdrawn_too: bool) -> FileResponse:
    """The content, to keep and never to show: as a download, of its own type, in a sandbox."""
    if found.withdrawn_at is not None and not withdrawn_too:
        raise Http404
    try:
        stream = content(found.sha256).open("rb")
    except OSError as error:
        log.error("file %s is not in the store", found.pk)
        raise Http404 from error
    response = FileResponse(stream, as_attachment=True, filename=found.name, content_type=KINDS[found.kind].media)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
