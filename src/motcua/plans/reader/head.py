"""Header, title, signature and recipients (NĐ 30/2020 annex I, boxes 1 to 9)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.documents.citations.numbers import restored
from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader.letters import LOWER, UPPER
from motcua.plans.reader.outline import Entry
from motcua.plans.reader.plan_document import Head, Signer, Source
from motcua.plans.reader.sources import Sources, trimmed
from motcua.plans.reader.zones import Zones

_NUMBER = re.compile(
    r"\b[Ss]\s?[ốo06ỐO]\s*:?\s*(?P<n>\d{1,6}[a-z]?)?(?P<junk>[^/\w]*(?:\S{0,4}\s?/)?[^/A-Za-zĐ]{0,14}?)\s*[/\-]\s*(?P<symbol>[A-ZĐÐ][A-Za-zĐđÐ]*(?:\s?[-–/&.]\s?[A-ZĐÐ][A-Za-zĐđÐ]*){0,4})"
)
_PARTY_NUMBER = re.compile(r"\bSố\s*:?\s*(?P<n>\d{1,6})\s*[-–]\s*(?P<symbol>[A-ZĐ][A-Za-zĐđ]*\s?/\s?[A-ZĐ]+)")
_DATE = re.compile(
    r"(?P<place>[^\d:;,/]{2,60}?)\s*,?\s*(?:,\s*|\s)(?P<ngay>[Nn]g[àaáảãạ]y)\s*(?P<day>\d{1,2}|[^\s]{0,3})\s*th[áaà]ng\s*(?P<month>\d{1,2}|[^\s]{0,3})\s*n[ăaâ]m\s*(?P<year>20\d\d)"
)
_MOTTO_TEXT = re.compile(r"C[ỘOÔ]NG H[ÒO][ÀA] X[ÃA] H[ỘOÔ]I.*|Đ?[ĐD][ộoỏ]c l[ậaâ]p.*|Cộng hòa xã hội.*", re.DOTALL)
_BODY_START = (
    "uy ban", "ubnd", "so ", "ban ", "phong ", "cuc ", "chi cuc", "bo ", "van phong", "trung tam", "truong ", "cong an", "thanh tra", "dang ", "huyen uy",
    "tinh uy", "thanh uy", "hoi dong", "hdnd", "mat tran", "dai ", "benh vien", "vien ", "hoc vien", "tong cuc", "kho bac", "bao hiem", "toa an", "lien doan",
    "hoi ", "tram ", "chinh phu", "thu tuong", "tong cong ty", "doan ", "to ", "chi nhanh", "ngan hang", "quoc hoi", "tap doan", "bao ", "nha ", "cong ty",
)  # fmt: skip
_TERRITORY = re.compile(r"(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)\b")
_OF_BODY = re.compile(
    r"\b(?:của|tại)\s+(?P<body>(?:Ban Quản lý|Ban|Sở|Văn phòng|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Ủy ban|Phòng|Cục|Chi cục|Bộ|Trung tâm|Trường|Thanh tra|Công an|Đảng ủy|Tỉnh ủy"
    r"|HĐND|Hội đồng|Kho bạc|Bảo hiểm|Đài|Viện|Bệnh viện|Tỉnh đoàn|Tổng cục|Chi nhánh|Hội|Liên đoàn|Học viện)\b.*?)(?=\s+(?:năm|giai đoạn|trong|đến|trên địa bàn)\s|[;,.(]|$)"
)
_ISSUES = re.compile(
    r"(?:^|[;,.]\s+)(?P<body>[A-ZĐỦ][^;:.,()]{2,90}?)(?:\s*\((?:[^()]{2,60})\))?\s+(?:lập|ban hành|xây dựng|triển khai|đề ra|tổ chức thực hiện)(?:\s+[^;:.]{0,40}?)?\s+[Kk]ế hoạch"
)
_ARTICLES = re.compile(r"^(?:Trưởng ban|Giám đốc|Chánh Văn phòng|Thủ trưởng|Lãnh đạo)\s+")
_YEAR = re.compile(r"\bn[ăaâiì]+m\s+(20\d\d)")
_CAPACITY = re.compile(rf"^(?:(?:(?:TM|KT|TL|TUQ|Q|TUN)\s?\.|[TK]/[MTL]\s?\.?)\s*)?(?:[{UPPER}][{UPPER}.,\-–\s]+)$")
_NAME = re.compile(
    rf"^(?:(?:TS|ThS|PGS|GS|BS|KS|CN|CK\s?I{{1,2}}|BSCKI{{1,2}}|Đại tá|Thượng tá|Trung tá)\.?\s*)*(?:[{UPPER}][{LOWER}]*\.?\s+){{1,4}}[{UPPER}][{LOWER}]*\.?$"
)
_SIGNED = re.compile(r"\(?\s*(?:đã ký|da ky|ký|chữ ký|dấu)\b", re.IGNORECASE)
_TITLE_NOTE = re.compile(r"\s*\((?:[Kk]èm theo|[Bb]an hành kèm|[Dd]ự thảo)[^)]*\)?\s*$")
_TYPIST = re.compile(r"\([^()]{0,30}/[^()]{0,30}\)\.?")
"""The mark of who typed, under the recipients: "(Lan/KH)"."""
_INLINE_SIGNED = re.compile(r"\s*\(\s*(?:[Đđ]ã [Kk]ý|[Kk]ý\b|[Cc]hữ ký).*$")
_INLINE_CAPACITY = re.compile(rf"\s+(?:TM|KT|TL|TUQ|Q|PHÓ|CHỦ|GIÁM|TRƯỞNG|CHÁNH)\.?(?:\s+[{UPPER}]{{2,}})+.*$")


@dataclass(slots=True)
class _Found:
    """Fields as they are found, with their sources."""

    sources: dict[str, Source]
    maker: Sources

    def note(self, field: str, text: Text, block: int | None, confidence: float) -> None:
        if text and text.value.strip():
            self.sources[field] = self.maker.of(text, block, confidence)


def read_head(zones: Zones, maker: Sources) -> Head:
    """Everything about the document itself, its class apart."""
    found = _Found({}, maker)
    number = _number(zones, found)
    place, issued_on, dated_year = _place_and_date(zones, found)
    title = _title(zones, found)
    issuer = _issuer(zones, found, title)
    signer = _signer(zones, found)
    recipients = _recipients(zones, found)
    if zones.kind is not None:
        found.note("kind", zones.kind.text, zones.kind.block, 0.97)
    return Head(
        kind=zones.kind_name,
        number=number,
        issuer=issuer,
        place=place,
        issued_on=issued_on,
        title=title,
        year=_year(title) or dated_year,
        signer=signer,
        recipients=recipients,
        sources=found.sources,
    )


def _year(title: str | None) -> int | None:
    """The year a plan is for: the last one its title names."""
    years = _YEAR.findall(title or "")
    return int(years[-1]) if years else None


_OWN_LINE = re.compile(rf"\s*(?:Số\s*:|[{UPPER}][^,;:\d]{{1,40}},\s*ngày\s)")
"""Behind the title only a line of its own is the document's number or date; others cite."""


def _head_lines(zones: Zones) -> list[Entry]:
    """Header lines, and the few after the title where some layouts put number and date."""
    after = [e for e in [*zones.title, *zones.opening[:2]] if len(e.text) < 120 and _OWN_LINE.match(e.text.value)]
    return [e for e in [*zones.header, *after] if e.table is None]


def _number(zones: Zones, found: _Found) -> str | None:
    for entry in _head_lines(zones):
        match = _PARTY_NUMBER.search(entry.text.value) or _NUMBER.search(entry.text.value)
        if match is None or "ngày" in match.group():
            continue
        found.note("number", entry.text[match.start() : match.end()], entry.block, 0.97 if match["n"] else 0.5)
        junk = match.groupdict().get("junk") or ""
        apart = re.fullmatch(r"\s(\d{1,3})\s?", junk)  # OCR sets figures of one number apart: "0 9 /KH-UBND"
        if not match["n"] or (any(c.isalnum() for c in junk) and apart is None):
            return None
        symbol = re.sub(r"\s", "", match["symbol"]).replace("Ð", "Đ").replace("–", "-")
        divider = "-" if match.re is _PARTY_NUMBER else "/"
        value = f"{match['n']}{apart[1] if apart else ''}{divider}{symbol}"
        return restored(value) if found.maker.document.repaired else value
    return None


def _place_and_date(zones: Zones, found: _Found) -> tuple[str | None, datetime.date | None, int | None]:
    for entry in _head_lines(zones):
        value = entry.text.value
        match = _DATE.search(value, _after_number(value))
        if match is None or match.start("place") > 160:
            continue
        place, start = _place(match["place"], match.start("place"))
        found.note("issued_on", entry.text[match.start("ngay") : match.end()], entry.block, 0.97)
        if place:
            found.note("place", entry.text[start : start + len(place)], entry.block, 0.97)
        try:
            date = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            date = None
        return place or None, date, int(match["year"])
    return None, None, None


def _after_number(value: str) -> int:
    match = _NUMBER.search(value)
    return match.end() if match else 0


def _place(words: str, start: int) -> tuple[str, int]:
    """The place name at the end of what stands before "ngày"."""
    motto = re.search(r"(?:[Hh]ạnh phúc|HẠNH PHÚC|[-–—]{2,}|\*+|[.…]{2,})\s*(.+)$", words)
    if motto:
        start += motto.start(1)
        words = motto[1]
    stripped = words.lstrip(" -–.,*_")
    return stripped.rstrip(" ,"), start + len(words) - len(stripped)


def _title(zones: Zones, found: _Found) -> str | None:
    parts = [e.text for e in zones.title if not _TITLE_NOTE.fullmatch(" " + e.text.value)]
    if not parts:
        return None
    whole = trimmed(Text.join(parts))
    note = _TITLE_NOTE.search(whole.value)
    whole = trimmed(whole[: note.start()]) if note and note.start() else whole
    found.note("title", whole, zones.title[0].block, 0.95)
    return " ".join(whole.value.split())


def _issuer(zones: Zones, found: _Found, title: str | None) -> str | None:
    """The body named at the top; else the one of which the title or the opening speaks."""
    lines = list(_body_lines(zones.header))
    if lines:
        group = _issuing_body(lines)
        whole = Text.join(group)
        found.note(
            "issuer",
            whole if group[0].start <= group[-1].start else group[0],
            zones.header[0].block if zones.header else None,
            0.93,
        )
        return " ".join(whole.value.split())
    entries = [(e, 0.85) for e in zones.title]
    if title:
        for entry, confidence in entries:
            if matches := list(_OF_BODY.finditer(entry.text.value)):
                return _noted(found, entry, matches[-1], confidence)
    for entry in zones.opening:
        if match := _ISSUES.search(entry.text.value):
            return _noted(found, entry, match, 0.75)
    return None


def _noted(found: _Found, entry: Entry, match: re.Match[str], confidence: float) -> str:
    start, end = match.span("body")
    title = _ARTICLES.match(match["body"])
    start += title.end() if title else 0
    found.note("issuer", entry.text[start:end], entry.block, confidence)
    return " ".join(entry.text.value[start:end].split())


def _body_lines(header: Sequence[Entry]) -> Iterator[Text]:
    """Lines of the header's left side: names of bodies in capitals."""
    started = False
    for entry in header:
        if entry.table is not None:
            continue
        value = entry.text.value
        motto = _MOTTO_TEXT.search(value)
        text = entry.text[: motto.start()] if motto else entry.text
        number = _NUMBER.search(text.value)
        text = text[: number.start()] if number else text
        words = text.value.strip(" -–*_.")
        if len(words) < 3 or _DATE.search(text.value) or len(words) > 120:
            continue
        capitals = sum(c.isupper() for c in words if c.isalpha()) >= 0.75 * sum(c.isalpha() for c in words)
        if not capitals or not any(c.isalpha() for c in words):
            continue
        if started or fold(words).startswith(_BODY_START) or _TERRITORY.match(fold(words)):
            started = True
            begin = text.value.index(words)
            yield text[begin : begin + len(words)]


def _issuing_body(lines: Sequence[Text]) -> list[Text]:
    """The last body named. An office without a name of its own ("VĂN PHÒNG") is the office of the body above it."""
    groups = _bodies(lines)
    own = " ".join(t.value for t in groups[-1]).strip()
    if len(groups) > 1 and fold(own) in {"van phong", "thanh tra"}:
        return [*groups[-1], *groups[-2]]
    return groups[-1]


def _bodies(lines: Sequence[Text]) -> list[list[Text]]:
    """Names of bodies, which may run over lines ("ỦY BAN NHÂN DÂN" / "TỈNH ĐỒNG NAI")."""
    groups: list[list[Text]] = []
    for line in lines:
        folded = fold(line.value)
        if groups and (_TERRITORY.match(folded) or not folded.startswith(_BODY_START)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _recipients(zones: Zones, found: _Found) -> tuple[str, ...]:
    out: list[str] = []
    started = signed = False
    first: Text | None = None
    last: Text | None = None
    for entry in zones.tail:
        if entry.table is not None:
            break
        value = entry.text.value
        if not started:
            begin = re.match(r"\W*[Nn][ơo]i nh[ậaâi]n\W*", value) or re.match(r"\W*noi nh[ai]n\W*", fold(value))
            if begin is None:
                continue
            started = True
            text = entry.text[begin.end() :]
            if not text.value.strip() or _is_capacity(text.value):
                continue
        else:
            text = entry.text
        if _is_capacity(text.value) or _NAME.match(text.value.strip()) or _SIGNED.match(text.value.strip()):
            signed = True
            continue
        if signed and text.value.lstrip()[:1] not in "-–+•":
            continue  # beside or below the signature
        for item in _items(text):
            out.append(" ".join(item.value.split()))
            first, last = first or item, item
    if first is not None and last is not None:
        found.note("recipients", Text.join([first, last]), zones.tail[0].block, 0.95)
    return tuple(out)


def _items(text: Text) -> Iterator[Text]:
    """Recipients of one line: "- UBND tỉnh; - Sở Nội vụ;"; the capacity printed beside them cut off."""
    beside = _INLINE_CAPACITY.search(text.value) or _INLINE_SIGNED.search(text.value)
    text = text[: beside.start()] if beside else text
    place = 0
    for match in re.finditer(r"[;.]\s*[-–+]\s*(?=\S)", text.value):
        yield from _item(text[place : match.start()])
        place = match.end()
    yield from _item(text[place:])


def _item(text: Text) -> Iterator[Text]:
    begin = re.match(r"[\s\-–+•*]*", text.value)
    item = trimmed(text[begin.end() if begin else 0 :])
    if item.value.strip(" -.;,") and not _TYPIST.fullmatch(item.value):
        yield item


def _is_capacity(value: str) -> bool:
    value = value.strip()
    return bool(_CAPACITY.match(value)) and sum(c.isalpha() for c in value) > 3


def _signer(zones: Zones, found: _Found) -> Signer:
    """Lines in capitals after the recipients, then the name."""
    lines = [(e, e.text.value.strip()) for e in zones.tail if e.table is None]
    capacities = [(e, v) for e, v in lines if _is_capacity(v) and not v.lower().startswith(("nơi nhận", "noi nhan"))]
    names = [(e, v) for e, v in lines if _NAME.match(v) and not v.startswith(("Nơi", "Như"))]
    if capacities:
        found.note("signer.capacity", Text.join([e.text for e, _ in capacities]), capacities[0][0].block, 0.9)
    if names:
        found.note("signer.name", names[-1][0].text, names[-1][0].block, 0.85)
    capacity = " / ".join(" ".join(v.split()) for _, v in capacities[:4]) or None
    return Signer(capacity, names[-1][1].rstrip(".") if names else None)
