"""Đôn đốc: from late work to a letter, its way to signature, who answered and who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.queries.approvals import approval_of, routes_for
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, has_any_grant, has_grant, require
from motcua.organisations.queries.posts import leaders_of
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk import words
from motcua.plans.desk.acting import act
from motcua.plans.desk.work_shown import names_of
from motcua.plans.forms import ReasonForm
from motcua.plans.forms.urging import SendForm, UrgeForm
from motcua.plans.permissions import may_urge
from motcua.plans.queries import urging as queries
from motcua.plans.services import urging as services
from motcua.plans.services.urging_paper import letter_as_handed, paper_of
from motcua.plans.workflow import LetterState
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.downloads import disposition
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.language import spoken
from motcua.ui.lists import Column, DateFilter, Empty, ListSpec, respond, state_column, state_filter
from motcua.ui.trail import latest

STATES = {
    LetterState.DRAFT: Badge(_("Dự thảo"), Tone.PLAIN),
    LetterState.IN_APPROVAL: Badge(_("Đang trình"), Tone.ACTIVE),
    LetterState.SENT: Badge(_("Đã gửi"), Tone.DONE),
    LetterState.WITHDRAWN: Badge(_("Đã bỏ"), Tone.LATE),
}
ANSWER_WITHIN = timedelta(days=7)
"""What the form proposes; the drafter sets the day."""


def _fill(rows: Sequence[Any]) -> None:
    figures = queries.figures_of(rows)
    names = names_of([row.owner_id for row in rows])
    for row in rows:
        row.figures, row.owner_name = figures[row.pk], names.get(row.owner_id, "")


LETTERS = ListSpec(
    key="letters",
    title=_("Văn bản đôn đốc"),
    columns=(
        Column(
            key="created_at",
            label=_("Ngày"),
            kind="date",
            value=lambda x: x.issued_on or clock.local(x.created_at).date(),
            sort=("created_at", "pk"),
        ),
        Column(key="number", label=_("Số, ký hiệu"), kind="code", value=lambda x: x.number or None),
        Column(
            key="title",
            label=_("Trích yếu"),
            link=lambda x: reverse("plans:letter", args=[x.uid]),
            sort=("sort_key", "pk"),
            wide=True,
        ),
        Column(key="owner_name", label=_("Cơ quan")),
        state_column(STATES),
        Column(key="units", label=_("Đơn vị"), kind="number", value=lambda x: x.figures.units),
        Column(key="answered", label=_("Đã trả lời"), kind="number", value=lambda x: x.figures.answered),
        Column(key="silent", label=_("Im lặng quá hạn"), kind="number", value=lambda x: x.figures.silent),
        Column(key="then", label=_("Quá hạn lúc lập"), kind="number", value=lambda x: x.figures.then),
        Column(key="now", label=_("Còn quá hạn"), kind="number", value=lambda x: x.figures.now),
    ),
    filters=(
        state_filter(STATES),
        DateFilter(key="made", label=_("Ngày lập"), field="created_at__date"),
    ),
    default_sort="-created_at",
    export_name="van-ban-don-doc",
    select=_fill,
    empty=Empty(
        title=_("Chưa có văn bản đôn đốc nào"),
        text=_("Từ việc quá hạn, một lần bấm lập văn bản đôn đốc kèm phụ lục của từng đơn vị."),
        action_label=_("Lập văn bản đôn đốc"),
        action_url="/desk/don-doc/lap/",
    ),
)


@require_safe
def letter_list(request: HttpRequest) -> HttpResponseBase:
    may = may_urge(request.user)
    rows = queries.letters_for(request.user)
    return respond(request, LETTERS.offering(may), rows, template="plans/desk/letters.html", context={"may_urge": may})


@require_http_methods(["GET", "POST"])
def urge(request: HttpRequest) -> HttpResponse:
    """Choose the units, all of them chosen already; then the draft, and with the main button its route too."""
    require(request.user, "urging.draft")
    data = request.POST if request.method == "POST" else request.GET
    plan, source = _uid(data.get("plan")), _uid(data.get("source"))
    rows = queries.late_for(request.user, plan=plan, source=source)
    owners = queries.owners_of_late(rows)
    owner = next((o for o in owners if o[1] == data.get("owner")), owners[0] if owners else None)
    if owner is None:
        return render(request, "plans/desk/urge.html", {"form": None, "owners": []})
    units = queries.late_units(rows, owner[0])
    signers = [(str(o.uid), f"{o.person.name}, {o.post}") for o in leaders_of(owner[0], clock.today())]
    wanted = [u for u in request.GET.getlist("unit") if u in {line[0] for line in units}]
    form = UrgeForm(
        request.POST if request.method == "POST" else None,
        units=[(uid, _unit_words(name, count, oldest)) for uid, name, count, oldest in units],
        signers=signers,
        initial={
            "units": wanted or [uid for uid, *_rest in units],
            "answer_by": clock.today() + ANSWER_WITHIN,
            "signer": signers[0][0] if signers else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        made = _draft(request, form, rows, owner)
        if made is not None:
            return redirect("plans:letter", made.uid)
    context = {
        "form": form,
        "owners": owners,
        "owner": owner,
        "plan": plan,
        "source": source,
        "count": sum(line[2] for line in units),
        "may_submit": has_any_grant(request.user, "approvals.submit"),
    }
    return render(request, "plans/desk/urge.html", context)


def _draft(request: HttpRequest, form: UrgeForm, rows: Any, owner: tuple[int, str, str, int]) -> Any:
    data = form.cleaned_data
    body, actor = unit_of(owner[1]), actor_of(request.user)
    signer = next((o for o in leaders_of(body, clock.today()) if str(o.uid) == data["signer"]), None)
    try:
        made = services.draft_letter(
            owner=body,
            occurrences=queries.chosen(rows, owner[0], data["units"]),
            answer_by=data["answer_by"],
            signer=signer,
            words=data["words"],
            actor=actor,
        )
    except Invalid as error:
        add_errors(form, error)
        return None
    except AppError as error:
        form.add_error(None, text_of(error))
        return None
    if "draft_only" in request.POST:
        messages.success(request, gettext("Đã lập dự thảo văn bản đôn đốc."))
        return made
    try:
        services.submit_letter(made, actor=actor)
    except AppError as error:
        messages.warning(request, f"{gettext('Đã lập dự thảo, chưa trình được.')} {text_of(error)}")
    else:
        messages.success(request, gettext("Đã lập văn bản đôn đốc và trình ký."))
    return made


@require_safe
def letter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One letter: where it stands, and by unit what was late, what is answered, what is late still."""
    found = queries.letter_for(request.user, uid)
    may = has_grant(request.user, "urging.draft", found.owner_id)
    seen = queries.units_seen(request.user, found)
    approval = approval_of(queries.letter_ref(found))
    now = clock.now()
    units = queries.units_of(found, only=seen)
    context = {
        "letter": found,
        "state": STATES[LetterState(found.state)],
        "owner": names_of([found.owner_id]).get(found.owner_id, ""),
        "figures": queries.figures_of([found])[found.pk],
        "whole": seen is None,
        "units": [
            (
                unit,
                [(x, x.occurrence, words.timing(x.occurrence, now), paper_of(x.occurrence.task)) for x in unit.lines],
            )
            for unit in units
        ],
        "may_edit": may and found.state == LetterState.DRAFT,
        "may_submit": may and found.state == LetterState.DRAFT and has_any_grant(request.user, "approvals.submit"),
        "issued": queries.issued_paper(found),
        "approval": approval if seen is None and approval is not None and approval.state != "withdrawn" else None,
        "history": latest(queries.letter_ref(found)) if seen is None else [],
    }
    return render(request, "plans/desk/letter.html", context)


@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter as Word: for the body that writes it; the units get it as issued."""
    found = queries.letter_for(request.user, uid)
    if queries.units_seen(request.user, found) is not None:
        raise NotFound("Không có văn bản đôn đốc này, hoặc bạn không được mở.")
    handed = letter_as_handed(found)
    response = HttpResponse(handed.content, content_type=handed.media_type)
    response["Content-Disposition"] = disposition(handed.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.letter_for(request.user, uid, "urging.draft")
    routes = routes_for(found.owner, services.APPROVAL_KIND, clock.today())
    form = SendForm(request.POST if request.method == "POST" else None, routes=[(r.key, r.name) for r in routes])
    return act(
        request,
        form,
        lambda data: services.submit_letter(found, actor=actor_of(request.user), **data),
        title=_("Trình duyệt"),
        back=(found.title[:60], reverse("plans:letter", args=[uid])),
        done=_("Đã trình."),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.letter_for(request.user, uid, "urging.draft")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return act(
        request,
        form,
        lambda data: services.withdraw_letter(found, actor=actor_of(request.user), reason=data["reason"]),
        title=_("Bỏ dự thảo đôn đốc"),
        back=(found.title[:60], reverse("plans:letter", args=[uid])),
        done=_("Đã bỏ; nội dung vẫn đọc được."),
    )


def _unit_words(name: str, count: int, oldest: Any) -> str:
    due = formats.short_date(clock.local(oldest).date(), spoken())
    said = ngettext("%(n)s việc quá hạn", "%(n)s việc quá hạn", count) % {"n": count}
    return f"{name}: {said}, {gettext('lâu nhất từ')} {due}"


def _uid(value: str | None) -> str:
    """The uid as it stands in an address; empty for what is none."""
    try:
        return str(UUID(value)) if value else ""
    except ValueError:
        return ""
