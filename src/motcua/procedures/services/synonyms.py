"""Keeping the province's own words for procedures, and the tally of searches that found nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateField, F, Value, When

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.kernel.gathered import Gathered
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.search.words import folded_phrase
from motcua.kernel.text import nfc, without_contacts
from motcua.procedures.events import EventKind
from motcua.procedures.models import SearchMiss, Synonym
from motcua.procedures.queries.search import SYNONYM

LONGEST = 120
MOST_MEANINGS = 12
_MOST_PHRASE_WORDS = 10
_MOST_MISSES = 5_000
_NUMBER = re.compile(r"\d{5,}")


def keep_synonym(
    phrase: str,
    meanings: Sequence[str],
    *,
    active: bool,
    version: int,
    actor: Actor,
) -> Synonym:
    """Write what a phrase stands for, best first; no meanings: it says nothing. `version` 0 where the province has none of its own yet.

    Raises Invalid where a part cannot be taken, Stale where somebody changed it meanwhile.
    """
    said = " ".join(nfc(phrase).split()).lower()
    listed = [text for text in (" ".join(nfc(one).split()) for one in meanings) if text]
    _check(said, listed)
    now = clock.now()
    with transaction.atomic():
        rows = Synonym.objects.filter(key=folded_phrase(said))
        if version:
            changed = rows.filter(version=version).update(
                phrase=said,
                meanings=listed,
                active=active,
                changed_at=now,
                by_name=actor.name,
                version=F("version") + 1,
            )
            if not changed:
                raise changed_meanwhile(Ref(SYNONYM, str(rows.values_list("uid", flat=True).get())), actor=actor)
            row = rows.get()
        elif rows.exists():
            raise Invalid(
                "Đã có mục này.", errors=(FieldError("phrase", "Cụm từ này đã có trong từ đồng nghĩa của tỉnh."),)
            )
        else:
            row = Synonym.objects.create(
                key=folded_phrase(said),
                phrase=said,
                meanings=listed,
                active=active,
                changed_at=now,
                by_name=actor.name,
            )
        if active:  # one that is not in use lets nobody find more
            SearchMiss.objects.filter(key=row.key).update(settled=True)
        payload: dict[str, events.Plain] = {"phrase": said, "meanings": listed, "in_use": active}
        events.append(Ref(SYNONYM, str(row.uid)), EventKind.SYNONYM_KEPT, actor=actor, payload=payload)
    return row


def _check(said: str, meanings: Sequence[str]) -> None:
    words = folded_phrase(said).split()
    errors = []
    if not words:
        errors.append(FieldError("phrase", "Nhập cụm từ mà người dân hay dùng."))
    elif len(words) > _MOST_PHRASE_WORDS or len(said) > LONGEST:
        errors.append(FieldError("phrase", "Cụm từ dài nhất {most} tiếng.", {"most": _MOST_PHRASE_WORDS}))
    if len(meanings) > MOST_MEANINGS:
        errors.append(FieldError("meanings", "Nhiều nhất {most} cách hiểu.", {"most": MOST_MEANINGS}))
    if any(len(text) > 300 or not folded_phrase(text) for text in meanings):
        errors.append(FieldError("meanings", "Mỗi dòng là những từ có trong tên thủ tục, dài nhất 300 ký tự."))
    if errors:
        raise Invalid("Chưa ghi được từ đồng nghĩa.", errors=tuple(errors))


def note_miss(text: str, on: date, *, weak: bool = False) -> None:
    """Count a search that found nothing, or nothing that fits (`weak`), soon (`kernel.gathered`). Only its folded words are kept, none that
    holds a long number or an address, nothing of who asked."""
    key = folded_phrase(text)[:LONGEST].strip()
    if len(key) >= 2 and not _NUMBER.search(key) and without_contacts(text) == text:
        _misses.add((key, on, weak))


def _count(asked: Sequence[tuple[str, date, bool]]) -> None:
    """Two processes at once lose nothing; four queries, however many were asked."""
    times, last = Counter(key for key, _, _ in asked), {key: day for key, day, _ in asked}
    weak = [key for key, is_weak in {key: is_weak for key, _, is_weak in asked}.items() if is_weak]
    with transaction.atomic():
        known = set(SearchMiss.objects.filter(key__in=times).values_list("key", flat=True))
        room = max(0, _MOST_MISSES - SearchMiss.objects.count())
        new = [
            SearchMiss(key=key, times=0, first_on=last[key], last_on=last[key]) for key in sorted(times.keys() - known)
        ]
        SearchMiss.objects.bulk_create(new[:room], ignore_conflicts=True)
        more = Case(*(When(key=key, then=Value(n)) for key, n in times.items()), default=Value(0))
        newest = Case(*(When(key=key, then=Value(day)) for key, day in last.items()), output_field=DateField())
        rows = SearchMiss.objects.filter(key__in=times)
        is_weak = Case(When(key__in=weak, then=Value(True)), default=Value(False))
        rows.update(times=F("times") + more, last_on=newest, weak=is_weak, settled=False)


_misses: Gathered[tuple[str, date, bool]] = Gathered(
    "searches that found nothing", seconds=lambda: settings.MISSES_FLUSH_SECONDS, write=_count
)


def write_misses() -> int:
    """Write the searches that wait in this process. Returns how many."""
    return _misses.flush()


def set_aside(key: str) -> None:
    """Take a search off the list of those that want a synonym; asked again it comes back."""
    SearchMiss.objects.filter(key=key).update(settled=True)
