"""Filing: a dossier with its code, its applicant and what was handed in. The promise is made by acceptance (`services.acceptance`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.documents.services.files import attach_file
from motcua.dossiers import events as kinds
from motcua.dossiers.models import SEALER, Dossier, GivenComponent, Participant
from motcua.dossiers.queries.answering import Answered
from motcua.dossiers.queries.dossiers import component_ref, dossier_named, ref_of
from motcua.dossiers.queries.filing import Offer, Place, level_of
from motcua.dossiers.rules.people import BASES, KINDS, SCOPES, cleaned, errors
from motcua.dossiers.services.codes import Given, new_code, receipt_code, receipt_token, tail_of
from motcua.dossiers.services.parties import new_party
from motcua.dossiers.services.searching import index_dossiers
from motcua.kernel import clock, events, workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.rules import rule
from motcua.organisations.queries.calendars import calendar_for

ONLINE = "dossiers.online"
NOT_FILED = N_("Chưa nộp được hồ sơ. Hãy sửa các ô được đánh dấu.")
MOST_COPIES = 999


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is handed in: its code in the procedure ("" for one that the procedure does not name), how many, its files."""

    code: str
    originals: int = 0
    copies: int = 0
    files: Sequence[Any] = ()
    name: str = ""
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed. `holder` is whose matter it is; `submitter` files for them on a `basis`, for a `scope`."""

    offer: Offer
    channel: int
    holder: Mapping[str, Any]
    source: str = "own"
    place: Place | None = None
    intake_unit: int | None = None
    case: str = ""
    submitter: Mapping[str, Any] | None = None
    basis: str = ""
    scope: str = ""
    papers: Sequence[Paper] = ()
    answered: Answered = field(default_factory=Answered)
    external_code: str = ""
    external_at: datetime | None = None
    by_applicant: bool = False
    is_sample: bool = False


def submit(filing: Filing, *, actor: Actor) -> Dossier:
    """Keep a filing: it gets its code, and an online one the time by which it is answered. Incomplete ones are kept too.

    Raises Invalid (who files, papers), Refused (own online filing where the rules forbid it, an outside code that is taken).
    """
    now = clock.now()
    today = clock.local(now).date()
    if filing.offer.procedure.kind != "public":
        raise Refused("Thủ tục nội bộ không nhận hồ sơ của tổ chức, cá nhân.", code="internal_procedure")
    online = rule(ONLINE, today).value
    if filing.by_applicant and not online["own_intake"]:
        raise Refused(
            "Từ 01/07/2025 hồ sơ trực tuyến nộp trên Cổng Dịch vụ công quốc gia; ở đây không nhận nộp trực tuyến.",
            code="own_intake_closed",
        )
    wrong = tuple(_errors(filing))
    if wrong:
        raise Invalid(NOT_FILED, errors=wrong)
    at = filing.external_at if filing.external_at is not None and filing.external_at <= now else now
    with transaction.atomic():
        holder = new_party(filing.holder)
        holder.save(force_insert=True)
        submitter = None
        if filing.submitter is not None:
            submitter = new_party(filing.submitter)
            submitter.save(force_insert=True)
        unit = filing.place.unit if filing.place else None
        given = _code(filing, unit or filing.intake_unit or 0, today)
        dossier = Dossier(
            code=given.code,
            tail=given.tail,
            channel=filing.channel,
            source=filing.source,
            external_code=filing.external_code,
            procedure=filing.offer.procedure,
            procedure_version=filing.offer.version,
            case=filing.case,
            level=level_of(unit, today) if unit else "",
            unit_id=unit,
            intake_unit_id=filing.intake_unit or (filing.place.counter if filing.place else None),
            holder=holder,
            submitter=submitter,
            submitter_basis=filing.basis if submitter else "",
            submitter_scope=filing.scope if submitter else "",
            eform=filing.answered.eform,
            answers=SEALER.seal(dict(filing.answered.kept)),
            submitted_at=at,
            entered_at=now,
            answer_due_at=_answer_due(filing, unit, at, int(online["answer_hours"])),
            receipt_token=receipt_token(),
            receipt_code=receipt_code(),
            is_sample=filing.is_sample,
        )
        dossier.save(force_insert=True)
        _keep_papers(dossier, filing, actor)
        Participant.objects.bulk_create(
            [
                Participant(dossier=dossier, unit_id=key)
                for key in sorted({k for k in (unit, dossier.intake_unit_id) if k})
            ]
        )
        payload: dict[str, Any] = {
            "code": dossier.code,
            "procedure": filing.offer.procedure.base_code,
            "case": filing.case,
            "channel": filing.channel,
            "source": filing.source,
            "answer_due_at": dossier.answer_due_at,
            "count": len(filing.papers),
            "eform": filing.answered.eform is not None,
        }
        events.append(ref_of(dossier), kinds.SUBMITTED, actor=actor, payload=payload, at=now)
        index_dossiers([dossier])
    return dossier


def add_papers(dossier: Dossier, offer_names: Mapping[str, str], papers: Sequence[Paper], *, actor: Actor) -> int:
    """Papers that come later: a supplement, or a scan of what lies at the counter. Part of the caller's transaction; returns how many."""
    known = {row.code: row for row in dossier.components.all()}
    position = max((row.position for row in known.values()), default=0)
    for n, paper in enumerate(papers):
        row = known.get(paper.code)
        if row is None:
            position += 1
            row = GivenComponent(
                dossier=dossier,
                position=position,
                code=paper.code or f"K{position:02}",
                name=offer_names.get(paper.code) or paper.name or paper.code,
                originals=paper.originals,
                copies=paper.copies,
                added=True,
                waived=paper.waived,
            )
            row.save(force_insert=True)
        else:
            row.originals = min(row.originals + paper.originals, MOST_COPIES)
            row.copies = min(row.copies + paper.copies, MOST_COPIES)
            row.waived = paper.waived or row.waived
            row.save(update_fields=["originals", "copies", "waived"])
        _attach(row, paper, actor, f"components.{n}.files")
    return len(papers)


def _keep_papers(dossier: Dossier, filing: Filing, actor: Actor) -> None:
    names = {one.code: one.name for one in filing.offer.content.components}
    rows = [
        GivenComponent(
            dossier=dossier,
            position=n,
            code=paper.code or f"K{n:02}",
            name=names.get(paper.code) or paper.name,
            originals=paper.originals,
            copies=paper.copies,
            waived=paper.waived,
        )
        for n, paper in enumerate(filing.papers, start=1)
    ]
    GivenComponent.objects.bulk_create(rows)
    for n, (row, paper) in enumerate(zip(rows, filing.papers, strict=True)):
        _attach(row, paper, actor, f"components.{n}.files")


def _attach(row: GivenComponent, paper: Paper, actor: Actor, where: str) -> None:
    for file in paper.files:
        try:
            attach_file(file, component_ref(row), actor=actor)
        except Refused as error:
            raise Invalid(NOT_FILED, errors=(FieldError(where, error.template, error.params),)) from error


def _code(filing: Filing, unit: int, today: Any) -> Given:
    """An outside code is kept as the dossier's own; unique over all, whoever sends it again is told."""
    if not filing.external_code:
        return new_code(unit, today)
    if dossier_named(filing.external_code) is not None:
        raise Refused("Mã hồ sơ {asked} đã có trong hệ thống.", code="code_taken", asked=filing.external_code)
    return Given(filing.external_code, tail_of(filing.external_code))


def _answer_due(filing: Filing, unit: int | None, at: datetime, hours: int) -> datetime | None:
    """Rule 12: an online filing is answered within so many working hours of its receipt by the system."""
    if filing.channel != 2:
        return None
    calendar = calendar_for(filing.intake_unit or unit or 0, clock.local(at).date())
    return workdays.due(at, workdays.Limit(hours, workdays.Unit.HOUR), calendar=calendar).due


def _errors(filing: Filing) -> Iterator[FieldError]:
    yield from _party_errors(filing.holder, "applicant")
    if filing.submitter is not None:
        yield from _party_errors(filing.submitter, "submitter")
        if filing.basis not in BASES:
            yield FieldError(
                "submitter.basis", N_("Chọn căn cứ nộp thay: giấy ủy quyền, giấy giới thiệu hoặc loại khác.")
            )
        if filing.scope not in SCOPES:
            yield FieldError("submitter.scope", N_("Chọn phạm vi: nộp, nhận kết quả, hoặc cả hai."))
    if filing.place is None and filing.intake_unit is None:
        yield FieldError("unit", N_("Nhiều đơn vị giải quyết thủ tục này. Chọn đơn vị nhận hồ sơ."))
    if filing.case and filing.case not in filing.offer.cases:
        yield FieldError("case", N_("Thủ tục không có trường hợp này."))
    if len(filing.external_code) > 100:
        yield FieldError("external.code", N_("Mã dài quá 100 ký tự."))
    if filing.external_at is not None and filing.external_at > clock.now() + timedelta(minutes=5):
        yield FieldError("external.submitted_at", N_("Thời điểm nộp không thể ở tương lai."))
    yield from filing.answered.wrong
    if filing.by_applicant:
        yield from filing.answered.lacking
    yield from _paper_errors(filing.papers, {one.code for one in filing.offer.content.components})


def _paper_errors(papers: Sequence[Paper], known: Collection[str]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for n, paper in enumerate(papers):
        if paper.code and paper.code not in known:
            yield FieldError(f"components.{n}.code", N_("Thủ tục không có thành phần hồ sơ này."))
        if paper.code and paper.code in seen:
            yield FieldError(f"components.{n}.code", N_("Thành phần này đã có ở trên."))
        seen.add(paper.code)
        if not paper.code and not paper.name.strip():
            yield FieldError(f"components.{n}.name", N_("Ghi tên giấy tờ."))
        if not (0 <= paper.originals <= MOST_COPIES and 0 <= paper.copies <= MOST_COPIES):
            yield FieldError(f"components.{n}.originals", N_("Số bản từ 0 đến 999."))


def _party_errors(given: Mapping[str, Any], prefix: str) -> Iterator[FieldError]:
    if given.get("kind", "person") not in KINDS:
        yield FieldError(f"{prefix}.kind", N_("Chọn cá nhân hoặc tổ chức."))
    yield from errors(cleaned(given), prefix)
