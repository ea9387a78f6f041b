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
from motcua.documents.reading.layout.pages import Page, Rule, Word
from motcua.documents.reading.legacy_fonts import recoded

_BLANKS = frozenset({0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x3000, *range(0x2000, 0x200C)})
_UNMAPPED = frozenset({0, 0xFFFD})
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_INVISIBLE = 3  # text render mode: neither filled nor stroked
_FILL_AND_STROKE = 2
_THIN = 3.5
_SEGMENTS_OF_A_BOX = 6
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
    recoded: bool


class Turn:
    """Points from PDF space (upwards from the bottom left) to reading space, by quarter turns clockwise."""

    def __init__(self, box: tuple[float, float, float, float], quarters: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.quarters = quarters % 4
        across, up = self.right - self.left, self.top - self.bottom
        self.width, self.height = (across, up) if self.quarters % 2 == 0 else (up, across)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) in reading space."""
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def contents_of(page: pypdfium2.PdfPage, number: int) -> Contents:
    """Read one page. The caller holds the lock of PDFium."""
    reader = _Characters(page)
    quarters = reader.quarters() if reader.count else page.get_rotation() // 90
    turn = Turn(_box(page), quarters)
    out = Page(number, turn.width, turn.height)
    out.words = reader.words(turn, quarters)
    out.beside = [value for value in (clean("".join(reader.turned)), *_stuck_on(page)) if value]
    drawing = _Drawing(turn, out)
    drawing.read_page(page)
    return Contents(
        page=out,
        characters=reader.shown,
        hidden=reader.hidden,
        unknown=reader.unknown,
        picture=min(1.0, drawing.picture_area / max(turn.width * turn.height, 1.0)),
        paths=drawing.paths,
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

    def quarters(self) -> int:
        """Quarter turns counter-clockwise in which most characters are drawn."""
        step = max(1, self.count // 200)
        turns: Counter[int] = Counter()
        for index in range(0, self.count, step):
            angle = pdfium_c.FPDFText_GetCharAngle(self._text.raw, index)
            if angle >= 0:
                turns[round(angle / (math.pi / 2)) % 4] += 1
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
            writer.take(_HYPHENS.get(code) or chr(code), box, face, space=space)
            space = False
        return writer.finish()

    def _face(self, item: Any, index: int, quarters: int) -> Face:
        key = ctypes.addressof(item.contents) if item else 0
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._read_face(item, index, quarters)
        return face

    def _read_face(self, item: Any, index: int, quarters: int) -> Face:
        angle = pdfium_c.FPDFText_GetCharAngle(self._text.raw, index)
        off = (angle - quarters * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi
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
        if word is not None and self._adjoins(word, x0, bottom, space=space):
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

    def _adjoins(self, word: Word, x0: float, bottom: float, *, space: bool) -> bool:
        size = word.size or 1.0
        gap = x0 - self._end
        if space and gap > 0.02 * size:
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


def _raise_figures(words: list[Word]) -> list[Word]:
    """Small figures that hang high behind a word are a note's mark or a power."""
    for before, word in itertools.pairwise(words):
        small = word.size < 0.8 * before.size and word.bottom < before.bottom - 0.12 * before.size
        if small and word.value.isdigit() and -0.5 < word.x0 - before.x1 < 0.3 * before.size:
            word.value, word.top, word.bottom = raised(word.value), before.top, before.bottom
    return words


class _Drawing:
    """Ruled lines and pictures among the page's objects."""

    def __init__(self, turn: Turn, out: Page) -> None:
        self.turn = turn
        self.out = out
        self.picture_area = 0.0
        self.paths = 0

    def read_page(self, page: pypdfium2.PdfPage) -> None:
        for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
            self._read(pdfium_c.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0)

    def _read(self, item: Any, matrix: _Matrix, depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            self._read_path(item, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _unit_box(_matrix_of(item).then(matrix), self.turn)
            self.picture_area += max(0.0, x1 - x0) * max(0.0, y1 - y0)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < 6:
            inner = _matrix_of(item).then(matrix)
            for index in range(pdfium_c.FPDFFormObj_CountObjects(item)):
                self._read(pdfium_c.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _read_path(self, item: Any, matrix: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
        if (not fill.value and not stroke.value) or _is_white(item, bool(stroke.value)):
            return
        if pdfium_c.FPDFPath_CountSegments(item) <= _SEGMENTS_OF_A_BOX and self._read_stroke(item, matrix):
            return
        for points in _outlines(item, _matrix_of(item).then(matrix), self.turn):
            self._read_outline(points, stroked=bool(stroke.value))

    def _read_stroke(self, item: Any, matrix: _Matrix) -> bool:
        """A path that is thin as a whole is one rule, known from its bounds alone; most rules of tables are."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return False
        a, b = matrix.point(left.value, bottom.value), matrix.point(right.value, top.value)
        if min(abs(a[0] - b[0]), abs(a[1] - b[1])) > _THIN:
            return False
        self._read_outline([self.turn.point(*a), self.turn.point(*b)], stroked=True)
        return True

    def _read_outline(self, points: list[tuple[float, float]], *, stroked: bool) -> None:
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= _THIN:
            if width >= height:
                self.out.across.append(Rule((min(ys) + max(ys)) / 2, min(xs), max(xs)))
            if height >= width:
                self.out.down.append(Rule((min(xs) + max(xs)) / 2, min(ys), max(ys)))
        elif stroked:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                if abs(ay - by) < 1 < abs(ax - bx):
                    self.out.across.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
                elif abs(ax - bx) < 1 < abs(ay - by):
                    self.out.down.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))


@dataclass(frozen=True, slots=True)
class _Matrix:
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, outer: _Matrix) -> _Matrix:
        return _Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


_IDENTITY = _Matrix(1, 0, 0, 1, 0, 0)


def _matrix_of(item: Any) -> _Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, raw):
        return _IDENTITY
    return _Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _unit_box(matrix: _Matrix, turn: Turn) -> tuple[float, float, float, float]:
    corners = [turn.point(*matrix.point(x, y)) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return max(min(xs), 0), max(min(ys), 0), min(max(xs), turn.width), min(max(ys), turn.height)


def _is_white(item: Any, stroke: bool) -> bool:
    """Drawn in the colour of the paper: it hides, it does not divide."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    get = pdfium_c.FPDFPageObj_GetStrokeColor if stroke else pdfium_c.FPDFPageObj_GetFillColor
    if not get(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250


def _outlines(item: Any, matrix: _Matrix, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The path's outlines as points in reading space. Curves count by their end points."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_c.FPDFPath_CountSegments(item), 20_000)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turn.point(*matrix.point(x.value, y.value)))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
