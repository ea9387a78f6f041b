"""Draft regulations that set procedures, and the law that procedures rest on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.procedures.models.registry import Procedure
from motcua.procedures.workflow import LawReviewState, RegulationState


class CommentStand(models.TextChoices):
    """What an asked unit says of a draft."""

    AGREES = "agrees", _("Thống nhất")
    WITH_REMARKS = "remarks", _("Thống nhất, có ý kiến sửa")
    AGAINST = "against", _("Không thống nhất")


class DraftRegulation(Identified, Versioned):
    """A draft legal instrument that sets, changes or abolishes procedures. `drafter` writes it, `owner` controls procedures and gives the
    opinion without which it may not be closed.
    """

    State = RegulationState

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    drafter = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=1000)
    sort_key = models.CharField(max_length=400)
    kind = models.CharField(max_length=20, blank=True, default="")
    """Type of instrument, a code of the library (`documents.queries.law.kinds`)."""
    state = models.CharField(max_length=12, default=RegulationState.REGISTERED.value)
    received_on = models.DateField()
    planned_on = models.DateField(null=True, blank=True)
    """When it is to be issued."""
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    comments_due = models.DateField(null=True, blank=True)
    opinion_due = models.DateField(null=True, blank=True)
    opinion = models.TextField(blank=True, default="")
    opinion_number = models.CharField(max_length=80, blank=True, default="")
    opinion_on = models.DateField(null=True, blank=True)
    opinion_file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The letter as it was when its number was recorded; one that went on a route is kept there."""
    issued_number = models.CharField(max_length=80, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RegulationState]), name="procedures_regulation_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["opined", "closed"]) | (~Q(opinion_number="") & Q(opinion_on__isnull=False)),
                name="procedures_regulation_opined",
            ),
        ]
        indexes = [models.Index(fields=["-received_on", "-id"], name="procedures_regulation_newest")]  # the list

    def __str__(self) -> str:
        return self.title


class RegulationImpact(Identified, Versioned):
    """The impact form of one procedure that a draft sets: the criteria answered, the cost before and after, as `ReviewItem` keeps them."""

    regulation = models.ForeignKey(DraftRegulation, on_delete=models.PROTECT, related_name="impacts")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=2000)
    action = models.CharField(max_length=10)
    """`ItemAction`: what the draft does to the procedure."""
    answers = models.JSONField(default=dict)
    costing = models.JSONField(default=dict)
    assessed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["new", "amended", "replaced", "abolished"]), name="procedures_impact_action"
            ),
            models.UniqueConstraint(
                fields=["regulation", "procedure"],
                condition=Q(procedure__isnull=False, dropped_at__isnull=True),
                name="procedures_impact_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegulationComment(Identified, Versioned):
    """What a unit was asked, by when, and what it says now. `version` grows with each answer: who answers does so in sight of the last."""

    Stand = CommentStand

    regulation = models.ForeignKey(DraftRegulation, on_delete=models.PROTECT, related_name="comments")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    stand = models.CharField(max_length=8, choices=CommentStand, blank=True, default="")
    text = models.TextField(blank=True, default="")
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=200, blank=True, default="")
    by_letter = models.CharField(max_length=200, blank=True, default="")
    """The unit's own letter, where somebody else wrote its answer in."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regulation", "unit"], name="procedures_comment_once"),
            models.CheckConstraint(condition=Q(given_at__isnull=True) | ~Q(stand=""), name="procedures_comment_given"),
        ]
        indexes = [models.Index(fields=["unit", "given_at"], name="procedures_comment_unit")]  # what a unit still owes

    def __str__(self) -> str:
        return f"{self.regulation_id} {self.unit_id}"


class EarlierComment(models.Model):
    """An answer in whose place the unit gave another one."""

    comment = models.ForeignKey(RegulationComment, on_delete=models.PROTECT, related_name="earlier")
    stand = models.CharField(max_length=8, choices=CommentStand)
    text = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200, blank=True, default="")
    by_letter = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stand__in=CommentStand.values), name="procedures_earlier_comment_stand")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.stand}"


class CitedGround(models.Model):
    """A document that the newest published version of a procedure rests on, by its canonical number. Made anew with each version."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="cited_grounds")
    number = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "procedure"], name="procedures_ground_once")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.number}"


class LawCause(models.TextChoices):
    """What happened to a document."""

    AMENDS = "amends", _("Được sửa đổi, bổ sung")
    REPLACES = "replaces", _("Bị thay thế")
    REPEALS = "repeals", _("Bị bãi bỏ")
    ENDED = "ended", _("Hết hiệu lực")


class LawReview(Identified):
    """A procedure whose legal ground was changed: open until a person says that nothing follows, or a new version is there."""

    State = LawReviewState
    Cause = LawCause

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="law_reviews")
    document = models.ForeignKey("documents.LegalDocument", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("documents.LegalDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """What changed it; null where it ended by itself."""
    cause = models.CharField(max_length=8, choices=LawCause)
    since = models.DateField(null=True, blank=True)
    """From when the change holds."""
    state = models.CharField(max_length=10, default=LawReviewState.OPEN.value)
    opened_at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "document", "cause", "by"],
                condition=Q(by__isnull=False, state="open"),
                name="procedures_law_review_once",
            ),
            models.UniqueConstraint(
                fields=["procedure", "document", "cause"],
                condition=Q(by__isnull=True, state="open"),
                name="procedures_law_review_ended_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in LawReviewState]), name="procedures_law_review_state"
            ),
            models.CheckConstraint(condition=Q(cause__in=LawCause.values), name="procedures_law_review_cause"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(settled_at__isnull=False), name="procedures_law_review_settled"
            ),
        ]
        indexes = [models.Index(fields=["state", "-opened_at"], name="procedures_law_review_open")]  # the queue

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.document_id} {self.cause}"
