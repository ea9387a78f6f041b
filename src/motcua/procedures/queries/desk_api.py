"""Drafts, files, runs and differences as programs read them: names as in the REST face."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from motcua.kernel.errors import NotFound
from motcua.procedures.content import Content, Difference, demanded, differences, missing_parts
from motcua.procedures.models import ImportRow, ImportRun, Procedure, ProcedureFile, ProcedureVersion, VersionState
from motcua.procedures.queries.desk import shown_version
from motcua.procedures.queries.grounds import unknown_in
from motcua.procedures.queries.imports import Proposal, newest_of, outdated
from motcua.procedures.queries.local import cases_of as cases_named
from motcua.procedures.queries.refusals import left, refusal_of
from motcua.procedures.queries.registry import as_uid, content_of, versions_for
from motcua.procedures.queries.sections import sentence_of


def by_code(code: str) -> Procedure:
    """Any procedure by its base code, its full one or its id. Raises NotFound."""
    asked, uid = code.strip(), as_uid(code)
    found = Procedure.objects.filter(Q(uid=uid) if uid else Q(base_code=asked[:8])).first()
    if found is None or (uid is None and asked not in (found.base_code, found.display_code)):
        raise NotFound("Không có thủ tục mang mã “{asked}”.", code="no_procedure", asked=asked)
    return found


def cases_of(procedure: Procedure, on: date) -> list[str]:
    """The cases for which a local value may be set, as the shown version names them."""
    version = shown_version(procedure, on)
    return cases_named(content_of(version)) if version is not None else []


def draft_detail(draft: ProcedureVersion) -> dict[str, Any]:
    content = content_of(draft)
    before = newest_of(draft.procedure)
    return {
        "code": draft.procedure.display_code,
        "number": draft.number,
        "state": _standing(draft),
        "submitted_at": draft.submitted_at,
        "content": draft.content,
        "unknown_grounds": [ground.number for ground in unknown_in(content)],
        "missing": [part.value for part in missing_parts(content)],
        "demanded": [content.components[n].code for n in demanded(content)],
        "differences": difference_rows(content_of(before), content) if before else [],
    }


def _standing(version: ProcedureVersion) -> str:
    if version.state != VersionState.DRAFT:
        return version.state
    return "waits" if version.submitted_at else "written"


def version_for(user: Any, procedure: Procedure, number: int) -> ProcedureVersion:
    """A version that the person may read. Raises NotFound."""
    found = versions_for(user, procedure).filter(number=number).first()
    if found is None:
        raise NotFound("Thủ tục không có phiên bản số {number}.", code="no_version", number=number)
    return found


def difference_rows(before: Content, after: Content) -> list[dict[str, Any]]:
    return [_difference(one) for one in differences(before, after)]


def _difference(one: Difference) -> dict[str, Any]:
    return {"part": one.part, "key": one.key, "before": _words(one.before), "after": _words(one.after)}


def _words(value: Any) -> str | None:
    return None if value is None else str(value) if isinstance(value, int) else sentence_of(value)


def file_row(one: ProcedureFile) -> dict[str, Any]:
    return {
        "id": one.uid,
        "kind": one.kind,
        "component": one.component,
        "title": one.title,
        "name": one.file.name,
        "size": one.file.size,
        "media_type": one.file.media_type,
        "url": f"/tep/{one.file.uid}",
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "voided": one.voided_at is not None,
    }


def run_row(run: ImportRun) -> dict[str, Any]:
    return {
        "id": run.uid,
        "mode": run.mode,
        "source": run.source,
        "file_name": run.file_name,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "by": run.by_name,
        "counts": run.counts,
        "strange_fields": run.strange,
    }


def row_row(row: ImportRow) -> dict[str, Any]:
    return {
        "id": row.uid,
        "line": row.line,
        "code": row.code,
        "name": row.name,
        "state": row.state,
        "reason": row.reason,
        "lacks": row.lacks,
        "doubts": [name for name, _words in row.doubts],
        "parts": row.parts,
        "taken": row.taken,
        "note": row.note,
    }


def row_detail(row: ImportRow, proposal: Proposal | None) -> dict[str, Any]:
    old = proposal.old if proposal else None
    refused = refusal_of(row) if proposal else None
    return row_row(row) | {
        "seen": proposal.seen if proposal else "",
        "outdated": bool(proposal and outdated(row, proposal)),
        "untold": sorted(proposal.untold) if proposal else [],
        "emptied": list(proposal.lost) if proposal else [],
        "refused": refused
        and {"by": refused.decided_by, "at": refused.decided_at, "reason": refused.note, "left": left(refused)},
        "differences": difference_rows(old, proposal.new) if proposal and old is not None else [],
    }
