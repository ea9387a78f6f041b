"""The operator's face: `motcua procedures …`."""

from __future__ import annotations

from motcua.kernel.commands import Command
from motcua.procedures.commands import importing

COMMANDS = (
    Command(
        ("procedures", "import"),
        "nhập thủ tục hành chính từ dữ liệu quốc gia",
        importing.configure_import,
        importing.run_import,
    ),
    Command(
        ("procedures", "compare"),
        "đối chiếu một tệp với danh mục thủ tục, không ghi gì vào danh mục",
        importing.configure_compare,
        importing.run_compare,
    ),
)
