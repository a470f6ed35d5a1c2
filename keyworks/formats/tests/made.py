"""Files made by hand, bit by bit, as other programs and hostile people make them."""

import io
import struct
import zipfile

ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(content, part, old, new):
    """The archive with bytes of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    return zipped(parts | {part: parts[part].replace(old, new)})


def ods(rows):
    """An OpenDocument sheet of the rows' XML."""
    body = f'<table:table table:name="表">{rows}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    return zipped({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


def xls(cells):
    """An Excel 97 workbook with one sheet: (row, column, text or number)."""

    def record(kind, body):
        return struct.pack("<HH", kind, len(body)) + body

    def start(kind):
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    sheet = start(0x0010)
    for row, column, value in cells:
        at = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            sheet += record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        else:
            sheet += record(0x0203, at + struct.pack("<d", value))
    sheet += record(0x000A, b"")
    head = start(0x0005) + record(0x0042, struct.pack("<H", 1200))
    name = b"\x01\x01" + "表".encode("utf-16-le")
    offset = len(head) + 4 + 6 + len(name) + 4
    head += record(0x0085, struct.pack("<IBB", offset, 0, 0) + name) + record(0x000A, b"")
    return compound("Workbook", head + sheet)


def compound(name, stream):
    """A compound file (OLE) with one stream, long enough to lie in whole sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512

    def entry(called, kind, first, size, child=0xFFFFFFFF):
        title = called.encode("utf-16-le") + b"\0\0" if called else b""
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            title.ljust(64, b"\0")
            + struct.pack("<HBB", len(title), kind, 1)
            + links
            + b"\0" * 36
            + struct.pack("<IQ", first, size)
        )

    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    folder = entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + entry(name, 2, 2, len(stream)) + entry("", 0, 0, 0) * 2
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + folder + stream
