"""Which plans a superior plan asks units to make, and by when: "… xây dựng kế hoạch …, chậm nhất trong tháng 02/2024". Pure."""

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
        folded = fold(task["task"])
        if not _asks(folded) and not _result(task):
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
            if not _asks(folded) or folded in seen:
                continue
            due = _due(sentence, year)
            if due is None:
                continue  # "xây dựng kế hoạch" without a date asks for nothing by a day
            seen.add(folded)
            yield Owed(_who(sentence) or heading, due, " ".join(sentence.split()))


def _asks(folded: str) -> bool:
    return any(not _THIS_ONE.match(folded, m.end() - len("ke hoach")) for m in _ASKS.finditer(folded))


def _result(task: Mapping[str, Any]) -> bool:
    """Whether the result is a plan of the unit's own ("Kế hoạch của sở, ngành")."""
    words = fold(task.get("deliverable") or "")
    return words.startswith("ke hoach cua") or words in {"ke hoach", "ke hoach thuc hien"}


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
