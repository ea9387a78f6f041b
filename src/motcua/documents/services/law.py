"""Adding and changing documents of the library and their relations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation

from motcua.documents.citations import canonical
from motcua.documents.events import EventKind
from motcua.documents.models import Access, Certainty, Kind, LegalDocument, Relation, RelationKind, StoredFile
from motcua.documents.numbering import issuer_key, year_of
from motcua.documents.queries.law import KIND, ref_of, title_of
from motcua.documents.services.citations import adopt_citations
from motcua.documents.services.content import subject_errors
from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events, search
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.text import nfc, sort_key

_NUMBER = re.compile(r"[\w/.&()-][\w /.&(),+-]*")
_GLUE = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class LawFacts:
    """What is known of a document. `number` may be empty (old laws are named by subject and date)."""

    kind: str
    issuer: str
    subject: str
    number: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: str = Certainty.SOURCED.value
    note: str = ""
    access: str = Access.PUBLIC.value


def add_document(
    facts: LawFacts, *, actor: Actor, owner_unit: int | None = None, file: StoredFile | None = None
) -> LegalDocument:
    """Add a document to the library; citations that waited for it find it. Raises Invalid (wrong facts, or it is there already)."""
    facts = _checked(facts)
    document = LegalDocument(owner_unit_id=owner_unit, **asdict(facts))
    derive(document)
    with transaction.atomic():
        try:
            with transaction.atomic():
                document.save(force_insert=True)
        except IntegrityError as error:
            raise _there_already(facts) from error
        if file is not None:
            attach_file(file, ref_of(document), actor=actor)
            LegalDocument.objects.filter(pk=document.pk).update(file=file)
            document.file = file
        index_document(document)
        adopt_citations(document)
        events.append(
            ref_of(document),
            EventKind.LAW_ADDED,
            actor=actor,
            payload={"number": facts.number, "issuer": facts.issuer, "issued_on": facts.issued_on},
        )
    return document


def change_document(
    document: LegalDocument,
    facts: LawFacts,
    *,
    actor: Actor,
    version: int | None = None,
    file: StoredFile | None = None,
) -> LegalDocument:
    """Correct the facts of a document. Raises Invalid, and Stale when somebody changed it since `version` (default: as loaded)."""
    facts = _checked(facts)
    columns = asdict(facts)
    changed = [name for name, value in columns.items() if getattr(document, name) != value]
    if not changed and file is None:
        return document
    expected = document.version if version is None else version
    fresh = LegalDocument(pk=document.pk, uid=document.uid, owner_unit_id=document.owner_unit_id, **columns)
    derive(fresh)
    derived = {name: getattr(fresh, name) for name in ("canonical_number", "issuer_key", "year", "sort_key")}
    with transaction.atomic():
        if file is not None:
            attach_file(file, ref_of(document), actor=actor)
            columns["file_id"] = file.pk
            changed.append("file")
        try:
            with transaction.atomic():
                count = LegalDocument.objects.filter(pk=document.pk, version=expected).update(
                    version=expected + 1, **columns, **derived
                )
        except IntegrityError as error:
            raise _there_already(facts) from error
        if count != 1:
            raise changed_meanwhile(ref_of(document), actor=actor)
        document.refresh_from_db()
        index_document(document)
        adopt_citations(document)
        events.append(ref_of(document), EventKind.LAW_CHANGED, actor=actor, payload={"fields": sorted(changed)})
    return document


def add_relation(
    source: LegalDocument,
    kind: str,
    target: LegalDocument,
    *,
    actor: Actor,
    on: date | None = None,
    note: str = "",
) -> Relation:
    """Say that `source` does `kind` to `target`. Without `on` it holds from when the source enters into force, else from its date."""
    if kind not in RelationKind.values:
        raise Invalid(
            "Loại quan hệ không đúng.", errors=(FieldError("kind", "Hãy chọn một loại quan hệ trong danh sách."),)
        )
    if source.pk == target.pk:
        raise Invalid(
            "Văn bản không có quan hệ với chính nó.", errors=(FieldError("target", "Hãy chọn văn bản khác."),)
        )
    if kind in _BOTH_WAYS_IMPOSSIBLE and _exists(target, kind, source):
        raise Invalid(
            "Hai văn bản không thể cùng {kind} lẫn nhau.",
            errors=(FieldError("target", "Quan hệ ngược lại đã có; hãy kiểm tra văn bản nào có sau."),),
            kind=str(RelationKind(kind).label).lower(),
        )
    start = on or source.valid_from or source.issued_on
    made = Relation(source=source, target=target, kind=kind, on=start, note=nfc(note).strip()[:500])
    with transaction.atomic():
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as error:
            raise Invalid("Quan hệ này đã có.", errors=(FieldError("target", "Quan hệ này đã có."),)) from error
        events.append(
            ref_of(source),
            EventKind.RELATION_ADDED,
            actor=actor,
            payload={"relation": made.uid, "kind": kind, "target": ref_of(target), "on": start},
        )
    return made


def void_relation(relation: Relation, *, actor: Actor, reason: str) -> None:
    """Take back a relation that was wrong; it stays in the trail with its reason."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do bỏ quan hệ.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    with transaction.atomic():
        gone = Relation.objects.filter(pk=relation.pk, voided_at__isnull=True).update(
            voided_at=clock.now(), void_reason=reason[:500]
        )
        if gone != 1:
            raise Refused("Quan hệ này đã được bỏ.")
        events.append(
            ref_of(relation.source),
            EventKind.RELATION_VOIDED,
            actor=actor,
            payload={"relation": relation.uid, "reason": reason[:500]},
        )


def move_documents(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give the named documents of one unit to another (a split or transfer of units). Part of the caller's transaction."""
    uids = [ref.partition(":")[2] for ref in refs if ref.startswith(f"{KIND}:")]
    return LegalDocument.objects.filter(uid__in=uids, owner_unit=unit).update(
        owner_unit=to_unit, version=F("version") + 1
    )


def index_document(document: LegalDocument) -> None:
    """Make it findable by any way of writing its number, by type, issuer and words."""
    with translation.override("vi"):
        title, fields = search_texts(document)
    search.index(KIND, document.pk, title=title, fields=fields)


def search_texts(document: LegalDocument) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Title and fields for `kernel.search`: the number as written, without dividers ("17NQTW"), and in its canonical parts."""
    glued = _GLUE.sub("", document.number)
    title = f"{title_of(document)} {document.subject}" if document.number else title_of(document)
    return title, (
        (document.number, 8),
        (document.canonical_number, 8),
        (glued, 8),
        (document.issuer, 3),
        ("số", 1),  # as in "Nghị quyết số 17-NQ/TW"
    )


_BOTH_WAYS_IMPOSSIBLE = {RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.BASED_ON, RelationKind.IMPLEMENTS}


def _exists(source: LegalDocument, kind: str, target: LegalDocument) -> bool:
    return Relation.objects.filter(source=source, target=target, kind=kind, voided_at__isnull=True).exists()


def derive(document: LegalDocument) -> None:
    """The columns that follow from the facts: keys to compare and to sort by."""
    document.canonical_number = canonical(document.number)[:80] if document.number else ""
    document.issuer_key = issuer_key(document.issuer)
    document.year = year_of(document.number, document.issued_on)
    document.sort_key = sort_key(f"{document.number} {document.subject}", limit=400)


def _checked(facts: LawFacts) -> LawFacts:
    facts = replace(
        facts,
        number=" ".join(nfc(facts.number).split()),
        issuer=" ".join(nfc(facts.issuer).split()),
        subject=" ".join(nfc(facts.subject).split()),
        note=nfc(facts.note).strip(),
    )
    errors = tuple(_errors(facts))
    if errors:
        raise Invalid("Chưa lưu được văn bản. Hãy sửa các ô được đánh dấu.", errors=errors)
    return facts


def _errors(facts: LawFacts) -> Iterator[FieldError]:
    if facts.kind not in Kind.values:
        yield FieldError("kind", "Hãy chọn loại văn bản trong danh sách.")
    if facts.access not in Access.values:
        yield FieldError("access", "Hãy chọn ai được xem văn bản.")
    if facts.certainty not in Certainty.values:
        yield FieldError("certainty", "Hãy chọn mức chắc chắn trong danh sách.")
    if facts.number and (not _NUMBER.fullmatch(facts.number) or len(facts.number) > 80):
        yield FieldError("number", "Số, ký hiệu chỉ gồm chữ, số và các dấu / - . & ( ), dài không quá 80 ký tự.")
    if not facts.issuer or len(facts.issuer) > 300:
        yield FieldError("issuer", "Hãy ghi cơ quan ban hành, không quá 300 ký tự.")
    if not facts.subject or len(facts.subject) > 4000:
        yield FieldError("subject", "Hãy ghi trích yếu, không quá 4.000 ký tự.")
    else:
        yield from subject_errors(facts.subject)
    yield from _date_errors(facts)


def _date_errors(facts: LawFacts) -> Iterator[FieldError]:
    for name in ("issued_on", "valid_from", "valid_to"):
        day: date | None = getattr(facts, name)
        if day is not None and not 1945 <= day.year <= 2200:
            yield FieldError(name, "Năm phải từ 1945 đến 2200.")
    if facts.issued_on is not None and facts.issued_on > clock.today() + timedelta(days=1):
        yield FieldError("issued_on", "Ngày ban hành không thể ở tương lai.")
    if facts.valid_from and facts.valid_to and facts.valid_to <= facts.valid_from:
        yield FieldError("valid_to", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")


def _there_already(facts: LawFacts) -> Invalid:
    return Invalid(
        "Văn bản {number} của {issuer} đã có trong kho.",
        errors=(FieldError("number", "Văn bản có số, cơ quan ban hành và năm này đã có trong kho."),),
        code="exists",
        number=facts.number,
        issuer=facts.issuer,
    )
