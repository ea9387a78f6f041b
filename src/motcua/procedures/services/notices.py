"""What this package tells people."""

from __future__ import annotations

from datetime import date

from motcua.kernel.errors import N_
from motcua.messages.rules.declarations import TemplateDeclaration, Variable, declare

_TITLE = Variable(N_("dự thảo văn bản"), "Quyết định quy định thủ tục về khuyến công")
_ROUND = Variable(N_("đợt rà soát"), "Rà soát, đánh giá thủ tục hành chính năm 2026")
_DECISION = Variable(N_("quyết định công bố"), "461/QĐ-UBND")
_BASIS = Variable(N_("căn cứ của hạn"), "Điều 24 Nghị định 63/2010/NĐ-CP")
_DAY = Variable(N_("hạn"), date(2026, 12, 10))
_COUNT = Variable(N_("số thủ tục"), 12)


def _template(
    key: str, title: str, purpose: str, variables: dict[str, Variable], *texts: str, digest: bool = False
) -> TemplateDeclaration:
    """`texts`: subject and body in Vietnamese, then in English."""
    vi, body, en, body_en = texts
    return TemplateDeclaration(f"procedures.{key}", title, purpose, variables, vi, body, en, body_en, digest=digest)


TEMPLATES = (
    _template(
        "regulation_asked", N_("Xin ý kiến về thủ tục trong dự thảo văn bản"), "approval", {"title": _TITLE, "day": _DAY},
        "Cho ý kiến trước {day}: {title}",
        "Đơn vị bạn được xin ý kiến về thủ tục hành chính trong dự thảo “{title}”, trả lời trước hết ngày {day}.",
        "Your opinion by {day}: {title}",
        "Your unit is asked about the procedures that the draft “{title}” sets, by {day}.",
    ),
    _template(
        "regulation_due", N_("Sắp đến hạn cho ý kiến về dự thảo văn bản"), "reminder", {"title": _TITLE, "day": _DAY},
        "Đến hạn {day}, chưa cho ý kiến: {title}",
        "Đơn vị bạn được xin ý kiến về dự thảo “{title}”, hạn ngày {day}, đến nay chưa trả lời.",
        "Due on {day}, no opinion yet: {title}",
        "Your unit is asked about the draft “{title}” by {day} and has not answered yet.",
        digest=True,
    ),
    _template(
        "regulation_silent", N_("Đơn vị chưa cho ý kiến về dự thảo văn bản"), "reminder", {"title": _TITLE, "day": _DAY},
        "Quá hạn {day}, chưa cho ý kiến: {title}",
        "Đơn vị bạn chưa trả lời về dự thảo “{title}”, hạn ngày {day}. Im lặng không tính là thống nhất.",
        "Overdue since {day}: {title}",
        "Your unit has not answered about the draft “{title}”, due on {day}. Silence does not count as consent.",
    ),
    _template(
        "regulation_opinion_due", N_("Hạn cho ý kiến về thủ tục trong dự thảo văn bản"), "reminder", {"title": _TITLE, "day": _DAY},
        "Hạn {day}, chưa có văn bản ý kiến: {title}",
        "Hạn cho ý kiến về thủ tục hành chính trong dự thảo “{title}” là ngày {day}; đến nay chưa có văn bản ý kiến.",
        "Opinion due on {day}: {title}",
        "The opinion on the procedures that the draft “{title}” sets is due on {day} and is not issued yet.",
    ),
    _template(
        "review_assigned", N_("Được giao rà soát thủ tục"), "assignment", {"title": _ROUND, "count": _COUNT},
        "Rà soát {count} thủ tục: {title}",
        "Đơn vị bạn được giao rà soát {count} thủ tục trong đợt “{title}”. Mở đợt rà soát để xem từng thủ tục và thời hạn.",
        "{count} procedures to review: {title}",
        "Your unit is to review {count} procedures in the round “{title}”. Open the round for each procedure and its due day.",
    ),
    _template(
        "review_returned", N_("Kết quả rà soát bị trả lại"), "assignment",
        {"name": Variable(N_("thủ tục"), "Cấp giấy phép xây dựng"), "reason": Variable(N_("lý do"), "Chưa tính chi phí sau rà soát")},
        "Trả lại kết quả rà soát: {name}",
        "Kết quả rà soát thủ tục “{name}” được trả lại để sửa:\n\n{reason}",
        "Review returned: {name}",
        "The review of “{name}” was returned:\n\n{reason}",
    ),
    _template(
        "review_due", N_("Sắp đến hạn rà soát thủ tục"), "reminder", {"title": _ROUND, "count": _COUNT, "day": _DAY},
        "Đến hạn {day}, còn {count} thủ tục chưa nộp kết quả rà soát",
        "Trong đợt “{title}”, đơn vị bạn còn {count} thủ tục chưa nộp kết quả rà soát, hạn ngày {day}.",
        "Due on {day}: {count} procedures not reviewed yet",
        "In the round “{title}” your unit has not handed in the review of {count} procedures, due on {day}.",
        digest=True,
    ),
    _template(
        "review_late", N_("Quá hạn rà soát thủ tục"), "reminder", {"title": _ROUND, "count": _COUNT, "day": _DAY},
        "Quá hạn {day}, còn {count} thủ tục chưa nộp kết quả rà soát",
        "Trong đợt “{title}”, đơn vị bạn quá hạn nộp kết quả rà soát {count} thủ tục, hạn ngày {day}.",
        "Overdue since {day}: {count} procedures not reviewed",
        "In the round “{title}” your unit is late with the review of {count} procedures, due on {day}.",
    ),
    _template(
        "review_late_above", N_("Báo lãnh đạo đơn vị quá hạn rà soát thủ tục"), "escalation",
        {"title": _ROUND, "count": _COUNT, "day": _DAY, "unit": Variable(N_("đơn vị rà soát"), "Phòng Quản lý Đầu tư")},
        "{unit} quá hạn rà soát {count} thủ tục",
        "Trong đợt “{title}”, {unit} chưa nộp kết quả rà soát {count} thủ tục, hạn ngày {day}.",
        "{unit} is late with {count} procedures",
        "In the round “{title}” {unit} has not handed in the review of {count} procedures, due on {day}.",
        digest=True,
    ),
    _template(
        "review_plan_due", N_("Hạn ban hành kế hoạch rà soát thủ tục"), "reminder", {"title": _ROUND, "day": _DAY},
        "Hạn {day}, chưa ban hành kế hoạch: {title}",
        "Kế hoạch “{title}” phải ban hành và gửi chậm nhất ngày {day}; đến nay chưa có số, ngày.",
        "Plan due on {day}: {title}",
        "The plan “{title}” is to be issued and sent by {day} and has no number yet.",
    ),
    _template(
        "review_report_due", N_("Hạn báo cáo kết quả rà soát thủ tục"), "reminder", {"title": _ROUND, "day": _DAY},
        "Hạn {day}, chưa có báo cáo: {title}",
        "Kết quả của “{title}” phải gửi chậm nhất ngày {day}; đến nay chưa có báo cáo.",
        "Report due on {day}: {title}",
        "The result of “{title}” is to be sent by {day} and there is no report yet.",
    ),
    _template(
        "review_missing", N_("Chưa lập đợt rà soát thủ tục của năm"), "reminder", {"year": Variable(N_("năm"), "2027"), "day": _DAY},
        "Chưa lập đợt rà soát thủ tục năm {year}, hạn kế hoạch {day}",
        "Năm {year} chưa có đợt rà soát thủ tục hành chính nào. Kế hoạch phải ban hành và gửi chậm nhất ngày {day}.",
        "No review of procedures for {year} yet, plan due on {day}",
        "There is no round of review for {year}. Its plan is to be issued and sent by {day}.",
    ),
    _template(
        "publication_sign_due", N_("Sắp đến hạn ký quyết định công bố"), "reminder",
        {"title": _DECISION, "day": _DAY, "basis": _BASIS},
        "Hạn ký {day}: {title}",
        "Quyết định “{title}” phải ký chậm nhất ngày {day} ({basis}); đến nay chưa có số, ngày.",
        "To be signed by {day}: {title}",
        "The decision “{title}” is to be signed by {day} ({basis}) and has no number yet.",
    ),
    _template(
        "publication_sign_late", N_("Quá hạn ký quyết định công bố"), "reminder",
        {"title": _DECISION, "day": _DAY, "basis": _BASIS},
        "Quá hạn ký {day}: {title}",
        "Quyết định “{title}” chưa ký, đã quá hạn ngày {day} ({basis}).",
        "Not signed by {day}: {title}",
        "The decision “{title}” was to be signed by {day} ({basis}) and is not.",
    ),
    _template(
        "publication_enter_due", N_("Sắp đến hạn công khai trên Cơ sở dữ liệu quốc gia"), "reminder",
        {"title": _DECISION, "day": _DAY, "count": _COUNT, "basis": _BASIS},
        "Hạn công khai {day}: {count} thủ tục theo {title}",
        "{count} thủ tục theo {title} phải công khai trên Cơ sở dữ liệu quốc gia chậm nhất ngày {day} ({basis}); chưa ghi lần nào.",
        "To be made public by {day}: {count} procedures of {title}",
        "{count} procedures of {title} are to stand in the national database by {day} ({basis}); none of that is recorded yet.",
    ),
    _template(
        "publication_enter_late", N_("Quá hạn công khai trên Cơ sở dữ liệu quốc gia"), "reminder",
        {"title": _DECISION, "day": _DAY, "count": _COUNT, "basis": _BASIS},
        "Quá hạn công khai {day}: {count} thủ tục theo {title}",
        "{count} thủ tục theo {title} chưa ghi công khai trên Cơ sở dữ liệu quốc gia, đã quá hạn ngày {day} ({basis}).",
        "Not made public by {day}: {count} procedures of {title}",
        "{count} procedures of {title} were to stand in the national database by {day} ({basis}) and that is not recorded.",
    ),
    _template(
        "publication_not_posted", N_("Nơi tiếp nhận chưa niêm yết thủ tục"), "reminder",
        {"title": _DECISION, "day": _DAY, "count": _COUNT},
        "Chưa niêm yết {count} thủ tục theo {title}",
        "{title} ký ngày {day}; đơn vị bạn tiếp nhận {count} thủ tục trong đó, chưa ghi niêm yết trên bảng hay tại quầy lần nào.",
        "{count} procedures of {title} are not put up yet",
        "{title} was signed on {day}; your unit takes in {count} procedures of it, and none is recorded on its board or counter.",
    ),
    _template(
        "publication_not_online", N_("Chưa công khai thủ tục trên trang thông tin điện tử"), "reminder",
        {"title": _DECISION, "day": _DAY, "count": _COUNT},
        "Chưa đưa lên trang thông tin điện tử {count} thủ tục theo {title}",
        "{title} ký ngày {day}; {count} thủ tục trong đó chưa ghi công khai trên cổng, trang thông tin điện tử nào.",
        "{count} procedures of {title} are on no site yet",
        "{title} was signed on {day}; {count} procedures of it are recorded on no site.",
    ),
)  # fmt: skip


def declare_notices() -> None:
    """Called by `apps.py`."""
    for one in TEMPLATES:
        declare(one)
