"""The people: lifters, coaches and admins."""

import zoneinfo
from collections.abc import Collection, Iterable
from copy import deepcopy
from functools import cache
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Upper
from django.utils import timezone

from logbook.choices import EffortInput, EnergyBalance, Home, StrengthFormula, Theme
from logbook.models.gyms import default_gym, open_gyms
from programming.choices import Goal, Level
from programming.loads import Unit


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are compared without case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address, whatever its case."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A lifter with this address. Raises `ValueError` without one.

        Whoever is made here, and did not sign up, is not asked the first questions; a level that
        is named is one set by hand.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        fields = {"is_welcomed": True, "is_level_by_hand": "level" in fields, **fields}
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An admin with every permission."""
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )


def validate_zone(name: str) -> None:
    """Refuse what is not an IANA time zone. Raises `ValidationError`."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("Choose a time zone from the list, like Europe/Berlin.")


@cache
def _columns(model: "type[User]") -> tuple[str, ...]:
    fields = model._meta.concrete_fields  # noqa: SLF001 - `_meta` is public: Django documents it
    return tuple(field.attname for field in fields if not field.primary_key)


def _copied(value: object) -> object:
    """What is changed inside a list or dictionary is a change as well; all else is whole."""
    return deepcopy(value) if isinstance(value, dict | list) else value


class User(AbstractBaseUser, PermissionsMixin):
    """A person: lifter, coach or both; staff keep the catalogue.

    What every set needs to know of the lifter (goal, level, unit, zone) stands on the row the
    log-in reads anyway.
    """

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=80, blank=True)
    is_lifter = models.BooleanField(default=True)
    is_coach = models.BooleanField(default=False)
    is_staff = models.BooleanField("is an admin", default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    goal = models.CharField(max_length=16, choices=Goal, default=Goal.MIXED)
    # The level in force: the score writes it too, so that everything reads one column.
    level = models.CharField(max_length=12, choices=Level, default=Level.BEGINNER)
    is_level_by_hand = models.BooleanField(
        "level set by hand", default=False, help_text="Else the level follows the score."
    )
    is_welcomed = models.BooleanField(
        "answered the first questions, or skipped them", default=False
    )
    unit = models.CharField(max_length=2, choices=Unit, default=Unit.KG)
    zone = models.CharField("time zone", max_length=64, default="UTC", validators=[validate_zone])
    effort_input = models.CharField(
        "effort as", max_length=8, choices=EffortInput, blank=True, default=""
    )
    gyms = models.JSONField(
        default=list, blank=True, help_text="What can be loaded where; none: one usual gym."
    )
    last_gym = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The key of the gym trained at last."
    )
    theme = models.CharField(max_length=5, choices=Theme, blank=True, default="")
    strength_formula = models.CharField(
        "strength score by", max_length=10, choices=StrengthFormula, default=StrengthFormula.DOTS
    )
    energy_balance = models.CharField(max_length=13, choices=EnergyBalance, blank=True, default="")
    last_home = models.CharField(
        "home chosen last", max_length=9, choices=Home, blank=True, default=""
    )

    # What the row held when it was read, by column.
    as_read: dict[str, object]

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Upper("email"), name="user_email_without_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **named: Any
    ) -> Self:
        """A row as it is read, remembering what it held."""
        row = super().from_db(db, field_names, values, **named)
        row.remember(field_names)
        return row

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet["User", "User"] | None = None,
    ) -> None:
        """Read the row again, or these columns of it, and remember what they hold now.

        A column that was changed and is not read again stays changed: Django reads a deferred one
        this way at a mere look at it.
        """
        names = None if fields is None else list(fields)
        super().refresh_from_db(using, names, from_queryset)
        self.remember(_columns(type(self)) if names is None else names)

    def remember(self, names: Iterable[str]) -> None:
        """Keep what these columns hold as what the row in the database does."""
        held = self.__dict__
        now = {name: _copied(held[name]) for name in names if name in held}
        self.as_read = getattr(self, "as_read", {}) | now

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Write what was changed on this row since it was read, and nothing else.

        Whoever saves, a form, a library, the admin, read the row some time ago: the columns it did
        not touch may say something else by now, that the account is closed, or a new password.
        """
        names = None if update_fields is None else list(update_fields)
        if names is None and not self._state.adding and not kwargs.get("force_insert"):
            read, held = getattr(self, "as_read", {}), self.__dict__
            names = [
                name
                for name in _columns(type(self))
                if name in held and (name not in read or read[name] != held[name])
            ]
        if not self._state.adding and self._has_new_password(names):
            # Whoever changes the lock means all keys to it.
            with transaction.atomic():
                super().save(*args, update_fields=names, **kwargs)
                self.access_tokens.all().delete()
        else:
            super().save(*args, update_fields=names, **kwargs)
        self.remember(_columns(type(self)) if names is None else names)

    def _has_new_password(self, names: list[str] | None) -> bool:
        """Whether a save of these columns puts another password there, or none any more.

        Not where Django hashes the same one anew at a log-in: it then forgets what was typed.
        """
        if names is not None and "password" not in names:
            return False
        typed = getattr(self, "_password", None)
        is_hashed_anew = typed is None and self.has_usable_password()
        is_other = getattr(self, "as_read", {}).get("password") != self.password
        return is_other and not is_hashed_anew

    def get_full_name(self) -> str:
        """The name, or the address where there is none."""
        return str(self)

    @property
    def gym_choices(self) -> list[tuple[int, str, bool]]:
        """The gyms to choose from by key and name, and which one is the last used; none for only one."""
        found = open_gyms(self)
        last = default_gym(self).key
        return [(one.key, one.called, one.key == last) for one in found if len(found) > 1]

    @property
    def uses_words(self) -> bool:
        """Whether effort is asked in words: the lifter's choice, else words for beginners."""
        if self.effort_input:
            return self.effort_input == EffortInput.WORDS
        return self.level == Level.BEGINNER


def unit_of(lifter: User) -> Unit:
    """The unit the lifter types loads in."""
    return Unit(lifter.unit)


class TakenBack(models.Model):
    """A mailed way back into an account that was used: each opens once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="taken_back")
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user}, {self.at:%Y-%m-%d}"
