"""Word files (.docx) into blocks, in one pass over the body without holding it in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from motcua.documents.reading.archives import Parts, open_archive
from motcua.documents.reading.blocks import Document, Note
from motcua.documents.reading.columns import untangle
from motcua.documents.reading.continued import join_tables
from motcua.documents.reading.docx.markup import attribute, children, local
from motcua.documents.reading.docx.numbering import Numbering
from motcua.documents.reading.docx.paragraphs import ParagraphReader, Reading
from motcua.documents.reading.docx.styles import Styles, style_of
from motcua.documents.reading.docx.tables import block_elements, count_cells, read_block, read_blocks
from motcua.documents.reading.drafts import Draft, DraftTable, Passage, clean, compose
from motcua.documents.reading.legacy_fonts import CONVERTED, recover_drafts
from motcua.documents.reading.letterhead import is_letterhead
from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.documents.reading.wrapped import rejoin
from motcua.kernel.errors import Invalid

_PAGE_NUMBER = re.compile(r"^(?:trang\s*)?[-–\s]*\d{0,4}(?:\s*/\s*\d{1,4})?[-–\s]*$", re.IGNORECASE)
_OUTSIDE_BODY = frozenset({"p", "tbl", "tc", "txbxContent", "del", "moveFrom"})
_BODY_LOOKAHEAD = 20


def broken_docx() -> Invalid:
    return Invalid(
        "Tệp Word bị hỏng hoặc tải lên chưa trọn, không mở được. Hãy mở bằng Word, chọn Lưu thành (Save As) .docx rồi tải lên lại.",
        code="broken_docx",
    )


def read_docx(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Blocks in the order of the paper; numbers and bullets that Word computes stand in the text.

    Tracked changes are read as accepted. Page headers, footers, footnotes and tables of contents become asides.
    Raises `broken_docx`, `zip_bomb`, `unsafe_xml`, `password_protected`, `too_large`.
    """
    with open_archive(data, limits, broken=broken_docx()) as archive:
        parts = Parts(archive, limits, broken_docx())
        main = _main_part(parts)
        return _File(parts, main).read()


def pictures_of(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> list[bytes]:
    """The pictures of a file without words, in order: a scan that somebody pasted into Word."""
    with open_archive(data, limits, broken=broken_docx()) as archive:
        parts = Parts(archive, limits, broken_docx())
        file = _File(parts, _main_part(parts))
        file.read()
        names = (file.target(relation) for relation in file.reading.pictures)
        return [parts.read(name) for name in dict.fromkeys(names) if name is not None and name in parts]


def _main_part(parts: Parts) -> str:
    """The part that holds the body, by the package's own relations; most files call it word/document.xml."""
    relations = parts.root("_rels/.rels")
    for relation in children(relations, "Relationship"):
        target = attribute(relation, "Target") or ""
        if (attribute(relation, "Type") or "").endswith("/officeDocument") and target.lstrip("/") in parts:
            return target.lstrip("/")
    if "word/document.xml" not in parts:
        raise broken_docx()
    return "word/document.xml"


class _File:
    """One Word file being read."""

    def __init__(self, parts: Parts, main: str) -> None:
        self.parts = parts
        self.main = main
        self.folder = main.rpartition("/")[0]
        self.relations = self._relations()
        self.reading = Reading(
            styles=Styles(parts.root(self._by_kind("styles") or f"{self.folder}/styles.xml")),
            numbering=Numbering(parts.root(self._by_kind("numbering") or f"{self.folder}/numbering.xml")),
        )
        self.contents: list[Passage] = []

    def read(self) -> Document:
        drafts = list(self._body())
        body_page, turned = self.reading.page, self.reading.turned
        beside = [*self.contents, *self._notes()]
        headers, letterhead = self._headers(drafts)
        drafts = join_tables(rejoin(untangle([*letterhead, *drafts])))
        beside += [Passage(clean(words)) for words in dict.fromkeys(self.reading.watermarks)]
        asides = [p for p in (*headers, *beside) if p.value]
        if recover_drafts([*drafts, *asides]):
            self.reading.recoded = True
        if not turned:
            _forget_pages([*drafts, *asides])
        return compose(
            drafts,
            kind="docx",
            pages=body_page if turned else None,
            asides=asides,
            notes=self._remarks(),
        )

    def target(self, relation: str) -> str | None:
        """The part a relation points to; None for what lies outside the file."""
        return self.relations.get(relation, (None, None))[1]

    def _body(self) -> Iterator[Draft]:
        reader = ParagraphReader(self.reading)
        limits = self.parts.limits
        blocks = cells = 0
        for element in self.parts.stream(self.main, ("p", "tbl")):
            if any(local(ancestor) in _OUTSIDE_BODY for ancestor in element.iterancestors()):
                continue
            drafts = read_block(element, reader)
            blocks += len(drafts)
            cells += count_cells(drafts)
            limits.check_count("đoạn", blocks, limits.blocks)
            limits.check_count("ô bảng", cells, limits.table_cells)
            if self._is_contents(element):
                self.contents += [d for d in untangle(drafts) if isinstance(d, Passage)]
            else:
                yield from drafts
            _release(element)

    def _is_contents(self, element: etree._Element) -> bool:
        if local(element) != "p":
            return False
        properties = next(children(element, "pPr"), None)
        return self.reading.styles.is_contents(style_of(properties, "pStyle"))

    def _notes(self) -> Iterator[Passage]:
        """Footnotes and endnotes in the order in which the text refers to them."""
        found: dict[tuple[str, str], list[Passage]] = {}
        for kind in ("footnote", "endnote"):
            root = self.parts.root(self._by_kind(f"{kind}s") or f"{self.folder}/{kind}s.xml")
            for element in children(root, kind):
                identifier = attribute(element, "id")
                if identifier is not None and attribute(element, "type") in {None, "normal"}:
                    found[kind, identifier] = _only_passages(read_blocks(element, ParagraphReader(self.reading)))
        for reference in dict.fromkeys(self.reading.note_ids):
            yield from found.get(reference, [])

    def _headers(self, body: list[Draft]) -> tuple[list[Passage], list[Draft]]:
        """Passages of page headers and footers, each once; and the letterhead, where a file keeps it in its header."""
        in_body = any(is_letterhead([line]) for line in _first_lines(body))
        passages: dict[str, Passage] = {}
        letterhead: list[Draft] = []
        for kind, name in self.relations.values():
            if kind not in {"header", "footer"} or name is None or name not in self.parts:
                continue
            root = self.parts.root(name)
            drafts = untangle(read_blocks(root, ParagraphReader(self.reading))) if root is not None else []
            own = _only_passages(drafts)
            if kind == "header" and not in_body and not letterhead and is_letterhead([p.value for p in own]):
                letterhead = drafts
                continue
            for passage in own:
                if not _PAGE_NUMBER.match(passage.value):
                    passages.setdefault(passage.value, passage)
        return list(passages.values()), letterhead

    def _remarks(self) -> list[Note]:
        remarks: list[Note] = []
        if self.reading.recoded:
            remarks.append(CONVERTED)
        if any(kind == "aFChunk" for kind, _target in self.relations.values()):
            remarks.append(
                Note(
                    "part_not_read",
                    "Tệp Word có phần nhúng từ tệp khác, phần đó chưa đọc. Hãy mở bằng Word rồi lưu lại.",
                )
            )
        return remarks

    def _relations(self) -> dict[str, tuple[str, str | None]]:
        """Identifier → (kind, part). Targets outside the file are None and never followed."""
        base, name = self.main.rpartition("/")[0], self.main.rpartition("/")[2]
        root = self.parts.root(f"{base}/_rels/{name}.rels")
        out: dict[str, tuple[str, str | None]] = {}
        for relation in children(root, "Relationship"):
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            target = attribute(relation, "Target") or ""
            outside = attribute(relation, "TargetMode") == "External"
            out[attribute(relation, "Id") or ""] = (kind, None if outside else _resolve(base, target))
        return out

    def _by_kind(self, kind: str) -> str | None:
        return next(
            (
                target
                for own, target in self.relations.values()
                if own == kind and target is not None and target in self.parts
            ),
            None,
        )


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    path = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step != ".":
            path.append(step)
    return "/".join(path)


def _release(element: etree._Element) -> None:
    """Free what has been read: the element, and what stands before it under the same parent."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _only_passages(drafts: list[Draft]) -> list[Passage]:
    """Paragraphs; a table beside the text gives one for each of its cells."""
    out: list[Passage] = []
    for draft in drafts:
        if isinstance(draft, DraftTable):
            out += [Passage(value) for cell in draft.cells for value in cell.paragraphs]
        else:
            draft.value = clean(draft.value)
            out.append(draft)
    return out


def _first_lines(drafts: list[Draft]) -> Iterator[str]:
    for draft in drafts[:_BODY_LOOKAHEAD]:
        if isinstance(draft, Passage):
            yield clean(draft.value)


def _forget_pages(drafts: list[Draft]) -> None:
    """Without marks of where Word broke the pages, no page is known."""
    for draft in drafts:
        if isinstance(draft, DraftTable):
            draft.row_pages = []
        else:
            draft.page = None


__all__ = ["block_elements", "broken_docx", "pictures_of", "read_docx"]
