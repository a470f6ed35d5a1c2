from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from keyworks.base.guards import Guard
from keyworks.projects.models.words import INTAKES
from keyworks.projects.rules.taking import Standing

LEAVES = """EXISTS (SELECT 1 FROM "projects_intake" i WHERE i."id" = OLD."intake_id" AND i."state" = 'leaving')"""
"""A row of a table that only grows may go while the intake that brought it is being taken back."""
FIXED = ("name", "files", "url", "by_id", "at", "reason")


class Intake(models.Model):
    """What was brought into the register together, out of which files; all of it can be taken back together.

    `leaving` is a state within one transaction: `door` then names an intake that cannot be, and no database commits
    that.
    """

    name = models.CharField(max_length=200)
    files = models.JSONField(default=list)
    """The files, in the order in which origins number them: name, sha256, size."""
    url = models.CharField(max_length=400, blank=True)
    """Where the site shows how it came about; below it `cell` shows a cell of a file."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    state = models.CharField(max_length=20, choices=INTAKES.items(), default=Standing.STANDING)
    door = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    counts = models.JSONField(default=dict)
    """How much it brought: projects, changed, editions, figures, moves, components."""

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                # A comparison with nothing is no no to a database: so the door is asked for by itself.
                condition=Q(state=Standing.LEAVING, door__isnull=False, door=-F("id"))
                | ~Q(state=Standing.LEAVING) & Q(door=None),
                name="projects_intake_leaves_at_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.url

    def cell_url(self, file: str, sheet: str, cell: str) -> str:
        """Where the site shows a cell of one of its files, "" where it does not."""
        names = [one["name"] for one in self.files]
        if not self.url or not cell or file not in names:
            return ""
        return f"{self.url}cell?{urlencode({'file': names.index(file), 'sheet': sheet, 'cell': cell})}"

    def told(self) -> list[str]:
        """Its files as the record keeps them: names and digests."""
        return [f"{one['name']} · sha256 {one.get('sha256', '')}" for one in self.files]

    @classmethod
    def guards(cls) -> list[Guard]:
        """It stands, leaves, is taken back, and never stands again; what it was stays written."""
        table = cls._meta.db_table
        step = """(OLD."state" = '{}' AND NEW."state" = '{}')""".format
        onward = " OR ".join((
            f'OLD."state" = NEW."state" AND OLD."state" <> \'{Standing.LEAVING}\'',
            step(Standing.STANDING, Standing.LEAVING),
            step(Standing.LEAVING, Standing.TAKEN_BACK),
        ))  # fmt: skip
        altered = " OR ".join(f'OLD."{name}" {{differs}} NEW."{name}"' for name in FIXED)
        return [
            Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed"),
            Guard(f"{table}_begins", "INSERT", f"{table}: begins standing", f"NEW.\"state\" <> '{Standing.STANDING}'"),
            Guard(f"{table}_onward", "UPDATE", f"{table}: never back", f"NOT ({onward})"),
            Guard(f"{table}_as_written", "UPDATE", f"{table}: what it was stays written", altered),
        ]


def brought() -> models.ForeignKey[Intake | None, Intake | None]:
    """The intake that brought a row; None for what people stated here."""
    return models.ForeignKey(Intake, models.PROTECT, null=True, blank=True, related_name="+")
