"""Which language a page speaks. Vietnamese unless the address, or on the desk the person's choice, says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from django.http import HttpRequest

SOURCE = "vi"
ENGLISH_PREFIX = "/en/"
PERSONAL = ("/desk/", "/accounts/", "/ui/")
"""Addresses without a language in them: the choice is kept in a cookie."""
API = "/api/"


def spoken() -> Literal["vi", "en"]:
    """The language of the page, message or file that is being made, as `ui.formats` takes it."""
    return "en" if (get_language() or SOURCE).startswith("en") else "vi"


def language_of(request: HttpRequest) -> str:
    """`vi` or `en`. Public addresses carry their language; the desk follows the cookie; the API follows `Accept-Language`."""
    path = request.path_info
    if path.startswith(ENGLISH_PREFIX):
        return "en"
    if path.startswith(API):
        return _accepted(request.headers.get("Accept-Language", ""))
    if path.startswith(PERSONAL):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, SOURCE)
        return chosen if chosen in {"vi", "en"} else SOURCE
    return SOURCE


def _accepted(header: str) -> str:
    for code, _ in parse_accept_lang_header(header):
        if code == "*":
            break
        try:
            variant = get_supported_language_variant(code)
        except LookupError:
            continue
        return "en" if variant.startswith("en") else SOURCE
    return SOURCE


def address_in(request: HttpRequest, code: str) -> str:
    """The same page in the other language, with the same tail; where the address carries no language, the page itself."""
    path = request.get_full_path()
    if request.path_info.startswith((*PERSONAL, API)):
        return path
    bare = path.removeprefix("/en") if path.startswith(ENGLISH_PREFIX) else path
    return f"/en{bare}" if code == "en" else bare
