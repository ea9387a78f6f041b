"""The book of given work (Sổ theo dõi nhiệm vụ được giao): what came, from whom, and the tasks it gave; giving work in one step."""

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

from motcua.documents.queries.files import files_of
from motcua.documents.services.files import store_upload
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.posts import leaders_of
from motcua.organisations.queries.units import unit_of
from motcua.plans.desk import words
from motcua.plans.desk.acting import act
from motcua.plans.desk.work_shown import names_of
from motcua.plans.forms.work import GivenTaskForm, GivenTasks, SourceForm
from motcua.plans.queries import work as queries
from motcua.plans.queries.urging import late_for
from motcua.plans.queries.work import source_ref
from motcua.plans.services.work import Work, give_task, register_source
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists import ChoiceFilter, Column, DateFilter, Empty, ListSpec, Option, respond

ROWS_OF_MEETING = 3
"""Empty rows for the conclusions of a meeting; more are added on the page."""


def _fill(rows: Any) -> None:
    counts = queries.progress_of_sources([s.pk for s in rows])
    for row in rows:
        row.task_count, row.done_count, row.late_count = counts.get(row.pk, (0, 0, 0))


SOURCES = ListSpec(
    key="sources",
    title=_("Sổ theo dõi nhiệm vụ được giao"),
    columns=(
        Column(key="issued_on", label=_("Ngày"), kind="date", sort=("issued_on", "pk")),
        Column(key="kind", label=_("Nguồn"), value=lambda s: s.get_kind_display()),
        Column(key="number", label=_("Số, ký hiệu"), kind="code", value=lambda s: s.number or None),
        Column(
            key="title",
            label=_("Nội dung"),
            link=lambda s: reverse("plans:source", args=[s.uid]),
            sort=("sort_key", "pk"),
            wide=True,
        ),
        Column(key="issuer_name", label=_("Cơ quan, cuộc họp"), value=lambda s: s.issuer_name or None),
        Column(key="leader", label=_("Lãnh đạo"), value=lambda s: s.leader.person.name if s.leader else None),
        Column(key="task_count", label=_("Nhiệm vụ"), kind="number"),
        Column(key="done_count", label=_("Xong"), kind="number"),
        Column(key="late_count", label=_("Quá hạn"), kind="number"),
    ),
    filters=(
        ChoiceFilter(
            key="kind", label=_("Nguồn"), options=[Option(k, v) for k, v in queries.SOURCE_KINDS], apply="kind"
        ),
        ChoiceFilter(
            key="leader",
            label=_("Lãnh đạo"),
            options=lambda request: [Option(uid, name) for uid, name in queries.leaders_in_sources(request.user)],
            apply="leader__uid",
            control="select",
        ),
        DateFilter(key="issued", label=_("Ngày"), field="issued_on"),
    ),
    search="work_source",
    search_label=_("Tìm nguồn giao việc"),
    search_hint=_("Số, trích yếu, cơ quan; có dấu hay không dấu đều được"),
    default_sort="-issued_on",
    export_name="so-theo-doi-nhiem-vu",
    select=_fill,
    empty=Empty(
        title=_("Sổ còn trống"),
        text=_(
            "Việc từ văn bản đến, kết luận cuộc họp và chỉ đạo của lãnh đạo vào sổ ở đây; việc của kế hoạch ở trang kế hoạch."
        ),
        action_label=_("Giao việc"),
        action_url="/desk/giao-viec/moi/",
    ),
)


@require_safe
def source_list(request: HttpRequest) -> HttpResponseBase:
    may_give = has_any_grant(request.user, "tasks.give")
    rows = queries.sources_for(request.user).select_related("leader__person")
    return respond(
        request, SOURCES.offering(may_give), rows, template="plans/desk/sources.html", context={"may_give": may_give}
    )


@require_safe
def source(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One source and the tasks it gave, each with where it stands."""
    found = queries.source_for(request.user, uid)
    now = clock.now()
    tasks = queries.tasks_with_occurrences(found)
    names = names_of([o.unit_id for t in tasks for o in t.standing if o.unit_id] + [found.owner_id])
    context = {
        "source": found,
        "kind": found.get_kind_display(),
        "owner": names.get(found.owner_id, ""),
        "files": files_of(source_ref(found)),
        "tasks": [
            (
                t,
                [
                    (o, names.get(o.unit_id, ""), words.timing(o, now), words.OCCURRENCE_STATES[o.state])
                    for o in t.standing
                ],
            )
            for t in tasks
        ],
        "may_give": queries.may_give(request.user).filter(pk=found.owner_id).exists(),
        "late": late_for(request.user, source=str(found.uid)).count(),
    }
    return render(request, "plans/desk/source.html", context)


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Enter a source with its tasks in one step. `more` asks for one row more; nothing typed is lost."""
    require(request.user, "tasks.give")
    units = list(queries.may_give(request.user).order_by("pk"))
    names = names_of([u.pk for u in units])
    chosen = next((u for u in units if str(u.uid) == request.POST.get("owner")), units[0] if len(units) == 1 else None)
    posted = request.method == "POST"
    form = SourceForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        units=sorted(((str(u.uid), names[u.pk]) for u in units), key=lambda c: c[1]),
        leaders=_leaders(units),
        initial={"kind": "conclusion", "issued_on": clock.today()} | _meant(request),
    )
    data = _with_one_more(request) if posted else None
    tasks = GivenTasks(data, prefix="viec", form_kwargs={"issuer": chosen})
    tasks.extra = ROWS_OF_MEETING if "title" in request.GET else tasks.extra
    if posted and "more" not in request.POST and form.is_valid() and tasks.is_valid():
        try:
            made = _register(request, form.cleaned_data, [t.cleaned_data for t in tasks if t.cleaned_data], chosen)
        except Invalid as error:
            add_errors(form, error)
        except AppError as error:
            form.add_error(None, text_of(error))
        else:
            messages.success(request, gettext("Đã giao việc."))
            return redirect("plans:source", made.uid)
    if "more" in request.POST:
        form.errors.clear()
    return render(request, "plans/desk/give.html", {"form": form, "tasks": tasks, "more": "more" in request.POST})


@require_http_methods(["GET", "POST"])
def give_more(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One more task from a source that is there."""
    found = queries.source_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    return act(
        request,
        GivenTaskForm(request.POST or None, issuer=found.owner),
        lambda data: give_task(found, _work(data), actor=actor_of(request.user)),
        title=_("Giao thêm việc"),
        button=_("Giao việc"),
        said=found.title,
        back=(found.title[:60], reverse("plans:source", args=[uid])),
        done=_("Đã giao việc."),
    )


def _register(request: HttpRequest, data: dict[str, Any], works: list[dict[str, Any]], owner: Any) -> Any:
    actor = actor_of(request.user)
    files = [store_upload(f, name=f.name, actor=actor) for f in data["files"]]
    leaders = [o for u in queries.may_give(request.user) for o in leaders_of(u, clock.today())]
    return register_source(
        kind=data["kind"],
        owner=owner or unit_of(data["owner"]),
        title=data["title"],
        number=data["number"],
        issuer_name=data["issuer_name"],
        issued_on=data["issued_on"],
        leader=next((o for o in leaders if str(o.uid) == data["leader"]), None),
        works=[_work(w) for w in works],
        files=files,
        actor=actor,
    )


def _work(data: dict[str, Any]) -> Work:
    return Work(
        data["text"], data["leads"], data["due_on"], coordinators=data["coordinators"], deliverable=data["deliverable"]
    )


def _leaders(units: list[Any]) -> list[tuple[str, str]]:
    found = {str(o.uid): f"{o.person.name}, {o.post}" for u in units[:20] for o in leaders_of(u, clock.today())}
    return sorted(found.items(), key=lambda c: c[1])


def _meant(request: HttpRequest) -> dict[str, str]:
    """What the page that leads here has filled in: the meeting whose conclusions are given."""
    return {name: request.GET[name][:300] for name in ("kind", "issuer_name", "title") if request.GET.get(name)}


def _with_one_more(request: HttpRequest) -> Any:
    data = request.POST.copy()
    if "more" in data:
        data["viec-TOTAL_FORMS"] = str(min(int(data.get("viec-TOTAL_FORMS") or 1) + 1, 50))
    return data
