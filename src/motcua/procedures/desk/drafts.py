"""Writing a procedure: begin, each part on a page of its own, hand over, take back, give up, put in force."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.errors import Invalid, NotFound, Refused, Stale
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.procedures.content import Content, Part, demanded, missing_parts
from motcua.procedures.desk.frame import frame
from motcua.procedures.desk.part_forms import PartPage
from motcua.procedures.forms.drafts import PublishForm, ReasonForm
from motcua.procedures.forms.parts import NewProcedureForm
from motcua.procedures.permissions import may_edit, may_publish
from motcua.procedures.queries import comparing, desk, words
from motcua.procedures.queries.grounds import adding, found_laws, unknown_in
from motcua.procedures.queries.imports import newest_of
from motcua.procedures.queries.publication import signing
from motcua.procedures.queries.registry import content_of
from motcua.procedures.services import drafts
from motcua.ui import formats
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.language import spoken
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond

EDIT, PUBLISH = "procedures.edit", "procedures.publish"
GENERAL = "chung"
PARTS: dict[str, Any] = {
    GENERAL: _("Thông tin chung"),
    **{part.value: words.PARTS[part] for part in Part if part not in (Part.NAME, Part.FORMS)},
}
"""What is written one page each; the names of forms stand with their papers."""
_WRITTEN = Badge(_("Đang soạn"), Tone.ACTIVE)
_WAITS = {"own": Badge(_("Chờ công bố"), Tone.RISK), "national": Badge(_("Chờ áp dụng"), Tone.RISK)}
"""Handed over, by the origin of the procedure: what is national no decision of ours publishes."""


def _state(written: Any) -> Badge:
    return _WAITS[written.procedure.origin] if written.submitted_at else _WRITTEN


DRAFTS = ListSpec(
    key="drafts",
    title=_("Bản đang soạn"),
    columns=(
        Column(
            key="code",
            label=_("Mã"),
            kind="code",
            value=lambda v: v.procedure.display_code,
            sort=("procedure__base_code",),
        ),
        Column(
            key="name",
            label=_("Tên thủ tục"),
            wide=True,
            link=lambda v: reverse("procedures:draft", args=[v.procedure.uid]),
            sort=("name", "pk"),
        ),
        Column(key="state", label=_("Tình trạng"), value=_state),
        Column(key="lacks", label=_("Còn thiếu"), kind="name", value=lambda v: _parts(v.lacks)),
        Column(key="unread_in", label=_("Chưa cấu trúc"), kind="name", value=lambda v: _parts(v.unread_in)),
        Column(key="created_at", label=_("Bắt đầu soạn"), kind="moment", sort=("created_at", "pk")),
    ),
    filters=(
        ChoiceFilter(
            key="state",
            label=_("Tình trạng"),
            options=[Option("written", _("Đang soạn")), Option("waits", _("Chờ công bố, chờ áp dụng"))],
            apply=lambda rows, values: (
                rows.filter(submitted_at__isnull=values[0] == "written") if len(values) == 1 else rows
            ),
        ),
    ),
    search=desk.search_drafts,
    search_label=_("Tìm theo mã hoặc tên"),
    default_sort="-created_at",
    export_name="ban-soan-thu-tuc",
    empty=Empty(
        title=_("Không có bản nào đang soạn"),
        text=_("Soạn thủ tục mới của tỉnh, hoặc mở một thủ tục rồi chọn «Soạn phiên bản mới»."),
        action_label=_("Soạn thủ tục mới"),
        action_url="/desk/thu-tuc/soan/moi/",
    ),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    require(request.user, EDIT)
    return respond(request, DRAFTS, desk.drafts_for(request.user), template="procedures/desk/drafts.html")


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    require(request.user, EDIT)
    return act(
        request,
        NewProcedureForm(request.POST or None),
        lambda data: drafts.create_procedure(drafts.NewProcedure(**data), actor=actor_of(request.user)),
        title=_("Soạn thủ tục mới của tỉnh"),
        button=_("Bắt đầu soạn"),
        hint=_("Thủ tục do tỉnh quy định, hoặc thủ tục nội bộ. Thủ tục của trung ương thì nhập từ dữ liệu quốc gia."),
        back=(_("Danh mục thủ tục hành chính"), reverse("procedures:registry")),
        done=_("Đã lập thủ tục. Hãy soạn từng phần."),
        to=lambda draft: reverse("procedures:draft", args=[draft.procedure.uid]),
    )


@require_POST
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = desk.procedure_for(request.user, uid, EDIT)
    if drafts.open_draft(found) is None:
        drafts.begin_draft(found, actor=actor_of(request.user))
    return redirect("procedures:draft", found.uid)


@require_safe
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The draft with its parts: what is there, what lacks, what is still words; what it changes; what may be done next."""
    found, written = _draft(request, uid)
    content = content_of(written)
    before = newest_of(found)
    missing = {part.value for part in missing_parts(content)}
    unread = {u.part.value for u in content.unread}
    may_add = has_any_grant(request.user, "legal_documents.change")
    context = frame(found, "soan") | {
        "draft": written,
        "state": _state(written),
        "content": content,
        "parts": [
            {
                "label": label,
                "url": reverse("procedures:draft_part", args=[found.uid, key]),
                "missing": key in missing or (key == Part.COMPONENTS and Part.FORMS in missing),
                "unread": key in unread or (key == Part.COMPONENTS and Part.FORMS in unread),
                "told": _told(content, key),
            }
            for key, label in PARTS.items()
        ],
        "unknown": [(ground, adding(ground) if may_add else "") for ground in unknown_in(content)],
        "demanded": [content.components[n] for n in demanded(content)],
        "changes": comparing.changes(before, written) if before else None,
        "outdated": drafts.outdated(written),
        "signing": signing(found),
        "may_publish": may_publish(request.user) and found.origin == "national",
        "may_take_back": may_publish(request.user) or may_edit(request.user),
    }
    return render(request, "procedures/desk/draft.html", context)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """One part: its entries, the words that nobody has sorted, and for parts "if any" the answer."""
    found, written = _draft(request, uid)
    if key not in PARTS:
        raise NotFound("Không có phần này.", code="no_part")
    page = PartPage(key, content_of(written), seen=written.fingerprint)
    status = 200
    if request.method == "POST":
        page.take(request.POST)
        if "them" not in request.POST:
            status = _saved(request, page, written)
            if status == 302:
                return redirect(_next(request, found, key))
    asked = request.GET.get("q", "").strip() if key == Part.GROUNDS else ""
    if picked := request.GET.get("them", "") if key == Part.GROUNDS and request.method == "GET" else "":
        page.add_ground(request.user, picked)
    context = {
        "procedure": found,
        "draft": written,
        "page": page,
        "label": PARTS[key],
        "parts": [
            {"label": label, "url": reverse("procedures:draft_part", args=[found.uid, one]), "current": one == key}
            for one, label in PARTS.items()
        ],
        "following": _following(key) is not None,
        "finder": key == Part.GROUNDS,
        "q": asked,
        "laws": found_laws(request.user, asked) if asked else None,
    }
    return render(request, "procedures/desk/draft_part.html", context, status=status)


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, written = _draft(request, uid)
    return _act(
        request,
        found,
        ReasonForm(request.POST if request.method == "POST" else None, asked=False),
        lambda _data: drafts.submit_draft(written, actor=actor_of(request.user)),
        title=_("Chuyển công bố") if found.origin == "own" else _("Chuyển để áp dụng"),
        hint=_("Bản soạn được khóa lại, chờ đưa vào quyết định công bố.")
        if found.origin == "own"
        else _("Bản soạn được khóa lại, chờ văn phòng áp dụng."),
        done=_("Đã chuyển bản soạn."),
    )


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, written = _draft(request, uid)
    return _act(
        request,
        found,
        ReasonForm(request.POST or None, asked=False, reason=True),
        lambda data: drafts.take_back_draft(written, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Đưa về soạn tiếp"),
        done=_("Đã mở lại bản soạn."),
    )


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, written = _draft(request, uid)
    return _act(
        request,
        found,
        ReasonForm(request.POST or None, asked=True, reason=True),
        lambda data: drafts.discard_draft(written, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Bỏ bản soạn"),
        warning=_("Những gì đã soạn không còn dùng được; nhật ký vẫn giữ."),
        done=_("Đã bỏ bản soạn."),
        to=lambda _made: reverse("procedures:procedure", args=[found.uid]),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
def put_in_force(request: HttpRequest, uid: UUID) -> HttpResponse:
    """For national contents: the same content, better kept."""
    require(request.user, PUBLISH)
    found, written = _draft(request, uid)
    return _act(
        request,
        found,
        PublishForm(request.POST or None),
        lambda data: drafts.put_in_force(written, valid_from=data["valid_from"], actor=actor_of(request.user)),
        title=_("Áp dụng nội dung đã biên tập"),
        hint=_(
            "Nội dung này thay bản nhập từ Cơ sở dữ liệu quốc gia. Lần nhập sau chỉ lấy lại những phần mà nguồn quốc gia thay đổi."
        ),
        warning=_until(found),
        done=_("Đã áp dụng nội dung đã biên tập."),
        to=lambda _made: reverse("procedures:procedure", args=[found.uid]),
    )


def _until(found: Any) -> str:
    """What an abolition that is decided means for a content that is put in force before it."""
    if found.abolished_on is None:
        return ""
    on = formats.short_date(found.abolished_on, spoken())
    return gettext("Thủ tục này bãi bỏ từ {on}: nội dung được áp dụng chỉ đến trước ngày đó.").format(on=on)


@require_POST
def renew(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, written = _draft(request, uid)
    again = drafts.renew_draft(written, actor=actor_of(request.user))
    parts = words.listed([comparing.PARTS.get(one, one) for one in again])
    said = gettext("Đã cập nhật theo nguồn. Các phần phải soạn lại: {parts}.").format(parts=parts)
    messages.success(request, said if again else gettext("Đã cập nhật theo nguồn; những gì đã soạn được giữ nguyên."))
    return redirect("procedures:draft", found.uid)


def _draft(request: HttpRequest, uid: UUID) -> tuple[Any, Any]:
    found = desk.procedure_for(request.user, uid, EDIT)
    written = drafts.open_draft(found)
    if written is None:
        raise NotFound("Thủ tục này không có bản nào đang soạn.", code="no_draft")
    return found, written


def _act(request: HttpRequest, found: Any, form: Any, run: Any, **more: Any) -> HttpResponse:
    back = (found.display_code, reverse("procedures:draft", args=[found.uid]))
    return act(request, form, run, back=back, said=found.name, **more)


def _saved(request: HttpRequest, page: PartPage, written: Any) -> int:
    """The status of the answer; 302 when it is saved."""
    if not page.is_valid():
        return 422
    try:
        drafts.save_draft(written, page.written(), seen=page.seen, actor=actor_of(request.user))
    except Invalid as error:
        page.tell(error)
        return error.status
    except Stale as error:
        page.look_again(content_of(written), written.fingerprint, error)
        return error.status
    except Refused as error:
        page.left.add_error(None, text_of(error))
        return error.status
    messages.success(request, gettext("Đã lưu phần «{part}».").format(part=PARTS[page.key]))
    return 302


def _following(key: str) -> str | None:
    keys = list(PARTS)
    place = keys.index(key) + 1
    return keys[place] if place < len(keys) else None


def _next(request: HttpRequest, found: Any, key: str) -> str:
    following = _following(key) if "tiep" in request.POST else None
    if following is not None:
        return reverse("procedures:draft_part", args=[found.uid, following])
    return reverse("procedures:draft", args=[found.uid])


def _told(content: Content, key: str) -> str:
    """How much stands in a part."""
    value = getattr(content, key, ())
    if key == GENERAL:
        return content.field
    return gettext("{n} mục").format(n=len(value)) if value else ""


def _parts(text: str) -> str:
    return words.listed([words.PARTS[part] for part in text.split()])
