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

from motcua.kernel import clock, events
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.papers import PaperForm, PlaceForm, RemoveForm
from motcua.procedures.permissions import may_print
from motcua.procedures.queries import papers
from motcua.procedures.services.papers import Scope, order_paper, record_print, take_down
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond
from motcua.ui.progress import under_way
from motcua.ui.trail import told

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
    runs = list(found.runs.order_by("removed_on", "-placed_on", "-pk"))
    context = {
        "paper": found,
        "state": FAILED if work is not None and not work.running else state_of(found),
        "work": work,
        "runs": runs,
        "hanging": [run for run in runs if run.removed_on is None],
        "may_print": may_print(request.user),
        "history": [told(event) for event in reversed(events.history(papers.ref_of(found)))],
    }
    return render(request, "procedures/desk/paper.html", context)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = papers.paper_for(request.user, uid, to_print=True)
    return act(
        request,
        PlaceForm(request.POST or None, initial={"placed_on": clock.today()}),
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
