"""Which units that hold procedures lack somebody for the way that procedures go by default: counter, work, approval, signature, clerk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from motcua.organisations.queries.units import on_date
from motcua.procedures.models import AssignmentRole
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.holders import Holding, holdings
from motcua.procedures.queries.workflows import default_in_use


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit that holds procedures: how many, and how many people could take each of the roles there."""

    unit: int
    uid: str
    code: str
    name: str
    procedures: int
    roles: tuple[Holding, ...]

    @property
    def lacking(self) -> int:
        return sum(one.lacking for one in self.roles)


@dataclass(frozen=True, slots=True)
class Matrix:
    """`heads` are the names of the roles, in the order of each row's; `basis` says where the default comes from."""

    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    basis: str

    @property
    def lacking(self) -> int:
        return sum(bool(row.lacking) for row in self.rows)


def matrix(on: date, *, role: str = AssignmentRole.PERFORMING) -> Matrix:
    """Units that hold procedures in a role, those that lack somebody first. As many queries for one unit as for a hundred."""
    held = held_on(on).filter(role=role)
    told = held.order_by().values("unit").annotate(n=Count("*"), at=Max("counter"))
    rows_of = {unit: (n, at) for unit, n, at in told.values_list("unit", "n", "at")}
    default = default_in_use(on)
    people = holdings(default.table, {unit: at for unit, (_n, at) in rows_of.items()}, on)
    versions = {v.unit_id: v for v in on_date(on).filter(unit__in=rows_of)}
    rows = [
        MatrixRow(unit, str(v.unit.uid), v.unit.code, v.name, rows_of[unit][0], people[unit])
        for unit, v in versions.items()
    ]
    order = {unit: (v.position, v.sort_key) for unit, v in versions.items()}
    found = sorted(rows, key=lambda row: (-row.lacking, *order[row.unit]))
    return Matrix(tuple(role.name for role in default.table.roles), tuple(found), default.basis)
