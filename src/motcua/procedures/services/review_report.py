"""The report of a round in the form of Decree 30/2020: what the plan asked, what came of it, what was accepted, what that saves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import translation

from motcua.documents.queries.issued import Handed, as_stored, issued_text
from motcua.documents.writing import Annex, Heading, OfficialDocument, Paragraph, Part, Table, to_docx
from motcua.kernel import clock
from motcua.procedures.formulas import rounded, saving_percent
from motcua.procedures.models import Proposal, ReviewRound
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.competence import scope_words
from motcua.procedures.queries.endings import Ending
from motcua.procedures.queries.proposal_carriers import BY_END, carrier_words
from motcua.procedures.queries.review_plans import Since, since_plan
from motcua.procedures.queries.review_standing import Standing, after_granted, all_carried_out, standing_of
from motcua.procedures.queries.round_shares import round_shares, uncounted_words
from motcua.procedures.services.review_papers import REPORT_KIND, paper, table
from motcua.procedures.workflow import ProposalState
from motcua.ui import formats

_HEAD = ("STT", "Mã", "Tên thủ tục", "Đơn vị rà soát", "Kết luận", "Kiến nghị, kết quả", "Tiết kiệm")
_OUT_HEAD = ("STT", "Mã", "Tên thủ tục", "Lý do đưa ra khỏi đợt")
_LATER = " (bổ sung sau khi ban hành kế hoạch)"
_SHARES = {
    "reviewed": "đã rà soát",
    "simplify": "được kiến nghị đơn giản hóa",
    "decentralise": "được kiến nghị phân cấp",
}
_ACCEPTED = (ProposalState.ACCEPTED, ProposalState.DONE)


def report_for(found: ReviewRound) -> Handed:
    """What was signed is handed out as signed: the text of its route with its number, or the file made when its number was recorded. Before
    that, and where none was kept, as the round stands, without a number that another text bears.
    """
    if found.report_number and (routed := issued_text(queries.report_ref(found))) is not None:
        return routed
    if found.report_number and found.report_file is not None:
        return as_stored(found.report_file)
    return Handed(f"bao-cao-ra-soat-{found.year}.docx", report_docx(found))


def report_docx(found: ReviewRound, *, numbered: bool = False) -> bytes:
    """The report as a Word file, as the round stands. Vietnamese whatever the reader's language."""
    with translation.override("vi"):
        return to_docx(_report(found, queries.members_of(found), numbered=numbered))


def said(one: Any) -> str:
    """The proposals about a procedure with what became of each, one a line, the refused last."""
    lines = sorted(one.live_proposals, key=lambda p: p.state == ProposalState.REFUSED)
    return "\n".join(f"{p.get_kind_display()}{_to(p)}: {p.text} ({_outcome(p, one.end)})" for p in lines)


def _to(one: Proposal) -> str:
    if one.to_whom:
        return f" cho {one.to_whom}"
    codes = ", ".join(other.base_code for other in one.merged_with.all())
    return f" ({codes})" if codes else ""


def _outcome(one: Proposal, end: Ending | None) -> str:
    by = f" tại {one.decision_number}" if one.decision_number else ""
    day = f"{', ' if by else ' '}ngày {one.decided_on:%d/%m/%Y}" if one.decided_on else ""
    match one.state:
        case ProposalState.ACCEPTED:
            return f"được chấp thuận{by}{day}; chưa thực hiện xong"
        case ProposalState.DONE:
            return f"được chấp thuận{by}{day}; thực hiện xong ngày {one.done_on:%d/%m/%Y}{_shown_by(one, end)}"
        case ProposalState.REFUSED:
            return f"KHÔNG được chấp thuận{by}{day}: {one.reason}"
        case _:
            return "chờ quyết định"


def _shown_by(one: Proposal, end: Ending | None) -> str:
    """In what the registry says so."""
    if one.carried_by is not None:
        return f" ({carrier_words(one.carried_by)})"
    if end is not None and one.kind in BY_END:
        return f" (hết hiệu lực {end.on:%d/%m/%Y})"
    return "; danh mục chưa ghi thay đổi"


def _report(found: ReviewRound, items: list[Any], *, numbered: bool) -> OfficialDocument:
    since = since_plan(found, items)
    return paper(
        found,
        REPORT_KIND,
        "Báo cáo",
        f"Kết quả rà soát, đánh giá thủ tục hành chính năm {found.year}",
        number=found.report_number if numbered else "",
        on=found.report_on if numbered else None,
        owner=found.owner_id,
        body=_body(found, items, since),
        recipients=(
            "- Cơ quan kiểm soát thủ tục hành chính;",
            "- Các đơn vị có thủ tục được rà soát;",
            "- Lưu: VT.",
        ),
        annexes=_annexes(items, since),
    )


def _annexes(items: list[Any], since: Since) -> Iterator[Annex]:
    yield Annex("Kết quả rà soát từng thủ tục", (_table(items),), landscape=True)
    if since.taken_out:
        yield Annex("Thủ tục được đưa ra khỏi đợt rà soát", (_out_table(since),), landscape=True)


def _body(found: ReviewRound, items: list[Any], since: Since) -> Iterator[Part]:
    decided = f" {found.decision_number} ngày {found.decision_on:%d/%m/%Y}" if found.decision_on else ""
    yield Paragraph(
        f"Thực hiện Kế hoạch{decided} về rà soát, đánh giá thủ tục hành chính năm {found.year} ({found.title}), "
        f"kết quả như sau:"
    )
    yield Heading("I. KẾT QUẢ RÀ SOÁT")
    done = sum(one.state in queries.DONE for one in items)
    moved = f"; bổ sung sau khi ban hành kế hoạch: {since.added}" if since.added else ""
    if since.taken_out:
        moved += f"; đưa ra khỏi đợt, có lý do kèm theo: {len(since.taken_out)}"
    if moved:
        moved += f"; còn lại trong đợt: {len(items)}"
    yield Paragraph(
        f"Số thủ tục trong kế hoạch: {since.planned}{moved}; đã rà soát: {done}; chưa xong: {len(items) - done}."
    )
    internal = sum(one.procedure.kind == "internal" for one in items)
    if internal:
        yield Paragraph(f"Trong các thủ tục được rà soát có {internal} thủ tục hành chính nội bộ.")
    yield Heading("II. KIẾN NGHỊ")
    yield from _proposals(items)
    yield Heading("III. TỶ LỆ CỦA ĐỢT RÀ SOÁT TRÊN DANH MỤC")
    yield from _shares(found)
    yield Heading("IV. CHI PHÍ TUÂN THỦ")
    yield from _costs(items)


def _proposals(items: list[Any]) -> Iterator[Part]:
    every: list[Proposal] = [p for one in items for p in one.live_proposals]
    for kind, label in queries.KINDS.items():
        states = Counter(p.state for p in every if p.kind == kind)
        yield Paragraph(
            f"- {label}: {states.total()} kiến nghị"
            + (
                f", trong đó {sum(states[s] for s in _ACCEPTED)} được chấp thuận ({states[ProposalState.DONE]} đã thực hiện), "
                f"{states[ProposalState.REFUSED]} không được chấp thuận, {states[ProposalState.PROPOSED]} chờ quyết định."
                if states
                else "."
            )
        )


def _shares(found: ReviewRound) -> Iterator[Part]:
    on = found.report_on or clock.today()
    for one in round_shares(found, on):
        percent = f" ({formats.percent(one.percent, 'vi')})" if one.percent is not None else ""
        yield Paragraph(f"- Thủ tục {_SHARES[one.key]} trong đợt: {one.count}/{one.whole}{percent}.")
    if told := uncounted_words(found, on):
        yield Paragraph(told)
    left_out = queries.left_out(on).count()
    besides = f" Không tính {left_out} thủ tục đang hiệu lực chỉ do cơ quan khác giải quyết." if left_out else ""
    yield Paragraph(
        f"Tử số là thủ tục của riêng đợt này, không kể năm thực hiện. Mẫu số là số thủ tục hành chính đang hiệu lực ngày "
        f"{on:%d/%m/%Y} thuộc phạm vi của tỉnh ({scope_words(on)}).{besides}"
    )


def _costs(items: list[Any]) -> Iterator[Part]:
    known = [one for one in items if one.year_before is not None and one.year_after is not None]
    stand = {one.pk: standing_of(one) for one in known}
    counted = [one for one in known if after_granted(one) is not None]
    if counted:
        made = sum(all_carried_out(one) for one in counted)
        partly = sum(stand[one.pk] is Standing.PARTLY for one in counted)
        told = (
            f" Trong đó {partly} thủ tục chỉ được chấp thuận một phần kiến nghị, tính theo chi phí sau mà người quyết định xác nhận."
            if partly
            else ""
        )
        sums = _sums((one.year_before, after_granted(one)) for one in counted)
        yield Paragraph(
            f"Của {len(counted)} thủ tục đã tính đủ và có kiến nghị được chấp thuận: {sums}.{told} Đã thực hiện xong {made} thủ tục, "
            f"chưa thực hiện xong {len(counted) - made} thủ tục. Tính theo biểu 03/SCM-KSTT; nguồn của tham số ghi trong từng bảng tính."
        )
    unsure = [one for one in known if stand[one.pk] is Standing.PARTLY and one.granted_year is None]
    if unsure:
        yield Paragraph(
            f"Chưa cộng: {len(unsure)} thủ tục chỉ được chấp thuận một phần kiến nghị. Theo phương án đầy đủ: "
            f"{_sums((one.year_before, one.year_after) for one in unsure)}; mức giảm của phần được chấp thuận chưa được xác nhận."
        )
    for standing in (Standing.REFUSED, Standing.OPEN, Standing.NONE):
        if count := sum(found is standing for found in stand.values()):
            yield Paragraph(f"Không cộng vào mức giảm: {count} thủ tục {standing}.")
    if len(known) < len(items):
        yield Paragraph(
            f"Còn {len(items) - len(known)} thủ tục chưa tính được chi phí tuân thủ đủ cả năm trước và sau."
        )


def _sums(costs: Iterable[tuple[Decimal, Decimal | None]]) -> str:
    pairs = list(costs)
    before = sum((before for before, _after in pairs), Decimal(0))
    after = sum((after or Decimal(0) for _before, after in pairs), Decimal(0))
    less = rounded(saving_percent(before, after), 2)
    told = f", {_changed(less)}" if less is not None else ""
    return f"trước rà soát {_money(before)} đồng/năm, sau khi thực hiện kiến nghị {_money(after)} đồng/năm{told}"


def _table(items: list[Any]) -> Table:
    rows = (
        (str(n), one.procedure.base_code, one.procedure.name, one.unit_name, one.conclusion, said(one), _saved(one))
        for n, one in enumerate(items, 1)
    )
    return table((0.5, 1, 3, 1.8, 2.3, 3.4, 1.2), _HEAD, rows)


def _out_table(since: Since) -> Table:
    rows = (
        (str(n), one.procedure.base_code, one.procedure.name, one.note + ("" if one.pk not in since.later else _LATER))
        for n, one in enumerate(since.taken_out, 1)
    )
    return table((0.5, 1.2, 5, 6), _OUT_HEAD, rows)


def _saved(one: Any) -> str:
    stand = standing_of(one)
    granted = stand is Standing.PARTLY and bool(one.granted_note)
    before, after = (
        (one.year_before, one.granted_year if granted else one.year_after)
        if one.year_before is not None and one.year_after is not None
        else (one.dossier_before, one.granted_dossier if granted else one.dossier_after)
    )
    percent = rounded(saving_percent(before, after), 2)
    if percent is None:
        return "chưa tính"
    shown = f"{formats.number(percent, 'vi')} %" if percent >= 0 else _changed(percent)
    if stand is Standing.PARTLY:
        return f"{shown} ({'phần được chấp thuận' if granted else f'phương án đầy đủ; {stand}'})"
    return shown if stand is Standing.DONE else f"{shown} ({stand})"


def _changed(percent: Decimal) -> str:
    return f"{'giảm' if percent >= 0 else 'tăng'} {formats.number(abs(percent), 'vi')} %"


def _money(value: Decimal) -> str:
    return formats.number(rounded(value) or 0, "vi")
