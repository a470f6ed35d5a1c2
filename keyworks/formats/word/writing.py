"""Writes a document of Word: paragraphs in styles, tables whose heads stand again on each page, a foot.

Written by hand and not through a library: a book of tables has thousands of cells, and the same input gives the same
bytes, whatever version of a library is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from keyworks.formats.printable import printable

FIRST = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can name: every part bears it."""
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT = f"{TYPES}.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KEEP = "<w:keepNext/>"
BASED = '<w:basedOn w:val="Normal"/>'
WIDE = 9978
"""176 mm in twentieths of a point: what stands between the margins."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a style of `STYLES`; `page` begins a new page with it."""

    text: str
    style: str = "Normal"
    page: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head, its rows, relative widths, and which columns are set to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    right: Sequence[bool]
    foot: bool = False
    """Does the last row stand below the others, as a sum does?"""


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself; `language` as Word writes it, `foot` stands left of the page's number."""

    title: str
    author: str
    language: str
    moment: datetime
    foot: str
    page: tuple[str, str, str]
    """Before the page's number, between it and how many there are, after it."""


STYLES = {
    "Normal": ("Normal", 20, False, 60, ""),
    "Title": ("Title", 40, True, 120, ""),
    "Heading1": ("heading 1", 26, True, 80, KEEP + '<w:outlineLvl w:val="0"/>'),
    "Lead": ("Lead", 22, True, 120, ""),
    "Caption": ("caption", 19, True, 40, KEEP),
    "Point": ("List Bullet", 20, False, 40, '<w:ind w:left="284" w:hanging="284"/>'),
    "Small": ("Small", 17, False, 40, ""),
    "Cell": ("Cell", 17, False, 0, ""),
    "CellFoot": ("Cell Foot", 17, True, 0, ""),
    "CellHead": ("Cell Head", 17, True, 0, KEEP),
}
"""Style → its name, half points, bold, twentieths of a point below it, and what else its paragraphs have."""


def write(blocks: Iterable[Line | Grid], about: About) -> bytes:
    """The document; the texts stay texts, whatever stands in them."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml", OFFICE),
            ("metadata/core-properties", "docProps/core.xml", f"{PACKAGE}/relationships"),
        ),
        "docProps/core.xml": _core(about),
        "word/document.xml": _document(blocks),
        "word/styles.xml": _styles(about.language),
        "word/footer1.xml": _footer(about),
        "word/settings.xml": f'<w:settings xmlns:w="{MAIN}"><w:updateFields w:val="false"/></w:settings>',
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml", OFFICE), ("footer", "footer1.xml", OFFICE), ("settings", "settings.xml", OFFICE)
        ),
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as file:
        for name, content in parts.items():
            info = ZipInfo(name, FIRST)
            info.external_attr, info.create_system = 0o600 << 16, 3
            file.writestr(info, (HEAD + content).encode())
    return made.getvalue()


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(str(printable(words)))}</w:t>'


def _document(blocks: Iterable[Line | Grid]) -> str:
    body = "".join(_paragraph(one) if isinstance(one, Line) else "".join(_grid(one)) for one in blocks)
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="737" w:right="964" w:bottom="794" w:left="964" w:header="567" w:footer="397" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>{body}{section}</w:body></w:document>'


def _paragraph(line: Line) -> str:
    new = "<w:pageBreakBefore/>" if line.page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{line.style}"/>{new}</w:pPr><w:r>{_text(line.text)}</w:r></w:p>'


def _grid(grid: Grid) -> Iterator[str]:
    twips = [WIDE * wide // sum(grid.widths) for wide in grid.widths]
    line = 'w:val="single" w:space="0" w:color="auto"'
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders><w:top {line} w:sz="8"/>'
        f'<w:bottom {line} w:sz="8"/><w:insideH {line} w:sz="2"/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "<w:tblGrid>"
    )
    yield "".join(f'<w:gridCol w:w="{wide}"/>' for wide in twips) + "</w:tblGrid>"
    yield _row(grid.head, twips, grid.right, "CellHead")
    last = len(grid.rows) - 1 if grid.foot else -1
    for place, row in enumerate(grid.rows):
        yield _row(row, twips, grid.right, "CellFoot" if place == last else "Cell")
    yield '</w:tbl><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>'


def _row(cells: Sequence[str], twips: Sequence[int], right: Sequence[bool], style: str) -> str:
    head = style == "CellHead"
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"{'<w:jc w:val=' + quoteattr('right') + '/>' if side else ''}</w:pPr><w:r>{_text(cell)}</w:r></w:p></w:tc>"
        for cell, wide, side in zip(cells, twips, right, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{made}</w:tr>"


def _styles(language: str) -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Noto Sans SC"/>'
    spoken = f'<w:lang w:val={quoteattr(language)} w:eastAsia="zh-CN"/>'
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"{" w:default=" + quoteattr("1") if key == "Normal" else ""}>'
        f'<w:name w:val="{name}"/>{"" if key == "Normal" else BASED}<w:qFormat/>'
        f'<w:pPr>{_ordered(more, below)}</w:pPr><w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/></w:rPr></w:style>'
        for key, (name, size, bold, below, more) in STYLES.items()
    )
    return (
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="20"/>{spoken}</w:rPr>'
        f"</w:rPrDefault></w:docDefaults>{made}</w:styles>"
    )


def _ordered(more: str, below: int) -> str:
    """What a paragraph has, in the order that the format asks for: what keeps it, its room, the rest."""
    rest = more.removeprefix(KEEP)
    return f'{KEEP if rest != more else ""}<w:spacing w:after="{below}"/>{rest}'


def _footer(about: About) -> str:
    before, between, after = about.page

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="Small"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{WIDE}"/></w:tabs></w:pPr><w:r>{_text(about.foot)}</w:r>'
        f"<w:r><w:tab/>{_text(before)}</w:r>{field('PAGE')}<w:r>{_text(between)}</w:r>"
        f"{field('NUMPAGES')}<w:r>{_text(after)}</w:r></w:p></w:ftr>"
    )


def _types() -> str:
    parts = {"document": DOCUMENT, "styles": f"{TYPES}.styles+xml", "footer1": f"{TYPES}.footer+xml",
             "settings": f"{TYPES}.settings+xml"}  # fmt: skip
    made = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{what}"/>' for name, what in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*found: tuple[str, str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{space}/{what}" Target="{target}"/>'
        for number, (what, target, space) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _core(about: About) -> str:
    moment = f"{about.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    title, author = (escape(str(printable(one)))[:255] for one in (about.title, about.author))
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<dc:language>{about.language}</dc:language><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )
