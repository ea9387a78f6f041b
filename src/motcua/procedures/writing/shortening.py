"""What stands on a sheet that has little room: whole lines, a count where they do not fit, and where the rest is read. Pure.

A list of papers is told whole or by its number: part of one would be taken for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from motcua.procedures.rules.page_parts import head_and_rest, sentences_within, words_within
from motcua.procedures.writing.sheets import Answer, CaseLines, Kind, Line, PartLines, Sheet, StepLine


@dataclass(frozen=True, slots=True)
class Degree:
    """How much stands on the paper: characters of its papers, steps, of each other part, of a note; lines of an answer,
    characters of one's value and of what it is about."""

    papers: int
    steps: int = 0
    part: int = 0
    note: int = 0
    lines: int = 12
    value: int = 120
    heads: bool = False
    """Of a paper told at length its first sentence."""
    facts: bool = True
    """Number and form of each paper."""
    dense: int = 1
    """Steps by which the letters are smaller."""
    cases: bool = True
    """For whom each limit and fee holds, also where its note has no room; else that it depends on the case."""


MOST_PAGES = {Kind.POSTER: 1, Kind.LEAFLET: 2}
DEGREES = {
    Kind.POSTER: (
        Degree(10_000, note=300, dense=0),
        Degree(10_000, note=300),
        Degree(2500, note=200, lines=8, heads=True),
        Degree(1800, note=160, lines=8, heads=True, facts=False),
        Degree(3200, note=120, lines=8, heads=True, facts=False, dense=2),
        Degree(2400, note=90, lines=6, heads=True, facts=False, dense=2),
        Degree(1600, lines=5, heads=True, facts=False, dense=2),
        Degree(1000, note=120, lines=6, heads=True, facts=False, dense=0),
        Degree(1000, lines=5, heads=True, facts=False),
        Degree(500, lines=4, heads=True, facts=False),
        Degree(0, lines=6),
        Degree(0, lines=2, cases=False),
        Degree(0, lines=1, cases=False),
        Degree(0, lines=1, cases=False, dense=2),
    ),
    Kind.LEAFLET: (
        Degree(10_000, 5000, 2500, 300, dense=0),
        Degree(6000, 5000, 1500, 250),
        Degree(5000, 4000, 1000, 250, heads=True),
        Degree(3500, 3000, 800, 200, lines=8, heads=True),
        Degree(2500, 2000, 400, 120, lines=6, heads=True, facts=False),
        Degree(1200, 1000, 200, 90, lines=5, heads=True, facts=False),
        Degree(0, lines=6),
        Degree(0, lines=2, cases=False),
    ),
}
"""Tried in this order until the pages suffice. The last always does: it holds a bounded number of bounded lines."""
_AT_LENGTH = Degree(0, note=300, lines=40, value=2000)
_CASE = 320
_KIND = re.compile(r"\(([^()]+)\)$")
_FOR_SOME = re.compile(r"\b(?:trường hợp|đối với|nếu)\b", re.IGNORECASE)
"""Of a note that says for whom a value holds."""


def shortened(sheet: Sheet, degree: Degree, words: Mapping[str, str]) -> Sheet:
    """The sheet as far as the degree goes. `words`: "more" tells where the rest is read, "more_lines" that there are more."""
    return replace(
        sheet,
        answer=tuple(_answer(one, degree, words) for one in sheet.answer),
        cases=_cases(sheet.cases, degree, words["more"]),
        steps=_steps(sheet.steps, degree.steps, words["more"]),
        parts=tuple(_part(one, degree.part, words["more"]) for one in sheet.parts),
        dense=degree.dense,
    )


def in_short(sheet: Sheet, words: Mapping[str, str]) -> Sheet:
    """The sheet of a paper that may have as many pages as it needs: whole, but for what is said at length in the four answers."""
    return replace(sheet, answer=tuple(_answer(one, _AT_LENGTH, words) for one in sheet.answer))


def _answer(answer: Answer, degree: Degree, words: Mapping[str, str]) -> Answer:
    """The frame of the four answers stays in one column: notes of one answer have room for three long ones together. A limit or fee that
    holds for some only is told with its case, or not at all: "tùy trường hợp" is true for everybody who reads the sheet."""
    values: dict[tuple[str, str], set[str]] = {}
    for line in answer.lines:
        values.setdefault(_for_what(line), set()).add(line.value)
    left, room = False, 3 * degree.note
    told: dict[tuple[str, str], list[str]] = {}
    for line in answer.lines:
        note = sentences_within(line.note, min(degree.note, room))
        room -= len(note)
        value = words_within(line.value, degree.value)
        differs = len(values[_for_what(line)]) > 1
        if value and line.note and not note and (differs or _FOR_SOME.search(line.note)):
            note = _case_of(line.note) if degree.cases else ""
            value = value if note else words["by_case"]
        elif value and not line.note and differs and answer.one_holds:
            note = words["by_case"].lower()
        about = words_within(line.about, degree.value)
        left = left or bool(line.note and note != line.note)
        if about or value or note:
            abouts = told.setdefault((value, note), [])
            abouts += [about] if about not in abouts else []
    lines = [Line(_together(abouts, value, words), value, note) for (value, note), abouts in told.items()]
    left = left or len(lines) > degree.lines
    more = (Line("", "", words["more_lines"]),) if left else ()
    return replace(answer, lines=(*lines[: degree.lines], *more))


def _for_what(line: Line) -> tuple[str, str]:
    """The way of filing, and of fees of several kinds the kind that stands behind the amount: they are all paid."""
    kind = _KIND.search(line.value)
    return line.about, kind[1] if kind else ""


def _together(abouts: Iterable[str], value: str, words: Mapping[str, str]) -> str:
    """Several ways of filing with one value; where it depends on the case anyway, not which."""
    named = [*abouts]
    if "" in named or (value == words["by_case"] and len(named) > 1):
        return ""
    return ", ".join(named)


def _case_of(note: str) -> str:
    """For whom the value of a note holds: its first line, which names the case; "" where it is too long to stand on a sheet."""
    whole = note.strip().split("\n", 1)[0].rstrip(" :;")
    said = sentences_within(whole, _CASE)
    return said if said == whole or not said else f"{said}…"


def _cases(cases: Iterable[CaseLines], degree: Degree, more: str) -> tuple[CaseLines, ...]:
    """What everybody brings, then the cases: all with their papers while they fit, else all by their number, if need be under the
    beginning of their names, else none by name."""
    told = [_trimmed(case, degree) for case in cases]
    room, left, found = degree.papers, False, []
    for group in ([case for case in told if not case.name], [case for case in told if case.name]):
        if _letters(group) > room:
            left = True
            group = [replace(case, papers=()) for case in group if any(paper.brought for paper in case.papers)]
            group = (
                group if _letters(group) <= room else [replace(case, name=case.short or case.name) for case in group]
            )
            group = group if _letters(group) <= room else []
        room -= _letters(group)
        found += group
    left = left or found != [*cases]
    return (*found, CaseLines("", (), more)) if left else tuple(found)


def _trimmed(case: CaseLines, degree: Degree) -> CaseLines:
    papers = case.papers if degree.facts else tuple(replace(paper, facts="") for paper in case.papers)
    if degree.heads:
        papers = tuple(replace(paper, name=head_and_rest(paper.name)[0]) for paper in papers)
    return replace(case, papers=papers)


def _letters(cases: Iterable[CaseLines]) -> int:
    return sum(
        len(case.name) + len(case.counted) + sum(len(p.name) + len(p.facts) for p in case.papers) for case in cases
    )


def _steps(steps: tuple[StepLine, ...], room: int, more: str) -> tuple[StepLine, ...]:
    kept = _fitting([step.text for step in steps], room)
    if kept == [step.text for step in steps]:
        return steps
    return (*(replace(step, text=text) for step, text in zip(steps, kept, strict=False)), StepLine("", more))


def _part(part: PartLines, room: int, more: str) -> PartLines:
    kept = tuple(_fitting(part.lines, room))
    return part if kept == part.lines else replace(part, lines=(*kept, more))


def _fitting(texts: Iterable[str], room: int) -> list[str]:
    """As many of them as fit, from the first; of the one at the edge its whole sentences."""
    kept = []
    for text in texts:
        said = sentences_within(text, room)
        if said:
            kept.append(said)
        if said != text:
            break
        room -= len(text)
    return kept
