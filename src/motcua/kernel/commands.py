"""What a command of `motcua` is, and the kernel's own commands.

Each package lists its commands in `commands.py`; `config.cli` finds them by their first word. The module is imported before Django is set
up, so it imports services inside its functions; only commands with `django=True` get a configured Django.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`words` as typed after `motcua`; `configure` adds its arguments; `run` returns the exit status (0 done, 1 failed, 2 wrong usage)."""

    words: tuple[str, ...]
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    django: bool = True
