"""`motcua procedures import`: takes a file, tells what became of each row."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.kernel.command_files import bytes_of

if TYPE_CHECKING:
    from motcua.procedures.services.importing import Imported, Line

_PATIENCE = 120.0
"""Seconds that a command waits for another import: longer than a dead one is remembered."""
_NAME = 80
"""Letters of a name that a line shows."""


def configure_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="JSONL, JSON hoặc CSV; “-” là đầu vào chuẩn")
    parser.add_argument(
        "--source", choices=("dvcqg", "structured", "csv"), help="dạng nguồn (mặc định: nhận ra từ tệp)"
    )
    parser.add_argument(
        "--valid-from",
        type=date.fromisoformat,
        metavar="NGÀY",
        help="ngày các nội dung mới có hiệu lực (mặc định: hôm nay)",
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ làm gì")
    parser.add_argument("--rows", action="store_true", help="in từng dòng mới, thay đổi hoặc để riêng")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_import(arguments: argparse.Namespace) -> int:
    from motcua.kernel.actors import SYSTEM
    from motcua.procedures.imports import read_file
    from motcua.procedures.reading import LOCAL_DOUBTS
    from motcua.procedures.services.importing import import_procedures

    done = import_procedures(
        read_file(bytes_of(arguments.file), shape=arguments.source, name=Path(arguments.file).name),
        actor=SYSTEM,
        valid_from=arguments.valid_from,
        progress=_progress,
        dry_run=arguments.dry_run,
        patience=_PATIENCE,
    )
    if arguments.json:
        print(json.dumps(asdict(done), ensure_ascii=False, default=str))
        return 0
    c = done.counts
    print(
        f"{'Sẽ nhập' if arguments.dry_run else 'Đã nhập'} {c.rows} dòng ({done.source}): {c.new} thủ tục mới, {c.changed} phiên bản mới, "
        f"{c.same} không đổi, {c.proposed} chờ quyết định, {c.set_aside} để riêng."
    )
    lacks = Counter(part for line in done.lines for part in line.lacks)
    doubts = Counter(doubt for line in done.lines for doubt, _ in line.doubts)
    if lacks:
        print("Còn thiếu: " + ", ".join(f"{part} {count}" for part, count in lacks.most_common()))
    if doubts:
        print("Cần xem lại: " + ", ".join(f"{doubt} {count}" for doubt, count in doubts.most_common()))
    _tell_strange(done)
    for line in done.lines:
        if arguments.rows or line.reason:
            print(f"  {_row(line)}  {line.state.label}{f': {line.reason}' if line.reason else ''}")
        for doubt, words in line.doubts:
            if doubt in LOCAL_DOUBTS:
                print(f"  {_row(line)}  {words}")
    return 0


def configure_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="JSONL, JSON hoặc CSV; “-” là đầu vào chuẩn")
    parser.add_argument(
        "--source", choices=("dvcqg", "structured", "csv"), help="dạng nguồn (mặc định: nhận ra từ tệp)"
    )
    parser.add_argument("--keep", action="store_true", help="giữ các khác biệt để quyết định từng dòng ở bàn làm việc")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_compare(arguments: argparse.Namespace) -> int:
    """Ends with 1 where the file differs from the registry, so that scripts can ask."""
    from motcua.kernel.actors import SYSTEM
    from motcua.procedures.imports import read_file
    from motcua.procedures.services.importing import compare_procedures

    done = compare_procedures(
        read_file(bytes_of(arguments.file), shape=arguments.source, name=Path(arguments.file).name),
        actor=SYSTEM,
        progress=_progress,
        dry_run=not arguments.keep,
    )
    if arguments.json:
        print(json.dumps(asdict(done), ensure_ascii=False, default=str))
        return int(bool(done.lines))
    c = done.counts
    print(
        f"Đã đối chiếu {c.rows} dòng ({done.source}): {c.same} giống danh mục, {c.proposed} khác hoặc chưa có, {c.set_aside} để riêng; "
        f"{c.absent} thủ tục của danh mục không có trong tệp."
    )
    _tell_strange(done)
    for line in done.lines:
        print(f"  {_row(line)}  {line.reason or 'khác: ' + ', '.join(line.parts)}")
    if done.run:
        print(f"Quyết định từng dòng: /desk/thu-tuc/nhap/{done.run}/")
    return int(bool(done.lines))


def _tell_strange(done: Imported) -> None:
    if done.strange:
        told = ", ".join(f"{field} ({rows} dòng)" for field, rows in done.strange.items())
        print(f"Trường lạ, không nhận: {told}")


def _row(line: Line) -> str:
    """Which row is meant: its place, code and name, as far as it has them."""
    name = " ".join(line.name.split())[:_NAME]
    return f"dòng {line.line}  {line.code or '(không có mã)'}  {name or '(không đọc được tên)'}"


def _progress(done: int, total: int) -> None:
    """A line that rewrites itself, only where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{done:,} / {total:,}".replace(",", "."), end="\n" if done == total else "", file=sys.stderr)
