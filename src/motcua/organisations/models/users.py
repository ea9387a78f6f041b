"""Who signs in. Rights come from grants (`people.py`), never from the user row: there is no superuser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.models import Identified

USERNAME_VALIDATOR = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]\Z", _("Dùng 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch nối.")
)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=(username or "").lower())


class User(Identified, AbstractBaseUser):
    """An account. An officer signs in by it (through their `Person`); `username` is lower case and never given to another."""

    username = models.CharField(max_length=60, unique=True, validators=[USERNAME_VALIDATOR])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    must_change_password = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    """Part of every session's seal: raising it signs the account out everywhere."""

    acting_officer_id: int | None = None
    """Set for the time of a request that came with a token: only this officer's grants count."""

    chosen_officer_uid: str = ""
    """Set for the time of a request: the post in which the person acts. All their posts open pages, this one is named in events."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        self.username = self.username.lower()

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for seal in super().get_session_auth_fallback_hash():
            yield f"{seal}{self.session_epoch}"
