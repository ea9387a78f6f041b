"""The one door to PDFium, which must never be entered by two threads at once.

PDFium reads a page about twelve times faster than pdfminer (measured in `benchmarks/reading.py`), knows fonts better, and
renders pages for OCR. It keeps global state: every call is made under one lock.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium_c

from motcua.documents.reading.archives import password_protected
from motcua.documents.reading.limits import Limits
from motcua.kernel.errors import Invalid

PDFIUM = threading.RLock()
"""Hold this for any call into PDFium, here or elsewhere in the process."""

_STREAM = re.compile(rb"stream\r?\n")
_STREAM_OUTPUT = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


def broken_pdf() -> Invalid:
    return Invalid(
        "Tệp PDF bị hỏng hoặc tải lên chưa trọn, không mở được. Hãy xuất lại PDF từ Word hoặc quét lại rồi tải lên.",
        code="broken_pdf",
    )


@contextmanager
def open_pdf(data: bytes, limits: Limits) -> Iterator[pypdfium2.PdfDocument]:
    """The opened file. Raises `password_protected`, `broken_pdf`, `zip_bomb`, `too_large`. The bytes are only read."""
    _refuse_bomb(data, limits)
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _reason(error) from error
    try:
        pages = len(document)
        if pages == 0:
            raise broken_pdf()
        limits.check_count("trang", pages, limits.pages)
        yield document
    finally:
        with PDFIUM:
            document.close()


def _reason(error: pypdfium2.PdfiumError) -> Invalid:
    if getattr(error, "err_code", None) in {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}:
        return password_protected()
    return password_protected() if "password" in str(error).lower() else broken_pdf()


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    """Weigh the file's compressed streams without keeping what they expand to.

    Pictures of scans are not compressed this way and cost nothing here. Streams of encrypted files cannot be weighed.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        if data[start : start + 1] not in {b"\x78", b"\x58", b"\x68", b"\x48", b"\x38", b"\x28", b"\x18", b"\x08"}:
            continue
        total += _expanded(data, start)
        if total > limits.expanded_bytes:
            raise Invalid(
                "Tệp PDF bất thường: mở ra sẽ lớn gấp nhiều lần, có thể là bom nén, nên không đọc. "
                "Hãy in lại tệp ra PDF mới rồi tải lên.",
                code="zip_bomb",
            )


def _expanded(data: bytes, start: int) -> int:
    """How many bytes the zlib stream at `start` gives, counted up to a bound that no page of text reaches."""
    inflate = zlib.decompressobj()
    size, position = 0, start
    try:
        while not inflate.eof and position < len(data) and size <= _STREAM_OUTPUT:
            piece = inflate.decompress(inflate.unconsumed_tail or data[position : position + _CHUNK], _CHUNK)
            if not inflate.unconsumed_tail:
                position += _CHUNK
            size += len(piece)
    except zlib.error:
        return size
    return size * 1000 if size > _STREAM_OUTPUT else size
