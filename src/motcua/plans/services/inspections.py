"""Inspections: checklist, team, units, what was found, the conclusion with its report. Remedies are in `remedies`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.documents.services.files import attach_file, store_made
from motcua.documents.writing import to_docx
from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.plans import events as kinds
from motcua.plans.models import (
    ChecklistItem,
    Finding,
    HandIn,
    InspectedUnit,
    Inspection,
    InspectionMember,
    Occurrence,
)
from motcua.plans.queries.inspections import (
    KIND,
    belongs_to,
    by_unit,
    checklist_in_force,
    finding_ref,
    inspection_ref,
    report_ref,
)
from motcua.plans.services.inspection_report import official
from motcua.plans.services.results import Proof, hand_in
from motcua.plans.services.search_words import inspection_words
from motcua.plans.workflow import INSPECTION, FindingState, InspectionState

_CHANGEABLE = (InspectionState.PLANNED, InspectionState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Member:
    """An officer for the team. `conflict_reason` is needed where they belong to an inspected unit."""

    officer: Any
    leads: bool = False
    conflict_reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is recorded on one item of the checklist; `item` None for something beyond it."""

    item: ChecklistItem | None
    verdict: str
    text: str = ""
    evidence: Any = None


def plan_inspection(
    *,
    owner: Any,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    units: Sequence[Any],
    actor: Actor,
    occurrence: Occurrence | None = None,
    decision_number: str = "",
    decision_on: date | None = None,
    is_sample: bool = False,
) -> Inspection:
    """Plan an inspection, with the checklist that is in force on its first day."""
    checklist = checklist_in_force(owner, kind, starts_on)
    errors = list(_facts_errors(title, starts_on, ends_on))
    if checklist is None:
        errors.append(
            FieldError("kind", N_("Chưa có danh mục kiểm tra loại này cho ngày bắt đầu; hãy lập danh mục trước."))
        )
    if not units:
        errors.append(FieldError("units", N_("Chọn ít nhất một đơn vị được kiểm tra.")))
    if errors or checklist is None:
        raise _wrong(errors)
    with transaction.atomic():
        made = Inspection.objects.create(
            owner=owner,
            kind=kind,
            title=" ".join(nfc(title).split()),
            sort_key=sort_key(title)[:300],
            occurrence=occurrence,
            checklist=checklist,
            starts_on=starts_on,
            ends_on=ends_on,
            decision_number=decision_number.strip(),
            decision_on=decision_on,
            is_sample=is_sample,
            created_at=clock.now(),
        )
        payload: dict[str, events.Plain] = {"kind": kind, "from": starts_on, "to": ends_on}
        events.append(inspection_ref(made), kinds.INSPECTION_PLANNED, actor=actor, payload=payload)
        search.index_many(KIND, [inspection_words(made)])
        set_units(made, units, actor=actor)
    return made


def change_inspection(
    inspection: Inspection,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    decision_number: str,
    decision_on: date | None,
    actor: Actor,
) -> Inspection:
    """Other facts while it is not concluded. The decision stays once it has begun."""
    _changeable(inspection)
    errors = list(_facts_errors(title, starts_on, ends_on))
    if inspection.state == InspectionState.UNDER_WAY:
        errors += _decision_errors(decision_number, decision_on)
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        facts = {
            "title": " ".join(nfc(title).split()),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "decision_number": decision_number.strip(),
            "decision_on": decision_on,
        }
        rows = Inspection.objects.filter(pk=inspection.pk, version=inspection.version, state=inspection.state)
        if rows.update(**facts, sort_key=sort_key(title)[:300], version=F("version") + 1) != 1:
            raise changed_meanwhile(inspection_ref(inspection), actor=actor)
        changed = [name for name, value in facts.items() if getattr(inspection, name) != value]
        inspection.refresh_from_db()
        search.index_many(KIND, [inspection_words(inspection)])
        events.append(inspection_ref(inspection), kinds.INSPECTION_CHANGED, actor=actor, payload={"fields": changed})
    return inspection


def set_units(inspection: Inspection, units: Sequence[Any], *, actor: Actor) -> None:
    """Which units are inspected. One in which something was found stays; members who belong to one must have said why."""
    _changeable(inspection)
    wanted = {unit.pk: unit for unit in units}
    if not wanted:
        raise _wrong([FieldError("units", N_("Chọn ít nhất một đơn vị được kiểm tra."))])
    members = list(inspection.members.select_related("officer__person"))
    today = clock.today()
    for member in members:
        if not member.conflict_reason and any(belongs_to(member.officer, u, today) for u in wanted.values()):
            text = N_("{name} thuộc đơn vị được kiểm tra; hãy sửa đoàn hoặc ghi lý do trước.")
            raise _wrong([FieldError("units", text, {"name": member.officer.person.name})])
    there = set(inspection.units.values_list("unit_id", flat=True))
    gone = inspection.units.exclude(unit__in=wanted)
    if Finding.objects.filter(inspected__in=gone).exists():
        raise _wrong([FieldError("units", N_("Đơn vị đã có kết quả kiểm tra không bỏ ra được."))])
    with transaction.atomic():
        gone.delete()
        InspectedUnit.objects.bulk_create(
            InspectedUnit(inspection=inspection, unit=unit) for pk, unit in wanted.items() if pk not in there
        )
        codes = sorted(unit.code for unit in wanted.values())
        events.append(inspection_ref(inspection), kinds.INSPECTED_CHANGED, actor=actor, payload={"units": codes})


def set_team(inspection: Inspection, members: Sequence[Member], *, actor: Actor) -> list[str]:
    """Who inspects: one leader and others. Nobody of an inspected unit without a stated reason. Returns the names of such members."""
    _changeable(inspection)
    errors = []
    if sum(m.leads for m in members) != 1:
        errors.append(FieldError("leader", N_("Đoàn kiểm tra có đúng một trưởng đoàn.")))
    if len({m.officer.pk for m in members}) != len(members):
        errors.append(FieldError("members", N_("Mỗi người chỉ ghi một lần.")))
    units = [one.unit for one in inspection.units.select_related("unit")]
    today = clock.today()
    torn = [m for m in members if any(belongs_to(m.officer, unit, today) for unit in units)]
    unsaid = [m.officer.person.name for m in torn if not m.conflict_reason.strip()]
    if unsaid:
        text = N_("{names} thuộc đơn vị được kiểm tra. Chọn người khác, hoặc ghi lý do vẫn cử.")
        errors.append(FieldError("conflict_reason", text, {"names": ", ".join(unsaid)}))
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        inspection.members.all().delete()
        InspectionMember.objects.bulk_create(
            InspectionMember(
                inspection=inspection,
                officer=m.officer,
                leads=m.leads,
                conflict_reason=nfc(m.conflict_reason).strip() if m in torn else "",
            )
            for m in members
        )
        refs = [Ref.to("officer", m.officer.uid) for m in members]
        reasons = "; ".join(sorted({m.conflict_reason.strip() for m in torn}))
        payload: dict[str, events.Plain] = {"officers": refs, "reason": reasons[:500]}
        events.append(inspection_ref(inspection), kinds.TEAM_CHANGED, actor=actor, payload=payload)
    return [m.officer.person.name for m in torn]


def begin(inspection: Inspection, *, decision_number: str, decision_on: date, actor: Actor) -> Inspection:
    """Begin: there is a decision and a team with its leader."""
    errors = list(_decision_errors(decision_number, decision_on))
    if errors:
        raise _wrong(errors)
    if not inspection.members.filter(leads=True).exists():
        raise Refused("Chưa có đoàn kiểm tra; hãy cử trưởng đoàn và thành viên trước.", code="no_team")
    with transaction.atomic():
        number = decision_number.strip()
        workflow.move(inspection, INSPECTION, "begin", decision_number=number, decision_on=decision_on)
        payload: dict[str, events.Plain] = {"number": number, "on": decision_on}
        events.append(inspection_ref(inspection), kinds.INSPECTION_BEGUN, actor=actor, payload=payload)
        search.index_many(KIND, [inspection_words(inspection)])
    return inspection


def record(inspected: InspectedUnit, verdicts: Sequence[Verdict], *, actor: Actor) -> list[Finding]:
    """Record what was found in a unit; on an item that has a verdict the new one takes its place while no remedy is asked for."""
    inspection = inspected.inspection
    if inspection.state != InspectionState.UNDER_WAY:
        raise Refused("Chỉ ghi kết quả khi cuộc kiểm tra đang tiến hành.", code="not_under_way")
    errors = [e for n, one in enumerate(verdicts) for e in _verdict_errors(inspection, one, n)]
    if errors:
        raise _wrong(errors)
    with transaction.atomic():
        return [_record(inspected, one, actor=actor) for one in verdicts]


def conclude(inspection: Inspection, *, conclusion: str, recommendation: str, actor: Actor) -> Inspection:
    """Conclude: every unit has a verdict on every item. From now on the inspected units see what was found with them."""
    missing = [(one.name, one.missing) for one in by_unit(inspection) if one.missing]
    if missing:
        told = "; ".join(f"{name}: {count}" for name, count in missing)
        raise Refused("Còn nội dung chưa có kết quả ({told}).", code="missing", told=told)
    if not conclusion.strip():
        raise _wrong([FieldError("conclusion", N_("Ghi kết luận."))])
    with transaction.atomic():
        said = {"conclusion": nfc(conclusion).strip(), "recommendation": nfc(recommendation).strip()}
        workflow.move(inspection, INSPECTION, "conclude", concluded_at=clock.now(), **said)
        events.append(inspection_ref(inspection), kinds.INSPECTION_CONCLUDED, actor=actor)
    return inspection


def take_up_again(inspection: Inspection, *, reason: str, actor: Actor) -> Inspection:
    """Inspect further after the conclusion, with the reason."""
    reason = _reason(reason)
    with transaction.atomic():
        workflow.move(inspection, INSPECTION, "take_up_again", concluded_at=None)
        events.append(inspection_ref(inspection), kinds.INSPECTION_RESUMED, actor=actor, payload={"reason": reason})
    return inspection


def close(inspection: Inspection, *, actor: Actor) -> Inspection:
    """Stop following it up: nothing is left to put right."""
    still = Finding.objects.filter(inspected__inspection=inspection)
    count = still.exclude(state__in=[FindingState.NOTED, FindingState.CLOSED]).count()
    if count:
        raise Refused("Còn {count} yêu cầu khắc phục chưa xong.", code="open_findings", count=count)
    with transaction.atomic():
        workflow.move(inspection, INSPECTION, "close", closed_at=clock.now())
        events.append(inspection_ref(inspection), kinds.INSPECTION_CLOSED, actor=actor)
    return inspection


def cancel(inspection: Inspection, *, reason: str, actor: Actor) -> Inspection:
    """Not carried out, with the reason."""
    reason = _reason(reason)
    with transaction.atomic():
        workflow.move(inspection, INSPECTION, "cancel")
        events.append(inspection_ref(inspection), kinds.INSPECTION_CANCELLED, actor=actor, payload={"reason": reason})
    return inspection


def make_report(inspection: Inspection, *, number: str, report_on: date, actor: Actor) -> Any:
    """Write the result report (DOCX, Decree 30/2020) and keep it as a file. Returns the StoredFile."""
    if inspection.state not in {InspectionState.CONCLUDED, InspectionState.CLOSED}:
        raise Refused("Kết luận kiểm tra trước, rồi lập báo cáo.", code="not_concluded")
    if report_on > clock.today():
        raise _wrong([FieldError("report_on", N_("Ngày không thể ở tương lai."))])
    number = number.strip()
    inspection.report_number, inspection.report_on = number, report_on
    content = to_docx(official(inspection))
    with transaction.atomic():
        facts = {"report_number": number, "report_on": report_on, "version": F("version") + 1}
        Inspection.objects.filter(pk=inspection.pk).update(**facts)
        name = f"bao-cao-ket-qua-kiem-tra-{report_on:%Y%m%d}.docx"
        stored = store_made(content, name=name, owner=report_ref(inspection), actor=actor)
        payload: dict[str, events.Plain] = {"number": number, "on": report_on}
        events.append(inspection_ref(inspection), kinds.INSPECTION_REPORTED, actor=actor, payload=payload)
    inspection.refresh_from_db()
    return stored


def hand_in_report(inspection: Inspection, *, actor: Actor, note: str = "") -> HandIn:
    """Hand the report in as the deliverable of the occurrence that the inspection carries out."""
    if inspection.occurrence is None:
        raise Refused("Cuộc kiểm tra này không gắn với việc nào của kế hoạch.", code="no_occurrence")
    if inspection.report_on is None:
        raise Refused("Chưa có báo cáo kết quả; hãy lập báo cáo trước.", code="no_report")
    proof = Proof(
        "record",
        title=f"Báo cáo kết quả: {inspection.title}"[:500],
        ref=str(report_ref(inspection)),
        number=inspection.report_number,
        issued_on=inspection.report_on,
    )
    return hand_in(inspection.occurrence, actor=actor, proofs=[proof], note=note)


def _record(inspected: InspectedUnit, one: Verdict, *, actor: Actor) -> Finding:
    facts: dict[str, Any] = {
        "verdict": one.verdict,
        "text": nfc(one.text).strip(),
        "recorded_by": str(actor.ref or ""),
        "recorded_name": actor.name,
        "recorded_at": clock.now(),
    }
    known = inspected.findings.filter(item=one.item).first() if one.item is not None else None
    if known is None:
        known = Finding.objects.create(inspected=inspected, item=one.item, **facts)
    else:
        rows = Finding.objects.filter(pk=known.pk, state=FindingState.NOTED)
        if rows.update(**facts, version=F("version") + 1) != 1:
            raise Refused(
                "Nội dung này đã có yêu cầu khắc phục; hãy thôi yêu cầu trước khi sửa kết quả.", code="has_remedy"
            )
        known.refresh_from_db()
    if one.evidence is not None:
        attach_file(one.evidence, finding_ref(known), actor=actor)
        Finding.objects.filter(pk=known.pk).update(evidence=str(Ref.to("stored_file", one.evidence.uid)))
        known.refresh_from_db()
    payload: dict[str, events.Plain] = {"verdict": one.verdict, "unit": inspected.unit.code}
    if one.item is not None:
        payload["item"] = one.item.position
    events.append(finding_ref(known), kinds.FINDING_RECORDED, actor=actor, payload=payload)
    return known


def _verdict_errors(inspection: Inspection, one: Verdict, n: int) -> Iterable[FieldError]:
    if one.verdict not in Finding.Verdict.values:
        yield FieldError(f"verdict-{n}", N_("Chọn kết quả trong danh sách."))
    if one.item is not None and one.item.checklist_id != inspection.checklist_id:
        yield FieldError(f"verdict-{n}", N_("Nội dung này không thuộc danh mục của cuộc kiểm tra."))
    if not one.text.strip() and (one.verdict == Finding.Verdict.FAULT or one.item is None):
        yield FieldError(f"text-{n}", N_("Ghi rõ điều chưa đạt."))


def _facts_errors(title: str, starts_on: date, ends_on: date) -> Iterable[FieldError]:
    if not title.strip():
        yield FieldError("title", N_("Ghi nội dung kiểm tra."))
    if ends_on < starts_on:
        yield FieldError("ends_on", N_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))


def _decision_errors(number: str, on: date | None) -> Iterable[FieldError]:
    if not number.strip():
        yield FieldError("decision_number", N_("Ghi số quyết định hoặc kế hoạch kiểm tra."))
    if on is None or on > clock.today():
        yield FieldError("decision_on", N_("Ghi ngày của quyết định; không thể ở tương lai."))


def _changeable(inspection: Inspection) -> None:
    if inspection.state not in _CHANGEABLE:
        raise Refused("Cuộc kiểm tra đã kết luận hoặc đã bỏ, không sửa được nữa.", code="not_changeable")


def _reason(reason: str) -> str:
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise _wrong([FieldError("reason", N_("Hãy ghi lý do."))])
    return reason


def _wrong(errors: Iterable[FieldError]) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))


__all__ = [
    "Member", "Verdict", "begin", "cancel", "change_inspection", "close", "conclude", "hand_in_report", "make_report",
    "plan_inspection", "record", "set_team", "set_units", "take_up_again",
]  # fmt: skip
