"""Decisions that publish procedures: drafted, taken through approval or recorded as signed elsewhere, with the list annexed to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.documents.queries.approvals import next_round
from motcua.documents.queries.matching import match_citation
from motcua.documents.services.approvals import Approvable, Issue, submit
from motcua.documents.services.files import need_paper, store_made
from motcua.documents.services.law import LawFacts, add_document, change_document
from motcua.kernel import clock, events, search, workflow
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.units import names_on
from motcua.procedures.content.bounds import beyond_time
from motcua.procedures.events import EventKind
from motcua.procedures.models import Procedure, ProcedureKind, PublicationDecision
from motcua.procedures.queries.publication import DUE_COLUMNS, KIND, decision_by_uid, dues_of, ref_of, signed_paper
from motcua.procedures.services.publication_paper import paper_of
from motcua.procedures.workflow import PUBLICATION, PublicationState

if TYPE_CHECKING:
    from motcua.documents.models import Approval, LegalDocument, StoredFile
    from motcua.organisations.models import Unit

APPROVAL_KIND = "decision"
"""Type of document, for routes and numbers."""
OPEN = (PublicationState.DRAFT, PublicationState.SIGNED)
"""States in which lines may still be settled."""
BEYOND_TIME = N_("Năm phải từ 1945 đến 2200.")
_PRINTED = {"title", "effective_on", "basis", "basis_words"}
"""Facts that stand in the paper; the others only say how due dates are counted."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a decision before it is signed. `basis` is the instrument that sets its procedures."""

    title: str
    effective_on: date | None = None
    shortened: bool = False
    basis: LegalDocument | None = None
    basis_words: str = ""
    basis_effective_on: date | None = None
    basis_promulgated_on: date | None = None


def draft_decision(facts: Facts, *, owner: Unit, issuer: Unit, actor: Actor) -> PublicationDecision:
    """Lập a decision. What the instrument itself says of its dates is taken where they are left open. Raises Invalid."""
    facts = _checked(facts)
    with transaction.atomic():
        made = PublicationDecision.objects.create(
            owner=owner,
            issuer=issuer,
            sort_key=sort_key(facts.title)[:400],
            drafted_by=str(actor.ref or ""),
            drafted_name=actor.name,
            created_at=clock.now(),
            **_columns(facts),
        )
        index_decisions([made.pk])
        events.append(ref_of(made), EventKind.PUBLICATION_DRAFTED, actor=actor, payload={"unit": owner.code})
    return made


def change_decision(
    decision: PublicationDecision, facts: Facts, *, actor: Actor, version: int | None = None
) -> PublicationDecision:
    """Sửa while it is a draft or only signed: due dates are reckoned anew. Raises Invalid, Refused, Stale."""
    facts = _checked(facts)
    if decision.state not in OPEN:
        raise Refused("Quyết định này không còn sửa được.", code="not_open")
    columns = _columns(facts)
    changed = sorted(name for name, value in columns.items() if getattr(decision, name) != value)
    if not changed:
        return decision
    if (printed := _PRINTED & set(changed)) and signed_paper(decision) is not None:
        told = N_("Quyết định đã ký theo bản này: muốn đổi thì ban hành quyết định khác.")
        raise Invalid("Chưa lưu được.", errors=tuple(FieldError(name, told) for name in sorted(printed)))
    expected = decision.version if version is None else version
    with transaction.atomic():
        rows = PublicationDecision.objects.filter(pk=decision.pk, version=expected, state=decision.state)
        if rows.update(version=expected + 1, sort_key=sort_key(facts.title)[:400], **columns) != 1:
            raise changed_meanwhile(ref_of(decision), actor=actor)
        decision.refresh_from_db()
        reckon(decision)
        if {"title", "effective_on"} & set(changed):
            _same_in_library(decision, actor)
        index_decisions([decision.pk])
        events.append(ref_of(decision), EventKind.PUBLICATION_CHANGED, actor=actor, payload={"fields": changed})
    return decision


def lines_open(decision: PublicationDecision) -> bool:
    """Whether its lines may still be added, settled, dropped: until it is published or, where its paper was written from them, signed."""
    return decision.state in OPEN and signed_paper(decision) is None


def submit_decision(
    decision: PublicationDecision,
    content: StoredFile | None = None,
    *,
    actor: Actor,
    route: str | None = None,
    opinion: str = "",
) -> Approval:
    """Trình duyệt with the paper that is to be signed; without one it is written from the lines, which then must all be settled.

    Raises Refused (no draft, lines open), Invalid.
    """
    if decision.state != PublicationState.DRAFT:
        raise Refused("Quyết định không còn là dự thảo.", code="not_a_draft")
    if not decision.items.exists():
        raise Refused("Quyết định chưa có dòng nào. Hãy đọc danh mục kèm theo, hoặc thêm từng dòng.", code="no_lines")
    with transaction.atomic():
        carried = Procedure.objects.filter(publication_items__decision=decision).order_by("pk")
        list(carried.select_for_update().values_list("pk"))  # nobody writes what the paper is being made of
        if content is not None:
            need_paper(content, "content")
        content = content or _paper(decision, actor)
        approval = submit(
            ref_of(decision),
            kind=APPROVAL_KIND,
            title=decision.title,
            unit=decision.issuer,
            content=content,
            actor=actor,
            route=route,
            opinion=opinion,
        )
        decision.refresh_from_db(fields=["state", "version"])
        if decision.state == PublicationState.DRAFT:  # a new round has told us itself
            _on_route(decision, actor)
    return approval


def record_signed(
    decision: PublicationDecision,
    *,
    number: str,
    signed_on: date,
    actor: Actor,
    file: StoredFile | None = None,
) -> PublicationDecision:
    """Ghi a decision that was signed elsewhere: its number and day. It goes into the library of documents. Raises Invalid, Refused."""
    number = " ".join(nfc(number).split())
    errors = []
    if not number:
        errors.append(FieldError("number", N_("Ghi số, ký hiệu của quyết định.")))
    if signed_on > clock.today():
        errors.append(FieldError("signed_on", N_("Ngày ký không thể ở tương lai.")))
    elif beyond_time(signed_on):
        errors.append(FieldError("signed_on", BEYOND_TIME))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        _signed(decision, "record", number=number, signed_on=signed_on, actor=actor, file=file)
    return decision


def withdraw_decision(decision: PublicationDecision, *, reason: str, actor: Actor) -> PublicationDecision:
    """Bỏ what was not published yet; it stays readable with its reason."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        workflow.move(decision, PUBLICATION, "withdraw", return_note=reason[:2000])
        events.append(ref_of(decision), EventKind.PUBLICATION_WITHDRAWN, actor=actor, payload={"reason": reason[:500]})
    return decision


def reckon(decision: PublicationDecision) -> None:
    """The last days of each line's duties, in every reading: kept from the day of signing on. Part of the caller's transaction."""
    if decision.signed_on is None:
        return
    for effect in set(decision.items.order_by().values_list("basis_effective_on", flat=True)):
        found = dues_of(decision, effect)
        days = {
            column: found[duty][reading].on if reading in found[duty] else None
            for (duty, reading), column in DUE_COLUMNS.items()
        }
        decision.items.filter(basis_effective_on=effect).update(**days)
    inside = decision.items.filter(
        procedure__kind=ProcedureKind.INTERNAL
    )  # the decree's duties are about public procedures
    inside.update(**dict.fromkeys(DUE_COLUMNS.values()))


def index_decisions(pks: Sequence[int]) -> None:
    """Make decisions findable by number, title, the instrument they rest on and the codes of their lines."""
    rows = PublicationDecision.objects.filter(pk__in=pks).select_related("basis").prefetch_related("items")
    search.index_many(KIND, [_entry(row) for row in rows])


def _entry(decision: PublicationDecision) -> search.Entry:
    codes = " ".join(item.base_code for item in decision.items.all() if item.base_code)
    basis = decision.basis.number if decision.basis else ""
    fields = [(decision.number, 8), (basis, 4), (decision.basis_words, 3), (codes, 4)]
    return search.Entry(decision.pk, decision.title, [(text, weight) for text, weight in fields if text])


def declare_index() -> None:
    """Called by `apps.py`."""
    search.declare_index(KIND, PublicationDecision.objects.all, index_decisions)


def move_decisions(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give decisions that one unit prepares to another (a split or transfer of units). Part of the caller's transaction."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == KIND]
    rows = PublicationDecision.objects.filter(uid__in=uids, owner=unit)
    return rows.update(owner=to_unit, version=F("version") + 1)


def _checked(facts: Facts) -> Facts:
    basis = facts.basis
    facts = replace(
        facts,
        title=" ".join(nfc(facts.title).split()),
        basis_words=" ".join(nfc(facts.basis_words).split()),
        basis_effective_on=facts.basis_effective_on or (basis.valid_from if basis else None),
        basis_promulgated_on=facts.basis_promulgated_on or (basis.issued_on if basis else None),
    )
    errors = tuple(_errors(facts))
    if errors:
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=errors)
    return facts


def _errors(facts: Facts) -> Iterator[FieldError]:
    if not facts.title or len(facts.title) > 1000:
        yield FieldError("title", N_("Ghi trích yếu của quyết định, không quá 1.000 ký tự."))
    if len(facts.basis_words) > 500:
        yield FieldError("basis_words", N_("Không quá 500 ký tự."))
    for name in ("effective_on", "basis_effective_on", "basis_promulgated_on"):
        if beyond_time(getattr(facts, name)):
            yield FieldError(name, BEYOND_TIME)
    effect, promulgated = facts.basis_effective_on, facts.basis_promulgated_on
    if effect and promulgated and effect < promulgated:
        yield FieldError("basis_effective_on", N_("Văn bản không thể có hiệu lực trước ngày ban hành."))
    if facts.shortened and promulgated is None:
        yield FieldError(
            "basis_promulgated_on", N_("Theo trình tự rút gọn thì hạn tính từ ngày ban hành văn bản: hãy ghi ngày đó.")
        )


def _columns(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def _signed(
    decision: PublicationDecision,
    verb: str,
    *,
    number: str,
    signed_on: date,
    actor: Actor,
    file: StoredFile | None = None,
) -> None:
    """It has number and day: the library knows it, and every line its due dates. In the caller's transaction."""
    document = _in_library(decision, number, signed_on, actor, file)
    try:
        with transaction.atomic():
            workflow.move(decision, PUBLICATION, verb, number=number[:80], signed_on=signed_on, document=document)
    except IntegrityError as error:
        told = FieldError("number", N_("Quyết định có số và ngày này đã có trong danh sách."))
        raise Invalid("Quyết định này đã được ghi.", errors=(told,)) from error
    reckon(decision)
    index_decisions([decision.pk])
    payload: dict[str, events.Plain] = {"number": number, "issued_on": signed_on}
    events.append(ref_of(decision), EventKind.PUBLICATION_SIGNED, actor=actor, payload=payload)


def _in_library(
    decision: PublicationDecision, number: str, signed_on: date, actor: Actor, file: StoredFile | None
) -> LegalDocument | None:
    """The decision in the library: the one that is there, else a new one."""
    issuer = names_on([decision.issuer_id], signed_on).get(decision.issuer_id, "")
    there = match_citation(number, issuer, signed_on).document
    if there is not None:
        return there
    facts = LawFacts(
        kind=APPROVAL_KIND,
        issuer=issuer,
        subject=decision.title,
        number=number,
        issued_on=signed_on,
        valid_from=decision.effective_on or signed_on,
    )
    own = file if file is not None and not file.owner else None
    return add_document(facts, actor=actor, owner_unit=decision.issuer_id, file=own)


def _same_in_library(decision: PublicationDecision, actor: Actor) -> None:
    """A decision recorded by hand and corrected says the same here and in the library."""
    document = decision.document
    if document is None:
        return
    kept = {name: getattr(document, name) for name in LawFacts.__dataclass_fields__}
    kept |= {"subject": decision.title, "valid_from": decision.effective_on or decision.signed_on}
    change_document(document, LawFacts(**kept), actor=actor)


def _on_route(decision: PublicationDecision, actor: Actor) -> None:
    workflow.move(decision, PUBLICATION, "submit", return_note="")
    events.append(ref_of(decision), EventKind.PUBLICATION_SUBMITTED, actor=actor)


def _issued(uid: str, issue: Issue) -> None:
    """The paper has its number. In the transaction of the issue; making its procedures valid is a step of its own."""
    signed_on = issue.signed_on or issue.issued_on
    _signed(decision_by_uid(uid), "issue", number=issue.number, signed_on=signed_on, actor=issue.actor)


def _paper(decision: PublicationDecision, actor: Actor) -> StoredFile:
    """The paper that the product writes from the lines. Raises Refused while one is open: what is signed is what will be published."""
    if count := decision.items.filter(confirmed_at__isnull=True).count():
        raise Refused(
            "Còn {count} dòng chưa xác nhận. Hãy xác nhận các dòng, hoặc tải lên dự thảo của bạn.",
            code="lines_open",
            count=count,
        )
    _name, data = paper_of(decision)
    name = f"Quyet-dinh-cong-bo-du-thao-lan-{next_round(ref_of(decision))}.docx"
    return store_made(data, name=name, owner=ref_of(decision), actor=actor)


def _render(uid: str) -> StoredFile:
    return _paper(decision_by_uid(uid), SYSTEM)


def _back(uid: str, note: str, actor: Actor) -> None:
    decision = decision_by_uid(uid)
    workflow.move(decision, PUBLICATION, "send_back", return_note=note[:2000])
    events.append(ref_of(decision), EventKind.PUBLICATION_SENT_BACK, actor=actor, payload={"reason": note[:500]})


def _again(uid: str, _file: StoredFile, actor: Actor) -> None:
    _on_route(decision_by_uid(uid), actor)


APPROVABLE = Approvable(issued=_issued, returned=_back, withdrawn=_back, resubmitted=_again, render=_render)
