"""From the file to a plan in force: read, corrected, taken as a draft, through trình ký to the number; likewise amendments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from motcua.documents.queries.approvals import books_for
from motcua.documents.services.approvals import approve, sign_on_paper
from motcua.documents.services.issuing import Clerking, issue
from motcua.documents.services.numbers import open_series
from motcua.kernel import clock
from motcua.organisations.queries.people import user_named
from motcua.organisations.queries.units import unit_named, version_on
from motcua.plans.queries.contents import content_of
from motcua.plans.queries.drafts import draft_for
from motcua.plans.sample.year import papers, people
from motcua.plans.sample.year.agenda import Agenda, Step
from motcua.plans.services import amending, coverage, drafts, issuing, readings


def draft_from_file(year: int) -> Any:
    """The file comes in and is read; the reviewer makes it exact and takes it as a draft."""
    actor = people.account(people.DRAFTER)
    reading = readings.open_reading(
        [papers.plan_file(year, actor=actor)], owner=people.board(), actor=actor, is_sample=True
    )
    readings.read_now(reading, actor=actor)
    told = next(n for n, t in enumerate((reading.current or {})["targets"]) if t["unit"] == "tin, bài")
    readings.correct_value(reading, actor=actor, path=f"/targets/{told}/unit", value="tin, bài/năm")
    readings.correct_value(
        reading, actor=actor, path="/tasks/19/deliverable", value="Báo cáo kết quả ngày không viết, kèm số hồ sơ"
    )
    return drafts.draft_from_reading(reading, actor=actor)


def on_route(agenda: Agenda, plan: Any, after: Step) -> None:
    """Submit a draft today; the days that follow bring it to its number, then `after` is done."""
    draft = draft_for(user_named(people.OFFICE), plan.uid)
    approval = issuing.submit_plan(
        draft, actor=people.account(people.DRAFTER), version=draft.version, opinion="Đã rà soát nội dung, kính trình."
    )
    _follow(agenda, approval, plan.title, after)


def amend(agenda: Agenda, plan: Any, year: int) -> None:
    """Mid-year: one task later, one task more, by a numbered document."""
    actor = people.account(people.DRAFTER)
    made = amending.begin_amendment(
        plan,
        title=f"Điều chỉnh, bổ sung Kế hoạch số {plan.number}",
        reason="Phù hợp với lịch lập dự toán và yêu cầu mới về phân cấp giải quyết thủ tục.",
        actor=actor,
        is_sample=True,
    )
    task = next(t for t in content_of(plan)["tasks"] if t["no"] == "33")
    later = task | {"schedule_text": f"Trước ngày 31/10/{year}"}
    amending.change_item(made, "tasks", task["uid"], later, version=made.version, actor=actor)
    more = {
        "no": "36",
        "task": "Rà soát thủ tục được phân cấp, ủy quyền, hoàn thiện quy trình phối hợp",
        "lead": "Văn phòng",
        "schedule_text": f"Quý IV/{year}",
        "deliverable": "Báo cáo rà soát",
    }
    amending.add_item(made, "tasks", more, version=made.version, actor=actor)
    approval = amending.submit_amendment(made, actor=actor, version=made.version, opinion="Kính trình.")
    _follow(agenda, approval, made.title, lambda: None)


def division_plan(superior: Any, unit: Any, year: int) -> Any:
    """The plan of a division, made of what it leads in the board's plan, and one task of its own."""
    name = "Phòng Quản lý Đầu tư"
    mine = [t for t in content_of(superior)["tasks"] if name in (t["lead"] or "") and t["no"] != "2"]
    actor = people.account(people.DRAFTER)
    title = f"Kiểm soát thủ tục hành chính năm {year} của {name} (văn bản mẫu)"
    plan = drafts.draft_from_uncovered(superior, unit, mine, title=title, issuer=people.board(), actor=actor)
    draft = draft_for(user_named(people.OFFICE), plan.uid)
    for place, task in enumerate(mine):
        given = {key: task[key] for key in ("task", "deliverable", "schedule_text")}
        drafts.edit_item(
            draft, f"/tasks/{place}", given | {"no": str(place + 1), "lead": name}, version=draft.version, actor=actor
        )
    own = {
        "no": str(len(mine) + 1),
        "task": "Phân công người thay khi công chức thụ lý vắng mặt",
        "lead": name,
        "schedule_text": f"Trước ngày 31/3/{year}",
        "deliverable": "Bảng phân công",
    }
    drafts.edit_item(draft, "/tasks/-", own, version=draft.version, actor=actor)
    return plan


def confirm_coverage(superior: Any, plan: Any) -> None:
    """The office confirms which tasks the division's plan takes up."""
    actor = people.account(people.OFFICE)
    words = {t["task"] for t in content_of(plan)["tasks"]}
    for task in content_of(superior)["tasks"]:
        if task["task"] in words:
            coverage.mark_coverage(superior, item="task", key=task["uid"], subordinate=plan, covered=True, actor=actor)


def open_book(year: int) -> None:
    """The board's book of numbers for the year."""
    unit = unit_named(people.BOARD)
    version = version_on(unit, date(year, 1, 2))
    symbol = version.abbreviation if version is not None else "KCNĐN"
    open_series(unit=unit.pk, kind="", year=year, body_symbol=symbol, actor=people.account(people.CLERK))


def _follow(agenda: Agenda, approval: Any, title: str, after: Step) -> None:
    today = clock.today()

    def head() -> None:
        approve(approval, actor=people.account(people.HEAD), note="Nhất trí nội dung.")

    def office() -> None:
        approve(approval, actor=people.account(people.OFFICE), note="Đúng thể thức.")

    def sign() -> None:
        signer, clerk = people.leader(), people.account(people.CLERK)
        words = f"Văn bản “{title}” đã được ký ngày {clock.today():%d/%m/%Y} (dữ liệu mẫu)."
        scan = papers.signed(title, words, signer=signer, actor=clerk)
        sign_on_paper(approval, actor=clerk, scan=scan, signed_on=clock.today(), capacity="", signer=signer)

    def number() -> None:
        book = books_for(approval, clock.today())[0]
        issue(
            approval,
            actor=people.account(people.CLERK),
            series=book,
            clerking=Clerking(recipients="Như nơi nhận; lưu VT"),
        )
        after()

    for days, step in ((1, head), (2, office), (5, sign), (6, number)):
        agenda.at(today + timedelta(days=days), step, hour=14)
