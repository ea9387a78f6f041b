"""Any office file into a `Document`: what it is, is told by its content; how it is read, by its own reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.documents.reading.archives import password_protected
from motcua.documents.reading.blocks import Document, Note
from motcua.documents.reading.doc import converted
from motcua.documents.reading.drafts import compose
from motcua.documents.reading.legacy_fonts import is_unicode
from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.documents.reading.plaintext import read_plaintext
from motcua.documents.reading.sniffing import EXTENSIONS, FileType, extension_of, is_named_wrongly, sniff
from motcua.kernel.errors import Invalid
from motcua.kernel.text import Decoded, decode, nfc

if TYPE_CHECKING:
    from motcua.documents.reading.layout import Sheet

# The readers of PDF, Word, Excel and pictures are imported where a file needs them: a plan in plain text is read without their libraries.

Progress = Callable[[int, int], None]

_NAMES = {
    FileType.PDF: "PDF",
    FileType.DOCX: "Word (.docx)",
    FileType.XLSX: "Excel (.xlsx)",
    FileType.DOC: "Word 97-2003 (.doc)",
    FileType.XLS: "Excel 97-2003 (.xls)",
    FileType.RTF: "RTF",
    FileType.ODT: "OpenDocument (.odt)",
    FileType.ODS: "OpenDocument (.ods)",
    FileType.IMAGE: "ảnh",
    FileType.TEXT: "văn bản thuần",
    FileType.HTML: "trang web (HTML)",
}
_CONVERTED = {
    FileType.DOC: ("doc", "docx"),
    FileType.RTF: ("rtf", "docx"),
    FileType.ODT: ("odt", "docx"),
    FileType.XLS: ("xls", "xlsx"),
    FileType.ODS: ("ods", "xlsx"),
}


def read_file(
    source: Path | str | bytes,
    *,
    name: str = "",
    limits: Limits = DEFAULT_LIMITS,
    ocr: bool = True,
    progress: Progress | None = None,
) -> Document:
    """Read a file, or the bytes of one. `name` is its name as uploaded; a path tells its own.

    A wrong extension is a note, not a failure. `progress(pages done, pages)` is called while pages are read and may raise to stop.
    Nothing is written but by LibreOffice, in a private directory that is gone afterwards; nothing is logged.
    Raises `Invalid` (`empty_file`, `too_large`, `unsupported_type`, `password_protected`, `broken_…`, `zip_bomb`, `unsafe_xml`, `no_text`)
    or `Unavailable` (`ocr_missing`, `converter_missing`, `ocr_timeout` …).
    """
    data, name = _bytes_of(source, name, limits)
    limits.check_size(len(data))
    kind = sniff(data)
    document = _read(data, kind, name, limits, ocr=ocr, progress=progress)
    if not document.blocks:
        raise _no_text() if document.text.strip() == "" and kind is not FileType.TEXT else _empty_text()
    if is_named_wrongly(kind, name):
        document = replace(document, notes=(_wrong_extension(kind, name), *document.notes))
    return document


def _bytes_of(source: Path | str | bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name
    path = Path(source)
    limits.check_size(path.stat().st_size)
    return path.read_bytes(), name or path.name


def _read(
    data: bytes,
    kind: FileType,
    name: str,
    limits: Limits,
    *,
    ocr: bool,
    progress: Progress | None,
) -> Document:
    if kind is FileType.PDF:
        from motcua.documents.reading.pdf import read_pdf

        return read_pdf(data, limits=limits, ocr=ocr, progress=progress)
    if kind is FileType.DOCX:
        return _read_word(data, limits, ocr=ocr, progress=progress)
    if kind is FileType.XLSX:
        return _read_excel(data, limits)
    if kind in {FileType.TEXT, FileType.HTML}:
        return _read_text(data, limits)
    if kind is FileType.IMAGE:
        return _read_pictures([data], limits, ocr=ocr, progress=progress)
    if kind is FileType.LOCKED:
        raise password_protected()
    if kind in _CONVERTED:
        return _read_converted(data, kind, limits, ocr=ocr, progress=progress)
    raise _unsupported(name)


def _read_excel(data: bytes, limits: Limits) -> Document:
    from motcua.documents.reading.xlsx import read_xlsx

    return read_xlsx(data, limits=limits)


def _no_text() -> Invalid:
    from motcua.documents.reading.pdf import no_text

    return no_text()


def _read_word(data: bytes, limits: Limits, *, ocr: bool, progress: Progress | None) -> Document:
    from motcua.documents.reading.docx import pictures_of, read_docx

    document = read_docx(data, limits=limits)
    if document.blocks:
        return document
    pictures = pictures_of(data, limits=limits)
    return _read_pictures(pictures, limits, ocr=ocr, progress=progress) if pictures else document


def _read_converted(data: bytes, kind: FileType, limits: Limits, *, ocr: bool, progress: Progress | None) -> Document:
    source, target = _CONVERTED[kind]
    made = converted(data, source=source, target=target, limits=limits)
    if target == "xlsx":
        return _read_excel(made, limits)
    document = _read_word(made, limits, ocr=ocr, progress=progress)
    note = Note(
        "converted", f"Tệp .{source} đã được LibreOffice chuyển sang .docx để đọc; hãy soát lại số thứ tự và bảng."
    )
    return replace(document, kind="doc" if document.kind == "docx" else document.kind, notes=(note, *document.notes))


def _read_text(data: bytes, limits: Limits) -> Document:
    limits.check_count("ký tự", len(data), 4 * limits.text_characters)
    decoded = _decoded(data)
    limits.check_count("ký tự", len(decoded.text), limits.text_characters)
    if not decoded.text.strip("\ufeff \t\r\n\x0b\x0c\x1a\x00"):
        raise _empty_text()
    return read_plaintext(decoded.text, notes=[Note("encoding_converted", note) for note in decoded.notes])


def _decoded(data: bytes) -> Decoded:
    """The text in Unicode. UTF-8 that bears the letters of Vietnamese is taken as it is: nothing in it waits to be recovered."""
    found = decode(data)
    if found.notes and not found.confident:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return found
        if is_unicode(text.splitlines()):
            return Decoded(nfc(text), "utf-8", confident=True)
    return found


def _read_pictures(pictures: list[bytes], limits: Limits, *, ocr: bool, progress: Progress | None) -> Document:
    if not ocr:
        raise _no_text()
    from motcua.documents.reading.layout import assemble, sheet_of
    from motcua.documents.reading.scan import images_of, page_of_image, require_ocr

    require_ocr()
    sheets: list[Sheet] = []
    for picture in pictures:
        for image in images_of(picture, limits):
            limits.check_count("trang quét", len(sheets) + 1, limits.ocr_pages)
            sheets.append(sheet_of(page_of_image(image, len(sheets) + 1, limits)))
            if progress is not None:
                progress(len(sheets), max(len(pictures), len(sheets)))
    done = assemble(sheets)
    note = Note("read_by_ocr", "Tệp là ảnh, đã nhận dạng chữ (OCR). Hãy soát lại số và dấu.")
    return compose(done.drafts, kind="scan", pages=len(sheets), asides=done.asides, notes=[note])


def _wrong_extension(kind: FileType, name: str) -> Note:
    return Note(
        "wrong_extension",
        f"Tệp mang đuôi .{extension_of(name)} nhưng nội dung là {_NAMES[kind]}; đã đọc theo nội dung. Nên đổi lại tên tệp.",
    )


def _empty_text() -> Invalid:
    return Invalid("Tệp không có chữ nào. Hãy kiểm tra tệp gốc rồi tải lên lại.", code="empty_file")


def _unsupported(name: str) -> Invalid:
    extension = extension_of(name)
    shown = f".{extension}" if extension else "này"
    if any(extension in EXTENSIONS[kind] for kind in _NAMES):
        return Invalid(
            "Tệp mang đuôi {kind} nhưng nội dung bị hỏng, hoặc là loại tệp khác. Hãy mở bằng chương trình đã tạo ra nó, lưu lại "
            "rồi tải lên.",
            code="unsupported_type",
            kind=shown,
        )
    return Invalid(
        "Không đọc được loại tệp {kind}. Hãy tải lên tệp Word (.docx), PDF, Excel (.xlsx), ảnh quét (PNG, JPEG, TIFF) "
        "hoặc văn bản thuần (.txt).",
        code="unsupported_type",
        kind=shown,
    )
