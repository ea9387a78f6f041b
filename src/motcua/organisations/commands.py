"""Commands of this package. Imported before Django is set up: services are imported inside the functions."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from motcua.kernel.command_files import bytes_of
from motcua.kernel.commands import Command
from motcua.kernel.errors import Invalid


def _print(arguments: argparse.Namespace, facts: dict[str, Any], text: str) -> int:
    """One JSON document, or sentences for people."""
    print(json.dumps(facts, ensure_ascii=False, default=str) if arguments.json else text)
    return 0


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày viết như 2025-07-01, không phải “{text}”") from None


def _progress(done: int, total: int) -> None:
    """A line that rewrites itself, only where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{done:,} / {total:,}".replace(",", "."), end="\n" if done == total else "", file=sys.stderr)


def _configure_officer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="tên đăng nhập (abc.xyz) hoặc họ tên")
    parser.add_argument(
        "--role", required=True, metavar="ROLE", help="vai trò, ví dụ operator, office, specialist, head"
    )
    parser.add_argument("--unit", required=True, metavar="CODE", help="mã đơn vị")
    parser.add_argument("--full-name", metavar="TÊN", help="họ tên, khi NAME là tên đăng nhập")
    parser.add_argument("--post", default="", metavar="CHỨC VỤ", help="chức vụ (mặc định theo vai trò)")
    parser.add_argument("--only-unit", action="store_true", help="chỉ ở đơn vị này, không gồm đơn vị bên dưới")
    parser.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn thay vì tự tạo")
    _json(parser)


def _run_officer(arguments: argparse.Namespace) -> int:
    from motcua.kernel import clock
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.queries.units import unit_named
    from motcua.organisations.rules.roles import Role
    from motcua.organisations.services.accounts import create_officer, looks_like_username

    if arguments.role not in list(Role):
        raise Invalid("Không có vai trò “{role}”; có: {known}.", role=arguments.role, known=", ".join(Role))
    as_username = looks_like_username(arguments.name)
    made = create_officer(
        arguments.full_name or arguments.name,
        username=arguments.name if as_username else "",
        unit=unit_named(arguments.unit),
        role=arguments.role,
        post=arguments.post,
        below=not arguments.only_unit,
        password=sys.stdin.readline().rstrip("\n") if arguments.password_stdin else "",
        on=clock.today(),
        actor=SYSTEM,
    )
    facts = {
        "username": made.user.username,
        "officer": made.officer.uid,
        "role": arguments.role,
        "unit": arguments.unit,
    }
    text = f"Đã tạo tài khoản {made.user.username} ({arguments.role}, {arguments.unit})."
    if made.password:
        facts["password"] = made.password
        text += f"\nMật khẩu, chỉ hiện một lần và phải đổi khi đăng nhập lần đầu: {made.password}"
    return _print(arguments, facts, text)


def _configure_token(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--officer", required=True, metavar="NAME", help="tên đăng nhập hoặc họ tên cán bộ")
    parser.add_argument(
        "--scope",
        action="append",
        metavar="SCOPE",
        help="phạm vi, ví dụ *:read, plans:write (viết được nhiều lần); không nêu: mọi việc cán bộ được làm",
    )
    parser.add_argument("--name", default="", metavar="TÊN", help="tên gợi nhớ")
    parser.add_argument(
        "--days", type=int, default=365, metavar="N", help="số ngày hiệu lực (mặc định 365; 0: không hết hạn)"
    )
    _json(parser)


def _run_token(arguments: argparse.Namespace) -> int:
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.queries.people import officer_named
    from motcua.organisations.services.tokens import create_token

    officer = officer_named(arguments.officer)
    scopes = arguments.scope or ["*:read", "*:write"]
    token, secret = create_token(officer, actor=SYSTEM, name=arguments.name, scopes=scopes, days=arguments.days or None)
    expires = token.expires_at.isoformat() if token.expires_at else None
    return _print(arguments, {"token": secret, "id": token.uid, "scopes": scopes, "expires_at": expires}, secret)


def _configure_territories(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help="danh sách xã, tỉnh, địa bàn cũ, hoặc bảng chuyển cũ → mới"
    )
    parser.add_argument("--valid-from", type=_day, metavar="DATE", help="từ ngày nào các tên trong tệp có hiệu lực")
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ làm gì")
    _json(parser)


def _run_territories(arguments: argparse.Namespace) -> int:
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.imports.territories import read_territories
    from motcua.organisations.services.territories import import_territories

    batch = read_territories(bytes_of(arguments.file), valid_from=arguments.valid_from)
    done = import_territories(
        batch, actor=SYSTEM, source=arguments.file.name, progress=_progress, dry_run=arguments.dry_run
    )
    for note in (*done.kept, *done.notes):
        print(note, file=sys.stderr)
    text = (
        f"{done.territories} địa bàn mới, {done.versions} tên mới, {done.ended} tên đổi khoảng ngày, "
        f"{done.heirs} dòng cũ → mới; {done.unchanged} không đổi, {len(done.kept)} giữ như đã có."
    )
    return _print(arguments, asdict(done), text)


def _configure_units(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help="các cột code,name,type,parent,territory,valid_from"
    )
    parser.add_argument("--document", default="", metavar="SỐ", help="văn bản làm căn cứ")
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ làm gì")
    _json(parser)


def _run_units(arguments: argparse.Namespace) -> int:
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.imports.units import read_units
    from motcua.organisations.services.unit_import import import_units

    file = read_units(bytes_of(arguments.file))
    done = import_units(file, actor=SYSTEM, document=arguments.document, dry_run=arguments.dry_run)
    text = f"{done.new} đơn vị mới, {done.changed} thay đổi, {done.corrected} sửa, {done.unchanged} không đổi."
    return _print(arguments, asdict(done), text)


def _configure_calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.csv", help="các cột date,kind,name và source hoặc origin")
    parser.add_argument("--calendar", default="vn", metavar="CODE", help="mã lịch (mặc định vn: cả nước)")
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ làm gì và hạn nào thay đổi")
    _json(parser)


def _run_calendar(arguments: argparse.Namespace) -> int:
    from motcua.kernel.actors import SYSTEM
    from motcua.kernel.workdays.importing import read_days
    from motcua.organisations.queries.calendars import calendar_row
    from motcua.organisations.services.calendars import preview_days, set_days

    calendar = calendar_row(arguments.calendar)
    read = read_days(bytes_of(arguments.file))
    for note in read.notes:
        print(note, file=sys.stderr)
    done = preview_days(calendar, read.days) if arguments.dry_run else set_days(calendar, read.days, actor=SYSTEM)
    moved = [{"ref": m.ref, "before": m.before, "after": m.after, "calendar": m.calendar} for m in done.moved]
    facts = {"added": list(done.added), "changed": list(done.changed), "unchanged": done.unchanged, "moved": moved}
    text = f"{len(done.added)} ngày mới, {len(done.changed)} ngày đổi, {done.unchanged} không đổi; {len(moved)} hạn thay đổi."
    return _print(arguments, facts, text)


COMMANDS = (
    Command(("officer", "create"), "tạo cán bộ có tài khoản và vai trò", _configure_officer, _run_officer),
    Command(("token", "create"), "tạo mã truy cập API, in ra một lần", _configure_token, _run_token),
    Command(
        ("territories", "import"), "nhập địa bàn và bảng chuyển cũ → mới", _configure_territories, _run_territories
    ),
    Command(("units", "import"), "nhập đơn vị", _configure_units, _run_units),
    Command(("calendar", "import"), "nhập ngày nghỉ, làm bù vào lịch làm việc", _configure_calendar, _run_calendar),
)
