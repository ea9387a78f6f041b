"""All parts of a content as tables that officers read: what is structured, what is still words, what is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.procedures.content import (
    Agency,
    Answer,
    Channel,
    Component,
    Condition,
    Content,
    Fee,
    Given,
    Ground,
    Limit,
    Part,
    Result,
    Step,
    Unread,
    missing_parts,
)
from motcua.procedures.queries import words
from motcua.procedures.queries.shown import unread_of
from motcua.ui.formats import short_date
from motcua.ui.language import spoken

IF_ANY = (Part.FORMS, Part.RESULTS, Part.FEES, Part.CONDITIONS)
"""Parts that a procedure may have or not; somebody has to say which."""
HEADS: dict[str, tuple[Any, ...]] = {
    Part.STEPS: (_("Bước"), _("Nội dung"), _("Ai làm")),
    Part.CHANNELS: (_("Hình thức"), _("Mô tả")),
    Part.COMPONENTS: (_("Giấy tờ"), _("Trường hợp"), _("Số lượng"), _("Biểu mẫu"), _("Dữ liệu đã có ở"), _("Ghi chú")),
    Part.LIMITS: (_("Thời hạn"), _("Hình thức"), _("Trường hợp"), _("Tính từ"), _("Ghi chú")),
    Part.AUDIENCES: (_("Đối tượng"),),
    Part.AGENCIES: (_("Vai trò"), _("Cơ quan")),
    Part.FORMS: (_("Biểu mẫu"), _("Giấy tờ")),
    Part.RESULTS: (_("Kết quả"), _("Mã"), _("Thời hạn hiệu lực")),
    Part.FEES: (_("Loại"), _("Mức"), _("Hình thức"), _("Trường hợp"), _("Miễn, giảm"), _("Ghi chú")),
    Part.CONDITIONS: (_("Yêu cầu, điều kiện"),),
    Part.GROUNDS: (_("Văn bản"), _("Điều khoản"), _("Trích yếu"), _("Ngày ban hành"), _("Cơ quan ban hành")),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One part: `rows` under `heads`; columns that no row fills are left out. `missing`: it keeps the procedure from being complete."""

    part: Part
    label: Any
    heads: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    unread: tuple[str, ...]
    missing: bool
    answer: str
    """What was said of a part "if any" that has no rows; "" where nothing was said."""

    @property
    def lines(self) -> list[list[tuple[Any, str]]]:
        """Each row as (head, cell), for tables that become cards on a phone."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


def sections_of(content: Content) -> list[Section]:
    """In the order of Điều 8 khoản 2, each part whether it holds anything or not; the name stands over the page."""
    missing = missing_parts(content)
    return [_section(content, part, part in missing) for part in Part if part != Part.NAME]


def cells_of(entry: Any) -> tuple[str, ...]:
    """An entry of a part in words, under `HEADS` of its part."""
    return (str(entry),) if isinstance(entry, str) else _WORDS[type(entry)](entry)


def sentence_of(entry: Any) -> str:
    """The same in one line, for a difference. None is ""."""
    if entry is None:
        return ""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, Sequence):
        return "\n".join(sentence_of(one) for one in entry)
    return " · ".join(cell for cell in cells_of(entry) if cell)


def _section(content: Content, part: Part, missing: bool) -> Section:
    rows = tuple(cells_of(entry) for entry in _entries(content, part))
    if part == Part.STEPS and not any(row[0] for row in rows):
        rows = tuple((str(n), *row[1:]) for n, row in enumerate(rows, 1))
    heads = HEADS[part]
    kept = [place for place in range(len(heads)) if place == 0 or any(row[place] for row in rows)]
    answer = ""
    if part in IF_ANY and not rows and content.answers.get(part, Answer.UNANSWERED) == Answer.NO:
        answer = gettext("Không có")
    return Section(
        part,
        words.PARTS[part],
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        unread_of(content, part),
        missing,
        answer,
    )


def _entries(content: Content, part: Part) -> Sequence[Any]:
    if part == Part.FORMS:
        return [_Form(name, paper.name) for paper in content.components for name in paper.forms]
    if part == Part.AUDIENCES:
        return [str(words.AUDIENCES[one]) for one in content.audiences]
    entries: Sequence[Any] = getattr(content, part.value)
    return entries


@dataclass(frozen=True, slots=True)
class _Form:
    name: str
    paper: str


def _paper(one: Component) -> tuple[str, ...]:
    note = one.note if one.required else ". ".join(w for w in (gettext("Chỉ khi cần"), one.note) if w)
    number = (
        words.copies_words(one)
        if one.originals or one.copies or one.given == Given.SHOWN
        else str(words.GIVEN[one.given])
    )
    return (one.name, one.case, number, ", ".join(one.forms), one.database, note)


def _channel(kind: Any) -> str:
    return str(words.CHANNELS[kind]) if kind else ""


def _day(text: str) -> str:
    """A date of a source as people write it; other words as they are."""
    try:
        return short_date(date.fromisoformat(text), spoken())
    except ValueError:
        return text


def _result(one: Result) -> tuple[str, ...]:
    valid = one.validity or (
        ngettext("%(n)s tháng", "%(n)s tháng", one.months) % {"n": one.months} if one.months else ""
    )
    name = f"{one.name} ({gettext('khi từ chối')})" if one.negative else one.name
    return (name, one.code, valid)


_WORDS: dict[type, Any] = {
    Step: lambda s: (s.label, s.text, s.actor),
    Channel: lambda c: (_channel(c.kind), c.description),
    Component: _paper,
    Limit: lambda x: (words.limit_words(x), _channel(x.channel), x.case, x.start, x.note),
    Agency: lambda a: (str(words.ROLES[a.role]), a.name),
    _Form: lambda f: (f.name, f.paper),
    Result: _result,
    Fee: lambda f: (str(words.FEES[f.kind]), words.fee_words(f), _channel(f.channel), f.case, f.exempt, f.note),
    Condition: lambda c: (c.text,),
    Unread: lambda u: (u.text,),
    Ground: lambda g: (g.number, g.article, g.title, _day(g.issued_on), g.issuer),
}
