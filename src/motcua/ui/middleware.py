"""Language of the page, and errors of the product turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.kernel.errors import AppError
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


class AddressMiddleware:
    """NUL says nothing and no database takes it: it is left out of what is asked for, and no page has it in its address."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            raise Http404
        while "%00" in (asked := request.META.get("QUERY_STRING", "")):  # what is left may make another
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)


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
