"""The search index: plain tables, the same on both databases, so that what one process indexes every other finds at once."""

from __future__ import annotations

from django.db import models


class SearchTerm(models.Model):
    """One word of the vocabulary as it is written, with its folded form. The vocabulary is what typing errors are corrected against."""

    text = models.CharField(max_length=60, unique=True)
    folded = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["folded"], name="kernel_term_folded"
            ),  # every query's first look-up, exact and by prefix
            models.Index(fields=["length", "folded"], name="kernel_term_length"),  # candidates for correcting a word
        ]

    def __str__(self) -> str:
        return self.text


class SearchEntry(models.Model):
    """One findable record: its folded title, for phrase matches."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=600)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="kernel_search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.title[:60]}"


class SearchPosting(models.Model):
    """One word in one record, with the best weight of the fields it stands in."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    term = models.ForeignKey(SearchTerm, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            # also the index by which a query asks "does this record hold one of these words"
            models.UniqueConstraint(fields=["kind", "object_id", "term"], name="kernel_search_posting_once")
        ]
        indexes = [models.Index(fields=["kind", "term"], name="kernel_search_by_term")]  # is a word used by this kind

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.term_id}"


class RankedRecord(models.Model):
    """One record of a kind that is searched by rank: what `kernel.search.ranked` needs to order hits and to take the record out again."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.TextField()
    """Its folded words, for phrase matches."""
    terms = models.BinaryField()
    """The terms under which it stands in the lists, packed."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="kernel_ranked_record_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class RankedList(models.Model):
    """The records of one block of keys that hold one term, each with its weight: `ranked.lists` knows the form of `data`.

    A common word stands in thousands of records; read as one row of bytes it costs a fiftieth of as many rows.
    """

    kind = models.CharField(max_length=40)
    term = models.CharField(max_length=130)
    block = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [
            # also the index of every look-up, exact and by prefix: hence PostgreSQL's pattern operators
            models.UniqueConstraint(
                fields=["kind", "term", "block"],
                name="kernel_ranked_list_once",
                opclasses=["varchar_ops", "varchar_pattern_ops", "int4_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.term} {self.block}"
