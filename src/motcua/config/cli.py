"""The command line. Finds a command by its words, parses its arguments, runs it, and turns errors into one line and a status."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from motcua.kernel.commands import Command
from motcua.kernel.errors import AppError

# First word → the packages whose commands begin with it. Only those are imported, so `motcua plan read` starts without Django.
HOMES: dict[str, tuple[str, ...]] = {
    "audit": ("kernel",),
    "calendar": ("organisations",),
    "check": ("config",),
    "deadline": ("kernel", "organisations"),
    "officer": ("organisations",),
    "events": ("kernel",),
    "migrate": ("config",),
    "plan": ("plans",),
    "sample": ("config",),
    "serve": ("config",),
    "territories": ("organisations",),
    "text": ("documents",),
    "token": ("organisations",),
    "units": ("organisations",),
    "worker": ("config",),
}


def commands_of(package: str) -> tuple[Command, ...]:
    return tuple(importlib.import_module(f"motcua.{package}.commands").COMMANDS)


def all_commands() -> list[Command]:
    """Every command, in alphabetical order: for --help and for the documentation test."""
    packages = dict.fromkeys(package for homes in HOMES.values() for package in homes)
    return sorted((c for package in packages for c in commands_of(package)), key=lambda c: c.words)


def run(arguments: Sequence[str]) -> int:
    """Run `motcua ARGUMENTS`. 0 done, 1 failed with one line on stderr, 2 wrong usage."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        return _overview()
    command = _find(arguments)
    if command is None:
        print(f"motcua: không có lệnh “{' '.join(arguments[:2])}”. Xem: motcua --help", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog=f"motcua {' '.join(command.words)}", description=command.help)
    command.configure(parser)
    parsed = parser.parse_args(arguments[len(command.words) :])
    try:
        if command.django:
            set_up_django()
        return command.run(parsed)
    except AppError as error:
        print(f"motcua: {error}", file=sys.stderr)
        for field_error in getattr(error, "errors", ()):
            print(f"  {field_error.field}: {field_error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()


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
