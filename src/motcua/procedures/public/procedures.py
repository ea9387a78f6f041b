"""The page of one procedure: the short answer, my case, the parts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.procedures.content import Part
from motcua.procedures.content.local import Words
from motcua.procedures.public.asked import not_understood
from motcua.procedures.queries import (
    browse,
    life_events,
    linked,
    local,
    marks,
    pages,
    publication,
    registry,
    shown,
    words,
)
from motcua.procedures.rules.page_parts import indented
from motcua.procedures.services.remarks import leave_remark
from motcua.procedures.services.views import note_view
from motcua.ui.context import CITIZEN
from motcua.ui.errors import text_of
from motcua.ui.language import spoken
from motcua.ui.lists.filters import parse_day
from motcua.ui.qr import qr
from motcua.ui.rates import Shared

if TYPE_CHECKING:
    from datetime import date

    from motcua.procedures.models import Procedure, ProcedureVersion

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_MOST_CASES_SHOWN = 8
"""Cases above which those that were not ticked fold away."""
_REMARKS = Shared("page-remarks", most=30, seconds=3600)
"""Remarks from one address, which may be that of a whole office or of a terminal for everybody."""
_PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|scan|monitor|headless|http|python|curl|wget", re.IGNORECASE)
"""What programs say of themselves; none of it is in what browsers of people say, which all begin with "Mozilla/"."""


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """`/thu-tuc/{code}` and `/en/thu-tuc/{code}`; as of a day with `?on=`, my cases with `?case=`."""
    found = registry.public_procedure(code)
    if code.strip() != found.base_code:
        return redirect(f"{address(found.base_code)}{_query(request)}", permanent=False)
    today = clock.today()
    version, on = version_shown(request, found, today)
    context = _page(request, found, version, on) | {
        "thanked": "cam-on" in request.GET,
        "remark": {"text": "", "error": ""},
    }
    if _opened_by_a_reader(request):
        note_view(found)
    return render(request, "procedures/public/procedure.html", context)


def _opened_by_a_reader(request: HttpRequest) -> bool:
    """Whether somebody who needs the page opened it: no program, no officer, nobody who goes on in it (`?case=`, `?on=`)."""
    agent = request.headers.get("User-Agent", "")
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    officer = request.user.is_authenticated and request.session.get(CITIZEN) is None
    person = agent.startswith("Mozilla/") and _PROGRAM.search(agent) is None
    return request.method == "GET" and not request.GET and person and not ahead and not officer


@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, code: str) -> HttpResponse:
    """The answer to "is this page right?"; the page itself says thank you. Whoever comes back to the address after a refusal, by the choice
    of language or a bookmark, is led to the page.
    """
    found = registry.public_procedure(code)
    if request.method != "POST":
        return redirect(f"{address(found.base_code)}#trang-nay")
    version, on = version_shown(request, found, clock.today())
    text = request.POST.get("text", "")
    wait = _REMARKS.take(request.META.get("REMOTE_ADDR", ""))
    try:
        if wait:
            sorry = N_("Từ nơi này đã có nhiều góp ý trong một giờ. Hãy gửi lại sau {n} phút.")
            told = FieldError("text", sorry, {"n": int(wait // 60) + 1})
            raise Invalid("Góp ý chưa gửi được.", code="too_many_requests", errors=(told,))
        leave_remark(found, version, helpful=request.POST.get("helpful") == "yes", text=text)
    except Invalid as error:
        said = " ".join(text_of(one) for one in error.errors)
        context = _page(request, found, version, on) | {"thanked": False, "remark": {"text": text, "error": said}}
        response = render(request, "procedures/public/procedure.html", context, status=429 if wait else 422)
        if wait:
            response.headers["Retry-After"] = str(int(wait) + 1)
        return response
    return redirect(f"{address(found.base_code)}?cam-on=1#trang-nay")


def version_shown(request: HttpRequest, found: Procedure, today: date) -> tuple[ProcedureVersion, date]:
    """Of the day asked for, else of today; an abolished procedure shows what it said last."""
    asked = request.GET.get("on", "")
    if asked:
        on = parse_day(asked)
        if on is None:
            raise Invalid("Ngày “{asked}” chưa đúng; viết như 20/11/2026 hoặc 2026-11-20.", asked=asked)
        return registry.version_of_day(found, on), on
    version = registry.version_on(found, today) or registry.published_versions(found).first()
    if version is None:
        return registry.version_of_day(found, today), today
    return version, today


def _page(request: HttpRequest, found: Procedure, version: ProcedureVersion, on: date) -> dict[str, Any]:
    content = registry.content_of(version)
    cases = shown.cases_of(content)
    ticked = [key for key in request.GET.getlist("case") if key]
    choices = {case.key for case in cases if case.choice}
    chosen = [key for key in ticked if key in choices]
    bring = shown.chosen_cases(cases, ticked)
    today = clock.today()
    flags = marks.flags_of(found, on)
    effective = local.effective_of(found, content, on)
    versions = list(registry.published_versions(found))
    filing = pages.filing_of(found, content, today)
    printed = f"{settings.BASE_URL}{reverse('procedures:public_procedure', args=[found.base_code])}"
    return {
        "procedure": found,
        "version": version,
        "content": content,
        "short_name": shown.short_name(content.name),
        "address": address(found.base_code),
        "on": on,
        "past": version.valid_to is not None and version.valid_to <= today,
        "future": version.valid_from > today,
        "cases": [(case, case.key in ticked) for case in cases if case.choice],
        "many_cases": sum(1 for case in cases if case.choice) > _MOST_CASES_SHOWN,
        "ticked": chosen,
        "bring": bring,
        "papers": words.bring_words(*shown.brought_by(bring, content, ticked=bool(chosen))),
        "times": shown.times_of(content, effective),
        "time_texts": shown.limit_texts(content),
        "times_told_in": shown.times_told_in(content),
        "costs": shown.costs_of(content, effective),
        "places": shown.places_of(content, effective),
        "local_notes": [
            entry.value.text for entry in (*effective.delegated, *effective.notes) if isinstance(entry.value, Words)
        ],
        "flags": [(words.FLAGS[kind], flag.decision) for kind, flag in flags.items() if kind in words.FLAGS],
        "standing": marks.standing_of(found, on),
        "publication": publication.publication_of(found, on),
        "files": [
            {"kind": words.FILES[one.kind], "title": one.title, "paper": one.paper, "file": one.file}
            for one in pages.files_of(found, content, on)
        ],
        "events": [
            (one.name(spoken()), one.in_vietnamese(spoken()), page_of("public_life_event", one.key))
            for one in life_events.of_procedure(found)
        ],
        "query": urlencode([("case", key) for key in chosen] + ([("on", on.isoformat())] if on != today else [])),
        "filing": filing,
        "filing_qr": qr(filing.url, gettext("Mã QR dẫn tới trang nộp hồ sơ")) if filing.url else "",
        "channels": [(c.kind.value, words.CHANNELS[c.kind], c.description) for c in content.channels],
        "agencies": [(words.ROLES[a.role], a.name) for a in content.agencies],
        "audiences": words.listed([words.AUDIENCES[a] for a in content.audiences]),
        "levels": words.listed([words.LEVELS[level] for level in content.levels]),
        "grounds": pages.grounds_of(content),
        "waiting": shown.waiting(content, len(versions)),
        "steps": [(step, indented(step.text)) for step in content.steps],
        "step_texts": [indented(text) for text in shown.unread_of(content, Part.STEPS)],
        "conditions": [
            indented(text)
            for text in (*(one.text for one in content.conditions), *shown.unread_of(content, Part.CONDITIONS))
        ],
        "unread": {part.value: shown.unread_of(content, part) for part in Part},
        "versions": versions,
        "replaced_by": [
            (one.name, address(one.base_code)) for one in (browse.replacing(found) if found.abolished_on else ())
        ],
        "today": today,
        "gone_by_now": registry.has_ended(found, today),
        "qr": qr(printed, gettext("Mã QR dẫn tới trang của thủ tục này")),
        "printed": printed,
        "data_url": reverse("api:procedure", args=[found.base_code]),
        "linked": linked_script(linked.government_service(found, content, printed, effective)),
    } | not_understood(request, ("on", "cam-on"), {"case": choices})


def linked_script(told: dict[str, Any]) -> SafeString:
    """Linked data as a block of the page: no letter of it can end the block (as Django's json_script has it)."""
    text = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - <, > and & are escaped


def page_of(name: str, *args: object) -> str:
    """A public address of this package in the language of the page."""
    return reverse(f"procedures:{name}_en" if spoken() == "en" else f"procedures:{name}", args=args)


def address(code: str) -> str:
    """The printed address of a procedure in the language of the page."""
    return page_of("public_procedure", code)


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
