"""People, their posts in units, and what they may do there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, Versioned
from motcua.organisations.rules.roles import Role as _Role


class Role(models.TextChoices):
    """The roles of `rules.roles` with their Vietnamese names."""

    OPERATOR = _Role.OPERATOR.value, _("Quản trị hệ thống")
    OFFICE = _Role.OFFICE.value, _("Văn phòng, đầu mối kế hoạch")
    SPECIALIST = _Role.SPECIALIST.value, _("Chuyên viên")
    HEAD = _Role.HEAD.value, _("Trưởng phòng")
    COUNTER = _Role.COUNTER.value, _("Cán bộ Bộ phận Một cửa")
    LEADER = _Role.LEADER.value, _("Lãnh đạo ký")
    REGISTRY_CLERK = _Role.REGISTRY_CLERK.value, _("Văn thư")
    EDITOR = _Role.EDITOR.value, _("Biên tập")
    AUDITOR = _Role.AUDITOR.value, _("Kiểm tra, chỉ đọc")


def role_name(role: str) -> str:
    """The role in Vietnamese, whatever language the page speaks: what records keep."""
    with translation.override("vi"):
        return str(Role(role).label)


class Person(Identified, Versioned):
    """A person who works for an agency. Has at most one account; an applicant is something else."""

    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=300)
    """By given name first, as Vietnamese lists of people are."""
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    is_sample = models.BooleanField(default=False)
    """Invented, for trying out; shown as such."""

    class Meta:
        indexes = [models.Index(fields=["sort_key", "id"], name="organisations_person_sorted")]  # the list of officers

    def __str__(self) -> str:
        return self.name


class Officer(Identified, Versioned):
    """A person in a unit, with the post they hold, from a date to a date. Somebody may be an officer of several units."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="officers")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="officers")
    post = models.CharField(max_length=150)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_officer_range"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"


class Grant(Identified):
    """An officer may act in a role for a unit, and with `below` for all that stands under it, from a date to a date."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    """Without an index of its own: SQLite would take that one for every list and read all grants on the units above each row."""
    below = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=200, blank=True, default="")
    """The decision by which the role was given."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisations_grant_range"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="organisations_grant_role"),
        ]
        indexes = [
            # the EXISTS of every list: grants of an officer on the units above a row
            models.Index(fields=["unit", "officer", "role"], name="organisations_grant_look_up"),
        ]

    def __str__(self) -> str:
        return f"{self.role} on {self.unit_id}"
