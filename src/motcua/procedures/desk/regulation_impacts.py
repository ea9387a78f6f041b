"""The impact of each procedure that a draft regulation sets, on the desk: the form by criteria, and the cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.organisations.permissions import actor_of
from motcua.procedures.desk.costing import page_for
from motcua.procedures.desk.regulations import page_of
from motcua.procedures.forms.fields import NoForm
from motcua.procedures.forms.reviews import ImpactForm
from motcua.procedures.queries import regulations as queries
from motcua.procedures.queries.desk import shown_version
from motcua.procedures.queries.registry import content_of
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.services import regulations as services
from motcua.ui.acting import act
from motcua.ui.errors import text_of
from motcua.ui.forms import told_again


@require_http_methods(["GET", "POST"])
def impact(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The impact form of one procedure."""
    found = queries.impact_for(request.user, uid, "regulations.register")
    asked, article = criteria_on(clock.today())
    initial = ImpactForm.initial_of(found.answers) | {"version": found.version}
    form = ImpactForm(request.POST if request.method == "POST" else None, criteria=asked, initial=initial)

    def save() -> None:
        services.assess_impact(
            found, form.answers(), None, actor=actor_of(request.user), version=form.cleaned_data["version"]
        )

    status, done = _saved(request, form, found, save)
    if done:
        messages.success(request, str(_("Đã lưu biểu đánh giá.")))
        return redirect(page_of(found.regulation))
    context = {
        "form": form,
        "asked": [(one, form[f"verdict_{one.key}"], form[f"note_{one.key}"]) for one in asked],
        "subject_name": found.name,
        "subject": found.procedure,
        "back_name": found.regulation.title,
        "back_url": page_of(found.regulation),
        "article": article,
    }
    return render(request, "procedures/desk/review_criteria.html", context, status=status)


@require_http_methods(["GET", "POST"])
def impact_cost(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The cost of one procedure of a draft, before and after."""
    found = queries.impact_for(request.user, uid, "regulations.register")
    version = shown_version(found.procedure, clock.today()) if found.procedure is not None else None
    page = page_for(request, found.costing, found.version, content_of(version) if version else None)
    status = 200
    if request.method == "POST":
        status = page.take()
        if page.to_save:
            try:
                services.assess_impact(
                    found, found.answers, page.costing, actor=actor_of(request.user), version=page.version
                )
            except (Invalid, Refused, Stale) as error:
                found.refresh_from_db(fields=["version"])
                page.version, status = found.version, error.status
                page.errors.append(text_of(error))
            else:
                messages.success(request, str(_("Đã lưu chi phí tuân thủ.")))
                return redirect(page_of(found.regulation))
    context = page.context() | {
        "subject_name": found.name,
        "subject": found.procedure,
        "back_name": found.regulation.title,
        "back_url": page_of(found.regulation),
    }
    return render(request, "procedures/desk/review_cost.html", context, status=status)


@require_http_methods(["GET", "POST"])
def drop_impact(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.impact_for(request.user, uid, "regulations.register")
    return act(
        request,
        NoForm(request.POST if request.method == "POST" else None),
        lambda _data: services.drop_impact(found, actor=actor_of(request.user)),
        title=_("Bỏ thủ tục khỏi dự thảo"),
        back=(found.regulation.title, page_of(found.regulation)),
        done=_("Đã bỏ; việc này có trong nhật ký."),
        said=found.name,
        danger=True,
    )


def _saved(request: HttpRequest, form: Any, found: Any, save: Callable[[], object]) -> tuple[int, bool]:
    """Status, and whether it was kept."""
    if request.method != "POST":
        return 200, False
    if not form.is_valid():
        return 422, False
    try:
        save()
    except Stale as error:
        found.refresh_from_db(fields=["version"])
        return told_again(form, found.version, error), False
    except (Invalid, Refused) as error:
        form.add_error(None, text_of(error))
        return error.status, False
    return 200, True
