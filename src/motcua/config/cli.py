"""The command line. Finds a command by its words, parses its arguments, runs it, and turns errors into one line and a status."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from motcua.kernel.commands import Command
from motcua.kernel.errors import AppError

# First word → the packages whose commands begin with it. Only those are imported, so `motcua plan read` starts without Django.
HOMES: dict[str, tuple[str, ...]] = {
    "audit": ("kernel",),
    "calendar": ("organisations",),
    "check": ("config",),
    "deadline": ("kernel",),
    "officer": ("organisations",),
    "dossiers": ("dossiers",),
    "events": ("kernel",),
    "library": ("documents",),
    "migrate": ("config",),
    "plan": ("plans",),
    "procedures": ("procedures",),
    "sample": ("config",),
    "search": ("kernel",),
    "serve": ("config",),
    "snapshot": ("indicators",),
    "territories": ("organisations",),
    "text": ("documents",),
    "token": ("organisations",),
    "units": ("organisations",),
    "worker": ("config",),
}

SHOWN_FIELDS = 10
DISK_SAYS = {
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.EACCES: "không có quyền ghi hoặc đọc",
    errno.EPERM: "không có quyền ghi hoặc đọc",
}
"""What a disk may refuse to any command, in words."""


def commands_of(package: str) -> tuple[Command, ...]:
    return tuple(importlib.import_module(f"motcua.{package}.commands").COMMANDS)


def all_commands() -> list[Command]:
    """Every command, in alphabetical order: for --help and for the documentation test."""
    packages = dict.fromkeys(package for homes in HOMES.values() for package in homes)
    return sorted((c for package in packages for c in commands_of(package)), key=lambda c: c.words)


def run(arguments: Sequence[str]) -> int:
    """Run `motcua ARGUMENTS`. 0 done, 1 failed with one line on stderr, 2 wrong usage."""
    try:
        status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where a full disk or a reader that has gone can still be told
    except AppError as error:
        _tell(error)
        return 1
    except BrokenPipeError:
        _silence(sys.stdout)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if (line := _outside_fault(error)) is None:
            raise
        print(f"motcua: {line}", file=sys.stderr)
        return 1
    return status


def _run(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        return _overview()
    command = _find(arguments)
    if command is None:
        print(f"motcua: không có lệnh “{' '.join(arguments[:2])}”. Xem: motcua --help", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog=f"motcua {' '.join(command.words)}", description=command.help)
    command.configure(parser)
    parsed = parser.parse_args(arguments[len(command.words) :])
    if command.needs_django(parsed):
        set_up_django()
    return command.run(parsed)


def _tell(error: AppError) -> None:
    """One line (CONTRACT), the wrong fields in it; on a terminal each field has its own, since there may be many."""
    said = str(error)
    fields = [f"{e.field}: {e}" for e in getattr(error, "errors", ()) if str(e).rstrip(".") not in said]
    if fields and sys.stderr.isatty():
        said = "\n  ".join((said, *fields))
    elif fields:
        more = f"; … (còn {len(fields) - SHOWN_FIELDS})" if len(fields) > SHOWN_FIELDS else ""
        said = f"{said} {'; '.join(fields[:SHOWN_FIELDS])}{more}"
    print(f"motcua: {said}", file=sys.stderr)


def _silence(stream: TextIO) -> None:
    """Nobody reads any more: what is still waiting goes nowhere, so that the interpreter says nothing about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()


def _outside_fault(error: Exception) -> str | None:
    """One line for what is wrong outside our code: disk, settings, database. None for a fault of ours, which shows its traceback."""
    if isinstance(error, OSError) and error.errno in DISK_SAYS:
        if error.filename is None:
            _silence(sys.stdout)
        return DISK_SAYS[error.errno] + (f": {error.filename}" if error.filename else "")
    if "django" not in sys.modules:
        return None
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError

    said = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return f"thiết lập chưa đúng: {said}"
    missing = isinstance(error, ProgrammingError | OperationalError) and (
        "no such table" in said or ("does not exist" in said and "relation" in said)
    )
    if missing:
        return "cơ sở dữ liệu chưa có đủ bảng; hãy chạy: motcua migrate"
    unusable = isinstance(error, DatabaseError) and not isinstance(error, IntegrityError | ProgrammingError)
    if unusable:  # not reachable, read-only, full, or no database at all
        return f"không dùng được cơ sở dữ liệu: {said}"
    return None


def _find(arguments: Sequence[str]) -> Command | None:
    candidates = [c for package in HOMES.get(arguments[0], ()) for c in commands_of(package)]
    fitting = [c for c in candidates if tuple(arguments[: len(c.words)]) == c.words]
    return max(fitting, key=lambda c: len(c.words), default=None)


def _overview() -> int:
    commands = all_commands()
    width = max(len(" ".join(c.words)) for c in commands)
    print("Một Cửa\n\nmotcua LỆNH --help giải thích từng lệnh.\n")
    for command in commands:
        print(f"  {' '.join(command.words):<{width}}  {command.help}")
    return 0
