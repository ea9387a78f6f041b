"""Procedures whose legal grounds changed, on the desk: the queue, and saying that nothing follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.procedures.desk.review_words import LAW_REVIEWS, tabs
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.queries import law_reviews as queries
from motcua.procedures.queries.law_reviews import CAUSES
from motcua.procedures.services.law_reviews import unaffected
from motcua.procedures.workflow import LawReviewState
from motcua.ui.acting import act
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter


def _change(row: Any) -> str:
    """«Bị thay thế: 143/2025/QH15»"""
    cause = str(CAUSES[row.cause])
    return f"{cause}: {row.by.number or row.by.subject}" if row.by else cause


def _open_to(row: Any) -> bool:
    """Whether the reader of the list may settle it now."""
    return bool(row.may_settle and row.state == LawReviewState.OPEN)


LAW_LIST = ListSpec(
    key="law_reviews",
    title=_("Căn cứ pháp lý thay đổi"),
    columns=(
        Column(key="code", label=_("Mã"), kind="code", value=lambda r: r.procedure.base_code),
        Column(
            key="name",
            label=_("Thủ tục"),
            wide=True,
            value=lambda r: r.procedure.name,
            link=lambda r: reverse("procedures:procedure", args=[r.procedure.uid]),
            sort=("procedure__sort_key", "pk"),
        ),
        Column(
            key="document",
            label=_("Căn cứ"),
            value=lambda r: r.document.number or r.document.subject,
            link=lambda r: reverse("documents:document", args=[r.document.uid]),
        ),
        Column(
            key="change",
            label=_("Thay đổi"),
            value=_change,
            link=lambda r: reverse("documents:document", args=[r.by.uid]) if r.by else None,
        ),
        Column(key="cause", label=_("Loại thay đổi"), value=lambda r: CAUSES[r.cause], shown=False),
        Column(key="by", label=_("Bởi"), value=lambda r: r.by and (r.by.number or r.by.subject), shown=False),
        Column(key="since", label=_("Từ ngày"), kind="date", sort=("since", "pk")),
        Column(key="written", label=_("Viết đến"), kind="date", value=lambda r: r.written.on),
        Column(key="written_words", label=_("Vì sao là ngày này"), shown=False),
        state_column(LAW_REVIEWS),
        Column(
            key="settle",
            label=_("Xử lý"),
            value=lambda r: _("Không ảnh hưởng") if _open_to(r) else Truncator(r.reason).chars(60),
            export=lambda r: None if r.state == LawReviewState.OPEN else r.reason,
            link=lambda r: reverse("procedures:law_review", args=[r.uid]) if _open_to(r) else None,
        ),
        Column(key="opened_at", label=_("Ngày vào danh sách"), kind="moment", sort=("opened_at", "pk"), shown=False),
        Column(key="settled_by", label=_("Người xử lý"), value=lambda r: r.settled_by or None, shown=False),
    ),
    filters=(
        state_filter(LAW_REVIEWS),
        ChoiceFilter(
            key="cause",
            label=_("Thay đổi"),
            options=[Option(key, label) for key, label in CAUSES.items()],
            apply="cause",
        ),
    ),
    search=queries.search_by_procedure,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Mã, tên hoặc vài chữ của tên"),
    default_sort="-opened_at",
    export_name="can-cu-thay-doi",
    select=queries.fill_written,
    empty=Empty(
        title=_("Không có thủ tục nào dựa trên căn cứ đã thay đổi"),
        text=_(
            "Khi kho văn bản ghi một văn bản sửa đổi, thay thế, bãi bỏ hoặc hết hiệu lực, mọi thủ tục lấy nó làm căn cứ sẽ có ở đây."
        ),
    ),
)


@require_safe
def law_list(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    context = {
        "tabs": tabs("law_reviews"),
        "open": queries.counted(request.user),
        "may": has_any_grant(request.user, "grounds.review"),
    }
    rows = queries.law_reviews_for(request.user)
    return respond(request, LAW_LIST, rows, template="procedures/desk/review_law.html", context=context)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Nothing follows from the change: with the reason. Else a new version is written."""
    found = queries.law_review_for(request.user, uid)
    queries.fill_written([found])
    back: tuple[Any, str] = (LAW_LIST.title, reverse("procedures:law_reviews"))
    return act(
        request,
        ReasonForm(request.POST if request.method == "POST" else None),
        lambda data: unaffected(found, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Thủ tục không bị ảnh hưởng"),
        back=back,
        done=_("Đã ghi. Mục này ra khỏi danh sách chờ."),
        said=f"{found.procedure.display_code} {found.procedure.name}",
        hint=f"{found.document.number or found.document.subject}: {CAUSES[found.cause]}"
        + (f" ({found.by.number or found.by.subject})" if found.by else "")
        + ". "
        + str(_("Nội dung thủ tục viết đến {day}.")).format(day=found.written_words)  # type: ignore[attr-defined]  # by fill_written
        + " "
        + str(_("Nếu nội dung thủ tục phải đổi, hãy soạn phiên bản mới; khi công bố, mục này tự xong.")),
    )
