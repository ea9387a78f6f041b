"""Which units a wording in a document means: single names, names of the past, lists, and collective names.

A document says "Văn phòng", "Các phòng chuyên môn", "các sở, ban, ngành; UBND cấp xã". What that is depends on who issued it and when.
`Resolver` reads everything once (five queries) and then answers any number of wordings; `resolve_units` is for a single one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.kernel.rules import NotEstablished, rule
from motcua.kernel.search.words import distance
from motcua.organisations.models import Unit, UnitAlias, UnitType, UnitVersion
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import ancestors, provinces_committee, successors
from motcua.organisations.rules.names import (
    Collective,
    Noun,
    collective,
    name_key,
    parts_of,
    shared_noun,
    tails,
    without_notes,
    without_plural,
)

_FAR = 99
_LIST_PARTS = 12  # a longer list is prose, not a list of units


class How(StrEnum):
    """By what a wording was understood."""

    ALIAS = "alias"
    """Somebody entered what it means."""
    COLLECTIVE = "collective"
    """A collective name (các phòng chuyên môn) by the rules of `collective_names.yaml`."""
    NAME = "name"
    """The name, short name or abbreviation on the date."""
    FORMER = "former"
    """A name of the past; the unit or its successors on the date."""
    LIST = "list"
    """Several wordings, each understood."""
    PART = "part"
    """Only some of a list was understood."""
    SIMILAR = "similar"
    """Nearly a name: perhaps a typing error."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Resolution:
    """`units` in official order, without repetition. `confident` False: a person should look. `unknown` are the parts nothing fits."""

    units: tuple[Unit, ...]
    how: How
    confident: bool
    unknown: tuple[str, ...] = ()
    heads: bool = False


NOTHING = Resolution((), How.NONE, confident=False)


def resolve_units(text: str, *, issuer: Unit, on: date) -> Resolution:
    """Which units `text` means in a document of `issuer` dated `on`."""
    return Resolver(issuer, on).resolve(text)


@dataclass(slots=True)
class _Named:
    """A unit under one of its names: how near it stands to the issuer, and whether the name is that of the date."""

    version: UnitVersion
    far: int
    present: bool


class Resolver:
    """Answers for all wordings of one document: what `issuer` and date decide is read once."""

    def __init__(self, issuer: Unit, on: date) -> None:
        self.issuer = issuer
        self.on = on
        self.versions = list(
            UnitVersion.objects.select_related("unit", "territory").order_by("position", "sort_key", "pk")
        )
        self.present = {v.unit_id: v for v in self.versions if _holds(v, on)}
        above = ancestors(issuer, on)
        self.chain = [issuer.pk, *(u.pk for u in above)]
        province = provinces_committee(issuer, on)
        self.province = province.unit_id if province else (self.chain[-1])
        self.body = self._body()
        self.aliases = self._aliases()
        self.nouns = _nouns(on)
        self.places = self._places()
        self.names = self._names()
        self._known: dict[str, Resolution] = {}

    def resolve(self, text: str) -> Resolution:
        """Which units the wording means. Never raises; a wording that fits nothing gives NOTHING."""
        bare = without_notes(text)
        key = name_key(bare)
        if not key:
            return NOTHING
        if key not in self._known:
            whole = self._whole(bare)
            self._known[key] = whole if whole.units and whole.how is not How.SIMILAR else self._list(bare, whole)
        return self._known[key]

    def _whole(self, text: str) -> Resolution:
        """The wording as one name."""
        key = name_key(text)
        if (alias := self._alias(key)) is not None:
            return alias
        if (group := collective(key, self.nouns)) is not None:
            return self._collective(group)
        for shorter in tails(key, self.places):
            if (found := self._single(shorter)) is not None:
                return found
        return self._similar(key)

    def _list(self, text: str, whole: Resolution) -> Resolution:
        """The wording as a list: at every part the longest run of parts that is a name. Names hold commas and “và” themselves."""
        parts = parts_of(text)
        if not 1 < len(parts) <= _LIST_PARTS:
            return whole
        units: list[Unit] = []
        unknown: list[str] = []
        confident, at, head = True, 0, ""
        while at < len(parts):
            found, end, head = self._longest(text, parts, at, head)
            if found is None:
                unknown.append(text[slice(*parts[at])].strip())
            else:
                units += found.units
                confident = confident and found.confident
            at = end
        if not units:
            return whole
        how = How.PART if unknown else How.LIST
        return Resolution(self._ordered(units), how, confident and not unknown, tuple(unknown))

    def _longest(
        self, text: str, parts: list[tuple[int, int]], at: int, head: str
    ) -> tuple[Resolution | None, int, str]:
        """The longest run of parts from `at` on that is understood, where the rest begins, and the noun that the next parts share.

        “Các Sở: Nội vụ, Tư pháp” says the noun once: a part that is no name is tried again behind it.
        """
        for end in range(len(parts), at, -1):
            run = text[parts[at][0] : parts[end - 1][1]]
            for candidate in (run, without_plural(run), f"{head} {run}" if head else ""):
                if not candidate or (candidate == run and (at, end) == (0, len(parts))):
                    continue
                found = self._whole(candidate)
                if found.units and found.how is not How.SIMILAR:
                    return found, end, shared_noun(candidate) or head
        return None, at + 1, head

    def _alias(self, key: str) -> Resolution | None:
        """What was entered: by the nearest body above the issuer, else for everybody."""
        fitting = [a for a in self.aliases if a.folded == key]
        if not fitting:
            return None
        alias = min(fitting, key=lambda a: self.chain.index(a.owner_id) if a.owner_id in self.chain else _FAR)
        members = {m.unit_id: m.excluded for m in alias.members.all()}
        named = [pk for pk, excluded in members.items() if not excluded]
        units = [v.unit for pk in named for v in self._living(pk)]
        if alias.rule != UnitAlias.Rule.UNITS:
            base = {"issuer": self.body, "province": self.province, "unit": alias.base_unit_id}[alias.base]
            deep = alias.rule == UnitAlias.Rule.DESCENDANTS
            fits = self._fitting(tuple(alias.types), alias.prefix, alias.level)
            units += [v.unit for v in self._below(base, deep=deep) if fits(v) and not members.get(v.unit_id, False)]
        return Resolution(self._ordered(units), How.ALIAS, confident=bool(units))

    def _collective(self, group: Collective) -> Resolution:
        units: list[Unit] = []
        for noun in group.nouns:
            base, deep = (self.province, True) if noun.level else (self.body, False)
            if noun.base == "province":
                base = self.province
            fits = self._fitting(noun.types, noun.prefix, noun.level)
            units += [v.unit for v in self._below(base, deep=deep) if fits(v)]
        return Resolution(
            self._ordered(units), How.COLLECTIVE, confident=bool(units) and not group.heads, heads=group.heads
        )

    def _single(self, key: str) -> Resolution | None:
        """One name: the nearest unit that bears it on the date, else the nearest that ever bore it, as it lives on."""
        bearers = self.names.get(key, [])
        for present in (True, False):
            those = [n for n in bearers if n.present is present]
            if not those:
                continue
            nearest = min(n.far for n in those)
            units = {n.version.unit_id: n.version for n in those if n.far == nearest}
            living = [v for pk in units for v in self._living(pk)]
            if not living:
                continue
            sure = len(units) == 1 and len(living) == 1 and nearest < _FAR
            return Resolution(self._ordered(v.unit for v in living), How.NAME if present else How.FORMER, sure)
        return None

    def _similar(self, key: str) -> Resolution:
        """A name that differs by at most one letter in ten: a typing error, to be looked at."""
        allowed = len(key) // 10
        if allowed == 0:
            return NOTHING
        near = [
            (distance(key, other, allowed), bearers)
            for other, bearers in self.names.items()
            if abs(len(other) - len(key)) <= allowed
        ]
        best = min((d for d, _ in near), default=_FAR)
        if best > allowed:
            return NOTHING
        bearers = [n for d, found in near if d == best for n in found]
        nearest = min(n.far for n in bearers)
        living = [v for n in bearers if n.far == nearest for v in self._living(n.version.unit_id)]
        return Resolution(self._ordered(v.unit for v in living), How.SIMILAR, confident=False)

    def _living(self, unit: int) -> list[UnitVersion]:
        """The unit on the date, else what it lives on in."""
        if unit in self.present:
            return [self.present[unit]]
        return [self.present[u.pk] for u in successors(unit, self.on)]

    def _below(self, base: int | None, *, deep: bool) -> list[UnitVersion]:
        children = [
            v
            for v in self.versions
            if v.parent_id == base and v.unit_id in self.present and self.present[v.unit_id] is v
        ]
        if not deep:
            return children
        return [v for child in children for v in (child, *self._below(child.unit_id, deep=True))]

    def _fitting(self, types: tuple[str, ...], prefix: str, level: str) -> Callable[[UnitVersion], bool]:
        def fits(version: UnitVersion) -> bool:
            return (
                (not types or version.type in types)
                and (not prefix or version.folded.startswith(f"{prefix} ") or version.folded == prefix)
                and (not level or (version.territory is not None and version.territory.level == level))
            )

        return fits

    def _ordered(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        wanted = {u.pk: u for u in units}
        order = {v.unit_id: i for i, v in enumerate(self.versions) if v.unit_id in self.present}
        return tuple(wanted[pk] for pk in sorted(wanted, key=lambda pk: order.get(pk, len(order))))

    def _body(self) -> int:
        """The agency whose divisions “các phòng” are: the issuer, or the agency it is a division of."""
        for pk in self.chain:
            version = self.present.get(pk)
            if version is not None and version.type != UnitType.DIVISION:
                return pk
        return self.issuer.pk

    def _aliases(self) -> list[UnitAlias]:
        rows = UnitAlias.objects.filter(valid_on(self.on)).prefetch_related("members")
        return [a for a in rows if a.owner_id is None or a.owner_id in self.chain]

    def _places(self) -> list[str]:
        """Folded names of places in the names of committees above: what may follow a name (`Sở Nội vụ tỉnh Đồng Nai`)."""
        found = set()
        for version in self.versions:
            if version.unit_id in self.chain and version.type == UnitType.PEOPLES_COMMITTEE:
                found.add(
                    version.folded.removeprefix("uy ban nhan dan ").removeprefix("tinh ").removeprefix("thanh pho ")
                )
        return sorted(p for p in found if p)

    def _names(self) -> dict[str, list[_Named]]:
        far = self._distances()
        names: dict[str, list[_Named]] = {}
        for version in self.versions:
            present = self.present.get(version.unit_id) is version
            keys = {name_key(n) for n in (version.name, version.short_name, version.abbreviation) if n}
            keys |= {shorter for key in list(keys) for shorter in tails(key, self.places) if " " in shorter}
            for key in keys:
                names.setdefault(key, []).append(_Named(version, far.get(version.unit_id, _FAR), present))
        for key in self._self_names():
            names.setdefault(key, []).append(_Named(self.present[self.body], 0, present=True))
        return names

    def _self_names(self) -> set[str]:
        """How a body calls itself in its own documents: the kind of body alone (“Ban Quản lý”, “Văn phòng”, “Sở”, “UBND”)."""
        version = self.present.get(self.body)
        if version is None:
            return set()
        heads = ("ban quan ly", "so", "uy ban nhan dan", "trung tam", "thanh tra", "ban")
        own = {head for head in heads if version.folded.startswith(f"{head} ")}
        has_office = any(v.folded == "van phong" for v in self._below(self.body, deep=False))
        if version.folded.startswith("van phong ") and not has_office:
            own.add("van phong")
        return own

    def _distances(self) -> dict[int, int]:
        """How near units stand to the issuer: itself and what is under it 0, beside it 1, under the agencies above 2, 3, …"""
        parent = {pk: v.parent_id for pk, v in self.present.items()}
        for version in self.versions:  # ended units count where they last stood
            parent.setdefault(version.unit_id, version.parent_id)
        rank = {
            pk: i
            for i, pk in enumerate([self.body, *(pk for pk in self.chain if pk not in {self.body, self.issuer.pk})])
        }
        far: dict[int, int] = {}
        for unit in parent:
            at: int | None = unit
            seen: set[int] = set()
            while at is not None and at not in rank and at not in seen:
                seen.add(at)
                at = parent.get(at)
            if at is not None and at in rank:
                depth = 0 if unit == at else 1 if parent.get(unit) == at else 2
                far[unit] = rank[at] * 3 + depth
        return far


def _holds(version: UnitVersion, on: date) -> bool:
    return version.valid_from <= on and (version.valid_to is None or version.valid_to > on)


def _nouns(on: date) -> list[Noun]:
    try:
        value = rule("organisations.collective_names", on).value
    except NotEstablished:
        return []
    return [Noun(n["key"], n["base"], tuple(n["types"]), n["prefix"], n["level"]) for n in value]
