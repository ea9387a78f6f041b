"""The electronic form of a filing: which one holds, what was answered, what is still to be filled in, how people read it.

A form may stay empty: then it is handed in on paper. What the form has no question for is kept as it was sent, and what another system
took over is never refused: what is wrong with it is told as still to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from motcua.dossiers.models import SEALER, Dossier
from motcua.dossiers.queries.filing import Offer
from motcua.dossiers.rules.people import masked_number
from motcua.dossiers.workflow import DossierState
from motcua.kernel import clock
from motcua.kernel.errors import FieldError
from motcua.organisations.queries.territories import communes_by_code
from motcua.procedures.eforms import (
    EForm,
    Field,
    Group,
    Kind,
    answers_as_json,
    check_plain,
    check_stored,
    check_written,
    filled_up,
    read_stored,
    shown,
    something_said,
    unknown,
)
from motcua.procedures.queries.eforms import eform_on, form_of

PATH = "form"
"""What stands before the paths of answers where errors and missing things are named."""
_NUMBER = re.compile(r"\d{9}|\d{12}")


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers as they are kept, with the form that they answer; None: there is none, or it comes on paper."""

    eform: Any = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[FieldError, ...] = ()
    lacking: tuple[FieldError, ...] = ()
    calculated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as people read it. `row`: the number of its row, where it stands in one."""

    label: str
    text: str
    row: int = 0


def form_of_filing(offer: Offer, case: str) -> Any:
    """The form that is asked of those who file today; None where the procedure has none."""
    return eform_on(offer.procedure, clock.today(), case)


def places_for(form: EForm) -> dict[str, str]:
    """Communes of today by code, where a form asks for an address."""
    asked = any(one.kind is Kind.ADDRESS for one in form.fields().values())
    return communes_by_code(clock.today()) if asked else {}


def answered(
    eform: Any,
    said: Mapping[str, Any],
    holder: Mapping[str, Any] | None = None,
    *,
    written: bool = False,
    elsewhere: bool = False,
) -> Answered:
    """Answers checked against a form. What is known of the holder is not asked again. `written`: as the controls of a page sent them;
    `elsewhere`: another system took them."""
    if eform is None or not something_said(said):
        return Answered(kept=dict(said) if something_said(said) else {})
    form = form_of(eform)
    others = {key: said[key] for key in unknown(form, said)}
    asked = {key: value for key, value in said.items() if key not in others}
    if not elsewhere:
        asked = filled_up(form, asked, {key: str(value or "") for key, value in (holder or {}).items()})
    places = places_for(form)
    checked = (check_written if written else check_plain)(form, asked, known=places.__contains__)
    if elsewhere and checked.wrong:
        return Answered(eform, dict(said), (), _named(checked.errors), checked.calculated)
    lacking = [error for error in checked.errors if error.field in checked.lacking]
    kept = answers_as_json(checked.answers) | others
    return Answered(eform, kept, _named(checked.wrong), _named(lacking), checked.calculated)


def may_be_filled_in(dossier: Dossier) -> bool:
    """Until it is taken in, and again while a supplement is asked for."""
    return dossier.voided_at is None and dossier.state in (DossierState.SUBMITTED, DossierState.SUPPLEMENT_REQUESTED)


def form_of_dossier(dossier: Dossier) -> Any:
    """The form that was filled in; before anybody did, the one of today. None where the procedure has none."""
    return dossier.eform or eform_on(dossier.procedure, clock.today(), dossier.case)


def holder_of(dossier: Dossier) -> dict[str, str]:
    """What is known of the holder."""
    return {"name": dossier.holder.name, **dossier.holder.opened}


def answers_of(dossier: Dossier) -> dict[str, Any]:
    """What was kept, opened."""
    return dict(SEALER.open(dossier.answers)) if dossier.answers else {}


def unanswered(dossier: Dossier) -> tuple[FieldError, ...]:
    """What is still to be filled in, or to be mended, in the form of a dossier."""
    if dossier.eform is None:
        return ()
    form, kept = form_of(dossier.eform), answers_of(dossier)
    checked = check_stored(form, {key: kept[key] for key in kept if key not in unknown(form, kept)})
    return _named(checked.errors)


def answers_told(dossier: Dossier, *, reveal: bool) -> dict[str, Any]:
    """The answers for programs; numbers of identity are masked until they are asked for."""
    kept = answers_of(dossier)
    return kept if reveal else {key: _masked(value) for key, value in kept.items()}


def sections_told(dossier: Dossier, *, reveal: bool) -> list[tuple[str, list[Line]]]:
    """The answers for people: title of the section → its lines; what the form has no question for stands last."""
    kept = answers_of(dossier)
    if dossier.eform is None:
        return [(gettext("Ngoài tờ khai"), list(_loose(kept, kept, reveal=reveal)))] if kept else []
    form = form_of(dossier.eform)
    places = places_for(form)
    found = [(section.title, list(_lines(section.items, kept, places, reveal=reveal))) for section in form.sections]
    found.append((gettext("Ngoài tờ khai"), list(_loose(kept, unknown(form, kept), reveal=reveal))))
    return [(title, lines) for title, lines in found if lines]


def _named(errors: Sequence[FieldError]) -> tuple[FieldError, ...]:
    return tuple(replace(error, field=f"{PATH}.{error.field}") for error in errors)


def _lines(
    items: Sequence[Field | Group], kept: Mapping[str, Any], places: Mapping[str, str], *, reveal: bool
) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Group):
            rows = kept.get(item.key)
            for n, row in enumerate(rows if isinstance(rows, list) else [], start=1):
                for one in item.fields:
                    if isinstance(row, Mapping) and one.key in row:
                        yield Line(one.label, _read(one, row[one.key], places, reveal=reveal), n)
        elif item.key in kept:
            yield Line(item.label, _read(item, kept[item.key], places, reveal=reveal))


def _read(one: Field, value: Any, places: Mapping[str, str], *, reveal: bool) -> str:
    if one.kind is Kind.PERSONAL_NUMBER and not reveal:
        return masked_number(str(value))
    try:
        answer = read_stored(one, value)
    except (ValueError, ArithmeticError):
        return str(value)
    if one.kind is Kind.BOOLEAN:
        return gettext("có") if answer else gettext("không")
    if one.kind is Kind.ADDRESS and answer is not None:
        answer = replace(answer, territory=places.get(answer.territory, answer.territory))
    return shown(one, answer)


def _loose(kept: Mapping[str, Any], keys: Any, *, reveal: bool) -> Iterator[Line]:
    for key in keys:
        value = kept[key] if reveal else _masked(kept[key])
        yield Line(str(key), value if isinstance(value, str) else str(value))


def _masked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_masked(one) for one in value]
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return masked_number(value)
    return value
