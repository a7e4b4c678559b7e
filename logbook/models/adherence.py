"""How effort went over the last weeks, kept so that History need not read them."""

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet


class EffortLately(models.Model):
    """Effort against its targets when the lifter's last session ended (rulebook 4.2, 9).

    `day` is that session's; `found` is counts, codes and numbers by the rules of
    `rulebook_version` (`logbook.advice.adherence` reads them).
    """

    athlete = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    day = models.DateField()
    rulebook_version = models.CharField(max_length=16)
    found = models.JSONField()

    objects = AthleteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.day}: {self.found['rated']} rated sets"
