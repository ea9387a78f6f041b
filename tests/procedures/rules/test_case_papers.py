"""Papers that say themselves in which case they are brought."""

from __future__ import annotations

import pytest

from motcua.procedures.rules.case_papers import Condition, condition_of


@pytest.mark.parametrize(
    ("name", "case", "paper"),
    [
        ("Trường hợp trẻ em bị bỏ rơi thì phải có biên bản về việc trẻ bị bỏ rơi.", "Trường hợp trẻ em bị bỏ rơi", "biên bản về việc trẻ bị bỏ rơi"),
        ("Văn bản ủy quyền trong trường hợp nhờ người khác đi thay. Trường hợp người đó là cha thì không phải chứng thực.", "Trường hợp nhờ người khác đi thay", "Văn bản ủy quyền"),
        ("Giấy chứng nhận kết hôn (đối với trường hợp là vợ chồng)", "Trường hợp là vợ chồng", "Giấy chứng nhận kết hôn"),
        ("Đối với dịch vụ bù trừ điện tử: phương án quyết toán", "Đối với dịch vụ bù trừ điện tử", "phương án quyết toán"),
        ("Nếu thay đổi người đại diện, doanh nghiệp nộp thêm quyết định bổ nhiệm", "Trường hợp thay đổi người đại diện", "thêm quyết định bổ nhiệm"),
        ("Hợp đồng thuê nhà (đối với người thuê nhà)", "Đối với người thuê nhà", "Hợp đồng thuê nhà"),
    ],
)  # fmt: skip
def test_a_case_that_one_can_say_of_oneself_is_found(name: str, case: str, paper: str) -> None:
    assert condition_of(name) == Condition(case, paper)


@pytest.mark.parametrize(
    "name",
    [
        "Tờ khai đăng ký khai sinh theo mẫu",
        "Trường hợp đào tạo tập trung: Chi phí và thanh lý, đơn vị có hợp đồng đào tạo",
        "Giấy tờ khác (nếu có)",
        "Văn bản nêu chi tiết về trường hợp bị thương của cán bộ",
        "Quyết định thu hồi hoặc giấy báo mất (tùy trường hợp thu hồi thẻ)",
        "Hộ chiếu, trừ trường hợp người không quốc tịch",
        "Trường hợp hoạt động mua bán không có hợp đồng mua bán thì người nộp thuế nộp Giấy chứng nhận tài khoản",
        "Thẻ thường trú, trường hợp thẻ bị mất phải có đơn báo mất",
        "Giấy chứng minh nơi cư trú trong trường hợp cơ quan đăng ký không khai thác được thông tin",
        "Tờ khai theo mẫu (nếu người yêu cầu nộp hồ sơ trực tiếp)",
        "Chứng thư giám định (đối với trường hợp quy định tại Điểm a Khoản 4 Điều 4 Thông tư này)",
        "Trường hợp gửi qua bưu chính thì phải gửi kèm bản sao có chứng thực các giấy tờ nêu trên",
    ],
)
def test_what_one_cannot_say_of_oneself_stays_a_paper_with_its_words(name: str) -> None:
    assert condition_of(name) is None
