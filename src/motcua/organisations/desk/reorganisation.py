"""Mergers, splits and the like on the desk: enter, look at what would happen, do it; undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.desk.units import events_told
from motcua.organisations.forms import ReasonForm, ReorganisationForm
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries import units
from motcua.organisations.services import reorganisation
from motcua.organisations.services.reorganisation import Effect, Reorganisation
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken

CHANGE = "units.change"


@require_http_methods(["GET", "POST"])
def reorganise(request: HttpRequest, code: str) -> HttpResponse:
    """The first post shows the effect, the second (`confirmed`) carries it out."""
    found = units.unit_named(code)
    require(request.user, CHANGE, found)
    held = reorganisation.held_by(found)
    form = ReorganisationForm(request.POST or None, held=held, initial={"on": clock.today()})
    effect: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = _plan(found, form.cleaned_data)
            for unit in (*plan.predecessors, *plan.successors):
                require(request.user, CHANGE, unit)
            if request.POST.get("confirmed"):
                reorganisation.carry_out(plan, actor=actor_of(request.user))
                messages.success(request, _done(plan))
                return redirect("organisations:unit", found.code)
            effect = _shown(reorganisation.preview(plan), plan, kind=form.cleaned_data["kind"])
        except AppError as error:
            tell(form, error)
    context = {
        "form": form,
        "unit": found,
        "version": units.nearest_version(found, clock.today()),
        "held": [one for one in held if one.refs],
        "effect": effect,
    }
    return render(request, "organisations/desk/reorganise.html", context)


@require_http_methods(["GET", "POST"])
def reverse_event(request: HttpRequest, uid: UUID) -> HttpResponse:
    event = units.event_of(str(uid))
    party = event.parties.all()[0].unit
    for one in event.parties.all():
        require(request.user, CHANGE, one.unit)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reorganisation.reverse(event, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã hủy bỏ, mọi thứ trở lại như trước."))
            return redirect("organisations:unit", party.code)
    return form_page(
        request,
        form,
        title=gettext("Hủy bỏ việc đã ghi: {kind}").format(kind=event.get_kind_display()),
        said=f"{formats.short_date(event.on, spoken())}: {events_told([event])[0]['text']}",
        text=gettext(
            "Tên gọi, mã, đơn vị trực thuộc và hồ sơ đã chuyển trở lại đúng như trước. Việc hủy bỏ được ghi vào nhật ký."
        ),
        back=reverse("organisations:unit", args=[party.code]),
        button=gettext("Hủy bỏ việc này"),
        warning=True,
    )


def _done(plan: Reorganisation) -> str:
    if not plan.ends:
        return gettext("Đã ghi việc sắp xếp.")
    return gettext("Đã ghi việc sắp xếp. Hãy bố trí lại những cán bộ còn ghi ở đơn vị đã kết thúc.")


def _plan(found: Any, data: dict[str, Any]) -> Reorganisation:
    return replace(_of_kind(found, data), note=data["note"])


def _of_kind(found: Any, data: dict[str, Any]) -> Reorganisation:
    others, on, document = data["others"], data["on"], data["document"]
    goes_to = data["goes_to"]
    moves = {
        ref: target
        for held in reorganisation.held_by(found)
        if (target := data.get(f"goes_to_{held.key}") or goes_to) is not None
        for ref in held.refs
    }
    match data["kind"]:
        case "merge":
            if len(others) != 1:
                raise Invalid("Sáp nhập có đúng một đơn vị tiếp nhận.")
            heir = others[0]
            goes_on = units.version_on(heir, on - timedelta(days=1)) is not None  # else it is established by the merger
            merged = dict.fromkeys((found, *data["together"], *((heir,) if goes_on else ())))
            return reorganisation.merge(merged, others[0], on=on, document=document)
        case "split" | "separate":
            goes_on = data["kind"] == "separate"
            return reorganisation.split(found, others, on=on, moves=moves, goes_on=goes_on, document=document)
        case "dissolve":
            return reorganisation.dissolve(found, others, on=on, moves=moves, document=document)
        case _:
            if len(others) != 1:
                raise Invalid("Chuyển nhiệm vụ có đúng một đơn vị tiếp nhận.")
            return reorganisation.transfer(found, others[0], on=on, moves=moves, document=document)


def _shown(effect: Effect, plan: Reorganisation, *, kind: str) -> dict[str, Any]:
    named = {u.pk for u in (*plan.predecessors, *plan.successors)}
    named |= {u.pk for pair in effect.reparented for u in pair if u is not None}
    named |= {p.unit_id for p in effect.posts.posts}
    charged: tuple[Any, ...] = (*effect.posts.charges, *effect.posts.authorities)
    for row in charged:
        named |= {row.post.unit_id, row.unit_id or row.post.unit_id}
    names = units.names_on(named, plan.on)
    return {
        "on": plan.on,
        "facts": _facts(effect, plan, kind, names),
        "records": _records(effect, plan, names),
        "only_told": not (effect.ended or effect.reparented or effect.moved),
        "officers": effect.officers,
        "posts": _ending(effect.posts, names),
    }


def _facts(effect: Effect, plan: Reorganisation, kind: str, names: dict[int, str]) -> list[dict[str, Any]]:
    """What was entered and what becomes of the units."""
    below = (
        gettext("{child} trực thuộc {parent}").format(child=names[c.pk], parent=names[p.pk] if p else "–")
        for c, p in effect.reparented
    )
    rows = (
        (gettext("Việc"), [str(dict(ReorganisationForm.base_fields["kind"].choices)[kind])]),  # type: ignore[attr-defined]  # a ChoiceField
        (gettext("Đơn vị kết thúc hoạt động"), [names[u.pk] for u in effect.ended]),
        (gettext("Đơn vị tiếp nhận, kế thừa"), [names[u.pk] for u in plan.successors]),
        (gettext("Đơn vị trực thuộc"), list(below)),
        (gettext("Mã đóng lại, không cấp lại"), [i.value for i in effect.identifiers]),
        (gettext("Theo văn bản"), [plan.document] if plan.document else []),
        (gettext("Ghi chú"), [plan.note] if plan.note else []),
    )
    return [{"label": label, "value": "\n".join(lines)} for label, lines in rows if lines]


def _records(effect: Effect, plan: Reorganisation, names: dict[int, str]) -> list[dict[str, Any]]:
    """Kinds of records with how many, where they are and where they will be found."""
    goes, stays = Badge(gettext("Chuyển"), Tone.ACTIVE), Badge(gettext("Không chuyển"), Tone.PLAIN)
    heir = names[plan.successors[0].pk] if len(plan.successors) == 1 else ""
    told = (
        gettext("vẫn ghi tên đơn vị cũ; {heir} thấy và làm tiếp").format(heir=heir)
        if heir
        else gettext("vẫn ghi tên đơn vị cũ; chỉ cấp trên thấy, cho đến khi được chuyển")
    )
    moved = [
        {"label": label, "count": count, "old": names[old.pk], "badge": goes, "text": names[new.pk]}
        for label, old, new, count in effect.moved
    ]
    kept = [
        {"label": label, "count": count, "old": names[unit.pk], "badge": stays, "text": told}
        for label, unit, count in effect.unassigned
    ]
    return moved + kept


def _ending(found: Any, names: dict[int, str]) -> list[dict[str, Any]]:
    """What ends with the posts of ended units: each kind of row with its name, and one line a row."""

    def who(post: Any) -> str:
        return f"{post.title}, {names.get(post.unit_id, '')}"

    groups = (
        (gettext("Vị trí bãi bỏ"), [who(p) for p in found.posts]),
        (gettext("Người thôi giữ vị trí"), [f"{t.officer.person.name}: {who(t.post)}" for t in found.tenures]),
        (
            gettext("Phân công phụ trách kết thúc"),
            [f"{who(c.post)}: {names.get(c.unit_id, '')} {c.field}".strip() for c in found.charges],
        ),
        (
            gettext("Quyền ký kết thúc"),
            [f"{who(a.post)}: {a.get_capacity_display()} {names.get(a.unit_id, '')}" for a in found.authorities],
        ),
        (
            gettext("Ủy quyền khi vắng kết thúc"),
            [f"{d.giver.person.name} → {d.receiver.person.name}" for d in found.delegations],
        ),
    )
    return [{"label": label, "lines": lines} for label, lines in groups if lines]
