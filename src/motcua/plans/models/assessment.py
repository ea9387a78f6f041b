"""Assessment of units and officers by a dated scheme, commendation within planned numbers, and models worth spreading."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.contents import Task
from motcua.plans.models.plans import Plan
from motcua.plans.workflow import InitiativeState, NominationState, RoundState


class AssessedKind(models.TextChoices):
    UNITS = "units", _("Đơn vị")
    OFFICERS = "officers", _("Cá nhân")


class Scheme(Identified):
    """By which criteria an agency assesses. A change makes the next number from a date; rounds keep the number they opened with.

    `grades` lists `{"name", "from"}`, best first: the least share of the most points, in percent.
    """

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    assesses = models.CharField(max_length=8, choices=AssessedKind)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    basis = models.CharField(max_length=300, blank=True, default="")
    """The decision that issued it."""
    grades = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "assesses", "number"], name="plans_scheme_number"),
            models.UniqueConstraint(
                fields=["owner", "assesses"], condition=Q(valid_to__isnull=True), name="plans_scheme_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="plans_scheme_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Criterion(Identified):
    """One criterion with its most points and how they come about."""

    class Method(models.TextChoices):
        ON_TIME = "on_time", _("Tỷ lệ việc hoàn thành đúng hạn")
        LATE = "late", _("Trừ điểm theo số việc trễ hạn")
        INDICATOR = "indicator", _("Theo chỉ số của hệ thống")
        HAND = "hand", _("Chấm tay, kèm minh chứng")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    most = models.DecimalField(max_digits=6, decimal_places=2)
    method = models.CharField(max_length=10, choices=Method)
    indicator = models.CharField(max_length=120, blank=True, default="")
    full_at = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    """From which percentage (share) on all points are given; null: 100."""
    nothing_at = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    """Up to which percentage no point is given; null: 0."""
    per_case = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    """Points that each late one takes away."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "position"], name="plans_criterion_place"),
            models.CheckConstraint(condition=Q(most__gt=0), name="plans_criterion_most"),
            models.CheckConstraint(
                condition=~Q(method="indicator") | ~Q(indicator=""), name="plans_criterion_names_indicator"
            ),
            models.CheckConstraint(
                condition=~Q(method="late") | Q(per_case__gt=0), name="plans_criterion_takes_points"
            ),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Round(Identified, Versioned):
    """The assessment of one year. `planned_*` is how many may be commended, `planned_words` where that stands."""

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="rounds")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=12, default=RoundState.SELF_SCORING)
    planned_collectives = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_persons = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_words = models.CharField(max_length=500, blank=True, default="")
    reckoned_at = models.DateTimeField(null=True, blank=True)
    """As of when the reckoned points stand."""
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_name = models.CharField(max_length=200, blank=True, default="")
    decision_number = models.CharField(max_length=100, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "scheme", "year"], name="plans_round_once"),
            models.CheckConstraint(condition=Q(state__in=[str(s) for s in RoundState]), name="plans_round_known_state"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="plans_round_year"),
        ]
        indexes = [models.Index(fields=["-year", "-id"], name="plans_round_by_year")]  # the list

    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class Assessed(Identified, Versioned):
    """A unit, or an officer of a unit, in a round. Totals, grade and rank are frozen with the round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessed")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        "organisations.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=300)
    sort_key = models.CharField(max_length=300)
    self_total = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    self_scored_at = models.DateTimeField(null=True, blank=True)
    self_scored_name = models.CharField(max_length=200, blank=True, default="")
    total = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    grade = models.CharField(max_length=100, blank=True, default="")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], condition=Q(officer__isnull=True), name="plans_assessed_unit_once"
            ),
            models.UniqueConstraint(
                fields=["round", "officer"], condition=Q(officer__isnull=False), name="plans_assessed_officer_once"
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="plans_assessed_by_unit")]  # "the assessment of my unit"

    def __str__(self) -> str:
        return self.name


class Score(models.Model):
    """The points of one criterion. `numerator`, `denominator` and `reckoned` are what the records give; null: they give nothing.

    `own` is the self-score, `given` the office's. What counts is `given`, else `reckoned`, else nothing.
    """

    assessed = models.ForeignKey(Assessed, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    reckoned = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    own = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    own_note = models.TextField(blank=True, default="")
    evidence = models.CharField(max_length=120, blank=True, default="")
    """Ref of the evidence file."""
    given = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    given_note = models.TextField(blank=True, default="")
    given_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessed", "criterion"], name="plans_score_once"),
            models.CheckConstraint(
                condition=(Q(own__isnull=True) | Q(own__gte=0)) & (Q(given__isnull=True) | Q(given__gte=0)),
                name="plans_score_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessed_id}/{self.criterion_id}"


class Nomination(Identified, Versioned):
    """A collective or a person put forward for commendation in a round; decided with a numbered decision."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", _("Tập thể")
        PERSON = "person", _("Cá nhân")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="nominations")
    kind = models.CharField(max_length=10, choices=Kind)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        "organisations.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=300)
    award = models.CharField(max_length=200)
    achievement = models.TextField()
    state = models.CharField(max_length=10, default=NominationState.PROPOSED)
    decision_number = models.CharField(max_length=100, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    decision_note = models.TextField(blank=True, default="")
    proposed_by = models.CharField(max_length=80, blank=True, default="")
    proposed_name = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                condition=Q(kind="collective", state__in=["proposed", "granted"]),
                name="plans_nomination_collective_once",
            ),
            models.UniqueConstraint(
                fields=["round", "officer"],
                condition=Q(kind="person", state__in=["proposed", "granted"]),
                name="plans_nomination_person_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="collective", officer__isnull=True) | Q(kind="person", officer__isnull=False),
                name="plans_nomination_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in NominationState]), name="plans_nomination_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | ~Q(decision_number="") & Q(decision_on__isnull=False),
                name="plans_nomination_granted_has_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Initiative(Identified, Versioned):
    """A model, an initiative or an example worth spreading. The public reads it only once a leader has published it."""

    class Kind(models.TextChoices):
        MODEL = "model", _("Mô hình")
        INITIATIVE = "initiative", _("Sáng kiến")
        EXAMPLE = "example", _("Gương điển hình")

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=500)
    sort_key = models.CharField(max_length=300)
    authors = models.CharField(max_length=500, blank=True, default="")
    summary = models.TextField()
    description = models.TextField(blank=True, default="")
    effect = models.TextField(blank=True, default="")
    """What it brought, with figures."""
    spreads_to = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, default=InitiativeState.DRAFT)
    decision_number = models.CharField(max_length=100, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    written_by = models.CharField(max_length=80, blank=True, default="")
    written_name = models.CharField(max_length=200, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    published_name = models.CharField(max_length=200, blank=True, default="")
    return_note = models.TextField(blank=True, default="")
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in InitiativeState]), name="plans_initiative_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | ~Q(state="published") & Q(published_at__isnull=True),
                name="plans_initiative_published_is_told",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="plans_initiative_by_date"),  # the desk's list
            models.Index(
                fields=["-published_at"], condition=Q(state="published"), name="plans_initiative_published"
            ),  # the public list
        ]

    def __str__(self) -> str:
        return self.title[:80]
