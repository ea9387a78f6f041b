"""Công bố: what a signed decision says becomes what the registry says, all its lines or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, AppError, FieldError, Invalid, Refused
from motcua.kernel.events import NewEvent
from motcua.procedures.content import Content, as_json, from_json
from motcua.procedures.content.local import Local, Value, Words
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    ItemAction,
    Origin,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    PublicationItem,
    VersionState,
)
from motcua.procedures.queries.endings import Ending, ending_of
from motcua.procedures.queries.publication import effect_of, ref_of
from motcua.procedures.queries.registry import in_force, key_of, version_on
from motcua.procedures.queries.registry import ref_of as procedure_ref
from motcua.procedures.reading.annexed import CODE
from motcua.procedures.reading.printed import CELLS, Printed, fees_in, limits_in, with_printed
from motcua.procedures.services.local import add_many
from motcua.procedures.services.versions import (
    fields_named,
    index_procedures,
    named,
    next_number,
    publish_version,
    version_of,
)
from motcua.procedures.workflow import PUBLICATION, PublicationState


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the lines: versions put in force, procedures that the decision was tied to as they are, those that ended."""

    versions: int = 0
    tied: int = 0
    abolished: int = 0


def publish_decision(decision: PublicationDecision, *, actor: Actor) -> Published:
    """Put all lines in force from the decision's day. One transaction: a line that cannot be done stops all, and says why.

    A procedure of the province's own gets a version: its draft, else its content with what is taken from the list. One of the national
    database keeps its content, which imports alone change; what is taken of limits, fees and places goes into the local layer.
    Raises Invalid with the lines at fault, Refused (not signed, lines open).
    """
    items, effect = need_ready(decision)
    with transaction.atomic():
        workflow.move(decision, PUBLICATION, "publish", published_at=clock.now())
        done, errors = _all(items, decision, effect, actor)
        if errors:
            raise Invalid("Chưa công bố được. Hãy xử lý các dòng được nêu rồi công bố lại.", errors=tuple(errors))
        told = [
            NewEvent(
                procedure_ref(item.procedure),
                EventKind.DECIDED,
                {"publication": ref_of(decision), "action": item.action},
            )
            for item in items
            if item.procedure is not None
        ]
        events.append_many(told, actor=actor)
        payload: dict[str, events.Plain] = {"number": decision.number, "count": len(items), "from": effect}
        events.append(ref_of(decision), EventKind.PUBLICATION_PUBLISHED, actor=actor, payload=payload)
    return done


def need_ready(decision: PublicationDecision) -> tuple[list[PublicationItem], date]:
    """Its lines, and the day they hold from. Raises Refused: not signed, no lines, lines that nobody has confirmed."""
    effect = effect_of(decision)
    if decision.state != PublicationState.SIGNED or effect is None:
        raise Refused("Chỉ công bố được theo quyết định đã ký, có số.", code="not_signed")
    items = list(decision.items.select_related("procedure", "replaces").order_by("line"))
    if not items:
        raise Refused("Quyết định chưa có dòng nào.", code="no_lines")
    if open_lines := [item.line for item in items if item.confirmed_at is None]:
        raise Refused(
            "Còn {count} dòng chưa xác nhận: {lines}.",
            code="lines_open",
            count=len(open_lines),
            lines=", ".join(str(line) for line in open_lines[:10]),
        )
    return items, effect


def abolish(procedure: Procedure, *, on: date, actor: Actor, decision: PublicationDecision) -> Procedure:
    """Bãi bỏ from a day on: the version in force ends then. An end that lies ahead moves to the day, and the trail says so. Raises Refused:
    it has ended, it ends on this very day, a version begins later.
    """
    with transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(version=F("version") + 1)  # who ends it at once waits here
        procedure.refresh_from_db()
        before = ending_of(procedure, but=decision.pk)
        if before is not None and (before.on <= clock.today() or before.on == on):
            raise refuse_ended(procedure, before)
        versions = procedure.versions.filter(state=VersionState.PUBLISHED)
        later = versions.filter(valid_from__gte=on).order_by("valid_from").first()
        if later is not None:
            raise Refused(
                "Thủ tục còn phiên bản hiệu lực từ {on}, sau ngày bãi bỏ.",
                code="later",
                on=f"{later.valid_from:%d/%m/%Y}",
            )
        ends = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        versions.filter(ends if before is None else ends | Q(valid_to=before.on)).update(valid_to=on)
        Procedure.objects.filter(pk=procedure.pk).update(abolished_on=on)
        payload: dict[str, events.Plain] = {"on": on, "publication": ref_of(decision)}
        if before is not None:
            payload |= {"instead_of": before.on, "document": before.number}
        events.append(procedure_ref(procedure), EventKind.ABOLISHED, actor=actor, payload=payload)
    procedure.refresh_from_db()
    return procedure


def refuse_ended(procedure: Procedure, ending: Ending) -> Refused:
    """It says since when, and by which decision where one is known."""
    told = {"name": procedure.display_code, "on": f"{ending.on:%d/%m/%Y}"}
    if ending.number:
        return Refused("Thủ tục {name} đã bãi bỏ từ {on} theo {by}.", code="abolished", by=ending.by, **told)
    return Refused("Thủ tục {name} đã bãi bỏ từ {on}.", code="abolished", **told)


def _all(
    items: Sequence[PublicationItem], decision: PublicationDecision, effect: date, actor: Actor
) -> tuple[Published, list[FieldError]]:
    counts = {"versions": 0, "tied": 0, "abolished": 0}
    national = [item for item in items if _stays_national(item)]
    wrong = _tie(national, decision, effect, actor)
    tied = {item.pk for item in national}
    renewed: list[int] = []
    for item in items:
        if item.pk in wrong:
            continue
        if item.pk in tied and item.replaces is None:
            counts["tied"] += 1
            continue
        try:
            with transaction.atomic():
                became = "tied" if item.pk in tied else _one(item, decision, effect, actor)
                if item.replaces is not None and item.action != ItemAction.ABOLISHED:
                    abolish(item.replaces, on=effect, actor=actor, decision=decision)
            counts[became] += 1
            if became == "versions" and item.procedure is not None:
                renewed.append(item.procedure.pk)
        except AppError as error:
            wrong[item.pk] = "; ".join(str(e) for e in getattr(error, "errors", ())) or str(error)
    index_procedures(renewed)
    return Published(**counts), [
        FieldError(
            "lines",
            N_("Dòng {line}, {name}: {why}"),
            {"line": item.line, "name": item.name[:80], "why": wrong[item.pk]},
        )
        for item in items
        if item.pk in wrong
    ]


def _stays_national(item: PublicationItem) -> bool:
    """Whether a line only ties the decision to a content that imports alone change."""
    return (
        item.action != ItemAction.ABOLISHED and item.procedure is not None and item.procedure.origin == Origin.NATIONAL
    )


def _one(item: PublicationItem, decision: PublicationDecision, effect: date, actor: Actor) -> str:
    """Put one line in force; which of the counts it goes to."""
    if item.action == ItemAction.ABOLISHED:
        if item.procedure is None:
            raise Refused("Chưa chọn thủ tục bị bãi bỏ.")
        abolish(item.procedure, on=effect, actor=actor, decision=decision)
        return "abolished"
    if item.procedure is None:
        item.procedure = _new(item, effect)
        PublicationItem.objects.filter(pk=item.pk).update(procedure=item.procedure)
    version, made = _own(item, decision, effect, actor)
    PublicationItem.objects.filter(pk=item.pk).update(made=version)
    return "versions" if made else "tied"


def _new(item: PublicationItem, effect: date) -> Procedure:
    """A procedure of the province that the registry does not know: its draft says what the list prints."""
    if not CODE.fullmatch(item.base_code):
        raise Refused("Chưa có mã thủ tục.")
    if Procedure.objects.filter(base_code=item.base_code[:8]).exists():
        raise Refused(
            "Mã {known} đã có trong danh mục: mở dòng này, chọn thủ tục mang mã ấy.", code="known", known=item.base_code
        )
    procedure = Procedure(base_code=item.base_code[:8], suffix=item.base_code[8:], origin=Origin.OWN)
    content = with_printed(Content(item.name, field=item.field_name), item.name, item.printed, list(Printed))
    named(procedure, content)
    procedure.save(force_insert=True)
    _draft(procedure, content, effect)
    return procedure


def _own(
    item: PublicationItem, decision: PublicationDecision, effect: date, actor: Actor
) -> tuple[ProcedureVersion, bool]:
    """The version of a procedure of the province's own: its draft, or a new one where something is taken over; else what is in force."""
    procedure = item.procedure
    assert procedure is not None  # noqa: S101 - the caller has made it where there was none
    draft = procedure.versions.filter(state=VersionState.DRAFT).order_by("-number").first()
    current = version_on(procedure, effect)
    before = draft or current
    if before is None:
        raise Refused("Thủ tục chưa có nội dung nào để công bố: hãy soạn nội dung trước.")
    if draft is None and not item.taken:
        return before, False
    said = with_printed(from_json(before.content), item.name, item.printed, item.taken)
    said = replace(said, decision=decision.number)
    if draft is None:
        draft = _draft(procedure, said, effect)
    else:
        _rewrite(draft, said)
    return publish_version(draft, valid_from=effect, actor=actor, index=False), True


def _tie(items: Sequence[PublicationItem], decision: PublicationDecision, effect: date, actor: Actor) -> dict[int, str]:
    """The national contents stay; what the decision settles locally goes into the local layer, with the decision. What is wrong, by line
    (key). A list may have thousands of lines: as few statements as for one.
    """
    versions = _standing(items, effect)
    taking = [versions[p] for item in items if item.taken and (p := item.procedure_id) in versions]
    rows = ProcedureVersion.objects.filter(pk__in=taking).values_list("procedure", "content")
    contents = {procedure: from_json(content) for procedure, content in rows}
    wrong: dict[int, str] = {}
    settled: list[tuple[int, Procedure, str, Value]] = []
    for item in items:
        procedure = item.procedure
        assert procedure is not None  # noqa: S101 - the caller takes those alone
        item.made_id = versions.get(procedure.pk)
        if item.made_id is None:
            wrong[item.pk] = str(Refused("Thủ tục chưa có nội dung nào đã công bố."))
            continue
        for part in (part for part in Printed if part in item.taken):
            for kind, value in _local(part, item.printed, contents[procedure.pk]):
                settled.append((item.pk, procedure, kind, value))
    entries = [(procedure, kind, value) for _pk, procedure, kind, value in settled]
    faults = add_many(entries, contents, valid_from=effect, actor=actor, decision=decision.document)
    for place, errors in faults.items():
        wrong.setdefault(settled[place][0], "; ".join(map(str, errors)))
    PublicationItem.objects.bulk_update(items, ["made"], batch_size=500)
    return wrong


def _standing(items: Sequence[PublicationItem], effect: date) -> dict[int, int]:
    """Of the procedures of lines (keys) the version in force on a day, else the first that comes (keys). One query."""
    rows = ProcedureVersion.objects.filter(
        procedure__in={item.procedure_id for item in items}, state=VersionState.PUBLISHED
    ).annotate(held=ExpressionWrapper(in_force(effect), output_field=BooleanField()))
    found = rows.values_list("held", "number", "procedure", "pk")
    ranked = sorted(found, key=lambda row: (row[0], row[1] if row[0] else -row[1]))
    return {procedure: pk for _held, _number, procedure, pk in ranked}


def _local(part: Printed, cells: dict[str, str], content: Content) -> list[tuple[str, Value]]:
    """What a printed part becomes in the local layer. A name and its grounds are the nation's: an import brings them."""
    text = cells.get(CELLS.get(part, ""), "").strip()
    if part is Printed.LIMITS and text:
        return [(Local.LIMIT, one) for one in limits_in(text, content.limits)] or [(Local.NOTE, Words(text))]
    if part is Printed.FEES and text:
        return [(Local.FEE, one) for one in fees_in(text, content.fees)] or [(Local.NOTE, Words(text))]
    return [(Local.PLACE, Words(" ".join(text.split())))] if part is Printed.PLACE and text else []


def _draft(procedure: Procedure, content: Content, effect: date) -> ProcedureVersion:
    fields = fields_named({content.field})
    made = version_of(
        procedure,
        content,
        number=next_number(procedure),
        valid_from=effect,
        at=clock.now(),
        field=fields.get(key_of(content.field)),
        state=VersionState.DRAFT,
    )
    made.save(force_insert=True)
    return made


def _rewrite(draft: ProcedureVersion, content: Content) -> None:
    """A draft with another content, its derived columns too."""
    if draft.content == as_json(content):
        return
    fields = fields_named({content.field})
    again = version_of(
        draft.procedure,
        content,
        number=draft.number,
        valid_from=draft.valid_from,
        at=draft.created_at,
        field=fields.get(key_of(content.field)),
        state=VersionState.DRAFT,
    )
    kept = {"id", "uid", "procedure", "number", "state", "valid_from", "valid_to", "created_at", "void_reason"}
    names = [f.name for f in ProcedureVersion._meta.concrete_fields if f.name not in kept]  # noqa: SLF001 - Django's documented API
    for name in names:
        setattr(draft, name, getattr(again, name))
    draft.save(update_fields=names)
