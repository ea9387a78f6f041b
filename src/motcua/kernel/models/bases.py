"""Two columns that most addressable tables share. Not a base class that knows features."""

from __future__ import annotations

from django.db import models

from motcua.kernel.uids import uuid7


class Identified(models.Model):
    """`uid` is for addresses, exports and Refs; the bigint key never leaves the process."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """`version` grows with every change; it is the ETag of the API and the guard against lost edits."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
