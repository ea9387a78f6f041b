"""How far a procedure under review is: computed once, said alike on every page, in files and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, ngettext

from motcua.procedures.models import ReviewItem
from motcua.procedures.queries.reviews import OPEN_ITEM, Criterion, criteria_of
from motcua.procedures.workflow import ProposalState, ReviewItemState, ReviewRoundState


class Standing(StrEnum):
    """How the proposals about one procedure stand together: a saving was reckoned for all of them, so it is counted with all accepted; of a
    part only as far as who decides confirmed it.
    """

    NONE = "không có kiến nghị"
    REFUSED = "có kiến nghị không được chấp thuận"
    PARTLY = "chỉ được chấp thuận một phần kiến nghị"
    OPEN = "có kiến nghị chờ quyết định"
    ACCEPTED = "kiến nghị được chấp thuận, chưa thực hiện xong"
    DONE = "kiến nghị đã thực hiện"


_GOOD = {ProposalState.ACCEPTED, ProposalState.DONE}


def standing_of(item: Any) -> Standing:
    """Reads `item.live_proposals`."""
    states = {p.state for p in item.live_proposals}
    if not states:
        return Standing.NONE
    if ProposalState.PROPOSED in states:
        return Standing.OPEN
    if ProposalState.REFUSED in states:
        return Standing.PARTLY if states & _GOOD else Standing.REFUSED
    return Standing.DONE if states == {ProposalState.DONE} else Standing.ACCEPTED


def all_carried_out(item: Any) -> bool:
    """Whether everything that was accepted is done."""
    return all(p.state != ProposalState.ACCEPTED for p in item.live_proposals)


def after_granted(item: Any) -> Decimal | None:
    """What a year costs after what was accepted; None where nothing was, or nobody confirmed what a part of it comes to."""
    match standing_of(item):
        case Standing.ACCEPTED | Standing.DONE:
            return item.year_after  # type: ignore[no-any-return]
        case Standing.PARTLY:
            return item.granted_year  # type: ignore[no-any-return]
        case _:
            return None


def lacks_of(item: ReviewItem, criteria: Sequence[Criterion]) -> list[str]:
    """What is missing before a result can be handed in: names of criteria without a verdict, then the conclusion."""
    open_ones = [one.name for one in criteria if one.key not in item.answers]
    return [*open_ones, *([] if item.conclusion else [gettext("kết luận")])]


def where(item: Any, criteria: Sequence[Criterion]) -> str:
    """In one sentence. Reads `item.live_proposals` and `item.round`."""
    if item.state in OPEN_ITEM:
        return _before_handing_in(item, criteria)
    undecided, every = sum(p.state == ProposalState.PROPOSED for p in item.live_proposals), len(item.live_proposals)
    match item.state:
        case ReviewItemState.ASSESSED if undecided:
            text = ngettext("Chờ quyết định {n} kiến nghị", "Chờ quyết định {n} kiến nghị", undecided)
            return text.format(n=undecided)
        case ReviewItemState.ASSESSED:
            return gettext("Không còn kiến nghị chờ, chờ xác nhận hoàn thành")
        case ReviewItemState.SETTLED if every:
            return ngettext("Đã quyết định {n} kiến nghị", "Đã quyết định {n} kiến nghị", every).format(n=every)
        case ReviewItemState.SETTLED:
            return gettext("Giữ nguyên thủ tục")
        case _:
            return gettext("Đưa ra khỏi đợt: {reason}").format(reason=item.note)


def fill_where(items: Sequence[Any]) -> None:
    """`item.where` for a page of items, of one round or several; the rules are asked once a round."""
    rounds = {one.round_id: one.round for one in items}
    known = {pk: criteria_of(found)[0] for pk, found in rounds.items()}
    for one in items:
        one.where = where(one, known[one.round_id])


def _before_handing_in(item: ReviewItem, criteria: Sequence[Criterion]) -> str:
    lacks = lacks_of(item, criteria)
    if item.state == ReviewItemState.PLANNED:
        running = item.round.state == ReviewRoundState.UNDER_WAY
        return gettext("Chưa đánh giá tiêu chí nào") if running else gettext("Chờ kế hoạch của đợt được ban hành")
    if lacks:
        return gettext("Còn thiếu: {left}").format(left="; ".join(lacks))
    return gettext("Bị trả lại, chưa nộp lại") if item.note else gettext("Đủ kết quả, chưa nộp")
