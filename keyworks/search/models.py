from __future__ import annotations

from django.db import models


class Line(models.Model):
    """One thing that can be found, by the texts people look for. Made of its row and of nothing else."""

    kind = models.CharField(max_length=40)
    key = models.BigIntegerField()
    on_kind = models.CharField(max_length=40, blank=True)
    on_key = models.CharField(max_length=64, blank=True)
    """What it hangs on."""
    signs0 = models.BigIntegerField(default=0)
    signs1 = models.BigIntegerField(default=0)
    signs2 = models.BigIntegerField(default=0)
    signs3 = models.BigIntegerField(default=0)
    """What the text has of pairs of letters (`rules.signs`); before it in the row, so that it need not be read."""
    text = models.TextField()
    codes = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="search_line_once"),)
        indexes = (models.Index(fields=("on_kind", "on_key"), name="search_lines_on"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Mark(models.Model):
    """How far the record was followed; one row."""

    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.seq)
