"""What may be done with a publication decision: one table of acts, each with its form, its states and its right."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.documents.queries.approvals import routes_for
from motcua.documents.services.files import take_upload
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Forbidden, Invalid
from motcua.kernel.models import Job
from motcua.organisations.permissions import actor_of, granted_units
from motcua.organisations.queries.units import names_on
from motcua.procedures.desk.publication_outlook import outlook_shown
from motcua.procedures.desk.publication_table import asked_lines
from motcua.procedures.desk.publication_words import said_of_disclosed
from motcua.procedures.forms import fields as shared
from motcua.procedures.forms import publication as inputs
from motcua.procedures.permissions import may_disclose, may_do_with_decision
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries.publication_lines import lines_of
from motcua.procedures.services import publication_lists as lists
from motcua.procedures.services import publications as services
from motcua.procedures.services.disclosures import Told, void_disclosure
from motcua.procedures.services.line_work import disclose_many, publish_many
from motcua.procedures.workflow import PublicationState
from motcua.ui.acting import Act, act, act_from, posted, posted_files
from motcua.ui.lists import return_to


@require_http_methods(["GET", "POST"])
def act_on(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """One of `ACTS` with a decision."""
    load = partial(queries.decision_for, request.user, uid)

    def back(found: Any) -> tuple[str, str]:
        return found.number or found.title, return_to(request, page_of(found))

    return act_from(request, ACTS, slug, load, back=back)


@require_http_methods(["GET", "POST"])
def void_shown(request: HttpRequest, uid: UUID, disclosure: UUID) -> HttpResponse:
    """A disclosure that was recorded by mistake."""
    found = queries.decision_for(request.user, uid, "disclosures.record")
    row = queries.disclosure_for(found, disclosure)
    if not may_disclose(request.user, found, row.unit_id):
        raise Forbidden("Bạn chỉ ghi công khai tại đơn vị mình phụ trách.")
    return act(
        request,
        shared.ReasonForm(posted(request)),
        lambda data: void_disclosure(row, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Hủy ghi nhận công khai"),
        back=(found.number, return_to(request, page_of(found))),
        done=_("Đã hủy; dòng ghi vẫn đọc được trong nhật ký."),
        said=f"{row.item.name[:120]}: {row.get_place_display()}",
    )


def page_of(found: Any) -> str:
    return reverse("procedures:publication", args=[found.uid])


def may(user: Any, found: Any, slug: str) -> bool:
    one = ACTS[slug]
    return found.state in one.states and may_do_with_decision(user, found, one.action)


def possible(user: Any, found: Any, *, editable: bool) -> list[tuple[str, Act]]:
    """`editable`: whether its lines may be changed, as `services.publications.lines_open` tells."""
    return [(slug, one) for slug, one in ACTS.items() if may(user, found, slug) and (editable or slug not in _OF_LINES)]


def facts_of(data: dict[str, Any]) -> services.Facts:
    names = ("title", "effective_on", "shortened", "basis", "basis_words", "basis_effective_on", "basis_promulgated_on")
    return services.Facts(**{name: data[name] for name in names})


def _change_form(request: HttpRequest, found: Any) -> Any:
    names = (
        "title",
        "effective_on",
        "shortened",
        "basis_words",
        "basis_effective_on",
        "basis_promulgated_on",
        "version",
    )
    initial = {name: getattr(found, name) for name in names} | {"basis": found.basis.number if found.basis else ""}
    return inputs.DecisionForm(posted(request), user=request.user, owners=[], new=False, initial=initial)


def _change(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    return services.change_decision(found, facts_of(data), version=data["version"], actor=actor_of(request.user))


def _read(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    file = take_upload(data["file"], field="file", actor=actor_of(request.user))
    return lists.start_list(found, file, action=data["action"], actor=actor_of(request.user))


def _submit_form(request: HttpRequest, found: Any) -> Any:
    routes = [(r.key, r.name) for r in routes_for(found.issuer, services.APPROVAL_KIND, clock.today())]
    return inputs.SubmitForm(posted(request), posted_files(request), routes=routes)


def _submit(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    content = take_upload(data["content"], field="content", as_named=True, actor=actor_of(request.user))
    return services.submit_decision(
        found, content, route=data["route"], opinion=data["opinion"], actor=actor_of(request.user)
    )


def _record(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    file = take_upload(data["file"], field="file", actor=actor_of(request.user))
    return services.record_signed(
        found, number=data["number"], signed_on=data["signed_on"], file=file, actor=actor_of(request.user)
    )


def _disclose_form(request: HttpRequest, found: Any) -> Any:
    count, narrowed = lines_of(found).count(), asked_lines(request, found).count()
    listed = narrowed if 0 < narrowed < count else 0
    initial: dict[str, Any] = {"which": inputs.LISTED if listed else inputs.ALL, "on": clock.today()}
    if not may_disclose(request.user, found, None):  # a unit that shows what others prepared, on its own board
        own = granted_units(request.user, "disclosures.record").order_by("pk").first()
        names = names_on([own.pk], clock.today()) if own is not None else {}
        initial |= {"place": "notice_board", "unit": next(iter(names.values()), "")}
    boxes = lines_of(found).order_by("line") if count <= inputs.MOST_BOXES else ()
    return inputs.DiscloseForm(
        posted(request),
        posted_files(request),
        items=[(str(item.uid), f"{item.base_code} {item.name}".strip()[:160]) for item in boxes],
        listed=listed,
        initial=initial,
    )


def _disclose(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    if not may_disclose(request.user, found, queries.unit_of_place(data["place"], data["unit"])):
        wrong = FieldError("unit", "Bạn chỉ ghi công khai tại đơn vị mình phụ trách.")
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(wrong,))
    match data["which"]:
        case inputs.LISTED:
            chosen = asked_lines(request, found)
        case inputs.SOME:
            chosen = lines_of(found).filter(uid__in=data["items"])
        case _:
            chosen = lines_of(found)
    proof = take_upload(data["proof"], field="proof", actor=actor_of(request.user))
    told = Told(data["place"], data["on"], data["unit"], data["url"], data["note"], proof)
    return disclose_many(found, list(chosen.order_by("line")), told, actor=actor_of(request.user))


def _line(request: HttpRequest, found: Any, data: dict[str, Any]) -> object:
    return lists.add_line(found, **data, actor=actor_of(request.user))


def _said_published(done: object) -> Any:
    if isinstance(done, Job):
        return _("Việc công bố đang chạy ở nền. Bạn có thể rời trang; kết quả hiện ở đây.")
    return _("Đã công bố: các thủ tục có hiệu lực theo quyết định.")


LIST = "danh-muc"
_OF_LINES = {LIST, "them-dong"}
_DRAFT, _SIGNED, _PUBLISHED = (
    str(s) for s in (PublicationState.DRAFT, PublicationState.SIGNED, PublicationState.PUBLISHED)
)
ACTS: dict[str, Act] = {
    "cong-bo": Act(
        _("Công bố"),
        "publications.publish",
        (_SIGNED,),
        lambda request, _found: shared.NoForm(posted(request)),
        lambda request, found, _data: publish_many(found, actor=actor_of(request.user)),
        _said_published,
        hint=_(
            "Mọi dòng có hiệu lực từ ngày của quyết định. Dòng nào không làm được thì không dòng nào được làm, và trang nói vì sao."
        ),
        about=outlook_shown,
    ),
    LIST: Act(
        _("Đọc danh mục kèm quyết định"),
        "publications.draft",
        (_DRAFT, _SIGNED),
        lambda request, _found: inputs.ListForm(posted(request), posted_files(request)),
        _read,
        _("Đã nhận tệp."),
        button=_("Gửi và đọc"),
        hint=_(
            "Phần mềm đọc tệp ở nền, bản quét cũng đọc được; bạn có thể rời trang. Dòng đã xác nhận được giữ; dòng chưa xác nhận thay "
            "bằng dòng của tệp này."
        ),
    ),
    "them-dong": Act(
        _("Thêm một dòng"),
        "publications.draft",
        (_DRAFT, _SIGNED),
        lambda request, _found: inputs.LineForm(posted(request)),
        _line,
        _("Đã thêm dòng."),
    ),
    "trinh": Act(
        _("Trình duyệt"), "publications.draft", (_DRAFT,), _submit_form, _submit, _("Đã trình."), about=outlook_shown
    ),
    "ghi-so": Act(
        _("Ghi số, ngày ký"),
        "publications.publish",
        (_DRAFT,),
        lambda request, _found: inputs.SignedForm(posted(request), posted_files(request)),
        _record,
        _("Đã ghi; quyết định có trong kho văn bản."),
        hint=_("Dùng khi quyết định đã ký ở ngoài phần mềm."),
    ),
    "cong-khai": Act(
        _("Ghi công khai"),
        "disclosures.record",
        (_SIGNED, _PUBLISHED),
        _disclose_form,
        _disclose,
        said_of_disclosed,
    ),
    "sua": Act(_("Sửa thông tin"), "publications.draft", (_DRAFT, _SIGNED), _change_form, _change, _("Đã lưu.")),
    "bo": Act(
        _("Bỏ quyết định này"),
        "publications.publish",
        (_DRAFT, _SIGNED),
        lambda request, _found: shared.ReasonForm(posted(request)),
        lambda request, found, data: services.withdraw_decision(found, **data, actor=actor_of(request.user)),
        _("Đã bỏ."),
        danger=True,
    ),
}
"""By the tail of their address, the most wanted first."""
