from __future__ import annotations

from django.db import models
from django.urls import reverse

from keyworks.base.guards import Guard, append_only
from keyworks.record.rules import GENESIS


class Entry(models.Model):
    """One line of the record. Names are kept as they were then: a later renaming changes nothing here."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=80)
    actor_id = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    behalf = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=400)
    reason = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-seq",)
        indexes = (
            models.Index(fields=("subject_kind", "subject_id", "-seq"), name="record_of_subject"),
            models.Index(fields=("actor_id", "-seq"), name="record_of_actor"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("record:entry", args=[self.seq])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        last = f'(SELECT MAX(l."seq") FROM "{table}" l)'
        broken = (
            f'NEW."seq" <> COALESCE({last}, 0) + 1 OR '
            f'(NEW."seq" = 1 AND NEW."previous" <> \'{GENESIS}\') OR '
            f'(NEW."seq" > 1 AND NEW."previous" <> (SELECT l."hash" FROM "{table}" l WHERE l."seq" = NEW."seq" - 1))'
        )
        return [*append_only(cls), Guard(f"{table}_in_chain", "INSERT", f"{table}: out of chain", broken)]
