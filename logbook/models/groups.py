"""Groups a coach sorts athletes into: a name of the coach's, and links that hold."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from logbook.models.coaching import CoachLink

GROUP_NAME_LENGTH = 40


class CoachGroup(models.Model):
    """Some of a coach's athletes under one name; nobody but the coach knows of it.

    A link that ends leaves it in the act that ends it. An account that is closed for a while stays
    in it unseen: who reads a group reads the links of it that are in force.
    """

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=GROUP_NAME_LENGTH)
    links = models.ManyToManyField(CoachLink, related_name="groups", blank=True)

    objects: ClassVar[models.Manager["CoachGroup"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("coach", Lower("name"), name="coach_group_named_once")
        ]

    def __str__(self) -> str:
        return self.name
