"""Readings for those who may review them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from motcua.documents.citations import canonical
from motcua.documents.queries.files import files_of as stored_files_of
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_grant
from motcua.plans.models import Correction, Plan, Reading
from motcua.plans.permissions import may_read_reading, readable_plans, readable_readings
from motcua.plans.queries.plans import READING_KIND
from motcua.plans.workflow import PlanState, ReadingState

KIND = READING_KIND
SEARCH_KIND = "plan_reading"
OPEN_STATES = (ReadingState.QUEUED, ReadingState.READING, ReadingState.TO_REVIEW, ReadingState.FAILED)


def ref_of(reading: Reading) -> Ref:
    return Ref.to(KIND, reading.uid)


def reading_for(user: Any, uid: UUID | str, action: str = "plans.review") -> Reading:
    """The reading, if the user may do `action` with it. NotFound for what may not be seen, Forbidden for what may not be done."""
    found = Reading.objects.select_related("owner").filter(uid=uid).first()
    if found is None or not may_read_reading(user, found):
        raise NotFound("Không có bản đọc này, hoặc bạn không được mở.")
    if not has_grant(user, action, found.owner_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def reading_by_uid(uid: str) -> Reading:
    """For jobs: no person asks."""
    return Reading.objects.select_related("owner").get(uid=uid)


def readings_for(user: Any) -> QuerySet[Reading]:
    """Readings on the user's desk. `found`, `text` and `blocks` are large and stay in the database."""
    return readable_readings(Reading.objects.defer("text", "blocks", "found", "current"), user)


def open_readings_for(user: Any) -> QuerySet[Reading]:
    """Those that wait for somebody: queued, being read, to be reviewed, failed."""
    return readings_for(user).filter(state__in=OPEN_STATES)


def files_of(reading: Reading) -> list[Any]:
    """The stored files of the reading, in the order in which they were given."""
    by_uid = {str(f.uid): f for f in stored_files_of(ref_of(reading))}
    return [by_uid[uid] for uid in reading.files if uid in by_uid]


def corrections_of(reading: Reading) -> list[Correction]:
    """What people put right, oldest first."""
    return list(reading.corrections.order_by("pk"))


def same_text_as(reading: Reading, user: Any) -> Reading | None:
    """An earlier reading of the very same words that was not discarded and that the user may open, else None."""
    if not reading.fingerprint:
        return None
    twins = readings_for(user).filter(fingerprint=reading.fingerprint, pk__lt=reading.pk)
    return twins.exclude(state=ReadingState.DISCARDED).order_by("-pk").first()


def known_plan_like(reading: Reading) -> Plan | None:
    """The plan of this owner that has this reading's number and year already: the new file may be a corrected version of it."""
    head = (reading.current or {}).get("document") or {}
    if not head.get("number"):
        return None
    rows = Plan.objects.filter(
        canonical_number=canonical(head["number"]),
        owner=reading.owner_id,
        state__in=[PlanState.ISSUED, PlanState.AWAITING_NUMBER],
    )
    if head.get("year"):
        rows = rows.filter(year=head["year"])
    return rows.exclude(reading=reading.pk).select_related("reading").order_by("-pk").first()


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For the subjects registry."""
    return {str(uid): name for uid, name in Reading.objects.filter(uid__in=uids).values_list("uid", "file_name")}


def address(uid: str) -> str:
    return reverse("plans:reading", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    """For the subjects registry: those of `uids` that the user may review, or whose plan they may read (its files are the reading's)."""
    asked = Reading.objects.filter(uid__in=uids)
    open_ones = set(readable_readings(asked, user).values_list("uid", flat=True))
    through = readable_plans(Plan.objects.filter(reading__in=asked), user).values_list("reading__uid", flat=True)
    return {str(uid) for uid in open_ones.union(through)}


def job_of(reading: Reading) -> Any:
    """The job that reads it; None once it was tidied away."""
    return Job.objects.filter(uid=reading.job).first() if reading.job else None
