"""Numbers that procedures cite and the library of documents does not know: each leads to its procedures and into the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.desk.registry import REGISTRY
from motcua.procedures.desk.review_words import tabs
from motcua.procedures.queries import desk
from motcua.procedures.queries import grounds as queries
from motcua.ui.lists import Column, Empty, ListSpec, respond


def _fill(rows: Sequence[Any]) -> None:
    queries.fill_grounds(rows)
    for row in rows:
        row.adding = queries.adding(row.ground)


UNKNOWN = ListSpec(
    key="unknown_grounds",
    title=_("Căn cứ chưa có trong kho văn bản"),
    columns=(
        Column(
            key="number", label=_("Số, ký hiệu"), kind="code", value=lambda r: r.ground.number, sort=("number", "pk")
        ),
        Column(key="title", label=_("Tên như thủ tục ghi"), wide=True, value=lambda r: r.ground.title or None),
        Column(key="issuer", label=_("Cơ quan ban hành"), value=lambda r: r.ground.issuer or None),
        Column(key="issued_on", label=_("Ngày ban hành"), value=lambda r: r.ground.issued_on or None),
        Column(
            key="procedures",
            label=_("Số thủ tục"),
            kind="number",
            link=lambda r: f"{reverse('procedures:unknown_ground')}?{urlencode({'number': r.number})}",
            sort=("procedures", "pk"),
        ),
        Column(key="add", label=_("Xử lý"), value=lambda _row: _("Đưa vào kho"), link=lambda r: r.adding),
    ),
    search=queries.with_number,
    search_label=_("Tìm theo số, ký hiệu"),
    default_sort="-procedures",
    export_name="can-cu-chua-co-trong-kho",
    select=_fill,
    empty=Empty(
        title=_("Mọi căn cứ đều có trong kho văn bản"),
        text=_("Số mà thủ tục nêu làm căn cứ nhưng kho chưa có sẽ nằm ở đây, kèm số thủ tục nêu nó."),
    ),
)

NAMING = replace(
    REGISTRY,
    key="unknown_ground",
    empty=Empty(title=_("Không có thủ tục nào như vậy"), text=_("Số này không ai nêu, hoặc kho văn bản đã có.")),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    may_add = has_any_grant(request.user, "legal_documents.change")
    spec = UNKNOWN if may_add else replace(UNKNOWN, columns=tuple(c for c in UNKNOWN.columns if c.key != "add"))
    context: dict[str, object] = {"tabs": tabs("unknown_grounds")}
    return respond(
        request,
        spec,
        queries.unknown_numbers(request.user),
        template="procedures/desk/unknown_list.html",
        context=context,
    )


@require_safe
def procedures(request: HttpRequest) -> HttpResponseBase:
    """Who names one of the numbers."""
    require(request.user, "procedures.read")
    number = request.GET.get("number", "").strip()[:80]
    rows = desk.registry_rows(request.user, clock.today()).filter(pk__in=queries.naming(number).values("procedure"))
    context: dict[str, object] = {"heading": _("Thủ tục nêu căn cứ {number}").format(number=number)}
    return respond(request, NAMING, rows, template="procedures/desk/unknown_list.html", context=context)
