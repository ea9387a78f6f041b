"""Following a dossier by its code and a second sign: never another's data, and locked after five wrong tries."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.calling import call, told
from tests.factories.dossiers import ITEM, Counter, accepted, act, file, forwarded, processed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]


@pytest.mark.parametrize("sign", ["phone_last4=4567", "phone_last4=1234"])
def test_four_digits_of_telephone_or_identity_number_open_it(counter: Counter, sign: str) -> None:
    code = accepted(counter).code
    seen = told(call("GET", f"/track/{code}?{sign}", ""))

    assert seen["status_name"] == "Được tiếp nhận" and seen["promised_at"] == "2026-11-26T17:00:00+07:00"
    assert seen["deadline"]["ledger"]


def test_the_code_on_the_receipt_and_its_qr_open_it_too(counter: Counter) -> None:
    dossier = accepted(counter)
    for sign in (f"receipt={dossier.receipt_code.lower()}", f"token={dossier.receipt_token}"):
        assert told(call("GET", f"/track/{dossier.code}?{sign}", ""))["code"] == dossier.code


def test_nothing_personal_is_told(counter: Counter) -> None:
    answer = call("GET", f"/track/{accepted(counter).code}?phone_last4=4567", "")
    for secret in ("Bưởi", "075190001234", "0901", "234 567"):
        assert secret not in answer.content.decode()


def test_the_submitters_numbers_open_it_as_well(counter: Counter) -> None:
    submitter = {"name": "Con", "phone": "0912000999"}
    code = file(counter, submitter=submitter, basis="household", scope="both").code
    assert told(call("GET", f"/track/{code}?phone_last4=0999", ""))["status"] == "submitted"


def test_five_wrong_tries_lock_the_code_even_for_the_right_digits(counter: Counter) -> None:
    code = accepted(counter).code
    other = accepted(counter).code
    for _ in range(5):
        assert call("GET", f"/track/{code}?phone_last4=0000", "").status_code == 404
    locked = call("GET", f"/track/{code}?phone_last4=4567", "")
    assert locked.status_code == 429 and int(locked["Retry-After"]) > 0
    assert call("GET", f"/track/{other}?phone_last4=4567", "").status_code == 200


def test_an_unknown_code_is_locked_like_a_known_one(counter: Counter) -> None:
    answers = [call("GET", "/track/H19-000000-0001?phone_last4=0000", "").status_code for _ in range(6)]
    assert answers == [404] * 5 + [429]


def test_an_address_that_guesses_over_many_codes_is_stopped(counter: Counter) -> None:
    answers = [call("GET", f"/track/H19-{n}?phone_last4=0000", "").status_code for n in range(101)]
    assert answers[:100] == [404] * 100 and answers[100] == 429


def test_what_is_asked_of_the_applicant_stands_there(counter: Counter) -> None:
    dossier = act(counter.chuyenvien, forwarded(counter, 2), "request_supplement", items=[ITEM])
    seen = told(call("GET", f"/track/{dossier.code}?phone_last4=4567", ""))
    assert [(one["paper"], one["what_to_do"]) for one in seen["asked"]] == [("Hộ chiếu", "Nộp lại bản rõ")]


def test_the_page_tells_the_same_in_both_languages(counter: Counter) -> None:
    dossier = processed(counter)
    for address, words in (
        (f"/tra-cuu/{dossier.code}/", "Đã xử lý xong"),
        (f"/en/tra-cuu/{dossier.code}/", "Resolved"),
    ):
        page = Client().get(f"{address}?so=4567")
        assert page.status_code == 200 and words in page.content.decode()
        assert "Bưởi" not in page.content.decode()
    assert Client().get(f"/tra-cuu/{dossier.code}/?so=0000").status_code == 404


def test_the_form_leads_to_the_address_of_the_code(counter: Counter) -> None:
    dossier = accepted(counter)
    page = Client().get("/tra-cuu/", {"code": dossier.code, "so": "4567"}, follow=True)
    assert page.redirect_chain[0][0] == f"/tra-cuu/{dossier.code}/?so=4567" and page.status_code == 200


def test_a_voided_dossier_is_nobodys_to_follow(counter: Counter) -> None:
    dossier = act(counter.truongphong, accepted(counter), "void", reason="Nhầm")
    assert call("GET", f"/track/{dossier.code}?phone_last4=4567", "").status_code == 404
