"""What an upload really is: its type by its bytes, a name that is safe to give out, whether it bears a digital signature."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from motcua.documents.reading.archives import open_archive
from motcua.documents.reading.limits import DEFAULT_LIMITS
from motcua.kernel.errors import Invalid
from motcua.kernel.text import nfc

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+\s*\]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class MediaType:
    """`endings` are the file name endings that fit; the first is added to a name that has none of them."""

    name: str
    endings: tuple[str, ...]


PDF = MediaType("application/pdf", ("pdf",))
DOCX = MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx", "docm"))
XLSX = MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx", "xlsm"))
PPTX = MediaType("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx", "pptm"))
ODT = MediaType("application/vnd.oasis.opendocument.text", ("odt",))
ODS = MediaType("application/vnd.oasis.opendocument.spreadsheet", ("ods",))
DOC = MediaType("application/msword", ("doc",))
XLS = MediaType("application/vnd.ms-excel", ("xls",))
PNG = MediaType("image/png", ("png",))
JPEG = MediaType("image/jpeg", ("jpg", "jpeg"))
TIFF = MediaType("image/tiff", ("tif", "tiff"))
TEXT = MediaType("text/plain", ("txt", "csv", "md"))

_MAGIC = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))
_PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
_REFUSED = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"GIF8",
    b"RIFF",
)


def sniff(data: bytes) -> MediaType:
    """The type of the content, by its bytes alone. Raises Invalid for what no office document is (programs, archives, films)."""
    head = data[:_HEAD]
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    if head.startswith(_OLE):
        return _compound(data)
    if not head.startswith(_REFUSED):
        if b"%PDF-" in head[:1024]:
            return PDF
        if _is_text(head):
            return TEXT
    raise Invalid(
        "Tệp này không phải loại tài liệu nhận được. Hãy tải lên PDF, Word, Excel, ảnh quét (PNG, JPEG, TIFF) hoặc văn bản thuần.",
        code="unknown_type",
    )


def _packed(data: bytes) -> MediaType:
    broken = Invalid(
        "Tệp bị hỏng, không mở được. Hãy mở bằng Word hoặc Excel, lưu lại rồi tải lên.", code="broken_file"
    )
    with open_archive(data, DEFAULT_LIMITS, broken=broken) as archive:
        names = set(archive.namelist())
        for part, found in _PARTS:
            if part in names:
                return found
        if "mimetype" in names:
            try:
                with archive.open("mimetype") as handle:
                    declared = handle.read(100).decode("ascii", "replace").strip()
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
                raise broken from error
            for found in (ODT, ODS):
                if declared == found.name:
                    return found
    raise Invalid("Đây là tệp nén, không phải tài liệu. Hãy giải nén rồi tải từng tệp lên.", code="archive")


def _compound(data: bytes) -> MediaType:
    """Old Office files name their main stream in UTF-16."""
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return XLS
    raise Invalid("Tệp Office kiểu cũ này không đọc được. Hãy lưu lại thành .docx hoặc .xlsx.", code="unknown_type")


def _is_text(head: bytes) -> bool:
    """Text in any encoding: UTF-16 by its mark, else no control characters that texts do not have."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return _BINARY.search(head) is None


def is_signed(data: bytes, media_type: MediaType) -> bool:
    """Whether a PDF bears a digital signature. That it is valid is not said."""
    return media_type is PDF and _BYTE_RANGE.search(data) is not None and b"/Contents" in data


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
    return f"{bare[:_LONGEST_NAME]}.{media_type.endings[0]}"
