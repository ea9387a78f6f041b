"""Marks of secrecy in uploads: looked for in memory, before anything is stored. Heavy to import, since it reads all kinds of files.

A mark is looked for twice: in the document as the reader understands it (paragraphs, cells, stamps set aside), and in the bare lines of
its pages, because a stamp between two lines of a title may be taken for a part of their sentence.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

from PIL.Image import Image

from motcua.documents.reading.blocks import Document
from motcua.documents.reading.docx import pictures_of
from motcua.documents.reading.drafts import Passage, clean, compose
from motcua.documents.reading.files import Progress, read_file
from motcua.documents.reading.layout import sheet_of
from motcua.documents.reading.limits import Limits
from motcua.documents.reading.pdf.engine import PDFIUM, open_pdf
from motcua.documents.reading.scan import DOTS_PER_INCH, images_of, ocr_available, page_of_image
from motcua.documents.reading.secrecy import Mark, refusal, secrecy_mark
from motcua.documents.reading.sniffing import FileType, sniff
from motcua.kernel.errors import Invalid, Unavailable
from motcua.kernel.text import decode

_HEAD_PAGES = 2
"""Pages of a scan that are recognised for a mark: its place is on the first (annex I, box 10a), and the second costs a few seconds."""
_SCANNED = frozenset({"pages_not_read", "text_layer_of_scanner"})
_NOT_TEXT = re.compile("[\x00-\x1f\ufdd0-\ufdef\ufffe\uffff]+")


def refuse_if_secret(data: bytes, name: str, limits: Limits) -> bool:
    """Raise Invalid when the name or the words of a file bear MẬT, TỐI MẬT or TUYỆT MẬT, or when it cannot be opened at all.

    Text is read whole, of scans the first pages are recognised. Returns whether the words could be read: False for a scan on a
    machine without text recognition, and for old formats without LibreOffice.
    """
    kind = sniff(data)
    _refuse(secrecy_mark(name.rpartition(".")[0] or name))
    try:
        document = read_file(data, name=name, limits=limits, ocr=False, progress=_in_time(limits))
    except Unavailable:
        _refuse(secrecy_mark(_old_office_text(data)))
        return False
    except Invalid as error:
        if error.code != "no_text":
            raise
        return _check_scan(data, kind, limits)
    _refuse_words(document, data, kind, limits)
    return _check_scan(data, kind, limits) if any(note.code in _SCANNED for note in document.notes) else True


def _in_time(limits: Limits) -> Progress:
    """Stops a check that takes too long, page by page. What was not looked through is not kept."""
    started = time.monotonic()

    def tell(done: int, total: int) -> None:
        if done < total and time.monotonic() - started > limits.check_seconds:
            raise Invalid(
                "Tệp dài quá, chưa kiểm xong dấu chỉ độ mật ({done}/{total} trang) nên chưa nhận. Hãy tách tệp rồi gửi từng phần.",
                code="too_long_to_check",
                done=done,
                total=total,
            )

    return tell


def refuse_document_if_secret(document: Document, data: bytes, name: str, limits: Limits) -> None:
    """The same for a file that was read already, its scanned pages too, and that nobody is going to store."""
    _refuse(secrecy_mark(name.rpartition(".")[0] or name))
    _refuse_words(document, data, sniff(data), limits)


def _refuse_words(document: Document, data: bytes, kind: FileType, limits: Limits) -> None:
    _refuse(secrecy_mark(document))
    _refuse(secrecy_mark(_bare(_lines_of(data, kind, limits))))


def _refuse(mark: Mark | None) -> None:
    if mark is not None:
        told = refusal(mark)
        raise Invalid(told.template, code=told.code, errors=(), **told.params)


def _bare(pages: Iterable[Iterable[str]]) -> Document:
    """Pages of lines as a document in which no line is joined to the next."""
    drafts: list[Passage] = []
    count = 0
    for count, lines in enumerate(pages, 1):
        drafts += [Passage(clean(line), page=count) for line in lines if line.strip()]
    return compose(drafts, kind="text", pages=count or None)


def _lines_of(data: bytes, kind: FileType, limits: Limits) -> Iterator[list[str]]:
    """The lines of each page as they stand in the file; nothing for formats that have paragraphs instead."""
    if kind in {FileType.TEXT, FileType.HTML}:
        yield decode(data).text.splitlines()
    elif kind is FileType.PDF:
        with open_pdf(data, limits) as pages:
            for index in range(len(pages)):
                with PDFIUM:
                    yield str(pages[index].get_textpage().get_text_range()).splitlines()


def _check_scan(data: bytes, kind: FileType, limits: Limits) -> bool:
    """Recognise the first pages of a scan. A picture without words bears nothing."""
    if not ocr_available():
        return False
    try:
        for number, image in enumerate(_images(data, kind, limits), 1):
            sheet = sheet_of(page_of_image(image, number, limits))
            cells = [text for table in sheet.tables for cell in table.draft.cells for text in cell.paragraphs]
            lines = [line.value for line in (*sheet.lines, *sheet.notes)]
            _refuse(secrecy_mark(_bare([[*lines, *cells, *sheet.beside]])))
            if number == _HEAD_PAGES:
                break
    except Unavailable:
        return False
    return True


def _images(data: bytes, kind: FileType, limits: Limits) -> Iterator[Image]:
    """Pictures of the pages, the first ones first, each made when it is asked for."""
    if kind is FileType.PDF:
        yield from _rendered(data, limits)
    elif kind is FileType.IMAGE:
        yield from images_of(data, limits)
    elif kind is FileType.DOCX:
        for picture in pictures_of(data, limits=limits):
            yield from images_of(picture, limits)


def _rendered(data: bytes, limits: Limits) -> Iterator[Image]:
    with open_pdf(data, limits) as pages:
        for index in range(min(len(pages), _HEAD_PAGES)):
            with PDFIUM:
                page = pages[index]
                width, height = page.get_size()
                scale = min(DOTS_PER_INCH / 72, (limits.image_pixels / max(width * height, 1.0)) ** 0.5)
                image = page.render(scale=scale, grayscale=True).to_pil()
                page.close()
            yield image


def _old_office_text(data: bytes) -> str:
    """Words of a Word or Excel 97-2003 file without its reader: Vietnamese stands in them as UTF-16 on even places."""
    return _NOT_TEXT.sub("\n", data.decode("utf-16-le", errors="ignore"))
