"""Who read a personal file. Readings are written together, so that a GET never waits for the write lock (`kernel.gathered`)."""

from __future__ import annotations

from django.conf import settings

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.gathered import Gathered
from motcua.kernel.models import AccessRecord
from motcua.kernel.refs import Ref

_readings: Gathered[AccessRecord] = Gathered(
    "readings of personal files",
    seconds=lambda: settings.ACCESS_FLUSH_SECONDS,
    write=AccessRecord.objects.bulk_create,
)


def record_reading(reader: Actor, subject: Ref, what: str = "read") -> None:
    """Note that `reader` has seen the personal data of `subject`. `what` is `read`, `export` or `print`. Takes no lock."""
    _readings.add(
        AccessRecord(
            reader=str(reader.ref or ""),
            reader_name=reader.name,
            reader_role=reader.role,
            reader_unit=reader.unit,
            subject=str(subject),
            what=what,
            at=clock.now(),
        )
    )


def flush() -> int:
    """Write the readings that wait in this process. Returns how many."""
    return _readings.flush()
