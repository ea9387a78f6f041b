"""Who files and for whom. Numbers, phones, e-mail and address stand encrypted; digests find exact ones again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.sealing import Sealer

SEALER = Sealer("applicants of dossiers")


class PartyKind(models.TextChoices):
    """Of the applicant: a person, or an organisation (an enterprise, a household business, an agency)."""

    PERSON = "person", _("Cá nhân")
    ORGANISATION = "organisation", _("Tổ chức, doanh nghiệp")


class Party(models.Model):
    """Somebody as they stand on one dossier: another dossier keeps them as they were then."""

    kind = models.CharField(max_length=12, choices=PartyKind)
    name = models.CharField(max_length=300)
    sealed = models.TextField(blank=True, default="")
    """`identifier`, `phone`, `email`, `address`, sealed together."""
    identifier_key = models.CharField(max_length=32, blank=True, default="")
    phone_key = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PartyKind.values), name="dossiers_party_kind")
        ]
        indexes = [
            # the one box of the desk: exact numbers
            models.Index(
                fields=["identifier_key"], condition=~models.Q(identifier_key=""), name="dossiers_party_identifier"
            ),
            models.Index(fields=["phone_key"], condition=~models.Q(phone_key=""), name="dossiers_party_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def opened(self) -> dict[str, Any]:
        """The sealed facts. Reading them is logged by whoever asks for them for a person."""
        return SEALER.open(self.sealed)
