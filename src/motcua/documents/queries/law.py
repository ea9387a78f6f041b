"""The library of legal documents: what may be seen, whether it still holds, what is tied to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractYear, Least
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from motcua.documents.citations import canonical, find_numbers, kind_of
from motcua.documents.models import Citation, Kind, LegalDocument, Relation, RelationKind
from motcua.documents.permissions import may_change_document, may_read_document, readable_documents
from motcua.kernel.errors import N_, FieldError, Forbidden, Invalid, NotFound
from motcua.kernel.refs import Ref

KIND = "legal_document"
"""Kind of subject, and kind in the search index."""

ENDS = (RelationKind.REPLACES, RelationKind.REPEALS)
CHANGES = (*ENDS, RelationKind.AMENDS)
INVERSE: dict[str, Any] = {
    RelationKind.BASED_ON: _("Là căn cứ của"),
    RelationKind.AMENDS: _("Được sửa đổi, bổ sung bởi"),
    RelationKind.REPLACES: _("Bị thay thế bởi"),
    RelationKind.REPEALS: _("Bị bãi bỏ bởi"),
    RelationKind.IMPLEMENTS: _("Được thực hiện, hướng dẫn bởi"),
    RelationKind.CITES: _("Được dẫn chiếu tại"),
}
"""How the target of a relation says it."""
_FAR = date(9999, 12, 31)
_LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as seen from one of its ends. `outgoing`: the page's document is the one that acts."""

    relation: Relation
    other: LegalDocument
    outgoing: bool


@dataclass(frozen=True, slots=True)
class Phase:
    """One step in the life of a document: issued, in force, amended by, ended by."""

    what: str
    on: date | None
    by: LegalDocument | None = None


def ref_of(document: LegalDocument) -> Ref:
    return Ref.to(KIND, document.uid)


def library(user: Any, on: date) -> Any:
    """All documents the user may read, with their validity on a date (`with_validity`): a query set that can be filtered by it."""
    return with_validity(readable_documents(LegalDocument.objects.all(), user), on)


def with_validity(rows: QuerySet[LegalDocument], on: date) -> QuerySet[LegalDocument]:
    """Annotates `ended_on` (None: open), `amended` and `state` on a date: not_yet, in_force, amended, ended.

    A document ends on the earliest of what it says itself and what replaces or repeals it. A relation without a date holds since ever.
    """
    live = Relation.objects.filter(target=OuterRef("pk"), voided_at__isnull=True)
    ended_by = (
        live.filter(kind__in=ENDS)
        .order_by()
        .values("target")
        .annotate(day=Min(Coalesce("on", Value(_LONG_AGO))))
        .values("day")
    )
    amended = live.filter(Q(on__isnull=True) | Q(on__lte=on), kind=RelationKind.AMENDS)
    ends = Least(
        Coalesce("valid_to", Value(_FAR)),
        Coalesce(Subquery(ended_by, output_field=DateField()), Value(_FAR)),
        output_field=DateField(),
    )
    return rows.annotate(_ends=ends).annotate(
        ended_on=Case(When(_ends=_FAR, then=None), default=F("_ends"), output_field=DateField()),
        amended=Exists(amended),
        state=Case(
            When(_ends__lte=on, then=Value("ended")),
            When(valid_from__gt=on, then=Value("not_yet")),
            When(Exists(amended), then=Value("amended")),
            default=Value("in_force"),
        ),
    )


def state_on(document: LegalDocument, on: date) -> str:
    """`state` of `with_validity` for one document."""
    row: Any = with_validity(LegalDocument.objects.filter(pk=document.pk), on).get()
    return str(row.state)


def document_for(user: Any, uid: UUID | str, action: str = "legal_documents.read") -> LegalDocument:
    """The document, if the user may do `action` with it: NotFound for what may not be seen, Forbidden for what may not be done."""
    found = LegalDocument.objects.select_related("file", "owner_unit").filter(uid=uid).first()
    if found is None or not may_read_document(user, found):
        raise NotFound("Không có văn bản này, hoặc bạn không được xem.", code="no_document")
    if action == "legal_documents.change" and not may_change_document(user, found):
        raise Forbidden("Bạn không có quyền sửa văn bản này.")
    return found


def document_by_uid(uid: str) -> LegalDocument | None:
    """For handlers: no person asks."""
    return LegalDocument.objects.filter(uid=uid).first()


def numbered(numbers: Any, on: date) -> Any:
    """Documents by canonical number, with their validity on a date, for work that no person asks for."""
    return with_validity(LegalDocument.objects.filter(canonical_number__in=numbers), on)


def of_number(number: Any) -> Any:
    """Documents of a canonical number (also of an outer query), whoever may read them: whether the library knows it."""
    return LegalDocument.objects.filter(canonical_number=number)


def kind_and_subject(number: str, title: str) -> tuple[str, str]:
    """What a title says ("Nghị định hướng dẫn Luật Đầu tư"): the type, and the subject without it; else the type that the number tells."""
    with translation.override("vi"):
        kinds = sorted(((str(label), code) for code, label in Kind.choices), key=lambda one: -len(one[0]))
    for label, code in kinds:
        if title.startswith(f"{label} "):  # with its capital: "quy định chi tiết" is no type
            return code, title[len(label) :].strip()
    found = next(find_numbers(number), None)
    named = dict(kinds)
    return (named.get(kind_of(found), "") if found is not None and found.type else ""), title


def relation_for(user: Any, uid: UUID | str, action: str) -> Relation:
    """A live relation whose source the user may do `action` with."""
    found = Relation.objects.select_related("source", "target").filter(uid=uid, voided_at__isnull=True).first()
    if found is None:
        raise NotFound("Không có quan hệ này, hoặc đã được bỏ.", code="no_relation")
    document_for(user, found.source.uid, action)
    return found


def one_named(user: Any, text: str) -> LegalDocument:
    """The one document that a number, in any way of writing, names among those the user may read. Raises Invalid with what fits."""
    key = canonical(text)
    readable = readable_documents(LegalDocument.objects.all(), user)
    fitting = list(readable.filter(canonical_number=key).order_by("-issued_on", "pk")[:6]) if key else []
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _not_one(
            N_("Kho không có văn bản số “{found}”. Hãy kiểm tra lại số, hoặc đưa văn bản vào kho trước."), text.strip()
        )
    several = "; ".join(
        f"{title_of(d)} ({d.issuer}, {d.issued_on:%d/%m/%Y})" if d.issued_on else title_of(d) for d in fitting
    )
    raise _not_one(N_("Nhiều văn bản cùng số: {found}. Hãy thêm quan hệ từ trang của văn bản kia."), several)


def _not_one(sentence: str, found: str) -> Invalid:
    return Invalid(sentence, errors=(FieldError("target", sentence, {"found": found}),), found=found)


def kinds() -> list[tuple[str, str]]:
    """All types of documents as (code, name)."""
    return [(kind.value, str(kind.label)) for kind in Kind]


def ties_of(document: LegalDocument, user: Any) -> list[Tie]:
    """Live relations of a document both ways, by kind then number; those to documents the user may not read are left out."""
    rows = (
        Relation.objects.filter(Q(source=document) | Q(target=document), voided_at__isnull=True)
        .select_related("source", "target")
        .order_by("kind", "pk")
    )
    ties = [Tie(r, r.target if r.source_id == document.pk else r.source, r.source_id == document.pk) for r in rows]
    others = LegalDocument.objects.filter(pk__in={t.other.pk for t in ties})
    readable = set(readable_documents(others, user).values_list("pk", flat=True))
    order = {kind: i for i, kind in enumerate(RelationKind.values)}
    kept = [t for t in ties if t.other.pk in readable]
    return sorted(kept, key=lambda t: (not t.outgoing, order[t.relation.kind], t.other.sort_key))


def life_of(document: LegalDocument, ties: list[Tie]) -> list[Phase]:
    """The validity of a document as dated steps in order; steps without a date stand last."""
    phases = [Phase("issued", document.issued_on)] if document.issued_on else []
    if document.valid_from:
        phases.append(Phase("in_force", document.valid_from))
    phases += [
        Phase(str(t.relation.kind), t.relation.on, t.other)
        for t in ties
        if not t.outgoing and t.relation.kind in CHANGES
    ]
    if document.valid_to:
        phases.append(Phase("ended", document.valid_to))
    return sorted(phases, key=lambda p: p.on or _FAR)


def resting_on(document: LegalDocument) -> QuerySet[Citation]:
    """Live citations of a document, newest first. Who may open the citing record is asked of its subject (`queries.reviews.shown`)."""
    return Citation.objects.filter(document=document, ended_at__isnull=True).order_by("-pk")


def years(user: Any) -> list[int]:
    """Years of issue that occur in the library, newest first: choices of its filter."""
    rows = readable_documents(LegalDocument.objects.filter(issued_on__isnull=False), user)
    return list(
        rows.order_by()
        .annotate(_year=ExtractYear("issued_on"))
        .values_list("_year", flat=True)
        .distinct()
        .order_by("-_year")
    )


def issuers(user: Any) -> list[tuple[str, str]]:
    """Issuers that occur in the library as (key, name), in alphabetical order: choices of its filter."""
    rows = readable_documents(LegalDocument.objects.all(), user).order_by("issuer_key", "pk")
    found: dict[str, str] = {}
    for key, name in rows.values_list("issuer_key", "issuer").distinct():
        found.setdefault(key, name)
    return list(found.items())


def title_of(document: LegalDocument) -> str:
    """`Nghị định 118/2025/NĐ-CP`, or kind and subject for a document without a number."""
    kind = str(document.get_kind_display())
    return f"{kind} {document.number}" if document.number else f"{kind} {document.subject}"
