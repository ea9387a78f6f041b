"""Inspections for those who may see them: loaders, the schedule, findings by unit, what is still to be put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.urls import reverse

from motcua.documents.queries.files import files_of_many
from motcua.kernel import clock
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import has_grant, visible
from motcua.organisations.queries.people import officers_on
from motcua.organisations.queries.scopes import offered_units
from motcua.organisations.queries.units import below, names_on
from motcua.plans.models import (
    Checklist,
    ChecklistItem,
    Finding,
    InspectedUnit,
    Inspection,
    InspectionKind,
    Occurrence,
    RemedyReport,
)
from motcua.plans.permissions import (
    may_do_with_inspection,
    readable_findings,
    readable_inspections,
    sees_whole_inspection,
)
from motcua.plans.queries.work import standing, with_the_lead
from motcua.plans.workflow import TO_PUT_RIGHT, FindingState, InspectionState

KIND = "inspection"
REPORT = "inspection_report"
FINDING = "finding"
CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What was found in one unit. `missing`: items of the checklist without a verdict."""

    inspected: InspectedUnit
    name: str
    rows: list[tuple[ChecklistItem | None, Finding | None]]
    good: int
    faults: int
    not_applicable: int
    missing: int
    open: int


def inspection_ref(inspection: Inspection) -> Ref:
    return Ref.to(KIND, inspection.uid)


def report_ref(inspection: Inspection) -> Ref:
    """The report: read by those who see the whole inspection, not by each inspected unit."""
    return Ref.to(REPORT, inspection.uid)


def finding_ref(finding: Finding) -> Ref:
    return Ref.to(FINDING, finding.uid)


def checklist_ref(checklist: Checklist) -> Ref:
    return Ref.to(CHECKLIST, checklist.uid)


def inspections_for(user: Any) -> QuerySet[Inspection]:
    rows = Inspection.objects.select_related("owner", "checklist", "occurrence__task__plan")
    return readable_inspections(rows, user)


def inspection_for(user: Any, uid: UUID | str, action: str = "inspections.read") -> Inspection:
    """The inspection, if the user may do `action` with it. NotFound for what may not be seen, Forbidden for what may not be done."""
    found = inspections_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có cuộc kiểm tra này, hoặc bạn không được mở.")
    if action != "inspections.read" and not may_do_with_inspection(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def inspection_by_uid(uid: str) -> Inspection:
    """For handlers: no person asks."""
    return Inspection.objects.select_related("owner").get(uid=uid)


def finding_by_uid(uid: str) -> Finding:
    """For handlers: no person asks."""
    return Finding.objects.select_related("inspected__inspection", "item").get(uid=uid)


def inspected_of(inspection: Inspection, uid: UUID | str) -> InspectedUnit:
    found = inspection.units.select_related("unit", "inspection__checklist").filter(uid=uid).first()
    if found is None:
        raise NotFound("Đơn vị này không thuộc cuộc kiểm tra.")
    return found


def findings_for(user: Any) -> QuerySet[Finding]:
    rows = Finding.objects.select_related("inspected__inspection", "inspected__unit", "item")
    return readable_findings(rows, user)


def finding_for(user: Any, uid: UUID | str, action: str = "inspections.read") -> Finding:
    """The finding, if the user may do `action` with it: the remedy is reported by the inspected unit, the rest is the inspectors'."""
    found = findings_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có kết quả kiểm tra này, hoặc bạn không được mở.")
    if action == "inspections.remedy":
        may = has_grant(user, action, found.inspected.unit_id)
    else:
        may = action == "inspections.read" or may_do_with_inspection(user, found.inspected.inspection, action)
    if not may:
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def to_put_right(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with a remedy that is asked for and not yet acknowledged."""
    return rows.exclude(state__in=[FindingState.NOTED, FindingState.CLOSED])


def remedies_of(user: Any) -> QuerySet[Finding]:
    """What the user's own units are to put right now: for “my work”."""
    rows = findings_for(user).filter(state__in=[str(s) for s in TO_PUT_RIGHT])
    return visible(rows, user, "inspections.remedy", "inspected__unit")


def remedies_due(due: Sequence[tuple[date, date]]) -> list[Finding]:
    """What units are to put right by a date within one of the ranges, of inspections that they may read."""
    wanted = Q(pk__in=[])
    for first, last in due:
        wanted |= Q(due_at__gte=_begin(first), due_at__lt=_begin(last + timedelta(days=1)))
    told = [str(InspectionState.CONCLUDED), str(InspectionState.CLOSED)]
    rows = Finding.objects.filter(wanted, state__in=[str(s) for s in TO_PUT_RIGHT])
    rows = rows.filter(inspected__inspection__state__in=told)
    return list(rows.select_related("inspected__inspection", "item").order_by("pk"))


def with_timing(rows: QuerySet[Finding], now: datetime) -> QuerySet[Finding]:
    """Give each row `timing`: nothing, late, running, reported, done, done_late. Late is never stored."""
    done_late = Q(reported_at__gt=F("original_due_at"))
    return rows.annotate(
        timing=Case(
            When(state=FindingState.NOTED, then=Value("nothing")),
            When(Q(state=FindingState.CLOSED) & done_late, then=Value("done_late")),
            When(state=FindingState.CLOSED, then=Value("done")),
            When(state=FindingState.REPORTED, then=Value("reported")),
            When(due_at__lt=now, then=Value("late")),
            default=Value("running"),
            output_field=CharField(),
        )
    )


def reports_of(finding: Finding) -> list[RemedyReport]:
    return list(finding.reports.order_by("-number"))


def by_unit(inspection: Inspection, user: Any | None = None) -> list[OfUnit]:
    """Each inspected unit with its checklist and findings; for a user only what they may see. Six queries."""
    rows = Finding.objects.select_related("item")
    units = inspection.units.select_related("unit").order_by("pk")
    if user is not None:
        rows = readable_findings(rows, user)
        if not sees_whole_inspection(user, inspection):
            units = visible(units, user, "inspections.read")
    timed = with_timing(rows.order_by("item__position", "pk"), clock.now())
    items = list(ChecklistItem.objects.filter(checklist=inspection.checklist_id).order_by("position"))
    listed = list(units.prefetch_related(Prefetch("findings", timed, to_attr="found")))
    names = names_on([u.unit_id for u in listed], inspection.starts_on)
    return [_of_unit(one, names.get(one.unit_id, one.unit.code), items) for one in listed]


def team_of(inspection: Inspection) -> list[Any]:
    """Members, the leader first, with the unit of each as `unit_name`. Two queries."""
    rows: list[Any] = list(
        inspection.members.select_related("officer__person", "officer__unit").order_by("-leads", "pk")
    )
    names = names_on({m.officer.unit_id for m in rows}, clock.today())
    for member in rows:
        member.unit_name = names.get(member.officer.unit_id, "")
    return rows


def units_of_person(officer: Any, on: date) -> set[int]:
    """Units of all posts that the officer's person holds."""
    return set(officers_on(on).filter(person=officer.person_id).values_list("unit_id", flat=True)) | {officer.unit_id}


def belongs_to(officer: Any, unit: Any, on: date) -> bool:
    """Whether the officer's person works in the unit or under it. Two queries."""
    return below(unit, on).filter(unit__in=units_of_person(officer, on)).exists()


def checklist_in_force(owner: Any, kind: str, on: date) -> Checklist | None:
    rows = Checklist.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), owner=owner, kind=kind)
    return rows.filter(valid_from__lte=on).order_by("-number").first()


def checklists_for(user: Any) -> QuerySet[Checklist]:
    rows = visible(Checklist.objects.select_related("owner"), user, "inspections.read", "owner")
    return rows.annotate(item_count=Count("items"))


def checklist_for(user: Any, uid: UUID | str) -> Checklist:
    found = checklists_for(user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có danh mục kiểm tra này, hoặc bạn không được mở.")
    return found


def versions_of(checklist: Checklist) -> list[Checklist]:
    """All numbers of the same list, newest first."""
    return list(Checklist.objects.filter(owner=checklist.owner_id, kind=checklist.kind).order_by("-number"))


def items_of(checklist: Checklist) -> list[ChecklistItem]:
    return list(checklist.items.order_by("position"))


def to_schedule(user: Any, on: date) -> QuerySet[Occurrence]:
    """Times of tasks about inspecting that the user's agency leads and for which no inspection stands yet: the schedule of inspections."""
    rows = with_the_lead(standing()).filter(task__task__icontains="kiểm tra", ends_on__year=on.year)
    there = Inspection.objects.filter(occurrence=OuterRef("pk")).exclude(state=InspectionState.CANCELLED)
    rows = rows.filter(~Exists(there), unit__isnull=False).select_related("task__plan")
    return visible(rows, user, "inspections.manage").order_by("due_at", "pk")


def occurrence_named(user: Any, uid: str) -> Occurrence | None:
    """One of the schedule, or None."""
    rows = visible(standing().filter(unit__isnull=False), user, "inspections.manage")
    return rows.filter(uid=uid).first() if uid else None


def owners(user: Any) -> list[tuple[str, str]]:
    """Units for which the user may inspect, as (uid, name)."""
    return offered_units(user, "inspections.manage")


def evidence_of(findings: Sequence[Finding]) -> Mapping[str, list[Any]]:
    """Ref of a finding → its files: evidence and proofs of remedy. One query."""
    return files_of_many([finding_ref(f) for f in findings])


def fill_list(rows: Sequence[Any]) -> None:
    """Counts of units, faults and open remedies, the owner's name. Three queries."""
    pks = [r.pk for r in rows]
    units = dict(InspectedUnit.objects.filter(inspection__in=pks).values_list("inspection").annotate(n=Count("pk")))
    found = {
        pk: (faults, still, late)
        for pk, faults, still, late in Finding.objects.filter(inspected__inspection__in=pks)
        .values_list("inspected__inspection")
        .annotate(
            faults=Count("pk", filter=Q(verdict="fault")),
            still=Count("pk", filter=~Q(state__in=["noted", "closed"])),
            late=Count("pk", filter=Q(state__in=[str(s) for s in TO_PUT_RIGHT], due_at__lt=clock.now())),
        )
    }
    names = names_on({r.owner_id for r in rows}, clock.today())
    for row in rows:
        row.unit_count = units.get(row.pk, 0)
        row.faults, row.still_open, row.late = found.get(row.pk, (0, 0, 0))
        row.owner_name = names.get(row.owner_id, "")


def fill_findings(rows: Sequence[Any]) -> None:
    """Names of the inspected units. One query."""
    names = names_on({r.inspected.unit_id for r in rows}, clock.today())
    for row in rows:
        row.unit_name = names.get(row.inspected.unit_id, "")


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {str(uid): title for uid, title in Inspection.objects.filter(uid__in=uids).values_list("uid", "title")}


def address(uid: str) -> str:
    return reverse("plans:inspection", args=[uid])


def readable(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_inspections(Inspection.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def readable_reports(user: Any, uids: Sequence[str]) -> set[str]:
    """Those whose whole inspection the user sees."""
    rows = readable_inspections(Inspection.objects.filter(uid__in=uids), user)
    return {str(one.uid) for one in rows if sees_whole_inspection(user, one)}


def finding_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Finding.objects.filter(uid__in=uids).values_list("uid", "text", "item__text")
    return {str(uid): (text or item or "")[:160] for uid, text, item in rows}


def finding_address(uid: str) -> str:
    return reverse("plans:finding", args=[uid])


def readable_finding_uids(user: Any, uids: Sequence[str]) -> set[str]:
    rows = readable_findings(Finding.objects.filter(uid__in=uids), user)
    return {str(uid) for uid in rows.values_list("uid", flat=True)}


def checklist_titles(uids: Sequence[str]) -> Mapping[str, str]:
    rows = Checklist.objects.filter(uid__in=uids).values_list("uid", "title", "number")
    return {str(uid): f"{title} ({number})" for uid, title, number in rows}


def checklist_address(uid: str) -> str:
    return reverse("plans:checklist", args=[uid])


def readable_checklists(user: Any, uids: Sequence[str]) -> set[str]:
    return {str(uid) for uid in checklists_for(user).filter(uid__in=uids).values_list("uid", flat=True)}


def kind_name(kind: str) -> str:
    return str(InspectionKind(kind).label)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)


def _of_unit(inspected: Any, name: str, items: Sequence[ChecklistItem]) -> OfUnit:
    found: list[Finding] = inspected.found
    by_item = {f.item_id: f for f in found if f.item_id is not None}
    rows: list[tuple[ChecklistItem | None, Finding | None]] = [(item, by_item.get(item.pk)) for item in items]
    rows += [(None, f) for f in found if f.item_id is None]
    verdicts = [f.verdict for f in found]
    return OfUnit(
        inspected,
        name,
        rows,
        good=verdicts.count(Finding.Verdict.GOOD),
        faults=verdicts.count(Finding.Verdict.FAULT),
        not_applicable=verdicts.count(Finding.Verdict.NOT_APPLICABLE),
        missing=sum(item.pk not in by_item for item in items),
        open=sum(f.state not in {FindingState.NOTED, FindingState.CLOSED} for f in found),
    )
