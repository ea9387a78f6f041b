"""`/tra-cuu/`: a dossier by its code and a second sign. Printed in QR codes: the address never changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.dossiers.queries.clocks import reckoned
from motcua.dossiers.queries.tracking import count_wrong, locked_for, story, tracked
from motcua.ui.language import spoken


@require_safe
@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """The form: the code of the receipt and four digits, or the code printed on it."""
    code = request.GET.get("code", "").strip()[:100]
    if code and "/" not in code:
        english = "_en" if get_language() == "en" else ""
        rest = request.GET.copy()
        rest.pop("code")
        address = reverse(f"dossiers:track_one{english}", args=[code])
        return redirect(f"{address}?{rest.urlencode()}" if rest else address)
    return render(request, "dossiers/public/track.html", {"code": code, "told": None})


@require_safe
@never_cache
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier for whoever filed it; else the form, with what to do."""
    last4 = request.GET.get("so", "").strip()[:8]
    receipt, token = request.GET.get("ma", "").strip()[:20], request.GET.get("t", "").strip()[:80]
    if not (last4 or receipt or token):
        return render(request, "dossiers/public/track.html", {"code": code, "told": None})
    came_from = request.META.get("REMOTE_ADDR", "")
    if locked_for(code, came_from):
        said = gettext(
            "Sai nhiều lần. Mã này tạm khóa tra cứu trong một giờ; hãy thử lại sau, hoặc hỏi nơi nhận hồ sơ."
        )
        return render(request, "dossiers/public/track.html", {"code": code, "told": None, "error": said}, status=429)
    found = tracked(code, last4=last4, receipt=receipt, token=token)
    if found is None:
        count_wrong(code, came_from)
        said = gettext("Không tìm thấy hồ sơ với mã và số này. Hãy xem lại mã trên giấy hẹn và bốn số cuối.")
        return render(request, "dossiers/public/track.html", {"code": code, "told": None, "error": said}, status=404)
    result = reckoned(found)
    context: dict[str, Any] = {
        "code": code,
        "told": story(found),
        "ledger": [(row, row.reason(spoken())) for row in result.ledger] if result else [],
    }
    return render(request, "dossiers/public/track.html", context)
