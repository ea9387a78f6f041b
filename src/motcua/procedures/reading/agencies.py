"""Agencies, levels and audiences from lists in which a comma may be part of a name."""

from __future__ import annotations

import re

from motcua.kernel.text import fold
from motcua.procedures.content import Agency, AgencyRole, Audience, Level
from motcua.procedures.reading.words import listed, said

_AGENCY = re.compile(
    r"(?:bo|so|uy ban|ubnd|cuc|tong cuc|chi cuc|phong|cong an|ban|van phong|trung tam|ngan hang|kho bac|chi nhanh|toa an|vien|"
    r"hoi dong|to chuc|"
    r"co quan|thanh tra|hai quan|thue|bao hiem|thu tuong|chinh phu|doi|tram|truong|benh vien|cang vu|vu|don vi|"
    r"bo tu lenh|bo chi huy|nguoi)\b"
)
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


def agencies_of(text: object, role: AgencyRole) -> list[Agency]:
    """Agencies between commas; a piece that does not begin as an agency's name belongs to the one before
    ("Sở Văn hóa, Thể thao và Du lịch")."""
    names: list[str] = []
    for piece in listed(said(text)):
        if names and not _AGENCY.match(fold(piece).lower()):
            names[-1] = f"{names[-1]}, {piece}"
        elif piece:
            names.append(piece)
    return [Agency(role, name) for name in dict.fromkeys(names)]


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
