"""What came from another app's file: each import, what it brought in, and which names mean what."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.choices import JobState
from logbook.models.querysets import AthleteQuerySet


class ImportRun(models.Model):
    """One file that was brought in, all of it or nothing.

    `key` is made by the form that confirms it, so that a double tap brings it in once. `digest` is
    the file's SHA-256. `report` is what was said of it, as the command prints it. Undone, the row
    stays and says so; `kept` is then how many sessions stayed, since they were changed here.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    key = models.UUIDField()
    source = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    zone = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    report = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept = models.PositiveIntegerField(default=0)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "key", name="import_key_unique"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "-made_at"], name="import_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.made_at:%Y-%m-%d}"


class ImportedSession(models.Model):
    """What one import put into one session, as the file had it.

    It stays when sets are edited or deleted here, or the session as a whole, so that the same file
    does not bring them back. `session_key` is the session's `key`; a set's key is made from `key`
    and its place in `content`. `is_whole`: the session itself came with it. `content` has the
    exercises' names and, set by set, `[name, ordinal, reps, micrograms, marks]`, and the seconds
    of one that was held.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="sessions")
    key = models.UUIDField()
    session_key = models.UUIDField()
    started_at = models.DateTimeField()
    is_whole = models.BooleanField()
    content = models.JSONField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "key", name="imported_session_key_unique"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "started_at"], name="imported_session_place"),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}: {len(self.content['sets'])} sets"


class ImportedName(models.Model):
    """What a lifter said that a name of an app's file means."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    source = models.CharField(max_length=20)
    name = models.CharField(max_length=120, help_text="In the form names are compared in.")
    exercise = models.ForeignKey("programming.Exercise", models.CASCADE, related_name="+")

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "source", "name", name="imported_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportUpload(models.Model):
    """A file that is being looked at before it is brought in: one a lifter, gone once it is.

    `content` is compressed; `answers` is what was said of it so far.
    """

    athlete = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    key = models.UUIDField()
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    answers = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    objects = AthleteQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class ImportJob(models.Model):
    """A file that is brought in in the background, or was: one a lifter, the latest.

    `key` is the upload's. `ready` of `of` sets are made ready; nothing of them is in the log before
    all are. `beat_at` is when whoever works on it (`worker`, host and process) last said so. A
    failed one says why in `fault`.
    """

    athlete = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=7, choices=JobState, default=JobState.WAITING)
    ready = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True)
    fault = models.CharField(max_length=500, blank=True)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AthleteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.state}, {self.ready} of {self.of}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or is worked on."""
        return self.state in {JobState.WAITING, JobState.WORKING}
