"""What is hung on a matter to show that it is done: a photograph, a letter, a receipt. Small, and drawn here."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (640, 420)
SKIES = ((188, 208, 226), (206, 214, 219), (170, 196, 220), (221, 219, 208))
GROUNDS = ((142, 122, 96), (120, 112, 100), (156, 140, 112))
STEEL, YELLOW, ORANGE, GREEN = (92, 98, 105), (226, 178, 40), (214, 104, 38), (70, 128, 92)


def photo(key: str) -> bytes:
    """A drawn picture of a site: floors that rise, a crane, a fence. No two keys look alike."""
    chance = random.Random(key)  # noqa: S311 (the same each time)
    picture = Image.new("RGB", SIZE, chance.choice(SKIES))
    pen = ImageDraw.Draw(picture)
    width, height = SIZE
    horizon = chance.randint(270, 310)
    pen.rectangle((0, horizon, width, height), fill=chance.choice(GROUNDS))
    for _ in range(chance.randint(2, 4)):
        left, wide, floors = chance.randint(20, 460), chance.randint(90, 180), chance.randint(2, 7)
        shade = chance.randint(140, 190)
        for floor in range(floors):
            top = horizon - 26 * (floor + 1)
            pen.rectangle((left, top, left + wide, top + 22), fill=(shade, shade, shade - 6), outline=STEEL)
            for column in range(left, left + wide, 22):
                pen.line((column, top, column, top + 26), fill=STEEL, width=2)
    mast, jib = chance.randint(120, 520), chance.randint(60, 110)
    pen.line((mast, horizon, mast, jib), fill=YELLOW, width=5)
    pen.line((mast - 70, jib, mast + 190, jib), fill=YELLOW, width=4)
    pen.line((mast + 120, jib, mast + 120, jib + chance.randint(40, 120)), fill=STEEL, width=1)
    for left in range(0, width, 40):
        pen.rectangle((left, height - 62, left + 36, height - 22), fill=GREEN, outline=(240, 240, 236))
    for _ in range(chance.randint(2, 6)):
        left = chance.randint(20, 600)
        pen.ellipse((left, height - 92, left + 12, height - 80), fill=ORANGE)
        pen.rectangle((left + 1, height - 80, left + 11, height - 62), fill=(44, 62, 92))
    return _saved(picture, "JPEG", quality=68)


def receipt(key: str, day: date) -> bytes:
    """A bank's slip with a number, an amount and a day."""
    chance = random.Random(key)  # noqa: S311 (the same each time)
    picture = Image.new("RGB", (560, 240), (252, 250, 244))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((8, 8, 551, 231), outline=(140, 60, 50), width=2)
    rows = (
        "PAYMENT RECEIPT", f"No.   {chance.randrange(10**11, 10**12)}", f"DATE  {day.isoformat()}",
        f"CNY   {chance.randint(30, 680) * 100_000:,}.00", "STATUS  PAID",
    )  # fmt: skip
    for number, row in enumerate(rows):
        pen.text((30, 26 + number * 38), row, fill=(40, 44, 52), font_size=22)
    pen.ellipse((420, 100, 530, 210), outline=(190, 50, 44), width=3)
    return _saved(picture.quantize(16), "PNG")


def letter(title: str, lines: Sequence[str], issuer: str, day: date) -> bytes:
    """One page of PDF: a title, some lines, who issued it and when. Its Chinese is set in the reader's own Song."""
    rows = [(22, 760, title[:26]), *((13, 700 - 30 * at, line) for at, line in enumerate(_wrapped(lines, 34)))]
    last = rows[-1][1] - 60
    rows += [(13, last, issuer.rjust(24, "　")), (13, last - 24, _said(day).rjust(24, "　"))]
    text = "".join(
        f"BT /F1 {size} Tf 72 {top} Td <{row.encode('utf-16-be').hex()}> Tj ET\n" for size, top, row in rows
    )  # fmt: skip
    page = zlib.compress(text.encode("ascii"), 9)
    font = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000/FontDescriptor 6 0 R>>"
    )
    described = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>"
    )
    return _pdf((
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 7 0 R>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
        font, described,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(page), page),
    ))  # fmt: skip


def _pdf(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1, with the table that finds them."""
    out, places = BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return out.getvalue()


def _wrapped(lines: Sequence[str], most: int) -> list[str]:
    return [line[at : at + most] for line in ("　　" + line for line in lines) for at in range(0, len(line), most)]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _saved(picture: Image.Image, kind: str, **how: int) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
