"""Draws the template of Word that a pack is filled into; run it as a module after a change and commit it."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from keyworks.matters.tests.stationery import Drawing, element, field
from keyworks.publishing.files.pack import TEMPLATES, TYPE_AREA

COLUMNS = range(2, 9)
"""Tables of so many columns there are in a pack."""
SMALL = 9


class Sheets(Drawing):
    """A document with headings that Word knows, links, and tables as wide as their data say."""

    author = "{{ author }}"

    def heading(self, text: str, level: int, *, new_page: bool = False, **how: Any) -> Any:
        line = self.line(text, bold=True, size={1: 18, 2: 11.5}[level], keep_with_next=True, space_before=Pt(8), **how)
        own = line._p.get_or_add_pPr()
        own.append(element("w:outlineLvl", val=level - 1))
        line.paragraph_format.page_break_before = new_page
        line.paragraph_format.space_after = Pt(4)
        return line

    def link(self, paragraph: Any, url: str, text: str, **how: Any) -> None:
        """Words that open an address."""
        made = element("w:fldSimple", instr=f' HYPERLINK "{{{{ {url} }}}}" ')
        run = self.words(paragraph, text, **{name: value for name, value in how.items() if name != "raised"})
        run.font.superscript = how.get("raised")
        run.font.underline = not how.get("raised") or None
        made.append(run._element)
        paragraph._p.append(made)

    def either(self, paragraph: Any, url: str, text: str, **how: Any) -> None:
        """Words that open an address where there is one."""
        self.words(paragraph, f"{{%r if {url} %}}")
        self.link(paragraph, url, text, **how)
        self.words(paragraph, "{%r else %}")
        self.words(paragraph, text, **how)
        self.words(paragraph, "{%r endif %}")

    def mark(self, paragraph: Any, name: str) -> None:
        """The mark of the source of something."""
        self.words(paragraph, f"{{%r if {name}.sign and {name}.source_url %}}")
        self.link(paragraph, f"{name}.source_url", f"{{{{ {name}.sign }}}}", raised=True, size=SMALL)
        self.words(paragraph, "{%r endif %}")

    def grid(self, rows: int, columns: int, widths: list[str]) -> Any:
        made = self.document.add_table(rows=rows, cols=columns)
        made.style, made.autofit = "Table Grid", False
        for place, column in enumerate(made._tbl.tblGrid.gridCol_lst):
            column.set(qn("w:w"), widths[place])
        for row in made.rows:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for place, cell in enumerate(row.cells):
                own = cell._tc.get_or_add_tcPr()
                own.get_or_add_tcW().set(qn("w:w"), widths[place])
                own.get_or_add_tcW().set(qn("w:type"), "dxa")
        return made


def facts(made: Sheets, of: str) -> None:
    """Two columns: what it is called, what it is, with the mark of its source."""
    made.tag(f"{{%p if {of} %}}")
    grid = made.grid(3, 2, [str(TYPE_AREA // 4), str(TYPE_AREA * 3 // 4)])
    steer = (f"{{%tr for one in {of} %}}", None, "{%tr endfor %}")
    for row, tag in zip(grid.rows, steer, strict=True):
        label, text = (cell.paragraphs[0] for cell in row.cells)
        if tag:
            made.words(label, tag)
            continue
        made.words(label, "{{ one.label }}", size=SMALL)
        made.words(text, "{{ one.text }}", size=SMALL + 0.5)
        made.mark(text, "one")
    made.tag("{%p endif %}")


def table(made: Sheets, of: str) -> None:
    """A table of as many columns as it has, its head again on each page; or the words that there is nothing."""
    made.tag(f"{{%p if {of}.title %}}")
    made.mark(made.heading(f"{{{{ {of}.title }}}}", 2), of)
    made.tag("{%p endif %}")
    made.tag(f"{{%p if {of}.rows %}}")
    for many in COLUMNS:
        made.tag(f"{{%p if {of}.head|length == {many} %}}")
        grid = made.grid(4, many, [f"{{{{ {of}.twips[{place}] }}}}" for place in range(many)])
        head, begin, body, end = grid.rows
        head._tr.get_or_add_trPr().append(element("w:tblHeader"))
        made.words(begin.cells[0].paragraphs[0], f"{{%tr for row in {of}.rows %}}")
        made.words(end.cells[0].paragraphs[0], "{%tr endfor %}")
        for place in range(many):
            made.words(head.cells[place].paragraphs[0], f"{{{{ {of}.head[{place}] }}}}", size=SMALL, bold=True)
            cell = body.cells[place].paragraphs[0]
            side = element("w:jc", val=f"{{{{ 'right' if {of}.right[{place}] else 'left' }}}}")
            cell._p.get_or_add_pPr().append(side)
            text = f"{{{{ row.cells[{place}] }}}}"
            if place == 0:
                made.either(cell, "row.url", text, size=SMALL)
            else:
                made.words(cell, text, size=SMALL)
        made.tag("{%p endif %}")
    made.tag("{%p else %}")
    made.line(f"{{{{ {of}.none }}}}", size=SMALL)
    made.tag("{%p endif %}")
    made.tag(f"{{%p if {of}.note %}}")
    made.line(f"{{{{ {of}.note }}}}", size=SMALL)
    made.tag("{%p endif %}")


def sources(made: Sheets, of: str) -> None:
    made.tag(f"{{%p if {of}.sources %}}")
    made.heading("{{ words.sources }}", 2)
    made.tag(f"{{%p for one in {of}.sources %}}")
    line = made.line("{{ loop.index }} ", size=SMALL)
    made.either(line, "one.url", "{{ one.text }}", size=SMALL)
    made.tag("{%p endfor %}")
    made.tag("{%p endif %}")


def pages(made: Sheets, of: str) -> None:
    """Pages that are no project's."""
    made.tag(f"{{%p for page in {of} %}}")
    made.heading("{{ page.title }}", 1, new_page=True)
    made.tag("{%p if page.lead %}")
    made.line("{{ page.lead }}", bold=True, space_after=Pt(6))
    made.tag("{%p endif %}")
    facts(made, "page.facts")
    made.tag("{%p for line in page.words %}")
    made.line("{{ line }}", space_after=Pt(4))
    made.tag("{%p endfor %}")
    made.tag("{%p for part in page.tables %}")
    table(made, "part")
    made.tag("{%p endfor %}")
    sources(made, "page")
    made.tag("{%p endfor %}")


def cover(made: Sheets) -> None:
    made.line("{{ title }}", bold=True, size=24, space_before=Pt(90), space_after=Pt(6))
    made.line("{{ subtitle }}", size=14, space_after=Pt(30))
    made.tag("{%p if cover %}")
    made.tag("{%p if cover.lead %}")
    made.line("{{ cover.lead }}", bold=True, space_after=Pt(6))
    made.tag("{%p endif %}")
    facts(made, "cover.facts")
    made.tag("{%p for part in cover.tables %}")
    table(made, "part")
    made.tag("{%p endfor %}")
    made.tag("{%p for line in cover.words %}")
    made.line("{{ line }}", space_after=Pt(4))
    made.tag("{%p endfor %}")
    sources(made, "cover")
    made.tag("{%p endif %}")


def months(made: Sheets) -> None:
    """The curve as its months: a document that is edited shows no drawing that would not follow."""
    made.tag("{%p if one_page.curve %}")
    made.heading("{{ one_page.curve.said }}", 2)
    wide = [str(TYPE_AREA * part // 28) for part in (4, *(2,) * 12)]
    grid = made.grid(3, 13, wide)
    heads = ("{{ words.months_head }}", "{{ words.planned_row }}", "{{ words.done_row }}")
    for row, head, name in zip(grid.rows, heads, ("months", "planned", "done"), strict=True):
        made.words(row.cells[0].paragraphs[0], head, size=7)
        for place in range(12):
            cell = row.cells[place + 1].paragraphs[0]
            cell.alignment = ALIGN.RIGHT
            made.words(cell, f"{{{{ one_page.curve.{name}[{place}] }}}}", size=7)
    made.line("{{ one_page.curve.unit }}", size=8)
    made.tag("{%p endif %}")


def projects(made: Sheets) -> None:
    """A project to a page: its title, what it is, how far, who waits for what, photographs."""
    made.tag("{%p for one_page in projects %}")
    title = made.heading("", 1, new_page=True)
    made.link(title, "one_page.url", "{{ one_page.title }}", size=18, bold=True)
    made.line("{{ one_page.number }}　{{ one_page.other_name }}", size=SMALL, space_after=Pt(4))
    lead = made.line(
        "{% if one_page.light %}{{ one_page.light.shape }} {{ one_page.light.word }}　{% endif %}", bold=True
    )
    made.words(lead, "{{ one_page.lead }}", bold=True)
    for name, of in (("who_heading", "facts"), ("money_heading", "money")):
        heading = made.heading(f"{{{{ words.{name} }}}}", 2)
        if of == "facts":
            made.mark(heading, "one_page")
        facts(made, f"one_page.{of}")
    made.tag("{%p if one_page.light and one_page.light.why %}")
    made.mark(made.heading("{{ words.light_heading }}", 2), "one_page.light")
    made.tag("{%p for line in one_page.light.why %}")
    made.line("{{ line }}", size=SMALL)
    made.tag("{%p endfor %}")
    made.tag("{%p endif %}")
    made.heading("{{ words.stages_heading }}", 2)
    line = made.line("{% for one in one_page.stages %}", size=SMALL)
    made.words(line, "{% if one.state == 'past' %}●{% elif one.state == 'ahead' %}○{% else %}◉{% endif %}", size=SMALL)
    made.words(line, "{{ one.name }} {{ one.on }}　{% endfor %}", size=SMALL)
    months(made)
    made.tag("{%p for one in one_page.words %}")
    made.mark(made.heading("{{ one.label }}", 2), "one")
    made.line("{{ one.text }}", size=SMALL)
    made.tag("{%p endfor %}")
    for name in ("milestones", "matters", "requests"):
        table(made, f"one_page.{name}")
    made.heading("{{ words.photographs }}", 2)
    made.tag("{%p if one_page.photographs %}")
    made.line("{% for one in one_page.photographs %}{{ pictures[one.name] }} {% endfor %}")
    made.tag("{%p for one in one_page.photographs %}")
    made.line("{{ loop.index }} {{ one.caption }}", size=8)
    made.tag("{%p endfor %}")
    made.tag("{%p else %}")
    made.line("{{ one_page.no_photographs }}", size=SMALL)
    made.tag("{%p endif %}")
    sources(made, "one_page")
    made.tag("{%p endfor %}")


def drawn() -> bytes:
    made = Sheets("Arial", "宋体", 10.5)
    section = made.document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(15), Mm(18)
    section.left_margin = section.right_margin = Mm(17)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(176), ALIGN.RIGHT)
    made.words(foot, "{{ known }}{% if zh %}；{% else %}; {% endif %}{{ source }}\t{{ words.page }}", size=7.5)
    field(foot, "PAGE", made, 7.5)
    made.words(foot, "{{ words.page_of }}", size=7.5)
    field(foot, "NUMPAGES", made, 7.5)
    made.words(foot, "{{ words.page_end }}", size=7.5)
    cover(made)
    pages(made, "before")
    projects(made)
    pages(made, "after")
    return made.bytes()


if __name__ == "__main__":
    (TEMPLATES / "pack.docx").write_bytes(drawn())
