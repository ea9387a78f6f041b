"""What operators look at: every message and what became of it, failed ones to be sent again, the local outbox, the hours of sending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid
from motcua.messages.forms import HoursForm, ReasonForm
from motcua.messages.queries import hours as hour_reads
from motcua.messages.queries import notices, outward
from motcua.messages.queries import outbox as box
from motcua.messages.rules.channels import channels
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.hours import Hours
from motcua.messages.services import delivery
from motcua.messages.services.hours import set_hours, withdraw_override
from motcua.organisations.permissions import actor_of, require
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond
from motcua.ui.trail import latest

OPERATE = "messages.operate"
TONES = {"queued": Tone.PLAIN, "sent": Tone.DONE, "failed": Tone.LATE, "suppressed": Tone.PAUSED}


def state_badge(message: Any) -> Badge:
    return Badge(gettext(notices.STATES[message.state]), TONES[message.state])


def _channel_options(_request: HttpRequest) -> list[Option]:
    return [Option(c.key, gettext(c.label)) for c in channels]


def _template_options(_request: HttpRequest) -> list[Option]:
    return [Option(key, gettext(d.title)) for key, d in declarations.items()]


def _state_options(_request: HttpRequest) -> list[Option]:
    return [Option(key, gettext(word)) for key, word in notices.STATES.items()]


def _why(message: Any) -> str:
    return notices.reason_label(message.reason) if message.reason else str(message.error)


SENT = ListSpec(
    key="messages",
    title=_("Thông báo đã gửi"),
    columns=(
        Column(
            key="template",
            label=_("Thông báo"),
            value=lambda m: notices.template_label(m.template),
            link=lambda m: reverse("messages:sent_message", args=[m.uid]),
            wide=True,
        ),
        Column(key="to", label=_("Người nhận"), value=lambda m: m.officer.person.name),
        Column(key="channel", label=_("Kênh"), value=lambda m: notices.channel_label(m.channel)),
        Column(key="state", label=_("Trạng thái"), value=state_badge),
        Column(key="why", label=_("Vì sao"), value=_why, wide=True),
        Column(key="created_at", label=_("Lập lúc"), kind="moment", sort=("created_at",)),
        Column(key="sent_at", label=_("Gửi lúc"), kind="moment"),
    ),
    filters=(
        ChoiceFilter(key="state", label=_("Trạng thái"), options=_state_options, apply="state"),
        ChoiceFilter(key="channel", label=_("Kênh"), options=_channel_options, apply="channel"),
        ChoiceFilter(key="template", label=_("Mẫu"), options=_template_options, apply="template", control="select"),
        DateFilter(key="created", label=_("Lập lúc"), field="created_at", moments=True),
    ),
    search=notices.by_person,
    search_label=_("Tìm người nhận"),
    search_hint=_("Tên cán bộ, có dấu hay không dấu"),
    default_sort="-created_at",
    export_name="thong-bao-da-gui",
    empty=Empty(
        title=_("Chưa có thông báo nào"), text=_("Mọi thông báo đã lập, đã gửi, không gửi được đều hiện ở đây.")
    ),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    require(request.user, OPERATE)
    rows = notices.all_messages(request.user)
    context: dict[str, object] = {
        "failed": notices.given_up_for(request.user).count(),
        "failed_url": f"{reverse('messages:sent')}?state=failed",
        "has_outbox": box.folder() is not None,
        "lost": outward.lost_for(request.user),
    }
    return respond(request, SENT, rows, template="messages/desk/sent.html", context=context)


@require_safe
def message(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    found = notices.message_for(request.user, uid)
    context = {
        "message": found,
        "title": notices.template_label(found.template),
        "facts": _facts(request.user, found),
        "lines": notices.lines_of(found),
        "may_resend": found.state == "failed" and found.digest_id is None,
        "history": latest(delivery.ref_of(found)),
    }
    return render(request, "messages/desk/message.html", context)


@require_POST
def resend(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    delivery.resend(notices.message_for(request.user, uid), actor=actor_of(request.user))
    messages.success(request, gettext("Đã xếp gửi lại; thư đi trong giờ được gửi."))
    return redirect("messages:sent_message", uid)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    require(request.user, OPERATE)
    context = {"letters": box.letters(), "count": box.letter_count(), "has_outbox": box.folder() is not None}
    return render(request, "messages/desk/outbox.html", context)


@require_safe
def outbox_letter(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    return render(request, "messages/desk/outbox_letter.html", {"letter": box.letter_of(uid)})


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    require(request.user, OPERATE)
    now = hour_reads.rule_in_force(clock.today())
    hours_now = Hours.of(now.value)
    form = HoursForm(request.POST or None, initial=HoursForm.initial_of(hours_now))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_hours(
                form.hours(),
                actor=actor_of(request.user),
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
                article=data["article"],
                reason=data["reason"],
            )
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(request, gettext("Đã lưu giờ gửi."))
            return redirect("messages:hours")
    own = [
        {"channel": outward.channel_label(c), "begin": b, "end": e} for c, (b, e) in sorted(hours_now.channels.items())
    ]
    return render(
        request, "messages/desk/hours.html", {"form": form, "now": now, "own": own, "changes": hour_reads.changes()}
    )


@require_http_methods(["GET", "POST"])
def withdraw_hours(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    found = hour_reads.change_of(uid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_override(found, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Đã rút sửa đổi."))
        return redirect("messages:hours")
    return render(
        request,
        "messages/desk/reason.html",
        {
            "form": form,
            "title": gettext("Rút sửa đổi giờ gửi"),
            "back": reverse("messages:hours"),
            "button": gettext("Rút sửa đổi"),
        },
    )


def _facts(user: Any, found: Any) -> list[dict[str, Any]]:
    address = notices.address_of_subject(user, found)
    rows: list[dict[str, Any]] = [
        {"label": gettext("Người nhận"), "value": _to(found)},
        {"label": gettext("Kênh"), "value": notices.channel_label(found.channel)},
        {"label": gettext("Trạng thái"), "badge": state_badge(found)},
        {"label": gettext("Vì sao"), "value": _why(found)},
        {"label": gettext("Về hồ sơ"), "value": gettext("Mở hồ sơ") if address else found.subject, "url": address},
        {"label": gettext("Lập lúc"), "value": _moment(found.created_at)},
        {"label": gettext("Gửi lúc"), "value": _moment(found.sent_at)},
        {"label": gettext("Số lần thử"), "value": str(found.attempts)},
    ]
    if found.state == "queued":
        rows.append({"label": gettext("Gửi tiếp lúc"), "value": _moment(found.next_at)})
    if found.digest is not None:
        digest = reverse("messages:sent_message", args=[found.digest.uid])
        rows.append({"label": gettext("Trong bản tổng hợp"), "value": gettext("Mở bản tổng hợp"), "url": digest})
    return [row for row in rows if row.get("value") or row.get("badge")]


def _to(found: Any) -> str:
    name = f"{found.officer.person.name}, {found.officer.post}" if found.officer.post else found.officer.person.name
    if found.stands_for is None:
        return str(name)
    return gettext("{name} (làm thay {other})").format(name=name, other=found.stands_for.person.name)


def _moment(at: Any) -> str:
    return formats.moment(at, spoken()) if at else ""
