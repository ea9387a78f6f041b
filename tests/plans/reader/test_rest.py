"""Bases, outline, reporting, systems, warnings, and what is no plan."""

from __future__ import annotations

import pytest
from tests.factories import plan_texts
from tests.factories.read_documents import plan_of

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan
from motcua.plans.reader.plan_document import Section


def read(text: str) -> PlanDocument:
    return read_plan(read_plaintext(text))


def labels(sections: tuple[Section, ...]) -> list[object]:
    return [s.label if not s.children else [s.label, *labels(s.children)] for s in sections]


def test_bases_are_what_the_opening_names_not_what_their_titles_name() -> None:
    text = (
        "KẾ HOẠCH\nTuyên truyền năm 2025\nCăn cứ Kế hoạch 336/KH-UBND ngày 15/10/2024 của UBND tỉnh thực hiện Chỉ thị số 36-CT/TU ngày 06/8/2024 của "
        "Ban Thường vụ Tỉnh ủy;\nQuyết định số 3183/QĐ-UBND ngày 09/9/2021 của UBND tỉnh;\nThực hiện Kế hoạch số 47/KH-UBND ngày 11/02/2025\n"
        "Văn phòng UBND tỉnh xây dựng kế hoạch như sau:\nI. MỤC ĐÍCH\n- Theo Nghị định số 45/2020/NĐ-CP.\n"
    )
    plan = read(text)

    assert [b.number for b in plan.bases] == ["336/KH-UBND", "3183/QĐ-UBND", "47/KH-UBND"]
    assert {c.number for c in plan.citations} == {
        "336/KH-UBND",
        "36-CT/TU",
        "3183/QĐ-UBND",
        "47/KH-UBND",
        "45/2020/NĐ-CP",
    }


def test_the_plans_own_number_is_no_citation() -> None:
    assert "215/KH-UBND" not in {c.number for c in read(plan_texts.PROVINCE_ANNEX_TABLE).citations}


def test_the_outline_holds_numbered_and_lettered_items_as_printed() -> None:
    plan = plan_of(
        "I. MỤC ĐÍCH CỦA KẾ HOẠCH NÀY\n1. Một\n1.1. Một một\na) A\nđ) Đ\n- gạch\n1.2 Hai\n2. Hai\nII. YÊU CẦU\n"
    )

    assert labels(plan.sections) == [["I", ["1", ["1.1", "a", "đ"], "1.2"], "2"], "II"]


def test_a_title_is_given_only_to_an_item_that_is_a_heading() -> None:
    plan = plan_of(
        "I. TỔ CHỨC THỰC HIỆN:\n1. Văn phòng\n- Theo dõi.\n2. Các phòng triển khai thực hiện kế hoạch này.\n"
    )

    assert [(c.label, c.title) for c in plan.sections[0].children] == [("1", "Văn phòng"), ("2", None)]
    assert plan.sections[0].title == "TỔ CHỨC THỰC HIỆN"


def test_doubled_and_disordered_numbers_are_warned_of() -> None:
    plan = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng theo dõi.\n2. Các phòng làm.\n2. Sở Y tế làm.\n4. Sở Nội vụ làm.\n3. Công an làm.\n"
    )

    assert [w.code for w in plan.warnings] == ["numbering_doubled", "numbering_gap", "numbering_out_of_order"]
    assert all(w.source is not None for w in plan.warnings)


def test_a_cited_date_that_is_known_to_be_wrong_is_warned_of_and_kept_as_written() -> None:
    plan = plan_of("I. MỤC ĐÍCH\n- Theo Quyết định số 766/QĐ-TTg ngày 26/6/2022 của Thủ tướng Chính phủ.\n")

    (warning,) = [w for w in plan.warnings if w.code == "citation_date_differs"]
    assert "23/06/2022" in warning.message
    assert str(next(c for c in plan.citations if c.number == "766/QĐ-TTg").issued_on) == "2022-06-26"


@pytest.mark.parametrize(
    ("sentence", "periods", "to"),
    [
        ("Văn phòng báo cáo kết quả thực hiện cho UBND tỉnh.", ["unspecified"], "UBND tỉnh"),
        ("Định kỳ 3 tháng, 6 tháng, 9 tháng, hàng năm hoặc đột xuất lồng ghép vào báo cáo.", ["quarterly", "6_months", "9_months", "annual", "ad_hoc"], None),
        ("Định kỳ quý I, 6 tháng, quý III, hàng năm gửi báo cáo về Chủ tịch UBND tỉnh (qua Sở Nội vụ).", ["quarterly", "6_months", "annual"], "Chủ tịch UBND tỉnh"),
        ("Văn phòng tổng hợp báo cáo trước ngày 20 hàng tháng gửi UBND xã.", ["monthly"], "UBND xã"),
        ("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc phải báo cáo ngay cho Lãnh đạo Ban phụ trách.", ["ad_hoc"], "Lãnh đạo Ban phụ trách"),
    ],
)  # fmt: skip
def test_each_period_of_a_duty_to_report_is_an_entry(sentence: str, periods: list[str], to: str | None) -> None:
    found = plan_of(f"IV. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n").reporting

    assert [r.period for r in found] == periods
    assert {r.to for r in found} == {to}


def test_whom_a_report_goes_through_and_by_when_are_told() -> None:
    (report, *_) = read(plan_texts.PROVINCE_ANNEX_TABLE).reporting

    assert (report.via, report.due_text) == ("Sở Nội vụ", "trước ngày 10 của tháng cuối quý")


def test_reports_that_are_deliverables_of_a_table_are_no_duties_to_report() -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\nSTT\tNhiệm vụ\tChủ trì\tKết quả\tThời gian\n1\tRà soát\tSở A\tBáo cáo\tThường xuyên\n"
    )

    assert plan.reporting == ()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("trên các trang thông tin điện tử của Ban Quản lý, của tỉnh", ["Trang thông tin điện tử của Ban Quản lý", "Trang thông tin điện tử của tỉnh"]),
        ("Hệ thống phản ánh, kiến nghị trên Cổng dịch vụ công Quốc gia và Tổng đài Dịch vụ công tỉnh Đồng Nai (0251) 1022",
         ["Hệ thống phản ánh, kiến nghị trên Cổng dịch vụ công Quốc gia", "Cổng dịch vụ công Quốc gia", "Tổng đài Dịch vụ công tỉnh Đồng Nai (0251) 1022"]),
        ("trên Hệ thống thông tin một cửa điện tử của tỉnh và các hệ thống thông tin một cửa điện tử của Bộ chuyên ngành",
         ["Hệ thống thông tin một cửa điện tử của tỉnh", "Hệ thống thông tin một cửa điện tử của Bộ chuyên ngành"]),
        ("xây dựng, vận hành cơ sở dữ liệu quốc gia về thủ tục hành chính; trên Egov", ["Cơ sở dữ liệu quốc gia về thủ tục hành chính", "Egov"]),
        ("Báo Đồng Nai, Báo Lao động Đồng Nai, báo cáo kết quả", ["Báo Đồng Nai", "Báo Lao động Đồng Nai"]),
    ],
)  # fmt: skip
def test_systems_are_read_by_their_names(sentence: str, names: list[str]) -> None:
    assert [s.name for s in plan_of(f"I. MỤC ĐÍCH\n- Tăng cường {sentence}.\n").systems] == names


def test_a_station_without_a_place_is_the_one_of_the_documents_place() -> None:
    assert [s.name for s in plan_of("I. MỤC ĐÍCH\n- Phối hợp Đài PTTH, Báo Lao động.\n").systems] == [
        "Đài PTTH (Sông La)",
        "Báo Lao động",
    ]


@pytest.mark.parametrize(
    ("name", "word"),
    [("PLAIN_DECISION", "quyết định"), ("NEWS", "bài viết"), ("SCORE_TABLE", "bảng")],
)
def test_what_is_no_plan_says_why_and_gives_nothing(name: str, word: str) -> None:
    plan = read(getattr(plan_texts, name))

    assert plan.document.class_ == "not_a_plan"
    assert word in (plan.document.why or "")
    assert not (plan.tasks or plan.targets or plan.citations or plan.sections or plan.outreach)


def test_a_decision_that_only_announces_a_plan_is_told_from_one_that_carries_it() -> None:
    bare = plan_texts.DECISION_WITH_PLAN.split("\nKẾ HOẠCH\n")[0]

    assert "không có trong tệp" in (read(bare).document.why or "")
    assert read(plan_texts.DECISION_WITH_PLAN).document.class_ == "decision_with_plan"
    assert [t.task for t in read(plan_texts.DECISION_WITH_PLAN).tasks][:1] == ["Công khai thủ tục hành chính"]


def test_an_empty_file_is_no_plan() -> None:
    assert "không có chữ" in (read("").document.why or "")


def test_stations_and_sites_of_a_quarter_are_named_whole() -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\n- Phát thanh trên Đài Truyền thanh quận, đăng tin trên Cổng thông tin điện tử quận.\n"
    )

    assert [s.name for s in plan.systems] == ["Đài Truyền thanh quận", "Cổng thông tin điện tử quận"]


def test_who_receives_a_report_ends_at_a_colon() -> None:
    plan = plan_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng báo cáo Giám đốc Sở: báo cáo quý trước ngày 20 của tháng cuối quý.\n"
    )

    assert [(r.period, r.to) for r in plan.reporting] == [("quarterly", "Giám đốc Sở")]


@pytest.mark.parametrize("words", ["theo quy định", "theo quy chế làm việc", "đúng quy trình"])
def test_rules_are_no_quarters(words: str) -> None:
    plan = plan_of(f"III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng tổng hợp, báo cáo Giám đốc Sở {words}.\n")

    assert [r.period for r in plan.reporting] == ["unspecified"]


def test_what_a_site_is_about_stands_before_whose_it_is() -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\n- Đăng tin trên Trang thông tin điện tử Cải cách hành chính của tỉnh; nhận hỏi đáp qua Trổng đại Dịch vụ công 1022.\n"
    )

    assert [s.name for s in plan.systems] == [
        "Trang thông tin điện tử Cải cách hành chính của tỉnh",
        "Tổng đài Dịch vụ công 1022",
    ]
