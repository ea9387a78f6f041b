"""PDF files into blocks: born-digital, scanned, or both in one file. One page at a time; the file's bytes are only read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pypdfium2

from motcua.documents.reading.blocks import Document, Kind, Note
from motcua.documents.reading.drafts import compose
from motcua.documents.reading.layout import Page, Sheet, Word, assemble, sheet_of
from motcua.documents.reading.legacy_fonts import CONVERTED, recover_drafts, recover_lines
from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.documents.reading.pdf.engine import PDFIUM, broken_pdf, open_pdf
from motcua.documents.reading.pdf.glyphs import Contents, contents_of
from motcua.documents.reading.scan import DOTS_PER_INCH, ocr_available, page_of_image, require_ocr
from motcua.kernel.errors import Invalid

Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all) after each page; may raise to stop the reading."""

_COVERED = 0.5  # of the page's area: a picture that large is the page itself
_FEW = 400  # characters: what stamps, signatures and page numbers print over a scanned page
_UNKNOWN = 0.2
_DRAWN = 0.02  # a page without characters but with at least this much picture is not blank


@dataclass(slots=True)
class _Reading:
    """What one pass over the pages finds out."""

    sheets: list[Sheet] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)  # pages read by OCR
    layered: list[int] = field(default_factory=list)  # pages of which only a scanner's own text layer could be read
    unread: list[int] = field(default_factory=list)
    recoded: bool = False


def read_pdf(
    data: bytes,
    *,
    limits: Limits = DEFAULT_LIMITS,
    ocr: bool = True,
    progress: Progress | None = None,
) -> Document:
    """Blocks of a PDF in reading order; pages that are images are recognised when `ocr` is true and Tesseract is installed.

    Raises `password_protected`, `broken_pdf`, `zip_bomb`, `too_large`; `ocr_missing` when nothing can be read without OCR and there
    is none; `no_text` when there is nothing to read.
    """
    reading = _Reading()
    with open_pdf(data, limits) as document:
        can_recognise: bool | None = None
        pages = len(document)
        for index in range(pages):
            with PDFIUM:
                page = _page(document, index)
                contents = contents_of(page, index + 1, limits)
                page.close()
            if _needs_ocr(contents):
                if can_recognise is None:
                    can_recognise = ocr and ocr_available()
                _read_image(document, contents, reading, limits, can_recognise=can_recognise)
            else:
                reading.recoded = _recover(contents.page.words) or reading.recoded or contents.recoded
                reading.sheets.append(sheet_of(contents.page))
            if progress is not None:
                progress(index + 1, pages)
    return _finish(reading, pages, signed=b"/ByteRange" in data)


def _page(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    try:
        return document[index]
    except pypdfium2.PdfiumError as error:
        raise broken_pdf() from error


def _recover(words: list[Word]) -> bool:
    """Put words in an old encoding into Unicode where the font's name did not tell it; before the layout is read, which knows words."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and abs(word.bottom - lines[-1][-1].bottom) < 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    recovered = recover_lines([" ".join(word.value for word in line) for line in lines])
    if recovered is None:
        return False
    for line, value in zip(lines, recovered, strict=True):
        values = value.split(" ")
        if len(values) == len(line):
            for word, own in zip(line, values, strict=True):
                word.value = own
    return True


def _needs_ocr(contents: Contents) -> bool:
    """The page is an image: with hardly a character, with an invisible layer of a scanner's OCR, or with fonts that tell no letters."""
    visible = contents.characters - contents.hidden
    if contents.characters == 0:
        return contents.picture >= _DRAWN or contents.paths >= 200  # letters may be drawn as outlines
    if contents.picture >= _COVERED and visible < _FEW:
        return True
    return contents.unknown > _UNKNOWN * contents.characters


def _read_image(
    document: pypdfium2.PdfDocument,
    contents: Contents,
    reading: _Reading,
    limits: Limits,
    *,
    can_recognise: bool,
) -> None:
    number = contents.page.number
    if can_recognise:
        limits.check_count("trang quét", len(reading.recognised) + 1, limits.ocr_pages)
        limits.check_count("điểm ảnh", contents.picture_pixels, limits.image_pixels)
        reading.sheets.append(sheet_of(_recognise(document, number, limits)))
        reading.recognised.append(number)
    elif contents.hidden > _FEW:
        contents.page.scanned = True
        reading.sheets.append(sheet_of(contents.page))
        reading.layered.append(number)
    else:
        reading.unread.append(number)
        reading.sheets.append(Sheet(number, contents.page.width, contents.page.height, [], []))


def _recognise(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> Page:
    with PDFIUM:
        page = _page(document, number - 1)
        width, height = page.get_size()
        # a page of unusual size is rendered at less than 300 dpi rather than at any size
        scale = min(DOTS_PER_INCH / 72, (limits.image_pixels / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        image = bitmap.to_pil().copy()
        bitmap.close()
        page.close()
    return page_of_image(image, number, limits)


def _finish(reading: _Reading, pages: int, *, signed: bool) -> Document:
    if reading.unread and not any(sheet.lines or sheet.tables for sheet in reading.sheets):
        require_ocr()
        raise no_text()
    done = assemble(reading.sheets)
    if not done.drafts:
        raise no_text()
    recoded = recover_drafts([*done.drafts, *done.asides]) or reading.recoded
    scanned = len(reading.recognised) + len(reading.layered)
    kind: Kind = "scan" if 2 * scanned > pages else "pdf"
    return compose(
        done.drafts,
        kind=kind,
        pages=pages,
        asides=done.asides,
        notes=_notes(reading, signed=signed, recoded=recoded),
    )


def no_text() -> Invalid:
    return Invalid(
        "Tệp không có chữ nào đọc được (trang trắng hoặc ảnh không rõ). Hãy kiểm tra lại tệp, quét ở 300 dpi, rồi tải lên.",
        code="no_text",
    )


def _notes(reading: _Reading, *, signed: bool, recoded: bool) -> list[Note]:
    notes: list[Note] = []
    if signed:
        notes.append(Note("signed_pdf", "Tệp PDF có chữ ký số; nội dung tệp được giữ nguyên từng byte."))
    if recoded:
        notes.append(CONVERTED)
    if reading.recognised:
        notes.append(
            Note(
                "read_by_ocr",
                f"Trang {_ranges(reading.recognised)} là ảnh quét, đã nhận dạng chữ (OCR). Hãy soát lại số và dấu.",
            )
        )
    if reading.layered:
        notes.append(
            Note(
                "text_layer_of_scanner",
                f"Trang {_ranges(reading.layered)} là ảnh quét; chữ lấy từ lớp chữ có sẵn của máy quét, có thể sai dấu.",
            )
        )
    if reading.unread:
        notes.append(
            Note(
                "pages_not_read",
                f"Trang {_ranges(reading.unread)} là ảnh quét, chưa đọc được vì máy chủ chưa cài tesseract-ocr tesseract-ocr-vie.",
            )
        )
    return notes


def _ranges(pages: list[int]) -> str:
    """1, 2, 3, 7 → "1-3, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


__all__ = ["Progress", "broken_pdf", "no_text", "read_pdf"]
