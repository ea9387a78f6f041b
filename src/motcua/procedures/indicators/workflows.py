"""How far the internal workflows have come of the procedures that units perform."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Indicator
from motcua.organisations.queries.counting import Counted
from motcua.procedures.queries import field_figures, workflow_figures

_workflows: Counted[Any] = Counted(
    workflow_figures.performed,
    workflow_figures.performed_rows,
    workflow_figures.configured,
    order=("procedure__sort_key", "pk"),
)
_HALF = "procedures.workflow_half"
_half: Counted[Any] = Counted(
    workflow_figures.half_configured, workflow_figures.performed_rows, order=("procedure__sort_key", "pk")
)
_CASES = _(
    "Ở mỗi cấp, mọi trường hợp mà hồ sơ có thể nộp đều có quy trình nội bộ đã ban hành, còn hiệu lực: của trường hợp đó, hoặc dùng chung "
    "cho mọi trường hợp."
)


def _of(counted: Counted[Any], key: str, title: Any, formula: Any, **more: Any) -> Indicator:
    return Indicator(
        key=key,
        title=title,
        kind=counted.kind,
        source=_("Các kế hoạch: “100% quy trình nội bộ điện tử được cấu hình kịp thời”"),
        formula=format_lazy("{} {}", formula, _CASES),
        owner=_("Đơn vị kiểm soát thủ tục hành chính"),
        measure=_("thủ tục"),
        value=counted.value,
        rows=counted.rows,
        by_unit=counted.by_unit,
        series=counted.series,
        stock=True,
        dimensions=(field_figures.of_lines(counted),),
        **more,
    )


WORKFLOW_CONFIGURED = _of(
    _workflows,
    "procedures.workflow_configured",
    _("Thủ tục đã có quy trình nội bộ"),
    _(
        "Thủ tục mà đơn vị trực tiếp thực hiện vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết) và đã có đủ quy trình nội bộ ở cấp "
        "của đơn vị, chia cho mọi thủ tục đang hiệu lực mà đơn vị trực tiếp thực hiện. Một thủ tục giao cho nhiều đơn vị thì tính "
        "ở mỗi đơn vị."
    ),
    promised=(
        ("quy trình nội bộ", "cấu hình"),
        ("quy trình nội bộ", "ban hành"),
        ("quy trình nội bộ", "phê duyệt"),
        ("quy trình nội bộ", "xây dựng"),
        ("quy trình điện tử", "cấu hình"),
        ("thủ tục", "có quy trình nội bộ"),
        ("thủ tục", "quy trình nội bộ", "cấu hình"),
    ),
    version=2,  # the first took a procedure with the workflow of one case for a configured one
    within=(_HALF,),
)
WORKFLOW_HALF = _of(
    _half,
    _HALF,
    _("Thủ tục mới có quy trình nội bộ cho một phần trường hợp"),
    _(
        "Thủ tục mà đơn vị trực tiếp thực hiện vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết), có trường hợp đã có quy trình nội bộ "
        "và có trường hợp còn chạy theo quy trình mặc định ở cấp của đơn vị: chưa tính là đã có quy trình."
    ),
    lower_is_better=True,
)
