"""What inspections look at: checklists in numbered versions, one in force for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.kernel.text import nfc
from motcua.plans import events as kinds
from motcua.plans.models import Checklist, ChecklistItem, InspectionKind
from motcua.plans.queries.inspections import checklist_ref


def issue_checklist(
    *,
    owner: Any,
    kind: str,
    title: str,
    items: Sequence[tuple[str, str]],
    valid_from: date,
    actor: Actor,
    is_sample: bool = False,
) -> Checklist:
    """The next number of an agency's checklist for a kind of inspection: (text, rule) each. The number before ends on `valid_from`."""
    told = [(" ".join(nfc(text).split()), " ".join(nfc(basis).split())) for text, basis in items if text.strip()]
    last = Checklist.objects.filter(owner=owner, kind=kind).order_by("-number").first()
    errors = []
    if kind not in InspectionKind.values:
        errors.append(FieldError("kind", N_("Chọn loại kiểm tra trong danh sách.")))
    if not title.strip():
        errors.append(FieldError("title", N_("Ghi tên danh mục.")))
    if not told:
        errors.append(FieldError("items", N_("Ghi ít nhất một nội dung kiểm tra.")))
    if last is not None and valid_from < last.valid_from:
        errors.append(FieldError("valid_from", N_("Danh mục mới không thể có hiệu lực trước danh mục đang dùng.")))
    if errors:
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        Checklist.objects.filter(owner=owner, kind=kind, valid_to__isnull=True).update(valid_to=valid_from)
        made = Checklist.objects.create(
            owner=owner,
            kind=kind,
            number=1 if last is None else last.number + 1,
            title=title.strip(),
            valid_from=valid_from,
            is_sample=is_sample,
            created_at=clock.now(),
        )
        ChecklistItem.objects.bulk_create(
            ChecklistItem(checklist=made, position=n, text=text, basis=basis) for n, (text, basis) in enumerate(told, 1)
        )
        payload: dict[str, events.Plain] = {"number": made.number, "count": len(told), "from": valid_from}
        events.append(checklist_ref(made), kinds.CHECKLIST_ISSUED, actor=actor, payload=payload)
    return made
