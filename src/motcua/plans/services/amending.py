"""Changing what was issued: an amending document on its route, or the correction of what the reader got wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.documents.queries.approvals import next_round
from motcua.documents.services.approvals import Approvable, Issue, submit
from motcua.documents.services.files import store_made
from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.calendars import calendar_for
from motcua.organisations.queries.resolution import Resolver
from motcua.plans import events as kinds
from motcua.plans.models import Amendment, Occurrence, Plan, PlanVersion, Target, Task, TaskUnit
from motcua.plans.queries.contents import content_of, in_force_since
from motcua.plans.queries.drafts import amendment_ref, on_its_way
from motcua.plans.queries.leads import meant
from motcua.plans.queries.plans import ref_of
from motcua.plans.queries.tasks import SEARCH_KIND as TASK_KIND
from motcua.plans.queries.tasks import rule_of
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.rules import amending as rules
from motcua.plans.rules.slots import Frame, day_of, slots
from motcua.plans.services.draft_paper import amendment_docx
from motcua.plans.services.drafts import keep_version
from motcua.plans.services.issuing import signer_words
from motcua.plans.services.search_words import task_words
from motcua.plans.services.work import close_work, frame_of, moment_of_day, open_work
from motcua.plans.workflow import AMENDMENT, OPEN_OCCURRENCES, AmendmentState, PlanState

if TYPE_CHECKING:
    from motcua.documents.models import Approval, StoredFile

Json = Mapping[str, Any]


def begin_amendment(
    plan: Plan, *, title: str, reason: str, actor: Actor, kind: str = Amendment.Kind.AMENDMENT, is_sample: bool = False
) -> Amendment:
    """Begin the draft of changes. `kind` correction: what the reader got wrong, for which no document is needed.

    Raises Invalid, Refused (not in force, another amendment is on its way).
    """
    title, reason = " ".join(nfc(title).split()), nfc(reason).strip()
    errors = []
    if not title or len(title) > 1000:
        errors.append(FieldError("title", N_("Ghi trích yếu, không quá 1.000 ký tự.")))
    if not reason:
        errors.append(FieldError("reason", "Hãy ghi lý do."))
    if errors:
        raise Invalid("Chưa lập được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if plan.state != PlanState.ISSUED:
        raise Refused("Chỉ kế hoạch đang thực hiện mới điều chỉnh được.", code="not_issued")
    if kind == Amendment.Kind.AMENDMENT and on_its_way(plan) is not None:
        raise Refused("Đang có một văn bản điều chỉnh chưa xong của kế hoạch này.", code="amending_already")
    if kind == Amendment.Kind.CORRECTION and plan.reading_id is None:
        raise Refused("Kế hoạch này không lập từ bản đọc nên không có lỗi đọc để sửa.", code="not_read")
    with transaction.atomic():
        made = Amendment.objects.create(
            plan=plan,
            kind=kind,
            title=title,
            sort_key=sort_key(title)[:300],
            reason=reason,
            drafted_by=str(actor.ref or ""),
            drafted_name=actor.name,
            is_sample=is_sample,
            created_at=clock.now(),
        )
        events.append(
            amendment_ref(made), kinds.AMENDMENT_DRAFTED, actor=actor, payload={"plan": ref_of(plan), "kind": str(kind)}
        )
    return made


def add_item(amendment: Amendment, name: str, given: Json, *, version: int, actor: Actor) -> Amendment:
    """Bổ sung: a new task (`tasks`) or target (`targets`)."""
    return _put(amendment, rules.added(content_of(amendment.plan), name, given), version=version, actor=actor)


def change_item(amendment: Amendment, name: str, uid: str, given: Json, *, version: int, actor: Actor) -> Amendment:
    """Điều chỉnh: an item becomes what was entered; before and after are kept."""
    return _put(amendment, rules.changed(content_of(amendment.plan), name, uid, given), version=version, actor=actor)


def drop_item(amendment: Amendment, name: str, uid: str, *, version: int, actor: Actor) -> Amendment:
    """Bãi bỏ: an item is no longer owed once the document is in force; it stays readable."""
    return _put(amendment, rules.dropped(content_of(amendment.plan), name, uid), version=version, actor=actor)


def take_out_change(amendment: Amendment, place: int, *, version: int, actor: Actor) -> Amendment:
    """Leave a change out of the draft again."""
    if not 0 <= place < len(amendment.changes):
        raise Invalid("Thay đổi này không còn. Hãy tải lại trang.", code="no_such_place")
    rest = [c for n, c in enumerate(amendment.changes) if n != place]
    return _keep(amendment, rest, version=version, actor=actor)


def submit_amendment(
    amendment: Amendment, *, actor: Actor, version: int, route: str | None = None, opinion: str = ""
) -> Approval:
    """Trình duyệt: the changes as a Word file go on a route of plans. Raises Invalid, Refused."""
    _check(amendment)
    if amendment.kind != Amendment.Kind.AMENDMENT:
        raise Refused("Sửa lỗi đọc không cần trình duyệt.", code="no_route_needed")
    if amendment.state != AmendmentState.DRAFT or amendment.version != version:
        raise Refused("Văn bản điều chỉnh vừa thay đổi. Hãy tải lại trang.", code="stale")
    file = _paper(amendment, actor)
    plan = amendment.plan
    with transaction.atomic():
        approval = submit(
            amendment_ref(amendment),
            kind="plan",
            title=amendment.title,
            unit=plan.issuer or plan.owner,
            content=file,
            actor=actor,
            route=route,
            opinion=opinion,
        )
        amendment.refresh_from_db(fields=["state", "version"])
        if amendment.state == AmendmentState.DRAFT:
            _on_route(amendment, actor)
    return approval


def correct(amendment: Amendment, *, actor: Actor, version: int) -> Amendment:
    """Put right what the reader got wrong, at once: the paper never said it otherwise."""
    if amendment.kind != Amendment.Kind.CORRECTION:
        raise Refused("Kế hoạch đã ban hành chỉ thay đổi bằng văn bản điều chỉnh có số.", code="needs_number")
    _check(amendment)
    if amendment.version != version:
        raise Refused("Nội dung vừa thay đổi. Hãy tải lại trang.", code="stale")
    with transaction.atomic():
        workflow.move(amendment, AMENDMENT, "correct", applied_at=clock.now())
        _apply(amendment, actor=actor, kind=PlanVersion.Kind.CORRECTED, reason=N_("Sửa lỗi đọc."))
        payload: dict[str, Any] = {"amendment": amendment_ref(amendment), "changes": len(amendment.changes)}
        events.append(ref_of(amendment.plan), kinds.PLAN_READING_CORRECTED, actor=actor, payload=payload)
        events.append(amendment_ref(amendment), kinds.AMENDMENT_APPLIED, actor=actor)
    return amendment


def withdraw_amendment(amendment: Amendment, *, actor: Actor, reason: str) -> Amendment:
    """Rút a draft of changes. It stays readable."""
    if not reason.strip():
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    with transaction.atomic():
        workflow.move(amendment, AMENDMENT, "withdraw", return_note=reason.strip()[:500])
        events.append(
            amendment_ref(amendment), kinds.AMENDMENT_WITHDRAWN, actor=actor, payload={"reason": reason.strip()[:500]}
        )
    return amendment


def _check(amendment: Amendment) -> None:
    if not amendment.changes:
        raise Invalid("Chưa có thay đổi nào.", errors=(FieldError("changes", N_("Thêm ít nhất một thay đổi.")),))
    if amendment.plan.state != PlanState.ISSUED:
        raise Refused("Chỉ kế hoạch đang thực hiện mới điều chỉnh được.", code="not_issued")
    if old := rules.stale(amendment.changes, content_of(amendment.plan)):
        raise Refused(
            "Nội dung hiện hành của “{words}” đã khác so với lúc lập thay đổi. Hãy bỏ thay đổi này và lập lại.",
            code="stale_change",
            words=old[0][:200],
        )


def _put(amendment: Amendment, change: Json, *, version: int, actor: Actor) -> Amendment:
    return _keep(amendment, rules.with_change(amendment.changes, change), version=version, actor=actor)


def _keep(amendment: Amendment, changes: Sequence[Json], *, version: int, actor: Actor) -> Amendment:
    if amendment.state != AmendmentState.DRAFT:
        raise Refused("Văn bản điều chỉnh không còn là dự thảo nên không sửa được.", code="not_a_draft")
    with transaction.atomic():
        rows = Amendment.objects.filter(pk=amendment.pk, version=version, state=AmendmentState.DRAFT)
        if rows.update(changes=list(changes), version=version + 1) != 1:
            raise Refused("Văn bản này đã thay đổi từ lúc bạn mở. Hãy tải lại trang rồi sửa tiếp.", code="stale")
        amendment.changes, amendment.version = [dict(c) for c in changes], version + 1
        events.append(
            amendment_ref(amendment),
            kinds.AMENDMENT_CHANGED,
            actor=actor,
            payload={"changes": len(changes), "edit": amendment.version},
        )
    return amendment


def _on_route(amendment: Amendment, actor: Actor) -> None:
    workflow.move(amendment, AMENDMENT, "submit", return_note="")
    events.append(amendment_ref(amendment), kinds.AMENDMENT_SUBMITTED, actor=actor)


def _get(uid: str) -> Amendment:
    return Amendment.objects.select_related("plan__owner", "plan__issuer").get(uid=uid)


def _issued(uid: str, issue: Issue) -> None:
    """The document has its number: its changes are the plan's from now on. In the transaction of the issue."""
    amendment = _get(uid)
    _check(amendment)
    plan = amendment.plan
    workflow.move(
        amendment,
        AMENDMENT,
        "issue",
        number=issue.number,
        issued_on=issue.issued_on,
        signer_name=issue.signer,
        signer_capacity=signer_words(issue),
        file=issue.file,
        applied_at=clock.now(),
    )
    reason = f"Điều chỉnh theo văn bản số {issue.number}."
    _apply(amendment, actor=issue.actor, kind=PlanVersion.Kind.AMENDED, reason=reason)
    payload: dict[str, Any] = {"number": issue.number, "issued_on": issue.issued_on}
    events.append(amendment_ref(amendment), kinds.AMENDMENT_APPLIED, actor=issue.actor, payload=payload)
    payload |= {"amendment": amendment_ref(amendment), "changes": len(amendment.changes)}
    events.append(ref_of(plan), kinds.PLAN_AMENDED, actor=issue.actor, payload=payload)


def _back(uid: str, note: str, actor: Actor) -> None:
    amendment = _get(uid)
    workflow.move(amendment, AMENDMENT, "send_back", return_note=note[:2000])
    events.append(amendment_ref(amendment), kinds.AMENDMENT_SENT_BACK, actor=actor, payload={"note": note[:500]})


def _again(uid: str, file: StoredFile, actor: Actor) -> None:
    amendment = _get(uid)
    if file.owner != str(amendment_ref(amendment)):
        raise Refused(
            "Hãy sửa các thay đổi trong hệ thống rồi trình lại, không tải tệp khác lên.", code="draft_differs"
        )
    _on_route(amendment, actor)


def _render(uid: str) -> StoredFile:
    return _paper(_get(uid), SYSTEM)


def _paper(amendment: Amendment, actor: Actor) -> StoredFile:
    name = f"Dieu-chinh-ke-hoach-lan-{next_round(amendment_ref(amendment))}.docx"
    return store_made(amendment_docx(amendment), name=name, owner=amendment_ref(amendment), actor=actor)


def _apply(amendment: Amendment, *, actor: Actor, kind: str, reason: str) -> None:
    """Bring the rows of the plan to what the changes say, then its work. The plan as it was is kept first."""
    plan = amendment.plan
    in_force = (PlanVersion.Kind.ISSUED, PlanVersion.Kind.AMENDED, PlanVersion.Kind.CORRECTED)
    if not plan.versions.filter(kind__in=in_force).exists():
        first = keep_version(plan, PlanVersion.Kind.ISSUED, content_of(plan), actor=actor)
        PlanVersion.objects.filter(pk=first.pk).update(at=in_force_since(plan))
    resolver = Resolver(plan.issuer or plan.owner, clock.today())
    for change in amendment.changes:
        (_apply_task if change["list"] == "tasks" else _apply_target)(plan, change, resolver)
    plan.refresh_from_db()
    moved = [c["uid"] for c in amendment.changes if c["list"] == "tasks" and "schedule" in (c["after"] or {})]
    for task in plan.tasks.filter(uid__in=[uid for uid in moved if uid], dropped_at__isnull=True):
        _move_work(task, frame_of(plan), actor)
    open_work(plan, actor=actor, reason=reason)
    dropped = plan.tasks.filter(dropped_at__isnull=False)
    close_work(dropped, reason=reason)
    keep_version(plan, kind, content_of(plan), actor=actor, document=amendment_ref(amendment))


def _apply_task(plan: Plan, change: Json, resolver: Resolver) -> None:
    if change["op"] == "drop":
        Task.objects.filter(plan=plan, uid=change["uid"]).update(dropped_at=clock.now())
        return
    columns = _task_columns(change["after"])
    if change["op"] == "add":
        last = plan.tasks.order_by("-position").values_list("position", flat=True).first()
        task = Task.objects.create(
            plan=plan, owner_id=plan.owner_id, position=0 if last is None else last + 1, **columns
        )
    else:
        task = Task.objects.get(plan=plan, uid=change["uid"])
        for name, value in columns.items():
            setattr(task, name, value)
        task.version += 1
        task.save(update_fields=[*columns, "version"])
    if {"lead", "coordinators"} & change["after"].keys():
        _units(task, resolver)
    search.index_many(TASK_KIND, [task_words(task)])


def _move_work(task: Task, frame: Frame, actor: Actor) -> None:
    """What is open of a task falls due when its schedule now says; what was granted beyond the old date went with that date."""
    wanted = {slot.key: slot for slot in slots(rule_of(task), frame)}
    rows = Occurrence.objects.filter(task=task, voided_at__isnull=True, state__in=[str(s) for s in OPEN_OCCURRENCES])
    for row in rows:
        slot = wanted.get(row.key)
        if slot is None:
            continue
        unit = row.unit_id or task.owner_id
        ends_on = slot.ends_on if slot.working is None else day_of(slot, calendar_for(unit, slot.ends_on))
        starts_on = min(slot.starts_on, ends_on)
        if (starts_on, ends_on) == (row.starts_on, row.ends_on):
            continue
        due = moment_of_day(ends_on, unit)
        rows.filter(pk=row.pk).update(
            starts_on=starts_on,
            ends_on=ends_on,
            inferred=slot.inferred,
            due_at=due,
            original_due_at=due,
        )
        events.append(
            occurrence_ref(row),
            kinds.OCCURRENCE_MOVED,
            actor=actor,
            payload={"from": row.ends_on, "due_on": ends_on, "before": row.due_at},
        )


def _task_columns(after: Json) -> dict[str, Any]:
    columns = {k: v for k, v in after.items() if k != "schedule"}
    if schedule := after.get("schedule"):
        columns |= {
            "schedule_kind": schedule.get("kind") or "unspecified",
            "starts_on": _date(schedule.get("start")),
            "ends_on": _date(schedule.get("end")),
            "event": schedule.get("event"),
            "every": schedule.get("every"),
            "months": schedule.get("months"),
            "due": schedule.get("due"),
        }
    return columns


def _units(task: Task, resolver: Resolver) -> None:
    """The units that the new words mean take the place of those before. Work that a former lead has begun stays theirs."""
    wanted: dict[tuple[int, str], tuple[str, str | None]] = {}
    for role, words in [(TaskUnit.Role.LEAD, task.lead), *((TaskUnit.Role.COORDINATOR, c) for c in task.coordinators)]:
        found = meant(resolver, words) if words else None
        for unit in found.units if found is not None else ():
            wanted.setdefault((unit.pk, str(role)), (words or "", found.post if found is not None else None))
    there = {(u.unit_id, str(u.role)): u for u in task.units.all()}
    TaskUnit.objects.filter(pk__in=[u.pk for key, u in there.items() if key not in wanted]).delete()
    TaskUnit.objects.bulk_create(
        TaskUnit(task=task, unit_id=unit, role=role, named=words, post=post)
        for (unit, role), (words, post) in wanted.items()
        if (unit, role) not in there
    )
    for key, row in there.items():
        if key in wanted and row.post != wanted[key][1]:
            TaskUnit.objects.filter(pk=row.pk).update(post=wanted[key][1], named=wanted[key][0])


def _apply_target(plan: Plan, change: Json, _resolver: Resolver) -> None:
    if change["op"] == "drop":
        Target.objects.filter(plan=plan, uid=change["uid"]).update(dropped_at=clock.now())
        return
    columns = dict(change["after"])
    if "value" in columns:
        columns["value"] = Decimal(str(columns["value"]))
    if "task_no" in columns:
        no = columns.pop("task_no")
        columns["task"] = plan.tasks.filter(no=no, dropped_at__isnull=True).first() if no else None
    if change["op"] == "add":
        last = plan.targets.order_by("-position").values_list("position", flat=True).first()
        Target.objects.create(plan=plan, position=0 if last is None else last + 1, **columns)
        return
    target = Target.objects.get(plan=plan, uid=change["uid"])
    for name, value in columns.items():
        setattr(target, name, value)
    target.version += 1
    target.save(update_fields=[*columns, "version"])


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


APPROVABLE = Approvable(issued=_issued, returned=_back, withdrawn=_back, resubmitted=_again, render=_render)
