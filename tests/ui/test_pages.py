"""The frame: errors in plain words, language, a policy without inline anything."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.registries import DeskEntry, desk_entries
from motcua.ui import language, navigation
from motcua.ui.errors import text_of

GALLERY = "/thu/bo-mau/"
PAGES = [
    GALLERY,
    f"{GALLERY}?list=empty",
    f"{GALLERY}?list=none",
    f"{GALLERY}?list=filtered&form=wrong",
    f"{GALLERY}?layout=public",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/thu/mau/",
    "/khong-co",
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_an_inline_style_script_or_handler(client: Client, address: str) -> None:
    response = client.get(address)
    html = response.content.decode()

    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", html)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_heading_one_main_and_a_language(client: Client, address: str) -> None:
    html = client.get(address).content.decode()

    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert len(re.findall(r"<main[ >]", html)) == 1
    assert '<html lang="vi"' in html
    assert re.search(r"<title>\s*\S", html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), {i for i in ids if ids.count(i) > 1}


@pytest.mark.parametrize("address", PAGES)
def test_the_english_face_has_no_vietnamese_left_of_ours(client: Client, address: str) -> None:
    if GALLERY in address or "/thu/" in address:
        pytest.skip("the gallery's own texts are samples, not translated")
    client.cookies["django_language"] = "en"

    html = client.get(address if address.startswith("/accounts") else f"/en{address}").content.decode()

    words = re.sub(r'<[^>]+lang="vi"[^>]*>[^<]*<', "<", html)
    assert not re.search(
        r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", words.replace("Một Cửa", "").replace("Tiếng Việt", "")
    )


def test_a_refusal_becomes_a_page_with_its_status_and_sentence(client: Client) -> None:
    response = client.get("/thu/tu-choi/")

    assert response.status_code == 409
    assert "Kỳ 10/2026 đã chốt." in response.content.decode()


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver/thu/danh-sach/?q=le", "/thu/danh-sach/?q=le"),
        ("http://elsewhere.example/thu/", None),
        ("http://testserver/khong-co", None),  # the page itself
        ("", None),
    ],
)
def test_a_page_of_an_error_leads_back_to_where_one_came_from_and_nowhere_else(
    client: Client, came: str, back: str | None
) -> None:
    html = client.get("/khong-co", headers={"Referer": came}).content.decode()

    assert ("Quay lại trang trước" in html) is bool(back)
    assert "elsewhere.example" not in html
    if back:
        assert f'href="{back}"' in html


def test_under_htmx_a_refusal_is_a_notice_not_a_page(client: Client) -> None:
    response = client.get("/thu/tu-choi/", headers={"HX-Request": "true"})

    assert response.status_code == 409
    assert response.content.decode().startswith('<div class="ui-notice')
    assert response.headers["HX-Retarget"] == "#page-alerts"


def test_a_fragment_asked_for_after_the_session_ended_leaves_the_page_and_offers_the_way_back(client: Client) -> None:
    response = client.get(
        "/desk/thu/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/ke-hoach/?q=a b"}
    )

    assert response.status_code == 401
    assert response.headers["HX-Retarget"] == "#page-alerts"
    assert 'href="/accounts/login/?next=%2Fdesk%2Fke-hoach%2F%3Fq%3Da+b"' in response.content.decode()
    assert "<form" not in response.content.decode()


def test_a_crash_shows_an_incident_that_the_log_knows(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.raise_request_exception = False

    response = client.get("/thu/no/")

    incident = response.headers["X-Incident"]
    assert response.status_code == 500
    assert incident in response.content.decode()
    assert any(incident in record.getMessage() and record.exc_info for record in caplog.records)


def test_a_sentence_is_translated_then_filled() -> None:
    inner = Refused("Không tìm thấy.")
    with translation.override("en"):
        assert text_of(
            Invalid("Bảng tính XLSX chỉ chứa được {limit} dòng. Hãy lọc bớt, hoặc xuất CSV.", limit="5")
        ) == ("An XLSX sheet holds no more than 5 rows. Filter the list, or export CSV.")
        assert text_of(FieldError("a", "Chưa dịch: {why}", {"why": inner})) == "Chưa dịch: Not found."
    assert text_of(inner) == "Không tìm thấy."


@pytest.mark.parametrize(
    ("path", "cookie", "accept", "code"),
    [
        ("/", "en", "en", "vi"),
        ("/en/ke-hoach/1", "vi", "vi", "en"),
        ("/desk/", "en", "vi", "en"),
        ("/desk/", "fr", "en", "vi"),
        ("/accounts/login/", "en", "", "en"),
        ("/api/v1/plans", "en", "", "vi"),
        ("/api/v1/plans", "", "en-GB,vi;q=0.5", "en"),
        ("/api/v1/plans", "", "fr, vi;q=0.9, en;q=0.8", "vi"),
        ("/api/v1/plans", "", "*", "vi"),
    ],
)
def test_the_language_comes_from_the_address_the_choice_or_the_header(
    rf: RequestFactory, path: str, cookie: str, accept: str, code: str
) -> None:
    request = rf.get(path, headers={"Accept-Language": accept})
    request.COOKIES["django_language"] = cookie

    assert language.language_of(request) == code


def test_the_other_face_of_a_public_page_has_the_same_tail(rf: RequestFactory) -> None:
    assert language.address_in(rf.get("/thu-tuc/1.002?x=1"), "en") == "/en/thu-tuc/1.002?x=1"
    assert language.address_in(rf.get("/en/thu-tuc/1.002?x=1"), "vi") == "/thu-tuc/1.002?x=1"
    assert language.address_in(rf.get("/desk/?x=1"), "en") == "/desk/?x=1"


@pytest.mark.parametrize(
    ("back", "lands"),
    [("/desk/?a=1", "/desk/?a=1"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")],
)
def test_choosing_a_language_goes_back_and_never_elsewhere(client: Client, back: str, lands: str) -> None:
    response = client.post("/ui/ngon-ngu/", {"language": "en", "next": back})

    assert response.headers["Location"] == lands
    assert response.cookies["django_language"].value == "en"


def test_the_navigation_shows_what_a_person_may_see_and_where_they_are(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_entries, "_entries", {})
    desk_entries.register("second", DeskEntry("Tài khoản", "account_email", 20, lambda _user: True))
    desk_entries.register("first", DeskEntry("Hai bước", "mfa_index", 10, lambda _user: True, "h"))
    desk_entries.register("hidden", DeskEntry("Mật", "account_logout", 5, lambda _user: False))
    request = rf.get("/accounts/2fa/totp/")
    request.user = type("Somebody", (), {"is_authenticated": True})()

    shown = navigation.entries_for(request)

    assert [(entry.key, entry.current) for entry in shown] == [("first", True), ("second", False)]
