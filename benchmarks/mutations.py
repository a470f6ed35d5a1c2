"""Mutated workbooks and texts, each made from a seed and its number alone: what `fuzz_workbooks` reads."""

from __future__ import annotations

import csv
import io
import random
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from keyworks.formats.tests import made

SHEET = "xl/worksheets/sheet1.xml"
SMALL_PARTS = (SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
               "[Content_Types].xml", "_rels/.rels")  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32", "utf-7", "big5", "cp1252", "shift_jis")
Maker = Callable[[random.Random], bytes]


def rows(rng: random.Random, many: int = 12) -> list[list[object]]:
    """A city's list, with what such lists have: a title, a unit, heads of two rows, subtotals, notes."""
    body: list[list[object]] = [
        [
            n, f"2022-120000-{n:04}", rng.choice(["道路", "学校", "Total Water", "小计", "水厂"]) + f"{n}",
            rng.choice(["滨海新区", "和平区", None]),
            rng.choice([n * 100, f"{n},000.5", "100 - 250 Million", "￥３万"]),
            rng.choice([date(2022, 1 + n % 12, 1), "2022年3月", "2022-Q1", "DOER", None]),
            rng.choice([0.5, "5%", None]),
        ]
        for n in range(1, many)
    ]  # fmt: skip
    body.insert(rng.randrange(many), [None, None, rng.choice(["小计", "合计", "Total"]), None, 4500])
    head = [["天津市重点项目"], [None] * 6 + ["单位：万元"], ["序号", "编码", "项目名称", "区", "投资", None, "进度"],
            [None, None, None, None, "总投资", "开工", None]]  # fmt: skip
    return [*head, *body, [], ["注：以批复为准。"]]


@cache
def workbook(kind: int) -> bytes:
    import xlsxwriter

    rng, file = random.Random(kind), io.BytesIO()  # noqa: S311 (which files are made must be known again)
    book = xlsxwriter.Workbook(file, {"date_1904": kind % 5 == 4, "constant_memory": kind % 2 == 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name in ("封面", "清单", "说明")[kind % 3 :]:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows(rng, 4 + kind * 3)):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif value is not None:
                    sheet.write_number(at, column, value)
        if kind % 2 == 0:
            sheet.merge_range(0, 0, 0, 6, "天津市重点项目")
            sheet.write_formula(6, 7, "=SUM(E5:E9)", None, rng.choice([12, ""]))
            sheet.set_row(7, None, None, {"hidden": True})
            sheet.set_column(3, 3, 30, None, {"hidden": True})
    book.close()
    return file.getvalue()


@cache
def old_workbook() -> bytes:
    return made.xls([(n, at, value) for n, row in enumerate(rows(random.Random(1))) for at, value in enumerate(row)  # noqa: S311
                     if isinstance(value, str | int | float)])  # fmt: skip


@cache
def open_workbook() -> bytes:
    cell = '<table:table-cell office:value-type="{}" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    lines = (
        "".join(cell.format("string" if isinstance(one, str) else "float", one, one) for one in row)
        for row in rows(random.Random(2))  # noqa: S311
    )
    return made.ods("".join(f"<table:table-row>{line}</table:table-row>" for line in lines))


def parts(rng: random.Random) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(rng.choice([workbook(rng.randrange(6)), open_workbook()]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xlsx_parts(rng: random.Random) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook(rng.randrange(6)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def flipped(rng: random.Random, content: bytes, most: int = 20) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, most)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def bits_of_a_file(rng: random.Random) -> bytes:
    return flipped(rng, rng.choice([workbook(rng.randrange(6)), open_workbook(), old_workbook()]))


def bits_of_a_part(rng: random.Random) -> bytes:
    found = parts(rng)
    name = rng.choice(sorted(found))
    return made.zipped(found | {name: flipped(rng, found[name])})


def one_character(rng: random.Random) -> bytes:
    found = xlsx_parts(rng)
    name = rng.choice([name for name in SMALL_PARTS if name in found])
    text = bytearray(found[name])
    at = rng.randrange(len(text))
    way = rng.randrange(3)
    if way == 0:
        text[at] = rng.choice(b"<>&\"'/=0129AZaz \x00\xff")
    elif way == 1:
        del text[at]
    else:
        text[at:at] = rng.choice([b"<", b"&", b"0", b"9" * 30, b"\xff", b"]]>", b"<!--"])
    return made.zipped(found | {name: bytes(text)})


def one_number(rng: random.Random) -> bytes:
    """Some number in some attribute or element becomes absurd."""
    found = xlsx_parts(rng)
    name = rng.choice([name for name in SMALL_PARTS if name in found])
    numbers = list(re.finditer(rb"(?<=[\">A-Z])\d+", found[name]))
    if not numbers:
        return made.zipped(found)
    at = rng.choice(numbers)
    absurd = rng.choice(
        [b"0", b"-1", b"4294967296", b"1048576", b"99999999999999999999", b"1e9", b"", b"0x10", b"16385"]
    )
    return made.zipped(found | {name: found[name][: at.start()] + absurd + found[name][at.end() :]})


def truncated(rng: random.Random) -> bytes:
    content = rng.choice([workbook(rng.randrange(6)), open_workbook(), old_workbook(), text(rng)])
    cut = content[: rng.randrange(len(content))]
    return cut + bytes(rng.randrange(600)) if rng.random() < 0.2 else cut


def swapped(rng: random.Random) -> bytes:
    """Parts of the archive change places, go, come twice or nest."""
    found = parts(rng)
    first, second = rng.choice(sorted(found)), rng.choice(sorted(found))
    way = rng.randrange(5)
    if way == 0:
        found[first], found[second] = found[second], found[first]
    elif way == 1:
        del found[first]
    elif way == 2:
        found = {name.upper() if name == first else name: content for name, content in found.items()}
    elif way == 3:
        found[first] = found[first] * 2
    else:
        found[first] = made.zipped(found)
    return made.zipped(found)


def far_away(rng: random.Random) -> bytes:
    """Cells, rows, columns and merged cells beyond any sheet."""
    found = xlsx_parts(rng)
    sheet = found[SHEET]
    cell = rng.choice(
        [b"XFD1048576", b"A1048576", b"XFD1", b"ZZZZ1", b"A0", b"A99999999999", b"A1:B2", b"\xe7\x94\xb21"]
    )
    way = rng.randrange(6)
    if way == 0:
        sheet = re.sub(rb'<c r="[A-Z]+\d+"', b'<c r="' + cell + b'"', sheet, count=1)
    elif way == 1:
        sheet = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:' + cell + b'"', sheet)
    elif way == 2:
        sheet = sheet.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:' + cell + b'"/></mergeCells>'
        )
    elif way == 3:
        sheet = sheet.replace(
            b"<sheetData>", b'<cols><col min="1" max="99999999" hidden="1" width="1e99"/></cols><sheetData>'
        )
    elif way == 4:
        sheet = re.sub(rb'<row r="\d+"', b'<row r="1048576" hidden="1"', sheet, count=1)
    else:
        sheet = re.sub(rb'<c r="[A-Z]+\d+"[^>]*>', b'<c r="' + cell + b'" t="e">', sheet, count=1)
    return made.zipped(found | {SHEET: sheet})


@cache
def zeros(megabytes: int) -> bytes:
    return made.zipped({SHEET: bytes(megabytes * 1024**2)})


def bomb(rng: random.Random) -> bytes:
    way = rng.randrange(4)
    if way == 0:
        content = bytearray(zeros(rng.choice([60, 600])))
        if rng.random() < 0.5:  # it says that it is small
            for at in (22, content.rindex(b"PK\x01\x02") + 24):
                content[at : at + 4] = (1000).to_bytes(4, "little")
        return bytes(content)
    found = xlsx_parts(rng)
    many = rng.choice([1000, 100_000, 3_000_000])
    if way == 1:
        filler = b"<row><c><v>1</v></c></row>" * many
    elif way == 2:
        filler = b'<row r="1">' + b"<c><v>1</v></c>" * many + b"</row>"
    else:
        filler = b"<a>" * min(many, 100_000)
    return made.zipped(found | {SHEET: found[SHEET].replace(b"<sheetData>", b"<sheetData>" + filler)})


def entities(rng: random.Random) -> bytes:
    """Entities within entities, and entities that would open a file."""
    found = parts(rng)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, rng.choice([4, 10])))
    outer = f'<!ENTITY l0 "{rng.choice(["ha", "ha" * 500])}">{laughs}<!ENTITY x SYSTEM "file:///etc/hostname">'
    name = rng.choice([name for name in sorted(found) if name.endswith((".xml", ".rels"))])
    content = re.sub(rb"<\?xml[^>]*\?>", b"", found[name])
    used = rng.choice([b"&l3;", b"&x;"])
    content = f"<!DOCTYPE x [{outer}]>".encode() + re.sub(
        rb">([^<]*)<", lambda told: b">" + used + b"<", content, count=3
    )
    return made.zipped(found | {name: content})


def absurd_values(rng: random.Random) -> bytes:
    found = xlsx_parts(rng)
    values = [
        b"1e308", b"1e999", b"-1e999", b"NaN", b"INF", b"-0", b"abc", b"", b"99999999999", b"-5", b"2958466", b"60",
        b"0.1e-400", b"1" * 400, "１".encode(), b"2022-02-30", b"9999-99-99T99:99:99", b"true",
    ]  # fmt: skip
    kinds = [b"n", b"d", b"b", b"s", b"str", b"e", b"inlineStr", b"zz", b""]

    def changed(told: re.Match[bytes]) -> bytes:
        if rng.random() < 0.7:
            return told[0]
        style = rng.choice([b"", b' s="1"', b' s="99999"', b' s="-1"'])
        return told[1] + style + b' t="' + rng.choice(kinds) + b'"><v>' + rng.choice(values) + b"</v></c>"

    return made.zipped(found | {SHEET: re.sub(rb'(<c r="[A-Z]+\d+")[^>]*><v>[^<]*</v></c>', changed, found[SHEET])})


def text(rng: random.Random) -> bytes:
    """Separated text in encodings that people have, and in some that nobody should."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=rng.choice(",;\t|")).writerows(rows(rng, rng.choice([3, 12, 200])))
    return file.getvalue().encode(rng.choice(ENCODINGS), "replace")


def odd_text(rng: random.Random) -> bytes:
    way = rng.randrange(6)
    if way == 0:
        return flipped(rng, text(rng), 60)
    if way == 1:
        return rng.randbytes(rng.randrange(1, 3000))
    if way == 2:
        return bytes(rng.choices(b"a,;\t|\"\r\n'1=-@", k=rng.randrange(1, 5000)))
    if way == 3:
        return b'a,"' + b"x" * rng.choice([10, 140_000]) + rng.choice([b"", b'"', b'"",b'])
    if way == 4:
        return rng.choice([b"a," * 100_000, b"\n" * 200_000, b"," * 499 + b"\n", b'"' * 99_999, b"\r" * 5000])
    return rng.choice(
        [b"<html><table>", b"{\\rtf1", b"%PDF-1.4", b"\x00" * 99, b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]
    )


def old_damage(rng: random.Random) -> bytes:
    """An old workbook whose sectors, folder or records say what is not so."""
    content = bytearray(old_workbook())
    for _ in range(rng.randint(1, 4)):
        way = rng.randrange(4)
        if way == 0:  # a chain of sectors that runs in circles or away
            at = 512 + 4 * rng.randrange(128)
            struct.pack_into(
                "<I", content, at, rng.choice([0, 2, 3, 127, 0xFFFFFFFE, 0xFFFFFFFD, 99_999, rng.randrange(20)])
            )
        elif way == 1:
            struct.pack_into("<I", content, rng.randrange(24, 508), rng.choice([0, 1, 9, 0xFFFFFFFF, 0x7FFFFFFF]))
        elif way == 2:  # the folder: names, sizes, first sectors
            struct.pack_into("<I", content, 1024 + 4 * rng.randrange(128), rng.choice([0, 1, 0xFFFFFFFF, 2**31]))
        else:  # records: kinds and lengths
            struct.pack_into(
                "<H", content, 1536 + 2 * rng.randrange(400), rng.choice([0, 0xFFFF, 0x0809, 0x0204, 0x00FC])
            )
    return bytes(content)


MUTATIONS: dict[str, tuple[int, Maker]] = {
    maker.__name__: (weight, maker)
    for weight, maker in (
        (12, bits_of_a_file), (14, bits_of_a_part), (16, one_character), (10, one_number), (6, truncated), (6, swapped),
        (8, far_away), (1, bomb), (3, entities), (8, absurd_values), (4, text), (6, odd_text), (6, old_damage),
    )
}  # fmt: skip


def mutated(seed: int, number: int) -> tuple[str, bytes]:
    """The kind and bytes of one file, the same whenever it is asked for."""
    rng = random.Random(f"{seed}:{number}")  # noqa: S311
    [kind] = rng.choices([*MUTATIONS], [weight for weight, _maker in MUTATIONS.values()])
    return kind, MUTATIONS[kind][1](rng)
