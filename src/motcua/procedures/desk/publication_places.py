"""Where the lines of a decision were made public, one by one: a line on ninety-five boards is one figure on the decision's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.organisations.queries.units import names_on
from motcua.procedures.desk.publication_acts import may, page_of
from motcua.procedures.desk.publication_table import voidable
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_lines as lines
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

PLACES = ListSpec(
    key="publication_places",
    title=_("Các lần công khai"),
    columns=(
        Column(key="line", label=_("Dòng"), kind="number", value=lambda x: x.item.line, sort=("item__line", "pk")),
        Column(
            key="name",
            label=_("Thủ tục"),
            wide=True,
            value=lambda x: x.item.name,
            link=lambda x: reverse("procedures:procedure", args=[x.item.procedure.uid]) if x.item.procedure else None,
        ),
        Column(key="place", label=_("Nơi công khai"), kind="name", value=lambda x: queries.PLACES[x.place]),
        Column(key="unit_name", label=_("Đơn vị"), kind="name", value=lambda x: x.unit_name or None),
        Column(key="on", label=_("Ngày công khai"), kind="date", sort=("on", "pk")),
        Column(
            key="proof", label=_("Bằng chứng"), template="procedures/desk/publication_cell_proof.html", exported=False
        ),
        Column(key="url", label=_("Địa chỉ trang"), shown=False),
        Column(key="note", label=_("Ghi chú"), shown=False),
    ),
    filters=(
        ChoiceFilter(
            key="place",
            label=_("Nơi công khai"),
            options=[Option(key, label) for key, label in queries.PLACES.items()],
            apply="place",
        ),
        DateFilter(key="on", label=_("Ngày công khai"), field="on"),
    ),
    search=lines.search_disclosures,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Số dòng, mã hoặc vài chữ của tên thủ tục"),
    default_sort="line",
    export_name="cong-khai",
    empty=Empty(title=_("Chưa ghi lần công khai nào"), text=_("Ghi công khai ở trang của quyết định.")),
)


@require_safe
def places(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    found = queries.decision_for(request.user, uid)
    may_void = voidable(request.user, found, may_record=may(request.user, found, "cong-khai"))
    spec = replace(PLACES, select=partial(_fill, found=found, may_void=may_void))
    context: dict[str, object] = {"decision": found, "back_url": page_of(found)}
    rows = lines.disclosures_in(found)
    return respond(request, spec, rows, template="procedures/desk/publication_places.html", context=context)


def _fill(rows: Sequence[Any], *, found: Any, may_void: Callable[[Any], bool]) -> None:
    names = names_on({row.unit_id for row in rows if row.unit_id}, clock.today())
    for row in rows:
        row.unit_name = names.get(row.unit_id or 0, "")
        row.void_url = reverse("procedures:void_disclosure", args=[found.uid, row.uid]) if may_void(row) else ""
