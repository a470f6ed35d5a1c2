"""Small files of every kind that is taken, made here."""

from __future__ import annotations

import io
import zipfile


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPES = "[Content_Types].xml"

SOUND = {
    "pdf": b"%PDF-1.7\n%%EOF\n",
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 30,
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "jpeg": b"\xff\xd8\xff\xe1\0\x10Exif\0",
    "webp": b"RIFF\x10\0\0\0WEBPVP8 ",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "docx": archive(TYPES, "word/document.xml"),
    "xlsx": archive(TYPES, "xl/workbook.xml"),
    "pptx": archive(TYPES, "ppt/presentation.xml"),
    "doc": OLE + "WordDocument".encode("utf-16-le") + b"\0\0",
    "xls": OLE + "Workbook".encode("utf-16-le") + b"\0\0",
    "ppt": OLE + "PowerPoint Document".encode("utf-16-le") + b"\0\0",
    "dwg": b"AC1032" + b"\0" * 30,
    "zip": archive("a.txt"),
    "csv": "项目,亿元\n一汽丰田,49.43\n".encode(),
    "txt": "你好,世界\r\n".encode("gb18030"),
}
