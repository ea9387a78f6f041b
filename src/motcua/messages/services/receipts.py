"""What providers tell of messages: signed, as often as they like, in any order."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from motcua.kernel import clock, workflow
from motcua.kernel.errors import AppError, Forbidden, NotFound
from motcua.messages.models import Leg, Receipt
from motcua.messages.queries.outward import leg_of_receipt, receipt_of
from motcua.messages.services.outward import begin_next, settle, touch
from motcua.messages.workflow import LEGS, LegState, SkipReason

REPLAY_WINDOW = 300
"""Seconds: an older request, or one from the future, is refused whatever its signature."""
_VERBS = {"delivered": "arrive", "undelivered": "miss"}


class Unsigned(AppError):
    """A request without a signature."""

    status = 401
    code = "unsigned"


@dataclass(frozen=True, slots=True)
class Told:
    """One receipt as the provider sends it: at least one of the two ids."""

    sending_id: str
    provider_id: str
    status: str
    code: str = ""


def check_signature(channel: str, timestamp: str, signature: str, body: bytes) -> None:
    """Raises Unsigned for a request without signature, NotFound for a channel without a shared secret, Forbidden for whoever does not know
    it or sends an old request again."""
    if not signature:
        raise Unsigned("Yêu cầu chưa ký. Hãy gửi kèm X-Motcua-Timestamp và X-Motcua-Signature.")
    secret = settings.MOTCUA_PROVIDERS.get(channel, {}).get("receipt_secret", "")
    if not secret:
        raise NotFound("Bản cài đặt này không nhận biên nhận của kênh đó.", code="no_channel")
    fresh = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
    if not fresh or abs(clock.now().timestamp() - int(timestamp)) > REPLAY_WINDOW:
        raise Forbidden("Yêu cầu quá cũ hoặc sai giờ; chỉ nhận trong vòng 5 phút.", code="stale_signature")
    right = hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()
    if not hmac.compare_digest(f"sha256={right}".encode(), signature.encode()):
        raise Forbidden("Chữ ký không đúng.", code="bad_signature")


def take_receipt(channel: str, told: Told) -> bool:
    """Keep a receipt and move the message it tells of; whether anybody knows that message. The same receipt again changes nothing."""
    with transaction.atomic():
        row = Receipt(
            channel=channel,
            sending_id=told.sending_id,
            provider_id=told.provider_id,
            status=told.status,
            code=told.code,
            received_at=clock.now(),
        )
        Receipt.objects.bulk_create([row], ignore_conflicts=True)
        kept = receipt_of(channel, told.sending_id, told.provider_id, told.status)
        if kept.leg_id is not None:
            return True
        leg = leg_of_receipt(channel, told.sending_id, told.provider_id)
        if leg is None:
            return False
        touch(leg.dispatch)
        leg.refresh_from_db()
        apply_receipt(kept, leg)
        settle(leg.dispatch)
    return True


def apply_receipt(receipt: Receipt, leg: Leg) -> None:
    """Move a leg as its receipt tells, as far as its state allows: what has arrived stays so. After `touch`; `settle` is the caller's."""
    now = clock.now()
    Receipt.objects.filter(pk=receipt.pk).update(leg=leg.pk)
    verb = _VERBS[receipt.status]
    if leg.state not in LEGS.transitions[verb].sources or (leg.state == LegState.QUEUED and leg.attempts == 0):
        return
    changes: dict[str, object] = {"settled_at": now, "next_at": None, "sent_at": leg.sent_at or now, "error": ""}
    if verb == "miss":
        changes["error"] = receipt.code
    workflow.move(leg, LEGS, verb, **changes)
    if verb == "arrive":
        _spare_the_next(leg)
    else:
        begin_next(leg, now)


def _spare_the_next(leg: Leg) -> None:
    """It arrived after all: what was to be tried next and has not left the house is not sent."""
    others = Leg.objects.filter(dispatch=leg.dispatch_id, state=LegState.QUEUED, attempts=0).exclude(pk=leg.pk)
    for other in others:
        workflow.move(other, LEGS, "skip", reason=SkipReason.ARRIVED, next_at=None)
