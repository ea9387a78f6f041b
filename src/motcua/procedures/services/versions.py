"""Making versions: the columns that lists need, and the one chain of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max

from motcua.kernel import events, search
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused, TransitionRefused
from motcua.kernel.text import nfc, sort_key
from motcua.procedures.content import (
    Audience,
    ChannelKind,
    Content,
    Level,
    Part,
    as_json,
    fingerprint,
    from_json,
    missing_parts,
)
from motcua.procedures.events import EventKind
from motcua.procedures.models import Field, Procedure, ProcedureVersion, VersionState
from motcua.procedures.queries.registry import KIND, key_of, ref_of
from motcua.procedures.queries.search import later_acts, opening, phrases, speech
from motcua.procedures.rules.naming import is_later
from motcua.procedures.services.derived import keep_agencies, keep_cases
from motcua.procedures.services.law_reviews import keep_grounds

_FAR = 0.85
"""How readily a procedure that is done at a ministry alone is shown, against those done in the province."""
_LATER = 0.95
"""How readily one is shown that changes, renews or ends what another one gives: "xin giấy phép …" means the first permit."""
_PEOPLE = {Audience.CITIZEN, Audience.OVERSEAS, Audience.FOREIGNER, Audience.OFFICER}


def version_of(
    procedure: Procedure,
    content: Content,
    *,
    number: int,
    valid_from: date,
    at: datetime,
    field: Field | None,
    state: VersionState = VersionState.PUBLISHED,
) -> ProcedureVersion:
    """A version not yet saved, its derived columns set."""
    levels, audiences = set(content.levels), set(content.audiences)
    return ProcedureVersion(
        procedure=procedure,
        number=number,
        state=state,
        valid_from=valid_from,
        content=as_json(content),
        fingerprint=fingerprint(content),
        name=content.name[:2000],
        field=field,
        decision=content.decision[:200],
        at_ministry=Level.MINISTRY in levels,
        at_province=Level.PROVINCE in levels,
        at_commune=Level.COMMUNE in levels,
        at_vertical=Level.VERTICAL in levels,
        for_people=bool(audiences & _PEOPLE),
        for_business=bool(audiences - _PEOPLE),
        online=any(c.kind == ChannelKind.ONLINE for c in content.channels),
        complete=not (missing := missing_parts(content)),
        lacks=_listed(missing),
        unread_parts=len(unread := dict.fromkeys(u.part for u in content.unread)),
        unread_in=_listed(unread),
        created_at=at,
    )


def _listed(parts: Iterable[Part]) -> str:
    """`" steps limits "`: one part is found with its spaces, whatever stands beside it."""
    words = " ".join(part.value for part in parts)
    return f" {words} " if words else ""


def publish_version(
    version: ProcedureVersion, *, valid_from: date, actor: Actor, index: bool = True
) -> ProcedureVersion:
    """Put a draft in force from `valid_from`: the version before ends then; one that began that day was in force for no day and is voided.
    It ends on the day from which another decision has abolished the procedure.

    Without `index` the caller, who publishes several, calls `index_procedures` for all of them.
    Raises TransitionRefused for what is no draft any more, Refused where a version begins later or the procedure is abolished by then.
    """
    with transaction.atomic():
        procedure = _held(version.procedure_id)
        if procedure.abolished_on is not None and procedure.abolished_on <= valid_from:
            raise Refused(
                "Thủ tục {name} đã bãi bỏ từ {on}.",
                name=procedure.display_code,
                on=f"{procedure.abolished_on:%d/%m/%Y}",
            )
        _end_before(procedure, valid_from)
        taken = ProcedureVersion.objects.filter(pk=version.pk, state=VersionState.DRAFT)
        if taken.update(state=VersionState.PUBLISHED, valid_from=valid_from, valid_to=procedure.abolished_on) != 1:
            raise TransitionRefused("Chỉ công bố được bản đang soạn; bản này đã công bố hoặc đã hủy.")
        version.refresh_from_db()
        named(procedure, from_json(version.content))
        procedure.save(update_fields=["name", "sort_key"])
        if index:
            index_procedures([procedure.pk])
        payload: dict[str, events.Plain] = {
            "number": version.number,
            "valid_from": version.valid_from,
            "decision": version.decision,
        }
        events.append(ref_of(procedure), EventKind.VERSION_PUBLISHED, actor=actor, payload=payload)
    return version


def next_number(procedure: Procedure) -> int:
    """Numbers go on over all versions, drafts and voided ones too."""
    return (procedure.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def _held(pk: int) -> Procedure:
    """The procedure, nobody else writing its versions until the transaction ends."""
    Procedure.objects.filter(pk=pk).update(version=F("version") + 1)
    return Procedure.objects.get(pk=pk)


def _end_before(procedure: Procedure, start: date) -> None:
    published = procedure.versions.filter(state=VersionState.PUBLISHED)
    later = published.filter(valid_from__gt=start).order_by("valid_from").first()
    if later is not None:
        raise Refused(
            "Đã có phiên bản {number} hiệu lực từ {on}, sau ngày này.",
            number=later.number,
            on=f"{later.valid_from:%d/%m/%Y}",
        )
    published.filter(valid_from=start).update(
        state=VersionState.VOIDED, void_reason="Được phiên bản hiệu lực cùng ngày thay thế."
    )
    published.filter(valid_from__lt=start, valid_to__isnull=True).update(valid_to=start)
    published.filter(valid_from__lt=start, valid_to__gt=start).update(valid_to=start)


def named(procedure: Procedure, content: Content) -> None:
    procedure.name = content.name[:2000]
    procedure.sort_key = sort_key(content.name)[:400]


def fields_named(names: Iterable[str]) -> dict[str, Field]:
    """Fields by folded name, making those that are new."""
    wanted = {key_of(name): nfc(name).strip() for name in names if name.strip()}
    known = {f.key: f for f in Field.objects.filter(key__in=wanted)}
    new = [
        Field(name=name[:300], key=key, sort_key=sort_key(name)[:400])
        for key, name in wanted.items()
        if key not in known
    ]
    Field.objects.bulk_create(new, ignore_conflicts=True)
    return {f.key: f for f in Field.objects.filter(key__in=wanted)} if new else known


def index_procedures(pks: Sequence[int]) -> None:
    """Make procedures findable by what their newest published version says."""
    newest: dict[int, ProcedureVersion] = {}
    versions = ProcedureVersion.objects.filter(procedure__in=pks, state=VersionState.PUBLISHED).order_by(
        "procedure", "number"
    )
    published = list(versions.select_related("procedure", "field"))
    for version in published:
        newest[version.procedure_id] = version
    search.index_many(KIND, [_entry(version) for version in newest.values()])
    keep_grounds(newest)
    keep_agencies(newest)
    keep_cases(published)


def _entry(version: ProcedureVersion) -> search.Entry:
    content = from_json(version.content)
    fields = [(version.procedure.display_code, 8), (version.procedure.base_code, 8), (content.field, 3)]
    fields += [(name, 6) for name in content.other_names]
    fields += [(" ".join(content.keywords), 4), (" ".join(r.name for r in content.results), 3)]
    fields += [(" ".join(c.name for c in content.components), 1), (" ".join(a.name for a in content.agencies), 1)]
    near = version.at_province or version.at_commune or version.at_vertical
    texts = [(text, weight) for text, weight in fields if text]
    prior = (1.0 if near else _FAR) * (_LATER if is_later(content.name, later_acts()) else 1.0)
    return search.Entry(version.procedure_id, content.name, texts, prior)


def declare_indexes() -> None:
    """Called by `apps.py`."""
    search.ranked.declare(KIND, search.ranked.Ranked(phrases, opening, speech))
    search.declare_index(KIND, Procedure.objects.all, index_procedures)
