"""By which document somebody signs for the head of a body: Q., KT., TL., TUQ., given and ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, Refused
from motcua.kernel.text import nfc
from motcua.organisations.models import Officer, Post, SigningAuthority, Tenure, Unit
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.posts import seated_head
from motcua.organisations.queries.units import stands_below
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.posts import not_oneself, not_over, overlapping, post_ref, wrong

Capacity = SigningAuthority.Capacity


def give_signing(
    unit: Unit,
    post: Post,
    *,
    capacity: str,
    actor: Actor,
    valid_from: date,
    ground: Ground,
    valid_to: date | None = None,
    kinds: Iterable[str] = (),
    scope: str = "",
) -> SigningAuthority:
    """Let the holder of a post sign for the head of a body, by a document (NĐ 30/2020/NĐ-CP, Article 13).

    Q. is a deputy's of the same body who acts as its head while nobody is; KT. a deputy's too; TL. and TUQ. are for heads of what stands
    below it; TUQ. has an end and says what it covers.
    `kinds` are abbreviations of types of documents (`CV`, `TB`), none for all. Nobody gives it to themselves.
    """
    wanted = sorted({k.strip().upper() for k in kinds if k.strip()})
    scope = " ".join(nfc(scope).split())
    _check(capacity, valid_from, valid_to, ground, scope)
    _check_post(unit, post, capacity, valid_from)
    for officer in Officer.objects.filter(tenures__in=Tenure.objects.filter(valid_on(valid_from), post=post)):
        not_oneself(officer, actor, N_("Không ai tự giao quyền ký cho mình; hãy nhờ một người khác."))
    with transaction.atomic():
        same = SigningAuthority.objects.filter(
            overlapping(valid_from, valid_to), unit=unit, post=post, capacity=capacity
        )
        if same.filter(document=ground.columns()["document"]).exists():
            raise Refused("Quyền ký này đã ghi theo văn bản đó.", code="signing_overlap")
        made = SigningAuthority.objects.create(
            unit=unit,
            post=post,
            capacity=capacity,
            kinds=wanted,
            scope=scope,
            valid_from=valid_from,
            valid_to=valid_to,
            **ground.columns(),
        )
        payload: dict[str, events.Plain] = {
            "unit": unit.code,
            "signs_as": capacity,
            "types": wanted,
            "from": valid_from,
            "to": valid_to,
            **ground.payload(),
        }
        events.append(post_ref(post), "post.signing_given", actor=actor, payload=payload)
    return made


def end_signing(authority: SigningAuthority, *, on: date, actor: Actor, ground: Ground) -> None:
    """It ends on a date; one that has not begun by then is taken back. The trail keeps it."""
    with transaction.atomic():
        still = SigningAuthority.objects.filter(not_over(on), pk=authority.pk)
        done = still.filter(valid_from__lt=on).update(valid_to=on) or still.filter(valid_from__gte=on).delete()[0]
        if not done:
            raise Refused("Quyền ký này đã kết thúc.", code="signing_ended")
        payload: dict[str, events.Plain] = {"signs_as": authority.capacity, "on": on, **ground.payload()}
        events.append(post_ref(authority.post), "post.signing_ended", actor=actor, payload=payload)


def _check(capacity: str, valid_from: date, valid_to: date | None, ground: Ground, scope: str) -> None:
    if capacity not in Capacity.values:
        raise wrong("capacity", N_("Không có thể thức ký này."))
    if not ground.document.strip() or ground.date is None:
        raise wrong("document", N_("Ghi văn bản giao quyền ký: số, ký hiệu và ngày."))
    if valid_to is not None and valid_to <= valid_from:
        raise wrong("valid_to", N_("Ngày kết thúc phải sau ngày bắt đầu."))
    if capacity == Capacity.TUQ and valid_to is None:
        raise wrong("valid_to", N_("Thừa ủy quyền phải có thời hạn."))
    if capacity == Capacity.TUQ and not scope:
        raise wrong("scope", N_("Thừa ủy quyền phải nêu nội dung được ủy quyền."))
    if len(scope) > 300:
        raise wrong("scope", N_("Nội dung tối đa 300 ký tự."))


def _check_post(unit: Unit, post: Post, capacity: str, on: date) -> None:
    of_deputies = capacity in {Capacity.Q, Capacity.KT}
    if of_deputies and not (post.unit_id == unit.pk and post.kind == Post.Kind.DEPUTY):
        raise wrong("post", N_("Ký thay (KT.), quyền người đứng đầu (Q.) là của cấp phó người đứng đầu đơn vị đó."))
    if capacity == Capacity.Q and seated_head(unit, on) is not None:
        raise wrong("capacity", N_("Ngày đó đơn vị có người đứng đầu; giao quyền (Q.) khi vị trí ấy khuyết."))
    if not of_deputies and (
        post.kind != Post.Kind.HEAD or post.unit_id == unit.pk or not stands_below(post.unit_id, unit, on)
    ):
        raise wrong("post", N_("Ký thừa lệnh, thừa ủy quyền giao cho người đứng đầu một đơn vị bên dưới."))
