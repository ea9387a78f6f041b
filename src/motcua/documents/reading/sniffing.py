"""What a file is, told by its content: the name on it is a claim, often a wrong one."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from enum import StrEnum
from pathlib import PurePath

_HEAD = 1024
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|p|div|meta)\b", re.IGNORECASE)
_CONTROLS = frozenset(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B} - {0x02, 0x05, 0x06, 0x14, 0x19, 0x1E}
"""Bytes that no text file has; VISCII puts letters on the last six."""

_CONTENTS = b"[Content_Types].xml"  # the first name in most office files
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128


class FileType(StrEnum):
    """What the readers can tell apart."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    DOC = "doc"
    XLS = "xls"
    RTF = "rtf"
    IMAGE = "image"
    TEXT = "text"
    HTML = "html"
    LOCKED = "locked"  # an office file under a password
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


EXTENSIONS: dict[FileType, frozenset[str]] = {
    FileType.PDF: frozenset({"pdf"}),
    FileType.DOCX: frozenset({"docx", "docm", "dotx", "dotm"}),
    FileType.XLSX: frozenset({"xlsx", "xlsm", "xltx"}),
    FileType.PPTX: frozenset({"pptx", "pptm"}),
    FileType.ODT: frozenset({"odt", "ott"}),
    FileType.ODS: frozenset({"ods"}),
    FileType.DOC: frozenset({"doc", "dot"}),
    FileType.XLS: frozenset({"xls", "xlt"}),
    FileType.RTF: frozenset({"rtf", "doc"}),  # Word itself writes RTF under the name .doc
    FileType.IMAGE: frozenset({"png", "jpg", "jpeg", "jfif", "tif", "tiff", "bmp", "gif", "webp"}),
    FileType.TEXT: frozenset({"txt", "text", "md", "markdown", "csv", "tsv", "log", "ocr"}),
    FileType.HTML: frozenset({"html", "htm", "xhtml", "mht", "doc", "txt", "md"}),
}
"""Extensions that go with a content."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8", b"RIFF")


def sniff(data: bytes) -> FileType:
    """The type of a file's content. Damaged files are told by how they begin, so that their reader can say what is wrong."""
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return FileType.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return FileType.RTF
    if any(head.startswith(mark) for mark in _PICTURES) and (head[:4] != b"RIFF" or head[8:12] == b"WEBP"):
        return FileType.IMAGE
    return _text(data)


def extension_of(name: str) -> str:
    return PurePath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def is_named_wrongly(kind: FileType, name: str) -> bool:
    """The extension claims another type than the content is. One that is not known claims nothing."""
    extension = extension_of(name)
    if kind not in EXTENSIONS or extension in EXTENSIONS[kind]:
        return False
    return any(extension in known for known in EXTENSIONS.values())


def _archive(data: bytes) -> FileType:
    """Which office file a zip is. A zip cut off by a broken upload has no table of contents, but its first names still stand in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 256:
                mime = archive.read("mimetype")
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, KeyError, RuntimeError):
        names = {"xl/"} if b"xl/" in data else {"word/"} if b"word/" in data or _CONTENTS in data[:_HEAD] else set()
        mime = b""
    if b"opendocument.text" in mime:
        return FileType.ODT
    if b"opendocument.spreadsheet" in mime:
        return FileType.ODS
    for folder, kind in (("word/", FileType.DOCX), ("xl/", FileType.XLSX), ("ppt/", FileType.PPTX)):
        if any(name.startswith(folder) for name in names):
            return kind
    return FileType.ARCHIVE


def _compound(data: bytes) -> FileType:
    """Which program wrote an OLE file, by the names in its directory. Locked office files of any kind look alike."""
    names = dict(_entries(data))
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        return FileType.LOCKED
    if "WordDocument" in names:
        return FileType.LOCKED if _is_locked_word(data, names["WordDocument"]) else FileType.DOC
    if "Workbook" in names or "Book" in names:
        return FileType.XLS
    return FileType.UNKNOWN


def _entries(data: bytes) -> list[tuple[str, int]]:
    """(name, first sector) of the directory's entries. They stand on 128-byte places; the chain of sectors need not be followed."""
    out: list[tuple[str, int]] = []
    wanted = ("EncryptedPackage", "EncryptionInfo", "WordDocument", "Workbook", "Book")
    for name in wanted:
        needle = name.encode("utf-16-le") + b"\0\0"
        place = data.find(needle)
        while place != -1:
            entry = data[place : place + _ENTRY]
            if place % _ENTRY == 0 and len(entry) == _ENTRY and struct.unpack_from("<H", entry, 64)[0] == len(needle):
                out.append((name, struct.unpack_from("<I", entry, 116)[0]))
                break
            place = data.find(needle, place + 2)
    return out


def _is_locked_word(data: bytes, sector: int) -> bool:
    """The bit `fEncrypted` of a Word 97-2003 file ([MS-DOC] 2.5.2)."""
    shift = struct.unpack_from("<H", data, 30)[0]
    start = (sector + 1) << (shift if 9 <= shift <= 12 else 9)
    if len(data) < start + 12 or struct.unpack_from("<H", data, start)[0] != 0xA5EC:
        return False
    return bool(struct.unpack_from("<H", data, start + 10)[0] & 0x0100)


def _text(data: bytes) -> FileType:
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return (
            FileType.HTML
            if _HTML.match(head.replace(b"\0", b"")[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t"))
            else FileType.TEXT
        )
    if b"\0" in head:
        return FileType.TEXT if _is_wide_text(head) else FileType.UNKNOWN
    controls = sum(byte in _CONTROLS for byte in head)
    if controls > 0.002 * len(head):
        return FileType.UNKNOWN
    return FileType.HTML if _HTML.match(head.lstrip()[:_HEAD]) else FileType.TEXT


def _is_wide_text(head: bytes) -> bool:
    """UTF-16 without a mark: of Vietnamese the high bytes are few in kind."""
    high = frozenset({0x00, 0x01, 0x03, 0x1E, 0x20})
    return any(sum(byte in high for byte in head[i::2]) > 0.95 * len(head[i::2]) for i in (0, 1)) and (
        head.count(0) < 0.6 * len(head)
    )
