"""What operators see of messages to people outside the house: what arrived over which channel, what did not, and the order of channels."""

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
from motcua.messages.forms import OrderForm, ReasonForm
from motcua.messages.queries import notices
from motcua.messages.queries import outward as reads
from motcua.messages.rules.declarations import declarations
from motcua.messages.rules.outward import outward_channels
from motcua.messages.services.hours import set_order, withdraw_override
from motcua.messages.services.outward import ref_of, resend_leg
from motcua.organisations.permissions import actor_of, require
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond
from motcua.ui.trail import latest

OPERATE = "messages.operate"
TONES = {
    "waiting": Tone.PLAIN,
    "handed_over": Tone.DONE,
    "arrived": Tone.DONE,
    "unknown": Tone.RISK,
    "lost": Tone.LATE,
    "suppressed": Tone.PAUSED,
}
OVER = {"handed_over", "unknown", "lost"}
"""Nothing more is under way, and nobody has told that it arrived."""
LEG_TONES = {
    "standby": Tone.PLAIN,
    "queued": Tone.PLAIN,
    "sent": Tone.PLAIN,
    "delivered": Tone.DONE,
    "undelivered": Tone.LATE,
    "unknown": Tone.RISK,
    "failed": Tone.LATE,
    "skipped": Tone.PAUSED,
}


def state_badge(dispatch: Any) -> Badge:
    return Badge(gettext(reads.STATES[dispatch.state]), TONES[dispatch.state])


def leg_badge(leg: Any) -> Badge:
    return Badge(gettext(reads.LEG_STATES[leg.state]), LEG_TONES[leg.state])


def _channel(dispatch: Any) -> str | None:
    leg = reads.current_leg(dispatch)
    return reads.channel_label(leg.channel) if leg is not None else None


def _attempts(dispatch: Any) -> int:
    return sum(leg.attempts for leg in dispatch.legs.all())


def _parts(dispatch: Any) -> int | None:
    leg = reads.current_leg(dispatch)
    return leg.parts if leg is not None and leg.channel == "sms" else None


def _chain(dispatch: Any) -> str:
    """«Zalo ZNS: không đến → Tin nhắn SMS: đã gửi»."""
    return " → ".join(
        f"{reads.channel_label(leg.channel)}: {gettext(reads.LEG_STATES[leg.state])}" for leg in dispatch.legs.all()
    )


def _state_options(_request: HttpRequest) -> list[Option]:
    return [Option(key, gettext(word)) for key, word in reads.STATES.items()]


def _channel_options(_request: HttpRequest) -> list[Option]:
    return [Option(c.key, gettext(c.label)) for c in outward_channels]


def _template_options(_request: HttpRequest) -> list[Option]:
    return [Option(key, gettext(d.title)) for key, d in declarations.items() if d.outward]


def _arrived_options(_request: HttpRequest) -> list[Option]:
    return [Option("not_arrived", gettext("chưa đến")), Option("arrived", gettext("đã đến hoặc đã trao máy chủ thư"))]


OUTWARD = ListSpec(
    key="outward",
    title=_("Tin gửi người dân, doanh nghiệp"),
    columns=(
        Column(
            key="template",
            label=_("Thông báo"),
            value=lambda d: notices.template_label(d.template),
            link=lambda d: reverse("messages:outward_message", args=[d.uid]),
        ),
        Column(key="to", label=_("Người nhận"), value=reads.recipient_of),
        Column(key="state", label=_("Trạng thái"), value=state_badge),
        Column(key="channel", label=_("Kênh"), value=_channel),
        Column(key="attempts", label=_("Số lần thử"), value=_attempts, kind="number"),
        Column(key="parts", label=_("Số phần SMS"), value=_parts, kind="number"),
        Column(key="chain", label=_("Lần lượt các kênh"), value=_chain, wide=True),
        Column(key="created_at", label=_("Lập lúc"), kind="moment", sort=("created_at",)),
    ),
    filters=(
        ChoiceFilter(key="arrived", label=_("Đã đến hay chưa"), options=_arrived_options, apply=reads.arrived_or_not),
        ChoiceFilter(key="state", label=_("Trạng thái"), options=_state_options, apply="state"),
        ChoiceFilter(key="channel", label=_("Đã thử kênh"), options=_channel_options, apply=reads.over_channel),
        ChoiceFilter(key="template", label=_("Mẫu"), options=_template_options, apply="template", control="select"),
        DateFilter(key="created", label=_("Lập lúc"), field="created_at", moments=True),
    ),
    search=reads.search,
    search_label=_("Tìm theo hồ sơ"),
    search_hint=_("Mã tham chiếu của hồ sơ; tên và số điện thoại được lưu dạng mã hóa nên không tìm được"),
    default_sort="-created_at",
    export_name="tin-gui-nguoi-dan",
    empty=Empty(
        title=_("Chưa có tin nào"), text=_("Tin gửi người dân, doanh nghiệp hiện ở đây, kể cả tin không đến được.")
    ),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    require(request.user, OPERATE)
    context: dict[str, object] = {
        "unknown_receipts": reads.unknown_receipts(),
        "absent": [gettext(c.label) for c in outward_channels if not c.available],
    }
    rows = reads.dispatches_for(request.user)
    return respond(request, OUTWARD, rows, template="messages/desk/outward.html", context=context)


@require_safe
def message(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    found = reads.dispatch_for(request.user, uid)
    address = notices.address_of_subject(request.user, found)
    facts: list[dict[str, Any]] = [
        {"label": gettext("Người nhận"), "value": reads.recipient_of(found)},
        {"label": gettext("Loại"), "value": notices.purpose_label(found.purpose)},
        {"label": gettext("Trạng thái"), "badge": state_badge(found)},
        {"label": gettext("Về hồ sơ"), "value": gettext("Mở hồ sơ") if address else found.subject, "url": address},
        {"label": gettext("Lập lúc"), "value": _moment(found.created_at)},
    ]
    context = {
        "title": notices.template_label(found.template),
        "facts": [row for row in facts if row.get("value") or row.get("badge")],
        "legs": [_leg(leg, over=found.state in OVER) for leg in found.legs.all()],
        "history": latest(ref_of(found)),
    }
    return render(request, "messages/desk/outward_message.html", context)


@require_POST
def resend(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    leg = reads.leg_for(request.user, uid)
    resend_leg(leg, actor=actor_of(request.user))
    messages.success(request, gettext("Đã xếp gửi lại; tin đi trong giờ được gửi."))
    return redirect("messages:outward_message", leg.dispatch.uid)


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    require(request.user, OPERATE)
    now = reads.rule_in_force(clock.today())
    form = OrderForm(request.POST or None, initial=OrderForm.initial_of(now.value["channels"]))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_order(
                form.lines(),
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
            messages.success(request, gettext("Đã lưu thứ tự kênh."))
            return redirect("messages:order")
    context = {
        "form": form,
        "now": now,
        "order": _order(now.value),
        "changes": [(change, _order(change.value)) for change in reads.changes()],
    }
    return render(request, "messages/desk/order.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_order(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, OPERATE)
    found = reads.change_of(uid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_override(found, actor=actor_of(request.user), reason=form.cleaned_data["reason"])
        messages.success(request, gettext("Đã rút sửa đổi."))
        return redirect("messages:order")
    context = {
        "form": form,
        "title": gettext("Rút sửa đổi thứ tự kênh"),
        "back": reverse("messages:order"),
        "button": gettext("Rút sửa đổi"),
    }
    return render(request, "messages/desk/reason.html", context)


def _leg(leg: Any, *, over: bool) -> dict[str, Any]:
    return {
        "uid": leg.uid,
        "channel": reads.channel_label(leg.channel),
        "badge": leg_badge(leg),
        "why": gettext(reads.REASONS[leg.reason]) if leg.reason in reads.REASONS else leg.error,
        "attempts": leg.attempts,
        "parts": leg.parts if leg.channel == "sms" else None,
        "sent_at": _moment(leg.sent_at),
        "settled_at": _moment(leg.settled_at),
        "next_at": _moment(leg.next_at) if leg.state in {"queued", "sent"} else "",
        "may_resend": over and leg.state in {"failed", "undelivered", "unknown"},
    }


def _order(value: Any) -> str:
    return " → ".join(reads.channel_label(line["channel"]) for line in value["channels"])


def _moment(at: Any) -> str:
    return formats.moment(at, spoken()) if at else ""
