"""Numbers that procedures cite and the library of documents does not know: told while writing, listed, put into the library with one click."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import law
from tests.factories.procedures import Office, content, draft, procedure

from motcua.documents.queries.law import kind_and_subject
from motcua.procedures.content import Ground
from motcua.procedures.queries import grounds as queries

pytestmark = pytest.mark.django_db
FIRST = Ground("31/2021/NĐ-CP", "Nghị định hướng dẫn Luật Đầu tư", issued_on="26/03/2021", issuer="Chính phủ")
SECOND = Ground("999/9999/ND")


def signed_in(office: Office) -> Client:
    client = Client()
    client.force_login(office.office, backend="motcua.organisations.signin.OfficerBackend")
    return client


def numbers(office: Office) -> dict[str, int]:
    rows = list(queries.unknown_numbers(office.office))
    queries.fill_grounds(rows)
    return {row.ground.number: row.procedures for row in rows}


def test_a_content_tells_each_unknown_number_once(office: Office) -> None:
    law("50/2014/QH13", "Quốc hội", date(2014, 6, 18), kind="law")
    again = Ground("Số 31/2021/NĐ-CP", article="Điều 5")
    found = content(grounds=(Ground("50/2014/QH13"), FIRST, again, Ground(""), SECOND))
    assert queries.unknown_in(found) == [FIRST, SECOND]
    assert queries.unknown_in(content(grounds=())) == []


def test_a_draft_says_so_on_every_face_and_is_not_refused(office: Office) -> None:
    found = procedure("1.100001")
    draft(found, content(grounds=(FIRST, SECOND)))
    client = signed_in(office)
    page = client.get(f"/desk/thu-tuc/{found.uid}/soan/")
    said = page.content.decode()
    assert "Căn cứ có số mà kho văn bản chưa có" in said
    (_, url), _ = page.context["unknown"]
    answer = client.get("/api/v1/procedures/1.100001/draft").json()
    assert answer["unknown_grounds"] == ["31/2021/NĐ-CP", "999/9999/ND"]

    # one click leads to the form of the library, filled with what the ground says
    asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    assert asked == {
        "kind": "decree",
        "number": "31/2021/NĐ-CP",
        "issuer": "Chính phủ",
        "issued_on": "26/03/2021",
        "subject": "hướng dẫn Luật Đầu tư",
    }
    form = client.get(url).content.decode()
    assert 'value="26/03/2021"' in form and "hướng dẫn Luật Đầu tư</textarea>" in form
    kept = client.post(url, asked | {"certainty": "recalled", "access": "public"})
    assert kept.status_code == 302, kept.content.decode()[:2000]
    assert client.get("/api/v1/procedures/1.100001/draft").json()["unknown_grounds"] == ["999/9999/ND"]


def test_unknown_numbers_are_listed_with_how_many_procedures_name_them(office: Office) -> None:
    law("1/2024/TT-BTC", "Bộ Tài chính", date(2024, 1, 2))
    procedure("1.100001", content(grounds=(FIRST, SECOND)))
    procedure("1.100002", content(grounds=(Ground("1/2024/TT-BTC"), Ground("31/2021/ND-CP"))))
    gone = procedure("1.100003", content(grounds=(Ground("7/2020/TT-BXD"),)))
    gone.abolished_on = date(2026, 1, 1)
    gone.save()
    assert numbers(office) == {"31/2021/NĐ-CP": 2, "999/9999/ND": 1}

    client = signed_in(office)
    page = client.get("/desk/thu-tuc/ra-soat/can-cu-chua-co/")
    rows = page.context["list"]
    assert [row.ground.number for row in rows.items] == ["31/2021/NĐ-CP", "999/9999/ND"]
    assert "Đưa vào kho" in page.content.decode()
    url = next(cell.url for cell in rows.rows[0] if cell.column.key == "procedures")
    behind = client.get(url).context["list"]
    assert sorted(p.base_code for p in behind.items) == ["1.100001", "1.100002"]
    assert client.get("/desk/thu-tuc/ra-soat/can-cu-chua-co/?q=31-2021 nđ cp").context["list"].count == 1
    answer = client.get("/api/v1/unknown-grounds").json()
    assert [(one["number"], one["procedures"]) for one in answer["items"]] == [("31/2021/NĐ-CP", 2), ("999/9999/ND", 1)]

    law("31/2021/NĐ-CP", "Chính phủ", date(2021, 3, 26))
    assert numbers(office) == {"999/9999/ND": 1}
    assert client.get(url).context["list"].count == 0


def test_the_list_asks_as_often_however_long_it_is(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(6):
        procedure(f"1.10000{n}", content(grounds=(Ground(f"{n}/2020/TT-BXD"),)))
    rows = queries.unknown_numbers(office.office)
    with django_assert_num_queries(2):
        found = list(rows)
        queries.fill_grounds(found)
    assert len(found) == 6


@pytest.mark.parametrize(
    ("number", "title", "told"),
    [
        ("31/2021/NĐ-CP", "Nghị định hướng dẫn Luật Đầu tư", ("decree", "hướng dẫn Luật Đầu tư")),
        ("45/2019/QH14", "Bộ luật Lao động", ("code", "Lao động")),
        ("96/2026/NĐ-CP", "quy định chi tiết", ("decree", "quy định chi tiết")),
        ("999/9999/ND", "", ("", "")),
    ],
)
def test_type_and_subject_are_read_from_title_or_number(number: str, title: str, told: tuple[str, str]) -> None:
    assert kind_and_subject(number, title) == told
