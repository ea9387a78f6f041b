"""Which plans a superior plan asks units to make, and by when: "… xây dựng kế hoạch …, chậm nhất trong tháng 02/2024". Pure.

A duty is told by who must issue (units, not the office that prepares the superior's own papers), by the object (a plan of the unit's own
that carries this one out) and by its day. A plan that is itself the work of one unit ("xây dựng kế hoạch kiểm tra"), one that is prepared
for somebody else to issue, one of next year and one of money are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.text import fold
from motcua.plans.reader.schedules import parse_schedule

_ASKS = re.compile(
    r"\b(?:xay dung|ban hanh|lap|xay dung va ban hanh|xay dung,? ban hanh)\s+(?:va ban hanh\s+)?(?:cac\s+)?(?:chuong trinh,?\s+)?"
    r"ke hoach\b"
)
_THIS_ONE = re.compile(r"ke hoach nay")
_BODY = r"(?:cac |tung |moi )?(?:co quan|don vi|dia phuong|nganh|so|phong|ban|xa|phuong|huyen|quan|thi xa|chi nhanh|linh vuc)"
_OWN = re.compile(
    rf"^\s*(?:\S+ ){{0,14}}?cua {_BODY}\b(?! (?:tinh|thanh pho|chap hanh))|^\s*(?:\S+ ){{0,10}}?(?:tai|o) {_BODY}\b|\bminh\b|"
    r"^\s*(?:hanh dong )?(?:chi tiet|cu the|rieng|(?:de |to chuc )?(?:trien khai|thuc hien)(?: chi tiet| cu the)?|hang nam de)\b|"
    r"^[^.;]{0,80}\bgui (?:ve )?(?!.{0,30}(?:ban hanh|phe duyet))"
)
"""Behind "kế hoạch": that it is one of the unit's own which carries the superior plan out."""
_FOR_ANOTHER = re.compile(
    r"\btham muu\b|\bgiup (?:ubnd|uy ban|ban|so|lanh dao|giam doc)|\b(?:du thao|gop y)\b|"
    r"\btrinh\b[^.;,]*(?:ban hanh|phe duyet|ky|xem xet|quyet dinh)"
)
_OTHERS_DO = re.compile(
    r"\b(?:huong dan|don doc|theo doi|kiem tra|giam sat|nhac|yeu cau|tham dinh|tong hop|viec|cong tac|ket qua|tinh hinh|da|sau khi|"
    r"truoc khi|kha nang|ky nang|phoi hop)\b"
    r"(?:(?! va |[,;.]).|, (?=(?:cac |ban\b|nganh|don vi|dia phuong|so\b|phong|xa\b|phuong|ubnd))){0,90}$"
)
"""Before the verb: somebody else makes the plan, or it is only spoken of."""
_OTHER_KIND = re.compile(
    r"^\s*(?:(?:von|kinh phi|ngan sach|tai chinh|du toan|mua sam|dau tu|su dung|tuyen dung|bien che|lam viec|khac phuc)\b|"
    r"cong tac(?:\s*[,;.]|\s*$| (?:tuan|thang|quy|nam)\b))"
)
_SEVERAL = re.compile(
    r"\b(?:cac|moi|tung|tat ca|nhung)\b|;|, (?:ban|nganh|don vi|dia phuong|so|phong|xa|phuong|ubnd)\b|\bva (?:cac|ubnd|uy ban)\b|"
    r"^\s*(?:don vi|co quan|dia phuong|so|phong|ubnd|uy ban nhan dan)\s*(?:cap (?:xa|huyen))?\s*$"
)
"""A lead that is many units."""
_DUE = re.compile(
    r"(?:cham nhat|truoc|hoan thanh|xong|den het|trong)\b[^.;]*?(?:\d{1,2}\s*/\s*(?:\d{1,2}\s*/\s*)?\d{4}|quy\s+\S+|thang\s+\d{1,2})[^.;,]*"
)
_BEFORE_VERB = re.compile(
    r"\b(?:can cu|co trach nhiem|chiu trach nhiem|chu dong|tren co so|khan truong|to chuc|phoi hop|chi dao|xay dung|ban hanh|lap|"
    r"theo chuc nang|trong pham vi|chu tri|trien khai)\b"
)
_LABEL = re.compile(r"^\s*(?:(?:[IVXLC]+|\d+(?:\.\d+)*)[.)]|[a-zđ]\)|[-–+•*])\s*")
_HEADING = re.compile(r"^\s*(?:(?:[IVXLC]+|\d+(?:\.\d+)*)[.)]|[a-zđ]\))\s*(?P<words>[^.;:]{3,160}?)\s*:?\s*$")


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty to make a plan: `units` as the paper calls them (empty: it names none), `due_on` the last day, `words` the sentence."""

    units: str
    due_on: date | None
    words: str
    task: str = ""
    """Uid of the task, where one says so."""


def owed_in_tasks(tasks: Sequence[Mapping[str, Any]], year: int | None) -> Iterator[Owed]:
    """Duties that stand in the task table: the lead owes the plan by the task's date."""
    for task in tasks:
        if not asks_units(task["task"], task.get("lead") or "", year) and not _result(task):
            continue
        end = (task.get("schedule") or {}).get("end")
        due = date.fromisoformat(end) if end else _due(task["task"], year)
        yield Owed(task.get("lead") or "", due, task["task"], str(task.get("uid") or ""))


def owed_in_text(text: str, year: int | None) -> Iterator[Owed]:
    """Duties that stand in running text, under "Tổ chức thực hiện": whoever begins the sentence, else the heading above it."""
    heading = ""
    seen: set[str] = set()
    for line in text.splitlines():
        if line.lstrip().startswith("|"):
            continue  # tables are read as tasks
        if (found := _HEADING.match(line)) and not _asks(fold(found["words"])):
            heading = found["words"].strip()
            continue
        for sentence in re.split(r"(?<=\.)\s+(?=[A-ZĐÀ-Ỹ])", _LABEL.sub("", line)):
            folded = fold(sentence)
            if folded in seen or not asks_units(sentence, _who(sentence) or heading, year):
                continue
            due = _due(sentence, year)
            if due is None:
                continue  # "xây dựng kế hoạch" without a date asks for nothing by a day
            seen.add(folded)
            yield Owed(_who(sentence) or heading, due, " ".join(sentence.split()))


def _asks(folded: str) -> bool:
    return any(not _THIS_ONE.match(folded, m.end() - len("ke hoach")) for m in _ASKS.finditer(folded))


def asks_units(words: str, who: str, year: int | None) -> bool:
    """Whether a sentence or a task's words, given to `who`, ask for a plan of the unit's own under the plan of `year`."""
    folded = " ".join(fold(words).split())
    several = _SEVERAL.search(fold(who)) is not None
    for match in _ASKS.finditer(folded):
        before, after = folded[: match.start()], folded[match.end() :]
        clause = re.split(r"[.;]", after, maxsplit=1)[0]
        if _THIS_ONE.match(folded, match.end() - len("ke hoach")) or _OTHER_KIND.match(after):
            continue
        if (
            _FOR_ANOTHER.search(re.split(r"[.;]", before)[-1])
            or _FOR_ANOTHER.search(clause)
            or _OTHERS_DO.search(before)
        ):
            continue
        if year is not None and any(int(y) > year for y in re.findall(r"^[^,;.]*?\bnam (20\d\d)\b", clause)):
            continue
        if several or _OWN.search(clause):
            return True
    return False


_RESULTS = re.compile(
    rf"ke hoach (?:(?:\S+ ){{0,12}}?cua {_BODY}\b(?! (?:tinh|thanh pho))|(?:trien khai )?thuc hien$|trien khai$)"
)


def _result(task: Mapping[str, Any]) -> bool:
    """Whether the result is a plan of the unit's own ("Kế hoạch của sở, ngành")."""
    words = fold(task.get("deliverable") or "").strip(" .;")
    if _FOR_ANOTHER.search(fold(task["task"])) or _OTHERS_DO.search(fold(task["task"]) + " "):
        return False
    return _RESULTS.match(words) is not None or (
        words == "ke hoach" and bool(_SEVERAL.search(fold(task.get("lead") or "")))
    )


def _due(words: str, year: int | None) -> date | None:
    for match in _DUE.finditer(fold(words)):
        found = parse_schedule(match[0], year)
        if found.end is not None:
            return found.end
    return None


def _who(sentence: str) -> str:
    bare = _LABEL.sub("", sentence)
    folded = fold(bare)
    if len(folded) != len(bare):
        return ""  # letters that fold to several: places no longer agree
    found = _BEFORE_VERB.search(folded)
    words = bare[: found.start()] if found else ""
    return words.strip(" ,:;–-")
