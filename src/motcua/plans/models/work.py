"""Where work comes from besides plans, and each time at which a task is due, with all that is done about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.plans.models.contents import Task
from motcua.plans.workflow import OPEN_OCCURRENCES, HandInState, OccurrenceState, RequestState


class WorkSource(Identified, Versioned):
    """What gave a task if no plan did: an incoming document, a meeting's conclusion, a leader's instruction."""

    class Kind(models.TextChoices):
        INCOMING_DOCUMENT = "incoming_document", _("Văn bản đến")
        CONCLUSION = "conclusion", _("Kết luận cuộc họp")
        INSTRUCTION = "instruction", _("Chỉ đạo của lãnh đạo")

    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.CharField(max_length=100, blank=True, default="")
    issuer_name = models.CharField(max_length=300, blank=True, default="")
    issued_on = models.DateField()
    title = models.TextField()
    sort_key = models.CharField(max_length=300)
    leader = models.ForeignKey(
        "organisations.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who gave it, or follows it on the leaders' side."""
    document_ref = models.CharField(max_length=80, blank=True, default="")
    """The document in the library, where it is there."""
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["incoming_document", "conclusion", "instruction"]), name="plans_source_known_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="plans_source_by_date"),  # the book of given work
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title[:80]}".strip()


class Occurrence(Identified, Versioned):
    """One time at which one unit owes a task. `key` is that of its slot, so making them again makes none twice.

    `unit` null: nobody knows yet whom the paper means. `due_at` moves with an extension, `original_due_at` never. `handed_in_at` is the
    hand-in of the version that counts: the accepted one, else the last. Late, due soon and finished late are computed, never stored.
    """

    class SatisfiedBy(models.TextChoices):
        DELIVERABLE = "deliverable", _("kết quả đã nộp")
        INDICATOR = "indicator", _("chỉ số của hệ thống")
        RECORDS = "records", _("hồ sơ trong hệ thống")
        STATEMENT = "statement", _("báo cáo một dòng kèm minh chứng")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="occurrences")
    unit = models.ForeignKey("organisations.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        "organisations.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The holder of the post that the paper names as lead ("Lãnh đạo Ban"), where it names a post."""
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=14)
    state = models.CharField(max_length=14, default=OccurrenceState.NOT_STARTED)
    starts_on = models.DateField()
    ends_on = models.DateField()
    inferred = models.BooleanField(default=False)
    """The paper gives no date; it is the plan's end."""
    calendar = models.CharField(max_length=60, blank=True, default="")
    """Code of the calendar by which the due moment was reckoned."""
    due_at = models.DateTimeField()
    original_due_at = models.DateTimeField()
    event = models.TextField(blank=True, default="")
    """What was raised, where the task waits for an event."""
    handed_in_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    satisfied_by = models.CharField(max_length=12, choices=SatisfiedBy, blank=True, default="")
    voided_at = models.DateTimeField(null=True, blank=True)
    """Taken away by an amendment, a withdrawal or because its event came: out of all figures, but kept."""
    void_reason = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "unit", "key"], name="plans_occurrence_once"),
            models.UniqueConstraint(
                fields=["task", "key"], condition=Q(unit__isnull=True), name="plans_occurrence_nobody_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in OccurrenceState]), name="plans_occurrence_known_state"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plans_occurrence_range"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(satisfied_by=""), name="plans_occurrence_accepted_by_something"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at"],
                condition=Q(state__in=[str(s) for s in OPEN_OCCURRENCES], voided_at__isnull=True),
                name="plans_occurrence_open_of_unit",
            ),  # "my work"
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=[str(s) for s in OPEN_OCCURRENCES], voided_at__isnull=True),
                name="plans_occurrence_open_by_due",
            ),  # reminders, the late list
            models.Index(fields=["unit", "original_due_at"], name="plans_occurrence_of_window"),  # the indicators
            models.Index(
                fields=["state", "handed_in_at"], name="plans_occurrence_handed_in"
            ),  # what waits for acceptance
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.key}"


class Deliverable(Identified):
    """What a unit hands in: a file, a registered document, or the address or Ref of a record. One may serve many occurrences."""

    class Kind(models.TextChoices):
        FILE = "file", _("Tệp")
        DOCUMENT = "document", _("Văn bản trong kho")
        RECORD = "record", _("Hồ sơ trong hệ thống")
        STATEMENT = "statement", _("Nội dung báo cáo")

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=100, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    ref = models.CharField(max_length=120, blank=True, default="")
    """Ref of the file, the document or the record; empty for a statement."""
    text = models.TextField(blank=True, default="")
    created_by = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["file", "document", "record", "statement"]), name="plans_deliverable_known_kind"
            ),
            models.CheckConstraint(
                condition=(Q(kind="statement") & ~Q(text="")) | (~Q(kind="statement") & ~Q(ref="")),
                name="plans_deliverable_is_something",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="plans_deliverable_of_unit")]  # "use one handed in before"

    def __str__(self) -> str:
        return self.title[:80]


class HandIn(Identified):
    """One version of an occurrence's result, from the specialist's draft to the owner's word on it."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="hand_ins")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=HandInState.PREPARED)
    note = models.TextField(blank=True, default="")
    deliverables = models.ManyToManyField(Deliverable, related_name="hand_ins")
    prepared_by = models.CharField(max_length=80, blank=True, default="")
    prepared_name = models.CharField(max_length=200, blank=True, default="")
    prepared_at = models.DateTimeField()
    handed_in_by = models.CharField(max_length=80, blank=True, default="")
    handed_in_name = models.CharField(max_length=200, blank=True, default="")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "number"], name="plans_hand_in_number"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in HandInState]), name="plans_hand_in_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id} #{self.number}"


class Assignee(models.Model):
    """An officer whom the head gave an occurrence to, with the head's note (bút phê) and an inner due moment."""

    class Role(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        SUPPORT = "support", _("phối hợp")
        INFORM = "inform", _("để biết")

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="assignees")
    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=Role)
    note = models.TextField(blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=80, blank=True, default="")
    given_name = models.CharField(max_length=200, blank=True, default="")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "officer"], condition=Q(ended_at__isnull=True), name="plans_assignee_once"
            ),
            models.UniqueConstraint(
                fields=["occurrence"],
                condition=Q(ended_at__isnull=True, role="lead"),
                name="plans_assignee_one_lead",
            ),
            models.CheckConstraint(condition=Q(role__in=["lead", "support", "inform"]), name="plans_assignee_role"),
        ]
        indexes = [
            models.Index(fields=["officer"], condition=Q(ended_at__isnull=True), name="plans_assignee_of_officer")
        ]  # "my work"

    def __str__(self) -> str:
        return f"{self.role}: {self.officer_id}"


class Request(Identified):
    """What the lead asks of the owner: more time, or to be let off because it cannot be done."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("Xin gia hạn")
        CANNOT_BE_DONE = "cannot_be_done", _("Xin thôi thực hiện")

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=14, choices=Kind)
    state = models.CharField(max_length=8, default=RequestState.OPEN)
    reason = models.TextField()
    until = models.DateField(null=True, blank=True)
    due_at_before = models.DateTimeField()
    asked_by = models.CharField(max_length=80, blank=True, default="")
    asked_name = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence"], condition=Q(state="open"), name="plans_request_one_open"),
            models.CheckConstraint(condition=Q(state__in=[str(s) for s in RequestState]), name="plans_request_state"),
            models.CheckConstraint(
                condition=Q(kind="extension", until__isnull=False) | Q(kind="cannot_be_done", until__isnull=True),
                name="plans_request_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurrence_id}"


class InputRequest(Identified):
    """The lead asks a coordinator for input by a date; what is not answered by then stays visible as silence."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="input_requests")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    due_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80, blank=True, default="")
    asked_name = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_name = models.CharField(max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "due_at"], condition=Q(answered_at__isnull=True), name="plans_input_open_of_unit"
            )
        ]  # "what others wait for from us"

    def __str__(self) -> str:
        return self.question[:80]


class Comment(Identified):
    """A word in the conversation about a task; `mentions` are the officers it calls."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="comments")
    occurrence = models.ForeignKey(Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    mentions = models.ManyToManyField("organisations.Officer", related_name="+")
    author = models.CharField(max_length=80, blank=True, default="")
    author_name = models.CharField(max_length=200)
    author_unit = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["task", "id"], name="plans_comment_of_task")]  # the task's page

    def __str__(self) -> str:
        return self.text[:80]


class Difficulty(Identified, Versioned):
    """A difficulty (khó khăn, vướng mắc) that a unit raised: goes to the leader in charge at once."""

    class State(models.TextChoices):
        OPEN = "open", _("Chờ chỉ đạo")
        ANSWERED = "answered", _("Đã có chỉ đạo")
        SETTLED = "settled", _("Đã xử lý xong")

    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="difficulties")
    occurrence = models.ForeignKey(
        Occurrence, null=True, blank=True, on_delete=models.PROTECT, related_name="difficulties"
    )
    owner = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The unit whose leader answers: the owner of the plan."""
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The unit that has the difficulty."""
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    text = models.TextField()
    proposal = models.TextField(blank=True, default="")
    leader = models.ForeignKey(
        "organisations.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who was in charge when it was raised."""
    due_at = models.DateTimeField()
    """Until when an instruction is expected."""
    raised_by = models.CharField(max_length=80, blank=True, default="")
    raised_name = models.CharField(max_length=200, blank=True, default="")
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    """Moment of the first instruction."""
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "settled"]), name="plans_difficulty_state"
            )
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at"], condition=Q(state="open"), name="plans_difficulty_open"
            ),  # "difficulties waiting"
            models.Index(fields=["unit", "raised_at"], name="plans_difficulty_of_window"),  # the indicator
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Instruction(Identified):
    """What the leader said to a difficulty. `task` is the task it became, where it became one."""

    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="instructions")
    text = models.TextField()
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="instruction")
    given_by = models.CharField(max_length=80, blank=True, default="")
    given_name = models.CharField(max_length=200)
    given_role = models.CharField(max_length=200, blank=True, default="")
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:80]
