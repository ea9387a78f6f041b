"""One paragraph of a Word file: its words as printed, the label Word computes, what tracked changes leave, its text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from motcua.documents.reading.docx.markup import attribute, child, local
from motcua.documents.reading.docx.numbering import Numbering
from motcua.documents.reading.docx.styles import Look, Styles, is_deleted_mark, look_of, shape_of, style_of
from motcua.documents.reading.drafts import Passage, clean, raised
from motcua.documents.reading.legacy_fonts import recoded
from motcua.documents.reading.lines import breaks_between

_INLINE = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdtContent", "ruby"}
)
_GONE = frozenset({"del", "moveFrom"})
_SYMBOLS = {
    "F02D": "-",
    "F0B7": "•",
    "F0A7": "▪",
    "F0FC": "✓",
    "F0FE": "☑",
    "F0A8": "☐",
    "F06F": "☐",
    "F0D8": "➢",
    "F0E0": "→",
}


@dataclass(slots=True)
class Reading:
    """What one pass over the body carries along."""

    styles: Styles
    numbering: Numbering
    page: int = 1
    turned: bool = False  # whether the file tells where its pages break
    note_ids: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    recoded: bool = False
    watermarks: list[str] = field(default_factory=list)
    carried: list[_Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters of one look; "\\n" is a line break, "\\t" a tab."""

    value: str
    bold: bool
    italic: bool
    page: int


class ParagraphReader:
    """Reads paragraphs in document order: Word's counters and page breaks depend on it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._fields: list[bool] = []  # for each open field: whether its instruction still runs
        self._boxes: list[etree._Element] = []

    def read(self, paragraph: etree._Element, *, keep_label: bool = False) -> list[Passage]:
        """The paragraph, divided where line breaks divide it. Tabs are still in the values.

        `keep_label` keeps a label without words: the automatic number in the first cell of a table row.
        """
        properties = child(paragraph, "pPr")
        style = style_of(properties, "pStyle") or self.reading.styles.default_paragraph
        base = self.reading.styles.look(style)
        pieces = [*self.reading.carried, *self._pieces(paragraph, base)]
        self.reading.carried = []
        if is_deleted_mark(properties):
            self.reading.carried = pieces
            return []
        label = self._label(properties, style)
        shape = shape_of(properties).over(self.reading.styles.shape(style))
        passages = self._passages(pieces)
        if label and passages:
            passages[0].value = f"{label}\t{passages[0].value}"
        elif label and keep_label:
            passages = [Passage(label, page=self.reading.page)]
        for passage in passages:
            passage.centered = bool(shape.centered)
            passage.level = shape.level
        return passages

    def take_boxes(self) -> list[etree._Element]:
        """Contents of the text boxes met since last asked, in order."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _label(self, properties: etree._Element | None, style: str | None) -> str:
        styles, numbering = self.reading.styles, self.reading.numbering
        direct = shape_of(properties)
        number, depth = direct.number, direct.depth
        if number is None:
            number, owner = styles.numbered_by(style)
            depth = styles.shape(style).depth if depth is None else depth
            if number is not None and depth is None:
                depth = numbering.depth_by_style(number, owner)
        if number is None or number == "0":
            return ""
        return clean(numbering.label(number, depth or 0))

    def _passages(self, pieces: list[_Piece]) -> list[Passage]:
        """Lines between the breaks, joined again where a break only served the looks."""
        groups: list[tuple[str, list[_Piece]]] = []
        for line in _lines(pieces):
            value = _value(line)
            if not value:
                continue
            if groups and "\t" not in value + groups[-1][0] and not breaks_between(groups[-1][0], value):
                groups[-1] = (f"{groups[-1][0]} {value}", groups[-1][1] + line)
            else:
                groups.append((value, line))
        return [_passage(value, line) for value, line in groups]

    def _pieces(self, node: etree._Element, base: Look) -> Iterator[_Piece]:
        for element in node:
            name = local(element)
            if name == "r":
                yield from self._run(element, base)
            elif name in _INLINE:
                yield from self._pieces(element, base)
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._pieces(content, base)
            elif name in {"oMath", "oMathPara"}:
                value = "".join(str(t.text or "") for t in element.iter("{*}t"))
                yield _Piece(value, bold=False, italic=False, page=self.reading.page)
            elif name == "AlternateContent":
                yield from self._pieces(_choice(element), base)
            elif name in _GONE:
                continue

    def _run(self, run: etree._Element, base: Look) -> Iterator[_Piece]:
        properties = child(run, "rPr")
        look = look_of(properties)
        character_style = style_of(properties, "rStyle")
        if character_style:
            look = look.over(self.reading.styles.own_look(character_style))
        look = look.over(base)
        for element in run:
            value = self._run_text(element)
            if value and not look.hidden:
                yield self._piece(value, look)

    def _piece(self, value: str, look: Look) -> _Piece:
        converted = recoded(value, look.font)
        if converted != value:
            self.reading.recoded = True
            value = converted
        if look.capitals:
            value = value.upper()
        if look.raised:
            value = raised(value)
        return _Piece(value, bool(look.bold), bool(look.italic), self.reading.page)

    def _run_text(self, element: etree._Element) -> str:
        """What one child of a run prints; notes down what it only refers to."""
        name = local(element)
        if name == "t":
            return "" if any(self._fields) else str(element.text or "").replace("\t", " ").replace("\n", " ")
        if name in {"tab", "ptab"}:
            return "\t"
        if name in {"br", "cr"}:
            return "\n"
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            return _SYMBOLS.get((attribute(element, "char") or "").upper(), "•")
        self._refer(element, name)
        return ""

    def _refer(self, element: etree._Element, name: str) -> None:
        if name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "lastRenderedPageBreak":
            self.reading.page += 1
            self.reading.turned = True
        elif name in {"footnoteReference", "endnoteReference"}:
            identifier = attribute(element, "id")
            if identifier is not None:
                self.reading.note_ids.append((name.removesuffix("Reference"), identifier))
        elif name in {"drawing", "pict", "object"}:
            self._collect(element)
        elif name == "AlternateContent":
            for chosen in _choice(element):
                self._refer(chosen, local(chosen))

    def _field(self, kind: str | None) -> None:
        """Between `begin` and `separate` stands the instruction of a field, after it the result that is printed."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _collect(self, drawing: etree._Element) -> None:
        for content in drawing.iter("{*}txbxContent"):
            nested = any(local(above) == "txbxContent" for above in _up_to(content, drawing))
            if not nested and not _in_fallback(content, drawing):
                self._boxes.append(content)
        self.reading.watermarks += [str(art.get("string")) for art in drawing.iter("{*}textpath") if art.get("string")]
        for picture in drawing.iter("{*}blip", "{*}imagedata"):
            relation = attribute(picture, "embed") or attribute(picture, "id")
            if relation:
                self.reading.pictures.append(relation)


def _lines(pieces: list[_Piece]) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.value.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(_Piece(part, piece.bold, piece.italic, piece.page))
    return lines


def _value(line: list[_Piece]) -> str:
    """The line's words, clean but for tabs."""
    parts = [clean(part) for part in "".join(piece.value for piece in line).split("\t")]
    return "\t".join(parts).strip("\t ")


def _passage(value: str, pieces: list[_Piece]) -> Passage:
    shown = [piece for piece in pieces if piece.value.strip()]
    return Passage(
        value,
        page=shown[0].page,
        bold=all(piece.bold for piece in shown),
        italic=all(piece.italic for piece in shown),
    )


def _choice(alternate: etree._Element) -> etree._Element:
    """The first Choice, which is what Word itself shows; else the Fallback."""
    chosen = child(alternate, "Choice")
    if chosen is None or not len(chosen):
        chosen = child(alternate, "Fallback")
    return chosen if chosen is not None else etree.Element("nothing")


def _up_to(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return
        yield ancestor


def _in_fallback(content: etree._Element, drawing: etree._Element) -> bool:
    """The same text box is written twice, for new and for old readers: the one for old readers is left out."""
    for ancestor in _up_to(content, drawing):
        if local(ancestor) == "Fallback":
            parent = ancestor.getparent()
            return parent is not None and child(parent, "Choice") is not None
    return False
