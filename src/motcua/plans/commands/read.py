"""`motcua plan read FILE…`: what a plan document says, as JSON or for the eye. No database, no Django."""

from __future__ import annotations

import argparse
import json
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.kernel import command_files

if TYPE_CHECKING:
    from motcua.documents.reading.blocks import Document
    from motcua.plans.reader import PlanDocument
    from motcua.plans.reader.plan_document import Head, Section, Task


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="kế hoạch dạng văn bản, DOCX, PDF hoặc bản quét; nhiều tệp là một kế hoạch cùng phụ lục; “-” là đầu vào chuẩn",
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON theo plan-document.schema.json")


def run(arguments: argparse.Namespace) -> int:
    from motcua.plans.reader import read_plan  # here: `motcua --help` needs none of the reader

    document = read(arguments.files)
    plan = read_plan(document)
    if arguments.json:
        json.dump(plan.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for line in summary(plan, document):
            print(line)
    return 0


def read(names: list[str]) -> Document:
    """One document of all files, in the order given. NotFound for a file that cannot be opened, Invalid for one that cannot be read."""
    from motcua.documents.reading.files import read_file
    from motcua.documents.reading.several import joined

    shown = [(name_of(name), name) for name in names]
    return joined([(title, read_file(bytes_of(name), name=title)) for title, name in shown])


def name_of(name: str) -> str:
    """What a file of the command line is called; standard input is text."""
    return "-.txt" if name == "-" else Path(name).name


def bytes_of(name: str) -> bytes:
    """The content, never more than the largest plan. Raises NotFound or Invalid with one line."""
    from motcua.documents.reading.limits import DEFAULT_LIMITS

    if name != "-":
        with suppress(OSError, ValueError):  # what cannot be opened is told below
            found = Path(name).stat()
            if stat.S_ISREG(found.st_mode):
                DEFAULT_LIMITS.check_size(found.st_size)
    return command_files.bytes_of(name, most=DEFAULT_LIMITS.upload_bytes)


def summary(plan: PlanDocument, document: Document) -> Iterator[str]:
    """What an officer wants to see at a glance, in Vietnamese."""
    head = plan.document
    yield from _head(head)
    for note in document.notes:
        yield f"Lưu ý: {note.message}"
    if head.class_ == "not_a_plan":
        yield f"Không phải kế hoạch: {head.why}"
        return
    yield f"Căn cứ ({len(plan.bases)}): " + "; ".join(
        f"{b.kind} {b.number or b.subject or ''}".strip() for b in plan.bases
    )
    yield "Mục lục:"
    yield from _outline(plan.sections, 1)
    yield f"Nhiệm vụ ({len(plan.tasks)}):"
    for task in plan.tasks:
        yield from _task(task)
    yield f"Chỉ tiêu ({len(plan.targets) + len(plan.counts)}):"
    for target in (*plan.targets, *plan.counts):
        unit = target.unit if target.unit == "%" else f" {target.unit}"
        yield f"  {target.comparator} {target.value:g}{unit}  {target.subject}"
    for audience in plan.outreach.audiences if plan.outreach else ():
        kinds = len({c.channel for c in audience.channels})
        yield f"Tuyên truyền cho {audience.label}: {len(audience.topics)} nội dung, {kinds} loại hình thức"
    yield f"Báo cáo ({len(plan.reporting)}): " + "; ".join(
        f"{PERIODS[r.period]}{f' → {r.to}' if r.to else ''}" for r in plan.reporting
    )
    yield f"Hệ thống được nêu ({len(plan.systems)}): " + "; ".join(s.name for s in plan.systems)
    for warning in plan.warnings:
        yield f"Cảnh báo: {warning.message}"


PERIODS = {
    "monthly": "hàng tháng",
    "quarterly": "hàng quý",
    "6_months": "6 tháng",
    "9_months": "9 tháng",
    "annual": "hàng năm",
    "ad_hoc": "đột xuất",
    "unspecified": "không nêu kỳ",
}


def _head(head: Head) -> Iterator[str]:
    date = f"{head.issued_on:%d/%m/%Y}" if head.issued_on else "không rõ ngày"
    yield f"{head.kind or 'Văn bản'} số {head.number or '(trống)'}, {head.place or 'không rõ nơi'}, {date}"
    yield f"  {head.title or '(không có trích yếu)'}"
    signer = f"{head.signer.name or 'không rõ'} ({head.signer.capacity or 'không rõ'})"
    yield f"  Cơ quan: {head.issuer or 'không rõ'}; năm {head.year or 'không rõ'}; người ký: {signer}"
    if head.recipients:
        yield "  Nơi nhận: " + "; ".join(head.recipients)


def _outline(sections: tuple[Section, ...], depth: int) -> Iterator[str]:
    for section in sections:
        if section.title or depth == 1:
            yield f"{'  ' * depth}{section.label}. {section.title or ''}".rstrip()
        yield from _outline(section.children, depth + 1)


def _task(task: Task) -> Iterator[str]:
    number = f"{task.section or ''}{'.' if task.section and task.no else ''}{task.no or ''}" or "-"
    yield f"  {number}  {task.task}"
    facts = [
        f"chủ trì: {task.lead}" if task.lead else "",
        f"phối hợp: {', '.join(task.coordinators)}" if task.coordinators else "",
        f"thời gian: {task.schedule_text}" if task.schedule_text else "",
        f"kết quả: {task.deliverable}" if task.deliverable else "",
    ]
    if any(facts):
        yield "      " + "; ".join(f for f in facts if f)
