"""The machinery every list rests on, over a real table."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.factories.ui import FIRST, NAMES, make_records

from motcua.kernel.models import AccessRecord
from motcua.ui.lists import Column, Empty, ListSpec

pytestmark = pytest.mark.django_db
ADDRESS = "/thu/danh-sach/"


def rows_of(html: str) -> list[str]:
    """The first cell of each row, in order."""
    return re.findall(r'scope="row"><a class="govuk-link" href="/doc/\d+/">([^<]+)</a>', html)


def times_of(html: str) -> list[str]:
    return re.findall(r">(\d\d:\d\d \d\d/\d\d/\d{4})<", html)


def address_of(html: str, name: str) -> str:
    found = re.search(rf'<a class="ui-pager__link[^"]*" href="([^"]+)"[^>]*rel="{name}"', html)
    assert found, f"no link {name}"
    return found.group(1).replace("&amp;", "&")


def get(client: Client, address: str = ADDRESS, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_pages_lead_on_and_back_without_losing_or_doubling_a_row(client: Client) -> None:
    make_records(12)
    expected = [f"{(FIRST + timedelta(hours=n)):%H:%M %d/%m/%Y}" for n in reversed(range(12))]

    first = get(client)
    second = get(client, address_of(first, "next"))
    third = get(client, address_of(second, "next"))
    back = get(client, address_of(third, "prev"))

    assert times_of(first) + times_of(second) + times_of(third) == expected
    assert times_of(back) == times_of(second)
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in third


def test_rows_added_meanwhile_neither_repeat_nor_hide_others(client: Client) -> None:
    make_records(7)
    first = get(client)

    make_records(3, at=FIRST + timedelta(days=9))
    second = get(client, address_of(first, "next"))

    assert times_of(first) + times_of(second) == [
        f"{(FIRST + timedelta(hours=n)):%H:%M %d/%m/%Y}" for n in reversed(range(7))
    ]


def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_records(1)
    with django_assert_num_queries(2):  # the page, the count
        get(client)

    make_records(40)
    with django_assert_num_queries(2):
        get(client)


def test_a_search_costs_the_same_for_few_and_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_records(4)
    with django_assert_num_queries(4):  # the words, whether all are held, the page, the count
        few = get(client, f"{ADDRESS}?q=tran thi")
    make_records(60)
    with django_assert_num_queries(4):
        many = get(client, f"{ADDRESS}?q=tran thi")

    assert set(rows_of(few)) == set(rows_of(many)) == {"Trần Thị Bích"}


@pytest.mark.parametrize("text", ["Lê Văn Đức", "le van duc", "LE VAN DUC", "le  vann duc"])
def test_a_search_forgives_diacritics_case_and_a_typing_error(client: Client, text: str) -> None:
    make_records(8)

    html = get(client, f"{ADDRESS}?q={text}")

    assert set(rows_of(html)) == {"Lê Văn Đức"}
    assert f'value="{" ".join(text.split())}"' in html


def test_a_corrected_word_is_said(client: Client) -> None:
    make_records(8)

    html = get(client, f"{ADDRESS}?q=quocc")

    assert "Không có chữ «quocc»; đang tìm «quoc»." in html


def test_a_filter_shows_as_a_chip_that_takes_itself_off(client: Client) -> None:
    make_records(9)

    html = get(client, f"{ADDRESS}?what=Căn cước&what=Địa chỉ&sort=reader_name")

    assert "6 mục" in html
    chips = {
        text: parse_qs(urlsplit(url.replace("&amp;", "&")).query)
        for url, text in re.findall(r'class="ui-chip" href="([^"]+)".*?ui-chip__text">([^<]+)<', html)
    }
    assert chips == {
        "Đã đọc: Căn cước": {"what": ["Địa chỉ"], "sort": ["reader_name"]},
        "Đã đọc: Địa chỉ": {"what": ["Căn cước"], "sort": ["reader_name"]},
    }


def test_days_are_whole_days_of_viet_nam_and_the_last_one_counts(client: Client) -> None:
    make_records(1, at=datetime(2026, 11, 2, 0, 0, tzinfo=FIRST.tzinfo))
    make_records(1, at=datetime(2026, 11, 3, 23, 59, tzinfo=FIRST.tzinfo))
    make_records(1, at=datetime(2026, 11, 4, 0, 0, tzinfo=FIRST.tzinfo))

    html = get(client, f"{ADDRESS}?at_from=02/11/2026&at_to=2026-11-03")

    assert times_of(html) == ["23:59 03/11/2026", "00:00 02/11/2026"]


@pytest.mark.parametrize(
    "query", ["at_from=31/02/2026", "what=Khác", "sort=khac", "cursor=khac", "cursor=W10", "at_from=0001-01-01"]
)
def test_what_an_address_says_wrongly_is_told_and_left_out(client: Client, query: str) -> None:
    make_records(3)

    html = get(client, f"{ADDRESS}?{query}")

    assert len(rows_of(html)) == 3
    assert re.search(r"ui-notice--risk|govuk-error-message", html)


def test_sorting_turns_at_the_second_click_and_is_told_to_screen_readers(client: Client) -> None:
    make_records(8)

    up = get(client, f"{ADDRESS}?sort=reader_name")
    link = re.search(r'aria-sort="ascending"><a class="ui-sort" id="sort-reader_name" href="([^"]+)"', up)
    assert link
    down = get(client, link.group(1))

    assert rows_of(up)[0] == min(NAMES)
    assert rows_of(down)[0] == max(NAMES)
    assert 'aria-sort="descending"' in down


def test_htmx_gets_the_results_alone_and_nothing_else_does(client: Client) -> None:
    make_records(2)

    part = get(client, ADDRESS, **{"HX-Request": "true", "HX-Target": "list-results"})
    whole = get(
        client, ADDRESS, **{"HX-Request": "true", "HX-Target": "list-results", "HX-History-Restore-Request": "true"}
    )

    assert part.lstrip().startswith("<section")
    assert "<html" in whole


def test_an_empty_list_says_what_would_be_here_and_a_search_without_hit_says_what_to_try(client: Client) -> None:
    nothing = get(client)
    make_records(3)
    no_hit = get(client, f"{ADDRESS}?q=zzzz+qqqq")

    assert "Chưa ai đọc" in nothing
    assert "Xuất" not in nothing
    assert "Không tìm thấy «zzzz qqqq»" in no_hit
    assert "Tìm «zzzz»" in no_hit
    assert "bỏ bớt chữ" in no_hit


def test_parameters_that_say_nothing_are_left_out_of_addresses(client: Client) -> None:
    make_records(12)

    html = get(client, f"{ADDRESS}?q=&at_from=&what=Căn cước")

    assert parse_qs(urlsplit(address_of(get(client, f"{ADDRESS}?q=&at_from="), "next")).query).keys() == {"cursor"}
    assert 'href="/thu/danh-sach/?what=C%C4%83n+c%C6%B0%E1%BB%9Bc&amp;export=csv"' in html


def test_an_export_holds_every_row_of_the_narrowed_list_in_its_order(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_records(30)

    with django_assert_num_queries(1):
        response = client.get(f"{ADDRESS}?what=Căn cước&export=csv&sort=at")
        text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # streaming

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Người đọc", "Đã đọc", "Lúc", "Dài", "Loại"]
    assert len(rows) == 11
    assert rows[1] == ["Lê Văn Đức", "Căn cước", "09:00 02/11/2026", "8", "Quá hạn"]
    assert response.headers["Content-Disposition"].endswith('.csv"')


EIGHT = datetime(2026, 11, 2, 8)  # noqa: DTZ001  # a workbook knows no zones
FORMULAS = ["=1+1", "+84 901", "-1", "@SUM(A1)", "\t=1", "＝1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_people_typed_never_becomes_a_formula(client: Client, formula: str) -> None:
    make_records(1, reader_name=formula)

    text = b"".join(client.get(f"{ADDRESS}?export=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{ADDRESS}?export=xlsx").streaming_content)))  # type: ignore[attr-defined]

    assert list(csv.reader(io.StringIO(text)))[1][0] == f"'{formula}"
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", formula)


def test_a_workbook_holds_real_moments_and_figures(client: Client) -> None:
    make_records(2)

    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{ADDRESS}?export=xlsx&sort=at").streaming_content)))  # type: ignore[attr-defined]

    assert [cell.value for cell in book.active[2]] == [
        "Nguyễn Thị Ánh",
        "Số điện thoại",
        EIGHT,
        13,
        None,
    ]


def test_an_unknown_export_is_refused(client: Client) -> None:
    assert client.get(f"{ADDRESS}?export=exe").status_code == 400


def test_a_list_whose_default_sort_is_not_sortable_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="no sortable column"):
        ListSpec(key="x", title="X", columns=(Column(key="a", label="A"),), default_sort="a", empty=Empty(title="–"))


def test_a_select_serves_all_rows_of_a_page_at_once(client: Client, rf: object) -> None:
    from motcua.ui.lists import build

    make_records(3)
    calls: list[int] = []
    spec = ListSpec(
        key="x", title="X", columns=(Column(key="at", label="A", sort=("at",)),), default_sort="at", empty=Empty(title="–"),
        select=lambda rows: calls.append(len(rows)),
    )  # fmt: skip

    build(rf.get("/"), spec, AccessRecord.objects.all())  # type: ignore[attr-defined]  # pytest-django's request factory

    assert calls == [3]
