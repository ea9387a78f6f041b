"""Sign-in: how allauth behaves here. Nobody signs up: operators make the accounts of officers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from motcua.organisations.models import User


class OfficerBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth publishes no types
    """Password sign-in by username. Django's own permissions are not used: rights come from grants."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and user.is_active


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Local accounts."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 - allauth's signature
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """Accounts of the province's single sign-on (OIDC)."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's signature
        return False
