"""How names of units are written and compared: abbreviations spelled out, lists taken apart, collective wordings understood. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.kernel.text import fold, nfc

_ABBREVIATIONS = {
    "bql": "ban quan ly",
    "bchqs": "ban chi huy quan su",
    "cntt": "cong nghe thong tin",
    "cttdt": "cong thong tin dien tu",
    "gddt": "giao duc va dao tao",
    "gtvt": "giao thong van tai",
    "hcc": "hanh chinh cong",
    "hdnd": "hoi dong nhan dan",
    "khcn": "khoa hoc va cong nghe",
    "khdt": "ke hoach va dau tu",
    "kcn": "khu cong nghiep",
    "kkt": "khu kinh te",
    "ksthc": "kiem soat thu tuc hanh chinh",
    "kstthc": "kiem soat thu tuc hanh chinh",
    "ld": "lao dong",
    "ldtbxh": "lao dong thuong binh va xa hoi",
    "mttq": "mat tran to quoc",
    "nnmt": "nong nghiep va moi truong",
    "nnptnt": "nong nghiep va phat trien nong thon",
    "pvhcc": "phuc vu hanh chinh cong",
    "ptth": "phat thanh truyen hinh",
    "tbxh": "thuong binh va xa hoi",
    "tnmt": "tai nguyen va moi truong",
    "tp": "thanh pho",
    "tt": "trung tam",
    "ttdt": "thong tin dien tu",
    "tthc": "thu tuc hanh chinh",
    "tthcc": "trung tam hanh chinh cong",
    "tttt": "thong tin va truyen thong",
    "ttpvhcc": "trung tam phuc vu hanh chinh cong",
    "ub": "uy ban",
    "ubmttq": "uy ban mat tran to quoc",
    "ubnd": "uy ban nhan dan",
    "vhttdl": "van hoa the thao va du lich",
    "vp": "van phong",
    "vpub": "van phong uy ban nhan dan",
    "vpubnd": "van phong uy ban nhan dan",
}
"""Folded abbreviation → its words. Joined pairs such as `KH&CN` are read without the sign."""

_WORD = re.compile(r"[^\W_]+(?:\s*&\s*[^\W_]+)*")
_NOTE = re.compile(r"\s*\([^()]*\)")
_PARTS = re.compile(r"\s*(?:[;\n/]|,|\bvà\b|\bvới\b|\bcùng\b|&)\s*", re.IGNORECASE)
_JOINING = ("trong toan tinh", "chuyen mon", "nghiep vu", "thanh pho", "tinh", "cap", "cac", "va", "cung", "voi")
_PLURAL = re.compile(r"^(?:các|những)\s+", re.IGNORECASE)
_SHARED = re.compile(
    r"^(?:(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:huyện|thị xã|thành phố|xã|phường|đặc khu)"
    r"|sở|phòng|ban quản lý|ban|trung tâm|chi cục|hội)\s",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"^(thu truong|nguoi dung dau|lanh dao phu trach|lanh dao|truong|giam doc|chu tich|can bo cong chuc|cong chuc) (?=cac |uy ban )"
)


def name_key(text: str) -> str:
    """Folded words with abbreviations spelled out: `VP. UBND Tỉnh` and `Văn phòng Ủy ban nhân dân tỉnh` are the same key."""
    words: list[str] = []
    for piece in _WORD.findall(fold(nfc(text)).replace("-", " ")):
        joined = re.sub(r"\s*&\s*", "", piece)
        if joined in _ABBREVIATIONS:
            words.append(_ABBREVIATIONS[joined])
        else:
            words.extend(_ABBREVIATIONS.get(w, w) for w in re.sub(r"\s*&\s*", " va ", piece).split())
    return " ".join(words)


def without_notes(text: str) -> str:
    """The text without remarks in brackets (`(t/h)`, `(b/c)`), list marks and closing signs."""
    bare = _NOTE.sub("", text)
    return re.sub(r"^[\s\-–+•*·:]+|[\s.;,:\-–]+$", "", bare)


def parts_of(text: str) -> list[tuple[int, int]]:
    """Spans of the text between every two places where a list of units may be divided.

    Names hold such places too (`Sở Văn hóa, Thể thao và Du lịch`), so a caller tries runs of parts, from the begin of the first to the
    end of the last.
    """
    spans, at = [], 0
    for mark in [*_PARTS.finditer(text), None]:
        end = mark.start() if mark else len(text)
        if text[at:end].strip():
            spans.append((at, end))
        at = mark.end() if mark else end
    return spans


def without_plural(text: str) -> str:
    """`Các Sở: Nội vụ` → `Sở Nội vụ`; the empty string when the text is no such plural."""
    found = _PLURAL.match(text)
    return text[found.end() :].replace(":", " ", 1) if found else ""


def shared_noun(text: str) -> str:
    """The noun that further parts of a list may leave out: `Sở` of `Sở Nội vụ`, `UBND huyện` of `UBND huyện Long Thành`."""
    found = _SHARED.match(text.strip())
    return found[0].strip() if found else ""


def tails(key: str, places: Sequence[str]) -> list[str]:
    """The key and the shorter keys it may stand for: without `tỉnh`, `tỉnh Đồng Nai`, `thành phố Đồng Nai`, `Đồng Nai` at its end."""
    endings = [
        f" {kind}{place}" for place in sorted(places, key=len, reverse=True) for kind in ("tinh ", "thanh pho ", "")
    ]
    endings += [" cua tinh", " cua thanh pho", " tinh", " thanh pho"]
    return list(dict.fromkeys([key, *(key.removesuffix(ending) for ending in endings if key.endswith(ending))]))


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun of collective wordings and which units it takes: types (none: all), the beginning of their name key, level of territory.

    `base` is where they are looked for: `issuer` (below the body that issues the document) or `province`.
    """

    key: str
    base: str
    types: tuple[str, ...] = ()
    prefix: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective wording understood: the nouns in it; `heads` when it names the heads of the units."""

    nouns: tuple[Noun, ...]
    heads: bool = False


def collective(key: str, nouns: Sequence[Noun]) -> Collective | None:
    """Read a key such as `cac phong chuyen mon`, `cac so ban nganh`, `uy ban nhan dan cap xa`; None when it is no collective.

    The key is `name_key` of the wording: commas and `và` are gone or words. A wording counts as collective when it begins with `các`
    (or `toàn thể`, `tất cả các`, …) or consists of nouns marked by a level, and when nothing but nouns and joining words is in it.
    """
    heads = _HEADS.match(key)
    rest = key[heads.end() :] if heads else key
    rest, plural = re.subn(r"^(tat ca |toan the |toan bo )?(cac |nhung |moi |tung )", "", rest)
    rest = re.sub(r" (truc thuoc|thuoc|cua|tai|lien quan|co lien quan|khac)( .*)?$", "", rest)
    found = _nouns(rest, nouns)
    if not found or not (plural or any(n.level for n in found)):
        return None
    return Collective(tuple(_of_one_base(found)), heads=heads is not None)


def _of_one_base(found: list[Noun]) -> list[Noun]:
    """A word of both bases follows its neighbours: `ban` beside `sở` is a provincial board, beside `phòng` a part of the issuer."""
    bases: dict[str, set[str]] = {}
    for noun in found:
        bases.setdefault(noun.key, set()).add(noun.base)
    provincial = any(n.base == "province" and not n.level and len(bases[n.key]) == 1 for n in found)
    base = "province" if provincial else "issuer"
    return [n for n in found if n.level or len(bases[n.key]) == 1 or n.base == base]


def _nouns(rest: str, nouns: Sequence[Noun]) -> list[Noun]:
    """All nouns when the text consists of nothing but them and joining words; none otherwise. One word may be a noun of both bases."""
    by_length = sorted({n.key for n in nouns}, key=len, reverse=True)
    found: list[Noun] = []
    while rest:
        key = next((k for k in (*by_length, *_JOINING) if _begins(rest, k)), None)
        if key is None:
            return []
        found += [n for n in nouns if n.key == key]
        rest = rest[len(key) :].strip()
    return found


def _begins(text: str, words: str) -> bool:
    return text == words or text.startswith(f"{words} ")
