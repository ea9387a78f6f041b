"""Inside a unit: the head gives an occurrence to officers (Phân công), with a note and an inner date; hand-over; conversation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.plans import events as kinds
from motcua.plans.models import Assignee, Comment, Occurrence, Task
from motcua.plans.queries.work import occurrence_ref, task_ref
from motcua.plans.services.work import moment_of_day
from motcua.plans.workflow import OPEN_OCCURRENCES


def assign(
    occurrence: Occurrence, officer: Any, *, role: str, actor: Actor, note: str = "", due_on: date | None = None
) -> Assignee:
    """Give an occurrence to an officer as lead (chủ trì), support (phối hợp) or for information (để biết).

    One lead at a time: a new one takes the place of the old, which is kept. The inner date is never after the due moment.
    """
    _open(occurrence)
    if role not in Assignee.Role.values:
        raise _wrong("role", N_("Chọn vai trò trong danh sách."))
    due_at = moment_of_day(due_on, occurrence.unit_id or occurrence.task.owner_id) if due_on else None
    if due_at is not None and due_at > occurrence.due_at:
        raise _wrong("due_on", N_("Hạn trong đơn vị không thể sau hạn của nhiệm vụ."))
    now = clock.now()
    with transaction.atomic():
        held = Assignee.objects.filter(occurrence=occurrence, ended_at__isnull=True)
        held.filter(officer=officer).update(ended_at=now, end_reason=N_("Phân công lại"))
        if role == Assignee.Role.LEAD:
            held.filter(role=role).update(ended_at=now, end_reason=N_("Phân công lại"))
        try:
            with transaction.atomic():
                made = Assignee.objects.create(
                    occurrence=occurrence,
                    officer=officer,
                    role=role,
                    note=nfc(note).strip(),
                    due_at=due_at,
                    given_by=str(actor.ref or ""),
                    given_name=actor.name,
                    given_at=now,
                )
        except IntegrityError as error:
            raise Refused("Việc này vừa được phân công. Hãy tải lại trang.", code="transition_refused") from error
        payload: dict[str, events.Plain] = {"officer": Ref.to("officer", officer.uid), "role": role, "due_on": due_on}
        events.append(occurrence_ref(occurrence), kinds.OCCURRENCE_ASSIGNED, actor=actor, payload=payload)
    return made


def hand_over(assignee: Assignee, officer: Any, *, actor: Actor, reason: str) -> Assignee:
    """Hand what an officer has over to another (Bàn giao), with the reason; role, note and inner date go along."""
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong("reason", N_("Hãy ghi lý do bàn giao."))
    if officer.pk == assignee.officer_id:
        raise _wrong("officer", N_("Chọn một người khác."))
    _open(assignee.occurrence)
    now = clock.now()
    with transaction.atomic():
        if Assignee.objects.filter(pk=assignee.pk, ended_at__isnull=True).update(ended_at=now, end_reason=reason) != 1:
            raise Refused("Phân công này đã kết thúc.", code="transition_refused")
        Assignee.objects.filter(occurrence=assignee.occurrence, officer=officer, ended_at__isnull=True).update(
            ended_at=now, end_reason=reason
        )
        made = Assignee.objects.create(
            occurrence=assignee.occurrence,
            officer=officer,
            role=assignee.role,
            note=assignee.note,
            due_at=assignee.due_at,
            given_by=str(actor.ref or ""),
            given_name=actor.name,
            given_at=now,
        )
        payload: dict[str, events.Plain] = {
            "from": Ref.to("officer", assignee.officer.uid),
            "to": Ref.to("officer", officer.uid),
            "reason": reason[:500],
        }
        events.append(occurrence_ref(assignee.occurrence), kinds.OCCURRENCE_HANDED_OVER, actor=actor, payload=payload)
    return made


def hand_over_all(officer: Any, to: Any, *, actor: Actor, reason: str, only: Collection[int] | None = None) -> int:
    """Hand over everything open that an officer has (of it only the assignments `only`): they leave, or are away for long.

    Returns how many. Raises Invalid (no reason, to themself), and then nothing is handed over.
    """
    rows = Assignee.objects.filter(
        officer=officer, ended_at__isnull=True, occurrence__voided_at__isnull=True,
        occurrence__state__in=[str(s) for s in OPEN_OCCURRENCES],
    ).select_related("occurrence__task", "officer")  # fmt: skip
    if only is not None:
        rows = rows.filter(pk__in=only)
    with transaction.atomic():
        return len([hand_over(row, to, actor=actor, reason=reason) for row in rows])


def comment(
    task: Task, *, text: str, actor: Actor, occurrence: Occurrence | None = None, mentions: Sequence[Any] = ()
) -> Comment:
    """A word in the conversation about a task; those mentioned are told."""
    text = nfc(text).strip()
    if not text or len(text) > 5000:
        raise _wrong("text", N_("Ghi nội dung, tối đa 5.000 ký tự."))
    with transaction.atomic():
        made = Comment.objects.create(
            task=task,
            occurrence=occurrence,
            text=text,
            author=str(actor.ref or ""),
            author_name=actor.name,
            author_unit=actor.unit,
            at=clock.now(),
        )
        made.mentions.set(mentions)
        called: list[events.Plain] = [Ref.to("officer", officer.uid) for officer in mentions]
        events.append(task_ref(task), kinds.COMMENTED, actor=actor, payload={"officer": called} if called else {})
    return made


def _open(occurrence: Occurrence) -> None:
    if occurrence.voided_at is not None or occurrence.state not in OPEN_OCCURRENCES:
        raise Refused("Việc này đã kết thúc, không phân công được nữa.", code="transition_refused")


def _wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))
