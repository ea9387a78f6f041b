"""Rounds of review and draft regulations in the search index."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.kernel import search
from motcua.procedures.models import DraftRegulation, ReviewRound
from motcua.procedures.queries.regulations import KIND as REGULATION
from motcua.procedures.queries.reviews import ROUND


def index_rounds(pks: Sequence[int]) -> None:
    """Make rounds findable by title, year and the numbers of their papers."""
    search.index_many(ROUND, [_round(one) for one in ReviewRound.objects.filter(pk__in=pks)])


def index_regulations(pks: Sequence[int]) -> None:
    """Make draft regulations findable by title and the numbers of opinion and instrument."""
    search.index_many(REGULATION, [_regulation(one) for one in DraftRegulation.objects.filter(pk__in=pks)])


def declare_review_indexes() -> None:
    """Called by `apps.py`."""
    search.declare_index(ROUND, ReviewRound.objects.all, index_rounds)
    search.declare_index(REGULATION, DraftRegulation.objects.all, index_regulations)


def _round(one: ReviewRound) -> search.Entry:
    return _entry(one.pk, one.title, (str(one.year), 4), (one.decision_number, 8), (one.report_number, 8))


def _regulation(one: DraftRegulation) -> search.Entry:
    return _entry(one.pk, one.title, (one.opinion_number, 8), (one.issued_number, 8))


def _entry(pk: int, title: str, *fields: tuple[str, int]) -> search.Entry:
    return search.Entry(pk, title, [(text, weight) for text, weight in fields if text])
