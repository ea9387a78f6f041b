"""Fields of a foreign row: those that hold another kind of value than the source gives (a number where a text must stand is no text), and
those that no shape has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from motcua.kernel.text import fold

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
_UNREAD = {
    "national": {"ma_thu_tuc", "formality_id", "loai_thu_tuc", "thu_tuc_lien_quan", "raw_text", "_source_file"},
    "structured": {"thu_tuc_id", "source_file", "_source_file", "metadata.mã_thủ_tục", "metadata.loại_thủ_tục",
                   "content.cách_thức_thực_hiện"},
    "older": {"_id", "_id.$oid"},
}  # fmt: skip
"""What the sources have beside: codes, what is read in another way, and what says nothing that a procedure keeps."""
_CELLS = {
    "tables.hinh_thuc_nop": ("hinh_thuc", "thoi_han_giai_quyet", "phi_le_phi", "mo_ta"),
    "tables.thanh_phan_ho_so": ("ten_giay_to", "so_luong", "ghi_chu"),
    "tables.can_cu_phap_ly": ("so_ky_hieu", "trich_yeu", "ngay_ban_hanh", "co_quan_ban_hanh"),
    "Cách thức thực hiện": ("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"),
    "Thành phần hồ sơ": ("Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng - bản chính"),
}
COLUMNS = frozenset({"ma_so", "ten", "linh_vuc", "co_quan_thuc_hien", "co_quan_ban_hanh", "source_file"})
"""Of the portal's list."""
_OBJECTS = ("metadata", "content", "tables")
_TEXT, _OBJECT, _TABLE = "chữ", "đối tượng", "danh sách các đối tượng"


_OF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ten_thu_tuc", ("name",)),
    ("title", ("name",)),
    ("linh_vuc", ("field",)),
    ("cap_thuc_hien", ("levels",)),
    ("so_quyet_dinh", ("decision",)),
    ("detail_url", ("origin",)),
    ("trinh_tu", ("steps",)),
    ("cach_thuc", ("channels", "limits", "fees")),
    ("hinh_thuc", ("channels", "limits", "fees")),
    ("thanh_phan", ("components", "forms")),
    ("can_cu", ("grounds",)),
    ("ket_qua", ("results",)),
    ("doi_tuong", ("audiences",)),
    ("co_quan", ("agencies",)),
    ("dia_chi", ("agencies",)),
    ("yeu_cau", ("conditions",)),
    ("tu_khoa", ("keywords",)),
    ("mo_ta", ("description",)),
    ("tables", ("channels", "limits", "fees", "components", "forms", "grounds")),
)
"""Parts of a content that a field tells, by how its name begins in any of the shapes."""


def wrong_kinds(row: Mapping[str, Any]) -> str:
    """A sentence for each field that the reader of this shape cannot take as it is; "" where there is none. What is missing or null only
    says nothing."""
    return " ".join(
        f"Trường “{field}” phải là {wanted}, không phải {kind}." for field, wanted, kind in dict.fromkeys(_wrong(row))
    )


def without_wrong(row: Mapping[str, Any]) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The row without the fields that hold another kind of value, which is never content; and the parts that it therefore does not tell,
    whatever its other fields say of them. A table goes whole."""
    dropped = {_place(field) for field, _wanted, _kind in _wrong(row)}
    if not dropped:
        return row, frozenset()
    kept = {
        name: {inner: one for inner, one in value.items() if (name, inner) not in dropped}
        if name in _OBJECTS and isinstance(value, Mapping)
        else value
        for name, value in row.items()
        if (name,) not in dropped
    }
    names = [fold(place[-1]).lower().replace(" ", "_") for place in dropped]
    return kept, frozenset(part for start, parts in _OF if any(n.startswith(start) for n in names) for part in parts)


def _place(field: str) -> tuple[str, ...]:
    room, *inner = field.split(".")
    return (room, *inner[:1]) if room in _OBJECTS else (room,)


def _wrong(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Field, what must stand in it, what does; of a table each cell that is read."""
    for field, wanted, value in _asked(row):
        if value is None:
            continue
        if not _is(value, wanted):
            yield field, wanted, _kind(value)
        elif wanted == _TABLE:
            cells = ((name, line.get(name)) for line in value for name in _CELLS[field])
            yield from (
                (f"{field}.{name}", _TEXT, _kind(one)) for name, one in cells if not isinstance(one, str | None)
            )


def strange_fields(row: Mapping[str, Any]) -> frozenset[str]:
    """Fields (`tables.hinh_thuc_nop.mo_ta`) that this shape does not have: nothing is read from them."""
    known = _known(row)
    return frozenset(field for field in _fields(row) if field not in known)


def _known(row: Mapping[str, Any]) -> frozenset[str]:
    shape = "national" if "ma_thu_tuc" in row else "structured" if "metadata" in row else "older"
    return _KNOWN[shape]


def _fields(value: Any, room: str = "") -> Iterator[str]:
    """Every field with those around it. What stands inside a field that is strange itself is not told again."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield (field := f"{room}.{name}" if room else name)
            if field in _ROOMS:
                yield from _fields(inner, field)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, room)


def _inner(room: str, names: Iterable[str]) -> set[str]:
    return {room, *(f"{room}.{name}" for name in names)}


_KNOWN = {
    "national": frozenset({*_NATIONAL, *_UNREAD["national"]}),
    "structured": frozenset(
        {*_UNREAD["structured"], *_inner("metadata", _FACTS), *_inner("content", _TEXTS), *_inner("tables", _TABLES)}
        | {one for table in _TABLES for one in _inner(f"tables.{table}", _CELLS[f"tables.{table}"])}
    ),
    "older": frozenset(
        {*_UNREAD["older"], *_OLDER} | {one for table in _OLDER_TABLES for one in _inner(table, _CELLS[table])}
    ),
}
_ROOMS = frozenset({"metadata", "content", "tables", "_id", *_CELLS})


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
