"""Which post takes a role of workflows in a unit, as the unit says, over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, Stale
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import RolePost
from motcua.procedures.queries.holders import kind_named, posts_for
from motcua.procedures.services.successions import close_ranks


def name_post(unit: Any, *, role: str, post: Any, valid_from: date, actor: Actor, note: str = "") -> RolePost:
    """Trong đơn vị, vai trò là việc của vị trí: from a day on; the post named before ends there.

    Raises NotFound for a role nobody of ours takes, Invalid for a post elsewhere, Refused behind a later naming.
    """
    kind = kind_named(role, valid_from)
    if post is None or post.pk not in {one.pk for one in posts_for(unit.pk, kind, valid_from)}:
        told = FieldError("post", N_("Vào ngày đó vị trí này không thuộc đơn vị hoặc cơ quan của đơn vị."))
        raise Invalid("Chưa chỉ định được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    rows = RolePost.objects.filter(unit=unit, kind=role)
    try:
        with transaction.atomic():
            if rows.filter(valid_from__gte=valid_from).exists():
                raise Refused("Đã có chỉ định từ ngày này hoặc sau đó. Hãy thôi chỉ định đó trước.", code="named_later")
            rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
            made = RolePost.objects.create(
                unit=unit,
                kind=role,
                post=post,
                valid_from=valid_from,
                note=" ".join(nfc(note).split())[:300],
                by_name=actor.name,
            )
            payload: dict[str, events.Plain] = {"workflow_role": kind.name, "post": post.title, "from": valid_from}
            events.append(Ref.to("unit", unit.uid), EventKind.ROLE_POST_NAMED, actor=actor, payload=payload)
    except IntegrityError:
        raise Stale("Vai trò này vừa được chỉ định vị trí. Hãy tải lại trang.") from None
    return made


def end_named(row: RolePost, *, on: date, actor: Actor) -> None:
    """Thôi chỉ định from a day on: rights and kinds of posts count again. One that had not begun by then is gone:
    the one that it would have ended holds on, and the trail keeps it.
    """
    with transaction.atomic():
        still = RolePost.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=row.pk)
        begun = still.filter(valid_from__lt=on).update(valid_to=on, ended_on=on)
        if not begun and not still.filter(valid_from__gte=on).delete()[0]:
            raise Refused("Chỉ định này đã kết thúc.", code="naming_ended")
        close_ranks(RolePost.objects.filter(unit=row.unit_id, kind=row.kind))
        payload: dict[str, events.Plain] = {"workflow_role": row.kind, "post": row.post.title, "to": on}
        events.append(Ref.to("unit", row.unit.uid), EventKind.ROLE_POST_ENDED, actor=actor, payload=payload)
