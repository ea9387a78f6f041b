from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import join_lines

WRAPPED = """KẾ HOẠCH
Tuyên truyền năm 2030

Thực hiện Quyết định số 12/QĐ-UBND ngày 01/02/2030 của Chủ tịch Ủy ban
nhân dân tỉnh về công tác tuyên truyền; Văn phòng phối hợp với Sở Thông tin
Truyền thông và các đơn vị thực hiện như sau:
1. Mục đích
- Nâng cao nhận thức của cán bộ, công chức về Nghị quyết số 17-
NQ/TW của Trung ương, khẩu hiệu Độc lập -
Tự do;
- Bảo đảm đúng tiến độ.
"""


def test_wrapped_lines_join_and_paragraphs_stay_apart() -> None:
    text, _ = join_lines(WRAPPED)

    assert text.split("\n") == [
        "KẾ HOẠCH",
        "Tuyên truyền năm 2030",
        "",
        (
            "Thực hiện Quyết định số 12/QĐ-UBND ngày 01/02/2030 của Chủ tịch Ủy ban nhân dân tỉnh về công tác tuyên truyền; "
            "Văn phòng phối hợp với Sở Thông tin Truyền thông và các đơn vị thực hiện như sau:"
        ),
        "1. Mục đích",
        "- Nâng cao nhận thức của cán bộ, công chức về Nghị quyết số 17-NQ/TW của Trung ương, khẩu hiệu Độc lập - Tự do;",
        "- Bảo đảm đúng tiến độ.",
        "",
    ]


def test_rows_of_a_table_never_join() -> None:
    table = "| Nhiệm vụ | Đơn vị\n| rà soát thủ tục hành chính của các sở, ban, ngành\n| Sở Nội vụ |"

    assert join_lines(table)[0] == table


@given(st.text(alphabet="abcĐƯợ -.;1|\n\r", max_size=200))
def test_every_character_knows_where_it_stood(text: str) -> None:
    joined, offsets = join_lines(text)

    assert len(offsets) == len(joined) + 1
    assert offsets == sorted(offsets)
    assert all(text[place] == shown for place, shown in zip(offsets, joined, strict=False) if not shown.isspace())
    assert "".join(joined.split()) == "".join(text.split())
