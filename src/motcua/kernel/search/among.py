"""A column is one of many values: one parameter, where Django's `__in` has one for each.

Hundreds of parameters take longer to bind, parse and plan than the rows take to read.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Expression, F

_BETWEEN = "\x1f"  # stands in no word


def among(column: str, values: Collection[str] | Collection[int], vendor: str) -> tuple[str, str]:
    """The condition as SQL, and its one parameter. Text holds no control characters."""
    if vendor != "postgresql":
        return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(values))  # noqa: S608 - a column's name
    if any(isinstance(value, str) for value in values):
        return f"{column} = ANY(string_to_array(%s, chr(31)))", _BETWEEN.join(str(value) for value in values)
    return f"{column} = ANY(%s)", "{" + ",".join(str(value) for value in values) + "}"


def rows_of(kind: str, select: str, column: str, values: Collection[str] | Collection[int]) -> list[tuple[Any, ...]]:
    """`select` ("SELECT … FROM …") for one kind and these values. What Django needs to write such a statement is a good part of the time
    of a search."""
    condition, value = among(column, values, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"{select} WHERE kind = %s AND {condition}", [kind, value])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


class Among(Expression):
    """`rows.filter(Among("term", terms))`. The values are text or whole numbers."""

    output_field = BooleanField()

    def __init__(self, column: str, values: Collection[str] | Collection[int]) -> None:
        super().__init__(output_field=BooleanField())
        self.column: Any = F(column)
        self.values: Any = tuple(values)  # Django compares expressions by their arguments

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.column,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = compiler.compile(self.column)
        sql, value = among(column, self.values, connection.vendor)
        return sql, (*params, value)
