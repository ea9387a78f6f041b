"""Last year's plan as the first draft of the next: dates moved by rule, years in texts moved where that is safe, everything told. Pure."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.documents.citations import find_citations
from motcua.kernel.text import fold
from motcua.plans.rules.drafts import in_order, schedule_of

Json = Any
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)29\s*[/.-]\s*0?2\s*[/.-]\s*(\d{4})(?!\d)")
_LAST_OF_FEBRUARY = re.compile(r"(?<!\d)28\s*[/.-]\s*0?2(?!\d)")
_RANGE = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")
_LOOKS_ELSEWHERE = re.compile(
    r"(?:giai doan|so voi(?: cung ky)?|cung ky|ket qua|tu|den|het|den het|sau|ke tu|truoc)\s*(?:nam)?\s*$"
)
"""Words before a year that may mean another year than the plan's."""
TEXTS = {
    "tasks": ("task", "goal", "deliverable", "section_title"),
    "targets": ("text",),
    "reporting": ("text", "due_text"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One text that names a year. `made`: already changed in the draft, to be confirmed; else only proposed."""

    list: str
    field: str
    before: str
    after: str
    made: bool

    def row(self) -> dict[str, Json]:
        return {"list": self.list, "field": self.field, "before": self.before, "after": self.after, "made": self.made}


def for_next_year(content: Mapping[str, Json], year: int) -> tuple[dict[str, Json], list[Proposal]]:
    """The content of the plan of `year` moved to the year after it, and every text that changed or may have to.

    Documents that are cited are never touched: their numbers and dates are facts. What a reader noted (places in the text, how sure)
    goes; `uid` of rows too.
    """
    moved: dict[str, Json] = deepcopy(dict(content))
    told: list[Proposal] = []
    head = moved["document"]
    head |= {"year": year + 1, "number": None, "issued_on": None, "signer": head.get("signer") or {}}
    head.pop("sources", None)
    for name in ("starts_on", "ends_on"):
        head[name] = shifted_day(head.get(name))
    _text(head, "title", "document", year, told)
    for name, fields in TEXTS.items():
        for item in moved.get(name) or []:
            _forget(item)
            for one in fields:
                _text(item, one, name, year, told)
    for task in moved.get("tasks") or []:
        _schedule(task, year, told)
    _others(moved, year, told)
    for base in moved.get("bases") or []:
        words = str((base.get("source") or {}).get("quote") or base.get("subject") or "")
        base["source"] = {"quote": words}
    moved["citations"] = []
    moved.pop("warnings", None)
    return moved, told


def shifted_day(value: str | None) -> str | None:
    """The same day of the next year; 29 February becomes 28 February."""
    if not value:
        return None
    day = date.fromisoformat(value)
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + 1).isoformat()


def shifted_words(words: str, year: int) -> str:
    """Words of a time column one year later: every year in them, and no 29 February where there is none."""
    later = _YEAR.sub(lambda m: str(int(m[0]) + 1), words)
    target = int(m[1]) if (m := _DAY.search(later)) else year + 1
    return re.sub(r"(?<!\d)29(?=\s*[/.-]\s*0?2(?!\d))", "28", later) if not isleap(target) else later


def renamed(text: str, year: int) -> tuple[str, str]:
    """(the text with the years changed that surely mean the plan's year, the text with all of them changed). Citations stay."""
    kept = [(c.start, c.subject_end) for c in find_citations(text)] + [m.span() for m in _RANGE.finditer(text)]
    sure: list[str] = []
    every: list[str] = []
    at = 0
    for match in _YEAR.finditer(text):
        if any(a <= match.start() < b for a, b in kept) or int(match[0]) not in {year - 1, year}:
            continue
        between = text[at : match.start()]
        safe = int(match[0]) == year and not _LOOKS_ELSEWHERE.search(
            fold(text[max(0, match.start() - 40) : match.start()])
        )
        after = str(int(match[0]) + 1)
        sure += [between, after if safe else match[0]]
        every += [between, after]
        at = match.end()
    return "".join((*sure, text[at:])), "".join((*every, text[at:]))


def settled(content: Mapping[str, Json], proposal: Mapping[str, Json], *, take: bool) -> dict[str, Json]:
    """The content with a proposal taken or not, wherever the text stands by now; unchanged where it stands nowhere any more."""
    changed: dict[str, Json] = deepcopy(dict(content))
    for item in _items(changed, str(proposal["list"])):
        if item.get(proposal["field"]) in {proposal["before"], proposal["after"]}:
            item[proposal["field"]] = proposal["after"] if take else proposal["before"]
            if proposal["field"] == "schedule_text":
                item["schedule"] = schedule_of(item["schedule_text"], (changed.get("document") or {}).get("year"))
            break
    return changed


def _items(content: Mapping[str, Json], name: str) -> Iterator[dict[str, Json]]:
    if name == "document":
        yield content["document"]
    elif name == "sections":
        yield from (node for _, node in in_order(content.get("sections") or []) if isinstance(node, dict))
    elif name in {"topics", "channels"}:
        for audience in (content.get("outreach") or {}).get("audiences") or []:
            yield from audience.get(name) or []
    else:
        yield from content.get(name) or []


def _text(item: dict[str, Json], name: str, where: str, year: int, told: list[Proposal]) -> None:
    words = item.get(name)
    if not words:
        return
    sure, every = renamed(words, year)
    if sure != words:
        item[name] = sure
        told.append(Proposal(where, name, words, sure, made=True))
    if every != sure:
        told.append(Proposal(where, name, sure, every, made=False))


def _others(moved: dict[str, Json], year: int, told: list[Proposal]) -> None:
    """Periods of targets, the outline, outreach."""
    for target in moved.get("targets") or []:
        if target.get("period"):
            target["period"] = {k: shifted_day(v) for k, v in target["period"].items()}
    for node in _items(moved, "sections"):
        for one in ("title", "text"):
            _text(node, one, "sections", year, told)
    for name in ("topics", "channels"):
        for item in _items(moved, name):
            _forget(item)
            _text(item, "text", name, year, told)


def _schedule(task: dict[str, Json], year: int, told: list[Proposal]) -> None:
    words = task.get("schedule_text")
    old = task.get("schedule") or {}
    if words:
        task["schedule_text"] = later = shifted_words(words, year)
        if later != words:
            told.append(Proposal("tasks", "schedule_text", words, later, made=True))
        if isleap(year + 1) and (found := _LAST_OF_FEBRUARY.search(later)):
            last = later[: found.start()] + "29" + later[found.start() + 2 :]
            told.append(Proposal("tasks", "schedule_text", later, last, made=False))
        read = schedule_of(later, year + 1)
        if read["kind"] == old.get("kind"):
            task["schedule"] = read
            return
    # the words do not say what a person entered: its dates move as they are
    task["schedule"] = dict(old) | {
        "start": shifted_day(old.get("start")),
        "end": shifted_day(old.get("end")),
        "months": [f"{int(m[:4]) + 1}{m[4:]}" for m in old.get("months") or []] or None,
    }
    if old.get("due"):
        task["schedule"]["due"] = [shifted_day(d) if len(d) == 10 else d for d in old["due"]]


def _forget(item: dict[str, Json]) -> None:
    for name in ("sources", "uid", "confidence"):
        item.pop(name, None)
    item["source"] = {}
