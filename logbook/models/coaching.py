"""Who may see whose training: links an athlete agreed to, how they come about, and what was looked at."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from logbook.choices import Looked, Resolution, Side
from logbook.models.querysets import AthleteQuerySet, LinkQuerySet

COMMENT_LENGTH = 1000


class Ticks(models.Model):
    """What an athlete ticked for a coach beyond the sets with their targets and verdicts.

    Who `sets` something reads what it is set on: the plans, or the answer and the level.
    """

    sees_notes = models.BooleanField(default=False)
    sees_bodyweight = models.BooleanField(default=False)
    sees_readiness = models.BooleanField(default=False)
    sees_program = models.BooleanField(default=False)
    sets_targets = models.BooleanField(default=False)
    sets_programs = models.BooleanField(default=False)

    class Meta:
        abstract = True


class CoachLink(Ticks):
    """A coach an athlete lets see their training. It stands after it ended, and then gives nothing.

    `since` is the first day of the log the coach sees, null where all of it; `version` counts what
    was ticked. The coach is null where that account left.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    since = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    breaches_from = models.DateField(help_text="What was done before is not asked about.")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=7, choices=Side, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "athlete", "coach", condition=Q(ended_at=None), name="coach_link_once"
            ),
            models.CheckConstraint(condition=~Q(athlete=F("coach")), name="coach_is_another"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "-made_at"], name="coach_link_of_athlete"),
            models.Index(fields=["coach", "ended_at"], name="coach_link_of_coach"),
        ]

    def __str__(self) -> str:
        return f"{self.athlete_id} → {self.coach_id}"


class Invitation(Ticks):
    """An address by which one coach may take up a link, once, within some days; kept is its hash."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=64, unique=True)
    shows_all = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Who coaches already may take up another one: it is used, and the link stays as it is.
    link = models.ForeignKey(
        CoachLink, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["athlete", "made_at"], name="invitation_of")]

    def __str__(self) -> str:
        return f"by {self.athlete_id}, until {self.ends_at:%d.%m.%Y}"


class CoachRequest(models.Model):
    """A coach asked whoever has an address to let them see their training.

    It points to no account: who has that address reads it, and nobody else learns whether any has.
    """

    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    address = models.EmailField()
    made_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["CoachRequest"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("coach", "address", name="coach_asks_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["address", "-made_at", "-id"], name="coach_request_to")
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} asks"


class CoachBlock(models.Model):
    """A coach an athlete wants to hear nothing of: requests are not shown, invitations do not open."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "coach", name="coach_block_once")
        ]

    def __str__(self) -> str:
        return f"{self.athlete_id} blocks {self.coach_id}"


class AccessEntry(models.Model):
    """A page of a coach's that showed something of an athlete, on a day; or what was agreed then.

    A page opened again on that day moves `last_at` alone. `ticks` are those of `version`.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(CoachLink, models.CASCADE, related_name="entries", db_index=False)
    what = models.CharField(max_length=8, choices=Looked)
    version = models.PositiveIntegerField()
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ticks = models.JSONField(default=dict)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("link", "what", "version", "day", name="access_entry_once")
        ]
        indexes: ClassVar = [models.Index(fields=["athlete", "-last_at"], name="access_entry_of")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.what} {self.day}"


class BreachAnswer(models.Model):
    """What a coach made of a breach; taken back, it is open again."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(CoachLink, models.CASCADE, related_name="+", db_index=False)
    row = models.ForeignKey("logbook.Set", models.CASCADE, related_name="breach_answers")
    resolution = models.CharField(max_length=14, choices=Resolution)
    made_at = models.DateTimeField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("link", "row", name="breach_answered_once")
        ]
        indexes: ClassVar = [models.Index(fields=["athlete"], name="breach_answer_of")]

    def __str__(self) -> str:
        return f"{self.row_id}: {self.resolution}"


class Comment(models.Model):
    """What a coach said of a session, a week, a set or an exercise, and what the athlete answered.

    A week is its Monday. `exercise` is the one it is about, if any: said by the coach, it is shown
    when that exercise comes next, until it is `settled_at`: answered, or put away. `read_at` is when
    the other of the two found it in its place.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(CoachLink, models.CASCADE, related_name="comments")
    session = models.ForeignKey(
        "logbook.TrainingSession", models.CASCADE, null=True, blank=True, related_name="comments"
    )
    week = models.DateField(null=True, blank=True)
    row = models.ForeignKey(
        "logbook.Set", models.CASCADE, null=True, blank=True, related_name="comments"
    )
    exercise = models.ForeignKey(
        "programming.Exercise", models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.UUIDField()
    by = models.CharField(max_length=7, choices=Side)
    text = models.TextField(max_length=COMMENT_LENGTH)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "key", name="comment_key_unique"),
            models.CheckConstraint(
                condition=Q(session=None, week__isnull=False, row=None)
                | Q(session__isnull=False, week=None),
                name="comment_of_session_or_week",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "session", "made_at"], name="comment_of_session"),
            models.Index(
                fields=["athlete", "week", "made_at"],
                condition=Q(session=None),
                name="comment_of_week",
            ),
            # What stands in the session screen, and what Today tells: few rows of many.
            models.Index(
                fields=["athlete", "exercise", "-made_at", "-id"],
                condition=Q(settled_at=None, by=Side.COACH),
                name="comment_to_come",
            ),
            models.Index(
                fields=["athlete", "by", "-made_at", "-id"],
                condition=Q(read_at=None),
                name="comment_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"by {self.by}, {self.made_at:%d.%m.%Y}"
