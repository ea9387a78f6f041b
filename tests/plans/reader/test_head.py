"""The document itself: number, place, date, title, body, signature, recipients, in the layouts of Decree 30 and what converters make of them."""

from __future__ import annotations

import datetime

import pytest
from tests.factories import plan_texts

from motcua.documents.reading.blocks import Span
from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import read_plan
from motcua.plans.reader.plan_document import Head


def head(text: str) -> Head:
    return read_plan(read_plaintext(text)).document


BODY = "\nCăn cứ Luật số 1/2020/QH14, đơn vị xây dựng kế hoạch như sau:\nI. MỤC ĐÍCH\n- Nâng cao chất lượng phục vụ.\n"


def test_a_decree_30_header_gives_every_field() -> None:
    found = head(plan_texts.PROVINCE_ANNEX_TABLE)

    assert (found.kind, found.number, found.place) == ("Kế hoạch", "215/KH-UBND", "Sông La")
    assert (found.issued_on, found.year) == (datetime.date(2023, 12, 28), 2024)
    assert found.issuer == "ỦY BAN NHÂN DÂN TỈNH SÔNG LA"
    assert found.title == "Cải cách hành chính nhà nước tỉnh Sông La năm 2024"
    assert (found.signer.capacity, found.signer.name) == (
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
        "Trần Minh Hà",
    )
    assert found.recipients == (
        "Bộ Nội vụ (để b/c)",
        "Thường trực Tỉnh ủy",
        "Các sở, ban, ngành",
        "UBND các huyện, thành phố",
        "Lưu: VT, NC",
    )


def test_the_issuing_body_is_the_lower_of_two() -> None:
    assert head(plan_texts.DISTRICT_NARRATIVE).issuer == "PHÒNG NỘI VỤ"


def test_an_office_without_a_name_is_the_office_of_the_body_above_it() -> None:
    assert head(plan_texts.REVIEW_PLAN).issuer == "VĂN PHÒNG UBND TỈNH SÔNG LA"


def test_both_halves_of_a_header_on_one_line_are_parted() -> None:
    found = head(
        "UBND TỈNH SÔNG LA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\nSố: 14/KH-SNV Sông La, ngày 06 tháng 02 năm 2024\nKẾ HOẠCH\nKiểm tra công vụ năm 2024"
        + BODY
    )

    assert (found.number, found.place, found.issuer) == ("14/KH-SNV", "Sông La", "SỞ NỘI VỤ")
    assert found.issued_on == datetime.date(2024, 2, 6)


def test_a_header_in_a_layout_table_is_read_column_after_column() -> None:
    found = head(plan_texts.COMMUNE_PIPE_TABLE)

    assert (found.number, found.place, found.issuer) == ("09/KH-UBND", "Tân Mỹ", "UBND XÃ TÂN MỸ")
    assert found.recipients == ("UBND tỉnh", "Đảng ủy xã", "Lưu: VT")


def test_a_blank_number_is_none_and_warned_of() -> None:
    plan = read_plan(read_plaintext(plan_texts.REVIEW_PLAN))

    assert (plan.document.number, plan.document.issued_on, plan.document.place) == (None, None, "Sông La")
    assert "number_unreadable" in {w.code for w in plan.warnings}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 06 /KH-KCNĐN", "06/KH-KCNĐN"),
        ("Số 777/KH-VP", "777/KH-VP"),
        ("Số:12/KH-UBND", "12/KH-UBND"),
        ("Số: 51-KH/TU", "51-KH/TU"),
        ("Số: 30a/KH-SNV", "30a/KH-SNV"),
        ("Số:....../KH-UBND", None),
        ("Số:      /KH-UBND", None),
    ],
)
def test_the_number_is_read_as_written_without_spaces(line: str, number: str | None) -> None:
    assert head(f"{line}\nKẾ HOẠCH\nTuyên truyền năm 2020{BODY}").number == number


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        (
            "Tuyên truyền cải cách hành chính của Ban Quản lý các Khu công nghiệp năm 2020",
            "Ban Quản lý các Khu công nghiệp",
        ),
        (
            "Kiểm soát thủ tục hành chính năm 2022\ncủa Ban Quản lý các Khu công nghiệp Sông La",
            "Ban Quản lý các Khu công nghiệp Sông La",
        ),
        ("Thông tin, tuyên truyền; cơ chế một cửa của Văn phòng UBND tỉnh năm 2025", "Văn phòng UBND tỉnh"),
    ],
)
def test_without_a_header_the_title_tells_the_issuer(title: str, issuer: str) -> None:
    assert head(f"KẾ HOẠCH\n{title}{BODY}").issuer == issuer


def test_without_header_or_title_the_opening_tells_who_plans() -> None:
    text = "KẾ HOẠCH\nTuyên truyền năm 2024\nThực hiện Kế hoạch số 3/KH-UBND ngày 01/01/2024;\nChủ tịch UBND tỉnh ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n- Tốt hơn.\n"

    assert head(text).issuer == "Chủ tịch UBND tỉnh"


def test_type_and_title_in_one_line_are_parted() -> None:
    found = head("KẾ HOẠCH Cải cách hành chính năm 2024 của Sở Y tế" + BODY)

    assert (found.kind, found.title) == ("Kế hoạch", "Cải cách hành chính năm 2024 của Sở Y tế")


def test_the_authority_line_of_a_decision_is_not_its_title() -> None:
    found = head(plan_texts.DECISION_WITH_PLAN)

    assert (found.kind, found.class_) == ("Quyết định", "decision_with_plan")
    assert found.title == "Ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2024"
    assert (found.number, found.recipients) == ("88/QĐ-UBND", ("Như Điều 3", "Lưu: VT"))


def test_every_field_tells_where_it_was_found() -> None:
    document = read_plaintext(plan_texts.PROVINCE_ANNEX_TABLE)
    sources = read_plan(document).document.sources

    assert set(sources) == {
        "kind",
        "number",
        "place",
        "issued_on",
        "title",
        "issuer",
        "recipients",
        "signer.capacity",
        "signer.name",
    }
    assert sources["number"].quote == "Số: 215/KH-UBND"
    assert all(document.quote(Span(s.start, s.end)) == s.quote for s in sources.values())


def test_the_marks_of_typist_and_signing_are_no_recipients() -> None:
    found = head(
        "UBND TỈNH SÔNG LA\nSố: 15/KH-UBND\nKẾ HOẠCH\nKiểm tra công vụ năm 2024"
        + BODY.split("Nơi nhận", maxsplit=1)[0]
        + "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT, NC. (Đã ký)\n(Hoa/KH2024)\nCHỦ TỊCH\nLê Văn Tám\n"
    )

    assert found.recipients == ("Sở Nội vụ", "Lưu: VT, NC")
