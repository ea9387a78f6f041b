"""The papers of a review in the form of Decree 30/2020: the plan with the procedures of a round, the report of what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from motcua.documents.queries.headed import headed
from motcua.documents.queries.numbers import abbreviation_of
from motcua.documents.queries.signers import signature_of_officer
from motcua.documents.writing import Annex, Cell, Heading, OfficialDocument, Paragraph, Part, Table, to_docx
from motcua.kernel import clock
from motcua.organisations.queries.posts import head_of
from motcua.procedures.formulas import rounded, saving_percent
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.competence import scope_words
from motcua.ui import formats

PLAN_KIND, REPORT_KIND = "plan", "report"
"""Types of document, for routes and numbers."""
_REPORT_HEAD = ("STT", "Mã", "Tên thủ tục", "Đơn vị rà soát", "Kết luận", "Kiến nghị, kết quả", "Tiết kiệm")
_PLAN_HEAD = ("STT", "Mã", "Tên thủ tục", "Cơ quan rà soát", "Căn cứ lựa chọn", "Hoàn thành", "Kết quả dự kiến")


def plan_docx(found: ReviewRound) -> bytes:
    """The plan as a Word file. Vietnamese whatever the reader's language, as official documents are."""
    with translation.override("vi"):
        return to_docx(_plan(found, queries.members_of(found)))


def report_docx(found: ReviewRound) -> bytes:
    """The report as a Word file."""
    with translation.override("vi"):
        return to_docx(_report(found, queries.members_of(found)))


def said(one: Any) -> str:
    """The proposals about a procedure, one a line."""
    return "\n".join(
        f"{p.get_kind_display()}: {p.text}" + (f" ({p.decision_number})" if p.decision_number else "")
        for p in one.live_proposals
    )


def _paper(
    found: ReviewRound,
    kind: str,
    name: str,
    subject: str,
    *,
    number: str,
    on: date | None,
    body: Iterator[Part],
    recipients: Sequence[str],
    annex: Annex,
) -> OfficialDocument:
    day = on or clock.today()
    return headed(
        found.owner_id,
        kind=name,
        subject=subject,
        number=number,
        symbol=abbreviation_of(kind, day),
        on=on,
        body=tuple(body),
        signature=signature_of_officer(head_of(found.owner_id, day), found.owner, day, kind),
        recipients=tuple(recipients),
        annexes=(annex,),
    )


def _plan(found: ReviewRound, items: list[Any]) -> OfficialDocument:
    return _paper(
        found,
        PLAN_KIND,
        "Kế hoạch",
        f"Rà soát, đánh giá thủ tục hành chính năm {found.year}",
        number=found.decision_number,
        on=found.decision_on,
        body=_plan_body(found, items),
        recipients=("- Cơ quan kiểm soát thủ tục hành chính;", "- Các đơn vị có tên trong danh mục;", "- Lưu: VT."),
        annex=Annex("Danh mục thủ tục rà soát, đánh giá", (_plan_table(items),), landscape=True),
    )


def _plan_body(found: ReviewRound, items: list[Any]) -> Iterator[Part]:
    criteria, article = queries.criteria_of(found)
    names = "; ".join(one.name[:1].lower() + one.name[1:] for one in criteria)
    internal = sum(one.procedure.kind == "internal" for one in items)
    inside = f", trong đó có {internal} thủ tục hành chính nội bộ" if internal else ""
    yield Heading("I. MỤC ĐÍCH, YÊU CẦU")
    yield Paragraph(
        "1. Phát hiện quy định về thủ tục hành chính không còn cần thiết, không hợp lý, không hợp pháp hoặc làm tốn chi phí của "
        "người dân, doanh nghiệp, cơ quan; kiến nghị sửa đổi, thay thế, bãi bỏ, phân cấp."
    )
    yield Paragraph(f"2. Từng thủ tục được đánh giá đủ các tiêu chí: {names}; theo {article}.")
    yield Paragraph(
        "3. Kết quả rà soát nêu rõ kiến nghị, lý do và chi phí tuân thủ trước, sau khi thực hiện kiến nghị."
    )
    yield Heading("II. NỘI DUNG")
    yield Paragraph(f"Rà soát, đánh giá {len(items)} thủ tục{inside}, theo danh mục kèm theo.")
    if found.together:
        yield Paragraph("Các thủ tục có liên quan với nhau được rà soát theo nhóm ghi tại danh mục.")
    yield Heading("III. THỜI GIAN")
    yield Paragraph("Các đơn vị nộp kết quả rà soát từng thủ tục theo thời hạn ghi tại danh mục.")
    if found.result_due:
        yield Paragraph(f"Báo cáo kết quả rà soát của đợt hoàn thành trước hết ngày {found.result_due:%d/%m/%Y}.")
    yield Heading("IV. TỔ CHỨC THỰC HIỆN")
    for unit, count in Counter(one.unit_name for one in items).most_common():
        yield Paragraph(f"- {unit}: rà soát {count} thủ tục.")
    yield Paragraph("Khó khăn, vướng mắc trong quá trình rà soát gửi về đơn vị chủ trì để được hướng dẫn, giải quyết.")


def _plan_table(items: list[Any]) -> Table:
    rows = (
        (
            str(n),
            one.procedure.base_code,
            one.procedure.name + (f"\nNhóm: {one.cluster}" if one.cluster else ""),
            one.unit_name,
            ": ".join(part for part in (str(queries.GROUNDS[one.ground]), one.ground_words) if part),
            f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
            one.product,
        )
        for n, one in enumerate(items, 1)
    )
    return _table((0.5, 1, 3.4, 2.2, 2.2, 1.1, 2.4), _PLAN_HEAD, rows)


def _report(found: ReviewRound, items: list[Any]) -> OfficialDocument:
    return _paper(
        found,
        REPORT_KIND,
        "Báo cáo",
        f"Kết quả rà soát, đánh giá thủ tục hành chính năm {found.year}",
        number=found.report_number,
        on=found.report_on,
        body=_report_body(found, items),
        recipients=(
            "- Cơ quan kiểm soát thủ tục hành chính;",
            "- Các đơn vị có thủ tục được rà soát;",
            "- Lưu: VT.",
        ),
        annex=Annex("Kết quả rà soát từng thủ tục", (_report_table(items),), landscape=True),
    )


def _report_body(found: Any, items: list[Any]) -> Iterator[Part]:
    done = sum(one.state in queries.DONE for one in items)
    decided = f" {found.decision_number} ngày {found.decision_on:%d/%m/%Y}" if found.decision_on else ""
    yield Paragraph(
        f"Thực hiện Kế hoạch{decided} về rà soát, đánh giá thủ tục hành chính năm {found.year} ({found.title}), "
        f"kết quả như sau:"
    )
    yield Heading("I. KẾT QUẢ RÀ SOÁT")
    yield Paragraph(f"Số thủ tục trong kế hoạch: {len(items)}; đã rà soát: {done}; chưa xong: {len(items) - done}.")
    internal = sum(one.procedure.kind == "internal" for one in items)
    if internal:
        yield Paragraph(f"Trong đó có {internal} thủ tục hành chính nội bộ.")
    yield Heading("II. KIẾN NGHỊ")
    for _kind, label, count, accepted in queries.kinds_of(found):
        yield Paragraph(f"- {label}: {count} kiến nghị, trong đó {accepted} đã được chấp thuận.")
    yield Heading("III. TỶ LỆ TRÊN DANH MỤC")
    on = found.report_on or clock.today()
    words = {
        "reviewed": "đã rà soát",
        "simplify": "được kiến nghị đơn giản hóa",
        "decentralise": "được kiến nghị phân cấp",
    }
    for one in queries.shares(found.year, on):
        percent = f" ({formats.percent(one.percent, 'vi')})" if one.percent is not None else ""
        yield Paragraph(f"- Thủ tục {words[one.key]} trong năm: {one.count}/{one.whole}{percent}.")
    left_out = queries.left_out(on).count()
    besides = f" Không tính {left_out} thủ tục đang hiệu lực chỉ do cơ quan khác giải quyết." if left_out else ""
    yield Paragraph(
        f"Mẫu số là số thủ tục hành chính đang hiệu lực ngày {on:%d/%m/%Y} thuộc phạm vi của tỉnh ({scope_words(on)}).{besides}"
    )
    yield Heading("IV. CHI PHÍ TUÂN THỦ")
    known = [one for one in items if one.year_before is not None and one.year_after is not None]
    if known:
        before, after = sum((o.year_before for o in known), Decimal(0)), sum((o.year_after for o in known), Decimal(0))
        less = rounded(saving_percent(before, after), 2)
        told = f", giảm {formats.number(less, 'vi')} %" if less is not None else ""
        yield Paragraph(
            f"Của {len(known)} thủ tục đã tính đủ: trước rà soát {_money(before)} đồng/năm, sau khi thực hiện kiến nghị "
            f"{_money(after)} đồng/năm{told}. Tính theo biểu 03/SCM-KSTT; nguồn của tham số ghi trong từng bảng tính."
        )
    if len(known) < len(items):
        yield Paragraph(
            f"Còn {len(items) - len(known)} thủ tục chưa tính được chi phí tuân thủ đủ cả năm trước và sau."
        )


def _report_table(items: list[Any]) -> Table:
    rows = (
        (
            str(n),
            one.procedure.base_code,
            one.procedure.name,
            one.unit_name,
            one.conclusion,
            said(one),
            _saved(one),
        )
        for n, one in enumerate(items, 1)
    )
    return _table((0.5, 1, 3.2, 2, 2.4, 3.2, 0.9), _REPORT_HEAD, rows)


def _table(widths: tuple[float, ...], head: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Table:
    heads = tuple(Cell.of(text, bold=True, align="center") for text in head)
    return Table(widths, tuple(tuple(Cell.of(text) for text in row) for row in rows), (heads,))


def _saved(one: Any) -> str:
    before, after = (
        (one.year_before, one.year_after)
        if one.year_before is not None and one.year_after is not None
        else (one.dossier_before, one.dossier_after)
    )
    percent = rounded(saving_percent(before, after), 2)
    return f"{formats.number(percent, 'vi')} %" if percent is not None else "chưa tính"


def _money(value: Decimal) -> str:
    return formats.number(rounded(value) or 0, "vi")
