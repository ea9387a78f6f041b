"""What may be done with a round of review: one table of acts, each with its form, its states and its right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.documents.queries.approvals import approval_of, routes_for
from motcua.documents.services.files import take_upload
from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, has_grant
from motcua.procedures.desk.assignments import chosen
from motcua.procedures.forms import reviews as inputs
from motcua.procedures.forms.fields import NoForm, ReasonForm
from motcua.procedures.queries import desk
from motcua.procedures.queries import reviews as queries
from motcua.procedures.services import review_changes as changes
from motcua.procedures.services import review_routes as routes
from motcua.procedures.services import review_scans as scans
from motcua.procedures.services import reviews as services
from motcua.procedures.services.round_checks import plan_begins
from motcua.procedures.workflow import ReviewRoundState
from motcua.ui.acting import Act, act_from, posted, posted_files


@require_http_methods(["GET", "POST"])
def act_on(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """One of `ACTS` with a round."""
    load = partial(queries.round_for, request.user, uid)
    return act_from(request, ACTS, slug, load, back=lambda found: (found.title, page_of(found)))


def possible(user: Any, found: Any, progress: Mapping[str, int]) -> list[str]:
    """What the person may do now, the most wanted first: what has to wait for procedures stands behind the rest."""
    slugs = [
        slug for slug, one in ACTS.items() if found.state in one.states and has_grant(user, one.action, found.owner_id)
    ]
    if "ban-quet" in slugs and not scans.scannable(found):
        slugs.remove("ban-quet")
    left = sum(progress[state] for state in ("planned", "in_hand", "assessed"))
    waits = left > 0 if found.state == ReviewRoundState.UNDER_WAY else left == 0
    return sorted(slugs, key=lambda slug: waits and slug in _WITH_PAPERS)


def page_of(found: Any) -> str:
    return reverse("procedures:review", args=[found.uid])


def _items_form(request: HttpRequest, found: Any) -> Any:
    return inputs.ItemsForm(posted(request), fields=desk.field_choices(), grouped=found.together)


def _add(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    return services.add_items(found, chosen(data, plan_begins(found)), planned_of(data), actor=actor_of(request.user))


def planned_of(data: dict[str, Any]) -> services.Planned:
    return services.Planned(
        data["unit"], data["ground"], data["ground_words"], data["product"], data.get("cluster", ""), data["due_on"]
    )


def _facts_form(request: HttpRequest, found: Any) -> Any:
    approval = approval_of(queries.plan_ref(found))
    names = ("title", "year", "result_due", "together", "decision_number", "decision_on", "sent_on", "version")
    lines = (": ".join(part for part in (one["name"], one["asks"]) if part) for one in found.criteria)
    return inputs.RoundFactsForm(
        posted(request),
        decided=found.state != ReviewRoundState.DRAFT,
        signed_here=approval is not None and approval.state == "issued",
        initial={name: getattr(found, name) for name in names} | {"criteria": "\n".join(lines)},
    )


def _change(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    kept_as = {"year": found.year, "decision_number": found.decision_number, "decision_on": found.decision_on}
    facts = changes.RoundFacts(**kept_as | {name: value for name, value in data.items() if name != "version"})
    return changes.change_round(found, facts, version=data["version"], actor=actor_of(request.user))


def _submit_form(paper: routes.Paper) -> Callable[[HttpRequest, Any], Any]:
    def form(request: HttpRequest, found: Any) -> Any:
        ways = [(r.key, r.name) for r in routes_for(found.owner, paper.kind, clock.today())]
        return inputs.SubmitPaperForm(posted(request), posted_files(request), routes=ways)

    return form


def _submit(paper: routes.Paper) -> Callable[[HttpRequest, Any, dict[str, Any]], object]:
    def run(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
        return routes.submit_paper(
            found,
            paper,
            content=take_upload(data["content"], field="content", as_named=True, actor=actor_of(request.user)),
            route=data["route"],
            opinion=data["opinion"],
            actor=actor_of(request.user),
        )

    return run


def _with_scan(service: Callable[..., object]) -> Callable[[HttpRequest, Any, dict[str, Any]], object]:
    def run(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
        actor = actor_of(request.user)
        return service(
            found, **data | {"scan": take_upload(data["scan"], field="scan", as_named=True, actor=actor)}, actor=actor
        )

    return run


_WITH_PAPERS = ("trinh-ke-hoach", "ke-hoach", "trinh-bao-cao", "ket-thuc")
_DRAFT, _RUNNING = str(ReviewRoundState.DRAFT), str(ReviewRoundState.UNDER_WAY)
ACTS: dict[str, Act] = {
    "trinh-ke-hoach": Act(
        _("Trình ký kế hoạch"),
        "reviews.plan",
        (_DRAFT,),
        _submit_form(routes.PLAN),
        _submit(routes.PLAN),
        _("Đã trình kế hoạch; số, ngày được ghi về đây khi phát hành."),
        hint=_("Trong lúc chờ ký, đợt rà soát không sửa được; bị trả lại thì sửa rồi trình lại."),
    ),
    "trinh-bao-cao": Act(
        _("Trình ký báo cáo"),
        "reviews.plan",
        (_RUNNING,),
        _submit_form(routes.REPORT),
        _submit(routes.REPORT),
        _("Đã trình báo cáo; phát hành xong thì đợt rà soát kết thúc."),
        hint=_("Mọi thủ tục phải đã xong hoặc đã đưa ra khỏi đợt."),
    ),
    "them": Act(
        _("Thêm thủ tục"), "reviews.plan", (_DRAFT, _RUNNING), _items_form, _add, _("Đã thêm thủ tục vào đợt rà soát.")
    ),
    "ke-hoach": Act(
        _("Ghi kế hoạch đã ký ngoài phần mềm"),
        "reviews.plan",
        (_DRAFT,),
        lambda request, _found: inputs.StartForm(posted(request), posted_files(request)),
        _with_scan(scans.start_signed),
        _("Đã ghi; các đơn vị được báo và bắt đầu rà soát."),
    ),
    "ket-thuc": Act(
        _("Ghi báo cáo đã ký ngoài phần mềm, kết thúc"),
        "reviews.plan",
        (_RUNNING,),
        lambda request, _found: inputs.ReportedForm(posted(request), posted_files(request)),
        _with_scan(scans.close_signed),
        _("Đã kết thúc đợt rà soát."),
        hint=_("Mọi thủ tục phải đã xong hoặc đã đưa ra khỏi đợt."),
    ),
    "ban-quet": Act(
        _("Đính kèm bản quét đã ký"),
        "reviews.plan",
        (_RUNNING, str(ReviewRoundState.CLOSED)),
        lambda request, found: inputs.ScanForm(posted(request), posted_files(request), papers=scans.scannable(found)),
        _with_scan(scans.keep_scan),
        _("Đã giữ bản quét."),
        hint=_("Cho kế hoạch, báo cáo ký ngoài phần mềm. Bản mới thay bản cũ; bản cũ còn trong nhật ký."),
    ),
    "sua": Act(
        _("Sửa đợt rà soát"), "reviews.plan", (_DRAFT, _RUNNING), _facts_form, _change, _("Đã lưu."), button=_("Lưu")
    ),
    "bo": Act(
        _("Bỏ đợt rà soát"),
        "reviews.plan",
        (_DRAFT,),
        lambda request, _found: ReasonForm(posted(request)),
        lambda request, found, data: services.drop_round(found, reason=data["reason"], actor=actor_of(request.user)),
        _("Đã bỏ."),
        hint=_("Đợt rà soát và lý do vẫn đọc được."),
        danger=True,
    ),
    "xoa": Act(
        _("Xóa đợt lập nhầm"),
        "reviews.plan",
        (_DRAFT,),
        lambda request, _found: NoForm(posted(request)),
        lambda request, found, _data: changes.delete_round(found, actor=actor_of(request.user)),
        _("Đã xóa; việc này có trong nhật ký."),
        hint=_(
            "Chỉ xóa được khi chưa có gì được viết: chưa trình, chưa có kế hoạch. Danh sách thủ tục của đợt bị xóa theo."
        ),
        danger=True,
        to=lambda _made: reverse("procedures:reviews"),
    ),
}
"""What may be done with a round, by the word in the address, the most wanted first."""
