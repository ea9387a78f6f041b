"""What a list of papers asks of everybody for certain. The lines are of the kinds that the national database has."""

from __future__ import annotations

import pytest

from motcua.procedures.rules.sure_papers import Bring, Line, bring, line_of


@pytest.mark.parametrize(
    "name",
    [
        "Đơn đề nghị cấp giấy phép theo mẫu",
        "- Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng.",
        "Giấy chứng nhận đăng ký doanh nghiệp hoặc Giấy chứng nhận đầu tư",
        "Giấy phép đã cấp (bản sao kèm bản chính để đối chiếu nếu nộp trực tiếp)",
        "Báo cáo kết quả sau khi khắc phục",
    ],
)
def test_a_line_that_names_a_paper_is_one(name: str) -> None:
    assert line_of(name, counted=True) is Line.PAPER


@pytest.mark.parametrize(
    "name",
    [
        "- Trường hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi",
        "Văn bản ủy quyền (được chứng thực) trong trường hợp ủy quyền",
        "Giấy phép lái xe (nếu có)",
        "Hộ chiếu đối với người nước ngoài",
        "Các giấy tờ khác có liên quan",
        "Giấy chứng nhận quyền sử dụng đất. Trường hợp đã có trong Cơ sở dữ liệu quốc gia thì không phải nộp",
        "Văn bản chứng minh việc thay đổi, bao gồm:",
        "hoặc Thẻ căn cước",
        "Hộ chiếu để chứng minh nhân thân khi làm thủ tục trực tiếp",
    ],
)
def test_a_paper_of_some_is_not_everybodys(name: str) -> None:
    assert line_of(name, counted=True) is Line.PERHAPS


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Trường hợp đã khai thác được dữ liệu điện tử thì không phải nộp bản giấy.", Line.NOTE),
        ("Lưu ý: hồ sơ nộp bằng tiếng Việt", Line.NOTE),
        ("Số lượng hồ sơ: 01 bộ", Line.NOTE),
        ("Giấy tờ phải nộp:", Line.NOTE),
        ("Hợp đồng mua bán (nếu có): 01 bản chụp", Line.PERHAPS),
        ("Trường hợp làm thủ tục lần đầu thì nộp thêm giấy phép", Line.PERHAPS),
        ("Tờ khai hải quan: 02 bản chính", Line.PERHAPS),
    ],
)
def test_what_the_source_asks_no_copy_of_is_never_counted(name: str, line: Line) -> None:
    assert line_of(name, counted=False) is line


def test_a_line_of_several_papers_is_at_least_one() -> None:
    assert line_of("Các bản vẽ thiết kế", counted=True) is Line.SEVERAL
    assert bring([("Đơn", Line.PAPER), ("Các bản vẽ", Line.SEVERAL)]) == Bring(2, more=True)


def test_only_what_is_certain_is_counted() -> None:
    assert bring([("Đơn", Line.PAPER), ("Bản vẽ", Line.PAPER)]) == Bring(2, more=False)
    assert bring([("Đơn", Line.PAPER), ("Lưu ý …", Line.NOTE)]) == Bring(1, more=False)
    assert bring([("Đơn", Line.PAPER), ("Hộ chiếu (nếu có)", Line.PERHAPS)]) == Bring(1, more=True)


def test_what_is_brought_instead_makes_one_of_the_others_uncertain() -> None:
    instead = "Trường hợp không có văn bản nêu trên thì phải có văn bản cam đoan"

    assert bring([("Tờ khai", Line.PAPER), ("Văn bản giám định", Line.PAPER), (instead, Line.PERHAPS)]) == Bring(
        1, more=True
    )


@pytest.mark.parametrize("heading", ["Một trong các giấy tờ sau:", "Bản sao một trong những giấy tờ sau đây"])
def test_below_one_of_these_nothing_is_certain(heading: str) -> None:
    lines = [(name, line_of(name, counted=n > 0)) for n, name in enumerate((heading, "Thẻ căn cước", "Hộ chiếu"))]

    assert bring(lines) == Bring(0, more=True)
