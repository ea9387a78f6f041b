"""Forms, filled samples and guides: put in with their days, ended, voided. They belong to the procedure; no import touches them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.procedures.events import EventKind
from motcua.procedures.models import FileKind, Procedure, ProcedureFile
from motcua.procedures.queries.files import papers_of, ref_of
from motcua.procedures.queries.registry import ref_of as procedure_ref


def add_file(
    procedure: Procedure,
    file: Any,
    *,
    kind: str,
    title: str,
    actor: Actor,
    component: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> ProcedureFile:
    """Put in an uploaded file, for one paper where `component` is its code. It takes the place of none: end the one before (`end_file`).

    Raises Invalid with the fields at fault.
    """
    start = valid_from or clock.today()
    errors = []
    if kind not in FileKind.values:
        errors.append(FieldError("kind", "Hãy chọn loại tệp."))
    if not title.strip():
        errors.append(FieldError("title", "Hãy ghi tên tệp mà người dân đọc được."))
    if component and component not in dict(papers_of(procedure)):
        errors.append(FieldError("component", "Thành phần hồ sơ không có giấy tờ mang mã này."))
    if valid_to is not None and valid_to <= start:
        errors.append(FieldError("valid_to", "Ngày thôi dùng phải sau ngày bắt đầu."))
    if errors:
        raise Invalid("Chưa nhận được tệp.", errors=tuple(errors))
    with transaction.atomic():
        made = ProcedureFile.objects.create(
            procedure=procedure,
            kind=kind,
            component=component,
            title=title.strip(),
            file=file,
            valid_from=start,
            valid_to=valid_to,
        )
        attach_file(file, ref_of(made), actor=actor)
        payload = {"file": made.title, "kind": kind, "component": component}
        events.append(procedure_ref(procedure), EventKind.FILE_ADDED, actor=actor, payload=payload)
    return made


def end_file(file: ProcedureFile, *, on: date, actor: Actor) -> ProcedureFile:
    """From this day on the file is no longer offered. Raises Invalid for a day not after its first, Refused when it has ended before."""
    if on <= file.valid_from:
        template = N_("Ngày thôi dùng phải sau ngày bắt đầu; tệp đưa nhầm thì gỡ.")
        raise Invalid(template, errors=(FieldError("on", template),))
    with transaction.atomic():
        rows = ProcedureFile.objects.filter(pk=file.pk, voided_at__isnull=True, valid_to__isnull=True)
        if rows.update(valid_to=on) != 1:
            raise Refused("Tệp này đã thôi dùng hoặc đã gỡ.")
        payload: dict[str, events.Plain] = {"file": file.title, "on": on}
        events.append(procedure_ref(file.procedure), EventKind.FILE_ENDED, actor=actor, payload=payload)
    file.refresh_from_db()
    return file


def void_file(file: ProcedureFile, *, reason: str, actor: Actor) -> ProcedureFile:
    """Take away what was put in by mistake: it was never offered. Raises Invalid without a reason, Refused the second time."""
    if not reason.strip():
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", "Hãy ghi lý do."),))
    with transaction.atomic():
        rows = ProcedureFile.objects.filter(pk=file.pk, voided_at__isnull=True)
        if rows.update(voided_at=clock.now(), void_reason=reason[:500]) != 1:
            raise Refused("Tệp này đã gỡ.")
        payload = {"file": file.title, "reason": reason}
        events.append(procedure_ref(file.procedure), EventKind.FILE_VOIDED, actor=actor, payload=payload)
    file.refresh_from_db()
    return file
