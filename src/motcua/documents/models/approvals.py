"""Approval (trình ký): a document on its route, each version that was seen, each step, each decision, the signature, the routes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.documents.models.law import Kind
from motcua.documents.rules.routes import Act
from motcua.documents.rules.routes import Capacity as _Capacity
from motcua.documents.workflow import ApprovalState, StepState
from motcua.kernel import clock
from motcua.kernel.models import Identified, Versioned


class Capacity(models.TextChoices):
    """In which capacity a document is signed, as it is printed before the signer's post."""

    HEAD = _Capacity.HEAD.value, _("Người đứng đầu ký (không ghi gì trước chức vụ)")
    TM = _Capacity.TM.value, _("TM. (thay mặt tập thể)")
    Q = _Capacity.Q.value, _("Q. (quyền)")
    KT = _Capacity.KT.value, _("KT. (ký thay cấp trưởng)")
    TL = _Capacity.TL.value, _("TL. (thừa lệnh)")
    TUQ = _Capacity.TUQ.value, _("TUQ. (thừa ủy quyền)")


class Approval(Identified, Versioned):
    """A document on its way to signature and number. `subject` is the record it makes valid; the route is copied into its steps.

    `version` grows with every decision and is the guard: whoever decides decides on what they saw.
    """

    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=1000)
    """Trích yếu, as it will stand in the register."""
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The issuing body."""
    drafter = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    drafting_unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=ApprovalState.ON_ROUTE.value)
    round = models.PositiveSmallIntegerField(default=1)
    route = models.JSONField(default=dict)
    """Where the steps come from: `key`, `name`, `basis`, and the `steps` as they were when it was submitted."""
    submitted_at = models.DateTimeField(default=clock.now)
    moved_at = models.DateTimeField(default=clock.now)
    """When something last happened; lists sort by it."""

    number = models.CharField(max_length=80, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    line = models.ForeignKey(
        "documents.IssuedNumber", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The paper as issued."""
    withdrawn_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=~Q(state="withdrawn"),
                name="documents_approval_one_per_subject",
                violation_error_message=_("Văn bản này đã được trình."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ApprovalState]), name="documents_approval_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", issued_on__isnull=False, line__isnull=False, file__isnull=False)
                | (~Q(state="issued") & Q(issued_on__isnull=True, line__isnull=True, file__isnull=True, number="")),
                name="documents_approval_issued_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="documents_approval_withdrawn_why"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-moved_at"], name="documents_approval_unit"),  # what an office may read
            models.Index(fields=["drafter", "-moved_at"], name="documents_approval_drafter"),  # my drafts
            models.Index(fields=["subject"], name="documents_approval_subject"),  # the approval of a record
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.uid}"

    @property
    def address(self) -> str:
        """The page on the desk."""
        return reverse("documents:approval", args=[self.uid])


class ApprovalVersion(Identified):
    """The exact file that a round is about. Kept for ever: a decision names the version it saw."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="versions")
    round = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    submitted_by = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=clock.now)
    opinion = models.CharField(max_length=2000, blank=True, default="")
    """What the drafter says with it: ý kiến trình."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "round"], name="documents_approval_version_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.approval_id} #{self.round}"


class ApprovalStep(Identified):
    """One step of one round. Its holders are resolved when it opens."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=30)
    label = models.CharField(max_length=120)
    act = models.CharField(max_length=6)
    role = models.CharField(max_length=20)
    spec = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default=StepState.WAITING.value)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "round", "position"], name="documents_approval_step_place"),
            models.UniqueConstraint(
                fields=["approval"], condition=Q(state="open"), name="documents_approval_one_open_step"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in StepState]), name="documents_approval_step_known_state"
            ),
            models.CheckConstraint(
                condition=Q(act__in=[a.value for a in Act]), name="documents_approval_step_known_act"
            ),
        ]
        indexes = [
            # what waits for me; steps that nobody holds any more
            models.Index(fields=["opened_at"], condition=Q(state="open"), name="documents_approval_step_open")
        ]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.round}.{self.position} {self.act}: {self.state}"

    @property
    def subject(self) -> str:
        """Ref of the record that the approval makes valid, as text."""
        return self.approval.subject

    @property
    def title(self) -> str:
        return self.approval.title

    @property
    def address(self) -> str:
        return self.approval.address


class ApprovalHolder(models.Model):
    """Whom a step waits for. `redirected`: named by somebody, not found by the role."""

    step = models.ForeignKey(ApprovalStep, on_delete=models.PROTECT, related_name="holders")
    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    redirected = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    """Set when the step was redirected away from them."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "officer"], condition=Q(until__isnull=True), name="documents_approval_holder_once"
            )
        ]
        indexes = [models.Index(fields=["officer", "step"], name="documents_approval_holder_of")]  # waiting for me

    def __str__(self) -> str:
        return f"{self.step_id}: {self.officer_id}"


class ApprovalDecision(Identified):
    """What somebody decided at a step, on which version. Append-only. `sha256` is that of the file they saw."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="decisions")
    step = models.ForeignKey(ApprovalStep, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(ApprovalVersion, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    verb = models.CharField(max_length=10)
    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True, default="")
    """Name and post as they were."""
    instead_of = models.ForeignKey(
        "organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The holder for whom they stood in."""
    to = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """To whom it was redirected."""
    note = models.CharField(max_length=2000, blank=True, default="")
    """Bút phê."""
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=["approve", "send_back", "redirect", "sign", "issue"]),
                name="documents_approval_decision_verb",
            ),
            models.CheckConstraint(
                condition=~Q(verb="send_back") | ~Q(note=""), name="documents_approval_returned_with_note"
            ),
        ]
        indexes = [models.Index(fields=["approval", "at"], name="documents_approval_decisions")]  # the story

    def __str__(self) -> str:
        return f"{self.step_id} {self.verb}"


class ApprovalSignature(Identified):
    """The signature of a round: what the act of signing left. `means` tells how it was signed; on paper, `file` is the scan."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="signatures")
    step = models.OneToOneField(ApprovalStep, on_delete=models.PROTECT, related_name="signature")
    means = models.CharField(max_length=10)
    signer = models.ForeignKey(
        "organisations.Officer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signer_name = models.CharField(max_length=200)
    signer_post = models.CharField(max_length=200, blank=True, default="")
    capacity = models.CharField(max_length=3, choices=Capacity, blank=True, default="")
    authority = models.CharField(max_length=500, blank=True, default="")
    """The document that KT., TL. or TUQ. rests on."""
    signed_on = models.DateField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(capacity__in=["KT", "TL", "TUQ"]) | ~Q(authority=""),
                name="documents_approval_signed_by_authority",
            )
        ]
        indexes = [
            models.Index(fields=["sha256"], name="documents_approval_signed_scan")
        ]  # is a scan another document's

    def __str__(self) -> str:
        return f"{self.approval_id} {self.capacity}"


class ApprovalRoute(Identified, Versioned):
    """A route that an office made for a unit and a type of document (empty `kind`: all that have none), from a date to a date."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    below = models.BooleanField(default=False)
    """Also for what stands under the unit and has no route of its own."""
    kind = models.CharField(max_length=20, choices=Kind, blank=True, default="")
    name = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    """The rules of work or the decision it follows."""
    steps = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="documents_route_range"
            ),
            models.CheckConstraint(condition=Q(kind="") | Q(kind__in=Kind.values), name="documents_route_kind"),
        ]
        indexes = [models.Index(fields=["unit", "kind", "valid_from"], name="documents_route_look_up")]  # at submission

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind or 'all'} {self.name}"


class OutgoingDocument(Identified, Versioned):
    """A document that an officer put on a route by itself, not part of a plan or a report. `issued_on` is set when it was issued."""

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=1000)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    drafter = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    number = models.CharField(max_length=80, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True, default="")
    capacity = models.CharField(max_length=3, choices=Capacity, blank=True, default="")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The signed paper as issued."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, number="", file__isnull=True)
                | (Q(issued_on__isnull=False, file__isnull=False) & ~Q(number="")),
                name="documents_outgoing_issued_whole",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.title
