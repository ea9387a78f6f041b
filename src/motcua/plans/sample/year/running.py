"""The sample year as a calendar of what happens when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import transaction

from motcua.indicators.services.snapshots import close_period
from motcua.kernel import clock
from motcua.kernel.errors import Refused
from motcua.organisations.queries.calendars import calendar_for
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries.sample_year import of_instruction, of_plan, plan_by_uid, sample_year_of
from motcua.plans.sample.year import following, issuing, people, working
from motcua.plans.sample.year.agenda import Agenda
from motcua.plans.services.coverage import link_superior
from motcua.plans.services.issuing import close_plan

SEED = 2026
FIRST = 2023
"""Since when the sample province has its posts filled, its checklist and its scheme."""
DIVISION = "bql-quan-ly-dau-tu"
TOPICS = (
    (0, 0, 5, "Hội nghị tập huấn cách tính thời hạn", "bql-van-phong"),
    (1, 1, 7, "Thông báo quy định mới", "bql-van-phong"),
    (2, 4, 3, "Bài hướng dẫn nộp hồ sơ trực tuyến", "bql-quan-ly-doanh-nghiep"),
    (2, 5, 6, "Tin Zalo cho doanh nghiệp", "bql-quan-ly-doanh-nghiep"),
    (3, 7, 9, "Niêm yết số điện thoại phản ánh", "bql-to-mot-cua"),
    (2, 6, 11, "Phát tờ rơi", "bql-quan-ly-doanh-nghiep"),
)
"""Outreach of the year: place of the topic, of the channel, month, what was done, by which unit."""
CHECKED = timedelta(days=20)
"""How long after the year's end what was late is still looked after, before the plan is closed."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What the year made. `plan` and `division` are the two plans; `days` on which the schedule ran."""

    year: int
    plan: Any
    division: Any
    days: int
    closed: tuple[str, ...]


def run_year(year: int) -> Ran:
    """Run a year that is over, all of it or nothing. Takes about half a minute.

    Raises Refused where the year is not over (its rows would lie in the future) or was run already.
    """
    if year < FIRST:
        raise Refused(
            "Tỉnh mẫu có người giữ chức vụ từ năm {first}; hãy chọn năm từ đó trở đi.", code="too_early", first=FIRST
        )
    if date(year + 1, 1, 31) > clock.today():
        raise Refused(
            "Năm {year} chưa kết thúc. Chỉ dựng được một năm đã qua, để không có số liệu ở tương lai.",
            code="year_not_over",
            year=year,
        )
    if sample_year_of(year) is not None:
        raise Refused("Tỉnh mẫu đã có một năm {year} đầy đủ.", code="year_known", year=year)
    with transaction.atomic():
        return _Year(year).run()


class _Year:
    def __init__(self, year: int) -> None:
        self.year = year
        self.agenda = Agenda(date(year, 1, 2), calendar_for(people.board().pk, date(year, 1, 2)))
        self.doing = working.Doing(self.agenda, Random(SEED))  # noqa: S311 - a story, not a secret
        self.plan: Any = None
        self.division: Any = None
        self.closed: list[str] = []

    def run(self) -> Ran:
        self._at(1, 2, lambda: issuing.open_book(self.year))
        self._at(1, 6, self._draft)
        for month, period in ((4, "Q1"), (7, "Q2"), (10, "Q3")):
            self.agenda.at(date(self.year, month, 2), partial(self._close, period), hour=16)
        self.agenda.at(date(self.year + 1, 1, 5), self._end, hour=16)
        self.agenda.run()
        return Ran(self.year, self._now(), self.division, self.agenda.days, tuple(self.closed))

    def _draft(self) -> None:
        self.plan = issuing.draft_from_file(self.year)
        self.agenda.at(clock.today() + timedelta(days=1), self._submit)

    def _submit(self) -> None:
        issuing.on_route(self.agenda, self._now(), self._issued)

    def _issued(self) -> None:
        """The plan is in force: its work is planned, and what else the year brings."""
        plan = self._now()
        self.doing.take_up(of_plan(plan), working.TOLD)
        self._at(1, 20, lambda: following.bind_targets(plan))
        self._at(1, 20, lambda: following.bind_measures(plan))
        self._at(2, 10, self._divide)
        self._money(plan)
        self._difficulties(plan)
        self._events()
        self._reports(plan)
        for n, (month, decision) in enumerate(((5, "21/QĐ-KCNĐN"), (10, "58/QĐ-KCNĐN"))):
            self._at(month, 12 + n, partial(self._inspect, decision))
        for topic, channel, month, title, unit in TOPICS:
            what = (topic, channel, title, unit)
            self._at(month, 15, partial(self._show, *what))
        self._at(7, 7, lambda: issuing.amend(self.agenda, self._now(), self.year))
        self._at(7, 21, lambda: self.doing.take_up(of_plan(self._now()), working.TOLD))

    def _divide(self) -> None:
        self.division = issuing.division_plan(self._now(), unit_named(DIVISION), self.year)
        issuing.on_route(self.agenda, self.division, self._divided)

    def _divided(self) -> None:
        self.division = plan_by_uid(str(self.division.uid))
        plan = self._now()
        link_superior(self.division, plan, actor=people.account(people.OFFICE))
        issuing.confirm_coverage(plan, self.division)
        following.hand_in_plan(self.division, plan, DIVISION)
        self.doing.take_up(of_plan(self.division))

    def _money(self, plan: Any) -> None:
        lines: list[Any] = []
        self._at(1, 22, lambda: lines.extend(following.plan_money(plan, self.year)))
        self._at(3, 20, lambda: following.spend(lines[0], 38_000_000, "HĐ 07"))
        self._at(6, 12, lambda: following.spend(lines[1], 41_500_000, "PC 112"))
        self._at(12, 10, lambda: following.settle_money(lines[0], 38_000_000, "117/QĐ-KCNĐN"))

    def _difficulties(self, plan: Any) -> None:
        first: list[Any] = []
        second: list[Any] = []
        slow = "Bản vẽ phải nộp khác nhau giữa các khu công nghiệp nên chưa thống nhất được (tình huống mẫu)."
        need = "Chưa có tài khoản kết nối với hệ thống của tỉnh (tình huống mẫu)."
        self._at(
            3,
            10,
            lambda: first.append(following.raise_difficulty(plan, 22, need, "Đề nghị lãnh đạo làm việc với Sở.")),
        )
        self._at(
            3, 11, lambda: following.instruct(first[0], "Làm việc với đơn vị vận hành, báo cáo kết quả.", task_in=20)
        )
        self._at(3, 12, lambda: self.doing.take_up(of_instruction(first[0])))
        self._at(4, 15, lambda: following.settle(first[0]))
        self._at(8, 4, lambda: second.append(following.raise_difficulty(plan, 10, slow, "Xin họp thống nhất.")))
        self._at(8, 25, lambda: following.instruct(second[0], "Họp các phòng, chốt danh mục bản vẽ trong tuần."))

    def _events(self) -> None:
        raised = ((3, 3, 11, "Thủ tục đầu tư được sửa đổi", 20), (9, 8, 11, "Thủ tục lao động được sửa đổi", 20),
                  (5, 6, 16, "03 hồ sơ trả trễ hạn", 5),
                  (10, 9, 31, "Kiến nghị của 05 doanh nghiệp", 12))  # fmt: skip
        for month, day, number, event, days in raised:
            what = (number, event, days)
            self._at(month, day, partial(self._raise, *what))

        self._at(6, 2, following.decision_comes_in)
        self._at(6, 3, lambda: self.doing.take_up(of_plan(self._now()), working.TOLD))

    def _show(self, topic: int, channel: int, title: str, unit: str) -> None:
        following.show(self._now(), topic, channel, title, unit)

    def _raise(self, number: int, event: str, days: int) -> None:
        following.raise_task_event(self._now(), number, event, days)
        self.doing.take_up(of_plan(self._now()), working.TOLD)

    def _reports(self, plan: Any) -> None:
        self._at(6, 20, lambda: following.report_targets(plan, {"nộp trực tuyến": (782, 1000), "tin, bài": 13}))
        last: dict[str, tuple[int, int] | int] = {
            "nộp trực tuyến": (1741, 2012),
            "hài lòng": (388, 402),
            "tin, bài": 27,
        }
        self._at(12, 20, lambda: following.report_targets(plan, last))

    def _inspect(self, decision: str) -> None:
        faults = following.inspect(self._now(), decision)
        today = clock.today()
        self.agenda.at(today + timedelta(days=3), lambda: following.accept_inspection(self._now()))
        for days, fault in zip((9, 17), faults, strict=True):  # the second one is late
            self.agenda.at(today + timedelta(days=days), partial(following.put_right, fault))

    def _close(self, period: str) -> None:
        close_period(f"{self.year}-{period}", actor=people.account(people.OFFICE))
        self.closed.append(f"{self.year}-{period}")

    def _end(self) -> None:
        """What was late has time until here; then the year's figures are frozen, units assessed, the plan released and closed."""
        for period in (f"{self.year}-Q4", str(self.year)):
            close_period(period, actor=people.account(people.OFFICE))
            self.closed.append(period)
        self.agenda.at(date(self.year + 1, 1, 12), lambda: following.assess(self._now(), self.year))
        self.agenda.at(date(self.year + 1, 1, 15), lambda: following.release(self._now()))
        closing = date(self.year + 1, 1, 5) + CHECKED
        note = "Hết năm kế hoạch; việc chưa nộp nêu trong bảng tổng kết."
        self.agenda.at(closing, following.read_notices, hour=17)
        self.agenda.at(closing, lambda: close_plan(self._now(), actor=people.account(people.OFFICE), note=note))

    def _now(self) -> Any:
        """The plan as it stands: other steps have changed it."""
        return plan_by_uid(str(self.plan.uid))

    def _at(self, month: int, day: int, step: Any) -> None:
        self.agenda.at(date(self.year, month, day), step)
