"""Photographs as cameras write them, made for tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def photograph(*, taken="", zone="", at=None, kind="JPEG", size=(32, 24), colour=(90, 120, 60)):
    """The bytes of a picture with what its camera tells; `at` is latitude and longitude."""
    image, exif = Image.new("RGB", size, colour), Image.Exif()
    details = exif.get_ifd(0x8769)
    if taken:
        details[0x9003] = taken
    if zone:
        details[0x9011] = zone
    if at:
        gps = exif.get_ifd(0x8825)
        for tag, value, sides in ((1, at[0], "NS"), (3, at[1], "EW")):
            gps[tag] = sides[value < 0]
            whole = abs(value)
            gps[tag + 1] = (int(whole), int(whole * 60 % 60), round(whole * 3600 % 60, 4))
    file = BytesIO()
    image.save(file, kind, exif=exif.tobytes())
    return file.getvalue()


def bomb(width=60_000, height=60_000):
    """A small PNG that claims billions of pixels."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
