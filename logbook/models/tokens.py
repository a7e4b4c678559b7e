"""Personal tokens: what a program of the lifter's own reads their log with.

Kept is the digest of a token, never the token: a copy of the database opens nothing.
"""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from logbook.models.querysets import AthleteQuerySet

NAME_LENGTH = 60


class AccessToken(models.Model):
    """A token by its digest (SHA-256, in hex), what it may read and until when.

    `scopes` are values of `choices.TokenScope`. `last_used_at` is kept to the hour. `User.save` lets
    all of an account's go with its password.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_tokens", db_index=False
    )
    name = models.CharField(max_length=NAME_LENGTH)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "name", name="access_token_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    def is_expired(self, now: dt.datetime) -> bool:
        """Whether its time is over: at the very instant it is."""
        return now >= self.expires_at
