"""API tokens: made for an officer, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.prepared import Prepared
from motcua.organisations.models import ApiToken, Officer
from motcua.organisations.permissions import valid_on
from motcua.organisations.rules.scopes import well_formed
from motcua.organisations.services.people import officer_ref

if TYPE_CHECKING:
    from motcua.organisations.models import User

_USED_EVERY = timedelta(hours=1)
PREFIX = "mc_"
LONGEST_DAYS = 36_500


def create_token(
    officer: Officer, *, actor: Actor, name: str = "", scopes: Sequence[str] = ("*:read",), days: int | None = 365
) -> tuple[ApiToken, str]:
    """A token and its secret, which is told once. `scopes` as in `rules.scopes`; `days` None: it does not expire."""
    wrong = [scope for scope in scopes if not well_formed(scope)]
    if wrong or not scopes:
        raise Invalid(
            "Phạm vi “{scope}” chưa đúng: viết như *:read, plans:write.",
            errors=(FieldError("scopes", "Viết phạm vi như *:read, plans:write."),),
            scope=wrong[0] if wrong else "",
        )
    if days is not None and days < 1:
        raise Invalid("Số ngày hiệu lực phải từ 1.", errors=(FieldError("days", "Số ngày phải từ 1."),))
    if days is not None and days > LONGEST_DAYS:
        raise Invalid("Số ngày hiệu lực không quá {most}.", most=LONGEST_DAYS)
    secret = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    with transaction.atomic():
        token = ApiToken.objects.create(
            officer=officer,
            name=name.strip() or "API",
            prefix=secret[:9],
            hash=_hash(secret),
            scopes=list(scopes),
            created_at=now,
            expires_at=now + timedelta(days=days) if days else None,
        )
        payload: dict[str, events.Plain] = {"token": token.uid, "scopes": list(scopes), "expires": token.expires_at}
        events.append(officer_ref(officer), "officer.token_created", actor=actor, payload=payload)
    return token, secret


def revoke_token(token: ApiToken, *, actor: Actor) -> None:
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now()) != 1:
            raise Refused("Mã truy cập này đã thu hồi.", code="token_revoked")
        events.append(officer_ref(token.officer), "officer.token_revoked", actor=actor, payload={"token": token.uid})


def bearer_of(secret: str) -> tuple[User, ApiToken] | None:
    """The account that a secret speaks for, acting as the token's officer only; None when it is unknown, over, or the officer left.

    Writes the time of use at most once an hour.
    """
    if not secret.startswith(PREFIX) or len(secret) > 200:
        return None
    now = clock.now()
    found = _ALIVE.records(secret=_hash(secret), now=now, day=clock.local(now).date())
    token: ApiToken | None = next(iter(found), None)
    if token is None or token.officer.person.user is None:
        return None
    if token.last_used_at is None or token.last_used_at < now - _USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    user = token.officer.person.user
    user.acting_officer_id = token.officer_id
    return user, token


def _alive(*, secret: str, now: datetime, day: date) -> QuerySet[ApiToken]:
    """The token of a hash, if it opens anything."""
    alive = ApiToken.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        valid_on(day, "officer__"),
        hash=secret,
        revoked_at__isnull=True,
        officer__person__user__is_active=True,
    )
    return alive.select_related("officer__person__user")


_ALIVE = Prepared(_alive)


def _hash(secret: str) -> str:
    """Plain SHA-256: the secret has 256 random bits, so nothing is gained by a slow hash on every request."""
    return hashlib.sha256(secret.encode()).hexdigest()
