"""«Cách nhận thông báo»: the address, its language, and what reaches the person over which channel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.errors import AppError, Forbidden, Invalid
from motcua.messages.forms import AddressForm, PreferencesForm
from motcua.messages.queries import recipients
from motcua.messages.rules.channels import EMAIL
from motcua.messages.services import people
from motcua.organisations.permissions import actor_of
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = PreferencesForm(request.POST or None, chosen=recipients.choices_of(person))
    if request.method == "POST" and form.is_valid():
        people.choose(person, form.wanted(), actor=actor_of(request.user))
        messages.success(request, gettext("Đã lưu cách nhận thông báo."))
        return redirect("messages:preferences")
    return _page(request, person, form, None)


@require_POST
def address(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = AddressForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            kept = people.give_address(person, data["email"], language=data["language"], actor=actor_of(request.user))
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(
                request,
                gettext("Đã lưu.") if kept.verified_at else gettext("Đã gửi thư xác nhận. Hãy mở thư và bấm đường dẫn trong đó."),
            )  # fmt: skip
            return redirect("messages:preferences")
    choices = PreferencesForm(None, chosen=recipients.choices_of(person))
    return _page(request, person, choices, form)


@require_POST
def send_link(request: HttpRequest) -> HttpResponse:
    kept = recipients.address_of(_person(request), EMAIL)
    if kept is not None and kept.verified_at is None:
        people.send_link(kept)
        messages.success(request, gettext("Đã gửi lại thư xác nhận. Đường dẫn trong thư trước không dùng được nữa."))
    return redirect("messages:preferences")


@require_POST
def remove_address(request: HttpRequest) -> HttpResponse:
    people.remove_address(_person(request), actor=actor_of(request.user))
    messages.success(request, gettext("Đã xóa địa chỉ. Từ nay không gửi thư cho bạn nữa."))
    return redirect("messages:preferences")


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button: programs that look at links in mail must not verify anything."""
    person = _person(request)
    if request.method == "POST":
        people.verify_address(person, token, actor=actor_of(request.user))
        messages.success(request, gettext("Đã xác nhận địa chỉ. Thông báo sẽ được gửi cả qua thư."))
        return redirect("messages:preferences")
    return render(request, "messages/desk/verify.html", {"kept": recipients.address_of(person, EMAIL)})


def _person(request: HttpRequest) -> Any:
    person = recipients.person_for(request.user)
    if person is None:
        raise Forbidden("Trang này chỉ dành cho cán bộ.")
    return person


def _page(request: HttpRequest, person: Any, form: Any, wrong: Any) -> HttpResponse:
    kept = recipients.address_of(person, EMAIL)
    initial = {"email": kept.value, "language": kept.language} if kept else {}
    context = {"form": form, "rows": form.rows(), "address_form": wrong or AddressForm(initial=initial), "kept": kept}
    return render(request, "messages/desk/preferences.html", context, status=422 if wrong else 200)
