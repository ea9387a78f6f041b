"""Which pages are opened most: over all, in a field, at a unit."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from motcua.procedures.models import Procedure
from motcua.procedures.queries.registry import public_on

DAYS = 30
"""Of how many days views are told."""
_ENOUGH = 5
"""Views below which nobody calls a page much read."""
_FEWEST = 3
"""Pages below which there is no list: what two people opened says nothing of what people need."""


def most_viewed(on: date, limit: int, *, of: QuerySet[Procedure] | None = None) -> list[Procedure]:
    """Rows of `public_on` (or of what it was narrowed to), most opened first; none where too little was opened to tell. One query."""
    rows = public_on(on) if of is None else of
    found = list(rows.filter(views__gt=0, views__gte=_ENOUGH).order_by("-views", "sort_key", "id")[:limit])
    return found if len(found) >= _FEWEST else []
