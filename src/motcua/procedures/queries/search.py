"""What people mean by what they type: shipped and the province's own synonyms, suggestions while they type, why a hit is shown."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q, QuerySet
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from motcua.kernel import search
from motcua.kernel.search.among import Among
from motcua.kernel.search.words import folded_phrase
from motcua.kernel.text import fold, plain_tones
from motcua.procedures.content import Content
from motcua.procedures.models import SearchMiss, Synonym
from motcua.procedures.queries.registry import KIND, public_on, versions_of

SHIPPED = Path(__file__).parent.parent / "data"
SYNONYM = "procedure_synonym"
"""Kind of subject."""
ENOUGH = 0.5
"""A search that answers less than this share of what was asked counts as one that found nothing."""
MOST_SUGGESTIONS = 8
_MOST_OPENED = 60  # entries that go on from one beginning
_LATER = 0.9  # each further meaning of a phrase counts this much of the one before
_FILES = {"vi": "synonyms.yaml", "en": "synonyms_en.yaml"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase with its meanings; `own` where the province wrote it, `shipped` where the product knows the phrase."""

    key: str
    phrase: str
    meanings: tuple[str, ...]
    own: bool
    shipped: bool
    uid: str = ""
    version: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    rows: tuple[Suggestion, ...] = ()
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Where words stand that are not in the name: which part, and its words around them."""

    part: str
    text: str


@cache
def _data(file: str) -> Mapping[str, Any]:
    # The loader in C takes a tenth of the time over these thousands of entries.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: Mapping[str, Any] = yaml.load((SHIPPED / file).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - either is a safe loader
    return data


def examples(language: str) -> str:
    """What somebody might type, for the boxes."""
    return ", ".join(_data(_FILES.get(language, _FILES["vi"]))["examples"])


@cache
def speech() -> search.ranked.Speech:
    """Words for a person's people, and words that say when or whose: phrases are understood with them."""
    data = _data(_FILES["vi"])
    return search.ranked.Speech.of(data["person"], data["persons"], data["passing"])


@cache
def later_acts() -> tuple[str, ...]:
    """What is done to a permit or paper that one has already; the names of such procedures begin with it."""
    return tuple(_data(_FILES["vi"])["later"])


@cache
def shipped() -> Mapping[str, tuple[Said, ...]]:
    """The product's own entries by folded phrase. They come with the code, so that every process holds the same."""
    found: dict[str, tuple[Said, ...]] = {}
    entries = ((data["fillers"], data["synonyms"]) for data in map(_data, _FILES.values()))
    for text, meanings in (
        one for silent, said in entries for one in (*((text, ()) for text in silent), *said.items())
    ):
        listed = (meanings,) if isinstance(meanings, str) else tuple(meanings)
        said = Said(folded_phrase(text), text, listed, own=False, shipped=True)
        found[said.key] = (*found.get(said.key, ()), said)
    return found


def phrases(keys: Collection[str]) -> search.ranked.Phrases:
    """What the ranking asks with every query: shipped entries, where the province has not changed them, and its own; one query."""
    known = shipped()
    found = {key: {said.phrase: said.meanings for said in known[key]} for key in keys if key in known}
    rows = Synonym.objects.filter(Among("key", keys)).values_list("key", "phrase", "meanings", "active")
    for key, phrase, meanings, active in rows:
        entries = found.setdefault(key, {})
        entries.pop(phrase, None)
        if active:
            entries[phrase] = tuple(meanings)
    return {
        key: [search.ranked.Phrase(phrase, tuple(_weighed(meanings))) for phrase, meanings in entries.items()]
        for key, entries in found.items()
    }


def opening(begun: Collection[str]) -> search.ranked.Phrases:
    """Entries whose phrases go on from what is being typed, by that; two queries."""
    known = _in_order()
    places = {key: (bisect_left(known, key), bisect_left(known, f"{key}\U0010ffff")) for key in begun}
    keys = {key: set(known[start : min(end, start + _MOST_OPENED)]) for key, (start, end) in places.items()}
    asked = Q(pk__in=[])
    for key in begun:
        asked |= Q(key__startswith=key)
    for own in Synonym.objects.filter(asked, active=True).values_list("key", flat=True)[:_MOST_OPENED]:
        for key in begun:
            keys[key] |= {own} if own.startswith(key) else set()
    entries = phrases(set().union(*keys.values()))
    return {
        key: [one for full in sorted(of_key) for one in entries.get(full, ())] for key, of_key in keys.items() if of_key
    }


@cache
def _in_order() -> Sequence[str]:
    return sorted(shipped())


def _weighed(meanings: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    for place, text in enumerate(meanings):
        yield text, _LATER**place


def all_phrases(q: str = "") -> list[Said]:
    """Every entry as it holds, the province's own first, then by phrase; `q` is looked for in the phrase and its meanings."""
    found = {said.phrase: said for entries in shipped().values() for said in entries}
    for row in Synonym.objects.order_by("pk"):
        ours = row.phrase in found
        found[row.phrase] = Said(
            row.key, row.phrase, tuple(row.meanings), True, ours, str(row.uid), row.version, active=row.active
        )
    asked = folded_phrase(q)
    rows = [s for s in found.values() if asked in s.key or any(asked in folded_phrase(m) for m in s.meanings)]
    return sorted(rows, key=lambda s: (not s.own, s.key, s.phrase))


def misses(*, settled: bool = False) -> QuerySet[SearchMiss]:
    """Searches that found nothing, hardly anything or nothing that fits, the most frequent first."""
    return SearchMiss.objects.filter(settled=settled).order_by("-times", "-last_on", "key")


def suggested(text: str, on: date) -> Suggestions:
    """Procedures in force whose names go on from what is being typed, at most eight; none for less than two letters."""
    if len("".join(_WORD.findall(text))) < 2:
        return Suggestions()
    hits = search.ranked.best(KIND, text, typing=True)
    keys = [key for key, _ in hits.scores[: 3 * MOST_SUGGESTIONS]]
    rows = {row.pk: row for row in public_on(on).filter(pk__in=keys)}
    ordered = [rows[key] for key in keys if key in rows][:MOST_SUGGESTIONS]
    versions = versions_of(ordered)
    return Suggestions(tuple(Suggestion(row.base_code, versions[row.pk].name) for row in ordered), hits.marked)


def marked(text: str, words: Collection[str]) -> SafeString:
    """The text for a page with those of its words marked that the search went by, with or without diacritics."""
    pieces: list[str] = []
    last, run = 0, -1
    found = list(_WORD.finditer(text))
    held = _held([match[0] for match in found], words)
    for at, match in enumerate(found):
        if at not in held:
            run = -1
            continue
        if run >= 0 and text[last : match.start()].isspace():
            pieces.pop()
            start = run
        else:
            pieces.append(conditional_escape(text[last : match.start()]))
            start = match.start()
        run, last = start, match.end()
        pieces.append(format_html("<mark>{}</mark>", text[start:last]))
    pieces.append(conditional_escape(text[last:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _held(text: Sequence[str], words: Collection[str]) -> set[int]:
    """Which words of a text are among `search.Found.marked`: folded, or as written after "="; two neighbours where it names two."""
    plain = [plain_tones(word.lower()) for word in text]
    alone = {at for at, word in enumerate(plain) if f"={word}" in words or fold(word) in words}
    pairs = {at for at, (a, b) in enumerate(pairwise(plain)) if f"={a} {b}" in words}
    return alone | pairs | {at + 1 for at in pairs}


def terms_in(text: str) -> set[str]:
    """Everything in a text that a word of `search.Found.marked` can be."""
    plain = [plain_tones(word.lower()) for word in _WORD.findall(text)]
    return {term for word in plain for term in (fold(word), f"={word}")} | {f"={a} {b}" for a, b in pairwise(plain)}


def reason(content: Content, words: Collection[str]) -> Reason | None:
    """Where in the parts those words stand that the name does not hold; None where it holds them all."""
    missing = set(words) - terms_in(content.name)
    for part, texts in (
        ("other_names", content.other_names),
        ("keywords", content.keywords),
        ("results", [r.name for r in content.results]),
        ("components", [c.name for c in content.components]),
    ):
        for text in texts:
            if missing and 2 * len(missing & terms_in(text)) >= len(missing):
                return Reason(part, " ".join(text.split())[:200])
    return None


def said(phrase: str) -> Said | None:
    """The entry of a phrase as it is written, the province's own before the product's."""
    return next((one for one in all_phrases(phrase) if one.phrase == phrase), None)


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """For `kernel.registries`: what the trail shows of an entry."""
    return {str(row.uid): row.phrase for row in Synonym.objects.filter(uid__in=uids)}
