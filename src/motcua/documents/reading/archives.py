"""Office files are zip archives of XML. Both can be made to explode, so both are opened only here.

Nothing is expanded before the archive's own table of contents has been weighed, and no XML with a document type is parsed:
office files have none, attacks by entities need one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lxml import etree

from motcua.documents.reading.limits import Limits
from motcua.kernel.errors import Invalid

_PROLOG_BYTES = 65_536


def open_archive(data: bytes, limits: Limits, *, broken: Invalid) -> zipfile.ZipFile:
    """The archive, weighed and found harmless; raises `broken` when it is no readable zip, `zip_bomb` when it would explode."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise broken from error
    entries = archive.infolist()
    expanded = sum(entry.file_size for entry in entries)
    explodes = expanded > limits.ratio_free_bytes and expanded > limits.expanded_ratio * max(len(data), 1)
    if len(entries) > limits.archive_entries or expanded > limits.expanded_bytes or explodes:
        archive.close()
        raise Invalid(
            "Tệp nén bất thường: mở ra sẽ lớn gấp nhiều lần ({expanded} MB), có thể là bom nén, nên không đọc. "
            "Hãy mở tệp bằng Word hoặc Excel, lưu lại thành tệp mới rồi tải lên.",
            code="zip_bomb",
            expanded=expanded // (1024 * 1024),
        )
    if any(entry.flag_bits & 1 for entry in entries):
        archive.close()
        raise password_protected()
    return archive


def password_protected() -> Invalid:
    return Invalid(
        "Tệp có mật khẩu mở nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên.",
        code="password_protected",
    )


class Parts:
    """The XML parts of one office file, each parsed safely. `broken` is raised for whatever cannot be read."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits, broken: Invalid) -> None:
        self.archive = archive
        self.limits = limits
        self.broken = broken
        self.names = set(archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a part, never more than its limit."""
        try:
            with self._open(name) as stream:
                return stream.read(self.limits.xml_part_bytes)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError) as error:
            raise self.broken from error

    def check(self, name: str) -> None:
        """Look at how an XML part begins, for other libraries that will parse it; raises `unsafe_xml` or `too_large`."""
        try:
            with self._open(name) as stream:
                _refuse_document_type(stream.read(_PROLOG_BYTES))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self.broken from error

    def root(self, name: str) -> etree._Element | None:
        """A whole part as a tree, None where the file has no such part. For small parts (styles, numbering, headers)."""
        if name not in self.names:
            return None
        data = self.read(name)
        _refuse_document_type(data[:_PROLOG_BYTES])
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self.broken from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise _unsafe_xml()
        return root

    def stream(self, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """Elements with these local names as their end tags arrive, so that a long part never stands in memory whole.

        The caller clears what it has used.
        """
        try:
            with self._open(name) as prolog:
                _refuse_document_type(prolog.read(_PROLOG_BYTES))
            with self._open(name) as stream:
                events = etree.iterparse(
                    stream,
                    events=("end",),
                    tag=[f"{{*}}{tag}" for tag in tags],
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                    huge_tree=False,
                )
                for _event, element in events:
                    yield element
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError) as error:
            raise self.broken from error

    def _open(self, name: str) -> IO[bytes]:
        entry = self.archive.getinfo(name)
        if entry.file_size > self.limits.xml_part_bytes:
            raise Invalid(
                "Phần nội dung của tệp quá lớn ({size} MB). Hãy tách tệp rồi tải lên từng phần.",
                code="too_large",
                size=entry.file_size // (1024 * 1024),
            )
        return self.archive.open(entry)


def _refuse_document_type(prolog: bytes) -> None:
    """Office XML has no document type; one that does is an attack by entities. UTF-16 is looked through as well."""
    if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog or b"<!DOCTYPE" in prolog.replace(b"\0", b""):
        raise _unsafe_xml()


def _unsafe_xml() -> Invalid:
    return Invalid(
        "Tệp chứa khai báo XML không an toàn (thực thể ngoài) nên không đọc. Hãy mở bằng Word hoặc Excel, lưu lại rồi tải lên.",
        code="unsafe_xml",
    )
