"""`motcua sample year`: a whole year of work over the sample province, and the table that closes it."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.plans.queries.closing import Table


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, metavar="YYYY", help="năm đã qua, từ 2023 (mặc định: năm trước)")
    parser.add_argument("--table", action="store_true", help="chỉ in bảng tổng kết của năm đã chạy, không chạy gì")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(args: argparse.Namespace) -> int:
    """Run the year where it is not there yet; with --table print it. Raises Refused for a real installation."""
    from motcua.kernel.errors import NotFound
    from motcua.plans.queries.closing import plain, table_of
    from motcua.plans.queries.sample_year import last_sample_year, sample_year_of

    if args.table:
        plan = last_sample_year() if args.year is None else sample_year_of(args.year)
        if plan is None:
            raise NotFound("Tỉnh mẫu chưa có năm nào đã chạy. Hãy chạy: motcua sample year")
        table = table_of(plan)
        if args.json:
            print(json.dumps(plain(table), ensure_ascii=False))
        else:
            print("\n".join(_lines(table)))
        return 0
    return _run(args)


def _run(args: argparse.Namespace) -> int:
    from motcua.config import serving
    from motcua.kernel import clock
    from motcua.kernel.errors import Refused
    from motcua.organisations.queries.people import sample_accounts
    from motcua.plans.queries.closing import plain, table_of
    from motcua.plans.queries.sample_year import plan_by_uid
    from motcua.plans.sample.year import run_year

    serving.migrate()
    serving.load_sample()
    if not sample_accounts():
        raise Refused("Cơ sở dữ liệu này có dữ liệu thật. Năm mẫu chỉ chạy trên tỉnh mẫu hoặc cơ sở dữ liệu trống.")
    year, start = args.year or _last_year(clock.today()), time.monotonic()
    print(f"Đang chạy năm {year} trong tỉnh mẫu, khoảng một phút…", file=sys.stderr, flush=True)
    ran = run_year(year)
    table = table_of(plan_by_uid(str(ran.plan.uid)))
    took = round(time.monotonic() - start, 1)
    if args.json:
        more = {"seconds": took, "working_days": ran.days, "closed": list(ran.closed), "division": ran.division.number}
        print(json.dumps(plain(table) | more, ensure_ascii=False))
        return 0
    print(f"Đã chạy năm {year} trong {took} giây: {ran.days} ngày làm việc, đã chốt {', '.join(ran.closed)}.")
    print(
        f"Kế hoạch {table.plan.number} và kế hoạch của phòng {ran.division.number}, mọi bước qua dịch vụ của phần mềm."
    )
    print(f"Xem: /desk/ke-hoach/{table.plan.uid}/tong-ket/ hoặc motcua sample year --table")
    return 0


def _last_year(today: date) -> int:
    """The last year of which January after it is over too, so that nothing lies in the future."""
    return today.year - 1 if today >= date(today.year, 1, 31) else today.year - 2


def _lines(table: Table) -> Iterator[str]:
    from motcua.indicators.queries.words import SIGNS, VERDICTS
    from motcua.kernel import clock
    from motcua.plans.desk.words import SCHEDULE_KINDS, slot_name
    from motcua.plans.queries.closing import MEASURES, OUTCOMES
    from motcua.ui import formats

    yield f"Kế hoạch {table.plan.number} {table.plan.title}"
    yield "; ".join(f"{OUTCOMES[one]}: {n}" for one, n in table.counts.items())
    for row in table.rows:
        lead = "; ".join(row.leads) or row.task.lead or "–"
        yield ""
        yield f"{row.task.no or '–'}. {row.task.task}"
        yield f"   chủ trì: {lead}; thời gian: {row.task.schedule_text or '–'} ({str(SCHEDULE_KINDS[row.task.schedule_kind]).lower()})"
        for one in row.times:
            said = [
                f"{one.unit or lead}: {slot_name(one.occurrence)}",
                f"hạn gốc {clock.local(one.occurrence.original_due_at):%d/%m/%Y}",
                f"gia hạn đến {clock.local(one.extended_to):%d/%m/%Y}" if one.extended_to else "",
                f"nộp {clock.local(one.occurrence.handed_in_at):%d/%m/%Y}" if one.occurrence.handed_in_at else "",
                f"công nhận {clock.local(one.accepted_at):%d/%m/%Y}" if one.accepted_at else "",
                str(OUTCOMES[one.outcome]).lower(),
                "; ".join(f"{p.get_kind_display()}: {p.title[:60]}" for p in one.proofs) or one.reason,
            ]
            yield "   - " + ", ".join(part for part in said if part)
    yield ""
    yield "Chỉ tiêu:"
    for target in table.targets:
        value = target.live.value.value if target.live.value is not None else None
        verdict = str(VERDICTS[target.live.verdict].word).lower()
        goal = f"{SIGNS.get(target.live.target.comparator, '=')} {target.live.target.value.normalize():f} {target.live.target.unit}"
        figure = "chưa có số liệu" if value is None else formats.number(value)
        yield f"   - {target.live.target.subject}: {goal}; đạt {figure}; {MEASURES[target.measure]}; {verdict}"
