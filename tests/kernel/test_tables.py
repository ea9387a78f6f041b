"""Many tables made in one step are those that Django's own steps make."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from motcua.kernel.tables import CreateTables


def steps() -> list[CreateModel]:
    key = ("id", models.BigAutoField(primary_key=True))
    once = models.UniqueConstraint(fields=["name"], name="thu_once")
    shelf = CreateModel("Shelf", [key, ("name", models.CharField(max_length=9))], {"constraints": [once]})
    to_shelf = models.ForeignKey("kernel.Shelf", on_delete=models.PROTECT, related_name="books")
    by_shelf = models.Index(fields=["shelf", "id"], name="thu_by_shelf")
    return [shelf, CreateModel("Book", [key, ("shelf", to_shelf)], {"indexes": [by_shelf]})]


def run(operation: Operation, state: ProjectState) -> ProjectState:
    after = state.clone()
    operation.state_forwards("kernel", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("kernel", editor, state, after)
    return after


def undo(operation: Operation, state: ProjectState, before: ProjectState) -> None:
    with connection.schema_editor() as editor:
        operation.database_backwards("kernel", editor, state, before)


def described() -> dict[str, Any]:
    """Columns and constraints of the tables there are, as the database tells them."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if t in {"kernel_shelf", "kernel_book"}]
        return {
            table: (
                [c.name for c in connection.introspection.get_table_description(cursor, table)],
                sorted(
                    str((c["columns"], c["unique"], c["index"], c["foreign_key"]))
                    for c in connection.introspection.get_constraints(cursor, table).values()
                ),
            )
            for table in tables
        }


@pytest.mark.django_db(transaction=True)
def test_tables_made_together_are_those_made_one_by_one_and_go_again() -> None:
    empty = ProjectState()
    each, state = steps(), empty
    for step in each:
        state = run(step, state)
    one_by_one = described()
    for step in reversed(each):
        undo(step, state, empty)
    assert described() == {}

    together = CreateTables(steps())
    after = run(together, empty)
    assert described() == one_by_one
    assert {m._meta.object_name for m in after.apps.get_models()} == {"Shelf", "Book"}
    undo(together, after, empty)
    assert described() == {}


def test_models_drawn_before_know_the_new_ones() -> None:
    state = ProjectState()
    first, second = steps()
    CreateTables([first]).state_forwards("kernel", state)
    assert [m.__name__ for m in state.apps.get_models()] == ["Shelf"]
    CreateTables([second]).state_forwards("kernel", state)
    shelf = state.apps.get_model("kernel", "shelf")
    assert [r.related_model.__name__ for r in shelf._meta.related_objects] == ["Book"]
