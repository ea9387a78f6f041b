"""Acts over very many procedures on the desk: the list of them; one with its progress and what became of each procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.documents.queries.law import document_by_uid
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.desk.frame import assignment_tabs
from motcua.procedures.queries import bulk as queries
from motcua.procedures.queries import marks
from motcua.procedures.queries.assignments import ROLES
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.progress import under_way

KINDS = queries.KINDS
STATES = {
    "waiting": Badge(queries.STATES["waiting"], Tone.ACTIVE),
    "done": Badge(queries.STATES["done"], Tone.DONE),
    "unchanged": Badge(queries.STATES["unchanged"], Tone.PLAIN),
    "aside": Badge(queries.STATES["aside"], Tone.RISK),
}


def _counted(rows: Sequence[Any]) -> None:
    counts = queries.counts_of(rows)
    for row in rows:
        row.counts = counts.get(row.pk, {})


def _count(state: str) -> Column:
    return Column(key=state, label=STATES[state].word, kind="number", value=lambda row: row.counts.get(state, 0))


ACTS = ListSpec(
    key="bulk_acts",
    title=_("Việc hàng loạt"),
    columns=(
        Column(
            key="kind",
            label=_("Việc"),
            wide=True,
            value=lambda a: KINDS[a.kind],
            link=lambda a: reverse("procedures:bulk_act", args=[a.uid]),
        ),
        Column(key="started_at", label=_("Bắt đầu"), kind="moment", sort=("started_at", "pk")),
        *(_count(state) for state in STATES),
        Column(key="by_name", label=_("Người làm")),
    ),
    filters=(
        ChoiceFilter(key="kind", label=_("Việc"), options=[Option(k, v) for k, v in KINDS.items()], apply="kind"),
    ),
    default_sort="-started_at",
    export_name="viec-hang-loat",
    select=_counted,
    empty=Empty(
        title=_("Chưa có việc hàng loạt nào"),
        text=_("Giao, chuyển thẩm quyền, đánh dấu, xác định mức độ cho nhiều thủ tục một lúc thì kết quả nằm ở đây."),
    ),
)

LINES = ListSpec(
    key="bulk_lines",
    title=_("Từng thủ tục"),
    columns=(
        Column(key="code", label=_("Mã"), kind="code", value=lambda x: x.procedure.base_code),
        Column(
            key="name",
            label=_("Tên thủ tục"),
            wide=True,
            value=lambda x: x.procedure.name,
            link=lambda x: reverse("procedures:units", args=[x.procedure.uid]),
            sort=("procedure__sort_key", "pk"),
        ),
        state_column(STATES),
        Column(key="made", label=_("Đã ghi"), kind="number"),
        Column(key="there", label=_("Có từ trước"), kind="number"),
        Column(
            key="reason",
            label=_("Lý do để riêng"),
            kind="name",
            value=lambda x: gettext(x.reason) if x.reason else None,
        ),
    ),
    filters=(state_filter(STATES),),
    search=queries.search_lines,
    search_label=_("Tìm thủ tục"),
    default_sort="name",
    export_name="ket-qua-hang-loat",
    empty=Empty(title=_("Không có thủ tục nào như vậy"), text=_("Bỏ bớt điều kiện lọc.")),
)


@require_safe
def acts(request: HttpRequest) -> HttpResponseBase:
    require(request.user, queries.READ)
    context: dict[str, object] = {"tabs": assignment_tabs("bulk_acts")}
    return respond(
        request, ACTS, queries.acts_for(request.user), template="procedures/desk/bulk_acts.html", context=context
    )


@require_safe
def act(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """What was asked, how far it is, and what became of each procedure."""
    found = queries.act_for(request.user, uid)
    states = queries.states_of(found)
    context: dict[str, object] = {
        "act": found,
        "kind": KINDS[found.kind],
        "facts": _facts(found),
        "unfounded": queries.is_unfounded(found),
        "no_channel": marks.levelled_without_channel(found).count(),
        "figures": [
            {
                "label": badge.word,
                "value": states.get(key, 0),
                "url": f"{reverse('procedures:bulk_act', args=[uid])}?state={key}",
            }
            for key, badge in STATES.items()
        ],
        "work": under_way(queries.job_of(found), actor_of(request.user)),
    }
    return respond(request, LINES, queries.lines_of(found), template="procedures/desk/bulk_act.html", context=context)


def address_of(made: Any) -> str:
    return reverse("procedures:bulk_act", args=[made.uid])


def said_of(made: Any) -> str:
    """What is told when an act was begun: what it did, or that it runs."""
    if made.ended_at is None:
        return gettext("Việc lớn nên chạy ở nền. Bạn có thể rời trang; kết quả được giữ lại.")
    states = queries.states_of(made)
    done, there = (states.get(state, 0) for state in ("done", "unchanged"))
    said = ngettext("Đã ghi {n} thủ tục.", "Đã ghi {n} thủ tục.", done).format(n=done)
    if there:
        said += " " + gettext("{n} thủ tục có từ trước nên giữ nguyên.").format(n=there)
    for reason, aside in queries.asides_of(made).items():
        said += " " + gettext("{n} thủ tục để riêng: {reason}").format(n=aside, reason=gettext(reason))
    return said


def _facts(found: Any) -> list[dict[str, Any]]:
    """What was asked, in words."""
    facts = found.facts
    document = document_by_uid(Ref.parse(facts["document"]).uid) if facts.get("document") else None
    level = marks.level_name(facts["regime"], facts["level"]) if found.kind == "level" else ""
    cause = marks.reason_name(facts["regime"], facts["cause"]) if facts.get("cause") else ""
    rows: list[tuple[Any, Any]] = [
        (_("Vai trò"), ROLES.get(facts.get("role", ""), "")),
        (_("Đánh dấu là"), marks.FLAGS.get(facts.get("kind", ""), "")),
        (_("Mức độ"), level),
        (_("Lý do cung cấp một phần"), cause),
        (_("Số đơn vị"), len(facts.get("units", ())) or ""),
        (_("Từ ngày"), formats.short_date(date.fromisoformat(facts["from"]), spoken()) if "from" in facts else ""),
    ]
    told_of = [{"label": label, "value": value} for label, value in rows if value]
    if document is not None:
        address = reverse("documents:document", args=[document.uid])
        told_of.append({"label": _("Văn bản làm căn cứ"), "value": document.number, "url": address})
    return told_of
