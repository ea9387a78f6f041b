"""An official document as DOCX: real paragraphs, real tables, so that an office can go on writing in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import docx
import segno
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from motcua.documents.writing import layout as norm
from motcua.documents.writing import word_table
from motcua.documents.writing.layout import DECREE_30, Layout, clean
from motcua.documents.writing.parts import (
    CODE_WIDTH,
    Annex,
    Code,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Run,
    Signature,
    Table,
    Words,
)

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_MM_PER_POINT = 0.3528
_CAPITAL, _SMALL = 0.70, 0.49
"""Mean width of a bold letter in ems: enough to draw a rule of 1/3 to 1/2 of a line."""


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of what `to_docx` writes."""


def to_docx(document: OfficialDocument, *, layout: Layout = DECREE_30) -> bytes:
    """The document as DOCX. Text is only ever put into text nodes, so no character of it can become markup."""
    file: Any = docx.Document()
    _properties(file, document)
    _styles(file, layout)
    _page(file.sections[0], layout, landscape=False)
    writer = _Writer(file.element.body, layout, layout.page[0] - layout.left - layout.right, file.part)
    _first_page(writer, document)
    body = norm.ended(document.body)
    for i, part in enumerate(body):
        _part(writer, part, keep=i == len(body) - 1 and document.signature is not None)
    _signature(writer, document)
    for i, annex in enumerate(document.annexes):
        _annex(file, document, annex, i, layout)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Appends paragraphs to a body or to a cell. `width` is the room for text in millimetres."""

    element: Any
    layout: Layout
    width: float
    story: Any = None
    """The part of the file that pictures belong to; None within cells, which have none."""

    def add(
        self,
        words: Words,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        align: str = "center",
        indent: float = 0,
        before: float = 0,
        after: float = 0,
        keep: bool = False,
        style: str = "",
    ) -> DocxParagraph:
        paragraph = word_table.new_paragraph()
        p: Any = paragraph._p  # noqa: SLF001 - python-docx's own way to its elements
        if style:
            p.get_or_add_pPr().get_or_add_pStyle().val = style
        form = paragraph.paragraph_format
        form.alignment = ALIGN[align]
        form.first_line_indent = Mm(indent)
        form.space_before, form.space_after = Pt(before), Pt(after)
        if keep:
            form.keep_with_next = True
        for run in (Run(words),) if isinstance(words, str) else words:
            made = paragraph.add_run(clean(run.text))
            made.bold = bold or run.bold or None
            made.italic = italic or run.italic or None
            made.font.size = Pt(size or self.layout.text)
        word_table.append(self.element, p)
        return paragraph

    def rule(self, text: str, size: float, share: float, after: float = 0) -> None:
        """A line under the text above it, `share` of that text's length, centred: a paragraph's border between two indents."""
        length = min(_length(text) * size * _MM_PER_POINT, self.width) * share
        paragraph = self.add("", size=3, after=after)
        side = Mm(max(self.width - length, 0) / 2)
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = side
        form.line_spacing = Pt(5)
        border: Any = OxmlElement("w:pBdr")
        line = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no interface for borders
        properties.insert_element_before(
            border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
        )


def _length(text: str) -> float:
    """Rough width in ems."""
    return sum(0.25 if c.isspace() else _CAPITAL if c.isupper() else _SMALL for c in text)


def _first_page(writer: _Writer, document: OfficialDocument) -> None:
    layout = writer.layout
    left = writer.width * layout.left_column
    issuer, nation = _columns(writer, (left, writer.width - left))
    for line in document.parent:
        issuer.add(line.upper(), size=layout.body_name)
    for line in document.issuer:
        issuer.add(line.upper(), size=layout.body_name, bold=True)
    issuer.rule(document.issuer[-1].upper() if document.issuer else "", layout.body_name, layout.rule, after=6)
    issuer.add(norm.number_line(document.number, document.symbol), size=layout.number)
    if not document.kind and document.subject:
        issuer.add(f"V/v {document.subject.removeprefix('V/v').strip()}", size=layout.letter_subject, before=6)
    nation.add(norm.COUNTRY, size=layout.country, bold=True)
    nation.add(norm.MOTTO, size=layout.motto, bold=True)
    nation.rule(norm.MOTTO, layout.motto, 1, after=6)
    nation.add(norm.date_line(document.place, document.issued_on), size=layout.place, italic=True)
    if document.kind:
        writer.add(document.kind.upper(), bold=True, before=14, keep=True, style="Heading1")
        writer.add(document.subject, bold=True, keep=True)
        writer.rule(document.subject, layout.text, layout.rule, after=12)
    _addressees(writer, document)
    if document.authority:
        writer.add(document.authority.upper(), bold=True, before=8, after=10)
    for base in norm.base_lines(document.bases):
        writer.add(base, italic=True, align="justify", indent=layout.indent, after=layout.spacing)
    if document.enacting:
        writer.add(document.enacting.upper(), bold=True, before=10, after=10, keep=True)


def _addressees(writer: _Writer, document: OfficialDocument) -> None:
    lines = document.addressees
    if len(lines) == 1:
        writer.add(f"Kính gửi: {lines[0]}", before=12, after=12)
    elif lines:
        writer.add("Kính gửi:", align="left", indent=30, before=12)
        for line in norm.recipient_lines(lines):
            writer.add(line, align="left", after=2).paragraph_format.left_indent = Mm(50)
        writer.add("", size=6)


def _part(writer: _Writer, part: Part, *, keep: bool = False) -> None:
    layout = writer.layout
    match part:
        case Heading(title=""):
            writer.add(
                part.text, bold=True, align="justify", indent=layout.indent, after=layout.spacing, keep=True,
                style=f"Heading{part.level + 1}",
            )  # fmt: skip
        case Heading():
            writer.add(part.text, bold=True, before=12, keep=True)
            writer.add(part.title.upper(), bold=True, after=layout.spacing, keep=True, style=f"Heading{part.level + 1}")
        case Paragraph():
            writer.add(
                part.text, align=part.align, indent=layout.indent if part.indent else 0, after=layout.spacing, keep=keep
            )
        case Code():
            drawn = io.BytesIO()
            segno.make(part.address, error="m", micro=False).save(drawn, kind="png", border=2, scale=8)
            drawn.seek(0)
            picture = writer.story.new_pic_inline(drawn, width=Mm(CODE_WIDTH))
            picture.docPr.set("descr", clean(part.words))
            drawing: Any = writer.add("", align="left", keep=True).add_run()._r  # noqa: SLF001 - python-docx's own way to its elements
            drawing.add_drawing(picture)
            writer.add(part.words, size=layout.table, align="left", after=layout.spacing)
        case Table():
            if part.caption:
                writer.add(part.caption, size=layout.table, bold=True, before=6, after=4, keep=True)
            word_table.append(writer.element, word_table.table(part, writer.width, layout.table))
            writer.add("", size=4)


def _signature(writer: _Writer, document: OfficialDocument) -> None:
    if document.signature is None and not document.recipients:
        return
    layout = writer.layout
    left, right = _columns(writer, (writer.width / 2, writer.width / 2), before=8)
    if document.recipients:
        left.add("Nơi nhận:", size=layout.recipients_word, bold=True, italic=True, align="left")
        for line in norm.recipient_lines(document.recipients):
            left.add(line, size=layout.recipients, align="left")
    if document.drafter:
        left.add(document.drafter, size=layout.drafter, align="left", before=6)
    if document.signature is not None:
        signed_in(right.element, document.signature, layout)
    for cell in (left, right):
        word_table.never_empty(cell.element)
    writer.add("", size=2)  # a document may not end with a table


def signed_in(cell: Any, signature: Signature, layout: Layout) -> None:
    """The lines of who signs, with room for the hand, put into a cell."""
    writer = _Writer(cell, layout, 0)
    for line in signature.capacity:
        writer.add(line, bold=True, keep=True)
    for _ in range(4):
        writer.add("", keep=True)
    writer.add(signature.name, bold=True)


def _columns(writer: _Writer, widths: Sequence[float], before: float = 0) -> list[_Writer]:
    """Two columns side by side, as a table without borders whose row does not break."""
    if before:
        writer.add("", size=before)
    element, cells = word_table.frame(widths)
    word_table.append(writer.element, element)
    return [_Writer(cell, writer.layout, width) for cell, width in zip(cells, widths, strict=True)]


def _annex(file: Any, document: OfficialDocument, annex: Annex, index: int, layout: Layout) -> None:
    section = file.add_section()
    _page(section, layout, landscape=annex.landscape)
    _number_from_one(section._sectPr)  # noqa: SLF001 - python-docx has no interface for page numbering
    across = layout.page[1] if annex.landscape else layout.page[0]
    writer = _Writer(file.element.body, layout, across - layout.left - layout.right, file.part)
    word = norm.annex_word(index, len(document.annexes))
    writer.add(word, size=layout.annex_word, bold=True, keep=True, style="Heading1")
    if annex.title:
        writer.add(annex.title.upper(), bold=True, keep=True)
    if reference := norm.annex_reference(document, annex):
        writer.add(reference, italic=True)
    writer.rule((annex.title or word).upper(), layout.text, layout.rule, after=10)
    for part in norm.ended(annex.parts):
        _part(writer, part)


def _number_from_one(properties: Any) -> None:
    """A new section's properties are a copy of the last one's, so the element may be there already. Its place is fixed by the schema."""
    if properties.find(qn("w:pgNumType")) is None:
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        properties.find(qn("w:cols")).addprevious(numbering)


def _page(section: Any, layout: Layout, *, landscape: bool) -> None:
    width, height = reversed(layout.page) if landscape else layout.page
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
    section.header_distance = Mm(layout.header)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no interface for fields


def _properties(file: Any, document: OfficialDocument) -> None:
    made = (
        datetime.combine(document.issued_on, time.min, UTC) if document.issued_on else datetime(2020, 3, 5, tzinfo=UTC)
    )
    properties = file.core_properties
    properties.title = clean(" ".join(part for part in (document.kind, document.subject) if part))[:255]
    properties.author = clean(" ".join(document.issuer))[:255]
    properties.last_modified_by = ""
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = made


def _styles(file: Any, layout: Layout) -> None:
    """Headings keep their place in the navigation pane and lose the colours of the stock template."""
    for name in ("Normal", "Header", *(f"Heading {level}" for level in range(1, 6))):
        style = file.styles[name]
        style.font.name = norm.FONT_WORD
        style.font.size = Pt(layout.page_number if name == "Header" else layout.text)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), norm.FONT_WORD)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
    language = OxmlElement("w:lang")
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "vi-VN")
    normal = file.styles["Normal"].element.get_or_add_rPr()
    normal.append(language)
