"""The plan of a round in the form of Decree 30/2020; what plan and report have in common as papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils import translation

from motcua.documents.queries.headed import headed
from motcua.documents.queries.issued import Handed, issued_text
from motcua.documents.queries.numbers import abbreviation_of
from motcua.documents.queries.signers import signature_of_officer
from motcua.documents.writing import Annex, Cell, Heading, OfficialDocument, Paragraph, Part, Table, to_docx
from motcua.kernel import clock
from motcua.organisations.queries.posts import head_of
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries.review_plans import PlannedRow, PlanText, kept_plan, plan_now
from motcua.procedures.queries.reviews import plan_ref

PLAN_KIND, REPORT_KIND = "plan", "report"
"""Types of document, for routes and numbers."""
_PLAN_HEAD = ("STT", "Mã", "Tên thủ tục", "Cơ quan rà soát", "Căn cứ lựa chọn", "Hoàn thành", "Kết quả dự kiến")


def plan_for(found: ReviewRound) -> Handed:
    """What was signed is handed out as signed: the text of its route with its number, or the text as it was when the number was recorded.
    Before that, and where nobody kept that text, the draft as the round stands, without a number that another text bears.
    """
    signed = issued_text(plan_ref(found)) if found.decision_number else None
    return signed or Handed(f"ke-hoach-ra-soat-{found.year}.docx", plan_docx(found))


def plan_docx(found: ReviewRound) -> bytes:
    """The plan as a Word file. Vietnamese whatever the reader's language, as official documents are."""
    with translation.override("vi"):
        return to_docx(_plan(found))


def paper(
    found: ReviewRound,
    kind: str,
    name: str,
    subject: str,
    *,
    number: str,
    on: date | None,
    owner: int,
    body: Iterator[Part],
    recipients: Sequence[str],
    annexes: Iterable[Annex],
) -> OfficialDocument:
    """With a number that was recorded it bears no name: another may have signed."""
    day = on or clock.today()
    return headed(
        owner,
        kind=name,
        subject=subject,
        number=number,
        symbol=abbreviation_of(kind, day),
        on=on,
        body=tuple(body),
        signature=None if number else signature_of_officer(head_of(owner, day), found.owner, day, kind),
        recipients=tuple(recipients),
        annexes=tuple(annexes),
    )


def table(widths: tuple[float, ...], head: Sequence[str], rows: Iterable[tuple[str, ...]]) -> Table:
    heads = tuple(Cell.of(text, bold=True, align="center") for text in head)
    return Table(widths, tuple(tuple(Cell.of(text) for text in row) for row in rows), (heads,))


def _plan(found: ReviewRound) -> OfficialDocument:
    kept = kept_plan(found)
    text = kept or plan_now(found)
    return paper(
        found,
        PLAN_KIND,
        "Kế hoạch",
        f"Rà soát, đánh giá thủ tục hành chính năm {text.year}",
        number=found.decision_number if kept else "",
        on=found.decision_on if kept else None,
        owner=text.owner,
        body=_plan_body(text),
        recipients=("- Cơ quan kiểm soát thủ tục hành chính;", "- Các đơn vị có tên trong danh mục;", "- Lưu: VT."),
        annexes=(Annex("Danh mục thủ tục rà soát, đánh giá", (_plan_table(text.rows),), landscape=True),),
    )


def _plan_body(text: PlanText) -> Iterator[Part]:
    names = "; ".join(name[:1].lower() + name[1:] for name in text.criteria)
    internal = sum(one.internal for one in text.rows)
    inside = f", trong đó có {internal} thủ tục hành chính nội bộ" if internal else ""
    yield Heading("I. MỤC ĐÍCH, YÊU CẦU")
    yield Paragraph(
        "1. Phát hiện quy định về thủ tục hành chính không còn cần thiết, không hợp lý, không hợp pháp hoặc làm tốn chi phí của "
        "người dân, doanh nghiệp, cơ quan; kiến nghị sửa đổi, thay thế, bãi bỏ, phân cấp."
    )
    yield Paragraph(f"2. Từng thủ tục được đánh giá đủ các tiêu chí: {names}; theo {text.article}.")
    yield Paragraph(
        "3. Kết quả rà soát nêu rõ kiến nghị, lý do và chi phí tuân thủ trước, sau khi thực hiện kiến nghị."
    )
    yield Heading("II. NỘI DUNG")
    yield Paragraph(f"Rà soát, đánh giá {len(text.rows)} thủ tục{inside}, theo danh mục kèm theo.")
    if text.together:
        yield Paragraph("Các thủ tục có liên quan với nhau được rà soát theo nhóm ghi tại danh mục.")
    yield Heading("III. THỜI GIAN")
    yield Paragraph("Các đơn vị nộp kết quả rà soát từng thủ tục theo thời hạn ghi tại danh mục.")
    if text.result_due:
        yield Paragraph(f"Báo cáo kết quả rà soát của đợt hoàn thành trước hết ngày {text.result_due:%d/%m/%Y}.")
    yield Heading("IV. TỔ CHỨC THỰC HIỆN")
    for unit, count in Counter(one.unit for one in text.rows).most_common():
        yield Paragraph(f"- {unit}: rà soát {count} thủ tục.")
    yield Paragraph("Khó khăn, vướng mắc trong quá trình rà soát gửi về đơn vị chủ trì để được hướng dẫn, giải quyết.")


def _plan_table(planned: Sequence[PlannedRow]) -> Table:
    rows = (
        (
            str(n),
            one.code,
            one.name + (f"\nNhóm: {one.cluster}" if one.cluster else ""),
            one.unit,
            one.ground,
            f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
            one.product,
        )
        for n, one in enumerate(planned, 1)
    )
    return table((0.5, 1, 3.4, 2.2, 2.2, 1.1, 2.4), _PLAN_HEAD, rows)
