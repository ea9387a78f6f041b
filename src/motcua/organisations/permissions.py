"""Who may do what, where: grants on units, as a predicate and as a query-set filter that are held equal by a test.

An action is a name such as `plans.accept`. Every package declares its own in its `permissions.py`:

    ACTIONS = declare({"plans.accept": {Role.OFFICE, Role.LEADER}, "plans.read": EVERY_ROLE})

and then asks `has_grant(user, "plans.accept", plan.issuer)` for one record, `visible(plans, user, "plans.read", "issuer")` for a list.

Who stands in for an officer who is away (`Delegation`) may do what that officer's own grants open, except actions declared `personal`
(signing, and giving rights to others) and except running the installation (role operator). What was delegated is not delegated on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar

from django.db.models import BooleanField, Case, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Forbidden
from motcua.kernel.prepared import Prepared
from motcua.kernel.refs import Ref
from motcua.organisations.models import Delegation, Grant, Officer, Unit, UnitClosure, UnitVersion, role_name
from motcua.organisations.rules.roles import ACTIONS, EVERY_ROLE, PERSONAL, Role

__all__ = [
    "ACTING", "ACTIONS", "EVERY_ROLE", "Role", "actor_of", "away_today", "covered_today", "declare", "granted_units",
    "has_any_grant", "has_grant", "held_today", "is_officer", "is_personal", "keep_rights", "require", "roles_for",
    "standing_on", "units_in_reach", "units_lent", "valid_on", "visible",
]  # fmt: skip

M = TypeVar("M", bound=Model)

ACTING = "acting_officer"
"""Session key: uid of the post in which the person chose to act."""

_declared: dict[str, frozenset[Role]] = dict(ACTIONS)
_personal: set[str] = set(PERSONAL)


def declare(actions: Mapping[str, Iterable[Role]], *, personal: Iterable[str] = ()) -> dict[str, frozenset[Role]]:
    """Make a package's actions known, with the roles that open each. Returns them as its `ACTIONS`. A name is declared once.

    `personal` names those that nobody does for another: whoever stands in for an absent officer may not.
    """
    table = {name: frozenset(roles) for name, roles in actions.items()}
    if strangers := set(personal) - table.keys():
        raise ValueError(f"personal, but not declared here: {sorted(strangers)}")
    _personal.update(personal)
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


def is_personal(action: str) -> bool:
    """Whether the action is never done by somebody who stands in for another."""
    return action in _personal


def valid_on(on: date, prefix: str = "") -> Q:
    """The condition that a row's half-open range holds on a date."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def standing_on(on: date) -> Q:
    """The condition that a delegation stands: at this moment when `on` is today, else at any moment of that day."""
    return _standing_within(*_moments(on))


def _moments(on: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day that count: of today this one alone."""
    if on == clock.today():
        return (moment := clock.now()), moment
    start = clock.local(datetime.combine(on, time.min))
    return start, start + timedelta(days=1) - timedelta.resolution


def _standing_within(first: datetime, last: datetime) -> Q:
    return Q(starts_at__lte=last, ends_at__gt=first)


def keep_rights(user: Any) -> None:
    """From now on the grants behind this object of a user are read once: for the request that it serves, and no longer.

    Then a question about one unit costs a query for each unit, and a list asks the closure alone, by keys.
    """
    user._kept_rights = {}  # noqa: SLF001 - a cache that lives as long as the request's user


def has_grant(user: Any, action: str, unit: Unit | int, *, on: date | None = None) -> bool:
    """Whether the user may do `action` for `unit` today: by a grant on it, or from above with `below`. One query at most."""
    if not user.is_authenticated:
        return False
    unit_id = unit if isinstance(unit, int) else unit.pk
    kept = _kept(user, on or clock.today())
    if kept is None:
        return _standing(user, action, on, unit_id).exists()
    below, alone = kept.units(action)
    return any(one in below or (depth == 0 and one in alone) for one, depth in kept.above(unit_id))


def visible(
    queryset: QuerySet[M], user: Any, action: str, unit_field: str = "unit", *, on: date | None = None
) -> QuerySet[M]:
    """The rows whose unit (`unit_field`, may span relations) the user has a grant for: one EXISTS on closure × grants."""
    if not user.is_authenticated:
        return queryset.none()
    kept = _kept(user, on or clock.today())
    outer = OuterRef(unit_field)
    reach: Any = _standing(user, action, on, outer) if kept is None else kept.reach(action).filter(descendant=outer)
    return queryset.filter(Exists(reach))


def units_in_reach(user: Any, action: str, *, on: date | None = None) -> QuerySet[Any, Any]:
    """Keys of all units for which the user may do `action`, as one set that the database reads once.

    For `unit__in=` in lists that pick few rows out of very many, where `visible` would ask its EXISTS of each row.
    """
    if not user.is_authenticated:
        return Grant.objects.none().values("unit")
    kept = _kept(user, on or clock.today())
    if kept is None:
        return _standing(user, action, on).values("unit__standing_below__descendant")
    return kept.reach(action).values("descendant")


def units_lent(user: Any, action: str) -> QuerySet[Any, Any]:
    """Keys of all units for which the user may do `action` today in the place of officers who are away; what they may do themselves is
    another question. What is personal nobody lends."""
    day = clock.today()
    lent = _in_force(day).filter(~Q(role=Role.OPERATOR), officer__in=_stood_in_for(user, day))
    reach = _reaching(lent.none() if is_personal(action) else lent, action, day)
    return reach.values("unit__standing_below__descendant")


def granted_units(user: Any, action: str, *, on: date | None = None) -> QuerySet[Unit]:
    """All units for which the user may do `action`: choices of a form."""
    return visible(Unit.objects.all(), user, action, "pk", on=on)


def has_any_grant(user: Any, action: str, *, on: date | None = None) -> bool:
    """Whether the user may do `action` for some unit: whether a page or a button exists for them. One query, kept on the user."""
    if not user.is_authenticated:
        return False
    day = on or clock.today()
    own, delegated = _roles_of(user, day)
    roles = own if is_personal(action) else own | delegated
    return not roles_for(action).isdisjoint(roles)


def require(user: Any, action: str, unit: Unit | int | None = None) -> None:
    """Raise Forbidden unless the user may do `action` for the unit (for some unit, when none is named)."""
    allowed = has_any_grant(user, action) if unit is None else has_grant(user, action, unit)
    if not allowed:
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")


def is_officer(user: Any) -> bool:
    """Whether the user holds any role today, or stands in for somebody who does: who may see the desk."""
    return bool(user.is_authenticated and any(_roles_of(user, clock.today())))


def actor_of(user: Any) -> Actor:
    """In which capacity the user acts: name, role and unit as they are today, for events. Kept on the user for the request."""
    kept: Actor | None = getattr(user, "_actor", None)
    if kept is None:
        kept = user._actor = _actor_of(user)  # noqa: SLF001 - a cache that lives as long as the request's user
    return kept


def held_today(user: Any) -> list[Officer]:
    """The posts of the user's person today: the one chosen for the session first, then the one held longest. Kept on the user."""
    kept: list[Officer] | None = getattr(user, "_held", None)
    if kept is None:
        chosen = getattr(user, "chosen_officer_uid", "")
        rows = [] if user.pk is None else _POSTS.records(user=user.pk, day=clock.today(), **_as_one(user))
        kept = sorted(rows, key=lambda o: str(o.uid) != chosen)
        user._held = kept  # noqa: SLF001 - a cache that lives as long as the request's user
    return kept


def covered_today(user: Any) -> list[int]:
    """Officers (keys) whose work is the user's today: their own posts, and those of officers they stand in for. Kept on the user."""
    if not user.is_authenticated:
        return []
    kept: list[int] | None = getattr(user, "_covered", None)
    if kept is None:
        today = clock.today()
        away = Officer.objects.filter(valid_on(today), pk__in=_stood_in_for(user, today)).order_by("pk")
        kept = list(dict.fromkeys([*(one.pk for one in held_today(user)), *away.values_list("pk", flat=True)]))
        user._covered = kept  # noqa: SLF001 - a cache that lives as long as the request's user
    return kept


def away_today(user: Any) -> list[int]:
    """Officers (keys) in whose place the user stands today."""
    own = {officer.pk for officer in held_today(user)}
    return [officer for officer in covered_today(user) if officer not in own]


def _standing(user: Any, action: str, on: date | None, unit: Any = None) -> QuerySet[Grant]:
    """Grants of the user that reach `unit` (a key, or an OuterRef); without one, joined to all they reach."""
    day = on or clock.today()
    return _reaching(_own(user, day) if is_personal(action) else _grants(user, day), action, day, unit)


def _reaching(grants: QuerySet[Grant], action: str, day: date, unit: Any = None) -> QuerySet[Grant]:
    """Of some grants those whose roles open the action, joined to the closure they reach; see `_standing`."""
    return grants.filter(
        valid_on(day, "unit__standing_below__"),
        Q(below=True) | Q(unit__standing_below__depth=0),
        Q() if unit is None else Q(unit__standing_below__descendant=unit),
        role__in=sorted(roles_for(action)),
    )


def _grants(user: Any, day: date, standing: Q | None = None) -> QuerySet[Grant]:
    """The user's grants on a date, with those of officers they stand in for. A token acts as one officer only.

    One list of officers, so that both databases look each grant up by unit and officer; it does not depend on the row asked about.
    """
    mine = _officers(user)
    all_of_them = mine.union(_stood_in_for(user, day, standing), all=True)
    return _in_force(day).filter(~Q(role=Role.OPERATOR) | Q(officer__in=mine), officer__in=all_of_them)


def _own(user: Any, day: date) -> QuerySet[Grant]:
    """The user's grants on a date without what is delegated to them."""
    return _in_force(day).filter(officer__in=_officers(user))


def _in_force(day: date) -> QuerySet[Grant]:
    return Grant.objects.filter(valid_on(day), valid_on(day, "officer__"))


def _officers(user: Any) -> QuerySet[Officer, Any]:
    officers = Officer.objects.filter(person__user=user.pk)
    token = getattr(user, "acting_officer_id", None)
    return (officers if token is None else officers.filter(pk=token)).values("pk")


def _stood_in_for(user: Any, day: date, standing: Q | None = None) -> QuerySet[Delegation, Any]:
    """Keys of the officers whose work the user does on a date. They do not depend on the row asked about, so they are read once."""
    given = Delegation.objects.filter(
        standing or standing_on(day), valid_on(day, "receiver__"), receiver__person__user=user.pk
    )
    token = getattr(user, "acting_officer_id", None)
    return (given if token is None else given.filter(receiver=token)).values("giver")


def _roles_of(user: Any, day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Roles that the user's own posts give on a date, and those they use for others. One query, kept on the user."""
    kept: dict[date, tuple[frozenset[str], frozenset[str]]] = user.__dict__.setdefault("_roles", {})
    if day not in kept:
        rights = _kept(user, day)
        held = _read(user, day) if rights is None else rights.held
        kept[day] = (frozenset(one.role for one in held if one.own), frozenset(one.role for one in held if not one.own))
    return kept[day]


class _Held(NamedTuple):
    """A grant of somebody on a date; `own` false: of an officer for whom they stand in."""

    role: str
    unit: int
    below: bool
    own: bool


class _Rights:
    """What somebody holds on a date, read once; the closure is asked by the keys of units."""

    def __init__(self, held: set[_Held], day: date) -> None:
        self.held = held
        self._day = day
        self._units: dict[str, tuple[set[int], set[int]]] = {}
        self._above: dict[int, list[tuple[int, int]]] = {}

    def units(self, action: str) -> tuple[set[int], set[int]]:
        """Units on which the action is granted with all below them, and those on which it is granted alone."""
        if action not in self._units:
            roles, own_only = roles_for(action), is_personal(action)
            open_ones = [one for one in self.held if one.role in roles and (one.own or not own_only)]
            below = {one.unit for one in open_ones if one.below}
            self._units[action] = (below, {one.unit for one in open_ones} - below)
        return self._units[action]

    def above(self, unit: int) -> list[tuple[int, int]]:
        """(unit, depth) of all that stand above a unit on the date, itself included. One query for each unit."""
        if unit not in self._above:
            rows = UnitClosure.objects.filter(valid_on(self._day), descendant=unit)
            self._above[unit] = list(rows.values_list("ancestor", "depth"))
        return self._above[unit]

    def reach(self, action: str) -> QuerySet[UnitClosure]:
        """Rows of the closure whose descendants are what the action is granted for. No query."""
        below, alone = self.units(action)
        granted = Q(ancestor__in=sorted(below)) | Q(ancestor__in=sorted(alone), depth=0)
        return UnitClosure.objects.filter(valid_on(self._day), granted)


def _kept(user: Any, day: date) -> _Rights | None:
    """What the user holds on a date, where that is kept (`keep_rights`). One query for each date."""
    kept: dict[date, _Rights] | None = getattr(user, "_kept_rights", None)
    if kept is None:
        return None
    if day not in kept:
        kept[day] = _Rights(_read(user, day), day)
    return kept[day]


def _read(user: Any, day: date) -> set[_Held]:
    if user.pk is None:
        return set()
    first, last = _moments(day)
    return {_Held(*row) for row in _HELD.rows(user=user.pk, day=day, first=first, last=last, **_as_one(user))}


def _as_one(user: Any) -> dict[str, int]:
    """The post that a token narrows the user to, for a prepared query."""
    token = getattr(user, "acting_officer_id", None)
    return {} if token is None else {"token": token}


def _held(*, user: int, day: date, first: datetime, last: datetime, token: int | None = None) -> QuerySet[Grant, Any]:
    asking = SimpleNamespace(pk=user, acting_officer_id=token)
    own = Case(When(officer__in=_officers(asking), then=Value(True)), default=Value(False), output_field=BooleanField())
    held = _grants(asking, day, _standing_within(first, last)).annotate(own=own)
    return held.values_list("role", "unit", "below", "own")


_HELD = Prepared(_held)


def _posts(*, user: int, day: date, token: int | None = None) -> QuerySet[Officer]:
    asking = SimpleNamespace(pk=user, acting_officer_id=token)
    held = Officer.objects.filter(valid_on(day), pk__in=_officers(asking))
    return held.select_related("person").order_by("valid_from", "pk")


_POSTS = Prepared(_posts)


def _capacity(*, officer: int, day: date) -> QuerySet[Officer, Any]:
    """The role granted to an officer first, and the name of their unit, on a date."""
    roles = Grant.objects.filter(valid_on(day), officer=OuterRef("pk")).order_by("valid_from", "pk")
    names = UnitVersion.objects.filter(unit=OuterRef("unit"), valid_from__lte=day).order_by("-valid_from")
    return Officer.objects.filter(pk=officer).values_list(
        Subquery(roles.values("role")[:1]), Subquery(names.values("name")[:1])
    )


_CAPACITY = Prepared(_capacity)


def _actor_of(user: Any) -> Actor:
    officer = next(iter(held_today(user)), None)
    if officer is None:
        return Actor(Ref.to("user", user.uid), user.username)
    ((role, unit),) = _CAPACITY.rows(officer=officer.pk, day=clock.today())
    post = officer.post or (role_name(role) if role else "")
    return Actor(Ref.to("officer", officer.uid), officer.person.name, post, unit or "")
