"""`motcua plan import FILE… --unit CODE [--accept]`: read a plan into the database."""

from __future__ import annotations

import argparse
import json
from typing import Any

from motcua.kernel.errors import Invalid
from motcua.plans.commands.read import bytes_of, name_of


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="bản chính trước, phụ lục theo sau; là một kế hoạch")
    parser.add_argument("--unit", required=True, metavar="CODE", help="mã đơn vị phụ trách kế hoạch")
    parser.add_argument("--accept", action="store_true", help="chấp nhận ngay, không chờ người soát")
    parser.add_argument("--awaiting-number", action="store_true", help="với --accept: chấp nhận ở dạng “chờ cấp số”")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")


def run(arguments: argparse.Namespace) -> int:
    from motcua.documents.services.files import store_upload
    from motcua.kernel.actors import SYSTEM
    from motcua.organisations.queries.units import unit_named
    from motcua.plans.services.acceptance import accept_reading
    from motcua.plans.services.readings import open_reading, read_now
    from motcua.plans.workflow import ReadingState

    unit = unit_named(arguments.unit)
    files = [store_upload(bytes_of(name), name=name_of(name), actor=SYSTEM) for name in arguments.files]
    reading = read_now(open_reading(files, owner=unit, actor=SYSTEM), actor=SYSTEM)
    if reading.state == ReadingState.FAILED:
        raise Invalid("Không đọc được: {reason}", code=reading.error_code or None, reason=reading.error)
    plan = (
        accept_reading(reading, actor=SYSTEM, awaiting_number=arguments.awaiting_number) if arguments.accept else None
    )
    return _told(arguments, reading, plan)


def _told(arguments: argparse.Namespace, reading: Any, plan: Any) -> int:
    found = reading.current or {}
    counts = {
        name: len(found.get(name) or []) for name in ("tasks", "targets", "bases", "citations", "reporting", "systems")
    }
    facts = {
        "reading": str(reading.uid),
        "state": str(reading.state),
        "plan": str(plan.uid) if plan else None,
        "number": (found.get("document") or {}).get("number"),
        "title": (found.get("document") or {}).get("title"),
        **counts,
    }
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
        return 0
    print(f"{facts['number'] or '(chưa có số)'} {facts['title'] or ''}".strip())
    print(
        f"{counts['tasks']} nhiệm vụ, {counts['targets']} chỉ tiêu, {counts['bases']} căn cứ, {counts['reporting']} chế độ báo cáo"
    )
    print(f"Kế hoạch {plan.uid}" if plan else f"Bản đọc {reading.uid}, chờ soát")
    return 0
