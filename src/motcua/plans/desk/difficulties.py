"""Difficulties: the list of a unit or of a leader, one with its instructions, and what becomes of them."""

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

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, has_grant
from motcua.plans.desk import words
from motcua.plans.desk.acting import act
from motcua.plans.desk.work_shown import names_of, source_of_task
from motcua.plans.forms.work import GivenTaskForm, InstructionForm
from motcua.plans.queries import work as queries
from motcua.plans.services import difficulties as services
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    Empty,
    ListSpec,
    Option,
    respond,
    state_column,
    state_filter,
)


def _fill(rows: Any) -> None:
    names = names_of([d.unit_id for d in rows])
    for row in rows:
        row.unit_name = names.get(row.unit_id, "")


def _units(request: HttpRequest) -> list[Option]:
    rows = queries.difficulties_for(request.user).order_by("unit").values_list("unit", "unit__uid").distinct()
    found = dict(rows)
    names = names_of(found)
    return sorted((Option(str(uid), names.get(pk, "")) for pk, uid in found.items()), key=lambda o: str(o.label))


DIFFICULTIES = ListSpec(
    key="difficulties",
    title=_("Khó khăn, vướng mắc"),
    columns=(
        Column(
            key="text",
            label=_("Khó khăn, vướng mắc"),
            link=lambda d: reverse("plans:difficulty", args=[d.uid]),
            value=lambda d: d.text[:300],
            export=lambda d: d.text,
            wide=True,
        ),
        Column(key="unit_name", label=_("Đơn vị")),
        Column(key="leader", label=_("Lãnh đạo phụ trách"), value=lambda d: d.leader.person.name if d.leader else None),
        Column(key="raised_at", label=_("Nêu lúc"), kind="moment", sort=("raised_at", "pk")),
        Column(key="due_at", label=_("Cần ý kiến trước"), kind="moment", sort=("due_at", "pk")),
        state_column(words.DIFFICULTY_STATES),
    ),
    filters=(
        ChoiceFilter(
            key="waiting",
            label=_("Chờ tôi"),
            options=[Option("1", _("Chờ tôi cho ý kiến"))],
            apply=lambda rows, _values: rows,
        ),
        state_filter(words.DIFFICULTY_STATES),
        ChoiceFilter(key="unit", label=_("Đơn vị"), options=_units, apply="unit__uid", control="select"),
        DateFilter(key="raised", label=_("Nêu trong khoảng"), field="raised_at__date"),
    ),
    search="plan_difficulty",
    search_label=_("Tìm khó khăn, vướng mắc"),
    default_sort="-raised_at",
    export_name="kho-khan",
    select=_fill,
    empty=Empty(
        title=_("Không có khó khăn nào"),
        text=_("Đơn vị nêu khó khăn từ trang của việc; khó khăn đến ngay lãnh đạo phụ trách."),
    ),
)


@require_safe
def difficulty_list(request: HttpRequest) -> HttpResponseBase:
    rows = queries.difficulties_for(request.user)
    if request.GET.get("waiting"):
        rows = rows.filter(pk__in=queries.difficulties_waiting(request.user).values("pk"))
    return respond(request, DIFFICULTIES, rows, template="plans/desk/difficulties.html")


@require_http_methods(["GET", "POST"])
def difficulty(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One difficulty. A post is the leader's instruction."""
    found = queries.difficulty_for(
        request.user, uid, "difficulties.answer" if request.method == "POST" else "plans.read"
    )
    form = InstructionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.instruct(found, text=form.cleaned_data["text"], actor=actor_of(request.user))
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(request, gettext("Đã gửi ý kiến chỉ đạo."))
            return redirect("plans:difficulty", uid)
    open_still = found.state != "settled"
    names = names_of([found.unit_id, found.owner_id])
    context = {
        "difficulty": found,
        "form": form,
        "state": words.DIFFICULTY_STATES[found.state],
        "unit_name": names.get(found.unit_id, ""),
        "source": source_of_task(found.task) if found.task else None,
        "instructions": list(found.instructions.select_related("task").order_by("pk")),
        "late": found.answered_at is None and found.due_at < clock.now(),
        "may_answer": open_still and queries.may_answer(request.user, found),
        "may_settle": open_still and has_grant(request.user, "difficulties.raise", found.unit_id),
        "may_give": has_grant(request.user, "tasks.give", found.owner_id),
    }
    return render(request, "plans/desk/difficulty.html", context)


@require_POST
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.difficulty_for(request.user, uid, "difficulties.raise")
    try:
        services.settle_difficulty(found, actor=actor_of(request.user))
    except AppError as error:
        messages.error(request, text_of(error))
    else:
        messages.success(request, gettext("Đã ghi khó khăn đã xử lý xong."))
    return redirect("plans:difficulty", uid)


@require_http_methods(["GET", "POST"])
def make_task(request: HttpRequest, uid: UUID, instruction: UUID) -> HttpResponse:
    """Turn an instruction into a task with lead and date."""
    found = queries.difficulty_for(request.user, uid)
    given = found.instructions.filter(uid=instruction).select_related("difficulty__owner", "difficulty__leader").first()
    if given is None or not has_grant(request.user, "tasks.give", found.owner_id):
        raise NotFound("Không có ý kiến này, hoặc bạn không được giao việc từ đó.")

    def run(data: dict[str, Any]) -> object:
        data = {name: data[name] for name in ("leads", "due_on", "deliverable", "text")}
        return services.make_task(given, actor=actor_of(request.user), **data)

    return act(
        request,
        GivenTaskForm(request.POST or None, issuer=given.difficulty.owner, initial={"text": given.text}),
        run,
        title=_("Giao việc từ ý kiến chỉ đạo"),
        button=_("Giao việc"),
        said=given.text,
        back=(gettext("Khó khăn, vướng mắc"), reverse("plans:difficulty", args=[uid])),
        done=_("Đã giao việc."),
    )
