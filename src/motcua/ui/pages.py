"""Pages of the frame itself: errors in plain words, the choice of language."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import sys
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.errors import AppError
from motcua.ui import kiosk
from motcua.ui.api import problem
from motcua.ui.context import CITIZEN
from motcua.ui.errors import text_of
from motcua.ui.language import ENGLISH_PREFIX

logger = logging.getLogger(__name__)
API = "/api/"
"""What stands below is asked by programs: their errors are problem+json wherever they arise."""

TITLES = {
    400: gettext_lazy("Yêu cầu chưa đúng"),
    403: gettext_lazy("Bạn không có quyền làm việc này"),
    404: gettext_lazy("Không tìm thấy trang"),
    409: gettext_lazy("Việc này chưa làm được lúc này"),
    412: gettext_lazy("Bản ghi đã thay đổi từ lúc bạn mở"),
    422: gettext_lazy("Thông tin chưa dùng được"),
    429: gettext_lazy("Bạn thao tác quá nhanh"),
    500: gettext_lazy("Hệ thống gặp lỗi"),
    503: gettext_lazy("Một phần của hệ thống chưa sẵn sàng"),
}


def app_error(request: HttpRequest, error: AppError) -> HttpResponse:
    """The error as a page; as a bare notice when HTMX asked, so that it shows without losing the page."""
    details = [(e.field, text_of(e)) for e in getattr(error, "errors", ())]
    if request.path.startswith(API):
        return problem(error.status, error.code, text_of(error), [{"field": f, "message": said} for f, said in details])
    return _answer(request, error.status, text_of(error), details)


def _answer(
    request: HttpRequest, status: int, sentence: str, details: list[tuple[str, str]] | None = None
) -> HttpResponse:
    if request.path.startswith(API):
        return problem(status, "not_found" if status == 404 else "bad_request", sentence)
    title = TITLES.get(status, TITLES[400])
    context = {"title": title, "sentence": sentence, "details": details or [], "status": status}
    if getattr(request, "htmx", False):
        return _notice(context, status)
    desk = (
        request.path.startswith("/desk/")
        and getattr(request, "user", None) is not None
        and request.user.is_authenticated
        and CITIZEN not in request.session
    )
    context |= {"layout": "ui/desk.html" if desk else "ui/public.html", "back": _came_from(request)}
    return render(request, "ui/error.html", context, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of this site whose button or link led here; empty where there is none, or the page itself failed."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(came)
    back = parts.path + (f"?{parts.query}" if parts.query else "")
    return "" if request.method == "GET" and parts.path == request.path else back


def _notice(context: dict[str, object], status: int) -> HttpResponse:
    """Told at the top of the page that asked, whatever part it wanted to swap; the part stays as it is."""
    html = render_to_string("ui/error_notice.html", context)
    return HttpResponse(html, status=status, headers={"HX-Retarget": "#page-alerts", "HX-Reswap": "innerHTML"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, AppError):
        return app_error(request, exception)
    return _answer(
        request, 400, gettext("Máy chủ không hiểu yêu cầu này. Hãy quay lại trang trước, tải lại và thử lần nữa.")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, AppError):
        return app_error(request, exception)
    return _answer(
        request,
        403,
        gettext(
            "Trang này cần quyền mà tài khoản của bạn chưa có. Nếu việc của bạn cần đến, hãy nhờ người quản trị cấp quyền."
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, AppError):
        return app_error(request, exception)
    return _answer(
        request,
        404,
        gettext("Địa chỉ có thể bị gõ sai, hoặc trang đã chuyển chỗ. Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang đầu."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature of CSRF_FAILURE_VIEW
    return _answer(
        request,
        403,
        gettext(
            "Trang đã mở quá lâu hoặc trình duyệt chặn cookie. Hãy quay lại, tải lại trang rồi gửi lần nữa; nội dung đã lưu vẫn còn."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without context processors and without the database, since either may be what failed."""
    incident = secrets.token_hex(4)
    logger.error("incident %s at %s", incident, request.path, exc_info=sys.exc_info())
    if request.headers.get("HX-Request"):
        sentence = gettext(
            "Lỗi này ở phía hệ thống. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị kèm mã sự cố {incident}."
        )
        return _notice({"title": TITLES[500], "sentence": sentence.format(incident=incident)}, 500)
    html = render_to_string("ui/error_500.html", {"title": TITLES[500], "incident": incident})
    return HttpResponse(html, status=500, headers={"X-Incident": incident})


def signed_out(request: HttpRequest) -> HttpResponse:
    """For a fragment: the session has ended; the page that asked stays, with what stands in it."""
    here = urlsplit(request.headers.get("HX-Current-URL", "/desk/"))
    back = f"{here.path}?{here.query}" if here.query else here.path
    return _notice(
        {
            "title": gettext("Phiên làm việc đã hết"),
            "sentence": gettext("Trang này vẫn giữ nguyên. Hãy đăng nhập lại rồi làm tiếp."),
            "link": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}",
            "link_label": gettext("Đăng nhập lại"),
        },
        401,
    )


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice for pages whose address carries no language, and go back to the page, in that language."""
    code = "en" if request.POST.get("language") == "en" else "vi"
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    if urlsplit(back).path.startswith(ENGLISH_PREFIX) and code == "vi":
        back = back.removeprefix("/en")
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 86400,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """`/sw.js`: stands at the root, so that it serves all public pages. Its version is that of the frame it keeps."""
    frame = [static(f"ui/dist/{name}") for name in ("public.css", "public.js")]
    context = {
        "version": hashlib.sha256("".join(frame).encode()).hexdigest()[:12],
        "offline": reverse("ui:offline"),
        "offline_en": reverse("ui:offline_en"),
        "english": ENGLISH_PREFIX,
        "frame": json.dumps(frame),
        "header": kiosk.KEPT,
        "personal": json.dumps([*kiosk.PERSONAL, "/sw.js"]),
    }
    body = render_to_string("ui/sw.js", context)
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """`/ngoai-tuyen/`, `/en/ngoai-tuyen/`: what the service worker shows in place of a page that was never seen."""
    return render(request, "ui/offline.html")
