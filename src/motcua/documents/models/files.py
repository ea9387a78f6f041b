"""Files: content once, uploads many."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.kernel import clock
from motcua.kernel.models import Identified


class Blob(models.Model):
    """Content, stored once however often it is uploaded. `key` is its place in the storage: random, so that no address tells a hash.

    A row without `stored_at` announces content that is being written; the sweep removes it and what lies at its key when the writer died.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    key = models.CharField(max_length=100, unique=True)
    announced_at = models.DateTimeField(default=clock.now)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(stored_at__isnull=False), name="documents_blob_content_once"
            )
        ]
        indexes = [
            # the sweep for writers that died
            models.Index(fields=["announced_at"], condition=Q(stored_at__isnull=True), name="documents_blob_unfinished")
        ]

    def __str__(self) -> str:
        return f"{self.size} byte"


class StoredFile(Identified):
    """One upload. `media_type` is what the content is, never what the sender said. Without `owner` it belongs to nothing yet, only its
    uploader may open it, and it is removed after a time.
    """

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    owner = models.CharField(max_length=80, blank=True, default="")
    uploaded_by = models.CharField(max_length=80, blank=True, default="")
    uploaded_at = models.DateTimeField(default=clock.now)
    signed = models.BooleanField(default=False)
    """Bears a digital signature; the bytes are never rewritten, so it stays valid."""
    marks_checked = models.BooleanField(default=True)
    """Its words could be read, so it is known to bear no mark of secrecy. False: a picture, where no text recognition is installed."""

    class Meta:
        indexes = [
            models.Index(fields=["owner"], name="documents_file_owner"),  # the files of a record
            # the sweep for uploads that nothing took
            models.Index(fields=["uploaded_at"], condition=Q(owner=""), name="documents_file_unowned"),
        ]

    def __str__(self) -> str:
        return self.name
