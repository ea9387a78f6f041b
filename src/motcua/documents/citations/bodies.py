"""Who issues: what a symbol's last part tells, and where the name of a body ends in running text."""

from __future__ import annotations

import re

BODIES = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "VPCP": "Văn phòng Chính phủ", "CTN": "Chủ tịch nước",
    "BNV": "Bộ Nội vụ", "BTP": "Bộ Tư pháp", "BTC": "Bộ Tài chính", "BCA": "Bộ Công an", "BYT": "Bộ Y tế", "BTTTT": "Bộ Thông tin và Truyền thông",
    "BKHCN": "Bộ Khoa học và Công nghệ", "BXD": "Bộ Xây dựng", "BCT": "Bộ Công Thương", "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BNNMT": "Bộ Nông nghiệp và Môi trường", "BTNMT": "Bộ Tài nguyên và Môi trường", "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội", "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BGTVT": "Bộ Giao thông vận tải",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn", "BQP": "Bộ Quốc phòng", "BNG": "Bộ Ngoại giao", "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "UBND": "UBND", "HĐND": "HĐND", "TU": "Tỉnh ủy", "SNV": "Sở Nội vụ",
}  # fmt: skip
"""Last part of a symbol → body. TW is left out: both the Central Committee and the Political Bureau sign with it."""

ABOUT = (
    "về", "v/v", "quy định", "ban hành", "phê duyệt", "sửa đổi", "bổ sung", "hướng dẫn", "thực hiện", "triển khai", "công bố", "thông qua",
    "điều chỉnh", "thành lập", "kiện toàn", "thay thế", "bãi bỏ", "đẩy mạnh", "tăng cường", "nâng cao", "tiếp tục", "chỉ đạo", "giao",
    "xây dựng", "kiểm soát", "tổ chức thực hiện", "tổ chức triển khai", "công khai", "quán triệt", "chấn chỉnh", "thí điểm", "cho phép",
    "đánh giá", "rà soát", "cải cách", "phát triển", "đơn giản hóa", "cắt giảm", "tuyên truyền", "thông tin", "chuyển đổi", "tổng kết",
    "sơ kết", "bảo đảm", "đảm bảo", "chi tiết", "phê chuẩn", "chương trình", "kế hoạch", "đề án", "đề nghị", "yêu cầu", "đôn đốc", "cụ thể hóa",
    "thi hành", "phân cấp", "phân công", "ủy quyền", "tổ chức",
)  # fmt: skip
"""Words that begin what a document is about, after the name of its issuer. In small letters only: "Ban" and "Quy chế" belong to names."""

_ABOUT = re.compile(
    r"(?:"
    + "|".join(sorted(map(re.escape, ABOUT), key=len, reverse=True))
    + r")\b|Về\b|V/v\b|Ban hành\b|Quy định\b|Phê duyệt\b|Sửa đổi\b"
)
_PIECE = re.compile(
    r"\s*(?:(?P<join>,|và\b|-|–)|(?P<word>[^\s,;:.()“”\"]+|\((?:[Kk]h[oó][áa]\s+[IVXLC]+|lần thứ [^)]{1,12})\)))"
)
_ENDS = {
    "là", "có", "được", "đã", "trong", "trên", "để", "nhằm", "theo", "tại", "ngày", "năm", "gồm", "cho", "phải", "sẽ", "cần", "mà", "khi",
    "với", "đến", "từ", "bao", "nêu", "này", "đối", "số", "như", "nhất", "do", "đồng", "phù", "thì", "nên", "vào",
}  # fmt: skip
"""Small words that never stand inside the name of a body."""
_HEAD = (
    r"(?:Chính phủ|chính phủ|Thủ tướng|Quốc hội|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Hội nghị|Chủ tịch|Phó Chủ tịch|Bộ|Ban|Văn phòng|Tỉnh ủy|Tỉnh uỷ"
    r"|Thành ủy|Huyện ủy|Đảng|Trung ương|Sở|Phòng|Cục|Tổng cục|Giám đốc|Đại hội|Tòa án|Viện|Ngân hàng|Mặt trận|Đoàn|Công an|tỉnh|của các|các)"
)
_BODY_NEXT = re.compile(rf"\s*(?:của\s+)?{_HEAD}\b")
_KIND_NEXT = re.compile(
    r"\s*(?:các\s+)?(?:Luật|Nghị|Quyết|Thông|Chỉ|Kế hoạch|Công văn|Chương trình|Đề án|Kết luận|Hướng dẫn|Quy chế|Quy định|Báo cáo)\b"
)


def issuer_end(text: str, start: int, limit: int = 200) -> int:
    """Where the name of a body that begins at `start` ends: before what the document is about, or the next separator."""
    place, end = start, start
    stop = min(len(text), start + limit)
    for count in range(24):
        piece = _PIECE.match(text, place, stop)
        if piece is None:
            break
        if piece["join"]:
            if not count or not _goes_on(text, piece):
                break
        else:
            begin = piece.start("word")
            if count and (_ABOUT.match(text, begin) or piece["word"] in _ENDS):
                break
            end = piece.end()
        place = piece.end()
    return end


def _goes_on(text: str, join: re.Match[str]) -> bool:
    """Whether a name goes on behind a comma, an "và" or a dash: another body, or the second half of a name ("Khoa học và Công nghệ")."""
    rest = join.end()
    if _KIND_NEXT.match(text, rest):
        return False
    if _BODY_NEXT.match(text, rest):
        return True
    return join["join"] != "," and text[rest : rest + 2].strip()[:1].isupper()


def is_about(text: str, start: int) -> bool:
    """Whether the words at `start` begin to say what a document is about."""
    return _ABOUT.match(text, start) is not None
