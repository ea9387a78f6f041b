"""Electronic forms for tests."""

from __future__ import annotations

from typing import Any

from motcua.procedures.eforms import Choice, Condition, EForm, Field, Group, Kind, Op, Section


def household() -> EForm:
    """A form with a condition, a repeated group, calculations and words."""
    return EForm(
        title="Tờ khai thử",
        sections=(
            Section(
                "Người khai",
                (
                    Field("ho_ten", "Họ và tên", Kind.TEXT, required=True),
                    Field("so_dinh_danh", "Số định danh cá nhân", Kind.PERSONAL_NUMBER, required=True),
                    Field("co_nha", "Đang có nhà ở", Kind.BOOLEAN),
                    Field(
                        "loai_nha",
                        "Loại nhà",
                        Kind.CHOICE,
                        required=True,
                        choices=(Choice("rieng", "Nhà riêng"), Choice("thue", "Nhà thuê")),
                        condition=Condition("co_nha", Op.EQUALS, ("true",)),
                    ),
                ),
            ),
            Section(
                "Thành viên",
                (
                    Group(
                        "thanh_vien",
                        "Thành viên hộ",
                        (
                            Field("ten", "Họ và tên thành viên", Kind.TEXT, required=True),
                            Field("thu_nhap", "Thu nhập tháng", Kind.MONEY, low="0"),
                            Field("ca_nam", "Thu nhập năm", Kind.MONEY, calculation="thu_nhap * 12"),
                        ),
                        least=1,
                        most=5,
                    ),
                    Field("tong", "Tổng thu nhập năm", Kind.MONEY, calculation="TỔNG(thanh_vien.ca_nam)"),
                    Field("binh_quan", "Bình quân", Kind.MONEY, calculation="tong / ĐẾM(thanh_vien) / 12"),
                    Field("bang_chu", "Bằng chữ", Kind.TEXT, calculation="BẰNG_CHỮ(tong)"),
                ),
            ),
            Section("Cam đoan", (Field("cam_doan", "Tôi cam đoan khai đúng", Kind.BOOLEAN, required=True),)),
        ),
    )


def household_answers(**more: Any) -> dict[str, Any]:
    rows = [{"ten": "Bà A", "thu_nhap": 3_000_000}, {"ten": "Ông B", "thu_nhap": 2_500_000}]
    return {"ho_ten": "Bà A", "so_dinh_danh": "075190000001", "thanh_vien": rows, "cam_doan": True} | more
