"""Officers, their accounts and what they may do: administration for the operator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.desk.form_page import form_page, tell
from motcua.organisations.forms import DayReasonForm, GrantForm, OfficerForm, PostForm, TokenForm
from motcua.organisations.forms.fields import unit_typed
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries import people, staffing, units
from motcua.organisations.services import accounts, tokens
from motcua.organisations.services import people as services
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond
from motcua.ui.trail import latest

CHANGE, GRANT, ACCOUNT = "officers.change", "grants.change", "accounts.change"


def _roles(_request: HttpRequest) -> list[Option]:
    return [Option(key, label) for key, label in people.role_labels().items()]


def _state(officer: Any) -> Badge:
    today = clock.today()
    if officer.valid_to is not None and officer.valid_to <= today:
        return Badge(gettext("Đã thôi"), Tone.PLAIN)
    if officer.person.user is None:
        return Badge(gettext("Chưa có tài khoản"), Tone.PLAIN)
    if not officer.person.user.is_active:
        return Badge(gettext("Tài khoản khóa"), Tone.LATE)
    return Badge(gettext("Đang giữ chức vụ"), Tone.DONE)


OFFICERS = ListSpec(
    key="officers",
    title=_("Cán bộ, phân quyền"),
    columns=(
        Column(
            key="name",
            label=_("Họ tên"),
            value=lambda o: o.person.name,
            link=lambda o: reverse("organisations:officer", args=[o.uid]),
            sort=("person__sort_key",),
        ),
        Column(key="post", label=_("Chức vụ")),
        Column(key="unit", label=_("Đơn vị"), value=lambda o: o.unit_name, wide=True),
        Column(key="roles", label=_("Vai trò hiện nay"), value=lambda o: ", ".join(o.shown_roles) or None),
        Column(key="user", label=_("Tên đăng nhập"), value=lambda o: o.person.user.username if o.person.user else None),
        Column(key="state", label=_("Tình trạng"), value=_state),
        Column(key="since", label=_("Từ ngày"), kind="date", value=lambda o: o.valid_from, sort=("valid_from",)),
    ),
    filters=(
        ChoiceFilter(key="role", label=_("Vai trò"), apply=people.with_role, control="select", options=_roles),
        ChoiceFilter(
            key="state",
            label=_("Tình trạng"),
            apply=people.in_state,
            options=[
                Option("serving", _("Đang giữ chức vụ")),
                Option("left", _("Đã thôi")),
                Option("no_account", _("Chưa có tài khoản")),
                Option("closed", _("Tài khoản bị khóa")),
            ],
        ),
    ),
    search=people.KIND,
    search_label=_("Tìm cán bộ"),
    search_hint=_("Họ tên, chức vụ hoặc tên đăng nhập; có dấu hay không dấu đều được"),
    default_sort="name",
    export_name="can-bo",
    select=people.fetch_roles,
    empty=Empty(title=_("Chưa có cán bộ nào"), text=_("Thêm cán bộ và giao vai trò để họ đăng nhập được.")),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    require(request.user, CHANGE)
    rows: QuerySet[Any] = people.officers()
    return respond(request, OFFICERS, rows, template="organisations/desk/officers.html")


@require_safe
def officer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Colleagues see post and unit; an operator sees account, roles and tokens too."""
    found = people.officer_of(str(uid))
    today = clock.today()
    may = has_any_grant(request.user, CHANGE)
    grants = people.grants_of(found)
    names = units.names_on([g.unit_id for g in grants], today)
    user = found.person.user
    context = {
        "officer": found,
        "state": _state(found),
        "may_change": may,
        "grants": [
            {
                "grant": g,
                "unit": names.get(g.unit_id, g.unit.code),
                "open": g.valid_to is None or g.valid_to > today,
            }
            for g in grants
        ],
        "others": people.other_posts(found),
        "held": _held(found),
        "away": staffing.delegations_of_officer(found),
        "tokens": people.tokens_of(found) if may else [],
        "factors": people.second_factors_of(user) if may and user else [],
        "history": latest(services.officer_ref(found)) if may else [],
        "account_history": latest(accounts.user_ref(user)) if may and user else [],
    }
    return render(request, "organisations/desk/officer.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require(request.user, GRANT, form.cleaned_data["unit"])
        try:
            made = accounts.create_officer(**form.cleaned_data, on=clock.today(), actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            return _told(request, made.officer, made.password)
    back = reverse("organisations:officers")
    return form_page(request, form, title=gettext("Thêm cán bộ"), back=back, button=gettext("Tạo tài khoản"))


@require_http_methods(["GET", "POST"])
def add_post(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _for(request, uid, CHANGE)
    form = PostForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.appoint_officer(found.person, actor=actor_of(request.user), **form.cleaned_data)
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi chức vụ."))
            return redirect("organisations:officer", made.uid)
    return form_page(request, form, title=gettext("Thêm chức vụ"), back=_address(found), button=gettext("Ghi chức vụ"))


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _for(request, uid, CHANGE)
    form = DayReasonForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.end_officer(found, on=data["on"], reason=data["document"], actor=actor_of(request.user))
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã ghi thôi chức vụ; vai trò và mã truy cập kết thúc theo."))
            return redirect("organisations:officer", found.uid)
    title, button = gettext("Thôi chức vụ"), gettext("Ghi thôi chức vụ")
    return form_page(request, form, title=title, back=_address(found), button=button, warning=True)


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _for(request, uid, GRANT)
    form = GrantForm(request.POST or None, initial={"valid_from": clock.today(), "unit": unit_typed(found.unit)})
    if request.method == "POST" and form.is_valid():
        require(request.user, GRANT, form.cleaned_data["unit"])
        try:
            services.grant_role(found, actor=actor_of(request.user), **form.cleaned_data)
        except AppError as error:
            tell(form, error)
        else:
            messages.success(request, gettext("Đã giao vai trò."))
            return redirect("organisations:officer", found.uid)
    title = gettext("Giao vai trò cho {name}").format(name=found.person.name)
    return form_page(request, form, title=title, back=_address(found), button=gettext("Giao vai trò"))


@require_POST
def end_grant(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = people.grant_of(str(uid))
    require(request.user, GRANT, found.unit)
    services.end_grant(found, on=clock.today(), actor=actor_of(request.user))
    messages.success(request, gettext("Vai trò đã kết thúc từ hôm nay."))
    return redirect("organisations:officer", found.officer.uid)


@require_POST
def account(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """Acts on the account of an officer: make one, close, reopen, another password, take second factors off."""
    found = _for(request, uid, ACCOUNT)
    actor = actor_of(request.user)
    user = found.person.user
    if user is None:
        _made, password = accounts.create_account(found.person, accounts.free_username(found.person.name), actor=actor)
        return _told(request, people.officer_of(str(uid)), password)
    match act:
        case "khoa":
            accounts.close_account(user, actor=actor)
            messages.success(request, gettext("Đã khóa tài khoản; mọi phiên đăng nhập kết thúc."))
        case "mo":
            accounts.reopen_account(user, actor=actor)
            messages.success(request, gettext("Đã mở lại tài khoản."))
        case "mat-khau":
            return _told(request, found, accounts.reset_password(user, actor=actor))
        case "bo-hai-buoc":
            accounts.remove_second_factors(user, actor=actor)
            messages.success(request, gettext("Đã bỏ xác thực hai bước."))
    return redirect("organisations:officer", found.uid)


@require_http_methods(["GET", "POST"])
def token(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _for(request, uid, ACCOUNT)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        scopes = [part.strip() for part in data["scopes"].split(",") if part.strip()]
        try:
            _made, secret = tokens.create_token(
                found, actor=actor_of(request.user), name=data["name"], scopes=scopes, days=data["days"]
            )
        except AppError as error:
            tell(form, error)
        else:
            context = {"officer": found, "secret": secret, "label": gettext("Mã truy cập API")}
            return render(request, "organisations/desk/secret.html", context)
    return form_page(
        request, form, title=gettext("Tạo mã truy cập API"), back=_address(found), button=gettext("Tạo mã")
    )


@require_POST
def revoke(request: HttpRequest, uid: UUID, token_uid: UUID) -> HttpResponse:
    found = _for(request, uid, ACCOUNT)
    tokens.revoke_token(people.token_of(found, str(token_uid)), actor=actor_of(request.user))
    messages.success(request, gettext("Đã thu hồi mã."))
    return redirect("organisations:officer", found.uid)


def _for(request: HttpRequest, uid: UUID, action: str) -> Any:
    """The officer, if the person may do `action` for the officer's unit."""
    found = people.officer_of(str(uid))
    require(request.user, action, found.unit)
    return found


def _held(found: Any) -> list[dict[str, Any]]:
    tenures = staffing.posts_held(found)
    names = units.names_on([t.post.unit_id for t in tenures], clock.today())
    return [{"tenure": t, "unit": names.get(t.post.unit_id, "")} for t in tenures]


def _told(request: HttpRequest, found: Any, password: str) -> HttpResponse:
    """The page that shows a password once."""
    context = {"officer": found, "secret": password, "label": gettext("Mật khẩu, phải đổi khi đăng nhập lần đầu")}
    return render(request, "organisations/desk/secret.html", context)


def _address(found: Any) -> str:
    return reverse("organisations:officer", args=[found.uid])
