"""The acts on a dossier as a program calls them: one body, from which each takes what it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from motcua.documents.queries.files import uploads_for
from motcua.dossiers.permissions import may_do
from motcua.dossiers.queries.actions import Action, Possible, answerable
from motcua.dossiers.queries.dossiers import components_of
from motcua.dossiers.queries.filing import case_of, missing_of
from motcua.dossiers.rest.schemas import ActionIn, ComponentIn
from motcua.dossiers.services import acceptance, ending, extending, opinions, progress, requests
from motcua.dossiers.services.intake import Paper
from motcua.kernel import clock
from motcua.kernel.errors import AppError, FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, has_grant
from motcua.organisations.queries.people import officer_of
from motcua.organisations.queries.units import unit_named
from motcua.records.services import Issued
from motcua.ui.api import wrong

LACKS = "Yêu cầu thiếu mục cần có; xem từng trường."


def run(request: HttpRequest, one: Possible, action: Action, body: ActionIn) -> None:
    """Call the act. What it needs and is not given is named (422)."""
    given = body.dict(exclude_unset=True)
    missing = [need.name for need in action.needs if need.required and not _is_given(given.get(need.name))]
    if action.name == "consult" and given.get("unit"):
        missing = [name for name in missing if name != "agency"]
    if missing:
        raise Invalid(LACKS, errors=tuple(FieldError(name, "Thiếu mục này.") for name in missing))
    _RUN[action.name](request, one, body)


def _is_given(value: Any) -> bool:
    return value not in (None, "", []) and value is not False


def papers_of(request: HttpRequest, given: list[ComponentIn]) -> list[Paper]:
    """Papers with their uploaded files. Raises Invalid at the field of a file that is not the caller's."""
    return [
        Paper(
            code=one.code,
            originals=one.originals,
            copies=one.copies,
            files=files_of(request, one.files, f"components.{n}.files"),
            name=one.name,
        )
        for n, one in enumerate(given)
    ]


def files_of(request: HttpRequest, uids: list[UUID], field: str) -> list[Any]:
    try:
        return uploads_for(request.user, uids) if uids else []
    except AppError as error:
        raise wrong(field, error, LACKS) from error


def _file(request: HttpRequest, uid: UUID | None) -> Any:
    return files_of(request, [uid], "file")[0] if uid is not None else None


def _step(steps: Sequence[Any], key: str) -> Any:
    """The step that is meant: the named one, else the only one."""
    found = next((s for s in steps if s.key == key), None) if key else steps[0] if len(steps) == 1 else None
    if found is None:
        raise Invalid(LACKS, errors=(FieldError("step", "Chọn bước đang mở mà bạn xử lý."),))
    return found


def _accept(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    dossier, offer = one.dossier, one.offer
    place = None
    if body.unit:
        unit = _unit(body.unit)
        place = next((p for p in offer.places if p.unit == unit.pk), None)
        if place is None:
            raise Invalid(LACKS, errors=(FieldError("unit", "Đơn vị này không giải quyết thủ tục."),))
    case = None
    if body.case is not None:
        try:
            case = case_of(offer, body.case)
        except NotFound as error:
            raise wrong("case", error, LACKS) from error
    asked = dossier.case if case is None else case
    missing = missing_of(offer.required(asked), components_of(dossier))
    acceptance.accept(
        dossier,
        offer,
        acceptance.Taking(
            place=place,
            case=case,
            limit=body.limit,
            waived=dict.fromkeys(missing, body.ground) if body.ground.strip() else {},
            received_at=body.received_at,
            reason=body.reason,
            may_date_back=may_do(request.user, dossier, "dossiers.backdate"),
        ),
        actor=actor_of(request.user),
    )


def _unit(code: str) -> Any:
    try:
        return unit_named(code)
    except AppError as error:
        raise wrong("unit", error, LACKS) from error


def _officer(uid: UUID | None) -> Any:
    if uid is None:
        return None
    try:
        return officer_of(str(uid))
    except AppError as error:
        raise wrong("officer", error, LACKS) from error


def _advance(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    progress.advance(
        one.dossier,
        _step(one.forward, body.step),
        actor=actor_of(request.user),
        to=body.to,
        officer=_officer(body.officer),
        note=body.note or body.reason,
    )


def _return_step(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    progress.return_step(
        one.dossier, _step(one.backward, body.step), to=body.to or "", actor=actor_of(request.user), reason=body.reason
    )


def _assign(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    step = _step([step for step in one.steps if one.heads(step)], body.step)
    progress.assign(one.dossier, step, _officer(body.officer), actor=actor_of(request.user))


def _request_supplement(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    unit = one.dossier.unit_id
    requests.request_supplement(
        one.dossier,
        items=[item.dict() for item in body.items],
        actor=actor_of(request.user),
        due_on=body.due_on,
        again_reason=body.reason,
        may_ask_again=unit is not None and has_grant(request.user, "dossiers.check", unit),
    )


def _supplement(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    names = {component.code: component.name for component in one.offer.content.components}
    papers = papers_of(request, body.components)
    unknown = [n for n, paper in enumerate(papers) if not paper.code and not paper.name.strip()]
    if unknown:
        raise Invalid(LACKS, errors=tuple(FieldError(f"components.{n}.name", "Ghi tên giấy tờ.") for n in unknown))
    if body.file is not None:
        papers.append(Paper("", copies=1, files=[_file(request, body.file)], name="Giấy tờ bổ sung"))
    requests.supplement(
        one.dossier, papers=papers, names=names, actor=actor_of(request.user), note=body.note or body.reason
    )


def _consult(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    opinions.consult(
        one.dossier,
        question=body.question,
        due_at=body.due_at or clock.now(),
        actor=actor_of(request.user),
        unit=_unit(body.unit) if body.unit else None,
        agency="" if body.unit else body.agency,
        letter=body.letter,
        silence=body.silence,
    )


def _answer(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    mine = answerable(request.user, one.dossier)
    found = [o for o in mine if body.opinion in (None, o.uid)]
    if len(found) != 1:
        raise Invalid(LACKS, errors=(FieldError("opinion", "Chọn nội dung cần trả lời."),))
    file = _file(request, body.file)
    opinions.answer(one.dossier, found[0], text=body.answer, actor=actor_of(request.user), file=file)


def _process(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    outcome = Issued(
        number=body.number,
        issued_on=body.date or date.max,
        signer=body.signer,
        file=_file(request, body.file),
        title="",
        negative=body.negative,
        article=body.article,
        valid_to=body.valid_to,
    )
    ending.process(
        one.dossier, _step(one.closing, body.step), outcome=outcome, actor=actor_of(request.user), note=body.note
    )


def _hand_out(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    ending.hand_out(
        one.dossier,
        collected_by=body.collected_by,
        identity_checked=body.identity_checked,
        actor=actor_of(request.user),
        note=body.note,
    )


def _extend(request: HttpRequest, one: Possible, body: ActionIn) -> None:
    extending.extend(
        one.dossier,
        until=body.until or clock.now(),
        reason=body.reason,
        letter=body.letter,
        signer=body.signer,
        ground=body.ground,
        actor=actor_of(request.user),
    )


_RUN: dict[str, Callable[[HttpRequest, Possible, ActionIn], object]] = {
    "accept": _accept,
    "refuse": lambda r, o, b: acceptance.refuse(o.dossier, actor=actor_of(r.user), reason=b.reason, article=b.article),
    "advance": _advance,
    "return_step": _return_step,
    "assign": _assign,
    "request_supplement": _request_supplement,
    "supplement": _supplement,
    "request_payment": lambda r, o, b: requests.request_payment(
        o.dossier, actor=actor_of(r.user), amount=b.amount, reason=b.reason
    ),
    "confirm_payment": lambda r, o, b: requests.confirm_payment(o.dossier, actor=actor_of(r.user), note=b.note),
    "consult": _consult,
    "answer": _answer,
    "process": _process,
    "hand_out": _hand_out,
    "extend": _extend,
    "stop": lambda r, o, b: ending.stop(o.dossier, actor=actor_of(r.user), reason=b.reason),
    "withdraw": lambda r, o, b: ending.withdraw(o.dossier, actor=actor_of(r.user), reason=b.reason),
    "void": lambda r, o, b: ending.void(o.dossier, actor=actor_of(r.user), reason=b.reason),
}
