"""A query that nearly every request asks, without Django building its SQL each time: of a few joins that takes longer than the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Given = int | date | datetime


class Prepared:
    """`build` is asked once for each set of names, with values that stand for those given later: it may put them into conditions and
    nothing else, since what it looks at or counts with would stay as it was then.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._told: dict[tuple[str, ...], tuple[str, list[str | None], list[Any]]] = {}

    def rows(self, **given: Given) -> list[tuple[Any, ...]]:
        """The rows as the database tells them: SQLite has 1 and 0 for yes and no."""
        key = (connection.vendor, *given)
        if key not in self._told:
            self._told[key] = self._tell(given)
        sql, names, fixed = self._told[key]
        values = {name: _told(value) for name, value in given.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [one if name is None else values[name] for name, one in zip(names, fixed, strict=True)])
            return list(cursor.fetchall())

    def _tell(self, given: dict[str, Given]) -> tuple[str, list[str | None], list[Any]]:
        """The SQL, and for each of its places the name whose value stands there, or what always does."""
        standing = {name: _standing_for(value, n) for n, (name, value) in enumerate(given.items(), 1)}
        sql, fixed = self._build(**standing).query.sql_with_params()
        places = {_told(value): name for name, value in standing.items()}
        names = [places.get(one) for one in fixed]
        if lost := set(given) - set(names):
            raise LookupError(f"the query does not ask for {sorted(lost)} as given")
        return sql, names, list(fixed)


def _standing_for(value: Given, n: int) -> Given:
    """A value of the same type, of which no query is ever asked."""
    if isinstance(value, datetime):
        return datetime(1, 2, 3, 4, 5, 6, n, UTC)
    return date(1, 2, 3) + timedelta(days=n) if isinstance(value, date) else 2_019_876_500 + n


def _told(value: Given) -> Any:
    """The value as Django hands it to this database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
