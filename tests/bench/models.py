"""The floor view's one table."""

from django.conf import settings
from django.db import models


class FloorRow(models.Model):
    """About as much as a set holds of what was typed."""

    athlete = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    reps = models.PositiveSmallIntegerField()
    load = models.BigIntegerField()
    note = models.CharField(max_length=500)
    logged_at = models.DateTimeField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return str(self.key)
