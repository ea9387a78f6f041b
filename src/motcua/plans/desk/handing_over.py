"""Bàn giao all that an officer holds to a colleague; Chia nhỏ a task into parts with their own leads and due dates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Forbidden, Invalid
from motcua.organisations.permissions import actor_of, require
from motcua.plans.desk import words
from motcua.plans.desk.acting import act
from motcua.plans.desk.work_shown import names_of
from motcua.plans.forms.handing_over import HandOverAllForm, PartForm
from motcua.plans.queries import holding as queries
from motcua.plans.queries.work import task_for
from motcua.plans.services.assigning import hand_over_all
from motcua.plans.services.work import Work, divide_task
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Choose who gives, look at what they hold, choose who takes it and why."""
    require(request.user, "occurrences.assign")
    givers = queries.holders_for(request.user)
    wanted = (request.POST if request.method == "POST" else request.GET).get("tu", "")
    giver = next((o for o, _n in givers if str(o.uid) == wanted), None)
    if giver is None:
        return render(request, "plans/desk/hand_over_all.html", {"givers": givers})
    takers = queries.takers_for(request.user, giver)
    held = queries.held_by(request.user, giver)
    form = HandOverAllForm(
        request.POST if request.method == "POST" else None,
        takers=[(str(o.uid), f"{o.person.name}, {o.post}") for o in takers],
        held=[(str(a.pk), f"{a.occurrence.task.task[:200]} ({words.slot_name(a.occurrence)})") for a in held],
        initial={"held": [str(a.pk) for a in held]},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        taker = next(o for o in takers if str(o.uid) == data["officer"])
        only = [a.pk for a in held if str(a.pk) in data["held"]]
        try:
            count = hand_over_all(giver, taker, actor=actor_of(request.user), reason=data["reason"], only=only)
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            said = ngettext("Đã bàn giao %(n)s việc cho %(name)s.", "Đã bàn giao %(n)s việc cho %(name)s.", count)
            messages.success(request, said % {"n": count, "name": taker.person.name})
            return redirect("plans:hand_over_all")
    context = {"giver": giver, "givers": givers, "form": form, "count": len(held)}
    return render(request, "plans/desk/hand_over_all.html", context)


@require_http_methods(["GET", "POST"])
def divide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A part of a task for a unit under the one that leads it, which accepts the part's results."""
    task = task_for(request.user, uid)
    leads = queries.dividing_units(request.user, task)
    if not leads:
        raise Forbidden("Chỉ người phân công việc của đơn vị chủ trì mới chia nhỏ được nhiệm vụ.")
    names = names_of([u.pk for u in leads])
    posted = request.method == "POST"
    chosen = next((u for u in leads if str(u.uid) == request.POST.get("unit")), leads[0])
    form = PartForm(
        request.POST if posted else None,
        units=[(str(u.uid), names.get(u.pk, "")) for u in leads],
        below=queries.units_under(chosen.pk, clock.today()) if len(leads) == 1 else queries.units_under_all(leads),
    )

    def run(data: dict[str, Any]) -> Any:
        work = Work(data["text"], queries.units_named(data["leads"]), data["due_on"], deliverable=data["deliverable"])
        return divide_task(task, work, unit=chosen.pk, actor=actor_of(request.user))

    return act(
        request,
        form,
        run,
        title=_("Chia nhỏ nhiệm vụ"),
        button=_("Thêm phần việc"),
        back=(task.task[:60], reverse("plans:task", args=[uid])),
        done=_("Đã thêm phần việc."),
        hint=gettext(
            "Mỗi phần có đơn vị chủ trì và hạn riêng; kết quả của phần do đơn vị chia công nhận, tiến độ cộng lên nhiệm vụ."
        ),
    )
