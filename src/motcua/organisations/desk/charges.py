"""What leaders are in charge of and who signs for whom, on the desk: one by one, or a whole notice at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.organisations.desk.form_page import act
from motcua.organisations.forms import ChargeForm, EndForm, NoticeForm, SigningForm
from motcua.organisations.forms.fields import unit_typed
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries import posts, staffing, units
from motcua.organisations.services import charges as services
from motcua.organisations.services import signing

CHARGE, SIGNING = "charges.change", "signing.change"


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, actor = _post(request, uid, CHARGE), actor_of(request.user)
    form = ChargeForm(request.POST or None, initial={"valid_from": clock.today()})

    def run(data: dict[str, Any]) -> object:
        what = {name: data[name] for name in ("unit", "field", "valid_from")}
        return services.assign_charge(found, ground=form.ground(), actor=actor, **what)

    title = gettext("Phân công phụ trách cho {title}").format(title=found.title)
    done, button = gettext("Đã ghi phân công."), gettext("Phân công")
    return act(request, form, run, done=done, back=_address(found), title=title, button=button)


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """A notice of assignment as issued: what stood before ends, what it says begins."""
    body = units.unit_named(code)
    require(request.user, CHARGE, body)
    today, actor = clock.today(), actor_of(request.user)
    seats = staffing.seats(staffing.leader_posts(body, today), today)
    leaders = [(s.post, ", ".join(h.name for h in s.seated)) for s in seats]
    form = NoticeForm(request.POST or None, leaders=leaders, initial={"on": today} | _as_it_stands(body))

    def run(data: dict[str, Any]) -> object:
        shares = [services.Share(post, unit, field) for post, unit, field in form.shares()]
        return services.replace_charges(body, shares, on=data["on"], ground=form.ground(), actor=actor)

    return act(
        request,
        form,
        run,
        done=gettext("Đã ghi thông báo phân công."),
        back=reverse("organisations:unit_posts", args=[body.code]),
        title=gettext("Thông báo phân công lãnh đạo"),
        text=gettext("Phân công đang có kết thúc vào ngày áp dụng; phân công dưới đây bắt đầu từ ngày đó."),
        button=gettext("Ghi phân công"),
    )


@require_http_methods(["GET", "POST"])
def end_charge(request: HttpRequest, uid: UUID) -> HttpResponse:
    charge = staffing.charge_of(str(uid))
    require(request.user, CHARGE, charge.post.unit)
    form, actor = EndForm(request.POST or None, initial={"on": clock.today()}), actor_of(request.user)
    return act(
        request,
        form,
        lambda data: services.end_charge(charge, on=data["on"], ground=form.ground(), actor=actor),
        done=gettext("Đã ghi thôi phụ trách."),
        back=_address(charge.post),
        title=gettext("Thôi phụ trách"),
        button=gettext("Ghi thôi phụ trách"),
        warning=True,
    )


@require_http_methods(["GET", "POST"])
def give_signing(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, actor = _post(request, uid, SIGNING), actor_of(request.user)
    form = SigningForm(request.POST or None, initial={"valid_from": clock.today(), "unit": unit_typed(found.unit)})

    def run(data: dict[str, Any]) -> object:
        require(request.user, SIGNING, data["unit"])
        what = {name: data[name] for name in ("capacity", "kinds", "scope", "valid_from", "valid_to")}
        return signing.give_signing(data["unit"], found, ground=form.ground(), actor=actor, **what)

    title = gettext("Giao quyền ký cho {title}").format(title=found.title)
    done, button = gettext("Đã ghi quyền ký."), gettext("Giao quyền ký")
    return act(request, form, run, done=done, back=_address(found), title=title, button=button)


@require_http_methods(["GET", "POST"])
def end_signing(request: HttpRequest, uid: UUID) -> HttpResponse:
    authority = staffing.authority_of(str(uid))
    require(request.user, SIGNING, authority.post.unit)
    form, actor = EndForm(request.POST or None, initial={"on": clock.today()}), actor_of(request.user)
    return act(
        request,
        form,
        lambda data: signing.end_signing(authority, on=data["on"], ground=form.ground(), actor=actor),
        done=gettext("Đã ghi kết thúc quyền ký."),
        back=_address(authority.post),
        title=gettext("Kết thúc quyền ký {capacity}").format(capacity=authority.get_capacity_display()),
        button=gettext("Kết thúc quyền ký"),
        warning=True,
    )


def _as_it_stands(body: Any) -> dict[str, str]:
    """What the form begins with: the assignment in force."""
    lines: dict[str, list[str]] = {}
    for charge in staffing.charges_of_body(body, clock.today()):
        kind, text = (
            ("units", unit_typed(charge.unit)) if charge.unit and not charge.field else ("fields", charge.field)
        )
        lines.setdefault(f"{kind}_{charge.post_id}", []).append(text)
    return {name: "\n".join(texts) for name, texts in lines.items()}


def _post(request: HttpRequest, uid: UUID, action: str) -> Any:
    found = posts.post_of(str(uid))
    require(request.user, action, found.unit)
    return found


def _address(found: Any) -> str:
    return reverse("organisations:post", args=[found.uid])
