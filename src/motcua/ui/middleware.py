"""Language of the page, rules asked once, and errors of the product turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.kernel.errors import AppError
from motcua.kernel.rules import held
from motcua.kernel.text import has_hidden, unhidden
from motcua.ui import language, pages
from motcua.ui.api import answered

Next = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """Activates the language for the request (`language.language_of`); stands where Django's LocaleMiddleware would."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = language.language_of(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        if request.path_info.startswith(language.PERSONAL):
            patch_vary_headers(response, ("Cookie",))
        elif request.path_info.startswith(language.API):
            patch_vary_headers(response, ("Accept-Language",))
        return response


class ReadingMiddleware:
    """A request that writes nothing asks each rule of law once."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with held():
            return self.get_response(request)


class TypedMiddleware:
    """What is typed comes to the pages as it is seen, without characters that nobody sees. NUL, which no database keeps and nobody types,
    is refused (400) in address, query or form before any page works on it.

    Bodies of programs are `ui.api.Input`'s to judge, once their caller is known: a form would have to be read whole for it.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return _with_nul(request)
        request.GET = _seen(request.GET)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.method != "POST" or request.path.startswith(pages.API):
            return None
        try:
            typed = request.POST
        except UnreadablePostError:  # the connection broke; what answers next finds out for itself
            return None
        if any("\x00" in one for name, said in typed.lists() for one in (name, *said)):
            return _with_nul(request)
        request.POST = _seen(typed)
        return None


def _seen(typed: QueryDict) -> Any:  # the stubs have fields of a request immutable
    """The same fields; passwords stay as they were set."""
    hidden = [name for name, said in typed.lists() if "password" not in name and any(map(has_hidden, said))]
    if not hidden:
        return typed
    seen = typed.copy()
    for name in hidden:
        seen.setlist(name, [unhidden(one) for one in typed.getlist(name)])
    return seen


def _with_nul(request: HttpRequest) -> HttpResponse:
    template = "Yêu cầu có ký tự NUL, không lưu được. Hãy quay lại, xóa chỗ vừa dán rồi gõ lại."
    return pages.app_error(request, AppError(template, code="nul_character"))


class SignedOutMiddleware:
    """A fragment asked for after the session has ended: a notice with the way back in, never the sign-in page inside the page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        target = urlsplit(response.headers.get("Location", "")).path
        if (
            response.status_code in {301, 302, 303}
            and getattr(request, "htmx", False)
            and target == resolve_url(settings.LOGIN_URL)
        ):
            return pages.signed_out(request)
        return response


class ErrorMiddleware:
    """An `AppError` that leaves a page view becomes a page in plain words, or a notice when HTMX asked. REST has its own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return (
            answered(request, self.get_response) if request.path.startswith(pages.API) else self.get_response(request)
        )

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return pages.app_error(request, error) if isinstance(error, AppError) else None
