"""Procedures and what they say over time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.models import Identified, LargeJSON, Versioned
from motcua.procedures.content import SAMPLE_ORIGIN


class ProcedureKind(models.TextChoices):
    """Public ones serve people and organisations; internal ones stay inside the state apparatus (Quyết định 1085/QĐ-TTg)."""

    PUBLIC = "public", _("Thủ tục hành chính")
    INTERNAL = "internal", _("Thủ tục hành chính nội bộ")


class Origin(models.TextChoices):
    """Whose content it is: taken from the national database, or the province's own."""

    NATIONAL = "national", _("Theo Cơ sở dữ liệu quốc gia")
    OWN = "own", _("Của tỉnh")


class VersionState(models.TextChoices):
    """A version is written, then published for good; what was published by mistake is voided with a reason."""

    DRAFT = "draft", _("Đang soạn")
    PUBLISHED = "published", _("Đã công bố")
    VOIDED = "voided", _("Đã hủy")


class Field(Identified):
    """A field of state management (lĩnh vực), by its name: the national database has no stable code for it."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, unique=True)
    """The folded name: two spellings are one field."""
    sort_key = models.CharField(max_length=400)

    class Meta:
        indexes = [models.Index(fields=["sort_key"], name="procedures_field_sorted")]  # every list of fields

    def __str__(self) -> str:
        return self.name


class Procedure(Identified, Versioned):
    """A procedure as long as it lives, whatever it says. `base_code` is the national one, `suffix` that of the province's copy."""

    base_code = models.CharField(max_length=20, unique=True)
    suffix = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=10, choices=ProcedureKind, default=ProcedureKind.PUBLIC)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.NATIONAL)
    abolished_on = models.DateField(null=True, blank=True)
    """From this day it is no longer in force."""
    name = models.CharField(max_length=2000)
    """As of the version in force, or the newest: for lists. `versions` are the truth."""
    sort_key = models.CharField(max_length=400)
    views = models.PositiveIntegerField(default=0)
    """How often its public page was opened over the last days (`queries.views.DAYS`), as last reckoned from `PageViews`."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProcedureKind.values), name="procedures_procedure_kind"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="procedures_procedure_origin"),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="procedures_sorted"),  # the registry by name
            # the most viewed, of all or of a field
            models.Index(fields=["-views", "id"], condition=Q(views__gt=0), name="procedures_most_viewed"),
        ]

    def __str__(self) -> str:
        return f"{self.base_code} {self.name}"

    @property
    def display_code(self) -> str:
        """As decisions and pages show it."""
        return f"{self.base_code}{self.suffix}"


class ProcedureVersion(Identified):
    """What a procedure says in `[valid_from, valid_to)`. `content` is `content.as_json`; the columns beside it are derived, for lists.

    Only drafts change. At most one published version is in force on a day: services see to it, a test holds it.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    content = LargeJSON()
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=2000)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=200, blank=True, default="")
    """The decision that the content names ("461/QĐ-BXD"); the province's own publication stands in its items."""
    at_ministry = models.BooleanField(default=False)
    at_province = models.BooleanField(default=False)
    at_commune = models.BooleanField(default=False)
    at_vertical = models.BooleanField(default=False)
    for_people = models.BooleanField(default=False)
    for_business = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    complete = models.BooleanField(default=False)
    unread_parts = models.PositiveSmallIntegerField(default=0)
    lacks = models.CharField(max_length=200, blank=True, default="")
    unread_in = models.CharField(max_length=200, blank=True, default="")
    """Which parts keep it from being complete, and which hold words that nobody has sorted: `" steps limits "`, for lists."""
    source = LargeJSON(null=True, blank=True)
    """What the national source itself says, where people changed it (sorted words, corrected a row); null: `content` is the source's own,
    or there is no source."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    """Since when a draft waits to be published; nobody writes it meanwhile."""
    created_at = models.DateTimeField()
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedures_version_number"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedures_version_range"
            ),
            models.CheckConstraint(condition=Q(state__in=VersionState.values), name="procedures_version_state"),
        ]
        indexes = [
            # the version of a day, for a page and for every list
            models.Index(fields=["procedure", "state", "-valid_from"], name="procedures_version_of_day"),
            models.Index(fields=["field", "state"], name="procedures_version_field"),  # lists by field
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.number}"

    @property
    def is_sample(self) -> bool:
        return bool(self.content.get("origin") == SAMPLE_ORIGIN)


class NamedAgency(models.Model):
    """An agency that performs a procedure, as its newest published version names it. Made anew with each version."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="named_agencies")
    key = models.CharField(max_length=300)
    """The folded name: two spellings are one agency."""
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "procedure"], name="procedures_agency_once")]

    def __str__(self) -> str:
        return self.name


class FiledCase(models.Model):
    """A case under which a dossier may be filed, as a published version names it (`rules.filed_cases`); "" for what no case names.

    A version that is not divided has none. Made anew when a procedure is indexed, so that lists need not read contents.
    """

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="filed_cases")
    name = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="procedures_filed_case_once")]

    def __str__(self) -> str:
        return self.name
