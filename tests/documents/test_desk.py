"""The desk's pages of library, reviews and registers, and the public page: what they show, take and refuse."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.documents import World, law, scan, series, signed

from motcua.documents.models import (
    Citation,
    CitationReview,
    IssuedNumber,
    LegalDocument,
    NumberSeries,
    Relation,
    RelationKind,
    StoredFile,
)
from motcua.documents.queries.law import ref_of
from motcua.documents.services.citations import Cited, cite
from motcua.documents.services.law import add_relation
from motcua.documents.services.numbers import cancel_number, take_number
from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.refs import Ref
from motcua.organisations.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
D61 = Cited("Nghị định số 61/2018/NĐ-CP", "61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23))
FACTS = {
    "kind": "decree",
    "number": "118/2025/NĐ-CP",
    "issuer": "Chính phủ",
    "issued_on": "09/06/2025",
    "subject": "Thực hiện thủ tục hành chính theo cơ chế một cửa",
    "certainty": "sourced",
    "access": "public",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
    return client


def page(user: User | None, address: str, **query: Any) -> str:
    client = signed_in(user) if user else Client()
    response = client.get(address, query)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def upload(content: bytes = b"noi dung", name: str = "van-ban.txt") -> io.BytesIO:
    handle = io.BytesIO(content)
    handle.name = name
    return handle


def test_the_library_lists_finds_and_filters(world: World) -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), "Một cửa, một cửa liên thông", kind="decree")
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), "Cơ chế mới", kind="decree")
    law("17-NQ/TW", "Ban Chấp hành Trung ương", date(2007, 8, 1), "Cải cách hành chính", kind="resolution")
    add_relation(new, RelationKind.REPLACES, old, actor=SYSTEM)
    address = reverse("documents:library")

    everything = page(world.office, address)
    order = [everything.index(f">{n}</a>") for n in ("118/2025/NĐ-CP", "61/2018/NĐ-CP", "17-NQ/TW")]
    assert order == sorted(order)
    for query, numbers in (
        ({"q": "17/NQ-TW"}, {"17-NQ/TW"}),
        ({"q": "mot cua lien thong"}, {"61/2018/NĐ-CP"}),
        ({"state": "ended"}, {"61/2018/NĐ-CP"}),
        ({"kind": "resolution"}, {"17-NQ/TW"}),
        ({"year": "2025"}, {"118/2025/NĐ-CP"}),
        ({"issuer": "chinh phu"}, {"118/2025/NĐ-CP", "61/2018/NĐ-CP"}),
    ):
        html = page(world.office, address, **query)
        assert {n for n in ("118/2025/NĐ-CP", "61/2018/NĐ-CP", "17-NQ/TW") if f">{n}</a>" in html} == numbers, query


def test_the_library_is_exported_as_it_is_narrowed(world: World) -> None:
    law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), "=cmd|' /C calc'!A0", kind="decree")

    response = signed_in(world.office).get(reverse("documents:library"), {"export": "xlsx", "q": "61/2018"})

    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(response.streaming_content) if response.streaming else response.content)
    ).active
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "61/2018/NĐ-CP" in values
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_library_page_costs_the_same_for_one_and_for_many(world: World) -> None:
    client = signed_in(world.office)
    law("1/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), kind="decree")
    client.get(reverse("documents:library"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("documents:library"))
    for i in range(2, 8):
        law(f"{i}/2024/NĐ-CP", "Chính phủ", date(2024, 1, 1), kind="decree")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("documents:library"))

    assert len(one) == len(many)


def test_a_documents_page_costs_the_same_with_one_relation_and_with_many(world: World) -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    client, address = signed_in(world.office), reverse("documents:document", args=[old.uid])
    costs = []
    for start, more in ((1, 1), (10, 5)):
        for i in range(start, start + more):
            other = law(f"{i}/2025/NĐ-CP", "Chính phủ", date(2025, 1, 1), kind="decree")
            add_relation(other, RelationKind.AMENDS, old, actor=SYSTEM)
            cite(ref_of(other), [D61], actor=SYSTEM, unit=world.board.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_an_officer_adds_a_document_with_its_file(world: World, storage: Path) -> None:
    response = signed_in(world.office).post(reverse("documents:add"), FACTS | {"file": upload()})

    made = LegalDocument.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("documents:document", args=[made.uid])
    assert made.file is not None
    assert made.file.owner == str(ref_of(made))
    assert events.history(ref_of(made))[0].actor_name == "Lê Văn Phòng"
    assert FACTS["subject"] in page(world.office, response.url)


def test_a_wrong_form_comes_back_with_its_errors_and_writes_nothing(world: World) -> None:
    response = signed_in(world.office).post(
        reverse("documents:add"), FACTS | {"issued_on": "31/02/2025", "subject": ""}
    )

    html = response.content.decode()
    assert "Ngày chưa đúng" in html
    assert 'value="118/2025/NĐ-CP"' in html
    assert not LegalDocument.objects.exists()


def test_the_same_document_sent_twice_is_added_once_and_the_second_is_told(world: World) -> None:
    client = signed_in(world.office)
    client.post(reverse("documents:add"), FACTS)

    again = client.post(reverse("documents:add"), FACTS)

    assert "đã có trong kho" in again.content.decode()
    assert LegalDocument.objects.count() == 1


def test_a_subject_or_a_file_with_a_mark_of_secrecy_is_refused_in_the_form(world: World, storage: Path) -> None:
    client = signed_in(world.office)

    by_subject = client.post(reverse("documents:add"), FACTS | {"subject": "MẬT: Kế hoạch A2"})
    by_file = client.post(reverse("documents:add"), FACTS | {"file": upload("TỐI MẬT\nKế hoạch".encode())})

    assert "dấu chỉ độ mật" in by_subject.content.decode()
    assert "dấu chỉ độ mật" in by_file.content.decode()
    assert not LegalDocument.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_officer_corrects_a_document_and_a_stale_form_is_refused(world: World) -> None:
    made = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    client, address = signed_in(world.office), reverse("documents:change", args=[made.uid])
    changed = FACTS | {"number": "61/2018/NĐ-CP", "issued_on": "23/04/2018", "version": made.version}

    assert client.post(address, changed).status_code == 302
    stale = client.post(address, changed | {"subject": "khác"})

    assert stale.status_code == 412
    assert "Bạn đã sửa nội dung này ở cửa sổ khác lúc" in stale.content.decode()
    made.refresh_from_db()
    assert made.subject == FACTS["subject"]

    form = stale.context["form"]  # what was typed is kept, and goes through when it is sent again on purpose
    assert (form["subject"].value(), form["version"].value()) == ("khác", str(made.version))
    assert client.post(address, changed | {"subject": "khác", "version": form["version"].value()}).status_code == 302


def test_relations_are_added_by_number_and_taken_back_with_a_reason(world: World) -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree")
    client = signed_in(world.office)

    wrong = client.post(reverse("documents:relate", args=[new.uid]), {"kind": "replaces", "target": "99/2018/NĐ-CP"})
    assert "không có văn bản" in wrong.content.decode()
    client.post(reverse("documents:relate", args=[new.uid]), {"kind": "replaces", "target": "61/2018/nd-cp"})
    assert "Bị thay thế bởi" in page(world.office, reverse("documents:document", args=[old.uid]))

    client.post(reverse("documents:unrelate", args=[Relation.objects.get().uid]), {"reason": "nhầm"})
    assert "Bị thay thế bởi" not in page(world.office, reverse("documents:document", args=[old.uid]))


def test_who_may_not_change_sees_no_buttons_and_gets_403(world: World) -> None:
    made = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    client = signed_in(world.stranger)

    assert reverse("documents:change", args=[made.uid]) not in page(
        world.stranger, reverse("documents:document", args=[made.uid])
    )
    for name, args in (("add", []), ("change", [made.uid]), ("relate", [made.uid])):
        assert client.get(reverse(f"documents:{name}", args=args)).status_code == 403


def test_the_queue_shows_what_changed_and_closes_with_an_outcome(world: World) -> None:
    old = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    cite(ref_of(old), [D61], actor=SYSTEM, unit=world.board.pk)
    new = law("118/2025/NĐ-CP", "Chính phủ", date(2025, 6, 9), kind="decree", valid_from=date(2025, 7, 1))
    add_relation(new, RelationKind.REPLACES, old, actor=SYSTEM)
    row = Citation.objects.get()

    html = page(world.office, reverse("documents:reviews"))
    assert "bị thay thế bởi Nghị định 118/2025/NĐ-CP từ 01/07/2025" in re.sub(r"<[^>]+>", "", html)
    assert "Ban Quản lý các khu công nghiệp" in html
    signed_in(world.office).post(reverse("documents:review", args=[row.uid]), {"outcome": "đã sửa căn cứ"})

    assert CitationReview.objects.get().outcome == "đã sửa căn cứ"
    assert "Không có gì cần rà soát" in page(world.office, reverse("documents:reviews"))
    assert signed_in(world.stranger).get(reverse("documents:review", args=[row.uid])).status_code == 403


def test_a_record_that_the_reader_may_not_open_is_counted_but_not_named(world: World) -> None:
    hidden = law("9/CV-KCN", "Ban Quản lý", date(2024, 1, 1), "Chuyện nội bộ", access="unit", owner_unit=world.board.pk)
    known = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    cite(ref_of(hidden), [D61], actor=SYSTEM, unit=world.board.pk)

    html = page(world.stranger, reverse("documents:document", args=[known.uid]))

    assert "(1)" in html
    assert "Hồ sơ của đơn vị khác" in html
    assert "9/CV-KCN" not in html
    assert "9/CV-KCN" in page(world.office, reverse("documents:document", args=[known.uid]))


def test_the_public_page_is_open_in_both_languages_and_shows_only_public_ties(world: World) -> None:
    made = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), "Một cửa", kind="decree")
    hidden = law("9/CV-KCN", "Ban Quản lý", date(2024, 1, 1), access="unit", owner_unit=world.board.pk)
    add_relation(hidden, RelationKind.CITES, made, actor=SYSTEM)

    vietnamese, english = page(None, f"/van-ban/{made.uid}"), page(None, f"/en/van-ban/{made.uid}")

    assert "Nghị định 61/2018/NĐ-CP" in vietnamese
    assert '<html lang="en"' in english
    assert "9/CV-KCN" not in vietnamese
    assert Client().get(f"/van-ban/{hidden.uid}").status_code == 404


def test_the_clerk_opens_a_book_gives_a_number_and_cancels_it(world: World, storage: Path) -> None:
    client = signed_in(world.clerk)
    client.post(
        reverse("documents:open_book"),
        {"unit": str(world.board.uid), "kind": "", "year": "2026", "body_symbol": "KCNĐN", "first": "1"},
    )
    book = NumberSeries.objects.get()
    give = reverse("documents:give", args=[book.uid])
    facts = {"kind": "plan", "subject": "Kiểm soát thủ tục hành chính", "signer": "Nguyễn Văn Ký"}

    assert "Hãy" in client.post(give, facts).content.decode()  # no scan
    response = client.post(give, facts | {"scan": upload()})

    line = IssuedNumber.objects.get()
    assert (response.status_code, line.text) == (302, "01/KH-KCNĐN")
    client.post(reverse("documents:cancel_number", args=[line.uid]), {"reason": "nhầm"})
    html = page(world.office, reverse("documents:register", args=[book.uid]))
    assert "01/KH-KCNĐN" in html
    assert "Đã hủy" in html
    assert "nhầm" in html
    assert reverse("documents:give", args=[book.uid]) not in html
    assert "Sổ văn bản đi năm 2026" in page(world.office, reverse("documents:books"))


def test_only_the_clerk_of_the_unit_opens_books_and_gives_numbers(world: World) -> None:
    book = series(world.board)
    line = take_number(book, actor=SYSTEM, document=signed(scan=scan()))

    for user, status in ((world.office, 403), (world.auditor, 403), (world.stranger, 404)):
        client = signed_in(user)
        assert client.get(reverse("documents:give", args=[book.uid])).status_code == status
        assert client.post(reverse("documents:cancel_number", args=[line.uid]), {"reason": "x"}).status_code == status
        assert client.get(reverse("documents:open_book")).status_code == 403
    line.refresh_from_db()
    assert line.state == "issued"
    crafted = {"unit": str(world.elsewhere.uid), "year": "2026", "body_symbol": "SNV", "first": "1"}
    signed_in(world.clerk).post(reverse("documents:open_book"), crafted)
    assert not NumberSeries.objects.filter(unit=world.elsewhere).exists()


def test_the_register_is_searched_sorted_and_exported_with_cancelled_numbers(world: World) -> None:
    book = series(world.board)
    for i, subject in enumerate(("Báo cáo quý I", "Kế hoạch rà soát", "Quyết định khen thưởng")):
        line = take_number(book, actor=SYSTEM, document=signed(scan=scan(f"bản {i}"), subject=subject))
    cancel_number(line, actor=SYSTEM, reason="ký nhầm")
    address = reverse("documents:register", args=[book.uid])

    assert "02/KH-KCNĐN" in page(world.office, address, q="ra soat")
    assert "01/KH-KCNĐN" not in page(world.office, address, q="ra soat")
    csv = signed_in(world.office).get(address, {"export": "csv", "sort": "text"})
    text = b"".join(csv.streaming_content).decode() if csv.streaming else csv.content.decode()
    assert text.index("01/KH-KCNĐN") < text.index("02/KH-KCNĐN") < text.index("03/KH-KCNĐN")
    assert "ký nhầm" in text


def test_strangers_are_sent_to_sign_in(world: World) -> None:
    for name in ("library", "reviews", "books", "add", "open_book"):
        response = Client().get(reverse(f"documents:{name}"))
        assert response.status_code == 302
        assert "/accounts/login/" in response.url


def test_nothing_is_shown_of_a_subject_that_holds_markup(world: World) -> None:
    made = law("1/2024/NĐ-CP", "Chính phủ <b>", date(2024, 1, 1), "<script>alert(1)</script>", kind="decree")

    for html in (
        page(world.office, reverse("documents:document", args=[made.uid])),
        page(world.office, reverse("documents:library")),
        page(None, f"/van-ban/{made.uid}"),
    ):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_a_citation_of_an_unknown_kind_of_record_breaks_no_page(world: World) -> None:
    known = law("61/2018/NĐ-CP", "Chính phủ", date(2018, 4, 23), kind="decree")
    cite(Ref("gone_package", "1"), [D61], actor=SYSTEM, unit=world.board.pk)

    assert "Hồ sơ của đơn vị khác" in page(world.office, reverse("documents:document", args=[known.uid]))
