"""Draws the templates of Word that the letters are filled into; run it as a module after a change, and commit them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from keyworks.formats.word.child import zipped_again
from keyworks.matters.files.letters import STATIONERY

FANGSONG, SONG, HEI = "仿宋", "方正小标宋简体", "黑体"
RED = RGBColor(0xB3, 0x12, 0x1B)
PITCH = Pt(28.95)
"""225 mm in 22 lines."""


def element(name: str, **attributes: object) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Footer"}
"""Styles that the letters use; python-docx brings 150 more."""
DROPPED = ("stylesWithEffects", "customXml", "thumbnail", "numbering")


def lighten(document: Any) -> None:
    """Leave out of python-docx's blank document what no letter needs."""
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(DROPPED):
                del part.rels[key]
    for style in list(document.styles.element.style_lst):
        if (style.name_val or "").casefold() not in {name.casefold() for name in KEPT}:
            document.styles.element.remove(style)


class Drawing:
    """A document that grows downwards."""

    author = "{{ issuer }}"

    def __init__(self, latin: str, han: str, size: float) -> None:
        self.document = Document()
        self.latin, self.han, self.size = latin, han, size
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = latin, Pt(size)
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), han)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        lighten(self.document)
        for one in list(self.document.element.body):
            if not one.tag.endswith("sectPr"):
                self.document.element.body.remove(one)

    def words(self, paragraph: Any, text: str, *, han: str = "", latin: str = "", size: float = 0, **how: Any) -> Any:
        run = paragraph.add_run(text)
        run.font.size = Pt(size or self.size)
        run.font.name = latin or self.latin
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), han or self.han)
        run.bold = how.get("bold")
        if how.get("colour") is not None:
            run.font.color.rgb = how["colour"]
        return run

    def line(self, text: str = "", *, into: Any = None, align: Any = None, pitch: Any = None, **how: Any) -> Any:
        paragraph = (into or self.document).add_paragraph(style=how.pop("style", None))
        shape = paragraph.paragraph_format
        shape.alignment = align
        if pitch:
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
        for name in ("space_before", "space_after", "left_indent", "right_indent", "keep_with_next"):
            if name in how:
                setattr(shape, name, how.pop(name))
        if characters := how.pop("indent", 0):
            own = paragraph._p.get_or_add_pPr()
            own.append(element("w:ind", firstLineChars=characters * 100, firstLine=int(characters * self.size * 20)))
        if text:
            self.words(paragraph, text, **how)
        return paragraph

    def tag(self, text: str) -> None:
        """A line that only steers, and is gone when the template is filled."""
        self.line(text)

    def rule(self, paragraph: Any, where: str, eighths: int, colour: str = "000000") -> None:
        borders = paragraph._p.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is None:
            borders = element("w:pBdr")
            paragraph._p.get_or_add_pPr().append(borders)
        borders.append(element(f"w:{where}", val="single", sz=eighths, space=4, color=colour))

    def bytes(self) -> bytes:
        for paragraph in self.document.element.body.iter(qn("w:pPr")):
            ordered(paragraph)
        made = BytesIO()
        self.document.core_properties.title = "{{ title }}"
        self.document.core_properties.author = self.author
        self.document.core_properties.comments = ""
        self.document.save(made)
        return zipped_again(made.getvalue())


ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "pBdr",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
]


def ordered(properties: Any) -> None:
    """Word asks for the properties of a paragraph in one order."""
    parts = sorted(properties, key=lambda one: ORDER.index(one.tag.rsplit("}", 1)[1]))
    for one in list(properties):
        properties.remove(one)
    properties.extend(parts)


def field(paragraph: Any, code: str, drawing: Drawing, size: float) -> None:
    for kind in ("begin", code, "end"):
        run = drawing.words(paragraph, "", size=size)
        if kind == code:
            inner = element("w:instrText")
            inner.set(qn("xml:space"), "preserve")
            inner.text = f" {code} "
            run._element.append(inner)
        else:
            run._element.append(element("w:fldChar", fldCharType=kind))


def table(drawing: Drawing, widths: list[float], rows: list[list[str]], *, bold: str, size: float) -> None:
    """A table with rules; its first row comes again on each page, a row that begins with {%tr only steers."""
    made = drawing.document.add_table(rows=0, cols=len(widths))
    made.style = "Table Grid"
    made.autofit = False
    for number, row in enumerate(rows):
        cells = made.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.width = Mm(widths[place])
            paragraph = cell.paragraphs[0]
            heads = bool(bold) and (number == 0 or (bold == "first" and place == 0))
            drawing.words(paragraph, text, size=size, bold=heads or None, han=HEI if heads else "")
        if bold == "head" and number == 0:
            made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        made.rows[number]._tr.get_or_add_trPr().append(element("w:cantSplit"))


def annexes(drawing: Drawing, *, zh: bool) -> None:
    """Each on a page of its own: a label, a title, a table of two or four columns."""
    drawing.tag("{%p for annex in annexes %}")
    label = drawing.line("{{ annex.label }}", han=HEI, bold=not zh or None, pitch=PITCH if zh else None)
    label.paragraph_format.page_break_before = True
    drawing.line(
        "{{ annex.title }}", align=ALIGN.CENTER if zh else None, han=SONG, size=22 if zh else 14,
        bold=not zh or None, space_before=Pt(20 if zh else 4), space_after=Pt(14),
    )  # fmt: skip
    size = 12 if zh else 9.5
    for many, widths in ((4, [13, 66, 27, 50]), (2, [42, 114])):
        drawing.tag(f"{{%p if annex.head|length == {many} %}}")
        rows = [
            [f"{{{{ annex.head[{place}] }}}}" for place in range(many)],
            ["{%tr for row in annex.rows %}"] + [""] * (many - 1),
            [f"{{{{ row[{place}] }}}}" for place in range(many)],
            ["{%tr endfor %}"] + [""] * (many - 1),
        ]
        table(drawing, widths, rows, bold="head", size=size)
        drawing.tag("{%p endif %}")
    drawing.tag("{%p endfor %}")


def rows_of_a_record(drawing: Drawing, size: float) -> None:
    drawing.tag("{%p if record %}")
    rows = [["{%tr for row in rows %}", ""], ["{{ row[0] }}", "{{ row[1] }}"], ["{%tr endfor %}", ""]]
    table(drawing, [38, 118], rows, bold="first", size=size)
    drawing.tag("{%p endif %}")


def body(drawing: Drawing, *, zh: bool) -> None:
    pitch = PITCH if zh else None
    after = Pt(0 if zh else 8)
    drawing.tag("{%p for one in paragraphs %}")
    drawing.tag("{%p if one.kind == 'heading' %}")
    drawing.line(
        "{{ one.text }}", pitch=pitch, indent=2 if zh else 0, han=HEI, latin="" if zh else "Arial",
        bold=not zh or None, keep_with_next=True, space_before=Pt(0 if zh else 6), space_after=Pt(0 if zh else 4),
    )  # fmt: skip
    drawing.tag("{%p else %}")
    text = drawing.line("{{ one.lead }}", pitch=pitch, indent=2 if zh else 0, han="楷体", space_after=after)
    text.paragraph_format.alignment = ALIGN.JUSTIFY if zh else None
    drawing.words(text, "{{ one.text }}")
    drawing.tag("{%p endif %}")
    drawing.tag("{%p endfor %}")


def signs(drawing: Drawing, *, zh: bool) -> None:
    drawing.tag("{%p for sign in signs %}")
    colon = "：" if zh else ""
    drawing.line(f"{{{{ sign.name }}}}{colon}____________________　　{{{{ sign.blank }}}}", space_before=Pt(18))
    drawing.tag("{%p endfor %}")


def sheet(made: Drawing) -> None:
    """The type area of 156 by 225 mm, 22 lines of 28 characters, and page numbers outside: to the right on odd pages.

    The 28 stand by spacing, not by a grid of characters: where the font is another one, LibreOffice and WPS give each
    character that is wider than its cell two of them.
    """
    section = made.document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.footer_distance = Mm(24)
    made.document.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=579))
    normal = made.document.styles["Normal"].element.get_or_add_rPr()
    normal.find(qn("w:sz")).addprevious(element("w:spacing", val=-5))
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        foot = footer.paragraphs[0]
        foot.paragraph_format.alignment = align
        foot.paragraph_format.left_indent = foot.paragraph_format.right_indent = Pt(14)
        made.words(foot, "— ", han="宋体", size=14)
        field(foot, "PAGE", made, 14)
        made.words(foot, " —", han="宋体", size=14)


def head(made: Drawing) -> None:
    """The office's name, 35 mm below the upper edge of the type area unless it is a record, and the title."""
    made.tag("{%p if not record %}")
    for _ in range(3):
        made.line(pitch=Pt(33))
    made.tag("{%p endif %}")
    made.tag("{%p for one in issuer_lines %}")
    made.line("{{ one }}", align=ALIGN.CENTER, han=SONG, size=26, colour=RED)
    made.tag("{%p endfor %}")
    made.line(pitch=PITCH)
    number = made.line("{{ number }}", align=ALIGN.CENTER, pitch=PITCH)
    made.rule(number, "bottom", 12, "B3121B")
    made.line(pitch=PITCH)
    made.line(pitch=Pt(16))
    made.tag("{%p for one in title_lines %}")
    made.line("{{ one }}", align=ALIGN.CENTER, han=SONG, size=22, pitch=Pt(33))
    made.tag("{%p endfor %}")
    made.line(pitch=PITCH)
    made.tag("{%p if to %}")
    made.line("{{ to }}", pitch=PITCH)
    made.tag("{%p endif %}")


def close(made: Drawing) -> None:
    """What stands below the text: annexes, who signs and when, whom to ask."""
    made.tag("{%p if annex_lines %}")
    made.line(pitch=PITCH)
    made.tag("{%p endif %}")
    made.tag("{%p for one in annex_lines %}")
    annex = made.line("{% if loop.first %}附件：{% else %}　　　{% endif %}{{ one }}", pitch=PITCH, indent=2)
    annex.paragraph_format.keep_with_next = True
    made.tag("{%p endfor %}")
    made.tag("{%p if record %}")
    signs(made, zh=True)
    made.tag("{%p else %}")
    for _ in range(2):
        made.line(pitch=PITCH, keep_with_next=True)
    made.line("{{ issuer }}", align=ALIGN.RIGHT, pitch=PITCH, right_indent=Pt(32), keep_with_next=True)
    made.line("{{ date }}", align=ALIGN.RIGHT, pitch=PITCH, right_indent=Pt(64))
    made.tag("{%p endif %}")
    made.tag("{%p if note %}")
    made.line("{{ note }}", pitch=PITCH, indent=2)
    made.tag("{%p endif %}")


def chinese() -> bytes:
    made = Drawing("Times New Roman", FANGSONG, 16)
    sheet(made)
    head(made)
    rows_of_a_record(made, 14)
    body(made, zh=True)
    close(made)
    annexes(made, zh=True)
    imprint(made)
    return made.bytes()


def imprint(made: Drawing) -> None:
    """At the foot of the last page: rules of 0.35 mm without and 0.25 mm within."""
    made.tag("{%p if cc %}")
    cc = made.line("{{ cc }}", size=14, left_indent=Pt(14 + 42), right_indent=Pt(14))
    cc.paragraph_format.first_line_indent = Pt(-42)
    made.rule(cc, "top", 8)
    made.rule(cc, "bottom", 6)
    made.tag("{%p endif %}")
    printed = made.line("{{ issuer }}\t{{ printed }}", size=14, left_indent=Pt(14), right_indent=Pt(14))
    printed.paragraph_format.tab_stops.add_tab_stop(Mm(151), ALIGN.RIGHT)
    made.rule(printed, "top", 8)
    made.rule(printed, "bottom", 8)
    for paragraph in (cc, printed):
        paragraph._p.get_or_add_pPr().append(
            element("w:framePr", w=8844, wrap="notBeside", hAnchor="margin", vAnchor="margin", xAlign="left",
                    yAlign="bottom")
        )  # fmt: skip


def english() -> bytes:
    made = Drawing("Georgia", "宋体", 11)
    section = made.document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(22),
        Mm(24),
        Mm(27),
        Mm(27),
    )
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(156), ALIGN.RIGHT)
    made.words(foot, "{{ number }}\tPage ", size=9)
    field(foot, "PAGE", made, 9)
    made.words(foot, " of ", size=9)
    field(foot, "NUMPAGES", made, 9)
    made.rule(made.line("{{ issuer }}", size=16, latin="Arial", bold=True, space_after=Pt(8)), "bottom", 10)
    for label, name in (("Reference", "number"), ("Matter", "matter"), ("Date", "date")):
        labelled(made, label, name)
    made.tag("{%p if to %}")
    labelled(made, "To", "to")
    made.tag("{%p endif %}")
    made.line("{{ title }}", size=14, bold=True, space_before=Pt(18), space_after=Pt(12))
    made.tag("{%p if to %}")
    made.line("Dear Sir or Madam,", space_after=Pt(8))
    made.tag("{%p endif %}")
    rows_of_a_record(made, 10.5)
    body(made, zh=False)
    made.tag("{%p if record %}")
    signs(made, zh=False)
    made.tag("{%p else %}")
    made.line("Yours faithfully,", space_before=Pt(6), space_after=Pt(46), keep_with_next=True)
    made.line("{{ issuer }}", bold=True, space_after=Pt(12))
    made.tag("{%p endif %}")
    made.tag("{%p if note %}")
    labelled(made, "Contact", "note")
    made.tag("{%p endif %}")
    made.tag("{%p for one in annex_lines %}")
    labelled(made, "{% if loop.first %}Annexes{% endif %}", "one")
    made.tag("{%p endfor %}")
    made.tag("{%p if cc %}")
    labelled(made, "Copies to", "cc")
    made.tag("{%p endif %}")
    annexes(made, zh=False)
    return made.bytes()


def labelled(made: Drawing, label: str, name: str) -> None:
    line = made.line(f"{label}\t", size=9, latin="Arial", space_after=Pt(3), left_indent=Mm(24))
    line.paragraph_format.first_line_indent = Mm(-24)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(24))
    made.words(line, f"{{{{ {name} }}}}")


DRAWN = {"zh.docx": chinese, "en.docx": english}


def main() -> None:
    for name, draw in DRAWN.items():
        (STATIONERY / name).write_bytes(draw())


if __name__ == "__main__":
    main()
