"""The operator's face: `motcua dossiers …`."""

from __future__ import annotations

from motcua.dossiers.commands import importing
from motcua.kernel.commands import Command

COMMANDS = (
    Command(
        ("dossiers", "import"),
        "nhận hồ sơ đang giải quyết và sổ theo dõi từ hệ thống trước",
        importing.configure_import,
        importing.run_import,
    ),
)
