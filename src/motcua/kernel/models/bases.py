"""Columns that many tables share. Not a base class that knows features."""

from __future__ import annotations

from typing import Any

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


class LargeJSON(models.JSONField):
    """JSON of many kilobytes. Django sends rows to PostgreSQL as arrays, in which each quotation mark of the JSON is escaped one by one;
    for a national list of procedures that took a tenth of the import's time. A field with a placeholder of its own is sent as a plain
    value. The column is that of any JSON.
    """

    def get_placeholder(self, _value: Any, _compiler: Any, _connection: Any) -> str:
        return "%s"

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
