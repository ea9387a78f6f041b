"""Who performs the sample procedures, and what the sample province settled of its own about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from motcua.documents.services.law import LawFacts, add_document
from motcua.kernel.actors import SAMPLE
from motcua.organisations.queries.units import on_date, unit_named
from motcua.procedures.content.local import value_of
from motcua.procedures.sample.reading import Written, table
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.local import add_entry
from motcua.procedures.services.marks import set_flags, set_level

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.procedures.models import Procedure

TABLE = "dia-phuong"
BOARD = "bql-kcn"
Documents = Mapping[str, "LegalDocument"]


def load_places(all_of_them: Sequence[Written], made: Mapping[str, Procedure]) -> Documents:
    """Documents of the sample province by their key, and what rests on them: assignments, local layer, flags, levels online."""
    raw = table(TABLE)
    documents = {one["key"]: document_of(one) for one in raw["documents"]}
    _assign(raw["assignments"], all_of_them, made, documents)
    for one in raw["entries"]:
        add_entry(
            made[one["code"]],
            kind=one["kind"],
            value=value_of(one["kind"], one["value"]),
            valid_from=one["since"],
            decision=documents.get(one.get("document", "")),
            actor=SAMPLE,
        )
    for one in raw["flags"]:
        chosen = [made[code] for code in one["codes"]]
        decision = documents[one["document"]]
        set_flags(chosen, kind=one["kind"], valid_from=one["since"], decision=decision, actor=SAMPLE)
    for one in raw["levels"]:
        set_level(
            [made[code] for code in one["codes"]],
            level=one["level"],
            valid_from=one["since"],
            reason=one.get("reason", ""),
            reason_words=one.get("words", ""),
            decision=documents[one["document"]],
            actor=SAMPLE,
        )
    return documents


def document_of(raw: Mapping[str, Any]) -> LegalDocument:
    """A document of the sample province, put into the library with a note that it is invented."""
    facts = LawFacts(
        kind=raw["kind"],
        issuer=raw["issuer"],
        subject=raw["subject"],
        number=raw["number"],
        issued_on=raw["issued"],
        valid_from=raw["issued"],
        note="Văn bản mẫu, không có thật.",
    )
    return add_document(facts, actor=SAMPLE)


def _assign(
    raw: Mapping[str, Any], all_of_them: Sequence[Written], made: Mapping[str, Procedure], documents: Documents
) -> None:
    """Divisions perform what is theirs, the board is competent, the centre takes in; committees of communes do all of it themselves."""
    since: date = raw["since"]
    decision, board, centre = documents[raw["document"]], unit_named(BOARD), unit_named(raw["centre"])
    public = [made[one.code] for one in all_of_them if one.unit and not one.internal]
    communes = [made[one.code] for one in all_of_them if one.communes]
    by_unit: dict[str, list[Procedure]] = {}
    for one in all_of_them:
        if one.unit:
            by_unit.setdefault(one.unit, []).append(made[one.code])
    for code, theirs in by_unit.items():
        _give(theirs, [unit_named(code)], "performing", since, decision, counter=centre)
    _give([p for theirs in by_unit.values() for p in theirs], [board], "competent", since, decision)
    _give(public, [centre], "receiving", since, decision)
    committees = on_date(since).filter(type="peoples_committee", territory__level="commune").order_by("unit__code")
    _give(communes, [version.unit for version in committees], "performing", since, decision)


def _give(
    procedures: Sequence[Procedure],
    units: Sequence[Any],
    role: str,
    since: date,
    decision: LegalDocument,
    *,
    counter: Any = None,
) -> None:
    assign(procedures, units, role=role, valid_from=since, decision=decision, counter=counter, actor=SAMPLE)
