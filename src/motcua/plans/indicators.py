"""What the work of plans adds up to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Indicator, Kind
from motcua.organisations.queries.counting import Counted
from motcua.plans.queries import figures, issue_figures, outreach

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
    stock=True,
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
_topics: Counted[Any] = Counted(
    outreach.topics_in, outreach.outreach_rows, outreach.shown_topics, unit="plan__owner", order=("pk",)
)
_channels: Counted[Any] = Counted(
    outreach.channels_in, outreach.outreach_rows, outreach.shown_channels, unit="plan__owner", order=("pk",)
)
_OUTREACH = _("Các kế hoạch: danh mục nội dung và hình thức tuyên truyền cho từng đối tượng")
TOPICS = Indicator(
    key="plans.topics_covered",
    title=_("Nội dung tuyên truyền đã thực hiện"),
    kind=_topics.kind,
    source=_OUTREACH,
    formula=_(
        "Nội dung tuyên truyền có ít nhất một minh chứng có ngày trong kỳ, chia cho mọi nội dung của các kế hoạch có hiệu lực trong kỳ."
    ),
    owner=_OWNER,
    measure=_("nội dung"),
    value=_topics.value,
    rows=_topics.rows,
    by_unit=_topics.by_unit,
    series=_topics.series,
)
CHANNELS = Indicator(
    key="plans.channels_used",
    title=_("Hình thức tuyên truyền đã dùng"),
    kind=_channels.kind,
    source=_OUTREACH,
    formula=_(
        "Hình thức tuyên truyền có ít nhất một minh chứng có ngày trong kỳ, chia cho mọi hình thức của các kế hoạch có hiệu lực trong kỳ."
    ),
    owner=_OWNER,
    measure=_("hình thức"),
    value=_channels.value,
    rows=_channels.rows,
    by_unit=_channels.by_unit,
    series=_channels.series,
)
ISSUED_ON_TIME = Indicator(
    key="plans.issued_on_time",
    title=_("Kế hoạch ban hành đúng hạn"),
    kind=Kind.RATIO,
    source=_("Kế hoạch cấp trên: đơn vị phải xây dựng kế hoạch và thời hạn"),
    formula=_(
        "Đơn vị ban hành kế hoạch của mình không muộn hơn hạn mà kế hoạch cấp trên giao, chia cho mọi đơn vị được giao có hạn trong kỳ đã "
        "đến hạn hoặc đã ban hành đúng hạn. Kế hoạch được tính khi đã xác nhận là thực hiện kế hoạch cấp trên đó."
    ),
    owner=_OWNER,
    measure=_("kế hoạch"),
    value=issue_figures.value,
    rows=issue_figures.rows,
    by_unit=issue_figures.by_unit,
)
ALL = (ON_TIME, MISSING, ANSWERED, TOPICS, CHANNELS, ISSUED_ON_TIME)
