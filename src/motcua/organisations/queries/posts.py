"""Who holds which post on a date, who is in charge of what, and who gets what is meant for a post. A vacant post has nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.models import Charge, Officer, Post, SigningAuthority, Tenure, Unit, UnitClosure, UnitType
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.delegations import notified, officers_of, stand_ins_of, stands_in_for
from motcua.organisations.queries.people import officers
from motcua.organisations.queries.signing import Capacity, may_sign_as
from motcua.organisations.queries.units import names_on, on_date, successors
from motcua.organisations.rules.fields import field_key

__all__ = [
    "Capacity", "Vacancy", "answering", "answering_each", "focal_of", "head_of", "holders", "leader_in_charge", "leaders_in_charge",
    "leaders_of", "may_sign_as", "notified", "officers_of", "post_of", "posts_of_unit", "seated_head", "stand_ins_of", "stands_in_for",
    "titles", "vacancies",
]  # fmt: skip

KIND = "post"

Kind = Post.Kind
RANK = {kind: rank for rank, kind in enumerate(Kind.values)}
LEADERS = (Kind.HEAD, Kind.DEPUTY)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post without holder on a date. `last` held it until `since`; without `last` nobody did since the post exists.

    `term_over` tells that a term written in the appointing document ran out; `next_from` when somebody is to sit there.
    """

    post: Post
    unit_name: str
    since: date
    last: Officer | None
    term_over: bool
    next_from: date | None


def post_of(uid: str) -> Post:
    """The post of a uid. Raises NotFound."""
    found = Post.objects.select_related("unit").filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có vị trí này.", code="no_post")
    return found


def tenures_on(on: date) -> QuerySet[Tenure]:
    """Who sits where on a date: term, post and officer all hold then."""
    return Tenure.objects.filter(valid_on(on), valid_on(on, "officer__"), valid_on(on, "post__"))


def posts_of_unit(unit: Unit | int, on: date) -> list[Post]:
    """Posts that a unit has on a date: head, deputies, focal officers, the rest."""
    return in_order(Post.objects.filter(valid_on(on), unit=unit).select_related("unit"))


def in_order(posts: Iterable[Post]) -> list[Post]:
    return sorted(posts, key=lambda p: (RANK[p.kind], p.position, p.valid_from, p.pk))


def holders(post: Post | int, on: date) -> list[Officer]:
    """Who holds a post on a date, the longest first; nobody when it is vacant."""
    key = post if isinstance(post, int) else post.pk
    return _seated(tenures_on(on).filter(post=key))


def answering(post: Post | int, on: date) -> list[Officer]:
    """Who gets what is meant for a post: its holders; of a head's post that is vacant, who acts as head (Q.)."""
    key = post if isinstance(post, int) else post.pk
    return answering_each([key], on)[key]


def answering_each(posts: Iterable[int], on: date) -> dict[int, list[Officer]]:
    """`answering` of many posts (keys) at once. Four queries at most."""
    seats: dict[int, list[int]] = {post: [] for post in posts}
    rows = tenures_on(on).filter(post__in=list(seats)).order_by("valid_from", "pk")
    for post, officer in rows.values_list("post", "officer"):
        seats[post].append(officer)
    empty = [post for post, found in seats.items() if not found]
    heads = (
        dict(Post.objects.filter(valid_on(on), pk__in=empty, kind=Kind.HEAD).values_list("pk", "unit")) if empty else {}
    )
    acting = {unit: officer for unit, _tenure, officer in _acting_heads(set(heads.values()), on)} if heads else {}
    seats |= {post: [acting[unit]] for post, unit in heads.items() if unit in acting}
    people = officers().in_bulk({officer for found in seats.values() for officer in found})
    return {post: [people[officer] for officer in dict.fromkeys(found)] for post, found in seats.items()}


def head_of(unit: Unit | int, on: date) -> Officer | None:
    """Người đứng đầu, or who acts as such (Q.) while nobody holds the post. For a unit that ended, of its only successor; None while there
    is nobody.
    """
    return next(iter(_of_unit(unit, on, (Kind.HEAD,))), None)


def seated_head(unit: Unit | int, on: date) -> Officer | None:
    """Who holds the head's post itself; nobody acts as head (Q.) while somebody does."""
    key = unit if isinstance(unit, int) else unit.pk
    if rows := _tenures_in(key, on, (Kind.HEAD,)):
        return officers().get(pk=rows[0].officer_id)
    heir = _heir(unit, on)
    return None if heir is None else seated_head(heir, on)


def leaders_of(unit: Unit | int, on: date) -> list[Officer]:
    """Head, or who acts as head (Q.), and deputies («Lãnh đạo Ban») in their rank; of the only successor for a unit that ended."""
    return _of_unit(unit, on, LEADERS)


def focal_of(unit: Unit | int, on: date, field: str = "") -> Officer | None:
    """Cán bộ đầu mối for a field of work: the one named for it, else the unit's focal officer for everything. None when vacant."""
    key = field_key(field)
    rows = tenures_on(on).filter(post__unit=unit, post__kind=Kind.FOCAL)
    if key:
        rows = rows.filter(post__field_key__in=("", key))
    named = list(rows.select_related("post").order_by("valid_from", "pk"))
    named.sort(key=lambda t: (t.post.field_key != key, t.post.position))
    if named:
        return officers().get(pk=named[0].officer_id)
    heir = _heir(unit, on)
    return None if heir is None else focal_of(heir, on, field)


def leader_in_charge(unit: Unit | int, on: date, field: str = "") -> Officer | None:
    """The leader to whom a matter of the unit goes (phân công lãnh đạo). Six queries at most.

    Of the leaders whose charge covers the unit (itself or what stands above it) or the field, those of the nearest body come first;
    there the charge of the field asked for before that of a unit, the nearer unit before the farther. A post without holder is passed
    over, unless it is the head's and somebody acts as head (Q.). When no charge covers it: the head of the nearest agency above that has
    one; None when there is none.
    """
    key = unit if isinstance(unit, int) else unit.pk
    above = _above(key, on)
    ranked = _charges_over(above, on, field_key(field))
    seated = _first_holders(ranked, on)
    for charge in ranked:
        if charge.post_id in seated:
            return officers().get(pk=seated[charge.post_id])
    return _head_above(above, on)


def leaders_in_charge(units: Iterable[int], on: date) -> dict[int, Officer]:
    """`leader_in_charge` of many units at once, without a field; a unit that nobody leads is left out. Seven queries, however many."""
    wanted = list(dict.fromkeys(units))
    above: dict[int, dict[int, int]] = {unit: {} for unit in wanted}
    rows = UnitClosure.objects.filter(valid_on(on), descendant__in=wanted).values_list(
        "descendant", "ancestor", "depth"
    )
    for unit, ancestor, depth in rows:
        above[unit][ancestor] = min(depth, above[unit].get(ancestor, depth))
    every = {ancestor: 0 for depths in above.values() for ancestor in depths}
    charges = _charges_over(every, on, "")
    seated = _first_holders(charges, on)
    heads = _heads_of_agencies(every, on)
    found: dict[int, int] = {}
    for unit, depths in above.items():
        mine = sorted((c for c in charges if c.unit_id in depths and c.post_id in seated), key=_rank(depths, ""))
        higher = [(depths[a], pk, officer) for a, pk, officer in heads if depths.get(a, 0) > 0]
        if mine:
            found[unit] = seated[mine[0].post_id]
        elif higher:
            found[unit] = min(higher)[2]
    people = officers().in_bulk(set(found.values()))
    return {unit: people[officer] for unit, officer in found.items()}


def vacancies(on: date, units: QuerySet[Unit] | None = None) -> list[Vacancy]:
    """Posts that nobody holds on a date («Khuyết»), by unit and rank; of some units only when they are given. Four queries."""
    held = tenures_on(on).filter(post=OuterRef("pk"))
    rows = Post.objects.filter(valid_on(on), ~Exists(held)).select_related("unit")
    if units is not None:
        rows = rows.filter(unit__in=units.values("pk"))
    posts = in_order(rows)
    names = names_on([p.unit_id for p in posts], on)
    past = _last_tenures(posts, on)
    people = officers().in_bulk([t.officer_id for t in past.values()])
    coming = dict(
        Tenure.objects.filter(post__in=posts, valid_from__gt=on).values_list("post").annotate(first=Min("valid_from"))
    )
    found = [_vacancy(post, names, past.get(post.pk), people, coming.get(post.pk)) for post in posts]
    return sorted(found, key=lambda v: (v.unit_name, v.post.unit_id, RANK[v.post.kind], v.post.position))


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """Title and unit of each post by uid, for the subjects registry."""
    rows = list(Post.objects.filter(uid__in=uids))
    names = names_on([p.unit_id for p in rows], clock.today())
    return {str(p.uid): f"{p.title}, {names.get(p.unit_id, '')}" for p in rows}


def _vacancy(
    post: Post, names: Mapping[int, str], last: Tenure | None, people: Mapping[int, Officer], coming: date | None
) -> Vacancy:
    since = post.valid_from if last is None else _left(last)
    return Vacancy(
        post=post,
        unit_name=names.get(post.unit_id, ""),
        since=since,
        last=None if last is None else people.get(last.officer_id),
        term_over=last is not None and last.valid_to == since,
        next_from=coming,
    )


def _left(tenure: Tenure) -> date:
    """The first day on which the officer no longer held the post."""
    ends = [d for d in (tenure.valid_to, tenure.officer.valid_to) if d is not None]
    return min(ends)


def _last_tenures(posts: Sequence[Post], on: date) -> dict[int, Tenure]:
    """The tenure of each post that ended last, before or on a date."""
    found: dict[int, Tenure] = {}
    over = Q(valid_to__lte=on) | Q(officer__valid_to__lte=on)
    for tenure in Tenure.objects.filter(over, post__in=[p.pk for p in posts]).select_related("officer"):
        before = found.get(tenure.post_id)
        if before is None or _left(tenure) > _left(before):
            found[tenure.post_id] = tenure
    return found


def _seated(tenures: QuerySet[Tenure]) -> list[Officer]:
    """Officers of tenures, in the order of post and term. One query."""
    rows = officers().filter(pk__in=tenures.values("officer"))
    order = {
        officer: n for n, officer in enumerate(tenures.order_by("valid_from", "pk").values_list("officer", flat=True))
    }
    return sorted(rows, key=lambda o: order[o.pk])


def _of_unit(unit: Unit | int, on: date, kinds: Sequence[str]) -> list[Officer]:
    """Holders of the unit's posts of these kinds, first who acts as head where nobody is; of the only successor for an ended unit."""
    key = unit if isinstance(unit, int) else unit.pk
    rows = _tenures_in(key, on, kinds)
    found = [t.officer_id for t in rows]
    if not rows or rows[0].post.kind != Kind.HEAD:
        found = [*[officer for _unit, _authority, officer in _acting_heads([key], on)][:1], *found]
    if found:
        people = officers().in_bulk(found)
        return list({pk: people[pk] for pk in found}.values())
    heir = _heir(unit, on)
    return [] if heir is None else _of_unit(heir, on, kinds)


def _tenures_in(unit: int, on: date, kinds: Sequence[str]) -> list[Tenure]:
    rows = list(
        tenures_on(on).filter(post__unit=unit, post__kind__in=kinds).select_related("post").order_by("valid_from", "pk")
    )
    return sorted(rows, key=lambda t: (RANK[t.post.kind], t.post.position, t.post_id))


def _acting_heads(units: Any, on: date) -> list[tuple[int, int, int]]:
    """(unit, tenure, officer) of those who act as head (Q.) of units (keys, or a query of them) whose head's post nobody holds, the
    authority that began first first. One query.
    """
    seated = tenures_on(on).filter(post__unit=OuterRef("post__signing_authorities__unit"), post__kind=Kind.HEAD)
    rows = tenures_on(on).filter(
        valid_on(on, "post__signing_authorities__"),
        post__signing_authorities__capacity=SigningAuthority.Capacity.Q,
        post__signing_authorities__unit__in=units,
    )
    order = ("post__signing_authorities__valid_from", "post__signing_authorities__pk", "valid_from", "pk")
    found: dict[int, tuple[int, int, int]] = {}
    for unit, tenure, officer in (
        rows.filter(~Exists(seated)).order_by(*order).values_list("post__signing_authorities__unit", "pk", "officer")
    ):
        found.setdefault(unit, (unit, tenure, officer))
    return list(found.values())


def _heir(unit: Unit | int, on: date) -> int | None:
    """The one unit that stands for an ended one; None for a unit that exists, or when several or none took over."""
    key = unit if isinstance(unit, int) else unit.pk
    if on_date(on).filter(unit=key).exists():
        return None
    heirs = [u.pk for u in successors(key, on) if u.pk != key]
    return heirs[0] if len(heirs) == 1 else None


def _above(unit: int, on: date) -> dict[int, int]:
    """The unit and all above it on a date → how far above. A successor stands at the depth of what it took over."""
    depths: dict[int, int] = {}
    rows = UnitClosure.objects.filter(valid_on(on), descendant=unit).values_list("ancestor", "depth")
    for ancestor, depth in rows:
        depths[ancestor] = min(depth, depths.get(ancestor, depth))
    return depths


def _charges_over(above: Mapping[int, int], on: date, key: str) -> list[Charge]:
    """Charges that cover a unit or a field, the one that decides first."""
    covers = Q(unit__in=above) | Q(unit__isnull=True, post__unit__in=above)
    rows = Charge.objects.filter(covers, valid_on(on), valid_on(on, "post__"), field_key__in={"", key})
    if not key:
        rows = rows.filter(unit__isnull=False)

    return sorted(rows.select_related("post"), key=_rank(above, key))


def _rank(above: Mapping[int, int], key: str) -> Callable[[Charge], tuple[Any, ...]]:
    """The nearest body first, there the field before the unit, the nearer unit before the farther."""

    def rank(charge: Charge) -> tuple[Any, ...]:
        reach = above[charge.unit_id] if charge.unit_id else above[charge.post.unit_id]
        body = above.get(charge.post.unit_id, reach + 1)
        return (body, not (key and charge.field_key == key), reach, charge.post.position, charge.pk)

    return rank


def _first_holders(charges: Iterable[Charge], on: date) -> dict[int, int]:
    """Post of a charge → its holder (officer); of a head's post that is vacant, who acts as head. Two queries at most."""
    posts = {c.post_id: c.post for c in charges}
    found: dict[int, int] = {}
    rows = tenures_on(on).filter(post__in=posts).order_by("valid_from", "pk").values_list("post", "officer")
    for post, officer in rows:
        found.setdefault(post, officer)
    vacant = {p.unit_id: p.pk for p in posts.values() if p.kind == Kind.HEAD and p.pk not in found}
    if vacant:
        found |= {vacant[unit]: officer for unit, _tenure, officer in _acting_heads(list(vacant), on)}
    return found


def _head_above(above: Mapping[int, int], on: date) -> Officer | None:
    higher = [pk for pk, depth in above.items() if depth > 0]
    nearest = min(((above[unit], pk, officer) for unit, pk, officer in _heads_of_agencies(higher, on)), default=None)
    return officers().get(pk=nearest[2]) if nearest else None


def _heads_of_agencies(units: Iterable[int], on: date) -> list[tuple[int, int, int]]:
    """(unit, tenure, officer) of those who head agencies among the units, or act as head (Q.); divisions are none. Two queries."""
    agencies = on_date(on).filter(unit__in=list(units)).exclude(type=UnitType.DIVISION).values("unit")
    rows = tenures_on(on).filter(post__kind=Kind.HEAD, post__unit__in=agencies)
    return [*rows.values_list("post__unit", "pk", "officer"), *_acting_heads(agencies, on)]
