"""Which records rest on which documents, and whether somebody looked when a document changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.models import Identified


class Citation(Identified):
    """A record of any package rests on a document. `subject` is its Ref; what it says of the document is kept as it says it."""

    subject = models.CharField(max_length=80)
    document = models.ForeignKey(
        "documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    """None while the library has no such document."""
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Whose record it is: who sees the citation in the queue of reviews."""
    raw = models.CharField(max_length=500)
    number = models.CharField(max_length=80, blank=True, default="")
    canonical_number = models.CharField(max_length=80, blank=True, default="")
    issuer = models.CharField(max_length=300, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    date_differs = models.BooleanField(default=False)
    """The record cites another date than the library knows. Neither is trusted: a person decides."""
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    """The record no longer cites it (its list of citations was registered anew)."""

    class Meta:
        indexes = [
            models.Index(
                fields=["subject", "position"], name="documents_citation_subject"
            ),  # a record's bases, in its order
            # documents that arrive later find the citations that wait for them
            models.Index(
                fields=["canonical_number"],
                condition=Q(document__isnull=True, ended_at__isnull=True),
                name="documents_citation_waiting",
            ),
            models.Index(fields=["unit", "-id"], name="documents_citation_unit"),  # the queue of a unit
        ]

    def __str__(self) -> str:
        return self.raw


class CitationReview(models.Model):
    """Somebody looked at a citation after its document changed. One row for each ground, so that a later change asks again."""

    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="reviews")
    relation = models.ForeignKey(
        "documents.Relation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expired_on = models.DateField(null=True, blank=True)
    """Reviewed because the document itself says it ended on this day."""
    outcome = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "relation"],
                condition=Q(relation__isnull=False),
                name="documents_review_once_per_change",
            ),
            models.UniqueConstraint(
                fields=["citation", "expired_on"],
                condition=Q(expired_on__isnull=False),
                name="documents_review_once_per_end",
            ),
            models.CheckConstraint(
                condition=Q(relation__isnull=False, expired_on__isnull=True)
                | Q(relation__isnull=True, expired_on__isnull=False),
                name="documents_review_one_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
