"""Đôn đốc and giao ban in the sample province: a letter that one unit has answered and another has not; last week's meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from motcua.documents.queries.approvals import books_for
from motcua.documents.services.approvals import approve, sign_on_paper
from motcua.documents.services.files import store_upload
from motcua.documents.services.issuing import Clerking, issue
from motcua.documents.writing import to_pdf
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import posts_of, user_named
from motcua.organisations.queries.posts import head_of
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries.urging import chosen, late_for, late_units
from motcua.plans.sample.year import people
from motcua.plans.services import urging
from motcua.plans.services.urging_paper import official_letter
from motcua.plans.services.work import Work, register_source

BODY, DIVISIONS = "bql-kcn", ("bql-quan-ly-dau-tu", "bql-van-phong")
_DRAFTER, _HEAD, _OFFICE, _CLERK, _SIGNER = "chuyenvien", "truongphong", "vanphong", "vanthu", "lanhdao"
SENT_BEFORE = timedelta(days=9)


def load_urging() -> None:
    """Each step at its own moment; what lies in the past is told to nobody."""
    with events.untold():
        _letter()
        _meeting()


def _letter() -> None:
    """Drafted, checked, signed and numbered nine days ago; the first unit promises a date, the others have said nothing."""
    body = unit_named(BODY)
    with clock.frozen(clock.now() - SENT_BEFORE):
        rows = late_for(user_named(_OFFICE)).filter(task__plan__is_sample=True)
        units = [uid for uid, *_rest in late_units(rows, body.pk)]
        late = chosen(rows, body.pk, units)
        if not late:
            return
        letter = urging.draft_letter(
            owner=body,
            occurrences=late,
            answer_by=clock.today() + timedelta(days=5),
            signer=_signer(),
            actor=_actor(_DRAFTER),
            is_sample=True,
        )
        approval = urging.submit_letter(letter, actor=_actor(_DRAFTER), opinion="Kính trình lãnh đạo.")
        approve(approval, actor=_actor(_HEAD), note="Nhất trí nội dung.")
        approve(approval, actor=_actor(_OFFICE), note="Đúng thể thức.")
        _signed(approval, letter)
        books = books_for(approval, clock.today())
        if not books:
            return
        issue(approval, actor=_actor(_CLERK), series=books[0], clerking=Clerking(recipients="Như nơi nhận; lưu VT"))
    with clock.frozen(clock.now() - SENT_BEFORE + timedelta(days=2)):
        first = next((one for one in late if one.unit is not None and head_of(one.unit, clock.today())), late[0])
        urging.answer_urging(
            first,
            answer="promise",
            promised_on=clock.today() + timedelta(days=15),
            text="Đang chờ số liệu của các khu công nghiệp, sẽ hoàn thành trong tháng (tình huống mẫu).",
            actor=people.head(first.unit),
        )


def _signed(approval: Any, letter: Any) -> None:
    """The paper with the leader's name under it."""
    clerk = _actor(_CLERK)
    scan = store_upload(to_pdf(official_letter(letter)), name=f"{letter.title} (đã ký).pdf"[:150], actor=clerk)
    sign_on_paper(approval, actor=clerk, scan=scan, signed_on=clock.today(), capacity="", signer=_signer())


def _signer() -> Any:
    return next(one for one in posts_of(user_named(_SIGNER)) if one.unit.code == BODY)


def _meeting() -> None:
    """The meeting of a week ago, with two conclusions."""
    today = clock.today()
    register_source(
        kind="conclusion",
        owner=unit_named(BODY),
        title="Kết luận họp giao ban tuần trước (văn bản mẫu)",
        issuer_name="Họp giao ban",
        issued_on=today - timedelta(days=7),
        leader=_signer(),
        actor=_actor(_OFFICE),
        is_sample=True,
        works=[
            Work(
                "Báo cáo tiến độ cập nhật hồ sơ trên hệ thống", (unit_named(DIVISIONS[0]),), today - timedelta(days=1)
            ),
            Work(
                "Bố trí thêm một bàn hướng dẫn tại Bộ phận Một cửa",
                (unit_named(DIVISIONS[1]),),
                today + timedelta(days=6),
            ),
        ],
    )


def _actor(username: str) -> Actor:
    return actor_of(user_named(username))
