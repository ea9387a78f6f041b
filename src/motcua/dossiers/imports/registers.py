"""The register of an earlier system as a file: CSV or the first sheet of an XLSX, columns by their names in any order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final

import openpyxl

from motcua.documents.reading.archives import open_archive
from motcua.documents.reading.limits import DEFAULT_LIMITS
from motcua.documents.reading.xlsx import broken_xlsx
from motcua.dossiers.rules.register_rows import Entry, Register, Unread
from motcua.kernel import clock
from motcua.kernel.errors import N_, Invalid
from motcua.kernel.table_files import MOST_BYTES, parse_date, read_table
from motcua.kernel.text import fold, nfc

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("mã hồ sơ",),
    "procedure": ("mã thủ tục", "thủ tục"),
    "case": ("trường hợp",),
    "unit": ("đơn vị", "đơn vị giải quyết"),
    "counter": ("quầy", "đơn vị tiếp nhận"),
    "channel": ("kênh", "kênh nộp"),
    "kind": ("loại chủ hồ sơ",),
    "name": ("chủ hồ sơ", "họ tên"),
    "identifier": ("số định danh", "mã số thuế"),
    "phone": ("điện thoại",),
    "email": ("thư điện tử",),
    "address": ("địa chỉ",),
    "submitted": ("ngày nộp",),
    "received": ("ngày nhận", "ngày tiếp nhận"),
    "promised": ("hẹn trả", "ngày hẹn trả"),
    "status": ("trạng thái",),
    "pauses": ("tạm dừng",),
    "step": ("bước", "bước hiện nay"),
    "officer": ("cán bộ", "người giữ"),
    "asked": ("nội dung bổ sung",),
    "asked_until": ("hạn bổ sung",),
    "ended": ("kết thúc", "ngày kết thúc"),
    "returned": ("ngày trả",),
    "number": ("số kết quả",),
    "signer": ("người ký",),
    "negative": ("từ chối",),
}
"""Column → the words that head it, with or without diacritics, with spaces or "_"; the English name too."""
REQUIRED: Final = ("code", "procedure", "unit", "name", "submitted", "status")
STATES: Final = (
    "submitted",
    "accepted",
    "refused",
    "in_process",
    "supplement_requested",
    "payment_requested",
    "withdrawn",
    "stopped",
    "processed",
    "returned",
)
"""By their national codes, 1 to 10."""
CHANNELS: Final[Mapping[str, int]] = {
    "": 1, "1": 1, "truc tiep": 1, "2": 2, "truc tuyen": 2, "3": 3, "buu chinh": 3, "buu chinh cong ich": 3,
}  # fmt: skip
PAUSES: Final[Mapping[str, str]] = {
    "bo sung": "supplement",
    "supplement": "supplement",
    "nghia vu tai chinh": "payment",
    "payment": "payment",
}
OPENS, CLOSES = time(8), time(17)
"""What a day without an hour means: what came, came when work begins; what was promised or ended, at its end."""
_MOMENT = re.compile(r"(?P<day>\S+)[ T]+(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})(?::\d{2})?")
_YES = frozenset({"1", "x", "co", "true"})


def read_register(data: bytes) -> Register:
    """Raises Invalid for a file that cannot be read or lacks a column."""
    columns, lines = _sheet(data) if data.startswith(b"PK") else _csv(data)
    known = {_key(head): name for name, heads in COLUMNS.items() for head in (*heads, name)}
    named = {head: known[_key(head)] for head in columns if _key(head) in known}
    if missing := [COLUMNS[name][0] for name in REQUIRED if name not in named.values()]:
        raise Invalid(
            "Tệp thiếu cột: {columns}. Xem mẫu cột ở docs/user/ho-so.md.",
            code="register_columns",
            columns=", ".join(missing),
        )
    entries: list[Entry] = []
    unread: list[Unread] = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        texts = dict.fromkeys(COLUMNS, "") | {named[head]: value for head, value in cells.items() if head in named}
        read = _entry(number, texts)
        if isinstance(read, Entry) and (first := seen.setdefault(read.code, number)) != number:
            read = Unread(number, read.code, ((N_("Mã hồ sơ này đã có ở dòng {line}."), {"line": first}),), texts)
        if isinstance(read, Entry):
            entries.append(read)
        else:
            unread.append(read)
    if not lines:
        raise Invalid("Tệp không có dòng nào.", code="register_empty")
    return Register(columns, tuple(entries), tuple(unread), dict(lines))


def moment(text: str, at: time) -> datetime | None:
    """`2026-10-01 08:30`, `01/10/2026 8h30`, or a day, which means its hour `at`. None for anything else."""
    match = _MOMENT.fullmatch(text)
    day = parse_date(match["day"] if match else text)
    if day is None:
        return None
    try:
        hour = time(int(match["hour"]), int(match["minute"])) if match else at
    except ValueError:
        return None
    return datetime.combine(day, hour, clock.ZONE)


def _entry(number: int, texts: Mapping[str, str]) -> Entry | Unread:
    wrong: list[tuple[str, Mapping[str, Any]]] = []

    def when(name: str, at: time) -> datetime | None:
        found = moment(texts[name], at) if texts[name] else None
        if texts[name] and found is None:
            wrong.append((N_("Cột “{column}”: không đọc được thời điểm “{text}”."), _said(name, texts)))
        return found

    wrong += [(N_("Thiếu “{column}”."), {"column": COLUMNS[name][0]}) for name in REQUIRED if not texts[name]]
    state = _state(texts["status"])
    if texts["status"] and state is None:
        wrong.append((N_("Cột “{column}”: không hiểu “{text}”; ghi mã từ 1 đến 10."), _said("status", texts)))
    channel = CHANNELS.get(_key(texts["channel"]))
    if channel is None:
        wrong.append((N_("Cột “{column}”: không hiểu “{text}”; ghi 1, 2 hoặc 3."), _said("channel", texts)))
    moments = {
        "submitted": when("submitted", OPENS),
        "received": when("received", OPENS),
        "promised": when("promised", CLOSES),
        "ended": when("ended", CLOSES),
        "returned": when("returned", CLOSES),
        "asked_until": when("asked_until", CLOSES),
    }
    pauses = _pauses(texts["pauses"])
    if pauses is None:
        wrong.append(
            (
                N_(
                    "Cột “{column}”: viết như “bổ sung | 01/10/2026 08:00 | 05/10/2026 10:00”, cách nhau bằng dấu chấm phẩy."
                ),
                _said("pauses", texts),
            )
        )
    submitted = moments.pop("submitted")
    if not wrong and state is not None:
        wrong += _together(state, submitted, moments, pauses or [])
    if wrong or state is None or channel is None or submitted is None:
        return Unread(number, texts["code"], tuple(wrong), texts)
    return Entry(
        number,
        texts,
        state,
        channel,
        submitted,
        pauses=pauses or (),
        negative=_key(texts["negative"]) in _YES,
        **moments,
    )


def _together(
    state: str,
    submitted: datetime | None,
    moments: Mapping[str, datetime | None],
    pauses: Sequence[tuple[str, datetime, datetime | None]],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What does not go together in a line whose cells can be read."""
    received, promised = moments["received"], moments["promised"]
    ended, returned = moments["ended"], moments["returned"]
    never = state in ("submitted", "refused") or (state == "withdrawn" and received is None)
    if not never and (received is None or promised is None):
        yield N_("Hồ sơ đã tiếp nhận cần ngày nhận và ngày hẹn trả."), {}
    if received and promised and promised < received:
        yield N_("Ngày hẹn trả sớm hơn ngày nhận."), {}
    if received and submitted and received < submitted:
        yield N_("Ngày nhận sớm hơn ngày nộp."), {}
    over = state in ("refused", "withdrawn", "stopped", "processed", "returned")
    if over and ended is None:
        yield N_("Hồ sơ đã kết thúc cần ngày kết thúc."), {}
    if not over and ended is not None:
        yield N_("Hồ sơ chưa kết thúc mà có ngày kết thúc."), {}
    if ended and ended < (received or submitted or ended):
        yield N_("Ngày kết thúc sớm hơn ngày nhận."), {}
    if state == "returned" and (returned is None or (ended and returned < ended)):
        yield N_("Hồ sơ đã trả kết quả cần ngày trả, không sớm hơn ngày kết thúc."), {}
    yield from _pauses_together(state, received, pauses)


def _pauses_together(
    state: str, received: datetime | None, pauses: Sequence[tuple[str, datetime, datetime | None]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    before = received
    for _kind, begin, end in pauses:
        if before is None or begin < before or (end is not None and end < begin):
            yield N_("Các lần tạm dừng phải nối tiếp nhau, sau ngày nhận."), {}
            return
        before = end
    still = [kind for kind, _begin, end in pauses if end is None]
    wanted = {"supplement_requested": ["supplement"], "payment_requested": ["payment"]}.get(state, [])
    if still != wanted and not (state == "supplement_requested" and received is None):
        yield N_("Trạng thái và lần tạm dừng chưa kết thúc không khớp nhau."), {}


def _pauses(text: str) -> list[tuple[str, datetime, datetime | None]] | None:
    """None for what cannot be read."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        words = [one.strip() for one in part.split("|")]
        kind = PAUSES.get(_key(words[0]))
        begin = moment(words[1], OPENS) if len(words) > 1 else None
        last = words[2] if len(words) > 2 else ""
        end = moment(last, CLOSES) if last else None
        if kind is None or begin is None or (last and end is None) or len(words) > 3:
            return None
        found.append((kind, begin, end))
    return sorted(found, key=lambda one: one[1])


def _state(text: str) -> str | None:
    plain = text.strip()
    if plain.isdecimal() and 1 <= int(plain) <= len(STATES):
        return STATES[int(plain) - 1]
    return plain if plain in STATES else None


def _said(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {"column": COLUMNS[name][0], "text": texts[name][:60]}


def _key(text: str) -> str:
    return " ".join(fold(text).replace("_", " ").split())


def _csv(data: bytes) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    table = read_table(data)
    return table.columns, [(line.number, dict(line.cells)) for line in table.lines]


def _sheet(data: bytes) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """The first sheet; its first row that is not empty heads it."""
    if len(data) > MOST_BYTES:
        raise Invalid("Tệp lớn quá 50 MB.", code="file_too_large")
    with open_archive(data, DEFAULT_LIMITS, broken=broken_xlsx()):
        pass  # what unpacks to more than it may is refused here
    try:
        sheet: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        rows = [(n, [_cell(cell) for cell in row]) for n, row in enumerate(sheet.iter_rows(values_only=True), start=1)]
    except Exception as error:  # openpyxl raises what its parsers raise
        raise broken_xlsx() from error
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise Invalid("Tệp không có nội dung.", code="file_empty")
    columns = tuple(head.lower() for head in rows[0][1])
    return columns, [(number, dict(zip(columns, row, strict=False))) for number, row in rows[1:]]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.time() != time() else f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(nfc(str(value)).split())
