"""The one-stop API as a stranger uses it: file, read what is possible, fill what is needed; isolation, masking, idempotency."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import dossiers as factory
from tests.factories import organisations as org
from tests.factories.calling import call, token, told, wrong_fields
from tests.factories.dossiers import Counter, accepted, forwarded

from motcua.kernel import access
from motcua.kernel.models import AccessRecord

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("storage")]

APPLICANT = {"kind": "person", "name": "Lê Văn Cam", "identifier": "075190001234", "phone": "0901234567"}
PAPERS = [{"code": "01", "originals": 1}, {"code": "02", "copies": 1}]


@pytest.fixture
def keys(counter: Counter) -> dict[str, str]:
    return {name: token(user) for name, user in counter.users.items()} | {"nguoila": token(counter.stranger)}


def body(**others: Any) -> dict[str, Any]:
    return {"procedure": "1.000123", "channel": "counter", "applicant": APPLICANT, "components": PAPERS} | others


def submitted(keys: dict[str, str], **others: Any) -> dict[str, Any]:
    found: dict[str, Any] = told(call("POST", "/dossiers", keys["motcua"], body(**others)), 201)
    return found


def upload(key: str, name: str = "ket-qua.docx") -> str:
    from io import BytesIO

    from tests.factories.documents import docx_bytes

    handle = BytesIO(docx_bytes(f"nội dung {key[:9]}"))
    handle.name = name
    answer = Client().post("/api/v1/files", {"file": handle}, headers={"Authorization": f"Bearer {key}"})
    return str(answer.json()["id"])


def test_an_incomplete_dossier_is_stored_and_says_what_is_missing(keys: dict[str, str]) -> None:
    made = submitted(keys, components=[PAPERS[0]], channel="online")

    assert (made["status"], made["status_code"], made["missing"]) == ("submitted", 1, ["02"])
    assert made["answer_due_at"] and made["promised_at"] is None and made["deadline"] is None
    assert made["receipt_url"] is None


def test_a_counter_officer_files_and_accepts_in_one_act(keys: dict[str, str]) -> None:
    made = submitted(keys, accept=True)

    assert made["status"] == "accepted" and made["promised_at"] == "2026-11-26T17:00:00+07:00"
    assert made["deadline"]["due"] == made["promised_at"] == made["deadline"]["promised_at"]
    paper = call("GET", made["receipt_url"].removeprefix("/api/v1"), keys["motcua"])
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")


def test_accepting_what_lacks_a_paper_keeps_nothing(keys: dict[str, str], counter: Counter) -> None:
    assert wrong_fields(call("POST", "/dossiers", keys["motcua"], body(components=[], accept=True))) == ["ground"] * 2
    assert told(call("GET", "/dossiers", keys["motcua"]))["items"] == []


def fill(key: str, action: dict[str, Any]) -> dict[str, Any]:
    """As a stranger does it: by type alone."""
    given: dict[str, Any] = {}
    for need in action["needs"]:
        if need["required"]:
            given[need["name"]] = {
                "text": lambda: "Nội dung",
                "date": lambda: "2026-11-18",
                "moment": lambda: "2026-12-18T09:00:00+07:00",
                "file": lambda: upload(key),
                "boolean": lambda: True,
                "integer": lambda: 5,
                "choice": lambda one=need: one["choices"][0],
                "items": lambda: [factory.ITEM],
            }[need["type"]]()
    return given


def test_a_stranger_walks_from_filing_to_the_handed_out_result(keys: dict[str, str]) -> None:
    code = submitted(keys)["code"]
    trail = []
    for _ in range(20):
        for name in ("motcua", "truongphong", "chuyenvien", "lanhdao", "vanthu"):
            seen = told(call("GET", f"/dossiers/{code}", keys[name]))
            found = next(
                (a for a in seen["actions"] if a["name"] in ("accept", "advance", "process", "hand_out")), None
            )
            if found:
                told(call("POST", f"/dossiers/{code}/{found['name']}", keys[name], fill(keys[name], found)))
                trail.append(found["name"])
                break
        else:
            break
    seen = told(call("GET", f"/dossiers/{code}", keys["motcua"]))

    assert trail == ["accept", *["advance"] * 5, "process", "hand_out"]
    assert (seen["status"], seen["status_code"], seen["standing"]) == ("returned", 10, "early")
    assert seen["result"]["number"] == "Nội dung"
    story = told(call("GET", f"/dossiers/{code}/events", keys["kiemtra"]))["items"]
    assert story[0]["kind"] == "dossier.submitted" and story[-1]["kind"] == "dossier.returned"


@pytest.mark.parametrize(
    ("action", "lacking"),
    [
        ("request_supplement", ["items"]),
        ("consult", ["agency", "question", "due_at"]),
        ("return_step", ["to", "reason"]),
        ("request_payment", ["reason"]),
    ],
)
def test_an_action_without_its_needs_names_them(
    keys: dict[str, str], counter: Counter, action: str, lacking: list[str]
) -> None:
    dossier = forwarded(counter, 2)
    assert wrong_fields(call("POST", f"/dossiers/{dossier.code}/{action}", keys["chuyenvien"])) == lacking


def test_what_is_not_possible_now_is_refused_and_what_is_unknown_not_found(
    keys: dict[str, str], counter: Counter
) -> None:
    dossier = accepted(counter)
    assert call("POST", f"/dossiers/{dossier.code}/hand_out", keys["motcua"]).status_code == 403
    assert call("POST", f"/dossiers/{dossier.code}/dance", keys["motcua"]).status_code == 404
    assert wrong_fields(call("POST", f"/dossiers/{dossier.code}/advance", keys["motcua"], {"dance": 1})) == ["dance"]


def test_no_other_unit_reads_a_dossier_on_any_address(keys: dict[str, str], counter: Counter) -> None:
    code = accepted(counter).code
    for path in ("", "/deadline", "/events"):
        assert call("GET", f"/dossiers/{code}{path}", keys["nguoila"]).status_code == 404
    assert call("POST", f"/dossiers/{code}/advance", keys["nguoila"]).status_code == 404
    assert told(call("GET", "/dossiers", keys["nguoila"]))["items"] == []
    for name in ("vanphong", "admin", "bientap"):
        assert call("GET", f"/dossiers/{code}", keys[name]).status_code == 404


def test_numbers_are_masked_until_asked_for_and_the_reading_is_noted(keys: dict[str, str], counter: Counter) -> None:
    code = accepted(counter).code
    seen = told(call("GET", f"/dossiers/{code}", keys["chuyenvien"]))["applicant"]
    assert seen["name"] == "Trần Thị Bưởi" and seen["identifier"] == "•••••••••234" and seen["phone"]
    asked = told(call("GET", f"/dossiers/{code}?reveal=true", keys["chuyenvien"]))["applicant"]
    assert asked["identifier"] == "075190001234"
    auditor = told(call("GET", f"/dossiers/{code}?reveal=true", keys["kiemtra"]))["applicant"]
    assert auditor["name"] == "T*** T*** B***" and "•" in auditor["identifier"] and auditor["address"] == ""
    access.flush()
    what = list(AccessRecord.objects.order_by("pk").values_list("what", flat=True))
    assert what == ["read", "identity", "read"]


def test_filing_twice_with_one_key_files_once(keys: dict[str, str]) -> None:
    first = call("POST", "/dossiers", keys["motcua"], body(), **{"Idempotency-Key": "a1"})
    second = call("POST", "/dossiers", keys["motcua"], body(), **{"Idempotency-Key": "a1"})
    other = call("POST", "/dossiers", keys["motcua"], body(accept=True), **{"Idempotency-Key": "a1"})

    assert told(first, 201)["code"] == told(second, 201)["code"]
    assert other.status_code == 409
    assert len(told(call("GET", "/dossiers", keys["motcua"]))["items"]) == 1


def test_a_stale_reader_is_told(keys: dict[str, str], counter: Counter) -> None:
    dossier = accepted(counter)
    old = call("GET", f"/dossiers/{dossier.code}", keys["motcua"])["ETag"]
    told(call("POST", f"/dossiers/{dossier.code}/advance", keys["motcua"], {}, **{"If-Match": old}))
    assert (
        call("POST", f"/dossiers/{dossier.code}/stop", keys["motcua"], {"reason": "x"}, **{"If-Match": old}).status_code
        == 412
    )


def test_who_does_not_stand_at_a_counter_files_nothing(keys: dict[str, str]) -> None:
    for name in ("chuyenvien", "lanhdao", "kiemtra", "vanphong", "admin"):
        assert call("POST", "/dossiers", keys[name], body()).status_code == 403
    assert call("POST", "/dossiers", "", body()).status_code == 401


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"procedure": "9.999999"}, "procedure"),
        ({"unit": "khong-co"}, "unit"),
        ({"unit": "snv"}, "unit"),
        ({"case": "Không có"}, "case"),
        ({"channel": "pigeon"}, "channel"),
        ({"applicant": {"name": ""}}, "applicant.name"),
        ({"components": [{"code": "77"}]}, "components.0.code"),
        ({"external": {"system": "dvcqg", "code": "x" * 101}}, "external.code"),
    ],
)
def test_a_wrong_filing_is_told_by_its_field(keys: dict[str, str], given: dict[str, Any], field: str) -> None:
    assert any(one.endswith(field) for one in wrong_fields(call("POST", "/dossiers", keys["motcua"], body(**given))))


def test_a_dossier_of_the_national_portal_counts_as_online_and_keeps_its_code(keys: dict[str, str]) -> None:
    given = {"system": "dvcqg", "code": "G09-261118-77", "submitted_at": "2026-11-17T20:00:00+07:00"}
    made = submitted(keys, channel="system", external=given)

    assert (made["code"], made["channel"], made["source"]) == ("G09-261118-77", "online", "dvcqg")
    assert made["submitted_at"] == "2026-11-17T20:00:00+07:00"
    assert call("POST", "/dossiers", keys["motcua"], body(channel="system", external=given)).status_code == 409


def test_one_box_finds_by_the_end_of_the_code_a_number_a_telephone_and_a_name(
    keys: dict[str, str], counter: Counter
) -> None:
    code = accepted(counter).code
    for asked in ("0001", "1", "075190001234", "0901 234 567", "+84901234567", "tran thi buoi", "Bưởi", code):
        found = told(call("GET", f"/dossiers?q={asked.replace('+', '%2B')}", keys["motcua"]))["items"]
        assert [one["code"] for one in found] == [code], asked
    for asked in ("0002", "0901234568", "Nguyễn Văn Không"):
        assert told(call("GET", f"/dossiers?q={asked}", keys["motcua"]))["items"] == []


def test_the_list_asks_as_many_queries_with_one_grant_as_with_many(keys: dict[str, str], counter: Counter) -> None:
    for _ in range(3):
        accepted(counter)
    few = _queries(lambda: call("GET", "/dossiers", keys["motcua"]))
    many = org.officer("nhieuquyen", counter.centre, "counter")
    from datetime import date

    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.services.people import grant_role

    for n in range(20):
        grant_role(
            many, role="counter", unit=org.unit(f"quay-{n}"), below=True, valid_from=date(2020, 1, 1), actor=SYSTEM
        )
    key = token(many.person.user)
    assert _queries(lambda: call("GET", "/dossiers", key)) == few


def _queries(ask: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert ask().status_code == 200
    return len(caught)
