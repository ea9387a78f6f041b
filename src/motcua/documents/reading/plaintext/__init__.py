"""Text files into blocks: hard-wrapped lines joined, converters' marks dropped, tables found. Pure; time linear in the text.

`Document.text` is the file as it is (in Unicode form C); every `Text` of a block knows where its characters stand in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from motcua.documents.reading.blocks import Block, Document, Kind, Note, Paragraph, Table
from motcua.documents.reading.plaintext.aligned import aligned_rows, begins_aligned
from motcua.documents.reading.plaintext.continuation import TableDraft, joined
from motcua.documents.reading.plaintext.joining import header_length, paragraphs
from motcua.documents.reading.plaintext.lines import (
    PAGE_NUMBER,
    Layout,
    Line,
    layout_of,
    read_lines,
    without_page_numbers,
)
from motcua.documents.reading.plaintext.tables import (
    begins_table,
    build_table,
    html_regions,
    html_table,
    is_pipe_row,
    is_row,
    loose_rows,
    rows_of,
)
from motcua.kernel.text import nfc

__all__ = ["read_plaintext"]

_PIPE_NOISE = 3
_LOOK_BACK = 40
"""Rows by which a table is known when another may begin."""


def read_plaintext(
    text: str, *, kind: Kind = "text", page_starts: Sequence[int] = (), notes: Sequence[Note] = ()
) -> Document:
    """Blocks of `text`. `page_starts` are the characters at which pages begin; without them form feeds tell, if there are any."""
    text, starts = _one_form(text, page_starts)
    return _Reading(text, kind, starts, tuple(notes)).document()


def _one_form(text: str, page_starts: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """The text in form C and its page starts, moved along."""
    if not page_starts and "\x0c" in text:
        page_starts = (0, *(i + 1 for i, c in enumerate(text) if c == "\x0c"))
    normal = nfc(text)
    if normal is text or normal == text:
        return normal, tuple(page_starts)
    moved = tuple(len(nfc(text[:start])) for start in page_starts)
    return normal, moved


class _Reading:
    """One pass over a file: lines, then runs of table lines and of prose, then blocks."""

    def __init__(self, text: str, kind: Kind, page_starts: tuple[int, ...], notes: tuple[Note, ...]) -> None:
        self.text, self.kind, self.page_starts, self.notes = text, kind, page_starts, notes
        self.shell = Document(text=text, blocks=(), kind=kind, page_starts=page_starts)
        self.blocks: list[Block] = []
        self.waiting: list[TableDraft | Paragraph | Table] = []

    def document(self) -> Document:
        parts: list[TableDraft | Paragraph | Table] = []
        for part in self._parts():
            self._add(parts, part)
        for part in parts:
            self.blocks.append(self._block(part))
        return Document(
            text=self.text,
            blocks=tuple(self.blocks),
            kind=self.kind,
            pages=len(self.page_starts) or None,
            notes=self.notes,
            page_starts=self.page_starts,
        )

    def _add(self, parts: list[TableDraft | Paragraph | Table], part: TableDraft | Paragraph | Table) -> None:
        """Append, or join to the table before, over at most one paragraph."""
        if isinstance(part, TableDraft):
            for back in (1, 2):
                if len(parts) >= back and isinstance(before := parts[-back], TableDraft):
                    between = [p.text for p in parts[len(parts) - back + 1 :] if isinstance(p, Paragraph)]
                    between = [text for text in between if PAGE_NUMBER.fullmatch(text.value) is None]
                    if joined(before, between, part):
                        del parts[len(parts) - back + 1 :]
                        return
                    break
        parts.append(part)

    def _block(self, part: TableDraft | Paragraph | Table) -> Block:
        index = len(self.blocks)
        if isinstance(part, Paragraph):
            return Paragraph(index, part.text, part.page, part.bold, part.italic, part.centered, part.level)
        if isinstance(part, Table):
            return Table(index, part.cells, part.rows, part.columns, part.page, part.exact)
        first = next((cell for row in part.rows for cell in row if cell), None)
        page = self.shell.page_of(first.start) if first is not None else None
        return build_table(part.rows, part.columns, index, page)

    def _parts(self) -> list[TableDraft | Paragraph | Table]:
        place, out = 0, []
        lines = without_page_numbers(list(read_lines(self.text, self.page_starts)))
        layout = layout_of([line for line in lines if line is not None])
        header = header_length([line for line in lines if line is not None])
        for begin, end in html_regions(self.text):
            before = list(takewhile(lambda line: line is None or line.start < begin, lines[place:]))  # noqa: B023 - used at once
            taken = len(list(takewhile(lambda line: line is None or line.start < end, lines[place:])))  # noqa: B023 - used at once
            out.extend(self._runs(before, layout, header))
            header = max(0, header - sum(line is not None for line in before))
            place += max(taken, len(before))
            table = html_table(self.text[begin:end], begin, 0, self.shell.page_of(begin))
            if table is not None:
                rows = loose_rows(table)
                out.append(table if rows is None else TableDraft(rows, table.columns))
        out.extend(self._runs(lines[place:], layout, header))
        return out

    def _runs(self, lines: Sequence[Line | None], layout: Layout, header: int) -> list[TableDraft | Paragraph | Table]:
        out: list[TableDraft | Paragraph | Table] = []
        prose: list[Line | None] = []
        place = 0
        while place < len(lines):
            aligned = _aligned(lines, place)
            end = aligned[1] if aligned else _table_end(lines, place)
            if end > place:
                out.extend(self._prose(prose, layout, header))
                header = max(0, header - sum(line is not None for line in prose) - (end - place))
                prose = []
                if aligned is not None:
                    out.append(aligned[0])
                else:
                    rows, columns = rows_of([line for line in lines[place:end] if line is not None])
                    if rows:
                        out.append(TableDraft(rows, columns))
                place = end
            else:
                prose.append(lines[place])
                place += 1
        out.extend(self._prose(prose, layout, header))
        return out

    def _prose(self, lines: Sequence[Line | None], layout: Layout, header: int) -> list[Paragraph]:
        out = []
        for draft in paragraphs(lines, layout, header):
            text = draft.text()
            if text:
                first = draft.lines[0]
                page = self.shell.page_of(text.start)
                out.append(Paragraph(0, text, page, bold=all(line.bold for line in draft.lines), level=first.level))
        return out


def _aligned(lines: Sequence[Line | None], start: int) -> tuple[TableDraft, int] | None:
    """A table aligned by spaces that begins at `start`, and the place behind it."""
    first = lines[start]
    found = aligned_rows(lines, start) if first is not None and begins_aligned(first) else None
    return (TableDraft(found[0], found[1]), found[2]) if found else None


def _table_end(lines: Sequence[Line | None], start: int) -> int:
    """End of the run of table lines that begins at `start`; `start` itself where none begins."""
    first = lines[start]
    if first is None or not is_row(first):
        return start
    end, place = start, start
    while place < len(lines):
        line = lines[place]
        if line is None or (line.gap and place > start):
            break
        if is_row(line):
            if place > start and (
                is_pipe_row(line) != is_pipe_row(first)
                or (place > end and begins_table(line, [x for x in lines[max(start, end - _LOOK_BACK) : end] if x]))
            ):
                break
            end = place + 1
        elif place - end >= _PIPE_NOISE:
            break
        place += 1
    run = [line for line in lines[start:end] if line is not None]
    return end if _is_table(run) else start


def _is_table(run: Sequence[Line]) -> bool:
    """Tabs that only indent make no table."""
    if any("\t" in line.value.strip("\t ") for line in run):
        return True
    if any(is_pipe_row(line) for line in run):
        return len(run) > 1 or run[0].raw.strip().startswith("|") or run[0].raw.count("|") > 1
    return any(line.value.count("\t") > 1 for line in run)
