"""Sources whose tables are proper lists: the ministries' exports taken apart (`thu_tuc_id`, `metadata`, `content`, `tables`), and the older
pages with a title for each part and without a code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from motcua.documents.citations import find_numbers
from motcua.kernel.text import fold
from motcua.procedures.content import (
    AgencyRole,
    Answer,
    Channel,
    ChannelKind,
    Component,
    Condition,
    Content,
    Fee,
    FeeKind,
    Ground,
    Limit,
    Part,
)
from motcua.procedures.reading.agencies import audiences_of, levels_of, read_agencies
from motcua.procedures.reading.amounts import CURRENCY, belied, currency_of, limit_of, money
from motcua.procedures.reading.channels import CHANNELS, shared
from motcua.procedures.reading.components import given_of, take_component
from motcua.procedures.reading.found import Doubt, Gathered, ReadProcedure
from motcua.procedures.reading.national import CODE, read_steps, unread_of
from motcua.procedures.reading.results import add_result
from motcua.procedures.reading.words import denies, said, tidy

_ROLES = (
    ("cơ_quan_có_thẩm_quyền", AgencyRole.COMPETENT),
    ("cơ_quan_được_ủy_quyền", AgencyRole.DELEGATED),
    ("cơ_quan_thực_hiện", AgencyRole.PERFORMING),
    ("cơ_quan_phối_hợp", AgencyRole.COORDINATING),
    ("địa_chỉ_tiếp_nhận_hs", AgencyRole.RECEIVING),
)
_FEE = re.compile(rf"(Phí|Lệ phí)? ?:? ?([\d.,]+) ?({CURRENCY})(?: ?\((.*)\))?", re.DOTALL)
_NUMBERS = re.compile(r"Bản chính: ?(\d+)\s*-?\s*Bản sao: ?(\d+)")
_DAY = re.compile(r"(\d\d)-(\d\d)-(\d{4})")
_FILE = re.compile(r"\.\w{2,4}$")


def read_structured(row: Mapping[str, Any]) -> ReadProcedure:
    """A row with `metadata`, `content` and `tables`. Raises KeyError where it has no code or name."""
    facts, texts, tables = row["metadata"], row["content"], row.get("tables") or {}
    code = tidy(facts.get("mã_thủ_tục") or row["thu_tuc_id"])
    into = Gathered()
    if not CODE.fullmatch(code):
        into.doubts.append((Doubt.CODE_UNUSUAL, code))
    read_steps(tidy(texts.get("trình_tự_thực_hiện")), into)
    _channels(
        (
            (c.get("hinh_thuc"), c.get("thoi_han_giai_quyet"), c.get("phi_le_phi"), c.get("mo_ta"))
            for c in tables.get("hinh_thuc_nop", ())
        ),
        into,
    )
    into.leave(Part.CHANNELS, said(texts.get("cách_thức_thực_hiện")))
    for paper in tables.get("thanh_phan_ho_so", ()):
        # the column of numbers sometimes holds the names of the forms
        _component(paper.get("ten_giay_to"), paper.get("so_luong"), paper.get("ghi_chu"), into)
    for ground in tables.get("can_cu_phap_ly", ()):
        _ground(ground, into)
    for result in said(texts.get("kết_quả_thực_hiện")).split("\n"):
        add_result(result, "", into)
    audiences, others = audiences_of(texts.get("đối_tượng_thực_hiện"))
    into.leave(Part.AUDIENCES, others)
    agencies = read_agencies(((texts.get(key), role) for key, role in _ROLES), into)
    conditions = texts.get("yêu_cầu_điều_kiện_thực_hiện")
    none = denies(conditions)
    content = Content(
        name=said(facts["tên_thủ_tục"]),
        field=said(facts.get("lĩnh_vực")),
        levels=levels_of(facts.get("cấp_thực_hiện")),
        decision=re.sub(r"^Quyết định số ", "", said(facts.get("số_quyết_định"))),
        origin=tidy(row.get("source_file")),
        audiences=audiences,
        agencies=agencies,
        conditions=(Condition(said(conditions)),) if said(conditions) and not none else (),
        keywords=tuple(k for k in re.split(r"[,;] ?", said(texts.get("từ_khóa"))) if k),
        description=said(texts.get("mô_tả")),
        answers={Part.CONDITIONS: Answer.NO} if none else {},
        **_parts(into),
    )
    return ReadProcedure(code, content, tuple(dict.fromkeys(into.doubts)))


def read_older(row: Mapping[str, Any]) -> ReadProcedure:
    """A page of before 2025: titles of the parts as keys, no code (""). Raises KeyError where it has no name."""
    into = Gathered()
    read_steps(tidy(row.get("Trình tự thực hiện")), into)
    channels, papers = row.get("Cách thức thực hiện") or (), row.get("Thành phần hồ sơ") or ()
    if isinstance(channels, str):
        into.leave(Part.CHANNELS, said(channels))
        channels = ()
    if isinstance(papers, str):
        into.leave(Part.COMPONENTS, said(papers))
        papers = ()
    _channels(
        (
            (
                c.get("Hình thức nộp"),
                c.get("Thời hạn giải quyết"),
                str(c.get("Phí, lệ phí") or "").replace("Xem chi tiết", ""),
                c.get("Mô tả"),
            )
            for c in channels
        ),
        into,
    )
    for paper in papers:
        _component(paper.get("Tên giấy tờ"), "", paper.get("Số lượng - bản chính"), into)
    agencies = read_agencies([(row.get("Cơ quan thực hiện"), AgencyRole.PERFORMING)], into)
    content = Content(
        name=said(row["title"]),
        agencies=agencies,
        **_parts(into),
    )
    return ReadProcedure("", content, tuple(dict.fromkeys(into.doubts)))


def _parts(into: Gathered) -> dict[str, Any]:
    names = ("steps", "channels", "components", "limits", "results", "fees", "grounds")
    return {name: tuple(getattr(into, name)) for name in names} | {"unread": unread_of(into)}


def _channels(rows: Iterable[tuple[Any, Any, Any, Any]], into: Gathered) -> None:
    limits: list[Limit] = []
    fees: list[Fee] = []
    words: dict[ChannelKind, dict[str, None]] = {}
    cells = [tuple(tidy(cell) for cell in row) for row in rows]
    several = len(cells) > len({name for name, *_ in cells})
    for name, time, cost, description in cells:
        kind = CHANNELS.get(name)
        if kind is None:
            into.leave(Part.CHANNELS, " · ".join(cell for cell in (name, time, cost, description) if cell))
            continue
        words.setdefault(kind, {})[description] = None
        limit = limit_of(time)
        if limit and limit[0] > 0:
            limits.append(Limit(limit[0], limit[1], kind, note=description if several else ""))
        elif said(time):
            into.leave(Part.LIMITS, f"{name}: {time}")
            if re.fullmatch(r"\d+", time):
                into.doubts.append((Doubt.LIMIT_WITHOUT_UNIT, f"{name}: {time}"))
        for line in cost.split("\n"):
            _fee(line.strip(), name, kind, fees, into)
    into.channels += [Channel(kind, "\n".join(d for d in described if d)) for kind, described in words.items()]
    kinds = set(words)
    into.limits += shared(limits, kinds)
    into.fees += shared(fees, kinds)


def _fee(text: str, name: str, kind: ChannelKind, fees: list[Fee], into: Gathered) -> None:
    if not said(text) or fold(text).lower().strip(" :") in ("phi", "le phi", "phi: dong", "le phi: dong"):
        return
    if fold(text).lower().startswith("mien phi"):
        note = text[8:].strip(" ()")
        if belied(Decimal(0), note):
            into.leave(Part.FEES, f"{name}: {text}")
            into.doubts.append((Doubt.FEE_DIFFERS_FROM_NOTE, text))
        else:
            fees.append(Fee(FeeKind.OTHER, Decimal(0), channel=kind, note=note))
    elif found := _FEE.fullmatch(text):
        word = FeeKind.CHARGE if found[1] == "Lệ phí" else FeeKind.FEE if found[1] else FeeKind.OTHER
        fees.append(Fee(word, money(found[2]), currency_of(found[3]), kind, note=(found[4] or "").strip()))
    else:
        into.leave(Part.FEES, f"{name}: {text}")


def _component(name: Any, number: Any, note: Any, into: Gathered) -> None:
    words, cell, counted = tidy(name), tidy(number), _NUMBERS.search(tidy(note))
    if not said(words):
        return
    files = tuple(line for line in cell.split("\n") if _FILE.search(line))
    originals, copies = (int(counted[1]), int(counted[2])) if counted else (0, 0)
    rest = [line for line in cell.split("\n") if line and line not in files]
    take_component(
        into,
        Component(
            code=f"{len(into.components) + 1:02d}",
            name=words.lstrip("-+ "),
            given=given_of(words, originals, copies),
            originals=originals,
            copies=copies,
            forms=files,
            note="\n".join(rest) if counted else "\n".join([*rest, tidy(note)]).strip(),
        ),
    )


def _ground(row: Mapping[str, Any], into: Gathered) -> None:
    """The number, whole where the source cut it and the title has it ("12" of "Quyết định số 12/2021/QĐ-TTg")."""
    number, title = tidy(row.get("so_ky_hieu")), tidy(row.get("trich_yeu"))
    if "/" not in number and number:
        written = [title[n.start : n.end] for n in find_numbers(title)]
        whole = [n for n in written if n.startswith((f"{number}/", f"0{number}/"))]
        number = whole[0] if len(set(whole)) == 1 else number
    day = _DAY.fullmatch(tidy(row.get("ngay_ban_hanh")))
    issued = f"{day[3]}-{day[2]}-{day[1]}" if day else ""
    ground = Ground(number, title, issued_on=issued, issuer=tidy(row.get("co_quan_ban_hanh")))
    if ground not in into.grounds and (number or title):
        into.grounds.append(ground)
