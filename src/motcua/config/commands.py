"""Commands of the installation as a whole: serve, migrate, check, worker."""

from __future__ import annotations

import argparse
import json
import signal
import sys

from motcua.config import sample_year
from motcua.kernel.commands import Command


def configure_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", type=_port, metavar="P", help="cổng (mặc định PORT, hoặc 8000)")
    parser.add_argument("--sample", action="store_true", help="nạp tỉnh mẫu khi cơ sở dữ liệu còn trống")
    parser.add_argument("--no-worker", action="store_true", help="không chạy việc nền ở đây")
    parser.add_argument("--no-migrate", action="store_true", help="không cập nhật cơ sở dữ liệu")


def run_serve(args: argparse.Namespace) -> int:
    from motcua.config import serving

    return serving.serve(
        host=args.host,
        port=args.port,
        sample=args.sample,
        worker=not args.no_worker,
        migrate=not args.no_migrate,
    )


def configure_nothing(parser: argparse.ArgumentParser) -> None:
    """For commands without arguments."""


def run_migrate(_args: argparse.Namespace) -> int:
    from motcua.config.serving import migrate

    waiting = migrate()
    print(f"Đã chạy {waiting} bước cập nhật cơ sở dữ liệu." if waiting else "Cơ sở dữ liệu đã mới nhất.")
    return 0


def configure_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_check(args: argparse.Namespace) -> int:
    from motcua.config.check import findings

    found = list(findings())
    wrong = [f for f in found if f.fault]
    if args.json:
        lines = [{"label": f.label, "fault": f.fault, "note": f.note} for f in found]
        print(json.dumps({"ok": not wrong, "findings": lines}, ensure_ascii=False))
    else:
        for f in found:
            print(
                f"{'LỖI' if f.fault else 'tốt' if f.note is None else 'chú ý'}  {f.label}: {f.fault or f.note or 'tốt'}"
            )
    if wrong:
        print(f"motcua: {len(wrong)} chỗ cần sửa: {', '.join(f.label for f in wrong)}", file=sys.stderr)
    return 1 if wrong else 0


def configure_worker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--threads", type=_threads, metavar="N", help="số việc chạy cùng lúc (mặc định MOTCUA_WORKER_THREADS)"
    )


def run_worker(args: argparse.Namespace) -> int:
    """Works until SIGTERM or Ctrl+C, then ends orderly."""
    from motcua.config.supervisor import follow_parent
    from motcua.kernel.worker import Worker

    worker = Worker(args.threads)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    follow_parent()
    worker.run()
    return 0


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải “{text}”")
    return int(text)


def _threads(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 32:
        raise argparse.ArgumentTypeError(f"cần số từ 1 đến 32, không phải “{text}”")
    return int(text)


COMMANDS = (
    # Django is set up inside, after --port has become the setting
    Command(("serve",), "chạy Một Cửa: máy chủ và việc nền", configure_serve, run_serve, django=False),
    Command(("migrate",), "cập nhật cơ sở dữ liệu", configure_nothing, run_migrate),
    Command(("check",), "kiểm thiết lập, quy tắc, kho tệp, việc nền", configure_check, run_check),
    Command(
        ("sample", "year"),
        "chạy một năm làm việc trong tỉnh mẫu; với --table, in bảng tổng kết của năm đã chạy",
        sample_year.configure,
        sample_year.run,
    ),
    Command(("worker",), "chỉ chạy việc nền", configure_worker, run_worker),
)
