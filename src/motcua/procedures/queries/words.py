"""What people read of the codes of a content; the texts are gettext keys, asked for when a page is made."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from motcua.kernel.workdays import Unit
from motcua.procedures.content import (
    AgencyRole,
    Audience,
    ChannelKind,
    Component,
    Fee,
    FeeKind,
    Given,
    Level,
    Limit,
    Part,
)
from motcua.procedures.rules.sure_papers import Bring

PARTS: dict[str, Any] = {
    Part.NAME: _("Tên thủ tục"),
    Part.STEPS: _("Trình tự thực hiện"),
    Part.CHANNELS: _("Cách thức thực hiện"),
    Part.COMPONENTS: _("Thành phần hồ sơ"),
    Part.LIMITS: _("Thời hạn giải quyết"),
    Part.AUDIENCES: _("Đối tượng thực hiện"),
    Part.AGENCIES: _("Cơ quan giải quyết"),
    Part.FORMS: _("Mẫu đơn, tờ khai"),
    Part.RESULTS: _("Kết quả thực hiện"),
    Part.FEES: _("Phí, lệ phí"),
    Part.CONDITIONS: _("Yêu cầu, điều kiện"),
    Part.GROUNDS: _("Căn cứ pháp lý"),
}
LEVELS: dict[str, Any] = {
    Level.MINISTRY: _("Cấp bộ"),
    Level.PROVINCE: _("Cấp tỉnh"),
    Level.COMMUNE: _("Cấp xã"),
    Level.VERTICAL: _("Cơ quan ngành dọc, cơ quan khác"),
}
AUDIENCES: dict[str, Any] = {
    Audience.CITIZEN: _("Công dân Việt Nam"),
    Audience.OVERSEAS: _("Người Việt Nam định cư ở nước ngoài"),
    Audience.FOREIGNER: _("Người nước ngoài"),
    Audience.OFFICER: _("Cán bộ, công chức, viên chức"),
    Audience.ENTERPRISE: _("Doanh nghiệp"),
    Audience.FOREIGN_INVESTED: _("Doanh nghiệp có vốn đầu tư nước ngoài"),
    Audience.FOREIGN_ORGANISATION: _("Tổ chức nước ngoài"),
    Audience.COOPERATIVE: _("Hợp tác xã"),
    Audience.ORGANISATION: _("Tổ chức khác"),
}
CHANNELS: dict[str, Any] = {
    ChannelKind.DIRECT: _("Trực tiếp"),
    ChannelKind.ONLINE: _("Trực tuyến"),
    ChannelKind.POST: _("Dịch vụ bưu chính"),
}
ROLES: dict[str, Any] = {
    AgencyRole.COMPETENT: _("Cơ quan có thẩm quyền"),
    AgencyRole.DELEGATED: _("Cơ quan được ủy quyền"),
    AgencyRole.PERFORMING: _("Cơ quan trực tiếp thực hiện"),
    AgencyRole.COORDINATING: _("Cơ quan phối hợp"),
    AgencyRole.RECEIVING: _("Nơi tiếp nhận hồ sơ"),
}
CHANGE_WORDS: dict[str, Any] = {
    "new": _("Mới ban hành"),
    "amended": _("Sửa đổi, bổ sung"),
    "abolished": _("Bãi bỏ"),
}
CHANGE_TONES = {"new": "done", "amended": "active", "abolished": "late"}
FLAGS: dict[str, Any] = {
    "boundary_free": _("Nộp ở bất kỳ nơi tiếp nhận nào (không phụ thuộc địa giới hành chính)"),
    "online_payment": _("Trả phí, lệ phí trực tuyến được"),
    "public_post": _("Nộp hồ sơ, nhận kết quả qua bưu chính công ích được"),
}
"""What a flag means to whoever files."""
FILES: dict[str, Any] = {
    "form": _("Mẫu đơn, tờ khai"),
    "sample": _("Mẫu đã điền"),
    "guide": _("Hướng dẫn"),
}
BROKEN_OFF = _(
    "Lần này dừng giữa chừng, chưa đọc hết tệp. Các dòng đã vào được giữ. Hãy gửi lại tệp: dòng đã vào không vào lần nữa."
)
"""Of an import or comparison."""
FEES: dict[str, Any] = {FeeKind.FEE: _("Phí"), FeeKind.CHARGE: _("Lệ phí"), FeeKind.OTHER: _("Phí, lệ phí")}
GIVEN: dict[str, Any] = {
    Given.ORIGINAL: _("bản chính"),
    Given.COPY: _("bản sao"),
    Given.CERTIFIED_COPY: _("bản sao chứng thực"),
    Given.COMPARED: _("bản sao kèm bản chính để đối chiếu"),
    Given.SHOWN: _("chỉ xuất trình"),
}


_PER: dict[str, Any] = {
    "hồ sơ": pgettext_lazy("fee for each", "hồ sơ"),
    "bộ hồ sơ": pgettext_lazy("fee for each", "bộ hồ sơ"),
    "lần": pgettext_lazy("fee for each", "lần"),
    "giấy": pgettext_lazy("fee for each", "giấy"),
    "giấy phép": pgettext_lazy("fee for each", "giấy phép"),
    "giấy chứng nhận": pgettext_lazy("fee for each", "giấy chứng nhận"),
    "chứng chỉ": pgettext_lazy("fee for each", "chứng chỉ"),
    "thẻ": pgettext_lazy("fee for each", "thẻ"),
    "bản": pgettext_lazy("fee for each", "bản"),
    "bản sao": pgettext_lazy("fee for each", "bản sao"),
    "trang": pgettext_lazy("fee for each", "trang"),
    "trường hợp": pgettext_lazy("fee for each", "trường hợp"),
    "việc": pgettext_lazy("fee for each", "việc"),
    "báo cáo": pgettext_lazy("fee for each", "báo cáo"),
    "văn bản": pgettext_lazy("fee for each", "văn bản"),
    "người": pgettext_lazy("fee for each", "người"),
    "xe": pgettext_lazy("fee for each", "xe"),
    "tháng": pgettext_lazy("fee for each", "tháng"),
    "năm": pgettext_lazy("fee for each", "năm"),
}
"""What a fee is mostly asked for; any other word stands as the province wrote it."""


def limit_words(limit: Limit) -> str:
    """ "7 ngày làm việc"."""
    amount = _figure(limit.value)
    many = 2 if limit.value != 1 else 1
    match limit.unit:
        case Unit.WORKING_DAY:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", many) % {"n": amount}
        case Unit.DAY:
            return ngettext("%(n)s ngày", "%(n)s ngày", many) % {"n": amount}
        case Unit.HOUR:
            return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", many) % {"n": amount}
        case Unit.MONTH:
            return ngettext("%(n)s tháng", "%(n)s tháng", many) % {"n": amount}
        case Unit.SAME_DAY:
            return gettext("Trong ngày")


def fee_words(fee: Fee) -> str:
    """ "150.000 đồng"; "Miễn phí" for zero."""
    if fee.amount == 0:
        return gettext("Miễn phí")
    amount = _figure(fee.amount)
    money = gettext("%(amount)s đồng") % {"amount": amount} if fee.currency == "VND" else f"{amount} {fee.currency}"
    return f"{money}/{_PER.get(fee.per.strip().lower(), fee.per)}" if fee.per else money


def copies_words(component: Component) -> str:
    """ "1 bản chính, 2 bản sao"; "chỉ xuất trình" for what is only shown."""
    if component.given == Given.SHOWN:
        return str(GIVEN[Given.SHOWN])
    pieces = [_counted(Given.ORIGINAL, component.originals)] if component.originals else []
    kind = component.given if component.given in (Given.CERTIFIED_COPY, Given.COMPARED) else Given.COPY
    pieces += [_counted(kind, component.copies)] if component.copies else []
    return ", ".join(pieces) or str(GIVEN[component.given])


def _counted(given: Given, count: int) -> str:
    match given:
        case Given.ORIGINAL:
            told = ngettext("%(n)s bản chính", "%(n)s bản chính", count)
        case Given.CERTIFIED_COPY:
            told = ngettext("%(n)s bản sao chứng thực", "%(n)s bản sao chứng thực", count)
        case Given.COMPARED:
            told = ngettext(
                "%(n)s bản sao kèm bản chính để đối chiếu", "%(n)s bản sao kèm bản chính để đối chiếu", count
            )
        case _:
            told = ngettext("%(n)s bản sao", "%(n)s bản sao", count)
    return told % {"n": count}


def bring_words(bring: Bring, by_case: bool) -> tuple[str, str]:
    """How many papers, and what may come to them: ("Ít nhất 2 giấy tờ", "có thể thêm tùy trường hợp"). `by_case`: the reader has cases to
    choose from and has not chosen."""
    if not bring.papers and (bring.more or by_case):
        return gettext("Tùy trường hợp của bạn"), ""
    if not bring.papers:  # notes alone: that nothing is to be brought the source does not say
        return gettext("Xem thành phần hồ sơ"), ""
    n = bring.papers
    if bring.more:
        count = ngettext("Ít nhất %(n)s giấy tờ", "Ít nhất %(n)s giấy tờ", n) % {"n": n}
    else:
        count = ngettext("%(n)s giấy tờ", "%(n)s giấy tờ", n) % {"n": n}
    if by_case:
        return count, gettext("và giấy tờ theo trường hợp")
    return count, gettext("và giấy tờ tùy trường hợp") if bring.more else ""


def start_words(start: str) -> str:
    """ "kể từ ngày nhận đủ hồ sơ hợp lệ"; the start event as the content tells it, in the middle of a sentence."""
    said = start.strip()
    if said.lower().startswith(("kể từ", "từ ", "tính từ")):
        return said
    lowered = said[:1].lower() + said[1:] if said[1:2].islower() else said
    if lowered.startswith(("ngày ", "lúc ", "khi ", "thời điểm ")):
        return gettext("kể từ %(start)s") % {"start": lowered}
    return gettext("kể từ khi %(start)s") % {"start": lowered}


def local_words(national: str, decision: str) -> str:
    """ "Theo Quyết định 12/QĐ-UBND; cả nước: 15 ngày làm việc."."""
    by = gettext("theo %(decision)s") % {"decision": decision} if decision else gettext("theo quy định của địa phương")
    whole = gettext("quy định chung: %(value)s") % {"value": national} if national else ""
    return f"({'; '.join(part for part in (by, whole) if part)})"


def exempt_words(exempt: str) -> str:
    return gettext("Được miễn, giảm: %(who)s.") % {"who": exempt.strip().rstrip(".")}


def _figure(value: Decimal) -> str:
    from motcua.ui.formats import number
    from motcua.ui.language import spoken

    return number(value, spoken())


def listed(words: Sequence[Any]) -> str:
    return ", ".join(str(word) for word in words)
