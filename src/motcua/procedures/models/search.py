"""What people say for what procedures are called, and searches that found too little."""

from __future__ import annotations

from django.db import models

from motcua.kernel.models import Identified, Versioned


class Synonym(Identified, Versioned):
    """A phrase of the province's own, or its change of one that ships with the product (`data/synonyms.yaml`), by the folded phrase."""

    key = models.CharField(max_length=120, unique=True)
    phrase = models.CharField(max_length=120)
    meanings = models.JSONField(default=list)
    """The words in which procedures are named, the likeliest first; empty: the phrase says nothing, it hardly counts."""
    active = models.BooleanField(default=True)
    """False takes away a phrase that ships with the product."""
    changed_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["-changed_at"], name="procedures_synonym_newest")]  # the desk's list

    def __str__(self) -> str:
        return self.phrase


class SearchMiss(models.Model):
    """A search that found nothing or hardly anything: its folded words and how often it was asked. Who asked is not kept."""

    key = models.CharField(max_length=120, unique=True)
    times = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField()
    weak = models.BooleanField(default=False)
    """Something was found the last time, but nothing that holds the words asked for, or holds them together."""
    settled = models.BooleanField(default=False)
    """An officer has added a synonym, or put it aside; asked again later it comes back."""

    class Meta:
        indexes = [models.Index(fields=["settled", "-times"], name="procedures_miss_often")]  # the desk's list

    def __str__(self) -> str:
        return self.key
