"""Attachments as files: what they are by their content, how they are called, where they lie."""

from __future__ import annotations

import codecs
import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its endings and the media type it is served with."""

    code: str
    media: str
    endings: tuple[str, ...]


KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", ("pdf",)),
        Kind("png", "image/png", ("png",)),
        Kind("jpg", "image/jpeg", ("jpg", "jpeg")),
        Kind("webp", "image/webp", ("webp",)),
        Kind("heic", "image/heic", ("heic", "heif")),
        Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
        Kind("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
        Kind("doc", "application/msword", ("doc",)),
        Kind("xls", "application/vnd.ms-excel", ("xls",)),
        Kind("ppt", "application/vnd.ms-powerpoint", ("ppt",)),
        Kind("dwg", "image/vnd.dwg", ("dwg",)),
        Kind("zip", "application/zip", ("zip",)),
        Kind("csv", "text/csv", ("csv",)),
        Kind("txt", "text/plain", ("txt",)),
    )
}
"""What is taken. A kind joins the list when its content can be told from all others; csv and txt are both text."""

ENDINGS = {ending: kind.code for kind in KINDS.values() for ending in kind.endings}

HEADS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
)
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
OFFICE = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
DIRECTION = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})
LARGEST_INDEX = 4 * 1024 * 1024
CHUNK = 1024 * 1024


def clean_name(name: str) -> str:
    """The name to show and to serve: no folders, no control or direction characters, not too long, never empty."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in name if unicodedata.category(letter) not in UNSHOWN)
    name = DIRECTION.sub("", shown)
    name = name.strip(" .") or "file"
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LONGEST_NAME:
        return name
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) <= 10 else name[:LONGEST_NAME]


def ending_of(name: str) -> str:
    """The ending after the last dot in lower case, "" without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def kind_of(file: BinaryIO, ending: str) -> str:
    """What the content is, "" for none of the kinds taken; the ending decides only between kinds of plain text."""
    file.seek(0)
    head = file.read(64)
    for start, code in HEADS:
        if head.startswith(start):
            return code
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in HEIC else ""
    if re.match(rb"AC10\d\d", head):
        return "dwg"
    if head.startswith(OLE):
        return _binary_office(file)
    if head.startswith(b"PK\x03\x04"):
        return _zip(file)
    return (ending if ending in {"csv", "txt"} else "txt") if _text(file) else ""


def folder_of(sha256: str) -> tuple[str, str, str]:
    """Where content lies below the folder of files."""
    return sha256[:2], sha256[2:4], sha256


def _zip(file: BinaryIO) -> str:
    """An office document by what it holds, else a plain archive; macros make it neither."""
    if _index_size(file) > LARGEST_INDEX:
        return "zip"
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error):
        return ""
    for inside, code in OFFICE:
        if inside in names and "[Content_Types].xml" in names:
            return "" if any(name.endswith("vbaProject.bin") for name in names) else code
    return "zip"


def _index_size(file: BinaryIO) -> int:
    """Bytes of the archive's index as it declares them, before anything of it is read."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    return struct.unpack_from("<I", tail, at + 12)[0] if at >= 0 and len(tail) >= at + 16 else 0


def _binary_office(file: BinaryIO) -> str:
    """Word, Excel or PowerPoint before 2007, by the names of the streams inside."""
    wanted = [(name.encode("utf-16-le") + b"\0\0", code) for name, code in STREAMS]
    file.seek(0)
    rest = b""
    while chunk := file.read(CHUNK):
        window = rest + chunk
        for name, code in wanted:
            if name in window:
                return code
        rest = window[-64:]
    return ""


def _text(file: BinaryIO) -> bool:
    """Readable as UTF-8, UTF-16 with its mark, or GB 18030, without control characters."""
    file.seek(0)
    marked = file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return any(_reads(file, encoding) for encoding in (("utf-16",) if marked else ("utf-8", "gb18030")))


def _reads(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
