"""Sign-in by OpenID Connect, against the product's own test provider: officers by single sign-on, citizens by their identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.factories import identity
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.organisations.models import User
from motcua.organisations.services import accounts

pytestmark = [pytest.mark.long, pytest.mark.any_database]

CALLBACK = "http://testserver/accounts/oidc/{}/login/callback/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    callbacks = [CALLBACK.format(key) for key in ("oidc", "citizen")]
    with identity.running_provider(tmp_path_factory.mktemp("provider"), *callbacks) as address:
        yield address


@pytest.fixture(autouse=True)
def single_sign_on(provider: str, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = identity.apps(provider)


@pytest.fixture
def officer(province: factory.Province) -> User:
    """Somebody whose account here is called as that of a holder at the provider."""
    return factory.user("nguoidan", province.board, "head")


def at_the_provider(address: str, name: str) -> str:
    """Sign in there as a browser does; the address by which the provider sends the person back."""
    browser = requests.Session()
    page = browser.get(address)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    then = re.search(r'name="next" value="([^"]+)"', page.text)
    assert token is not None
    assert then is not None
    data = {
        "csrfmiddlewaretoken": token[1],
        "login": name,
        "password": identity.PASSWORD,
        "next": then[1].replace("&amp;", "&"),
    }
    back = browser.post(page.url, data, allow_redirects=False)
    while not back.headers["Location"].startswith("http://testserver"):
        there = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
        back = browser.get(there + back.headers["Location"].removeprefix(there), allow_redirects=False)
    assert requests.get(address, cookies=browser.cookies).text.count('name="password"') == 1, "it asks anew"
    return back.headers["Location"].removeprefix("http://testserver")


def come(client: Client, name: str, *, by: str = "oidc", process: str = "login") -> Any:
    start = client.post(f"/accounts/oidc/{by}/login/?process={process}")
    assert start.status_code == 302, start.content
    return client.get(at_the_provider(start["Location"], name))


def kinds(user: User) -> list[str]:
    return [e.kind for e in events.history(accounts.user_ref(user)) if e.kind != "account.created"]


def test_single_sign_on_lets_the_officer_in_whose_name_the_claim_gives(client: Client, officer: User) -> None:
    response = come(client, "nguoidan")

    assert response["Location"] == "/desk/"
    assert client.get("/desk/don-vi/").status_code == 200
    assert kinds(officer) == ["account.single_sign_on_joined", "account.signed_in"]

    client.post("/accounts/logout/")
    come(client, "nguoidan")
    assert SocialAccount.objects.get().user == officer
    assert client.get("/desk/don-vi/").status_code == 200


def test_single_sign_on_makes_no_account_for_a_stranger(client: Client, officer: User) -> None:
    response = come(client, "doanhnghiep")

    assert not client.session.get("_auth_user_id")
    assert response.status_code == 200
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_single_sign_on_does_not_open_a_closed_account(client: Client, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)

    come(client, "nguoidan")

    assert not client.session.get("_auth_user_id")


def test_another_claim_may_name_the_account(client: Client, province: factory.Province, settings: Settings) -> None:
    settings.OIDC_CLAIM = "account_type"
    user = factory.user("organisation", province.board, "head")

    come(client, "doanhnghiep")

    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_a_citizen_gets_an_account_without_password_or_meaning_and_comes_back_to_it(client: Client) -> None:
    first = come(client, "nguoidan", by="citizen")

    (user,) = User.objects.all()
    assert first["Location"] == "/"
    assert re.fullmatch(r"cd-[0-9a-f]{20}", user.username)
    assert not user.has_usable_password()
    assert "Nguyễn Thị Mẫu" in client.get("/").content.decode()
    assert kinds(user) == ["account.single_sign_on_joined", "account.signed_in"]

    client.post("/accounts/logout/")
    assert "Nguyễn Thị Mẫu" not in client.get("/").content.decode()
    come(client, "nguoidan", by="citizen")
    assert client.session["_auth_user_id"] == str(user.pk)

    come(client, "doanhnghiep", by="citizen")
    assert client.session["_auth_user_id"] != str(user.pk)
    assert "Công ty TNHH Mẫu Đồng Nai" in client.get("/").content.decode()


def test_a_citizen_who_is_called_as_an_officer_is_not_that_officer(client: Client, officer: User) -> None:
    come(client, "nguoidan", by="citizen")

    assert client.session["_auth_user_id"] != str(officer.pk)
    assert kinds(officer) == []


@pytest.mark.django_db
def test_the_desk_and_the_pages_of_passwords_are_closed_to_citizens(client: Client) -> None:
    come(client, "nguoidan", by="citizen")

    for address in (
        "/desk/", "/desk/ke-hoach/", "/accounts/password/set/", "/accounts/password/change/", "/accounts/2fa/",
        "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/3rdparty/", "/accounts/login/",
    ):  # fmt: skip
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 403, address
            assert "Phần này chỉ dành cho cán bộ" in response.content.decode()
            assert 'href="/desk/' not in response.content.decode()


@pytest.mark.django_db
def test_a_citizen_sees_through_the_api_what_everybody_sees(client: Client) -> None:
    come(client, "nguoidan", by="citizen")

    assert client.get("/api/v1/plans").json() == {"items": [], "next": None}
    assert client.get("/api/v1/units").status_code == 200
    token = client.get("/").cookies.get("csrftoken") or client.cookies["csrftoken"]
    refused = client.post(
        "/api/v1/files", {"file": SimpleUploadedFile("a.txt", b"x")}, headers={"X-CSRFToken": token.value}
    )
    assert refused.status_code == 403


def test_an_officer_cannot_join_a_citizens_identity_to_their_account(client: Client, officer: User) -> None:
    client.force_login(officer)

    response = come(client, "doanhnghiep", by="citizen", process="connect")

    assert response.status_code == 403
    assert not SocialAccount.objects.exists()


def test_what_is_told_of_a_person_is_kept_for_the_session_only(client: Client, officer: User) -> None:
    for by in ("oidc", "citizen") * 2:
        come(client, "nguoidan", by=by)
        client.post("/accounts/logout/")

    assert [account.extra_data for account in SocialAccount.objects.all()] == [{}, {}]
    assert "Mẫu" not in str(list(events.Event.objects.values()))
    assert not Session.objects.exists()
