"""Plans on the way to being issued and after: the draft, its changes, kept versions, opinions of units, amending documents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.plans import Plan
from motcua.plans.workflow import AmendmentState, ConsultationState


class PlanDraft(Versioned):
    """What a plan that is not issued yet holds: `content` is a PlanDocument without its reading. `version` is the guard of every edit.

    `proposals` are changes that the transfer from last year made or proposes, until somebody confirms each.
    """

    class Origin(models.TextChoices):
        HAND = "hand", _("Soạn mới")
        READING = "reading", _("Từ tệp đã đọc")
        LAST_YEAR = "last_year", _("Từ kế hoạch năm trước")
        UNCOVERED = "uncovered", _("Từ việc của kế hoạch cấp trên chưa có nơi thực hiện")

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="draft")
    origin = models.CharField(max_length=10, choices=Origin, default="hand")
    made_from = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    proposals = models.JSONField(default=list)
    drafted_by = models.CharField(max_length=80, blank=True, default="")
    drafted_name = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.version}"


class DraftChange(models.Model):
    """One edit of a draft: `path` a JSON pointer into its content; of a whole item `before` or `after` is null. Append-only."""

    draft = models.ForeignKey(PlanDraft, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    """The version of the draft that it made."""
    path = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.CharField(max_length=80, blank=True, default="")
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="plans_draft_change_once")]

    def __str__(self) -> str:
        return self.path


class PlanVersion(Identified):
    """The whole of a plan as it stood from a moment on. Append-only; what a plan held on a date is its last version before."""

    class Kind(models.TextChoices):
        CONSULTED = "consulted", _("Bản lấy ý kiến")
        SUBMITTED = "submitted", _("Bản trình duyệt")
        ISSUED = "issued", _("Bản ban hành")
        AMENDED = "amended", _("Sau điều chỉnh, bổ sung")
        CORRECTED = "corrected", _("Sau khi sửa lỗi đọc")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    content = models.JSONField()
    document = models.CharField(max_length=80, blank=True, default="")
    """Ref of what made it: the amending document, the approval."""
    actor_name = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plans_version_number")]
        indexes = [models.Index(fields=["plan", "at"], name="plans_version_by_moment")]  # what it held on a date

    def __str__(self) -> str:
        return f"{self.plan_id} #{self.number}"


class Amendment(Identified, Versioned):
    """Changes of an issued plan: a numbered document (điều chỉnh, bổ sung) on its route, or what a reader's error made wrong.

    `changes` lists {op: add|drop|change, list: tasks|targets, uid, before, after}: before and after hold the fields that differ.
    """

    class Kind(models.TextChoices):
        AMENDMENT = "amendment", _("Điều chỉnh, bổ sung")
        CORRECTION = "correction", _("Sửa lỗi khi đọc văn bản")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=10, choices=Kind, default="amendment")
    state = models.CharField(max_length=12, default=AmendmentState.DRAFT.value)
    title = models.CharField(max_length=1000)
    sort_key = models.CharField(max_length=300)
    reason = models.TextField()
    changes = models.JSONField(default=list)
    number = models.CharField(max_length=100, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    signer_capacity = models.CharField(max_length=300, blank=True, default="")
    signer_name = models.CharField(max_length=200, blank=True, default="")
    file = models.ForeignKey("documents.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.CharField(max_length=80, blank=True, default="")
    drafted_name = models.CharField(max_length=200, blank=True, default="")
    return_note = models.TextField(blank=True, default="")
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in AmendmentState]), name="plans_amendment_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="applied")
                | Q(kind="correction", applied_at__isnull=False)
                | Q(issued_on__isnull=False, file__isnull=False, applied_at__isnull=False) & ~Q(number=""),
                name="plans_amendment_applied_is_numbered",
            ),
        ]
        indexes = [models.Index(fields=["plan", "state"], name="plans_amendment_of_plan")]  # is one on its way

    def __str__(self) -> str:
        return self.number or self.title[:80]


class Consultation(Identified, Versioned):
    """Lấy ý kiến: a version of a draft sent to units until a date. Silence after the date is shown, never counted as consent."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="consultations")
    shown = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, default=ConsultationState.OPEN.value)
    due_on = models.DateField()
    note = models.TextField(blank=True, default="")
    opened_name = models.CharField(max_length=200, blank=True, default="")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(state="open"), name="plans_consultation_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_on}"


class Consulted(Identified, Versioned):
    """A unit that was asked, and what it answered."""

    class Answer(models.TextChoices):
        AGREES = "agrees", _("Thống nhất")
        COMMENTS = "comments", _("Có ý kiến")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="consulted")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="")
    answered_name = models.CharField(max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "unit"], name="plans_consulted_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="plans_consulted_answered",
            ),
        ]
        indexes = [models.Index(fields=["unit", "answer"], name="plans_consulted_by_unit")]  # what my unit is asked

    def __str__(self) -> str:
        return f"{self.unit_id} {self.answer}"


class Opinion(Identified, Versioned):
    """One comment of a unit, on the whole or on an item, and what the drafter says of it."""

    class Verdict(models.TextChoices):
        TAKEN = "taken", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        NOT_TAKEN = "not_taken", _("Không tiếp thu")

    consulted = models.ForeignKey(Consulted, on_delete=models.PROTECT, related_name="opinions")
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=200, blank=True, default="")
    """JSON pointer of the item in the version that was shown; empty: the whole draft."""
    item_words = models.TextField(blank=True, default="")
    text = models.TextField()
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    decided_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consulted", "position"], name="plans_opinion_place"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "taken"]) | ~Q(reason=""), name="plans_opinion_not_taken_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
