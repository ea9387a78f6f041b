"""One inspection on the desk: planned, its team and units, verdicts on one page, conclusion, report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.queries.files import files_of
from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.plans.desk.acting import act
from motcua.plans.desk.finding_words import TIMINGS, VERDICTS
from motcua.plans.desk.inspection_lists import STATES
from motcua.plans.forms import inspections as inputs
from motcua.plans.forms.funding import WhyForm
from motcua.plans.permissions import may_do_with_inspection, sees_whole_inspection
from motcua.plans.queries import inspections as queries
from motcua.plans.queries.work import occurrence_for
from motcua.plans.services import inspections as services
from motcua.plans.services.inspections import Member, Verdict
from motcua.plans.workflow import INSPECTION, InspectionState
from motcua.ui import formats
from motcua.ui.trail import latest


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan an inspection, from a time of a plan's task (`?viec=`) or without one."""
    require(request.user, "inspections.manage")
    chosen = queries.occurrence_named(request.user, request.GET.get("viec", ""))
    schedule = list(queries.to_schedule(request.user, clock.today())[:60])
    if chosen is not None and chosen not in schedule:
        schedule.insert(0, chosen)
    owners = queries.owners(request.user)
    posted = request.POST if request.method == "POST" else None
    owner = unit_of((posted.get("owner") if posted else "") or owners[0][0]) if owners else None
    initial = {}
    if chosen is not None and chosen.unit is not None:
        initial = {
            "owner": str(chosen.unit.uid),
            "title": chosen.task.task[:500],
            "starts_on": chosen.starts_on,
            "ends_on": chosen.ends_on,
            "occurrence": str(chosen.uid),
        }
    form = inputs.InspectionForm(
        posted,
        initial=initial,
        owners=owners,
        issuer=owner,
        occurrences=[(str(o.uid), f"{formats.short_date(o.ends_on)}: {o.task.task[:140]}") for o in schedule],
    )

    def run(data: dict[str, Any]) -> object:
        unit = unit_of(data.pop("owner"))
        require(request.user, "inspections.manage", unit)
        occurrence = next((o for o in schedule if str(o.uid) == data["occurrence"]), None)
        data.pop("occurrence")
        return services.plan_inspection(**data, owner=unit, occurrence=occurrence, actor=actor_of(request.user))

    back = (_("Kiểm tra"), reverse("plans:inspections"))
    done = _("Đã lập cuộc kiểm tra. Tiếp theo: cử đoàn.")
    return act(request, form, run, title=_("Lập cuộc kiểm tra"), back=back, done=done, to=_address)


def _address(made: Any) -> str:
    return reverse("plans:inspection", args=[made.uid])


@require_safe
def inspection(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.inspection_for(request.user, uid)
    whole = sees_whole_inspection(request.user, found)
    units = queries.by_unit(found, request.user)
    acts = [
        (label, reverse("plans:inspection_act", args=[uid, slug]))
        for slug, (label, *_rest) in ACTS.items()
        if _possible(request.user, found, slug)
    ]
    context = {
        "inspection": found,
        "state": STATES[InspectionState(found.state)],
        "kind": queries.kind_name(found.kind),
        "team": queries.team_of(found) if whole else [],
        "units": units,
        "whole": whole,
        "verdicts": VERDICTS,
        "timings": TIMINGS,
        "may_record": found.state == InspectionState.UNDER_WAY
        and may_do_with_inspection(request.user, found, "inspections.record"),
        "acts": acts[:2],
        "more": acts[2:],
        "reports": files_of(queries.report_ref(found)) if whole else [],
        "owner_name": names_on([found.owner_id], clock.today()).get(found.owner_id, ""),
        "history": latest(queries.inspection_ref(found)) if whole else [],
    }
    return render(request, "plans/desk/inspection.html", context)


def _conclude(found: Any, data: dict[str, Any], actor: Any) -> object:
    return services.conclude(found, **data, actor=actor)


def _team(found: Any, data: dict[str, Any], actor: Any) -> object:
    leader = data["leader"][:1]
    reason = data["conflict_reason"]
    members = [Member(o, leads=True, conflict_reason=reason) for o in leader]
    members += [Member(o, conflict_reason=reason) for o in data["members"] if o not in leader]
    return services.set_team(found, members, actor=actor)


def _team_initial(found: Any) -> dict[str, Any]:
    team = queries.team_of(found)
    return {
        "leader": "".join(_name(m) for m in team if m.leads),
        "members": "\n".join(_name(m) for m in team if not m.leads),
        "conflict_reason": next((m.conflict_reason for m in team if m.conflict_reason), ""),
    }


def _name(member: Any) -> str:
    user = member.officer.person.user
    return str(user.username if user else member.officer.person.name)


def _facts(found: Any) -> dict[str, Any]:
    names = ("title", "starts_on", "ends_on", "decision_number", "decision_on")
    return {name: getattr(found, name) for name in names}


def _units_initial(found: Any) -> dict[str, Any]:
    return {"units": "\n".join(one.name for one in queries.by_unit(found))}


def _nothing(_found: Any) -> dict[str, Any]:
    return {}


Run = Callable[[Any, dict[str, Any], Any], object]
ACTS: dict[str, tuple[Any, str, Any, Run, Callable[[Any], dict[str, Any]], Any]] = {
    "doan": (_("Cử đoàn kiểm tra"), "", inputs.TeamForm, _team, _team_initial, _("Đã cử đoàn kiểm tra.")),
    "bat-dau": (
        _("Bắt đầu kiểm tra"),
        "begin",
        inputs.BeginForm,
        lambda i, data, actor: services.begin(i, **data, actor=actor),
        lambda i: {"decision_number": i.decision_number, "decision_on": i.decision_on},
        _("Đã bắt đầu kiểm tra."),
    ),
    "ket-luan": (_("Kết luận"), "conclude", inputs.ConcludeForm, _conclude, _nothing, _("Đã kết luận kiểm tra.")),
    "bao-cao": (
        _("Lập báo cáo kết quả"),
        "",
        inputs.ReportForm,
        lambda i, data, actor: services.make_report(i, **data, actor=actor),
        lambda i: {"number": i.report_number, "report_on": i.report_on or clock.today()},
        _("Đã lập báo cáo."),
    ),
    "nop": (
        _("Nộp báo cáo cho kế hoạch"),
        "",
        inputs.RemedyNoteForm,
        lambda i, data, actor: services.hand_in_report(i, **data, actor=actor),
        _nothing,
        _("Đã nộp báo cáo làm kết quả của việc."),
    ),
    "ket-thuc": (
        _("Kết thúc theo dõi"),
        "close",
        inputs.RemedyNoteForm,
        lambda i, _data, actor: services.close(i, actor=actor),
        _nothing,
        _("Đã kết thúc theo dõi."),
    ),
    "don-vi": (
        _("Sửa đơn vị được kiểm tra"),
        "",
        inputs.UnitsForm,
        lambda i, data, actor: services.set_units(i, data["units"], actor=actor),
        _units_initial,
        _("Đã sửa đơn vị được kiểm tra."),
    ),
    "sua": (
        _("Sửa thông tin"),
        "",
        inputs.FactsForm,
        lambda i, data, actor: services.change_inspection(i, **data, actor=actor),
        _facts,
        _("Đã sửa."),
    ),
    "kiem-tra-tiep": (
        _("Kiểm tra tiếp"),
        "take_up_again",
        WhyForm,
        lambda i, data, actor: services.take_up_again(i, **data, actor=actor),
        _nothing,
        _("Đã mở lại để kiểm tra tiếp."),
    ),
    "bo": (
        _("Bỏ cuộc kiểm tra"),
        "cancel",
        WhyForm,
        lambda i, data, actor: services.cancel(i, **data, actor=actor),
        _nothing,
        _("Đã bỏ cuộc kiểm tra."),
    ),
}
"""Address → (label, transition, form, what it calls, what stands in the form, what is said)."""
_OPEN = {InspectionState.PLANNED, InspectionState.UNDER_WAY}
_ENDED = {InspectionState.CONCLUDED, InspectionState.CLOSED}
_IN = {"doan": _OPEN, "don-vi": _OPEN, "sua": _OPEN, "bao-cao": _ENDED, "nop": _ENDED}


@require_http_methods(["GET", "POST"])
def inspection_act(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    if slug not in ACTS:
        raise NotFound("Không có việc này.")
    label, _move, kind, run, initial, done = ACTS[slug]
    found = queries.inspection_for(request.user, uid, "inspections.manage")
    if slug == "nop" and found.occurrence is not None:
        occurrence_for(request.user, found.occurrence.uid, "occurrences.hand_in")
    issuer = {"issuer": found.owner} if kind is inputs.UnitsForm else {}
    form = kind(request.POST if request.method == "POST" else None, initial=initial(found), **issuer)
    return act(
        request,
        form,
        lambda data: run(found, data, actor_of(request.user)),
        title=label,
        back=(found.title[:80], reverse("plans:inspection", args=[uid])),
        done=done,
        warning=_conflicts(found) if slug == "bat-dau" else "",
    )


@require_http_methods(["GET", "POST"])
def verdicts(request: HttpRequest, uid: UUID, unit: UUID) -> HttpResponse:
    """The checklist of one unit on one page."""
    found = queries.inspection_for(request.user, uid, "inspections.record")
    inspected = queries.inspected_of(found, unit)
    known = {f.item_id: f for f in inspected.findings.filter(item__isnull=False)}
    items = queries.items_of(found.checklist)
    form = inputs.VerdictsForm(request.POST if request.method == "POST" else None, items=items, known=known)
    name = names_on([inspected.unit_id], found.starts_on).get(inspected.unit_id, "")

    def run(_data: dict[str, Any]) -> object:
        entries: list[Verdict] = []
        for n, item, verdict, text in form.told():
            old = known.get(item.pk)
            if old is None or (old.verdict, old.text) != (verdict, text.strip()):
                entries.append(Verdict(item, verdict, text))
                places.append(n)
        return services.record(inspected, entries, actor=actor_of(request.user))

    places: list[int] = []
    back = (found.title[:80], reverse("plans:inspection", args=[uid]))
    title = gettext("Ghi kết quả: {name}").format(name=name)
    return act(
        request, form, _placed(run, places), title=title, back=back, done=_("Đã ghi kết quả."), button=_("Lưu kết quả")
    )


def _placed(run: Callable[[dict[str, Any]], object], places: list[int]) -> Callable[[dict[str, Any]], object]:
    """Errors of the n-th entry stand beside the field it came from."""

    def called(data: dict[str, Any]) -> object:
        try:
            return run(data)
        except Invalid as error:
            moved = []
            for one in error.errors:
                name, _dash, n = one.field.partition("-")
                moved.append(replace(one, field=f"{name}-{places[int(n)]}") if n.isdigit() else one)
            raise Invalid(error.template, errors=tuple(moved)) from error

    return called


@require_http_methods(["GET", "POST"])
def extra(request: HttpRequest, uid: UUID, unit: UUID) -> HttpResponse:
    """Something found beyond the checklist."""
    found = queries.inspection_for(request.user, uid, "inspections.record")
    inspected = queries.inspected_of(found, unit)
    posted = request.method == "POST"
    form = inputs.ExtraForm(request.POST if posted else None, request.FILES if posted else None)

    def run(data: dict[str, Any]) -> object:
        upload = data["evidence"]
        actor = actor_of(request.user)
        file = store_upload(upload, name=upload.name, actor=actor) if upload else None
        return services.record(inspected, [Verdict(None, data["verdict"], data["text"], file)], actor=actor)

    back = (found.title[:80], reverse("plans:inspection", args=[uid]))
    return act(request, form, run, title=_("Ghi điều phát hiện ngoài danh mục"), back=back, done=_("Đã ghi kết quả."))


def _conflicts(found: Any) -> str:
    """Who of the team belongs to an inspected unit, and why they were chosen."""
    torn = [f"{m.officer.person.name} ({m.conflict_reason})" for m in queries.team_of(found) if m.conflict_reason]
    if not torn:
        return ""
    return gettext("Trong đoàn có người thuộc đơn vị được kiểm tra: {names}.").format(names="; ".join(torn))


def _possible(user: Any, found: Any, slug: str) -> bool:
    move = ACTS[slug][1]
    fits = found.state in (INSPECTION.transitions[move].sources if move else _IN[slug])
    if slug == "nop":
        fits = fits and found.occurrence is not None and found.report_on is not None
        fits = fits and found.occurrence.state in {"not_started", "in_progress", "returned"}
    return fits and may_do_with_inspection(user, found, "inspections.manage")
