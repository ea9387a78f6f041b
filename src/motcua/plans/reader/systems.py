"""Information systems, portals, hotlines, apps and media outlets that a plan names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader.letters import LOWER, UPPER
from motcua.plans.reader.plan_document import NamedSystem
from motcua.plans.reader.sources import Sources

_NAME_ENDS = {
    "để", "nhằm", "khi", "nếu", "gồm", "bao", "cho", "đã", "đang", "sẽ", "là", "được", "theo", "thường", "đảm",
    "kịp", "phục", "như", "phải", "cần", "gắn", "nhất", "vào", "tích", "cập", "đăng", "niêm", "nộp", "đầy", "hiệu",
    "đạt", "phấn", "ngay", "tuy", "tăng", "nâng", "bảo", "giúp", "trong", "với", "qua",
}  # fmt: skip
"""Words behind which the name of a system has ended."""

_HEADS = (
    r"[Hh]ệ thống (?:thông tin|phản ánh|một cửa|quản lý|đánh giá|báo cáo|dữ liệu|cơ sở dữ liệu|điều hành|giám sát|xử lý|tiếp nhận|thư điện tử|truyền thanh|hội nghị|họp|email|mail|camera|LGSP|NGSP|e-?[Oo]ffice|văn phòng điện tử)",
    r"[Pp]hần mềm",
    r"[Cc]ơ sở dữ liệu",
    r"CSDL",
    r"[Kk]ho (?:quản lý )?dữ liệu",
    r"[Kk]ho lưu trữ",
    r"[Tt]rục liên thông",
    r"[Nn]ền tảng (?:số |tích hợp|dữ liệu|chia sẻ|định danh|thanh toán|họp|quản|học|VNeID)",
    r"[Tt]rung tâm (?:điều hành thông minh|giám sát, điều hành|dữ liệu)",
)
_SYSTEM = re.compile("|".join(f"(?:{h})" for h in _HEADS))
_SITE = re.compile(
    r"(?P<head>(?:C[ổô]ng|c[ổô]ng)\s+(?:[Tt]hông tin điện tử|[Dd]ịch vụ công(?: trực tuyến)?|[Tt]TĐT|TTĐT|thông tin|DVC|[Hh]ành chính công|dữ liệu mở)|[Tt]rang\s+(?:[Tt]hông tin điện tử|TTĐT|thông tin|[Ww]eb)"
    r"|[Ww]ebsite|[Dd]ịch vụ công trực tuyến (?=tỉnh\s+[A-ZĐ])|[Cc]huyên trang|[Pp]ortal)"
)
_ABOUT = re.compile(
    r"\s+(?:về\s+)?(?:[Cc]ải cách hành chính|CCHC|[Kk]iểm soát thủ tục hành chính|[Cc]huyển đổi số|nội bộ|thành phần)(?!\w)"
)
"""What a site is about, between its kind and its owner."""
_OF = re.compile(
    rf"\s*(?P<own>(?:[Qq]uốc gia|(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)(?:\s+[{UPPER}][{LOWER}]*){{0,3}}|cơ quan|đơn vị"
    rf"|(?:Bộ|Sở|Cục|Tổng cục|Ban|Văn phòng|Ủy ban nhân dân|UBND|Chính phủ)(?=\s)[^,;.:()]{{0,60}}?(?=[,;.:()]|\s(?:và\s+[A-ZĐ]|để|nhằm|trên|theo|tại|trong|về)(?:\s|$)|$)))|\s*(?P<of>của)\s+"
)
_OWNER = re.compile(
    rf"(?:(?:tất cả )?(?:các )?(?:sở,? ban,? ngành(?:,? (?:UBND cấp huyện|UBND|địa phương)[^;.]{{0,40}}?)?|cơ quan, đơn vị(?:, địa phương)?)|tỉnh(?: [{UPPER}]\w+){{0,3}}|thành phố(?: [{UPPER}]\w+){{0,3}}|(?:huyện|quận|thị xã)(?: [{UPPER}]\w+){{0,3}}"
    rf"|xã|phường|đặc khu|Ban Quản lý(?: các (?:KCN|Khu công nghiệp)(?: [{UPPER}]\w+){{0,2}})?|Ban|Sở(?: [{UPPER}]\w*(?:\s(?:và\s)?[{UPPER}]?\w+){{0,5}}?(?=[,;.)]|\s(?:và|để|nhằm|trên)|$))?|Bộ [{UPPER}]\w+(?: \w+){{0,3}}|Văn phòng(?: UBND tỉnh)?"
    rf"|UBND (?:tỉnh|huyện|quận|thị xã|xã|thành phố|phường)(?: [{UPPER}]\w+){{0,2}}|cơ quan|đơn vị|Trung tâm(?: \w+){{0,6}}|Bộ chuyên ngành|trường|ngành)"
)
_AND_OF = re.compile(r"\s*(?:,|và)\s+(?:của\s+)")
_PLAIN: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(pattern)) for name, pattern in (
    ("Zalo", r"\b[Zz]alo\b(?:\s+OA\b)?"), ("Facebook", r"\b[Ff]acebook\b"), ("Youtube", r"\b[Yy]ou ?[Tt]ube\b"), ("TikTok", r"\b[Tt]ik ?[Tt]ok\b"), ("VNeID", r"\bVN[Ee]ID\b"),
    ("Egov", r"\b[Ee]-?[Gg]ov\b"), ("iOffice", r"\bi-?[Oo]ffice\b"), ("LGSP", r"\bLGSP\b"), ("NDXP", r"\bNDXP\b"), ("Tin nhắn SMS", r"\b[Tt]in nhắn SMS\b|(?<!nhắn )\bSMS\b"),
    ("Dịch vụ công trực tuyến", r"[Dd]ịch vụ công trực tuyến(?! tỉnh)"), ("Thanh toán trực tuyến", r"[Tt]hanh toán trực tuyến"),
    ("Bưu chính công ích", r"(?:[Dd]ịch vụ )?[Bb]ưu chính công ích"), ("Nền tảng số", r"\bnền tảng số\b"),
    ("Tổng đài Dịch vụ công 1022", r"(?<!đài )(?<!đài thông tin )[Dd]ịch vụ công 1022\b"), ("Đường dây nóng", r"(?:[Ss]ố điện thoại )?đường dây nóng(?! để)"), ("Mạng xã hội", r"\bmạng xã hội\b(?! như)"), ("Fanpage", r"\b[Ff]anpage\b"), ("Chatbot", r"\b[Cc]hatbot\b"), ("Microsoft Teams", r"\bTeams\b"),
))  # fmt: skip
_HOTLINE = re.compile(
    rf"[Tt]ổng đài(?:\s+(?:[Dd]ịch vụ công|[Tt]hông tin dịch vụ công|hỗ trợ|giải đáp|tiếp nhận|hành chính công))?(?:\s+(?:của\s+)?(?:tỉnh|thành phố)(?:\s+[{UPPER}]\w+){{1,3}})?(?:\s*\(?0\d{{3}}\)?)?\s*[\d.]{{3,12}}(?:\s+của\s+(?:tỉnh|thành phố)(?: [{UPPER}]\w+){{0,3}})?|[Tt]ổng đài dịch vụ công"
)
_STATION = re.compile(
    rf"(?<!các )\bĐài\s+(?:Phát thanh\s*(?:-|–|và)\s*Truyền hình|PT\s?-?\s?TH|PTTH|PT&TH|Truyền hình|Phát thanh|Truyền thanh|Tiếng nói(?: Việt Nam)?)(?P<place>(?:\s+(?:tỉnh|thành phố|huyện|quận|thị xã|phường|xã))?(?:\s+[{UPPER}]\w*){{0,4}})|[Đđ]ài truyền thanh(?: (?:cấp )?(?:huyện|quận|phường|xã|cơ sở))?(?:, (?:cấp )?xã)?"
)
_PAPER = re.compile(
    rf"(?<!\w)Báo\s+(?!cáo|chí|điện)(?P<name>[{UPPER}]\w*(?:(?:\s+(?:động|dân|[{UPPER}]\w*)){{1,5}}|\s[{LOWER}]+(?=\s*(?:[,;.)]|$|và\s|để\s)))?)|Tạp chí\s+[{UPPER}]\w*(?:\s+\w+){{0,4}}"
)
_APP = re.compile(
    rf"(?:các\s+)?[Ứứ]ng dụng\s+(?:di động|điện thoại|trên (?:điện thoại|thiết bị)[^,;.]{{0,25}}|VNeID|[{UPPER}]\w*(?:\s[{UPPER}]?\w+){{0,4}}?(?=[,;.)]|$|\s(?:để|trên|và|của|cho)\s))"
)
_SCREEN = re.compile(
    r"màn hình(?:\s+(?:chờ|LED|led|điện tử|cảm ứng|tại)[^,;.]{0,50})|[Kk]i-?[oố]t(?: [^\s,;.]+){0,4}|[Hh]ệ thống máy tính(?: [^\s,;.]+){1,3}? tại[^,;.]{3,90}?(?=\s+và\s+(?![Tt]rả)|[,;.]|$)"
)
_MAIL = re.compile(
    r"[Hh]ộp thư(?: điện tử| góp ý| công vụ)+(?:\s+(?:công vụ|cơ quan|của [^,;.]{2,40}))?|[Tt]hư điện tử công vụ"
)
_DOCS = re.compile(
    r"[Hh]ệ thống (?:quản lý )?văn bản(?: và (?:điều hành|hồ sơ công việc))?(?: [Dd]ùng chung)?|[Hh]ệ thống quản lý văn bản(?: và điều hành)?|(?<!thông tin )(?<!hệ thống )[Mm]ột cửa điện tử(?! (?:của|cấp|tại) (?:Bộ|các))"
)
_CLAUSE = re.compile(r"[;.\n](?=\s|$)")
_LIMIT = 130


def read_systems(texts: Sequence[tuple[Text, int]], place: str | None, maker: Sources) -> tuple[NamedSystem, ...]:
    """Each system once, in order of first mention. `texts` come with their block; `place` completes outlets named without one."""
    found: dict[str, NamedSystem] = {}
    for text, block in texts:
        for name, start, end in _named(text.value, place):
            key = re.sub(r"\W", "", fold(name)).replace("tatca", "")
            if key and key not in found:
                source = maker.of(text[start:end], block, 0.7)
                found[key] = NamedSystem(name, source.quote, source)
    return tuple(found.values())


def _named(value: str, place: str | None) -> Iterator[tuple[str, int, int]]:
    """(name, begin and end of its words)."""
    spans: list[tuple[int, int]] = []
    for start, end, names in sorted(_candidates(value, place), key=lambda c: (c[0], -c[1])):
        for name in names:
            yield _capital(name), start, end
        spans.append((start, end))


def _candidates(value: str, place: str | None) -> Iterator[tuple[int, int, list[str]]]:
    for match in _SITE.finditer(value):
        yield from _site(value, match)
    for match in _SYSTEM.finditer(value):
        end = _phrase_end(value, match.end())
        begin = _with_article(value, match.start())
        name = value[match.start() : _name_end(value, match.start(), end)]
        yield begin, end, [name]
    for label, known in _PLAIN:
        for match in known.finditer(value):
            yield match.start(), match.end(), [match.group() if label == "Đường dây nóng" else label]
    for pattern in (_HOTLINE, _PAPER, _APP, _SCREEN, _MAIL, _DOCS):
        for match in pattern.finditer(value):
            name = re.sub(r"^các\s+", "", match.group().strip())
            yield match.start(), match.start() + len(match.group().rstrip()), [name]
    for match in _STATION.finditer(value):
        name = match.group().strip()
        if match["place"] is not None and not match["place"].strip() and place:
            name = f"{name} ({place})"
        yield match.start(), match.start() + len(match.group().rstrip()), [name]


def _capital(name: str) -> str:
    name = re.sub(
        r"^[Cc]ông (?=[Dd]ịch vụ|[Tt]hông tin|[Hh]ành chính công)", "Cổng ", " ".join(name.split()).strip(" ,.;:-–")
    )
    return name[:1].upper() + name[1:]


def _with_article(value: str, start: int) -> int:
    return start - 4 if value[max(0, start - 4) : start] == "các " else start


def _site(value: str, match: re.Match[str]) -> Iterator[tuple[int, int, list[str]]]:
    """A site and whose it is; "của Ban Quản lý, của tỉnh" are two sites."""
    about = _ABOUT.match(value, match.end())
    head, behind = (value[match.start() : about.end()], about.end()) if about else (match["head"], match.end())
    begin = _with_article(value, match.start())
    owner = _OF.match(value, behind)
    if owner is None:
        yield begin, behind, [head]
        return
    if owner["own"]:
        yield begin, owner.end(), [value[match.start() : owner.end()]]
        return
    names, end, place = [], behind, owner.end()
    while (who := _OWNER.match(value, place)) is not None:
        end = who.end()
        names.append(f"{head} của {who.group().replace('tất cả ', '').strip()}")
        more = _AND_OF.match(value, end)
        if more is None or len(names) > 6:
            break
        place = more.end()
    if not names:
        end = _phrase_end(value, owner.end())
        names = [value[match.start() : end]]
    yield begin, end, names


def _phrase_end(value: str, start: int) -> int:
    """End of the clause that describes a system, at most some fifteen words on."""
    stop = _CLAUSE.search(value, start, start + _LIMIT + 1)
    end = min(stop.start() if stop else len(value), start + _LIMIT)
    if end == start + _LIMIT:
        end = value.rfind(" ", start, end) if " " in value[start:end] else end
    bracket = value.find(")", start, end)
    if bracket >= 0 and "(" not in value[start:bracket]:
        end = bracket
    return max(end, start)


_ANOTHER = re.compile(
    r"(?:các\s+)?(?:[Hh]ệ thống|C[ổô]ng|[Tt]rang|[Tt]ổng đài|[Pp]hần mềm|[Cc]ơ sở dữ liệu|[Nn]ền tảng|trên|cách|qua|tại|[A-ZĐ])"
)


def _name_end(value: str, start: int, limit: int) -> int:
    """The name proper: up to a word that begins another thought or another name."""
    end = start
    for count, piece in enumerate(re.finditer(r"\S+", value[start:limit])):
        rest = value[start + piece.end() : start + piece.end() + 20].lstrip()
        if count > 2 and _ends_name(piece.group(), value[start:end], rest):
            break
        end = start + piece.end()
        if piece.group().endswith((";", ":", ")", "”", "…")) or count == _MOST_WORDS:
            break
        if piece.group().endswith(",") and count and _ANOTHER.match(rest):
            break
    return end


_MOST_WORDS = 17


def _ends_name(piece: str, name: str, rest: str) -> bool:
    word = piece.strip(',;:().“”"').lower()
    if word == "trên":
        return not rest.startswith(("Cổng", "Công"))
    if word == "và":
        return bool(_ANOTHER.match(rest)) or (" của " in name and rest.startswith(("các ", "những ")))
    return word in _NAME_ENDS
