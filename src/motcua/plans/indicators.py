"""What the work of plans adds up to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Indicator
from motcua.organisations.queries.counting import Counted
from motcua.plans.queries import figures

_OWNER = _("Đơn vị theo dõi kế hoạch")
_SOURCE = _("Các kế hoạch đã ban hành: đơn vị chủ trì, kết quả và thời gian của từng nhiệm vụ")
_on_time: Counted[Any] = Counted(figures.due, figures.occurrence_rows, figures.on_time, order=("original_due_at", "pk"))
_missing: Counted[Any] = Counted(figures.missing, figures.occurrence_rows, order=("original_due_at", "pk"))
_answered: Counted[Any] = Counted(
    figures.raised, figures.difficulty_rows, figures.answered_in_time, order=("raised_at", "pk")
)

ON_TIME = Indicator(
    key="plans.occurrences_on_time",
    title=_("Nhiệm vụ hoàn thành đúng hạn"),
    kind=_on_time.kind,
    source=_SOURCE,
    formula=_(
        "Việc nộp kết quả không muộn hơn hạn gốc (đã được công nhận hoặc đang chờ công nhận), chia cho mọi việc có hạn gốc trong kỳ "
        "đã đến hạn hoặc đã xong, trừ việc được thôi thực hiện. Gia hạn không đổi hạn gốc; công nhận chậm không tính là muộn."
    ),
    owner=_OWNER,
    measure=_("việc"),
    value=_on_time.value,
    rows=_on_time.rows,
    by_unit=_on_time.by_unit,
    series=_on_time.series,
)
MISSING = Indicator(
    key="plans.deliverables_missing",
    title=_("Kết quả còn thiếu"),
    kind=_missing.kind,
    source=_SOURCE,
    formula=_("Việc có hạn trong kỳ, đã quá hạn (kể cả hạn được gia hạn) mà chưa nộp kết quả."),
    owner=_OWNER,
    measure=_("việc"),
    value=_missing.value,
    rows=_missing.rows,
    by_unit=_missing.by_unit,
    series=_missing.series,
    lower_is_better=True,
)
ANSWERED = Indicator(
    key="plans.difficulties_answered_in_time",
    title=_("Khó khăn, vướng mắc được trả lời đúng hạn"),
    kind=_answered.kind,
    source=_("Các kế hoạch: “nếu có khó khăn, vướng mắc phải báo cáo ngay”; thời hạn trả lời theo quy tắc của cơ quan"),
    formula=_(
        "Khó khăn nêu trong kỳ được cho ý kiến trước hạn trả lời, chia cho khó khăn nêu trong kỳ đã được trả lời hoặc đã đến hạn "
        "trả lời."
    ),
    owner=_OWNER,
    measure=_("khó khăn"),
    value=_answered.value,
    rows=_answered.rows,
    by_unit=_answered.by_unit,
    series=_answered.series,
)
ALL = (ON_TIME, MISSING, ANSWERED)
