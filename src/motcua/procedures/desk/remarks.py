"""What readers say is wrong on public pages, and what was done about it; national pages that are gone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import access
from motcua.kernel.refs import Ref
from motcua.kernel.text import without_contacts
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.papers import SettleForm, SettleManyForm
from motcua.procedures.queries import pages
from motcua.procedures.services.remarks import settle_remark, settle_remarks
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

LIST_NAME = _("Góp ý về trang thủ tục")

WAITING = Badge(_("Mới"), Tone.ACTIVE)
HANDLED = Badge(_("Đã xử lý"), Tone.DONE)
MOST_AT_ONCE = 100


def state_of(remark: Any) -> Badge:
    return WAITING if remark.settled_at is None else HANDLED


REMARKS = ListSpec(
    key="page_remarks",
    title=LIST_NAME,
    columns=(
        Column(key="at", label=_("Lúc"), kind="moment", sort=("at", "pk")),
        Column(
            key="text",
            label=_("Góp ý"),
            wide=True,
            value=lambda r: without_contacts(r.text),
            link=lambda r: reverse("procedures:settle_remark", args=[r.uid]),
        ),
        Column(
            key="procedure__name",
            label=_("Thủ tục"),
            kind="name",
            link=lambda r: reverse("procedures:procedure", args=[r.procedure.uid]),
        ),
        Column(key="state", label=_("Tình trạng"), value=state_of, export=lambda r: state_of(r).word),
        Column(key="answer", label=_("Đã làm gì"), value=lambda r: r.answer or None),
        Column(key="settled_by", label=_("Người xử lý"), value=lambda r: r.settled_by or None),
        Column(key="settled_at", label=_("Xử lý lúc"), kind="moment", sort=("settled_at", "pk")),
        Column(
            key="tick",
            label=_("Chọn"),
            template="procedures/desk/remark_tick.html",
            value=lambda r: without_contacts(r.text)[:60],
            exported=False,
        ),
    ),
    filters=(
        ChoiceFilter(
            key="state",
            label=_("Tình trạng"),
            options=[Option("new", WAITING.word), Option("handled", HANDLED.word)],
            apply=lambda rows, _states: rows,  # the view asks for what waits where nothing is said
        ),
        DateFilter(key="at", label=_("Gửi từ ngày"), field="at", moments=True),
    ),
    search=lambda rows, text: rows.filter(text__icontains=text),
    above="procedures/desk/remarks_above.html",
    default_sort="at",
    export_name="gop-y-trang-thu-tuc",
    empty=Empty(
        title=_("Không có góp ý nào đang chờ"),
        text=_("Góp ý người xem gửi ở cuối trang thủ tục sẽ chờ ở đây đến khi có người xử lý."),
    ),
)
_OF_HANDLED = ("state", "answer", "settled_by", "settled_at")
"""Columns that say nothing of what waits."""
LINK_TONES = {"there": Tone.DONE, "dead": Tone.LATE, "unknown": Tone.PLAIN}
LINKS = ListSpec(
    key="dead_links",
    title=_("Trang của thủ tục trên Cổng quốc gia"),
    columns=(
        Column(
            key="procedure__name",
            label=_("Thủ tục"),
            wide=True,
            link=lambda r: reverse("procedures:procedure", args=[r.procedure.uid]),
        ),
        Column(key="url", label=_("Địa chỉ"), wide=True),
        Column(key="state", label=_("Tình trạng"), value=lambda r: Badge(r.get_state_display(), LINK_TONES[r.state])),
        Column(key="answer", label=_("Trả lời")),
        Column(key="looked_at", label=_("Kiểm tra lúc"), kind="moment", sort=("looked_at", "pk")),
    ),
    filters=(
        ChoiceFilter(
            key="state",
            label=_("Tình trạng"),
            options=[Option(state.value, state.label) for state in pages.LINK_STATES],
            apply="state",
        ),
    ),
    default_sort="-looked_at",
    export_name="trang-tren-cong-quoc-gia",
    empty=Empty(
        title=_("Chưa kiểm tra trang nào"),
        text=_(
            "Địa chỉ trang của từng thủ tục trên Cổng Dịch vụ công quốc gia được kiểm tra dần ở nền, mỗi giờ vài chục trang, "
            "bắt đầu từ trang chưa xem lần nào. Nếu lâu mà vẫn trống: máy chủ không ra được Internet, "
            "hoặc thủ tục không có địa chỉ trên Cổng."
        ),
    ),
)


@require_safe
def remark_list(request: HttpRequest) -> HttpResponseBase:
    require(request.user, pages.SETTLE)
    states = [state for state in request.GET.getlist("state") if state in pages.REMARK_STATES] or ["new"]
    left_out = _OF_HANDLED if "handled" not in states else () if "new" in states else ("tick",)
    spec = replace(REMARKS, columns=tuple(column for column in REMARKS.columns if column.key not in left_out))
    return respond(request, spec, pages.remarks(states), template="ui/list/page.html")


@require_http_methods(["GET", "POST"])
def settle_many(request: HttpRequest) -> HttpResponse:
    """What was ticked in the list (`?remark=`), with one answer."""
    found = pages.remarks_for(request.user, _uids(request.GET.getlist("remark")[:MOST_AT_ONCE]))
    if not found:
        messages.info(request, gettext("Chưa chọn góp ý nào đang chờ."))
        return redirect("procedures:remarks")
    count = ngettext("%(n)s góp ý", "%(n)s góp ý", len(found)) % {"n": len(found)}
    return act(
        request,
        SettleManyForm(request.POST or None),
        lambda data: settle_remarks(found, answer=data["answer"], actor=actor_of(request.user)),
        title=_("Xử lý cùng lúc"),
        said=count,
        hint=" · ".join(without_contacts(one.text)[:80] for one in found),
        back=(LIST_NAME, reverse("procedures:remarks")),
        done=lambda n: gettext("Đã ghi cách xử lý %(n)s góp ý.") % {"n": n},
    )


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The remark as it was typed. Where the list hides something of a person, it is kept who read it here."""
    found = pages.remark_for(request.user, uid)
    if without_contacts(found.text) != found.text:
        access.record_reading(actor_of(request.user), Ref.to(pages.REMARK, found.uid))
    if found.settled_at is not None and request.method == "GET":
        return render(request, "procedures/desk/remark.html", {"remark": found, "list_name": LIST_NAME})
    return act(
        request,
        SettleForm(request.POST or None),
        lambda data: settle_remark(found, answer=data["answer"], actor=actor_of(request.user)),
        title=_("Xử lý góp ý"),
        said=found.text,
        hint=found.procedure.name,
        back=(LIST_NAME, reverse("procedures:remarks")),
        done=_("Đã ghi cách xử lý."),
    )


def _uids(typed: list[str]) -> list[UUID]:
    found = []
    for text in typed:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


@require_safe
def dead_links(request: HttpRequest) -> HttpResponseBase:
    require(request.user, pages.SETTLE)
    numbers, last = pages.links_looked_at()
    here = reverse("procedures:dead_links")
    figures = [(state.label, numbers[state], f"{here}?state={state.value}") for state in pages.LINK_STATES]
    context = {"figures": figures, "looked_at": sum(numbers.values()), "last": last, "address": here}
    return respond(request, LINKS, pages.links(), template="procedures/desk/links.html", context=context)
