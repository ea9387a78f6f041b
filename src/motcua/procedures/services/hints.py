"""Where a review might look first: reckoned over the whole registry by a job, kept for the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db import transaction

from motcua.kernel import clock, jobs, search
from motcua.kernel.actors import Actor
from motcua.procedures.models import HintKind, Procedure, ProcedureVersion, ReviewHint
from motcua.procedures.queries.hints import PAPER
from motcua.procedures.queries.registry import in_force
from motcua.procedures.rules.likeness import Pair, Repeated, Said, pairs, repeated

JOB = "procedures.look_alike"
"""Kind of job."""


def order_hints(*, actor: Actor) -> None:
    """Queue the reckoning; it can be followed under the running work."""
    jobs.enqueue(JOB, {}, actor=actor, title="Tìm thủ tục giống nhau, giấy tờ trùng lặp")


def make_hints(progress: Callable[[int, int], None] | None = None) -> int:
    """Reckon anew over everything in force, public and internal, and put it in place of what was there. Returns how many hints."""
    tell = progress or (lambda _done, _total: None)
    said = list(_said())
    now = clock.now()
    found = [_pair(one) for one in pairs(said)] + [_paper(one) for one in repeated(said)]
    for hint in found:
        hint.made_at = now
    tell(len(said), len(said))
    with transaction.atomic():
        before = ReviewHint.objects.filter(kind=HintKind.PAPER)
        search.remove(PAPER, list(before.values_list("pk", flat=True)))
        ReviewHint.objects.all().delete()
        ReviewHint.objects.bulk_create(found, batch_size=500)
        index_papers([hint.pk for hint in found if hint.kind == HintKind.PAPER])
    return len(found)


def index_papers(pks: Sequence[int]) -> None:
    """Make papers that many ask for findable by their names."""
    rows = ReviewHint.objects.filter(pk__in=pks).values_list("pk", "name")
    search.index_many(PAPER, [search.Entry(pk, name) for pk, name in rows])


def declare_hint_index() -> None:
    """Called by `apps.py`."""
    search.declare_index(PAPER, lambda: ReviewHint.objects.filter(kind=HintKind.PAPER), index_papers)


def _said() -> Iterator[Said]:
    today = clock.today()
    living = Procedure.objects.exclude(abolished_on__lte=today)
    rows = ProcedureVersion.objects.filter(in_force(today), procedure__in=living, field__isnull=False)
    for version in rows.order_by("procedure", "number").iterator(chunk_size=500):
        papers = tuple(c.get("name", "") for c in version.content.get("components", ()))
        if version.field_id is not None:
            yield Said(version.procedure_id, version.field_id, version.name, papers)


def _pair(one: Pair) -> ReviewHint:
    return ReviewHint(
        kind=HintKind.PAIR,
        field_id=one.field,
        first_id=one.first,
        second_id=one.second,
        score=one.score,
        papers=[paper[:300] for paper in one.papers],
        weight=round(one.score * 100) + 10 * len(one.papers),
    )


def _paper(one: Repeated) -> ReviewHint:
    return ReviewHint(
        kind=HintKind.PAPER,
        field_id=one.field,
        name=one.name[:1000],
        procedures=list(one.procedures),
        weight=len(one.procedures),
    )
