"""Rows of the national portal as crawled: every part a text, tables with their columns run together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from motcua.procedures.content import AgencyRole, Answer, Condition, Content, Part, Step, Unread
from motcua.procedures.reading.agencies import audiences_of, levels_of, read_agencies
from motcua.procedures.reading.channels import read_channels
from motcua.procedures.reading.components import read_components
from motcua.procedures.reading.found import Doubt, Gathered, ReadProcedure
from motcua.procedures.reading.grounds import read_grounds
from motcua.procedures.reading.results import read_results
from motcua.procedures.reading.words import denies, said, tidy

CODE = re.compile(r"[1-9]\.\d{6}")
_AT_START = r"^(?:[-+*•]|\(?[a-zđ0-9.]{1,5}[).]|\d[\d.]*)? ?"
_STEP = re.compile(
    rf"(?:{_AT_START}(?P<label>Bước (?P<number>\d{{1,2}}))(?: ?[:.\-–]|(?= ))"
    r"|(?:(?<=[.;:] )|(?<= [-+*] ))(?P<inline>Bước (?P<at>\d{1,2})) ?[:.\-–])\s*",
    re.MULTILINE,
)
_LETTER = re.compile(r"^(?P<letter>[a-zđ])[).] (?!Trường hợp|Đối với)", re.MULTILINE)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROLES = (
    ("co_quan_co_tham_quyen", AgencyRole.COMPETENT),
    ("co_quan_duoc_uy_quyen", AgencyRole.DELEGATED),
    ("co_quan_thuc_hien", AgencyRole.PERFORMING),
    ("co_quan_phoi_hop", AgencyRole.COORDINATING),
    ("dia_chi_tiep_nhan", AgencyRole.RECEIVING),
)


def read_national(row: Mapping[str, Any]) -> ReadProcedure:
    """One row. Raises KeyError where it has no code or name."""
    code, name = tidy(row["ma_thu_tuc"]), said(row["ten_thu_tuc"])
    into = Gathered()
    if not CODE.fullmatch(code):
        into.doubts.append((Doubt.CODE_UNUSUAL, code))
    read_steps(tidy(row.get("trinh_tu_thuc_hien")), into)
    read_channels(said(row.get("cach_thuc_thuc_hien")), into)
    read_components(tidy(row.get("thanh_phan_ho_so")), into)
    read_grounds(said(row.get("can_cu_phap_ly")), into)
    read_results(tidy(row.get("ket_qua_xu_ly")), into)
    audiences, others = audiences_of(row.get("doi_tuong_thuc_hien"))
    into.leave(Part.AUDIENCES, others)
    agencies = read_agencies(((row.get(key), role) for key, role in _ROLES), into)
    conditions = row.get("yeu_cau_dieu_kien")
    answers = {Part.CONDITIONS: Answer.NO} if denies(conditions) else {}
    content = Content(
        name=name,
        field=said(row.get("linh_vuc")),
        levels=levels_of(row.get("cap_thuc_hien")),
        decision=said(row.get("so_quyet_dinh")),
        origin=tidy(row.get("detail_url")),
        steps=tuple(into.steps),
        channels=tuple(into.channels),
        components=tuple(into.components),
        limits=tuple(into.limits),
        audiences=audiences,
        agencies=agencies,
        results=tuple(into.results),
        fees=tuple(into.fees),
        conditions=(Condition(said(conditions)),) if said(conditions) and not answers else (),
        grounds=tuple(into.grounds),
        unread=unread_of(into),
        keywords=tuple(dict.fromkeys(into.keywords)),
        description=into.description,
        answers=answers,
    )
    return ReadProcedure(code, content, tuple(dict.fromkeys(into.doubts)))


def read_steps(text: str, into: Gathered) -> None:
    """Steps where the text numbers them one after the other ("Bước 1: … Bước 2: …", from 1 again for the next case; else "a) … b) …");
    what stands before the first is a step without a number. A text that numbers none, or in another order, is kept whole."""
    plain = said(text)
    marks = list(_STEP.finditer(plain))
    numbers = [int(m["number"] or m["at"]) for m in marks]
    labels = [m["label"] or m["inline"] for m in marks]
    if not marks:
        marks = list(_LETTER.finditer(plain))
        numbers = [_ALPHABET.find(m["letter"]) + 1 for m in marks]
        labels = [f"{m['letter']})" for m in marks]
        if marks and marks[0].start() > 0:
            marks = []
    if not marks or numbers[0] != 1 or any(n not in (1, before + 1) for before, n in pairwise(numbers)):
        into.leave(Part.STEPS, plain)
        return
    if before := plain[: marks[0].start()].strip():
        into.steps.append(Step(before))
    ends = [*(m.start() for m in marks[1:]), len(plain)]
    for mark, end, label in zip(marks, ends, labels, strict=True):
        into.steps.append(Step(plain[mark.end() : end].strip(), label))


def unread_of(into: Gathered) -> tuple[Unread, ...]:
    return tuple(dict.fromkeys(into.unread))
