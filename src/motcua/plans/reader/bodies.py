"""Who is to act: the unit at the head of a sentence, the units after "phối hợp với", and lists of units in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.documents.reading.blocks import Text

_PLURAL = (
    r"(?:[Cc]ác|[Nn]hững|[Tt]ất cả các|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể)\s+(?:[Ss]ở|[Pp]hòng|[Bb]an|[Bb]ộ|đơn vị|[Đđ]ơn vị|cơ quan|[Cc]ơ quan|bộ phận|[Bb]ộ phận|địa phương|[Tt]ổ|tổ chức|cán bộ"
    r"|công chức|viên chức|[Tt]rường|huyện|xã|phường|thị xã|thành phố|ngành|thành viên|doanh nghiệp|cá nhân|[Ủủ]y ban|[Uu]ỷ ban|UBND|[Cc]hi cục|[Cc]ục|[Tt]rung tâm|cấp|đoàn thể|đồng chí"
    r"|[Tt]rưởng|[Hh]ội|[Đđ]oàn|thôn|ấp|khu phố|khoa|[Vv]iện|[Đđ]ài|báo|[Bb]áo|[Cc]ơ sở|chủ tịch|[Cc]hủ tịch|[Ll]ãnh đạo|[Pp]hó|[Tt]hủ trưởng|[Bb]an|nhà|sở|phòng)"
)
_SINGLE = (
    r"(?:Văn phòng|VP|Sở|Phòng(?!,| chống| ngừa| cháy)|Ban(?! hành)|Trung tâm|TT|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Chủ tịch|Phó Chủ tịch|Giám đốc|Phó Giám đốc|Thủ trưởng|Lãnh đạo"
    r"|Trưởng|Phó Trưởng|Chánh|Phó Chánh|Công an|Cục|Chi cục|Tổng cục|Tổ(?! chức)|Bộ phận|Đài|Báo(?! cáo| chí)|Cổng(?= [Tt]hông tin| TTĐT)|Trang(?= [Tt]hông tin)|Trường(?! hợp)|Đoàn(?! kết)"
    r"|Tỉnh đoàn|Tỉnh Đoàn|Huyện đoàn|Huyện Đoàn|Thành đoàn|Thành Đoàn|Hội(?! nghị| thảo| thi| họp| nhập)|Mặt trận|MTTQ|UBMTTQ|UBMTTQVN|Kho bạc|Thanh tra|Công chức|Cán bộ"
    r"|Bộ(?! chỉ số| thủ tục| TTHC| tiêu chí| quy| câu hỏi| tài liệu| mẫu| hồ sơ| máy| phận| luật| chỉ tiêu)|Đơn vị(?! tính)|Cơ quan|Người đứng đầu|Viện|Bệnh viện|Bảo hiểm|Bưu điện|Đảng ủy|Đảng uỷ"
    r"|Thường trực|Hiệu trưởng|Liên đoàn|Ngân hàng|VNPT|Viettel|Doanh nghiệp|Quỹ|Tòa án|Tỉnh ủy|Thành ủy|Huyện ủy|Khối|Địa phương|Nhân viên|Viên chức|Chi nhánh|Trạm|Bí thư|Chủ nhiệm"
    r"|Chuyên viên|Học viện|Phân hiệu|Hạt Kiểm lâm|Đội(?! ngũ)|Ủy viên|Ngành|Xã(?! hội)|Phường|Thị trấn|Huyện|Thành phố|Liên minh|Công đoàn|Chi đoàn|Chi bộ|Đảng bộ|Nhà (?:trường|văn hóa)"
    r"|Thư viện|Bảo tàng|Vụ(?! việc| án| mùa)|Tạp chí|Nhà xuất bản|Thông tấn xã|Kiểm toán|Thôn|Ấp|Xóm|Khu phố|Khoa(?! học)|Bộ đội|(?:Tư pháp|Tài chính|Địa chính|Văn hóa|Văn hoá) ?[-–] ?[A-ZĐ]\w+|Điểm (?:[Bb]ưu điện|phục vụ)|Hợp tác xã|Tập đoàn|Tổng công ty|Công ty|Chính quyền(?! điện tử| số)|Đồng chí|Ông|Bà|Các đồng chí|Thành viên|Tổ chức (?:Đảng|đảng|đoàn thể)|Xã đoàn|Đoàn viên)"
)
HEAD = re.compile(rf"(?:{_PLURAL}|{_SINGLE})(?![\w])")
_LOWER_HEAD = re.compile(
    rf"(?:{_PLURAL}|{_SINGLE}|(?:các|sở|phòng|ban|ngành|đơn vị|cơ quan|bộ phận|địa phương|tổ chức|văn phòng|trung tâm|công an|chi cục|cục|doanh nghiệp|báo|đài|những|cấp|lãnh đạo|đoàn thể|hội"
    r"|mặt trận|các cấp|nhà trường|chính quyền|điều tra viên|cộng tác viên|cán bộ|công chức|trường|bệnh viện|ngân hàng|ủy ban|bưu điện))(?![\w])"
)

_VERBS = (
    "có nhiệm vụ", "có trách nhiệm", "chịu trách nhiệm", "là cơ quan", "là đơn vị", "là đầu mối", "làm", "chủ trì", "phối hợp", "tham mưu", "báo cáo", "xây dựng",
    "tổ chức", "triển khai", "thực hiện", "hướng dẫn", "theo dõi", "đôn đốc", "kiểm tra", "tổng hợp", "rà soát", "chỉ đạo", "căn cứ", "đảm bảo", "bảo đảm",
    "bố trí", "đẩy mạnh", "tăng cường", "cung cấp", "đăng tải", "công khai", "niêm yết", "tuyên truyền", "phổ biến", "quán triệt", "cử", "chủ động", "tiếp tục",
    "tiếp nhận", "cập nhật", "đề xuất", "lập", "ban hành", "phê duyệt", "thẩm định", "kịp thời", "thường xuyên", "định kỳ", "nghiêm túc", "tập trung", "phân công",
    "giao", "quan tâm", "vận hành", "quản lý", "duy trì", "hoàn thiện", "nâng cao", "lồng ghép", "gửi", "trực tiếp", "chuẩn bị", "giám sát", "đánh giá", "khảo sát",
    "thống kê", "kết nối", "hỗ trợ", "nghiên cứu", "trình", "cân đối", "tham gia", "thông báo", "phát huy", "xem xét", "hằng năm", "hàng năm", "hàng quý", "hàng tháng", "hằng quý", "hằng tháng", "hằng tuần", "hàng tuần", "hằng ngày", "hàng ngày",
    "đăng ký", "ký", "phát hành", "phát sóng", "lựa chọn", "số hóa", "tự", "bám sát", "cụ thể hóa", "khẩn trương", "cam kết", "vận động", "hoàn thành",
    "chấp hành", "đưa", "sử dụng", "khai thác", "đề nghị", "yêu cầu", "phải", "cần", "sẽ", "biên soạn", "in ấn", "thiết lập", "củng cố", "kiện toàn", "tích cực",
    "kiểm soát", "công bố", "xác định", "tạo điều kiện", "dự toán", "hiệp đồng", "thí điểm", "thiết kế", "mở", "đào tạo", "tập huấn", "bồi dưỡng",
    "gắn", "giúp", "nắm", "giải quyết", "xử lý", "trả lời", "giải đáp", "quyết định", "thành lập", "bổ sung", "sửa đổi", "đổi mới", "đầu tư", "mua sắm", "thanh tra",
    "dựa trên", "trên cơ sở", "theo chức năng", "trong phạm vi", "thuộc phạm vi", "tùy", "khi", "nếu", "phát động", "tăng", "viết", "đăng", "phản ánh", "phân bổ", "hoàn tất", "áp dụng", "ứng dụng", "mở rộng", "rút ngắn", "cắt giảm", "đơn giản hóa", "khắc phục", "chấn chỉnh",
    "tháo gỡ", "gương mẫu", "phát triển", "đa dạng hóa", "bàn giao", "kêu gọi", "khuyến khích", "lấy ý kiến", "đóng góp", "góp ý", "tuân thủ", "kiến nghị", "duyệt", "sản xuất", "chuyển",
    "xác minh", "tiến hành", "liên hệ", "đồng hành", "lắng nghe", "nâng cấp", "thẩm tra", "đối chiếu", "công nhận", "khen thưởng", "biểu dương", "xét", "là",
    "nâng", "thúc đẩy", "chuẩn hóa", "chuẩn hoá", "số hoá", "đơn giản hoá", "cụ thể hoá", "đa dạng hoá", "hiện đại hóa", "hiện đại hoá", "tích hợp", "chia sẻ", "đồng bộ",
    "tạo lập", "thu thập", "phân tích", "thu hút", "cải thiện", "cải tiến", "sắp xếp", "sơ kết", "tổng kết", "nhân rộng", "tối ưu", "trang bị", "tư vấn", "giới thiệu",
    "đo lường", "chấm điểm", "chỉnh sửa", "thực thi", "bảo trì", "ưu tiên", "lan tỏa", "vinh danh", "tôn vinh", "chi trả", "làm rõ", "bãi bỏ", "loại bỏ", "phân loại", "huy động", "điều phối", "cảnh báo", "dự thảo", "soạn thảo", "tham vấn", "hưởng ứng", "lắp đặt", "nhắc nhở", "thông tin rộng rãi", "thông tin kịp thời", "thông tin đến",
)  # fmt: skip
_VERB = re.compile(r"(?<![\w])(?:" + "|".join(sorted(map(re.escape, _VERBS), key=len, reverse=True)) + r")(?![\w])")
_NAME_VERBS = {"tiếp nhận", "quản lý", "tổ chức", "kiểm tra", "kiểm soát", "theo dõi", "tuyên truyền", "thông tin", "thanh tra", "tổng hợp", "giám sát", "hỗ trợ",
               "truyền thông", "đào tạo", "đầu tư", "bồi dưỡng", "giải quyết", "làm", "thống kê", "kết nối", "công khai"}  # fmt: skip
"""Verbs that also stand inside names of units and posts ("bộ phận tiếp nhận", "cán bộ làm công tác …")."""
_POST_VERBS = {
    "phổ biến",
    "hướng dẫn",
    "rà soát",
    "thẩm định",
    "đánh giá",
    "xây dựng",
    "phát triển",
    "ứng dụng",
    "nghiên cứu",
    "vận hành",
    "công bố",
    "số hóa",
    "số hoá",
}
"""Verbs that name a section or team when they stand right behind the word for it ("Bộ phận phổ biến pháp luật")."""
_POST_BEFORE = re.compile(r"(?:[Bb]ộ phận|cán bộ|công chức|viên chức|(?<!\w)[Tt]ổ|người)\s+$")
_UNIT_BEFORE = re.compile(r"(?:Ban|(?<!Văn )Phòng|Cục|Chi cục|Trung tâm|Công ty)\s+$")
_NOUN_VERBS = _NAME_VERBS | {"chủ trì", "phối hợp", "thực hiện", "trực tiếp", "sử dụng", "xử lý", "giao", "phát hành", "ban hành", "tham mưu", "nghiên cứu", "cung cấp", "xây dựng",
                             "phân công", "triển khai", "báo cáo", "đăng tải", "công bố", "phê duyệt"}  # fmt: skip
_NOUN_BEFORE = re.compile(
    r"(?:(?<!\w)các|những|mọi|được|đã|hệ thống|công tác|việc|hoạt động|cơ chế|quy chế|báo chí,)\s+$"
)
_RELATIVE = re.compile(r"(?:được|trực tiếp|đang|được giao|được phân công)\s+$")
_SECOND_HALF = {"đào tạo", "đầu tư", "truyền thông", "bồi dưỡng", "tuyên truyền", "quản lý"}
_LEADING_UNIT = re.compile(r"(?:đơn vị|cơ quan)\s+$")
_ORGANISE = re.compile(
    r"tổ chức(?=\s*(?:,|và|chính trị|xã hội|đoàn thể|cá nhân|có liên quan|liên quan|trực thuộc|thuộc|hành chính|cán bộ|Đảng|đảng|tín dụng|trong|quần chúng|khác|chính|$|[.;:)]))"
)
_MEDIA = re.compile(
    r"(?:thông tin(?=\s+(?:báo chí|truyền thông|và|điện tử|đại chúng|cơ sở))|truyền thông(?=\s*(?:để|,|;|và|đại chúng|trên|$|\.)))"
)
_PREFIX = re.compile(
    r"(?:Giao cho|Giao|Đề nghị|Yêu cầu|Phân công|Trách nhiệm của|Đối với|Ủy quyền cho|Nhiệm vụ của)\s+(?=[A-ZĐỦcC])"
)
_HAS_DUTY = re.compile(r"\s*(?:có nhiệm vụ|có trách nhiệm)\s*(?:chủ trì\s*(?=:))?:?\s*(?=\S)")
_COORDINATE = re.compile(
    r"[Pp]hối hợp\s*(?:chặt chẽ\s*|đồng bộ\s*|thường xuyên\s*)?(?P<with>(?:cùng với|cùng|với)\s*)?:?\s*"
)
_PIECE = re.compile(r"[\w/&().\-–“”]+|[,;:]")
_STOPS = {
    "để",
    "nhằm",
    "trong",
    "theo",
    "về",
    "đúng",
    "bằng",
    "qua",
    "nhất",
    "khi",
    "nếu",
    "do",
    "đối",
    "từ",
    "trước",
    "vào",
    "như",
    "kịp",
    "tốt",
    "gồm",
    "bao",
    "triển",
}
_PLACES = {"tỉnh", "huyện", "xã", "phường", "quận"}
_AFTER_PLACE = {"và", "hoặc", "cùng", "các", "thuộc", "trực", "có", "liên", "khác", "đến", "là", "nơi", "được"}
"""Words that go on with the name of a unit behind the word for its place: "UBND xã có liên quan"."""
_WHOLE_NAME = re.compile(
    r"(?:[Ss]ở|[Pp]hòng) (?:Nội vụ|Tài chính|Tư pháp|Xây dựng|Y tế|Ngoại vụ|Du lịch|Công [Tt]hương|Giao thông [Vv]ận tải|Thông tin và Truyền thông|Khoa học và Công nghệ"
    r"|Giáo dục và Đào tạo|Nông nghiệp và (?:Môi trường|Phát triển nông thôn)|Tài nguyên và Môi trường|Kế hoạch và Đầu tư|Lao động ?[-–] ?Thương binh và Xã hội"
    r"|Văn hóa(?:, Thể thao| và Thể thao|,? Thể thao) và Du lịch|Dân tộc và Tôn giáo|Tài chính ?[-–] ?Kế hoạch)\s$"
)
"""Departments whose whole name is known (Decrees 24/2014, 37/2014, 150/2025): what follows in small letters is not part of it."""
_SPLIT = re.compile(
    r"\s*(?:[;\n]|,(?=\s*(?:và\s+)?(?:"
    + _SINGLE
    + "|"
    + _PLURAL
    + r")(?!\w))|(?<=[\w)])\s+và\s+(?=(?:Sở|Văn phòng|UBND|Ủy ban|Công an|Ban|Trung tâm|Phòng|Cục|Thanh tra|Đài|Báo|Kho bạc|Bảo hiểm)\s+[A-ZĐ]))\s*"
)


_NAME_REACH = 60
"""Characters of the longest whole name."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and where the words of the duty begin. Offsets into the text that was given."""

    start: int
    end: int
    duty: int


def begins_with_unit(text: str) -> bool:
    return HEAD.match(text[_prefix(text) :]) is not None


def _prefix(text: str) -> int:
    match = _PREFIX.match(text)
    return match.end() if match else 0


def unit_heading(text: str) -> tuple[int, int] | None:
    """Place of the unit's name where a whole heading names one ("Trách nhiệm của Sở Nội vụ:"); None for other headings."""
    start = _prefix(text)
    body = text[start:].rstrip(" .:;")
    if not HEAD.match(body) or len(body) > 260 or _first_verb(body, 0) is not None:
        return None
    return start, start + len(body)


_NO_UNIT = re.compile(
    r"(?:Kinh phí|Nguồn|Thời (?:gian|hạn)|Chế độ|Công tác|Nhiệm vụ|Giải pháp|Nội dung|Cấp |Về |Đối với|Tổ chức|Việc|Đối tượng|Hình thức|Địa điểm|Mục |Phụ lục|Lộ trình|Điều kiện|Hoạt động|Nâng|Tăng)"
)


_BEARS = re.compile(r"\s+(?:có|chịu) (?:trách nhiệm|nhiệm vụ)\b.*$")


def proper_heading(text: str) -> tuple[int, int] | None:
    """Place of a name in a heading under the duties: no verb, and at least two words with a capital ("Vụ Kế hoạch - Tài chính")."""
    body = _BEARS.sub("", text.rstrip(" .:;"))
    capitals = re.findall(r"(?<!\w)[A-ZĐÀ-Ỹ]\w*", body)
    if _NO_UNIT.match(body) or len(body) > 120 or len(capitals) < 2 or _VERB.match(body[:1].lower() + body[1:]):
        return None
    return 0, len(body)


def actor_of(text: str) -> Actor | None:
    """The unit with which a sentence begins: "Giao Sở Nội vụ chủ trì …", "Văn phòng: theo dõi …". None where none acts."""
    start = _prefix(text)
    if not HEAD.match(text, start):
        return None
    colon = text.find(":", start, start + 260)
    verb = _first_verb(text, start)
    if colon > 0 and (verb is None or colon < verb) and not re.search(r"[.;]", text[start:colon]):
        return Actor(start, colon, _skip_space(text, colon + 1))
    if verb is None or verb - start > 260 or re.search(r"[;:]|\.\s", text[start:verb]):
        return None
    end = verb
    while end > start and text[end - 1] in " ,":
        end -= 1
    duty = verb
    has = _HAS_DUTY.match(text, verb)
    if has and has.end() < len(text):
        duty = has.end()
    return Actor(start, end, duty) if end > start else None


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


_REACH = 300
"""Characters within which a sentence that begins with a unit comes to its verb."""


def _first_verb(text: str, start: int) -> int | None:
    """Where the predicate begins; verbs inside names ("Ban Quản lý", "bộ phận tiếp nhận", "các tổ chức") do not count."""
    head = HEAD.match(text, start)
    place = head.end() if head else start
    for match in _VERB.finditer(text, place, place + _REACH):
        if not _inside_name(text, match, start):
            return match.start()
    return None


def _inside_name(text: str, match: re.Match[str], start: int) -> bool:
    before = text[start : match.start()]
    word = match.group()
    if before.count("(") > before.count(")"):
        return True
    if word == "tổ chức" and (_ORGANISE.match(text, match.start()) or _NOUN_BEFORE.search(before)):
        return True
    if _MEDIA.match(text, match.start()) or text.startswith("chuyển đổi", match.start()):
        return True
    if word in _SECOND_HALF and before.endswith("và "):
        return True
    if (
        word == "chủ trì"
        and _LEADING_UNIT.search(before)
        and re.match(r"chủ trì (?:thực hiện )?nhiệm vụ", text[match.start() :])
    ):
        return True
    if word in _NOUN_VERBS and (_NOUN_BEFORE.search(before) or _RELATIVE.search(before)):
        return True
    if _names_section(word, before):
        return True
    return word == "là" and not re.match(r"là (?:cơ quan|đơn vị|đầu mối)", text[match.start() :])


def _names_section(word: str, before: str) -> bool:
    if word in _NAME_VERBS and (_POST_BEFORE.search(before) or _UNIT_BEFORE.fullmatch(before)):
        return True
    return word in _POST_VERBS and _POST_BEFORE.fullmatch(before) is not None


def coordinators_in(text: str) -> tuple[int, int] | None:
    """Place of the units after the first "phối hợp (với, cùng)" that names some; None where it names none."""
    for match in _COORDINATE.finditer(text):
        if not _LOWER_HEAD.match(text, match.end()):
            continue
        if match["with"] is None and _first_is_verb(text, match.end()):
            continue
        end = _units_end(text, match.end())
        if end > match.end():
            return match.end(), end
    return None


def _first_is_verb(text: str, place: int) -> bool:
    return _VERB.match(text, place) is not None and not _LOWER_HEAD.match(text, place)


def _units_end(text: str, start: int) -> int:
    """End of a list of units: before the next verb, a word such as "để", or a mark that no unit follows."""
    place = end = start
    depth = 0
    while place < len(text):
        piece = _PIECE.search(text, place)
        if piece is None or (text[place : piece.start()].strip() and depth == 0):
            break
        word = piece.group()
        if word in ",;:":
            if word != "," or not _unit_follows(text, piece.end()):
                break
        elif depth == 0 and piece.start() > start and _stops(text, piece, start):
            break
        elif (verb := _VERB.match(text, piece.start())) is not None and depth == 0:
            end = place = verb.end()  # a verb inside a name: "giáo dục và đào tạo"
            continue
        else:
            depth += word.count("(") - word.count(")")
            end = piece.end()
            if word.endswith(".") and not word.endswith("..."):
                end -= 1
                break
        place = piece.end()
    value = text[start:end]
    if value.count("(") > value.count(")"):
        end = start + value.rindex("(")
    while end > start and (text[end - 1] in " ,;.:" or text[:end].endswith((" và", " hoặc"))):
        end = end - 1 if text[end - 1] in " ,;.:" else text.rindex(" ", start, end)
    return end


def _stops(text: str, piece: re.Match[str], start: int) -> bool:
    word = piece.group()
    if word in _STOPS:
        return True
    if word[:1].islower() and word not in _AFTER_PLACE | _PLACES:
        before = text[max(start, piece.start() - _NAME_REACH) : piece.start()]
        if _WHOLE_NAME.search(before) or (before.endswith(" ") and before.rstrip().rpartition(" ")[2] in _PLACES):
            return True  # "Công an tỉnh nâng …": the name ends with the place, what follows is done
    verb = _VERB.match(text, piece.start())
    return verb is not None and not _inside_name(text, verb, start)


def _unit_follows(text: str, place: int) -> bool:
    """Whether a comma goes on with the list: another unit, or a bare noun ("các phòng, bộ phận, đơn vị")."""
    rest = text[place:].lstrip()
    rest = rest.removeprefix("và ")
    verb = _VERB.match(rest)
    if verb is not None and not _ORGANISE.match(rest):
        return False
    return bool(_LOWER_HEAD.match(rest)) or bool(
        re.match(
            r"(?:[A-ZĐ]|huyện|xã|phường|thị xã|thành phố|thị trấn|cá nhân|người|bộ|viên chức|công chức|cán bộ|khoa|thôn|ấp|khu phố|liên quan|có liên quan)",
            rest,
        )
    )


def split_units(text: Text) -> list[Text]:
    """The units of a list. A collective stays one ("Các phòng, đơn vị"), and no word is lost but the dividers."""
    out: list[Text] = []
    place = 0
    for match in _SPLIT.finditer(text.value):
        if text.value[place : match.start()].count("(") > text.value[place : match.start()].count(")"):
            continue
        out.append(text[place : match.start()])
        place = match.end()
    out.append(text[place:])
    return [piece for raw in out if (piece := _bare(raw))]


def _bare(text: Text) -> Text | None:
    begin = re.match(r"[\s\-–+•*.,;:]*(?:và\s+(?=[A-ZĐ]))?", text.value)
    piece = text[begin.end() if begin else 0 :]
    end = len(piece.value.rstrip(" .;,:"))
    piece = piece[:end]
    return piece if piece.value.strip(" -–.…") else None
