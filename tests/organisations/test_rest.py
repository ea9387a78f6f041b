from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel.actors import SYSTEM
from motcua.organisations.models import User
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.posts import create_post, seat
from motcua.organisations.services.reorganisation import carry_out, merge
from motcua.organisations.services.tokens import create_token
from motcua.organisations.services.units import give_identifier, rename_unit

CITY = date(2026, 4, 30)


def got(client: Client, address: str, **headers: str) -> Any:
    response = client.get(f"/api/v1{address}", headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def test_units_of_a_date_are_read_without_signing_in(client: Client, province: factory.Province) -> None:
    factory.unit("moi", "Ban Mới", parent=province.committee, on=date(2026, 1, 1))

    now = got(client, "/units?parent=ubnd")
    then = got(client, "/units?parent=ubnd&on=2025-12-31")

    assert [u["code"] for u in now["items"]] == ["moi", "ban", "snv", "vp"]
    assert [u["code"] for u in then["items"]] == ["ban", "snv", "vp"]
    assert now["items"][1] == {
        "code": "ban",
        "id": str(province.board.uid),
        "name": "Ban Quản lý các Khu công nghiệp",
        "short_name": "",
        "abbreviation": "",
        "type": "zone_board",
        "parent": "ubnd",
        "territory": None,
        "valid_from": "2016-01-01",
        "valid_to": None,
    }


def test_pages_follow_each_other_without_gap_or_repetition(client: Client, province: factory.Province) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = got(client, f"/units?limit=2&cursor={cursor}" if cursor else "/units?limit=2")
        seen += [u["code"] for u in page["items"]]
        cursor = page["next"]

    assert sorted(seen) == ["ban", "ban-dt", "ban-vp", "snv", "tinh-khac", "ubnd", "vp"]


def test_what_is_added_between_two_pages_neither_repeats_nor_hides_a_row(
    client: Client, province: factory.Province
) -> None:
    there = {u["code"] for u in got(client, "/units")["items"]}
    seen: list[str] = []
    address, number = "/units?limit=1", 0
    while address:
        page = got(client, address)
        seen += [u["code"] for u in page["items"]]
        if number < 4:
            factory.unit(
                f"them-{number}", f"{'AZ'[number % 2]} thêm {number}"
            )  # before and behind the place of reading
        number += 1
        address = f"/units?limit=1&cursor={page['next']}" if page["next"] else ""

    assert len(seen) == len(set(seen))
    assert there <= set(seen)


def test_a_list_costs_the_same_for_one_and_for_all(
    client: Client, province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for limit in (1, 7):
        with django_assert_num_queries(1):
            got(client, f"/units?limit={limit}")


def test_units_are_found_by_words_without_diacritics_best_first(client: Client, province: factory.Province) -> None:
    assert got(client, "/units?q=quan ly dau tu")["items"][0]["code"] == "ban-dt"
    assert [u["code"] for u in got(client, "/units?q=van phong&type=office")["items"]] == ["vp"]


def test_one_unit_is_told_as_of_a_date(client: Client, province: factory.Province) -> None:
    rename_unit(
        province.committee, "UBND thành phố Đồng Nai", header_body="UBND thành phố Đồng Nai", actor=SYSTEM, on=CITY
    )

    before = got(client, "/units/ubnd?on=2026-04-29")
    after = got(client, "/units/ubnd?on=2026-04-30")

    assert before["header"] == {"parent": "", "body": "UBND tỉnh Đồng Nai", "place": "Đồng Nai"}
    assert after["header"]["body"] == "UBND thành phố Đồng Nai"
    assert [f["name"] for f in after["former_names"]] == ["Ủy ban nhân dân tỉnh Đồng Nai"]
    assert before["former_names"] == []


def test_an_ended_unit_tells_who_took_over(client: Client, province: factory.Province) -> None:
    give_identifier(province.department, "QD20", "H19.20", actor=SYSTEM, valid_from=factory.START)
    carry_out(merge([factory.fresh(province.department)], province.board, on=CITY), actor=SYSTEM)

    now = got(client, "/units/snv")
    then = got(client, "/units/H19.20?on=2026-04-29")

    assert (now["exists"], now["name"], now["successors"]) == (False, "Sở Nội vụ", ["ban"])
    assert (then["code"], then["exists"], then["successors"]) == ("snv", True, [])
    assert then["identifiers"][0]["valid_to"] == "2026-04-30"


def test_the_etag_is_the_version_of_the_unit_for_every_reader(client: Client, province: factory.Province) -> None:
    first = client.get("/api/v1/units/snv")["ETag"]
    client.force_login(factory.user("ai1", province.board, "head"))

    assert client.get("/api/v1/units/snv")["ETag"] == first
    rename_unit(province.department, "Sở Mới", actor=SYSTEM, on=CITY)
    assert client.get("/api/v1/units/snv")["ETag"] != first


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/units/khong-co", 404),
        ("/units/%00", 400),
        ("/units/snv?on=hom-qua", 422),
        ("/units?limit=0", 422),
        ("/units?limit=201", 422),
        ("/units?cursor=sai", 404),
        ("/units?parent=khong-co", 404),
        ("/units?q=" + "x" * 501, 422),
    ],
)
def test_a_wrong_question_gets_a_problem_in_json(
    client: Client, province: factory.Province, address: str, status: int
) -> None:
    response = client.get(f"/api/v1{address}")

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


def test_a_token_is_taken_within_its_scope_only(client: Client, province: factory.Province) -> None:
    officer = factory.officer("may", province.board, "specialist")
    _, units = create_token(officer, actor=SYSTEM, scopes=["units:read"])
    _, plans = create_token(officer, actor=SYSTEM, scopes=["plans:write"])

    statuses = {
        name: client.get("/api/v1/units", headers={"Authorization": header}).status_code
        for name, header in {
            "fitting": f"Bearer {units}",
            "other area": f"Bearer {plans}",
            "unknown": "Bearer mc_khong",
            "another scheme": "Basic abc",
        }.items()
    }

    assert statuses == {"fitting": 200, "other area": 403, "unknown": 401, "another scheme": 401}


def test_posts_of_a_unit_are_for_officers_with_who_holds_them_and_who_stands_in(
    client: Client, province: factory.Province
) -> None:
    today = date(2026, 11, 20)
    head = create_post(province.board, kind="head", title="Trưởng ban", valid_from=factory.START, actor=SYSTEM)
    create_post(province.board, kind="deputy", title="Phó Trưởng ban", valid_from=factory.START, actor=SYSTEM)
    holder, cover = factory.officer("truongban", province.board, "leader"), factory.officer("thay", province.board)
    ground = Ground("45/QĐ", date(2025, 1, 2))
    seat(head, holder, valid_from=factory.START, valid_to=date(2030, 1, 1), ground=ground, actor=SYSTEM)
    delegate(holder, cover, starts=today, ends=today, actor=SYSTEM)

    assert client.get("/api/v1/units/ban/posts").status_code == 401
    citizen = User.objects.create(username="nguoi-dan")
    client.force_login(citizen)
    assert client.get("/api/v1/units/ban/posts").status_code == 403
    _, secret = create_token(holder, actor=SYSTEM, scopes=["units:read"])
    client.logout()
    body = got(client, "/units/ban/posts", Authorization=f"Bearer {secret}")

    assert [(p["kind"], p["vacant"]) for p in body["items"]] == [("head", False), ("deputy", True)]
    assert body["items"][0]["holders"] == [
        {
            "officer": str(holder.uid),
            "name": "Nguyễn Văn Truongban",
            "valid_from": "2016-01-01",
            "valid_to": "2030-01-01",
            "document": "45/QĐ",
            "document_date": "2025-01-02",
            "stood_in_by": ["Nguyễn Văn Thay"],
        }
    ]
    before = got(client, "/units/ban/posts?on=2015-12-31", Authorization=f"Bearer {secret}")
    assert before["items"] == []
    assert client.get("/api/v1/units/khong-co/posts", headers={"Authorization": f"Bearer {secret}"}).status_code == 404
