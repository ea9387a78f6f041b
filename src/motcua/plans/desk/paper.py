"""A plan as an official document (Decree 30/2020) and as a workbook, from its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from motcua.documents.writing import (
    Annex,
    Cell,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Sheet,
    Signature,
    Table,
)
from motcua.indicators.queries.words import SIGNS
from motcua.kernel import clock
from motcua.plans.desk import plan_tabs, words
from motcua.plans.queries import plans as queries
from motcua.plans.queries.rollups import rollups_of
from motcua.ui import formats

WIDTHS = {"no": 0.6, "goal": 2.2, "task": 4.2, "deliverable": 1.9, "lead": 1.6, "coordinators": 2.0, "time": 1.5}
HEADS = {
    "no": "TT",
    "goal": "Mục tiêu",
    "task": "Nhiệm vụ",
    "deliverable": "Kết quả, sản phẩm",
    "lead": "Đơn vị chủ trì",
    "coordinators": "Đơn vị phối hợp",
    "time": "Thời gian thực hiện",
}


def official(plan: Any) -> OfficialDocument:
    """The plan in the layout of Decree 30: header, bases, outline, targets, outreach, reports; the task table on a wide annex."""
    number, _, symbol = plan.number.partition("/")
    header = queries.header_of(plan)
    return OfficialDocument(
        issuer=(plan.issuer_name,) if plan.issuer_name else (header.body,),
        parent=(header.parent,) if header.parent else (),
        issuer_name=header.body,
        kind=plan.kind,
        subject=plan.title,
        number=number,
        symbol=symbol,
        place=plan.place or header.place,
        issued_on=plan.issued_on,
        body=tuple(_body(plan)) or (Paragraph("Nội dung kế hoạch ở phụ lục kèm theo."),),
        signature=Signature(_lines(plan.signer_capacity), plan.signer_name) if plan.signer_name else None,
        recipients=tuple(plan.recipients),
        annexes=tuple(_annexes(plan)),
    )


def _lines(capacity: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in capacity.split(" / ") if part.strip())


def _body(plan: Any) -> Iterator[Part]:
    bases = queries.bases_of(plan)
    for base in bases:
        yield Paragraph(
            f"Căn cứ {base.citation.raw};"
            if not base.citation.raw.casefold().startswith("căn cứ")
            else base.citation.raw
        )
    for section in queries.sections_of(plan):
        text = f"{section.label}. {section.title or ''}".strip(" .") if section.title else section.label
        yield Heading(text, level=min(section.depth + 1, 4))
    targets = list(queries.targets_of(plan))
    if targets:
        yield Heading("CHỈ TIÊU", level=1)
        for target in targets:
            yield Paragraph(f"- {target.text}")
    for audience in plan_tabs.outreach(plan):
        yield Heading(f"TUYÊN TRUYỀN: {audience['label']}", level=2)
        for topic in audience["topics"]:
            yield Paragraph(f"- {topic.text}")
        if audience["channels"]:
            yield Paragraph("Hình thức: " + "; ".join(use.text for use in audience["channels"]))
    duties = list(plan.duties.order_by("position"))
    if duties:
        yield Heading("CHẾ ĐỘ BÁO CÁO", level=1)
        for text in dict.fromkeys(d.text for d in duties):
            yield Paragraph(text)


def _annexes(plan: Any) -> Iterator[Annex]:
    tasks = list(queries.tasks_of(plan))
    if tasks:
        yield Annex("BẢNG NHIỆM VỤ", (task_table(plan_tabs.table(tasks, {})),), landscape=True)


def task_table(groups: Sequence[plan_tabs.Group]) -> Table:
    """The tasks as the paper has them; columns that hold nothing are left out."""
    tasks = [row.task for group in groups for row in group.rows]
    keys = [
        k for k in WIDTHS if k in {"no", "task", "lead", "coordinators", "time"} or any(getattr(t, k) for t in tasks)
    ]
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        title = ". ".join(part for part in (group.label, group.title) if part)
        if title:
            rows.append((Cell.of(title, column_span=len(keys), bold=True),))
        rows += [tuple(cell for key in keys if (cell := _cell(row, key)) is not None) for row in group.rows]
    head = (tuple(Cell.of(HEADS[k], bold=True, align="center") for k in keys),)
    return Table(tuple(WIDTHS[k] for k in keys), tuple(rows), head)


def _cell(row: plan_tabs.Row, key: str) -> Cell | None:
    task = row.task
    if key in {"goal", "lead"}:
        cell = getattr(row, key)
        return Cell.of(cell.text, row_span=cell.span) if cell.span else None
    texts = {
        "no": task.no or "",
        "task": task.task,
        "deliverable": task.deliverable or "",
        "coordinators": "; ".join(task.coordinators),
        "time": task.schedule_text or "",
    }
    return Cell.of(texts[key], align="center" if key == "no" else "left")


def sheets(plan: Any) -> list[Sheet]:
    """The plan as a workbook: tasks, targets, outreach, reports."""
    name = f"{plan.kind} {plan.number} {plan.title}".strip()
    notes = [f"Ngày {formats.short_date(plan.issued_on)}"] if plan.issued_on else []
    tasks = list(queries.tasks_of(plan))
    names = queries.unit_names(tasks, plan)
    found = [
        Sheet(
            "Nhiệm vụ",
            (
                Column("TT"),
                Column("Phần", width=24),
                Column("Mục tiêu", width=32),
                Column("Nhiệm vụ", width=60),
                Column("Kết quả", width=28),
                Column("Chủ trì", width=24),
                Column("Phối hợp", width=32),
                Column("Thời gian", width=20),
                Column("Từ ngày", "date"),
                Column("Đến ngày", "date"),
                Column("Đơn vị chủ trì (hiểu là)", width=32),
            ),
            [_task_line(task, names) for task in tasks],
            title=name,
            notes=notes,
        ),
        Sheet(
            "Chỉ tiêu",
            (
                Column("Chỉ tiêu", width=70),
                Column("So sánh"),
                Column("Mức", "number"),
                Column("Đơn vị tính"),
                Column("Nhiệm vụ số"),
            ),
            [
                (t.subject, SIGNS[t.comparator], t.value, t.unit, t.task.no if t.task else None)
                for t in queries.targets_of(plan)
            ],
        ),
    ]
    lines = [
        (one["label"], what, row.text)
        for one in plan_tabs.outreach(plan)
        for what, rows in (("Nội dung", one["topics"]), ("Hình thức", one["channels"]))
        for row in rows
    ]
    if lines:
        found.append(
            Sheet("Tuyên truyền", (Column("Đối tượng", width=40), Column("Phần"), Column("Nội dung", width=70)), lines)
        )
    duties = [(str(words.PERIODS[d.period]), d.to, d.due_text, d.text) for d in plan.duties.order_by("position")]
    if duties:
        columns = (
            Column("Kỳ"),
            Column("Gửi cho", width=28),
            Column("Hạn gửi", width=24),
            Column("Kế hoạch viết", width=70),
        )
        found.append(Sheet("Báo cáo", columns, duties))
    if together := _units_together(tasks):
        found.append(together)
    return found


def _units_together(tasks: Sequence[Any]) -> Sheet | None:
    """How far the units are of each slot that several owe; None where none does. One query."""
    rolled = rollups_of(task.pk for task in tasks)
    rows = [
        (
            task.no, task.task, words.slot_name(one), clock.local(one.due_at).date(), one.rolled.units, one.rolled.done,
            one.rolled.handed_in, one.rolled.working, one.rolled.silent, one.rolled.let_off, one.rolled.late,
        )
        for task in tasks
        for one in rolled.get(task.pk, ())
    ]  # fmt: skip
    counted = ("Số đơn vị", "Xong", "Chờ công nhận", "Đang làm", "Chưa bắt đầu", "Được thôi", "Quá hạn")
    columns = (
        Column("TT"),
        Column("Nhiệm vụ", width=60),
        Column("Kỳ, lần", width=18),
        Column("Hạn", "date"),
        *(Column(name, "number") for name in counted),
    )
    return Sheet("Nhiều đơn vị cùng làm", columns, rows) if rows else None


def _task_line(task: Any, names: dict[int, str]) -> tuple[Any, ...]:
    leads = "; ".join(names.get(u.unit_id, "") for u in task.units.all() if u.role == "lead")
    part = ". ".join(p for p in (task.section, task.section_title) if p)
    together = "; ".join(task.coordinators)
    return (
        task.no, part, task.goal, task.task, task.deliverable, task.lead, together, task.schedule_text,
        task.starts_on, task.ends_on, leads,
    )  # fmt: skip
