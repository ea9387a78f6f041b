"""“Bảng tổng hợp, giải trình, tiếp thu ý kiến” as a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.documents.queries.headed import headed
from motcua.documents.writing import Cell, Paragraph, Table, to_docx
from motcua.plans.models import Consultation, Opinion
from motcua.plans.queries.opinions import Answered, answers_of

HEADS = ("TT", "Đơn vị", "Nội dung góp ý", "Ý kiến tiếp thu, giải trình")
VERDICTS = {
    "taken": "Tiếp thu.",
    "partly": "Tiếp thu một phần.",
    "not_taken": "Không tiếp thu.",
    "": "Chưa giải trình.",
}


def opinions_docx(consultation: Consultation) -> bytes:
    """All answers with what became of each; units that said nothing are named."""
    plan = consultation.plan
    answers = answers_of(consultation)
    agreed = sum(a.asked.answer == "agrees" for a in answers)
    commented = sum(a.asked.answer == "comments" for a in answers)
    silent = [a.unit for a in answers if not a.asked.answer]
    told = (
        f"Đã lấy ý kiến {len(answers)} đơn vị: {agreed} thống nhất, {commented} có ý kiến, {len(silent)} chưa trả lời."
    )
    body = [Paragraph(told)]
    if silent:
        body.append(Paragraph("Chưa trả lời: " + "; ".join(silent) + "."))
    rows = tuple(_rows(answers))
    head = (tuple(Cell.of(words, bold=True, align="center") for words in HEADS),)
    table = (Table((0.5, 1.8, 4.0, 3.7), rows, head),) if rows else ()
    return to_docx(
        headed(
            plan.owner_id,
            on=None,
            kind="Bảng tổng hợp",
            subject=f"giải trình, tiếp thu ý kiến góp ý dự thảo {plan.kind} {plan.title}",
            body=(*body, *table),
        )
    )


def _rows(answers: list[Answered]) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for one in answers:
        for opinion in one.opinions:
            number += 1
            about = f"Về “{opinion.item_words}”: " if opinion.item else ""
            yield (
                Cell.of(str(number), align="center"),
                Cell.of(one.unit),
                Cell.of(about + opinion.text),
                Cell.of(_said(opinion)),
            )


def _said(opinion: Opinion) -> str:
    return " ".join(p for p in (VERDICTS[opinion.verdict], opinion.reason) if p)
