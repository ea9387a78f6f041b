"""The condition of the partial indexes of occurrences, as the databases recognise it."""

from __future__ import annotations

from django.db.models import BooleanField, F, Func, Q

from motcua.plans.workflow import OPEN_OCCURRENCES

OPEN_TIMINGS = frozenset({"late", "due_soon", "running", "waiting", "handed_in"})
"""Standings against the due moment that only open occurrences have."""


class InOpenState(Func):
    """Whether a state is an open one, with the states in the statement itself: SQLite plans before it sees values, and takes a partial
    index only where the statement says what the index says.
    """

    template = f"%(expressions)s IN ({', '.join(repr(str(s)) for s in OPEN_OCCURRENCES)})"
    arity = 1


def is_open(prefix: str = "") -> Q:
    """The condition that an occurrence stands and something is still to be done; equals that of the indexes."""
    open_state = InOpenState(F(f"{prefix}state"), output_field=BooleanField())
    return Q(open_state) & Q(**{f"{prefix}voided_at__isnull": True})
