"""What follows plans in the sample province: money, an inspection with open remedies, an assessment under way, a published model."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from motcua.documents.services.files import store_upload
from motcua.kernel import clock, events
from motcua.kernel.actors import SAMPLE, Actor
from motcua.kernel.refs import Ref
from motcua.organisations.queries.people import officer_named
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries.assessment import criteria_of
from motcua.plans.queries.inspections import items_of
from motcua.plans.queries.work import standing
from motcua.plans.services import assessment, commendation, funding, initiatives, inspections, remedies
from motcua.plans.services.assessment import OwnScore, Rule
from motcua.plans.services.checklists import issue_checklist
from motcua.plans.services.inspections import Member, Verdict

BOARD, DIVISIONS = "bql-kcn", ("bql-quan-ly-dau-tu", "bql-van-phong")
IN_FORCE_SINCE = date(2022, 1, 1)
"""Of checklist and scheme: the sample year (`sample.year`) looks back."""
LOOKED_AT = (
    ("Niêm yết, công khai thủ tục hành chính tại nơi tiếp nhận", "Nghị định 61/2018/NĐ-CP"),
    ("Cập nhật hồ sơ lên hệ thống trong ngày tiếp nhận", "Nghị định 61/2018/NĐ-CP"),
    ("Chấp hành giờ giấc, đeo thẻ công chức", ""),
    ("Trả lời phản ánh, kiến nghị đúng hạn", ""),
)
RULES = (
    Rule("Việc của kế hoạch hoàn thành đúng hạn", Decimal(50), "on_time", full_at=Decimal(95), nothing_at=Decimal(50)),
    Rule("Việc của kế hoạch bị trễ", Decimal(20), "late", per_case=Decimal(2)),
    Rule("Khó khăn được trả lời đúng hạn", Decimal(10), "indicator", indicator="plans.difficulties_answered_in_time"),
    Rule("Sáng kiến, cách làm mới", Decimal(20), "hand"),
)


def load_following() -> None:
    """All of it through the services; what lies in the past is told to nobody."""
    with events.untold():
        _funding()
        _inspection()
        _assessment()
        _initiatives()


def _funding() -> None:
    row = (
        standing()
        .filter(task__plan__is_sample=True, task__plan__owner__code=BOARD)
        .order_by("-task__plan__year", "pk")
        .first()
    )
    if row is None or row.task.plan is None:
        return
    plan, today = row.task.plan, clock.today()
    facts: dict[str, Any] = {"year": today.year, "actor": SAMPLE, "is_sample": True}
    office, division = unit_named(DIVISIONS[1]), unit_named(DIVISIONS[0])
    printed = funding.plan_funding(
        plan=plan,
        unit=office,
        source="thuong-xuyen",
        content="In tờ rơi, sổ tay hướng dẫn thủ tục",
        estimate=45_000_000,
        **facts,
    )
    funding.plan_funding(
        plan=plan,
        unit=office,
        source="khong-tu-chu",
        content="Hội nghị đối thoại với doanh nghiệp",
        estimate=120_000_000,
        **facts,
    )
    trained = funding.plan_funding(
        task=row.task,
        unit=division,
        source="phi-de-lai",
        content="Tập huấn nghiệp vụ cho công chức một cửa",
        estimate=60_000_000,
        **facts,
    )
    first = date(today.year, 1, 1)
    funding.spend(
        printed, spent_on=max(today - timedelta(days=60), first), amount=38_500_000, document="HĐ 07/2026", actor=SAMPLE
    )
    funding.spend(
        trained, spent_on=max(today - timedelta(days=30), first), amount=22_000_000, document="PC 115", actor=SAMPLE
    )
    funding.settle(printed, settled=38_500_000, settled_on=today, document="31/QĐ-BQL", actor=SAMPLE)


def _inspection() -> None:
    today = clock.today()
    board = unit_named(BOARD)
    with clock.frozen(clock.now() - timedelta(days=40)):
        then = clock.today()
        issue_checklist(
            owner=board,
            kind="public_duty",
            title="Danh mục kiểm tra công vụ",
            items=LOOKED_AT,
            valid_from=IN_FORCE_SINCE,
            actor=SAMPLE,
            is_sample=True,
        )
        made = inspections.plan_inspection(
            owner=board,
            kind="public_duty",
            title="Kiểm tra công vụ và kiểm soát thủ tục hành chính tại các phòng (dữ liệu mẫu)",
            starts_on=then,
            ends_on=then + timedelta(days=5),
            units=[unit_named(code) for code in DIVISIONS],
            actor=SAMPLE,
            is_sample=True,
        )
        team = [Member(officer_named("vanphong"), leads=True), Member(officer_named("kiemtra"))]
        inspections.set_team(made, team, actor=SAMPLE)
        inspections.begin(made, decision_number="52/QĐ-BQL", decision_on=then, actor=SAMPLE)
        items = items_of(made.checklist)
        faults = []
        for n, one in enumerate(made.units.select_related("unit", "inspection__checklist").order_by("pk")):
            verdicts = [Verdict(item, "good") for item in items if item.position != n + 1]
            verdicts.append(
                Verdict(items[n], "fault", "Nội dung niêm yết chưa theo quyết định công bố mới (dữ liệu mẫu).")
            )
            faults.append(inspections.record(one, verdicts, actor=SAMPLE)[-1])
        for fault, due in zip(faults, (today - timedelta(days=6), today + timedelta(days=12)), strict=True):
            remedies.require_remedy(fault, remedy="Thay bản niêm yết, báo cáo kèm ảnh", due_on=due, actor=SAMPLE)
        said = "Các phòng cơ bản chấp hành; còn nội dung niêm yết chưa cập nhật."
        inspections.conclude(made, conclusion=said, recommendation="Rà soát niêm yết hằng tháng.", actor=SAMPLE)
        inspections.make_report(made, number="14/BC-ĐKT", report_on=then, actor=SAMPLE)


def _assessment() -> None:
    board, today = unit_named(BOARD), clock.today()
    assessment.issue_scheme(
        owner=board,
        assesses="units",
        title="Đánh giá các phòng",
        basis="Quy chế mẫu",
        rules=RULES,
        valid_from=IN_FORCE_SINCE,
        actor=SAMPLE,
        is_sample=True,
    )
    units = [unit_named(code) for code in DIVISIONS]
    made = assessment.open_round(
        owner=board, assesses="units", year=today.year, units=units, actor=SAMPLE, is_sample=True
    )
    first = made.assessed.select_related("round__scheme", "unit").order_by("pk").first()
    if first is not None:
        file = store_upload(
            "Quyết định công nhận sáng kiến (dữ liệu mẫu)".encode(), name="minh-chung-mau.txt", actor=SAMPLE
        )
        own = OwnScore(criteria_of(made.scheme)[3], Decimal(15), "Tổ tiếp nhận lưu động", file)
        assessment.score_own(first, [own], actor=SAMPLE)
    commendation.set_places(made, collectives=2, persons=3, words="Kế hoạch mẫu: 02 tập thể, 03 cá nhân", actor=SAMPLE)
    commendation.nominate(
        made,
        unit=units[0],
        award="Giấy khen của Trưởng ban",
        achievement="Giải quyết hồ sơ đúng hạn cả năm (dữ liệu mẫu).",
        actor=SAMPLE,
    )


def _initiatives() -> None:
    facts: dict[str, Any] = {"owner": unit_named(DIVISIONS[0]), "actor": SAMPLE, "is_sample": True}
    one = initiatives.write_initiative(
        kind="model",
        title="Tổ tiếp nhận hồ sơ lưu động tại khu công nghiệp",
        authors="Phòng Quản lý đầu tư",
        summary="Mỗi tuần một buổi, cán bộ tiếp nhận hồ sơ ngay tại khu công nghiệp để doanh nghiệp không phải đi xa.",
        description="Lập lịch theo cụm nhà máy; hồ sơ quét tại chỗ, chuyển về xử lý trong ngày.",
        effect="Dữ liệu mẫu, không phải số liệu thật.",
        spreads_to="Các khu công nghiệp khác trong tỉnh",
        **facts,
    )
    initiatives.submit(one, actor=SAMPLE)
    approver = officer_named("vanphong")
    initiatives.approve(one, decision_number="60/QĐ-BQL", decision_on=clock.today(), actor=_as(approver))
    initiatives.publish(one, actor=_as(officer_named("lanhdao")))
    initiatives.write_initiative(
        kind="initiative", title="Mẫu phiếu hẹn in kèm mã QR", summary="Quét mã để xem tình trạng hồ sơ.", **facts
    )


def _as(officer: Any) -> Actor:
    return Actor(Ref.to("officer", officer.uid), officer.person.name, officer.post, "")
