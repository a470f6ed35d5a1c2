"""The limited child that reads a photograph's head; `reading` starts it. No pixel is unpacked."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image, TiffImagePlugin, WebPImagePlugin  # noqa: F401  loaded before files are shut

from keyworks.formats import limited
from keyworks.formats.photographs.seen import Limits

FORMATS = ("JPEG", "PNG", "WEBP")
DETAILS, GPS = 0x8769, 0x8825
TAKEN, DIGITISED, CHANGED, ZONE = 0x9003, 0x9004, 0x0132, 0x9011
OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d", re.ASCII)


def told(content: bytes, limits: Limits) -> dict[str, Any]:
    Image.MAX_IMAGE_PIXELS = None  # measured against our own limit
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except (OSError, ValueError, SyntaxError):
        return {"failed": "photograph.damaged"}
    width, height = image.size
    if width * height > limits.pixels:
        return {"failed": "photograph.too_many_pixels", "width": width, "height": height}
    found: dict[str, Any] = {"kind": str(image.format).lower(), "width": width, "height": height}
    if "exif" not in image.info:
        return found  # Pillow would unpack a PNG to look behind its pixels
    try:
        exif = image.getexif()
        details, place = exif.get_ifd(DETAILS), exif.get_ifd(GPS)
    except Exception:  # whatever is wrong with what the camera wrote, the picture stays one
        return found
    found["taken"] = taken(details, exif)
    latitude, longitude = degrees(place, 1, 90), degrees(place, 3, 180)
    if latitude is not None and longitude is not None and (latitude or longitude):
        found |= {"latitude": latitude, "longitude": longitude}
    return found


def taken(details: Any, exif: Any) -> str:
    """When it was taken, "" where the camera does not tell or tells no moment."""
    for value in (details.get(TAKEN), details.get(DIGITISED), exif.get(CHANGED)):
        try:
            moment = datetime.fromisoformat(str(value).strip("\0 ").replace(":", "-", 2))
        except ValueError:
            continue
        zone = str(details.get(ZONE, "")).strip("\0 ")
        return moment.isoformat() + (zone if OFFSET.fullmatch(zone) else "")
    return ""


def degrees(place: Any, at: int, most: int) -> float | None:
    """Degrees from the three numbers behind the letter of a hemisphere; None where they are none."""
    try:
        side, (whole, minutes, seconds) = str(place[at]).strip("\0 ").upper(), place[at + 1]
        found = float(whole) + float(minutes) / 60 + float(seconds) / 3600
    except (KeyError, ValueError, TypeError, ZeroDivisionError):
        return None
    if side not in ("N", "S", "E", "W") or not 0 <= found <= most:
        return None
    return round(-found if side in ("S", "W") else found, 6)


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    Image.preinit()
    limited.bound(memory=limits.memory, seconds=limits.seconds, written=limits.written)
    content = sys.stdin.buffer.read(limits.bytes + 1)
    try:
        said = told(content, limits)
    except MemoryError:
        said = {"failed": "photograph.damaged"}
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()
