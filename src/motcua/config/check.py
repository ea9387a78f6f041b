"""What `motcua check` looks at: settings, database, storage, rules, background work, the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, and what is wrong (`fault`) or worth knowing (`note`)."""

    label: str
    fault: str | None = None
    note: str | None = None


def findings() -> Iterator[Finding]:
    """All checks in order; ends early when the database does not answer or has not been brought up to date."""
    from motcua.kernel import health

    yield _settings()
    if fault := health.database_fault():
        yield Finding("Cơ sở dữ liệu", fault)
        return
    if waiting := pending_migrations():
        yield Finding("Cơ sở dữ liệu", f"còn {waiting} bước cập nhật chưa chạy; hãy chạy: motcua migrate")
        return
    yield Finding("Cơ sở dữ liệu")
    yield Finding("Ghi vào kho tệp", health.storage_write_fault())
    yield from _rules()
    yield _worker()
    yield from _work()
    yield _trail()
    yield from _others()


def pending_migrations() -> int:
    """How many migrations of this version the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _settings() -> Finding:
    from django.core import checks

    wrong = [m for m in checks.run_checks() if m.is_serious() and not m.is_silenced()]
    return Finding("Thiết lập", "; ".join(f"{m.id}: {m.msg}" for m in wrong) or None)


def _rules() -> Iterator[Finding]:
    from motcua.kernel import rules

    yield Finding("Bộ quy tắc", "; ".join(rules.faults()) or None, f"{len(rules.shipped())} bộ")
    if review := rules.to_review():
        keys = ", ".join(sorted({o.key for o in review}))
        yield Finding("Quy tắc đã sửa", note=f"mặc định đã đổi từ khi sửa, cần xem lại: {keys}")


def _worker() -> Finding:
    """Nobody working is a fault only while work waits: an installation is also checked before it is started."""
    from motcua.kernel import clock, health
    from motcua.kernel.models import Delivery, Job

    silent = health.worker_fault()
    if silent is None:
        return Finding("Việc chạy nền")
    minute_ago = clock.now() - timedelta(minutes=1)
    waits = (
        Job.objects.filter(state=Job.State.QUEUED, due_at__lt=minute_ago).exists()
        or Delivery.objects.filter(state=Delivery.State.PENDING, next_at__lt=minute_ago).exists()
    )
    return Finding("Việc chạy nền", silent) if waits else Finding("Việc chạy nền", note=silent)


def _work() -> Iterator[Finding]:
    from motcua.kernel.delivery import dead_letters
    from motcua.kernel.models import ScheduledRun

    if dead := dead_letters().count():
        yield Finding("Sự kiện", note=f"{dead} lần chuyển bị hỏng; xem: motcua events dead")
    for run in ScheduledRun.objects.filter(failures__gt=0):
        yield Finding("Lịch chạy", note=f"{run.name} lỗi {run.failures} lần liền: {run.error}")


def _trail() -> Finding:
    from motcua.kernel import clock, events
    from motcua.kernel.models import Seal

    last = Seal.objects.order_by("-id").first()
    count = events.unsealed()
    if count and last is not None and clock.now() - last.at > timedelta(days=2):
        return Finding("Niêm phong", f"{count} chuỗi chưa niêm phong, lần cuối {clock.local(last.at):%d/%m/%Y}")
    return Finding("Niêm phong", note=f"{count} chuỗi chờ niêm phong" if count else None)


def _others() -> Iterator[Finding]:
    """What other packages registered."""
    from motcua.kernel.registries import health_checks

    for name, check in health_checks.items():
        if name not in {"database", "worker"}:
            said = check.check()
            yield Finding(str(check.label), said if check.critical else None, None if check.critical else said)
