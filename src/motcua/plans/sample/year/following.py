"""What else happens in the sample year: targets measured, difficulties, events, outreach shown, money, an inspection, the assessment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from motcua.documents.services.law import LawFacts, add_document
from motcua.kernel import clock
from motcua.messages.services.people import mark_all_read
from motcua.organisations.queries.people import officer_named, user_named
from motcua.organisations.queries.posts import leader_in_charge
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries.assessment import criteria_of, scheme_in_force
from motcua.plans.queries.inspections import checklist_in_force, items_of
from motcua.plans.queries.plans import ref_of, targets_of
from motcua.plans.queries.sample_year import MARK, occurrences_of_task, task_numbered
from motcua.plans.sample.following import IN_FORCE_SINCE, LOOKED_AT, RULES
from motcua.plans.sample.year import papers, people
from motcua.plans.services import (
    assessment,
    commendation,
    difficulties,
    funding,
    inspections,
    measuring,
    remedies,
    results,
    targets,
    triggers,
)
from motcua.plans.services.assessment import OwnScore
from motcua.plans.services.checklists import issue_checklist
from motcua.plans.services.inspections import Member, Verdict
from motcua.plans.services.outreach import show_outreach
from motcua.plans.services.results import Proof
from motcua.plans.services.targets import Reported
from motcua.plans.services.work import raise_event

BINDINGS = {
    "nhiệm vụ của kế hoạch": "plans.occurrences_on_time",
    "khó khăn, vướng mắc": "plans.difficulties_answered_in_time",
    "nội dung tuyên truyền": "plans.topics_covered",
    "hình thức tuyên truyền": "plans.channels_used",
}
"""Words of a target → the indicator that the office confirms."""
BY_HAND = ("nộp trực tuyến", "hài lòng", "tin, bài")
"""Targets that somebody reports; what is in neither list nothing measures."""


def bind_targets(plan: Any) -> None:
    """The office confirms what measures each target."""
    actor = people.account(people.OFFICE)
    for target in targets_of(plan):
        key = next((key for words, key in BINDINGS.items() if words in target.subject.lower()), "")
        if key:
            targets.bind_target(target, actor=actor, indicator=key)
        elif any(words in target.subject.lower() for words in BY_HAND):
            targets.bind_target(target, actor=actor)


def bind_measures(plan: Any) -> None:
    """The office confirms what the system can see for itself: posts that are held, outreach that is shown, decisions that come in."""
    actor = people.account(people.OFFICE)
    measuring.bind_measure(
        task_numbered(plan, 23),
        actor=actor,
        kind="indicator",
        indicator="organisations.focal_posts_held",
        comparator=">=",
        value=Decimal(1),
    )
    measuring.bind_measure(task_numbered(plan, 32), actor=actor, kind="records", records="outreach")
    triggers.bind_trigger(task_numbered(plan, 12), kind="document", detail="decision", days=15, actor=actor)


def decision_comes_in() -> None:
    """A decision of a ministry enters the library of documents; the task that waits for such is raised by it."""
    facts = LawFacts(
        kind="decision",
        issuer="Bộ Tài chính",
        subject="Công bố thủ tục hành chính mới ban hành trong lĩnh vực đầu tư (văn bản mẫu)",
        number=f"1901/QĐ-BTC-{MARK}",
        issued_on=clock.today() - timedelta(days=3),
        valid_from=clock.today(),
        note="Dữ liệu mẫu, không phải văn bản thật.",
    )
    add_document(facts, actor=people.account(people.CLERK))


def report_targets(plan: Any, figures: dict[str, tuple[int, int] | int]) -> None:
    """Words of a target → numerator and denominator, or a number, with its evidence."""
    actor = people.account(people.OFFICE)
    for target in targets_of(plan):
        found = next((given for words, given in figures.items() if words in target.subject.lower()), None)
        if found is None:
            continue
        evidence = f"Bảng tổng hợp của Tổ một cửa đến ngày {clock.today():%d/%m/%Y} (dữ liệu mẫu)."
        if isinstance(found, int):
            given = Reported(clock.today(), evidence, value=Decimal(found))
        else:
            given = Reported(clock.today(), evidence, numerator=Decimal(found[0]), denominator=Decimal(found[1]))
        targets.report_target(target, given, actor=actor)


def raise_difficulty(plan: Any, number: int, text: str, proposal: str) -> Any:
    """By the lead of a task."""
    task = task_numbered(plan, number)
    one = occurrences_of_task(task)[0]
    return difficulties.raise_difficulty(
        task, unit=one.unit, occurrence=one, text=text, proposal=proposal, actor=people.head(one.unit)
    )


def instruct(difficulty: Any, text: str, *, task_in: int = 0) -> None:
    """The leader in charge answers; with `task_in` days the answer becomes a task of the unit's."""
    leader = leader_in_charge(difficulty.unit, clock.today()) or people.leader()
    said = difficulties.instruct(difficulty, text=text, actor=people.of(leader))
    if task_in:
        due = clock.today() + timedelta(days=task_in)
        difficulties.make_task(
            said, leads=[difficulty.unit], due_on=due, actor=people.account(people.OFFICE), deliverable="Báo cáo"
        )


def settle(difficulty: Any) -> None:
    difficulty.refresh_from_db()
    difficulties.settle_difficulty(difficulty, actor=people.head(difficulty.unit), note="Đã xử lý xong.")


def raise_task_event(plan: Any, number: int, event: str, days: int) -> None:
    """What a task waited for has come."""
    due = clock.today() + timedelta(days=days)
    raise_event(task_numbered(plan, number), actor=people.account(people.OFFICE), event=event, due_on=due)


def show(plan: Any, topic: int | None, channel: int | None, title: str, unit: str) -> None:
    """Evidence of outreach: places of topic and channel in the plan's lists."""
    show_outreach(
        plan,
        unit=unit_named(unit),
        done_on=clock.today(),
        title=title,
        topic=plan.topics.get(position=topic) if topic is not None else None,
        channel=plan.channels.get(position=channel) if channel is not None else None,
        address="https://dongnai.gov.vn/mau",
        actor=people.account(people.OFFICE),
    )


def plan_money(plan: Any, year: int) -> list[Any]:
    """Two lines of the estimate."""
    actor = people.account(people.OFFICE)
    lines = (
        ("bql-quan-ly-doanh-nghiep", "thuong-xuyen", "In tờ rơi hướng dẫn thủ tục", 40_000_000),
        ("bql-van-phong", "khong-tu-chu", "Tập huấn nghiệp vụ tiếp nhận, tính thời hạn", 65_000_000),
    )
    return [
        funding.plan_funding(
            plan=plan, unit=unit_named(unit), year=year, source=source, content=content, estimate=estimate,
            actor=actor, is_sample=True,
        )
        for unit, source, content, estimate in lines
    ]  # fmt: skip


def spend(line: Any, amount: int, document: str) -> None:
    funding.spend(line, spent_on=clock.today(), amount=amount, document=document, actor=people.account(people.OFFICE))


def settle_money(line: Any, amount: int, document: str) -> None:
    line.refresh_from_db()
    office = people.account(people.OFFICE)
    funding.settle(line, settled=amount, settled_on=clock.today(), document=document, actor=office)


def inspect(plan: Any, decision: str) -> list[Any]:
    """The inspection that a half-year's task asks for: faults found, remedies asked; the report is the task's result."""
    office, today, board = people.account(people.OFFICE), clock.today(), people.board()
    if checklist_in_force(board, "public_duty", today) is None:
        issue_checklist(
            owner=board, kind="public_duty", title="Danh mục kiểm tra công vụ", items=LOOKED_AT,
            valid_from=IN_FORCE_SINCE, actor=office, is_sample=True,
        )  # fmt: skip
    one = next(o for o in occurrences_of_task(task_numbered(plan, 4)) if o.starts_on <= today <= o.ends_on)
    units = [unit_named("bql-quan-ly-lao-dong"), unit_named("bql-to-mot-cua")]
    made = inspections.plan_inspection(
        owner=board, kind="public_duty", title=f"Kiểm tra công vụ {one.key} (dữ liệu mẫu)", starts_on=today,
        ends_on=today + timedelta(days=2), units=units, occurrence=one, actor=office, is_sample=True,
    )  # fmt: skip
    inspections.set_team(
        made, [Member(officer_named("vanphong"), leads=True), Member(officer_named("kiemtra"))], actor=office
    )
    inspections.begin(made, decision_number=decision, decision_on=today, actor=office)
    items = items_of(made.checklist)
    faults = []
    for n, inspected in enumerate(made.units.select_related("unit", "inspection__checklist").order_by("pk")):
        verdicts = [Verdict(item, "good") for item in items if item.position != n + 1]
        verdicts.append(Verdict(items[n], "fault", "Chưa cập nhật theo quyết định công bố mới (dữ liệu mẫu)."))
        faults.append(inspections.record(inspected, verdicts, actor=office)[-1])
    for fault in faults:
        remedies.require_remedy(
            fault, remedy="Cập nhật, báo cáo kèm ảnh", due_on=today + timedelta(days=14), actor=office
        )
    inspections.conclude(made, conclusion="Cơ bản chấp hành.", recommendation="Rà soát hằng tháng.", actor=office)
    inspections.make_report(made, number=decision.replace("QĐ", "BC"), report_on=today, actor=office)
    inspections.hand_in_report(made, actor=people.head(one.unit))
    return faults


def accept_inspection(plan: Any) -> None:
    for one in occurrences_of_task(task_numbered(plan, 4)):
        if one.state == "handed_in":
            results.accept(one, actor=people.account(people.OFFICE))


def put_right(fault: Any) -> None:
    """The unit reports the remedy, the office accepts it."""
    fault.refresh_from_db()
    head = people.head(fault.inspected.unit)
    words = f"Đã cập nhật ngày {clock.today():%d/%m/%Y}, {people.named(fault.inspected.unit)} (dữ liệu mẫu)."
    proof = papers.result("pdf", "Minh chứng khắc phục", words, actor=head)
    remedies.report_remedy(fault, text=words, proof=proof, actor=head)
    remedies.accept_remedy(fault, actor=people.account(people.OFFICE))


def hand_in_plan(plan: Any, superior: Any, unit: str) -> None:
    """A division's own plan is the result of the task that asked for it."""
    for one in occurrences_of_task(task_numbered(superior, 2)):
        if one.unit is not None and one.unit.code == unit:
            proof = Proof("record", title=plan.title, ref=str(ref_of(plan)), number=plan.number)
            results.hand_in(one, actor=people.head(one.unit), proofs=[proof])
            results.accept(one, actor=people.account(people.OFFICE))


def assess(plan: Any, year: int) -> None:
    """The divisions are assessed from what the year recorded, and one is commended."""
    office, board = people.account(people.OFFICE), people.board()
    if scheme_in_force(board, "units", date(year, 12, 31)) is None:
        assessment.issue_scheme(
            owner=board, assesses="units", title="Đánh giá các phòng", basis="Quy chế mẫu", rules=RULES,
            valid_from=IN_FORCE_SINCE, actor=office, is_sample=True,
        )  # fmt: skip
    units = [
        unit_named(c)
        for c in ("bql-quan-ly-dau-tu", "bql-van-phong", "bql-quan-ly-doanh-nghiep", "bql-quan-ly-lao-dong")
    ]
    made = assessment.open_round(
        owner=board, assesses="units", year=year, units=units, plan=plan, actor=office, is_sample=True
    )
    by_hand = [c for c in criteria_of(made.scheme) if c.method == "hand"]
    for one in made.assessed.select_related("unit", "round__scheme").order_by("pk"):
        own = [OwnScore(c, c.most / 2, "Có cách làm mới, xem hồ sơ", None) for c in by_hand]
        assessment.score_own(one, own, actor=people.head(one.unit))
    made.refresh_from_db()
    assessment.review(made, actor=office)
    for one in made.assessed.select_related("unit", "round__scheme").order_by("pk"):
        for criterion in by_hand:
            assessment.give_score(one, criterion, points=criterion.most / 2, note="", actor=office)
    made.refresh_from_db()
    approver = people.of(people.leader())
    made = assessment.approve(
        made, decision_number=f"05/QĐ-KCNĐN/{year + 1}", decision_on=clock.today(), actor=approver
    )
    commendation.set_places(made, collectives=2, persons=3, words="Kế hoạch mẫu: 02 tập thể, 03 cá nhân", actor=office)
    given = commendation.nominate(
        made, unit=units[0], award="Giấy khen của Trưởng ban", achievement="Hoàn thành tốt kế hoạch năm (dữ liệu mẫu).", actor=office
    )  # fmt: skip
    commendation.grant(given, decision_number=f"06/QĐ-KCNĐN/{year + 1}", decision_on=clock.today(), actor=approver)


def release(plan: Any) -> None:
    """A leader lets the public read the plan, its progress and its targets as frozen."""
    leader = people.of(people.leader())
    targets.release_plan(plan, actor=leader, text=True, progress=True, targets="frozen")


def read_notices() -> None:
    """Whoever has an account has read what came in the year: the first look at the desk shows today's notices."""
    for username in people.ACCOUNTS:
        mark_all_read(user_named(username))
