"""Fields of a foreign row that hold another kind of value than the source gives: a number where a text must stand is no text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NATIONAL = (
    *(
        "ten_thu_tuc",
        "linh_vuc",
        "cap_thuc_hien",
        "so_quyet_dinh",
        "detail_url",
        "doi_tuong_thuc_hien",
        "yeu_cau_dieu_kien",
    ),
    *("trinh_tu_thuc_hien", "cach_thuc_thuc_hien", "thanh_phan_ho_so", "can_cu_phap_ly", "ket_qua_xu_ly"),
    *("co_quan_co_tham_quyen", "co_quan_duoc_uy_quyen", "co_quan_thuc_hien", "co_quan_phoi_hop", "dia_chi_tiep_nhan"),
)
_FACTS = ("tên_thủ_tục", "lĩnh_vực", "cấp_thực_hiện", "số_quyết_định")
_TEXTS = (
    *("trình_tự_thực_hiện", "cách_thức_thực_hiện", "kết_quả_thực_hiện", "đối_tượng_thực_hiện", "từ_khóa", "mô_tả"),
    *("yêu_cầu_điều_kiện_thực_hiện", "cơ_quan_có_thẩm_quyền", "cơ_quan_được_ủy_quyền", "cơ_quan_thực_hiện"),
    *("cơ_quan_phối_hợp", "địa_chỉ_tiếp_nhận_hs"),
)
_TABLES = ("hinh_thuc_nop", "thanh_phan_ho_so", "can_cu_phap_ly")
_OLDER = ("title", "Trình tự thực hiện", "Cơ quan thực hiện")
_OLDER_TABLES = ("Cách thức thực hiện", "Thành phần hồ sơ")
_TEXT, _OBJECT, _TABLE = "chữ", "đối tượng", "danh sách các đối tượng"


def wrong_kinds(row: Mapping[str, Any]) -> str:
    """A sentence for each field that the reader of this shape cannot take as it is; "" where there is none. What is missing or null only
    says nothing."""
    return " ".join(
        f"Trường “{field}” phải là {wanted}, không phải {_kind(value)}."
        for field, wanted, value in _asked(row)
        if value is not None and not _is(value, wanted)
    )


def _asked(row: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Fields that are read, with what must stand in them and what does."""
    if "ma_thu_tuc" in row:
        yield from ((field, _TEXT, row.get(field)) for field in _NATIONAL)
    elif "metadata" in row:
        for room, wanted, fields in (
            ("metadata", _TEXT, _FACTS),
            ("content", _TEXT, _TEXTS),
            ("tables", _TABLE, _TABLES),
        ):
            inner = row.get(room)
            yield room, _OBJECT, inner
            if isinstance(inner, Mapping):
                yield from ((f"{room}.{field}", wanted, inner.get(field)) for field in fields)
    elif "title" in row:
        yield from ((field, _TEXT, row.get(field)) for field in _OLDER)
        for field in _OLDER_TABLES:  # they came as words, too
            yield field, _TEXT if isinstance(row.get(field), str) else _TABLE, row.get(field)


def _is(value: Any, wanted: str) -> bool:
    if wanted == _TEXT:
        return isinstance(value, str)
    if wanted == _OBJECT:
        return isinstance(value, Mapping)
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "đúng/sai"
    if isinstance(value, int | float):
        return "số"
    if isinstance(value, list):
        return "danh sách"
    return "chữ" if isinstance(value, str) else "đối tượng"
