"""Trình ký: what waits for me, what I drafted, what is done; one approval with its story; its versions; a new document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.desk.approval_story import STATES, shown, signed_by
from motcua.documents.forms import ActForm, SubmitForm, unit_choices
from motcua.documents.queries import approvals as queries
from motcua.documents.queries.approvals import approval_for, approvals_for
from motcua.documents.queries.files import open_content
from motcua.documents.queries.numbers import numbered_kinds
from motcua.documents.queries.version_text import text_of_file
from motcua.documents.services.files import take_upload
from motcua.documents.services.outgoing import submit_document
from motcua.documents.workflow import ApprovalState
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import names_on, unit_of
from motcua.ui.badges import Badge, Tone
from motcua.ui.downloads import respond_with
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond, state_filter

_WAITS = Badge(_("Chờ bạn"), Tone.RISK)


def _kinds(_request: HttpRequest) -> list[Option]:
    return [Option(code, name) for code, name in numbered_kinds(clock.today())]


def _paper(approval: Any) -> str:
    """«Kế hoạch 12/KH-KCNĐN»: most have no number yet, so it has no column of its own."""
    return " ".join(filter(None, (approval.get_kind_display(), approval.number)))


def _state(approval: Any) -> Badge:
    return _WAITS if approval.waits else STATES[approval.state]


APPROVALS = ListSpec(
    key="approvals",
    title=_("Trình ký"),
    columns=(
        Column(key="title", label=_("Trích yếu"), link=lambda a: a.address, wide=True),
        Column(key="paper", label=_("Loại, số"), value=_paper, exported=False),
        Column(key="kind", label=_("Loại"), value=lambda a: a.get_kind_display(), shown=False),
        Column(key="state", label=_("Trạng thái"), value=_state, export=lambda a: str(STATES[a.state])),
        Column(key="step", label=_("Đang ở"), value=lambda a: a.standing),
        Column(key="drafter", label=_("Người trình"), value=lambda a: a.drafter.person.name),
        Column(key="unit", label=_("Cơ quan ban hành"), kind="name", value=lambda a: a.unit_name),
        Column(key="number", label=_("Số, ký hiệu"), kind="code", value=lambda a: a.number or None, shown=False),
        Column(key="moved_at", label=_("Cập nhật"), kind="moment", sort=("moved_at", "pk")),
    ),
    filters=(
        state_filter(STATES),
        ChoiceFilter(key="kind", label=_("Loại văn bản"), apply="kind", control="select", options=_kinds),
        DateFilter(key="submitted", label=_("Ngày trình"), field="submitted_at"),
    ),
    search=queries.KIND,
    search_label=_("Tìm văn bản trình"),
    search_hint=_("Trích yếu, số, người trình hoặc người ký; có dấu hay không dấu đều được"),
    default_sort="-moved_at",
    export_name="trinh-ky",
    select=queries.fill_list,
    empty=Empty(
        title=_("Không có văn bản nào ở đây"),
        text=_(
            "Văn bản bạn cần duyệt, ký hoặc cấp số sẽ hiện ở đây. Muốn trình một văn bản, hãy chọn «Trình văn bản»."
        ),
        action_label=_("Trình văn bản"),
        action_url="/desk/trinh-ky/moi/",
    ),
)
_TABS = (
    ("approvals", _("Chờ tôi")),
    ("approvals_mine", _("Tôi trình")),
    ("approvals_done", _("Đã xong")),
    ("approvals_all", _("Tất cả")),
)


@require_safe
def waiting(request: HttpRequest) -> HttpResponseBase:
    return _list(request, "approvals")


@require_safe
def mine(request: HttpRequest) -> HttpResponseBase:
    return _list(request, "approvals_mine")


@require_safe
def done(request: HttpRequest) -> HttpResponseBase:
    return _list(request, "approvals_done")


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    return _list(request, "approvals_all")


def _list(request: HttpRequest, name: str) -> HttpResponseBase:
    rows = queries.with_standing(approvals_for(request.user))
    match name:
        case "approvals":
            rows = queries.for_me(request.user, rows)
        case "approvals_mine":
            rows = queries.drafted_for(request.user, rows)
        case "approvals_done":
            rows = rows.filter(state__in=[ApprovalState.ISSUED, ApprovalState.WITHDRAWN])
    may_submit = has_any_grant(request.user, "approvals.submit")
    context = {
        "may_submit": may_submit,
        "tabs": [
            {
                "label": label,
                "url": reverse(f"documents:{key}"),
                "current": key == name,
                "count": queries.for_me_count(request.user) if key == "approvals" else None,
            }
            for key, label in _TABS
        ],
    }
    return respond(
        request, APPROVALS.offering(may_submit), rows, template="documents/desk/approvals.html", context=context
    )


@require_safe
def approval(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = approval_for(request.user, uid)
    signature = queries.signature_of(found)
    context = {
        "approval": found,
        "state": STATES[found.state],
        "rounds": shown(queries.story_of(found)),
        "verbs": queries.verbs_of(request.user, found),
        "facts": _facts(request, found),
        "signature": signature,
        "signed_by": signed_by(signature) if signature else "",
        "line": queries.line_of(found),
        "form": ActForm(initial={"version": found.version}),
    }
    return render(request, "documents/desk/approval.html", context)


def _facts(request: HttpRequest, found: Any) -> list[dict[str, object]]:
    names = names_on([found.unit_id, found.drafting_unit_id], clock.today())
    drafter = ", ".join(filter(None, (found.drafter.person.name, names.get(found.drafting_unit_id, ""))))
    facts: list[dict[str, object]] = [
        {"label": _("Loại văn bản"), "value": found.get_kind_display()},
        {"label": _("Cơ quan ban hành"), "value": names.get(found.unit_id)},
        {"label": _("Người trình"), "value": drafter},
        {"label": _("Tuyến trình"), "value": found.route["name"], "url": reverse("documents:routes")},
    ]
    ref = Ref.parse(found.subject)
    subject = subjects.get(ref.kind)
    if ref.kind != queries.OUTGOING and subject is not None and subject.readable(request.user, [ref.uid]):
        about = subject.titles([ref.uid]).get(ref.uid, "")
        facts.insert(0, {"label": subject.label, "value": about, "url": subject.address(ref.uid)})
    if found.withdrawn_reason:
        facts.append({"label": _("Lý do rút"), "value": found.withdrawn_reason})
    return facts


@require_safe
def version(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The words of a version, or (`?so-voi=1`) what differs from an earlier one."""
    found = approval_for(request.user, uid)
    one = queries.version_of(found, number)
    other = request.GET.get("so-voi", "")
    earlier = queries.version_of(found, int(other)) if other.isascii() and other.isdigit() and len(other) < 5 else None
    context: dict[str, Any] = {"approval": found, "version": one, "earlier": earlier}
    try:
        context["text"] = text_of_file(one.file)
        context["before"] = text_of_file(earlier.file) if earlier is not None else None
    except AppError as error:
        context["fault"] = text_of(error)
    fragment = request.htmx and earlier is None  # type: ignore[attr-defined]  # set by django_htmx
    page = "documents/desk/approval_text.html" if fragment else "documents/desk/approval_version.html"
    return render(request, page, context)


@require_safe
def version_file(request: HttpRequest, uid: UUID, number: int) -> HttpResponseBase:
    """The exact file of a round: whoever reads the approval reads it, whatever record the file belongs to."""
    return _sent(request, queries.version_of(approval_for(request.user, uid), number).file)


@require_safe
def signed_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The signed paper, as issued where it was issued."""
    found = approval_for(request.user, uid)
    signature = queries.signature_of(found)
    file = found.file or (signature.file if signature else None)
    if file is None:
        raise NotFound("Văn bản chưa có bản ký.", code="no_file")
    return _sent(request, file)


def _sent(request: HttpRequest, file: Any) -> HttpResponseBase:
    return respond_with(
        request,
        opened=lambda: open_content(file),
        size=file.size,
        name=file.name,
        media_type=file.media_type,
        tag=str(file.uid),
    )


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    """Trình văn bản: a document of one's own."""
    require(request.user, "approvals.submit")
    today = clock.today()
    bodies = queries.bodies_for(request.user, today)
    names = names_on([u.pk for u in bodies], today)
    routes = queries.routes_offered(bodies, today)
    form = SubmitForm(
        request.POST or None,
        request.FILES or None,
        bodies=unit_choices((u, names.get(u.pk, u.code)) for u in bodies),
        routes=[(r.key, r.name) for r in routes],
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _submitted(request, dict(form.cleaned_data))
        except Invalid as error:
            add_errors(form, error)
        except NotFound as error:
            form.add_error("route", text_of(error))
        else:
            messages.success(request, gettext("Đã trình. Bạn theo dõi từng bước ở trang này."))
            return redirect(made.address)
    return render(request, "documents/desk/submit_form.html", {"form": form}, status=422 if form.errors else 200)


def _submitted(request: HttpRequest, data: dict[str, Any]) -> Any:
    unit = unit_of(data.pop("unit"))
    route = data.pop("route") or None
    if route is not None:
        queries.route_for(unit, data["kind"], clock.today(), route)  # before anything is kept
    content = take_upload(data.pop("content"), field="content", as_named=True, actor=actor_of(request.user))
    return submit_document(unit=unit, content=content, route=route, actor=actor_of(request.user), **data)
