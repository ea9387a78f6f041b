"""What the test provider tells of its holders, and how its sign-in behaves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LoginView
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.views import authorization
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from motcua.config.identity import HOLDERS

_holders = {holder.username: holder for holder in HOLDERS}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Nobody signs up here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False


class ClaimsAdapter(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth publishes no types
    """The claims of a holder: `sub`, `preferred_username` (the account), `name`, `account_type`."""

    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, email: str | None = None, **_: Any) -> Any:
        claims = super().get_claims(purpose, user, client, scopes, email=email)
        if "profile" in scopes and (holder := _holders.get(user.get_username())):
            claims |= {"name": holder.name, "account_type": holder.kind}
        return claims


sign_in = LoginView.as_view(template_name="idp/login.html")


def authorize(request: HttpRequest) -> HttpResponse:
    """Ask who it is each time: whoever tries the sample wants to be the citizen now and the enterprise a minute later."""
    response: HttpResponse = authorization(request)
    if response.status_code == 302 and request.user.is_authenticated:
        logout(request)
    return response


authorize.csrf_exempt = True  # type: ignore[attr-defined]  # as allauth's own view: it checks what it posts itself
