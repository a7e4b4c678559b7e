"""What the log as a whole advises, kept so that Today need not read it."""

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet


class DeloadAdvice(models.Model):
    """Whether a deload was due by the lifter's log when their last session ended (rulebook 9).

    `day` is that session's; `evidence` is empty where nothing called for one, else the
    signs as codes, numbers and days (`logbook.advice.deload` reads them), worded by the rules of
    `rulebook_version`. `refused_on` is the
    lifter's "not now", whatever the log says; `deload_from` and `deload_until` are the days of
    the last deload they agreed to.
    """

    athlete = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    day = models.DateField(null=True, blank=True)
    evidence = models.JSONField(default=list)
    rulebook_version = models.CharField(max_length=16, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    deload_from = models.DateField(null=True, blank=True)
    deload_until = models.DateField(null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.day}: {'a deload' if self.evidence else 'none'}"
