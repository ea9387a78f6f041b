"""What pages and programs show of posts: who sits where for which term, what leaders are in charge of, who signs how, who is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.models import (
    Charge,
    Delegation,
    Grant,
    Officer,
    Post,
    SigningAuthority,
    Tenure,
    Unit,
    UnitVersion,
)
from motcua.organisations.permissions import standing_on, valid_on
from motcua.organisations.queries.delegations import delegations
from motcua.organisations.queries.posts import LEADERS, in_order, posts_of_unit, tenures_on, vacancies
from motcua.organisations.queries.units import search_units

SOON = timedelta(days=60)
"""A term that ends within this time is told before the post is vacant."""


@dataclass(frozen=True, slots=True)
class Seated:
    """A holder of a post with their term; `stand_in` are the names of those who do their work today, `soon` that the term ends soon."""

    tenure: Tenure
    name: str
    stand_ins: tuple[str, ...]
    soon: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A post as of a date: who holds it, or nobody."""

    post: Post
    seated: tuple[Seated, ...]

    @property
    def vacant(self) -> bool:
        return not self.seated


def seats_of(unit: Unit | int, on: date) -> list[Seat]:
    """The posts of a unit with their holders on a date. Three queries."""
    return seats(posts_of_unit(unit, on), on)


def seats(posts: Sequence[Post], on: date) -> list[Seat]:
    """The holders of posts on a date, with who stands in for them. Two queries."""
    held: dict[int, list[Tenure]] = {}
    rows = tenures_on(on).filter(post__in=[p.pk for p in posts]).select_related("officer__person", "officer__unit")
    for tenure in rows.order_by("valid_from", "pk"):
        held.setdefault(tenure.post_id, []).append(tenure)
    away = stand_ins([t.officer_id for tenures in held.values() for t in tenures], on)
    return [Seat(post, tuple(_seated(t, away, on) for t in held.get(post.pk, ()))) for post in posts]


def _seated(tenure: Tenure, away: Mapping[int, list[str]], on: date) -> Seated:
    soon = tenure.valid_to is not None and tenure.valid_to - on <= SOON
    return Seated(tenure, tenure.officer.person.name, tuple(away.get(tenure.officer_id, ())), soon)


def stand_ins(officers: Iterable[int], on: date) -> dict[int, list[str]]:
    """Officer → names of those who stand in for them on a date. One query."""
    found: dict[int, list[str]] = {}
    rows = Delegation.objects.filter(standing_on(on), valid_on(on, "receiver__"), giver__in=list(officers))
    for giver, name in rows.order_by("starts_at", "pk").values_list("giver", "receiver__person__name"):
        found.setdefault(giver, []).append(name)
    return found


def tenures_of(post: Post) -> list[Tenure]:
    """All who held, hold or will hold a post, the latest first."""
    return list(post.tenures.select_related("officer__person", "officer__unit").order_by("-valid_from", "-pk"))


def tenure_of(uid: str) -> Tenure:
    """The tenure of a uid. Raises NotFound."""
    found = Tenure.objects.select_related("post__unit", "officer__person").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có lượt giữ vị trí này.", code="no_tenure")
    return found


def charge_of(uid: str) -> Charge:
    """The charge of a uid. Raises NotFound."""
    found = Charge.objects.select_related("post__unit", "unit").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có phân công này.", code="no_charge")
    return found


def authority_of(uid: str) -> SigningAuthority:
    """The signing authority of a uid. Raises NotFound."""
    found = SigningAuthority.objects.select_related("post__unit", "unit").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có quyền ký này.", code="no_authority")
    return found


def charges_of_body(unit: Unit | int, on: date) -> list[Charge]:
    """What the leaders of a body are in charge of on a date, leader by leader."""
    rows = Charge.objects.filter(valid_on(on), valid_on(on, "post__"), post__unit=unit).select_related("post", "unit")
    order = {p.pk: n for n, p in enumerate(in_order({c.post for c in rows}))}
    return sorted(rows, key=lambda c: (order[c.post_id], c.unit_id is None, c.field, c.pk))


def charges_of_post(post: Post) -> list[Charge]:
    """All charges of a post, the latest first."""
    return list(post.charges.select_related("unit").order_by("-valid_from", "-pk"))


def authorities_in_name_of(unit: Unit | int, on: date) -> list[SigningAuthority]:
    """Who signs for the head of a body on a date, by which document."""
    rows = SigningAuthority.objects.filter(valid_on(on), valid_on(on, "post__"), unit=unit)
    return list(rows.select_related("post__unit", "unit").order_by("capacity", "post__unit", "pk"))


def authorities_of_post(post: Post) -> list[SigningAuthority]:
    return list(post.signing_authorities.select_related("unit").order_by("-valid_from", "-pk"))


def leader_posts(unit: Unit | int, on: date) -> list[Post]:
    """Posts of head and deputies."""
    return [p for p in posts_of_unit(unit, on) if p.kind in LEADERS]


def posts_held(officer: Officer) -> list[Tenure]:
    """What an officer holds or held, the latest first."""
    return list(officer.tenures.select_related("post__unit").order_by("-valid_from", "-pk"))


def away_in_unit(unit: Unit | int, on: date) -> list[Delegation]:
    """Delegations that stand on a date and concern officers of a unit, as giver or receiver."""
    concerned = Q(giver__unit=unit) | Q(receiver__unit=unit)
    return list(delegations().filter(concerned, standing_on(on)))


def delegations_of_officer(officer: Officer) -> list[Delegation]:
    """What an officer gave and received that stands or is planned."""
    rows = delegations().filter(Q(giver=officer) | Q(receiver=officer), ends_at__gt=clock.now())
    return list(rows.exclude(ends_at=F("starts_at"))[:50])


def vacant_posts(on: date) -> QuerySet[Post]:
    """Posts that nobody holds on a date, with `unit_name` and `unit_sort`, for the list «Khuyết»."""
    names = UnitVersion.objects.filter(unit=OuterRef("unit"), valid_from__lte=on).order_by("-valid_from")
    rows = Post.objects.filter(valid_on(on), ~Exists(tenures_on(on).filter(post=OuterRef("pk"))))
    return rows.select_related("unit").annotate(
        unit_name=Subquery(names.values("name")[:1]), unit_sort=Subquery(names.values("sort_key")[:1])
    )


def fetch_vacancies(rows: Sequence[Any]) -> None:
    """Put `vacancy` on each post of a page. Four queries for all of them."""
    on = clock.today()
    found = {v.post.pk: v for v in vacancies(on, Unit.objects.filter(pk__in={p.unit_id for p in rows}))}
    for post in rows:
        post.vacancy = found.get(post.pk)


def search_vacant(rows: QuerySet[Post], text: str) -> QuerySet[Post]:
    """Narrow posts to units that the words find."""
    versions = search_units(UnitVersion.objects.all(), text).queryset
    return rows.filter(unit__in=versions.values("unit"))


def kind_labels() -> dict[str, str]:
    return {str(key): str(label) for key, label in Post.Kind.choices}


def standing_now() -> QuerySet[Delegation]:
    """Who stands in for whom at this moment."""
    return delegations().filter(standing_on(clock.today()))


def holding_roles(units: Iterable[int], roles: Iterable[str], on: date) -> dict[tuple[int, str], int]:
    """(unit, role) → how many officers of the unit, or of what stands below it, hold the role there on a date. One query."""
    wanted = list(units)
    rows = Grant.objects.filter(
        valid_on(on),
        valid_on(on, "officer__"),
        valid_on(on, "unit__standing_above__"),
        role__in=[str(r) for r in roles],
        unit__standing_above__ancestor__in=wanted,
    )
    counted = (
        rows.order_by().values("unit__standing_above__ancestor", "role").annotate(n=Count("officer", distinct=True))
    )
    found = counted.values_list("unit__standing_above__ancestor", "role", "n")
    return {(unit, role): number for unit, role, number in found}
