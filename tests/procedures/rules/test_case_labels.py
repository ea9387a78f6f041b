"""What of the headings in sources can be ticked as one's case."""

from __future__ import annotations

import pytest

from motcua.procedures.rules.case_labels import Label, label_of


@pytest.mark.parametrize(
    ("case", "label"),
    [
        ("Trường hợp thử tàu đóng mới, hồ sơ đăng ký bao gồm:", "Trường hợp thử tàu đóng mới"),
        ("Trường hợp quỹ thành viên, bổ sung:", "Trường hợp quỹ thành viên"),
        ("a1. Cấp mới phép bay", "Cấp mới phép bay"),
        ("Hồ sơ cấp lại do mất, hỏng gồm các giấy tờ sau:", "Hồ sơ cấp lại do mất, hỏng"),
        ("a.2) Trường hợp nộp trực tuyến:", "Trường hợp nộp trực tuyến"),
        ("(1.4) Đối với công trình tín ngưỡng", "Đối với công trình tín ngưỡng"),
        ("Trường hợp công dân chưa có thông tin trong cơ sở dữ liệu thì hồ sơ còn có", "Trường hợp công dân chưa có thông tin trong cơ sở dữ liệu"),
        ("Đối với trường hợp cấp lần đầu (", "Đối với trường hợp cấp lần đầu"),
        ("Cá nhân", "Cá nhân"),
        ("Đối với giấy phép loại A, E; Giấy phép loại B bị mất", "Đối với giấy phép loại A, E; Giấy phép loại B bị mất"),
    ],
)  # fmt: skip
def test_what_only_announces_papers_is_cut_off(case: str, label: str) -> None:
    assert label_of(case) == Label(label, choice=True)


@pytest.mark.parametrize(
    "case",
    [
        "Trường hợp pháp luật về xây dựng quy định lập báo cáo kinh tế - kỹ thuật gồm",
        "Các giấy tờ phải nộp đối với tàu biển, bao gồm",
        "Trong phiếu nêu rõ mục đích, nội dung, phạm vi thông tin cần khai thác",
        "Đối với trường hợp 1, hồ sơ bao gồm: (1) Hồ sơ đề nghị chấp thuận bao gồm",
        "Trường hợp quy định tại điểm b khoản 1 Điều 5",
        "Hồ sơ Sở Tài chính trình Ủy ban nhân dân tỉnh",
        "Trường hợp 2: Dự án không thuộc trường hợp 1 nêu trên",
        "Một bản sao của các tài liệu sau",
        "Trường hợp thay đổi thành viên, hộ kinh doanh gửi hồ sơ đến cơ quan. Hồ sơ gồm",
        "Hồ sơ " + "rất dài " * 30,
    ],
)
def test_prose_is_no_choice_and_keeps_its_words(case: str) -> None:
    told = label_of(case)

    assert not told.choice
    assert told.text == case.strip()


@pytest.mark.parametrize("case", ["", "Hồ sơ bao gồm:", "Thành phần hồ sơ", "Giấy tờ phải nộp, gồm"])
def test_a_heading_that_names_no_case_is_everybodys(case: str) -> None:
    assert label_of(case) == Label("", choice=False)
