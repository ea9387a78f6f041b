"""From work to proof: begin, prepare, hand in, accept or return, confirm that nothing arose, open again.

On time is the hand-in moment of the accepted version against the original due moment; how long the owner takes never makes a unit late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.queries.people import same_person
from motcua.plans import events as kinds
from motcua.plans.models import Deliverable, HandIn, Occurrence
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.rules.slots import SlotKind
from motcua.plans.workflow import HAND_IN, OCCURRENCE, HandInState, OccurrenceState

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing handed in: an uploaded file, a registered document or a record by its Ref, or a statement in words.

    `existing` names a deliverable handed in before, which serves once more.
    """

    kind: str
    title: str = ""
    file: object | None = None
    ref: str = ""
    number: str = ""
    issued_on: date | None = None
    text: str = ""
    existing: Deliverable | None = None


def start(occurrence: Occurrence, *, actor: Actor) -> Occurrence:
    """Begin (Bắt đầu thực hiện)."""
    with transaction.atomic():
        _standing(occurrence)
        workflow.move(occurrence, OCCURRENCE, "start")
        events.append(occurrence_ref(occurrence), kinds.OCCURRENCE_STARTED, actor=actor)
    return occurrence


def prepare(occurrence: Occurrence, *, actor: Actor, proofs: Sequence[Proof], note: str = "") -> HandIn:
    """Lay a result before the head, who hands it in. Begins the occurrence where nobody has."""
    with transaction.atomic():
        _standing(occurrence)
        if occurrence.state not in OCCURRENCE.transitions["hand_in"].sources:
            raise TransitionRefused("Việc này không còn chờ kết quả.", code="transition_refused")
        version = _version(occurrence, proofs, note, actor=actor)
        if occurrence.state == OccurrenceState.NOT_STARTED:
            workflow.move(occurrence, OCCURRENCE, "start")
        events.append(occurrence_ref(occurrence), kinds.RESULT_PREPARED, actor=actor, payload=_told(version, proofs))
    return version


def hand_in(
    occurrence: Occurrence,
    *,
    actor: Actor,
    proofs: Sequence[Proof] = (),
    note: str = "",
    prepared: HandIn | None = None,
    also: Iterable[Occurrence] = (),
) -> HandIn:
    """Hand in (Nộp kết quả): a prepared version, or a new one with its proofs. `also`: further occurrences the same result serves."""
    others = [o for o in also if o.pk != occurrence.pk]
    with transaction.atomic():
        version = _hand_in(occurrence, prepared, proofs, note, actor=actor)
        shared = [Proof("existing", existing=d) for d in version.deliverables.all()]
        for other in others:
            if other.unit_id != occurrence.unit_id:
                raise Refused("Chỉ nộp chung cho các việc của cùng một đơn vị.", code="another_unit")
            _hand_in(other, None, shared, note, actor=actor)
    return version


def take_back(occurrence: Occurrence, *, actor: Actor) -> Occurrence:
    """Take a result back before the owner has decided."""
    with transaction.atomic():
        version = _latest(occurrence, HandInState.HANDED_IN)
        workflow.move(occurrence, OCCURRENCE, "take_back", handed_in_at=None)
        _move(version, "take_back")
        events.append(
            occurrence_ref(occurrence), kinds.RESULT_TAKEN_BACK, actor=actor, payload={"number": version.number}
        )
    return occurrence


def accept(occurrence: Occurrence, *, actor: Actor, note: str = "") -> Occurrence:
    """Acknowledge as done (Công nhận hoàn thành). Not by who handed it in."""
    with transaction.atomic():
        version = _latest(occurrence, HandInState.HANDED_IN)
        _four_eyes(version, actor)
        statement = version.deliverables.exclude(kind=Deliverable.Kind.STATEMENT).exists()
        by = Occurrence.SatisfiedBy.DELIVERABLE if statement else Occurrence.SatisfiedBy.STATEMENT
        now = clock.now()
        workflow.move(
            occurrence, OCCURRENCE, "accept", closed_at=now, satisfied_by=by, handed_in_at=version.handed_in_at
        )
        _decide(version, "accept", note, actor=actor)
        events.append(
            occurrence_ref(occurrence),
            kinds.RESULT_ACCEPTED,
            actor=actor,
            payload={"number": version.number, "note": note[:500]},
        )
    return occurrence


def send_back(occurrence: Occurrence, *, actor: Actor, note: str) -> Occurrence:
    """Return a result with what is missing (Trả lại)."""
    note = nfc(note).strip()
    if not note:
        raise Invalid("Hãy ghi rõ cần sửa gì.", errors=(FieldError("note", N_("Ghi lý do trả lại.")),))
    with transaction.atomic():
        version = _latest(occurrence, HandInState.HANDED_IN)
        _four_eyes(version, actor)
        workflow.move(occurrence, OCCURRENCE, "send_back", handed_in_at=None)
        _decide(version, "send_back", note, actor=actor)
        events.append(
            occurrence_ref(occurrence),
            kinds.RESULT_RETURNED,
            actor=actor,
            payload={"number": version.number, "note": note[:500]},
        )
    return occurrence


def satisfy(
    occurrence: Occurrence,
    *,
    actor: Actor,
    by: str,
    proofs: Sequence[Proof],
    note: str = "",
    at: datetime | None = None,
) -> Occurrence:
    """Done by what the system itself records (a bound indicator, records): no hand-in by people; `proofs` open to the rows.

    `at`: the moment at which the records were so (not after now), which decides what is on time; without it now.
    """
    if by not in {Occurrence.SatisfiedBy.INDICATOR, Occurrence.SatisfiedBy.RECORDS}:
        raise ValueError(by)
    with transaction.atomic():
        _standing(occurrence)
        version = _version(occurrence, proofs, note, actor=actor)
        now = clock.now()
        since = min(at or now, now)
        workflow.move(occurrence, OCCURRENCE, "satisfy", closed_at=now, handed_in_at=since, satisfied_by=by)
        HandIn.objects.filter(pk=version.pk).update(
            state=HandInState.ACCEPTED,
            handed_in_at=since,
            decided_at=now,
            handed_in_name=actor.name,
            decided_name=actor.name,
        )
        events.append(
            occurrence_ref(occurrence),
            kinds.OCCURRENCE_SATISFIED,
            actor=actor,
            payload={"source": by, "note": note[:500]},
        )
    return occurrence


def confirm_nothing_arose(occurrence: Occurrence, *, actor: Actor, note: str = "") -> Occurrence:
    """The lead confirms that what the task waits for did not come (không phát sinh)."""
    if occurrence.kind != SlotKind.NOTHING_AROSE:
        raise Refused("Chỉ xác nhận không phát sinh cho nhiệm vụ thực hiện khi có sự việc.", code="not_on_event")
    with transaction.atomic():
        _standing(occurrence)
        now = clock.now()
        workflow.move(occurrence, OCCURRENCE, "confirm_nothing_arose", closed_at=now, handed_in_at=now)
        events.append(
            occurrence_ref(occurrence), kinds.NOTHING_AROSE, actor=actor, payload={"note": nfc(note).strip()[:500]}
        )
    return occurrence


def reopen(occurrence: Occurrence, *, actor: Actor, reason: str) -> Occurrence:
    """Open what was closed by mistake; what was handed in stays in its story."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do mở lại.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        _standing(occurrence)
        workflow.move(occurrence, OCCURRENCE, "reopen", closed_at=None, handed_in_at=None, satisfied_by="")
        events.append(
            occurrence_ref(occurrence), kinds.OCCURRENCE_REOPENED, actor=actor, payload={"reason": reason[:500]}
        )
    return occurrence


def _hand_in(
    occurrence: Occurrence, prepared: HandIn | None, proofs: Sequence[Proof], note: str, *, actor: Actor
) -> HandIn:
    _standing(occurrence)
    if prepared is not None and (prepared.occurrence_id != occurrence.pk or prepared.state != HandInState.PREPARED):
        raise Refused("Bản chuẩn bị này không còn chờ nộp.", code="not_prepared")
    version = prepared or _version(occurrence, proofs, note, actor=actor)
    now = clock.now()
    workflow.move(occurrence, OCCURRENCE, "hand_in", handed_in_at=now)
    who = {"handed_in_by": str(actor.ref or ""), "handed_in_name": actor.name, "handed_in_at": now}
    _move(version, "hand_in", **who)
    # what else was prepared meanwhile is no longer waiting for the head
    stale = HandIn.objects.filter(occurrence=occurrence, state=HandInState.PREPARED)
    stale.update(state=HandInState.TAKEN_BACK)
    events.append(occurrence_ref(occurrence), kinds.RESULT_HANDED_IN, actor=actor, payload=_told(version, proofs))
    return version


def _version(occurrence: Occurrence, proofs: Sequence[Proof], note: str, *, actor: Actor) -> HandIn:
    if occurrence.unit_id is None:
        raise Refused("Chưa rõ đơn vị chủ trì; hãy xác định đơn vị trước.", code="no_lead")
    errors = [FieldError("proofs", N_("Kèm ít nhất một kết quả: tệp, văn bản hoặc hồ sơ."))] if not proofs else []
    for n, proof in enumerate(proofs):
        errors += _proof_errors(proof, n)
    note = nfc(note).strip()
    if len(note) > LONGEST:
        errors.append(FieldError("note", N_("Nội dung quá dài.")))
    if errors:
        raise Invalid("Chưa nộp được. Hãy bổ sung các mục được đánh dấu.", errors=tuple(errors))
    made = [_deliverable(proof, occurrence.unit_id, actor=actor) for proof in proofs]
    last = occurrence.hand_ins.order_by("-number").values_list("number", flat=True).first() or 0
    try:
        with transaction.atomic():
            version = HandIn.objects.create(
                occurrence=occurrence,
                number=last + 1,
                note=note,
                prepared_by=str(actor.ref or ""),
                prepared_name=actor.name,
                prepared_at=clock.now(),
            )
    except IntegrityError as error:
        raise TransitionRefused(
            "Việc này vừa có kết quả được nộp. Hãy tải lại trang.", code="transition_refused"
        ) from error
    version.deliverables.set(made)
    return version


def _proof_errors(proof: Proof, n: int) -> Iterable[FieldError]:
    if proof.existing is not None:
        return
    if proof.kind == Deliverable.Kind.STATEMENT:
        if not proof.text.strip():
            yield FieldError(f"proofs-{n}-text", N_("Ghi nội dung báo cáo."))
        return
    if proof.kind not in Deliverable.Kind.values:
        yield FieldError(f"proofs-{n}-kind", N_("Chọn loại kết quả trong danh sách."))
    elif proof.kind == Deliverable.Kind.FILE and proof.file is None:
        yield FieldError(f"proofs-{n}-file", N_("Chọn tệp."))
    elif proof.kind != Deliverable.Kind.FILE and not proof.ref:
        yield FieldError(f"proofs-{n}-ref", N_("Chọn văn bản hoặc hồ sơ."))


def _deliverable(proof: Proof, unit: int, *, actor: Actor) -> Deliverable:
    if proof.existing is not None:
        return proof.existing
    made = Deliverable(
        unit_id=unit,
        kind=proof.kind,
        title=(
            proof.title.strip() or proof.text.strip().splitlines()[0] if proof.text.strip() else proof.title.strip()
        )[:500],
        number=proof.number.strip(),
        issued_on=proof.issued_on,
        ref=proof.ref,
        text=nfc(proof.text).strip(),
        created_by=str(actor.ref or ""),
        created_at=clock.now(),
    )
    if proof.file is not None:
        stored = proof.file
        made.ref = str(Ref.to("stored_file", stored.uid))  # type: ignore[attr-defined]  # a StoredFile of documents
        made.title = made.title or stored.name[:500]  # type: ignore[attr-defined]  # a StoredFile of documents
        made.save()
        attach_file(stored, Ref.to("deliverable", made.uid), actor=actor)  # type: ignore[arg-type]  # a StoredFile of documents
        return made
    made.save()
    return made


def _latest(occurrence: Occurrence, state: HandInState) -> HandIn:
    found = occurrence.hand_ins.filter(state=state).order_by("-number").first()
    if found is None:
        raise TransitionRefused("Không có kết quả nào đang chờ công nhận.", code="transition_refused")
    return found


def _four_eyes(version: HandIn, actor: Actor) -> None:
    if actor.ref is not None and same_person(str(actor.ref), version.handed_in_by):
        raise Refused("Người nộp kết quả không tự công nhận hoàn thành.", code="own_result")


def _decide(version: HandIn, name: str, note: str, *, actor: Actor) -> None:
    _move(
        version,
        name,
        decided_by=str(actor.ref or ""),
        decided_name=actor.name,
        decided_at=clock.now(),
        decision_note=nfc(note).strip(),
    )


def _move(version: HandIn, name: str, **changes: object) -> None:
    workflow.move(version, HAND_IN, name, **changes)


def _standing(occurrence: Occurrence) -> None:
    if occurrence.voided_at is not None:
        raise Refused("Việc này đã được bỏ: {reason}", code="voided", reason=occurrence.void_reason)


def _told(version: HandIn, proofs: Sequence[Proof]) -> dict[str, events.Plain]:
    return {"number": version.number, "deliverables": len(proofs) or version.deliverables.count()}
