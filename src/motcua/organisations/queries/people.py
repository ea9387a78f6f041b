"""Officers, their grants and accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from motcua.kernel import clock, search
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import sort_key
from motcua.organisations.models import ApiToken, Grant, Officer, Person, Role, Unit, UnitClosure, UnitVersion, User
from motcua.organisations.permissions import roles_for, valid_on

KIND = "officer"


def person_key(name: str) -> str:
    """Lists of people go by given name, then by family and middle names: `Trần Thị An` before `Nguyễn Văn Bình`."""
    family, _, given = name.strip().rpartition(" ")
    return sort_key(f"{given} {family}", limit=300)


def officers() -> QuerySet[Officer]:
    """All officers with person and unit at hand, and the unit's present (or last) name as `unit_name`."""
    names = UnitVersion.objects.filter(unit=OuterRef("unit"), valid_from__lte=clock.today()).order_by("-valid_from")
    rows = Officer.objects.select_related("person__user", "unit")
    return rows.annotate(unit_name=Subquery(names.values("name")[:1]))


def officers_on(on: date) -> QuerySet[Officer]:
    return officers().filter(valid_on(on))


def officer_of(uid: str) -> Officer:
    """The officer of a uid. Raises NotFound."""
    found = officers().filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có cán bộ này.", code="no_officer")
    return found


def officer_named(name: str, on: date | None = None) -> Officer:
    """The officer of a user name, or of a person's full name when only one bears it. Raises NotFound, Invalid when several fit."""
    day = on or clock.today()
    rows = list(officers_on(day).filter(person__user__username=name.strip().lower()).order_by("valid_from", "pk"))
    if rows:
        return rows[0]
    rows = list(officers_on(day).filter(person__sort_key=person_key(name)).order_by("valid_from", "pk"))
    if not rows:
        raise NotFound("Không có cán bộ “{name}”.", code="no_officer", name=name)
    if len({o.person_id for o in rows}) > 1:
        raise Invalid("Có nhiều cán bộ tên “{name}”; hãy dùng tên đăng nhập.", name=name)
    return rows[0]


def officers_granted(action: str, unit: Unit | int, on: date) -> list[Officer]:
    """Officers whose grant on the unit itself opens `action`; where there is none, those of the nearest unit above that has one."""
    key = unit if isinstance(unit, int) else unit.pk
    reach = UnitClosure.objects.filter(valid_on(on), descendant=key).order_by("depth")
    for above, depth in reach.values_list("ancestor", "depth"):
        holding = Grant.objects.filter(valid_on(on), unit=above, role__in=sorted(roles_for(action)))
        if depth:
            holding = holding.filter(below=True)
        found = list(officers_on(on).filter(pk__in=holding.values("officer")).order_by("person__sort_key", "pk"))
        if found:
            return found
    return []


def same_person(one: str, other: str) -> bool:
    """Whether two Refs of officers (as text) mean the same person, in whichever posts. One query."""
    if one == other:
        return bool(one)
    uids = [ref.partition(":")[2] for ref in (one, other) if ref.startswith(f"{KIND}:")]
    if len(uids) < 2:
        return False
    people = Officer.objects.filter(uid__in=uids).values_list("person", flat=True)
    return len(set(people)) == 1 and len(people) == 2


def user_named(username: str) -> User:
    found = User.objects.filter(username=username.strip().lower()).first()
    if found is None:
        raise NotFound("Không có tài khoản “{name}”.", code="no_account", name=username)
    return found


def grants_of(officer: Officer) -> list[Grant]:
    """All grants with their units, those in force first."""
    today = clock.today()
    rows = list(officer.grants.select_related("unit").order_by("-valid_from", "-pk"))
    return sorted(rows, key=lambda g: g.valid_to is not None and g.valid_to <= today)


def grant_of(uid: str) -> Grant:
    found = Grant.objects.select_related("officer__person__user", "unit").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có quyền đã giao này.", code="no_grant")
    return found


def tokens_of(officer: Officer) -> list[ApiToken]:
    return list(officer.tokens.order_by("-created_at"))


def officers_of_unit(unit: Unit, on: date) -> list[Officer]:
    """Who works in a unit on a date, by given name."""
    return list(officers_on(on).filter(unit=unit).order_by("person__sort_key", "pk"))


def search_officers(rows: QuerySet[Officer], text: str) -> QuerySet[Officer]:
    """Narrow officers to those that the words find: name, post, user name. Ranked."""
    return search.find(rows, KIND, text).queryset


def other_posts(officer: Officer) -> list[Officer]:
    """Further posts of the same person."""
    return list(officers().filter(person=officer.person_id).exclude(pk=officer.pk).order_by("-valid_from"))


def person_of(user: Any) -> Person | None:
    return Person.objects.filter(user=user.pk).first()


def sample_accounts() -> list[tuple[str, str]]:
    """User name, and name with first post, of the invented people of a sample province; empty in a real one."""
    rows = Officer.objects.filter(person__is_sample=True, person__user__isnull=False).order_by("pk")
    told = rows.annotate(who=Concat("person__name", Value(", "), "post")).values_list("person__user__username", "who")
    return list({name: (name, who) for name, who in reversed(told)}.values())[::-1]


def officer_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """Name and post by uid, for the subjects registry."""
    rows = Officer.objects.filter(uid__in=uids).select_related("person")
    return {str(o.uid): f"{o.person.name}, {o.post}" if o.post else o.person.name for o in rows}


def user_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """User names by uid, for the subjects registry."""
    return {str(u.uid): u.username for u in User.objects.filter(uid__in=uids)}


def operators_on(on: date) -> QuerySet[Grant]:
    """Grants of the operator's role that somebody can use on a date."""
    usable = Grant.objects.filter(valid_on(on), valid_on(on, "officer__"), role="operator")
    return usable.filter(officer__person__user__is_active=True)


def role_labels() -> dict[str, str]:
    return {str(key): str(label) for key, label in Role.choices}


def with_role(rows: QuerySet[Officer], roles: Sequence[str]) -> QuerySet[Officer]:
    """Officers who hold one of the roles today."""
    held = Grant.objects.filter(valid_on(clock.today()), officer=OuterRef("pk"), role__in=roles)
    return rows.filter(Exists(held))


def in_state(rows: QuerySet[Officer], states: Sequence[str]) -> QuerySet[Officer]:
    """Officers in one of the states that the list knows: serving, left, no_account, closed."""
    today = clock.today()
    conditions = {
        "serving": valid_on(today),
        "left": Q(valid_to__lte=today),
        "no_account": Q(person__user__isnull=True),
        "closed": Q(person__user__is_active=False),
    }
    wanted = Q(pk__in=[])
    for state in states:
        wanted |= conditions[state]
    return rows.filter(wanted)


def fetch_roles(rows: Sequence[Any]) -> None:
    """Put `shown_roles` (labels held today) on each officer. One query for all of them."""
    held: dict[int, list[str]] = {}
    grants = Grant.objects.filter(valid_on(clock.today()), officer__in=[o.pk for o in rows]).order_by("pk")
    for officer, role in grants.values_list("officer", "role"):
        held.setdefault(officer, []).append(str(Role(role).label))
    for officer in rows:
        officer.shown_roles = list(dict.fromkeys(held.get(officer.pk, ())))


def posts_of(user: Any) -> list[Officer]:
    """Posts that the person of an account holds today."""
    return list(officers_on(clock.today()).filter(person__user=user.pk).order_by("valid_from", "pk"))


def token_of(officer: Officer, uid: str) -> ApiToken:
    """A token of an officer. Raises NotFound."""
    found = officer.tokens.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có mã truy cập này.", code="no_token")
    return found


def second_factors_of(user: Any) -> list[str]:
    """Kinds of second factor that an account has: totp, webauthn, recovery_codes."""
    from allauth.mfa.models import Authenticator

    return sorted(set(Authenticator.objects.filter(user=user.pk).values_list("type", flat=True)))
