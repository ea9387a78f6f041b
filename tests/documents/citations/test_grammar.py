"""Citations of documents in running text, in every form that plans use."""

from __future__ import annotations

import datetime

import pytest

from motcua.documents.citations import Citation, find_citations, merge


def only(text: str) -> Citation:
    found = [c for c in find_citations(text) if c.number]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "number", "issued_on", "issuer", "subject"),
    [
        (
            "Căn cứ Kế hoạch số 12/KH-UBND ngày 12/01/2023 của UBND tỉnh về kiểm soát thủ tục hành chính năm 2023;",
            "Kế hoạch", "12/KH-UBND", "2023-01-12", "UBND tỉnh", "về kiểm soát thủ tục hành chính năm 2023",
        ),
        (
            "Nghị quyết số 68/NQ-CP ngày 12 tháng 5 năm 2020 của Chính phủ ban hành Chương trình cắt giảm quy định",
            "Nghị quyết", "68/NQ-CP", "2020-05-12", "Chính phủ", "ban hành Chương trình cắt giảm quy định",
        ),
        (
            "Nghị quyết 18/NQ-TW ngày 25/11/2017 của Ban chấp hành Trung ương Khóa XII về một số vấn đề",
            "Nghị quyết", "18/NQ-TW", "2017-11-25", "Ban chấp hành Trung ương Khóa XII", "về một số vấn đề",
        ),
        (
            "Kế hoạch số 51-KH/TU ngày 21/02/2008 của Ban Chấp hành Đảng bộ tỉnh",
            "Kế hoạch", "51-KH/TU", "2008-02-21", "Ban Chấp hành Đảng bộ tỉnh", None,
        ),
        ("Nghị quyết số 17 - NQ / TW", "Nghị quyết", "17-NQ/TW", None, None, None),
        ("theo Quyết định số 468/QĐ-TTg, trên hệ thống", "Quyết định", "468/QĐ-TTg", None, "Thủ tướng Chính phủ", None),
        ("Công văn số 7288/UBND-KGVX ngày 12/08/2026 của UBND Thành phố Đồng Nai về việc nghỉ lễ",
         "Công văn", "7288/UBND-KGVX", "2026-08-12", "UBND Thành phố Đồng Nai", "về việc nghỉ lễ"),
        ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025",
         "Luật", "72/2025/QH15", "2025-06-16", "Quốc hội", "Tổ chức chính quyền địa phương"),
        ("Quyết định 12/QĐ-UBND của UBND tỉnh ngày 15/7/2021 về việc kiện toàn", "Quyết định", "12/QĐ-UBND", "2021-07-15", "UBND tỉnh", "về việc kiện toàn"),
        ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của chính phủ", "Nghị quyết", "30c/NQ-CP", "2011-11-08", "Chính phủ", None),
        ("Quyết định số 876/QÐ-BNV", "Quyết định", "876/QĐ-BNV", None, "Bộ Nội vụ", None),
        ("Tờ trình số 1494/TTr-SNV ngày 28.6.2018", "Tờ trình", "1494/TTr-SNV", "2018-06-28", "Sở Nội vụ", None),
    ],
)  # fmt: skip
def test_each_form_of_citation_gives_its_parts(
    text: str, kind: str, number: str, issued_on: str | None, issuer: str | None, subject: str | None
) -> None:
    one = only(text)

    assert (one.kind, one.number, one.issuer, one.subject) == (kind, number, issuer, subject)
    assert one.issued_on == (datetime.date.fromisoformat(issued_on) if issued_on else None)


def test_an_issuer_that_only_the_symbol_tells_is_marked_as_inferred() -> None:
    assert only("Quyết định số 468/QĐ-TTg").inferred == {"issuer"}
    assert only("Quyết định số 468/QĐ-TTg của Thủ tướng Chính phủ").inferred == frozenset()


def test_numbers_in_one_list_share_the_type_that_stands_before_the_first() -> None:
    found = find_citations("các Nghị định số 61/2018/NĐ-CP, 107/2021/NĐ-CP và số 45/2020/NĐ-CP")

    assert [(c.kind, c.number) for c in found] == [
        ("Nghị định", "61/2018/NĐ-CP"),
        ("Nghị định", "107/2021/NĐ-CP"),
        ("Nghị định", "45/2020/NĐ-CP"),
    ]


def test_a_document_named_in_the_subject_of_another_is_nested_in_it() -> None:
    text = (
        "Kế hoạch 336/KH-UBND ngày 15/10/2024 của UBND tỉnh thực hiện Chỉ thị số 36-CT/TU ngày 06/8/2024 của Ban Thường vụ Tỉnh ủy "
        "về nâng cao trách nhiệm; Quyết định số 3183/QĐ-UBND ngày 09/9/2021"
    )

    assert [(c.number, c.nested) for c in find_citations(text)] == [
        ("336/KH-UBND", False),
        ("36-CT/TU", True),
        ("3183/QĐ-UBND", False),
    ]


def test_what_a_document_amends_is_read_only_where_it_is_named_by_number() -> None:
    one, other = (
        find_citations(text)[0]
        for text in (
            "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 về việc sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP ngày 23/04/2018",
            "Nghị định số 92/2017/NĐ-CP ngày 07/08/2017 của Chính phủ sửa đổi, bổ sung một số điều của các Nghị định liên quan",
        )
    )

    assert one.amends == ("61/2018/NĐ-CP",)
    assert other.amends == ()


def test_the_subject_ends_where_the_issuer_of_the_plan_begins() -> None:
    text = (
        "Căn cứ Kế hoạch số 9/KH-UBND ngày 31/12/2019 của UBND tỉnh về tuyên truyền cải cách hành chính năm 2020, "
        "Ban Quản lý các Khu công nghiệp (Ban Quản lý) lập kế hoạch tuyên truyền như sau:"
    )

    assert only(text).subject == "về tuyên truyền cải cách hành chính năm 2020"


@pytest.mark.parametrize(
    "text",
    [
        "ngày 12/01/2023, 24/7, CBCC/VC, 6 tháng/lần, (0251) 1022",
        "theo kế hoạch này và pháp luật về thủ tục hành chính",
        "km/h, 3/2024, 01/01/2025",
        "các Đề án, Chương trình, Kế hoạch, văn bản chỉ đạo",
        "Quyết định của Chủ tịch UBND tỉnh (nội dung TTHC)",
    ],
)
def test_dates_fractions_and_general_words_are_no_citations(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "issuer", "subject"),
    [
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII;", "Nghị quyết", "Đại hội đại biểu toàn quốc lần thứ XIII", None),
        ("tuyên truyền Luật phòng, chống tham nhũng;", "Luật", None, "phòng, chống tham nhũng"),
        ("Chương trình hành động của Chính phủ, Tỉnh ủy, UBND tỉnh thực hiện Nghị quyết Trung ương",
         "Chương trình hành động", "Chính phủ, Tỉnh ủy, UBND tỉnh", "thực hiện Nghị quyết Trung ương"),
        ("Quyết định của Thủ tướng Chính phủ về phê duyệt Danh mục thủ tục", "Quyết định", "Thủ tướng Chính phủ", "về phê duyệt Danh mục thủ tục"),
    ],
)  # fmt: skip
def test_documents_named_without_a_number_are_read_when_body_or_subject_identify_them(
    text: str, kind: str, issuer: str | None, subject: str | None
) -> None:
    (one,) = find_citations(text)

    assert (one.kind, one.number, one.issuer, one.subject) == (kind, None, issuer, subject)


def test_mentions_of_one_document_merge_and_the_fullest_supplies_what_others_lack() -> None:
    text = (
        "Nghị quyết số 17-NQ/TW của Hội nghị lần thứ 5 về đẩy mạnh cải cách; Kế hoạch số 51-KH/TU về thực hiện Nghị quyết số "
        "17/NQ-TW ngày 01/8/2007"
    )

    merged = [one for one, _ in merge(find_citations(text)) if one.kind == "Nghị quyết"]

    assert len(merged) == 1
    assert (merged[0].number, merged[0].issued_on) == ("17-NQ/TW", datetime.date(2007, 8, 1))
    assert merged[0].subject == "về đẩy mạnh cải cách"


def test_the_same_number_of_another_year_is_another_document_unless_it_bears_its_year() -> None:
    text = (
        "Nghị quyết số 76/NQ-CP ngày 13/6/2013; Nghị quyết số 76/NQ-CP ngày 15/7/2021; Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; "
        "Nghị định số 61/2018/NĐ-CP ngày 23/4/2019"
    )

    assert [one.number for one, _ in merge(find_citations(text))] == ["76/NQ-CP", "76/NQ-CP", "61/2018/NĐ-CP"]


def test_what_has_amended_a_document_stands_in_brackets_behind_it() -> None:
    first, *amenders = find_citations(
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa (được sửa đổi, bổ sung tại Nghị định số "
        "107/2021/NĐ-CP ngày 06/12/2021 và Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ);"
    )

    assert first.subject == "về thực hiện cơ chế một cửa"
    assert [(one.number, one.amends, one.nested) for one in amenders] == [
        ("107/2021/NĐ-CP", ("61/2018/NĐ-CP",), True),
        ("42/2022/NĐ-CP", ("61/2018/NĐ-CP",), True),
    ]
