"""From the form of a result to what is handed in: files are stored, documents looked up, earlier results found again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from motcua.documents.queries.law import one_named, title_of
from motcua.documents.services.files import store_upload
from motcua.kernel.errors import AppError, FieldError, Invalid
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of
from motcua.plans.queries.work import deliverables_of
from motcua.plans.services.results import Proof


def proofs_of(request: HttpRequest, occurrence: Any, data: dict[str, Any]) -> list[Proof]:
    """Everything that a form of results names. A file or a number that is refused is told beside its field."""
    found: list[Proof] = []
    actor = actor_of(request.user)
    for upload in data.get("files") or []:
        with_field = _Beside("files")
        file = with_field(store_upload, upload, name=upload.name, actor=actor)
        found.append(Proof("file", title=file.name, file=file))
    if data.get("document"):
        document = _Beside("document")(one_named, request.user, data["document"])
        ref = Ref.to("legal_document", document.uid)
        found.append(
            Proof(
                "document", title=title_of(document), ref=str(ref), number=document.number, issued_on=document.issued_on
            )
        )
    chosen = data.get("existing") or []
    found += [Proof("existing", existing=d) for d in deliverables_of(occurrence.unit_id).filter(uid__in=chosen)]
    if data.get("statement", "").strip():
        found.append(Proof("statement", text=data["statement"]))
    return found


class _Beside:
    """Calls something, and turns what it refuses into an error of one field."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __call__(self, verb: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return verb(*args, **kwargs)
        except AppError as error:
            told = FieldError(self.field, error.template, error.params)
            raise Invalid("Chưa nộp được. Hãy sửa các ô được đánh dấu.", errors=(told,)) from error
