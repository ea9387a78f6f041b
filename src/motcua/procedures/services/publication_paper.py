"""The decision that publishes procedures as its own paper: an official document of Decree 30/2020 with the list of its lines annexed.

The list is written so that our reader of such lists reads it back to the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import translation

from motcua.documents.queries.cited_as_basis import basis_line
from motcua.documents.queries.headed import headed
from motcua.documents.queries.issued import Handed, issued_text
from motcua.documents.queries.signers import signature_of_officer
from motcua.documents.writing import (
    Annex,
    Cell,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Run,
    Table,
    to_docx,
)
from motcua.kernel import clock, rules
from motcua.kernel.text import roman, sort_key
from motcua.organisations.queries.posts import head_of
from motcua.organisations.queries.units import names_on
from motcua.procedures.models import ItemAction, PublicationDecision
from motcua.procedures.queries.printed import Row, rows_of
from motcua.procedures.queries.publication import effect_of, items_of, ref_of, signed_paper
from motcua.procedures.reading.annexed import NO_FIELD
from motcua.procedures.reading.printed import Printed

RULE = "procedures.publication_paper"
_WHAT = "thủ tục hành chính"
KIND = "decision"
"""Type of document."""
LISTS: dict[str, str] = {
    ItemAction.NEW: "thủ tục hành chính mới ban hành",
    ItemAction.AMENDED: "thủ tục hành chính được sửa đổi, bổ sung",
    ItemAction.REPLACED: "thủ tục hành chính thay thế",
    ItemAction.ABOLISHED: "thủ tục hành chính bị bãi bỏ",
}
"""In the order of the paper; the words by which the reader knows what a list does."""
_HEAD = re.compile(
    r"^(?:(?:quyết định|qđ)\b\s*)?(?:số\s+\S+\s*)?(?:ngày\s+\d[\d/.-]*\s*)?(?:(?:v/v|về việc|về)\s+)?", re.IGNORECASE
)
"""What a title says before what is decided."""
_IN_FULL = tuple(
    (re.compile(rf"(?<![\w/-]){short}(?![\w/-])"), full)
    for short, full in (("TTHC", "thủ tục hành chính"), ("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))
)
_CELLS = {
    Printed.LIMITS: ("Thời hạn giải quyết", 2.2),
    Printed.PLACE: ("Địa điểm thực hiện", 2.4),
    Printed.FEES: ("Phí, lệ phí", 1.9),
    Printed.GROUNDS: ("Căn cứ pháp lý", 3.2),
}
_REPLACED = ("Thủ tục được thay thế", 2.4)
_FIRST = (("STT", 0.7), ("Mã thủ tục", 3.1), ("Tên thủ tục hành chính", 4.4))
"""A full code has 22 characters and no place to break."""


def paper_of(decision: PublicationDecision) -> tuple[str, bytes]:
    """The paper as a Word file, with its name."""
    with translation.override("vi"):  # an official document is written in Vietnamese whatever the reader's language
        data = to_docx(official_decision(decision))
    number = decision.number.replace("/", "-") or "du-thao"
    return f"Quyet-dinh-cong-bo-{number}.docx", data


def paper_for(decision: PublicationDecision) -> Handed:
    """The text that was signed on its route with its number, where it was written here; else as the lines stand now."""
    signed = issued_text(ref_of(decision), personal=True) if signed_paper(decision) is not None else None
    return signed or Handed(*paper_of(decision))


def official_decision(decision: PublicationDecision) -> OfficialDocument:
    """As drafted from its lines; with number and date once it has them, and then without a name under it: another may have signed."""
    on = decision.signed_on or clock.today()
    head = head_of(decision.issuer_id, on)
    signs = f"{head.post if head is not None else 'Chủ tịch'} {names_on([decision.issuer_id], on)[decision.issuer_id]}"
    rows = rows_of(items_of(decision), effect_of(decision) or on)
    return headed(
        decision.issuer_id,
        issuer_name=signs,
        kind="Quyết định",
        subject=subject_of(decision.title),
        number=decision.number,
        on=decision.signed_on,
        authority=signs,
        bases=tuple(_bases(decision, on)),
        enacting="QUYẾT ĐỊNH:",
        body=tuple(_body(decision, rows, on)),
        signature=None if decision.number else signature_of_officer(head, decision.issuer, on, KIND, personal=True),
        recipients=("Như Điều 3", "Lưu: VT"),
        annexes=(Annex(f"Danh mục {_told(rows)}", tuple(_lists(rows)), landscape=True),) if rows else (),
    )


def subject_of(title: str) -> str:
    """ "Về việc công bố Danh mục thủ tục hành chính …", however the decision is titled."""
    words = _HEAD.sub("", " ".join(title.split()))
    for short, full in _IN_FULL:
        words = short.sub(full, words)
    words = re.sub(r"^(?:công bố\s+)?(?:danh mục\s+)?", "", words, flags=re.IGNORECASE)
    return f"Về việc công bố Danh mục {words[:1].lower()}{words[1:]}".strip()


def _bases(decision: PublicationDecision, on: date) -> Iterator[str]:
    for words in rules.rule(RULE, on).value["bases"]:
        yield f"Căn cứ {words}"
    if decision.basis is not None:
        yield basis_line(decision.basis)
    elif decision.basis_words:
        yield f"Căn cứ {decision.basis_words}"
    yield f"Theo đề nghị của {_owner(decision, on)}"


def _body(decision: PublicationDecision, rows: Sequence[Row], on: date) -> Iterator[Part]:
    yield _article(1, f"Công bố kèm theo Quyết định này danh mục {_told(rows, counted=True)}.")
    effect = decision.effective_on
    since = f"từ ngày {effect:%d/%m/%Y}" if effect is not None and effect != decision.signed_on else "kể từ ngày ký"
    yield _article(2, f"Quyết định này có hiệu lực thi hành {since}.")
    yield _article(
        3,
        f"{_owner(decision, on)} và các cơ quan, đơn vị, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này; "
        "công khai các thủ tục hành chính trên Cơ sở dữ liệu quốc gia, tại nơi tiếp nhận hồ sơ theo quy định.",
    )


def _told(rows: Sequence[Row], *, counted: bool = False) -> str:
    """ "02 thủ tục hành chính mới ban hành, 01 thủ tục hành chính bị bãi bỏ"; "thủ tục hành chính mới ban hành, bị bãi bỏ"."""
    counts = [(words, sum(row.action == action for row in rows)) for action, words in LISTS.items()]
    if counted:
        return ", ".join(f"{count:02} {words}" for words, count in counts if count) or _WHAT
    done = ", ".join(words.removeprefix(_WHAT).strip() for words, count in counts if count)
    return f"{_WHAT} {done}".strip()


def _article(number: int, words: str) -> Paragraph:
    return Paragraph((Run(f"Điều {number}. ", bold=True), Run(words)))


def _lists(rows: Sequence[Row]) -> Iterator[Part]:
    """A list for each thing that is done, each with its heading; of one alone the title of the annex says what it does."""
    done = [action for action in LISTS if any(row.action == action for row in rows)]
    for number, action in enumerate(done, 1):
        if len(done) > 1:
            yield Heading(f"{roman(number)}. DANH MỤC {LISTS[action].upper()}")
        yield _table([row for row in rows if row.action == action], replaced=action == ItemAction.REPLACED)


def _table(rows: Sequence[Row], *, replaced: bool) -> Table:
    columns = (*_FIRST, *_CELLS.values(), *((_REPLACED,) if replaced else ()))
    lines: list[tuple[Cell, ...]] = []
    number = 0
    fields = sorted({row.field for row in rows}, key=lambda name: (not name, sort_key(name)))
    for field in fields:
        if fields != [""]:
            lines.append((Cell.of(f"Lĩnh vực {field or NO_FIELD}", column_span=len(columns), bold=True),))
        for row in (row for row in rows if row.field == field):
            number += 1
            cells = [row.cells.get(part, "") for part in _CELLS] + ([row.replaced] if replaced else [])
            lines.append((Cell.of(str(number), align="center"), *map(Cell.of, (row.code, row.name, *cells))))
    head = (tuple(Cell.of(words, bold=True, align="center") for words, _width in columns),)
    return Table(tuple(width for _words, width in columns), tuple(lines), head)


def _owner(decision: PublicationDecision, on: date) -> str:
    return names_on([decision.owner_id], on).get(decision.owner_id, "")
