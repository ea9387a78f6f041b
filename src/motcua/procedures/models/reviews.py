"""Reviewing procedures: yearly rounds, what was found about each procedure, what is proposed, and where to look first."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.procedures.models.registry import Field, Procedure, ProcedureVersion
from motcua.procedures.workflow import ProposalState, ReviewItemState, ReviewRoundState

_RANGE = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))


class ReviewGround(models.TextChoices):
    """Why a procedure is reviewed (Nghị định 63/2010/NĐ-CP, Điều 30 khoản 1)."""

    DIRECTION = "direction", _("Chỉ đạo của Chính phủ, Thủ tướng Chính phủ")
    OWN = "own", _("Đơn vị tự chọn")
    FEEDBACK = "feedback", _("Phản ánh, kiến nghị")
    LAW = "law", _("Văn bản làm căn cứ thay đổi")


class ProposalKind(models.TextChoices):
    """What may be proposed about a procedure. All but the last are simplification."""

    SIMPLIFY = "simplify", _("Đơn giản hóa hồ sơ, trình tự, mẫu đơn")
    MERGE = "merge", _("Gộp với thủ tục khác")
    SHORTEN = "shorten", _("Rút ngắn thời hạn")
    ABOLISH = "abolish", _("Bãi bỏ")
    DECENTRALISE = "decentralise", _("Phân cấp, ủy quyền")


class CostParameterKind(models.TextChoices):
    """What costs are reckoned with. The table ships empty: each figure is entered with its source."""

    WAGE = "wage", _("Thu nhập bình quân một giờ công")
    POST = "post", _("Giá cước bưu chính một lần gửi")
    TRAVEL = "travel", _("Chi phí đi lại một lần")
    COPY = "copy", _("Phí chứng thực bản sao một trang")
    OTHER = "other", _("Tham số khác")


class ReviewRound(Identified, Versioned):
    """A plan of review for a year. `owner` is the unit that runs it. The due dates are those of the rules when the round was drawn up, and
    are kept. `together`: procedures that hang together are reviewed as a group (Điều 27 khoản 3 điểm b).
    """

    State = ReviewRoundState

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    sort_key = models.CharField(max_length=400)
    name_key = models.CharField(max_length=520)
    """The title without case and tone marks: by it two rounds of one unit and year are told apart (`services.round_checks`)."""
    together = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=ReviewRoundState.DRAFT.value)
    criteria = models.JSONField(default=list)
    """What this round asks besides the criteria of the rules: `[{"key": …, "name": …, "asks": …}]`."""
    plan_due = models.DateField()
    result_due = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    """When the plan went to the body that controls procedures."""
    plan = models.JSONField(default=dict)
    """What the plan says, as it was when it got its number (`queries.review_plans`): what enters or leaves later does not change it."""
    report_number = models.CharField(max_length=80, blank=True, default="")
    report_on = models.DateField(null=True, blank=True)
    report_file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The report as it was when its number was recorded; one that went on a route is kept there."""
    report_table = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The figures behind the report, as they were when it was made."""
    plan_scan = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    report_scan = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """What was signed on paper."""
    note = models.CharField(max_length=1000, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ReviewRoundState]), name="procedures_round_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "plan_in_approval", "dropped"])
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
                name="procedures_round_decided",
            ),
            models.UniqueConstraint(
                fields=["owner", "year", "name_key"],
                condition=~Q(state=ReviewRoundState.DROPPED.value),
                name="procedures_round_named_once",
            ),
        ]
        indexes = [models.Index(fields=["-year", "-id"], name="procedures_round_newest")]  # the list of rounds

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class ReviewItem(Identified, Versioned):
    """A procedure, public or internal, in a round: who reviews it, why, what is to come of it; then what was found.

    `answers` holds, by key of `procedures.review_criteria`, `{"verdict": "met|partly|not_met", "note": "…"}`; `costing` is
    `formulas.as_json`, the amounts beside it derived from it, None where they are not known.
    """

    State = ReviewItemState
    Ground = ReviewGround

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="items")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="review_items")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=ReviewItemState.PLANNED.value)
    ground = models.CharField(max_length=10, choices=ReviewGround)
    ground_words = models.CharField(max_length=500, blank=True, default="")
    product = models.CharField(max_length=500, blank=True, default="")
    cluster = models.CharField(max_length=200, blank=True, default="")
    """Which group of linked procedures it belongs to."""
    due_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    costing = models.JSONField(default=dict)
    dossier_before = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    dossier_after = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    year_before = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    year_after = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    granted_dossier = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    granted_year = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    granted_note = models.CharField(max_length=500, blank=True, default="")
    """What it costs after, where only a part of the proposals was accepted, as who decides confirmed it, and why. `…_after` are the cost of
    the whole solution, which then does not come."""
    conclusion = models.CharField(max_length=2000, blank=True, default="")
    assessed_at = models.DateTimeField(null=True, blank=True)
    assessed_by = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")
    """Why it was sent back or taken out."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "procedure"],
                name="procedures_review_once",
                violation_error_message=_("Thủ tục này đã có trong đợt rà soát."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ReviewItemState]), name="procedures_review_state"
            ),
            models.CheckConstraint(condition=Q(ground__in=ReviewGround.values), name="procedures_review_ground"),
            models.CheckConstraint(
                condition=~Q(state__in=["assessed", "settled"]) | Q(assessed_at__isnull=False),
                name="procedures_review_assessed",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="procedures_review_unit")]  # what a unit still owes

    def __str__(self) -> str:
        return f"{self.round_id} {self.procedure_id}"


class Proposal(Identified, Versioned):
    """What is proposed about a procedure under review, the decision about it, and whether it was carried out."""

    State = ProposalState
    Kind = ProposalKind

    item = models.ForeignKey(ReviewItem, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=ProposalKind)
    text = models.CharField(max_length=2000)
    to_whom = models.CharField(max_length=300, blank=True, default="")
    """To which level or body, for decentralisation."""
    merged_with = models.ManyToManyField(Procedure, related_name="+")
    """The other procedures, for a merger."""
    state = models.CharField(max_length=10, default=ProposalState.PROPOSED.value)
    proposed_on = models.DateField()
    decision_number = models.CharField(max_length=80, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(max_length=500, blank=True, default="")
    carried_by = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The published version in which the registry says what was decided; None: it does not, or an abolition shows it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ProposalState]), name="procedures_proposal_state"
            ),
            models.CheckConstraint(condition=Q(kind__in=ProposalKind.values), name="procedures_proposal_kind"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "done"]) | (~Q(decision_number="") & Q(decided_on__isnull=False)),
                name="procedures_proposal_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="procedures_proposal_done"
            ),
        ]
        indexes = [models.Index(fields=["kind", "proposed_on"], name="procedures_proposal_made")]  # shares of a period

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"


class CostParameter(Identified):
    """A figure that costs are reckoned with, in `[valid_from, valid_to)`, with its source. Voided with a reason, never deleted."""

    Kind = CostParameterKind

    kind = models.CharField(max_length=8, choices=CostParameterKind)
    name = models.CharField(max_length=200, blank=True, default="")
    value = models.DecimalField(max_digits=18, decimal_places=2)
    source = models.CharField(max_length=500)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CostParameterKind.values), name="procedures_parameter_kind"),
            models.CheckConstraint(condition=_RANGE, name="procedures_parameter_range"),
            models.CheckConstraint(condition=Q(value__gte=0), name="procedures_parameter_value"),
            models.CheckConstraint(condition=~Q(source=""), name="procedures_parameter_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class HintKind(models.TextChoices):
    PAIR = "pair", _("Hai thủ tục giống nhau")
    PAPER = "paper", _("Giấy tờ nhiều thủ tục cùng yêu cầu")


class ReviewHint(Identified):
    """Where a review might look first: two procedures alike, or a paper that many ask for. Made anew as a whole by a job."""

    Kind = HintKind

    kind = models.CharField(max_length=8, choices=HintKind)
    field = models.ForeignKey(Field, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Procedure, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    second = models.ForeignKey(Procedure, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    score = models.DecimalField(max_digits=3, decimal_places=2, default=0)
    """Share of words that both names have."""
    name = models.CharField(max_length=1000, blank=True, default="")
    papers = models.JSONField(default=list)
    procedures = models.JSONField(default=list)
    """Keys of the procedures that ask for the paper."""
    weight = models.PositiveIntegerField(default=0)
    """Papers in common, or procedures that ask for the paper: what the list is sorted by."""
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HintKind.values), name="procedures_hint_kind"),
            models.CheckConstraint(
                condition=~Q(kind="pair") | (Q(first__isnull=False) & Q(second__isnull=False)),
                name="procedures_hint_pair",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-weight", "-id"], name="procedures_hint_weight")]  # the list

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.score}"
