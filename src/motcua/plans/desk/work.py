"""My work: what my units owe, what was given to me, what waits for my word; and a task with its whole story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.organisations.permissions import actor_of, has_grant, require
from motcua.organisations.queries.people import officers_on
from motcua.organisations.queries.units import names_on
from motcua.plans.desk import depth, words
from motcua.plans.desk.acting import act
from motcua.plans.desk.schedule_words import due_words
from motcua.plans.desk.story import content as story_shown
from motcua.plans.desk.work_shown import names_of, source_of_task
from motcua.plans.forms.work import CommentForm, EventForm
from motcua.plans.permissions import may_urge
from motcua.plans.queries import opinions
from motcua.plans.queries import work as queries
from motcua.plans.queries.board import looked_at, units_looked_at
from motcua.plans.queries.holding import dividing_units
from motcua.plans.queries.inspections import remedies_of
from motcua.plans.queries.story import task_story
from motcua.plans.services.assigning import comment
from motcua.plans.services.work import raise_event
from motcua.plans.workflow import OccurrenceState
from motcua.ui.forms import add_errors
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

NEXT = 8
"""Rows of the desk's first page."""
ASKED = 3
"""Rows of each kind of what others wait for, over the list of work."""
NAMED = 6
"""Units named in the head of a task; the others stand folded under them."""
_READ = (
    "uid", "key", "kind", "state", "starts_on", "due_at", "original_due_at", "handed_in_at", "unit_id",
    "task__uid", "task__task", "task__lead", "task__owner_id",
    "task__plan__uid", "task__plan__number", "task__plan__title",
    "task__work_source__uid", "task__work_source__kind", "task__work_source__number", "task__work_source__title",
    "task__parent__uid", "task__parent__task",
)  # fmt: skip
"""What the columns of the list read; a row has no more."""
_MENTION = re.compile(r"@([a-z0-9][a-z0-9._-]{1,58}[a-z0-9])")


def fill(rows: Sequence[Any], moment: datetime | None = None) -> None:
    """Names of units and the timing of each row, now or at a moment. One query."""
    now = moment or clock.now()
    names = names_on({pk for o in rows for pk in (o.unit_id, o.task.owner_id) if pk}, clock.local(now).date())
    for row in rows:
        row.unit_name = names.get(row.unit_id) or row.task.lead or gettext("Chưa rõ đơn vị")
        row.timing_badge = words.timing(row, now)
        row.source_shown = source_of_task(row.task)


def _units(request: HttpRequest) -> list[Option]:
    found = dict(units_looked_at(request.user, request.GET.getlist("role")).values_list("pk", "uid"))
    names = names_of(found)
    return sorted((Option(str(uid), names.get(pk, "")) for pk, uid in found.items()), key=lambda o: str(o.label))


def _with_timings(rows: QuerySet[Any], timings: Sequence[str]) -> QuerySet[Any]:
    return queries.with_timings(rows, timings)


WORK = ListSpec(
    key="work",
    title=_("Việc của tôi"),
    columns=(
        Column(
            key="task",
            label=_("Nhiệm vụ"),
            value=lambda o: o.task.task,
            link=lambda o: reverse("plans:occurrence", args=[o.uid]),
            wide=True,
        ),
        Column(key="slot", label=_("Kỳ, lần"), value=lambda o: capfirst(words.slot_name(o))),
        Column(key="unit_name", label=_("Chủ trì")),
        Column(
            key="due_at",
            label=_("Hạn"),
            kind="date",
            value=lambda o: clock.local(o.due_at).date(),
            sort=("due_at", "pk"),
        ),
        Column(key="timing_badge", label=_("So với hạn"), export=lambda o: str(o.timing_badge)),
        Column(
            key="state",
            label=_("Trạng thái"),
            value=lambda o: words.OCCURRENCE_STATES[o.state],
            export=lambda o: str(words.OCCURRENCE_STATES[o.state]),
        ),
        Column(
            key="source",
            label=_("Nguồn"),
            value=lambda o: o.source_shown["short"],
            link=lambda o: o.source_shown["url"],
            export=lambda o: o.source_shown["title"],
        ),
    ),
    filters=(
        ChoiceFilter(
            key="role",
            label=_("Tôi"),
            options=[
                Option("lead", _("Đơn vị chủ trì")),
                Option("mine", _("Được phân công")),
                Option("coordinator", _("Đơn vị phối hợp")),
                Option("approve", _("Chờ tôi nộp")),
                Option("accept", _("Chờ tôi công nhận")),
                Option("stand_in", _("Nhận thay người vắng")),
                Option("watch", _("Theo dõi các đơn vị")),
            ],
            apply=lambda rows, _values: rows,
        ),
        ChoiceFilter(
            key="timing",
            label=_("So với hạn"),
            options=[Option(key, badge.word) for key, badge in words.TIMINGS.items()],
            apply=_with_timings,
        ),
        ChoiceFilter(
            key="state",
            label=_("Trạng thái"),
            options=[Option(str(k), b.word) for k, b in words.OCCURRENCE_STATES.items()],
            apply="state",
            control="select",
        ),
        ChoiceFilter(key="unit", label=_("Chủ trì"), options=_units, apply="unit__uid", control="select"),
        DateFilter(key="due", label=_("Hạn"), field="due_at__date"),
    ),
    search=queries.search_occurrences,
    search_label=_("Tìm việc"),
    search_hint=_("Chữ trong nhiệm vụ, kết quả, đơn vị; có dấu hay không dấu đều được"),
    default_sort="due_at",
    export_name="viec-cua-toi",
    select=fill,
    empty=Empty(
        title=_("Không có việc nào"),
        text=_(
            "Việc đến từ kế hoạch đã ban hành và từ các nguồn giao việc khác; khi có việc của đơn vị bạn, việc hiện ở đây."
        ),
    ),
)


@require_safe
def my_work(request: HttpRequest) -> HttpResponseBase:
    """What I look at as work; `?role=` narrows."""
    roles = request.GET.getlist("role")
    rows = looked_at(request.user, roles)
    if not request.GET.keys() & {"timing", "state", "q", "due_from", "due_to"}:
        # what is done, or lies with the owner, is found by a filter or a word
        with_others = {"accept", "stand_in"} & set(roles)
        rows = queries.still_open(rows) if with_others else queries.with_the_lead(rows)
    looks_at_late = "late" in request.GET.getlist("timing")
    rows = rows.select_related(None).select_related("task__plan", "task__work_source", "task__parent").only(*_READ)
    context = {"asked": asked_of_units(request.user), "may_urge": looks_at_late and may_urge(request.user)}
    return respond(request, WORK, rows, template="plans/desk/work.html", context=context)


def asked_of_units(user: Any) -> list[dict[str, Any]]:
    """What others wait for from the person's units besides work: opinions on drafts, remedies, input. The soonest few of each, with how
    many there are. One query for each kind.
    """
    now, today = clock.now(), clock.today()
    asked, all_asked = _soonest(
        opinions.asked_of(user).select_related(None), "consultation__due_on", "uid", "consultation__plan__title"
    )
    remedies, all_remedies = _soonest(remedies_of(user).select_related(None), "due_at", "uid", "remedy")
    inputs, all_inputs = _soonest(queries.inputs_asked_of(user).select_related(None), "due_at", "uid", "question")
    return [
        {
            "title": gettext("Cho ý kiến về dự thảo kế hoạch"),
            "count": all_asked,
            "all": reverse("plans:opinions_waiting"),
            "rows": [
                {"name": title, "url": reverse("plans:answer_opinion", args=[uid]), "day": day, "late": day < today}
                for day, uid, title in asked
            ],
        },
        {
            "title": gettext("Khắc phục sau kiểm tra"),
            "count": all_remedies,
            "all": f"{reverse('plans:findings')}?mine=1",
            "rows": _with_days("plans:finding", remedies, now),
        },
        {
            "title": gettext("Ý kiến phối hợp chờ trả lời"),
            "count": all_inputs,
            "all": f"{reverse('plans:work')}?role=coordinator",
            "rows": _with_days("plans:answer_input", inputs, now),
        },
    ]


def _soonest(rows: QuerySet[Any], due: str, *fields: str) -> tuple[list[tuple[Any, ...]], int]:
    """The few that are due first (their due moment and the fields), and how many there are. One query."""
    counted = rows.annotate(in_all=Window(Count("pk"))).order_by(due, "pk")
    found = list(counted.values_list(due, *fields, "in_all")[:ASKED])
    return [row[:-1] for row in found], found[0][-1] if found else 0


def _with_days(page: str, rows: Sequence[tuple[Any, ...]], now: datetime) -> list[dict[str, Any]]:
    return [
        {"name": said, "url": reverse(page, args=[uid]), "day": clock.local(due).date(), "late": due < now}
        for due, uid, said in rows
        if due is not None
    ]


@require_safe
def next_work(request: HttpRequest) -> HttpResponse:
    """What is next for this person: a fragment of the desk's first page; without JavaScript the list itself."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return redirect("plans:work")
    rows = list(queries.with_the_lead(queries.work_of(request.user)).order_by("due_at", "pk")[:NEXT])
    fill(rows)
    shown = [(row, words.slot_name(row), words.OCCURRENCE_STATES[OccurrenceState(row.state)]) for row in rows]
    return render(request, "plans/desk/next_work.html", {"rows": shown})


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A task: what the paper says, each time it is owed, the conversation, difficulties, parts."""
    found = queries.task_for(request.user, uid)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            comment(found, text=text, actor=actor_of(request.user), mentions=_mentioned(text))
        except Invalid as error:
            add_errors(form, error)
        else:
            messages.success(request, gettext("Đã gửi."))
            return redirect(f"{reverse('plans:task', args=[uid])}#trao-doi")
    story = task_story(found)
    now = clock.now()
    rows = [
        (o, words.slot_name(o), words.timing(o, now), words.OCCURRENCE_STATES[o.state]) for o in story["occurrences"]
    ]
    names = names_of([u.unit_id for u in story["units"]] + [o.unit_id for o in story["occurrences"] if o.unit_id])
    shown = [(o, slot, timing, state, names.get(o.unit_id, "")) for o, slot, timing, state in rows]
    deep = depth.of_task(request, found, story["occurrences"], shown)
    context = {
        **story,
        "task": found,
        "form": form,
        "depth": deep,
        "source": source_of_task(found),
        "facts": _facts(found, story["units"], names),
        "rows": [row for row in shown if row[0].key not in deep["rolled"]],
        "total": len(shown),
        "done": sum(1 for o in story["occurrences"] if o.state in {"accepted", "nothing_arose"}),
        **story_shown(request, found),
        **_parts(story["parts"]),
        "may_divide": bool(dividing_units(request.user, found)),
        "may_raise_event": found.schedule_kind == "on_event" and has_grant(request.user, "tasks.give", found.owner_id),
    }
    return render(request, "plans/desk/task.html", context)


@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a task waited for has come."""
    found = queries.task_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    return act(
        request,
        EventForm(request.POST or None),
        lambda data: raise_event(found, actor=actor_of(request.user), **data),
        title=_("Ghi việc phát sinh"),
        button=_("Ghi và giao cho đơn vị chủ trì"),
        said=found.task,
        hint=gettext("Theo văn bản: {event}").format(event=found.event) if found.event else "",
        back=(found.task[:60], reverse("plans:task", args=[uid])),
        done=_("Đã ghi việc phát sinh; đơn vị chủ trì có việc mới."),
    )


def _parts(parts: Sequence[Any]) -> dict[str, Any]:
    """The parts of a task, each with how far it is, and all of them rolled up."""
    counts = queries.progress_of_tasks([part.pk for part in parts]) if parts else {}
    shown = [(part, *counts.get(part.pk, (0, 0, 0))) for part in parts]
    totals = [sum(row[n] for row in shown) for n in (1, 2, 3)]
    return {"parts_shown": shown, "parts_all": totals[0], "parts_done": totals[1], "parts_late": totals[2]}


def _facts(found: Any, units: Sequence[Any], names: dict[int, str]) -> list[dict[str, Any]]:
    def meant(role: str) -> list[str]:
        return list(dict.fromkeys(filter(None, (names.get(u.unit_id, "") for u in units if u.role == role))))

    rows: list[tuple[Any, Any]] = [
        (_("Mục tiêu"), found.goal or ""),
        (_("Chủ trì theo văn bản"), found.lead or ""),
        (_("Đơn vị chủ trì"), meant("lead")),
        (_("Phối hợp theo văn bản"), "; ".join(found.coordinators)),
        (_("Đơn vị phối hợp"), meant("coordinator")),
        (_("Kết quả, sản phẩm"), found.deliverable or ""),
        (_("Thời gian theo văn bản"), found.schedule_text or ""),
        (_("Kiểu thời hạn"), words.SCHEDULE_KINDS[found.schedule_kind]),
        (_("Ngày trong kỳ"), due_words(found.due, found.every)),
    ]
    return [
        {"label": label, "value": "; ".join(value[:NAMED]), "more": value[NAMED:]}
        if isinstance(value, list)
        else {"label": label, "value": value}
        for label, value in rows
        if value
    ]


def _mentioned(text: str) -> list[Any]:
    """Officers named as @user-name."""
    named = set(_MENTION.findall(text))
    return list(officers_on(clock.today()).filter(person__user__username__in=named).order_by("pk")) if named else []
