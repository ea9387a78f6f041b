"""Keys by which programs sign in as an officer."""

from __future__ import annotations

from django.db import models

from motcua.kernel import clock
from motcua.kernel.models import Identified


class ApiToken(Identified):
    """Shown once when made; only its hash is kept. Opens what its officer may do, narrowed to its scopes."""

    officer = models.ForeignKey("organisations.Officer", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    """The first characters, so that people can tell their tokens apart."""
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    """Within an hour: written at most once an hour, so that reads seldom take SQLite's write lock."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
