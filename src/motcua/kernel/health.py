"""What /readyz and `motcua check` ask: can this installation serve and work."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.utils.translation import gettext, gettext_lazy

from motcua.kernel import clock
from motcua.kernel.models import WorkerBeat
from motcua.kernel.registries import HealthCheck, health_checks
from motcua.kernel.uids import uuid7
from motcua.kernel.worker import BEAT_SECONDS

_SILENT = timedelta(seconds=BEAT_SECONDS * 4)


def database_fault() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return gettext("không hỏi được cơ sở dữ liệu: {error}").format(error=error).strip()
    return None


def worker_fault() -> str | None:
    try:
        age = worker_age()
    except DatabaseError:
        return gettext("không hỏi được cơ sở dữ liệu")
    if age is None:
        return gettext("không có tiến trình làm việc nền (motcua worker)")
    if age > _SILENT:
        seconds = int(age.total_seconds())
        return gettext("tiến trình làm việc nền im lặng đã {seconds} giây").format(seconds=seconds)
    return None


def worker_age() -> timedelta | None:
    """How long ago the liveliest worker gave a sign of life; None when there is none."""
    last = WorkerBeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
    return clock.now() - last if last is not None else None


def storage_write_fault() -> str | None:
    """The thorough look of `motcua check`: writes a small file, reads it back and removes it. (/readyz asks whoever keeps files.)"""
    content = b"motcua check"
    try:
        storage = storages["default"]
        name = storage.save(f"health/{uuid7()}", ContentFile(content))
        with storage.open(name) as file:
            kept = file.read()
        storage.delete(name)
    except Exception as error:  # noqa: BLE001 - whatever a storage library raises means: not there
        return gettext("không ghi được vào kho tệp: {error}").format(error=error)
    return None if kept == content else gettext("kho tệp trả lại nội dung khác với nội dung đã ghi")


def register_kernel_checks() -> None:
    """Called by the kernel's `apps.py`."""
    health_checks.register("database", HealthCheck(database_fault, gettext_lazy("Cơ sở dữ liệu")))
    health_checks.register("worker", HealthCheck(worker_fault, gettext_lazy("Việc chạy nền")))
