"""Who could take the steps of workflows in each unit: by the post that the unit names for a role, else by rights and kinds of posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_grant, require, valid_on
from motcua.organisations.queries.posts import answering_each
from motcua.organisations.queries.seated import (
    Holders,
    house_of,
    houses_of,
    posts_held,
    posts_held_above,
    posts_standing,
    roles_held_above,
)
from motcua.organisations.queries.staffing import Seat, holding_roles, seats
from motcua.organisations.queries.units import ancestors, below, names_on, on_date, unit_of
from motcua.procedures.content import Level
from motcua.procedures.models import AssignmentRole, Procedure, RolePost
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.workflows import READ, role_kinds
from motcua.procedures.workflows import Role, RoleKind, Table, Where

NAME = "workflow_roles.name"
NOT_OURS = (Where.OUTSIDE, Where.APPLICANT)


@dataclass(frozen=True, slots=True)
class Holding:
    """A role of a workflow in one unit: how many people could take its steps. `people` None where nobody of ours is looked for."""

    role: Role
    kind: RoleKind | None
    people: int | None

    @property
    def lacking(self) -> bool:
        return self.people == 0 or self.kind is None


@dataclass(frozen=True, slots=True)
class UnitHolding:
    """A unit that performs the procedure and the roles of its workflow."""

    unit: int
    uid: str
    name: str
    roles: tuple[Holding, ...]

    @property
    def lacking(self) -> int:
        return sum(one.lacking for one in self.roles)


@dataclass(frozen=True, slots=True)
class UnitRole:
    """A position as one unit has it: how many people could take its steps today, the post named for it with who sits there."""

    kind: RoleKind
    people: int
    named: RolePost | None
    seat: Seat | None
    coming: tuple[RolePost, ...]


def holdings(table: Table, units: Mapping[int, int | None], on: date) -> dict[int, tuple[Holding, ...]]:
    """Unit (key) → the roles of a table with how many people could take their steps there. `units` gives each unit's counter, None where
    it takes in itself. The post that a unit names for a role counts first, vacant or not. A division shares the clerk and the leaders of
    the agency that it is part of. Ten queries at most, however many units.
    """
    kinds = {kind.key: kind for kind in role_kinds(on)}
    wanted = [kinds[role.kind] for role in table.roles if role.kind in kinds]
    posts = {post for kind in wanted for post in kind.posts}
    grants = {grant for kind in wanted for grant in kind.grants}
    houses = houses_of(units, on)
    places = {*units, *houses.values(), *(counter for counter in units.values() if counter)}
    here = (holding_roles(places, grants, on), posts_held(places, posts, on))
    above = (roles_held_above(units, grants, on), posts_held_above(units, posts, on))
    named = _sitting(places, [kind.key for kind in wanted], on)

    def people(unit: int, kind: RoleKind) -> int | None:
        if kind.where in NOT_OURS:
            return None
        if (unit, kind.key) in named:
            return named[unit, kind.key]
        if kind.where is Where.ABOVE:
            return held(unit, kind, *above)
        if kind.where is Where.COUNTER and units[unit]:
            return at(units[unit] or unit, kind)
        return held(unit, kind, *here) or at(houses.get(unit, unit), kind)

    def at(place: int, kind: RoleKind) -> int:
        return named.get((place, kind.key), held(place, kind, *here))

    def held(place: int, kind: RoleKind, by_grant: Holders, by_post: Holders) -> int:
        granted = sum(by_grant.get((place, grant), 0) for grant in kind.grants)
        return granted or sum(by_post.get((place, post), 0) for post in kind.posts)

    return {
        unit: tuple(
            Holding(role, kinds.get(role.kind), people(unit, kinds[role.kind]) if role.kind in kinds else 0)
            for role in table.roles
        )
        for unit in units
    }


def holding_matrix(procedure: Procedure, level: str, table: Table, on: date) -> list[UnitHolding]:
    """The units that perform a procedure at a level and who could take the steps of its workflow there; who lacks somebody first."""
    rows = held_on(on).filter(procedure=procedure, role=AssignmentRole.PERFORMING)
    units = {row.unit_id: row.counter_id for row in rows.order_by("pk")}
    communes = set(
        on_date(on).filter(unit__in=units, territory__level="commune").values_list("unit", flat=True) if units else ()
    )
    if level in (Level.PROVINCE, Level.COMMUNE):
        units = {unit: counter for unit, counter in units.items() if (unit in communes) == (level == Level.COMMUNE)}
    names = names_on(units, on)
    uids = {version.unit_id: str(version.unit.uid) for version in on_date(on).filter(unit__in=units)}
    found = [
        UnitHolding(unit, uids.get(unit, ""), names.get(unit, ""), roles)
        for unit, roles in holdings(table, units, on).items()
    ]
    return sorted(found, key=lambda row: (-row.lacking, row.name, row.unit))


def unit_for(user: Any, uid: UUID | str, action: str = READ) -> Any:
    """A unit for somebody who may do `action` there (whoever reads the registry may look at every unit). Raises Forbidden, NotFound."""
    unit = unit_of(str(uid))
    require(user, action, None if action == READ else unit)
    return unit


def may_name(user: Any, unit: Any) -> bool:
    """Whether the person says in this unit which post takes which role."""
    return has_grant(user, NAME, unit)


def roles_of(unit: int, on: date) -> list[UnitRole]:
    """All positions that are looked for in a unit, as they stand there today. A dozen queries."""
    kinds = [kind for kind in role_kinds(on) if kind.where not in NOT_OURS]
    counter = held_on(on).filter(unit=unit, counter__isnull=False).order_by("-pk").values_list("counter", flat=True)
    table = Table((), tuple(Role(kind.key, kind.name, kind.key) for kind in kinds))
    held = holdings(table, {unit: counter.first()}, on)[unit]
    rows = list(RolePost.objects.filter(unit=unit).select_related("post__unit").order_by("valid_from", "pk"))
    now = {row.kind: row for row in rows if _holds(row, on)}
    seated = {seat.post.pk: seat for seat in seats([row.post for row in now.values()], on)}
    return [
        UnitRole(
            kind,
            one.people or 0,
            found := now.get(kind.key),
            seated.get(found.post_id) if found else None,
            tuple(row for row in rows if row.kind == kind.key and row.valid_from > on),
        )
        for kind, one in zip(kinds, held, strict=True)
    ]


def named_over_time(unit: int) -> list[RolePost]:
    """Every post that the unit named, the latest first."""
    return list(RolePost.objects.filter(unit=unit).select_related("post__unit").order_by("-valid_from", "-pk"))


def role_post_for(user: Any, uid: UUID | str) -> RolePost:
    """Raises Forbidden, NotFound."""
    found = RolePost.objects.select_related("unit", "post").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có chỉ định này.", code="no_role_post")
    require(user, NAME, found.unit)
    return found


def kind_named(key: str, on: date) -> RoleKind:
    """A position that a unit may name a post for. Raises NotFound."""
    found = next((kind for kind in role_kinds(on) if kind.key == key and kind.where not in NOT_OURS), None)
    if found is None:
        raise NotFound("Không có vai trò này trong các đơn vị.", code="no_role")
    return found


def posts_for(unit: int, kind: RoleKind, on: date) -> list[Any]:
    """Posts that could take a role of a unit: of the unit, its agency and what is below them, of its counters; those above where the role
    stands above. With `unit_name`.
    """
    if kind.where is Where.ABOVE:
        places = {one.pk for one in ancestors(unit, on)}
    else:
        house = house_of(unit, on)
        counters = held_on(on).filter(unit=unit, counter__isnull=False).order_by().values_list("counter", flat=True)
        places = {unit, house, *counters.distinct(), *(version.unit_id for version in below(house, on))}
    found: list[Any] = posts_standing(places, on)
    names = names_on({post.unit_id for post in found}, on)
    for post in found:
        post.unit_name = names.get(post.unit_id, "")
    return sorted(found, key=lambda post: (post.unit_id != unit, post.unit_name, post.position, post.pk))


def _sitting(units: Iterable[int], kinds: Iterable[str], on: date) -> dict[tuple[int, str], int]:
    """(unit, role) → how many officers answer for the post that the unit names; only where it names one."""
    rows = RolePost.objects.filter(valid_on(on), unit__in=list(units), kind__in=list(kinds))
    posts = {(unit, kind): post for unit, kind, post in rows.values_list("unit", "kind", "post")}
    answering = answering_each(set(posts.values()), on) if posts else {}
    return {place: len(answering[post]) for place, post in posts.items()}


def _holds(row: RolePost, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or row.valid_to > on)
