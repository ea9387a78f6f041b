"""`motcua search reindex [KIND…]`: make every row findable again."""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="loại hồ sơ, ví dụ plan_task; bỏ trống là tất cả")


def run(arguments: argparse.Namespace) -> int:
    """One line for each kind."""
    from motcua.kernel.search import reindex

    for one in reindex(arguments.kinds):
        print(f"{one.kind}: {one.rows} hồ sơ, thêm {one.new}, bỏ {one.gone}")
    return 0
