"""Reading a query: which words were meant, which runs of words stand for something else, which say nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from motcua.kernel.search.ranked import lists, spelling
from motcua.kernel.search.ranked.kinds import Ranked
from motcua.kernel.search.ranked.spans import Span, sentence_of, spans_of
from motcua.kernel.search.ranked.weights import written
from motcua.kernel.search.words import words
from motcua.kernel.text import fold, is_bare_syllable, is_syllable, plain_tones

MOST_WORDS = 80
_MOST_REPAIRED = 8  # of one query: more unknown words than these are no typing errors
_MOST_READINGS = 4  # of one mistyped word
_MOST_ENDINGS = 24  # of a word still being typed


@dataclass(slots=True)
class Word:
    """One word as it is looked for. `terms` with their share; `said` as typed, or as corrected; `typed` is what it was made of where it was
    corrected, else ""."""

    form: str
    terms: list[tuple[str, float]]
    said: str
    typed: str = ""
    likely: dict[str, float] = field(default_factory=dict)
    """Of an unfinished word, the forms it may become with how likely each is: the rarest would else weigh most."""


@dataclass(slots=True)
class Reading:
    """`held`: the lists that were read on the way, of the terms `asked`."""

    words: list[Word]
    spans: list[Span] = field(default_factory=list)
    held: dict[str, lists.Postings] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    @property
    def marked(self) -> frozenset[str]:
        """Words by which hits are found: folded, or as written after "=" where they were typed, or are meant, with their marks; of what is
        meant by several words two neighbours: one of them alone stands in names by chance."""
        replaced = {
            at for s in self.spans if s.silent or (s.phrases and not s.official) for at in range(s.start, s.end)
        }
        found = {term for at, word in enumerate(self.words) if at not in replaced for term in _as_meant(word)}
        for text in (text for span in self.spans for text in span.meant):
            said = [plain_tones(word) for word in words(text)]
            found |= {f"={a} {b}" for a, b in pairwise(said)} if len(said) > 1 else {f"={word}" for word in said}
        return frozenset(found)

    @property
    def corrections(self) -> dict[str, str]:
        """What was typed → what is looked for."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            if word.typed:
                found.setdefault(word.typed, []).append(word.form)
        return {typed: " ".join(forms) for typed, forms in found.items()}


def _as_meant(word: Word) -> set[str]:
    exact = {term for term, _ in word.terms if term[0] == "="}
    return exact or {term for term, _ in word.terms}


@dataclass(frozen=True, slots=True)
class _Repair:
    """Words `start` to `end` as typed are read as `forms`; one word may have several readings."""

    start: int
    end: int
    readings: tuple[tuple[str, ...], ...]


def read(kind: str, text: str, ranked: Ranked, *, typing: bool = False) -> Reading:
    """`ranked` tells which runs of words stand for something else. `typing`: the last word may be unfinished."""
    typed = words(text)[:MOST_WORDS]
    if not typed:
        return Reading([])
    forms = [fold(word) for word in typed]
    marks = (term for word in typed if (term := written(word)))
    asked = frozenset({*forms, *marks, *(f"{a} {b}" for a, b in pairwise(forms)), lists.EVERY})
    held = lists.read(kind, asked)
    sizes = {term: postings.size for term, postings in held.items()}
    total = sizes.get(lists.EVERY, 0)
    sentence = sentence_of(typed, ranked, typing=typing)
    explained = {at for span in spans_of(sentence) for at in range(span.start, span.end)}
    unknown = [
        at for at, form in enumerate(forms) if form not in sizes and at not in explained and not _right(typed[at])
    ]
    last = len(forms) - 1
    endings = _endings(kind, forms) if typing or last in unknown else {}
    if endings and not typing:
        unknown = [at for at in unknown if at != last]
    repairs = _repairs(kind, forms, unknown[:_MOST_REPAIRED], total)
    if marked := {written(part) for repair in repairs.values() for part in _parts(typed, repair)} - {""}:
        sizes |= lists.sizes(kind, marked)
    found = list(_words(typed, forms, sizes, repairs))
    if endings:
        last_word = found[-1]
        last_word.likely = endings
        last_word.terms += [(form, 0.7 * likely) for form, likely in endings.items() if form != last_word.form]
    if repairs:
        sentence = sentence_of([word.said for word in found], ranked, typing=typing)
    return Reading(found, spans_of(sentence), held, asked)


def _right(word: str) -> bool:
    """A syllable with its marks is what was meant, though no record holds it."""
    return not word.isascii() and is_syllable(word)


def _endings(kind: str, forms: Sequence[str]) -> dict[str, float]:
    """Words that the last one may become, each with how likely against the likeliest: such as stand behind the word before it first."""
    last = forms[-1]
    found: dict[str, int] = {}
    if len(forms) > 1:
        pairs = lists.beginning(kind, f"{forms[-2]} {last}", _MOST_ENDINGS)
        found = {pair.split(" ")[1]: size for pair, size in pairs.items()}
    if not found and len(last) > 1:
        terms = lists.beginning(kind, last, 4 * _MOST_ENDINGS)
        found = dict([(term, size) for term, size in terms.items() if " " not in term][:_MOST_ENDINGS])
    most = max(found.values(), default=1)
    return {term: size / most for term, size in found.items()}


def _words(
    typed: Sequence[str], forms: Sequence[str], sizes: Mapping[str, int], repairs: Mapping[int, _Repair]
) -> Iterator[Word]:
    at = 0
    while at < len(forms):
        repair = repairs.get(at)
        if repair is None:
            yield _as_typed(typed[at], forms[at], sizes)
            at += 1
            continue
        first = repair.readings[0]
        said = " ".join(forms[repair.start : repair.end])
        if len(first) == 1:
            others = [(reading[0], 0.6) for reading in repair.readings[1:]]
            yield Word(first[0], [(first[0], 1.0), *others], first[0], said)
        else:
            for form, part in zip(first, _parts(typed, repair), strict=True):
                word = _as_typed(part, form, sizes)
                word.typed = said
                yield word
        at = repair.end


def _parts(typed: Sequence[str], repair: _Repair) -> list[str]:
    """The words of a reading with the marks that were typed, where only spaces stood elsewhere; else as it has them."""
    forms, whole = repair.readings[0], "".join(typed[repair.start : repair.end])
    if fold(whole) != "".join(forms):
        return list(forms)
    ends = list(accumulate(len(form) for form in forms))
    return [whole[end - len(form) : end] for form, end in zip(forms, ends, strict=True)]


def _as_typed(word: str, form: str, sizes: Mapping[str, int]) -> Word:
    """A word with marks counts in full only where it is written with them."""
    marked = written(word)
    if not marked:
        return Word(form, [(form, 1.0)], word)
    if marked not in sizes:
        return Word(form, [(form, 0.7)], word)
    return Word(form, [(form, 0.4), (marked, 0.6)], word)


def _repairs(kind: str, forms: Sequence[str], unknown: Sequence[int], total: int) -> dict[int, _Repair]:
    """By first word: readings of words that no record holds."""
    found: dict[int, _Repair] = {}
    taken: set[int] = set()
    for at in unknown:
        if at in taken:
            continue
        repair = _repair(kind, forms, at, total)
        if repair is not None and not taken & set(range(repair.start, repair.end)):
            taken |= set(range(repair.start, repair.end))
            found[repair.start] = repair
    return found


def _repair(kind: str, forms: Sequence[str], at: int, total: int) -> _Repair | None:
    options = list(_options(forms, at))
    pieces = spelling.pieces(forms[at]) if len(forms[at]) > 7 else set()
    near = spelling.edits(forms[at]) if spelling.may_be_mistyped(forms[at]) else set()
    sizes = lists.sizes(kind, {form for option in options for form in option.readings[0]} | near | pieces)
    options = [o for o in options if all(form in sizes for form in o.readings[0])]
    options += [_Repair(at, at + 1, ((form,),)) for form in sorted(near & sizes.keys())]
    pairs = lists.sizes(kind, {pair for o in options for pair in _pairs(forms, o)})
    scored = [(score, o) for o in options if (score := _score(forms, o, sizes, pairs)) is not None]
    if not scored:
        cut = spelling.cut_up(forms[at], {piece: size for piece, size in sizes.items() if piece in pieces}, total)
        return _Repair(at, at + 1, (cut,)) if cut else None
    scored.sort(key=lambda pair: (-pair[0], pair[1].readings))
    best = scored[0][1]
    alike = [o.readings[0] for _, o in scored if (o.start, o.end) == (best.start, best.end) and len(o.readings[0]) == 1]
    if len(best.readings[0]) == 1:
        return _Repair(best.start, best.end, tuple(alike[:_MOST_READINGS]))
    return best


def _options(forms: Sequence[str], at: int) -> Iterator[_Repair]:
    """Readings that do not come from one edit: keys of marks, the word cut in two, the space before or behind it set elsewhere."""
    word = forms[at]
    for form in spelling.unkeyed(word):
        yield _Repair(at, at + 1, ((form,),))
    for cut in spelling.cuts(word):
        yield _Repair(at, at + 1, (cut,))
    for start in (at - 1, at):
        if start < 0 or start + 1 >= len(forms):
            continue
        whole = forms[start] + forms[start + 1]
        if len(whole) > 14:
            continue
        yield _Repair(start, start + 2, ((whole,),))
        for cut in spelling.cuts(whole):
            if cut != (forms[start], forms[start + 1]):
                yield _Repair(start, start + 2, (cut,))


def _pairs(forms: Sequence[str], option: _Repair) -> list[str]:
    """The neighbours that a reading makes, itself included."""
    run = list(option.readings[0])
    if option.start:
        run.insert(0, forms[option.start - 1])
    if option.end < len(forms):
        run.append(forms[option.end])
    return [f"{a} {b}" for a, b in pairwise(run)]


def _score(forms: Sequence[str], option: _Repair, sizes: Mapping[str, int], pairs: Mapping[str, int]) -> float | None:
    """How likely a reading is; None where it is not credible: two short words must stand side by side somewhere."""
    reading = option.readings[0]
    inner = [f"{a} {b}" for a, b in pairwise(reading)]
    if any(pair not in pairs for pair in inner):
        return None
    beside = _pairs(forms, option)
    if is_bare_syllable(forms[option.start]) and not any(pair in pairs for pair in beside):
        return None  # a syllable that no record holds may be right: only its neighbours can tell that it is not
    backed = sum(1.0 for pair in beside if pair in pairs) / max(1, len(beside))
    common = sum(math.log1p(pairs.get(pair, 0)) for pair in beside) / max(1, len(beside))
    rare = min(math.log1p(sizes[form]) for form in reading)
    first = 0.4 if reading[0][:1] == forms[option.start][:1] else 0.0
    moved = 0.3 * (option.end - option.start - 1) + 0.3 * (len(reading) - 1)
    return 3 * backed + 0.4 * common + 0.15 * rare + first - moved
