"""`motcua dossiers import`: the cut-over from an earlier system, tried first with `--dry-run`."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.kernel.command_files import bytes_of

if TYPE_CHECKING:
    from motcua.dossiers.rules.register_rows import Register
    from motcua.dossiers.services.taking_over import TakenOver

_SHOWN = 50
"""Lines set aside that are shown; all of them go into the file of `--aside`."""


def configure_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="CSV hoặc XLSX; “-” là đầu vào chuẩn")
    parser.add_argument("--source", default="truoc", metavar="TÊN", help="tên hệ thống trước (mặc định: truoc)")
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ làm gì")
    parser.add_argument(
        "--aside", metavar="TỆP", help="ghi các dòng để riêng cùng lý do ra tệp CSV này, để sửa rồi nhập lại"
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run_import(arguments: argparse.Namespace) -> int:
    from django.utils.translation import gettext

    from motcua.dossiers.imports.registers import read_register
    from motcua.dossiers.services.taking_over import ASIDE, NEW, SAME, reasons_said, source_of, take_over
    from motcua.kernel.actors import SYSTEM

    register = read_register(bytes_of(arguments.file))
    done = take_over(register, source=source_of(arguments.source), actor=SYSTEM, dry_run=arguments.dry_run)
    said = {one.line: "; ".join(reasons_said(one, gettext)) for one in done.outcomes if one.state == ASIDE}
    if arguments.aside:
        _write_aside(Path(arguments.aside), register, said)
    if arguments.json:
        print(json.dumps(_plain(done, said, dry_run=arguments.dry_run), ensure_ascii=False))
        return 0
    print(
        f"{'Sẽ nhận' if arguments.dry_run else 'Đã nhận'} {done.count(NEW)} hồ sơ; {done.count(SAME)} đã có từ trước, "
        f"{done.count(ASIDE)} dòng để riêng."
    )
    for one in [one for one in done.outcomes if one.state == ASIDE][:_SHOWN]:
        print(f"  dòng {one.line} {one.code}: {said[one.line]}")
    if len(said) > _SHOWN:
        print(f"  … và {len(said) - _SHOWN} dòng nữa; ghi tất cả ra tệp bằng --aside.")
    return 0


def _write_aside(path: Path, register: Register, said: dict[int, str]) -> None:
    """With the columns of the file, so that it can be put right and imported as it is."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([*register.columns, "lý do"])
        for line, reason in sorted(said.items()):
            cells = register.cells.get(line, {})
            out.writerow([*(cells.get(head, "") for head in register.columns), reason])


def _plain(done: TakenOver, said: dict[int, str], *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "new": done.count("new"),
        "same": done.count("same"),
        "aside": done.count("aside"),
        "rows": [
            {"line": one.line, "code": one.code, "state": one.state, "reason": said.get(one.line, "")}
            for one in done.outcomes
        ],
    }
