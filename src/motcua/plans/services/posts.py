"""Posts that papers name as leads, found for plans that were kept before posts were understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.organisations.queries.resolution import Resolver
from motcua.plans import events as kinds
from motcua.plans.models import Plan, TaskUnit
from motcua.plans.queries.leads import Meant, meant
from motcua.plans.queries.work import task_ref
from motcua.plans.services.holding import follow_posts
from motcua.plans.workflow import PlanState


@dataclass(frozen=True, slots=True)
class Named:
    """A lead of a task whose words name a post: "Lãnh đạo Ban" of the board is its head."""

    row: TaskUnit
    post: str


def posts_unnamed() -> Iterator[Named]:
    """Leads of standing tasks that are kept as units though their words name a post, as accepting the plan today would understand them.

    A few queries for each plan.
    """
    plans = Plan.objects.exclude(state__in=[PlanState.REPLACED, PlanState.WITHDRAWN]).select_related("issuer", "owner")
    for plan in plans.order_by("pk").iterator(chunk_size=200):
        rows = TaskUnit.objects.filter(task__plan=plan, role=TaskUnit.Role.LEAD, post__isnull=True)
        rows = rows.filter(task__dropped_at__isnull=True).select_related("task", "unit").order_by("pk")
        found: dict[str, Meant] = {}
        resolver = Resolver(plan.issuer or plan.owner, _day_of(plan))
        for row in rows:
            if not row.named:
                continue
            if row.named not in found:
                found[row.named] = meant(resolver, row.named)
            one = found[row.named]
            if one.post is not None and row.unit_id in {u.pk for u in one.units}:
                yield Named(row, str(one.post))


def name_posts(*, actor: Actor) -> tuple[list[Named], int]:
    """Keep the posts of `posts_unnamed`, and give what is open to their holders: (leads named, occurrences that changed hands).

    Run again it finds nothing more. What people have named themselves since is left as it is.
    """
    with transaction.atomic():
        named = list(posts_unnamed())
        for one in named:
            TaskUnit.objects.filter(pk=one.row.pk, post__isnull=True).update(post=one.post)
            payload: dict[str, events.Plain] = {"unit": one.row.unit.code, "note": one.row.named[:500]}
            events.append(task_ref(one.row.task), kinds.POST_NAMED, actor=actor, payload=payload)
        return named, follow_posts()


def _day_of(plan: Plan) -> date:
    return plan.issued_on or (date(plan.year, 1, 1) if plan.year else clock.today())
