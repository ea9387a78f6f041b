"""Channels of communication in a bullet: which of the plan's 24 kinds it names, and in what words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold

_VOCABULARY: tuple[tuple[str, str], ...] = (
    ("national_portal", r"cong dich vu cong quoc gia|cong dvc quoc gia|cong dvcqg"),
    ("document_system", r"(?:he thong|phan mem) (?:thong tin )?(?:quan ly )?van ban(?: va dieu hanh| dieu hanh)?|he thong (?:van ban|vnpt ioffice)|ioffice|thu (?:dien tu )?cong vu|mail cong vu|hop thu cong vu"),
    ("portal", (r"(?:cong|trang)(?: thong tin)?(?: dien tu| tttt|thong tin dien tu)|(?:cong|trang) (?:ttdt|thong tin)\b|trang tin(?: dien tu)?|website|trang web|chuyen trang|cong dich vu cong|trang thanh phan"
               r"|cong hanh chinh cong|cong (?:thong tin )?cua (?:tinh|thanh pho|so|huyen|xa)")),
    ("zalo", r"\bzalo\b"),
    ("facebook", r"\bfacebook\b|\bfanpage\b"),
    ("youtube", r"\byou ?tube\b"),
    ("sms", r"tin nhan(?: sms)?|\bsms\b"),
    ("hotline_1022", r"tong dai[^,;.]{0,40}1022|\b1022\b|tong dai"),
    ("radio_tv", (r"dai phat thanh\s*(?:-|–|va)\s*truyen hinh|dai (?:phat thanh|ptth|pt-th|pt - th|pt&th|truyen thanh|truyen hinh|th|tieng noi)|phat thanh|truyen hinh|truyen thanh|he thong loa|loa (?:dai|phuong|xa)|(?:bao|bao chi),? (?:va )?dai\b"
                 r"|bao dai\b|cac dai\b|\bptth\b|\bpt-th\b")),
    ("press", r"(?<!thong )(?<!canh )(?<!bao )\bbao (?:chi|giay|dien tu|in|dai\b|va dai|dong|lao dong|tuoi|nhan dan|thanh nien|[a-z]+ [a-z]+)(?= |,|;|\.|$|/|\))|\bbao, dai|(?:cac|co quan|to) bao\b|tap chi|ban tin (?:noi bo|cai cach)"),
    ("poster", r"\bpa ?-?no\b|\bpanô\b|bang[ -]?ron|khau hieu|ap[ -]?phich|tranh co dong|\bphuon\b|\bposter\b|\binfographic\b|bang ron|bien hieu|co dong truc quan"),
    ("leaflet", r"to (?:xep|roi|gap|buom)|tai lieu to (?:gap|roi)|tap gap"),
    ("booklet", r"so tay|cuon huong dan|tai lieu (?:huong dan|tuyen truyen|hoi dap)|cam nang|\ban pham|cuon sach|sach huong dan|bo tai lieu|cuon tai lieu"),
    ("notice_board", r"niem yet|bang (?:tin|thong bao)"),
    ("kiosk", r"he thong may tinh (?:\w+ ){1,3}tai|may (?:tinh )?tra cuu|\bki ?-?[oô]t\b|\bkiosk\b|man hinh cam ung|may tinh dat tai"),
    ("public_screen", r"man hinh (?:cho|led|dien tu|lon|quang cao|tai)|bang (?:dien tu|led)|man hinh(?= )"),
    ("mobile_app", r"ung dung (?:di dong|dien thoai|tren dien thoai|tren thiet bi|mobile|smart|zalo mini|vneid)|phan mem tren dien thoai|\bapp\b|ung dung dong nai|ung dung cong dan so|qua dien thoai"),
    ("dialogue", r"doi thoai"),
    ("training", r"tap huan|boi duong|lop dao tao|khoa dao tao|cac lop\b|chuong trinh dao tao|(?<!giao duc va )dao tao"),
    ("meeting", r"hoi nghi(?! tap huan| dao tao| boi duong| doi thoai)|hoi thao|\bhop\b|buoi hop|cuoc hop|giao ban|toa dam|buoi tiep xuc|tiep xuc|buoi lam viec|buoi sinh hoat(?! (?:chi bo|dang))|hoi hop"),
    ("contest", r"cuoc thi|hoi thi|\bthi (?:viet|tim hieu|truc tuyen|sang kien)|san choi"),
    ("study_visit", r"hoc tap,? (?:trao doi )?kinh nghiem|nghien cuu,? hoc tap|trao doi,? hoc tap|tham quan|hoc hoi kinh nghiem"),
    ("party_union", r"sinh hoat (?:dang|chi bo|doan|chi doan|hoi|cong doan|chinh tri)|cong doan|doan the|chi doan|to chuc dang|doan thanh nien|chi bo|hoi (?:quan chung|phu nu|nong dan|cuu chien binh)|mat tran|to chuc chinh tri"),
    ("other", (r"chuong trinh co dong|co dong ve|san khau hoa|tieu pham|van ban chi dao|to cong nghe so|tiktok|hinh thuc[^.;]{0,40} khac|kenh thong tin[^.;]{0,30} khac|phuong tien[^.;]{0,30} khac|xe (?:luu dong|loa)"
              r"|luu dong|ngay hoi|van nghe|nhac cho|phieu khao sat")),
)  # fmt: skip
_PATTERNS = [(code, re.compile(pattern)) for code, pattern in _VOCABULARY]
_UNLESS: dict[str, re.Pattern[str]] = {
    "press": re.compile(r"\bbao (?:cao|gom|dam|ve|quat|tri|hanh|hiem|ton|mat|nhieu|lau)"),
    "party_union": re.compile(
        r"(?:cho|doi voi|cua|den|toi) (?:cac )?(?:can bo|cong chuc|hoi vien|doan vien|nguoi)[^,;.]{0,40}$"
    ),
}
_SAME_FOLDED = {"hop": "họp", "bao": "báo", "dai": "đài"}
"""Words that other words fold to as well ("hợp", "bảo", "đại")."""
_PART = re.compile(r"[;,]\s|\.\s|\s(?:và|hoặc|qua|như|bằng|thông qua|trên)\s")
_LABELLED = re.compile(r"(?:Trên|Qua|Thông qua|Tại|Hình thức|Kênh)\s[^:;.]{3,120}:\s")


def channels_in(bullet: Text) -> Iterator[tuple[str, Text]]:
    """(kind, words naming it) for each channel of a bullet, in order; "other" for a bullet that names none of the known ones."""
    head = _LABELLED.match(bullet.value)
    scope = bullet[: head.end() - 2] if head else bullet
    found = _named(scope)
    if head and not found:
        scope, found = bullet, _named(bullet)
    if not found:
        code = "other"
        yield code, bullet
        return
    for start, end, code in sorted(found):
        yield code, _words(scope, start, end)


def _named(scope: Text) -> list[tuple[int, int, str]]:
    """Where the words stand that name a channel, and which."""
    folded = _aligned(scope.value)
    found: list[tuple[int, int, str]] = []
    for code, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            unless = _UNLESS.get(code)
            if unless is not None and (
                unless.match(match.group())
                or unless.search(folded[: match.start()][-60:] if code == "party_union" else "")
            ):
                continue
            if _covered(found, match.start(), match.end(), code) or _other_word(scope.value, match):
                continue
            found.append((match.start(), match.end(), code))
    return _without_parts(found, folded)


def _aligned(value: str) -> str:
    """The words folded character by character, so that places stay the same."""
    folded = fold(value)
    if len(folded) == len(value):
        return folded
    return "".join((fold(c) or " ")[0] for c in value)


def _other_word(value: str, match: re.Match[str]) -> bool:
    """Whether a match folds from other words than those meant; text without marks gets the benefit of the doubt."""
    words = value[match.start() : match.end()].casefold()
    pairs = zip(re.findall(r"\w+", match.group()), re.findall(r"\w+", words), strict=False)
    return any(folded in _SAME_FOLDED and not own.isascii() and own != _SAME_FOLDED[folded] for folded, own in pairs)


def _covered(found: list[tuple[int, int, str]], start: int, end: int, code: str) -> bool:
    """A place taken by a kind that stands before in the vocabulary; press and radio may share one ("báo, đài")."""
    return any(a < end and start < b and {code, other} != {"press", "radio_tv"} for a, b, other in found)


def _without_parts(found: list[tuple[int, int, str]], folded: str) -> list[tuple[int, int, str]]:
    """One entry for each run of the same kind in one list of words ("pano, băng rôn, áp phích")."""
    out: list[tuple[int, int, str]] = []
    for start, end, code in sorted(found):
        last = next((o for o in reversed(out) if o[2] == code), None)
        if last is not None and code in {
            "poster",
            "leaflet",
            "booklet",
            "training",
            "party_union",
            "notice_board",
            "public_screen",
        }:
            between = folded[last[1] : start]
            if len(between) < 40 and not re.search(r"[;.:]", between):
                out[out.index(last)] = (last[0], end, code)
                continue
        if code == "portal" and last is not None and folded[last[1] : start].strip(" ,") in {"", "va", "cua"}:
            continue
        out.append((start, end, code))
    return out


def _words(scope: Text, start: int, end: int) -> Text:
    """From the divider before the match to the next one behind it."""
    value = scope.value
    begin = max((m.end() for m in _PART.finditer(value, 0, start + 1) if m.end() <= start), default=0)
    stop = next((m.start() for m in _PART.finditer(value, end)), len(value))
    return scope[begin:stop].strip()
