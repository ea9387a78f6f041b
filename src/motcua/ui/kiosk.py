"""Terminals for everybody: `?kiosk=1` makes a device one (`?kiosk=0` ends that). What one person did is gone before the next comes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from motcua.ui.qr import qr

COOKIE = "kiosk"
_YEAR = 365 * 24 * 3600
KEPT = "X-Offline"
"""Header of pages that a browser may keep for the time without a network (the service worker looks for it)."""
_PROOF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
_SIGN_OUT = "/accounts/logout/"
PERSONAL = ("/desk/", "/accounts/", "/api/", "/ui/", "/tep/", "/static/")


def is_kiosk(request: HttpRequest) -> bool:
    asked = request.GET.get("kiosk")
    return asked == "1" or (asked != "0" and request.COOKIES.get(COOKIE) == "1")


class PublicPagesMiddleware:
    """Remembers that a device is a kiosk, whose pages are never kept; says of other public pages that they may be kept, and of a
    person's pages that nothing between them and the server may.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        personal = request.path_info.startswith(PERSONAL)
        if (personal or settings.SESSION_COOKIE_NAME in request.COOKIES) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if is_kiosk(request) else "private, no-cache"
        if request.path_info == _SIGN_OUT and request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache"'  # the way back would show the last pages from memory
        if personal:
            return response
        asked = request.GET.get("kiosk")
        if asked == "1":
            response.set_cookie(
                COOKIE, "1", max_age=_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        elif asked == "0":
            response.delete_cookie(COOKIE, samesite="Lax")
        if is_kiosk(request):
            response.headers["Cache-Control"] = "no-store"
        elif _may_be_kept(request, response):
            response.headers[KEPT] = "keep"
            return _unless_known(request, response)
        return response


class OnScreenMiddleware:
    """A terminal shows pages only: over a file (a leaflet, a form) it would stand still, without a way back or an end of the turn. In its
    place it shows where a phone finds the file.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if page or response.status_code != 200 or not is_kiosk(request) or not _opened(request):
            return response
        if isinstance(response, FileResponse) and response.file_to_stream is not None:
            response.file_to_stream.close()
        address = request.build_absolute_uri()
        code = qr(address, gettext("Mã QR dẫn tới tệp này"))
        return render(request, "ui/kiosk_file.html", {"code": code, "back": _page_before(request)})


def _opened(request: HttpRequest) -> bool:
    """Whether the answer would take the page's place on the screen; scripts, styles and pictures do not."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _page_before(request: HttpRequest) -> str:
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if ours else "/"


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Pages of strangers only: one that greets a person stays with that person."""
    page = response.headers.get("Content-Type", "").startswith("text/html")
    stranger = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return request.method == "GET" and response.status_code == 200 and page and stranger


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A stranger's page may be kept by the browser, which asks each time: 304 while it is the same. It is the same for a device with the
    same proof against forged forms, whatever form that proof takes in the page."""
    if not isinstance(response, HttpResponse):
        return response
    patch_vary_headers(response, ("Cookie",))
    response.headers.setdefault("Cache-Control", "private, no-cache")
    proof = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    told = hashlib.sha256(_PROOF.sub(b"", response.content) + proof.encode(errors="replace")).hexdigest()[:32]
    response.headers.setdefault("ETag", f'W/"{told}"')
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


@csrf_exempt  # it signs out and clears the device, which harms nobody who is sent here by a stranger's page
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest) -> HttpResponse:
    """The end of a person's turn at a kiosk: signed out, cookies and stored data gone, back to the first page."""
    if not is_kiosk(request):
        return HttpResponseRedirect("/")
    logout(request)
    response = HttpResponseRedirect("/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Cache-Control"] = "no-store"
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages"):
        response.delete_cookie(name)
    return response
