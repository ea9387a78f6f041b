"""Drafts as official documents (Decree 30/2020): the plan that goes on its route, the document that amends one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.documents.queries.headed import headed
from motcua.documents.writing import (
    Annex,
    Cell,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Signature,
    Table,
    to_docx,
)
from motcua.plans.models import Amendment, Plan
from motcua.plans.rules.drafts import in_order

Json = Mapping[str, Any]
COLUMNS = (
    ("no", "TT", 0.6),
    ("goal", "Mục tiêu", 2.2),
    ("task", "Nhiệm vụ", 4.2),
    ("deliverable", "Kết quả, sản phẩm", 1.9),
    ("lead", "Đơn vị chủ trì", 1.6),
    ("coordinators", "Đơn vị phối hợp", 2.0),
    ("schedule_text", "Thời gian thực hiện", 1.5),
)
_ALWAYS = {"no", "task", "lead", "coordinators", "schedule_text"}
FIELD_WORDS = {
    "no": "Số thứ tự",
    "section": "Phần",
    "section_title": "Tên phần",
    "goal": "Mục tiêu",
    "task": "Nhiệm vụ",
    "lead": "Đơn vị chủ trì",
    "coordinators": "Đơn vị phối hợp",
    "deliverable": "Kết quả, sản phẩm",
    "schedule_text": "Thời gian thực hiện",
    "text": "Chỉ tiêu",
    "comparator": "So sánh",
    "value": "Mức",
    "unit": "Đơn vị tính",
    "task_no": "Nhiệm vụ số",
}
"""What the paper calls the fields of tasks and targets."""


def plan_docx(plan: Plan, content: Json) -> bytes:
    """The draft as a Word file."""
    return to_docx(official_draft(plan, content))


def official_draft(plan: Plan, content: Json) -> OfficialDocument:
    """The draft in the layout of Decree 30, without number and date."""
    head = content.get("document") or {}
    signer = head.get("signer") or {}
    return headed(
        plan.issuer_id or plan.owner_id,
        on=None,
        issuer=(head["issuer"],) if head.get("issuer") else (),
        kind=head.get("kind") or "Kế hoạch",
        subject=head.get("title") or "",
        place=head.get("place"),
        body=tuple(_body(content)) or (Paragraph("Nội dung kế hoạch ở phụ lục kèm theo."),),
        signature=Signature(_capacity(signer.get("capacity")), signer["name"]) if signer.get("name") else None,
        recipients=tuple(head.get("recipients") or ()),
        annexes=tuple(_annexes(content)),
    )


def amendment_docx(amendment: Amendment) -> bytes:
    """An amending document as a Word file: what is added, what is dropped, what is changed with before and after."""
    plan = amendment.plan
    number = f" số {plan.number}" if plan.number else ""
    parts: list[Part] = [
        Paragraph(amendment.reason),
        Paragraph(f"Điều chỉnh, bổ sung {plan.kind}{number} về {plan.title} như sau:"),
    ]
    for title, op in (("Bổ sung", "add"), ("Điều chỉnh", "change"), ("Bãi bỏ", "drop")):
        rows = [c for c in amendment.changes if c["op"] == op]
        if rows:
            parts.append(Heading(title.upper(), level=1))
            parts += [Paragraph(line) for row in rows for line in change_lines(row)]
    return to_docx(
        headed(
            plan.issuer_id or plan.owner_id,
            on=None,
            issuer=(plan.issuer_name,) if plan.issuer_name else (),
            kind=plan.kind,
            subject=amendment.title,
            place=plan.place,
            body=tuple(parts),
            recipients=tuple(plan.recipients),
        )
    )


def change_lines(change: Json) -> list[str]:
    """One change of an amendment in words."""
    what = "nhiệm vụ" if change["list"] == "tasks" else "chỉ tiêu"
    if change["op"] == "drop":
        return [f"- Bãi bỏ {what}: {change.get('words') or ''}"]
    if change["op"] == "add":
        fields = [f"{FIELD_WORDS[k]}: {_words(v)}" for k, v in change["after"].items() if k in FIELD_WORDS and v]
        return [f"- Bổ sung {what}: " + "; ".join(fields)]
    lines = [f"- {what.capitalize()}: {change.get('words') or ''}"]
    for name, after in change["after"].items():
        if name in FIELD_WORDS:
            before = _words((change.get("before") or {}).get(name)) or "(không có)"
            lines.append(f"+ {FIELD_WORDS[name]}: “{before}” được thay bằng “{_words(after) or '(bỏ)'}”")
    return lines


def _words(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(v) for v in value)
    return "" if value is None else str(value)


def _capacity(words: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (words or "").split(" / ") if part.strip())


def _body(content: Json) -> Iterator[Part]:
    for base in content.get("bases") or []:
        words = str((base.get("source") or {}).get("quote") or base.get("subject") or "").rstrip(";. ")
        yield Paragraph(f"{words};" if words.casefold().startswith("căn cứ") else f"Căn cứ {words};")
    for depth, node in in_order(content.get("sections") or []):
        label, title = node.get("label") or "", node.get("title") or ""
        if label or title:
            yield Heading(". ".join(p for p in (label, title) if p), level=min(depth + 1, 4))
        for line in str(node.get("text") or "").splitlines():
            yield Paragraph(line)
    if content.get("targets"):
        yield Heading("CHỈ TIÊU", level=1)
        for target in content["targets"]:
            yield Paragraph(f"- {target['text']}")
    yield from _outreach(content)
    if content.get("reporting"):
        yield Heading("CHẾ ĐỘ BÁO CÁO", level=1)
        for text in dict.fromkeys(d["text"] for d in content["reporting"]):
            yield Paragraph(text)


def _outreach(content: Json) -> Iterator[Part]:
    for audience in (content.get("outreach") or {}).get("audiences") or []:
        if audience.get("topics") or audience.get("channels"):
            yield Heading(f"TUYÊN TRUYỀN: {audience['label']}", level=2)
            for topic in audience.get("topics") or []:
                yield Paragraph(f"- {topic['text']}")
            if audience.get("channels"):
                yield Paragraph("Hình thức: " + "; ".join(use["text"] for use in audience["channels"]))


def _annexes(content: Json) -> Iterator[Annex]:
    tasks = content.get("tasks") or []
    if tasks:
        yield Annex("BẢNG NHIỆM VỤ", (_task_table(tasks),), landscape=True)


def _task_table(tasks: Sequence[Json]) -> Table:
    shown = [c for c in COLUMNS if c[0] in _ALWAYS or any(t.get(c[0]) for t in tasks)]
    rows: list[tuple[Cell, ...]] = []
    part: tuple[Any, Any] | None = None
    for n, task in enumerate(tasks):
        here = (task.get("section"), task.get("section_title"))
        if here != part and any(here):
            title = ". ".join(str(p) for p in here if p)
            rows.append((Cell.of(title, column_span=len(shown), bold=True),))
        part = here
        rows.append(tuple(_cell(task, key, n) for key, *_ in shown))
    head = (tuple(Cell.of(words, bold=True, align="center") for _, words, _ in shown),)
    return Table(tuple(width for *_, width in shown), tuple(rows), head)


def _cell(task: Json, key: str, n: int) -> Cell:
    if key == "no":
        return Cell.of(task.get("no") or str(n + 1), align="center")
    return Cell.of(_words(task.get(key)))
