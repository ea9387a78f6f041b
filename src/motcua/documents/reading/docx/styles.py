"""What the styles of a Word file say about a paragraph and its runs, inheritance resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from lxml import etree

from motcua.documents.reading.docx.markup import attribute, child, children, local, number_of, switch, value_of

_HEADING = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc \d|table of figures)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; None where the level that was asked says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    font: str | None = None

    def over(self, below: Look) -> Look:
        """What this level says, and what the level below says where this one is silent."""
        return Look(
            *(
                own if own is not None else inherited
                for own, inherited in ((getattr(self, f.name), getattr(below, f.name)) for f in fields(Look))
            )
        )


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands. `number` and `depth` name a list and a level in it."""

    centered: bool | None = None
    level: int | None = None
    number: str | None = None
    depth: int | None = None

    def over(self, below: Shape) -> Shape:
        return Shape(
            self.centered if self.centered is not None else below.centered,
            self.level if self.level is not None else below.level,
            self.number if self.number is not None else below.number,
            self.depth if self.depth is not None else below.depth,
        )


def look_of(properties: etree._Element | None) -> Look:
    """Direct run properties (`w:rPr`)."""
    if properties is None:
        return PLAIN
    fonts = child(properties, "rFonts")
    position = value_of(properties, "vertAlign")
    return Look(
        bold=switch(properties, "b"),
        italic=switch(properties, "i"),
        capitals=switch(properties, "caps"),
        hidden=switch(properties, "vanish"),
        raised=None if position is None else position == "superscript",
        font=(attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else None,
    )


def shape_of(properties: etree._Element | None) -> Shape:
    """Direct paragraph properties (`w:pPr`)."""
    if properties is None:
        return Shape()
    alignment = value_of(properties, "jc")
    numbering = child(properties, "numPr")
    outline = number_of(properties, "outlineLvl")
    return Shape(
        centered=None if alignment is None else alignment == "center",
        level=outline + 1 if outline is not None and 0 <= outline <= 8 else None,
        number=value_of(numbering, "numId"),
        depth=number_of(numbering, "ilvl"),
    )


class Styles:
    """The resolved styles of one file. `root` is `word/styles.xml`, None where the file has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {
            identifier: style for style in children(root, "style") if (identifier := attribute(style, "styleId"))
        }
        self._looks: dict[str | None, Look] = {}
        self._own_looks: dict[str | None, Look] = {}
        self._shapes: dict[str | None, Shape] = {}
        defaults = child(root, "docDefaults")
        self._default_look = look_of(child(child(defaults, "rPrDefault"), "rPr"))
        self._default_shape = shape_of(child(child(defaults, "pPrDefault"), "pPr"))
        self.default_paragraph = next(
            (
                identifier
                for identifier, style in self._elements.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
            ),
            None,
        )

    def look(self, style: str | None) -> Look:
        """Run look under a paragraph style, down to the document's defaults."""
        if style not in self._looks:
            look = PLAIN
            for element in self._chain(style):
                look = look.over(look_of(child(element, "rPr")))
            self._looks[style] = look.over(self._default_look)
        return self._looks[style]

    def own_look(self, style: str | None) -> Look:
        """What a character style itself says, without the document's defaults."""
        if style not in self._own_looks:
            look = PLAIN
            for element in self._chain(style):
                look = look.over(look_of(child(element, "rPr")))
            self._own_looks[style] = look
        return self._own_looks[style]

    def shape(self, style: str | None) -> Shape:
        if style not in self._shapes:
            shape = Shape()
            for element in self._chain(style):
                shape = shape.over(self._own_shape(element))
            self._shapes[style] = shape.over(self._default_shape)
        return self._shapes[style]

    def is_contents(self, style: str | None) -> bool:
        """A line of a table of contents."""
        element = self._elements.get(style) if style else None
        return element is not None and _CONTENTS.match(value_of(element, "name") or "") is not None

    def numbered_by(self, style: str | None) -> tuple[str | None, str | None]:
        """(list, style) of the nearest style in the chain that names a list; the level may be found by that style."""
        for element in self._chain(style):
            number = shape_of(child(element, "pPr")).number
            if number is not None:
                return number, attribute(element, "styleId")
        return None, None

    def _own_shape(self, element: etree._Element) -> Shape:
        shape = shape_of(child(element, "pPr"))
        heading = _HEADING.match(value_of(element, "name") or "")
        if heading and shape.level is None:
            shape = Shape(level=int(heading[1])).over(shape)
        return shape

    def _chain(self, style: str | None) -> list[etree._Element]:
        """The style and those it is based on, nearest first. A circle ends where it closes."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while style and style not in seen and style in self._elements:
            seen.add(style)
            chain.append(self._elements[style])
            style = value_of(self._elements[style], "basedOn")
        return chain


def style_of(properties: etree._Element | None, name: str) -> str | None:
    """`w:pStyle` or `w:rStyle` of direct properties."""
    return value_of(properties, name)


def is_deleted_mark(properties: etree._Element | None) -> bool:
    """The end of this paragraph was deleted with change tracking: it runs on into the next one."""
    marks = child(properties, "rPr")
    return marks is not None and any(local(mark) in {"del", "moveFrom"} for mark in marks)
