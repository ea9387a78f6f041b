"""A query that nearly every request asks, without Django building its SQL each time: of a few joins that takes longer than the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

Given = int | str | date | datetime


class _Told(NamedTuple):
    """`names` and `fixed`: for each place of the SQL the name whose value stands there, or what always does. `record`, for a query of
    records: how one is made of a row."""

    sql: str
    names: list[str | None]
    fixed: list[Any]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]
    record: Callable[[list[Any]], Any] | None


class Prepared:
    """`build` is asked once for each set of names, with values that stand for those given later: it may put them into conditions and
    nothing else, since what it looks at or counts with would stay as it was then.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._told: dict[tuple[str, ...], _Told] = {}

    def rows(self, **given: Given) -> list[tuple[Any, ...]]:
        """What a query of values (`values_list`) gives."""
        return [tuple(row) for row in self._ask(self._known(given), given)]

    def records(self, **given: Given) -> list[Any]:
        """What a query of records gives, with those it selects beside them (`select_related`)."""
        told = self._known(given)
        if told.record is None:
            raise LookupError("the query asks for values, not for records")
        return [told.record(row) for row in self._ask(told, given)]

    def _known(self, given: dict[str, Given]) -> _Told:
        key = (connection.vendor, *given)
        if key not in self._told:
            self._told[key] = self._tell(given)
        return self._told[key]

    def _ask(self, told: _Told, given: dict[str, Given]) -> Iterator[list[Any]]:
        values = {name: _told(value) for name, value in given.items()}
        placed = [one if name is None else values[name] for name, one in zip(told.names, told.fixed, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(told.sql, placed)
            found = [list(row) for row in cursor.fetchall()]
        for row in found:
            for place, (converters, expression) in told.converters.items():
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
            yield row

    def _tell(self, given: dict[str, Given]) -> _Told:
        standing = {name: _standing_for(value, n) for n, (name, value) in enumerate(given.items(), 1)}
        compiler = self._build(**standing).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, fixed = compiler.as_sql()
        places = {_told(value): name for name, value in standing.items()}
        names = [places.get(one) for one in fixed]
        if lost := set(given) - set(names):
            raise LookupError(f"the query does not ask for {sorted(lost)} as given")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return _Told(sql, names, list(fixed), converters, _record_of(compiler))


def _record_of(compiler: Any) -> Callable[[list[Any]], Any] | None:
    """As Django's own iteration over records does."""
    if not compiler.query.default_cols:
        return None
    model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(fields[0], fields[-1] + 1)
    names = [column.target.attname for column, _sql, _alias in compiler.select[own]]
    beside = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # types of Django 6.1

    def record(row: list[Any]) -> Any:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for one in beside:
            one.populate(row, made)
        return made

    return record


def _standing_for(value: Given, n: int) -> Given:
    """A value of the same type, of which no query is ever asked."""
    if isinstance(value, str):
        return f"\ue000 stands for {n}"
    if isinstance(value, datetime):
        return datetime(1, 2, 3, 4, 5, 6, n, UTC)
    return date(1, 2, 3) + timedelta(days=n) if isinstance(value, date) else 2_019_876_500 + n


def _told(value: Given) -> Any:
    """The value as Django hands it to this database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
