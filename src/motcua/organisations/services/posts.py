"""Posts and who holds them: creating and ending a post, seating and unseating an officer, extending a term."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.models import Officer, Post, Tenure, Unit
from motcua.organisations.queries.people import KIND as OFFICER
from motcua.organisations.queries.posts import KIND, LEADERS
from motcua.organisations.queries.units import stands_below
from motcua.organisations.rules.fields import field_key
from motcua.organisations.rules.grounds import NOTHING, Ground
from motcua.organisations.services.units import existing_on

__all__ = [
    "NOTHING", "ONE_HOLDER", "Ground", "create_post", "end_post", "end_tenures_of", "extend_term", "not_oneself", "not_over", "overlapping",
    "post_ref", "seat", "unseat", "wrong",
]  # fmt: skip

Kind = Post.Kind

ONE_HOLDER = frozenset({Kind.HEAD, Kind.DEPUTY, Kind.FOCAL})
"""Kinds of post that one officer holds at a time; several deputies are several posts."""


def post_ref(post: Post) -> Ref:
    return Ref.to(KIND, post.uid)


def create_post(
    unit: Unit,
    *,
    kind: str,
    title: str,
    actor: Actor,
    valid_from: date,
    valid_to: date | None = None,
    field: str = "",
    position: int = 0,
) -> Post:
    """A seat in a unit. A unit has one head, and one focal officer for a field, at a time. Raises Invalid, Refused."""
    title, field = " ".join(nfc(title).split()), " ".join(nfc(field).split())
    _check(kind, title, field, valid_from, valid_to)
    with transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(version=F("version"))  # two at once do not both find the seat free
        existing_on(unit, valid_from)
        same = Post.objects.filter(overlapping(valid_from, valid_to), unit=unit, kind=kind)
        if kind == Kind.HEAD and same.exists():
            raise Refused("Đơn vị đã có vị trí người đứng đầu trong thời gian này.", code="post_overlap")
        if kind == Kind.FOCAL and same.filter(field_key=field_key(field)).exists():
            raise Refused("Đơn vị đã có cán bộ đầu mối cho lĩnh vực này trong thời gian này.", code="post_overlap")
        post = Post.objects.create(
            unit=unit,
            kind=kind,
            title=title,
            field=field,
            field_key=field_key(field),
            position=position,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        payload: dict[str, events.Plain] = {
            "unit": unit.code,
            "kind": kind,
            "post": title,
            "field": field,
            "from": valid_from,
            "to": valid_to,
        }
        events.append(post_ref(post), "post.created", actor=actor, payload=payload)
    return post


def end_post(post: Post, *, on: date, actor: Actor, reason: str = "") -> None:
    """The post is no more from a date on; terms, charges and signing authorities of it end with it."""
    with transaction.atomic():
        _hold(post)
        still = Post.objects.filter(not_over(on), pk=post.pk, valid_from__lt=on)
        if still.update(valid_to=on, version=F("version") + 1) != 1:
            raise Refused("Vị trí này đã bãi bỏ, hoặc ngày bãi bỏ không sau ngày bắt đầu.", code="post_ended")
        for rows in (post.tenures.all(), post.charges.all(), post.signing_authorities.all()):
            rows.filter(valid_from__gte=on).delete()  # never came into force
            rows.filter(not_over(on)).update(valid_to=on)
        events.append(post_ref(post), "post.ended", actor=actor, payload={"on": on, "reason": reason})


def seat(
    post: Post,
    officer: Officer,
    *,
    valid_from: date,
    actor: Actor,
    valid_to: date | None = None,
    ground: Ground = NOTHING,
) -> Tenure:
    """Let an officer hold a post for a term, by the document that appoints them.

    The officer works in the unit of the post, below or above it. Whoever holds a head's, a deputy's or a focal officer's post is
    unseated first. Nobody makes themselves a leader. Raises Invalid, Refused.
    """
    if valid_to is not None and valid_to <= valid_from:
        raise wrong("valid_to", N_("Ngày hết nhiệm kỳ phải sau ngày bắt đầu."))
    if post.kind in LEADERS:
        not_oneself(officer, actor, N_("Không ai tự ghi mình vào vị trí lãnh đạo; hãy nhờ một người khác."))
    with transaction.atomic():
        _hold(post)
        _within(post, valid_from, valid_to)
        _serves(officer, post, valid_from)
        others = post.tenures.filter(overlapping(valid_from, valid_to))
        if post.kind not in ONE_HOLDER:
            others = others.filter(officer=officer)
        if others.exclude(officer__valid_to__lte=valid_from).exists():
            raise Refused("Vị trí này đã có người giữ trong thời gian đó; hãy ghi thôi giữ trước.", code="post_taken")
        tenure = Tenure.objects.create(
            post=post, officer=officer, valid_from=valid_from, valid_to=valid_to, **ground.columns()
        )
        payload: dict[str, events.Plain] = {
            "holder": Ref.to(OFFICER, officer.uid),
            "from": valid_from,
            "to": valid_to,
            **ground.payload(),
        }
        events.append(post_ref(post), "post.seated", actor=actor, payload=payload)
    return tenure


def unseat(tenure: Tenure, *, on: date, actor: Actor, ground: Ground = NOTHING) -> None:
    """The officer holds the post no longer from a date on. A term that has not begun by then is taken back; the trail keeps it."""
    with transaction.atomic():
        _hold(tenure.post)
        still = Tenure.objects.filter(not_over(on), pk=tenure.pk)
        done = still.filter(valid_from__lt=on).update(valid_to=on) or still.filter(valid_from__gte=on).delete()[0]
        if not done:
            raise Refused("Cán bộ đã thôi giữ vị trí này.", code="tenure_ended")
        payload: dict[str, events.Plain] = {"holder": Ref.to(OFFICER, tenure.officer.uid), "on": on, **ground.payload()}
        events.append(post_ref(tenure.post), "post.unseated", actor=actor, payload=payload)


def extend_term(tenure: Tenure, *, valid_to: date | None, actor: Actor, ground: Ground) -> None:
    """Another end of the term, later than the present one (None: open), by a document. Also mends a term that has just run out."""
    if not ground.document.strip():
        raise wrong("document", N_("Ghi văn bản kéo dài nhiệm kỳ."))
    with transaction.atomic():
        _hold(tenure.post)
        before = Tenure.objects.filter(pk=tenure.pk, valid_to__isnull=False).values_list("valid_to", flat=True).first()
        if before is None or (valid_to is not None and valid_to <= before):
            raise wrong("valid_to", N_("Ngày mới phải sau ngày hết nhiệm kỳ đang ghi."))
        _within(tenure.post, before, valid_to)
        others = tenure.post.tenures.filter(overlapping(before, valid_to)).exclude(pk=tenure.pk)
        if tenure.post.kind in ONE_HOLDER and others.exists():
            raise Refused("Vị trí này đã có người giữ trong thời gian đó; hãy ghi thôi giữ trước.", code="post_taken")
        Tenure.objects.filter(pk=tenure.pk).update(valid_to=valid_to)
        payload: dict[str, events.Plain] = {
            "holder": Ref.to(OFFICER, tenure.officer.uid),
            "before": before,
            "to": valid_to,
            **ground.payload(),
        }
        events.append(post_ref(tenure.post), "post.term_extended", actor=actor, payload=payload)


def end_tenures_of(officers: Iterable[int], on: date, *, actor: Actor) -> None:
    """What officers who leave still hold ends on that date. Inside the caller's transaction."""
    held = Tenure.objects.filter(not_over(on), officer__in=list(officers)).select_related("post", "officer")
    for tenure in held.order_by("pk"):
        unseat(tenure, on=on, actor=actor)


def overlapping(start: date, end: date | None) -> Q:
    """The condition that a row's range shares a date with `[start, end)`."""
    return not_over(start) if end is None else not_over(start) & Q(valid_from__lt=end)


def not_over(on: date) -> Q:
    """The condition that a row's range reaches beyond a date."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def not_oneself(officer: Officer, actor: Actor, text: str) -> None:
    """Raise Refused when the actor is the same person as the officer."""
    if actor.ref is None or actor.ref.kind != OFFICER:
        return
    if Officer.objects.filter(uid=actor.ref.uid, person=officer.person_id).exists():
        raise Refused(text, code="own_post")


def wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))


def _check(kind: str, title: str, field: str, valid_from: date, valid_to: date | None) -> None:
    if kind not in Kind.values:
        raise wrong("kind", N_("Không có loại vị trí này."))
    if not title or len(title) > 150:
        raise wrong("title", N_("Ghi tên vị trí, tối đa 150 ký tự."))
    if len(field) > 150:
        raise wrong("field", N_("Lĩnh vực tối đa 150 ký tự."))
    if field and not field_key(field):
        raise wrong("field", N_("Ghi tên lĩnh vực bằng chữ."))
    if valid_to is not None and valid_to <= valid_from:
        raise wrong("valid_to", N_("Ngày kết thúc phải sau ngày bắt đầu."))


def _hold(post: Post) -> None:
    """Let changes of one post come one after another, whoever makes them."""
    Post.objects.filter(pk=post.pk).update(version=F("version") + 1)


def _within(post: Post, start: date, end: date | None) -> None:
    """Terms lie within the time in which the post exists."""
    now = Post.objects.get(pk=post.pk)
    if start < now.valid_from or (now.valid_to is not None and (end is None or end > now.valid_to)):
        raise Refused("Vị trí này không tồn tại trong suốt thời gian đó.", code="post_absent")


def _serves(officer: Officer, post: Post, on: date) -> None:
    if on < officer.valid_from or (officer.valid_to is not None and officer.valid_to <= on):
        raise Refused("Cán bộ này không còn, hoặc chưa, giữ chức vụ vào ngày đó.", code="officer_absent")
    near = stands_below(officer.unit_id, post.unit_id, on) or stands_below(post.unit_id, officer.unit_id, on)
    if not near:
        raise wrong("officer", N_("Cán bộ phải công tác ở đơn vị của vị trí, ở đơn vị bên dưới hoặc cấp trên."))
