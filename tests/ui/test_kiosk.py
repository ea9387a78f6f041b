"""A terminal for everybody keeps nothing of the person before; other pages may be kept for the time without a network."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_device_becomes_a_kiosk_and_ends_to_be_one(client: Client) -> None:
    assert "data-kiosk" not in client.get("/").content.decode()

    first = client.get("/?kiosk=1")
    assert "data-kiosk" in first.content.decode()
    assert client.cookies["kiosk"]["httponly"]
    assert "data-kiosk" in client.get("/").content.decode()

    assert "data-kiosk" not in client.get("/?kiosk=0").content.decode()
    assert "data-kiosk" not in client.get("/").content.decode()


def test_its_pages_are_never_kept(client: Client) -> None:
    client.get("/?kiosk=1")

    response = client.get("/thu-tuc/")

    assert response.headers["Cache-Control"] == "no-store"
    assert "X-Offline" not in response.headers


def test_a_file_opens_on_the_phone_and_leaves_the_screen_as_it_is(client: Client) -> None:
    client.get("/?kiosk=1")

    shown = client.get("/sitemap.xml", headers={"Sec-Fetch-Dest": "document", "Referer": "http://testserver/thu-tuc/"})

    words = shown.content.decode()
    assert shown.headers["Content-Type"].startswith("text/html")
    assert "data-kiosk" in words  # the turn ends here as on every page
    assert "ui-qr__code" in words
    assert 'href="http://testserver/thu-tuc/"' in words
    elsewhere = client.get("/sitemap.xml", headers={"Sec-Fetch-Dest": "document", "Referer": "https://example.org/"})
    assert "example.org" not in elsewhere.content.decode()


def test_what_a_page_fetches_for_itself_stays_a_file(client: Client) -> None:
    client.get("/?kiosk=1")

    assert client.get("/sitemap.xml", headers={"Sec-Fetch-Dest": "empty"}).headers["Content-Type"] == "application/xml"


def test_the_end_of_a_turn_clears_the_device(client: Client, django_user_model: type) -> None:
    client.get("/?kiosk=1")
    session = client.session
    session["seen"] = "1.001"
    session.save()

    response = client.post("/ui/kiosk/ket-thuc")

    assert response.status_code == 302
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["sessionid"].value == ""
    assert client.session.get("seen") is None
    assert client.cookies["kiosk"].value == "1"


def test_nobody_is_signed_out_who_is_at_no_kiosk(client: Client) -> None:
    session = client.session
    session["seen"] = "1.001"
    session.save()

    client.post("/ui/kiosk/ket-thuc")

    assert client.session["seen"] == "1.001"


def test_pages_of_strangers_may_be_kept_and_those_of_persons_not(client: Client) -> None:
    assert client.get("/").headers["X-Offline"] == "keep"

    session = client.session
    session["who"] = "somebody"
    session.save()
    assert "X-Offline" not in client.get("/").headers


@pytest.mark.parametrize("address", ["/accounts/login/", "/api/v1/units", "/robots.txt", "/khong-co-trang-nay"])
def test_what_is_no_public_page_is_not_kept(client: Client, address: str) -> None:
    assert "X-Offline" not in client.get(address).headers


def test_the_service_worker_stands_at_the_root_and_leaves_the_desk_alone(client: Client) -> None:
    response = client.get("/sw.js")

    body = response.content.decode()
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    assert '"/desk/"' in body
    assert "/ngoai-tuyen/" in body
    assert client.get("/ngoai-tuyen/").status_code == 200
    assert "/en/ngoai-tuyen/" in body
    assert '<html lang="en"' in client.get("/en/ngoai-tuyen/").content.decode()


@pytest.mark.parametrize("path", ["/desk/", "/accounts/login/"])
def test_pages_of_persons_are_kept_by_nothing_between(client: Client, path: str) -> None:
    assert "private" in client.get(path).headers["Cache-Control"]
    client.get("/?kiosk=1")
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_who_signs_out_leaves_no_page_to_go_back_to(client: Client) -> None:
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
