"""Work that the paper gives to a post: its holder has it, and it follows the post when that changes hands."""

from __future__ import annotations

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, TaskUnit
from motcua.plans.queries.leads import holders_of
from motcua.plans.queries.work import occurrence_ref, still_open
from motcua.plans.rules.post_words import LedBy


def follow_posts() -> int:
    """Give what is open to whoever holds its post today, or to nobody while it is vacant. How many changed hands.

    Run again it changes nothing. What is done keeps the name of who held the post then.
    """
    led = TaskUnit.objects.filter(role=TaskUnit.Role.LEAD, post__in=[str(p) for p in LedBy])
    posts = {(task, unit): str(post) for task, unit, post in led.values_list("task", "unit", "post")}
    if not posts:
        return 0
    rows = still_open(Occurrence.objects.filter(task__in={task for task, _unit in posts}))
    open_ones = [
        (row, (row.unit_id, posts[row.task_id, row.unit_id]))
        for row in rows.select_related("task").order_by("pk")
        if row.unit_id is not None and (row.task_id, row.unit_id) in posts
    ]
    holders = holders_of([pair for _row, pair in open_ones], clock.today())
    return sum([_hand_on(row, holders[pair]) for row, pair in open_ones])


def _hand_on(row: Occurrence, holder: object | None) -> int:
    pk = getattr(holder, "pk", None)
    if row.officer_id == pk:
        return 0
    with transaction.atomic():
        if Occurrence.objects.filter(pk=row.pk, officer=row.officer_id).update(officer=pk) != 1:
            return 0  # another process was quicker
        ref = Ref.to("officer", str(getattr(holder, "uid", ""))) if holder is not None else None
        events.append(occurrence_ref(row), kinds.HOLDER_CHANGED, actor=SYSTEM, payload={"officer": ref})
    return 1
