"""Messages to people outside the house: what a channel carries, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Prefetch, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from motcua.kernel import clock
from motcua.kernel.errors import N_, NotFound
from motcua.kernel.models import RuleOverride
from motcua.kernel.refs import Ref
from motcua.kernel.rules import Rule, rule
from motcua.messages.models import Dispatch, Leg, Receipt
from motcua.messages.permissions import may_operate
from motcua.messages.queries.notices import LATE, template_label
from motcua.messages.rules.outward import Parcel, Policy, masked, outward_channels
from motcua.messages.workflow import DispatchState, LegState, SkipReason

RULE = "messaging.outward"
DISPATCH = "dispatch"
REFUSED_LATELY = timedelta(days=1)
STATES: dict[str, str] = {
    DispatchState.WAITING: N_("Đang gửi"),
    DispatchState.HANDED_OVER: N_("Đã trao máy chủ thư"),
    DispatchState.ARRIVED: N_("Đã đến"),
    DispatchState.UNKNOWN: N_("Không rõ"),
    DispatchState.LOST: N_("Không đến"),
    DispatchState.SUPPRESSED: N_("Không gửi"),
}
NOT_ARRIVED = (DispatchState.WAITING, DispatchState.UNKNOWN, DispatchState.LOST)
LEG_STATES: dict[str, str] = {
    LegState.STANDBY: N_("Dự phòng"),
    LegState.QUEUED: N_("Chờ gửi"),
    LegState.SENT: N_("Đã gửi"),
    LegState.DELIVERED: N_("Đã đến"),
    LegState.UNDELIVERED: N_("Không đến"),
    LegState.UNKNOWN: N_("Không rõ"),
    LegState.FAILED: N_("Không gửi được"),
    LegState.SKIPPED: N_("Bỏ qua"),
}
REASONS: dict[str, str] = {
    SkipReason.OPTED_OUT: N_("người nhận không chọn kênh này"),
    SkipReason.NO_CHANNEL: N_("bản cài đặt này chưa có kênh này"),
    SkipReason.NO_ADDRESS: N_("người nhận không cho số hoặc địa chỉ"),
    SkipReason.BAD_ADDRESS: N_("số hoặc địa chỉ không nhận tin được"),
    SkipReason.NO_WORDING: N_("mẫu thông báo chưa có lời cho kênh này"),
    SkipReason.TOO_LONG: N_("lời quá dài cho kênh này"),
    SkipReason.ARRIVED: N_("tin trước đã đến"),
}


def rule_in_force(on: date) -> Rule:
    return rule(RULE, on)


def policy_on(on: date) -> Policy:
    """One query."""
    return Policy.of(rule_in_force(on).value)


def changes() -> list[RuleOverride]:
    """The installation's own orders of channels, the latest first, withdrawn ones too."""
    return list(RuleOverride.objects.filter(key=RULE).order_by("-valid_from", "-pk"))


def change_of(uid: UUID) -> RuleOverride:
    found = RuleOverride.objects.filter(key=RULE, uid=uid, withdrawn=False).first()
    if found is None:
        raise NotFound("Không có sửa đổi này, hoặc đã rút.", code="no_override")
    return found


def parcel_of(leg: Leg) -> Parcel:
    """What the channel carries; of a letter the finished words too. No query besides the dispatch's row."""
    contents = leg.dispatch.contents
    words = contents["words"][leg.channel]
    return Parcel(
        id=str(leg.sending_id),
        to=contents["to"][leg.channel],
        language=leg.dispatch.language,
        title=words.get("title", ""),
        text=words["text"],
        template=words.get("template", ""),
        parameters=words.get("parameters", {}),
    )


def leg_of_receipt(channel: str, sending_id: str, provider_id: str) -> Leg | None:
    """The message that a receipt tells of: by our own id, else by the provider's."""
    legs = Leg.objects.filter(channel=channel).select_related("dispatch")
    found = None
    if sending_id and (uid := _uuid(sending_id)) is not None:
        found = legs.filter(sending_id=uid).first()
    if found is None and provider_id and not sending_id:
        found = legs.filter(provider_id=provider_id).order_by("-pk").first()
    return found


def receipt_of(channel: str, sending_id: str, provider_id: str, status: str) -> Receipt:
    return Receipt.objects.get(channel=channel, sending_id=sending_id, provider_id=provider_id, status=status)


def unknown_receipts() -> int:
    """Receipts of messages that nobody knows."""
    return Receipt.objects.filter(leg__isnull=True).count()


def dispatches_for(user: Any) -> QuerySet[Dispatch]:
    """Every message to people outside the house, for operators."""
    rows = Dispatch.objects.all() if may_operate(user) else Dispatch.objects.none()
    return rows.prefetch_related(Prefetch("legs", queryset=Leg.objects.order_by("place")))


def dispatch_for(user: Any, uid: UUID) -> Dispatch:
    found = dispatches_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có tin này, hoặc bạn không được xem.", code="no_dispatch")
    return found


def leg_for(user: Any, uid: UUID) -> Leg:
    if may_operate(user) and (found := Leg.objects.select_related("dispatch").filter(uid=uid).first()) is not None:
        return found
    raise NotFound("Không có tin này, hoặc bạn không được xem.", code="no_dispatch")


def search(rows: QuerySet[Dispatch], text: str) -> QuerySet[Dispatch]:
    """By the record. Names and numbers are sealed, and never stand in the address of a page."""
    return rows.filter(subject__startswith=text.strip())


def arrived_or_not(rows: QuerySet[Dispatch], values: Sequence[str]) -> QuerySet[Dispatch]:
    wanted = Q(pk__in=[])
    if "not_arrived" in values:
        wanted |= Q(state__in=NOT_ARRIVED)
    if "arrived" in values:
        wanted |= Q(state__in=[DispatchState.ARRIVED, DispatchState.HANDED_OVER])
    return rows.filter(wanted)


def over_channel(rows: QuerySet[Dispatch], values: Sequence[str]) -> QuerySet[Dispatch]:
    """Messages that a channel was begun for."""
    begun = Leg.objects.filter(channel__in=list(values)).exclude(state__in=[LegState.STANDBY, LegState.SKIPPED])
    return rows.filter(pk__in=begun.values("dispatch"))


def lost_for(user: Any) -> int:
    """How many did not arrive, or nobody knows."""
    return dispatches_for(user).filter(state__in=[DispatchState.LOST, DispatchState.UNKNOWN]).count()


@dataclass(frozen=True, slots=True)
class ToldOutside:
    """What somebody outside the house was told about a record, for its page: no name, no words, as much of the addresses as tells two
    people apart."""

    uid: UUID
    template: str
    title: str
    to: str
    channel: str
    channel_label: str
    state: str
    state_label: str
    created_at: datetime
    sent_at: datetime | None


def told_outside(subject: Ref, most: int = 200) -> list[ToldOutside]:
    """What people outside the house were told about a record, newest first. Two queries."""
    rows = Dispatch.objects.filter(subject=str(subject)).order_by("-id")
    with_legs = rows.prefetch_related(Prefetch("legs", queryset=Leg.objects.order_by("place")))
    return [_told(dispatch) for dispatch in with_legs[:most]]


def _told(dispatch: Dispatch) -> ToldOutside:
    leg = current_leg(dispatch)
    return ToldOutside(
        uid=dispatch.uid,
        template=dispatch.template,
        title=template_label(dispatch.template),
        to=recipient_of(dispatch),
        channel=leg.channel if leg is not None else "",
        channel_label=channel_label(leg.channel) if leg is not None else "",
        state=dispatch.state,
        state_label=gettext(STATES[dispatch.state]),
        created_at=dispatch.created_at,
        sent_at=leg.sent_at if leg is not None else None,
    )


def current_leg(dispatch: Dispatch) -> Leg | None:
    """The last channel that was begun; of a message that arrived, the one that brought it."""
    legs = list(dispatch.legs.all())
    begun = [leg for leg in legs if leg.state not in {LegState.STANDBY, LegState.SKIPPED}]
    brought = [leg for leg in begun if leg.state == LegState.DELIVERED]
    return max(brought or begun, key=lambda leg: leg.place, default=None)


def recipient_of(dispatch: Dispatch) -> str:
    """As much of the addresses as tells two people apart: the number, then the mailbox."""
    to = {address for address in dispatch.contents["to"].values() if address}
    return ", ".join(dict.fromkeys(masked(address) for address in sorted(to, key=lambda one: ("@" in one, one))))


def channel_label(key: str) -> str:
    found = outward_channels.get(key)
    return gettext(found.label) if found is not None else key


def counts() -> dict[str, int]:
    """For metrics: what is under way, and what did not arrive or nobody knows of."""
    return {state.value: Dispatch.objects.filter(state=state).count() for state in NOT_ARRIVED}


def fault() -> str | None:
    """What is wrong with the sending to people outside the house, for the health check: what should have left long ago, a provider that
    does not take our credentials."""
    now = clock.now()
    try:
        refused = Leg.objects.filter(error__in=["HTTP 401", "HTTP 403"], begun_at__gte=now - REFUSED_LATELY)
        channels = sorted(set(refused.values_list("channel", flat=True)))
        late = Leg.objects.filter(state=LegState.QUEUED, next_at__lt=now - LATE).count()
    except DatabaseError:
        return gettext("không hỏi được cơ sở dữ liệu")
    if channels:
        names = ", ".join(channel_label(key) for key in channels)
        return gettext("nhà cung cấp không nhận mã kết nối của ta: {names}").format(names=names)
    if late:
        return gettext("{count} tin đến giờ mà chưa gửi quá hai giờ").format(count=late)
    return None


def dispatch_titles(uids: Sequence[str]) -> dict[str, str]:
    """For the subjects registry."""
    language = translation.get_language() or "vi"
    with translation.override(language):
        return {str(d.uid): template_label(d.template) for d in Dispatch.objects.filter(uid__in=uids)}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
