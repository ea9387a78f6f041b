"""`motcua plan bind PLAN [--dry-run] [--json]`: confirm the proposals beyond doubt of what measures the targets of a plan."""

from __future__ import annotations

import argparse
import json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="mã kế hoạch trong hệ thống (uuid, như lệnh plan import in ra)")
    parser.add_argument("--dry-run", action="store_true", help="chỉ in các đề xuất, không xác nhận")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(arguments: argparse.Namespace) -> int:
    from django.utils import translation

    from motcua.kernel import clock
    from motcua.kernel.actors import SYSTEM
    from motcua.plans.queries.plans import plan_of
    from motcua.plans.queries.target_proposals import proposed_for
    from motcua.plans.services.targets import bind_proposed

    plan = plan_of(arguments.plan)
    with translation.override("vi"):
        found = [
            {"target": one.target.subject, "indicator": one.indicator.key, "sure": one.sure, "doubt": str(one.doubt)}
            for one in proposed_for(plan, clock.today())
        ]
    sure = [one for one in found if one["sure"]]
    bound = len(bind_proposed(plan, None, actor=SYSTEM)) if sure and not arguments.dry_run else 0
    if arguments.json:
        print(json.dumps({"plan": str(plan.uid), "proposals": found, "bound": bound}, ensure_ascii=False))
        return 0
    for one in found:
        print(
            f"{'+' if one['sure'] else '?'} {one['target']} → {one['indicator']}{one['doubt'] and ': '}{one['doubt']}"
        )
    print(
        f"{len(found)} đề xuất, {len(sure)} chắc chắn; "
        + ("chưa đổi gì." if arguments.dry_run else f"đã xác nhận {bound}.")
    )
    return 0
