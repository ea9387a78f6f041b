"""Importing territories: thousands of places and old-to-new rows in seconds, as often as one likes, all or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from motcua.kernel import events, search
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, NotFound
from motcua.kernel.jobs import enqueue
from motcua.kernel.models import Job
from motcua.kernel.refs import Ref
from motcua.kernel.text import sort_key
from motcua.kernel.uids import uuid7
from motcua.organisations.models import Territory, TerritorySuccession, TerritoryVersion
from motcua.organisations.queries.territories import KIND
from motcua.organisations.rules.places import Batch, Heir, Place, Span, Wrong, placed

Progress = Callable[[int, int], None]
SUBJECT = Ref("territories", "all")
JOB = "organisations.import_territories"

_MOST_ERRORS = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did (or, in a dry run, would do). `kept` names lines that say otherwise than what is known, which stays."""

    shape: str
    territories: int
    versions: int
    ended: int
    heirs: int
    unchanged: int
    kept: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A stored or new name with what is not compared."""

    name: str
    type: str
    source: str


def import_territories(
    batch: Batch, *, actor: Actor, source: str = "", progress: Progress | None = None, dry_run: bool = False
) -> Imported:
    """Take a file that `imports.read_territories` read. Raises Invalid, naming every wrong line, and then nothing is written."""
    work = _Work(batch, source)
    work.plan(progress or (lambda _done, _total: None))
    if work.wrong:
        raise _refused(work.wrong)
    if not dry_run and work.has_changes:
        with transaction.atomic():
            work.write()
            payload: dict[str, events.Plain] = {"shape": batch.shape, "source": source, **work.counts}
            events.append(SUBJECT, "territories.imported", actor=actor, payload=payload)
    return work.result()


def queue_import(content: bytes, *, name: str, actor: Actor, valid_from: date | None = None) -> Job:
    """Import a file in the background (`jobs.import_territory_file`). It is kept until then, and removed by the job."""
    with transaction.atomic():
        kept = default_storage.save(f"imports/{uuid7()}.csv", ContentFile(content))
        payload = {"file": kept, "source": name, "valid_from": valid_from.isoformat() if valid_from else None}
        return enqueue(JOB, payload, actor=actor, title=f"Nhập địa bàn: {name}")


def take_queued(name: str) -> bytes:
    """The content of a file that was queued. Raises NotFound when it is gone: the job has run already."""
    if not default_storage.exists(name):
        raise NotFound("Tệp đã nhập xong hoặc không còn.", code="no_file")
    with default_storage.open(name) as file:
        return bytes(file.read())


def drop_queued(name: str) -> None:
    default_storage.delete(name)


class _Work:
    """One import: reads what is known in three queries, plans in memory, writes in bulk."""

    def __init__(self, batch: Batch, source: str) -> None:
        self.batch = batch
        self.source = source
        self.wrong: list[Wrong] = list(batch.wrong)
        self.kept: list[str] = []
        self.ids: dict[str, int] = dict(Territory.objects.values_list("code", "pk"))
        self.stored: dict[int, Span] = {}
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.named: dict[tuple[str, date], _Named] = {}
        self.levels: dict[str, str] = {}
        self.unchanged = 0
        self.heirs: list[Heir] = []
        self.counts: dict[str, int] = {}
        self._read()

    def _read(self) -> None:
        codes = {pk: code for code, pk in self.ids.items()}
        rows = TerritoryVersion.objects.order_by("territory", "valid_from").values_list(
            "pk", "territory", "parent", "valid_from", "valid_to", "sort_key"
        )
        for pk, territory, parent, start, end, key in rows.iterator(chunk_size=5000):
            span = Span(key, codes.get(parent, ""), start, end, pk)
            self.stored[pk] = span
            code = codes[territory]
            self.spans[code] = (*self.spans.get(code, ()), span)

    def plan(self, progress: Progress) -> None:
        places = list(_with_known_names(_with_provinces(self.batch, self.ids)))
        coming = {p.code for p in places}
        for done, place in enumerate(places, 1):
            if place.parent and place.parent not in self.ids and place.parent not in coming:
                self.wrong.append(
                    Wrong(place.line, "parent", N_("Không có đơn vị cấp trên mã {code}."), {"code": place.parent})
                )
            else:
                self._place(place)
            if done % 500 == 0 or done == len(places):
                progress(done, len(places))
        self._plan_heirs(coming)

    def _place(self, place: Place) -> None:
        before = self.spans.get(place.code, ())
        after = placed(before, place.valid_from, place.valid_to, sort_key(place.name, limit=300), place.parent)
        if after.kept is not None:
            self.kept.append(
                f"Dòng {place.line}: {place.code} {place.name} khác với tên hoặc cấp trên đã có; giữ cái đã có."
            )
        elif after.spans == before:
            self.unchanged += 1
        self.spans[place.code] = after.spans
        self.levels.setdefault(place.code, place.level)
        for span in after.spans:
            if span.key is None:
                self.named.setdefault((place.code, span.start), _Named(place.name, place.type, self.source))

    def _plan_heirs(self, coming: set[str]) -> None:
        known = {
            (o, n, on): d for o, n, on, d in TerritorySuccession.objects.values_list("old", "new", "on", "divided")
        }
        for heir in self.batch.heirs:
            if missing := [c for c in (heir.old, heir.new) if c not in self.ids and c not in coming]:
                self.wrong.append(Wrong(heir.line, "code", N_("Không có mã {code}."), {"code": missing[0]}))
            elif (self.ids.get(heir.old), self.ids.get(heir.new), heir.on) not in known:
                self.heirs.append(heir)

    @property
    def has_changes(self) -> bool:
        return bool(self.heirs or self._new() or self._moved())

    def _new(self) -> list[tuple[str, Span]]:
        return [(code, s) for code, spans in self.spans.items() for s in spans if s.key is None]

    def _moved(self) -> list[Span]:
        return [s for spans in self.spans.values() for s in spans if s.key is not None and s != self.stored[s.key]]

    def write(self) -> None:
        """Territories, then versions (those that end or begin elsewhere first, so that no two overlap), then heirs, then the index."""
        new, moved = self._new(), self._moved()
        fresh = [code for code in self.levels if code not in self.ids]
        Territory.objects.bulk_create([Territory(code=c, level=self.levels[c]) for c in fresh], batch_size=1000)
        for start in range(0, len(fresh), 500):
            self.ids.update(Territory.objects.filter(code__in=fresh[start : start + 500]).values_list("code", "pk"))
        TerritoryVersion.objects.bulk_update(
            [TerritoryVersion(pk=s.key, valid_from=s.start, valid_to=s.end) for s in moved],
            ["valid_from", "valid_to"],
            batch_size=300,
        )
        TerritoryVersion.objects.bulk_create([self._version(code, span) for code, span in new], batch_size=1000)
        TerritorySuccession.objects.bulk_create([self._succession(h) for h in self.heirs], batch_size=1000)
        self.counts = {
            "territories": len(fresh),
            "versions": len(new),
            "ended": len(moved),
            "heirs": len(self.heirs),
            "unchanged": self.unchanged,
        }
        index_territories({self.ids[code] for code, _ in new})

    def _version(self, code: str, span: Span) -> TerritoryVersion:
        named = self.named[code, span.start]
        return TerritoryVersion(
            territory_id=self.ids[code],
            valid_from=span.start,
            valid_to=span.end,
            name=named.name,
            type=named.type,
            parent_id=self.ids[span.parent] if span.parent else None,
            source=named.source[:200],
            sort_key=span.name,
        )

    def _succession(self, heir: Heir) -> TerritorySuccession:
        return TerritorySuccession(
            old_id=self.ids[heir.old],
            new_id=self.ids[heir.new],
            on=heir.on,
            divided=heir.divided,
            source=self.source[:200],
        )

    def result(self) -> Imported:
        fresh = [code for code in self.levels if code not in self.ids]
        counts = self.counts or {
            "territories": len(fresh),
            "versions": len(self._new()),
            "ended": len(self._moved()),
            "heirs": len(self.heirs),
            "unchanged": self.unchanged,
        }
        return Imported(self.batch.shape, **counts, kept=tuple(self.kept), notes=self.batch.notes)


def index_territories(keys: Iterable[int]) -> None:
    """Make places findable by all their names, their code and the names above them."""
    wanted = set(keys)
    names: dict[int, list[str]] = {}
    parents: dict[int, set[int]] = {}
    rows = TerritoryVersion.objects.order_by("territory", "valid_from").values_list("territory", "name", "parent")
    for territory, name, parent in rows.iterator(chunk_size=5000):
        names.setdefault(territory, []).append(name)
        if parent is not None:
            parents.setdefault(territory, set()).add(parent)
    codes = dict(Territory.objects.values_list("pk", "code"))

    def entries() -> Iterator[search.Entry]:
        for pk in sorted(wanted):
            above = {p: names[p][-1] for p in parents.get(pk, ())}
            further = {g: names[g][-1] for p in above for g in parents.get(p, ())}
            up = " ".join(_bare(name) for name in {**further, **above}.values())
            yield search.Entry(pk, names[pk][-1], [(codes[pk], 6), (" ".join(names[pk][:-1]), 4), (up, 2)])

    search.index_many(KIND, entries())


def _bare(name: str) -> str:
    """The name without its type: words that thousands of places share tell none of them apart."""
    return re.sub(r"^(Tỉnh|Thành phố|Quận|Huyện|Thị xã) ", "", name)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Any]:
    text = files("motcua.organisations").joinpath("data", "territories.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _with_provinces(batch: Batch, known: Mapping[str, int]) -> Iterator[Place]:
    """The batch, preceded by provinces that it refers to and that nobody imported: they ship with us."""
    named = {p.code for p in batch.places}
    wanted = {p.parent for p in batch.places if p.parent} - named - known.keys()
    for code, name in _shipped()["provinces"]:
        if code in wanted:
            kind = name.split()[0] if name.startswith("Tỉnh") else "Thành phố trực thuộc trung ương"
            yield Place(0, code, "province", name, kind, "", _shipped()["since"])
    yield from batch.places


def _with_known_names(places: Iterable[Place]) -> Iterator[Place]:
    """Lists show the names of their day. Where we know when a name changed, the place is taken as it was before and since."""
    changes = {code: (before, after, r["from"]) for r in _shipped()["renamed"] for code, before, after in r["codes"]}
    for place in places:
        known = changes.get(place.code)
        if known is None or place.valid_to is not None or place.valid_from is None or place.valid_from >= known[2]:
            yield place
            continue
        before, after, on = known
        key = sort_key(place.name)
        if key in {sort_key(before), sort_key(after)}:
            yield replace(place, name=before, type=before.split()[0], valid_to=on)
            yield replace(place, name=after, type=after.split()[0], valid_from=on)
        else:
            yield place


def _refused(wrong: list[Wrong]) -> Invalid:
    """One sentence and the lines; of one kind of fault only so many are told one by one."""
    shown = [FieldError(f"{w.line}", w.template, {**w.params}) for w in wrong[:_MOST_ERRORS]]
    kinds = Counter(w.template for w in wrong)
    return Invalid(
        "Không nhập tệp: {count} dòng sai, dòng đầu tiên {line}. Chưa có gì được ghi.",
        code="territories_file",
        errors=tuple(shown),
        count=sum(kinds.values()),
        line=wrong[0].line,
    )
