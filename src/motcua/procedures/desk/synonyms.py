"""What people say for what procedures are called; searches that found nothing, each with a way to mend it."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.organisations.permissions import actor_of, require
from motcua.procedures.forms.synonyms import SynonymForm
from motcua.procedures.queries import search
from motcua.procedures.services.synonyms import keep_synonym, set_aside
from motcua.ui.acting import act
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListSpec, Option, respond
from motcua.ui.lists.filters import parse_whole

LIST_NAME = _("Từ đồng nghĩa khi tìm")
_PAGE = 100
FOUND = {False: _("Không thấy"), True: _("Thấy, nhưng không đủ các từ")}

MISSES = ListSpec(
    key="search_misses",
    title=_("Lượt tìm không thấy, thấy chưa đúng"),
    columns=(
        Column(
            key="key",
            label=_("Người dân đã tìm (bỏ dấu)"),
            wide=True,
            link=lambda m: f"{reverse('procedures:synonym')}?{urlencode({'tu': m.key, 'tim': '1'})}",
        ),
        Column(key="weak", label=_("Thấy gì"), value=lambda m: FOUND[m.weak]),
        Column(key="times", label=_("Số lần"), kind="number", sort=("times", "pk")),
        Column(key="first_on", label=_("Lần đầu"), kind="date", sort=("first_on", "pk")),
        Column(key="last_on", label=_("Lần cuối"), kind="date", sort=("last_on", "pk")),
        Column(
            key="tried",
            label=_("Kết quả hiện nay"),
            value=lambda _m: _("Thử tìm"),
            link=lambda m: f"{reverse('procedures:public_list')}?{urlencode({'q': m.key})}",
        ),
        Column(
            key="aside",
            label=_("Không cần thêm từ"),
            value=lambda _m: _("Bỏ qua"),
            link=lambda m: f"{reverse('procedures:clear_miss')}?{urlencode({'tu': m.key})}",
        ),
    ),
    filters=(
        ChoiceFilter(
            key="weak",
            label=_("Thấy gì"),
            options=[Option("0", FOUND[False]), Option("1", FOUND[True])],
            apply="weak",
        ),
    ),
    default_sort="-times",
    export_name="luot-tim-khong-thay",
    empty=Empty(
        title=_("Không có lượt tìm nào chờ xem"),
        text=_(
            "Khi người dân tìm thủ tục mà không thấy, hoặc không thủ tục nào có đủ các từ, từ đã gõ "
            "sẽ được đếm ở đây, không kèm thông tin về người tìm."
        ),
    ),
)


@require_safe
def synonyms(request: HttpRequest) -> HttpResponse:
    """All entries, the province's own first; `?q=` narrows, `?trang=` pages."""
    require(request.user, "synonyms.change")
    q = request.GET.get("q", "").strip()[:100]
    rows = search.all_phrases(q)
    page = min(max(parse_whole(request.GET.get("trang")) or 1, 1), max(1, -(-len(rows) // _PAGE)))
    context = {
        "title": LIST_NAME,
        "q": q,
        "rows": rows[(page - 1) * _PAGE : page * _PAGE],
        "count": len(rows),
        "waiting": search.misses().count(),
        "before": _address(q, page - 1) if page > 1 else "",
        "after": _address(q, page + 1) if page * _PAGE < len(rows) else "",
    }
    return render(request, "procedures/desk/synonyms.html", context)


def _address(q: str, page: int) -> str:
    return f"{reverse('procedures:synonyms')}?{urlencode({'q': q, 'trang': page})}"


@require_http_methods(["GET", "POST"])
def synonym(request: HttpRequest) -> HttpResponse:
    """Change the entry of `?tu=`, or write a new one; `?tim=1` comes from the list of searches that found nothing."""
    require(request.user, "synonyms.change")
    phrase = request.GET.get("tu", "").strip()[:120]
    known = search.said(phrase)
    from_misses = request.GET.get("tim") == "1"
    initial = {
        "phrase": known.phrase if known else phrase,
        "meanings": "\n".join(known.meanings) if known else "",
        "active": known.active if known else True,
        "version": known.version if known else 0,
    }
    return act(
        request,
        SynonymForm(request.POST or None, initial=initial),
        lambda data: keep_synonym(
            data["phrase"],
            data["meanings"].splitlines(),
            active=data["active"],
            version=data["version"] or 0,
            actor=actor_of(request.user),
        ),
        title=_("Sửa từ đồng nghĩa") if known else _("Thêm từ đồng nghĩa"),
        button=_("Lưu"),
        hint=_("Mục này có sẵn; sửa xong, tỉnh dùng mục của mình.") if known and not known.own else "",
        back=(MISSES.title, reverse("procedures:misses"))
        if from_misses
        else (LIST_NAME, reverse("procedures:synonyms")),
        done=lambda kept: _("Đã lưu. Tìm kiếm dùng ngay.") if kept.active else _("Đã lưu; tìm kiếm chưa dùng mục này."),
    )


@require_safe
def misses(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "synonyms.change")
    return respond(
        request,
        MISSES,
        search.misses(),
        template="ui/list/page.html",
    )


@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest) -> HttpResponse:
    """Put a search (`?tu=`) aside that no synonym would help."""
    require(request.user, "synonyms.change")
    key = request.GET.get("tu", "")[:120]
    return act(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _data: set_aside(key),
        title=_("Bỏ qua lượt tìm"),
        said=key,
        hint=_("Nếu còn người tìm những từ này, mục sẽ trở lại."),
        back=(MISSES.title, reverse("procedures:misses")),
        done=_("Đã bỏ qua."),
    )
