"""What rests on a unit's posts when the unit ends: found for the report, ended with the unit, put back when the event is undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import F, Model, Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused
from motcua.kernel.refs import Ref
from motcua.organisations.models import Charge, Delegation, Post, SigningAuthority, Tenure, Unit
from motcua.organisations.queries.delegations import KIND as DELEGATION
from motcua.organisations.queries.posts import KIND as POST
from motcua.organisations.services.delegations import start_of
from motcua.organisations.services.posts import not_over

Changes: TypeAlias = "dict[str, list[list[Any]]]"
"""Kind of row → (key, end as it was), as the event keeps it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Rows that end with units on a date. Charges and authorities are those of the units' posts, and those that others have over them."""

    posts: tuple[Post, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    charges: tuple[Charge, ...] = ()
    authorities: tuple[SigningAuthority, ...] = ()
    delegations: tuple[Delegation, ...] = ()


_DATED: Mapping[str, tuple[str, type[Model]]] = {
    "posts": ("posts", Post),
    "tenures": ("tenures", Tenure),
    "charges": ("charges", Charge),
    "signing": ("authorities", SigningAuthority),
}


def ending_with(units: Iterable[Unit], on: date) -> Ending:
    """What would end. Raises Refused when something begins on the date or later: it must be taken back first."""
    ends = [u.pk for u in units]
    if not ends:
        return Ending()
    of_post, over = Q(post__unit__in=ends), Q(unit__in=ends)
    delegated = Q(giver__unit__in=ends) | Q(receiver__unit__in=ends)
    found = Ending(
        tuple(Post.objects.filter(over, not_over(on)).select_related("unit").order_by("pk")),
        tuple(
            Tenure.objects.filter(of_post, not_over(on)).select_related("post__unit", "officer__person").order_by("pk")
        ),
        tuple(Charge.objects.filter(of_post | over, not_over(on)).select_related("post__unit", "unit").order_by("pk")),
        tuple(
            SigningAuthority.objects.filter(of_post | over, not_over(on))
            .select_related("post__unit", "unit")
            .order_by("pk")
        ),
        tuple(
            Delegation.objects.filter(delegated, ends_at__gt=start_of(on))
            .exclude(ends_at=F("starts_at"))
            .select_related("giver__person", "receiver__person")
            .order_by("pk")
        ),
    )
    later = [row for name, _ in _DATED.values() for row in getattr(found, name) if row.valid_from >= on]
    if later:
        raise Refused(
            "Có vị trí, người giữ vị trí hoặc phân công bắt đầu từ ngày này trở đi ở đơn vị kết thúc; hãy bỏ trước.",
            code="later_posts",
        )
    return found


def end_with_units(found: Ending, on: date, *, actor: Actor, changes: Changes) -> None:
    """End the rows on the date and note what they were, inside the caller's transaction."""
    for kind, (name, model) in _DATED.items():
        rows = getattr(found, name)
        changes[kind] = [[row.pk, row.valid_to.isoformat() if row.valid_to else None] for row in rows]
        _manager(model).filter(pk__in=[row.pk for row in rows]).update(valid_to=on)
    start = start_of(on)
    changes["delegations"] = [[d.pk, d.ends_at.isoformat()] for d in found.delegations]
    keys = [d.pk for d in found.delegations]
    Delegation.objects.filter(pk__in=keys, starts_at__gte=start).update(
        ends_at=F("starts_at"), version=F("version") + 1
    )
    Delegation.objects.filter(pk__in=keys, starts_at__lt=start).update(ends_at=start, version=F("version") + 1)
    _tell(found, "ended", actor, {"on": on})


def restore_ended(changes: Mapping[str, list[list[Any]]], on: date, *, actor: Actor) -> None:
    """Put back exactly what the event ended; a row that was changed since stops the undoing."""
    for kind, (_, model) in _DATED.items():
        for key, end in changes.get(kind, []):
            rows = _manager(model).filter(pk=key, valid_to=on)
            _expect(rows.update(valid_to=date.fromisoformat(end) if end else None))
    for key, end in changes.get("delegations", []):
        ended = Delegation.objects.filter(Q(ends_at=start_of(on)) | Q(ends_at=F("starts_at")), pk=key)
        _expect(ended.update(ends_at=datetime.fromisoformat(end), version=F("version") + 1))
    posts = Post.objects.filter(pk__in=[key for key, _ in changes.get("posts", [])])
    delegations = Delegation.objects.filter(pk__in=[key for key, _ in changes.get("delegations", [])])
    _tell(Ending(posts=tuple(posts), delegations=tuple(delegations)), "restored", actor, {})


def _tell(found: Ending, what: str, actor: Actor, payload: Mapping[str, events.Plain]) -> None:
    """One event for each post and delegation; what hangs on a post is told by the unit's event."""
    told = [events.NewEvent(Ref.to(POST, p.uid), f"post.{what}", payload) for p in found.posts]
    told += [events.NewEvent(Ref.to(DELEGATION, d.uid), f"delegation.{what}", payload) for d in found.delegations]
    if told:
        events.append_many(told, actor=actor)


def _manager(model: type[Model]) -> Any:
    return model._default_manager  # noqa: SLF001 - Django's documented name for it


def _expect(changed: int) -> None:
    if changed != 1:
        raise Refused("Đơn vị đã thay đổi tiếp sau lần sắp xếp này; hãy hủy các thay đổi sau trước.", code="built_upon")
