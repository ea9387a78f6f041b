"""`Idempotency-Key`: the same request again gets the same answer, another request under the same key is refused."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction

from motcua.kernel import clock
from motcua.kernel.errors import Refused
from motcua.kernel.models import IdempotencyRecord

KEPT = timedelta(hours=48)
_STUCK = timedelta(minutes=5)  # a request that has not been answered by then died with its process


def begin(caller: str, key: str, request_hash: str) -> tuple[int, str] | None:
    """Take the key, or give the answer (status, body) that it already has. Raises Refused (409) for another body or one under way."""
    now = clock.now()
    try:
        with transaction.atomic():
            IdempotencyRecord.objects.create(caller=caller, key=key, request_hash=request_hash, created_at=now)
    except IntegrityError:
        return _again(caller, key, request_hash)
    return None


def finish(caller: str, key: str, status: int, answer: str) -> None:
    """Keep the answer. Errors of the server are not kept: the caller may try again."""
    rows = IdempotencyRecord.objects.filter(caller=caller, key=key, status=0)
    if status >= 500:
        rows.delete()
    else:
        rows.update(status=status, answer=answer)


def release(caller: str, key: str) -> None:
    """Give the key back without an answer, after an error."""
    IdempotencyRecord.objects.filter(caller=caller, key=key, status=0).delete()


def forget_old() -> int:
    """Remove answers older than two days. Returns how many."""
    return IdempotencyRecord.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]


def _again(caller: str, key: str, request_hash: str) -> tuple[int, str] | None:
    record = IdempotencyRecord.objects.get(caller=caller, key=key)
    if record.request_hash != request_hash:
        raise Refused(
            "Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng khóa mới.", code="idempotency_key_reused"
        )
    if record.status:
        return record.status, record.answer
    taken_over = IdempotencyRecord.objects.filter(pk=record.pk, status=0, created_at__lt=clock.now() - _STUCK)
    if taken_over.update(created_at=clock.now()) == 1:
        return None
    raise Refused("Yêu cầu này đang được xử lý. Hãy thử lại sau ít giây.", code="in_progress")
