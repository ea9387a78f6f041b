"""How occurrences, tasks and deliverables are shown: facts, names of units, links of what was handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.queries.units import names_on
from motcua.ui import formats
from motcua.ui.language import spoken


@dataclass(frozen=True, slots=True)
class Shown:
    """A deliverable: its kind, title and address; no address where the reader may not open what it leads to."""

    kind: Any
    title: str
    number: str
    url: str
    text: str


def names_of(units: Iterable[int]) -> dict[int, str]:
    """Unit → its name today (or its last one)."""
    return names_on(set(units), clock.today())


def source_of_task(task: Any) -> dict[str, str]:
    """Where a task comes from: title and address of its plan, source or parent."""
    if task.plan is not None:
        title = f"{task.plan.number} {task.plan.title}".strip()
        return {
            "label": gettext("Kế hoạch"),
            "title": title,
            "short": task.plan.number or gettext("Kế hoạch"),
            "url": f"{reverse('plans:plan', args=[task.plan.uid])}#nhiem-vu-{task.uid}",
        }
    if task.work_source is not None:
        source = task.work_source
        title = f"{source.number} {source.title}".strip()
        return {
            "label": source.get_kind_display(),
            "title": title,
            "short": source.number or source.get_kind_display(),
            "url": reverse("plans:source", args=[source.uid]),
        }
    return {
        "label": gettext("Phần của nhiệm vụ"),
        "title": task.parent.task,
        "short": gettext("Phần của nhiệm vụ"),
        "url": reverse("plans:task", args=[task.parent.uid]),
    }


def about(found: Any, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Facts of one occurrence."""
    task = found.task
    extended = found.due_at != found.original_due_at
    rows = [
        (_("Chủ trì"), names.get(found.unit_id, "") or task.lead or gettext("Chưa rõ đơn vị")),
        (_("Phối hợp"), "; ".join(task.coordinators)),
        (_("Kết quả, sản phẩm"), task.deliverable or ""),
        (_("Thời gian theo văn bản"), task.schedule_text or ""),
        (_("Hạn gốc"), formats.moment(found.original_due_at, spoken()) if extended else ""),
        (_("Công nhận kết quả"), names.get(task.owner_id, "")),
        (_("Nộp lúc"), formats.moment(found.handed_in_at, spoken()) if found.handed_in_at else ""),
        (_("Hoàn thành bằng"), found.get_satisfied_by_display() if found.satisfied_by else ""),
        (_("Việc phát sinh"), found.event),
        (_("Đã bỏ"), found.void_reason if found.voided_at else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def deliverables_shown(user: Any, deliverables: Sequence[Any]) -> dict[int, Shown]:
    """Deliverable → how it is shown. Two queries for each kind of record."""
    refs = {d.pk: Ref.parse(d.ref) for d in deliverables if d.ref}
    readable: set[str] = set()
    for kind in {ref.kind for ref in refs.values()}:
        subject = subjects.get(kind)
        if subject is not None:
            readable |= {
                f"{kind}:{uid}" for uid in subject.readable(user, [r.uid for r in refs.values() if r.kind == kind])
            }
    return {
        d.pk: Shown(d.get_kind_display(), d.title, d.number, _url(refs.get(d.pk), readable), d.text)
        for d in deliverables
    }


def _url(ref: Ref | None, readable: set[str]) -> str:
    if ref is None or str(ref) not in readable:
        return ""
    subject = subjects.get(ref.kind)
    return subject.address(ref.uid) if subject is not None else ""
