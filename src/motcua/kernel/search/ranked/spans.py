"""The runs of words of a query that stand for something else or say nothing. Pure but for the phrases, which a kind knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.kernel.search.ranked.kinds import Phrase, Phrases, Ranked
from motcua.kernel.search.ranked.thinning import LONGEST, Item, Run, items, run_of, thinned
from motcua.kernel.search.words import folded_phrase, words
from motcua.kernel.text import fold, plain_tones

_SENTENCE = 24  # words
_COMPLETED = 0.3  # of a meaning that completes its phrase, where more is asked than the phrase
_OPENED = 6  # phrases that what is being typed may become
_ONE_LETTER = 0.6  # of a word says little: names that go on with it come before what other words stand for
_LESS_LIKELY = 0.85  # each further one
_BESIDE = 0.6  # of what happened to somebody, where something else is asked for: "con tôi mới sinh, muốn làm hộ chiếu"


@dataclass(frozen=True, slots=True)
class Span:
    """Words `start` to `end` of the reading stand for these phrases too, each with its weight; `completing` ones are what was meant.

    `said` is the first as it is written, `meant` are all. `silent`: the words say nothing; `official`: they are words of the registry;
    `places`: those of the words that matter.
    """

    start: int
    end: int
    phrases: tuple[tuple[str, float], ...] = ()
    completing: tuple[tuple[str, float], ...] = ()
    said: str = ""
    meant: tuple[str, ...] = ()
    silent: bool = False
    official: bool = False
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words as typed, cut into what matters and what is said in passing, and the phrases that are known of them."""

    typed: Sequence[str]
    forms: Sequence[str]
    cut: Sequence[Item]
    thin: Sequence[Run]
    said: Phrases


def sentence_of(typed: Sequence[str], ranked: Ranked, *, typing: bool = False) -> Sentence:
    """`typing`: the last word may be unfinished, and stands for what phrases go on with."""
    speech = ranked.speech()
    forms = [fold(word) for word in typed]
    cut = items(typed[:_SENTENCE], speech)
    thin = list(thinned(cut, speech.person))
    said = ranked.phrases(_runs(forms) | {run.key for run in thin})
    if typing and len(typed) <= _SENTENCE:
        said = {**_going_on(typed, thin, ranked), **said}
    return Sentence(typed, forms, cut, thin, said)


def _going_on(typed: Sequence[str], thin: Sequence[Run], ranked: Ranked) -> Phrases:
    """What the runs that end in the unfinished word may become, by their keys; the phrases that need the fewest letters more come first."""
    size = len(typed)
    last = typed[-1:]
    runs = {
        run.key: run for run in thin if run.end == size and run.said[-1:] == tuple(last) and len(last[0]) > run.person
    }
    runs |= {run.key: run for run in (run_of(start, typed[start:]) for start in range(max(0, size - LONGEST), size))}
    begun = {key: run for key, run in runs.items() if len(run.said[-1]) > 1 or len(run.said) > 1}
    sure = _ONE_LETTER if last and len(last[0]) == 1 else 1.0
    found: dict[str, Sequence[Phrase]] = {}
    for key, phrases in ranked.opening(list(begun)).items():
        run = begun[key]
        fitting = [one for one in phrases if _goes_on(run.said, one)]
        fitting = sorted(fitting, key=lambda one: (not one.meanings, len(one.written), one.written))[:_OPENED]
        if fitting:
            meanings: dict[str, float] = {}
            for place, one in enumerate(fitting):
                for text, weight in one.meanings:
                    meanings.setdefault(text, weight * sure * _LESS_LIKELY**place)
            found[key] = [Phrase(" ".join(run.said), tuple(meanings.items()))]
    return found


def _goes_on(run: Sequence[str], phrase: Phrase) -> bool:
    """Whether a phrase begins with a run, whose last word is a beginning. One word alone goes on to no more than one."""
    written = words(phrase.written)
    if len(run) == 1 and len(written) > 1:
        return False
    last, meant = run[-1], written[len(run) - 1]
    begins = fold(meant).startswith(last) if last.isascii() else plain_tones(meant).startswith(plain_tones(last))
    return _bare(phrase) or (
        begins and all(map(_same, run[:-1], written[:-1] if len(run) == len(written) else written))
    )


def spans_of(sentence: Sentence) -> list[Span]:
    """The runs of words that stand for something else or say nothing: those with the most words that matter first, none within another."""
    found: list[tuple[Run, Phrase]] = []
    taken: set[int] = set()
    for _, run, phrase in sorted(_known(sentence), key=lambda one: (-one[0], one[1].start)):
        if not taken & set(range(run.start, run.end)):
            taken |= set(range(run.start, run.end))
            found.append((run, phrase))
    if any(phrase.meanings for _, phrase in found):
        found += [(run_of(item.start, item.said), Phrase("")) for item in _quiet(sentence.cut, taken)]
    silent = sum(run.end - run.start for run, phrase in found if not phrase.meanings)
    whole = len(sentence.typed)
    wanted = any(not run.person and len(run.said) > 1 and phrase.meanings for run, phrase in found)
    return [
        _span(
            run,
            phrase,
            alone=run.end - run.start + silent == whole,
            counts=_BESIDE if run.person and wanted else 1.0,
        )
        for run, phrase in found
    ]


def _known(sentence: Sentence) -> Iterator[tuple[float, Run, Phrase]]:
    """Runs that a phrase is known for, as typed or without what is said in passing, with how many words matter."""
    typed, said = sentence.typed, sentence.said
    marked = 2 * sum(not word.isascii() for word in typed) >= len(typed)
    for size in range(1, min(LONGEST, len(typed)) + 1):
        for start in range(len(typed) - size + 1):
            known = said.get(" ".join(sentence.forms[start : start + size]))
            run = typed[start : start + size]
            if known and (phrase := _meant(run, known, marked=marked and size == 1)) is not None:
                yield size, run_of(start, run), phrase
    for thin in sentence.thin:
        phrase = _meant(thin.said, said.get(thin.key, ()), marked=False)
        if phrase is None or not phrase.meanings or (thin.person and not _ends(sentence, thin.end)):
            continue
        yield len(thin.said) - thin.person + 0.5, thin, phrase


def _ends(sentence: Sentence, at: int) -> bool:
    """Whether nothing that matters goes on from here: "bố mất" is another thing than "bố mất căn cước"."""
    if at == len(sentence.typed) or any(item.start == at and (item.passing or item.person) for item in sentence.cut):
        return True
    rest = sentence.typed[at : at + LONGEST]
    for size in range(1, len(rest) + 1):
        phrase = _meant(rest[:size], sentence.said.get(" ".join(sentence.forms[at : at + size]), ()), marked=False)
        if phrase is not None and not phrase.meanings:
            return True
    return False


def _quiet(cut: Sequence[Item], taken: set[int]) -> Iterator[Item]:
    """Where other words say what is wanted: what is said in passing before them or about a person, and that person ("vợ tôi vừa …")."""
    free = [not taken & set(range(item.start, item.end)) for item in cut]
    for at, item in enumerate(cut):
        before = all(not free[i] or cut[i].passing or cut[i].person for i in range(at))
        ahead = cut[at + 1] if at + 1 < len(cut) and free[at + 1] else None
        if item.person:
            spoken_of = bool(ahead and (ahead.passing or ahead.person)) or (before and ahead is None)
        else:
            spoken_of = item.passing and (before or (free[at - 1] and cut[at - 1].person))
        if free[at] and spoken_of:
            yield item


def _meant(typed: Sequence[str], known: Sequence[Phrase], *, marked: bool) -> Phrase | None:
    """The phrase that is written as typed; of several such, the one that says nothing. A word without marks may be any, but a single one in
    a query that is typed with marks (`marked`)."""
    same = _exactly if marked else _same
    fitting = [phrase for phrase in known if _bare(phrase) or all(map(same, typed, words(phrase.written)))]
    return min(fitting, key=lambda phrase: bool(phrase.meanings)) if fitting else None


def _bare(phrase: Phrase) -> bool:
    """Several words written without any marks may be any."""
    return phrase.written.isascii() and " " in phrase.written


def _same(typed: str, meant: str) -> bool:
    return typed.isascii() or plain_tones(typed) == plain_tones(meant)


def _exactly(typed: str, meant: str) -> bool:
    return plain_tones(typed) == plain_tones(meant)


def _span(run: Run, phrase: Phrase, *, alone: bool, counts: float) -> Span:
    own = {fold(word) for word in run.said}
    meanings = [(folded_phrase(text), counts * weight) for text, weight in phrase.meanings]
    completing = [own <= set(text.split(" ")) for text, _ in meanings]
    kept = [meaning for meaning, full in zip(meanings, completing, strict=True) if not full]
    share = 1.0 if alone else _COMPLETED
    full = [(text, weight * share) for (text, weight), full in zip(meanings, completing, strict=True) if full]
    said = next((text for (text, _), same in zip(phrase.meanings, completing, strict=True) if not same), "")
    meant = tuple(text for (text, _), same in zip(phrase.meanings, completing, strict=True) if alone or not same)
    silent, official = not meanings, any(completing)
    return Span(run.start, run.end, tuple(kept), tuple(full), said, meant, silent, official, run.places)


def _runs(forms: Sequence[str]) -> set[str]:
    """All runs of up to ten words of the first sentence: whoever types more gives a name, not everyday words."""
    forms = forms[:_SENTENCE]
    return {
        " ".join(forms[start:end])
        for start in range(len(forms))
        for end in range(start + 1, min(len(forms), start + LONGEST) + 1)
    }
