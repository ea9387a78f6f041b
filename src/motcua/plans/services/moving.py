"""What a split, dissolution or transfer of units moves of work and of letters that urge; a merger moves nothing (closure)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q

from motcua.kernel.errors import Refused
from motcua.kernel.refs import Ref
from motcua.plans.models import Difficulty, Occurrence, TaskUnit, UrgedWork, UrgingLetter
from motcua.plans.queries.urging import KIND as LETTER
from motcua.plans.queries.work import OCCURRENCE
from motcua.plans.workflow import LetterState

LEAD = TaskUnit.Role.LEAD


def move_work(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give open work to another unit, with the lead of its tasks, open difficulties and urging that waits for an answer.

    What was answered, handed in or acknowledged before keeps the name of who did it. Part of the caller's transaction; returns how many
    moved. Raises Refused where the other unit owes the same work already.
    """
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == OCCURRENCE]
    rows = Occurrence.objects.filter(uid__in=uids, unit=unit)
    found = list(rows.order_by("pk").values_list("pk", "task", "key", "task__task"))
    keys, tasks = [pk for pk, *_rest in found], {task for _pk, task, *_rest in found}
    there = set(Occurrence.objects.filter(unit=to_unit, task__in=tasks).values_list("task", "key"))
    for _pk, task, key, words in found:
        if (task, key) in there:
            raise Refused(
                "Đơn vị tiếp nhận đã có cùng việc này: {task}. Hãy xử lý xong ở một đơn vị trước.",
                code="owed_already",
                task=words[:120],
            )
    moved = Occurrence.objects.filter(pk__in=keys, unit=unit).update(unit=to_unit, version=F("version") + 1)
    leading = TaskUnit.objects.filter(task__in=tasks, role=LEAD)
    taken = leading.filter(unit=to_unit).values_list("task", flat=True)
    leading.filter(unit=unit).exclude(task__in=list(taken)).update(unit=to_unit)
    mine = Q(occurrence__in=keys, unit=unit)
    Difficulty.objects.filter(mine, state=Difficulty.State.OPEN).update(unit=to_unit, version=F("version") + 1)
    UrgedWork.objects.filter(mine, answer="").update(unit=to_unit, version=F("version") + 1)
    return moved


def move_letters(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give letters that were not sent to another body. What was sent keeps the name of the body that signed it."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == LETTER]
    rows = UrgingLetter.objects.filter(uid__in=uids, owner=unit).exclude(state=LetterState.SENT)
    return rows.update(owner=to_unit, version=F("version") + 1)
