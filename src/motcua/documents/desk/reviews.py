"""The queue "cần rà soát": records that rest on a document which has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.forms import ReviewForm
from motcua.documents.queries import law, reviews
from motcua.documents.services.citations import mark_reviewed
from motcua.kernel import clock
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import names_on
from motcua.ui import formats
from motcua.ui.lists import Column, Empty, ListSpec, respond

SEEN_KINDS = {
    "amends": _("được sửa đổi, bổ sung bởi"),
    "replaces": _("bị thay thế bởi"),
    "repeals": _("bị bãi bỏ bởi"),
}


def _spec(user: Any) -> ListSpec:
    """The list for one reader: what a row shows of the citing record depends on who looks."""

    def fill(rows: Sequence[Any]) -> None:
        today = clock.today()
        names = names_on([r.unit_id for r in rows if r.unit_id], today)
        reasons: dict[int, list[str]] = {}
        for ground in reviews.grounds_of(rows, today):
            reasons.setdefault(ground.citation.pk, []).append(reason_of(ground))
        for row, shown in zip(rows, reviews.shown(user, rows), strict=True):
            row.shown, row.reasons, row.unit_name = (
                shown,
                "\n".join(reasons.get(row.pk, ())),
                names.get(row.unit_id, ""),
            )

    return ListSpec(
        key="reviews",
        title=_("Cần rà soát"),
        columns=(
            Column(
                key="record",
                label=_("Hồ sơ"),
                value=lambda c: c.shown.title or gettext("Hồ sơ của đơn vị khác"),
                link=lambda c: c.shown.address or None,
                wide=True,
            ),
            Column(key="unit", label=_("Đơn vị"), value=lambda c: c.unit_name),
            Column(
                key="document",
                label=_("Dựa vào"),
                value=lambda c: law.title_of(c.document),
                link=lambda c: reverse("documents:document", args=[c.document.uid]),
                sort=("document__sort_key",),
            ),
            Column(key="reasons", label=_("Vì sao"), value=lambda c: c.reasons, wide=True),
            Column(
                key="act",
                label=_("Việc"),
                value=lambda _row: gettext("Rà soát"),
                link=lambda c: reverse("documents:review", args=[c.uid]),
                sort=("pk",),
                exported=False,
            ),
        ),
        default_sort="-act",
        export_name="can-ra-soat",
        select=fill,
        empty=Empty(
            title=_("Không có gì cần rà soát"),
            text=_(
                "Khi văn bản mà kế hoạch hay hồ sơ dựa vào được sửa đổi, thay thế, bãi bỏ hoặc hết hiệu lực, hồ sơ đó hiện ở đây."
            ),
        ),
    )


def reason_of(ground: reviews.Ground) -> str:
    """One sentence part: "bị thay thế bởi Nghị định 118/2025/NĐ-CP từ 01/07/2025"."""
    language = get_language() or "vi"
    if ground.relation is None:
        day = formats.short_date(ground.expired_on, language) if ground.expired_on else ""
        return gettext("hết hiệu lực từ {day}").format(day=day)
    words = f"{SEEN_KINDS[ground.relation.kind]} {law.title_of(ground.relation.source)}"
    if ground.relation.on is None:
        return words
    return gettext("{what} từ {day}").format(what=words, day=formats.short_date(ground.relation.on, language))


@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    return respond(
        request,
        _spec(request.user),
        reviews.review_queue(request.user, clock.today()),
        template="documents/desk/reviews.html",
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, uid: UUID) -> HttpResponse:
    citation = reviews.citation_for(request.user, uid)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark_reviewed(citation, actor=actor_of(request.user), outcome=form.cleaned_data["outcome"])
        messages.success(request, gettext("Đã ghi kết quả rà soát."))
        return redirect("documents:reviews")
    context = {
        "form": form,
        "citation": citation,
        "record": reviews.shown(request.user, [citation])[0],
        "document_title": law.title_of(citation.document) if citation.document else citation.number,
        "reasons": [reason_of(g) for g in reviews.grounds_of([citation], clock.today())],
    }
    return render(request, "documents/desk/review_form.html", context)
