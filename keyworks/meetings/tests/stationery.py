"""Draws the templates of Word that the minutes are filled into; run it as a module after a change, and commit them."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from keyworks.matters.tests.stationery import HEI, PITCH, RED, SONG, Drawing, element, field, sheet
from keyworks.meetings.files.minutes import STATIONERY

FANGSONG = "仿宋"


def looped(made: Drawing, name: str, of: str) -> None:
    made.tag(f"{{%p for {name} in {of} %}}")


def paragraphs(made: Drawing, *, zh: bool) -> None:
    pitch = PITCH if zh else None
    looped(made, "one", "paragraphs")
    made.tag("{%p if one.kind == 'heading' %}")
    made.line(
        "{{ one.text }}", pitch=pitch, indent=2 if zh else 0, han=HEI, latin="" if zh else "Arial",
        bold=not zh or None, keep_with_next=True, space_before=Pt(0 if zh else 10), space_after=Pt(0 if zh else 4),
    )  # fmt: skip
    made.tag("{%p else %}")
    align = ALIGN.JUSTIFY if zh else None
    made.line("{{ one.text }}", pitch=pitch, indent=2 if zh else 0, align=align, space_after=Pt(0 if zh else 8))
    made.tag("{%p endif %}")
    made.tag("{%p endfor %}")


def labelled(made: Drawing, label: str, words: str, *, zh: bool) -> None:
    """A label and its words, the second line below the words' first."""
    wide = Pt(80) if zh else Mm(30)
    line = made.line(label, han=HEI, latin="" if zh else "Arial", size=0 if zh else 9, pitch=PITCH if zh else None,
                     left_indent=wide, space_after=Pt(0 if zh else 3))  # fmt: skip
    line.paragraph_format.first_line_indent = -wide
    line.paragraph_format.tab_stops.add_tab_stop(wide)
    made.words(line, f"\t{words}")


def chinese() -> bytes:
    made = Drawing("Times New Roman", FANGSONG, 16)
    sheet(made)
    looped(made, "one", "mark_lines")
    made.line("{{ one }}", align=ALIGN.CENTER, han=SONG, size=32, colour=RED)
    made.tag("{%p endfor %}")
    made.line(pitch=PITCH)
    made.line("{{ number }}", align=ALIGN.CENTER, pitch=PITCH)
    made.tag("{%p if draft %}")
    made.line("{{ draft }}", align=ALIGN.CENTER, size=14, pitch=PITCH)
    made.tag("{%p endif %}")
    issued = made.line("{{ issuer }}\t{{ date }}", pitch=PITCH)
    issued.paragraph_format.tab_stops.add_tab_stop(Mm(156), ALIGN.RIGHT)
    made.rule(issued, "bottom", 12, "B3121B")
    made.line(pitch=PITCH)
    looped(made, "one", "title_lines")
    made.line("{{ one }}", align=ALIGN.CENTER, han=SONG, size=22, pitch=Pt(33))
    made.tag("{%p endfor %}")
    made.line(pitch=PITCH)
    looped(made, "one", "facts")
    labelled(made, "{{ one[0] }}", "{{ one[1] }}", zh=True)
    made.tag("{%p endfor %}")
    made.line(pitch=PITCH)
    paragraphs(made, zh=True)
    made.tag("{%p if people %}")
    made.line(pitch=PITCH)
    made.line("{{ people_head }}", han=HEI, pitch=PITCH, keep_with_next=True)
    made.tag("{%p endif %}")
    looped(made, "one", "people")
    labelled(made, "{{ one.label }}", "{{ one.names }}", zh=True)
    made.tag("{%p endfor %}")
    imprint(made)
    return made.bytes()


def imprint(made: Drawing) -> None:
    """At the foot of the last page."""
    made.tag("{%p if copies %}")
    copies = made.line("{{ copies_head }}：{{ copies }}。", size=14, left_indent=Pt(56), right_indent=Pt(14))
    copies.paragraph_format.first_line_indent = Pt(-42)
    made.rule(copies, "top", 8)
    made.rule(copies, "bottom", 6)
    made.tag("{%p endif %}")
    printed = made.line("{{ issuer }}\t{{ date }}印发", size=14, left_indent=Pt(14), right_indent=Pt(14))
    printed.paragraph_format.tab_stops.add_tab_stop(Mm(151), ALIGN.RIGHT)
    made.rule(printed, "top", 8)
    made.rule(printed, "bottom", 8)
    for paragraph in (copies, printed):
        frame = {"w": 8844, "wrap": "notBeside", "hAnchor": "margin", "vAnchor": "margin", "xAlign": "left"}
        paragraph._p.get_or_add_pPr().append(element("w:framePr", **frame, yAlign="bottom"))


def english() -> bytes:
    made = Drawing("Georgia", "宋体", 11)
    section = made.document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    section.left_margin = section.right_margin = Mm(27)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(156), ALIGN.RIGHT)
    made.words(foot, "{{ mark }}, {{ number }}\tPage ", size=9)
    field(foot, "PAGE", made, 9)
    made.words(foot, " of ", size=9)
    field(foot, "NUMPAGES", made, 9)
    head = made.line("{{ issuer }}\t{{ number }}", size=13, latin="Arial", bold=True, space_after=Pt(6))
    head.paragraph_format.tab_stops.add_tab_stop(Mm(156), ALIGN.RIGHT)
    made.rule(head, "bottom", 10)
    made.line("{{ mark }}{% if draft %} · {{ draft }}{% endif %}", size=9, latin="Arial")
    made.line("{{ title }}", size=16, bold=True, space_before=Pt(14), space_after=Pt(10))
    looped(made, "one", "facts")
    labelled(made, "{{ one[0] }}", "{{ one[1] }}", zh=False)
    made.tag("{%p endfor %}")
    made.line(space_after=Pt(4))
    paragraphs(made, zh=False)
    for name, rows in (("people_head", "people"), ("copies_head", "copies")):
        made.tag(f"{{%p if {rows} %}}")
        made.line(f"{{{{ {name} }}}}", latin="Arial", bold=True, keep_with_next=True, space_before=Pt(10),
                  space_after=Pt(4))  # fmt: skip
        if rows == "copies":
            made.line("{{ copies }}")
        made.tag("{%p endif %}")
        if rows == "people":
            looped(made, "one", "people")
            labelled(made, "{{ one.label }}", "{{ one.names }}", zh=False)
            made.tag("{%p endfor %}")
    return made.bytes()


if __name__ == "__main__":
    for language, drawn in (("zh", chinese), ("en", english)):
        (STATIONERY / f"minutes_{language}.docx").write_bytes(drawn())
