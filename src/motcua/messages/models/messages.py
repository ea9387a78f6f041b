"""One message to one person over one channel: what was said, when it may go out, what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.kernel.models import Identified
from motcua.messages.rules.hours import Pace
from motcua.messages.workflow import MessageState


class Message(Identified):
    """Written by `services.sending` and `services.delivery` alone. Its texts are those of the moment it was made.

    `officer` is in whose capacity the person is told; `post` where whoever holds it is meant; `stands_for` the absent officer whose
    stand-in they are. `next_at` is when the
    worker looks at it next; `attempts` is also the fence: a worker whose message was taken up by another no longer matches it.
    A digest is a message of the template `messages.digest` that its lines point to.
    """

    template = models.CharField(max_length=80)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    dedupe = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("organisations.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stands_for = models.ForeignKey(
        "organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    digest = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="lines")

    title = models.CharField(max_length=300)
    body = models.TextField()
    title_en = models.CharField(max_length=300)
    body_en = models.TextField()
    folded = models.TextField(blank=True, default="")
    """Title and body in both languages without diacritics: what the search on a person's own notices looks in."""

    pace = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=MessageState.QUEUED.value)
    reason = models.CharField(max_length=20, blank=True, default="")
    error = models.CharField(max_length=300, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    wanted_at = models.DateTimeField()
    """Not before this moment; the digest is chosen by it."""
    next_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # whatever is run again, a person is told a thing once
            models.UniqueConstraint(
                fields=["person", "template", "subject", "dedupe", "channel"], name="messaging_message_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MessageState]), name="messaging_message_known_state"
            ),
            models.CheckConstraint(condition=Q(pace__in=[p.value for p in Pace]), name="messaging_message_known_pace"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="messaging_message_sent_at"
            ),
            models.CheckConstraint(
                condition=~Q(state="suppressed") | ~Q(reason=""), name="messaging_message_suppressed_why"
            ),
        ]
        indexes = [
            # the worker's sweep
            models.Index(fields=["next_at", "id"], name="messaging_message_due", condition=Q(state="queued")),
            # the bell: unread notices of a person
            models.Index(
                fields=["person", "-id"],
                name="messaging_message_unread",
                condition=Q(channel="in_product", state="sent", read_at__isnull=True),
            ),
            models.Index(
                fields=["person", "channel", "-id"], name="messaging_message_of_person"
            ),  # the list of notices
            models.Index(fields=["subject", "-id"], name="messaging_message_about"),  # the log on a record's page
            models.Index(fields=["channel", "-id"], name="messaging_message_by_channel"),  # the operator's list
            models.Index(
                fields=["-id"], name="messaging_message_failed", condition=Q(state="failed")
            ),  # health, metrics
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.subject} {self.channel}: {self.state}"
