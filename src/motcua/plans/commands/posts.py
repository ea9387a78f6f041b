"""`motcua plan posts [--dry-run]`: leads that papers name by post ("Lãnh đạo Ban"), for plans kept before posts were understood."""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="chỉ in những gì sẽ đổi")


def run(arguments: argparse.Namespace) -> int:
    from motcua.kernel.actors import SYSTEM
    from motcua.plans.queries.understanding import POSTS
    from motcua.plans.rules.post_words import LedBy
    from motcua.plans.services.posts import name_posts, posts_unnamed

    named, moved = (list(posts_unnamed()), 0) if arguments.dry_run else name_posts(actor=SYSTEM)
    for one in named:
        plan = one.row.task.plan.number if one.row.task.plan else ""
        print(f"{plan} · {one.row.task.no or '–'} · {one.row.named} → {one.row.unit.code}: {POSTS[LedBy(one.post)]}")
    if arguments.dry_run:
        print(f"Sẽ ghi chức vụ cho {len(named)} chủ trì. Chưa đổi gì.")
    else:
        print(f"Đã ghi chức vụ cho {len(named)} chủ trì; {moved} việc chuyển cho người giữ chức vụ.")
    return 0
