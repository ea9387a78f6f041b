"""Who read a personal file, and the table behind Django's database cache."""

from __future__ import annotations

from django.db import models


class AccessRecord(models.Model):
    """One reading of a record that holds personal data. Append-only, written in batches by `kernel.access`."""

    reader = models.CharField(max_length=80)
    reader_name = models.CharField(max_length=200)
    reader_role = models.CharField(max_length=100, blank=True, default="")
    reader_unit = models.CharField(max_length=300, blank=True, default="")
    subject = models.CharField(max_length=80)
    what = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"], name="kernel_access_by_subject"),  # “who has read this file”
            models.Index(fields=["reader", "-at"], name="kernel_access_by_reader"),  # “what has this officer read”
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.what} {self.subject}"


class CacheEntry(models.Model):
    """The table that Django's `DatabaseCache` expects (`createcachetable`), as a model so that it migrates like the rest."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kernel_cache"

    def __str__(self) -> str:
        return self.cache_key
