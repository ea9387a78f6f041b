"""What the numbers and approvals of documents add up to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.documents.queries import figures
from motcua.kernel.indicators import Indicator
from motcua.organisations.queries.counting import Counted

_OWNER = _("Văn phòng, bộ phận văn thư")
_numbers: Counted[Any] = Counted(
    figures.numbers_given, figures.number_rows, unit="series__unit", order=("issued_on", "pk")
)
_approvals: Counted[Any] = Counted(
    figures.submitted, figures.approval_rows, figures.issued, order=("submitted_at", "pk")
)

NUMBERS_ISSUED = Indicator(
    key="documents.numbers_issued",
    title=_("Văn bản đi đã cấp số"),
    kind=_numbers.kind,
    source=_("Nghị định 30/2020/NĐ-CP, Điều 15 (cấp số văn bản đi)"),
    formula=_("Số văn bản đi được cấp số trong kỳ, theo ngày ban hành; số cấp rồi hủy vẫn tính, vì không cấp lại."),
    owner=_OWNER,
    measure=_("văn bản"),
    value=_numbers.value,
    rows=_numbers.rows,
    by_unit=_numbers.by_unit,
    series=_numbers.series,
)
APPROVALS_ISSUED = Indicator(
    key="documents.approvals_issued",
    title=_("Văn bản trình đã được ban hành"),
    kind=_approvals.kind,
    source=_("Nghị định 30/2020/NĐ-CP (duyệt, ký ban hành; cấp số: Điều 15)"),
    formula=_(
        "Văn bản trình lần đầu trong kỳ mà đến lúc tính đã ký và có số, chia cho mọi văn bản trình lần đầu trong kỳ, "
        "kể cả văn bản đã rút."
    ),
    owner=_OWNER,
    measure=_("văn bản"),
    value=_approvals.value,
    rows=_approvals.rows,
    by_unit=_approvals.by_unit,
    series=_approvals.series,
)
