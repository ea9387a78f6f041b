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
