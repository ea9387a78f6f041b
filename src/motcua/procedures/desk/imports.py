"""Imports and comparisons on the desk: send a file, see what became of its rows, decide about those that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.services.files import store_data
from motcua.kernel.errors import Refused, Stale
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.imports import CodeForm, NoForm, OptionalReasonForm, PartsForm, TakeInForm
from motcua.procedures.queries import comparing, imports, words
from motcua.procedures.queries.refusals import left, refusal_of
from motcua.procedures.queries.sections import sections_of
from motcua.procedures.services.deciding import accept_row, give_code, reject_row
from motcua.procedures.services.runs import compare_again, start_accepting, start_run
from motcua.ui.acting import act
from motcua.ui.badges import Badge, Tone
from motcua.ui.errors import text_of
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond, state_column, state_filter
from motcua.ui.progress import under_way

IMPORT = "procedures.import"
MODES = {"import": _("Nhập"), "compare": _("Đối chiếu")}
STATES = {
    "proposed": Badge(_("Chờ quyết định"), Tone.RISK),
    "set_aside": Badge(_("Để riêng"), Tone.PAUSED),
    "new": Badge(_("Thủ tục mới"), Tone.DONE),
    "changed": Badge(_("Phiên bản mới"), Tone.DONE),
    "accepted": Badge(_("Đã nhận"), Tone.DONE),
    "rejected": Badge(_("Không nhận"), Tone.PLAIN),
}
DOUBTS = {
    "limit_without_unit": _("Thời hạn không có đơn vị"),
    "limit_of_zero": _("Thời hạn bằng không"),
    "fee_differs_from_note": _("Phí khác ghi chú"),
    "same_text_as_another": _("Cùng nội dung với thủ tục khác"),
    "name_of_another": _("Có thể là tên của thủ tục khác"),
    "part_emptied": _("Mất nội dung đang có"),
    "quantity_unclear": _("Số lượng không rõ"),
    "form_name_unclear": _("Tên biểu mẫu không rõ"),
    "agency_unclear": _("Cơ quan, nơi nộp chưa rõ"),
    "code_unusual": _("Mã không đúng dạng"),
    "shown_counted": _("Chỉ xuất trình mà có số bản"),
    "local_limit_idle": _("Thời hạn địa phương không còn ngắn hơn"),
    "local_fee_older": _("Phí chung đổi sau mức của địa phương"),
    "hidden_dropped": _("Ký tự ẩn đã bỏ"),
    "sorted_again": _("Nguồn đổi phần người đã sửa hoặc chọn giữ"),
}
COUNTS = (
    ("rows", _("Số dòng"), ""),
    ("new", _("Thủ tục mới"), "new"),
    ("changed", _("Phiên bản mới"), "changed"),
    ("same", _("Không đổi"), ""),
    ("proposed", _("Chờ quyết định"), "proposed"),
    ("accepted", _("Đã nhận"), "accepted"),
    ("rejected", _("Không nhận"), "rejected"),
    ("set_aside", _("Để riêng"), "set_aside"),
    ("lacking", _("Còn thiếu bộ phận"), ""),
    ("doubted", _("Cần xem lại"), ""),
    ("absent", _("Danh mục có, tệp không có"), ""),
)

_DONE, _RUNNING = Badge(_("Xong"), Tone.DONE), Badge(_("Đang làm"), Tone.ACTIVE)
_STOPPED, _FAILED = Badge(_("Dừng giữa chừng"), Tone.LATE), Badge(_("Không đọc được"), Tone.LATE)


def _standing(found: Any) -> Badge:
    """Those that have ended cost no query."""
    if found.ended_at is not None:
        return _DONE
    jobs = imports.jobs_of([found])
    if imports.broken_off([found], jobs):
        return _STOPPED
    return _FAILED if jobs[0] is not None and jobs[0].state in ("failed", "cancelled") else _RUNNING


RUNS = ListSpec(
    key="procedure_runs",
    title=_("Nhập và đối chiếu thủ tục"),
    columns=(
        Column(
            key="started_at",
            label=_("Bắt đầu"),
            kind="moment",
            link=lambda r: reverse("procedures:run", args=[r.uid]),
            sort=("started_at", "pk"),
        ),
        Column(key="file_name", label=_("Tệp"), wide=True),
        Column(key="mode", label=_("Việc"), value=lambda r: MODES[r.mode]),
        Column(key="state", label=_("Tình trạng"), value=_standing),
        Column(key="rows", label=_("Dòng"), kind="number", value=lambda r: r.counts.get("rows")),
        Column(key="new", label=_("Mới"), kind="number", value=lambda r: r.counts.get("new")),
        Column(key="changed", label=_("Thay đổi"), kind="number", value=lambda r: r.counts.get("changed")),
        Column(key="proposed", label=_("Khác"), kind="number", value=lambda r: r.counts.get("proposed")),
        Column(key="set_aside", label=_("Để riêng"), kind="number", value=lambda r: r.counts.get("set_aside")),
        Column(key="by_name", label=_("Người làm")),
    ),
    filters=(
        ChoiceFilter(key="mode", label=_("Việc"), options=[Option(k, v) for k, v in MODES.items()], apply="mode"),
    ),
    default_sort="-started_at",
    export_name="nhap-thu-tuc",
    empty=Empty(
        title=_("Chưa nhập hay đối chiếu tệp nào"),
        text=_("Gửi tệp dữ liệu của Cơ sở dữ liệu quốc gia, của bộ, hoặc danh mục CSV."),
        action_label=_("Gửi tệp"),
        action_url="/desk/thu-tuc/nhap/moi/",
    ),
)


def _named(row: Any) -> str:
    return str(row.name or gettext("(không đọc được tên)"))


def _parts(row: Any) -> str:
    return words.listed([comparing.PARTS.get(part, part) for part in row.parts])


def _doubts(row: Any) -> str:
    return words.listed([DOUBTS.get(name, name) for name in dict.fromkeys(pair[0] for pair in row.doubts)])


def _with_doubt(rows: QuerySet[Any], values: Sequence[str]) -> QuerySet[Any]:
    return imports.looking_wrong(rows) if "doubted" in values else rows


ROWS = ListSpec(
    key="procedure_rows",
    title=_("Các dòng"),
    columns=(
        Column(key="line", label=_("Dòng"), kind="number", sort=("line",)),
        Column(key="code", label=_("Mã"), kind="code", sort=("code", "line")),
        Column(
            key="name",
            label=_("Tên thủ tục"),
            wide=True,
            value=_named,
            link=lambda r: reverse("procedures:row", args=[r.uid]),
        ),
        state_column(STATES),
        Column(key="reason", label=_("Lý do"), kind="name"),
        Column(key="parts", label=_("Phần khác"), kind="name", value=_parts),
        Column(
            key="lacks",
            label=_("Còn thiếu"),
            kind="name",
            value=lambda r: words.listed([words.PARTS[p] for p in r.lacks]),
        ),
        Column(key="doubts", label=_("Cần xem lại"), kind="name", value=_doubts),
    ),
    filters=(
        state_filter(STATES),
        ChoiceFilter(
            key="look", label=_("Cần xem lại"), options=[Option("doubted", _("Có chỗ đáng ngờ"))], apply=_with_doubt
        ),
    ),
    search=imports.search_rows,
    search_label=_("Tìm theo mã hoặc tên"),
    default_sort="line",
    export_name="dong-nhap-thu-tuc",
    empty=Empty(title=_("Không có dòng nào cần xem"), text=_("Mọi dòng của tệp đều giống danh mục.")),
)


_UNREAD = Empty(title=_("Chưa có dòng nào"), text=_("Tệp chưa đọc xong, hoặc không đọc được: xem ở trên."))


@require_safe
def runs(request: HttpRequest) -> HttpResponseBase:
    require(request.user, IMPORT)
    return respond(request, RUNS, imports.runs_for(request.user), template="procedures/desk/runs.html")


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """A file is sent, kept and read by a job; its page shows how far it is."""
    require(request.user, IMPORT)

    def start(data: dict[str, Any]) -> Any:
        actor, upload = actor_of(request.user), data["file"]
        kept = store_data(upload.read(), name=upload.name, actor=actor)
        return start_run(kept, name=upload.name, mode=data["mode"], valid_from=data["valid_from"], actor=actor)

    return act(
        request,
        TakeInForm(request.POST or None, request.FILES or None),
        start,
        title=_("Gửi tệp thủ tục"),
        button=_("Gửi và đọc tệp"),
        hint=_("Hệ thống đọc tệp ở nền; bạn có thể rời trang, kết quả được giữ lại."),
        back=(_("Nhập và đối chiếu thủ tục"), reverse("procedures:runs")),
        done=_("Đã nhận tệp."),
        to=lambda run: reverse("procedures:run", args=[run.uid]),
    )


@require_safe
def run(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    found = imports.run_for(request.user, uid)
    states, jobs = imports.states_of(found), imports.jobs_of([found])
    context: dict[str, object] = {
        "run": found,
        "mode": MODES[found.mode],
        "strange": words.listed(
            [gettext("{field} ({rows} dòng)").format(field=name, rows=rows) for name, rows in found.strange.items()]
        ),
        "figures": _figures(found, states),
        "waiting": states.get("proposed", 0),
        "moved": imports.moved_rows(found).count() if states.get("proposed") else 0,
        "later": imports.compared_again(found),
        "work": under_way(jobs[0], actor_of(request.user)),
        "broken": words.BROKEN_OFF if imports.broken_off([found], jobs) else "",
    }
    spec = ROWS if found.ended_at else replace(ROWS, empty=_UNREAD)
    return respond(request, spec, imports.rows_of(found), template="procedures/desk/run.html", context=context)


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One row beside the registry: what differs, part by part; accept the parts that are right."""
    found = imports.row_for(request.user, uid)
    actor = actor_of(request.user)
    if request.method == "POST" and found.state == "accepted" and found.decided_by == actor.name:
        return redirect(_after(found))  # pressed twice
    waits = found.state in {"proposed", "set_aside"}
    proposal = imports.proposal_of(found) if waits else None
    read = _read(found, proposal)
    changes = comparing.changes_by_part(proposal.old, proposal.new, proposal.parts) if proposal and proposal.old else []
    names, lost = [(change.part, change.label) for change in changes], proposal.lost if proposal else ()
    form = PartsForm(
        (request.POST or None) if waits else None,
        parts=names,
        initial={"parts": [n for n, _label in names if n not in lost], "seen": proposal.seen if proposal else ""},
    )
    status = 200
    if request.method == "POST" and not waits:
        messages.error(
            request, gettext("Dòng này đã được quyết định: {state}.").format(state=found.get_state_display())
        )
        status = 409
    elif request.method == "POST" and form.is_valid():
        try:
            taken = form.cleaned_data["parts"] if names else None
            accept_row(found, parts=taken, seen=form.cleaned_data["seen"], actor=actor)
        except (Refused, Stale) as error:
            form.add_error(None, text_of(error))
            status = error.status
        else:
            messages.success(request, gettext("Đã nhận dòng {line}.").format(line=found.line))
            return redirect(_after(found))
    chosen = form["parts"].value() or []
    context = _told(found, proposal, read) | {
        "form": form,
        "changes": [(change, change.part in chosen) for change in changes],
        "waits": waits,
    }
    return render(request, "procedures/desk/row.html", context, status=status)


def _told(found: Any, proposal: imports.Proposal | None, read: Any) -> dict[str, Any]:
    """What the page says of a row, whatever is being done with it."""
    outdated = proposal is not None and imports.outdated(found, proposal)
    refused = refusal_of(found) if proposal is not None else None
    return {
        "row": found,
        "run": found.run,
        "state": STATES[found.state],
        "proposal": proposal,
        "sections": sections_of(read) if read else None,
        "doubts": [(DOUBTS.get(name, name), said) for name, said in found.doubts],
        "lacks": [words.PARTS[part] for part in found.lacks],
        "taken": [comparing.PARTS.get(part, part) for part in found.taken],
        "made": found.made,
        "made_changes": comparing.changes_made(found.made) if found.made else None,
        "again": words.listed([comparing.PARTS.get(part, part) for part in proposal.again]) if proposal else "",
        "untold": words.listed([n for part, n in comparing.PARTS.items() if proposal and part in proposal.untold]),
        "lost": proposal.lost if proposal else (),
        "outdated": outdated,
        "refused": refused,
        "refused_left": words.listed([comparing.PARTS.get(part, part) for part in left(refused)]) if refused else "",
        "moved": imports.moved_by(found.run, proposal.procedure) if outdated and proposal else None,
        "later": imports.compared_again(found.run) if outdated else None,
        "raw": None if proposal or read else imports.raw_text(found),
    }


@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = imports.row_for(request.user, uid)
    return act(
        request,
        OptionalReasonForm(request.POST or None),
        lambda data: reject_row(found, reason=data["reason"], actor=actor_of(request.user)),
        title=_("Không nhận dòng này"),
        said=f"{found.code} {found.name}".strip(),
        back=_back(found),
        done=_("Đã ghi là không nhận."),
        to=lambda _made: _after(found),
    )


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = imports.row_for(request.user, uid)
    return act(
        request,
        CodeForm(request.POST or None, initial={"code": found.code}),
        lambda data: give_code(found, data["code"], sure=data["sure"], actor=actor_of(request.user)),
        title=_("Cho dòng này một mã"),
        said=_named(found),
        back=_back(found),
        done=_("Đã ghi mã. Hãy xem khác biệt rồi quyết định."),
    )


@require_http_methods(["GET", "POST"])
def accept_all(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = imports.run_for(request.user, uid)
    count = imports.states_of(found).get("proposed", 0)
    back = (found.file_name, reverse("procedures:run", args=[found.uid]))
    return act(
        request,
        NoForm(request.POST if request.method == "POST" else None),
        lambda _data: start_accepting(found, actor=actor_of(request.user)),
        title=_("Nhận mọi dòng đang chờ"),
        hint=gettext(
            "{n} dòng đang chờ được nhận nguyên vẹn, mỗi dòng thành một phiên bản mới. Dòng để riêng vẫn để riêng; dòng có "
            "thể mang nội dung của thủ tục khác, dòng làm mất nội dung đang có, dòng có nội dung mà đã có người không nhận và dòng "
            "mà danh mục đã đổi từ khi so sánh vẫn chờ bạn xem từng dòng."
        ).format(n=count),
        back=back,
        done=_("Đã xếp việc nhận các dòng."),
    )


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The kept file compared with the registry as it is now."""
    found = imports.run_for(request.user, uid)
    return act(
        request,
        NoForm(request.POST if request.method == "POST" else None),
        lambda _data: compare_again(found, actor=actor_of(request.user)),
        title=_("So sánh lại"),
        said=found.file_name,
        hint=_(
            "Hệ thống đọc lại tệp đã giữ và đối chiếu với danh mục bây giờ, ở nền. Lần so sánh cũ và quyết định của bạn vẫn còn."
        ),
        back=(found.file_name, reverse("procedures:run", args=[found.uid])),
        done=_("Đã xếp việc so sánh lại."),
        to=lambda made: reverse("procedures:run", args=[made.uid]),
    )


def _read(found: Any, proposal: Any) -> Any:
    """What is shown whole: the content of a row that the registry has nothing beside, as far as it can be read."""
    if proposal is not None:
        return proposal.new if proposal.old is None else None
    return imports.said_of(found) if found.state == "set_aside" else None


def _after(found: Any) -> str:
    """To the next row that waits, so that one need not go back to the list each time."""
    following = imports.next_waiting(found)
    if following is not None:
        return reverse("procedures:row", args=[following.uid])
    return reverse("procedures:run", args=[found.run.uid])


def _back(found: Any) -> tuple[str, str]:
    return gettext("Dòng {line}").format(line=found.line), reverse("procedures:row", args=[found.uid])


def _figures(found: Any, states: dict[str, int]) -> list[dict[str, Any]]:
    """Counts of the run, those of rows that stand somewhere as they are now; each leads to its rows where there are any."""
    now = {
        **found.counts,
        **{state: states.get(state, 0) for state in ("proposed", "accepted", "rejected", "set_aside")},
    }
    address = reverse("procedures:run", args=[found.uid])
    return [
        {"label": label, "value": now[key], "url": f"{address}?state={state}" if state else ""}
        for key, label, state in COUNTS
        if now.get(key) or (key == "rows" and found.counts)
    ]
