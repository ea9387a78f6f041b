"""What reading an annex finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.kernel.errors import N_
from motcua.procedures.workflows.parts import Table, Time


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person must look at: `code` is a key of `DOUBTS`, `step` the row's number or ""; the words it is about."""

    code: str
    words: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One workflow of an annex. `heading` are the words above its table, `code` and `name` of the procedure as they say them, `limit` the
    whole time they name; `rows` are the table's own words, cell by cell, the heading first.
    """

    heading: str
    code: str
    name: str
    table: Table
    limit: Time | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())


DOUBTS = {
    "no_code": N_("Tiêu đề không ghi mã thủ tục."),
    "codes": N_("Tiêu đề ghi nhiều mã thủ tục: quy trình này dùng cho tất cả."),
    "other_name": N_("Mã trong tiêu đề là của thủ tục mang tên khác: hãy xem có đúng là thủ tục này không."),
    "named_another": N_(
        "Mã trong tiêu đề là của một thủ tục, tên lại là của thủ tục khác: chưa gắn thủ tục nào, hãy ghi mã đúng."
    ),
    "role": N_("Chưa rõ người thực hiện là vị trí nào."),
    "no_role": N_("Dòng không ghi người thực hiện."),
    "time": N_("Chưa hiểu thời gian."),
    "no_time": N_("Dòng không ghi thời gian."),
    "shared_time": N_("Một thời gian ghi chung cho nhiều bước: đã đặt ở bước đầu."),
    "branch": N_("Có lời về rẽ nhánh hoặc quay lại: hãy đặt nhánh bằng tay."),
    "section": N_("Dòng ngăn giữa bảng: giữ nguyên chữ."),
    "days": N_("Chữ “ngày” chưa rõ là ngày làm việc hay ngày thường."),
    "numbers": N_("Số thứ tự bước trùng nhau trong văn bản: đã đánh lại."),
    "total": N_("Chưa hiểu tổng thời gian."),
    "totals": N_("Thời hạn ghi trên bảng khác dòng cộng của bảng: đã lấy dòng cộng."),
}
"""What people read of each doubt; gettext keys."""
