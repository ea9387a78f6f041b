"""The stored form of a workflow: plain JSON, read back to an equal value."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from motcua.procedures.workflows.parts import Table

_ADAPTER: TypeAdapter[Table] = TypeAdapter(Table)


def table_as_json(table: Table) -> dict[str, Any]:
    """What is kept in the database; amounts are texts, so that nothing is rounded. Empty values are left out."""
    plain: dict[str, Any] = _ADAPTER.dump_python(table, mode="json", exclude_defaults=True)
    return plain


def table_from_json(plain: dict[str, Any]) -> Table:
    """The workflow again. Raises pydantic.ValidationError for anything that is none."""
    return _ADAPTER.validate_python(plain)
