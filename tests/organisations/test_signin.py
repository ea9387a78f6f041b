from __future__ import annotations

import html
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.organisations.models import User
from motcua.organisations.services import accounts

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def user(province: factory.Province) -> User:
    return factory.user("hoa", province.board, "head")


def told(user: User) -> list[tuple[str, dict[str, Any]]]:
    return [(e.kind, e.payload) for e in events.history(accounts.user_ref(user)) if e.kind != "account.created"]


def sign_in(client: Client, password: str = factory.PASSWORD, username: str = "hoa") -> Any:
    return client.post(LOGIN, {"login": username, "password": password})


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_an_officer_signs_in_by_user_name_in_any_case(client: Client, user: User) -> None:
    response = sign_in(client, username="HOA")

    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert told(user) == [("account.signed_in", {"ways": "password"})]


def test_signing_out_is_told(client: Client, user: User) -> None:
    sign_in(client)
    client.post("/accounts/logout/")

    assert [kind for kind, _ in told(user)] == ["account.signed_in", "account.signed_out"]
    assert client.get("/desk/don-vi/").status_code == 302


def test_a_wrong_password_is_told_of_the_account_and_nothing_of_a_stranger(client: Client, user: User) -> None:
    for name in ("hoa", "khong-co-ai", factory.PASSWORD):
        response = sign_in(client, "sai", name)
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in response.content.decode()

    assert told(user) == [("account.sign_in_failed", {})]
    assert not events.Event.objects.filter(payload__icontains="khong-co-ai").exists()
    assert factory.PASSWORD not in str(list(events.Event.objects.values()))


def test_too_many_wrong_tries_lock_the_account_even_for_the_right_password(client: Client, user: User) -> None:
    for _ in range(5):
        sign_in(client, "sai")

    for _ in range(3):
        assert "Sai quá nhiều lần" in sign_in(client).content.decode()
    kinds = [kind for kind, _ in told(user)]
    assert kinds == ["account.sign_in_failed"] * 5 + ["account.sign_in_locked"]
    assert not client.session.get("_auth_user_id")


def test_a_closed_account_does_not_sign_in(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    sign_in(client)

    assert not client.session.get("_auth_user_id")


def test_nobody_signs_up(client: Client, db: None) -> None:
    data = {"username": "moi", "password1": factory.PASSWORD, "password2": factory.PASSWORD}

    assert client.get("/accounts/signup/").status_code == 200
    client.post("/accounts/signup/", data)

    assert not User.objects.exists()


def test_a_password_made_by_an_operator_is_changed_before_anything_else(client: Client, user: User) -> None:
    made = accounts.reset_password(user, actor=factory.actor())

    response = sign_in(client, made)
    assert response["Location"] == "/accounts/password/change/"
    assert client.get("/desk/don-vi/")["Location"] == "/accounts/password/change/"

    new = {"oldpassword": made, "password1": "mây trôi sông chảy 7", "password2": "mây trôi sông chảy 7"}
    client.post("/accounts/password/change/", new)
    assert client.get("/desk/don-vi/").status_code == 200
    assert ("account.password_changed", {}) in told(user)


@pytest.mark.parametrize("password", ["motcua2026", "Nguyễn Hoa 1", "Đồng Nai 2026", "1234567890"])
def test_an_easily_guessed_password_is_refused_when_it_is_changed(client: Client, user: User, password: str) -> None:
    client.force_login(user)

    new = {"oldpassword": factory.PASSWORD, "password1": password, "password2": password}
    response = client.post("/accounts/password/change/", new)

    assert response.status_code == 200
    assert User.objects.get(pk=user.pk).check_password(factory.PASSWORD)


def test_with_a_second_factor_the_password_alone_does_not_let_in(client: Client, user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    response = sign_in(client)
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/desk/don-vi/").status_code == 302

    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/accounts/2fa/authenticate/", {"code": code(secret)})

    assert right["Location"] == "/desk/"
    assert told(user)[-1] == ("account.signed_in", {"ways": "password, totp"})


def test_a_recovery_code_lets_in_once(client: Client, user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    spare = RecoveryCodes.activate(user).generate_codes()[0]

    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": spare})["Location"] == "/desk/"
    client.post("/accounts/logout/")
    sign_in(client)

    assert client.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 200


def test_what_second_factors_are_checked_by_is_not_readable_in_the_database(user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    spare = RecoveryCodes.activate(user).generate_codes()[0]

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert spare not in stored


def confirm(client: Client) -> None:
    """Before the means of signing in are changed, the password is asked once more."""
    client.post("/accounts/reauthenticate/", {"password": factory.PASSWORD})


def test_the_password_is_asked_again_before_the_means_of_signing_in_change(client: Client, user: User) -> None:
    sign_in(client)

    for address in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        assert client.get(address)["Location"].startswith("/accounts/reauthenticate/")


def test_setting_up_a_second_factor_is_told(
    client: Client, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in(client)
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})

    assert page.status_code == 200
    assert ("account.second_factor_added", {"type": "totp"}) in told(user)
    assert client.get("/accounts/2fa/").status_code == 200


def test_a_passkey_is_offered_with_a_challenge_of_its_own(client: Client, user: User) -> None:
    sign_in(client)
    confirm(client)

    shown = [html.unescape(client.get("/accounts/2fa/webauthn/add/").content.decode()) for _ in range(2)]

    challenges = [re.search(r'"challenge": ?"([\w-]+)"', text) for text in shown]
    assert all(challenges)
    assert len({c[1] for c in challenges if c}) == 2
