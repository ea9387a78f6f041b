"""Agencies, levels and audiences from lists in which a comma may be part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motcua.kernel.text import fold
from motcua.procedures.content import Agency, AgencyRole, Audience, Level, Part
from motcua.procedures.reading.found import Doubt, Gathered
from motcua.procedures.reading.words import listed, said

# Read with its marks: "Bản đồ" is no "Ban", "số fax" no "Sở", "thuê" no "Thuế", "Trưởng" no "Trường".
_OFFICES = (
    r"Bộ|Sở|U[ỷỶ] ban|[ỦU]y ban|UBND|HĐND|Hội đồng|Cục|Tổng cục|Chi cục|Vụ|Viện|Phòng(?!$| [Cc]h)|Ban|Văn phòng|Trung tâm|Công an|Cảnh sát|"
    r"Ngân hàng|Kho bạc|Chi nhánh|T(?:òa|oà) án|Cơ quan|Thanh tra|Tổng Thanh tra|Hải quan|Thuế|Bảo hiểm xã hội|BHXH|Thủ tướng|Chính phủ|"
    r"Quốc hội|Đội|Đồn|Trạm|Hạt|Trường|Học viện|Bệnh viện|Cảng vụ|Đơn vị|Quỹ|Biên phòng|Quân chủng|Quân khu|Quân đoàn|Binh chủng|"
    r"Tổ chức|Tổng công ty|Công ty|Thi hành án|Khu Quản lý|Công đoàn|Cơ sở|Đại sứ quán|Lãnh sự quán|Tổng lãnh sự quán|Kiểm toán|"
    r"Bộ phận|Quầy|Nhà xuất bản|Tổng Liên đoàn|Liên đoàn|Đảng ủy|Tỉnh ủy|Mặt trận|Hội|Đoàn|Doanh nghiệp|Hợp tác xã|Tập đoàn|Chủ đầu tư"
)
_HOLDERS = (
    r"Chủ tịch|Phó Chủ tịch|Giám đốc|Bộ trưởng|Thứ trưởng|Tổng cục trưởng|Cục trưởng|Chi cục trưởng|Vụ trưởng|Trưởng ban|Trưởng phòng|"
    r"Thủ trưởng|Chỉ huy trưởng|Hiệu trưởng|Đồn trưởng|Chánh án|Chánh Thanh tra|Tư lệnh|Tổng Tham mưu trưởng|Thống đốc|"
    r"Viện trưởng|Lãnh đạo|Người đứng đầu|Người có thẩm quyền|Đại diện|Cán bộ|Công chức|Cấp"
)
_AGENCY = re.compile(rf"(?:Các )?(?:{_OFFICES}|{_HOLDERS})\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:các )?(?:bộ|sở|cục|vụ|ban|phòng|viện|chi nhánh|văn phòng|cơ quan|đơn vị|tổ chức|cơ sở|trung tâm|hội đồng|ban quản lý|"
    r"bộ trưởng|giám đốc|chủ tịch|thủ trưởng(?: cơ quan| đơn vị)?|bộ phận|cấp)(?: khác| liên quan)?",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"điện thoại|\bđt\b|\bfax\b|e-?mail|hotline|@|https?:|www\.|\.vn\b", re.IGNORECASE)
_PROSE = re.compile(
    r"\bbước \d|\bhoặc\b|\bnộp\b|\bgửi\b|xuất trình|thông qua\b|trực tuyến|bưu chính|bưu điện|hình thức sau|\blà\b|điều \d|"
    r"theo quy định|trường hợp|^[-+*•(]|_|:$|\d.*/(?=[^\W\d_])",
    re.IGNORECASE,
)
_TOLD = re.compile(r"^[-+*•] |:$|: [-+*•]|\bbước \d", re.IGNORECASE | re.MULTILINE)
_AT = re.compile(r"^(?:trực tiếp )?tại (?:trụ sở (?:của )?)?", re.IGNORECASE)
_LONGEST = 200
"""Letters of a name; what is longer tells something."""
_WHERE = {
    AgencyRole.COMPETENT: "Cơ quan có thẩm quyền",
    AgencyRole.DELEGATED: "Cơ quan được ủy quyền",
    AgencyRole.PERFORMING: "Cơ quan thực hiện",
    AgencyRole.COORDINATING: "Cơ quan phối hợp",
    AgencyRole.RECEIVING: "Địa chỉ tiếp nhận hồ sơ",
}
"""As the portal heads them: words that stay words say where they stood."""
_LEVELS = {
    "cap bo": Level.MINISTRY,
    "cap tinh": Level.PROVINCE,
    "cap xa": Level.COMMUNE,
    "cap huyen": Level.PROVINCE,
    "co quan khac": Level.VERTICAL,
}
_AUDIENCES = {
    "cong dan viet nam": Audience.CITIZEN,
    "nguoi viet nam dinh cu o nuoc ngoai": Audience.OVERSEAS,
    "nguoi nuoc ngoai": Audience.FOREIGNER,
    "can bo, cong chuc, vien chuc": Audience.OFFICER,
    "doanh nghiep": Audience.ENTERPRISE,
    "doanh nghiep viet nam": Audience.ENTERPRISE,
    "doanh nghiep co von dau tu nuoc ngoai": Audience.FOREIGN_INVESTED,
    "to chuc nuoc ngoai": Audience.FOREIGN_ORGANISATION,
    "hop tac xa": Audience.COOPERATIVE,
    "to chuc (khong bao gom doanh nghiep, htx)": Audience.ORGANISATION,
}


def read_agencies(cells: Iterable[tuple[object, AgencyRole]], into: Gathered) -> tuple[Agency, ...]:
    """Agencies of every role that are named for certain. Addresses, ways to reach somebody, steps and the like stay as words."""
    found = []
    for cell, role in cells:
        names, left = (_places if role == AgencyRole.RECEIVING else _named)(said(cell))
        found += [Agency(role, name) for name in dict.fromkeys(names)]
        for words in dict.fromkeys(left):
            told = f"{_WHERE[role]}: {words}"
            into.leave(Part.AGENCIES, told)
            into.doubts.append((Doubt.AGENCY_UNCLEAR, told))
    return tuple(found)


def _named(text: str) -> tuple[list[str], list[str]]:
    """The portal parts agencies with commas, and some names have commas: a piece that does not begin as an agency's name, with a capital,
    belongs to the one before ("Sở Văn hóa, Thể thao và Du lịch", "Bộ, cơ quan ngang Bộ"). Sentences are not cut."""
    if _TOLD.search(text):
        return [], [text]
    names: list[str] = []
    for line in listed(text, ";\n"):
        fresh = True
        for piece in filter(None, listed(line)):
            if fresh or (piece[0].isupper() and _AGENCY.match(piece)):
                names.append(piece)
            else:
                names[-1] = f"{names[-1]}, {piece}"
            fresh = False
    names = [name.rstrip(" .") for name in names]
    return [name for name in names if _is_agency(name)], [name for name in names if not _is_agency(name)]


def _places(text: str) -> tuple[list[str], list[str]]:
    """Written by hand: a comma stands before the agency above or the address, which stay with the place. Where one line tells how to file,
    all of it stays as words."""
    lines = [line for piece in listed(text, ";\n") if (line := piece.strip(" ."))]
    contacts = [line for line in lines if _CONTACT.search(line) and not _AGENCY.match(line)]
    names: list[str] = []
    for line in (one for one in lines if one not in contacts):
        if names and line.startswith("địa "):  # "; địa điểm tại …", "; địa chỉ: …"
            names[-1] = f"{names[-1]}; {line}"
        else:
            names += _alike(_AT.sub("", line))
    if all(map(_is_agency, names)):
        return names, contacts
    return [], [text]


def _alike(line: str) -> list[str]:
    """ "Bộ Quốc phòng, Bộ Công an": offices of one kind stand side by side, none is above the other."""
    pieces = list(listed(line))
    kinds = {match[0] if (match := _AGENCY.match(piece)) else "" for piece in pieces}
    return pieces if len(kinds) == 1 else [line]


def _is_agency(name: str) -> bool:
    if len(name) > _LONGEST or not _AGENCY.match(name) or _NOBODY.fullmatch(name):
        return False
    return not (_CONTACT.search(name) or _PROSE.search(name))


def levels_of(text: object) -> tuple[Level, ...]:
    found = [_LEVELS.get(fold(piece).lower()) for piece in listed(said(text))]
    return tuple(dict.fromkeys(level for level in found if level))


def audiences_of(text: object) -> tuple[tuple[Audience, ...], str]:
    """The audiences, and the words that name none of them."""
    plain = said(text)
    # the one name with a comma outside brackets
    joined = re.sub(r"cán bộ, công chức, viên chức", "cán bộ công chức viên chức", plain, flags=re.IGNORECASE)
    known = {key.replace(", cong chuc, vien chuc", " cong chuc vien chuc"): value for key, value in _AUDIENCES.items()}
    pieces = [piece for piece in listed(joined) if piece]
    found = [known.get(fold(piece).lower()) for piece in pieces]
    unknown = [piece for piece, audience in zip(pieces, found, strict=True) if audience is None]
    return tuple(dict.fromkeys(a for a in found if a)), ", ".join(unknown)
