"""What publication leaves to do: signed or disclosed late, not made public at a place, procedures that rest on no decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import has_any_grant, require
from motcua.procedures.deadlines import Duty, Reading
from motcua.procedures.desk.publication_words import ACTIONS, VERDICTS, tabs
from motcua.procedures.desk.registry_columns import AT_LEVELS, BY_FIELD, BY_LEVEL, CODE, FIELD, name_to
from motcua.procedures.queries import desk
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.registry import KIND
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

FAULTS = {
    "issue_decree": (_("Ký chậm (NĐ 63)"), Duty.ISSUE, Reading.DECREE),
    "issue_index": (_("Ký chậm (766)"), Duty.ISSUE, Reading.INDEX),
    "disclose_decree": (
        _("Công khai chậm, quá hạn (NĐ 63)"),
        Duty.DISCLOSE,
        Reading.DECREE,
    ),
    "disclose_index": (_("Công khai chậm, quá hạn (766)"), Duty.DISCLOSE, Reading.INDEX),
}
MISSING = {f"missing_{place}": (place, label) for place, label in queries.PLACES.items()}


def _faulty(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    """Lines with any of the faults asked for."""
    found = Q(pk__in=[])
    today = clock.today()
    for value in values:
        if value in FAULTS:
            _label, duty, reading = FAULTS[value]
            found |= Q(pk__in=queries.late(duty, reading, today).order_by().values("pk"))
        else:
            found |= Q(pk__in=queries.undisclosed(MISSING[value][0]).order_by().values("pk"))
    return rows.filter(found)


def _verdict(duty: Duty, reading: Reading) -> Any:
    """The badge of a duty of a line in a reading."""

    def badge(row: Any) -> Any:
        return next(
            (VERDICTS[j.verdict] for j in row.judged if j.duty is duty and j.reading is reading),
            None,
        )

    return badge


def _fill(rows: Sequence[Any]) -> None:
    today = clock.today()
    public = queries.disclosures_of([row.pk for row in rows])
    for row in rows:
        row.judged = queries.judged(row, row.national_on, today)
        places = public.get(row.pk, {})
        row.lacking = ", ".join(str(label) for place, label in queries.PLACES.items() if place not in places)


DUE = ListSpec(
    key="publication_due",
    title=_("Chậm, thiếu công khai"),
    columns=(
        Column(key="base_code", label=_("Mã"), kind="code", sort=("base_code", "pk")),
        Column(
            key="name",
            label=_("Thủ tục"),
            kind="name",
            link=lambda x: reverse("procedures:procedure", args=[x.procedure.uid]) if x.procedure else None,
        ),
        Column(key="lacking", label=_("Chưa công khai ở"), kind="name", value=lambda x: x.lacking or None),
        Column(key="action", label=_("Việc"), value=lambda x: ACTIONS[x.action], shown=False),
        Column(
            key="decision",
            label=_("Quyết định"),
            kind="code",
            value=lambda x: x.decision.number,
            link=lambda x: reverse("procedures:publication", args=[x.decision.uid]),
        ),
        Column(
            key="signed_on",
            label=_("Ngày ký"),
            kind="date",
            value=lambda x: x.decision.signed_on,
            sort=("decision__signed_on", "pk"),
        ),
        Column(key="issue_due", label=_("Hạn ký (NĐ 63)"), kind="date", shown=False),
        Column(key="issue_verdict", label=_("Ký (NĐ 63)"), value=_verdict(Duty.ISSUE, Reading.DECREE)),
        Column(key="issue_due_index", label=_("Hạn ký (766)"), kind="date", shown=False),
        Column(key="issue_index_verdict", label=_("Ký (766)"), value=_verdict(Duty.ISSUE, Reading.INDEX)),
        Column(key="disclose_due", label=_("Hạn công khai (NĐ 63)"), kind="date", shown=False),
        Column(key="national_on", label=_("Lên CSDLQG"), kind="date", shown=False),
        Column(key="disclose_verdict", label=_("Công khai (NĐ 63)"), value=_verdict(Duty.DISCLOSE, Reading.DECREE)),
        Column(key="disclose_due_index", label=_("Hạn công khai (766)"), kind="date", shown=False),
        Column(key="disclose_index_verdict", label=_("Công khai (766)"), value=_verdict(Duty.DISCLOSE, Reading.INDEX)),
    ),
    filters=(
        ChoiceFilter(
            key="fault",
            label=_("Vì"),
            options=[
                *(Option(key, label) for key, (label, _duty, _reading) in FAULTS.items()),
                *(
                    Option(key, format_lazy("{}: {}", _("Chưa công khai"), label))
                    for key, (_place, label) in MISSING.items()
                ),
            ],
            apply=_faulty,
        ),
        DateFilter(key="signed", label=_("Ngày ký"), field="decision__signed_on"),
    ),
    search=queries.search_lines,
    search_label=_("Tìm thủ tục"),
    default_sort="-signed_on",
    export_name="cham-thieu-cong-khai",
    select=_fill,
    empty=Empty(
        title=_("Không có thủ tục nào như vậy"),
        text=_("Thủ tục trong các quyết định đã ký được đối chiếu với hạn ký và hạn công khai theo cả hai cách tính."),
    ),
)


BACKLOG = ListSpec(
    key="publication_backlog",
    title=_("Theo CSDLQG, chưa gắn quyết định của tỉnh"),
    columns=(
        CODE,
        name_to("publication_tab"),
        FIELD,
        AT_LEVELS,
        Column(
            key="decision", label=_("Quyết định mà CSDLQG ghi"), value=lambda p: (p.shown and p.shown.decision) or None
        ),
    ),
    filters=(
        BY_FIELD,
        BY_LEVEL,
    ),
    search=KIND,
    search_label=_("Tìm thủ tục"),
    default_sort="name",
    export_name="chua-gan-quyet-dinh",
    select=desk.fill_versions,
    empty=Empty(
        title=_("Mọi thủ tục đã gắn quyết định công bố của tỉnh"),
        text=_("Thủ tục nhập từ Cơ sở dữ liệu quốc gia mà chưa có quyết định của tỉnh sẽ hiện ở đây."),
    ),
)


@require_safe
def due(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    if not request.GET:  # first what is late, with chips that can be taken off
        asked = urlencode([("fault", key) for key in FAULTS])
        return redirect(f"{reverse('procedures:publication_due')}?{asked}")
    rows = queries.with_national(queries.published_items())
    context: dict[str, object] = {"tabs": tabs("publication_due")}
    return respond(request, DUE, rows, template="procedures/desk/publications.html", context=context)


@require_safe
def backlog(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    rows = queries.with_shown(queries.backlog(clock.today()))
    may = has_any_grant(request.user, "publications.draft")
    context = {"tabs": tabs("publication_backlog"), "may_draft": may}
    return respond(request, BACKLOG, rows, template="procedures/desk/publications.html", context=context)
