"""A person's own notices: the bell, the list, one notice and the way to its record."""

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
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.messages.queries import notices
from motcua.messages.rules.declarations import officers_purposes
from motcua.messages.services import people
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

UNREAD = Badge(_("Chưa đọc"), Tone.ACTIVE)
READ = Badge(_("Đã đọc"), Tone.PLAIN)


def _purpose_options(_request: HttpRequest) -> list[Option]:
    return [Option(key, gettext(purpose.label)) for key, purpose in officers_purposes().items()]


NOTICES = ListSpec(
    key="notices",
    title=_("Thông báo"),
    columns=(
        Column(
            key="title",
            label=_("Nội dung"),
            value=notices.title_of,
            link=lambda m: reverse("messages:notice", args=[m.uid]),
            wide=True,
        ),
        Column(key="state", label=_("Trạng thái"), value=lambda m: READ if m.read_at else UNREAD),
        Column(key="purpose", label=_("Loại"), value=lambda m: notices.purpose_label(m.purpose)),
        Column(key="sent_at", label=_("Lúc"), kind="moment", sort=("sent_at",)),
    ),
    filters=(
        ChoiceFilter(
            key="state",
            label=_("Trạng thái"),
            options=[Option("unread", UNREAD.word), Option("read", READ.word)],
            apply=notices.unread_or_read,
        ),
        ChoiceFilter(key="purpose", label=_("Loại"), options=_purpose_options, apply="purpose", control="select"),
        DateFilter(key="sent", label=_("Lúc"), field="sent_at", moments=True),
    ),
    search=notices.search_notices,
    search_label=_("Tìm thông báo"),
    search_hint=_("Vài chữ trong nội dung, có dấu hay không dấu"),
    default_sort="-sent_at",
    export_name="thong-bao",
    empty=Empty(
        title=_("Chưa có thông báo nào"),
        text=_("Nhắc hạn, việc được giao, văn bản chờ duyệt và ý kiến chỉ đạo gửi cho bạn sẽ hiện ở đây."),
    ),
)


@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    context: dict[str, object] = {"unread": notices.unread_count(request.user)}
    return respond(
        request, NOTICES, notices.notices_for(request.user), template="messages/desk/notices.html", context=context
    )


@never_cache
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The count in the head of the desk, asked for after the page."""
    unread = notices.unread_count(request.user)
    return render(request, "messages/desk/bell.html", {"unread": unread, "many": unread >= notices.MOST_COUNTED})


@require_safe
def notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = notices.notice_for(request.user, uid)
    context: dict[str, Any] = {
        "notice": found,
        "title": notices.title_of(found),
        "body": notices.body_of(found),
        "purpose": notices.purpose_label(found.purpose),
        "opens": bool(notices.address_of_subject(request.user, found)),
    }
    return render(request, "messages/desk/notice.html", context)


@require_POST
def open_subject(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Counts the notice as read and leads to its record."""
    found = notices.notice_for(request.user, uid)
    people.mark_read(found)
    address = notices.address_of_subject(request.user, found)
    if not address:
        messages.warning(request, gettext("Hồ sơ này không còn, hoặc bạn không còn được xem."))
    return redirect(address or "messages:notices")


@require_POST
def read(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asked by the notice's page once it is shown, and by its button."""
    people.mark_read(notices.notice_for(request.user, uid))
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    return redirect("messages:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    count = people.mark_all_read(request.user)
    messages.success(request, gettext("Đã đánh dấu {count} thông báo là đã đọc.").format(count=count))
    return redirect("messages:notices")
