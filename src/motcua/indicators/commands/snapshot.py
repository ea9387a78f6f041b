"""`motcua snapshot close PERIOD` and `motcua snapshot verify PERIOD`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping

_PERIOD = "kỳ: 2026, 2026-H1, 2026-9M, 2026-Q1, 2026-06; thêm -R cho kỳ báo cáo (ngày 15 đến 14), -C cho kỳ theo lịch"


def configure_close(parser: argparse.ArgumentParser) -> None:
    _configure(parser)


def configure_verify(parser: argparse.ArgumentParser) -> None:
    _configure(parser)
    parser.add_argument("--now", action="store_true", help="so với dữ liệu hiện nay, không phải dữ liệu lúc chốt")


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("period", metavar="PERIOD", help=_PERIOD)
    parser.add_argument("--key", action="append", default=[], metavar="KEY", help="chỉ chỉ số này; dùng được nhiều lần")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_close(args: argparse.Namespace) -> int:
    """0 when the period stands frozen, 1 when an indicator could not be frozen (told on stderr)."""
    from motcua.indicators.services.snapshots import close_period
    from motcua.kernel.actors import SYSTEM

    done = close_period(args.period, actor=SYSTEM, keys=args.key)
    faults = {key: str(error) for key, error in done.faults.items()}
    if args.json:
        report: Mapping[str, object] = {
            "period": done.period,
            "as_of": done.as_of.isoformat(),
            "indicators": done.keys,
            "made": done.made,
            "found": done.found,
            "waiting": done.waiting,
            "faults": faults,
        }
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(f"Đã chốt {done.period}: {len(done.keys)} chỉ số, {done.made} số liệu mới, {done.found} đã có từ trước.")
        if done.waiting:
            print(f"Chưa hết kỳ nên chưa chốt: {', '.join(done.waiting)}.")
    for key, said in faults.items():
        print(f"motcua: {key}: {said}", file=sys.stderr)
    return 1 if faults else 0


def run_verify(args: argparse.Namespace) -> int:
    """0 when every figure recomputes and the chains hold, else 1 with one line for each that does not."""
    from motcua.indicators.services.checking import verify_period

    report = verify_period(args.period, keys=args.key, now=args.now)
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    elif report.whole:
        print(f"{report.checked} số liệu chốt tính lại đều khớp hoàn toàn.")
    for line in report.lines():
        print(f"motcua: {line}", file=sys.stderr)
    return 0 if report.whole else 1
