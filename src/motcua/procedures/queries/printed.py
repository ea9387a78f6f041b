"""What the registry says of a procedure, in the words in which a decision's list prints it; and such a list of a decision's lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from motcua.documents.citations import find_numbers, kind_of
from motcua.procedures.content import Agency, AgencyRole, ChannelKind, Content, Ground, Part, from_json
from motcua.procedures.content.local import Effective, Words, effective
from motcua.procedures.models import Origin, ProcedureVersion, PublicationItem, VersionState
from motcua.procedures.queries import shown, words
from motcua.procedures.queries.local import layers_of
from motcua.procedures.queries.registry import in_force
from motcua.procedures.reading.printed import CELLS, Printed


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list as it is printed. `cells` by column; `replaced` is the procedure that ends by it, in words."""

    action: str
    code: str
    name: str
    field: str
    cells: Mapping[Printed, str]
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """What will hold of a procedure: the content with the local layer over it (`effect`). `drafted`: it is still being written."""

    content: Content
    effect: Effective
    drafted: bool


def rows_of(items: Sequence[PublicationItem], on: date) -> list[Row]:
    """The lines of a decision as its list is to print them: what is taken from a list that was read, else what will hold from the day
    on, the local layer laid over it. Two queries, however many lines.
    """
    known = coming(items, on)
    contents = {key: one.content for key, one in known.items()}
    return [_row(item, contents.get(item.procedure_id or 0)) for item in items]


def registry_words(part: Printed, content: Content) -> str:
    """One line a limit, a fee, a place, a ground; then what nobody has structured yet."""
    match part:
        case Printed.NAME:
            return content.name
        case Printed.LIMITS:
            begins = [(one, words.start_words(one.start) if one.start else "") for one in content.limits]
            facts = shown.facts_of(content, begins, words.limit_words)
            return "\n".join([*map(_line, facts), *shown.limit_texts(content)])
        case Printed.FEES:
            exempt = [
                (one, f"({words.exempt_words(one.exempt).rstrip('.')})" if one.exempt else "") for one in content.fees
            ]
            facts = shown.facts_of(content, exempt, shown.fee_said(content.fees))
            return "\n".join([*map(_line, facts), *shown.unread_of(content, Part.FEES)])
        case Printed.PLACE:
            return "\n".join(a.name for a in content.agencies if a.role == AgencyRole.RECEIVING)
        case Printed.GROUNDS:
            return "\n".join([*map(_ground, content.grounds), *shown.unread_of(content, Part.GROUNDS)])


def _row(item: PublicationItem, content: Content | None) -> Row:
    taken = [str(part) for part in Printed] if content is None else item.taken
    name = item.name if content is None or Printed.NAME in taken else content.name
    cells = {
        part: item.printed.get(cell, "") if content is None or part in taken else _words(part, content)
        for part, cell in CELLS.items()
    }
    return Row(
        item.action,
        item.procedure.display_code if item.procedure else item.base_code,
        name,
        content.field if content is not None and content.field else item.field_name,
        cells,
        f"{item.replaces.display_code} {item.replaces.name}" if item.replaces else "",
    )


def _words(part: Printed, content: Content) -> str:
    """As `registry_words`; where no place is named, where one goes in person."""
    said = registry_words(part, content)
    if said or part is not Printed.PLACE:
        return said
    return "\n".join(c.description for c in content.channels if c.kind == ChannelKind.DIRECT and c.description)


def coming(items: Sequence[PublicationItem], on: date) -> dict[int, Coming]:
    """What will hold from the day on of the procedures of lines, by procedure (key): of the province's own what is being drafted. Two
    queries.
    """
    keys = [item.procedure_id for item in items if item.procedure_id]
    drafts = Q(state=VersionState.DRAFT, procedure__origin=Origin.OWN)
    rows = ProcedureVersion.objects.filter(drafts | in_force(on), procedure__in=keys).order_by("number")
    layers = layers_of(keys, on)
    found: dict[int, Coming] = {}
    for row in sorted(rows, key=lambda version: version.state == VersionState.DRAFT):
        content = from_json(row.content)
        effect = effective(content, layers.get(row.procedure_id, []))
        places = tuple(Agency(AgencyRole.RECEIVING, e.value.text) for e in effect.places if isinstance(e.value, Words))
        others = tuple(a for a in content.agencies if not (places and a.role == AgencyRole.RECEIVING))
        with_layer = replace(
            content,
            limits=tuple(pair.used for pair in effect.limits),
            fees=tuple(pair.used for pair in effect.fees),
            agencies=(*others, *places),
        )
        found[row.procedure_id] = Coming(with_layer, effect, row.state == VersionState.DRAFT)
    return found


def _line(fact: shown.Fact) -> str:
    """ "Trực tuyến: Dự án nhóm B: 3 ngày làm việc kể từ ngày nhận đủ hồ sơ"; the reader of lists takes it apart again."""
    said = " ".join(one for one in (fact.value, fact.note) if one)
    return f"{fact.about}: {said}" if fact.about else said


def _ground(ground: Ground) -> str:
    """By its title; where that is not known, by the type that its number tells: "Luật số 60/2014/QH13"."""
    title = ground.title.strip()
    if not title:
        number = next(iter(find_numbers(ground.number)), None)
        return f"{kind_of(number)} số {ground.number}" if number and number.type else ground.number
    return title if ground.number in title else f"{title} ({ground.number})"
