"""What people read of reviews: states, verdicts, lacks; and the lists beside one another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.procedures.formulas import Lack, Saving, Total, rounded
from motcua.procedures.queries.reviews import ITEM_STATES
from motcua.procedures.workflow import (
    LawReviewState,
    ProposalState,
    RegulationState,
    ReviewItemState,
    ReviewRoundState,
)
from motcua.ui.badges import Badge, Tone

ROUNDS = {
    ReviewRoundState.DRAFT: Badge(_("Đang lập"), Tone.PLAIN),
    ReviewRoundState.PLAN_IN_APPROVAL: Badge(_("Đang trình kế hoạch"), Tone.ACTIVE),
    ReviewRoundState.UNDER_WAY: Badge(_("Đang rà soát"), Tone.ACTIVE),
    ReviewRoundState.REPORT_IN_APPROVAL: Badge(_("Đang trình báo cáo"), Tone.ACTIVE),
    ReviewRoundState.CLOSED: Badge(_("Đã kết thúc"), Tone.DONE),
    ReviewRoundState.DROPPED: Badge(_("Đã bỏ"), Tone.LATE),
}
ITEMS = {
    ReviewItemState.PLANNED: Badge(ITEM_STATES[ReviewItemState.PLANNED], Tone.PLAIN),
    ReviewItemState.IN_HAND: Badge(ITEM_STATES[ReviewItemState.IN_HAND], Tone.ACTIVE),
    ReviewItemState.ASSESSED: Badge(ITEM_STATES[ReviewItemState.ASSESSED], Tone.RISK),
    ReviewItemState.SETTLED: Badge(ITEM_STATES[ReviewItemState.SETTLED], Tone.DONE),
    ReviewItemState.DROPPED: Badge(ITEM_STATES[ReviewItemState.DROPPED], Tone.PLAIN),
}
PROPOSALS = {
    ProposalState.PROPOSED: Badge(_("Chờ quyết định"), Tone.RISK),
    ProposalState.ACCEPTED: Badge(_("Được chấp thuận"), Tone.ACTIVE),
    ProposalState.REFUSED: Badge(_("Không được chấp thuận"), Tone.LATE),
    ProposalState.DONE: Badge(_("Đã thực hiện"), Tone.DONE),
    ProposalState.WITHDRAWN: Badge(_("Đã rút"), Tone.PLAIN),
}
REGULATIONS = {
    RegulationState.REGISTERED: Badge(_("Mới ghi"), Tone.PLAIN),
    RegulationState.ASKING: Badge(_("Đang lấy ý kiến"), Tone.ACTIVE),
    RegulationState.IN_APPROVAL: Badge(_("Đang trình ý kiến"), Tone.ACTIVE),
    RegulationState.OPINED: Badge(_("Đã có ý kiến"), Tone.DONE),
    RegulationState.CLOSED: Badge(_("Đã ban hành văn bản"), Tone.DONE),
    RegulationState.WITHDRAWN: Badge(_("Thôi theo dõi"), Tone.PLAIN),
}
LAW_REVIEWS = {
    LawReviewState.OPEN: Badge(_("Chờ rà soát"), Tone.RISK),
    LawReviewState.UNAFFECTED: Badge(_("Không ảnh hưởng"), Tone.DONE),
    LawReviewState.RENEWED: Badge(_("Đã có phiên bản mới"), Tone.DONE),
    LawReviewState.TAKEN_BACK: Badge(_("Văn bản không thay đổi"), Tone.PLAIN),
}
STANDS = {
    "agrees": Badge(_("Thống nhất"), Tone.DONE),
    "remarks": Badge(_("Thống nhất, có ý kiến sửa"), Tone.ACTIVE),
    "against": Badge(_("Không thống nhất"), Tone.RISK),
}
SILENT = Badge(_("Chưa trả lời"), Tone.PLAIN)
SILENT_LATE = Badge(_("Quá hạn, chưa trả lời"), Tone.LATE)
ON_TIME = Badge(_("Đúng hạn"), Tone.DONE)
LATE = Badge(_("Chậm"), Tone.LATE)
OVERDUE = Badge(_("Quá hạn"), Tone.LATE)
MISSING = Badge(_("Quá hạn, chưa làm"), Tone.LATE)
WAITING = Badge(_("Còn hạn"), Tone.ACTIVE)
VERDICTS = {
    "met": Badge(_("Đạt"), Tone.DONE),
    "partly": Badge(_("Đạt một phần"), Tone.RISK),
    "not_met": Badge(_("Chưa đạt"), Tone.LATE),
}
LACKS = {
    Lack.LINES: _("còn dòng chưa ghi số liệu (ghi 0 nếu không tốn)"),
    Lack.WAGE: _("chưa có thu nhập bình quân một giờ công"),
    Lack.TIMES: _("chưa ghi số lần một năm"),
    Lack.PEOPLE: _("chưa ghi số đối tượng một năm"),
}
LIST_NAME = _("Đợt rà soát")


def due_badge(due: date | None, done: date | None) -> Badge | None:
    """How a duty stands today."""
    if due is None:
        return None
    if done is not None:
        return ON_TIME if done <= due else LATE
    return WAITING if clock.today() <= due else MISSING


def tabs(current: str) -> list[dict[str, Any]]:
    """The lists of reviews beside one another."""
    known = (
        ("reviews", LIST_NAME),
        ("review_work", _("Của đơn vị tôi")),
        ("law_reviews", _("Căn cứ pháp lý thay đổi")),
        ("unknown_grounds", _("Căn cứ chưa có trong kho")),
        ("review_pairs", _("Thủ tục giống nhau")),
        ("review_papers", _("Giấy tờ trùng lặp")),
        ("cost_parameters", _("Tham số chi phí")),
    )
    return [{"label": label, "url": reverse(f"procedures:{name}"), "current": name == current} for name, label in known]


def shown_total(found: Total) -> dict[str, Any]:
    return {
        "dossier": rounded(found.dossier),
        "year": rounded(found.year),
        "lacks": [LACKS[lack] for lack in found.lacks],
        "no_wage": Lack.WAGE in found.lacks,
    }


def shown_saving(found: Saving) -> dict[str, Any]:
    """`more`: it costs more than before, by `amount` and `percent`."""
    amount, percent = rounded(found.amount), rounded(found.percent, 2)
    return {
        "amount": None if amount is None else abs(amount),
        "percent": None if percent is None else abs(percent),
        "more": percent is not None and percent < 0,
        "whole_year": found.whole_year,
    }
