"""What is told to people outside the house. Who they are stands sealed: nothing of it can be read or searched in the tables."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.kernel.models import Identified, Versioned
from motcua.kernel.sealing import Sealer
from motcua.messages.workflow import DispatchState, LegState

SEALER = Sealer("messages to people outside the house")


class Dispatch(Identified, Versioned):
    """One thing told to one person. Written by `services.outward*` and `services.receipts` alone.

    `sealed` holds name, addresses and the finished words of every channel, as they were at the moment it was made. `recipient` is a keyed
    fingerprint of who it is: with `template` and `key` it makes a repetition. `version` is advanced before legs change, so that two who
    change legs of one dispatch wait for each other.
    """

    template = models.CharField(max_length=80)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    recipient = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    sealed = models.TextField()
    state = models.CharField(max_length=12, default=DispatchState.WAITING.value)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # whatever is run again, a person is told a thing once
            models.UniqueConstraint(fields=["template", "key", "recipient"], name="messaging_dispatch_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DispatchState]), name="messaging_dispatch_known_state"
            ),
            models.CheckConstraint(condition=Q(language__in=["vi", "en"]), name="messaging_dispatch_known_language"),
        ]
        indexes = [
            models.Index(fields=["subject", "-id"], name="messaging_dispatch_about"),  # the log on a record's page
            models.Index(fields=["state", "-id"], name="messaging_dispatch_state"),  # the operator's list, «chưa đến»
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.subject}: {self.state}"

    @property
    def contents(self) -> dict[str, Any]:
        """Name, addresses, words by channel. Never for logs, events, or addresses of pages."""
        return SEALER.open(self.sealed)


class Leg(Identified):
    """One channel of a dispatch, at its `place` in the order.

    `sending_id` is what the provider tells repetitions by: the same for every attempt, another one after an operator sent it again.
    `attempts` is also the fence, as with `Message`. `next_at` is when the worker looks at it next: to send it, or, when it is sent, to give
    up waiting for a receipt; `begun_at` is the first moment at which it could be sent.
    """

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="legs")
    place = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default=LegState.STANDBY.value)
    reason = models.CharField(max_length=20, blank=True, default="")
    error = models.CharField(max_length=300, blank=True, default="")
    parts = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    sending_id = models.UUIDField(unique=True)
    provider_id = models.CharField(max_length=100, blank=True, default="")
    begun_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    """When a receipt told what became of it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "channel"], name="messaging_leg_one_per_channel"),
            models.UniqueConstraint(fields=["dispatch", "place"], name="messaging_leg_place"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in LegState]), name="messaging_leg_known_state"
            ),
            models.CheckConstraint(condition=~Q(state="skipped") | ~Q(reason=""), name="messaging_leg_skipped_why"),
            models.CheckConstraint(
                condition=~Q(state="queued") | Q(next_at__isnull=False, begun_at__isnull=False),
                name="messaging_leg_queued_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "delivered"]) | Q(sent_at__isnull=False), name="messaging_leg_sent_at"
            ),
        ]
        indexes = [
            # the worker's sweep
            models.Index(fields=["channel", "next_at"], name="messaging_leg_due", condition=Q(state="queued")),
            models.Index(fields=["next_at"], name="messaging_leg_unheard", condition=Q(state="sent")),
            # receipts that name the provider's number alone
            models.Index(fields=["provider_id"], name="messaging_leg_provider", condition=~Q(provider_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.state}"


class Receipt(models.Model):
    """What a provider told of a message, as often as it may tell it again. Without a leg: nobody knows the message (yet)."""

    channel = models.CharField(max_length=20)
    sending_id = models.CharField(max_length=40, blank=True, default="")
    provider_id = models.CharField(max_length=100, blank=True, default="")
    status = models.CharField(max_length=12)
    code = models.CharField(max_length=40, blank=True, default="")
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "sending_id", "provider_id", "status"], name="messaging_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["delivered", "undelivered"]), name="messaging_receipt_known_status"
            ),
            models.CheckConstraint(
                condition=~Q(sending_id="") | ~Q(provider_id=""), name="messaging_receipt_of_something"
            ),
        ]
        indexes = [
            # receipts that came before our own writing, and the operator's count
            models.Index(fields=["provider_id"], name="messaging_receipt_unknown", condition=Q(leg__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.provider_id or self.sending_id}: {self.status}"
