"""The limited child that makes photographs small; `small` starts it. Frames in and out: length, then bytes."""

from __future__ import annotations

import json
import struct
import sys
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401  loaded before files are shut

from keyworks.formats import limited
from keyworks.formats.photographs.child import FORMATS
from keyworks.formats.photographs.small import Limits

QUALITY = 80


def smaller(content: bytes, limits: Limits) -> bytes:
    """The picture upright, within its box, as JPEG; nothing where it is none or claims too much."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
        if image.width * image.height > limits.pixels:
            return b""
        # A JPEG is unpacked at the smallest of its own fractions that is still as large as the box.
        image.draft("RGB", (limits.wide, limits.tall))
        found = ImageOps.exif_transpose(image).convert("RGB")
        found.thumbnail((limits.wide, limits.tall))
        made = BytesIO()
        found.save(made, "JPEG", quality=QUALITY)
        return made.getvalue()
    except (OSError, ValueError, SyntaxError, MemoryError, struct.error):
        return b""


def frames(file: BinaryIO) -> list[bytes]:
    found = []
    while head := file.read(4):
        found.append(file.read(int.from_bytes(head, "big")))
    return found


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    Image.MAX_IMAGE_PIXELS = None  # measured against our own limit
    Image.preinit()
    limited.bound(memory=limits.memory, seconds=limits.seconds, written=limits.written)
    for content in frames(sys.stdin.buffer):
        made = smaller(content, limits)
        sys.stdout.buffer.write(len(made).to_bytes(4, "big") + made)
    sys.stdout.flush()
