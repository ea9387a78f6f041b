"""What the registry adds up to. Each part of the package adds its own to `ALL`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.kernel.indicators import Indicator
from motcua.organisations.queries.counting import Counted
from motcua.procedures.deadlines import Reading
from motcua.procedures.indicators.workflows import WORKFLOW_CONFIGURED, WORKFLOW_HALF
from motcua.procedures.queries import competence, field_figures, figures, law_reviews, reviews

_OWNER = _("Đơn vị kiểm soát thủ tục hành chính")
_PROCEDURES = _("thủ tục")
_OUTSIDE = "procedures.outside"
_UNASSIGNED = "procedures.unassigned"
Promised = Sequence[Sequence[str]]


def _lines(reading: Reading) -> tuple[Counted[Any], Counted[Any]]:
    """Signed in time, and disclosed in time, in one reading of the norms."""
    facts: dict[str, Any] = {"unit": "decision__owner", "order": ("decision__signed_on", "pk")}
    return (
        Counted(figures.signed(reading), figures.line_rows, figures.signed_in_time(reading), **facts),
        Counted(figures.disclosed(reading), figures.line_rows, figures.disclosed_in_time(reading), **facts),
    )


def _of_lines(
    key: str, title: Any, source: Any, formula: Any, counted: Counted[Any], *, promised: Promised = ()
) -> Indicator:
    return Indicator(
        key=f"procedures.{key}",
        title=title,
        kind=counted.kind,
        source=source,
        formula=formula,
        owner=_OWNER,
        measure=_PROCEDURES,
        value=counted.value,
        rows=counted.rows,
        by_unit=counted.by_unit,
        series=counted.series,
        dimensions=(field_figures.of_lines(counted),),
        promised=promised,
        version=2,  # the first counted lines about internal procedures too
    )


def _of_standing(
    key: str,
    title: Any,
    source: Any,
    formula: Any,
    standing: figures.Standing,
    *,
    promised: Promised = (),
    lower: bool = False,
) -> Indicator:
    return Indicator(
        key=f"procedures.{key}",
        title=title,
        kind=standing.kind,
        source=source,
        formula=formula,
        owner=_OWNER,
        measure=_PROCEDURES,
        value=standing.value,
        rows=standing.rows,
        by_unit=standing.by_unit,
        belonging=standing.belonging,
        lower_is_better=lower,
        stock=True,
        dimensions=(field_figures.of_standing(standing),),
        promised=promised,
        # Version 1 of shares counted what only ministries settle; then the province's head had none of what is not given.
        version=2 if standing.over is None else 3,
        beside=(_OUTSIDE,) if standing.over is competence.own_by else (),
        within=(_UNASSIGNED,) if standing.over is competence.own_by and standing.share else (),
    )


_by_decree, _shown_by_decree = _lines(Reading.DECREE)
_by_index, _shown_by_index = _lines(Reading.INDEX)

PUBLISHED_ON_TIME = _of_lines(
    "published_on_time",
    _("Thủ tục công bố đúng hạn (Nghị định 63/2010/NĐ-CP)"),
    _("Nghị định 63/2010/NĐ-CP, Điều 15 (sửa đổi bởi Nghị định 92/2017/NĐ-CP)"),
    _(
        "Dòng của các quyết định công bố ký trong kỳ, ký không muộn hơn ngày cuối cùng theo Điều 15 (đếm theo ngày), chia cho mọi dòng "
        "của các quyết định ký trong kỳ tính được hạn. Hạn tính lúc ký và được giữ. Không tính thủ tục nội bộ."
    ),
    _by_decree,
    promised=(
        ("thủ tục", "công bố", "đúng hạn"),
        ("thủ tục", "công bố", "đúng quy định"),
        ("thủ tục", "ban hành", "đúng hạn"),
    ),
)
PUBLISHED_ON_TIME_766 = _of_lines(
    "published_on_time_766",
    _("Thủ tục công bố đúng hạn (bộ chỉ số 766)"),
    _("Quyết định 766/QĐ-TTg, chỉ tiêu 1.1 (theo mô tả công thức tính)"),
    _(
        "Thủ tục có trong quyết định công bố ký trong kỳ mà mọi quyết định đều ký trước ngày văn bản có hiệu lực ít nhất 5 ngày làm việc, "
        "chia cho mọi thủ tục có trong quyết định ký trong kỳ mà biết ngày văn bản có hiệu lực; một thủ tục tính một lần, một lần chậm "
        "là chậm cả kỳ. Không tính thủ tục nội bộ."
    ),
    _by_index,
    promised=(("thủ tục", "công bố", "đúng hạn", "766"),),
)
DISCLOSED_ON_TIME = _of_lines(
    "disclosed_on_time",
    _("Thủ tục công khai đúng hạn (Nghị định 63/2010/NĐ-CP)"),
    _("Nghị định 63/2010/NĐ-CP, Điều 24 (sửa đổi bởi Nghị định 92/2017/NĐ-CP)"),
    _(
        "Dòng có hạn công khai trong kỳ được đưa lên Cơ sở dữ liệu quốc gia không muộn hơn hạn, chia cho mọi dòng có hạn trong kỳ đã qua "
        "hạn hoặc đã công khai. Không tính thủ tục nội bộ."
    ),
    _shown_by_decree,
    promised=(
        ("thủ tục", "công khai", "đúng hạn"),
        ("thủ tục", "công khai", "đúng quy định"),
        ("thủ tục", "công bố", "công khai", "đúng hạn"),
        ("thủ tục", "công khai", "đầy đủ", "đúng hạn"),
        ("thủ tục", "công bố", "công khai", "đúng quy định"),
    ),
)
DISCLOSED_ON_TIME_766 = _of_lines(
    "disclosed_on_time_766",
    _("Thủ tục công khai đúng hạn (bộ chỉ số 766)"),
    _("Quyết định 766/QĐ-TTg, chỉ tiêu 1.2 (theo mô tả công thức tính)"),
    _(
        "Thủ tục phải cập nhật trong kỳ (hạn 5 ngày làm việc từ ngày ký quyết định, kể cả theo trình tự rút gọn, rơi vào kỳ) mà mọi lần "
        "đều lên Cơ sở dữ liệu quốc gia không muộn hơn hạn, chia cho mọi thủ tục phải cập nhật trong kỳ đã qua hạn hoặc đã công khai; một "
        "thủ tục tính một lần. Không tính thủ tục nội bộ."
    ),
    _shown_by_index,
    promised=(("thủ tục", "công khai", "đúng hạn", "766"),),
)
_IN_FORCE = _(
    "chia cho mọi thủ tục công khai đang hiệu lực vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết) thuộc phạm vi của tỉnh: do cấp tỉnh, "
    "cấp xã giải quyết, đã giao cho đơn vị của tỉnh, hoặc chưa ghi cấp thực hiện (quy tắc sửa được). Của một đơn vị: những thủ tục mà "
    "đơn vị hoặc đơn vị trực thuộc trực tiếp thực hiện; của đơn vị đứng đầu tỉnh: cả những thủ tục chưa giao cho đơn vị nào."
)
COMPLETE = _of_standing(
    "complete",
    _("Thủ tục công khai đủ bộ phận"),
    _("Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2; Quyết định 766/QĐ-TTg, chỉ tiêu 1.3"),
    format_lazy(
        "{} {}",
        _("Thủ tục có đủ các bộ phận a đến g, và mọi bộ phận “nếu có” đã trả lời có hoặc không,"),
        _IN_FORCE,
    ),
    figures.Standing(figures.complete, over=competence.own_by),
    promised=(("thủ tục", "công khai", "đầy đủ"), ("thủ tục", "đầy đủ", "bộ phận")),
)
COMPLETE_766 = _of_standing(
    "complete_766",
    _("Thủ tục công khai đủ bộ phận (bộ chỉ số 766)"),
    _("Quyết định 766/QĐ-TTg, chỉ tiêu 1.3 (theo mô tả công thức tính)"),
    format_lazy(
        "{} {}",
        _(
            "Thủ tục có đủ tên, trình tự, cách thức, thành phần hồ sơ, thời hạn, đối tượng, cơ quan giải quyết (bộ phận “nếu có” thì máy "
            "không kiểm được),"
        ),
        _IN_FORCE,
    ),
    figures.Standing(figures.with_its_own_parts, over=competence.own_by),
    promised=(("thủ tục", "bộ phận", "766"),),
)
WITH_SAMPLE = _of_standing(
    "with_sample",
    _("Thủ tục có hồ sơ mẫu"),
    _("Các kế hoạch: “50% thủ tục hành chính có hồ sơ mẫu”"),
    format_lazy("{} {}", _("Thủ tục có ít nhất một hồ sơ mẫu tải về được,"), _IN_FORCE),
    figures.Standing(figures.with_sample, over=competence.own_by),
    promised=(("thủ tục", "hồ sơ mẫu"), ("thủ tục", "hồ sơ điền mẫu")),
)
ONLINE_WHOLE = _of_standing(
    "online_whole",
    _("Thủ tục cung cấp trực tuyến toàn trình"),
    _("Nghị định 42/2022/NĐ-CP, Điều 11; Nghị định 224/2026/NĐ-CP, Điều 14"),
    format_lazy("{} {}", _("Thủ tục được xác định mức toàn trình (trước đây: mức độ 4),"), _IN_FORCE),
    figures.Standing(figures.online(whole=True), over=competence.own_by),
    promised=(
        ("thủ tục", "trực tuyến", "toàn trình"),
        ("thủ tục", "cung cấp", "trực tuyến", "toàn trình"),
        ("thủ tục", "thực hiện", "trực tuyến", "toàn trình"),
        ("thủ tục", "trực tuyến mức độ 4"),
        ("dịch vụ công", "cung cấp", "trực tuyến", "toàn trình"),
        ("dịch vụ công", "cung cấp", "mức độ 4"),
    ),
)
ONLINE = _of_standing(
    "online",
    _("Thủ tục cung cấp trực tuyến"),
    _("Nghị định 42/2022/NĐ-CP, Điều 11; Nghị định 224/2026/NĐ-CP, Điều 14"),
    format_lazy("{} {}", _("Thủ tục được xác định mức toàn trình hoặc một phần (trước đây: mức độ 3, 4),"), _IN_FORCE),
    figures.Standing(figures.online(whole=False), over=competence.own_by),
    promised=(
        ("thủ tục", "cung cấp", "trực tuyến"),
        ("thủ tục", "thực hiện", "trực tuyến"),
        ("thủ tục", "trực tuyến", "mức độ 3 và 4"),
        ("thủ tục", "trực tuyến", "một phần"),
        ("dịch vụ công", "cung cấp", "trực tuyến"),
    ),
)
_ELIGIBLE = _(
    "chia cho mọi thủ tục công khai đang hiệu lực vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết) có quyết định xác định đủ điều kiện "
    "hoặc đã cung cấp trực tuyến."
)
ELIGIBLE_ONLINE = _of_standing(
    "eligible_online",
    _("Thủ tục đủ điều kiện đã được cung cấp trực tuyến"),
    _("Các kế hoạch: “100% thủ tục đủ điều kiện được cung cấp trực tuyến”"),
    format_lazy("{} {}", _("Thủ tục được xác định mức toàn trình hoặc một phần (trước đây: mức độ 3, 4),"), _ELIGIBLE),
    figures.Standing(figures.online(whole=False), over=figures.eligible),
    promised=(
        ("thủ tục", "đủ điều kiện", "trực tuyến"),
        ("thủ tục", "đủ điều kiện", "trực tuyến", "mức độ 3 và 4"),
        ("dịch vụ công", "đủ điều kiện", "trực tuyến"),
    ),
)
ELIGIBLE_ONLINE_WHOLE = _of_standing(
    "eligible_online_whole",
    _("Thủ tục đủ điều kiện đã được cung cấp trực tuyến toàn trình"),
    _("Các kế hoạch: “100% thủ tục đủ điều kiện được cung cấp trực tuyến toàn trình”"),
    format_lazy("{} {}", _("Thủ tục được xác định mức toàn trình (trước đây: mức độ 4),"), _ELIGIBLE),
    figures.Standing(figures.online(whole=True), over=figures.eligible),
    promised=(
        ("thủ tục", "đủ điều kiện", "trực tuyến", "toàn trình"),
        ("thủ tục", "đủ điều kiện", "trực tuyến", "mức độ 4"),
        ("dịch vụ công", "đủ điều kiện", "trực tuyến", "toàn trình"),
    ),
)
ELIGIBLE_NOT_ONLINE = _of_standing(
    "eligible_not_online",
    _("Thủ tục đủ điều kiện mà chưa trực tuyến"),
    _("Các kế hoạch: “100% thủ tục đủ điều kiện được cung cấp trực tuyến”"),
    _(
        "Thủ tục đang hiệu lực có quyết định xác định đủ điều kiện cung cấp trực tuyến mà chưa được cung cấp toàn trình hay một phần."
    ),
    figures.Standing(figures.eligible_not_online, share=False),
    lower=True,
)
WITHOUT_DECISION = _of_standing(
    "without_decision",
    _("Thủ tục chưa gắn quyết định công bố của tỉnh"),
    _("Nghị định 63/2010/NĐ-CP, Điều 13, Điều 15"),
    _(
        "Thủ tục đang hiệu lực thuộc phạm vi của tỉnh mà chưa nằm trong quyết định công bố nào của tỉnh đã công bố ở đây. Thủ tục chỉ do "
        "bộ, cơ quan ngành dọc giải quyết thì tỉnh không công bố, nên không tính."
    ),
    figures.Standing(figures.without_decision, share=False, over=competence.own_by),
    lower=True,
)
OUTSIDE = _of_standing(
    "outside",
    _("Thủ tục không thuộc phạm vi của tỉnh"),
    _("Quy tắc “Thủ tục thuộc phạm vi của tỉnh, tính vào các tỷ lệ” (cơ quan sửa được)"),
    _(
        "Thủ tục công khai đang hiệu lực vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết) chỉ do bộ hoặc cơ quan ngành dọc giải quyết và "
        "không giao cho đơn vị nào của tỉnh: các tỷ lệ không tính."
    ),
    figures.Standing(competence.outside_by, share=False),
)
UNASSIGNED = _of_standing(
    "unassigned",
    _("Thủ tục chưa giao đơn vị nào thực hiện"),
    _("Quy tắc “Thủ tục thuộc phạm vi của tỉnh, tính vào các tỷ lệ” (cơ quan sửa được)"),
    _(
        "Thủ tục công khai đang hiệu lực vào ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết) thuộc phạm vi của tỉnh mà chưa đơn vị nào "
        "được giao trực tiếp thực hiện. Các tỷ lệ của toàn tỉnh và của đơn vị đứng đầu tỉnh vẫn tính vào mẫu số."
    ),
    figures.Standing(figures.unassigned, share=False, over=competence.own_by),
    lower=True,
)
_YEAR = _("Tính từ đầu năm của ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết);")
_ROUNDS = _("Nghị định 63/2010/NĐ-CP, Điều 30, Điều 31")
REVIEWED = _of_standing(
    "reviewed",
    _("Thủ tục đã rà soát, đánh giá"),
    _ROUNDS,
    format_lazy("{} {} {}", _YEAR, _("thủ tục có kết quả rà soát đã nộp,"), _IN_FORCE),
    figures.Standing(reviews.reviewed_by, over=competence.own_by),
    promised=(("thủ tục", "được rà soát"), ("thủ tục", "rà soát", "đánh giá"), ("thủ tục", "rà soát", "đơn giản hóa")),
)
PROPOSED_SIMPLIFY = _of_standing(
    "proposed_simplify",
    _("Thủ tục được kiến nghị đơn giản hóa"),
    _("Các kế hoạch: “10% TTHC kiến nghị đơn giản hóa”; Nghị định 63/2010/NĐ-CP, Điều 31"),
    format_lazy(
        "{} {} {}",
        _YEAR,
        _("thủ tục có kiến nghị đơn giản hóa, gộp, rút ngắn thời hạn hoặc bãi bỏ chưa rút, mỗi thủ tục một lần,"),
        _IN_FORCE,
    ),
    figures.Standing(reviews.simplified_by, over=competence.own_by),
    promised=(
        ("thủ tục", "kiến nghị", "đơn giản hóa"),
        ("thủ tục", "đề xuất", "đơn giản hóa"),
        ("thủ tục", "phương án", "đơn giản hóa"),
        ("thủ tục", "kiến nghị", "cắt giảm"),
        ("thủ tục", "đề xuất", "cắt giảm"),
    ),
)
PROPOSED_DECENTRALISE = _of_standing(
    "proposed_decentralise",
    _("Thủ tục được kiến nghị phân cấp"),
    _("Các kế hoạch: “20% TTHC được kiến nghị phân cấp”; Nghị định 63/2010/NĐ-CP, Điều 31"),
    format_lazy(
        "{} {} {}", _YEAR, _("thủ tục có kiến nghị phân cấp, ủy quyền chưa rút, mỗi thủ tục một lần,"), _IN_FORCE
    ),
    figures.Standing(reviews.decentralised_by, over=competence.own_by),
    promised=(
        ("thủ tục", "kiến nghị", "phân cấp"),
        ("thủ tục", "đề xuất", "phân cấp"),
        ("thủ tục", "kiến nghị", "ủy quyền"),
        ("thủ tục", "đề xuất", "ủy quyền"),
    ),
)
ON_CHANGED_LAW = _of_standing(
    "on_changed_law",
    _("Thủ tục có căn cứ pháp lý đã thay đổi, chưa rà soát"),
    _("Nghị định 63/2010/NĐ-CP, Điều 8, Điều 30"),
    _(
        "Thủ tục đang hiệu lực có căn cứ được sửa đổi, thay thế, bãi bỏ hoặc hết hiệu lực mà chưa ai kết luận và chưa có phiên bản mới."
    ),
    figures.Standing(law_reviews.waiting_by, share=False),
    lower=True,
)
ALL = (
    WORKFLOW_CONFIGURED,
    WORKFLOW_HALF,
    PUBLISHED_ON_TIME,
    PUBLISHED_ON_TIME_766,
    DISCLOSED_ON_TIME,
    DISCLOSED_ON_TIME_766,
    COMPLETE,
    COMPLETE_766,
    WITH_SAMPLE,
    ONLINE_WHOLE,
    ONLINE,
    ELIGIBLE_ONLINE,
    ELIGIBLE_ONLINE_WHOLE,
    ELIGIBLE_NOT_ONLINE,
    WITHOUT_DECISION,
    OUTSIDE,
    UNASSIGNED,
    REVIEWED,
    PROPOSED_SIMPLIFY,
    PROPOSED_DECENTRALISE,
    ON_CHANGED_LAW,
)
