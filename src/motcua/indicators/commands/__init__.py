"""The operator's face: `motcua snapshot …`."""

from __future__ import annotations

from motcua.indicators.commands import snapshot
from motcua.kernel.commands import Command

COMMANDS = (
    Command(("snapshot", "close"), "chốt số liệu các chỉ số của một kỳ", snapshot.configure_close, snapshot.run_close),
    Command(
        ("snapshot", "verify"),
        "tính lại số liệu đã chốt của một kỳ, nêu chỗ khác",
        snapshot.configure_verify,
        snapshot.run_verify,
    ),
)
