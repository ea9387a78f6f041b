"""In which capacity an officer may sign in the name of a body: TM., Q., KT., TL., TUQ., or as its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from motcua.organisations.models import Charge, Officer, Post, SigningAuthority, Tenure, Unit, UnitType
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import version_on

_HEAD = "Người đứng đầu"


@dataclass(frozen=True, slots=True)
class Capacity:
    """How an officer signs. `code` is `TM`, `Q`, `KT`, `TL`, `TUQ`, or empty for the head of a body that is no collective.

    `lines` stand above the name (`KT. TRƯỞNG BAN`, `PHÓ TRƯỞNG BAN`; of who acts as head `Q. TRƯỞNG BAN` alone). `document` is what the
    capacity rests on, valid in `[valid_from, valid_to)`: the appointing document of a head, the notice of assignment or the authority of
    others.
    """

    code: str
    lines: tuple[str, ...]
    post: Post
    document: str
    document_date: date | None
    document_ref: str
    valid_from: date
    valid_to: date | None
    scope: str = ""


def may_sign_as(officer: Officer, unit: Unit, on: date, kind: str = "") -> list[Capacity]:
    """Every capacity in which the officer may sign documents of the unit (of a type, by its abbreviation) on a date. Five queries.

    Empty for whoever holds no post then: standing in for an absent officer is no right to sign.
    """
    tenures = Tenure.objects.filter(valid_on(on), valid_on(on, "post__"), valid_on(on, "officer__"), officer=officer)
    held = {t.post_id: t for t in tenures.select_related("post").order_by("valid_from", "pk")}
    version = version_on(unit, on) if held else None
    if version is None:
        return []
    names = _Names.of(unit, on, version.type)
    found = [*_as_head(held.values(), unit, names), *_by_authority(held, unit, on, kind, names)]
    found += _by_charge(held, unit, on, names)
    return list({(c.code, c.post.pk, c.document): c for c in found}.values())


@dataclass(frozen=True, slots=True)
class _Names:
    """What the head is called, and the collective on whose behalf is signed (empty where there is none)."""

    head: str
    collective: str

    @classmethod
    def of(cls, unit: Unit, on: date, unit_type: str) -> _Names:
        heads = Post.objects.filter(valid_on(on), unit=unit, kind=Post.Kind.HEAD).order_by("position", "pk")
        title = heads.values_list("title", flat=True).first() or _HEAD
        collective = {UnitType.PEOPLES_COMMITTEE: "Ủy ban nhân dân", UnitType.PEOPLES_COUNCIL: "Hội đồng nhân dân"}
        return cls(title.upper(), collective.get(UnitType(unit_type), "").upper())

    def lines(self, code: str, title: str) -> tuple[str, ...]:
        on_behalf = (f"TM. {self.collective}",) if self.collective and code in {"TM", "Q", "KT"} else ()
        if code == "Q":
            return (*on_behalf, f"Q. {self.head}")
        for_head = (f"{code}. {self.head}",) if code in {"KT", "TL", "TUQ"} else ()
        return (*on_behalf, *for_head, title.upper())


def _as_head(tenures: Iterable[Tenure], unit: Unit, names: _Names) -> Iterator[Capacity]:
    for t in tenures:
        if t.post.unit_id == unit.pk and t.post.kind == Post.Kind.HEAD:
            code = "TM" if names.collective else ""
            yield _resting_on(t, code, t.post, names)


def _by_authority(held: dict[int, Tenure], unit: Unit, on: date, kind: str, names: _Names) -> Iterator[Capacity]:
    rows = SigningAuthority.objects.filter(valid_on(on), unit=unit, post__in=held).select_related("post")
    for row in rows.order_by("capacity", "valid_from", "pk"):
        if not kind or not row.kinds or kind.upper() in row.kinds:
            yield _resting_on(row, row.capacity, row.post, names, row.scope)


def _by_charge(held: dict[int, Tenure], unit: Unit, on: date, names: _Names) -> Iterator[Capacity]:
    """A deputy signs for the head (KT.) what they are in charge of, by the notice that says so."""
    rows = Charge.objects.filter(valid_on(on), post__in=held, post__unit=unit, post__kind=Post.Kind.DEPUTY).exclude(
        document=""
    )
    for row in rows.select_related("post").order_by("valid_from", "pk"):
        yield _resting_on(row, "KT", row.post, names)


def _resting_on(
    row: Tenure | SigningAuthority | Charge, code: str, post: Post, names: _Names, scope: str = ""
) -> Capacity:
    return Capacity(
        code=code,
        lines=names.lines(code, post.title),
        post=post,
        document=row.document,
        document_date=row.document_date,
        document_ref=row.document_ref,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        scope=scope,
    )
