"""What leaders are in charge of and who signs for whom, on the desk: one by one, or a whole notice at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.forms import ChargeForm, EndForm, NoticeForm, SigningForm
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries import posts, staffing, units
from motcua.organisations.services import charges as services
from motcua.organisations.services import signing

CHARGE, SIGNING = "charges.change", "signing.change"


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _post(request, uid, CHARGE)
    form = ChargeForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.assign_charge(
                found,
                unit=data["unit"],
                field=data["field"],
                valid_from=data["valid_from"],
                ground=form.ground(),
                actor=actor_of(request.user),
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi phân công."))
            return redirect("organisations:post", found.uid)
    title = gettext("Phân công phụ trách cho {title}").format(title=found.title)
    return form_page(request, form, title=title, back=_address(found), button=gettext("Phân công"))


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """A notice of assignment as issued: what stood before ends, what it says begins."""
    body = units.unit_named(code)
    require(request.user, CHARGE, body)
    today = clock.today()
    seats = staffing.seats(staffing.leader_posts(body, today), today)
    leaders = [(s.post, ", ".join(h.name for h in s.seated)) for s in seats]
    form = NoticeForm(request.POST or None, leaders=leaders, initial={"on": today} | _as_it_stands(body))
    if request.method == "POST" and form.is_valid():
        shares = [services.Share(post, unit, field) for post, unit, field in form.shares()]
        try:
            services.replace_charges(
                body, shares, on=form.cleaned_data["on"], ground=form.ground(), actor=actor_of(request.user)
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi thông báo phân công."))
            return redirect("organisations:unit_posts", body.code)
    return form_page(
        request,
        form,
        title=gettext("Thông báo phân công lãnh đạo"),
        text=gettext("Phân công đang có kết thúc vào ngày áp dụng; phân công dưới đây bắt đầu từ ngày đó."),
        back=reverse("organisations:unit_posts", args=[body.code]),
        button=gettext("Ghi phân công"),
    )


@require_http_methods(["GET", "POST"])
def end_charge(request: HttpRequest, uid: UUID) -> HttpResponse:
    charge = staffing.charge_of(str(uid))
    require(request.user, CHARGE, charge.post.unit)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_charge(charge, on=form.cleaned_data["on"], ground=form.ground(), actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi thôi phụ trách."))
            return redirect("organisations:post", charge.post.uid)
    title = gettext("Thôi phụ trách")
    return form_page(
        request, form, title=title, back=_address(charge.post), button=gettext("Ghi thôi phụ trách"), warning=True
    )


@require_http_methods(["GET", "POST"])
def give_signing(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _post(request, uid, SIGNING)
    form = SigningForm(request.POST or None, initial={"valid_from": clock.today(), "unit": found.unit.code})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        require(request.user, SIGNING, data["unit"])
        names = ("capacity", "kinds", "scope", "valid_from", "valid_to")
        try:
            signing.give_signing(
                data["unit"], found, ground=form.ground(), actor=actor_of(request.user), **{n: data[n] for n in names}
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi quyền ký."))
            return redirect("organisations:post", found.uid)
    title = gettext("Giao quyền ký cho {title}").format(title=found.title)
    return form_page(request, form, title=title, back=_address(found), button=gettext("Giao quyền ký"))


@require_http_methods(["GET", "POST"])
def end_signing(request: HttpRequest, uid: UUID) -> HttpResponse:
    authority = staffing.authority_of(str(uid))
    require(request.user, SIGNING, authority.post.unit)
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            signing.end_signing(
                authority, on=form.cleaned_data["on"], ground=form.ground(), actor=actor_of(request.user)
            )
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi kết thúc quyền ký."))
            return redirect("organisations:post", authority.post.uid)
    title = gettext("Kết thúc quyền ký {capacity}").format(capacity=authority.get_capacity_display())
    back, button = _address(authority.post), gettext("Kết thúc quyền ký")
    return form_page(request, form, title=title, back=back, button=button, warning=True)


def _as_it_stands(body: Any) -> dict[str, str]:
    """What the form begins with: the assignment in force."""
    lines: dict[str, list[str]] = {}
    for charge in staffing.charges_of_body(body, clock.today()):
        kind, text = ("units", charge.unit.code) if charge.unit and not charge.field else ("fields", charge.field)
        lines.setdefault(f"{kind}_{charge.post_id}", []).append(text)
    return {name: "\n".join(texts) for name, texts in lines.items()}


def _post(request: HttpRequest, uid: UUID, action: str) -> Any:
    found = posts.post_of(str(uid))
    require(request.user, action, found.unit)
    return found


def _address(found: Any) -> str:
    return reverse("organisations:post", args=[found.uid])
