"""A procedure as its page shows it: the short answer (bring, cost, time, where), then the parts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any, TypeVar

from django.utils.translation import gettext

from motcua.kernel.text import fold
from motcua.procedures.content import AgencyRole, ChannelKind, Component, Content, Fee, Given, Limit, Part
from motcua.procedures.content.local import Effective, FeePair, LimitPair, Words, free_of_all
from motcua.procedures.queries import words
from motcua.procedures.reading.channels import CHANNELS
from motcua.procedures.rules.case_labels import NOBODYS, choices_of, label_of, like
from motcua.procedures.rules.case_papers import condition_of
from motcua.procedures.rules.page_parts import head_and_rest, headings, waits
from motcua.procedures.rules.sure_papers import Bring, Line, bring, line_of
from motcua.procedures.rules.unsaid_times import bare_figure, tells_time

E = TypeVar("E", Limit, Fee)
_MARK = re.compile(r"^\s*(?:[-–+•*]|\(\*+\))\s+|^\s*\(?(?:[ivx]{1,4}|[a-zđ]|\d{1,2})[).]\s+(?=\S)")
_WORD = re.compile(r"\w+")
_NOTES = re.compile(r"(?:lưu ý|ghi chú|chú ý)\b", re.IGNORECASE)
_IF_ANY = re.compile(r"(\(nếu (?:có|cần))$")
_NOTHING = {"", "khong", "khong co", "khong quy dinh", "mien phi"}
_FILE_TYPE = re.compile(r"\.(docx?|xlsx?|pdf|odt|rtf)$", re.IGNORECASE)
_LONGEST_NAME = 300
_NAME_SHOWN = 180
"""Characters above which a name is told whole in a fold, and how much of it stands as heading: names of 1,100 exist."""
_MOST_VERSIONS = 3
_MOST_NOTED = 240
"""Characters of notes that stand among the papers; more of them fold."""
_LONG = 160
"""Characters above which a note is folded away under the fact it belongs to, and the name of a case is told in short."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the short answer: for which channels or case, what, and what is said beside it; the note alone of all lines before."""

    about: str
    value: str
    note: str = ""
    unsaid: bool = False
    """`value` tells that the source does not say it."""

    @property
    def long(self) -> bool:
        return len(self.note) > _LONG


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of the checklist. `known_in` names the database that holds its data already: it may not be asked for."""

    code: str
    name: str
    number: str
    forms: tuple[str, ...]
    shown_only: bool
    known_in: str
    required: bool
    note: str
    line: Line
    """Whether it is for certain a paper that is brought."""
    counted: bool
    """Whether the source asks for a number of it, or that it be shown."""
    head: str
    rest: str
    """Its name, or the first sentence of a long one and what follows it."""

    @property
    def perhaps(self) -> bool:
        return self.required and not self.known_in and self.line is Line.PERHAPS

    @property
    def remark(self) -> bool:
        """A sentence of the source among its papers: nothing to tick off."""
        return self.line is Line.NOTE


@dataclass(frozen=True)
class Case:
    """Papers that one group of cases needs; `name` "" where everybody needs them. `key` names it in addresses. `choice`: one can say of
    oneself whether it is one's case; else its papers are always shown, under the words of the source."""

    key: str
    name: str
    papers: tuple[Paper, ...]
    choice: bool

    short: str = ""
    """Its name, or the beginning of one that runs over many lines; the whole is a touch away."""

    @property
    def long(self) -> bool:
        return self.short != self.name

    @property
    def listed(self) -> tuple[Paper, ...]:
        """What is read at once: papers, and the notes among them as long as they are few."""
        return tuple(paper for paper in self.papers if not any(paper is note for note in self._folded))

    @property
    def notes(self) -> tuple[Paper, ...]:
        """What the source says about its papers at length; the page folds it."""
        return self._folded

    @cached_property
    def _folded(self) -> tuple[Paper, ...]:
        kept = headings([(paper.name, paper.remark) for paper in self.papers])
        notes = tuple(p for place, p in enumerate(self.papers) if p.remark and place not in kept)
        return notes if sum(len(p.name) for p in notes) > _MOST_NOTED else ()


def short_name(name: str) -> str:
    """What stands as the heading of a page: the name, or its beginning where it would fill the screen."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_NAME_SHOWN].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def cases_of(content: Content) -> tuple[Case, ...]:
    """What everybody brings comes first, then the cases in the order of the source. Where no heading names a case, papers that say
    themselves in which case they are brought do."""
    grouped: dict[str, list[Paper]] = {}
    labels = {case: label_of(tidy_line(case)) for case in {one.case.strip() for one in content.components}}
    times = Counter(like(label.text) for label in labels.values())
    choices = choices_of(labels)
    own: dict[str, list[Paper]] = {}
    for component in content.components:
        case = component.case.strip()
        said = condition_of(tidy_line(component.name)) if not choices and not labels[case].text else None
        paper = _paper(component)
        if said is None or not paper.counted or component.database:
            grouped.setdefault(case if labels[case].text else "", []).append(paper)
        else:
            line = line_of(said.paper, counted=True)
            own.setdefault(said.case, []).append(replace(paper, line=line if line is not Line.NOTE else Line.PAPER))
    cases = []
    for case, papers in grouped.items():
        label = labels.get(case, NOBODYS)
        text = label.text if times[like(label.text)] < 2 else tidy_line(case).rstrip(":")
        cases.append(Case(_case_key(case), text if case else "", tuple(papers), case in choices))
    cases += [Case(_case_key(case), case, tuple(papers), choice=True) for case, papers in own.items()]
    shorts = told_apart([case.name for case in cases])
    return tuple(
        replace(case, short=short)
        for case, short in sorted(zip(cases, shorts, strict=True), key=lambda pair: bool(pair[0].name))
    )


def told_apart(names: Sequence[str]) -> list[str]:
    """Names in short. Where several begin alike, each goes on from where it differs: else one could not choose between them."""
    begun = [_begun(name, _LONG) for name in names]
    alike = Counter(begun)
    found = []
    for name, short in zip(names, begun, strict=True):
        if alike[short] < 2:
            found.append(short)
            continue
        others = [other for other, of in zip(names, begun, strict=True) if of == short and other != name]
        start = max((_parts_from(name, other) for other in others), default=0)
        found.append(f"{_begun(name, _LONG // 3)} {_begun(name[start:], _LONG // 2)}" if start else short)
    return found


def _parts_from(one: str, other: str) -> int:
    """Where the first word stands that the other does not have there; 0 where there is none."""
    words_of = [[(found[0].lower(), found.start()) for found in _WORD.finditer(text)] for text in (one, other)]
    pairs = zip_longest(*words_of, fillvalue=("", 0))
    return next((mine[1] for mine, theirs in pairs if mine[0] != theirs[0]), 0)


def _begun(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def brought(cases: Iterable[Case], content: Content) -> Bring:
    """How many papers are brought for certain: not what is handed in "if any", nor what a database holds, which may not be asked for.
    Papers under words of the source that are nobody's case are not certain, nor is anything where words are left that nobody structured.
    """
    papers, more = 0, bool(unread_of(content, Part.COMPONENTS))
    for case in cases:
        asked = [paper for paper in case.papers if not paper.known_in]
        lines = [(paper.name, paper.line if paper.required else Line.PERHAPS) for paper in asked]
        found = bring(lines)
        sure = not case.name or case.choice
        papers += found.papers if sure else 0
        more = more or found.more or (not sure and found.papers > 0)
    return Bring(papers, more)


def brought_by(cases: Sequence[Case], content: Content, *, ticked: bool) -> tuple[Bring, bool]:
    """What is brought, and whether papers of cases come to it, of which the reader has ticked none."""
    counted = [case for case in cases if ticked or not case.choice]
    return brought(counted, content), not ticked and len(counted) < len(cases)


def chosen_cases(cases: Sequence[Case], keys: Iterable[str]) -> tuple[Case, ...]:
    """What the person must bring: what everybody brings and the cases they ticked; all while nothing is ticked."""
    wanted = set(keys) & {case.key for case in cases if case.choice}
    return tuple(case for case in cases if not case.choice or case.key in wanted) if wanted else tuple(cases)


def times_of(content: Content, effective: Effective) -> tuple[Fact, ...]:
    """The limit that is kept here, the national one beside it. Channels with the same limit stand in one line."""
    told = [(pair.used, beside(pair, words.limit_words)) for pair in effective.limits]
    return (*_shared_note(facts_of(content, told, words.limit_words)), *_without_unit(content, effective))


def limit_texts(content: Content) -> tuple[str, ...]:
    """Words of limits that nobody has structured yet. A figure without a unit is no time and would be read as one."""
    return tuple(text for text in unread_of(content, Part.LIMITS) if bare_figure(text) is None)


def times_told_in(content: Content) -> Part | None:
    """Where the source tells times in prose while its table has figures without a unit; None where it need not be asked, or nowhere."""
    if len(limit_texts(content)) == len(unread_of(content, Part.LIMITS)):
        return None
    prose = {
        Part.STEPS: [step.text for step in content.steps],
        Part.CHANNELS: [channel.description for channel in content.channels],
    }
    return next(
        (part for part, texts in prose.items() if any(map(tells_time, (*texts, *unread_of(content, part))))), None
    )


def _without_unit(content: Content, effective: Effective) -> tuple[Fact, ...]:
    """The channels for which the source has a figure of which nobody knows the unit, unless the province has settled their limit."""
    settled = {pair.used.channel for pair in effective.limits if pair.entry is not None}
    if None in settled:
        return ()
    labels = [label for text in unread_of(content, Part.LIMITS) if (label := bare_figure(text)) is not None]
    kinds = {CHANNELS.get(label) for label in labels} - settled
    if not kinds:
        return ()
    every = {channel.kind for channel in content.channels}
    named = (
        _channels(kind for kind in kinds if kind) if None not in kinds and (kinds != every or effective.limits) else ""
    )
    return (Fact(named, gettext("Dữ liệu không ghi đơn vị thời gian"), unsaid=True),)


def costs_of(content: Content, effective: Effective) -> tuple[Fact, ...]:
    """What is paid here, the national fee beside it."""
    said = fee_said([pair.used for pair in effective.fees])
    told = [(pair.used, beside(pair, words.fee_words)) for pair in effective.fees]
    return _shared_note(facts_of(content, told, said))


def fee_said(fees: Sequence[Fee]) -> Callable[[Fee], str]:
    """How a fee is told among others: where a phí and a lệ phí are both asked for, each by its name, for both are paid."""
    if len({fee.kind for fee in fees}) < 2:
        return words.fee_words
    return lambda fee: f"{words.fee_words(fee)} ({str(words.FEES[fee.kind]).lower()})"


def facts_of(content: Content, told: Sequence[tuple[E, str]], said: Callable[[E], str]) -> list[Fact]:
    """Limits or fees, each with what stands beside it. Channels of one case with the same words stand in one line; what holds for
    every channel but those with an entry of their own names the others."""
    every = {channel.kind for channel in content.channels} | {e.channel for e, _ in told if e.channel}
    named: dict[tuple[str, str], set[ChannelKind]] = {}
    for entry, _ in told:
        named.setdefault(_about_what(entry), set()).update({entry.channel} if entry.channel else ())
    grouped: dict[tuple[str, str, str], set[ChannelKind]] = {}
    for entry, note in told:
        others = named[_about_what(entry)]
        if isinstance(entry, Fee) and free_of_all(entry):
            others = set().union(*(kinds for about, kinds in named.items() if about[0] == entry.case))
        kinds = {entry.channel} if entry.channel else (every - others or every)
        grouped.setdefault((entry.case, said(entry), note), set()).update(kinds)
    return [
        Fact(": ".join(w for w in ("" if kinds == every else _channels(kinds), tidy_line(case)) if w), value, note)
        for (case, value, note), kinds in grouped.items()
    ]


def _about_what(entry: Limit | Fee) -> tuple[str, str]:
    return entry.case, entry.kind if isinstance(entry, Fee) else ""


def _channels(kinds: Iterable[ChannelKind]) -> str:
    return words.listed([words.CHANNELS[kind] for kind in ChannelKind if kind in kinds])


def beside(pair: LimitPair | FeePair, said: Callable[[Any], str]) -> str:
    return " ".join(one for one in (kept_by(pair, said), _noted(pair.used)) if one)


def kept_by(pair: LimitPair | FeePair, said: Callable[[Any], str]) -> str:
    """How what is shown came about, where the province settled it: what it was nationally, and by which decision."""
    if pair.entry is None or pair.local is None or pair.used is pair.national:
        return ""
    national = said(pair.national) if pair.national is not None else ""
    return words.local_words(national if national != said(pair.used) else "", pair.entry.decision)


def places_of(content: Content, effective: Effective) -> tuple[str, ...]:
    """Where to go: places that the province names, else who takes it in, else who performs it, else who decides."""
    if effective.places:
        return tuple(entry.value.text for entry in effective.places if isinstance(entry.value, Words))
    for role in (AgencyRole.RECEIVING, AgencyRole.PERFORMING, AgencyRole.COMPETENT):
        if found := tuple(a.name for a in content.agencies if a.role == role):
            return found
    return ()


def unread_of(content: Content, part: Part) -> tuple[str, ...]:
    """Words of a part that nobody has structured yet."""
    return tuple(u.text for u in content.unread if u.part == part)


def waiting(content: Content, versions: int) -> set[str]:
    """Parts of the page that wait in a fold until somebody opens them: what is long, and what few ask for."""
    told: dict[str, list[str]] = {
        "steps": [step.text for step in content.steps],
        "channels": [channel.description for channel in content.channels],
        "results": [result.name for result in content.results],
        "conditions": [condition.text for condition in content.conditions],
        "grounds": [f"{ground.title} {ground.number} {ground.article}" for ground in content.grounds],
    }
    long = {part for part, texts in told.items() if waits((*texts, *unread_of(content, Part(part))))}
    return long | ({"history"} if versions > _MOST_VERSIONS else set())


def tidy_line(text: str) -> str:
    """A line of a list without the mark and the semicolon that made it one in the source, "(nếu có" closed."""
    line = _MARK.sub("", text).strip().rstrip(";").rstrip()
    return _IF_ANY.sub(r"\1)", line)


def _shared_note(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A note that every line repeats is read once, on a line of its own; one that some repeat, at the last of them."""
    if len(facts) > 1 and facts[0].note and len({fact.note for fact in facts}) == 1:
        return (*(Fact(fact.about, fact.value) for fact in facts), Fact("", "", facts[0].note))
    last = {fact.note: place for place, fact in enumerate(facts)}
    return tuple(f if last[f.note] == place else Fact(f.about, f.value) for place, f in enumerate(facts))


def _noted(entry: Limit | Fee) -> str:
    """The start event or who is exempt, then the note; a note that says nothing ("Không") is left out."""
    start = words.start_words(entry.start) if isinstance(entry, Limit) and entry.start else ""
    exempt = words.exempt_words(entry.exempt) if isinstance(entry, Fee) and entry.exempt else ""
    note = "" if fold(entry.note).strip(" .;:-").lower() in _NOTHING else entry.note
    return " ".join(one.strip() for one in (start, exempt, note) if one.strip())


def _paper(component: Component) -> Paper:
    counted = bool(component.originals or component.copies or component.given == Given.SHOWN)
    line = line_of(component.name, counted=counted)
    if not counted and _NOTES.match(tidy_line(component.case)):
        line = Line.NOTE
    name = tidy_line(component.name)
    head, rest = head_and_rest(name)
    # Sources ask for "0 bản chính" of sentences; that is no demand for an original.
    unnumbered = not counted and component.required
    return Paper(
        code=component.code,
        name=name,
        number="" if unnumbered and component.given == Given.ORIGINAL else words.copies_words(component),
        forms=tuple(_FILE_TYPE.sub("", form).strip() for form in component.forms),
        shown_only=component.given == Given.SHOWN,
        known_in=component.database,
        required=component.required,
        note=component.note,
        line=line,
        counted=counted,
        head=head,
        rest=rest,
    )


def _case_key(name: str) -> str:
    """The same over versions as long as the case has its name."""
    plain = " ".join(fold(name).lower().split())
    return hashlib.sha256(plain.encode()).hexdigest()[:8] if plain else ""
