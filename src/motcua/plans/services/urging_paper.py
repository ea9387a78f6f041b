"""A letter that urges (văn bản đôn đốc) as an official letter of Decree 30/2020, with the late work of each unit in its annex."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.documents.queries.headed import headed
from motcua.documents.queries.issued import Handed, issued_text
from motcua.documents.queries.signers import signature_of_officer
from motcua.documents.writing import Annex, Cell, Heading, OfficialDocument, Paragraph, Part, Table, to_docx
from motcua.kernel import clock
from motcua.organisations.queries.units import header_on
from motcua.plans.models import Task, UrgedWork, UrgingLetter
from motcua.plans.queries.urging import OfUnit, letter_ref, units_of

HEADS = ("TT", "Nhiệm vụ", "Văn bản giao", "Hạn", "Số ngày quá hạn", "Lãnh đạo phụ trách")
WIDTHS = (0.5, 4.2, 2.8, 1.1, 0.9, 1.7)
MOST_NAMED = 12
"""Units named one by one in the address; more of them are addressed as the units of the annex."""


def letter_docx(letter: UrgingLetter) -> bytes:
    """The letter as a Word file."""
    return to_docx(official_letter(letter))


def letter_as_handed(letter: UrgingLetter) -> Handed:
    """Once issued: the text that was signed, with its number, day and who signed it, which another may have done than the one it was
    drafted for. Before that the draft as it stands.
    """
    signed = issued_text(letter_ref(letter)) if letter.number else None
    return signed or Handed(f"Don-doc-{letter.number.replace('/', '-') or 'du-thao'}.docx", letter_docx(letter))


def official_letter(letter: UrgingLetter) -> OfficialDocument:
    """The letter as drafted; with number and date once it is issued."""
    body = header_on(letter.owner_id, letter.issued_on or clock.today()).body
    units = units_of(letter)
    names = tuple(unit.name for unit in units)
    return headed(
        letter.owner,
        on=letter.issued_on,
        number=letter.number,
        kind="",
        subject=letter.title[:1].lower() + letter.title[1:],
        addressees=names if len(names) <= MOST_NAMED else ("Các đơn vị có tên trong phụ lục",),
        body=tuple(_body(letter, units, body)),
        signature=signature_of_officer(letter.signer, letter.owner, clock.today(), "letter"),
        recipients=("- Như trên;", f"- Lãnh đạo {body} (b/c);", "- Lưu: VT."),
        annexes=(Annex("Danh mục nhiệm vụ quá hạn", tuple(_annex(units)), landscape=True),),
    )


def paper_of(task: Task) -> str:
    """The paper that gave a task, with its number and date; a part of a task: the paper of the whole."""
    if task.plan is not None:
        plan = task.plan
        number = f" số {plan.number}" if plan.number else ""
        dated = f" ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
        return f"{plan.kind or 'Kế hoạch'}{number}{dated}"
    if task.work_source is not None:
        source = task.work_source
        said = f"{source.get_kind_display()} số {source.number}" if source.number else source.get_kind_display()
        return f"{said} ngày {source.issued_on:%d/%m/%Y}"
    return paper_of(task.parent) if task.parent is not None else ""


def _body(letter: UrgingLetter, units: list[OfUnit], body: str) -> Iterator[Part]:
    count = sum(len(unit.lines) for unit in units)
    day = clock.local(letter.created_at)
    yield Paragraph(
        f"Qua theo dõi việc thực hiện các kế hoạch và nhiệm vụ được giao, tính đến ngày {day:%d/%m/%Y} còn {count} nhiệm vụ "
        f"của {len(units)} đơn vị đã quá hạn mà chưa có kết quả (danh mục theo từng đơn vị tại phụ lục kèm theo)."
    )
    yield Paragraph(f"{body} đề nghị thủ trưởng các đơn vị:")
    yield Paragraph("1. Chỉ đạo hoàn thành ngay các nhiệm vụ quá hạn và nộp kết quả trên hệ thống.")
    yield Paragraph(
        "2. Với từng nhiệm vụ, trả lời rõ ngày sẽ hoàn thành, lý do chậm hoặc khó khăn, vướng mắc cần tháo gỡ; trả lời trên hệ "
        f"thống trước hết ngày {letter.answer_by:%d/%m/%Y}."
    )
    for line in letter.words.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    yield Paragraph(f"{body} đề nghị các đơn vị quan tâm thực hiện.")


def _annex(units: list[OfUnit]) -> Iterator[Part]:
    head = (tuple(Cell.of(words, bold=True, align="center") for words in HEADS),)
    for n, unit in enumerate(units, 1):
        yield Heading(f"{n}. {unit.name} ({len(unit.lines)} nhiệm vụ)", level=2)
        yield Table(WIDTHS, tuple(_row(i, line) for i, line in enumerate(unit.lines, 1)), head)


def _row(n: int, line: UrgedWork) -> tuple[Cell, ...]:
    task = line.occurrence.task
    number = f"{task.no}. " if task.no else ""
    return (
        Cell.of(str(n), align="center"),
        Cell.of(f"{number}{task.task}"),
        Cell.of(paper_of(task)),
        Cell.of(f"{clock.local(line.due_at):%d/%m/%Y}", align="center"),
        Cell.of(str(line.days_late), align="center"),
        Cell.of(line.leader_name),
    )
