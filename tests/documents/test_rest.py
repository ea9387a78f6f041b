"""REST: legal documents with relations, files by multipart, errors as problem+json, tokens and their scopes."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories.documents import World, law, zip_bytes

from motcua.documents.models import RelationKind, StoredFile
from motcua.documents.services.files import store_upload
from motcua.documents.services.law import add_relation
from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import Officer, User
from motcua.organisations.services.tokens import create_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
LAWS, FILES = "/api/v1/legal-documents", "/api/v1/files"


def bearer(user: User, *scopes: str) -> dict[str, str]:
    officer = Officer.objects.get(person__user=user)
    _token, secret = create_token(officer, name="máy", scopes=list(scopes) or ["*:write"], actor=SYSTEM)
    return {"Authorization": f"Bearer {secret}"}


def post_file(headers: dict[str, str], content: bytes = b"Ke hoach", name: str = "ke-hoach.txt") -> Any:
    handle = io.BytesIO(content)
    handle.name = name
    return Client().post(FILES, {"file": handle}, headers=headers)


def test_the_library_is_public_searched_filtered_and_paged() -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), "Một cửa liên thông", kind="decree")
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree", valid_from=date(2025, 7, 1))
    law("9/CV-KCN", "Ban Quản lý", date(2024, 1, 1), access="officers")
    add_relation(new, RelationKind.REPLACES, old, actor=SYSTEM)

    def numbers(**query: Any) -> list[str]:
        answer = Client().get(LAWS, query)
        assert answer.status_code == 200
        return [item["number"] for item in answer.json()["items"]]

    assert numbers() == ["118/2025/NĐ-CP", "61/2018/NĐ-CP"]
    assert numbers(q="61/2018/ND-CP") == numbers(q="mot cua lien thong") == ["61/2018/NĐ-CP"]
    assert numbers(state="ended") == ["61/2018/NĐ-CP"]
    assert numbers(state="ended", on="2025-06-30") == []
    assert numbers(year=2025) == numbers(state="in_force") == ["118/2025/NĐ-CP"]
    first = Client().get(LAWS, {"limit": 1}).json()
    second = Client().get(LAWS, {"limit": 1, "cursor": first["next"]}).json()
    assert [first["items"][0]["number"], second["items"][0]["number"], second["next"]] == [*numbers(), None]


def test_one_document_tells_its_relations_both_ways_with_its_etag() -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree", valid_from=date(2025, 7, 1))
    add_relation(new, RelationKind.REPLACES, old, actor=SYSTEM, note="toàn bộ")

    answer = Client().get(f"{LAWS}/{old.uid}")

    body = answer.json()
    assert (body["state"], body["ended_on"], body["issued_on"]) == ("ended", "2025-07-01", "2018-04-23")
    assert body["relations"] == [
        {
            "kind": "replaces",
            "direction": "incoming",
            "on": "2025-07-01",
            "note": "toàn bộ",
            "id": str(new.uid),
            "number": "118/2025/NĐ-CP",
            "title": "Nghị định 118/2025/NĐ-CP",
        }
    ]
    assert answer["ETag"] == f'"{old.version}"'
    assert Client().get(f"{LAWS}/{new.uid}").json()["relations"][0]["direction"] == "outgoing"


def test_what_may_not_be_seen_is_a_404_in_problem_json(world: World) -> None:
    hidden = law("9/CV-KCN", "Ban Quản lý", date(2024, 1, 1), access="unit", owner_unit=world.board.pk)

    answer = Client().get(f"{LAWS}/{hidden.uid}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert Client().get(f"{LAWS}/{hidden.uid}", headers=bearer(world.office)).status_code == 200
    assert Client().get(f"{LAWS}/{hidden.uid}", headers=bearer(world.stranger)).status_code == 404


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"state": "dead"}, {"on": "x"}, {"on": "0"}])
def test_a_wrong_query_is_a_422_that_names_the_field(query: dict[str, str]) -> None:
    answer = Client().get(LAWS, query)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_a_file_is_uploaded_and_its_id_leads_to_it(world: World) -> None:
    headers = bearer(world.office)

    answer = post_file(headers)

    body = answer.json()
    assert answer.status_code == 201
    assert body == {
        "id": str(StoredFile.objects.get().uid),
        "sha256": hashlib.sha256(b"Ke hoach").hexdigest(),
        "size": 8,
        "type": "text/plain",
    }
    facts = Client().get(f"{FILES}/{body['id']}", headers=headers).json()
    assert facts == body | {"name": "ke-hoach.txt", "signed": False, "marks_checked": True}
    content = Client().get(f"{FILES}/{body['id']}/content", headers=headers | {"Range": "bytes=3-"})
    assert (content.status_code, b"".join(content.streaming_content)) == (206, b"hoach")


def test_the_same_upload_under_one_key_is_one_file_and_another_body_is_a_409(world: World) -> None:
    headers = bearer(world.office) | {"Idempotency-Key": "lan-1"}

    first, again = post_file(headers), post_file(headers)
    other = post_file(headers, b"khac")

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 409)
    assert first.json() == again.json()
    assert StoredFile.objects.count() == 1


def test_who_may_upload(world: World) -> None:
    assert post_file({}).status_code == 401
    assert post_file({"Authorization": "Bearer gone"}).status_code == 401
    assert post_file(bearer(world.auditor)).status_code == 403
    assert post_file(bearer(world.stranger)).status_code == 201


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty_file"),
        ("TUYỆT MẬT\nKế hoạch".encode(), "a.txt", "state_secret"),
        (b"MZ\x90\x00" + b"\0" * 100, "a.pdf", "unsupported_type"),
        (zip_bytes({"word/document.xml": b"\0" * (30 * 1024 * 1024)}), "a.docx", "zip_bomb"),
        (b"%PDF-1.7 nothing", "a.pdf", "broken_pdf"),
    ],
    ids=["empty", "secret", "program", "bomb", "broken"],
)
def test_a_file_that_is_not_taken_is_a_422_with_its_reason(
    world: World, storage: Path, content: bytes, name: str, code: str
) -> None:
    answer = post_file(bearer(world.office), content, name)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not StoredFile.objects.exists()
    assert not [p for p in storage.rglob("*") if p.is_file()]


def test_a_request_without_a_file_is_a_422(world: World) -> None:
    answer = Client().post(FILES, {"other": "x"}, headers=bearer(world.office))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "file"


@pytest.mark.parametrize("address", [FILES, "/api/v1/plans/read"])
def test_a_part_that_no_operation_knows_is_a_422_that_names_it(world: World, address: str) -> None:
    for more in ({"other": "x"}, {"other": io.BytesIO(b"x")}, {"file": [io.BytesIO(b"a"), io.BytesIO(b"b")]}):
        answer = Client().post(address, {"file": io.BytesIO(b"Ke hoach"), **more}, headers=bearer(world.office))

        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert [e["field"] for e in answer.json()["errors"]] == [*more]
    assert not StoredFile.objects.exists()


def test_a_file_is_only_for_those_who_may_open_it(world: World) -> None:
    mine = store_upload(b"x", name="a.txt", actor=world.actor(world.office))

    for tail in ("", "/content"):
        assert Client().get(f"{FILES}/{mine.uid}{tail}").status_code == 404
        assert Client().get(f"{FILES}/{mine.uid}{tail}", headers=bearer(world.clerk)).status_code == 404
        answer = Client().get(f"{FILES}/{mine.uid}{tail}", headers=bearer(world.office))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) if answer.streaming else answer.json()
