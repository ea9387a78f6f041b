"""Annexes of decisions with internal workflows, as Word files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import docx


@dataclass(frozen=True)
class Sheet:
    """One workflow of an annex: the paragraphs above its table, its rows (the heading first), cells to merge as (row, column, row,
    column).
    """

    above: Sequence[str]
    rows: Sequence[Sequence[str]]
    merged: Sequence[tuple[int, int, int, int]] = field(default=())


def annex(*sheets: Sheet) -> bytes:
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
    for sheet in sheets:
        for line in sheet.above:
            document.add_paragraph(line)
        made = document.add_table(rows=len(sheet.rows), cols=len(sheet.rows[0]))
        made.style = "Table Grid"
        for row, words in zip(made.rows, sheet.rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
        for r1, c1, r2, c2 in sheet.merged:
            kept = made.cell(r1, c1).text
            made.cell(r1, c1).merge(made.cell(r2, c2)).text = kept
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


INVESTMENT = Sheet(
    above=(
        "1. Thủ tục: Cấp giấy chứng nhận đăng ký đầu tư (1.009645)",
        "Thời hạn giải quyết: 03 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
    ),
    rows=(
        ("Bước", "Nội dung công việc", "Người thực hiện", "Thời gian", "Kết quả"),
        ("Bước 1", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "04 giờ", "Phiếu hẹn"),
        ("Bước 2", "Phân công thụ lý", "Lãnh đạo phòng Đầu tư", "1/2 ngày", ""),
        ("Bước 3", "Thẩm định hồ sơ", "Chuyên viên phòng Đầu tư", "01 ngày", "Tờ trình"),
        ("Bước 4", "Ký giấy chứng nhận", "Lãnh đạo Ban", "0,5 ngày", "Giấy chứng nhận"),
        ("Bước 5", "Đóng dấu, chuyển trả", "Văn thư", "04 giờ", ""),
        ("Tổng thời gian", "", "", "03 ngày làm việc", ""),
    ),
    merged=((6, 0, 6, 2),),
)
LABOUR = Sheet(
    above=("2. Thủ tục: Cấp giấy phép lao động (1.000105)", "Thời hạn giải quyết: 10 ngày làm việc."),
    rows=(
        (
            "TT",
            "Trình tự thực hiện",
            "Đơn vị, cá nhân thực hiện",
            "Thời gian thực hiện",
            "Thời gian thực hiện",
            "Ghi chú",
        ),
        ("", "", "", "Giờ làm việc", "Theo", ""),
        ("1", "Kiểm tra, tiếp nhận", "Trung tâm PVHCC", "4", "quy định", ""),
        ("2", "Thẩm tra", "Phòng Lao động", "68", "", "Trường hợp hồ sơ thiếu thì quay lại bước 1"),
        ("3", "Ký giấy phép", "Lãnh đạo Ban", "Trong ngày", "", ""),
        ("Tổng cộng", "", "", "80", "", ""),
    ),
    merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 5, 1, 5)),
)
