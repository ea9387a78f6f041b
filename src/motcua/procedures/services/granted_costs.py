"""What following a procedure costs after, where only a part of what was proposed about it was accepted."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import F

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import ReviewItem
from motcua.procedures.queries.review_standing import Standing, standing_of
from motcua.procedures.queries.reviews import ref_of
from motcua.procedures.workflow import ReviewRoundState


def grant_cost(
    item: ReviewItem,
    *,
    dossier: Decimal | None,
    year: Decimal | None,
    note: str,
    actor: Actor,
    version: int | None = None,
) -> ReviewItem:
    """Xác nhận the cost after that follows from what was accepted: the unit reckoned it for all that it proposed. Raises Invalid, Refused,
    Stale.
    """
    note = nfc(note).strip()
    errors = []
    if dossier is None and item.dossier_before is not None:
        errors.append(FieldError("dossier", N_("Ghi chi phí một hồ sơ sau khi thực hiện phần được chấp thuận.")))
    if year is None and item.year_before is not None:
        errors.append(FieldError("year", N_("Ghi chi phí một năm sau khi thực hiện phần được chấp thuận.")))
    for name, value in (("dossier", dossier), ("year", year)):
        if value is not None and not 0 <= value < 10**15:
            errors.append(FieldError(name, N_("Chi phí là số từ 0 trở lên, không quá 15 chữ số.")))
    if not note:
        errors.append(FieldError("note", N_("Ghi căn cứ: phần nào được chấp thuận, bớt khoản nào.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if item.round.state == ReviewRoundState.REPORT_IN_APPROVAL:
        raise Refused(
            "Báo cáo của đợt đang trình ký. Báo cáo phải được trả lại hoặc rút thì mới xác nhận lại được chi phí.",
            code="reported",
        )
    if item.round.state != ReviewRoundState.UNDER_WAY:
        raise Refused("Đợt rà soát chưa có kế hoạch được ban hành, hoặc đã kết thúc.", code="round_not_open")
    if standing_of(item) is not Standing.PARTLY:
        raise Refused("Chỉ ghi khi một phần kiến nghị được chấp thuận, phần còn lại thì không.", code="not_partly")
    if item.dossier_before is None and item.year_before is None:
        raise Refused("Chưa có chi phí trước khi rà soát để so.", code="no_cost")
    expected = item.version if version is None else version
    columns = {"granted_dossier": dossier, "granted_year": year, "granted_note": note[:500]}
    with transaction.atomic():
        rows = ReviewItem.objects.filter(pk=item.pk, version=expected)
        if rows.update(version=F("version") + 1, **columns) != 1:
            raise changed_meanwhile(ref_of(item), actor=actor)
        item.refresh_from_db(fields=["version", *columns])
        payload: dict[str, events.Plain] = {
            "cost_after": f"{year if year is not None else dossier:f}",
            "reason": note[:500],
        }
        events.append(ref_of(item), EventKind.REVIEW_GRANTED, actor=actor, payload=payload)
    return item
