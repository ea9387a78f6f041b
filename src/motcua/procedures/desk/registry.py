"""The list of all procedures on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.indicators import Window
from motcua.organisations.permissions import require
from motcua.procedures.desk.frame import STANDINGS
from motcua.procedures.desk.registry_columns import (
    AT_LEVELS,
    BY_FIELD,
    BY_LEVEL,
    CODE,
    FIELD,
    Apply,
    any_column,
    name_to,
    of_versions,
)
from motcua.procedures.indicators import WITH_SAMPLE
from motcua.procedures.permissions import may_edit, may_import
from motcua.procedures.queries import desk, words
from motcua.procedures.queries.competence import others, own, scope_words
from motcua.procedures.queries.files import with_file
from motcua.procedures.queries.law_reviews import counted
from motcua.procedures.queries.local_looks import with_looks
from motcua.procedures.queries.registry import KIND
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond

KINDS = {"public": _("Thủ tục hành chính"), "internal": _("Thủ tục hành chính nội bộ")}
ORIGINS = {"national": _("Theo Cơ sở dữ liệu quốc gia"), "own": _("Của tỉnh")}
_AUDIENCES = (Option("for_people", _("Cá nhân")), Option("for_business", _("Tổ chức, doanh nghiệp")))
_PARTS = [Option(part, label) for part, label in words.PARTS.items()]
_COMPLETE = Badge(_("Đủ bộ phận"), Tone.DONE)
_LACKING = Badge(_("Còn thiếu"), Tone.RISK)


def _yes_no(column: str) -> Apply:
    return of_versions(lambda values: Q(**{f"{column}__in": [value == "yes" for value in values]}))


def _with_words(column: str) -> Apply:
    """Versions whose listing of parts (`lacks`, `unread_in`) names any of the chosen."""

    def any_of(values: Sequence[str]) -> Q:
        asked = Q()
        for part in values:
            asked |= Q(**{f"{column}__contains": f" {part} "})
        return asked

    return of_versions(any_of)


def _with_sample(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    return with_file(rows, "sample", clock.today(), there=values[0] == "yes") if len(values) == 1 else rows


def _scope(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    if len(values) != 1:
        return rows
    chosen = own if values[0] == "own" else others
    return chosen(rows, clock.today(), "shown_version")


REGISTRY = ListSpec(
    key="procedures",
    title=_("Danh mục thủ tục hành chính"),
    columns=(
        CODE,
        name_to("procedure"),
        FIELD,
        AT_LEVELS,
        Column(key="standing", label=_("Tình trạng"), value=lambda p: STANDINGS[p.standing]),
        Column(
            key="complete",
            label=_("Nội dung"),
            value=lambda p: p.shown and (_COMPLETE if p.shown.complete else _LACKING),
        ),
        Column(
            key="unread",
            label=_("Chưa cấu trúc"),
            kind="number",
            value=lambda p: p.shown.unread_parts if p.shown else None,
            shown=False,
        ),
        Column(
            key="online",
            label=_("Trực tuyến"),
            value=lambda p: p.shown and (_("Có") if p.shown.online else _("Không")),
            shown=False,
        ),
        Column(key="views", label=_("Lượt xem"), kind="number", sort=("views", "id")),
        Column(
            key="valid_from",
            label=_("Hiệu lực từ"),
            kind="date",
            value=lambda p: p.shown and p.shown.valid_from,
            shown=False,
        ),
        Column(
            key="decision", label=_("Quyết định"), value=lambda p: (p.shown and p.shown.decision) or None, shown=False
        ),
        Column(key="kind", label=_("Loại"), value=lambda p: KINDS[p.kind], shown=False),
        Column(key="origin", label=_("Nguồn"), value=lambda p: ORIGINS[p.origin], shown=False),
    ),
    filters=(
        ChoiceFilter(
            key="standing",
            label=_("Tình trạng"),
            options=[Option(key, badge.word) for key, badge in STANDINGS.items()],
            apply="standing",
        ),
        BY_FIELD,
        BY_LEVEL,
        ChoiceFilter(key="audience", label=_("Đối tượng"), options=_AUDIENCES, apply=of_versions(any_column)),
        ChoiceFilter(key="kind", label=_("Loại"), options=[Option(k, v) for k, v in KINDS.items()], apply="kind"),
        ChoiceFilter(
            key="origin", label=_("Nguồn"), options=[Option(k, v) for k, v in ORIGINS.items()], apply="origin"
        ),
        ChoiceFilter(
            key="online",
            label=_("Nộp trực tuyến"),
            options=[Option("yes", _("Có")), Option("no", _("Không"))],
            apply=_yes_no("online"),
        ),
        ChoiceFilter(
            key="complete",
            label=_("Nội dung"),
            options=[Option("yes", _("Đủ bộ phận")), Option("no", _("Còn thiếu"))],
            apply=_yes_no("complete"),
        ),
        ChoiceFilter(
            key="lacks",
            label=_("Thiếu bộ phận"),
            options=_PARTS,
            apply=_with_words("lacks"),
            control="select",
        ),
        ChoiceFilter(
            key="unread",
            label=_("Chưa cấu trúc"),
            options=_PARTS,
            apply=_with_words("unread_in"),
            control="select",
        ),
        ChoiceFilter(
            key="sample",
            label=_("Mẫu đã điền"),
            options=[Option("yes", _("Có")), Option("no", _("Chưa có"))],
            apply=_with_sample,
        ),
        ChoiceFilter(
            key="local",
            label=_("Nội dung địa phương"),
            options=[Option("look", _("Cần xem lại sau khi quy định chung đổi"))],
            apply=lambda rows, _values: rows.filter(pk__in=with_looks(clock.today())),
        ),
        ChoiceFilter(
            key="scope",
            label=_("Phạm vi của tỉnh"),
            options=[Option("own", _("Thuộc phạm vi của tỉnh")), Option("others", _("Chỉ do cơ quan khác giải quyết"))],
            apply=_scope,
        ),
        ChoiceFilter(
            key="decision",
            label=_("Quyết định"),
            options=[Option("none", _("Không nêu quyết định"))],
            apply=of_versions(lambda _values: Q(decision="")),
        ),
    ),
    search=KIND,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Mã, tên hoặc vài chữ của tên, có dấu hay không dấu"),
    default_sort="name",
    export_name="danh-muc-thu-tuc",
    select=desk.fill_versions,
    empty=Empty(
        title=_("Danh mục chưa có thủ tục nào"),
        text=_("Nhập thủ tục từ dữ liệu quốc gia, hoặc soạn thủ tục của tỉnh."),
        action_label=_("Nhập dữ liệu"),
        action_url="/desk/thu-tuc/nhap/",
    ),
)


@require_safe
def registry(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    context = {
        "may_import": may_import(request.user),
        "may_edit": may_edit(request.user),
        "shares": [*_shares(), _on_changed_law(request.user)] if not getattr(request, "htmx", False) else [],
        "scope": scope_words(clock.today()),
    }
    spec = REGISTRY.offering(may_import(request.user))
    rows = desk.registry_rows(request.user, clock.today())
    return respond(request, spec, rows, template="procedures/desk/registry.html", context=dict(context))


def _on_changed_law(user: Any) -> dict[str, Any]:
    """How many procedures rest on law that changed and nobody has looked at."""
    waiting = reverse("procedures:law_reviews") + "?state=open"
    return {"label": _("Căn cứ đã thay đổi, chờ rà soát"), "value": counted(user), "url": waiting}


def _shares() -> list[dict[str, Any]]:
    """How many of the province's procedures in force have a filled sample (B5): the indicator's own figure, which opens its rows."""
    today, now, rows = clock.today(), clock.now(), "?standing=in_force&kind=public&scope=own"
    told = WITH_SAMPLE.value(None, Window(today, today), now)
    whole, samples = int(told.denominator or 0), int(told.numerator or 0)
    return [
        {
            "label": _("Đang hiệu lực, thuộc phạm vi của tỉnh"),
            "value": whole,
            "url": rows,
            "hint": gettext("lúc {moment}").format(moment=formats.moment(now, spoken())),
        },
        {
            "label": _("Có mẫu đã điền"),
            "value": samples,
            "url": f"{rows}&sample=yes",
            "hint": formats.percent(told.value, spoken(), 1) if told.value is not None else "",
        },
        {
            "label": _("Chưa có mẫu đã điền"),
            "value": whole - samples,
            "url": f"{rows}&sample=no&sort=-views",
            "hint": _("xem nhiều đứng trước"),
        },
    ]
