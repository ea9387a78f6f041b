"""Commands of this package. Imported before Django is set up: `plan read` must start fast and needs no database."""

from __future__ import annotations

from motcua.kernel.commands import Command
from motcua.plans.commands import bind, posts, read, take_in

COMMANDS = (
    Command(
        ("plan", "read"),
        "đọc một kế hoạch, in những gì đọc được; không cần cơ sở dữ liệu",
        read.configure,
        read.run,
        django=False,
    ),
    Command(("plan", "import"), "đọc một kế hoạch vào hệ thống", take_in.configure, take_in.run),
    Command(
        ("plan", "bind"),
        "xác nhận các đề xuất chắc chắn về cách đo chỉ tiêu của một kế hoạch",
        bind.configure,
        bind.run,
    ),
    Command(
        ("plan", "posts"),
        "ghi chức vụ mà văn bản giao chủ trì cho những kế hoạch nhận trước khi phần mềm hiểu chức vụ",
        posts.configure,
        posts.run,
    ),
)
