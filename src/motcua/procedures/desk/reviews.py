"""Rounds of review on the desk: the list, one round with its procedures and shares, what may be done with it, its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.queries.approvals import approvals_of
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import actor_of, granted_units, has_any_grant, require
from motcua.organisations.queries.units import choices_on, names_on, unit_of
from motcua.procedures.desk.registry import REGISTRY
from motcua.procedures.desk.review_acts import ACTS, page_of, possible
from motcua.procedures.desk.review_words import ITEMS, LATE, LIST_NAME, OVERDUE, ROUNDS, due_badge, tabs
from motcua.procedures.forms import reviews as inputs
from motcua.procedures.queries import desk
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.competence import scope_words
from motcua.procedures.queries.law_reviews import search_by_procedure
from motcua.procedures.queries.review_standing import fill_where
from motcua.procedures.queries.reviews import GROUNDS
from motcua.procedures.queries.round_shares import of_round, round_shares, uncounted_words
from motcua.procedures.services import reviews as services
from motcua.procedures.workflow import ReviewItemState, ReviewRoundState
from motcua.ui.acting import act, posted
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.trail import latest

SHARES: dict[str, Any] = {
    "reviewed": _("Thủ tục đã rà soát trong năm"),
    "simplify": _("Kiến nghị đơn giản hóa trong năm"),
    "decentralise": _("Kiến nghị phân cấp trong năm"),
    "whole": _("Thủ tục đang hiệu lực thuộc phạm vi của tỉnh"),
    "others": _("Thủ tục không thuộc phạm vi của tỉnh, tỷ lệ không tính"),
}
"""What is counted over the catalogue, what that is, and what it leaves out, by the key in the address."""
ROUND_SHARES: dict[str, Any] = {
    "reviewed": _("Thủ tục đã rà soát trong đợt"),
    "simplify": _("Kiến nghị đơn giản hóa trong đợt"),
    "decentralise": _("Kiến nghị phân cấp trong đợt"),
}
"""The same of one round."""


def _named(rows: Sequence[Any]) -> None:
    names = names_on({row.owner_id for row in rows}, clock.today())
    for row in rows:
        row.owner_name = names.get(row.owner_id, "")


REVIEWS = ListSpec(
    key="reviews",
    title=_("Rà soát, đơn giản hóa thủ tục"),
    columns=(
        Column(key="year", label=_("Năm"), kind="code", value=lambda r: str(r.year), sort=("year", "pk")),
        Column(
            key="title",
            label=_("Đợt rà soát"),
            wide=True,
            link=lambda r: reverse("procedures:review", args=[r.uid]),
            sort=("sort_key", "pk"),
        ),
        state_column(ROUNDS),
        Column(key="decision", label=_("Kế hoạch"), value=lambda r: r.decision_number or None),
        Column(key="due", label=_("Hạn kế hoạch"), kind="date", value=lambda r: r.plan_due),
        Column(key="in_time", label=_("Thời hạn"), value=lambda r: due_badge(r.plan_due, r.sent_on or r.decision_on)),
        Column(key="planned", label=_("Số thủ tục"), kind="number"),
        Column(key="reviewed", label=_("Đã rà soát"), kind="number"),
        Column(key="owner_name", label=_("Đơn vị chủ trì")),
    ),
    filters=(state_filter(ROUNDS),),
    search=queries.ROUND,
    search_label=_("Tìm đợt rà soát"),
    search_hint=_("Vài chữ của tên, năm, số văn bản"),
    default_sort="-year",
    export_name="dot-ra-soat",
    select=_named,
    empty=Empty(
        title=_("Chưa có đợt rà soát nào"),
        text=_(
            "Lập đợt rà soát của năm, thêm thủ tục, ghi kế hoạch được ban hành; rồi các đơn vị đánh giá từng thủ tục."
        ),
        action_label=_("Lập đợt rà soát"),
        action_url="/desk/thu-tuc/ra-soat/lap/",
    ),
)


def _of_items(rows: Sequence[Any]) -> None:
    names = names_on({row.unit_id for row in rows}, clock.today())
    fill_where(rows)
    for row in rows:
        row.unit_name = names.get(row.unit_id, "")
        row.proposed = ", ".join(str(one.get_kind_display()) for one in row.live_proposals)


def _in_time(item: Any) -> Any:
    """What came, or is, past its day: the rest needs no word."""
    if item.due_on is None or item.state == ReviewItemState.DROPPED:
        return None
    if item.state in queries.DONE:
        return LATE if clock.local(item.assessed_at).date() > item.due_on else None
    return OVERDUE if clock.today() > item.due_on else None


def _with_kind(rows: Any, values: Sequence[str]) -> Any:
    return rows.filter(proposals__kind__in=values).exclude(proposals__state="withdrawn").distinct()


ITEM_LIST = ListSpec(
    key="review_items",
    title=_("Thủ tục trong đợt rà soát"),
    columns=(
        Column(key="code", label=_("Mã"), kind="code", value=lambda i: i.procedure.base_code),
        Column(
            key="name",
            label=_("Thủ tục"),
            wide=True,
            value=lambda i: i.procedure.name,
            link=lambda i: reverse("procedures:review_item", args=[i.uid]),
            sort=("procedure__sort_key", "pk"),
        ),
        state_column(ITEMS),
        Column(key="where", label=_("Còn gì")),
        Column(key="unit_name", label=_("Đơn vị rà soát")),
        Column(key="proposed", label=_("Kiến nghị"), value=lambda i: i.proposed or None),
        Column(key="due_on", label=_("Hạn"), kind="date", sort=("due_on", "pk")),
        Column(key="in_time", label=_("Thời hạn"), value=_in_time),
        Column(key="ground", label=_("Căn cứ lựa chọn"), value=lambda i: GROUNDS[i.ground], shown=False),
        Column(key="cluster", label=_("Nhóm"), value=lambda i: i.cluster or None, shown=False),
        Column(key="product", label=_("Kết quả dự kiến"), value=lambda i: i.product or None, shown=False),
    ),
    filters=(
        ChoiceFilter(
            key="mine",
            label=_("Tôi"),
            options=[Option("1", _("Đơn vị tôi rà soát"))],
            apply=lambda rows, _values: rows,  # narrowed by the page: a filter does not know who asks
        ),
        state_filter(ITEMS),
        ChoiceFilter(
            key="kind",
            label=_("Kiến nghị"),
            options=[Option(key, label) for key, label in queries.KINDS.items()],
            apply=_with_kind,
        ),
        ChoiceFilter(
            key="late",
            label=_("Thời hạn"),
            options=[Option("late", _("Quá hạn, chưa nộp"))],
            apply=lambda rows, _values: queries.late_items(rows, clock.today()),
        ),
    ),
    search=search_by_procedure,
    search_label=_("Tìm thủ tục"),
    search_hint=_("Mã, tên hoặc vài chữ của tên"),
    default_sort="name",
    export_name="thu-tuc-ra-soat",
    select=_of_items,
    empty=Empty(title=_("Đợt này chưa có thủ tục nào"), text=_("Thêm thủ tục theo mã, hoặc cả một lĩnh vực.")),
)

OWED_LIST = replace(
    ITEM_LIST,
    key="review_work",
    title=_("Thủ tục đơn vị tôi phải rà soát"),
    columns=(
        *ITEM_LIST.columns[:2],
        Column(
            key="round",
            label=_("Đợt rà soát"),
            kind="name",
            value=lambda i: i.round.title,
            link=lambda i: reverse("procedures:review", args=[i.round.uid]),
        ),
        *(one for one in ITEM_LIST.columns[2:] if one.key not in ("proposed", "unit_name")),
    ),
    filters=tuple(one for one in ITEM_LIST.filters if one.key != "mine"),
    default_sort="due_on",
    export_name="thu-tuc-phai-ra-soat",
    empty=Empty(
        title=_("Đơn vị không còn thủ tục nào phải rà soát"),
        text=_("Thủ tục có ở đây từ khi kế hoạch của đợt được ban hành đến khi nộp kết quả, và khi bị trả lại."),
    ),
)
"""What a person's own units have not handed in, of all rounds that run."""
BEHIND = replace(
    REGISTRY,
    key="review_share",
    empty=Empty(
        title=_("Chưa có thủ tục nào"), text=_("Thủ tục có ở đây khi đơn vị nộp kết quả rà soát hoặc ghi kiến nghị.")
    ),
)
"""The procedures behind a share, as the registry lists them."""


@require_safe
def rounds(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    may = has_any_grant(request.user, "reviews.plan")
    year = clock.today().year
    context = {
        "tabs": tabs("reviews"),
        "may_plan": may,
        "year": year,
        "shares": [] if getattr(request, "htmx", False) else _shares(year),
        **_counted(year),
    }
    rows = queries.rounds_for(request.user)
    return respond(request, REVIEWS.offering(may), rows, template="procedures/desk/reviews.html", context=context)


@require_safe
def owed(request: HttpRequest) -> HttpResponseBase:
    """What the person's units still have to review."""
    require(request.user, "procedures.read")
    context = {"tabs": tabs("review_work"), "may_plan": False}
    rows = queries.owed_by(request.user)
    return respond(request, OWED_LIST, rows, template="procedures/desk/reviews.html", context=context)


@require_safe
def share(request: HttpRequest, year: int, key: str) -> HttpResponseBase:
    """The rows behind a share of the catalogue."""
    require(request.user, "procedures.read")
    if key not in SHARES or not 2010 <= year <= 2100:
        raise NotFound("Không có số liệu này.")
    today = clock.today()
    rows = desk.registry_rows(request.user, today).filter(pk__in=queries.shared(key, year, today).values("pk"))
    context = {"heading": SHARES[key], "year": year, "scope": scope_words(today), "others": key == "others"}
    return respond(request, BEHIND, rows, template="procedures/desk/review_share.html", context=context)


@require_safe
def share_of_round(request: HttpRequest, uid: UUID, key: str) -> HttpResponseBase:
    """The rows behind a share that one round has of the catalogue."""
    found = queries.round_for(request.user, uid)
    today = clock.today()
    rows = desk.registry_rows(request.user, today).filter(pk__in=of_round(key, found, today).values("pk"))
    context = {"heading": ROUND_SHARES[key], "round": found, "year": found.year, "scope": scope_words(today)}
    return respond(request, BEHIND, rows, template="procedures/desk/review_share.html", context=context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """A new round."""
    require(request.user, "reviews.plan")
    units = choices_on(granted_units(request.user, "reviews.plan"), clock.today())
    owners = [(str(unit.uid), name) for unit, name in units]
    first = min((unit for unit, _name in units), key=lambda unit: unit.pk, default=None)
    year = clock.today().year + (clock.today().month >= 10)
    initial = {
        "year": year,
        "owner": str(first.uid) if first else "",
        "title": f"Rà soát, đánh giá thủ tục hành chính năm {year}",
    }
    form = inputs.RoundForm(posted(request), owners=owners, initial=initial)

    def run(data: dict[str, Any]) -> Any:
        return services.plan_round(
            data["title"],
            year=data["year"],
            owner=unit_of(data["owner"]),
            together=data["together"],
            actor=actor_of(request.user),
        )

    return act(
        request,
        form,
        run,
        title=_("Lập đợt rà soát"),
        back=(LIST_NAME, reverse("procedures:reviews")),
        done=_("Đã lập. Bước tiếp: thêm thủ tục."),
        to=page_of,
    )


@require_safe
def review(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One round: its dates, how far it is, what was proposed, each figure opening its rows; then its procedures."""
    found = queries.round_for(request.user, uid)
    progress = queries.progress_of(found)
    context = {
        "round": found,
        "state": ROUNDS[ReviewRoundState(found.state)],
        "owner": names_on([found.owner_id], clock.today()).get(found.owner_id, ""),
        "dues": _dues(found),
        "progress": [(badge.word, progress[state], f"?state={state}") for state, badge in ITEMS.items()],
        "kinds": [(label, n, yes, f"?kind={kind}") for kind, label, n, yes in queries.kinds_of(found)],
        "shares": [
            _shown(ROUND_SHARES, one, reverse("procedures:round_share", args=[uid, one.key]))
            for one in round_shares(found, clock.today())
        ],
        **_counted(clock.today().year),
        "uncounted": uncounted_words(found, clock.today()),
        "acts": [
            (ACTS[slug].label, reverse("procedures:review_act", args=[uid, slug]))
            for slug in possible(request.user, found, progress)
        ],
        "approvals": _approvals(found),
        "history": latest(queries.ref_of(found)),
    }
    rows = queries.items_for(request.user).filter(round=found)
    if request.GET.get("mine") == "1":
        rows = queries.of_own_units(rows, request.user)
    return respond(request, ITEM_LIST, rows, template="procedures/desk/review.html", context=context)


def _approvals(found: Any) -> list[tuple[Any, Any, str]]:
    """Where the papers of a round are on their way to signature, and where the signed ones lie."""
    papers = (
        (_("Kế hoạch"), queries.plan_ref(found), "procedures:plan_signed"),
        (_("Báo cáo"), queries.report_ref(found), "procedures:report_signed"),
    )
    there = approvals_of(ref for _name, ref, _signed in papers)
    return [
        (name, approval, reverse(signed, args=[found.uid]) if approval.file_id else "")
        for name, ref, signed in papers
        if (approval := there.get(str(ref))) is not None
    ]


def _dues(found: Any) -> list[tuple[Any, Any, Any, Any, str]]:
    """Duty, last day, when done, how that stands, article."""
    rules = queries.dues_of_year(found.year)
    plan_by, result_by = rules.get(queries.PLAN_RULE), rules.get(queries.RESULT_RULE)
    sent = found.sent_on or found.decision_on
    rows = [(_("Ban hành, gửi kế hoạch"), found.plan_due, sent, plan_by)]
    if found.result_due:
        rows.append((_("Gửi kết quả rà soát"), found.result_due, found.report_on, result_by))
    return [(label, due, done, due_badge(due, done), by[1].article if by else "") for label, due, done, by in rows]


def _counted(year: int) -> dict[str, Any]:
    """What the shares are reckoned over, in words, and what they leave out, with their rows."""
    today = clock.today()
    return {
        "scope": scope_words(today),
        "whole_url": reverse("procedures:review_share", args=[year, "whole"]),
        "left_out": queries.left_out(today).count(),
        "others_url": reverse("procedures:review_share", args=[year, "others"]),
    }


def _shares(year: int) -> list[dict[str, Any]]:
    return [
        _shown(SHARES, one, reverse("procedures:review_share", args=[year, one.key]))
        for one in queries.shares(year, clock.today())
    ]


def _shown(labels: dict[str, Any], one: queries.Share, url: str) -> dict[str, Any]:
    return {"label": labels[one.key], "count": one.count, "whole": one.whole, "percent": one.percent, "url": url}
