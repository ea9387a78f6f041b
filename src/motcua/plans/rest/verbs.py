"""The verbs of an occurrence as a program calls them: one body, from which each verb takes what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field

from motcua.documents.queries.files import uploads_for
from motcua.documents.queries.law import document_for, title_of
from motcua.kernel.errors import AppError, FieldError, Invalid
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import work as queries
from motcua.plans.services import asking, assigning, difficulties, results, urging
from motcua.plans.services.results import Proof
from motcua.plans.services.work import name_lead
from motcua.ui.api import Day, Input


class ProofIn(Input):
    """One thing handed in. `file`: an id of `POST /files`; `document`: an id of `/legal-documents`; `existing`: handed in before."""

    file: UUID | None = None
    document: UUID | None = None
    existing: UUID | None = None
    statement: str = Field("", max_length=20_000)
    title: str = Field("", max_length=500)


class ActionIn(Input):
    """What an action needs; see `actions` of the occurrence for those that are possible now."""

    note: str = Field("", max_length=20_000)
    reason: str = Field("", max_length=20_000)
    deliverables: list[ProofIn] = Field(default_factory=list, max_length=50)
    also: list[UUID] = Field(
        default_factory=list, max_length=50, description="Occurrences of the same unit the result serves too"
    )
    prepared: int | None = Field(None, ge=1, le=30_000, description="Number of the version a specialist prepared")
    until: Day | None = None
    due_on: Day | None = None
    officer: UUID | None = None
    to: UUID | None = Field(None, description="hand_over: the officer who takes over")
    role: Literal["lead", "support", "inform"] = "lead"
    unit: str = Field("", max_length=80)
    text: str = Field("", max_length=20_000)
    proposal: str = Field("", max_length=20_000)
    decision: Literal["grant", "refuse"] | None = None
    answer: Literal["promise", "difficulty", "other"] | None = Field(
        None, description="answer_urging: a promised date, a difficulty, or why (with `text`)"
    )
    promised_on: Day | None = None


def run(request: HttpRequest, occurrence: Any, action: str, body: ActionIn) -> None:
    """Call the verb. Raises what the services raise; a missing part of the body is named."""
    _RUN[action](request, occurrence, body)


def _needs(body: ActionIn, *fields: str) -> None:
    missing = tuple(FieldError(f, "Thiếu mục này.") for f in fields if getattr(body, f) in (None, "", []))
    if missing:
        raise Invalid("Yêu cầu thiếu mục cần có; xem từng trường.", errors=missing)


def _proofs(request: HttpRequest, occurrence: Any, body: ActionIn) -> list[Proof]:
    return [proof for n, given in enumerate(body.deliverables) for proof in _proof(request, occurrence, given, n)]


def _proof(request: HttpRequest, occurrence: Any, given: ProofIn, n: int) -> list[Proof]:
    found: list[Proof] = []
    try:
        if given.file is not None:
            (file,) = uploads_for(request.user, [given.file])
            found.append(Proof("file", title=given.title or file.name, file=file))
        if given.document is not None:
            document = document_for(request.user, given.document)
            ref = str(Ref.to("legal_document", document.uid))
            found.append(
                Proof(
                    "document", title=title_of(document), ref=ref, number=document.number, issued_on=document.issued_on
                )
            )
    except (AppError, ValueError) as error:
        template = error.template if isinstance(error, AppError) else "Không có tệp này, hoặc tệp không phải của bạn."
        raise Invalid("Chưa nộp được. Xem từng trường.", errors=(FieldError(f"deliverables.{n}", template),)) from error
    if given.existing is not None:
        earlier = queries.deliverables_of(occurrence.unit_id).filter(uid=given.existing).first()
        if earlier is None:
            told = FieldError(f"deliverables.{n}.existing", "Đơn vị chưa nộp kết quả này.")
            raise Invalid("Chưa nộp được. Xem từng trường.", errors=(told,))
        found.append(Proof("existing", existing=earlier))
    if given.statement.strip():
        found.append(Proof("statement", title=given.title, text=given.statement))
    return found


def _hand_in(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    prepared = None
    if body.prepared is not None:
        prepared = occurrence.hand_ins.filter(number=body.prepared).first()
        if prepared is None:
            raise Invalid("Không có bản này.", errors=(FieldError("prepared", "Không có bản chuẩn bị số này."),))
    others = list(queries.standing().filter(unit=occurrence.unit_id, uid__in=body.also)) if body.also else []
    proofs = [] if prepared else _proofs(request, occurrence, body)
    results.hand_in(
        occurrence, actor=actor_of(request.user), proofs=proofs, note=body.note, prepared=prepared, also=others
    )


def _prepare(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    results.prepare(occurrence, actor=actor_of(request.user), proofs=_proofs(request, occurrence, body), note=body.note)


def _assign(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "officer")
    officer = _officer(occurrence, body.officer, "officer")
    assigning.assign(
        occurrence, officer, role=body.role, note=body.note, due_on=body.due_on, actor=actor_of(request.user)
    )


def _hand_over(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "officer", "to", "reason")
    rows = occurrence.assignees.filter(ended_at__isnull=True, officer__uid=body.officer)
    held = rows.select_related("officer", "occurrence__task").first()
    if held is None:
        raise Invalid(
            "Người này không giữ việc.", errors=(FieldError("officer", "Người này không được phân công việc đó."),)
        )
    assigning.hand_over(held, _officer(occurrence, body.to, "to"), actor=actor_of(request.user), reason=body.reason)


def _officer(occurrence: Any, uid: UUID | None, field: str) -> Any:
    found = next((o for o in queries.assignable(occurrence) if o.uid == uid), None)
    if found is None:
        raise Invalid(
            "Chỉ phân công cho cán bộ của đơn vị.", errors=(FieldError(field, "Không phải cán bộ của đơn vị."),)
        )
    return found


def _decide(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "decision")
    decide = asking.grant_request if body.decision == "grant" else asking.refuse_request
    decide(queries.open_request(occurrence), actor=actor_of(request.user), note=body.note)


def _extension(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "until", "reason")
    if body.until is not None:  # _needs has seen to it; the type checker has not
        asking.ask_extension(occurrence, actor=actor_of(request.user), until=body.until, reason=body.reason)


def _input(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "unit", "text", "due_on")
    if body.due_on is not None:  # as above
        unit = unit_named(body.unit)
        asking.ask_input(occurrence, unit=unit, question=body.text, due_on=body.due_on, actor=actor_of(request.user))


def _difficulty(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    difficulties.raise_difficulty(
        occurrence.task, unit=occurrence.unit, occurrence=occurrence, text=body.text, proposal=body.proposal,
        actor=actor_of(request.user),
    )  # fmt: skip


def _lead(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "unit")
    name_lead(occurrence, unit_named(body.unit), actor=actor_of(request.user))


def _answer_urging(request: HttpRequest, occurrence: Any, body: ActionIn) -> None:
    _needs(body, "answer")
    urging.answer_urging(
        occurrence, answer=body.answer or "", text=body.text, promised_on=body.promised_on, actor=actor_of(request.user)
    )


_RUN: dict[str, Callable[[HttpRequest, Any, ActionIn], object]] = {
    "hand_in": _hand_in,
    "prepare": _prepare,
    "accept": lambda r, o, b: results.accept(o, actor=actor_of(r.user), note=b.note),
    "send_back": lambda r, o, b: results.send_back(o, actor=actor_of(r.user), note=b.note),
    "decide": _decide,
    "start": lambda r, o, _b: results.start(o, actor=actor_of(r.user)),
    "assign": _assign,
    "hand_over": _hand_over,
    "take_back": lambda r, o, _b: results.take_back(o, actor=actor_of(r.user)),
    "confirm_nothing_arose": lambda r, o, b: results.confirm_nothing_arose(o, actor=actor_of(r.user), note=b.note),
    "ask_extension": _extension,
    "ask_to_be_let_off": lambda r, o, b: asking.ask_to_be_let_off(o, actor=actor_of(r.user), reason=b.reason),
    "drop_request": lambda r, o, _b: asking.drop_request(queries.open_request(o), actor=actor_of(r.user)),
    "ask_input": _input,
    "answer_urging": _answer_urging,
    "raise_difficulty": _difficulty,
    "name_lead": _lead,
    "reopen": lambda r, o, b: results.reopen(o, actor=actor_of(r.user), reason=b.reason),
}
