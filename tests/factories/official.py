"""Official documents to write out: a plan with a long table and annexes, a letter, a decision."""

from __future__ import annotations

from datetime import date

from motcua.documents.writing import Annex, Cell, Heading, OfficialDocument, Paragraph, Run, Signature, Table

VOWELS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"
)
"""Every letter that Vietnamese adds to the Latin alphabet, in both cases."""

HEAD = (
    (Cell.of("STT", row_span=2), Cell.of("Nội dung thực hiện", column_span=2), Cell.of("Đơn vị chủ trì", row_span=2)),
    (Cell.of("Mục tiêu"), Cell.of("Nhiệm vụ")),
)


def table(rows: int = 60) -> Table:
    """Groups over all columns, and one goal over two tasks, as plans have them."""
    out: list[tuple[Cell, ...]] = []
    for number in range(1, rows + 1):
        if number % 10 == 1:
            out.append((Cell.of(f"NHÓM {number // 10 + 1}", column_span=4, bold=True),))
        count, task, lead = Cell.of(str(number), align="center"), Cell.of(f"Nhiệm vụ {number}"), Cell.of("Văn phòng")
        if number % 10 == 3 and number < rows:
            out.append((count, Cell.of(f"Mục tiêu chung {number}", row_span=2), task, lead))
        elif number % 10 == 4:
            out.append((count, task, lead))
        else:
            out.append((count, Cell.of(f"Mục tiêu {number}"), task, lead))
    return Table((6, 34, 40, 20), tuple(out), head=HEAD)


def plan(rows: int = 60, **others: object) -> OfficialDocument:
    given: dict[str, object] = {
        "parent": ("UBND tỉnh Đồng Nai",),
        "issuer": ("Ban Quản lý các khu công nghiệp",),
        "issuer_name": "Ban Quản lý các khu công nghiệp Đồng Nai",
        "number": "05",
        "symbol": "KH-KCNĐN",
        "place": "Đồng Nai",
        "issued_on": date(2026, 2, 5),
        "kind": "Kế hoạch",
        "subject": "Kiểm soát thủ tục hành chính năm 2026",
        "bases": (
            "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ",
            "Căn cứ Quyết định số 1/QĐ-UBND,",
        ),
        "body": (
            Heading("I. MỤC ĐÍCH, YÊU CẦU"),
            Heading("1. Mục đích", 2),
            Paragraph("- Nâng cao hiệu quả; giá trị #panic() *đậm* $x^2$ <b> & “trích” giữ nguyên."),
            Heading("II. NỘI DUNG"),
            table(rows),
            Paragraph((Run("1. Văn phòng: ", bold=True), Run("đầu mối theo dõi, đôn đốc."))),
            Paragraph("Trên đây là Kế hoạch kiểm soát thủ tục hành chính năm 2026."),
        ),
        "signature": Signature(("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Nguyễn Thị Ước Nguyện"),
        "recipients": ("UBND tỉnh", "Các phòng, đơn vị", "Lưu: VT, VP"),
        "annexes": (
            Annex("Danh mục rà soát", (table(30),), landscape=True),
            Annex("Biểu mẫu", (Paragraph("Nội dung phụ lục."),)),
        ),
    }
    return OfficialDocument(**(given | others))  # type: ignore[arg-type]  # a factory: any field may be given


def letter() -> OfficialDocument:
    return OfficialDocument(
        issuer=("Ủy ban nhân dân", "thành phố Đồng Nai"),
        number="7288",
        symbol="UBND-KGVX",
        place="Đồng Nai",
        issued_on=date(2026, 8, 12),
        kind="",
        subject="tăng cường kiểm soát thủ tục hành chính",
        addressees=("Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường"),
        body=(Paragraph("Ủy ban nhân dân thành phố yêu cầu:"), Paragraph("1. Rà soát toàn bộ thủ tục.")),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Văn Đức"),
        recipients=("Như trên", "Lưu: VT"),
    )


def decision() -> OfficialDocument:
    return OfficialDocument(
        issuer=("Ủy ban nhân dân", "tỉnh Đồng Nai"),
        symbol="QĐ-UBND",
        place="Đồng Nai",
        kind="Quyết định",
        subject="Về việc ban hành Quy chế",
        authority="Chủ tịch Ủy ban nhân dân tỉnh",
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương",),
        enacting="Quyết định:",
        body=(Paragraph((Run("Điều 1. ", bold=True), Run("Ban hành kèm theo Quyết định này Quy chế."))),),
        signature=Signature(("CHỦ TỊCH",), "Lê Văn Ân"),
        recipients=("Như Điều 1", "Lưu: VT"),
    )
