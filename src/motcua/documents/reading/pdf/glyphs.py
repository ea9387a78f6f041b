"""What PDFium tells of a page: characters, ruled lines, pictures; turned so that the text stands upright."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from motcua.documents.reading.drafts import clean, raised
from motcua.documents.reading.layout.pages import Page, Word
from motcua.documents.reading.legacy_fonts import recoded
from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.documents.reading.pdf.drawing import Drawing, Turn

_BLANKS = frozenset({0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x3000, *range(0x2000, 0x200C)})
_UNMAPPED = frozenset({0, 0xFFFD})
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_INVISIBLE = 3  # text render mode: neither filled nor stroked
_FILL_AND_STROKE = 2
_WORD_GAP = 0.22


@dataclass(frozen=True, slots=True)
class Face:
    """What a text object tells of its characters. `aside` runs across the reading direction: watermarks, stamps in the margin."""

    font: str
    bold: bool
    italic: bool
    hidden: bool
    unknown: bool
    aside: bool
    recode: bool


@dataclass(slots=True)
class Contents:
    """One page, and what decides how it is to be read."""

    page: Page
    characters: int  # visible and not blank
    hidden: int  # characters of an invisible layer, as scanners' OCR leaves it
    unknown: int  # characters whose font tells no Unicode
    picture: float  # share of the page's area that pictures cover, at most 1
    paths: int  # drawn shapes
    picture_pixels: int  # of the largest picture
    recoded: bool


def contents_of(page: pypdfium2.PdfPage, number: int, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """Read one page. The caller holds the lock of PDFium."""
    reader = _Characters(page)
    limits.check_count("chữ trên một trang", reader.count, limits.page_characters)
    quarters = reader.quarters() if reader.count else page.get_rotation() // 90
    turn = Turn(_box(page), quarters)
    out = Page(number, turn.width, turn.height)
    out.words = reader.words(turn, quarters)
    reader.close()
    out.beside = [value for value in (clean("".join(reader.turned)), *_stuck_on(page)) if value]
    drawing = Drawing(turn, out)
    drawing.read_page(page)
    return Contents(
        page=out,
        characters=reader.shown,
        hidden=reader.shown if drawing.covers_text else reader.hidden,
        unknown=reader.unknown,
        picture=min(1.0, drawing.picture_area / max(turn.width * turn.height, 1.0)),
        paths=drawing.paths,
        picture_pixels=drawing.picture_pixels,
        recoded=reader.recoded,
    )


def _box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    left, bottom, right, top = page.get_cropbox()
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = page.get_mediabox()
    return left, bottom, right, top


def _stuck_on(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Words of stamps and text boxes that were put on the page as annotations: they are not in its own text."""
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), 200)):
        note = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if note and pdfium_c.FPDFAnnot_GetSubtype(note) in {pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP}:
            size = pdfium_c.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            buffer = ctypes.create_string_buffer(max(size, 2))
            pdfium_c.FPDFAnnot_GetStringValue(
                note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size
            )
            yield clean(buffer.raw[:size].decode("utf-16-le", errors="ignore").rstrip("\0"))
        if note:
            pdfium_c.FPDFPage_CloseAnnot(note)


class _Characters:
    """The characters of a page in the order in which PDFium finds them.

    Every call into PDFium costs about a microsecond, so what is the same for a whole text object is asked once.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self.count = self._text.count_chars()
        self._faces: dict[int, Face] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self.shown = self.hidden = self.unknown = 0
        self.recoded = False
        self.turned: list[str] = []  # characters across the reading direction

    def close(self) -> None:
        """Now, under the lock, and not when the collector of garbage comes by in some other thread."""
        self._text.close()

    def quarters(self) -> int:
        """Quarter turns counter-clockwise in which most characters are drawn. PDFium counts their angle clockwise."""
        step = max(1, self.count // 200)
        turns: Counter[int] = Counter()
        for index in range(0, self.count, step):
            angle = pdfium_c.FPDFText_GetCharAngle(self._text.raw, index)
            if angle >= 0:
                turns[round(-angle / (math.pi / 2)) % 4] += 1
        return turns.most_common(1)[0][0] if turns else 0

    def words(self, turn: Turn, quarters: int) -> list[Word]:
        """Characters that follow each other closely on one baseline, as words."""
        raw = self._text.raw
        rectangle = pdfium_c.FS_RECTF()
        unicode_of, box_of, object_of = (
            pdfium_c.FPDFText_GetUnicode,
            pdfium_c.FPDFText_GetLooseCharBox,
            pdfium_c.FPDFText_GetTextObject,
        )
        writer = _WordWriter()
        space = False
        for index in range(self.count):
            code = unicode_of(raw, index)
            if code in _BLANKS:
                space = True
                continue
            face = self._face(object_of(raw, index), index, quarters)
            if face.aside:
                self.turned.append((" " if space else "") + chr(code))
                space = False
                continue
            if not box_of(raw, index, rectangle):
                continue
            self.shown += 1
            self.hidden += face.hidden
            if face.unknown or code in _UNMAPPED:
                self.unknown += 1
                if code in _UNMAPPED:
                    continue
            box = turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            value = _HYPHENS.get(code) or chr(code)
            if 0x30 <= code <= 0x39 and self._is_drawn_high(index, box, turn):
                value = raised(value)
            writer.take(value, box, face, space=space)
            space = False
        return writer.finish()

    def _is_drawn_high(self, index: int, box: tuple[float, float, float, float], turn: Turn) -> bool:
        """A small figure in the upper half of its line, of the same type size: fonts have such figures for notes and powers."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not pdfium_c.FPDFText_GetCharBox(self._text.raw, index, left, right, bottom, top):
            return False
        _x0, high, _x1, low = turn.box(left.value, bottom.value, right.value, top.value)
        height = box[3] - box[1]
        return box[3] - low > 0.42 * height and low - high < 0.55 * height

    def _face(self, item: Any, index: int, quarters: int) -> Face:
        key = ctypes.addressof(item.contents) if item else 0
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._read_face(item, index, quarters)
        return face

    def _read_face(self, item: Any, index: int, quarters: int) -> Face:
        angle = pdfium_c.FPDFText_GetCharAngle(self._text.raw, index)
        off = (angle + quarters * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi
        aside = angle >= 0 and abs(off) > 0.2
        unknown = pdfium_c.FPDFText_HasUnicodeMapError(self._text.raw, index) == 1
        if not item:
            return Face("", bold=False, italic=False, hidden=False, unknown=unknown, aside=aside, recode=False)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item)
        font = pdfium_c.FPDFTextObj_GetFont(item)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._fonts:
            self._fonts[key] = _font(font)
        name, bold, italic = self._fonts[key]
        recode = recoded("\xb5", name) != "\xb5"
        self.recoded = self.recoded or recode
        return Face(
            name,
            bold=bold or mode == _FILL_AND_STROKE,
            italic=italic,
            hidden=mode == _INVISIBLE,
            unknown=unknown,
            aside=aside,
            recode=recode,
        )


def _font(font: Any) -> tuple[str, bool, bool]:
    """Name, bold, italic."""
    if not font:
        return "", False, False
    size = pdfium_c.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", errors="replace")
    lower = name.lower()
    bold = any(part in lower for part in ("bold", "black", "heavy", "demi")) or pdfium_c.FPDFFont_GetWeight(font) >= 600
    angle = ctypes.c_int()
    slanted = pdfium_c.FPDFFont_GetItalicAngle(font, angle) and angle.value != 0
    return name, bold, bool(slanted) or "italic" in lower or "oblique" in lower


class _WordWriter:
    """Gathers characters into words."""

    def __init__(self) -> None:
        self._words: list[Word] = []
        self._word: Word | None = None
        self._face: Face | None = None  # that of the word's first character
        self._values: list[str] = []
        self._end = 0.0

    def take(self, value: str, box: tuple[float, float, float, float], face: Face, *, space: bool) -> None:
        x0, top, x1, bottom = box
        word = self._word
        if word is not None and self._adjoins(word, box, space=space):
            self._values.append(value)
            self._end = x1
            word.x1, word.top, word.bottom = max(word.x1, x1), min(word.top, top), max(word.bottom, bottom)
            word.bold, word.italic = word.bold and face.bold, word.italic and face.italic
            return
        self._close()
        size = round((bottom - top) * 2) / 2
        self._word = Word("", x0, x1, top, bottom, size, face.bold, face.italic, spaced=space)
        self._face, self._values, self._end = face, [value], x1

    def finish(self) -> list[Word]:
        self._close()
        return _raise_figures(self._words)

    def _adjoins(self, word: Word, box: tuple[float, float, float, float], *, space: bool) -> bool:
        x0, top, _x1, bottom = box
        size = word.size or 1.0
        gap = x0 - self._end
        if (space and gap > 0.02 * size) or _is_raised(bottom - top, bottom, word):
            return False
        # a mark that is drawn over its letter overlaps it wholly
        return -1.1 * size < gap < _WORD_GAP * size and abs(bottom - word.bottom) < 0.25 * size

    def _close(self) -> None:
        if self._word is None or self._face is None:
            return
        value = "".join(self._values)
        self._word.value = recoded(value, self._face.font) if self._face.recode else value
        self._words.append(self._word)
        self._word = None


def _is_raised(size: float, bottom: float, before: Word) -> bool:
    return size < 0.8 * before.size and bottom < before.bottom - 0.08 * before.size


def _raise_figures(words: list[Word]) -> list[Word]:
    """Small figures that hang high behind a word are a note's mark or a power."""
    for before, word in itertools.pairwise(words):
        if (
            _is_raised(word.size, word.bottom, before)
            and word.value.isdigit()
            and -0.5 < word.x0 - before.x1 < 0.3 * before.size
        ):
            word.value, word.top, word.bottom = raised(word.value), before.top, before.bottom
    return words
