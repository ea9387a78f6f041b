"""The life of a message and of an installation's own wording. Pure."""

from __future__ import annotations

from enum import StrEnum

from motcua.kernel.workflow import Transition, Workflow


class MessageState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Reason(StrEnum):
    """Why a message was not sent although nothing failed."""

    FORMER_HOLDER = "former_holder"
    """The person no longer holds the post (or no longer stands in for who does)."""
    OPTED_OUT = "opted_out"
    NO_ACCOUNT = "no_account"
    """In-product notices are read after signing in."""
    NO_ADDRESS = "no_address"
    """The address was taken back after the message was queued."""
    ALREADY_READ = "already_read"
    """A line of a digest whose notice was read in the product before the digest went out."""
    NOTHING_LEFT = "nothing_left"
    """A digest all of whose lines were suppressed."""


class DispatchState(StrEnum):
    """What became of a message to somebody outside the house; follows from its legs (`rules.outward.outcome`)."""

    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    """Taken by a server that tells no more (mail)."""
    ARRIVED = "arrived"
    UNKNOWN = "unknown"
    """Taken by the provider, who never told what became of it."""
    LOST = "lost"
    """No channel could bring it."""
    SUPPRESSED = "suppressed"
    """The person wants no messages."""


class LegState(StrEnum):
    """One channel of such a message."""

    STANDBY = "standby"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    UNKNOWN = "unknown"
    FAILED = "failed"
    SKIPPED = "skipped"


class SkipReason(StrEnum):
    """Why a channel was passed over."""

    OPTED_OUT = "opted_out"
    NO_CHANNEL = "no_channel"
    """This installation has no such channel."""
    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    NO_WORDING = "no_wording"
    TOO_LONG = "too_long"
    ARRIVED = "arrived"
    """The one before arrived after all."""


class WordingState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    REPLACED = "replaced"
    DISCARDED = "discarded"


MESSAGES = Workflow(
    MessageState,
    MessageState.QUEUED,
    (
        Transition("deliver", (MessageState.QUEUED,), MessageState.SENT, "messages.work"),
        Transition("give_up", (MessageState.QUEUED,), MessageState.FAILED, "messages.work"),
        Transition("suppress", (MessageState.QUEUED,), MessageState.SUPPRESSED, "messages.work"),
        Transition("resend", (MessageState.FAILED,), MessageState.QUEUED, "messages.operate"),
    ),
)

_BROUGHT_OR_NOT = (LegState.QUEUED, LegState.SENT, LegState.UNKNOWN)  # a receipt may be quicker than our own writing
LEGS = Workflow(
    LegState,
    LegState.STANDBY,
    (
        Transition("begin", (LegState.STANDBY,), LegState.QUEUED, "messages.work"),
        Transition("skip", (LegState.STANDBY, LegState.QUEUED), LegState.SKIPPED, "messages.work"),
        Transition("hand_over", (LegState.QUEUED,), LegState.SENT, "messages.work"),
        Transition("give_up", (LegState.QUEUED,), LegState.FAILED, "messages.work"),
        # a provider whose answer we never got may still have brought it, and one that told otherwise may have been wrong
        Transition(
            "arrive", (*_BROUGHT_OR_NOT, LegState.UNDELIVERED, LegState.FAILED), LegState.DELIVERED, "messages.receipt"
        ),
        Transition("miss", _BROUGHT_OR_NOT, LegState.UNDELIVERED, "messages.receipt"),
        Transition("lose_sight", (LegState.SENT,), LegState.UNKNOWN, "messages.work"),
        Transition(
            "resend", (LegState.FAILED, LegState.UNDELIVERED, LegState.UNKNOWN), LegState.QUEUED, "messages.operate"
        ),
    ),
)

WORDINGS = Workflow(
    WordingState,
    WordingState.DRAFT,
    (
        # by another person than the one who drafted it
        Transition("approve", (WordingState.DRAFT,), WordingState.APPROVED, "messages.approve_wording"),
        Transition("discard", (WordingState.DRAFT,), WordingState.DISCARDED, "messages.draft_wording"),
        # a later wording was approved, or the shipped one is used again
        Transition("replace", (WordingState.APPROVED,), WordingState.REPLACED, "messages.approve_wording"),
    ),
)
