"""Decisions that published the sample procedures: their lists as Word files, read by the real reader; where they were made public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from motcua.documents.services.files import store_upload
from motcua.documents.writing import Cell, Heading, OfficialDocument, Paragraph, Part, Table, to_docx
from motcua.kernel.actors import SAMPLE
from motcua.organisations.queries.units import header_on, unit_named
from motcua.procedures.content import Content
from motcua.procedures.queries.printed import registry_words
from motcua.procedures.reading.printed import Printed
from motcua.procedures.sample.reading import Dated, Written, table
from motcua.procedures.sample.registry import write_draft
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.publication_lists import add_line, annexed_list, keep_list
from motcua.procedures.services.publications import Facts, draft_decision, record_signed
from motcua.procedures.services.publishing import publish_decision
from motcua.procedures.services.sure_lines import compare_lines, settle_sure_lines

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure, PublicationDecision, PublicationItem

TABLE = "cong-bo"
OWNER, ISSUER = "bql-kcn", "ubnd-dong-nai"
HEADS = ("STT", "Mã thủ tục", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Địa điểm thực hiện", "Phí, lệ phí")
WIDTHS = (1, 2, 6, 3, 4, 3)
PLACE = "Trung tâm Phục vụ hành chính công"
ABOLISHED = "abolished"
TITLES = {
    "new": "Danh mục thủ tục hành chính mới ban hành",
    "amended": "Danh mục thủ tục hành chính được sửa đổi, bổ sung",
    "replaced": "Danh mục thủ tục hành chính được thay thế",
    ABOLISHED: "Danh mục thủ tục hành chính bị bãi bỏ",
}


def left_to_decisions(all_of_them: Sequence[Written], today: date) -> dict[str, date]:
    """Code → the day of the version that a decision will put in force."""
    known = {one.code: one for one in all_of_them}
    left: dict[str, date] = {}
    for raw in table(TABLE)["decisions"]:
        effect = _day(raw["effective"], today)
        for action, codes in raw.get("lines", {}).items():
            for code in codes:
                if action != ABOLISHED and effect == known[code].versions[-1].since:
                    left[code] = effect
    return left


def naming_their_decisions(all_of_them: Sequence[Written], today: date) -> tuple[Written, ...]:
    """The same procedures; versions that a decision found in force as they were name it, as those it puts in force will."""
    numbers: dict[tuple[str, date], str] = {}
    for raw in table(TABLE)["decisions"]:
        effect = _day(raw["effective"], today)
        for code in _codes(raw, all_of_them, effect, but=ABOLISHED):
            numbers.setdefault((code, effect), raw.get("number", ""))
    return tuple(replace(one, versions=tuple(_naming(one, numbers))) for one in all_of_them)


def _naming(one: Written, numbers: Mapping[tuple[str, date], str]) -> Iterator[Dated]:
    ends = [*(dated.since for dated in one.versions[1:]), date.max]
    for dated, end in zip(one.versions, ends, strict=True):
        found = [n for (code, day), n in numbers.items() if code == one.code and dated.since <= day < end]
        yield replace(dated, content=replace(dated.content, decision=found[0])) if found else dated


def _codes(raw: Mapping[str, Any], all_of_them: Sequence[Written], effect: date, *, but: str = "") -> list[str]:
    """What a decision is about, without one of its actions."""
    if "all_of_day" in raw:
        return [one.code for one in all_of_them if _is_public(one, effect)]
    return [code for action, codes in raw["lines"].items() if action != but for code in codes]


def load_publications(all_of_them: Sequence[Written], made: Mapping[str, Procedure], today: date) -> None:
    """Each decision on its day, in their order: recorded as signed elsewhere, its list read and settled, published, disclosed."""
    known = {one.code: one for one in all_of_them}
    for raw in table(TABLE)["decisions"]:
        effect = _day(raw["effective"], today)
        codes = raw.get("lines") or {raw["all_of_day"]: _codes(raw, all_of_them, effect)}
        if not raw.get("draft"):
            for code in (code for some in codes.values() for code in some):
                write_draft(made[code], known[code], effect)
        decision = _drafted(raw, effect, today)
        if raw.get("list"):
            _read(decision, raw, {action: [known[code] for code in some] for action, some in codes.items()}, effect)
        else:
            _typed(decision, codes, known, made)
        if raw.get("draft"):
            continue
        record_signed(decision, number=raw["number"], signed_on=_day(raw["signed"], today), actor=SAMPLE)
        publish_decision(decision, actor=SAMPLE)
        _disclose(decision, raw.get("disclosed", ()), today)


def _is_public(one: Written, on: date) -> bool:
    """A public procedure that is in force on the day."""
    return not one.internal and one.versions[0].since <= on


def _drafted(raw: Mapping[str, Any], effect: date, today: date) -> PublicationDecision:
    facts = Facts(
        title=f"Quyết định {raw['title']}",
        effective_on=effect,
        shortened=raw.get("shortened", False),
        basis_words=raw["basis_words"],
        basis_effective_on=_day(raw["basis_effective"], today) if "basis_effective" in raw else None,
        basis_promulgated_on=_day(raw["basis_promulgated"], today) if "basis_promulgated" in raw else None,
    )
    return draft_decision(facts, owner=unit_named(OWNER), issuer=unit_named(ISSUER), actor=SAMPLE)


def _read(
    decision: PublicationDecision, raw: Mapping[str, Any], lines: Mapping[str, Sequence[Written]], effect: date
) -> None:
    """Its list as a file, read by the real reader; of a draft the lines still wait for a person."""
    name = f"Danh mục kèm theo {raw.get('number', 'dự thảo').replace('/', '-')}.docx"
    stored = store_upload(_paper(raw, lines, effect), name=name, actor=SAMPLE)
    keep_list(decision, stored, annexed_list(stored), actor=SAMPLE)
    if raw.get("draft"):
        compare_lines(decision)
    else:
        settle_sure_lines(decision, actor=SAMPLE)


def _typed(
    decision: PublicationDecision,
    codes: Mapping[str, Sequence[str]],
    known: Mapping[str, Written],
    made: Mapping[str, Procedure],
) -> None:
    """Its lines as a person adds them; one that takes another procedure's place says whose."""
    for action, some in codes.items():
        for code in some:
            replaces = made.get(known[code].replaces)
            add_line(decision, action=action, procedure=made[code], replaces=replaces, actor=SAMPLE)


def _disclose(decision: PublicationDecision, raws: Sequence[Mapping[str, Any]], today: date) -> None:
    items: list[PublicationItem] = list(decision.items.order_by("line"))
    for raw in raws:
        unit = unit_named(raw["unit"]) if "unit" in raw else None
        told = Told(raw["place"], _day(raw["day"], today), unit, note=raw.get("note", ""))
        disclose(decision, items, told, actor=SAMPLE)


def _paper(raw: Mapping[str, Any], lines: Mapping[str, Sequence[Written]], effect: date) -> bytes:
    """The list as it is annexed to the decision: a table for what is done, a line across it for each field."""
    header = header_on(unit_named(ISSUER), effect)
    number = raw.get("number", ".../QĐ-UBND")
    body: list[Part] = [Paragraph(f"Kèm theo Quyết định số {number} (văn bản mẫu).", align="center", indent=False)]
    for action, procedures in lines.items():
        body.append(Heading(TITLES[action]))
        rows = tuple(_rows(procedures, effect))
        body.append(Table(WIDTHS, rows, head=(tuple(Cell.of(text, bold=True) for text in HEADS),)))
    return to_docx(
        OfficialDocument(
            parent=(header.parent,) if header.parent else (),
            issuer=(header.body,),
            place=header.place,
            kind="Danh mục",
            subject="Thủ tục hành chính được công bố",
            body=tuple(body),
            recipients=("Như trên", "Lưu: VT"),
        )
    )


def _rows(procedures: Sequence[Written], effect: date) -> Iterator[tuple[Cell, ...]]:
    field = ""
    for n, one in enumerate(procedures, 1):
        content = _said(one, effect)
        if content.field != field:
            field = content.field
            yield (Cell.of(f"Lĩnh vực {field}", column_span=len(HEADS), bold=True),)
        yield _row(n, one, content)


def _row(n: int, one: Written, content: Content) -> tuple[Cell, ...]:
    limits = registry_words(Printed.LIMITS, content)
    fees = registry_words(Printed.FEES, content) or "Không"
    place = f"{PLACE} thành phố" if one.unit else f"{PLACE} cấp xã"
    return tuple(map(Cell.of, (str(n), one.code, content.name, limits, place, fees)))


def _said(one: Written, on: date) -> Content:
    before = [dated.content for dated in one.versions if dated.since <= on]
    return before[-1] if before else one.versions[0].content


def _day(raw: date | Mapping[str, int], today: date) -> date:
    if isinstance(raw, date):
        return raw
    return today + timedelta(days=raw.get("in_days", 0) - raw.get("days_ago", 0))
