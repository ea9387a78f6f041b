"""Decisions that issue a plan: behind their articles, or written out in one of them."""

from __future__ import annotations

import pytest

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan

HEAD = """ỦY BAN NHÂN DÂN TỈNH
Số: 88/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Nai, ngày 12 tháng 01 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch rà soát thủ tục hành chính năm 2026

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính;
Theo đề nghị của Chánh Văn phòng Ủy ban nhân dân tỉnh,

QUYẾT ĐỊNH:

"""
BODY = """I. MỤC TIÊU
- Cắt giảm ít nhất 30% thời gian giải quyết thủ tục hành chính.

II. NHIỆM VỤ

| TT | Nội dung | Chủ trì | Thời gian |
| 1 | Lập danh mục thủ tục cần rà soát | Văn phòng | Quý I/2026 |
| 2 | Trình phương án đơn giản hóa | Sở Tư pháp | Trước ngày 15/9/2026 |

"""
END = """Điều 2. Quyết định này có hiệu lực từ ngày ký.
Điều 3. Chánh Văn phòng, Giám đốc Sở Tư pháp chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

CHỦ TỊCH

Nguyễn Văn Mẫu
"""


def plan_in(text: str) -> PlanDocument:
    return read_plan(read_plaintext(text))


@pytest.mark.parametrize(
    "article",
    [
        "Điều 1. Ban hành Kế hoạch rà soát thủ tục hành chính năm 2026, với những nội dung sau đây:",
        "Điều 1: Phê duyệt Kế hoạch rà soát thủ tục hành chính năm 2026 với các nội dung chủ yếu sau:",
    ],
)
def test_a_plan_written_out_in_an_article_reaches_to_the_next_article(article: str) -> None:
    read = plan_in(f"{HEAD}{article}\n\n{BODY}{END}")

    assert (read.document.class_, read.document.number, read.document.why) == ("decision_with_plan", "88/QĐ-UBND", None)
    assert [(t.task, t.lead) for t in read.tasks] == [
        ("Lập danh mục thủ tục cần rà soát", "Văn phòng"),
        ("Trình phương án đơn giản hóa", "Sở Tư pháp"),
    ]
    assert [t.value for t in read.targets] == [30]
    assert [s.label for s in read.sections] == ["I", "II"]
    assert [b.number for b in read.bases] == ["63/2010/NĐ-CP"]
    assert read.document.recipients == ("Như Điều 3", "Lưu: VT")


def test_a_decision_that_only_names_its_plan_is_told_to_lack_it() -> None:
    read = plan_in(
        f"{HEAD}Điều 1. Ban hành kèm theo Quyết định này Kế hoạch rà soát thủ tục hành chính năm 2026.\n{END}"
    )

    assert read.document.class_ == "not_a_plan"
    assert "không có trong tệp" in (read.document.why or "")
    assert read.tasks == ()
