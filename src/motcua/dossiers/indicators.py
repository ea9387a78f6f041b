"""What dossiers add up to: on time in both readings, the share filed online, what was asked again, apologies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries import figures
from motcua.kernel.indicators import Indicator
from motcua.organisations.queries.counting import Counted
from motcua.procedures.queries.field_figures import of_lines

_OWNER = _("Bộ phận Một cửa")
_DOSSIERS = _("hồ sơ")
_SOURCE_766 = _("Quyết định 766/QĐ-TTg, chỉ tiêu 2.1 (theo mô tả công thức tính)")
_SOURCE = _("Nghị định 118/2025/NĐ-CP; báo cáo kiểm soát thủ tục hành chính")


def _indicator(
    key: str,
    title: Any,
    formula: Any,
    counted: Counted[Any],
    *,
    source: Any = _SOURCE,
    promised: Sequence[Sequence[str]] = (),
    beside: Sequence[str] = (),
    lower: bool = False,
) -> Indicator:
    return Indicator(
        key=f"dossiers.{key}",
        title=title,
        kind=counted.kind,
        source=source,
        formula=formula,
        owner=_OWNER,
        measure=_DOSSIERS,
        value=counted.value,
        rows=counted.rows,
        by_unit=counted.by_unit,
        series=counted.series,
        dimensions=(of_lines(counted),),
        promised=promised,
        beside=beside,
        lower_is_better=lower,
    )


def _counted(records: Any, hits: Any = None) -> Counted[Any]:
    return Counted(records, figures.dossier_rows, hits, order=("received_at", "pk"))


ON_TIME = _indicator(
    "on_time",
    _("Hồ sơ giải quyết đúng hạn (bộ chỉ số 766)"),
    _(
        "Hồ sơ kết thúc không muộn hơn ngày hẹn trả cộng thời gian chờ người nộp bổ sung, và hồ sơ đang giải quyết còn trong hạn, chia cho "
        "hồ sơ tiếp nhận trong kỳ hoặc tiếp nhận trước và kết thúc trong kỳ. Đang chờ bổ sung thì tính đến lúc yêu cầu; yêu cầu bổ sung "
        "quá một lần mà chưa kết thúc là quá hạn. Hẹn lại không làm hồ sơ quá hạn thành đúng hạn. Không tính hồ sơ đã hủy tiếp nhận."
    ),
    _counted(figures.settled_or_received, figures.on_time),
    source=_SOURCE_766,
    promised=(("hồ sơ", "đúng hạn"), ("giải quyết hồ sơ", "đúng hạn"), ("xử lý hồ sơ", "đúng hạn")),
    beside=("dossiers.by_promise",),
)
BY_PROMISE = _indicator(
    "by_promise",
    _("Hồ sơ trả kết quả trong ngày hẹn (cách tính đơn giản)"),
    _(
        "Hồ sơ có kết quả trong kỳ không muộn hơn ngày hẹn trên giấy hẹn, chia cho mọi hồ sơ có kết quả trong kỳ. Khác cách tính của bộ "
        "chỉ số 766: không trừ thời gian chờ người nộp, không tính hồ sơ đang giải quyết."
    ),
    _counted(figures.processed, figures.by_the_promise),
)
ONLINE = _indicator(
    "online",
    _("Hồ sơ nộp trực tuyến"),
    _("Hồ sơ tiếp nhận trong kỳ nộp qua kênh trực tuyến, chia cho mọi hồ sơ tiếp nhận trong kỳ."),
    _counted(figures.received, figures.online),
    promised=(("hồ sơ", "trực tuyến"),),
)
ASKED_AGAIN = _indicator(
    "asked_again",
    _("Hồ sơ bị yêu cầu bổ sung quá một lần"),
    _("Hồ sơ tiếp nhận trong kỳ đã bị yêu cầu bổ sung từ hai lần, chia cho mọi hồ sơ tiếp nhận trong kỳ."),
    _counted(figures.received, figures.second_supplements),
    lower=True,
)
EXTENDED = _indicator(
    "extended",
    _("Hồ sơ phải xin lỗi, hẹn lại"),
    _("Hồ sơ tiếp nhận trong kỳ đã xin lỗi và hẹn lại ngày trả, chia cho mọi hồ sơ tiếp nhận trong kỳ."),
    _counted(figures.received, figures.extended),
    lower=True,
)
RECEIVED = _indicator(
    "received",
    _("Hồ sơ tiếp nhận"),
    _("Hồ sơ được tiếp nhận trong kỳ, không tính hồ sơ đã hủy tiếp nhận."),
    _counted(figures.received),
)
ALL = (ON_TIME, BY_PROMISE, ONLINE, ASKED_AGAIN, EXTENDED, RECEIVED)
