"""Accounts of officers: made by operators, never by sign-up. What happens at sign-in is told to the trail without personal data."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import fold
from motcua.organisations.models import Grant, Officer, Person, Role, Unit, User, role_name
from motcua.organisations.models.users import USERNAME_VALIDATOR
from motcua.organisations.services.people import (
    appoint_officer,
    create_person,
    grant_role,
    index_officers,
    keep_an_operator,
)

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are read as another


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """What was made; `password` is told once and kept nowhere (empty when it was given)."""

    officer: Officer
    user: User
    password: str


def user_ref(user: User) -> Ref:
    return Ref.to("user", user.uid)


def create_officer(
    name: str,
    *,
    unit: Unit,
    role: str,
    actor: Actor,
    on: date,
    username: str = "",
    post: str = "",
    below: bool = True,
    password: str = "",
    is_sample: bool = False,
) -> NewOfficer:
    """A person with an account, a post in a unit and a role there, in one step: the first administrator, and others."""
    with transaction.atomic():
        person = create_person(name, actor=actor, is_sample=is_sample)
        user, told = create_account(person, username or free_username(name), actor=actor, password=password)
        officer = appoint_officer(person, unit, post=post or _post(role), valid_from=on, actor=actor)
        grant_role(officer, role=role, unit=unit, below=below, valid_from=on, actor=actor)
    return NewOfficer(officer, user, told)


def create_account(
    person: Person, username: str, *, actor: Actor, password: str = "", encoded: str = ""
) -> tuple[User, str]:
    """An account for a person. Without `password` a random one is made, to be changed at first sign-in; it is returned, not kept.

    `encoded` is a password already hashed and chosen elsewhere (samples, take-over from another system): it is not judged.
    """
    username = username.strip().lower()
    _check_username(username)
    made = "" if password or encoded else new_password()
    with transaction.atomic():
        if person.user_id is not None:
            raise Refused("Người này đã có tài khoản.", code="has_account")
        user = User(username=username, password=encoded, must_change_password=bool(made))
        if password:
            check_password(password, user)
        if not encoded:
            user.set_password(password or made)
        user.save()
        if Person.objects.filter(pk=person.pk, user__isnull=True).update(user=user, version=F("version") + 1) != 1:
            raise Refused("Người này đã có tài khoản.", code="has_account")
        person.user = user
        events.append(user_ref(user), "account.created", actor=actor, payload={"person": person.uid})
        index_officers(person.officers.all())
    return user, made


def reset_password(user: User, *, actor: Actor) -> str:
    """A new random password, told once; signs out everywhere and must be changed at the next sign-in."""
    made = new_password()
    with transaction.atomic():
        user.set_password(made)
        User.objects.filter(pk=user.pk).update(
            password=user.password, must_change_password=True, session_epoch=F("session_epoch") + 1
        )
        events.append(user_ref(user), "account.password_reset", actor=actor)
    return made


def close_account(user: User, *, actor: Actor) -> None:
    """No more sign-in; sessions end at once."""
    with transaction.atomic():
        closed = User.objects.filter(pk=user.pk, is_active=True)
        if closed.update(is_active=False, session_epoch=F("session_epoch") + 1) != 1:
            raise Refused("Tài khoản này đã khóa.", code="account_closed")
        if Grant.objects.filter(officer__person__user=user, role=Role.OPERATOR).exists():
            keep_an_operator(clock.today())
        events.append(user_ref(user), "account.closed", actor=actor)


def reopen_account(user: User, *, actor: Actor) -> None:
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True) != 1:
            raise Refused("Tài khoản này đang mở.", code="account_open")
        events.append(user_ref(user), "account.reopened", actor=actor)


def sign_out_everywhere(user: User, *, actor: Actor) -> None:
    """End all sessions of the account. The caller re-seals the present one to keep it."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        events.append(user_ref(user), "account.signed_out_everywhere", actor=actor)
    user.refresh_from_db(fields=["session_epoch"])


def remove_second_factors(user: User, *, actor: Actor) -> None:
    """For somebody who lost their device: an operator takes all second factors off; they sign in by password and set up anew."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        removed = Authenticator.objects.filter(user=user).delete()[0]
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        events.append(user_ref(user), "account.second_factors_removed", actor=actor, payload={"count": removed})


def note(user: User, kind: str, **payload: str) -> None:
    """Tell the trail what happened to an account at sign-in: which way, never from where or on what device."""
    with transaction.atomic():
        events.append(user_ref(user), f"account.{kind}", actor=Actor(user_ref(user), user.username), payload=payload)


def password_changed(user: User) -> None:
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        events.append(user_ref(user), "account.password_changed", actor=Actor(user_ref(user), user.username))


def new_password() -> str:
    """Sixteen letters and digits in four groups: about 79 bits, readable over the phone."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


def free_username(name: str) -> str:
    """A user name from a person's name: `Nguyễn Thị Hoa` → `nguyenthihoa`, with a number when taken."""
    base = "".join(c for c in fold(name) if c.isascii() and c.isalnum())[:50] or "canbo"
    base = base if len(base) >= 3 else f"{base}canbo"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return base if base not in taken else next(f"{base}{n}" for n in range(2, 10_000) if f"{base}{n}" not in taken)


def check_password(password: str, user: User) -> None:
    """Raises Invalid with the validators' sentences."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(
            "Mật khẩu chưa đủ mạnh.", errors=tuple(FieldError("password", str(m)) for m in error.messages)
        ) from error


def _check_username(username: str) -> None:
    try:
        USERNAME_VALIDATOR(username)
    except ValidationError as error:
        raise Invalid("Chưa tạo được tài khoản.", errors=(FieldError("username", str(error.message)),)) from error
    if User.objects.filter(username=username).exists():
        raise Invalid(
            "Chưa tạo được tài khoản.", errors=(FieldError("username", "Tên đăng nhập này đã có người dùng."),)
        )


def _post(role: str) -> str:
    return role_name(role) if role in Role.values else role


def looks_like_username(name: str) -> bool:
    """Whether a name is written as a user name (`an.nv`), not as a person is called."""
    try:
        USERNAME_VALIDATOR(name)
    except ValidationError:
        return False
    return True
