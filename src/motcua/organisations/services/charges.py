"""Who of a body's leaders answers for what (phân công lãnh đạo), by its notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.organisations.models import Charge, Post, Unit
from motcua.organisations.queries.posts import LEADERS
from motcua.organisations.rules.fields import field_key
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.posts import not_over, overlapping, post_ref, wrong


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a notice: a leader's post, and a unit, a field of work, or a field in a unit."""

    post: Post
    unit: Unit | None = None
    field: str = ""


def assign_charge(
    post: Post,
    *,
    actor: Actor,
    valid_from: date,
    ground: Ground,
    unit: Unit | None = None,
    field: str = "",
    valid_to: date | None = None,
) -> Charge:
    """Put a leader's post in charge of a unit with all below it, or of a field. One leader of a body for each at a time."""
    share = Share(post, unit, " ".join(nfc(field).split()))
    _check(share, valid_from, valid_to, ground)
    with transaction.atomic():
        _hold(post.unit)
        taken = Charge.objects.filter(overlapping(valid_from, valid_to), **_what(share)).select_related("post").first()
        if taken is not None:
            raise Refused(
                "Việc này đang do {post} phụ trách trong thời gian đó.", code="charge_taken", post=taken.post.title
            )
        made = Charge.objects.create(
            post=post,
            unit=unit,
            field=share.field,
            field_key=field_key(share.field),
            valid_from=valid_from,
            valid_to=valid_to,
            **ground.columns(),
        )
        events.append(post_ref(post), "post.charge_given", actor=actor, payload=_payload(made, ground))
    return made


def end_charge(charge: Charge, *, on: date, actor: Actor, ground: Ground) -> None:
    """The leader answers for it no longer from a date on. One that has not begun by then is taken back; the trail keeps it."""
    with transaction.atomic():
        still = Charge.objects.filter(not_over(on), pk=charge.pk)
        done = still.filter(valid_from__lt=on).update(valid_to=on) or still.filter(valid_from__gte=on).delete()[0]
        if not done:
            raise Refused("Phân công này đã kết thúc.", code="charge_ended")
        payload = _payload(charge, ground) | {"on": on}
        events.append(post_ref(charge.post), "post.charge_ended", actor=actor, payload=payload)


def replace_charges(body: Unit, shares: Iterable[Share], *, on: date, actor: Actor, ground: Ground) -> list[Charge]:
    """A new notice of a body: all charges of its leaders end on the date, those of the notice begin. All or nothing.

    Charges that the notice repeats are begun anew, so that each rests on the notice in force.
    """
    shares = list(shares)
    if strangers := [s for s in shares if s.post.unit_id != body.pk]:
        raise Invalid("{post} không thuộc đơn vị ban hành phân công.", post=strangers[0].post.title)
    with transaction.atomic():
        for charge in (
            Charge.objects.filter(not_over(on), post__unit=body).select_related("post", "unit").order_by("pk")
        ):
            end_charge(charge, on=on, actor=actor, ground=ground)
        return [
            assign_charge(s.post, unit=s.unit, field=s.field, valid_from=on, actor=actor, ground=ground) for s in shares
        ]


def _check(share: Share, valid_from: date, valid_to: date | None, ground: Ground) -> None:
    key = field_key(share.field)
    if share.post.kind not in LEADERS:
        raise wrong("post", N_("Chỉ phân công cho người đứng đầu hoặc cấp phó."))
    if share.unit is None and not key:
        raise wrong("unit", N_("Nêu đơn vị hoặc lĩnh vực phụ trách."))
    if share.unit is not None and share.unit.pk == share.post.unit_id and not key:
        raise wrong("unit", N_("Nêu đơn vị trực thuộc; người đứng đầu đã chịu trách nhiệm chung về đơn vị mình."))
    if len(share.field) > 150 or (share.field and not key):
        raise wrong("field", N_("Ghi tên lĩnh vực bằng chữ, tối đa 150 ký tự."))
    if valid_to is not None and valid_to <= valid_from:
        raise wrong("valid_to", N_("Ngày kết thúc phải sau ngày bắt đầu."))
    if not ground.document.strip():
        raise wrong("document", N_("Ghi số, ký hiệu thông báo phân công."))
    here = Post.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from), pk=share.post.pk, valid_from__lte=valid_from
    )
    if not here.exists():
        raise Refused("Vị trí này không tồn tại vào ngày đó.", code="post_absent")


def _what(share: Share) -> dict[str, object]:
    """The columns by which two charges of one body are the same."""
    return {"post__unit": share.post.unit_id, "unit": share.unit, "field_key": field_key(share.field)}


def _hold(body: Unit) -> None:
    """Let changes of one body's charges come one after another."""
    Unit.objects.filter(pk=body.pk).update(version=F("version"))


def _payload(charge: Charge, ground: Ground) -> dict[str, events.Plain]:
    return {
        "unit": charge.unit.code if charge.unit else None,
        "field": charge.field,
        "from": charge.valid_from,
        "to": charge.valid_to,
        **ground.payload(),
    }
