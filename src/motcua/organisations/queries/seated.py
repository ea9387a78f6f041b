"""How many people hold posts and roles around units: what matrices of lacking holders ask, for many units at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from motcua.organisations.models import Grant, Post
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.posts import in_order, tenures_on
from motcua.organisations.queries.units import on_date

Holders = dict[tuple[int, str], int]
"""(unit, kind of post or role) → how many officers."""


def houses_of(units: Iterable[int], on: date) -> dict[int, int]:
    """Unit → the nearest unit, itself or above, that is no mere division of another: whose clerk and leaders it shares. One query."""
    below = "unit__standing_below__"
    rows = on_date(on).filter(valid_on(on, below), **{f"{below}descendant__in": list(units)}).exclude(type="division")
    found: dict[int, tuple[int, int]] = {}
    for unit, house, depth in rows.values_list(f"{below}descendant", "unit", f"{below}depth"):
        found[unit] = min(found.get(unit, (depth, house)), (depth, house))
    return {unit: house for unit, (_depth, house) in found.items()}


def house_of(unit: int, on: date) -> int:
    """The house of one unit; of a unit that stands nowhere on the date itself. One query."""
    return houses_of([unit], on).get(unit, unit)


def posts_held(units: Iterable[int], kinds: Iterable[str], on: date) -> Holders:
    """Officers who sit in posts of a unit or of what stands below it on a date. One query."""
    above = "post__unit__standing_above__"
    rows = tenures_on(on).filter(
        valid_on(on, above), **{f"{above}ancestor__in": list(units)}, post__kind__in=list(kinds)
    )
    counted = rows.order_by().values(f"{above}ancestor", "post__kind").annotate(n=Count("officer", distinct=True))
    return {(unit, kind): n for unit, kind, n in counted.values_list(f"{above}ancestor", "post__kind", "n")}


def posts_held_above(units: Iterable[int], kinds: Iterable[str], on: date) -> Holders:
    """Officers who sit in posts of the bodies above a unit on a date. One query."""
    below = "post__unit__standing_below__"
    rows = tenures_on(on).filter(
        valid_on(on, below),
        **{f"{below}descendant__in": list(units), f"{below}depth__gt": 0},
        post__kind__in=list(kinds),
    )
    counted = rows.order_by().values(f"{below}descendant", "post__kind").annotate(n=Count("officer", distinct=True))
    return {(unit, kind): n for unit, kind, n in counted.values_list(f"{below}descendant", "post__kind", "n")}


def roles_held_above(units: Iterable[int], roles: Iterable[str], on: date) -> Holders:
    """Officers who hold roles on the bodies above a unit on a date. One query."""
    below = "unit__standing_below__"
    rows = Grant.objects.filter(
        valid_on(on),
        valid_on(on, "officer__"),
        valid_on(on, below),
        **{f"{below}descendant__in": list(units), f"{below}depth__gt": 0},
        role__in=[str(role) for role in roles],
    )
    counted = rows.order_by().values(f"{below}descendant", "role").annotate(n=Count("officer", distinct=True))
    return {(unit, role): n for unit, role, n in counted.values_list(f"{below}descendant", "role", "n")}


def posts_standing(units: Iterable[int], on: date) -> list[Post]:
    """Posts of several units on a date: of each its head, deputies, focal officers, the rest. One query."""
    return in_order(Post.objects.filter(valid_on(on), unit__in=list(units)).select_related("unit"))
