"""What a command of `motcua` is, and the kernel's own commands.

Each package lists its commands in `commands.py`; `config.cli` finds them by their first word. The module is imported before Django is set
up, so it imports services inside its functions; only commands with `django=True` get a configured Django.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from motcua.kernel import audit_command, deadline_command, search_command


@dataclass(frozen=True, slots=True)
class Command:
    """`words` as typed after `motcua`; `configure` adds its arguments; `run` returns the exit status (0 done, 1 failed, 2 wrong usage).

    `django` says whether Django must be set up before `run`; a function decides by the arguments.
    """

    words: tuple[str, ...]
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    django: bool | Callable[[argparse.Namespace], bool] = True

    def needs_django(self, arguments: argparse.Namespace) -> bool:
        return self.django(arguments) if callable(self.django) else self.django


def _run_deadline(arguments: argparse.Namespace) -> int:
    """Only `--calendar` asks the database, through whoever keeps calendars."""
    if arguments.calendar is None:
        return deadline_command.run(arguments)
    from motcua.kernel.registries import calendar_of

    return deadline_command.run(arguments, find_calendar=calendar_of)


COMMANDS = (
    Command(
        ("audit", "verify"),
        "kiểm chuỗi sự kiện và niêm phong, nêu chỗ hỏng đầu tiên",
        audit_command.configure_verify,
        audit_command.run_verify,
    ),
    Command(("audit", "seal"), "niêm phong ngay bây giờ", audit_command.configure_seal, audit_command.run_seal),
    Command(
        ("events", "dead"),
        "sự kiện không chuyển được; gửi lại",
        audit_command.configure_dead,
        audit_command.run_dead,
    ),
    Command(
        ("search", "reindex"),
        "lập lại chỉ mục tìm kiếm cho mọi hồ sơ, hoặc cho vài loại",
        search_command.configure,
        search_command.run,
    ),
    Command(
        ("deadline",),
        "tính hạn và giải thích từng ngày",
        deadline_command.configure,
        _run_deadline,
        django=lambda arguments: arguments.calendar is not None,
    ),
)
