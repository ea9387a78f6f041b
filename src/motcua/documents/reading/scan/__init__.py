"""Scanned pages and pictures into pages of words, by Tesseract."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean, median

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from motcua.documents.reading.layout import Page, Word
from motcua.documents.reading.layout.grids import grids_of
from motcua.documents.reading.limits import Limits
from motcua.documents.reading.lines import BULLETS
from motcua.documents.reading.scan.romans import with_counted_romans
from motcua.documents.reading.scan.ruling import rules_of, turn_of, without_rules
from motcua.documents.reading.scan.tesseract import Seen, ocr_available, require_ocr, words_of
from motcua.documents.reading.secrecy import is_mark
from motcua.kernel.errors import Invalid
from motcua.kernel.text import is_syllable

DOTS_PER_INCH = 300
_POINTS = 72 / DOTS_PER_INCH
_A4_LONG_SIDE = 3508  # pixels at 300 dpi
_SURE_LINE = 30.0  # a line of less confidence is no text: a stamp, a signature, a dotted line
_SURE_SIGN = 80.0
_DIRT = "_|[]~`.,;:°¬¦\\—"
_LEGIBLE = 0.5  # of a page's words are syllables; read sideways hardly one in ten is
_ENOUGH = 12
_LETTERS = re.compile(r"[^\W\d_]+")


def page_of_image(image: Image.Image, number: int, limits: Limits) -> Page:
    """Recognise one page image at 300 dpi. A page whose words are none of any Vietnamese is tried on its other sides."""
    grey = image.convert("L")
    best = _recognised(grey, number, limits)
    share = _legible(best)
    for turn in (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180):
        if share is None or share >= _LEGIBLE:
            break
        tried = _recognised(grey.transpose(turn), number, limits)
        now = _legible(tried)
        if now is not None and now > share + 0.15:
            best, share = tried, now
    return best


def _legible(page: Page) -> float | None:
    """Share of the page's longer words that are syllables; None where there are too few to tell."""
    found = [part for word in page.words for part in _LETTERS.findall(word.value) if len(part) > 1]
    return sum(map(is_syllable, found)) / len(found) if len(found) >= _ENOUGH else None


def _recognised(grey: Image.Image, number: int, limits: Limits) -> Page:
    angle = turn_of(grey)
    if angle:
        grey = grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    page = Page(number, grey.width * _POINTS, grey.height * _POINTS, scanned=True)
    page.across, page.down = rules_of(grey, _POINTS)
    has_table = bool(grids_of(page))
    if has_table:  # on five real tables: 684 of 718 words right this way, 668 to 682 by other page modes
        grey = without_rules(grey, page.across, page.down, _POINTS)
    page.words = _words(with_counted_romans(words_of(grey, sparse=has_table, limits=limits), grey))
    return page


def _words(seen: list[Seen]) -> list[Word]:
    """What is text of what Tesseract saw: not the specks, stamps and signatures that it takes for letters."""
    lines: dict[tuple[str, str, str], list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    sure = [word for line in lines.values() for word in _without_specks(line)]
    if not sure:
        return []
    # boxes are as high as their letters: one size for the page keeps "ra" and "Đồng" alike
    size = median(word.height for word in sure) * 1.25 * _POINTS
    return [
        Word(
            word.value,
            x0=word.left * _POINTS,
            x1=(word.left + word.width) * _POINTS,
            top=word.top * _POINTS,
            bottom=(word.top + word.height) * _POINTS,
            size=size,
        )
        for word in sure
    ]


def _without_specks(line: list[Seen]) -> list[Seen]:
    if is_mark(" ".join(word.value for word in line)):
        return line  # stamps read badly, but this one must not be lost
    if fmean(word.confidence for word in line) < _SURE_LINE:
        return []
    words = list(line)
    while words and _is_speck(words[0]):
        words.pop(0)
    while words and _is_speck(words[-1]):
        words.pop()
    if words:
        words[0] = replace(words[0], value=words[0].value.lstrip(_DIRT) or words[0].value)
    return words if any(c.isalnum() for word in words for c in word.value) else []


def _is_speck(word: Seen) -> bool:
    """Signs without letters at the edge of a line, unless they are a list mark or Tesseract is sure of them."""
    if any(c.isalnum() for c in word.value):
        return False
    return not (word.value in BULLETS or word.confidence >= _SURE_SIGN) or not word.value.strip(_DIRT)


def images_of(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The frames of a picture file (a TIFF may hold many), upright, scaled to about 300 dpi, one at a time."""
    try:
        picture = Image.open(io.BytesIO(data))
        frames = getattr(picture, "n_frames", 1)
        limits.check_count("trang ảnh", frames, limits.ocr_pages)
        for frame in ImageSequence.Iterator(picture):
            limits.check_count("điểm ảnh", frame.width * frame.height, limits.image_pixels)
            yield _at_300_dpi(ImageOps.exif_transpose(frame).convert("L"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Invalid(
            "Tệp ảnh bị hỏng hoặc tải lên chưa trọn, không mở được. Hãy quét hoặc chụp lại rồi tải lên.",
            code="broken_image",
        ) from error


def _at_300_dpi(image: Image.Image) -> Image.Image:
    """Pictures tell their resolution seldom and wrongly: a page is taken for A4."""
    factor = _A4_LONG_SIDE / max(image.width, image.height)
    if 0.8 <= factor <= 1.25:
        return image
    size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


__all__ = ["DOTS_PER_INCH", "images_of", "ocr_available", "page_of_image", "require_ocr"]
