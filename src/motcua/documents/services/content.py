"""What an upload really is: its type by its bytes, a name that is safe to give out, whether it bears a digital signature."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from motcua.documents.reading.secrecy import refusal, secrecy_mark
from motcua.documents.reading.sniffing import EXTENSIONS, FileType, sniff
from motcua.kernel.errors import FieldError, Invalid
from motcua.kernel.text import nfc

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+\s*\]")
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class MediaType:
    """`ending` is added to a file's name that has none of `endings`."""

    name: str
    ending: str
    endings: frozenset[str]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_NAMES = {
    FileType.PDF: ("application/pdf", "pdf"),
    FileType.DOCX: (f"{_OFFICE}.wordprocessingml.document", "docx"),
    FileType.XLSX: (f"{_OFFICE}.spreadsheetml.sheet", "xlsx"),
    FileType.ODT: (f"{_OPEN}.text", "odt"),
    FileType.ODS: (f"{_OPEN}.spreadsheet", "ods"),
    FileType.DOC: ("application/msword", "doc"),
    FileType.XLS: ("application/vnd.ms-excel", "xls"),
    FileType.RTF: ("application/rtf", "rtf"),
    FileType.TEXT: ("text/plain", "txt"),
    FileType.HTML: ("text/plain", "txt"),  # never given out as something a browser runs
}
_PICTURES = (
    (b"\x89PNG", "image/png", "png", {"png"}),
    (b"\xff\xd8", "image/jpeg", "jpg", {"jpg", "jpeg", "jfif"}),
    (b"II", "image/tiff", "tif", {"tif", "tiff"}),
    (b"MM", "image/tiff", "tif", {"tif", "tiff"}),
    (b"BM", "image/bmp", "bmp", {"bmp"}),
    (b"GIF", "image/gif", "gif", {"gif"}),
    (b"RIFF", "image/webp", "webp", {"webp"}),
)
_RUNNABLE = frozenset({"html", "htm", "xhtml", "mht", "log", "ocr", "dotm", "docm", "xlsm", "xltx", "dotx"})
"""Endings that a reader of ours takes, but under which nothing is given out: browsers and offices would run what is inside."""


def media_type_of(data: bytes) -> MediaType:
    """The type of the content, by its bytes alone. Raises Invalid for what no office document is (programs, archives, films)."""
    kind = sniff(data)
    if kind is FileType.IMAGE:
        name, ending, endings = next((n, e, s) for magic, n, e, s in _PICTURES if data.startswith(magic))
        return MediaType(name, ending, frozenset(endings))
    if kind not in _NAMES:
        raise Invalid(
            "Tệp này không phải loại tài liệu nhận được. Hãy tải lên PDF, Word, Excel, ảnh quét (PNG, JPEG, TIFF) hoặc văn bản thuần; "
            "tệp nén thì giải nén trước, tệp có mật khẩu thì bỏ mật khẩu trước.",
            code="unsupported_type",
        )
    name, ending = _NAMES[kind]
    return MediaType(name, ending, EXTENSIONS[kind] - _RUNNABLE)


def is_signed(data: bytes) -> bool:
    """Whether a PDF bears a digital signature. That it is valid is not said."""
    return sniff(data) is FileType.PDF and _BYTE_RANGE.search(data) is not None and b"/Contents" in data


def safe_name(name: str, media_type: MediaType) -> str:
    """The name without folders, control and direction characters, and with an ending that fits what the file is."""
    bare = PurePosixPath(nfc(name).replace("\\", "/")).name
    bare = "".join(c for c in bare if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
    bare = re.sub(r'[<>:"|?*]', "_", bare).strip(" .")
    if not bare or _DEVICES.fullmatch(bare):
        bare = f"tep {bare}".strip()
    stem, dot, ending = bare.rpartition(".")
    if dot and stem and ending.lower() in media_type.endings:
        return f"{stem[:_LONGEST_NAME]}.{ending}"
    return f"{bare[:_LONGEST_NAME]}.{media_type.ending}"


def subject_errors(subject: str) -> Iterator[FieldError]:
    """The error of a subject line that bears a mark of secrecy; none for any other."""
    mark = secrecy_mark(subject)
    if mark is not None:
        told = refusal(mark)
        yield FieldError("subject", told.template, told.params)
