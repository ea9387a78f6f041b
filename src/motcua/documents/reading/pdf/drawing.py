"""Ruled lines and pictures among the objects that a PDF page draws."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from motcua.documents.reading.layout.pages import Page, Rule

_THIN = 3.5  # points: what is no wider is a rule
_SEGMENTS_OF_A_BOX = 6
_WHOLE = 0.85  # of the page: a picture that covers the rest
_MOST_OBJECTS = 40_000  # drawings of more are maps and plans of buildings, whose lines are no tables


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
        if self.quarters == 0:  # nearly every page: no need to sort the corners
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


class Drawing:
    """Ruled lines and pictures among the page's objects."""

    def __init__(self, turn: Turn, out: Page) -> None:
        self.turn = turn
        self.out = out
        self.picture_area = 0.0
        self.paths = 0
        self.picture_pixels = 0  # of the largest
        self.covers_text = (
            False  # the page's picture was laid over its text, as some scanners lay it over what they recognised
        )
        self._texts = 0

    def read_page(self, page: pypdfium2.PdfPage) -> None:
        for index in range(min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
            self._read(pdfium_c.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0)

    def _read(self, item: Any, matrix: _Matrix, depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            self._texts += 1
            self.covers_text = False
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            self._read_path(item, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            self._read_picture(item, _matrix_of(item).then(matrix))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < 6:
            inner = _matrix_of(item).then(matrix)
            for index in range(min(pdfium_c.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
                self._read(pdfium_c.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _read_picture(self, item: Any, matrix: _Matrix) -> None:
        x0, y0, x1, y1 = _unit_box(matrix, self.turn)
        area = max(0.0, x1 - x0) * max(0.0, y1 - y0)
        self.picture_area += area
        self.picture_pixels = max(self.picture_pixels, _pixels(item))
        if area > _WHOLE * self.turn.width * self.turn.height and not pdfium_c.FPDFPageObj_HasTransparency(item):
            self.covers_text = self._texts > 0

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


def _pixels(item: Any) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    return width.value * height.value if pdfium_c.FPDFImageObj_GetImagePixelSize(item, width, height) else 0
