"""How far a procedure under review is: computed once, said alike on every page, in files and to programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext

from motcua.procedures.models import ReviewItem
from motcua.procedures.queries.reviews import OPEN_ITEM, Criterion, criteria_of
from motcua.procedures.workflow import ProposalState, ReviewItemState, ReviewRoundState


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
