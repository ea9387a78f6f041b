"""Who calls: a token's officer, the person of the session, or anybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from motcua.organisations.permissions import ACTING, keep_rights
from motcua.organisations.rules.scopes import opens
from motcua.organisations.services.tokens import bearer_of

API_PREFIX = "/api/v1/"
ANYBODY = "anybody"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller(HttpBearer):
    """Whoever calls: a token's officer, the person of the session, or (only to read) anybody. What they may do the operation asks.

    `request.user` is the account in every case. A token that is unknown, over or too narrow is refused, never taken for anybody.
    """

    def __call__(self, request: HttpRequest) -> Any:
        header = request.headers.get("Authorization", "")
        scheme, _, secret = header.partition(" ")
        if scheme.lower() == "bearer":
            return self.authenticate(request, secret.strip())
        if header:
            raise AuthenticationError
        if not request.user.is_authenticated:
            return ANYBODY if request.method in _READING else None
        if check_csrf(request):
            raise HttpError(403, "CSRF")
        keep_rights(request.user)
        request.user.chosen_officer_uid = str(request.session.get(ACTING, ""))
        return request.user

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = bearer_of(token)
        if found is None:
            raise AuthenticationError
        user, key = found
        area = request.path_info.removeprefix(API_PREFIX).split("/", 1)[0]
        if not opens(key.scopes, area, request.method or "GET"):
            raise AuthorizationError
        keep_rights(user)
        request.user = user
        return user


class SignedIn(Caller):
    """The same, but anybody is asked to sign in (401). For everything that is not public."""

    def __call__(self, request: HttpRequest) -> Any:
        found = super().__call__(request)
        return None if found == ANYBODY else found


AUTHENTICATORS = [Caller()]
"""Of the whole API; operations without anything public take `auth=SIGNED_IN`."""
SIGNED_IN = [SignedIn()]
