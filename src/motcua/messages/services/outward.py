"""Telling people who are not officers: applicants, organisations, whoever gave an address with what they asked for.

`send_to_addresses` writes what is to be told in the caller's transaction; `services.outward_delivery` carries it out of the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Refused
from motcua.kernel.refs import Ref
from motcua.kernel.uids import uuid7
from motcua.messages.models import Dispatch, Leg
from motcua.messages.models.outward import SEALER
from motcua.messages.queries.outward import DISPATCH, policy_on
from motcua.messages.queries.wordings import said, said_short, texts_in_force
from motcua.messages.rules.channels import EMAIL
from motcua.messages.rules.declarations import TemplateDeclaration, Texts, declarations, purposes
from motcua.messages.rules.outward import (
    SMS,
    ZNS,
    Addressee,
    Policy,
    falls_back,
    mailbox,
    mobile,
    outcome,
    outward_channels,
)
from motcua.messages.rules.short import LONGEST_ZNS, MOST_PARTS, size_of
from motcua.messages.workflow import LEGS, DispatchState, LegState, SkipReason

__all__ = ["Addressee", "begin_next", "resend_leg", "send_to_addresses", "settle", "touch"]


@dataclass(frozen=True, slots=True)
class _Plan:
    """One dispatch before it is kept: what is said over each channel, and why a channel is passed over."""

    contents: dict[str, Any]
    legs: tuple[tuple[str, int, SkipReason | None], ...]
    """(channel, parts, why not)."""


def send_to_addresses(
    template: str,
    facts: Mapping[str, object],
    addresses: Iterable[Addressee],
    *,
    about: Ref,
    key: str,
    purpose: str = "",
    at: datetime | None = None,
) -> list[Dispatch]:
    """Tell people outside the house about a record, in the caller's transaction: over the first channel of the installation's order that
    reaches them, and over the next one when that does not arrive.

    `key` says what makes a repetition, as a rule the uid of the event that is told: the same (template, key, person) is told once, whatever
    is run again. Given back are the dispatches made now. `facts` are exactly the template's variables, plain values; they may be personal,
    since the finished words are sealed. An address that cannot be written to never stops the others: its channel is passed over, and that
    shows. A template that says nothing in short, an unknown one, or facts that do not fit are programming errors (ValueError, KeyError).
    """
    declaration = declarations[template]
    if not declaration.outward:
        raise ValueError(f"template {template!r} goes to officers only")
    if (purpose := purpose or declaration.purpose) not in purposes:
        raise ValueError(f"no purpose {purpose!r}")
    texts = texts_in_force([template])[template]
    now = clock.now()
    policy = policy_on(clock.local(now).date())
    made: list[Dispatch] = []
    with transaction.atomic():
        for addressee in addresses:
            who = _who(addressee)
            if any(d.recipient == who for d in made):
                continue
            row = Dispatch(
                template=template,
                purpose=purpose,
                subject=str(about),
                key=key,
                recipient=who,
                language="en" if addressee.language == "en" else "vi",
                created_at=now,
            )
            if (
                kept := _kept(row, _planned(addressee, declaration, texts, facts, policy), max(at or now, now))
            ) is not None:
                made.append(kept)
    return made


def touch(dispatch: Dispatch) -> None:
    """First in every transaction that changes legs: two who change legs of one dispatch wait for each other."""
    Dispatch.objects.filter(pk=dispatch.pk).update(version=F("version") + 1)


def begin_next(leg: Leg, now: datetime) -> Leg | None:
    """Begin the next channel after one that did not arrive, once; None where there is none, or it has been begun. After `touch`."""
    legs = list(Leg.objects.filter(dispatch=leg.dispatch_id).order_by("place"))
    if not falls_back(leg.place, [(one.place, LegState(one.state)) for one in legs]):
        return None
    following = _begin(legs, leg.place, now)
    if following is not None:
        payload: dict[str, events.Plain] = {"channel": leg.channel, "next": following.channel}
        events.append(ref_of(leg.dispatch), "dispatch.fell_back", actor=SYSTEM, payload=payload)
    return following


def settle(dispatch: Dispatch) -> DispatchState:
    """Write down what became of a dispatch, from its legs; tell the trail when it is lost or nobody knows. After `touch`."""
    legs = Leg.objects.filter(dispatch=dispatch.pk)
    became = outcome((LegState(one.state), _awaits_receipt(one)) for one in legs)
    before = Dispatch.objects.values_list("state", flat=True).get(pk=dispatch.pk)
    if became != before:
        Dispatch.objects.filter(pk=dispatch.pk).update(state=became)
        if became in {DispatchState.LOST, DispatchState.UNKNOWN}:
            kind = "dispatch.lost" if became is DispatchState.LOST else "dispatch.unknown"
            events.append(ref_of(dispatch), kind, actor=SYSTEM, payload={"subject": Ref.parse(dispatch.subject)})
    dispatch.state = became
    return became


def resend_leg(leg: Leg, *, actor: Actor) -> None:
    """Send over a channel again that did not arrive: under a new id, so that the provider does not take it for a repetition."""
    if leg.channel not in outward_channels or not outward_channels[leg.channel].available:
        raise Refused("Bản cài đặt này không có kênh đó. Hãy khai kết nối với nhà cung cấp trước.", code="no_channel")
    now = clock.now()
    with transaction.atomic():
        touch(leg.dispatch)
        under_way = Q(state__in=[LegState.DELIVERED, LegState.QUEUED]) | Q(state=LegState.SENT, next_at__isnull=False)
        if Leg.objects.filter(under_way, dispatch=leg.dispatch_id).exists():
            raise Refused("Tin đã đến hoặc đang được gửi qua kênh khác.", code="under_way")
        anew = {
            "attempts": 0,
            "error": "",
            "provider_id": "",
            "sending_id": uuid7(),
            "sent_at": None,
            "settled_at": None,
        }
        workflow.move(leg, LEGS, "resend", begun_at=now, next_at=now, **anew)
        events.append(ref_of(leg.dispatch), "dispatch.resent", actor=actor, payload={"channel": leg.channel})
        settle(leg.dispatch)


def ref_of(dispatch: Dispatch) -> Ref:
    return Ref.to(DISPATCH, dispatch.uid)


def _who(addressee: Addressee) -> str:
    if addressee.key:
        return SEALER.key_of(f"key\x00{addressee.key}")
    number = mobile(addressee.phone) or addressee.phone.strip()
    said = ("address", number, addressee.email.strip().lower(), "" if number else addressee.name)
    return SEALER.key_of("\x00".join(said))


def _kept(row: Dispatch, plan: _Plan, first: datetime) -> Dispatch | None:
    """Keep a dispatch with its legs; None when the person has been told."""
    row.sealed = SEALER.seal(plan.contents)
    if not plan.legs:
        row.state = DispatchState.SUPPRESSED
    Dispatch.objects.bulk_create([row], ignore_conflicts=True)
    kept = Dispatch.objects.filter(uid=row.uid).first()
    if kept is None or not plan.legs:
        return kept
    legs = [
        Leg(
            dispatch=kept,
            place=place,
            channel=channel,
            parts=parts,
            sending_id=uuid7(),
            state=LegState.STANDBY if reason is None else LegState.SKIPPED,
            reason=reason or "",
        )
        for place, (channel, parts, reason) in enumerate(plan.legs)
    ]
    _begin(Leg.objects.bulk_create(legs), -1, first)
    settle(kept)
    return kept


def _begin(legs: Iterable[Leg], after: int, first: datetime) -> Leg | None:
    """Begin the first leg behind a place that stands by and whose channel is there; those whose channel is gone are passed over."""
    for leg in legs:
        if leg.place <= after or leg.state != LegState.STANDBY:
            continue
        if leg.channel in outward_channels and outward_channels[leg.channel].available:
            workflow.move(leg, LEGS, "begin", begun_at=first, next_at=first)
            return leg
        workflow.move(leg, LEGS, "skip", reason=SkipReason.NO_CHANNEL)
    return None


def _awaits_receipt(leg: Leg) -> bool:
    """Of a sent leg: whether its channel told, when it was sent, that it would say what arrived."""
    return leg.next_at is not None


def _planned(
    addressee: Addressee,
    declaration: TemplateDeclaration,
    texts: Texts,
    facts: Mapping[str, object],
    policy: Policy,
) -> _Plan:
    language = "en" if addressee.language == "en" else "vi"
    letter = said(declaration, texts, facts, language)
    short = said_short(texts.short, facts, language)
    words: dict[str, dict[str, Any]] = {EMAIL: {"title": letter.title, "text": letter.body}}
    if short.sms:
        words[SMS] = {"text": short.sms}
    if short.zns and short.zns_template:
        words[ZNS] = {"text": short.zns, "template": short.zns_template, "parameters": dict(short.zns_parameters)}
    order = policy.order if addressee.channels != () else ()
    why_not = {channel: _why_not(channel, addressee, words.get(channel, {}).get("text", "")) for channel in order}
    sent_over = [channel for channel in order if why_not[channel] is None]
    contents = {
        # what is said is kept for the channels that may be sent over, not for the others
        "name": addressee.name,
        "to": {channel: _reached(channel, addressee) for channel in sent_over},
        "words": {channel: words[channel] for channel in sent_over},
    }
    parts = {SMS: size_of(short.sms).parts}
    return _Plan(contents, tuple((c, parts.get(c, 1) if c in sent_over else 0, why_not[c]) for c in order))


def _given(channel: str, addressee: Addressee) -> str:
    return (addressee.email if channel == EMAIL else addressee.phone).strip()


def _reached(channel: str, addressee: Addressee) -> str | None:
    return mailbox(addressee.email) if channel == EMAIL else mobile(addressee.phone)


def _why_not(channel: str, addressee: Addressee, text: str) -> SkipReason | None:
    """Why a channel is passed over; the first that holds."""
    there = channel in outward_channels and outward_channels[channel].available
    too_long = {SMS: size_of(text).parts > MOST_PARTS, ZNS: len(text) > LONGEST_ZNS}
    held = (
        (SkipReason.OPTED_OUT, addressee.channels is not None and channel not in addressee.channels),
        (SkipReason.NO_CHANNEL, not there),
        (SkipReason.NO_ADDRESS, not _given(channel, addressee)),
        (SkipReason.BAD_ADDRESS, _reached(channel, addressee) is None),
        (SkipReason.NO_WORDING, not text),
        (SkipReason.TOO_LONG, too_long.get(channel, False)),
    )
    return next((reason for reason, holds in held if holds), None)
