"""Rates that a plan sets: "Tỷ lệ giải quyết hồ sơ đúng hạn đạt tối thiểu 96%". One target for each percentage."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader import grids
from motcua.plans.reader.grids import Grid
from motcua.plans.reader.outline import Node
from motcua.plans.reader.plan_document import Comparator, Span, Target
from motcua.plans.reader.rows import TaskRow
from motcua.plans.reader.sources import Sources, trimmed

_RATE = re.compile(r"(?<![\d.,/])(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|phần trăm)")
_RANGE = re.compile(
    r"(?<![\d.,/])(?P<a>\d{1,3}(?:[.,]\d{1,2})?)\s?%?\s?(?:-|–|đến)\s?(?P<b>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
)
_CLAUSE_END = re.compile(r"(?<!\d);|[.!?](?=\s|$)|\n|;(?=\s)")
_COMMA = re.compile(
    r",\s+(?=(?:[Tt]ỷ lệ|[Tt]ỉ lệ|[Tt]ối thiểu|[Íí]t nhất|[Tt]rên|[Pp]hấn đấu|và|\d{1,3}(?:,\d+)?\s?%|[Mm]ức độ|[Dd]ưới|[Ss]ố|[Đđ]ạt|trong đó|[Kk]hông (?:quá|dưới|thấp hơn|vượt)|[Tt]ối đa|[Gg]iảm|[Tt]ăng))"
)
_AT_LEAST = re.compile(
    r"(?:tối thiểu|ít nhất|không thấp hơn|không dưới|không ít hơn|từ|>=|≥|đạt từ|thấp nhất(?: là)?|vượt mức|bằng hoặc cao hơn|bằng hoặc trên)(?:\s+(?:đạt|là|từ|bằng|tỷ lệ|mức|được|khoảng|có))*\s*$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:không quá|tối đa|không vượt quá|không vượt|không cao hơn|không lớn hơn|<=|≤|nhiều nhất|cao nhất)(?:\s+(?:đạt|là|bằng|mức))*\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"(?:trên|hơn|cao hơn|lớn hơn|vượt|>)(?:\s+(?:mức|tỷ lệ))*\s*$", re.IGNORECASE)
_BELOW = re.compile(r"(?:dưới|thấp hơn|nhỏ hơn|ít hơn|<)(?:\s+(?:mức|tỷ lệ))*\s*$", re.IGNORECASE)
_AND_MORE = re.compile(r"\s*(?:số\s+[^,;.]{2,40}\s+)?trở lên|\s*(?:hoặc|và)\s+(?:cao hơn|hơn)")
_AND_LESS = re.compile(r"\s*trở xuống")
_GLUE = re.compile(
    r"[\s,:]*(?:\b(?:phấn đấu|đạt|đạt tỷ lệ|tỷ lệ|là|được|lên|còn|xuống|đến|tới|mức|bằng|khoảng|trên|từ|đạt được)\b[\s,:]*)*$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^(?:[-–+•*]\s*)?(?:(?:phấn đấu|bảo đảm|đảm bảo|duy trì)(?:\s+(?:năm 20\d\d|đến (?:hết )?năm 20\d\d|đến cuối năm 20\d\d))?[\s,:]*)?(?:đạt\s+)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:(?P<until>[Đđ]ến|[Hh]ết)\s+(?:hết\s+|cuối\s+)?)?[Nn]ăm (?P<y>20\d\d)")
_BY_DAY = re.compile(
    r"(?:[Tt]rước|[Đđ]ến|[Cc]hậm nhất(?: là)?|[Hh]ết)\s+(?:hết\s+)?(?:ngày\s+)?(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>20\d\d)"
)
_OF_MONEY = re.compile(
    r"giai ngan|quyet toan|tu chu\b|cong khai|(?:co quan|don vi|xa|phong|truong)[^,;]{0,40}\b(?:su dung|quan ly) (?:ngan sach|kinh phi)|tiet kiem"
)
"""Rates about money that are still what a plan wants to reach."""
_NOT_A_TARGET = re.compile(
    r"\b(?:ngan sach|kinh phi|von vay|lai suat|thue suat|(?<!thanh toan )phi, le phi|muc ho tro|giam \d+ ?% (?:muc )?(?:phi|le phi))\b|\bda dat\b|\bco mau\b|\bchiem (?:ty le |khoang )?\d"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    text: Text
    block: int | None
    no: str | None
    confidence: float


def read_targets(root: Node, grid_rows: Sequence[tuple[Grid, list[TaskRow], int]], maker: Sources) -> Iterator[Target]:
    """Targets of the paragraphs and of the tables, in the order of the document. `grid_rows` come with the block of their table."""
    tables = {block: (grid, rows) for grid, rows, block in grid_rows}
    for node in root.walk():
        if node.table is not None:
            if node.block in tables:
                grid, rows = tables[node.block]
                yield from _of_table(grid, rows, node.block, maker)
            else:
                yield from _of_cells(node, maker)
        elif node.entry is not None and not looks_back(node):
            yield from _of_text(node.text, node.block, None, 0.8, maker)


_PAST = re.compile(
    r"tinh hinh|thuc trang|ket qua (?:dat duoc|thuc hien nam|cong tac|nam 20\d\d)|^ket qua (?:chi so|thuc hien|trien khai)|danh gia chung|ton tai|han che|kinh phi"
)


def looks_back(node: Node) -> bool:
    """Under a heading that tells what was, or what it costs."""
    return any(above.is_heading and _PAST.search(above.folded) and above is not node for above in node.lineage())


def _of_cells(node: Node, maker: Sources) -> Iterator[Target]:
    if node.table is None:
        return
    for cell in node.table.cells:
        for text in cell.paragraphs:
            yield from _of_text(text, node.block, None, 0.6, maker)


_SURE = {grids.GOAL: 0.95, grids.DELIVERABLE: 0.7}


def _of_table(grid: Grid, rows: list[TaskRow], block: int, maker: Sources) -> Iterator[Target]:
    """Rates in the cells of goal and task; in a table of targets also a bare rate beside its name."""
    seen: set[int] = set()  # a cell that spans rows sets its target once
    for row in rows:
        for role in (grids.GOAL, grids.TASK, grids.TOPIC, grids.DELIVERABLE):
            text = row.values.get(role)
            if text is None or role in row.inherited or text.start in seen:
                continue
            seen.add(text.start)
            if role == grids.GOAL and _bare(text):
                name = row.values.get(grids.TASK)
                if name is not None:
                    yield from _of_pair(name, text, block, row.no, maker)
                    continue
            yield from _of_text(text, block, row.no, _SURE.get(role, 0.85), maker)
    if not grid.is_task_table:
        yield from _of_value_columns(grid, block, maker)


def _bare(text: Text) -> bool:
    return "%" in text.value and len(re.sub(r"[\d\s%.,≥≤<>=]|tối thiểu|đạt|trên|trở lên|từ", "", text.value)) < 6


def _of_pair(name: Text, value: Text, block: int, no: str | None, maker: Sources) -> Iterator[Target]:
    """The name of a rate in one cell, its value in another."""
    whole = (
        Text.join([trimmed(name), trimmed(value)])
        if name.start < value.start
        else Text.join([trimmed(value), trimmed(name)])
    )
    yield from _of_text(whole, block, no, 0.9, maker)


def _of_value_columns(grid: Grid, block: int, maker: Sources) -> Iterator[Target]:
    """A table of targets: name, unit "%", figure. Only figures in a column of their own beside the name count."""
    cells = grid.table.grid()
    names = [c for c, r in grid.roles.items() if r in {grids.TASK, grids.GOAL}]
    if not names:
        return
    for line in cells:
        cell = line[names[0]] if names[0] < len(line) else None
        if cell is None:
            continue
        others = [c.text for c in dict.fromkeys(line) if c is not None and c is not cell and c.text.value.strip()]
        if any(t.value.strip() in _PERCENT for t in others):
            figure = next((t for t in others if _FIGURE.fullmatch(t.value) and t.start > cell.text.start), None)
            if figure is not None:
                yield from _figure(cell.text, figure, block, maker)
            continue
        bare = [t for t in others if _bare(t)]
        if len(bare) == 1 and "%" not in cell.text.value:
            yield from _of_pair(cell.text, bare[0], block, None, maker)


_PERCENT = {"%", "Tỷ lệ %", "Phần trăm", "phần trăm"}
_FIGURE = re.compile(r"\s*(?P<op>[≥≤<>=]*)\s*(?P<n>\d{1,3}(?:[.,]\d+)?)\s*")


def _figure(name: Text, figure: Text, block: int, maker: Sources) -> Iterator[Target]:
    match = _FIGURE.fullmatch(figure.value)
    if match is None:
        return
    op: Comparator = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<"}.get(match["op"], "=")  # type: ignore[assignment]  # the values are the five comparators
    whole = Text.join([trimmed(name), figure.strip()])
    source = maker.of(whole, block, 0.8)
    words = " ".join(trimmed(name).value.split())
    yield Target(
        f"{words} {figure.value.strip()}%",
        words,
        op,
        _whole(_number(match["n"])),
        "%",
        source,
        confidence=source.confidence,
    )


def _of_text(text: Text, block: int | None, no: str | None, confidence: float, maker: Sources) -> Iterator[Target]:
    if "%" not in text.value and "phần trăm" not in text.value:
        return
    for clause in _clauses(text):
        yield from _of_clause(_Clause(clause, block, no, confidence), maker)


def _clauses(text: Text) -> Iterator[Text]:
    """Sentences and clauses that hold a rate; at a comma only where both sides hold one."""
    place = 0
    pieces: list[Text] = []
    for match in _CLAUSE_END.finditer(text.value):
        pieces.append(text[place : match.start()])
        place = match.end()
    pieces.append(text[place:])
    for piece in pieces:
        yield from _at_commas(piece)


_HIGHEST = 1000
_LONGEST = 500
"""Characters of a clause; a longer one is a list that lost its marks, and is cut at spaces."""


def _at_commas(piece: Text) -> Iterator[Text]:
    begin = 0
    while len(piece) - begin > _LONGEST:
        cut = piece.value.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
        cut = cut if cut > begin else begin + _LONGEST
        yield from _with_rates(piece[begin:cut])
        begin = cut
    yield from _with_rates(piece[begin:].strip())


def _with_rates(piece: Text) -> Iterator[Text]:
    if not _RATE.search(piece.value):
        return
    place = 0
    for match in _COMMA.finditer(piece.value):
        if _RATE.search(piece.value, place, match.start()) and _RATE.search(piece.value, match.end()):
            yield piece[place : match.start()].strip()
            place = match.end()
    yield piece[place:].strip()


def _of_clause(clause: _Clause, maker: Sources) -> Iterator[Target]:
    words = clause.text.value
    folded = fold(words)
    if _NOT_A_TARGET.search(folded) and not _OF_MONEY.search(folded):
        return
    for rate in _rates(words):
        yield _target(clause, rate, maker)


@dataclass(frozen=True, slots=True)
class _Rate:
    """A percentage and its place; a range is two of them, both with the place of the whole range."""

    start: int
    end: int
    comparator: Comparator
    value: float


def _rates(words: str) -> Iterator[_Rate]:
    spans = {m.end("b"): m for m in _RANGE.finditer(words)}
    matches = [m for m in _RATE.finditer(words) if not any(m.start() == s.start() for s in spans.values())]
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        value = _number(match["n"])
        spread = spans.get(match.end("n"))
        if spread is not None:
            yield _Rate(spread.start(), match.end(), ">=", _number(spread["a"]))
            yield _Rate(spread.start(), match.end(), "<=", value)
        elif value <= _HIGHEST:
            stop = following.start() if following is not None else len(words)
            yield _Rate(match.start(), match.end(), _comparator(words, match, stop), value)


def _comparator(words: str, match: re.Match[str], stop: int) -> Comparator:
    before, after = words[max(0, match.start() - 45) : match.start()], words[match.end() : stop]
    if _AND_MORE.match(after):
        return ">="
    if _AND_LESS.match(after):
        return "<="
    if _AT_MOST.search(before):
        return "<="
    if _AT_LEAST.search(before) and not (
        re.search(r"\btừ\s*$", before) and not _AND_MORE.match(after) and re.match(r"\s*(?:lên|xuống)", after)
    ):
        return ">="
    if _ABOVE.search(before):
        return ">"
    if _BELOW.search(before):
        return "<"
    return "="


def _whole(value: float) -> float:
    """96.0 as 96, so that JSON shows what the page shows."""
    return int(value) if value == int(value) else value


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


def _target(clause: _Clause, rate: _Rate, maker: Sources) -> Target:
    text = trimmed(clause.text)
    dash = re.match(r"[-–+•*]\s*", text.value)
    text = text[dash.end() :] if dash else text
    source = maker.of(text, clause.block, clause.confidence)
    subject = _subject(clause.text.value, rate.start, rate.end)
    return Target(
        text=" ".join(text.value.split()),
        subject=subject or " ".join(text.value.split()),
        comparator=rate.comparator,
        value=_whole(rate.value),
        unit="%",
        source=source,
        task_no=clause.no,
        confidence=source.confidence,
        period=period_of(clause.text.value),
    )


_NEAR = 60
"""Characters before a rate in which its comparator stands."""


def _subject(words: str, start: int, end: int) -> str:
    """What the rate is of: the words after a rate that begins the clause, else those before it."""
    before = _without_glue(_without_comparator(words[:start]))
    lead_in = _LEAD_IN.match(before)
    before = " ".join((before[lead_in.end() :] if lead_in else before).strip(" ,:;-–").split())
    before = before[max((m.end() for m in _OF_WHICH.finditer(before)), default=0) :]
    topic, colon, rest = before.rpartition(": ")
    if colon and len(topic) <= _NEAR and (_MEASURE.search(rest) or rest[:1].isupper()):
        before = rest  # "Về chính quyền số: Tỷ lệ hồ sơ …" is of the dossiers
    after = " ".join(_NEXT_RATE.sub("", _OF_NUMBER.sub("", words[end:])).strip(" ,.;:").split())
    if _ATTRIBUTE.match(after) and len(before.split()) > 2:
        return f"{before} {after}"
    rate_first = len(before) < 12 or not _MEASURE.search(before)
    if rate_first and len(after) > 8 and not _ASIDE.match(after):
        return after
    return before or after


_OF_NUMBER = re.compile(r"^\s*(?:số|trở lên|trở xuống)\s+")
_OF_WHICH = re.compile(r"\btrong đó,?\s+(?:có\s+)?(?=\S)")
_NEXT_RATE = re.compile(r"(?:\s*,|\s+và|\s+hoặc)(?:\s+[^\W\d]{1,8}){0,3}\s+\d{1,3}(?:[.,]\d+)?\s?%.*", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?:đối với|của|trong|so với|cho|với)\b")
_MEASURE = re.compile(r"tỷ lệ|tỉ lệ|mức độ|chỉ số|tỷ trọng|điểm", re.IGNORECASE)
_ASIDE = re.compile(r"so với|trong năm|vào năm|\(")


def _without_comparator(before: str) -> str:
    near = max(0, len(before) - _NEAR)
    match = next((m for p in (_AT_LEAST, _AT_MOST, _ABOVE, _BELOW) if (m := p.search(before, near))), None)
    return before[: match.start()] if match else before


def _without_glue(before: str) -> str:
    match = _GLUE.search(before, max(0, len(before) - _NEAR))
    return before[: match.start()] if match else before


def period_of(words: str) -> Span | None:
    """The days that a clause names for its figure; None where it names none."""
    day = _BY_DAY.search(words)
    if day is not None:
        with suppress(ValueError):
            return Span(None, datetime.date(int(day["y"]), int(day["m"]), int(day["d"])))
    match = _YEAR.search(words)
    if match is None:
        return None
    year = int(match["y"])
    return Span(None if match["until"] else datetime.date(year, 1, 1), datetime.date(year, 12, 31))
