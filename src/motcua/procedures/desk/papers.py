"""Papers set from the registry, where they hang, which of them are stale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.fields import ReasonForm
from motcua.procedures.forms.papers import PaperForm, PlaceForm, RemoveForm
from motcua.procedures.permissions import may_print
from motcua.procedures.queries import papers
from motcua.procedures.services.papers import Scope, order_paper, record_print, take_down, void_run
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond
from motcua.ui.progress import under_way
from motcua.ui.trail import latest

LIST_NAME = _("Ấn phẩm, niêm yết")
STALE = Badge(_("Đã cũ"), Tone.LATE)
HOLDS = Badge(_("Còn đúng"), Tone.DONE)
SETTING = Badge(_("Đang dàn trang"), Tone.ACTIVE)
FAILED = Badge(_("Không dàn trang được"), Tone.LATE)


def state_of(paper: Any) -> Badge:
    if not paper.file_id:
        return SETTING
    return STALE if paper.stale_since else HOLDS


def _stale(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    if "stale" in values:
        rows = rows.filter(stale_since__isnull=False, hanging__gt=0)
    if "hanging" in values:
        rows = rows.filter(hanging__gt=0)
    return rows


PAPERS = ListSpec(
    key="printed_papers",
    title=LIST_NAME,
    columns=(
        Column(key="title", label=_("Ấn phẩm"), wide=True, link=lambda r: reverse("procedures:paper", args=[r.uid])),
        Column(key="kind", label=_("Loại"), value=lambda r: r.get_kind_display()),
        Column(key="as_of", label=_("Theo danh mục ngày"), kind="date", sort=("as_of", "pk")),
        Column(key="total", label=_("Thủ tục"), kind="number"),
        Column(key="state", label=_("Nội dung"), value=state_of, export=lambda r: state_of(r).word),
        Column(key="hanging", label=_("Nơi đang treo"), kind="number"),
        Column(key="placed", label=_("Số bản"), kind="number", value=lambda r: r.placed or 0),
        Column(key="by_name", label=_("Người lập")),
    ),
    filters=(
        ChoiceFilter(
            key="standing",
            label=_("Tình trạng"),
            options=[Option("stale", _("Đang treo mà đã cũ")), Option("hanging", _("Đang treo"))],
            apply=_stale,
        ),
    ),
    default_sort="-as_of",
    export_name="an-pham",
    empty=Empty(
        title=_("Chưa có ấn phẩm nào"),
        text=_(
            "Danh mục niêm yết, cuốn hướng dẫn, tờ rơi, áp phích được dàn trang từ danh mục thủ tục đang có hiệu lực."
        ),
        action_label=_("Lập ấn phẩm"),
        action_url="/desk/thu-tuc/an-pham/lap/",
    ),
)


RUN_STANDINGS = {
    "hanging": Badge(_("Đang treo"), Tone.DONE),
    "stale": Badge(_("Đang treo mà đã cũ"), Tone.LATE),
    "removed": Badge(_("Đã gỡ"), Tone.PLAIN),
    "handed": Badge(_("Đã phát"), Tone.DONE),
}


def standing_of(run: Any) -> Badge:
    if run.manner == "handed":
        return RUN_STANDINGS["handed"]
    if run.removed_on is not None:
        return RUN_STANDINGS["removed"]
    return RUN_STANDINGS["stale" if run.paper.stale_since else "hanging"]


RUNS = ListSpec(
    key="print_runs",
    title=_("Nơi treo, phát"),
    columns=(
        Column(key="place", label=_("Nơi"), wide=True, link=lambda r: reverse("procedures:paper", args=[r.paper.uid])),
        Column(key="paper__title", label=_("Ấn phẩm"), kind="name"),
        Column(key="kind", label=_("Loại"), value=lambda r: r.paper.get_kind_display()),
        Column(key="quantity", label=_("Số bản"), kind="number"),
        Column(key="placed_on", label=_("Từ ngày"), kind="date", sort=("placed_on", "pk")),
        Column(key="removed_on", label=_("Ngày gỡ"), kind="date"),
        Column(key="standing", label=_("Tình trạng"), value=standing_of, export=lambda r: standing_of(r).word),
        Column(key="by_name", label=_("Người ghi"), shown=False),
    ),
    filters=(
        ChoiceFilter(
            key="standing",
            label=_("Tình trạng"),
            options=[Option(key, badge.word) for key, badge in RUN_STANDINGS.items()],
            apply=papers.of_standing,
        ),
        ChoiceFilter(
            key="kind",
            label=_("Loại"),
            options=[Option(key, word) for key, word in PaperForm.base_fields["kind"].choices],  # type: ignore[attr-defined]  # a ChoiceField
            apply="paper__kind",
        ),
        DateFilter(key="placed", label=_("Từ ngày"), field="placed_on"),
    ),
    default_sort="-placed_on",
    export_name="noi-treo-phat",
    empty=Empty(
        title=_("Chưa ghi nơi nào"),
        text=_("Mở một ấn phẩm đã dàn trang, chọn “Ghi nơi niêm yết, phát”: nơi, số bản, ngày sẽ đứng ở đây."),
        action_label=_("Xem ấn phẩm"),
        action_url="/desk/thu-tuc/an-pham/",
    ),
)


@require_safe
def run_list(request: HttpRequest) -> HttpResponseBase:
    """Every place where something hangs or was handed out: for replacing what is stale, and for the report of the quarter."""
    require(request.user, "procedures.read")
    return respond(request, RUNS, papers.runs(), template="procedures/desk/print_runs.html")


@require_safe
def paper_list(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "procedures.read")
    context: dict[str, object] = {"may_print": may_print(request.user)}
    spec = PAPERS.offering(may_print(request.user))
    return respond(request, spec, papers.papers(), template="procedures/desk/papers.html", context=context)


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """Ask for a paper; a job sets it."""
    require(request.user, papers.PRINT)
    initial = {"kind": request.GET.get("kind") or "posting", "procedure": request.GET.get("procedure", "")}
    return act(
        request,
        PaperForm(request.POST or None, initial=initial),
        lambda data: order_paper(
            data["kind"],
            Scope(data["procedure"], data["field"], data["unit"]),
            title=data["title"],
            actor=actor_of(request.user),
        ),
        title=_("Lập ấn phẩm"),
        button=_("Dàn trang"),
        hint=_("Dàn trang từ nội dung đang có hiệu lực hôm nay, kèm mã QR dẫn tới trang luôn mới."),
        back=(LIST_NAME, reverse("procedures:papers")),
        done=_("Đang dàn trang."),
        to=lambda made: reverse("procedures:paper", args=[made.uid]),
    )


@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file, where it hangs, whether it still holds."""
    found = papers.paper_for(request.user, uid)
    work = None if found.file_id else under_way(papers.job_of(found), actor_of(request.user))
    runs = list(papers.runs().filter(paper=found).order_by("removed_on", "-placed_on", "-pk"))
    context = {
        "paper": found,
        "state": FAILED if work is not None and not work.running else state_of(found),
        "work": work,
        "runs": [(run, standing_of(run)) for run in runs],
        "hanging": [run for run in runs if run.manner == "posted" and run.removed_on is None],
        "replaced": papers.replaced_by(found),
        "may_print": may_print(request.user),
        "history": latest(papers.ref_of(found)),
    }
    return render(request, "procedures/desk/paper.html", context)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = papers.paper_for(request.user, uid, to_print=True)
    return act(
        request,
        PlaceForm(
            request.POST or None,
            initial={
                "placed_on": clock.today(),
                "manner": "handed" if found.kind in ("leaflet", "booklet") else "posted",
            },
        ),
        lambda data: record_print(found, actor=actor_of(request.user), **data),
        title=_("Ghi nơi niêm yết, phát"),
        said=found.title,
        back=(found.title, reverse("procedures:paper", args=[found.uid])),
        done=_("Đã ghi."),
    )


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    run = papers.run_for(request.user, uid)
    return act(
        request,
        RemoveForm(request.POST or None, initial={"removed_on": clock.today()}),
        lambda data: take_down(run, removed_on=data["removed_on"], actor=actor_of(request.user)),
        title=_("Ghi đã gỡ"),
        said=f"{run.paper.title}: {run.place}",
        back=(run.paper.title, reverse("procedures:paper", args=[run.paper.uid])),
        done=_("Đã ghi."),
    )


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, uid: UUID) -> HttpResponse:
    run = papers.run_for(request.user, uid)
    return act(
        request,
        ReasonForm(request.POST or None),
        lambda data: void_run(run, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Hủy lần ghi nhầm"),
        said=f"{run.paper.title}: {run.place}",
        hint=_("Lần này thôi được đếm. Bản đã treo mà nay gỡ xuống thì ghi đã gỡ, không hủy."),
        back=(run.paper.title, reverse("procedures:paper", args=[run.paper.uid])),
        done=_("Đã hủy."),
        danger=True,
    )
