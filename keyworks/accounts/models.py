from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keyworks.accounts.rules import Role, Seat, Standing
from keyworks.base import reader
from keyworks.base.guards import Guard
from keyworks.base.manifest import rights

ROLE_WORDS = {
    Role.UNIT: _("project unit"),
    Role.DISTRICT: _("district office"),
    Role.DEPARTMENT: _("department"),
    Role.CITY: _("city office"),
    Role.LEADER: _("leader"),
    Role.AUDITOR: _("auditor"),
    Role.ADMINISTRATOR: _("administrator"),
}


class Installation(models.Model):
    """What this installation is. A real one never becomes a demonstration nor counts in other money: the database
    refuses it."""

    class Kind(models.TextChoices):
        REAL = "real", _("in service")
        DEMONSTRATION = "demonstration", _("demonstration")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=20, choices=Kind)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    currency = models.CharField(max_length=3, default="CNY")
    """In which all money here is counted; chosen once."""
    created_at = models.DateTimeField()
    plays_on = models.DateField(null=True, blank=True)
    """The day by which a demonstration judges what is late or due. It only moves forward."""
    plays_since = models.DateTimeField(null=True, blank=True)
    """When that day began by the clock."""

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="accounts_one_installation"),
            models.CheckConstraint(
                condition=Q(plays_on=None) | Q(kind="demonstration"), name="accounts_only_a_demonstration_plays"
            ),
        )

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    @classmethod
    def guards(cls) -> list[Guard]:
        table = cls._meta.db_table
        people = f'"{Person._meta.db_table}"'
        return [
            Guard(
                f"{table}_kind_stays",
                "UPDATE",
                f"{table}: the kind never changes",
                'OLD."kind" <> NEW."kind"',
            ),
            Guard(
                f"{table}_currency_stays",
                "UPDATE",
                f"{table}: the currency never changes",
                'OLD."currency" <> NEW."currency"',
            ),
            Guard(
                f"{table}_plays_forward",
                "UPDATE",
                f"{table}: a demonstration's day only moves forward",
                'NEW."plays_on" < OLD."plays_on"',
            ),
            Guard(f"{table}_stays", "DELETE", f"{table} is never removed"),
            Guard(
                f"{table}_not_over_people",
                "INSERT",
                f"{table}: no demonstration over real data",
                f"NEW.\"kind\" = 'demonstration' AND EXISTS (SELECT 1 FROM {people})",
            ),
        ]


class Unit(models.Model):
    """A unit of the tree: the city's office, a department, a district, an owner, a contractor."""

    class Kind(models.TextChoices):
        CITY = "city", _("city office")
        DEPARTMENT = "department", _("department")
        DISTRICT = "district", _("district")
        OWNER = "owner", _("project unit")
        CONTRACTOR = "contractor", _("contractor")

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, db_index=True, editable=False)
    """"/1/7/" : the keys from the root down to this unit; a unit's subtree is what starts with its path."""
    credit_code = models.CharField(max_length=18, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="accounts_unit_not_its_own_parent"),
            models.UniqueConstraint(
                fields=("credit_code",), condition=~Q(credit_code=""), name="accounts_credit_code_once"
            ),
        )

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)

    def get_absolute_url(self) -> str:
        return reverse("accounts:unit", args=[self.pk])

    @property
    def other_name(self) -> str:
        """The name in the language the reader did not choose."""
        return self.name_en if reader.current().zh or not self.name_en else self.name_zh

    @property
    def depth(self) -> int:
        return self.path.count("/") - 2


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username__iexact=username or "")


class Person(AbstractBaseUser):
    """Somebody who signs in. Rights come only from seats, never from the person."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=100, blank=True)
    post_en = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)
    """Counts sign-outs everywhere: sessions made under an earlier epoch are void."""
    password_once = models.BooleanField(default=False)
    """The password was set by another; until the person sets an own one, no seat opens anything."""
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=10, blank=True)
    money = models.CharField(max_length=10, blank=True)
    rows = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=1)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    at_door = ""
    """The right by which the person came in at this request's door."""

    class Meta:
        ordering = ("username",)
        constraints = (models.UniqueConstraint(Lower("username"), name="accounts_username_any_case"),)

    def __str__(self) -> str:
        return reader.told(self.name, self.name_en)

    @property
    def called_post(self) -> str:
        """The post in the reader's language."""
        return reader.told(self.post, self.post_en)

    @property
    def other_name(self) -> str:
        """The name in the language the reader did not choose; "" where there is but one."""
        other = self.name_en if str(self) == self.name else self.name
        return "" if other == str(self) else other

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    @cached_property
    def standing(self) -> Standing:
        """The seats held today, stand-ins included."""
        today = timezone.localdate()
        return Standing(tuple(self._seats(today)))

    def _seats(self, today: date) -> list[Seat]:
        if not self.is_active or self.password_once:
            return []
        standins = StandIn.objects.in_force(today).filter(deputy=self, absent__is_active=True)
        absent = standins.values_list("absent_id", "absent__name", "absent__name_en")
        deputised = {person_id: names for person_id, *names in absent}
        held = (
            Membership.objects.in_force(today)
            .filter(person_id__in=[self.pk, *deputised])
            .order_by("pk")
            .values_list("person_id", "role", "unit_id", "unit__path")
        )
        return [
            Seat(Role(role), unit_id, path, *(() if person_id == self.pk else deputised[person_id]))
            for person_id, role, unit_id, path in held
        ]

    def may(self, right: str) -> bool:
        """Does one of today's seats grant the right? Reach is another question: see `scope`."""
        return self.standing.may(right, rights())

    @property
    def behalf(self) -> str:
        """For whom the person acts, when only seats of others grant what is being done; the record keeps it."""
        return self.standing.behalf(self.at_door, rights())


class SeatQuerySet(models.QuerySet["Membership"]):
    """Questions about seats."""

    def in_force(self, today: date, *, ahead: bool = False) -> Self:
        """The seats held today, with `ahead` also those that begin later."""
        held = self.filter(Q(until_on=None) | Q(until_on__gte=today), ended_at=None)
        return held if ahead else held.filter(from_on__lte=today)


class Membership(models.Model):
    """A person's role in a unit, from a day and perhaps until one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, words) for role, words in ROLE_WORDS.items()])
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """The moment the seat was taken back; it ends at once, whatever `until_on` says."""

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "unit", "role", "from_on"), condition=Q(ended_at=None), name="accounts_one_seat"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="accounts_seat_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.unit} · {self.role}"


class StandInQuerySet(models.QuerySet["StandIn"]):
    """Questions about who stands in for whom."""

    def in_force(self, today: date, *, ahead: bool = False) -> Self:
        """What holds today, with `ahead` also what begins later."""
        standing = self.filter(ended_at=None, until_on__gte=today)
        return standing if ahead else standing.filter(from_on__lte=today)


class StandIn(models.Model):
    """`deputy` holds the seats of `absent` from a day until a day; it always ends."""

    absent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standins")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standing_in")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = StandInQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="accounts_standin_is_another"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="accounts_standin_forward"),
        )

    def __str__(self) -> str:
        return f"{self.deputy} → {self.absent}"


class Token(models.Model):
    """A key to the API: only its digest is kept; it has a scope and always an end."""

    class Scope(models.TextChoices):
        READ = "read", _("read only")
        WRITE = "write", _("read and write")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.READ)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class SpecialDay(models.Model):
    """A day that is not what its weekday says: a day off besides weekends, or a weekend that is worked."""

    day = models.DateField(unique=True)
    works = models.BooleanField()
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    """Who said so: a notice, or the library it was taken from with its version."""

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return reader.told(self.name_zh, self.name_en)
