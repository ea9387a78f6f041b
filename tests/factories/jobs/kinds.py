"""Jobs that leave marks, so that tests see what was done how often."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from motcua.kernel import clock
from motcua.kernel.errors import Refused, Unavailable
from motcua.kernel.jobs import JobContext
from motcua.kernel.models import AccessRecord
from motcua.kernel.registries import JobKind


def mark(what: str) -> None:
    AccessRecord.objects.create(reader="", reader_name="test", subject="mark:x", what=what, at=clock.now())


def marks() -> list[str]:
    return list(AccessRecord.objects.filter(subject="mark:x").order_by("id").values_list("what", flat=True))


def count(context: JobContext) -> Mapping[str, object]:
    """Counts to `to`, a mark each, `pause` seconds between; goes on where the notes say."""
    to = context.payload["to"]
    for n in range(context.notes.get("reached", 0) + 1, to + 1):
        with context.batch():
            mark(str(n))
            context.checkpoint({"reached": n})
        context.progress(n, to, f"đã đếm đến {n}")
        time.sleep(context.payload.get("pause", 0))
    return {"counted": to}


def refuse(context: JobContext) -> None:
    raise Refused("Tệp {name} không đọc được.", code="unreadable", name=context.payload["name"])


def be_unavailable(context: JobContext) -> None:
    mark(f"attempt {context.attempt}")
    raise Unavailable("Máy chủ thư không trả lời.")


def break_down(context: JobContext) -> None:
    mark(f"attempt {context.attempt}")
    raise ZeroDivisionError("cccd 079123456789")


def die(context: JobContext) -> None:
    mark(f"attempt {context.attempt}")
    os._exit(9)


KINDS = {
    "test.count": JobKind(count, "Đếm"),
    "test.refuse": JobKind(refuse, "Từ chối"),
    "test.unavailable": JobKind(be_unavailable, "Chưa được"),
    "test.break": JobKind(break_down, "Hỏng", attempts=2),
    "test.die": JobKind(die, "Chết", attempts=2),
}
