"""Asking the index: which words were meant, which records hold them, which of those fit best."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import (
    Case,
    Exists,
    Expression,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from motcua.kernel.models import SearchEntry, SearchPosting, SearchTerm
from motcua.kernel.search.among import Among
from motcua.kernel.search.ranked import MOST_HITS, best, ranked_kinds
from motcua.kernel.search.words import distance, folded_phrase, words
from motcua.kernel.text import fold

M = TypeVar("M", bound=Model)

MOST_QUERY_WORDS = 12  # of a long question, the rarest say what is meant; more would only slow the answer
_AS_TYPED = 3  # a word with the very diacritics that were typed counts this much more
_ALL = 0.75  # of what was asked, by the rarity of its words: hits that answer less are told to be the nearest only
_ENOUGH = 100  # ranked hits that the caller may see, to be content with the best of all
_TITLE_HOLDS, _TITLE_IS = 60, 200  # phrase bonuses, above what scattered words can reach


@dataclass(frozen=True, slots=True)
class Meant:
    """One word of the query: `typed` as folded, `ids` of the vocabulary's words that answer it, `exact` those written as typed."""

    typed: str
    ids: tuple[int, ...]
    exact: tuple[int, ...]
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[M]):
    """`queryset` is annotated with `search_rank`; `corrections` maps a typed word to what was looked for instead; `relaxed`
    tells that no record held all the words, so those holding most of them are given. For kinds that are searched by rank also:
    `stands_for`, everyday words → what they were taken for; `marked`, the words by which the hits were found (folded, or as written after
    "="); `answered`, the share of what was asked that the best hits answer; `scattered`, whether they hold its words only
    far from one another."""

    queryset: QuerySet[M]
    corrections: dict[str, str]
    relaxed: bool = False
    stands_for: dict[str, str] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()
    answered: float = 1.0
    scattered: bool = False


def find(queryset: QuerySet[M], kind: str, text: str) -> Found[M]:
    """The records of `queryset` that `text` finds, annotated with `search_rank`. Blank text finds all, with rank 0.

    Two queries beside the caller's own (one more where a word must be corrected), however long the vocabulary.
    """
    asked = words(text[:500])
    ranked: Any  # annotate() gives the query set a type of its own, which is not to be seen outside
    if not asked:
        ranked = queryset.annotate(search_rank=Value(0, output_field=IntegerField()))
        return Found(ranked, {})
    if kind in ranked_kinds:
        return _by_rank(queryset, kind, text)
    meant = _meant(kind, asked)
    corrections = {m.typed: m.corrected for m in meant if m.corrected}
    ranked = queryset.annotate(search_rank=_rank(kind, meant, folded_phrase(text)))
    every = ranked.filter(*[_holds(kind, m.ids) for m in meant])
    if len(meant) < 2 or every.exists():
        return Found(every, corrections)
    return Found(_most(ranked, kind, meant), corrections, relaxed=True)


def _by_rank(queryset: QuerySet[M], kind: str, text: str) -> Found[M]:
    """The best hits among the records of `queryset`. Where its own conditions leave out most of the best, its rows are measured alone."""
    hits = best(kind, text)
    kept = hits.scores
    if len(kept) == MOST_HITS:
        keys = queryset.order_by().values_list("pk", flat=True)
        if keys.filter(Among("pk", [key for key, _ in kept]))[:_ENOUGH].count() < _ENOUGH:
            hits = best(kind, text, among=set(keys))
            kept = hits.scores
    rows: Any = queryset.filter(Among("pk", [key for key, _ in kept])).annotate(search_rank=_ScoreOf(kept))
    relaxed = hits.answered < _ALL
    return Found(rows, hits.corrections, relaxed, hits.stands_for, hits.marked, hits.answered, hits.scattered)


class _ScoreOf(Expression):
    """The score of a row by its key, in whole numbers.

    Three hundred `When` of Django take longer to build than to answer: SQLite gets a plain CASE. PostgreSQL, which tries one case after the
    other for each row, looks the key up in an object instead.
    """

    output_field = IntegerField()

    def __init__(self, scores: Sequence[tuple[int, int]]) -> None:
        super().__init__(output_field=IntegerField())
        self.scores = tuple((int(key), int(score)) for key, score in scores)
        self.key: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.key]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.key,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.scores:
            return "0", ()
        key, params = compiler.compile(self.key)
        if connection.vendor == "postgresql":
            return f"COALESCE((%s::jsonb ->> {key}::text)::int, 0)", (json.dumps(dict(self.scores)), *params)
        whens = " ".join(f"WHEN {number} THEN {score}" for number, score in self.scores)
        return f"CASE {key} {whens} ELSE 0 END", tuple(params)


def _holds(kind: str, ids: Sequence[int]) -> Exists:
    return Exists(SearchPosting.objects.filter(kind=kind, object_id=OuterRef("pk"), term_id__in=ids))


def _most(ranked: Any, kind: str, meant: Sequence[Meant]) -> Any:
    """Records that hold at least half of the words, and at least two where there are three or more."""
    needed = max(1 if len(meant) < 3 else 2, (len(meant) + 1) // 2)
    held: Any = Value(0)
    for m in meant:
        held = held + Case(When(_holds(kind, m.ids), then=1), default=0, output_field=IntegerField())
    return (
        ranked.annotate(search_held=held)
        .filter(search_held__gte=needed)
        .annotate(search_rank=F("search_rank") + F("search_held") * 100)
    )


def _rank(kind: str, meant: Sequence[Meant], phrase: str) -> Any:
    ids = {i for m in meant for i in m.ids}
    exact = {i for m in meant for i in m.exact}
    weight = Case(
        When(term_id__in=exact, then=F("weight") * _AS_TYPED), default=F("weight"), output_field=IntegerField()
    )
    postings = (
        SearchPosting.objects.filter(kind=kind, object_id=OuterRef("pk"), term_id__in=ids)
        .order_by()
        .values("object_id")
        .annotate(total=Sum(weight))
        .values("total")
    )
    title = SearchEntry.objects.filter(kind=kind, object_id=OuterRef("pk"))
    bonus = Case(
        When(Exists(title.filter(title=phrase)), then=_TITLE_IS),
        When(Exists(title.filter(title__contains=phrase)), then=_TITLE_HOLDS),
        default=0,
        output_field=IntegerField(),
    )
    return Coalesce(Subquery(postings, output_field=IntegerField()), 0) + bonus


def _meant(kind: str, asked: Sequence[str]) -> list[Meant]:
    """What each word stands for, in one look-up; unknown words are corrected against the vocabulary in a second one."""
    folded = [fold(w) for w in asked]
    last = folded[-1]
    known: dict[str, list[tuple[int, str]]] = {}
    query = Q(folded__in=set(folded))
    if len(last) >= 2:
        query |= Q(folded__startswith=last)  # the last word may still be being typed
    for pk, text, form in SearchTerm.objects.filter(query).values_list("pk", "text", "folded"):
        known.setdefault(form, []).append((pk, text))
    meant: dict[str, Meant] = {}
    for position, (typed, form) in enumerate(zip(asked, folded, strict=True)):
        terms = list(known.get(form, ()))
        if position == len(asked) - 1:
            terms += [t for other, of_one in known.items() if other != form and other.startswith(form) for t in of_one]
        meant[form] = Meant(form, tuple(pk for pk, _ in terms), tuple(pk for pk, text in terms if text == typed))
    missing = [form for form, m in meant.items() if not m.ids]
    if missing:
        meant |= _corrected(kind, missing)
    # the longest words tell most
    return (
        sorted(meant.values(), key=lambda m: -len(m.typed))[:MOST_QUERY_WORDS]
        if len(meant) > MOST_QUERY_WORDS
        else list(meant.values())
    )


def _corrected(kind: str, missing: Sequence[str]) -> dict[str, Meant]:
    """The nearest words that records of this kind really use. A word nothing is near to stays, and finds nothing."""
    near = Q(pk__in=[])
    for form in missing:
        if len(form) >= 3 and not form.isdigit():
            near |= Q(length__gte=len(form) - _allowed(form), length__lte=len(form) + _allowed(form))
    used = Exists(SearchPosting.objects.filter(kind=kind, term_id=OuterRef("pk")))
    vocabulary = list(SearchTerm.objects.filter(near).filter(used).values_list("pk", "folded"))
    return {form: _nearest(form, vocabulary) for form in missing}


def _nearest(form: str, vocabulary: Sequence[tuple[int, str]]) -> Meant:
    allowed = _allowed(form) if len(form) >= 3 and not form.isdigit() else 0
    # a wrong first letter is rare, so among equally near words one with the right first letter is meant
    scored = [(distance(form, other, allowed) * 2 + (other[:1] != form[:1]), other, pk) for pk, other in vocabulary]
    best = min((score for score, _, _ in scored if score <= allowed * 2 + 1), default=None)
    if best is None or allowed == 0 or best > allowed * 2 + 1:
        return Meant(form, (), ())
    chosen = [(other, pk) for score, other, pk in scored if score == best]
    return Meant(form, tuple(pk for _, pk in chosen), (), corrected=min(other for other, _ in chosen))


def _allowed(form: str) -> int:
    return 1 if len(form) < 8 else 2
