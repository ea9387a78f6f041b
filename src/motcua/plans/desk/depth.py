"""What the system itself knows about a task: by what it is measured, which events raise it, how far its many units are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.indicators.queries.words import SIGNS
from motcua.kernel.errors import AppError, NotFound
from motcua.kernel.indicators import indicators
from motcua.organisations.permissions import actor_of, has_grant, require
from motcua.plans.desk import words
from motcua.plans.desk.acting import act
from motcua.plans.forms.depth import MeasureForm, TriggerForm
from motcua.plans.queries import measures, triggers
from motcua.plans.queries import work as queries
from motcua.plans.queries.records import RECORDS
from motcua.plans.queries.rollups import SlotOfUnits, current, rollups_of
from motcua.plans.queries.understanding import POSTS
from motcua.plans.rules.rollup import RollUp
from motcua.plans.rules.triggers import TRIGGERS
from motcua.plans.services.measuring import bind_measure, remove_measure
from motcua.plans.services.triggers import bind_trigger, end_trigger
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.language import spoken


def of_task(request: HttpRequest, task: Any, occurrences: Sequence[Any], rows: Sequence[Any]) -> dict[str, Any]:
    """What stands on a task's page beside its story. `rows`: (occurrence, slot name, timing, state, unit) of the table. Few queries."""
    measurable, waits = task.schedule_kind in measures.MEASURABLE, task.schedule_kind == "on_event"
    bound = measures.measure_of(task) if measurable else None
    proposal = measures.proposal_for(task) if measurable and bound is None else None
    rolled = {one.key: one.rolled for one in rollups_of([task.pk]).get(task.pk, [])}
    posts = {u.unit_id: u.post for u in task.units.all() if u.role == "lead" and u.post}
    return {
        "measurable": measurable,
        "measure": said_of_measure(bound) if bound is not None else "",
        "measured_by": bound,
        "proposal": said_of_proposal(proposal) if proposal is not None else "",
        "may_bind": measurable and has_grant(request.user, "targets.bind", task.owner_id),
        "waits": waits,
        "triggers": [(one, said_of_trigger(one)) for one in triggers.triggers_of(task)] if waits else [],
        "proposed_trigger": TRIGGERS[found].label if waits and (found := triggers.proposed(task)) else "",
        "may_raise": waits and has_grant(request.user, "tasks.give", task.owner_id),
        "rolled": rolled,
        "slots": slots_of(rows, rolled),
        "vacant": {o.pk for o in occurrences if o.officer_id is None and posts.get(o.unit_id)},
        "by_post": bool(posts),
    }


def of_occurrence(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What stands on an occurrence's page beside its story: what did it or fell short, what raised it, whose post has it."""
    by_system = found.state == "accepted" and found.satisfied_by in {"indicator", "records"}
    bound = measures.measure_of(found.task) if found.task.schedule_kind in measures.MEASURABLE else None
    open_ones = found.state in {"not_started", "in_progress", "returned"}
    raised = triggers.source_of(found)
    lead = found.task.units.filter(role="lead", unit=found.unit_id).first()
    post = lead.post if lead is not None else None
    return {
        "by_system": by_system,
        "may_return": by_system and has_grant(request.user, "occurrences.accept", found.task.owner_id),
        "return_url": reverse("plans:occurrence_verb", args=[found.uid, "mo-lai"]),
        "measure": said_of_measure(bound) if bound is not None and bound.kind != "by_hand" and open_ones else "",
        "check": measures.last_check(found) if bound is not None and open_ones else None,
        "raised": triggers.source_shown(request.user, raised) if raised is not None else None,
        "post": POSTS.get(post, "") if post else "",
        "vacant": bool(post) and found.officer_id is None and open_ones,
        "holder": found.officer.person.name if found.officer_id is not None else "",
    }


def slots_of(rows: Sequence[Any], rolled: Mapping[str, RollUp]) -> list[tuple[str, RollUp, str, list[Any]]]:
    """(slot name, roll-up, its words, rows of its units) of each slot that several units owe, those that lag first."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        if row[0].key in rolled:
            found.setdefault(row[0].key, []).append(row)
    order = {"not_started": 1, "returned": 2, "in_progress": 3, "handed_in": 4}
    late = str(words.TIMINGS["late"].word)
    return [
        (
            units[0][1],
            rolled[key],
            said_of(rolled[key]),
            sorted(units, key=lambda r: (str(r[2].word) != late, order.get(r[0].state, 9), r[4])),
        )
        for key, units in found.items()
    ]


def said_of(rolled: RollUp) -> str:
    """«12/95 đơn vị xong · 3 quá hạn · 40 chưa có động tĩnh»."""
    parts = [gettext("{done}/{all} đơn vị xong").format(done=_n(rolled.done), all=_n(rolled.owed))]
    if rolled.handed_in:
        parts.append(
            ngettext("{n} chờ công nhận", "{n} chờ công nhận", rolled.handed_in).format(n=_n(rolled.handed_in))
        )
    if rolled.late:
        parts.append(ngettext("{n} quá hạn", "{n} quá hạn", rolled.late).format(n=_n(rolled.late)))
    if rolled.silent:
        parts.append(ngettext("{n} chưa bắt đầu", "{n} chưa bắt đầu", rolled.silent).format(n=_n(rolled.silent)))
    if rolled.let_off:
        parts.append(ngettext("{n} được thôi", "{n} được thôi", rolled.let_off).format(n=_n(rolled.let_off)))
    return " · ".join(parts)


def said_of_slots(slots: Sequence[SlotOfUnits]) -> str:
    """The slot that is looked at first, named where there are several."""
    one = current(slots)
    said = said_of(one.rolled)
    return f"{words.slot_name(one)}: {said}" if len(slots) > 1 else said


def badge_of(rolled: RollUp) -> Badge:
    """k of n in one mark."""
    word = gettext("{done}/{all} đơn vị xong").format(done=_n(rolled.done), all=_n(rolled.owed))
    tone = Tone.LATE if rolled.late else Tone.DONE if rolled.complete else Tone.ACTIVE
    return Badge(word, tone)


def said_of_measure(bound: Any) -> str:
    """By what a task is measured, in words."""
    if bound.kind == "indicator":
        one = indicators.get(bound.indicator)
        title = str(one.title) if one is not None else bound.indicator
        return _condition(title, bound.comparator, bound.value, percent=one is not None and one.kind == "ratio")
    if bound.kind == "records":
        label = str(RECORDS[bound.records].label) if bound.records in RECORDS else bound.records
        return gettext("{records}: ít nhất {n} trong kỳ").format(records=label, n=_n(bound.least))
    return gettext("Báo cáo của đơn vị, kèm minh chứng")


def said_of_proposal(proposal: measures.Proposal) -> str:
    if proposal.records:
        return str(RECORDS[proposal.records].label)
    one = indicators[proposal.indicator]
    if proposal.value is None:
        return str(one.title)
    return _condition(str(one.title), proposal.comparator, proposal.value, percent=one.kind == "ratio")


def said_of_trigger(one: Any) -> str:
    label = gettext(TRIGGERS[one.kind].label) if one.kind in TRIGGERS else str(one.kind)
    detail = dict(triggers.details_of(one.kind)).get(one.detail, "") if one.detail else ""
    due = ngettext("trong {n} ngày", "trong {n} ngày", one.days).format(n=_n(one.days))
    return f"{label}: {detail}, {due}" if detail else f"{label}, {due}"


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm by what each occurrence of a task is satisfied."""
    found = queries.task_for(request.user, uid)
    require(request.user, "targets.bind", found.owner_id)
    bound, proposal = measures.measure_of(found), measures.proposal_for(found)
    form = MeasureForm(
        request.POST or None,
        initial=_initial(bound, proposal),
        indicators=[(key, one.title) for key, one in indicators.items()],
        comparators=list(words.COMPARATORS.items()),
    )
    hint: Any = _(
        "Phần mềm kiểm tra khi hết kỳ (ngày chốt số liệu). Đạt thì tự động công nhận, ghi rõ số liệu; không đạt thì việc vẫn mở."
    )
    if proposal is not None and bound is None:
        hint = gettext("Đề xuất theo chữ của văn bản: {words}. Hãy xem lại rồi xác nhận.").format(
            words=said_of_proposal(proposal)
        )
    return act(
        request,
        form,
        lambda data: bind_measure(found, actor=actor_of(request.user), **data),
        title=_("Nhiệm vụ này đo bằng gì"),
        button=_("Xác nhận"),
        back=(_("Nhiệm vụ"), reverse("plans:task", args=[uid])),
        done=_("Đã xác nhận cách đo."),
        hint=hint,
    )


@require_POST
def unmeasure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the confirmation back."""
    found = queries.task_for(request.user, uid)
    require(request.user, "targets.bind", found.owner_id)
    try:
        remove_measure(found, actor=actor_of(request.user))
    except AppError as error:
        messages.error(request, text_of(error))
    else:
        messages.success(request, gettext("Đã bỏ cách đo; đơn vị báo cáo kèm minh chứng."))
    return redirect("plans:task", uid)


@require_http_methods(["GET", "POST"])
def trigger(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm which events of the system raise a task."""
    found = queries.task_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    form = TriggerForm(request.POST or None, initial={"kind": triggers.proposed(found), "days": 10})
    return act(
        request,
        form,
        lambda data: bind_trigger(found, actor=actor_of(request.user), **data),
        title=_("Sự kiện nào làm phát sinh nhiệm vụ này"),
        button=_("Xác nhận"),
        back=(_("Nhiệm vụ"), reverse("plans:task", args=[uid])),
        done=_("Đã gắn nhiệm vụ với sự kiện."),
        hint=_("Mỗi lần có sự kiện như vậy, đơn vị chủ trì có một việc mới, ghi rõ sự kiện nào."),
    )


@require_POST
def untrigger(request: HttpRequest, uid: UUID, trigger_uid: UUID) -> HttpResponse:
    found = queries.task_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    one = next((t for t in triggers.triggers_of(found) if t.uid == trigger_uid), None)
    if one is None:
        raise NotFound("Nhiệm vụ này không gắn với sự kiện đó.")
    try:
        end_trigger(one, actor=actor_of(request.user))
    except AppError as error:
        messages.error(request, text_of(error))
    else:
        messages.success(request, gettext("Đã thôi gắn với sự kiện."))
    return redirect("plans:task", uid)


def _initial(bound: Any, proposal: measures.Proposal | None) -> dict[str, Any]:
    names = ("kind", "indicator", "comparator", "value", "records", "least")
    if bound is not None:
        return {name: getattr(bound, name) for name in names}
    if proposal is None:
        return {"kind": "by_hand", "comparator": ">=", "least": 1}
    kind = "indicator" if proposal.indicator else "records"
    return {
        "kind": kind,
        "indicator": proposal.indicator,
        "comparator": proposal.comparator,
        "value": proposal.value,
        "records": proposal.records,
        "least": 1,
    }


def _condition(title: str, comparator: str, value: Any, *, percent: bool) -> str:
    shown = formats.percent(value, spoken()) if percent else formats.number(value, spoken())
    return f"{title} {SIGNS.get(comparator, comparator)} {shown}"


def _n(value: int) -> str:
    return formats.number(value, spoken())
