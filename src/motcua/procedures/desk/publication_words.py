"""What people read of publication: states, verdicts, readings, doubts; and the lists beside one another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.models import Job
from motcua.procedures.deadlines import Duty, Reading
from motcua.procedures.queries.endings import Ending
from motcua.procedures.queries.outlook import Later, Move
from motcua.procedures.queries.publication import Verdict
from motcua.procedures.reading.printed import Difference, Printed, Unsure
from motcua.procedures.services.sure_lines import Settled
from motcua.procedures.workflow import PublicationState
from motcua.ui import formats
from motcua.ui.badges import Badge, Tone
from motcua.ui.language import spoken

STATES = {
    PublicationState.DRAFT: Badge(_("Đang soạn"), Tone.PLAIN),
    PublicationState.IN_APPROVAL: Badge(_("Đang trình"), Tone.ACTIVE),
    PublicationState.SIGNED: Badge(_("Đã ký, chưa công bố"), Tone.RISK),
    PublicationState.PUBLISHED: Badge(_("Đã công bố"), Tone.DONE),
    PublicationState.WITHDRAWN: Badge(_("Đã bỏ"), Tone.LATE),
}
VERDICTS = {
    Verdict.ON_TIME: Badge(_("Đúng hạn"), Tone.DONE),
    Verdict.LATE: Badge(_("Chậm"), Tone.LATE),
    Verdict.MISSING: Badge(_("Quá hạn, chưa làm"), Tone.LATE),
    Verdict.WAITING: Badge(_("Còn hạn"), Tone.ACTIVE),
}
READINGS = {Reading.DECREE: _("Theo Nghị định 63/2010/NĐ-CP"), Reading.INDEX: _("Theo bộ chỉ số 766")}
DUTIES = {Duty.ISSUE: _("Ký quyết định"), Duty.DISCLOSE: _("Công khai trên Cơ sở dữ liệu quốc gia")}
ACTIONS = {"new": _("Mới"), "amended": _("Sửa đổi"), "replaced": _("Thay thế"), "abolished": _("Bãi bỏ")}
PARTS = {
    "name": _("Tên"),
    "limits": _("Thời hạn"),
    "fees": _("Phí, lệ phí"),
    "place": _("Địa điểm"),
    "grounds": _("Căn cứ"),
}
MARKS: dict[Unsure, Any] = dict.fromkeys(Unsure, _("chờ người xem")) | {Unsure.UNREAD: _("không so được")}
"""Of a part that is not taken by itself."""
DOUBTS = {
    "no_code": _("Không có mã"),
    "code_rounded": _("Mã bị bảng tính bỏ số 0 cuối"),
    "code_twice": _("Mã có hai dòng"),
    "other_name": _("Mã là của thủ tục mang tên khác"),
    "no_action": _("Không nằm dưới tiêu đề mới, sửa đổi, bãi bỏ"),
    "without_name": _("Không có tên"),
}
_BEHIND_PAGE = _("Nhiều dòng nên chạy ở nền. Bạn có thể rời trang; những gì đã làm được giữ lại.")
LIST_NAME = _("Quyết định công bố")


def said_of_unsure(one: Difference) -> str:
    """Why a part is not taken by itself: what would be lost, or what would be refused."""
    counted = {"known": one.known, "left": one.left}
    match one.unsure, one.part:
        case Unsure.FEWER, Printed.GROUNDS:
            told = _("Danh mục có {known} căn cứ; lấy theo quyết định thì chỉ còn {left} căn cứ quyết định in.")
        case Unsure.FEWER, Printed.FEES:
            told = _(
                "Danh mục có {known} khoản theo loại, trường hợp, cách nộp; lấy theo quyết định thì chỉ còn {left}."
            )
        case Unsure.FEWER, _:
            told = _("Danh mục có {known} thời hạn theo trường hợp, cách nộp; lấy theo quyết định thì chỉ còn {left}.")
        case Unsure.UNREAD, _ if one.known:
            told = _("Lấy theo quyết định thì phần này thành lời văn, {known} mục của danh mục không còn.")
        case Unsure.LONGER, _:
            told = _("Dài hơn thời hạn chung của thủ tục: địa phương không kéo dài được, lấy thì không công bố được.")
        case Unsure.LAYERED, _:
            told = _("Địa phương đã có mục riêng về phần này: chấm dứt mục đó rồi mới lấy theo quyết định.")
        case _:
            return ""
    return told.format(**counted)


def said_of_move(move: Move) -> str:
    """That a procedure has an end already, and what becomes of that."""
    said, before = spoken(), move.before
    told = {
        "code": move.procedure.display_code,
        "before": formats.short_date(before.on, said),
        "after": formats.short_date(move.after, said),
        "by": _ended_by(before),
    }
    if before.on <= clock.today() or before.on == move.after:
        return gettext("{code} đã bãi bỏ từ {before} theo {by}: không công bố được dòng này.").format(**told)
    return gettext("Ngày hết hiệu lực của {code} chuyển từ {before} (theo {by}) sang {after}.").format(**told)


def said_of_ending(code: str, ending: Ending, effect: date) -> str:
    told = {"code": code, "on": formats.short_date(ending.on, spoken()), "by": _ended_by(ending)}
    if ending.on <= effect:
        return gettext("{code} đã bãi bỏ từ {on} theo {by}: không công bố được dòng này.").format(**told)
    return gettext("{code} bãi bỏ từ {on} theo {by}: nội dung mới chỉ áp dụng đến trước ngày đó.").format(**told)


def said_of_overtaken(later: Later) -> str:
    told = {"code": later.code, "on": formats.short_date(later.begins, spoken())}
    return gettext("{code} đã có phiên bản hiệu lực từ {on}, sau ngày này: không công bố được dòng này.").format(**told)


def _ended_by(ending: Ending) -> str:
    if ending.signed_on is None:
        return gettext("danh mục thủ tục")
    on = formats.short_date(ending.signed_on, spoken())
    return gettext("{number} ngày {on}").format(number=ending.number, on=on)


def said_of_disclosed(done: int | Job) -> str:
    return str(_BEHIND_PAGE) if isinstance(done, Job) else gettext("Đã ghi công khai.")


def said_of_settled(done: Settled | Job) -> str:
    """What one press did, and what it left to a person."""
    if isinstance(done, Job):
        return str(_BEHIND_PAGE)
    said = ngettext("Đã xác nhận {n} dòng", "Đã xác nhận {n} dòng", done.lines).format(
        n=formats.number(done.lines, spoken())
    )
    parts = ngettext("lấy theo quyết định {n} chỗ khác.", "lấy theo quyết định {n} chỗ khác.", done.parts).format(
        n=formats.number(done.parts, spoken())
    )
    said = f"{said}, {parts}" if done.parts else f"{said}."
    if done.waiting:
        left = ngettext("{n} dòng đúng tên chờ người xem.", "{n} dòng đúng tên chờ người xem.", done.waiting)
        said += " " + left.format(n=formats.number(done.waiting, spoken()))
    return said


def tabs(current: str) -> list[dict[str, Any]]:
    """The lists of publication beside one another."""
    known = (
        ("publications", LIST_NAME),
        ("publication_due", _("Chậm, thiếu công khai")),
        ("publication_backlog", _("Chưa gắn quyết định")),
    )
    return [{"label": label, "url": reverse(f"procedures:{name}"), "current": name == current} for name, label in known]
