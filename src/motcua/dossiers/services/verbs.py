"""The acts on a dossier by their names, with the values of what each needs (`queries.actions`): one way for pages and programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.documents.queries.files import uploads_for
from motcua.dossiers.permissions import may_do
from motcua.dossiers.queries.actions import Action, Possible, answerable
from motcua.dossiers.queries.dossiers import components_of
from motcua.dossiers.queries.filing import case_of, missing_of
from motcua.dossiers.services import acceptance, deciding, ending, extending, opinions, progress, requests
from motcua.dossiers.services.intake import Paper
from motcua.kernel import clock
from motcua.kernel.errors import N_, AppError, FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, has_grant
from motcua.organisations.queries.people import officer_of
from motcua.organisations.queries.units import unit_named
from motcua.records.services import Issued

LACKS = N_("Yêu cầu thiếu mục cần có; xem từng trường.")
Given = Mapping[str, Any]
"""Values by the names of needs; `reason` and `note` may stand everywhere."""


def run(user: Any, one: Possible, action: Action, given: Given) -> None:
    """Do it. What it needs and is not given is named: raises Invalid, and whatever the act itself raises."""
    missing = [need.name for need in action.needs if need.required and not _is_given(given.get(need.name))]
    told_better = {"accept": {"ground"}, "consult": {"agency"} if given.get("unit") else set()}.get(action.name, set())
    missing = [name for name in missing if name not in told_better]
    if missing:
        raise Invalid(LACKS, errors=tuple(FieldError(name, N_("Thiếu mục này.")) for name in missing))
    _RUN[action.name](user, one, given)


def papers_of(user: Any, given: Sequence[Given]) -> list[Paper]:
    """Papers with their uploaded files. Raises Invalid at the field of a file that is not the person's."""
    return [
        Paper(
            code=one.get("code", ""),
            originals=one.get("originals", 0),
            copies=one.get("copies", 0),
            files=files_of(user, one.get("files", ()), f"components.{n}.files"),
            name=one.get("name", ""),
        )
        for n, one in enumerate(given)
    ]


def files_of(user: Any, named: Sequence[Any], field: str) -> list[Any]:
    """Stored files by their ids, or as they are. Raises Invalid at `field`."""
    try:
        known = [one for one in named if hasattr(one, "blob_id")]
        uids = [one for one in named if not hasattr(one, "blob_id")]
        return [*known, *(uploads_for(user, uids) if uids else ())]
    except AppError as error:
        raise _at(field, error) from error


def _is_given(value: Any) -> bool:
    return value not in (None, "", []) and value is not False


def _at(field: str, error: AppError) -> Invalid:
    return Invalid(LACKS, errors=(FieldError(field, error.template, error.params),))


def _said(given: Given, name: str) -> str:
    return str(given.get(name) or "")


def _note(given: Given) -> str:
    return _said(given, "note") or _said(given, "reason")


def _file(user: Any, given: Given) -> Any:
    named = given.get("file")
    return files_of(user, [named], "file")[0] if named is not None else None


def _step(steps: Sequence[Any], key: str) -> Any:
    """The step that is meant: the named one, else the only one."""
    found = next((s for s in steps if s.key == key), None) if key else steps[0] if len(steps) == 1 else None
    if found is None:
        raise Invalid(LACKS, errors=(FieldError("step", N_("Chọn bước đang mở mà bạn xử lý.")),))
    return found


def _unit(code: str) -> Any:
    try:
        return unit_named(code)
    except AppError as error:
        raise _at("unit", error) from error


def _officer(uid: Any) -> Any:
    if not uid:
        return None
    try:
        return officer_of(str(uid))
    except AppError as error:
        raise _at("officer", error) from error


def _accept(user: Any, one: Possible, given: Given) -> None:
    dossier, offer = one.dossier, one.offer
    place = None
    if given.get("unit"):
        unit = _unit(given["unit"])
        place = next((p for p in offer.places if p.unit == unit.pk), None)
        if place is None:
            raise Invalid(LACKS, errors=(FieldError("unit", N_("Đơn vị này không giải quyết thủ tục.")),))
    case = None
    if given.get("case") is not None:
        try:
            case = case_of(offer, given["case"])
        except NotFound as error:
            raise _at("case", error) from error
    ground = _said(given, "ground").strip()
    missing = missing_of(offer.required(dossier.case if case is None else case), components_of(dossier))
    acceptance.accept(
        dossier,
        offer,
        acceptance.Taking(
            place=place,
            case=case,
            limit=given.get("limit"),
            waived=dict.fromkeys(missing, ground) if ground else {},
            ground=ground,
            received_at=given.get("received_at"),
            reason=_said(given, "reason"),
            may_date_back=may_do(user, dossier, "dossiers.backdate"),
        ),
        actor=actor_of(user),
    )


def _advance(user: Any, one: Possible, given: Given) -> None:
    progress.advance(
        one.dossier,
        _step(one.forward, _said(given, "step")),
        actor=actor_of(user),
        to=given.get("to"),
        officer=_officer(given.get("officer")),
        note=_note(given),
    )


def _return_step(user: Any, one: Possible, given: Given) -> None:
    step = _step(one.backward, _said(given, "step"))
    progress.return_step(one.dossier, step, to=_said(given, "to"), actor=actor_of(user), reason=_said(given, "reason"))


def _assign(user: Any, one: Possible, given: Given) -> None:
    step = _step([step for step in one.steps if one.heads(step)], _said(given, "step"))
    progress.assign(one.dossier, step, _officer(given.get("officer")), actor=actor_of(user))


def _request_supplement(user: Any, one: Possible, given: Given) -> None:
    unit = one.dossier.unit_id
    requests.request_supplement(
        one.dossier,
        items=given.get("items", ()),
        actor=actor_of(user),
        due_on=given.get("due_on"),
        again_reason=_said(given, "reason"),
        may_ask_again=unit is not None and has_grant(user, "dossiers.check", unit),
    )


def _supplement(user: Any, one: Possible, given: Given) -> None:
    names = {component.code: component.name for component in one.offer.content.components}
    papers = papers_of(user, given.get("components", ()))
    unknown = [n for n, paper in enumerate(papers) if not paper.code and not paper.name.strip()]
    if unknown:
        wrong = tuple(FieldError(f"components.{n}.name", N_("Ghi tên giấy tờ.")) for n in unknown)
        raise Invalid(LACKS, errors=wrong)
    file = _file(user, given)
    if file is not None:
        papers.append(Paper("", copies=1, files=[file], name="Giấy tờ bổ sung"))
    requests.supplement(one.dossier, papers=papers, names=names, actor=actor_of(user), note=_note(given))


def _consult(user: Any, one: Possible, given: Given) -> None:
    unit = _said(given, "unit")
    opinions.consult(
        one.dossier,
        question=_said(given, "question"),
        due_at=given.get("due_at") or clock.now(),
        actor=actor_of(user),
        unit=_unit(unit) if unit else None,
        agency="" if unit else _said(given, "agency"),
        letter=_said(given, "letter"),
        silence=_said(given, "silence"),
    )


def _answer(user: Any, one: Possible, given: Given) -> None:
    named = _said(given, "opinion")
    found = [o for o in answerable(user, one.dossier) if named in ("", str(o.uid))]
    if len(found) != 1:
        raise Invalid(LACKS, errors=(FieldError("opinion", N_("Chọn nội dung cần trả lời.")),))
    file = _file(user, given)
    opinions.answer(one.dossier, found[0], text=_said(given, "answer"), actor=actor_of(user), file=file)


def _process(user: Any, one: Possible, given: Given) -> None:
    outcome = Issued(
        number=_said(given, "number"),
        issued_on=given.get("date") or date.max,
        signer=_said(given, "signer"),
        file=_file(user, given),
        title="",
        negative=bool(given.get("negative")),
        article=_said(given, "article"),
        valid_to=given.get("valid_to"),
    )
    step = _step(one.closing, _said(given, "step"))
    ending.process(one.dossier, step, outcome=outcome, actor=actor_of(user), note=_note(given))


def _propose(user: Any, one: Possible, given: Given) -> None:
    drafting = [step for step in one.forward if step.action == "dossiers.appraise"]
    deciding.propose(
        one.dossier,
        _step(drafting, _said(given, "step")),
        file=_file(user, given),
        negative=bool(given.get("negative")),
        article=_said(given, "article"),
        note=_note(given),
        actor=actor_of(user),
    )


def _propose_extension(user: Any, one: Possible, given: Given) -> None:
    deciding.propose_extension(
        one.dossier,
        until=given.get("until") or clock.now(),
        reason=_said(given, "reason"),
        ground=_said(given, "ground"),
        file=_file(user, given),
        actor=actor_of(user),
    )


def _hand_out(user: Any, one: Possible, given: Given) -> None:
    ending.hand_out(
        one.dossier,
        collected_by=_said(given, "collected_by"),
        identity_checked=bool(given.get("identity_checked")),
        actor=actor_of(user),
        note=_note(given),
    )


def _extend(user: Any, one: Possible, given: Given) -> None:
    extending.extend(
        one.dossier,
        until=given.get("until") or clock.now(),
        reason=_said(given, "reason"),
        letter=_said(given, "letter"),
        signer=_said(given, "signer"),
        ground=_said(given, "ground"),
        actor=actor_of(user),
    )


def _request_payment(user: Any, one: Possible, given: Given) -> None:
    requests.request_payment(
        one.dossier, actor=actor_of(user), amount=given.get("amount"), reason=_said(given, "reason")
    )


def _refuse(user: Any, one: Possible, given: Given) -> None:
    acceptance.refuse(one.dossier, actor=actor_of(user), reason=_said(given, "reason"), article=_said(given, "article"))


_RUN: dict[str, Callable[[Any, Possible, Given], object]] = {
    "accept": _accept,
    "refuse": _refuse,
    "advance": _advance,
    "return_step": _return_step,
    "assign": _assign,
    "request_supplement": _request_supplement,
    "supplement": _supplement,
    "request_payment": _request_payment,
    "confirm_payment": lambda u, o, g: requests.confirm_payment(o.dossier, actor=actor_of(u), note=_note(g)),
    "consult": _consult,
    "answer": _answer,
    "process": _process,
    "propose": _propose,
    "propose_extension": _propose_extension,
    "hand_out": _hand_out,
    "extend": _extend,
    "stop": lambda u, o, g: ending.stop(o.dossier, actor=actor_of(u), reason=_said(g, "reason")),
    "withdraw": lambda u, o, g: ending.withdraw(o.dossier, actor=actor_of(u), reason=_said(g, "reason")),
    "void": lambda u, o, g: ending.void(o.dossier, actor=actor_of(u), reason=_said(g, "reason")),
}
