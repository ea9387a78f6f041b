"""What the registry adds up to. Each part of the package adds its own to `ALL`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Indicator
from motcua.organisations.queries.counting import Counted
from motcua.procedures.queries import workflow_figures

_workflows: Counted[Any] = Counted(
    workflow_figures.performed,
    workflow_figures.performed_rows,
    workflow_figures.configured,
    order=("procedure__sort_key", "pk"),
)

WORKFLOW_CONFIGURED = Indicator(
    key="procedures.workflow_configured",
    title=_("Thủ tục đã có quy trình nội bộ"),
    kind=_workflows.kind,
    source=_("Các kế hoạch: “100% quy trình nội bộ điện tử được cấu hình kịp thời”"),
    formula=_(
        "Thủ tục mà đơn vị trực tiếp thực hiện vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết) và có quy trình nội bộ đã ban hành ở cấp "
        "của đơn vị, chia cho mọi thủ tục đang hiệu lực mà đơn vị trực tiếp thực hiện. Một thủ tục giao cho nhiều đơn vị thì tính ở mỗi "
        "đơn vị."
    ),
    owner=_("Đơn vị kiểm soát thủ tục hành chính"),
    measure=_("thủ tục"),
    value=_workflows.value,
    rows=_workflows.rows,
    by_unit=_workflows.by_unit,
    series=_workflows.series,
    stock=True,
)
ALL = (WORKFLOW_CONFIGURED,)
