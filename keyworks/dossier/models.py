from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keyworks.base.guards import Guard, append_only


class OnSubject(models.Model):
    """Abstract: hangs on a record, named by its kind and key."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Comment(OnSubject):
    """What somebody said about a record. Never removed: withdrawn at most."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("subject_kind", "subject_id", "id"), name="dossier_comments"),)

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        return [Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed")]


class CommentVersion(models.Model):
    """A text that its author changed later; only grows."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="versions")
    edition = models.PositiveIntegerField()
    text = models.TextField()
    until = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("comment", "edition"), name="dossier_comment_version"),)

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def guards(cls) -> list[Guard]:
        return append_only(cls)


class Mention(models.Model):
    """Somebody named with @ in a comment who may see what it is about."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("comment", "person"), name="dossier_mentioned_once"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.comment}"


class Follow(OnSubject):
    """Somebody wants to know of what is said about a record."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject_kind", "subject_id", "person"), name="dossier_followed_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.subject_kind} {self.subject_id}"


class Notice(models.Model):
    """Tells a person of a comment: they were mentioned, or follow what it is about."""

    class Cause(models.TextChoices):
        MENTION = "mention", _("mentioned you")
        COMMENT = "comment", _("commented")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="notices")
    cause = models.CharField(max_length=10, choices=Cause)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("person", "-id"), name="dossier_notices"),
            models.Index(fields=("person",), condition=Q(read_at=None), name="dossier_unread"),
        )
        constraints = (models.UniqueConstraint(fields=("person", "comment"), name="dossier_told_once"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.comment}"


class Attachment(OnSubject):
    """A file hung on a record. Its name stands only here; its content lies under its digest."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("subject_kind", "subject_id", "id"), name="dossier_files"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dossier:file", args=[self.pk])

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        return [Guard(f"{table}_no_delete", "DELETE", f"{table} is never removed")]


class SavedView(models.Model):
    """A list's address with what it shows, under a name: for oneself, one's unit, or everyone."""

    class Shared(models.TextChoices):
        OWN = "own", _("only me")
        UNIT = "unit", _("my unit")
        EVERYONE = "everyone", _("everyone")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=200)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.CharField(max_length=10, choices=Shared, default=Shared.OWN)
    unit = models.ForeignKey("accounts.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("address",), name="dossier_views_of"),)
        constraints = (
            models.UniqueConstraint(fields=("owner", "address", "name"), name="dossier_view_named_once"),
            models.CheckConstraint(
                condition=Q(shared="unit", unit__isnull=False) | ~Q(shared="unit") & Q(unit=None),
                name="dossier_view_of_a_unit",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.address}?{self.query}" if self.query else self.address


class PreferredView(models.Model):
    """The view a person wants to begin a list with."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="preferred")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "address"), name="dossier_one_preferred"),)

    def __str__(self) -> str:
        return f"{self.person} · {self.view}"
