"""The life events by which people come to procedures: what each is called, which procedures it leads to, how its page will look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Invalid, Refused, Stale
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.fields import NoForm
from motcua.procedures.forms.life_events import LifeEventForm
from motcua.procedures.queries import life_events as shown
from motcua.procedures.queries.assignments import procedures_named
from motcua.procedures.queries.lines import lines_of
from motcua.procedures.queries.registry import narrowed, public_on
from motcua.procedures.services.life_events import LifeFacts, keep_life_event, take_up_shipped
from motcua.ui.acting import act
from motcua.ui.errors import text_of
from motcua.ui.forms import add_errors
from motcua.ui.lists.filters import parse_whole
from motcua.ui.trail import latest

LIST_NAME = _("Việc theo sự kiện")
CHANGE = "life_events.change"
_FOUND = 15


@dataclass
class Page:
    """What the page of one entry shows: its form, the chosen procedures, what a search found to choose from."""

    form: LifeEventForm
    rows: Sequence[shown.Needed]
    asked: str = ""
    found: Sequence[Any] = field(default_factory=list)
    preview: bool = False
    status: int = 200


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    rows = shown.life_events(all_of_them=True)
    chosen = shown.counts()
    context = {
        "title": LIST_NAME,
        "groups": [
            (word, [(one, chosen.get(one.key, 0)) for one in rows if one.audience == audience])
            for audience, word in LifeEventForm.base_fields["audience"].choices  # type: ignore[attr-defined]  # a ChoiceField
        ],
    }
    return render(request, "procedures/desk/life_events.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    require(request.user, CHANGE)
    last = max((one.position for one in shown.life_events(all_of_them=True)), default=0)
    return _edited(request, "", {"position": last + shown.STEP, "icon": "file", "version": 0}, [])


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The entry as it holds; the first change makes it the province's own."""
    require(request.user, CHANGE)
    event = shown.life_event(key)
    names = ("title", "title_en", "audience", "icon", "position", "intro", "active", "version")
    initial = {name: getattr(event, name) for name in names} | {"phrases": "\n".join(event.phrases)}
    return _edited(request, key, initial, shown.named(key), event)


@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, CHANGE)
    event = shown.life_event(key)
    return act(
        request,
        NoForm(request.POST if request.method == "POST" else None),
        lambda _data: take_up_shipped(key, version=event.version, actor=actor_of(request.user)),
        title=_("Lấy lại bản có sẵn"),
        said=event.title,
        warning=_("Nội dung tỉnh đã sửa và thủ tục đã chọn thôi được dùng; lịch sử vẫn còn."),
        back=(event.title, reverse("procedures:edit_life_event", args=[key])),
        to=lambda _made: reverse("procedures:life_events"),
        done=_("Đã lấy lại bản có sẵn."),
        danger=True,
    )


def _edited(
    request: HttpRequest,
    key: str,
    initial: dict[str, Any],
    rows: Sequence[shown.Needed],
    event: shown.LifeEventShown | None = None,
) -> HttpResponse:
    page = _taken(request.POST, initial) if request.method == "POST" else Page(LifeEventForm(initial=initial), rows)
    if page.form.is_bound and not page.form.is_valid():
        page.status = 422
    elif page.form.is_bound and not page.preview:
        try:
            made = _keep(key, page, actor_of(request.user))
        except Invalid as error:
            add_errors(page.form, error)
            page.status = error.status
        except (Refused, Stale) as error:
            page.form.add_error(None, text_of(error))
            page.status = error.status
        else:
            messages.success(request, gettext("Đã lưu. Trang công khai dùng ngay."))
            return redirect("procedures:edit_life_event", key=made.key)
    return render(request, "procedures/desk/life_event.html", _context(page, key, event), status=page.status)


def _taken(data: QueryDict, initial: dict[str, Any]) -> Page:
    """What was posted. Looking for procedures and choosing them judges and saves nothing; words in the search box are looked for first."""
    rows = _rows(data)
    asked = data.get("q", "").strip()[:200]
    do = "find" if asked else data.get("do", "save")
    if do in ("save", "preview"):
        return Page(LifeEventForm(data, initial=initial), rows, preview=do == "preview")
    typed = {name: data.get(name, "") for name in LifeEventForm.base_fields} | {"active": "active" in data}
    page = Page(LifeEventForm(initial=typed), rows)
    today = clock.today()
    if do == "find" and asked:
        best: Any = narrowed(public_on(today), today, q=asked).queryset
        page.asked, page.found = asked, list(best.order_by("-search_rank", "sort_key", "id")[:_FOUND])
    elif do == "fill":
        page.rows = _joined(rows, shown.found_by(data.get("phrases", "").splitlines(), today))
    elif do == "add":
        page.rows = _joined(rows, procedures_named(data.getlist("add"))[0])
    return page


def _rows(data: QueryDict) -> list[shown.Needed]:
    """The chosen procedures in the order of their boxes, without those ticked to be left out."""
    dropped = set(data.getlist("drop"))
    codes = data.getlist("code")
    known = {one.base_code: one for one in procedures_named(codes)[0]}
    lines = zip(codes, data.getlist("note"), data.getlist("place"), strict=False)
    kept = [
        (len(codes) * shown.STEP if (at := parse_whole(place)) is None else at, shown.Needed(known[code], note))
        for code, note, place in lines
        if code in known and code not in dropped
    ]
    return [one for _place, one in sorted(kept, key=lambda line: line[0])]


def _joined(rows: Sequence[shown.Needed], more: Sequence[Any]) -> list[shown.Needed]:
    there = {one.procedure.pk for one in rows}
    return [*rows, *(shown.Needed(one) for one in more if one.pk not in there)]


def _keep(key: str, page: Page, actor: Actor) -> Any:
    data = page.form.cleaned_data
    facts = LifeFacts(
        title=data["title"],
        audience=data["audience"],
        icon=data["icon"],
        position=data["position"],
        title_en=data["title_en"],
        intro=data["intro"],
        phrases=tuple(data["phrases"].splitlines()),
        active=data["active"],
    )
    return keep_life_event(key, facts, page.rows, version=data["version"] or 0, actor=actor)


def _context(page: Page, key: str, event: shown.LifeEventShown | None) -> dict[str, Any]:
    today = clock.today()
    there = {one.procedure.pk for one in shown.in_force(page.rows, today)}
    chosen = [(place * shown.STEP, one, one.procedure.pk in there) for place, one in enumerate(page.rows, 1)]
    context = {
        "title": event.title if event else gettext("Thêm nhóm việc"),
        "page": page,
        "event": event,
        "chosen": chosen,
        "taken": {one.procedure.pk for one in page.rows},
        "public_url": reverse("procedures:public_life_event", args=[key]) if event and event.active else "",
        "history": latest(shown.ref_of(key)) if key else [],
    }
    if page.preview and page.status == 200:
        phrases = page.form.cleaned_data["phrases"].splitlines()
        needed = shown.in_force(page.rows, today) or [shown.Needed(one) for one in shown.found_by(phrases, today)]
        context["preview"] = lines_of(needed, lambda code: reverse("procedures:public_procedure", args=[code]))
    return context
