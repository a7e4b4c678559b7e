"""How a coach reads the list of athletes: the lines of its reasons, and how it stood at a look."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class CoachList(models.Model):
    """A coach's own numbers, and the list as it stood: at the last look, and before this visit.

    `seen` and `before` are, by the key of a link, the version of what was ticked and the reasons
    that stood then. Who ends a link is taken out of both by that act. Notices up to `notices_at` were
    put away; `digest_at` is when the last weekly mail was sent.
    """

    coach = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    close_percent = models.PositiveSmallIntegerField(default=30)
    easy_percent = models.PositiveSmallIntegerField(default=40)
    red_days = models.PositiveSmallIntegerField(default=2)
    silent_days = models.PositiveSmallIntegerField(default=7)
    silent_unplanned_days = models.PositiveSmallIntegerField(default=14)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen = models.JSONField(default=dict)
    before_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict)
    notices_at = models.DateTimeField(null=True, blank=True)
    wants_digest = models.BooleanField(default=False)
    digest_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["CoachList"]] = models.Manager()

    def __str__(self) -> str:
        return f"of {self.coach_id}"
