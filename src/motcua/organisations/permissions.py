"""Who may do what, where: grants on units, as a predicate and as a query-set filter that are held equal by a test.

An action is a name such as `plans.accept`. Every package declares its own in its `permissions.py`:

    ACTIONS = declare({"plans.accept": {Role.OFFICE, Role.LEADER}, "plans.read": EVERY_ROLE})

and then asks `has_grant(user, "plans.accept", plan.issuer)` for one record, `visible(plans, user, "plans.read", "issuer")` for a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Forbidden
from motcua.kernel.refs import Ref
from motcua.organisations.models import Grant, Officer, Unit, UnitVersion, role_name
from motcua.organisations.rules.roles import ACTIONS, EVERY_ROLE, Role

__all__ = [
    "ACTIONS", "EVERY_ROLE", "Role", "actor_of", "declare", "granted_units", "has_any_grant", "has_grant", "is_officer", "require",
    "roles_for", "valid_on", "visible",
]  # fmt: skip

M = TypeVar("M", bound=Model)

_declared: dict[str, frozenset[Role]] = dict(ACTIONS)


def declare(actions: Mapping[str, Iterable[Role]]) -> dict[str, frozenset[Role]]:
    """Make a package's actions known, with the roles that open each. Returns them as its `ACTIONS`. A name is declared once."""
    table = {name: frozenset(roles) for name, roles in actions.items()}
    for name, roles in table.items():
        if _declared.setdefault(name, roles) != roles:
            raise ValueError(f"action {name!r} is declared twice")
    return table


def roles_for(action: str) -> frozenset[Role]:
    """The roles that open an action. An undeclared action is a programming error (KeyError)."""
    return _declared[action]


def declared_actions() -> dict[str, frozenset[Role]]:
    """All actions of all packages, for the documentation and its test."""
    return dict(sorted(_declared.items()))


def valid_on(on: date, prefix: str = "") -> Q:
    """The condition that a row's half-open range holds on a date."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def has_grant(user: Any, action: str, unit: Unit | int, *, on: date | None = None) -> bool:
    """Whether the user may do `action` for `unit` today: by a grant on it, or from above with `below`. One query."""
    if not user.is_authenticated:
        return False
    unit_id = unit if isinstance(unit, int) else unit.pk
    return _standing(user, action, on, unit_id).exists()


def visible(
    queryset: QuerySet[M], user: Any, action: str, unit_field: str = "unit", *, on: date | None = None
) -> QuerySet[M]:
    """The rows whose unit (`unit_field`, may span relations) the user has a grant for: one EXISTS on closure × grants."""
    if not user.is_authenticated:
        return queryset.none()
    return queryset.filter(Exists(_standing(user, action, on, OuterRef(unit_field))))


def granted_units(user: Any, action: str, *, on: date | None = None) -> QuerySet[Unit]:
    """All units for which the user may do `action`: choices of a form."""
    return visible(Unit.objects.all(), user, action, "pk", on=on)


def has_any_grant(user: Any, action: str, *, on: date | None = None) -> bool:
    """Whether the user may do `action` for some unit: whether a page or a button exists for them. One query, kept on the user."""
    if not user.is_authenticated:
        return False
    day = on or clock.today()
    return not roles_for(action).isdisjoint(_roles_of(user, day))


def require(user: Any, action: str, unit: Unit | int | None = None) -> None:
    """Raise Forbidden unless the user may do `action` for the unit (for some unit, when none is named)."""
    allowed = has_any_grant(user, action) if unit is None else has_grant(user, action, unit)
    if not allowed:
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")


def is_officer(user: Any) -> bool:
    """Whether the user holds any role today: who may see the desk."""
    return bool(user.is_authenticated and _roles_of(user, clock.today()))


def actor_of(user: Any) -> Actor:
    """In which capacity the user acts: name, role and unit as they are today, for events. Kept on the user for the request."""
    kept: Actor | None = getattr(user, "_actor", None)
    if kept is None:
        kept = user._actor = _actor_of(user)  # noqa: SLF001 - a cache that lives as long as the request's user
    return kept


def _standing(user: Any, action: str, on: date | None, unit: Any) -> QuerySet[Grant]:
    """Grants of the user that reach `unit` (a key, or an OuterRef)."""
    day = on or clock.today()
    return _grants(user, day).filter(
        valid_on(day, "unit__standing_below__"),
        Q(below=True) | Q(unit__standing_below__depth=0),
        role__in=sorted(roles_for(action)),
        unit__standing_below__descendant=unit,
    )


def _grants(user: Any, day: date) -> QuerySet[Grant]:
    """The user's grants on a date. A token acts as one officer only."""
    grants = Grant.objects.filter(valid_on(day), valid_on(day, "officer__"), officer__person__user=user.pk)
    officer = getattr(user, "acting_officer_id", None)
    return grants if officer is None else grants.filter(officer=officer)


def _roles_of(user: Any, day: date) -> frozenset[str]:
    kept: dict[date, frozenset[str]] = user.__dict__.setdefault("_roles", {})
    if day not in kept:
        kept[day] = frozenset(_grants(user, day).values_list("role", flat=True))
    return kept[day]


def _actor_of(user: Any) -> Actor:
    day = clock.today()
    officers = Officer.objects.filter(valid_on(day), person__user=user.pk).select_related("person")
    acting = getattr(user, "acting_officer_id", None)
    if acting is not None:
        officers = officers.filter(pk=acting)
    officer = officers.order_by("valid_from", "pk").first()
    if officer is None:
        return Actor(Ref.to("user", user.uid), user.username)
    roles = officer.grants.filter(valid_on(day)).order_by("valid_from", "pk").values_list("role", flat=True)
    name = (
        UnitVersion.objects.filter(unit=officer.unit_id, valid_from__lte=day)
        .order_by("-valid_from")
        .values_list("name", flat=True)
    )
    role = next(iter(roles), "")
    return Actor(
        Ref.to("officer", officer.uid),
        officer.person.name,
        officer.post or (role_name(role) if role else ""),
        next(iter(name), ""),
    )
