"""What a plan holds, in the order of the paper. `source` tells where in the document each row was found."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.plans import Plan


class Section(models.Model):
    """One heading of the outline; `parent` null at the top."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sections")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)
    title = models.TextField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_section_place")]

    def __str__(self) -> str:
        return f"{self.label} {self.title or ''}".strip()


class Task(Identified, Versioned):
    """One row of work: who leads, with whom, what comes out, when. The texts are the paper's; `TaskUnit` says which units are meant.

    It stands in a plan, or comes from another source (`work_source`), or is a part (`parent`) that a unit made of a task it leads.
    `owner` is the unit that accepts its results.
    """

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    work_source = models.ForeignKey(
        "plans.WorkSource", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    no = models.CharField(max_length=40, null=True, blank=True)
    section = models.CharField(max_length=40, null=True, blank=True)
    section_title = models.TextField(null=True, blank=True)
    goal = models.TextField(null=True, blank=True)
    task = models.TextField()
    lead = models.TextField(null=True, blank=True)
    coordinators = models.JSONField(default=list)
    deliverable = models.TextField(null=True, blank=True)
    schedule_text = models.TextField(null=True, blank=True)
    schedule_kind = models.CharField(max_length=12, default="unspecified")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    event = models.TextField(null=True, blank=True)
    every = models.CharField(max_length=20, null=True, blank=True)
    months = models.JSONField(null=True, blank=True)
    due = models.JSONField(null=True, blank=True)
    """The days inside each period, or the several days, as `reader.day_codes` tells."""
    confidence = models.FloatField(null=True, blank=True)
    source = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Taken out by an amendment: no longer owed, still readable."""

    KINDS = ("by_date", "quarter", "months", "year", "continuous", "on_event", "periodic", "unspecified")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plans_task_place"),
            models.CheckConstraint(
                condition=models.Q(plan__isnull=False, work_source__isnull=True, parent__isnull=True)
                | models.Q(plan__isnull=True, work_source__isnull=False, parent__isnull=True)
                | models.Q(plan__isnull=True, work_source__isnull=True, parent__isnull=False),
                name="plans_task_one_source",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    schedule_kind__in=[
                        "by_date",
                        "quarter",
                        "months",
                        "year",
                        "continuous",
                        "on_event",
                        "periodic",
                        "unspecified",
                    ]
                ),
                name="plans_task_known_schedule",
            ),
        ]
        indexes = [
            models.Index(fields=["ends_on", "id"], name="plans_task_by_end"),  # what falls due next
            models.Index(fields=["owner"], name="plans_task_of_owner"),  # the EXISTS of every list of tasks
        ]

    def __str__(self) -> str:
        return f"{self.no or ''} {self.task[:80]}".strip()


class TaskUnit(models.Model):
    """A unit that leads or supports a task, as resolved from the paper's words on the plan's date. `named` keeps those words."""

    class Role(models.TextChoices):
        LEAD = "lead", "chủ trì"
        COORDINATOR = "coordinator", "phối hợp"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    named = models.TextField()
    post = models.CharField(max_length=8, null=True, blank=True)
    """The post in the unit that the paper names ("Lãnh đạo Ban", "Thủ trưởng các đơn vị"): a key of `rules.post_words`; null: the unit."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "unit", "role"], name="plans_task_unit_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["lead", "coordinator"]), name="plans_task_unit_known_role"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "role"], name="plans_task_unit_by_unit")
        ]  # "what does my unit lead and support"

    def __str__(self) -> str:
        return f"{self.role}: {self.named[:60]}"


class Target(Identified, Versioned):
    """One figure that the plan promises. `task` where the paper ties it to one; `indicator` is the catalogue's key once bound."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveIntegerField()
    text = models.TextField()
    subject = models.TextField()
    comparator = models.CharField(max_length=2)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=40)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    indicator = models.CharField(max_length=120, null=True, blank=True)
    confidence = models.FloatField(null=True, blank=True)
    source = models.JSONField(default=dict)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plans_target_place"),
            models.CheckConstraint(
                condition=models.Q(comparator__in=[">=", "<=", "=", ">", "<"]), name="plans_target_known_comparator"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Topic(models.Model):
    """One thing to tell an audience."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="topics")
    audience = models.CharField(max_length=20)
    audience_label = models.TextField()
    position = models.PositiveIntegerField()
    no = models.CharField(max_length=40, null=True, blank=True)
    text = models.TextField()
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_topic_place")]

    def __str__(self) -> str:
        return self.text[:80]


class Channel(models.Model):
    """One way to reach an audience; `channel` is the code of the schema, `text` the paper's words."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="channels")
    audience = models.CharField(max_length=20)
    audience_label = models.TextField()
    position = models.PositiveIntegerField()
    text = models.TextField()
    channel = models.CharField(max_length=20)
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_channel_place")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.text[:60]}"


class Duty(models.Model):
    """One duty to report: how often, to whom, through whom."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="duties")
    position = models.PositiveIntegerField()
    period = models.CharField(max_length=12)
    to = models.TextField(null=True, blank=True)
    via = models.TextField(null=True, blank=True)
    text = models.TextField()
    due_text = models.TextField(null=True, blank=True)
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_duty_place")]

    def __str__(self) -> str:
        return f"{self.period}: {self.text[:60]}"


class System(models.Model):
    """An information system, portal, hotline or outlet that the plan names."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="systems")
    position = models.PositiveIntegerField()
    name = models.TextField()
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_system_place")]

    def __str__(self) -> str:
        return self.name[:80]
