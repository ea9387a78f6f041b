"""What every act on a dossier shares: who acts, the guarded move, the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from motcua.documents.queries.holders import officer_acting
from motcua.dossiers.models import Dossier
from motcua.dossiers.workflow import DOSSIER
from motcua.kernel import workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.text import nfc

if TYPE_CHECKING:
    from motcua.organisations.models import Officer

NOT_DONE = "Chưa thực hiện được. Hãy sửa các ô được đánh dấu."


def officer_of(actor: Actor) -> Officer | None:
    """The officer who acts; None for the system and for an applicant. Raises Forbidden for an account without a post."""
    if actor.ref is None or actor.ref.kind != "officer":
        return None
    return officer_acting(actor)


def moved(dossier: Dossier, name: str, **changes: Any) -> str:
    """Take a transition, guarded by state and version: of two at once one wins, the other is told. Returns the state that was left."""
    if dossier.voided_at is not None:
        raise Refused("Hồ sơ này đã bị hủy tiếp nhận.", code="voided")
    return workflow.move(dossier, DOSSIER, name, where=Q(version=dossier.version, voided_at__isnull=True), **changes)


def touched(dossier: Dossier, **changes: Any) -> None:
    """Change columns without a move, guarded by the version that was seen. Raises Refused: somebody was quicker."""
    if dossier.voided_at is not None:
        raise Refused("Hồ sơ này đã bị hủy tiếp nhận.", code="voided")
    rows = Dossier.objects.filter(pk=dossier.pk, version=dossier.version, voided_at__isnull=True)
    if rows.update(version=dossier.version + 1, **changes) != 1:
        raise Refused(
            "Hồ sơ đã được xử lý từ lúc bạn mở trang. Hãy tải lại trang để xem trạng thái mới.",
            code="transition_refused",
        )
    dossier.version += 1
    for column, value in changes.items():
        setattr(dossier, column, value)


def reason_of(text: str, *, field: str, needed: str = "", most: int = 2000) -> str:
    """A reason without needless space; where it is needed and missing, or too long, Invalid at its field."""
    said = nfc(text).strip()
    if needed and not said:
        raise Invalid(NOT_DONE, errors=(FieldError(field, needed),))
    if len(said) > most:
        raise Invalid(NOT_DONE, errors=(FieldError(field, "Dài quá {most} ký tự.", {"most": most}),))
    return said
