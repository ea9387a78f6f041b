"""Where a person is reached, and what they want to hear. Addresses stand encrypted: they are personal data."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models import Identified, Versioned
from motcua.kernel.sealing import Sealer

SEALER = Sealer("addresses of messages")


class Address(Identified, Versioned):
    """The address of a person for one channel. Letters go to it once it is verified; verifying is the consent, and can be taken back.

    `version` is part of the link that verifies it: another address, or a newer link, makes older links void.
    """

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    sealed = models.TextField()
    language = models.CharField(max_length=2, default="vi")
    """In which the person wants to be written to."""
    links_sent = models.PositiveSmallIntegerField(default=0)
    links_sent_on = models.DateField(null=True, blank=True)
    """How many links were asked for on the last day of asking: nobody's mailbox is flooded from here."""
    changed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "channel"], name="messaging_address_one_per_channel"),
            models.CheckConstraint(
                condition=models.Q(language__in=["vi", "en"]), name="messaging_address_known_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of {self.person_id}"

    @property
    def value(self) -> str:
        """The address itself. Never for logs, events, or addresses of pages."""
        return SEALER.open_text(self.sealed)


class Preference(models.Model):
    """A choice of a person: whether messages of a purpose reach them over a channel. No row: they do."""

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    wanted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "purpose", "channel"], name="messaging_preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.channel}: {self.wanted}"
